import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { keymap, showTooltip, type Tooltip } from "@codemirror/view";
import type { DefinitionPlace } from "../../schema";
import { askAt, edit } from "../../state/documents";

const setPlace = StateEffect.define<DefinitionPlace | null>();

/** F2 on a state's name, wherever it is named, renames the state and all that names it. */
export function rename(id: number): Extension {
  const place = StateField.define<Tooltip | null>({
    create: () => null,
    update(value, transaction) {
      for (const effect of transaction.effects) {
        if (effect.is(setPlace)) return effect.value === null ? null : fieldFor(id, effect.value);
      }
      // What is renamed may have gone.
      return transaction.docChanged ? null : value;
    },
    provide: (field) => showTooltip.from(field),
  });
  return [
    place,
    keymap.of([
      {
        key: "F2",
        run(editor) {
          void askAt(id, "definition", editor.state.selection.main.head)
            .catch(() => null)
            .then((answer) => {
              const found = answer?.found;
              if (found?.is_state === true) editor.dispatch({ effects: setPlace.of(found) });
            });
          return true;
        },
      },
    ]),
  ];
}

function fieldFor(id: number, place: DefinitionPlace): Tooltip {
  return {
    pos: place.from,
    above: false,
    create: (editor) => {
      const name = place.path.at(-1) ?? "";
      const dom = document.createElement("div");
      dom.className = "cm-rename";
      const input = dom.appendChild(document.createElement("input"));
      input.value = name;
      input.setAttribute("aria-label", `New name for ${name}`);
      input.dataset.testid = "code-rename";
      const note = dom.appendChild(document.createElement("p"));
      note.setAttribute("role", "status");
      note.textContent = "Enter renames it everywhere, Escape keeps it.";
      let isDone = false;

      const close = (back: boolean): void => {
        if (isDone) return;
        isDone = true;
        editor.dispatch({ effects: setPlace.of(null) });
        if (back) editor.focus();
      };
      const commit = async (): Promise<void> => {
        const wanted = input.value.trim();
        if (wanted === "" || wanted === name) return close(true);
        input.readOnly = true;
        const outcome = await edit(id, [{ edit: "rename_state", state: place.path, name: wanted }], { quiet: true });
        if (outcome.ok) return close(true);
        input.readOnly = false;
        dom.classList.add("cm-rename-refused");
        note.textContent = outcome.problem.message;
        input.focus();
      };
      input.addEventListener("keydown", (event) => {
        // Keys here are for the field, not for the text or the window.
        event.stopPropagation();
        if (event.key === "Escape") close(true);
        if (event.key === "Enter") void commit();
      });
      input.addEventListener("blur", () => {
        if (!input.readOnly) close(false);
      });
      return {
        dom,
        mount: () => {
          input.focus();
          input.select();
        },
      };
    },
  };
}
