import { ChevronDown, ChevronUp, Copy, Search, X } from "lucide-react";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { IconButton } from "../../components/IconButton";
import { Segmented } from "../../components/Segmented";
import type { PayloadRef } from "../../schema";
import { tellProblem } from "../../state/toasts";
import { copyText } from "../copy";
import { bytes } from "../model/bytes";
import { diff } from "../model/jsonDiff";
import { indented, readJson } from "../model/jsonTree";
import { isWhole, usePayload, wholePayload } from "../payloads";
import { JsonChanges } from "./JsonChanges";
import { JsonText } from "./JsonText";
import { JsonTree } from "./JsonTree";
import styles from "./PayloadView.module.css";

export type PayloadLook = "tree" | "changes" | "text";

export interface PayloadViewProps {
  payload: PayloadRef | null;
  /** What to compare with, and what it is called: "Input". */
  since?: { payload: PayloadRef; name: string } | null;
  look: PayloadLook;
  onLook: (look: PayloadLook) => void;
  /** Said where there is no payload. */
  empty: ReactNode;
  label: string;
  testId?: string;
}

/** A payload as tree, as what changed, or as text. Fetched by its hash in slices; a long one says its size and how much of it is here. */
export function PayloadView({ payload, since = null, look, onLook, empty, label, testId }: PayloadViewProps) {
  const shown = usePayload(payload);
  const other = usePayload(look === "changes" && since !== null ? since.payload : null);
  const [searching, setSearching] = useState(false);
  const [words, setWords] = useState("");
  const [match, setMatch] = useState(0);
  const [matches, setMatches] = useState(0);

  const text = shown.payload?.text ?? null;
  const whole = shown.payload !== null && isWhole(shown.payload);
  const json = useMemo(() => (text === null || !whole ? null : readJson(text)), [text, whole]);
  const before = useMemo(() => (other.payload === null || !isWhole(other.payload) ? null : readJson(other.payload.text)), [other.payload]);
  const changes = useMemo(() => (before === null || json === null ? null : diff(before, json)), [before, json]);
  const printed = useMemo(() => (json === null ? text : json.text.includes("\n") ? json.text : indented(json)), [json, text]);
  const onMatches = useCallback((count: number) => setMatches(count), []);

  if (payload === null) return <div className={styles.empty}>{empty}</div>;
  // What is no JSON, or not all here, has no tree.
  const effective: PayloadLook = (json === null && text !== null) || (look === "changes" && since === null) ? (json === null ? "text" : "tree") : look;
  const step = (by: number) => setMatch((old) => old + by);
  return (
    <div className={styles.view} data-testid={testId}>
      <div className={styles.bar}>
        <Segmented
          label={`How ${label} is shown`}
          value={effective}
          onChange={onLook}
          options={[
            { id: "tree", label: "Tree" },
            ...(since === null ? [] : [{ id: "changes" as const, label: <>Changes {changes !== null && <Badge>{changes.changes}</Badge>}</>, title: "Changes" }]),
            { id: "text", label: "Text" },
          ]}
        />
        {effective === "changes" && since !== null && <span className={styles.since}>since {since.name}</span>}
        <span className={styles.gap} />
        {effective === "tree" && (
          <IconButton
            label="Search in it"
            isOn={searching}
            icon={<Search size={16} />}
            onPress={() => {
              setSearching(!searching);
              setWords("");
            }}
          />
        )}
        <IconButton label={`Copy ${label}`} icon={<Copy size={16} />} onPress={() => void wholePayload(payload).then((all) => copyText(all, capital(label)), tellProblem)} />
      </div>
      {searching && effective === "tree" && (
        <div className={styles.search}>
          <input
            autoFocus
            aria-label={`Search in ${label}`}
            placeholder="Name or value"
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
              setMatch(0);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
              else if (event.key === "Escape") {
                event.stopPropagation();
                setSearching(false);
                setWords("");
              }
            }}
          />
          {words !== "" && <span className={styles.count}>{matches === 0 ? "not found" : `${(((match % matches) + matches) % matches) + 1} of ${matches}`}</span>}
          <IconButton label="Previous" isDisabled={matches === 0} icon={<ChevronUp size={14} />} onPress={() => step(-1)} />
          <IconButton label="Next" isDisabled={matches === 0} icon={<ChevronDown size={14} />} onPress={() => step(1)} />
          <IconButton
            label="Close search"
            icon={<X size={14} />}
            onPress={() => {
              setSearching(false);
              setWords("");
            }}
          />
        </div>
      )}
      {shown.problem !== null ? (
        <div className={styles.empty}>{shown.problem.message}</div>
      ) : text === null ? (
        <div className={styles.empty}>Reading {bytes(payload.bytes)}…</div>
      ) : effective === "tree" && json !== null ? (
        <JsonTree key={payload.hash} json={json} words={words} match={match} onMatches={onMatches} label={label} />
      ) : effective === "changes" && json !== null ? (
        changes !== null && before !== null ? (
          changes.changes === 0 ? (
            <div className={styles.empty}>The same as {since?.name ?? "before"}.</div>
          ) : (
            <JsonChanges key={`${payload.hash} ${since?.payload.hash ?? ""}`} before={before} after={json} diff={changes} label={`Changes of ${label}`} />
          )
        ) : (
          <div className={styles.empty}>{other.payload !== null && before === null ? `${since?.name ?? "It"} is too large to compare, or no JSON.` : "Comparing…"}</div>
        )
      ) : (
        <>
          <JsonText text={printed ?? ""} label={label} />
          {!whole && shown.payload !== null && (
            <div className={styles.more}>
              <span>
                {bytes(shown.payload.bytes)} of {bytes(shown.payload.total)} are shown.
              </span>
              <Button onPress={shown.more}>Show more</Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
