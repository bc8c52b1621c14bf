export { CodePane } from "./CodePane";
