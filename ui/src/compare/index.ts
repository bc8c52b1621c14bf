export { beginCompare } from "./open";
