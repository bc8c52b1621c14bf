import { describe, expect, it } from "vitest";
import type { ActionParameter } from "../../schema";
import { controlOf, kindWords, shownParameters, startOf, writtenParameter } from "./parameters";

function parameter(name: string, more: Partial<ActionParameter> = {}): ActionParameter {
  return { name, required: false, kind: "text", element: null, values: [], least: null, greatest: null, doc: "", ...more };
}

describe("the form of an action", () => {
  it("shows what must be there, what is written, what was added, and what the action does not know", () => {
    const known = [parameter("QueueUrl", { required: true }), parameter("MessageBody", { required: true }), parameter("DelaySeconds"), parameter("MessageGroupId"), parameter("Tags")];
    const { shown, rest } = shownParameters(known, { "MessageBody.$": "$", DelaySeconds: 1, Typo: 1 }, ["Tags"]);
    expect(shown.map(({ name, about }) => [name, about !== null])).toEqual([
      ["QueueUrl", true], ["MessageBody", true], ["DelaySeconds", true], ["Tags", true], ["Typo", false],
    ]);
    expect(rest.map(({ name }) => name)).toEqual(["MessageGroupId"]);
  });

  it("finds what is written under the name with .$", () => {
    expect(writtenParameter({ "Key.$": "$.key", Key: 1 }, "Key")).toEqual({ name: "Key", value: "$.key", isPath: true });
    expect(writtenParameter({}, "Key")).toEqual({ name: "Key", value: undefined, isPath: false });
  });

  it("has a control for each kind, and one for what does not fit", () => {
    const control = (more: Partial<ActionParameter> | null, value: unknown, isPath = false) =>
      controlOf(more === null ? null : parameter("x", more), { name: "x", value, isPath });
    expect(control({ kind: "whole" }, 1)).toBe("number");
    expect(control({ kind: "whole" }, "$.n", true)).toBe("text");
    expect(control({ kind: "whole" }, "{% 1 %}")).toBe("text");
    expect(control({ kind: "whole" }, [1])).toBe("json");
    expect(control({ kind: "flag" }, undefined)).toBe("choice");
    expect(control({ kind: "choice", values: ["A"] }, "A")).toBe("choice");
    expect(control({ kind: "object" }, { a: 1 })).toBe("object");
    expect(control({ kind: "object" }, [])).toBe("json");
    expect(control({ kind: "list", element: "text" }, undefined)).toBe("json");
    expect(control({ kind: "text" }, { a: 1 })).toBe("json");
    expect(control(null, "text")).toBe("text");
    expect(control(null, { a: 1 })).toBe("json");
  });

  it("says what a value may be", () => {
    expect(kindWords(parameter("x", { kind: "list", element: "text", least: 1, greatest: 10 }))).toBe("list of texts, 1 to 10");
    expect(kindWords(parameter("x", { kind: "whole", least: 0, greatest: 900 }))).toBe("whole number, 0 to 900");
    expect(kindWords(parameter("x", { greatest: 128 }))).toBe("text, at most 128 characters");
    expect(kindWords(parameter("x", { greatest: 1e9, least: 1 }))).toBe("text");
    expect(startOf(parameter("x", { kind: "list", element: "object" }))).toContain("{}");
  });
});
