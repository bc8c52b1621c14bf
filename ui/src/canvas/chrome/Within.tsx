import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { nameOfKey } from "../../state/stateKey";
import { useActiveDocumentUnhurried } from "../../state/documents";
import { drillInto, showAll } from "../gestures/viewing";
import styles from "./Chrome.module.css";

/** The way to what is shown alone: each step leads back out to it. */
export function Within({ within }: { within: string }) {
  const name = useActiveDocumentUnhurried()?.name ?? "";
  const parts = within.split("/").map((_, index, all) => all.slice(0, index + 1).join("/"));
  return (
    <nav className={styles.within} aria-label="What is shown" data-testid="within">
      <button type="button" className={styles.withinStep} onClick={() => void showAll()}>
        {name}
      </button>
      {parts.map((key, index) => (
        <Fragment key={key}>
          <ChevronRight size={14} aria-hidden />
          {index === parts.length - 1 ? (
            <span className={styles.withinHere} aria-current="page">
              {nameOfKey(key)}
            </span>
          ) : (
            <button type="button" className={styles.withinStep} onClick={() => void drillInto(key)}>
              {nameOfKey(key)}
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
