import type { Measure } from "../model/ellipsis";

let context: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();

/** How wide a text of `--type-small` is. */
export const measureSmall: Measure = (text) => {
  const known = widths.get(text);
  if (known !== undefined) return known;
  context ??= document.createElement("canvas").getContext("2d");
  // Without a canvas (a page without one): Inter's mean.
  if (context === null) return text.length * 6.4;
  context.font = '400 12px "Inter Variable", system-ui, sans-serif';
  const width = context.measureText(text).width;
  // Widths measured before the font is there are wrong afterwards.
  if (document.fonts.status === "loaded") {
    if (widths.size > 5_000) widths.clear();
    widths.set(text, width);
  }
  return width;
};
