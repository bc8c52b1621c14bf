import { useEffect, useState } from "react";
import { beyond, useAwsActions } from "../../palette/awsActions";
import { actionItems, flowItems, type PaletteItem } from "../../palette/catalogue";
import { find, findPieces } from "../../palette/find";
import { itemOfPattern, itemOfSnippet, loadPieces, usePieces } from "../../palette/pieces";
import { newState } from "../../palette/Rows";
import type { Point } from "../../schema";
import type { Outcome } from "../../state/documents";
import { changeTypeOf, stateInFocus } from "../gestures/actions";
import { insert, insertFrom, insertHere } from "../gestures/changes";
import { focusState } from "../gestures/focus";
import type { NewState } from "../model/edits";
import type { Outlet } from "../model/outlets";
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

function Adding({ into, at }: { into: Into; at: Point }) {
  const [query, setQuery] = useState("");
  const asked = query.trim();
  const catalogue = useAwsActions(asked.length < 2 ? null : { query: asked, limit: mostFound });
  const own = asked === "" ? [...flowItems, ...actionItems] : find(asked);
  // What an outlet leads to is one state.
  const pieces = usePieceItems(asked !== "" && !isOutlet(into));
  const items = [...own, ...findPieces(asked, pieces), ...(catalogue === null ? [] : beyond(own, catalogue.actions))];
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

/** Patterns and snippets, once they are looked for. */
function usePieceItems(isLooking: boolean): readonly PaletteItem[] {
  const { patterns, snippets } = usePieces();
  useEffect(() => {
    if (isLooking) loadPieces();
  }, [isLooking]);
  return isLooking ? [...(snippets ?? []).map(itemOfSnippet), ...(patterns ?? []).map(itemOfPattern)] : [];
}

type Into = Extract<Picking, { what: "add" }>["into"];

function isOutlet(into: Into): into is Outlet {
  return typeof into === "object" && "state" in into && into.kind !== "before" && into.kind !== "after";
}

async function add(state: NewState, into: Into): Promise<void> {
  const here = stateInFocus();
  let outcome: Outcome | null;
  if (into === "after") outcome = await insertHere(state);
  else if (into === "before") outcome = here === null ? null : await insert(state, { kind: "before", state: here });
  else if (isOutlet(into)) outcome = await insertFrom(into, state);
  else outcome = await insert(state, into);
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
