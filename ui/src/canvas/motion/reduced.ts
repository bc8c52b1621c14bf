/** Whether the person asked their system for cuts instead of motion. For code outside of components. */
export function reducedMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
