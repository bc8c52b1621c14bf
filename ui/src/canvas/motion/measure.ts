import { useSyncExternalStore } from "react";
import type { Measure } from "../model/ellipsis";

let context: CanvasRenderingContext2D | null = null;

function measure(font: string, mean: number): Measure {
  const widths = new Map<string, number>();
  return (text) => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    context ??= document.createElement("canvas").getContext("2d");
    // Without a canvas (a page without one): Inter's mean.
    if (context === null) return text.length * mean;
    context.font = font;
    const width = context.measureText(text).width;
    // Widths measured before the font is there are wrong afterwards.
    if (document.fonts.status === "loaded") {
      if (widths.size > 5_000) widths.clear();
      widths.set(text, width);
    }
    return width;
  };
}

const small = '400 12px "Inter Variable", system-ui, sans-serif';
const title = '500 13px "Inter Variable", system-ui, sans-serif';

/** How wide a text of `--type-small` is. */
export const measureSmall = measure(small, 6.4);
/** How wide a text of `--type-title` is. */
export const measureTitle = measure(title, 7.2);

let isThere = false;
let isAsked = false;
const waiting = new Set<() => void>();

function askForFonts(): void {
  if (isAsked) return;
  isAsked = true;
  const all = Promise.all([document.fonts.load(small), document.fonts.load(title)]);
  // Without them the next best ones are measured and drawn.
  void all.catch(() => undefined).then(() => {
    isThere = true;
    for (const tell of waiting) tell();
  });
}

/** Whether the fonts are there with which texts are measured. From then on they stay. */
export function useFonts(): boolean {
  return useSyncExternalStore(
    (tell) => {
      askForFonts();
      waiting.add(tell);
      return () => waiting.delete(tell);
    },
    () => isThere,
  );
}

/**
 * Whether a text surely has room: such a text is drawn as it is. One that could be cut off needs an element that cuts, which every frame of a
 * moving diagram pays for.
 */
export function fits(text: string, width: number, by: Measure): boolean {
  return by(text) * 1.05 + 2 <= width;
}
