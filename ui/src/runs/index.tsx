export function RunsList() {
  return null;
}

export function RunDialog(_props: { isOpen: boolean; onClose: () => void }) {
  return null;
}
