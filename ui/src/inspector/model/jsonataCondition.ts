/** What a JSONata condition asks, as a tree that a form can show. Operands are kept as they are written. */
export type Asked =
  | { kind: "test"; not: boolean; left: string; operator: AskedOperator; right: string }
  | { kind: "group"; not: boolean; word: "and" | "or"; conditions: readonly Asked[] };

export type AskedOperator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "exists" | "true";

/** Operators in words; the last two have no second operand. */
export const askedOperators: readonly { id: AskedOperator; words: string; detail: string }[] = [
  { id: "=", words: "is", detail: "=" },
  { id: "!=", words: "is not", detail: "!=" },
  { id: "<", words: "is less than", detail: "<" },
  { id: "<=", words: "is at most", detail: "<=" },
  { id: ">", words: "is more than", detail: ">" },
  { id: ">=", words: "is at least", detail: ">=" },
  { id: "in", words: "is one of", detail: "in" },
  { id: "exists", words: "is there", detail: "$exists" },
  { id: "true", words: "is true", detail: "an expression" },
];

export function hasRight(operator: AskedOperator): boolean {
  return operator !== "exists" && operator !== "true";
}

/** Deeper ones are shown as text. */
const mostDepth = 6;

type Token = { kind: "word"; word: "and" | "or"; from: number; to: number } | { kind: "compare"; operator: AskedOperator; from: number; to: number };

/** What joins and compares at the top of an expression; `null` where it is more than a condition, or can't be read. */
function topLevel(text: string): Token[] | null {
  const tokens: Token[] = [];
  const open: string[] = [];
  /** Whether what stands before could be an operand's end: then a slash divides and `in` is an operator. */
  let isOperand = false;
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const [space] = /^(?:\s|\/\*[\s\S]*?\*\/)+/.exec(rest) ?? [];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const [quoted] = /^(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`[^`]*`)/.exec(rest) ?? [];
    const regexp: string | undefined = isOperand ? undefined : /^\/(?:[^/\\\n]|\\.)+\/[im]*/.exec(rest)?.[0];
    const [name] = /^[\p{L}\p{N}_$]+/u.exec(rest) ?? [];
    const piece: string | undefined = quoted ?? regexp ?? name;
    if (piece !== undefined) {
      const isStep = text[at - 1] === ".";
      const isTop: boolean = open.length === 0 && isOperand && !isStep;
      if (isTop && (piece === "and" || piece === "or")) tokens.push({ kind: "word", word: piece, from: at, to: at + piece.length });
      else if (isTop && piece === "in") tokens.push({ kind: "compare", operator: "in", from: at, to: at + piece.length });
      else if (piece === "function" && !isStep) return null;
      isOperand = !(isTop && ["and", "or", "in"].includes(piece));
      at += piece.length;
      continue;
    }
    const first = text[at] ?? "";
    // Assignments, functions applied, conditionals: more than a condition.
    if (/^(?::=|;|\?|λ)/.test(rest) || "\"'`".includes(first)) return null;
    if ("([{".includes(first)) open.push(first);
    else if (")]}".includes(first)) {
      if (open.pop() === undefined) return null;
    } else if (open.length === 0 && !rest.startsWith("~>")) {
      const [operator] = /^(?:!=|<=|>=|=|<|>)/.exec(rest) ?? [];
      if (operator !== undefined) tokens.push({ kind: "compare", operator: operator as AskedOperator, from: at, to: at + operator.length });
      if (operator !== undefined) {
        isOperand = false;
        at += operator.length;
        continue;
      }
    }
    isOperand = ")]}".includes(first);
    at += rest.startsWith("~>") ? 2 : 1;
  }
  return open.length === 0 ? tokens : null;
}

/** What an expression asks; `null` when it is not of a shape that a form can show. */
export function readAsked(expression: string): Asked | null {
  return read(expression, 0);
}

function read(text: string, depth: number): Asked | null {
  const whole = text.trim();
  if (whole === "" || depth > mostDepth) return null;
  const tokens = topLevel(whole);
  if (tokens === null) return null;
  for (const word of ["or", "and"] as const) {
    const joints = tokens.filter((token) => token.kind === "word" && token.word === word);
    if (joints.length === 0) continue;
    const conditions: Asked[] = [];
    let from = 0;
    for (const end of [...joints, { from: whole.length, to: whole.length }]) {
      const condition = read(whole.slice(from, end.from), depth + 1);
      if (condition === null) return null;
      conditions.push(condition);
      from = end.to;
    }
    return { kind: "group", not: false, word, conditions };
  }
  const [compare, more] = tokens;
  if (more !== undefined) return null;
  if (compare?.kind === "compare") {
    const [left, right] = [whole.slice(0, compare.from).trim(), whole.slice(compare.to).trim()];
    return left === "" || right === "" ? null : { kind: "test", not: false, left, operator: compare.operator, right };
  }
  const inner = insideOf(whole, "$not(") ?? null;
  if (inner !== null) {
    const condition = read(inner, depth + 1);
    return condition === null || condition.not ? { kind: "test", not: false, left: whole, operator: "true", right: "" } : { ...condition, not: true };
  }
  const there = insideOf(whole, "$exists(");
  if (there !== null && there.trim() !== "") return { kind: "test", not: false, left: there.trim(), operator: "exists", right: "" };
  const grouped = insideOf(whole, "(");
  if (grouped !== null) {
    const condition = read(grouped, depth + 1);
    if (condition !== null && (condition.kind === "group" || hasRight(condition.operator))) return condition;
  }
  return { kind: "test", not: false, left: whole, operator: "true", right: "" };
}

/** What stands between an opening and the bracket that closes it, where that is all there is. */
function insideOf(text: string, opening: string): string | null {
  if (!text.startsWith(opening) || !text.endsWith(")")) return null;
  const inner = text.slice(opening.length, -1);
  return topLevel(inner) === null ? null : inner;
}

/** Whether a text can stand as an operand as it is; one that holds a condition of its own is put in brackets. */
export function operandOf(text: string): string | null {
  const operand = text.trim();
  if (operand === "") return null;
  const tokens = topLevel(operand);
  if (tokens === null) return topLevel(`(${operand})`) === null ? null : `(${operand})`;
  return tokens.length === 0 ? operand : `(${operand})`;
}

/** The expression of a tree. */
export function writeAsked(asked: Asked, isInside = false): string {
  if (asked.kind === "group") {
    const joined = asked.conditions.map((condition) => writeAsked(condition, true)).join(` ${asked.word} `);
    if (asked.not) return `$not(${joined})`;
    return isInside && asked.conditions.length > 1 ? `(${joined})` : joined;
  }
  const { left, operator, right } = asked;
  const plain = operator === "true" ? left : operator === "exists" ? `$exists(${left})` : `${left} ${operator} ${right}`;
  return asked.not ? `$not(${plain})` : plain;
}

/** The way to a condition within a tree: which of each group, from the outermost. */
export type AskedWay = readonly number[];

/** The tree with the condition at a way replaced; `null` takes it away, and a group left with one becomes that one. */
export function replaceAsked(root: Asked, way: AskedWay, by: Asked | null): Asked | null {
  const [first, ...rest] = way;
  if (first === undefined) return by;
  if (root.kind === "test") return root;
  const conditions = root.conditions.flatMap((condition, index) => (index === first ? (replaceAsked(condition, rest, by) ?? []) : [condition]));
  const [only] = conditions;
  if (only === undefined) return null;
  if (conditions.length === 1 && !(root.not && only.not)) return { ...only, not: root.not !== only.not };
  return { ...root, conditions };
}

/** A test that a person then makes their own. */
export function newAsked(left = "$states.input.value"): Asked {
  return { kind: "test", not: false, left, operator: "exists", right: "" };
}
