import { useState } from "react";
import { Button, Dialog, TextField } from "../components";
import { HostProblem } from "../host";
import { useDialogs, type SnippetQuestion } from "../state/dialogs";
import { nameOfKey } from "../state/stateKey";
import { renameSnippet, saveSnippet } from "./pieces";

/** Asks for a snippet's name: of states that are kept, or another one for a snippet. */
export function SnippetDialog({ question }: { question: SnippetQuestion }) {
  const isNew = question.kind === "save";
  const [name, setName] = useState(isNew ? nameOfKey(question.states[0] ?? "") : question.name);
  const [problem, setProblem] = useState<string | undefined>();
  const close = () => useDialogs.setState({ snippet: null });
  const done = async (): Promise<void> => {
    try {
      await (isNew ? saveSnippet(question.document, question.states, name.trim()) : renameSnippet(question.id, name.trim()));
      close();
    } catch (thrown) {
      setProblem(HostProblem.from(thrown).message);
    }
  };
  return (
    <Dialog
      title={isNew ? "Keep as a snippet" : "Rename the snippet"}
      isOpen
      onClose={close}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" onPress={() => void done()}>
            {isNew ? "Keep" : "Rename"}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        autoFocus
        maxLength={80}
        error={problem}
        description={isNew ? `${question.states.length === 1 ? "One state" : `${question.states.length} states`}, with what is inside. You find it in the palette under Patterns.` : undefined}
        onChange={(text) => {
          setName(text);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") void done();
          else event.continuePropagation();
        }}
      />
    </Dialog>
  );
}
