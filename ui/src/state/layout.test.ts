import { expect, test } from "vitest";
import { readLayout } from "./layout";

test("a remembered layout that makes no sense any more falls back piece by piece", () => {
  const layout = readLayout({ sideOpen: false, sideTab: "gone", bottomTab: "events", codePlace: 3, codeBack: "hidden" });
  expect(layout).toMatchObject({ sideOpen: false, sideTab: "files", bottomTab: "events", codePlace: "below", codeBack: "below" });
  expect(readLayout("nonsense")).toEqual(readLayout({}));
});
