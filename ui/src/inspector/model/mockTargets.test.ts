import { expect, it } from "vitest";
import { machineFor, mockTargets } from "./mockTargets";

const file = { path: "/w/all.mocks.json", relative: "all.mocks.json", cases: [{ machine: "OrderFulfilment", case: "good" }], reason: null };

it("offers what can be read, and a new file beside the workflow", () => {
  const broken = { ...file, path: "/w/broken.json", reason: "no" };
  const workflow = { path: "/w/sub/order-fulfilment.asl.json", name: "order-fulfilment" };
  expect(mockTargets([file, broken], workflow).map(({ path, isNew }) => [path, isNew])).toEqual([
    ["/w/all.mocks.json", false],
    ["/w/sub/order-fulfilment.mocks.json", true],
  ]);
  expect(mockTargets([{ ...file, path: "/w/sub/order-fulfilment.mocks.json" }], workflow)).toHaveLength(1);
  expect(mockTargets([], { path: null, name: "x" })).toEqual([]);
});

it("takes the machine that the file has for the workflow", () => {
  const [target] = mockTargets([file], { path: null, name: "x" });
  expect(machineFor(target!, "order-fulfilment")).toBe("OrderFulfilment");
  expect(machineFor(target!, "another")).toBe("another");
});
