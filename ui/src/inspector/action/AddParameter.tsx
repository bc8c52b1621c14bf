import { Plus } from "lucide-react";
import { useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { ActionParameter } from "../../schema";
import { useEditing } from "../editing";
import { kindWords } from "../model/parameters";
import styles from "./action.module.css";

/** A further parameter, found by its name. */
export function AddParameter({ parameters, onAdd }: { parameters: readonly ActionParameter[]; onAdd: (name: string) => void }) {
  const { isDisabled } = useEditing();
  const [text, setText] = useState("");
  const words = text.trim().toLowerCase();
  const fitting = parameters.filter(({ name, doc }) => name.toLowerCase().includes(words) || (words.length > 2 && doc.toLowerCase().includes(words)));
  return (
    <ComboBox
      aria-label="Add a parameter"
      menuTrigger="focus"
      allowsEmptyCollection
      isDisabled={isDisabled}
      items={fitting.map((parameter) => ({ id: parameter.name, parameter }))}
      inputValue={text}
      value={null}
      onInputChange={setText}
      onChange={(key) => {
        if (typeof key !== "string") return;
        setText("");
        onAdd(key);
      }}
      data-testid="add-parameter"
    >
      <div className={styles.add}>
        <Plus size={14} aria-hidden />
        <Input className={styles.addInput} placeholder={`Add a parameter (${parameters.length} more)`} spellCheck={false} />
      </div>
      <Popover className={styles.popover} offset={4}>
        <ListBox renderEmptyState={() => <p className={styles.empty}>No other parameter is called so.</p>}>
          {({ id, parameter }: { id: string; parameter: ActionParameter }) => (
            <ListBoxItem id={id} textValue={id} className={styles.option}>
              <span className={styles.optionHead}>
                <span>{id}</span>
                <span className={styles.kind}>{kindWords(parameter)}</span>
              </span>
              {parameter.doc !== "" && <span className={styles.optionDoc}>{parameter.doc}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
