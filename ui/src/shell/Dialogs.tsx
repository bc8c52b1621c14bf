import { lazy, Suspense } from "react";
import { Button, Dialog } from "../components";
import { ConvertDialog } from "../convert";
import { SnippetDialog } from "../palette";
import { RunDialog } from "../runs";
import { useDialogs } from "../state/dialogs";
import { CommandPalette } from "./CommandPalette";
import styles from "./Dialogs.module.css";
import { NewWorkflowDialog } from "./NewWorkflow";
import { PathDialog } from "./PathDialog";
import { ShortcutSheet } from "./ShortcutSheet";

// Comparisons bring an editor of their own; they are rarely needed.
const CompareDialog = lazy(() => import("../compare/CompareDialog"));
const ConflictDialog = lazy(() => import("./ConflictDialog"));

export function Dialogs() {
  const { palette, shortcuts, run, starters, conflict, path, snippet, compare, convert } = useDialogs();
  return (
    <>
      {palette && <CommandPalette />}
      <ShortcutSheet isOpen={shortcuts} onClose={() => useDialogs.setState({ shortcuts: false })} />
      <RunDialog isOpen={run} onClose={() => useDialogs.setState({ run: false })} />
      <NewWorkflowDialog isOpen={starters} onClose={() => useDialogs.setState({ starters: false })} />
      {convert !== null && <ConvertDialog {...convert} onClose={() => useDialogs.setState({ convert: null })} />}
      {snippet !== null && <SnippetDialog question={snippet} />}
      {path !== null && <PathDialog question={path} />}
      {conflict !== null && (
        <Suspense fallback={null}>
          <ConflictDialog id={conflict} onClose={() => useDialogs.setState({ conflict: null })} />
        </Suspense>
      )}
      {compare !== null && (
        <Suspense fallback={null}>
          <CompareDialog key={compare.document} comparison={compare} onClose={() => useDialogs.setState({ compare: null })} />
        </Suspense>
      )}
      <QuestionDialog />
    </>
  );
}

function QuestionDialog() {
  const question = useDialogs((state) => state.question);
  if (question === null) return null;
  return (
    <Dialog
      title={question.title}
      isOpen
      isAsking
      onClose={() => question.answer(null)}
      actions={
        <>
          <Button autoFocus={question.choices.at(-1)?.tone !== "primary"} onPress={() => question.answer(null)}>
            Cancel
          </Button>
          {question.choices.map((choice, index) => (
            <Button
              key={choice.id}
              variant={choice.tone ?? "plain"}
              autoFocus={index === question.choices.length - 1 && choice.tone === "primary"}
              onPress={() => question.answer(choice.id)}
            >
              {choice.label}
            </Button>
          ))}
        </>
      }
    >
      <p>{question.text}</p>
      {question.names.length > 0 && (
        <ul className={styles.names}>
          {question.names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
