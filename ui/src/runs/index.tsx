export { RunDialog } from "./RunDialog";
export { RunsList } from "./RunsList";
