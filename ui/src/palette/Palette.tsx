import { ArrowLeft, ChevronRight, MousePointer2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { classes, EmptyState, SearchField, Section, Segmented, ServiceTile } from "../components";
import { insertHere } from "../canvas/gestures/changes";
import { useDocuments } from "../state/documents";
import type { AwsService } from "../schema";
import { useRunView } from "../state/runView";
import { beyond, ofService, useAwsActions, useAwsServices } from "./awsActions";
import { actionItems, flowItems, type PaletteItem } from "./catalogue";
import { find, findPieces, groupsOf, usedIn } from "./find";
import { Patterns } from "./Patterns";
import { itemOfPattern, itemOfSnippet, loadPieces, usePieces } from "./pieces";
import { newState, Rows } from "./Rows";
import styles from "./Palette.module.css";

/** States, actions and patterns to put into the workflow: dragged onto a line, or added after the selected state. */
export function Palette() {
  const [tab, setTab] = useState<"flow" | "actions" | "patterns">("flow");
  const [query, setQuery] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const asked = query.trim();
  const pieces = usePieceItems(asked !== "");
  const found = asked === "" ? null : find(asked);
  const foundPieces = asked === "" ? [] : findPieces(asked, pieces);
  const catalogue = useAwsActions(asked.length < 2 ? null : { query: asked, limit: mostFound });
  const more = found === null || catalogue === null ? [] : beyond(found, catalogue.actions);

  /** Up and down walk through the rows, from the search field on. */
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const isInSearch = event.target === search.current;
    const best = found?.[0] ?? foundPieces[0] ?? more[0];
    if (event.key === "Enter" && isInSearch && best !== undefined) {
      event.preventDefault();
      void insertHere(newState(best));
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-palette-row]") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    if (at < 0 && !isInSearch) return;
    event.preventDefault();
    event.stopPropagation();
    const next = event.key === "ArrowDown" ? rows[at + 1] : at <= 0 ? search.current : rows[at - 1];
    next?.focus();
  };
  return (
    <div className={styles.palette} onKeyDown={onKeyDown}>
      <div className={styles.tools}>
        <SearchField label="Search the palette" inputRef={search} value={query} onChange={setQuery} />
        {found === null && (
          <Segmented
            label="What to add"
            wide
            options={[
              { id: "flow", label: "Flow" },
              { id: "actions", label: "Actions" },
              { id: "patterns", label: "Patterns" },
            ]}
            value={tab}
            onChange={setTab}
          />
        )}
      </div>
      <div ref={list} className={styles.list}>
        {found !== null ?
          <Found items={found} pieces={foundPieces} more={more} left={(catalogue?.total ?? 0) - (catalogue?.actions.length ?? 0)} isAsking={asked.length > 1 && catalogue === null} />
        : tab === "flow" ?
          <Rows items={flowItems} />
        : tab === "actions" ?
          <Actions />
        : <Patterns />}
      </div>
      <Hint />
    </div>
  );
}

/** How many actions of the catalogue a search shows. */
const mostFound = 60;

/** Patterns and snippets, once somebody looks for something. */
function usePieceItems(isLooking: boolean): readonly PaletteItem[] {
  const { patterns, snippets } = usePieces();
  useEffect(() => {
    if (isLooking) loadPieces();
  }, [isLooking]);
  return [...(snippets ?? []).map(itemOfSnippet), ...(patterns ?? []).map(itemOfPattern)];
}

interface FoundProps {
  items: readonly PaletteItem[];
  pieces: readonly PaletteItem[];
  more: readonly PaletteItem[];
  left: number;
  isAsking: boolean;
}

function Found({ items, pieces, more, left, isAsking }: FoundProps) {
  if (items.length === 0 && pieces.length === 0 && more.length === 0) {
    if (isAsking) return null;
    return (
      <EmptyState compact title="Nothing found">
        Search for a state type, a pattern, a service or an action of AWS.
      </EmptyState>
    );
  }
  return (
    <>
      <Rows items={items} />
      {pieces.length > 0 && (
        <Section name="palette.foundPieces" title="Patterns" count={pieces.length}>
          <Rows items={pieces} />
        </Section>
      )}
      {more.length > 0 && (
        <Section name="palette.found" title="All of AWS" count={left > 0 ? `${more.length} of ${more.length + left}` : more.length}>
          <Rows items={more} />
          {left > 0 && <p className={styles.note}>Type more words to narrow it down: a service, an action.</p>}
        </Section>
      )}
    </>
  );
}

function Actions() {
  const picture = useDocuments(({ open, active }) => (active === null ? null : (open[active]?.reading.picture ?? null)));
  const [service, setService] = useState<AwsService | null>(null);
  const used = picture === null ? [] : usedIn(picture);
  const groups = [...(used.length === 0 ? [] : [{ title: "Used here", items: used }]), ...groupsOf(actionItems)];
  if (service !== null) return <ServiceActions service={service} onBack={() => setService(null)} />;
  return (
    <>
      {groups.map(({ title, items }) => (
        <Section key={title} name={`palette.${title}`} title={title} count={items.length}>
          <Rows items={items} isRepeat={title === "Used here"} />
        </Section>
      ))}
      <Services onOpen={setService} />
    </>
  );
}

/** All services of AWS; each opens its actions. */
function Services({ onOpen }: { onOpen: (service: AwsService) => void }) {
  const services = useAwsServices();
  return (
    <Section name="palette.aws" title="All of AWS" count={services?.length}>
      <ul>
        {services?.map((service) => (
          <li key={service.name}>
            <button type="button" className={classes(styles.row, styles.service)} data-testid={`palette-service:${service.name}`} data-palette-row title={service.title} onClick={() => onOpen(service)}>
              <ServiceTile service={service.tile} stateType="Task" size="row" />
              <span className={styles.title}>{shortTitle(service.title)}</span>
              <span className={styles.detail}>{service.actions}</span>
              <ChevronRight size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ServiceActions({ service, onBack }: { service: AwsService; onBack: () => void }) {
  const found = useAwsActions({ query: "", service: service.name, limit: service.actions });
  return (
    <>
      <button type="button" className={classes(styles.row, styles.back)} data-palette-row autoFocus onClick={onBack}>
        <ArrowLeft size={16} aria-hidden />
        <span className={styles.title}>{shortTitle(service.title)}</span>
        <span className={styles.detail}>{service.actions}</span>
      </button>
      {found !== null && <Rows items={ofService(found.actions)} />}
    </>
  );
}

/** A service's name without its maker's. */
function shortTitle(title: string): string {
  return title.replace(/^(Amazon|AWS) /, "");
}

function Hint() {
  const hasRun = useRunView(({ runView }) => runView !== null);
  const hasDocument = useDocuments(({ active }) => active !== null);
  const isReadable = useDocuments(({ open, active }) => active !== null && (open[active]?.reading.current ?? false));
  const text =
    hasRun ? "Close the execution to edit the workflow"
    : !hasDocument ? "Open a workflow to add states to it"
    : !isReadable ? "Repair the text to add states"
    : "Drop on a line to insert it there";
  return (
    <p className={styles.hint}>
      <MousePointer2 size={16} aria-hidden />
      {text}
    </p>
  );
}
