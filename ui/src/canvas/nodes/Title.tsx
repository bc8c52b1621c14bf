import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { classes, MiddleEllipsis } from "../../components";
import { useSelection } from "../../state/selection";
import { change } from "../gestures/changes";
import { focusState } from "../gestures/focus";
import { renameEdit } from "../model/edits";
import { tailLength } from "../model/ellipsis";
import { fits, measureTitle } from "../motion/measure";
import { startRenaming, useRenaming } from "../renaming";
import { currentSource } from "../source";
import styles from "./Card.module.css";

/** A state's name on its card; a double click or F2 turns it into a field. `room`: how wide it may be at least, in pixels. */
export function Title({ stateKey, name, room }: { stateKey: string; name: string; room?: number }) {
  const isRenaming = useRenaming(({ key }) => key === stateKey);
  if (isRenaming) return <NameField stateKey={stateKey} name={name} />;
  const isWhole = room !== undefined && fits(name, room, measureTitle);
  return (
    <span
      className={classes(styles.title, isWhole && styles.whole)}
      title={isWhole ? name : undefined}
      onDoubleClick={() => {
        if (currentSource()?.editable !== null) startRenaming(stateKey);
      }}
    >
      {isWhole ? name : <MiddleEllipsis text={name} tail={tailLength(name)} />}
    </span>
  );
}

function NameField({ stateKey, name }: { stateKey: string; name: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const done = useRef(false);

  // At once, so that no key typed behind F2 is lost; and once more, since the canvas gives the focus to a card that was
  // pressed only after this. What blurs the field until then does not end the renaming.
  const settled = useRef(false);
  useLayoutEffect(() => {
    const take = (): void => {
      if (field.current === null || document.activeElement === field.current) return;
      field.current.focus({ preventScroll: true });
      field.current.select();
    };
    take();
    const handle = requestAnimationFrame(() => {
      settled.current = true;
      take();
    });
    return () => cancelAnimationFrame(handle);
  }, []);

  const close = (backToCard: boolean): void => {
    done.current = true;
    startRenaming(null);
    if (backToCard) focusState(stateKey);
  };
  const commit = async (backToCard: boolean): Promise<void> => {
    if (done.current) return;
    const wanted = text.trim();
    if (wanted === "" || wanted === name) {
      close(backToCard);
      return;
    }
    done.current = true;
    const answer = change([renameEdit(stateKey, wanted)], { quiet: true });
    // Taking an element out that has the focus costs a layout of the whole page; now there is time for it.
    field.current?.blur();
    const outcome = await answer;
    if (outcome !== null && !outcome.ok) {
      done.current = false;
      setProblem(outcome.problem.message);
      field.current?.focus({ preventScroll: true });
      return;
    }
    startRenaming(null);
    const renamed = outcome?.select ?? null;
    if (renamed !== null) {
      useSelection.getState().select({ kind: "state", state: renamed }, "canvas");
      if (backToCard) focusState(renamed);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      void commit(true);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close(true);
    }
  };

  return (
    <span className={classes(styles.title, styles.renaming, "nopan", "nowheel")}>
      <input
        ref={field}
        className={styles.field}
        value={text}
        aria-label={`Name of ${name}`}
        aria-invalid={problem !== null}
        spellCheck={false}
        maxLength={80}
        data-testid="rename"
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (settled.current) void commit(false);
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      />
      {problem !== null && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </span>
  );
}
