import { describe, expect, it } from "vitest";
import {
  type Condition, conditionWords, groupSize, newTest, operatorOf, operators, outerWay, readCondition, readValue, replaceCondition, ruleTitle, ruleWords,
  valueFor, withCondition, writeCondition,
} from "./choice";

const rule = {
  Comment: "High value and risky",
  And: [
    { Variable: "$.total", NumericGreaterThanEquals: 1500 },
    { Not: { Variable: "$.risk", StringEquals: "low" } },
    { Or: [{ Variable: "$.age", NumericLessThanPath: "$.limit" }, { Variable: "$.flags", IsPresent: false }] },
  ],
  Next: "Refused",
};

function condition(of: unknown): Condition {
  const found = readCondition(of);
  if (found === null) throw new Error("It can be read.");
  return found;
}

describe("operators", () => {
  it("are the 39 of the language, each with words of its own among its kind", () => {
    expect(operators).toHaveLength(39);
    expect(new Set(operators.map(({ id }) => id)).size).toBe(39);
    expect(new Set(operators.map(({ type, path, words }) => `${type} ${path} ${words}`)).size).toBe(39);
    expect(operatorOf("TimestampGreaterThanEqualsPath")).toMatchObject({ type: "timestamp", path: true, words: "is at or after" });
    expect(operatorOf("StringMatchesPath")).toBeNull();
  });
});

describe("reading and writing", () => {
  it("comes back as it was", () => {
    expect(withCondition(rule, condition(rule))).toEqual(rule);
    expect(Object.keys(withCondition(rule, condition(rule)))).toEqual(["Comment", "And", "Next"]);
  });

  it("knows where each part stands", () => {
    const root = condition(rule);
    if (root.kind !== "group") throw new Error("A group.");
    const [total, risk, or] = root.conditions;
    expect(total?.way).toEqual(["And", 0]);
    expect(risk?.way).toEqual(["And", 1, "Not"]);
    expect(risk && outerWay(risk)).toEqual(["And", 1]);
    expect(or?.kind === "group" && or.conditions[1]?.way).toEqual(["And", 2, "Or", 1]);
  });

  it("leaves to JSON what no form shows", () => {
    expect(readCondition({ Variable: "$.a", StringEquals: "x", NumericEquals: 1 })).toBeNull();
    expect(readCondition({ Variable: "$.a", Sounds: "like" })).toBeNull();
    expect(readCondition({ Not: { Not: { Variable: "$.a", IsNull: true } } })).toBeNull();
    expect(readCondition({ And: [{ Variable: "$.a", IsNull: true, Comment: "kept" }] })).toBeNull();
    expect(readCondition({ Condition: "{% true %}" })).toBeNull();
    expect(readCondition([])).toBeNull();
  });

  it("ends at a depth", () => {
    let deep: unknown = { Variable: "$.a", IsNull: true };
    for (let i = 0; i < 20_000; i++) deep = { And: [deep] };
    expect(readCondition(deep)).toBeNull();
  });
});

describe("changing the tree", () => {
  it("takes a group away that is left with one", () => {
    const root = condition({ Or: [{ Variable: "$.a", IsNull: true }, { Variable: "$.b", IsNull: true }], Next: "X" });
    const left = replaceCondition(root, ["Or", 0], null);
    expect(left && writeCondition(left)).toEqual({ Variable: "$.b", IsNull: true });
  });

  it("keeps what a negated group meant", () => {
    const root = condition({ Not: { And: [{ Variable: "$.a", IsNull: true }, { Variable: "$.b", IsNull: true }] } });
    const left = replaceCondition(root, ["Not", "And", 1], null);
    expect(left && writeCondition(left)).toEqual({ Not: { Variable: "$.a", IsNull: true } });
  });

  it("replaces deep inside", () => {
    const changed = replaceCondition(condition(rule), ["And", 2, "Or", 0], newTest("$.new"));
    expect(changed && writeCondition(changed)).toMatchObject({ And: [{}, {}, { Or: [{ Variable: "$.new", IsPresent: true }, { Variable: "$.flags" }] }] });
  });

  it("knows how many stand in a group", () => {
    expect(groupSize(condition(rule), ["And"])).toBe(3);
    expect(groupSize(condition(rule), ["And", 2, "Or"])).toBe(2);
    expect(groupSize(condition(rule), ["Or"])).toBe(0);
  });

  it("has nothing left when the only test goes", () => {
    expect(replaceCondition(newTest(), [], null)).toBeNull();
  });
});

describe("values", () => {
  const as = (id: string, before: unknown) => {
    const operator = operatorOf(id);
    if (operator === null) throw new Error(id);
    return valueFor(operator, before);
  };

  it("are kept where they make sense for another operator", () => {
    expect(as("NumericEquals", "12")).toBe(12);
    expect(as("StringEquals", 12)).toBe("12");
    expect(as("BooleanEquals", "x")).toBe(true);
    expect(as("StringEqualsPath", "$.a")).toBe("$.a");
    expect(as("NumericLessThanPath", 4)).toBe("$.other");
    expect(as("IsPresent", false)).toBe(false);
  });

  it("are read from what the person writes", () => {
    const say = (id: string, text: string) => {
      const operator = operatorOf(id);
      return operator && readValue(operator, text);
    };
    expect(say("NumericEquals", "1e3")).toEqual({ value: 1000 });
    expect(say("NumericEquals", " ")).toHaveProperty("refused");
    expect(say("StringEquals", "")).toEqual({ value: "" });
    expect(say("StringEqualsPath", "a")).toHaveProperty("refused");
    expect(say("TimestampEquals", "2030-01-01T12:00:00+02:00")).toEqual({ value: "2030-01-01T12:00:00+02:00" });
    expect(say("TimestampEquals", "tomorrow")).toHaveProperty("refused");
  });
});

describe("words", () => {
  it("read like a sentence", () => {
    expect(ruleWords(rule)).toBe('$.total ≥ 1500 and not ($.risk = "low") and ($.age < $.limit or $.flags is not there)');
    expect(conditionWords(newTest())).toBe("$.value is there");
  });

  it("are the comment where there is one", () => {
    expect(ruleTitle(rule)).toBe("High value and risky");
    expect(ruleTitle({ Condition: "{%  $x >\n 1 %}", Next: "A" })).toBe("$x > 1");
    expect(ruleTitle(3)).toBe("Not a rule");
  });
});
