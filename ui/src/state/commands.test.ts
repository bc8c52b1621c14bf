import { expect, test } from "vitest";
import { matches, shortcutText } from "./commands";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held,
});

test("Mod is Ctrl here and the command key on a Mac", () => {
  expect(matches("Mod+K", press("k", { ctrlKey: true }), false)).toBe(true);
  expect(matches("Mod+K", press("k", { metaKey: true }), false)).toBe(false);
  expect(matches("Mod+K", press("k", { metaKey: true }), true)).toBe(true);
});

test("Shift tells shortcuts apart, but not for signs that need it", () => {
  expect(matches("Mod+Z", press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  expect(matches("Mod+Shift+Z", press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  expect(matches("?", press("?", { shiftKey: true }), false)).toBe(true);
});

test("a plus is a key like any other", () => {
  expect(matches("Mod++", press("+", { ctrlKey: true }), false)).toBe(true);
  expect(shortcutText("Mod++", false)).toBe("Ctrl +");
});

test("shortcuts read as people know them", () => {
  expect(shortcutText("Mod+Shift+k", false)).toBe("Ctrl Shift K");
  expect(shortcutText("Mod+Shift+k", true)).toBe("⌘ ⇧ K");
});
