export { VariablesPanel } from "./VariablesPanel";
