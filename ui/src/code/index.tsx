export function CodePane() {
  return null;
}
