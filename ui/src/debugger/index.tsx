export function Scrubber() {
  return null;
}

export function Timeline() {
  return null;
}

export function EventsTable() {
  return null;
}

export function DataPanel() {
  return null;
}
