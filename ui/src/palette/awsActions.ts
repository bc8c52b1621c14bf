import { useEffect, useState } from "react";
import { call } from "../host";
import type { AwsAction, AwsActionList, AwsService } from "../schema";
import { tellProblem } from "../state/toasts";
import { actionItems, type PaletteItem } from "./catalogue";

/** An action of the catalogue as something that can be added. */
export function itemOfAction(action: AwsAction): PaletteItem {
  const id = action.resource.replace("arn:aws:states:::", "");
  return {
    id,
    title: action.title,
    detail: action.waits ?? action.service,
    group: action.service_title,
    type: "Task",
    name: action.title,
    service: action.tile,
    words: "",
    about: action.about,
    definition: (language) => ({
      Resource: action.resource,
      ...(Object.keys(action.parameters).length === 0 ? {} : { [language === "JSONata" ? "Arguments" : "Parameters"]: action.parameters }),
    }),
  };
}

/** What the catalogue found that the palette does not have itself, with parameters that run. */
export function beyond(shown: readonly PaletteItem[], found: readonly AwsAction[]): PaletteItem[] {
  const resourceOf = (item: PaletteItem): unknown => item.definition?.("JSONPath").Resource;
  const there = new Set(shown.map(resourceOf));
  return found.filter(({ resource }) => !there.has(resource)).map(itemOfAction);
}

/** Actions of a service: those that the palette has itself are taken from it. */
export function ofService(found: readonly AwsAction[]): PaletteItem[] {
  const own = new Map(actionItems.map((item) => [item.definition?.("JSONPath").Resource, item]));
  return found.map((action) => {
    const known = own.get(action.resource);
    // Whose they are is plain here; which of them Step Functions has adapted is not.
    const item = { ...itemOfAction(action), detail: action.waits ?? (action.optimised ? "optimised" : "") };
    return known === undefined ? item : { ...item, definition: known.definition };
  });
}

let services: Promise<readonly AwsService[]> | null = null;

/** All services; asked for once, when they are first looked at. */
export function useAwsServices(): readonly AwsService[] | null {
  const [known, setKnown] = useState<readonly AwsService[] | null>(null);
  useEffect(() => {
    let isGone = false;
    services ??= call("aws_services", {}).then((answer) => answer.services);
    services
      .then((all) => {
        if (!isGone) setKnown(all);
      })
      .catch((thrown: unknown) => {
        services = null;
        tellProblem(thrown);
      });
    return () => {
      isGone = true;
    };
  }, []);
  return known;
}

/** How long after the last key the catalogue is asked. */
const pause = 120;

/** What of the catalogue is asked for. */
export interface AskedActions {
  query: string;
  service?: string;
  limit: number;
}

/** Actions that fit, as soon as the catalogue has answered; `null` before, and while nothing is asked. */
export function useAwsActions(asked: AskedActions | null): AwsActionList | null {
  const [answer, setAnswer] = useState<{ of: string; list: AwsActionList } | null>(null);
  // As text, so that the same question asked anew is the same.
  const key = asked === null ? "" : JSON.stringify(asked);
  useEffect(() => {
    if (key === "") return;
    const question = JSON.parse(key) as AskedActions;
    let isGone = false;
    const ask = (): void => {
      call("aws_actions", question)
        .then((list) => {
          if (!isGone) setAnswer({ of: key, list });
        })
        .catch(tellProblem);
    };
    const handle = setTimeout(ask, question.query === "" ? 0 : pause);
    return () => {
      isGone = true;
      clearTimeout(handle);
    };
  }, [key]);
  return answer?.of === key ? answer.list : null;
}
