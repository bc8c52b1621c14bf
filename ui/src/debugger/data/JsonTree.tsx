import { ChevronDown, ChevronRight, Copy } from "lucide-react";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { classes } from "../../components/classes";
import { IconButton } from "../../components/IconButton";
import { copyText } from "../copy";
import { bytes, utf8Length } from "../model/bytes";
import { openAtFirst, openFor, rows as rowsOf, search, type JsonRow } from "../model/jsonRows";
import { content, jsonPath, pathKey, written, type JsonNode, type JsonText } from "../model/jsonTree";
import styles from "./Json.module.css";
import { useLines } from "../useLines";

/** A line is this high. */
export const LINE = 20;
/** Characters of a string that a line shows. */
const SHOWN = 400;

export interface JsonTreeProps {
  json: JsonText;
  /** Words to find; every match is marked and unfolded. */
  words?: string;
  /** Which of the matches is gone to. */
  match?: number;
  onMatches?: (count: number) => void;
  label: string;
}

/** A JSON value as a tree: folding, a path to copy, a value to copy. Only the lines in sight are drawn. */
export function JsonTree({ json, words = "", match = 0, onMatches, label }: JsonTreeProps) {
  const [open, setOpen] = useState(() => openAtFirst(json));
  const [selected, setSelected] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);

  const found = useMemo(() => search(json, words), [json, words]);
  const foundIds = useMemo(() => new Set(found.map(pathKey)), [found]);
  const shownOpen = useMemo(() => (found.length > 0 ? openFor(open, found) : open), [open, found]);
  const lines = useMemo(() => rowsOf(json, shownOpen), [json, shownOpen]);
  const goal = found.length === 0 ? null : pathKey(found[((match % found.length) + found.length) % found.length] ?? []);

  const virtual = useLines(scroller, lines.length, LINE);

  useEffect(() => onMatches?.(found.length), [found.length, onMatches]);
  useEffect(() => {
    const index = goal === null ? -1 : lines.findIndex((line) => line.id === goal);
    if (index >= 0) virtual.scrollToIndex(index, { align: "center" });
    // Only where it goes matters, not that lines were folded since.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goal]);

  const toggle = (line: JsonRow) => {
    if (line.open === null) return;
    const next = new Set(shownOpen);
    if (!next.delete(line.id)) next.add(line.id);
    setOpen(next);
  };

  const index = lines.findIndex((line) => line.id === selected);
  const current = lines[index];
  const onKeyDown = (event: KeyboardEvent) => {
    const go = (to: number) => {
      const line = lines[Math.min(Math.max(0, to), lines.length - 1)];
      if (line === undefined) return;
      setSelected(line.id);
      virtual.scrollToIndex(Math.min(Math.max(0, to), lines.length - 1));
    };
    switch (event.key) {
      case "ArrowDown":
        go(index + 1);
        break;
      case "ArrowUp":
        go(index - 1);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(lines.length - 1);
        break;
      case "ArrowRight":
        if (current?.open === false) toggle(current);
        else go(index + 1);
        break;
      case "ArrowLeft":
        if (current?.open === true) toggle(current);
        else if (current !== undefined) go(lines.findLastIndex((line, i) => i < index && line.depth < current.depth));
        break;
      case "Enter":
      case " ":
        if (current !== undefined) toggle(current);
        break;
      default:
        if ((event.ctrlKey || event.metaKey) && event.key === "c" && current !== undefined && window.getSelection()?.isCollapsed !== false) {
          void copyText(valueOf(json, current.node), "Value");
          break;
        }
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const active = goal ?? selected;
  const shown = lines.find((line) => line.id === (selected ?? goal)) ?? null;
  return (
    <>
      <div
        ref={scroller}
        className={styles.lines}
        role="tree"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={current === undefined ? undefined : lineId(label, current.id)}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize() + 8, position: "relative" }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (line === undefined) return null;
            return (
              <div
                key={line.id}
                id={lineId(label, line.id)}
                role="treeitem"
                aria-level={line.depth + 1}
                aria-expanded={line.open ?? undefined}
                aria-selected={line.id === selected}
                className={classes(styles.line, line.id === active && styles.selected, foundIds.has(line.id) && styles.found)}
                style={{ top: item.start + 4, paddingLeft: 12 + line.depth * 14 }}
                onClick={() => {
                  setSelected(line.id);
                  if (line.open !== null) toggle(line);
                }}
              >
                <Fold open={line.open} />
                {line.key !== null && <Name name={line.key} />}
                <ValueText json={json} node={line.node} open={line.open === true} words={words} />
              </div>
            );
          })}
        </div>
      </div>
      {shown !== null && (
        <div className={styles.path}>
          <code className="selectable" title={jsonPath(shown.path)}>
            {jsonPath(shown.path)}
          </code>
          <IconButton label="Copy path" icon={<Copy size={14} />} placement="top" onPress={() => void copyText(jsonPath(shown.path), "Path")} />
          <button className={styles.copyValue} onClick={() => void copyText(valueOf(json, shown.node), "Value")}>
            Copy value
          </button>
        </div>
      )}
    </>
  );
}

const lineId = (label: string, id: string): string => `${label}:${id}`.replaceAll(/\s/g, "_");

/** What "copy value" gives: a string without its quotes, everything else as written. */
export function valueOf(json: JsonText, node: JsonNode): string {
  return node.kind === "string" ? content(json, node) : written(json, node);
}

export function Fold({ open }: { open: boolean | null }) {
  if (open === null) return <span className={styles.fold} />;
  return <span className={styles.fold}>{open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}</span>;
}

export function Name({ name }: { name: string | number }) {
  return (
    <>
      <span className={typeof name === "number" ? styles.index : styles.key}>{typeof name === "string" && name === "" ? '""' : name}</span>
      <span className={styles.punct}>: </span>
    </>
  );
}

export function ValueText({ json, node, open, words = "" }: { json: JsonText; node: JsonNode; open: boolean; words?: string }) {
  switch (node.kind) {
    case "object":
    case "array": {
      const [left, right] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
      const size = utf8Length(json.text, node.from, node.to);
      return (
        <span className={styles.count}>
          {left}
          {node.children.length === 0 ? "" : node.children.length}
          {right}
          {!open && size >= 128 && <span className={styles.size}> {bytes(size)}</span>}
        </span>
      );
    }
    case "string": {
      const literal = written(json, node);
      const long = literal.length > SHOWN;
      return (
        <span className={styles.string}>
          <Marked text={long ? `${literal.slice(0, SHOWN)}…` : literal} words={words} />
          {literal.length > 120 && <span className={styles.size}> {bytes(utf8Length(json.text, node.from + 1, node.to - 1))}</span>}
        </span>
      );
    }
    case "number":
    case "boolean":
    case "null":
      return (
        <span className={styles.number}>
          <Marked text={written(json, node)} words={words} />
        </span>
      );
  }
}

function Marked({ text, words }: { text: string; words: string }) {
  const at = words === "" ? -1 : text.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark className={styles.mark}>{text.slice(at, at + words.length)}</mark>
      {text.slice(at + words.length)}
    </>
  );
}
