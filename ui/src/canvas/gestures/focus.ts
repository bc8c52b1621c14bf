/** Whether keys are meant for the canvas: it has the focus, or nothing has. */
export function isInCanvas(): boolean {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return true;
  return focused.closest('[data-testid="canvas"]') !== null && !(focused instanceof HTMLButtonElement) && !(focused instanceof HTMLInputElement);
}

/** Whether letters are meant for the canvas: also while one of its own buttons has the focus, which take none. */
export function isAtCanvas(): boolean {
  return isInCanvas() || (document.activeElement instanceof HTMLButtonElement && document.activeElement.closest('[data-testid="canvas"]') !== null);
}

/** Gives the focus to a state's card, once it is drawn: it may just have been moved into view. */
export function focusState(key: string): void {
  let tries = 0;
  const attempt = (): void => {
    const card = document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(`state:${key}`)}"]`)?.parentElement;
    if (card) card.focus({ preventScroll: true });
    else if (tries++ < 10) requestAnimationFrame(attempt);
  };
  attempt();
}
