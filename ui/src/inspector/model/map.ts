/** Fields of a reader's configuration that depend on others. */
export type ReaderField = "InputType" | "ManifestType" | "CSVHeaderLocation" | "CSVHeaders" | "CSVDelimiter" | "ItemsPointer" | "Transformation";

/** Which of them have a place in the form: those that make sense, and those that are written all the same. */
export function readerShows(isList: boolean, config: Record<string, unknown>): Record<ReaderField, boolean> {
  const type = config.InputType;
  const written = (name: ReaderField) => config[name] !== undefined;
  const loads = config.Transformation === "LOAD_AND_FLATTEN";
  return {
    InputType: !isList || loads || written("InputType"),
    ManifestType: type === "MANIFEST" || written("ManifestType"),
    CSVHeaderLocation: type === "CSV" || written("CSVHeaderLocation"),
    CSVHeaders: config.CSVHeaderLocation === "GIVEN" || written("CSVHeaders"),
    CSVDelimiter: type === "CSV" || written("CSVDelimiter"),
    ItemsPointer: type === "JSON" || written("ItemsPointer"),
    Transformation: isList || written("Transformation"),
  };
}
