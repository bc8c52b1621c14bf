import { X } from "lucide-react";
import { useState } from "react";
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { Edit } from "../../schema";
import { FieldLabel } from "../docs/FieldDoc";
import { sendEdits, useEditing } from "../editing";
import styles from "./fields.module.css";

/** Names, each in a pill; written as they are added and removed. */
export function TokensRow({ field, label, tokens, suggestions, placeholder, write }: {
  field: string;
  label: string;
  tokens: readonly string[];
  suggestions: readonly string[];
  placeholder: string;
  write: (tokens: string[]) => Edit[];
}) {
  const { document, path, isDisabled } = useEditing();
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = (next: string[]) => void sendEdits(document, path, write(next)).then(setRefusal);
  const add = (token: string) => {
    const name = token.trim();
    setText("");
    if (name !== "" && !tokens.includes(name)) send([...tokens, name]);
  };
  const fitting = suggestions.filter((name) => !tokens.includes(name) && name.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className={`${styles.pair} ${styles.pairTop} ${styles.stacked}`} data-row>
      <FieldLabel field={field} className={styles.pairLabel}>
        {label}
      </FieldLabel>
      <div className={styles.control} data-testid={`field:${field}`}>
        <ComboBox
          aria-label={label}
          allowsCustomValue
          menuTrigger="input"
          isDisabled={isDisabled}
          items={fitting.map((id) => ({ id }))}
          inputValue={text}
          value={null}
          onInputChange={setText}
          onChange={(key) => {
            if (typeof key === "string") add(key);
          }}
        >
          <div className={styles.tokens}>
            {tokens.map((token) => (
              <span key={token} className={styles.token} title={token}>
                <span>{token}</span>
                <Button slot={null} className={styles.remove} aria-label={`Remove ${token}`} isDisabled={isDisabled} onPress={() => send(tokens.filter((other) => other !== token))}>
                  <X size={12} aria-hidden />
                </Button>
              </span>
            ))}
            <Input
              className={styles.tokenInput}
              placeholder={tokens.length === 0 ? placeholder : "Add another"}
              spellCheck={false}
              onKeyDownCapture={(event) => {
                const isChoosing = event.currentTarget.getAttribute("aria-activedescendant") !== null;
                if ((event.key === "Enter" && !isChoosing) || event.key === ",") {
                  event.preventDefault();
                  event.stopPropagation();
                  add(text);
                } else if (event.key === "Backspace" && text === "" && tokens.length > 0) send(tokens.slice(0, -1));
                else if (event.key === "Escape" && text !== "") event.preventDefault();
              }}
              onBlur={() => {
                if (text.trim() !== "") add(text);
              }}
            />
          </div>
          <Popover className={styles.popover} offset={4}>
            <ListBox>
              {({ id }: { id: string }) => (
                <ListBoxItem id={id} textValue={id} className={styles.option}>
                  {id}
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
        {refusal !== null && <p className={styles.error}>{refusal}</p>}
      </div>
    </div>
  );
}
