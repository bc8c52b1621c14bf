import { Ellipsis, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton, Menu, Select } from "../../components";
import type { Edit } from "../../schema";
import { sendEdits, useEditing } from "../editing";
import { TextRow } from "../fields/TextRow";
import {
  type Condition, groupSize, newTest, operatorDetail, operatorOf, operators, outerWay, readValue, replaceCondition, valueFor, withCondition, writeCondition,
} from "../model/choice";
import { completesAt } from "../model/completing";
import { setAt, shownText, writePath } from "../model/edits";
import styles from "./condition.module.css";

interface Tree {
  rule: unknown;
  index: number;
  root: Condition;
  send: (edits: Edit[]) => void;
  isDisabled: boolean;
}

/** What a rule asks: tests, joined by And and Or, each of which may be turned round. */
export function ConditionTree({ rule, index, root }: { rule: unknown; index: number; root: Condition }) {
  const { document, path, isDisabled } = useEditing();
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = (edits: Edit[]) => void sendEdits(document, path, edits).then(setRefusal);
  const tree: Tree = { rule, index, root, send, isDisabled };
  return (
    <div className={styles.tree} data-testid="field:Condition">
      <Part condition={root} tree={tree} />
      {root.kind === "test" && <Adds tree={tree} into={null} />}
      {refusal !== null && <p className={styles.error}>{refusal}</p>}
    </div>
  );
}

function Part({ condition, tree }: { condition: Condition; tree: Tree }) {
  return condition.kind === "group" ? <GroupPart group={condition} tree={tree} /> : <TestPart test={condition} tree={tree} />;
}

type Test = Extract<Condition, { kind: "test" }>;
type Group = Extract<Condition, { kind: "group" }>;

/** Writes what a condition becomes: only it where it stands in a group, the whole rule where it is the rule's own. */
function useWrite({ rule, index, root }: Tree) {
  const { path } = useEditing();
  return (condition: Condition, by: Condition | null): Edit[] => {
    const way = outerWay(condition);
    if (by !== null && way.length > 0) return [setAt(path, ["Choices", index, ...way], writeCondition(by))];
    // From a group of three or more only that one goes; of two, the other takes the group's place.
    const list = way.slice(0, -1);
    if (by === null && way.length > 0 && groupSize(root, list) > 2) return [setAt(path, ["Choices", index, ...way], undefined)];
    const whole = replaceCondition(root, condition.way, by);
    // A rule without a condition is none: the last test becomes a new one.
    return [setAt(path, ["Choices", index], withCondition(rule, whole ?? newTest()))];
  };
}

function GroupPart({ group, tree }: { group: Group; tree: Tree }) {
  const write = useWrite(tree);
  return (
    <div className={styles.group} role="group" aria-label={`${group.not ? "Not " : ""}${group.word}`}>
      <div className={styles.groupHead}>
        {group.not && <Not onPress={() => tree.send(write(group, { ...group, not: false }))} isDisabled={tree.isDisabled} />}
        <div className={styles.word}>
          <Select
            label="How they are joined"
            hideLabel
            isDisabled={tree.isDisabled}
            options={[{ id: "And", label: "And", detail: "all are true" }, { id: "Or", label: "Or", detail: "one is true" }]}
            value={group.word}
            onChange={(word) => tree.send(write(group, { ...group, word }))}
          />
        </div>
        <PartMenu condition={group} tree={tree} />
      </div>
      <div className={styles.inner}>
        {group.conditions.map((condition) => (
          <Part key={JSON.stringify(condition.way)} condition={condition} tree={tree} />
        ))}
        <Adds tree={tree} into={group} />
      </div>
    </div>
  );
}

function TestPart({ test, tree }: { test: Test; tree: Tree }) {
  const { path } = useEditing();
  const write = useWrite(tree);
  const operator = operatorOf(test.operator);
  if (operator === null) return null;
  const at = (field: string) => ["Choices", tree.index, ...test.way, field];
  const isYesNo = operator.type === "is" || operator.type === "boolean";
  const no = operator.type === "is" ? ["yes", "no"] : ["true", "false"];
  return (
    <div className={styles.test}>
      <div className={styles.variable}>
        {test.not && <Not onPress={() => tree.send(write(test, { ...test, not: false }))} isDisabled={tree.isDisabled} />}
        <TextRow field="Variable" label="Variable" hideLabel mono placeholder="$.value" value={test.variable} completes={completesAt(at("Variable"))} write={(text) => (text.trim() === "" ? { refused: "Say which value is asked, for example $.total." } : writePath(path, at("Variable"), text))} />
      </div>
      <div className={styles.compare}>
        <div data-testid="field:Operator">
          <Select
            label="Operator"
            hideLabel
            isDisabled={tree.isDisabled}
            options={operators.map((each) => ({ id: each.id, label: each.words, detail: operatorDetail(each) }))}
            value={test.operator}
            onChange={(id) => {
              const chosen = operatorOf(id);
              if (chosen !== null && id !== test.operator) tree.send(write(test, { ...test, operator: id, value: valueFor(chosen, test.value) }));
            }}
          />
        </div>
        {isYesNo && !operator.path && typeof test.value === "boolean" ? (
          <div data-testid="field:Value">
            <Select
              label="Value"
              hideLabel
              isDisabled={tree.isDisabled}
              options={[{ id: "true", label: no[0] ?? "true" }, { id: "false", label: no[1] ?? "false" }]}
              value={String(test.value)}
              onChange={(value) => tree.send([setAt(path, at(test.operator), value === "true")])}
            />
          </div>
        ) : (
          <TextRow
            key={test.operator}
            field="Value"
            label="Value"
            hideLabel
            mono
            placeholder={operator.path ? "$.other" : operator.type === "text" ? "empty text" : ""}
            tone={operator.path ? "path" : operator.type === "number" ? "number" : "text"}
            suffix={operator.type === "text" && !operator.path ? undefined : <span className={styles.type}>{operator.path ? "path" : operator.type}</span>}
            value={shownText(test.value)}
            completes={operator.path ? completesAt(at(test.operator)) : undefined}
            write={(text) => {
              const read = readValue(operator, text);
              return "refused" in read ? read : { edits: [setAt(path, at(test.operator), read.value)] };
            }}
          />
        )}
      </div>
      <PartMenu condition={test} tree={tree} />
    </div>
  );
}

/** A condition that is turned round says so; pressing takes that back. */
function Not({ onPress, isDisabled }: { onPress: () => void; isDisabled: boolean }) {
  return (
    <button type="button" className={styles.not} disabled={isDisabled} title="Turned round: true when the rest is not. Press to take it back." onClick={onPress}>
      Not
    </button>
  );
}

function PartMenu({ condition, tree }: { condition: Condition; tree: Tree }) {
  const write = useWrite(tree);
  const what = condition.kind === "group" ? "group" : "condition";
  const { isDisabled } = tree;
  const wrap = (word: "And" | "Or") => {
    const group: Condition = { kind: "group", way: [], not: false, word, conditions: [condition, newTest(condition.kind === "test" ? condition.variable : undefined)] };
    tree.send(write(condition, group));
  };
  return (
    <Menu
      label={`What to do with the ${what}`}
      groups={[
        {
          actions: [
            { id: "not", label: condition.not ? "Take Not back" : "Turn round (Not)", isDisabled, run: () => tree.send(write(condition, { ...condition, not: !condition.not })) },
            { id: "and", label: "And …", isDisabled, run: () => wrap("And") },
            { id: "or", label: "Or …", isDisabled, run: () => wrap("Or") },
          ],
        },
        { actions: [{ id: "remove", label: `Remove the ${what}`, icon: <Trash2 size={16} aria-hidden />, tone: "danger", isDisabled, run: () => tree.send(write(condition, null)) }] },
      ]}
    >
      <IconButton label="More" icon={<Ellipsis size={16} aria-hidden />} />
    </Menu>
  );
}

/** Adds a test or a group: to a group, or beside the rule's only test. */
function Adds({ tree, into }: { tree: Tree; into: Group | null }) {
  const { path } = useEditing();
  const write = useWrite(tree);
  const add = (condition: Condition) => {
    if (into !== null) tree.send([setAt(path, ["Choices", tree.index, ...into.way, into.word, "-"], writeCondition(condition))]);
    else tree.send(write(tree.root, { kind: "group", way: [], not: false, word: "And", conditions: [tree.root, condition] }));
  };
  const group = (): Condition => ({ kind: "group", way: [], not: false, word: into?.word === "And" ? "Or" : "And", conditions: [newTest(), newTest()] });
  return (
    <div className={styles.adds}>
      <Button variant="quiet" isDisabled={tree.isDisabled} icon={<Plus size={14} aria-hidden />} onPress={() => add(newTest())}>
        Condition
      </Button>
      {into !== null && (
        <Button variant="quiet" isDisabled={tree.isDisabled} icon={<Plus size={14} aria-hidden />} onPress={() => add(group())}>
          Group
        </Button>
      )}
    </div>
  );
}
