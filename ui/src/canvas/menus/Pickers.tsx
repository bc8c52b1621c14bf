import { useState } from "react";
import { beyond, useAwsActions } from "../../palette/awsActions";
import { actionItems, flowItems, type PaletteItem } from "../../palette/catalogue";
import { find } from "../../palette/find";
import type { Point } from "../../schema";
import { activeDocument, type Outcome } from "../../state/documents";
import { changeTypeOf, stateInFocus } from "../gestures/actions";
import { insert, insertFrom, insertHere } from "../gestures/changes";
import { focusState } from "../gestures/focus";
import type { NewState } from "../model/edits";
import { planOf } from "../model/picture";
import { currentSource } from "../source";
import { type Picking, useMenus } from "./menu";
import { Picker } from "./Picker";

const close = (): void => useMenus.setState({ picking: null });

/** The list that stands open on the canvas: of what can be added, or of types. */
export function Pickers() {
  const open = useMenus((menus) => menus.picking);
  if (open === null) return null;
  const { picking, at } = open;
  return picking.what === "add" ? <Adding into={picking.into} at={at} /> : <Changing state={picking.state} at={at} />;
}

/** How many actions of the catalogue a search shows. */
const mostFound = 30;

function Adding({ into, at }: { into: Extract<Picking, { what: "add" }>["into"]; at: Point }) {
  const [query, setQuery] = useState("");
  const asked = query.trim();
  const catalogue = useAwsActions(asked.length < 2 ? null : { query: asked, limit: mostFound });
  const own = asked === "" ? [...flowItems, ...actionItems] : find(asked);
  const items = [...own, ...(catalogue === null ? [] : beyond(own, catalogue.actions))];
  const label = into === "before" ? "Add a state before this one" : into === "after" ? "Add a state" : "Add a state here";
  return (
    <Picker
      label={label}
      at={at}
      items={items}
      query={query}
      onQuery={setQuery}
      onClose={close}
      onChoose={(id) => {
        close();
        const item = items.find((one) => one.id === id);
        if (item !== undefined) void add(newState(item), into);
      }}
    />
  );
}

function newState(item: PaletteItem): NewState {
  const language = activeDocument()?.reading.query_language === "JSONata" ? "JSONata" : "JSONPath";
  return { type: item.type, name: item.name, ...(item.definition === null ? {} : { definition: item.definition(language) }) };
}

async function add(state: NewState, into: Extract<Picking, { what: "add" }>["into"]): Promise<void> {
  const here = stateInFocus();
  let outcome: Outcome | null;
  if (into === "after") outcome = await insertHere(state);
  else if (into === "before") outcome = here === null ? null : await insert(state, { kind: "before", state: here });
  else if ("level" in into || !("state" in into) || into.kind === "before" || into.kind === "after") outcome = await insert(state, into);
  else outcome = await insertFrom(into, state);
  // The next key is about the new state.
  if (outcome?.ok === true && outcome.select !== null) focusState(outcome.select);
}

function Changing({ state, at }: { state: string; at: Point }) {
  const [query, setQuery] = useState("");
  const source = currentSource();
  const own = source === null ? undefined : planOf(source.picture).state(state);
  const asked = query.trim().toLowerCase();
  const items = flowItems.filter(({ type, title, detail }) => type !== own?.state_type && `${title} ${detail}`.toLowerCase().includes(asked));
  return (
    <Picker
      label="Change the type to"
      at={at}
      items={items}
      query={query}
      onQuery={setQuery}
      onClose={close}
      onChoose={(id) => {
        close();
        void changeTypeOf(state, id);
      }}
    />
  );
}
