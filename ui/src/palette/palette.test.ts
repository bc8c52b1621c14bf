import { describe, expect, it } from "vitest";
import type { PictureNode } from "../schema";
import { node } from "../canvas/model/fixture";
import { actionItems, flowItems, type QueryLanguage } from "./catalogue";
import { find, findPieces, groupsOf, usedIn } from "./find";
import { itemOfPattern, itemOfSnippet } from "./pieces";

const languages: QueryLanguage[] = ["JSONPath", "JSONata"];

describe("the catalogue", () => {
  it("has every state type", () => {
    expect(flowItems.map(({ type }) => type).sort()).toEqual(["Choice", "Fail", "Map", "Parallel", "Pass", "Succeed", "Task", "Wait"]);
  });
  it("names each item once", () => {
    const ids = [...flowItems, ...actionItems].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it.each(languages)("writes tasks in %s alone", (language) => {
    for (const item of actionItems) {
      const definition = item.definition!(language);
      const text = JSON.stringify(definition);
      expect(definition.Resource, item.id).toMatch(/^arn:aws:states:::(aws-sdk:)?[a-z0-9]+:[a-zA-Z]+/);
      expect(language === "JSONata" ? definition.Parameters : definition.Arguments, item.id).toBeUndefined();
      expect(language === "JSONata" ? text.includes('.$":') : text.includes("{%"), item.id).toBe(false);
      expect(definition, item.id).not.toHaveProperty("Next");
    }
  });
  it("passes the task token where it is waited for", () => {
    for (const item of actionItems.filter(({ id }) => id.endsWith(".waitForTaskToken"))) {
      expect(JSON.stringify(item.definition!("JSONPath"))).toContain('"TaskToken.$":"$$.Task.Token"');
      expect(JSON.stringify(item.definition!("JSONata"))).toContain('"TaskToken":"{% $states.context.Task.Token %}"');
    }
  });
});

describe("finding", () => {
  const first = (query: string) => find(query)[0]?.id;
  it("by title, action and service", () => {
    expect(first("choice")).toBe("Choice");
    expect(first("putItem")).toBe("dynamodb:putItem");
    expect(first("publish")).toBe("sns:publish");
  });
  it("by other words", () => {
    expect(first("sleep")).toBe("Wait");
    expect(first("queue")).toMatch(/^sqs:/);
    expect(find("human").map(({ id }) => id)).toEqual(["lambda:invoke.waitForTaskToken", "sqs:sendMessage.waitForTaskToken"]);
  });
  it("nothing for what there is not", () => expect(find("zzzz")).toEqual([]));
  it("groups in order", () => {
    expect(groupsOf(actionItems).map(({ title }) => title)).toEqual(["Compute", "Data", "Messaging", "Storage", "AI", "Workflows", "Outside AWS"]);
  });
});

it("knows what a workflow calls", () => {
  const task = (id: string, subtitle: string, badges: PictureNode["badges"] = []): PictureNode => node(id, { state_type: "Task", subtitle, badges });
  const nodes = [task("A", "sns:publish"), task("B", "lambda:invoke"), task("C", "lambda:invoke"), task("D", "sqs:sendMessage", [{ badge: "token" }])];
  expect(usedIn({ width: 0, height: 0, notes: [], direction: "down", nodes, edges: [] }).map(({ id }) => id)).toEqual(["lambda:invoke", "sqs:sendMessage.waitForTaskToken", "sns:publish"]);
});

describe("pieces", () => {
  const pattern = { id: "saga", title: "Saga with compensation", group: "errors" as const, about: "Undone.", words: "transaction rollback", states: 6, json_path: "P", jsonata: "A" };
  const snippet = { id: 3, name: "Our retry", states: 1, state_type: "Task", language: "JSONata" as const, text: "S" };
  const items = [itemOfSnippet(snippet), itemOfPattern(pattern)];
  it("are put in as a text, in the language of the workflow", () => {
    expect(items.map((item) => [item.piece!("JSONPath"), item.piece!("JSONata")])).toEqual([["S", "S"], ["P", "A"]]);
    expect(items.map(({ id, detail }) => [id, detail])).toEqual([["snippet:3", "1"], ["pattern:saga", "6"]]);
  });
  it("say what they are and how large", () => {
    expect(items.map(({ about }) => about)).toEqual(["Your own, in JSONata. One state.", "Undone. 6 states."]);
  });
  it("are found by title and by other words", () => {
    const ids = (query: string) => findPieces(query, items).map(({ id }) => id);
    expect(ids("saga")).toEqual(["pattern:saga"]);
    expect(ids("rollback")).toEqual(["pattern:saga"]);
    expect(ids("retry")).toEqual(["snippet:3"]);
    expect(ids("zzzz")).toEqual([]);
  });
});
