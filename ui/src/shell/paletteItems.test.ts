import { expect, test } from "vitest";
import type { AppCommand } from "../state/commands";
import { paletteItems, search } from "./paletteItems";

const state = (key: string) => ({ key, name: key.split("/").at(-1) ?? "", state_type: "Pass", from: 0, to: 1, name_from: 0, name_to: 1 });
const commands: AppCommand[] = [
  { id: "file.save", title: "Save", group: "File", run: () => undefined },
  { id: "edit.cut", title: "Cut", group: "Edit", isEnabled: () => false, run: () => undefined },
];
const items = paletteItems([state("Reserve/Charge payment"), state("Save order")], [], [], commands);
const titles = (words: string) => search(items, words).map(({ item }) => item.title);

test("states come before commands that fit as well", () => {
  expect(titles("save")).toEqual(["Save order", "Save"]);
});

test("a sign asks for commands only, and what cannot be done now is left out", () => {
  expect(titles(">")).toEqual(["Save"]);
});

test("states are found by what is around them too", () => {
  expect(titles("reserve")).toEqual(["Charge payment"]);
});
