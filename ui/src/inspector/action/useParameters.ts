import { useAnswer } from "../../debugger/useAnswer";
import { call } from "../../host";
import type { ActionParameterList } from "../../schema";

/** What an action takes below some names; `null` while that is not known. */
export function useParameters(resource: string, names: readonly string[]): ActionParameterList | null {
  const subject = resource === "" ? null : `parameters ${resource} ${names.join("/")}`;
  return useAnswer(subject, "", () => call("action_parameters", { resource, names: [...names] })).value;
}
