import { type ReactNode, useEffect, useRef } from "react";
import { VisuallyHidden } from "react-aria-components";
import { classes, TextField } from "../../components";
import { CompletionPopup } from "../completion/CompletionPopup";
import { useLineCompletion } from "../completion/useLineCompletion";
import { FieldLabel } from "../docs/FieldDoc";
import { useEditing } from "../editing";
import type { Completes } from "../model/completing";
import type { Written } from "../model/edits";
import styles from "./fields.module.css";
import { useDraft } from "./useDraft";

/** How many characters a narrow inspector has room for. */
const longest = 22;

export type Tone = "path" | "text" | "number" | "substitution";

/** Paths and expressions stand out from text, as they do in code. */
function toneOf(text: string): Tone | null {
  if (text.includes("${")) return "substitution";
  return text.startsWith("$") || text.startsWith("{%") || text.startsWith("States.") ? "path" : null;
}

/** A line, or some lines, of text. Written on Enter and when it is left; Escape restores. */
export function TextRow({ field, label, value, write, hideLabel, placeholder, description, suffix, mono, tone, rows, isDisabled, also, autoFocus, completes }: {
  /** Names the control for tests and people: the field of the language. */
  field: string;
  label: string;
  value: string;
  write: (text: string) => Written;
  hideLabel?: boolean;
  placeholder?: string;
  description?: ReactNode;
  suffix?: ReactNode;
  /** Set in the code type, in the colour of what it is. */
  mono?: boolean;
  tone?: Tone;
  rows?: number;
  isDisabled?: boolean;
  /** Further fields that this control writes. */
  also?: string | undefined;
  autoFocus?: boolean;
  /** Where what is written is completed; nowhere for plain text. */
  completes?: Completes | undefined;
}) {
  const editing = useEditing();
  const draft = useDraft(value, write, { lines: rows !== undefined });
  const completion = useLineCompletion(draft.text, draft.change, completes);
  // What is wrong stands below the line, which may be the last that can be seen.
  const control = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (draft.error !== undefined) control.current?.scrollIntoView({ block: "nearest" });
  }, [draft.error]);
  const shade = mono === true ? (tone ?? toneOf(draft.text)) : null;
  const shown = (
    <div
      ref={control}
      className={classes(styles.control, shade !== null && styles[`${shade}Tone`])}
      data-testid={`field:${field}`}
      data-fields={also}
      // What does not fit can be read.
      title={draft.text.length > longest ? draft.text : undefined}
      onKeyDownCapture={completion.onKeyDownCapture}
      onKeyDown={draft.onKeyDown}
      onClick={completion.close}
      onBlur={() => {
        completion.close();
        draft.commit();
      }}
    >
      <TextField
        aria-label={label}
        value={draft.text}
        onChange={completion.typed}
        isDisabled={editing.isDisabled || isDisabled === true}
        {...(draft.error === undefined ? {} : { error: draft.error })}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(rows === undefined ? {} : { rows })}
        inputRef={completion.input}
        inputProps={completion.inputProps}
        autoFocus={autoFocus === true}
        description={description}
        suffix={suffix}
        mono={mono === true}
      />
      {completes !== undefined && (
        <VisuallyHidden>
          <span role="status">{completion.items.length === 0 ? "" : `${completion.items.length} completions; arrow down to choose`}</span>
        </VisuallyHidden>
      )}
      {completion.items.length > 0 && (
        <CompletionPopup id={completion.listId} label={label} items={completion.items} active={completion.active} input={completion.input} onTake={completion.take} onClose={completion.close} />
      )}
    </div>
  );
  if (hideLabel === true) return shown;
  return (
    <div className={classes(styles.pair, styles.pairTop)} data-row>
      <FieldLabel field={field.split(".").at(-1) ?? field} className={styles.pairLabel}>
        {label}
      </FieldLabel>
      {shown}
    </div>
  );
}
