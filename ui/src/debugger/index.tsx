export { DataPanel } from "./DataPanel";
export { EventsTable } from "./EventsTable";
export { RunBar } from "./RunBar";
export { RunInspector } from "./RunInspector";
export { Scrubber } from "./Scrubber";
export { Timeline } from "./Timeline";
