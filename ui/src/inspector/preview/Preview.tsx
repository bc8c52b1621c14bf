import { ChevronDown, ChevronRight, Eye } from "lucide-react";
import { use, useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { relativeTime } from "../../components/relativeTime";
import { PayloadView, type PayloadLook } from "../../debugger/data/PayloadView";
import { utf8Length } from "../../debugger/model/bytes";
import { useAnswer } from "../../debugger/useAnswer";
import { call } from "../../host";
import { useActiveDocumentUnhurried } from "../../state/documents";
import { useEditing } from "../editing";
import { pointerOf } from "../model/edits";
import { readErrors } from "../model/retry";
import { type PreviewMock, previewMock, previewOf, previewText, type Previewed, type Seen } from "../model/preview";
import type { Way } from "../model/rawText";
import { listOf, objectOf } from "../state/stateFields";
import { lineOf } from "../model/test";
import styles from "./preview.module.css";
import { SeenContext } from "./seen";

/** How long nothing is typed before what stands there is evaluated. */
const pause = 250;

/** What a field gives with the input that the state was seen with last, evaluated by the workbench as it is written. */
export function Preview({ way, json }: { way: Way; json: string }) {
  const seen = use(SeenContext);
  const { detail } = useEditing();
  const type = detail?.state_type ?? "";
  const previewed = previewOf(way, type);
  if (seen === null || previewed === null || !isJson(json)) return null;
  const mock = previewMock(previewed, type, seen, caughtErrors(way, detail?.fields));
  if (mock === null) return <p className={styles.none}>No preview: the last recorded visit has no result.</p>;
  return <Evaluated way={way} json={json} seen={seen} previewed={previewed} mock={mock} />;
}

/** The errors that the catcher takes which a way leads into. */
function caughtErrors([field, index]: Way, fields: Record<string, unknown> | null | undefined): readonly string[] {
  return field === "Catch" && typeof index === "number" ? readErrors(objectOf(listOf(fields?.Catch)[index]).ErrorEquals) : [];
}

function Evaluated({ way, json, seen, previewed, mock }: { way: Way; json: string; seen: Seen; previewed: Previewed; mock: PreviewMock }) {
  const { document, detail } = useEditing();
  const version = useActiveDocumentUnhurried()?.text.version ?? 0;
  const settled = useSettled(json);
  const [isOpen, setOpen] = useState(false);
  const [look, setLook] = useState<PayloadLook>("tree");
  const state = detail?.key ?? "";
  const pointer = pointerOf(way);
  const key = JSON.stringify([version, settled, seen.name, seen.time, seen.input, mock]);
  const { value, problem } = useAnswer(`preview ${document} ${state} ${pointer}`, key, async () => {
    const told = await call("preview_state", {
      document, state, input: seen.input, level: "DEBUG", draft: { pointer, json: settled },
      ...(seen.variables === null ? {} : { variables: seen.variables }),
      ...(mock.answer === null ? {} : { mock: mock.answer, check: "NONE" as const, ...(seen.context === null ? {} : { context: seen.context }) }),
    });
    return { ...told, at: Date.now() };
  });
  if (problem !== null) return <Line tone="bad" text={problem.message} />;
  if (value === null) return null;
  if (value.test === null) return <Line tone="bad" text={value.refused?.message ?? ""} />;
  const text = previewText(value.test, previewed);
  if (text === null) return value.test.error === null ? null : <Line tone="bad" text={`${value.test.error}: ${value.test.cause ?? ""}`} />;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const source = `With what ${seen.name} recorded${seen.time === 0 ? "" : `, ${relativeTime(seen.time, value.at)}`}${mock.isMadeUp ? "; the error is made up" : ""}`;
  return (
    <div className={styles.preview} data-testid="field-preview">
      <AriaButton className={styles.head} aria-expanded={isOpen} onPress={() => setOpen(!isOpen)} aria-label={`Preview: ${lineOf(text)}`}>
        <Chevron size={14} aria-hidden />
        <Eye size={14} aria-hidden />
        <code title={source}>{previewed.stage === "next" ? `goes to ${text}` : lineOf(text)}</code>
      </AriaButton>
      {isOpen && (
        <div className={styles.body}>
          <p className={styles.source}>{source}</p>
          <PayloadView
            payload={{ hash: `preview ${text.length} ${text.slice(0, 2_000)}`, bytes: utf8Length(text), preview: text, whole: true }}
            look={look}
            onLook={setLook}
            empty=""
            label="preview"
          />
        </div>
      )}
    </div>
  );
}

/** Why there is nothing to show. */
function Line({ tone, text }: { tone: "bad"; text: string }) {
  return (
    <p className={styles[tone]} data-testid="field-preview" title={text}>
      <Eye size={14} aria-hidden />
      <span>{text}</span>
    </p>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The text once it has stood for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
