import { describe, expect, it } from "vitest";
import { type Asked, operandOf, readAsked, replaceAsked, writeAsked } from "./jsonataCondition";

const test = (left: string, operator: Extract<Asked, { kind: "test" }>["operator"], right = "", not = false): Asked => ({ kind: "test", not, left, operator, right });

describe("a JSONata condition", () => {
  it("is read as a tree, operands as they are written", () => {
    expect(readAsked("$states.input.total >= 100")).toEqual(test("$states.input.total", ">=", "100"));
    expect(readAsked('$a = "x and y" and ($b != \'or\' or $not($exists($states.input.`in or out`)))')).toEqual({
      kind: "group", not: false, word: "and",
      conditions: [
        test("$a", "=", '"x and y"'),
        { kind: "group", not: false, word: "or", conditions: [test("$b", "!=", "'or'"), test("$states.input.`in or out`", "exists", "", true)] },
      ],
    });
    expect(readAsked("$count(items[price > 3 and kind in ['a', 'b']]) < $limit + 1")).toEqual(test("$count(items[price > 3 and kind in ['a', 'b']])", "<", "$limit + 1"));
    expect(readAsked('$kind in ["a", "b"]')).toEqual(test("$kind", "in", '["a", "b"]'));
    expect(readAsked("$contains(name, /and|or/i)")).toEqual(test("$contains(name, /and|or/i)", "true"));
    expect(readAsked("$total / 2 > 1 /* half or more */")).toEqual(test("$total / 2", ">", "1 /* half or more */"));
    expect(readAsked("and.or = order.in")).toEqual(test("and.or", "=", "order.in"));
  });

  it("is a text where it is more than that", () => {
    for (const text of ["", "$a ? $b : $c", "($x := 1; $x = 1) and $y := 2", "$a = $b = $c", "$a and", '"open', "($a = 1", "$a)", "function($x) { $x }"]) {
      expect(readAsked(text), text).toBeNull();
    }
    // Also where it stands within brackets.
    expect(readAsked("($x := 1; $x) = 1")).toBeNull();
    expect(readAsked("$not($not($a = 1))")).toEqual(test("$not($not($a = 1))", "true"));
  });

  it("is written so that it is read the same", () => {
    for (const text of [
      "$a = 1", "$a = 1 and $b < 2 and $c", "$a = 1 or $b = 2 and $c = 3", "($a = 1 or $b = 2) and $not($c in [1, 2])", "$not($a = 1 or $exists($b))",
      "$exists($states.input.x)", "$boolean($x) and $y", "$not($exists($x))", "((($a = 1)))", '$lowercase($x) = "a\\"b or c"',
    ]) {
      const asked = readAsked(text);
      expect(asked, text).not.toBeNull();
      expect(readAsked(writeAsked(asked!)), text).toEqual(asked);
    }
    expect(writeAsked(readAsked("$a = 1 or ($b = 2 and $c = 3)")!)).toBe("$a = 1 or ($b = 2 and $c = 3)");
  });

  it("takes operands that hold a condition in brackets", () => {
    expect(operandOf(" $a ")).toBe("$a");
    expect(operandOf("$a = 1")).toBe("($a = 1)");
    expect(operandOf("$a ? 1 : 2")).toBe(null);
    expect(operandOf("")).toBeNull();
    expect(operandOf('"open')).toBeNull();
  });

  it("loses and changes conditions where they stand", () => {
    const root = readAsked("$a = 1 and ($b = 2 or $c = 3)")!;
    expect(writeAsked(replaceAsked(root, [1, 0], null)!)).toBe("$a = 1 and $c = 3");
    expect(writeAsked(replaceAsked(root, [0], null)!)).toBe("$b = 2 or $c = 3");
    expect(writeAsked(replaceAsked(root, [1, 1], test("$d", "exists"))!)).toBe("$a = 1 and ($b = 2 or $exists($d))");
    expect(replaceAsked(root, [], null)).toBeNull();
  });
});
