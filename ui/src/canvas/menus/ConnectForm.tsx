import { useState } from "react";
import { Dialog } from "react-aria-components";
import { Button, Select } from "../../components";
import { connect } from "../gestures/changes";
import { focusState } from "../gestures/focus";
import { outletsOf, targetsOf } from "../model/outlets";
import { planOf, type Plan } from "../model/picture";
import type { PictureNode } from "../../schema";
import { currentSource } from "../source";
import { Floating } from "./CanvasMenu";
import { outletId } from "./groups";
import { useMenus } from "./menu";
import styles from "./Menus.module.css";

const close = (): void => useMenus.setState({ connecting: null });

/** Dragging a connector, without a pointer: which outlet of the state leads to which state. */
export function ConnectForm() {
  const connecting = useMenus((menus) => menus.connecting);
  const source = currentSource();
  if (connecting === null || source === null) return null;
  const plan = planOf(source.picture);
  const node = plan.state(connecting.state);
  if (node === undefined) return null;
  return (
    <Floating at={connecting.at} label={`Connect ${node.title}`} onClose={close}>
      <Dialog aria-label={`Connect ${node.title}`} className={styles.dialog}>
        <Form key={connecting.outlet} plan={plan} node={node} first={connecting.outlet} />
      </Dialog>
    </Floating>
  );
}

function Form({ plan, node, first }: { plan: Plan; node: PictureNode; first: string | null }) {
  const outlets = outletsOf(plan, node);
  const [chosen, setChosen] = useState(first ?? (outlets[0] === undefined ? null : outletId(outlets[0].outlet)));
  const placed = outlets.find(({ outlet }) => outletId(outlet) === chosen);
  const [target, setTarget] = useState<string | null>(placed?.edge?.to ?? null);
  const targets = placed === undefined ? [] : targetsOf(plan, placed.outlet);
  if (placed === undefined) {
    return <p className={styles.note}>{node.title} ends here; nothing follows it.</p>;
  }
  const apply = (): void => {
    const to = targets.find(({ id }) => id === target);
    close();
    if (to === undefined) return;
    void connect(placed.outlet, to.kind === "end" ? null : (to.state ?? to.id)).then(() => focusState(node.state ?? node.id));
  };
  return (
    <form
      className={styles.form}
      data-testid="connect"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <p className={styles.formTitle}>Connect {node.title}</p>
      <Select
        label="From"
        inline
        autoFocus={outlets.length > 1 && first === null}
        options={outlets.map(({ outlet, label }) => ({ id: outletId(outlet), label }))}
        value={chosen}
        onChange={(id) => {
          setChosen(id);
          setTarget(outlets.find(({ outlet }) => outletId(outlet) === id)?.edge?.to ?? null);
        }}
      />
      <Select
        label="To"
        inline
        autoFocus={outlets.length === 1 || first !== null}
        placeholder="Choose a state"
        options={targets.map((state) => ({ id: state.id, label: state.title, ...(state.state_type === null ? {} : { detail: state.state_type }) }))}
        value={target}
        onChange={setTarget}
      />
      <div className={styles.formActions}>
        <Button onPress={close}>Cancel</Button>
        <Button type="submit" variant="primary" isDisabled={target === null}>
          Connect
        </Button>
      </div>
    </form>
  );
}
