export { Palette } from "./Palette";
export { paletteCommands } from "./commands";
export { SnippetDialog } from "./SnippetDialog";
