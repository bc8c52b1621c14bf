import { jsonLanguage } from "@codemirror/lang-json";

export type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null";

/** A value in a JSON text. Positions are kept instead of values: numbers stay as written, and a long string costs nothing until it is shown. */
export interface JsonNode {
  kind: JsonKind;
  from: number;
  to: number;
  /** Members or items, in the order written; empty for scalars. */
  children: readonly JsonChild[];
}

export interface JsonChild {
  /** The member's name, or the item's index. */
  key: string | number;
  node: JsonNode;
}

/** A JSON text that was read. */
export interface JsonText {
  text: string;
  root: JsonNode;
}

const KINDS: Record<string, JsonKind> = {
  Object: "object",
  Array: "array",
  String: "string",
  Number: "number",
  True: "boolean",
  False: "boolean",
  Null: "null",
};

/** Reads a JSON text; none when it is not JSON (a cause may be any text). Without recursion: depth is the sender's choice. */
export function readJson(text: string): JsonText | null {
  const tree = jsonLanguage.parser.parse(text);
  const open: (JsonNode & { children: JsonChild[] })[] = [];
  let root: JsonNode | null = null;
  let broken = false;
  let key: string | null = null;
  tree.iterate({
    enter(at) {
      if (broken) return false;
      if (at.type.isError) {
        broken = true;
        return false;
      }
      if (at.name === "PropertyName") {
        key = unescaped(text.slice(at.from, at.to));
        return false;
      }
      const kind = KINDS[at.name];
      if (kind === undefined) return true;
      const node: JsonNode & { children: JsonChild[] } = { kind, from: at.from, to: at.to, children: [] };
      const parent = open.at(-1);
      if (parent === undefined) {
        // A second value after the first is no JSON text.
        if (root !== null) broken = true;
        root = node;
      } else parent.children.push({ key: key ?? parent.children.length, node });
      key = null;
      open.push(node);
      return true;
    },
    leave(at) {
      if (KINDS[at.name] !== undefined) open.pop();
    },
  });
  return broken || root === null ? null : { text, root };
}

export const isContainer = (node: JsonNode): boolean => node.kind === "object" || node.kind === "array";

/** A scalar's text as written. */
export const written = (json: JsonText, node: JsonNode): string => json.text.slice(node.from, node.to);

/** A string's content. */
export const content = (json: JsonText, node: JsonNode): string => unescaped(written(json, node));

function unescaped(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "string" ? value : literal;
  } catch {
    // A control character inside the quotes: the reader is laxer than the standard.
    return literal.slice(1, -1);
  }
}

export type JsonPath = readonly (string | number)[];

/** A key for sets and maps; no two paths share one. */
export const pathKey = (path: JsonPath): string => path.map((part) => String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/");

/** The path as it is written in a definition: `$.parcel.label['tracking no'][0]`. */
export function jsonPath(path: JsonPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(part)) return `${text}.${part}`;
    return `${text}['${part.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']`;
  }, "$");
}

/** The text for reading: indented, members and numbers as written. Depth is bounded by what `readJson` takes. */
export function indented(json: JsonText): string {
  let out = "";
  const write = (node: JsonNode, indent: string): void => {
    if (!isContainer(node)) {
      out += written(json, node);
      return;
    }
    const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
    if (node.children.length === 0) {
      out += open + close;
      return;
    }
    out += `${open}\n`;
    node.children.forEach((child, index) => {
      out += `${indent}  `;
      if (node.kind === "object") out += `${JSON.stringify(child.key)}: `;
      write(child.node, `${indent}  `);
      out += index < node.children.length - 1 ? ",\n" : "\n";
    });
    out += indent + close;
  };
  write(json.root, "");
  return out;
}
