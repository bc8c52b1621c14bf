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

export function hasVariables(type: string): boolean {
  return type !== "Succeed" && type !== "Fail";
}

/** Types that are called with something in JSONata. */
export function takesArguments(type: string): boolean {
  return type === "Task" || type === "Parallel";
}

/** How many variables the state assigns: its own, those of its rules and those of its catchers. */
export function assignedCount(fields: Record<string, unknown>): number {
  const assigns = [fields, ...listOf(fields.Choices).map(objectOf), ...listOf(fields.Catch).map(objectOf)];
  return new Set(assigns.flatMap(({ Assign: assign }) => Object.keys(objectOf(assign)).map((name) => name.replace(/\.\$$/, "")))).size;
}

/** Which fields of data a type has in which language, in the order in which data passes them. */
export function dataFields(type: string, language: string): readonly string[] {
  const works = type === "Task" || type === "Parallel" || type === "Map";
  if (language === "JSONata") {
    return [...(type === "Task" || type === "Parallel" ? ["Arguments"] : []), ...(type === "Fail" ? [] : ["Output"])];
  }
  if (type === "Fail") return [];
  return [
    "InputPath",
    ...(works || type === "Pass" ? ["Parameters"] : []),
    ...(works ? ["ResultSelector"] : []),
    ...(works || type === "Pass" ? ["ResultPath"] : []),
    "OutputPath",
  ];
}
