import { describe, expect, test } from "vitest";
import { diffRows } from "./diffRows";
import { diff, type DiffNode } from "./jsonDiff";
import { openAtFirst, openFor, rows, search } from "./jsonRows";
import { indented, jsonPath, pathKey, readJson, written, type JsonText } from "./jsonTree";

function read(text: string): JsonText {
  const json = readJson(text);
  if (json === null) throw new Error(`not JSON: ${text.slice(0, 40)}`);
  return json;
}

describe("reading", () => {
  test("keeps numbers as written and members in order", () => {
    const json = read('{"b": 1.0, "a": [1e3, 12345678901234567890], "c": {}}');
    expect(json.root.children.map((c) => c.key)).toEqual(["b", "a", "c"]);
    expect(rows(json, openAtFirst(json)).map((r) => [r.depth, r.key, r.node.children.length === 0 ? written(json, r.node) : r.node.kind])).toEqual([
      [0, "b", "1.0"],
      [0, "a", "array"],
      [1, 0, "1e3"],
      [1, 1, "12345678901234567890"],
      [0, "c", "{}"],
    ]);
  });

  test.each(["", "plain words", "{", '{"a":}', "[1,]", "1 2", '{"a" 1}'])("%j is not JSON", (text) => expect(readJson(text)).toBeNull());
  test.each(["1", '"a"', "null", "[]", " true "])("%j is JSON", (text) => expect(readJson(text)).not.toBeNull());

  test("depth is no danger: as deep as the host sends is read, deeper is left as text", () => {
    const deep = "[".repeat(512) + "]".repeat(512);
    const json = read(deep);
    expect(rows(json, openAtFirst(json)).length).toBeLessThan(100);
    expect(rows(json, new Set(openFor(new Set(), [Array.from({ length: 511 }, () => 0)])))).toHaveLength(511);
    expect(indented(json).replaceAll(/\s/g, "")).toBe(deep);
    expect(() => readJson("[".repeat(100_000))).not.toThrow();
  });

  test("escaped names are read", () => {
    expect(read('{"a\\u0062\\n": 1}').root.children[0]?.key).toBe("ab\n");
  });

  test("indenting changes white space only", () => {
    expect(indented(read('{"a":[1.0,{}],"b":{"c":"d"}}'))).toBe('{\n  "a": [\n    1.0,\n    {}\n  ],\n  "b": {\n    "c": "d"\n  }\n}');
  });
});

test("paths are written as definitions write them", () => {
  expect(jsonPath(["parcel", "label no", 0, "it's", "x1"])).toBe("$.parcel['label no'][0]['it\\'s'].x1");
  expect(jsonPath([])).toBe("$");
  expect(pathKey(["a/b", "c"])).not.toBe(pathKey(["a", "b", "c"]));
});

describe("folding", () => {
  test("large values fold unasked", () => {
    const json = read(JSON.stringify({ few: [1, 2], many: Array.from({ length: 60 }, (_, i) => i), long: { text: ["x".repeat(20_000)] } }));
    expect([...openAtFirst(json)].sort()).toEqual(["", "few"]);
  });

  test("search opens the way to what it found", () => {
    const json = read('{"a":{"b":{"Tracking":"JD01"}},"c":["jd02"],"d":12}');
    const found = search(json, "JD0");
    expect(found).toEqual([["a", "b", "Tracking"], ["c", 0]]);
    expect(search(json, "track")).toEqual([["a", "b", "Tracking"]]);
    expect(search(json, "")).toEqual([]);
    const shown = rows(json, openFor(new Set(), found)).map((r) => jsonPath(r.path));
    expect(shown).toEqual(["$.a", "$.a.b", "$.a.b.Tracking", "$.c", "$.c[0]", "$.d"]);
  });
});

describe("comparing", () => {
  const compare = (before: string, after: string) => diff(read(before), read(after));
  const marks = (node: DiffNode): string[] => (node.children.length === 0 ? (node.mark === "same" ? [] : [`${node.mark} ${jsonPath(node.path)}`]) : node.children.flatMap(marks));

  test("order, spacing and spelling of numbers do not count", () => {
    expect(compare('{"a":1,"b":[1.0]}', '{ "b": [1], "a": 1e0 }').mark).toBe("same");
    expect(compare("12345678901234567890", "12345678901234567891").mark).toBe("changed");
    expect(compare('"1"', "1").mark).toBe("changed");
  });

  test("tells what came, went and changed", () => {
    const result = compare('{"id":"p-5","status":"picked","quote":{"x":1}}', '{"id":"p-5","status":"labelled","label":{"url":"s3"}}');
    expect(marks(result)).toEqual(["changed $.status", "added $.label", "removed $.quote"]);
    expect(result.changes).toBe(3);
  });

  test("an item put in front leaves the others alone", () => {
    expect(marks(compare('[{"a":1},{"a":2}]', '[{"a":0},{"a":1},{"a":2}]'))).toEqual(["added $[0]"]);
    expect(marks(compare("[1,2,3]", "[1,9,3,4]"))).toEqual(["changed $[1]", "added $[3]"]);
    expect(marks(compare('[{"id":1,"n":1}]', '[{"id":1,"n":2}]'))).toEqual(["changed $[0].n"]);
  });

  test("long arrays are compared by index in bounded time", () => {
    const numbers = Array.from({ length: 5_000 }, (_, i) => i);
    const result = compare(JSON.stringify(numbers), JSON.stringify(numbers.map((n) => (n === 4_000 ? -1 : n))));
    expect(marks(result)).toEqual(["changed $[4000]"]);
  });

  test("lines: changes open, equals folded, long stretches left out", () => {
    const before = '{"a":1,"b":2,"c":3,"d":4,"e":5,"f":{"g":1,"h":{"i":1}},"z":[1]}';
    const after = '{"a":1,"b":2,"c":3,"d":4,"e":5,"f":{"g":2,"h":{"i":1}},"z":{"k":1}}';
    const shown = diffRows(compare(before, after), new Set()).map((r) => [r.depth, r.mark, r.skipped ?? r.key]);
    expect(shown).toEqual([
      [0, "same", 5],
      [0, "same", "f"],
      [1, "changed", "g"],
      [1, "same", "h"],
      [0, "removed", "z"],
      [0, "added", "z"],
      [1, "added", "k"],
    ]);
    const all = diffRows(compare(before, after), new Set(["skip::0", "same:f/h", "inside:f"]));
    expect(all.map((r) => r.key)).toEqual(["a", "b", "c", "d", "e", "f", "z", "z", "k"]);
    expect(new Set(all.map((r) => r.id)).size).toBe(all.length);
  });
});
