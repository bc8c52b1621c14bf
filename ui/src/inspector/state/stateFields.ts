/** The entries of a list field; none where it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function hasErrors(type: string): boolean {
  return type === "Task" || type === "Parallel" || type === "Map";
}

export function hasData(type: string): boolean {
  return type !== "Fail";
}

export function hasNext(type: string): boolean {
  return !["Choice", "Succeed", "Fail"].includes(type);
}

/** Which fields of data a type has in which language, in the order in which data passes them. */
export function dataFields(type: string, language: string): readonly string[] {
  const works = type === "Task" || type === "Parallel" || type === "Map";
  const assigns = type === "Succeed" || type === "Fail" ? [] : ["Assign"];
  if (language === "JSONata") {
    return [...(type === "Task" || type === "Parallel" ? ["Arguments"] : []), ...(type === "Fail" ? [] : ["Output"]), ...assigns];
  }
  if (type === "Fail") return [];
  return [
    "InputPath",
    ...(works || type === "Pass" ? ["Parameters"] : []),
    ...(works ? ["ResultSelector"] : []),
    ...(works || type === "Pass" ? ["ResultPath"] : []),
    "OutputPath",
    ...assigns,
  ];
}
