import type { Way } from "./rawText";

/** What a rule asks, as a tree that a form can show. Each part knows its way from the rule. */
export type Condition =
  | { kind: "test"; way: Way; not: boolean; variable: string; operator: string; value: unknown }
  | { kind: "group"; way: Way; not: boolean; word: "And" | "Or"; conditions: readonly Condition[] };

export type ComparedType = "text" | "number" | "timestamp" | "boolean" | "is";

/** One of the 39 comparison operators. */
export interface Operator {
  id: string;
  type: ComparedType;
  /** Whether it compares with what stands at a path. */
  path: boolean;
  /** `is at least` */
  words: string;
  /** `=`, for one line. */
  sign: string;
}

const comparisons: readonly [string, string, string][] = [
  ["Equals", "is", "="],
  ["LessThan", "is less than", "<"],
  ["GreaterThan", "is more than", ">"],
  ["LessThanEquals", "is at most", "≤"],
  ["GreaterThanEquals", "is at least", "≥"],
];
const ofType: Record<"String" | "Numeric" | "Timestamp", { type: ComparedType; less: string; more: string; atMost: string; atLeast: string }> = {
  Numeric: { type: "number", less: "is less than", more: "is more than", atMost: "is at most", atLeast: "is at least" },
  String: { type: "text", less: "sorts before", more: "sorts after", atMost: "is or sorts before", atLeast: "is or sorts after" },
  Timestamp: { type: "timestamp", less: "is before", more: "is after", atMost: "is at or before", atLeast: "is at or after" },
};
const signs: Record<string, "less" | "more" | "atMost" | "atLeast"> = {
  LessThan: "less", GreaterThan: "more", LessThanEquals: "atMost", GreaterThanEquals: "atLeast",
};

/** All comparison operators, by what they compare. */
export const operators: readonly Operator[] = [
  ...(["String", "Numeric", "Timestamp"] as const).flatMap((prefix) => {
    const { type, ...words } = ofType[prefix];
    return [false, true].flatMap((path) => [
      ...comparisons.map(([name, plain, sign]): Operator => {
        const which = signs[name];
        return { id: `${prefix}${name}${path ? "Path" : ""}`, type, path, words: which === undefined ? plain : words[which], sign };
      }),
      ...(prefix === "String" && !path ? [{ id: "StringMatches", type, path, words: "matches", sign: "like" } as const] : []),
    ]);
  }),
  { id: "BooleanEquals", type: "boolean", path: false, words: "is", sign: "=" },
  { id: "BooleanEqualsPath", type: "boolean", path: true, words: "is", sign: "=" },
  ...(
    [
      ["IsPresent", "is there"], ["IsNull", "is null"], ["IsString", "is a text"], ["IsNumeric", "is a number"],
      ["IsBoolean", "is true or false"], ["IsTimestamp", "is a timestamp"],
    ] as const
  ).map(([id, words]): Operator => ({ id, type: "is", path: false, words, sign: words })),
];

const byId = new Map(operators.map((operator) => [operator.id, operator]));

export function operatorOf(id: string): Operator | null {
  return byId.get(id) ?? null;
}

/** What stands behind an operator in the list: what it compares with. */
export function operatorDetail({ type, path }: Operator): string {
  if (type === "is") return "type";
  return path ? `${type} at a path` : type;
}

/** Fields of a rule that are not part of what it asks. */
const aside = new Set(["Next", "Comment", "Assign", "Output"]);
/** Deeper ones are shown as JSON: no form for them would be readable. */
const mostDepth = 6;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a rule asks; `null` when it is not of a shape that a form can show. */
export function readCondition(rule: unknown): Condition | null {
  return read(rule, [], true, 0);
}

function read(value: unknown, way: Way, outermost: boolean, depth: number): Condition | null {
  if (!isObject(value) || depth > mostDepth) return null;
  const own = Object.entries(value).filter(([name]) => !(outermost && aside.has(name)));
  const [first, second] = own;
  if (first === undefined) return null;
  if (own.length === 1) {
    const [name, inner] = first;
    if (name === "Not") {
      const condition = read(inner, [...way, "Not"], false, depth + 1);
      return condition === null || condition.not ? null : { ...condition, not: true };
    }
    if ((name === "And" || name === "Or") && Array.isArray(inner)) {
      const conditions: Condition[] = [];
      for (const [index, item] of inner.entries()) {
        const condition = read(item, [...way, name, index], false, depth + 1);
        if (condition === null) return null;
        conditions.push(condition);
      }
      return { kind: "group", way, not: false, word: name, conditions };
    }
    return null;
  }
  if (own.length !== 2 || second === undefined) return null;
  const compared = first[0] === "Variable" ? second : first;
  const variable = value.Variable;
  if (typeof variable !== "string" || operatorOf(compared[0]) === null) return null;
  return { kind: "test", way, not: false, variable, operator: compared[0], value: compared[1] };
}

/** The JSON of a condition, as it stands inside a rule or a group. */
export function writeCondition(condition: Condition): Record<string, unknown> {
  const plain: Record<string, unknown> =
    condition.kind === "test"
      ? { Variable: condition.variable, [condition.operator]: condition.value }
      : { [condition.word]: condition.conditions.map(writeCondition) };
  return condition.not ? { Not: plain } : plain;
}

/** A rule that asks something else, its `Next`, `Comment` and the like kept. */
export function withCondition(rule: unknown, condition: Condition): Record<string, unknown> {
  const written = writeCondition(condition);
  if (!isObject(rule)) return written;
  const kept = Object.entries(rule).filter(([name]) => aside.has(name));
  const before = kept.filter(([name]) => name === "Comment");
  const behind = kept.filter(([name]) => name !== "Comment");
  return { ...Object.fromEntries(before), ...written, ...Object.fromEntries(behind) };
}

/** The way to the object that stands for the condition in its list: with `Not` around it, to that. */
export function outerWay(condition: Condition): Way {
  return condition.not ? condition.way.slice(0, -1) : condition.way;
}

/** The tree with the condition at a way replaced; `null` takes it away, and a group left with one becomes that one. */
export function replaceCondition(root: Condition, target: Way, by: Condition | null): Condition | null {
  if (sameWay(root.way, target)) return by;
  if (root.kind === "test") return root;
  const conditions = root.conditions.flatMap((each) => replaceCondition(each, target, by) ?? []);
  if (conditions.length === 0) return null;
  const [only] = conditions;
  if (conditions.length === 1 && root.conditions.length > 1 && only !== undefined && !(root.not && only.not)) {
    return { ...only, not: root.not !== only.not };
  }
  return { ...root, conditions };
}

export function sameWay(a: Way, b: Way): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

/** How many conditions stand in the list at a way; 0 where there is none. */
export function groupSize(root: Condition, list: Way): number {
  if (root.kind === "test") return 0;
  if (sameWay([...root.way, root.word], list)) return root.conditions.length;
  return Math.max(0, ...root.conditions.map((each) => groupSize(each, list)));
}

/** A test that a person then makes their own. */
export function newTest(variable = "$.value"): Condition {
  return { kind: "test", way: [], not: false, variable, operator: "IsPresent", value: true };
}

/** The value for another operator, kept where it still makes sense. */
export function valueFor(operator: Operator, before: unknown): unknown {
  if (operator.type === "is") return typeof before === "boolean" ? before : true;
  if (operator.path) return typeof before === "string" && before.startsWith("$") ? before : "$.other";
  switch (operator.type) {
    case "boolean":
      return typeof before === "boolean" ? before : true;
    case "number": {
      const number = typeof before === "string" && before.trim() !== "" ? Number(before) : before;
      return typeof number === "number" && Number.isFinite(number) ? number : 0;
    }
    case "timestamp":
      return typeof before === "string" && /^\d{4}-/.test(before) ? before : "2030-01-01T00:00:00Z";
    case "text":
      if (typeof before === "number") return String(before);
      return typeof before === "string" && !before.startsWith("$") ? before : "";
  }
}

/** What the person wrote as an operator's value; or why it is none. */
export function readValue(operator: Operator, text: string): { value: unknown } | { refused: string } {
  if (operator.path) {
    return text.trim().startsWith("$") ? { value: text.trim() } : { refused: "A path starts with $, for example $.limit." };
  }
  if (operator.type === "number") {
    const number = Number(text);
    return text.trim() === "" || !Number.isFinite(number) ? { refused: "Give a number." } : { value: number };
  }
  if (operator.type === "timestamp") {
    const time = text.trim();
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(time);
    return isTime ? { value: time } : { refused: "Give a time such as 2030-01-01T12:00:00Z." };
  }
  return { value: text };
}

/** A condition in one line: `$.total ≥ 1500 and $.risk = "high"`. */
export function conditionWords(condition: Condition, inGroup = false): string {
  if (condition.kind === "group") {
    const words = condition.conditions.map((each) => conditionWords(each, true)).join(condition.word === "And" ? " and " : " or ");
    if (condition.not) return `not (${words})`;
    return inGroup && condition.conditions.length > 1 ? `(${words})` : words;
  }
  const { variable, operator, value, not } = condition;
  const known = operatorOf(operator);
  const test =
    known === null ? `${variable} ${operator} ${JSON.stringify(value)}`
    : known.type === "is" ? `${variable} ${value === false ? known.words.replace(/^is /, "is not ") : known.words}`
    : `${variable} ${known.sign} ${known.path ? String(value) : JSON.stringify(value)}`;
  return not ? `not (${test})` : test;
}

/** A JSONata condition without its `{% %}`. */
export function jsonataInside(condition: string): string {
  const match = /^\s*\{%([\s\S]*)%\}\s*$/.exec(condition);
  return (match?.[1] ?? condition).trim();
}

/** A rule in one line: its comment, else what it asks. */
export function ruleTitle(rule: unknown): string {
  if (!isObject(rule)) return "Not a rule";
  if (typeof rule.Comment === "string" && rule.Comment.trim() !== "") return rule.Comment;
  return ruleWords(rule);
}

/** What a rule asks, in one line. */
export function ruleWords(rule: unknown): string {
  if (!isObject(rule)) return "";
  if (typeof rule.Condition === "string") return jsonataInside(rule.Condition).replace(/\s+/g, " ");
  const condition = readCondition(rule);
  return condition === null ? "A condition shown as JSON" : conditionWords(condition);
}
