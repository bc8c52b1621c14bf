import { Copy } from "lucide-react";
import { createContext, type ReactNode, use } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { IconButton } from "../../components";
import { siteOf } from "../../code/assist/explanation";
import { copyText } from "../../debugger/copy";
import { host } from "../../host";
import { LANGUAGE } from "../../schema/language";
import { useEditing } from "../editing";
import styles from "./docs.module.css";

/** The object of the language that the controls are of, where it is not the state itself: `retrier`, `item reader`. */
export const ObjectContext = createContext<string | null>(null);

/** What a field means, and AWS's page about it. */
export interface Doc {
  text: string;
  page: string;
}

/** What the controls of an action's parameters mean. */
export const DocsContext = createContext<((name: string) => Doc | null) | null>(null);

export function useDoc(field: string): Doc | null {
  const object = use(ObjectContext);
  const others = use(DocsContext);
  const { detail } = useEditing();
  const own = object ?? (detail === null ? "state machine" : `${detail.state_type} state`);
  return others === null ? docOf(own, field) : others(field);
}

export function docOf(object: string, field: string): Doc | null {
  return LANGUAGE[object]?.[field] ?? null;
}

/**
 * A field's label, which tells what the field means when it is pressed, or Shift F1 in the field. It is no stop of the Tab key: forms
 * would have twice as many.
 */
export function FieldLabel({ field, children, className }: { field: string; children: ReactNode; className?: string | undefined }) {
  const doc = useDoc(field);
  if (doc === null) {
    return (
      <span className={className} aria-hidden>
        {children}
      </span>
    );
  }
  return (
    <span className={className}>
      <DocButton name={field} doc={doc}>
        {children}
      </DocButton>
    </span>
  );
}

/** Pressed, it tells what something is. */
export function DocButton({ name, doc, children }: { name: string; doc: Doc; children: ReactNode }) {
  return (
    <DialogTrigger>
      <AriaButton className={styles.about} excludeFromTabOrder aria-label={typeof children === "string" ? `${children}, what it means` : `${name}, what it means`} data-doc={name}>
        {children}
      </AriaButton>
      <Popover className={styles.popover} placement="bottom start" offset={4}>
        <Dialog className={styles.doc} aria-label={`About ${name}`} data-testid="field-doc">
          <code>{name}</code>
          <p className="selectable">{doc.text}</p>
          {doc.page !== "" && <PageLink page={doc.page} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The page: a link where the host can open one, else its address to be copied. */
function PageLink({ page }: { page: string }) {
  const open = host().native.openPage;
  if (open === undefined) {
    return (
      <p className={styles.address}>
        <span className="selectable">{page}</span>
        <IconButton label="Copy the address" icon={<Copy size={14} aria-hidden />} onPress={() => void copyText(page, "Address")} />
      </p>
    );
  }
  return (
    <a
      href={page}
      title={page}
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        open(page);
      }}
    >
      {siteOf(page)}
    </a>
  );
}

/** Shift F1 in a field tells what the field means. For the element around a form. */
export function tellField(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== "F1" || !event.shiftKey || !(event.target instanceof Element)) return;
  const row = event.target.closest("[data-row]");
  const button = row?.querySelector<HTMLElement>("[data-doc]");
  if (button === null || button === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  button.click();
}
