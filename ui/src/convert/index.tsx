export { ConvertDialog } from "./ConvertDialog";
