import { type ReactNode, useEffect } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { Badge } from "../../components";
import type { StateDetail } from "../../schema";
import type { OpenDocument } from "../../state/documents";
import { useSelection } from "../../state/selection";
import { useUnhurried } from "../../state/unhurried";
import { tellField } from "../docs/FieldDoc";
import { EditingContext } from "../editing";
import styles from "../Inspector.module.css";
import { placeOf } from "../model/place";
import { notEditable } from "../notEditable";
import { Notice } from "../Notice";
import { SeenContext, useSeen } from "../preview/seen";
import { Problems } from "../Problems";
import { ConfigurationTab } from "./ConfigurationTab";
import { DataTab } from "./DataTab";
import { ErrorsTab } from "./ErrorsTab";
import { JsonTab } from "./JsonTab";
import { StateHeader } from "./StateHeader";
import { TestTab } from "../test/TestTab";
import { assignedCount, hasData, hasErrors, hasVariables, listOf, takesArguments } from "./stateFields";
import { type TabId, useTab } from "./tab";
import { VariablesTab } from "./VariablesTab";

/** One state: what it is called, its problems, and its fields in tabs. */
export function StateInspector({ document, detail }: { document: OpenDocument; detail: StateDetail }) {
  const blocked = notEditable(document);
  const seen = useSeen(document.id, detail.key);
  const place = placeOf(document.reading.picture, detail.key, detail.path);
  const problems = document.reading.problems.filter((problem) => problem.state === detail.key);
  const fields = detail.fields ?? {};
  const tab = useTab((state) => state.tab);
  const retriers = listOf(fields.Retry).length;
  const catchers = listOf(fields.Catch).length;
  const rules = listOf(fields.Choices).length;
  const all: { id: TabId; label: string; short?: string; count?: number; content: ReactNode }[] = [
    {
      id: "Configuration",
      label: detail.state_type === "Choice" ? "Rules" : "Configuration",
      ...(detail.state_type === "Choice" ? {} : { short: "Config" }),
      ...(detail.state_type === "Choice" ? { count: rules } : {}),
      content: <ConfigurationTab place={place} />,
    },
  ];
  const isJsonata = detail.query_language === "JSONata";
  if (hasData(detail.state_type)) {
    const data = !isJsonata ? { label: "Input/Output" } : takesArguments(detail.state_type) ? { label: "Arguments & Output", short: "Arguments" } : { label: "Output" };
    all.push({ id: "Input/Output", ...data, content: <DataTab /> });
  }
  if (hasVariables(detail.state_type)) all.push({ id: "Variables", label: "Variables", count: assignedCount(fields), content: <VariablesTab /> });
  if (hasErrors(detail.state_type) || retriers + catchers > 0) {
    all.push({ id: "Errors", label: "Error handling", short: "Errors", count: retriers + catchers, content: <ErrorsTab place={place} /> });
  }
  all.push({ id: "Test", label: "Test", content: <TestTab /> });
  all.push({ id: "JSON", label: "JSON", content: <JsonTab /> });
  const shown = all.some(({ id }) => id === tab) ? tab : "Configuration";
  return (
    <EditingContext
      value={{ document: document.id, path: detail.path, detail, language: detail.query_language, isDisabled: blocked !== null || detail.fields === null }}
    >
      <FollowSelection />
      {blocked !== null && <Notice text={blocked} />}
      <StateHeader document={document} detail={detail} place={place} isDisabled={blocked !== null} />
      <Problems problems={problems} />
      <SeenContext value={seen}>
        <div className={styles.form} onKeyDown={tellField}>
          <Tabs className={styles.tabs} selectedKey={shown} onSelectionChange={(key) => useTab.setState({ tab: key as TabId })}>
            <TabList aria-label="Fields of the state" className={styles.tabList}>
              {all.map(({ id, label, short, count }) => (
                <Tab key={id} id={id} className={styles.tab} data-testid={`inspector-tab:${id}`}>
                  <span className={short === undefined ? undefined : styles.long}>{label}</span>
                  {short !== undefined && <span className={styles.short}>{short}</span>}
                  {count !== undefined && count > 0 && (
                    <span className={styles.count}>
                      <Badge>{count}</Badge>
                    </span>
                  )}
                </Tab>
              ))}
            </TabList>
            {all.map(({ id, content }) => (
              <TabPanel key={id} id={id} className={styles.panel}>
                {content}
              </TabPanel>
            ))}
          </Tabs>
        </div>
      </SeenContext>
    </EditingContext>
  );
}

/** The tab stays when another state is selected; a catcher's selection shows Errors, a rule's the rules. Alone, so that a selection draws nothing else. */
function FollowSelection() {
  const tick = useUnhurried(useSelection, (state) => state.tick);
  const kind = useUnhurried(useSelection, (state) => state.selected?.kind);
  useEffect(() => {
    if (kind === "catcher") useTab.setState({ tab: "Errors" });
    else if (kind === "rule") useTab.setState({ tab: "Configuration" });
  }, [kind, tick]);
  return null;
}
