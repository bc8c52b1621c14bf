import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ChevronDown, ChevronUp, FileDiff, FolderOpen } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button, Dialog, EmptyState, IconButton } from "../components";
import { HostProblem } from "../host";
import type { Compared } from "../schema";
import { compareWithFile } from "../shell/actions";
import { mergeLook, named } from "../shell/mergeLook";
import { useTheme } from "../state/theme";
import { type Change, changesOf, countsOf, marksOf, markSigns, markWords, shortValue, step } from "./model";
import { compared, type Comparison } from "./open";
import { PictureView } from "./PictureView";
import styles from "./CompareDialog.module.css";

/** A workflow beside another text of it: what changed in the diagrams, in a list, and in the text. */
export default function CompareDialog({ comparison, onClose }: { comparison: Comparison; onClose: () => void }) {
  const [answer, setAnswer] = useState<{ of: Comparison; found: Compared | null; problem: HostProblem | null } | null>(null);
  useEffect(() => {
    let stays = true;
    compared(comparison).then(
      (found) => stays && setAnswer({ of: comparison, found, problem: null }),
      (thrown: unknown) => stays && setAnswer({ of: comparison, found: null, problem: HostProblem.from(thrown) }),
    );
    return () => {
      stays = false;
    };
  }, [comparison]);
  const { name, document } = comparison;
  const shown = answer?.of === comparison ? answer : null;
  const title = shown?.found === undefined || shown.found === null ? `Compare ${name}` : `${name} beside ${shown.found.old_name}`;
  const another = (
    <Button icon={<FolderOpen size={16} aria-hidden />} onPress={() => void compareWithFile(document)}>
      Another file…
    </Button>
  );
  return (
    <Dialog title={title} size="full" isOpen flush onClose={onClose} actions={<>{another}<Button variant="primary" onPress={onClose}>Close</Button></>}>
      {shown !== null && shown.problem !== null && (
        <EmptyState icon={<FileDiff size={20} aria-hidden />} title="There is nothing to compare with" actions={another}>
          {shown.problem.message}
        </EmptyState>
      )}
      {shown !== null && shown.found !== null && <Sides found={shown.found} name={name} />}
    </Dialog>
  );
}

function Sides({ found, name }: { found: Compared; name: string }) {
  const changes = useMemo(() => changesOf(found), [found]);
  const marks = useMemo(() => ({ old: marksOf(found.states, "old"), new: marksOf(found.states, "new") }), [found]);
  const [current, setCurrent] = useState<string | null>(changes[0]?.id ?? null);
  const change = changes.find(({ id }) => id === current) ?? null;
  const choose = (side: "old" | "new") => (key: string) => {
    const hit = changes.find((one) => one[side]?.key === key);
    if (hit !== undefined) setCurrent(hit.id);
  };
  const go = (by: 1 | -1): void => setCurrent(step(changes, current, by)?.id ?? null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "F7" || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  if (changes.length === 0 && found.lines_added + found.lines_removed === 0) {
    return (
      <EmptyState icon={<FileDiff size={20} aria-hidden />} title="No difference">
        {name} is the same as {found.old_name}, byte for byte but for line breaks.
      </EmptyState>
    );
  }
  return (
    <div className={styles.body} onKeyDown={onKeyDown} data-testid="compare">
      <section className={styles.changes} aria-label="Changes">
        <div className={styles.bar}>
          <span className={styles.counts}>
            {countsOf(changes).map(({ mark, count }) => (
              <span key={mark} className={styles.count} data-mark={mark} title={markWords[mark]}>
                {markSigns[mark]} {count}
              </span>
            ))}
          </span>
          <IconButton label="Previous change" shortcut="Shift F7" isDisabled={changes.length === 0} icon={<ChevronUp size={16} aria-hidden />} onPress={() => go(-1)} />
          <IconButton label="Next change" shortcut="F7" isDisabled={changes.length === 0} icon={<ChevronDown size={16} aria-hidden />} onPress={() => go(1)} />
        </div>
        {changes.length === 0 && <p className={styles.none}>The workflows mean the same; only the way they are written differs.</p>}
        <ul className={styles.list}>
          {changes.map((one) => (
            <ChangeRow key={one.id} change={one} isCurrent={one.id === current} onPress={() => setCurrent(one.id)} />
          ))}
        </ul>
      </section>
      <div className={styles.sides}>
        <div className={styles.pictures}>
          <figure className={styles.side}>
            <figcaption>{found.old_name}</figcaption>
            <PictureView picture={found.old_picture} marks={marks.old} label={`Diagram of ${found.old_name}`} selected={change?.old?.key ?? null} onSelect={choose("old")} />
          </figure>
          <figure className={styles.side}>
            <figcaption>{name}, as it stands</figcaption>
            <PictureView picture={found.new_picture} marks={marks.new} label={`Diagram of ${name}`} selected={change?.new?.key ?? null} onSelect={choose("new")} />
          </figure>
        </div>
        <div className={styles.textBar}>
          Text <span className={styles.added}>+{found.lines_added}</span> <span className={styles.removed}>−{found.lines_removed}</span> lines
        </div>
        <Texts found={found} name={name} change={change} />
      </div>
    </div>
  );
}

function ChangeRow({ change, isCurrent, onPress }: { change: Change; isCurrent: boolean; onPress: () => void }) {
  const { mark, title, detail, fields } = change;
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li>
      <button ref={row} type="button" className={styles.change} aria-current={isCurrent} onClick={onPress} data-testid={`change:${mark}:${title}`}>
        <span className={styles.count} data-mark={mark} role="img" aria-label={markWords[mark]}>
          {markSigns[mark]}
        </span>
        <span className={styles.what}>
          <span className={styles.title}>{title}</span>
          {detail !== "" && <span className={styles.detail}>{detail}</span>}
          {isCurrent ?
            fields.map((field) => (
              <span key={field.name} className={styles.field}>
                <span className={styles.name}>{field.name}</span>
                <del title={field.old ?? undefined}>{shortValue(field.old)}</del>
                <ins title={field.new ?? undefined}>{shortValue(field.new)}</ins>
              </span>
            ))
          : fields.length > 0 && <span className={styles.detail}>{fields.map((field) => field.name).join(", ")}</span>}
        </span>
      </button>
    </li>
  );
}

/** Both texts beside each other, at the state that is looked at. */
function Texts({ found, name, change }: { found: Compared; name: string; change: Change | null }) {
  const place = useRef<HTMLDivElement>(null);
  const merge = useRef<MergeView | null>(null);
  const theme = useTheme((state) => state.theme);
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return undefined;
    const common = [mergeLook(theme), EditorState.readOnly.of(true), EditorView.lineWrapping];
    const view = new MergeView({
      parent,
      a: { doc: found.old_text, extensions: [common, named(`Text of ${found.old_name}`)] },
      b: { doc: found.new_text, extensions: [common, named(`Text of ${name}`)] },
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    merge.current = view;
    return () => {
      merge.current = null;
      view.destroy();
    };
  }, [found, name, theme]);
  useEffect(() => {
    const view = merge.current;
    if (view === null || change === null) return;
    const show = (editor: EditorView, at: number | undefined): void => {
      if (at !== undefined && at <= editor.state.doc.length) editor.dispatch({ effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 8 }) });
    };
    if (change.new === null) show(view.a, change.old?.from);
    else show(view.b, change.new.from);
  }, [change, found]);
  return <div ref={place} className={styles.merge} data-testid="compare-text" />;
}
