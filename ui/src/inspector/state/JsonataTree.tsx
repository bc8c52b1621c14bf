import { Ellipsis, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton, Menu, Select } from "../../components";
import { sendEdits, useEditing } from "../editing";
import { TextRow } from "../fields/TextRow";
import { type Completes, completesAt } from "../model/completing";
import { setAt, type Written } from "../model/edits";
import { type Asked, type AskedWay, askedOperators, hasRight, newAsked, operandOf, replaceAsked, writeAsked } from "../model/jsonataCondition";
import styles from "./condition.module.css";

/** What the parts of a tree need of the whole. */
interface Tree {
  root: Asked;
  isDisabled: boolean;
  /** What the rule becomes with another condition at a way; `null` takes that one away. */
  write: (way: AskedWay, by: Asked | null) => Written;
  send: (way: AskedWay, by: Asked | null) => void;
  /** A part of the condition is completed as if it stood there alone. */
  completes: Completes;
}

/** What a rule asks in JSONata: tests, joined by and and or, each of which may be turned round. */
export function JsonataTree({ index, root }: { index: number; root: Asked }) {
  const { document, path, isDisabled } = useEditing();
  const [refusal, setRefusal] = useState<string | null>(null);
  const write = (way: AskedWay, by: Asked | null): Written => {
    // A rule without a condition is none: the last test becomes a new one.
    const whole = replaceAsked(root, way, by) ?? newAsked();
    return { edits: [setAt(path, ["Choices", index, "Condition"], `{% ${writeAsked(whole)} %}`)] };
  };
  const send = (way: AskedWay, by: Asked | null) => {
    const written = write(way, by);
    if ("edits" in written) void sendEdits(document, path, written.edits).then(setRefusal);
  };
  const tree: Tree = { root, isDisabled, write, send, completes: completesAt(["Choices", index, "Condition"], "{% ", " %}") };
  return (
    <div className={styles.tree} data-testid="field:Condition">
      <Part asked={root} way={[]} tree={tree} />
      {root.kind === "test" && <Adds asked={root} way={[]} tree={tree} />}
      {refusal !== null && <p className={styles.error}>{refusal}</p>}
    </div>
  );
}

function Part({ asked, way, tree }: { asked: Asked; way: AskedWay; tree: Tree }) {
  return asked.kind === "group" ? <GroupPart group={asked} way={way} tree={tree} /> : <TestPart test={asked} way={way} tree={tree} />;
}

function GroupPart({ group, way, tree }: { group: Extract<Asked, { kind: "group" }>; way: AskedWay; tree: Tree }) {
  return (
    <div className={styles.group} role="group" aria-label={`${group.not ? "not " : ""}${group.word}`}>
      <div className={styles.groupHead}>
        {group.not && <Not onPress={() => tree.send(way, { ...group, not: false })} isDisabled={tree.isDisabled} />}
        <div className={styles.word}>
          <Select
            label="How they are joined"
            hideLabel
            isDisabled={tree.isDisabled}
            options={[{ id: "and", label: "And", detail: "all are true" }, { id: "or", label: "Or", detail: "one is true" }]}
            value={group.word}
            onChange={(word) => tree.send(way, { ...group, word })}
          />
        </div>
        <PartMenu asked={group} way={way} tree={tree} />
      </div>
      <div className={styles.inner}>
        {group.conditions.map((condition, index) => (
          <Part key={index} asked={condition} way={[...way, index]} tree={tree} />
        ))}
        <Adds asked={group} way={way} tree={tree} />
      </div>
    </div>
  );
}

function TestPart({ test, way, tree }: { test: Extract<Asked, { kind: "test" }>; way: AskedWay; tree: Tree }) {
  const operand = (text: string, name: "left" | "right"): Written => {
    const read = operandOf(text);
    if (read === null) return { refused: name === "left" ? "Write what is asked, for example $states.input.total." : 'Write what it is held against: 100, "high", $limit.' };
    return tree.write(way, { ...test, [name]: read });
  };
  return (
    <div className={styles.test}>
      <div className={styles.variable}>
        {test.not && <Not onPress={() => tree.send(way, { ...test, not: false })} isDisabled={tree.isDisabled} />}
        <TextRow field="Left" label="What is asked" hideLabel mono tone="path" placeholder="$states.input.value" value={test.left} completes={tree.completes} write={(text) => operand(text, "left")} />
      </div>
      <div className={styles.compare}>
        <div data-testid="field:Operator">
          <Select
            label="Operator"
            hideLabel
            isDisabled={tree.isDisabled}
            options={askedOperators.map(({ id, words, detail }) => ({ id, label: words, detail }))}
            value={test.operator}
            onChange={(operator) => {
              if (operator !== test.operator) tree.send(way, { ...test, operator, right: hasRight(operator) ? test.right || (operator === "in" ? "[]" : '""') : "" });
            }}
          />
        </div>
        {hasRight(test.operator) && (
          <TextRow
            key={test.operator}
            field="Right"
            label="What it is held against"
            hideLabel
            mono
            tone={/^["']/.test(test.right) ? "text" : /^-?[\d.]+$/.test(test.right) ? "number" : "path"}
            placeholder='"high"'
            value={test.right}
            completes={tree.completes}
            write={(text) => operand(text, "right")}
          />
        )}
      </div>
      <PartMenu asked={test} way={way} tree={tree} />
    </div>
  );
}

function Not({ onPress, isDisabled }: { onPress: () => void; isDisabled: boolean }) {
  return (
    <button type="button" className={styles.not} disabled={isDisabled} title="Turned round: true when the rest is not. Press to take it back." onClick={onPress}>
      Not
    </button>
  );
}

function PartMenu({ asked, way, tree }: { asked: Asked; way: AskedWay; tree: Tree }) {
  const what = asked.kind === "group" ? "group" : "condition";
  const { isDisabled } = tree;
  const wrap = (word: "and" | "or") => tree.send(way, { kind: "group", not: false, word, conditions: [asked, newAsked(asked.kind === "test" ? asked.left : undefined)] });
  return (
    <Menu
      label={`What to do with the ${what}`}
      groups={[
        {
          actions: [
            { id: "not", label: asked.not ? "Take Not back" : "Turn round (Not)", isDisabled, run: () => tree.send(way, { ...asked, not: !asked.not }) },
            { id: "and", label: "And …", isDisabled, run: () => wrap("and") },
            { id: "or", label: "Or …", isDisabled, run: () => wrap("or") },
          ],
        },
        { actions: [{ id: "remove", label: `Remove the ${what}`, icon: <Trash2 size={16} aria-hidden />, tone: "danger", isDisabled, run: () => tree.send(way, null) }] },
      ]}
    >
      <IconButton label="More" icon={<Ellipsis size={16} aria-hidden />} />
    </Menu>
  );
}

/** Adds a test or a group: to a group, or beside the rule's only test. */
function Adds({ asked, way, tree }: { asked: Asked; way: AskedWay; tree: Tree }) {
  const add = (condition: Asked) => {
    if (asked.kind === "group") tree.send(way, { ...asked, conditions: [...asked.conditions, condition] });
    else tree.send(way, { kind: "group", not: false, word: "and", conditions: [asked, condition] });
  };
  return (
    <div className={styles.adds}>
      <Button variant="quiet" isDisabled={tree.isDisabled} icon={<Plus size={14} aria-hidden />} onPress={() => add(newAsked())}>
        Condition
      </Button>
      {asked.kind === "group" && (
        <Button
          variant="quiet"
          isDisabled={tree.isDisabled}
          icon={<Plus size={14} aria-hidden />}
          onPress={() => add({ kind: "group", not: false, word: asked.word === "and" ? "or" : "and", conditions: [newAsked(), newAsked()] })}
        >
          Group
        </Button>
      )}
    </div>
  );
}
