import { Columns2, Copy, CopyPlus, Ellipsis, Flag, Layers, PencilLine, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton, Menu, type MenuGroup, MiddleEllipsis, ServiceTile } from "../../components";
import type { Edit, StateDetail } from "../../schema";
import { edit, type OpenDocument } from "../../state/documents";
import { tell } from "../../state/toasts";
import styles from "../Inspector.module.css";
import { dedent } from "../model/rawText";
import type { Place } from "../model/place";
import { listOf } from "./stateFields";

/** What the state is, where it is, and what can be done with it. */
export function StateHeader({ document, detail, place, isDisabled }: { document: OpenDocument; detail: StateDetail; place: Place; isDisabled: boolean }) {
  const [isRenaming, setRenaming] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const node = document.reading.picture.nodes.find((candidate) => candidate.state === detail.key && (candidate.kind === "state" || candidate.kind === "frame"));
  const send = async (edits: Edit[]): Promise<boolean> => {
    const outcome = await edit(document.id, edits, { quiet: true });
    setRefusal(outcome.ok ? null : outcome.problem.message);
    return outcome.ok;
  };
  const state = detail.path;
  const icon = (Icon: typeof Copy) => <Icon size={16} aria-hidden />;
  const action = (id: string, label: string, Icon: typeof Copy, edits: Edit[], more = {}) => ({
    id, label, icon: icon(Icon), isDisabled, run: () => void send(edits), ...more,
  });
  const groups: MenuGroup[] = [
    {
      actions: [
        { id: "rename", label: "Rename", icon: icon(PencilLine), isDisabled, run: () => setRenaming(true) },
        action("duplicate", "Duplicate", CopyPlus, [{ edit: "duplicate_state", state }]),
        action("start", place.words === null ? "Start the workflow here" : "Start here", Flag, [
          { edit: "set_start", machine: place.machine, ...(place.branch === null ? {} : { branch: place.branch }), name: detail.name },
        ], { isDisabled: isDisabled || detail.start }),
        { id: "copy", label: "Copy as JSON", icon: icon(Copy), run: () => void copy(detail) },
      ],
    },
    {
      actions: [
        action("parallel", "Wrap in Parallel", Columns2, [{ edit: "wrap_in_parallel", states: [state] }]),
        action("map", "Wrap in Map", Layers, [{ edit: "wrap_in_map", state }]),
      ],
    },
    { actions: [action("delete", "Delete", Trash2, [{ edit: "remove_state", state }], { tone: "danger" })] },
  ];
  return (
    <>
      <header className={styles.head}>
        <ServiceTile size="head" service={node?.service ?? null} stateType={detail.state_type} />
        <div className={styles.titles}>
          <h2>
            {isRenaming ? (
              <NameInput
                name={detail.name}
                onDone={(name) => {
                  if (name === null || name === detail.name) {
                    setRenaming(false);
                    setRefusal(null);
                  } else void send([{ edit: "rename_state", state, name }]).then((done) => setRenaming(!done));
                }}
              />
            ) : (
              <button type="button" className={styles.name} data-testid="field:name" aria-label={`Rename ${detail.name}`} disabled={isDisabled} onClick={() => setRenaming(true)}>
                <MiddleEllipsis text={detail.name} />
              </button>
            )}
          </h2>
          <p title={whereWords(detail, place)}>{whereWords(detail, place)}</p>
        </div>
        <Menu label="What to do with the state" groups={groups}>
          <IconButton label="More" icon={<Ellipsis size={16} aria-hidden />} />
        </Menu>
      </header>
      {refusal !== null && (
        <p className={styles.refused} role="alert">
          {refusal}
        </p>
      )}
    </>
  );
}

/** `In Reserve and charge, branch 2`; at the top level what it is. */
function whereWords(detail: StateDetail, place: Place): string {
  const rules = listOf(detail.fields?.Choices).length;
  if (detail.state_type === "Choice") {
    const what = `${rules} ${rules === 1 ? "rule" : "rules"}${typeof detail.fields?.Default === "string" ? " and a default" : ""}`;
    return place.words ?? `Choice, ${what}`;
  }
  if (place.words !== null) return place.words;
  const what = detail.state_type === "" ? "A state without a type" : `${detail.state_type} state`;
  return detail.start ? `${what}, where it starts` : what;
}

function NameInput({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const [text, setText] = useState(name);
  const asked = useRef<string | null>(null);
  const done = () => {
    const written = text.trim();
    // Left after it was refused, or while it is on its way.
    if (written === asked.current) {
      onDone(null);
      return;
    }
    asked.current = written;
    onDone(written === "" ? null : written);
  };
  return (
    <input
      className={styles.nameInput}
      data-testid="field:name"
      aria-label="Name"
      value={text}
      spellCheck={false}
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter" && text.trim() !== asked.current) done();
        if (event.key === "Escape") {
          event.preventDefault();
          onDone(null);
        }
      }}
    />
  );
}

async function copy(detail: StateDetail): Promise<void> {
  try {
    await navigator.clipboard.writeText(dedent(detail.text));
    tell(`${detail.name} copied as JSON.`, "ok");
  } catch {
    tell("The clipboard could not be written. Copy the text in the JSON tab with the keyboard.", "caught");
  }
}
