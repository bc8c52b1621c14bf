import { create } from "zustand";
import { call } from "../host";
import type { FlowDirection } from "../schema";
import { placeAnew } from "./documents";
import { recall, remember } from "./persisted";

/** How all diagrams of the app are drawn; remembered. */
export interface DiagramView {
  direction: FlowDirection;
  /** Whether edges show how many bytes passed over them, where an execution has been seen. */
  bytes: boolean;
}

const first: DiagramView = { direction: "down", bytes: false };

/** What was remembered, where it still makes sense. */
export function readDiagramView(value: unknown): DiagramView {
  if (typeof value !== "object" || value === null) return first;
  const { direction, bytes } = value as Record<string, unknown>;
  return { direction: direction === "right" ? "right" : "down", bytes: bytes === true };
}

export const useDiagramView = create<DiagramView>()(() => recall("diagram", readDiagramView, first));

function change(part: Partial<DiagramView>): void {
  useDiagramView.setState(part);
  const { direction, bytes } = useDiagramView.getState();
  remember("diagram", { direction, bytes });
}

/** Tells the workbench, which places all diagrams, where their flow goes. Rejects. */
export async function tellDirection(): Promise<void> {
  const { direction } = useDiagramView.getState();
  await placeAnew(async () => (await call("set_direction", { direction })).documents);
}

/** Sets where the flow of all diagrams goes; those that are open are drawn anew. Rejects. */
export async function setDirection(direction: FlowDirection): Promise<void> {
  change({ direction });
  await tellDirection();
}

export function showBytes(bytes: boolean): void {
  change({ bytes });
}
