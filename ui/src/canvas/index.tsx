export function Canvas() {
  return null;
}

/** The side panel's Palette tab. */
export function Palette() {
  return null;
}
