import { expect, test } from "vitest";
import type { Language, Starter } from "../schema";
import { firstChoice, readChoice, starterGroups } from "./newWorkflowModel";

const starter = (id: string, language: Language, not_express: string | null = null): Starter => ({ id, title: id, description: "", states: 1, kind: "STANDARD", language, not_express });

test("starters of the chosen language come first", () => {
  const all = [starter("a", "JSONPath"), starter("b", "JSONata"), starter("c", "JSONPath")];
  const titles = (language: Language) => starterGroups(all, { kind: "STANDARD", language }).map(({ title, rows }) => [title, rows.map((row) => row.starter.id).join("")]);
  expect(titles("JSONata")).toEqual([["Starters in JSONata", "b"], ["Starters in JSONPath", "ac"]]);
  expect(titles("JSONPath")).toEqual([["Starters in JSONPath", "ac"], ["Starters in JSONata", "b"]]);
  expect(starterGroups([], firstChoice)).toEqual([]);
});

test("what waits for an answer cannot be Express, and says so", () => {
  const all = [starter("token", "JSONata", "no callbacks"), starter("plain", "JSONata")];
  const refused = (kind: "STANDARD" | "EXPRESS") => starterGroups(all, { kind, language: "JSONata" })[0]!.rows.map((row) => row.refused !== null);
  expect(refused("EXPRESS")).toEqual([true, false]);
  expect(refused("STANDARD")).toEqual([false, false]);
});

test("a choice that was kept is taken where it makes sense", () => {
  expect(readChoice({ kind: "EXPRESS", language: "JSONPath" })).toEqual({ kind: "EXPRESS", language: "JSONPath" });
  expect(readChoice({ kind: "express", language: "JSONPath" })).toBeUndefined();
  expect(readChoice(null)).toBeUndefined();
});
