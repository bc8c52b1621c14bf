//! What edits there are, for people and for `stepwell edit --list`.

use super::Edit;
use serde::Serialize;

/// An edit and its fields.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct EditDescription {
    /// Its name, the value of `edit`.
    pub edit: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Its fields, required ones first.
    pub fields: &'static [FieldDescription],
}

/// A field of an edit.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct FieldDescription {
    /// Its key.
    pub name: &'static str,
    /// What kind of value it takes.
    pub kind: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it says.
    pub meaning: &'static str,
}

const fn must(name: &'static str, kind: &'static str, meaning: &'static str) -> FieldDescription {
    FieldDescription { name, kind, required: true, meaning }
}

const fn may(name: &'static str, kind: &'static str, meaning: &'static str) -> FieldDescription {
    FieldDescription { name, kind, required: false, meaning }
}

const STATE: FieldDescription =
    must("state", "path", "names from the top level to the state, e.g. [\"Outer\", \"Inner\"]");
const MACHINE: FieldDescription =
    may("machine", "path", "the Parallel or Map state whose inside is meant; the top level when left out");
const BRANCH: FieldDescription = may("branch", "number", "which branch of it, from 0");
const AFTER: FieldDescription = may("after", "name", "it follows this state, and goes on to where that one did");
const BEFORE: FieldDescription = may("before", "name", "all that led to this state leads to it, and it to this state");
const ON_EDGE: FieldDescription = may(
    "on_edge",
    "{\"from\", \"kind\", \"index\"}",
    "it stands on this transition; kind is start, next, end, choice, default or catch, index the rule's or catcher's",
);
const VALUE: FieldDescription = may("value", "JSON", "the value to write; null or left out removes the field");
const RAW: FieldDescription =
    may("json", "text", "the value as JSON text, kept as it is spelled (\"null\" writes null)");

impl Edit {
    /// Every edit with its fields.
    pub const CATALOGUE: &'static [EditDescription] = &[
        EditDescription {
            edit: "set_comment",
            summary: "Writes the comment of a state, or of the state machine.",
            fields: &[
                may("state", "path", "the state; the whole state machine when left out or empty"),
                must("comment", "text", "the comment; null removes it"),
            ],
        },
        EditDescription {
            edit: "rename_state",
            summary: "Renames a state; StartAt, Next, Default and Catch follow.",
            fields: &[STATE, must("name", "name", "the new name, unique in the definition")],
        },
        EditDescription {
            edit: "add_state",
            summary: "Adds a state and links it in; without a place it stands alone (or begins an empty machine).",
            fields: &[
                must("type", "state type", "Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map"),
                may("name", "name", "its name; one is made from the type when left out"),
                may("definition", "object", "its fields; Type, Next and End are set by the edit"),
                MACHINE,
                BRANCH,
                AFTER,
                BEFORE,
                ON_EDGE,
            ],
        },
        EditDescription {
            edit: "insert_states",
            summary: "Puts in several states as one piece, under free names; where the piece ends it leads on to what follows.",
            fields: &[
                may("states", "object", "the states by their names, or a state machine that holds them"),
                may("text", "text", "instead of states: the same as JSON or YAML, kept as it is written"),
                may("start", "name", "the state that it begins with; the one that nothing leads to when left out"),
                MACHINE,
                BRANCH,
                AFTER,
                BEFORE,
                ON_EDGE,
            ],
        },
        EditDescription {
            edit: "remove_state",
            summary: "Removes a state; what led to it leads to its successor, or ends.",
            fields: &[STATE],
        },
        EditDescription {
            edit: "remove_states",
            summary: "Removes several states and closes the gaps; a branch whose states all go goes too.",
            fields: &[must("states", "paths", "the states")],
        },
        EditDescription {
            edit: "duplicate_state",
            summary: "Copies a state, and what is in it, under new names.",
            fields: &[STATE, may("name", "name", "the copy's name; one is made when left out")],
        },
        EditDescription {
            edit: "move_state",
            summary: "Moves a state to another place, also into another branch; the gap closes.",
            fields: &[STATE, MACHINE, BRANCH, AFTER, BEFORE, ON_EDGE],
        },
        EditDescription {
            edit: "move_states",
            summary: "Moves states with one way in and one way on to another place, as one piece; the gap closes.",
            fields: &[
                must("states", "paths", "the states, all of one machine"),
                MACHINE,
                BRANCH,
                AFTER,
                BEFORE,
                ON_EDGE,
            ],
        },
        EditDescription {
            edit: "change_type",
            summary: "Changes a state's type; fields that both types have stay, those that the new one needs come in.",
            fields: &[STATE, must("type", "state type", "Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map")],
        },
        EditDescription {
            edit: "set_next",
            summary: "Sets where a state goes on to.",
            fields: &[STATE, must("to", "name", "a state of the same machine; null ends")],
        },
        EditDescription {
            edit: "set_start",
            summary: "Sets the state that a machine begins with.",
            fields: &[must("name", "name", "a state of the machine"), MACHINE, BRANCH],
        },
        EditDescription {
            edit: "set_choice_next",
            summary: "Sets where a Choice's rule leads.",
            fields: &[
                STATE,
                must("index", "number", "the rule, from 0"),
                must("to", "name", "a state of the same machine"),
            ],
        },
        EditDescription {
            edit: "set_default",
            summary: "Sets where a Choice leads when no rule matches.",
            fields: &[STATE, must("to", "name", "a state of the same machine; null removes the default")],
        },
        EditDescription {
            edit: "set_catch_next",
            summary: "Sets where a catcher leads.",
            fields: &[
                STATE,
                must("index", "number", "the catcher, from 0"),
                must("to", "name", "a state of the same machine"),
            ],
        },
        EditDescription {
            edit: "add_choice_rule",
            summary: "Adds a rule to a Choice.",
            fields: &[
                STATE,
                may("to", "name", "where it leads; needed unless the rule says"),
                may("rule", "object", "the rule; a starter when left out"),
                may("index", "number", "its place, from 0; last when left out"),
            ],
        },
        EditDescription {
            edit: "remove_choice_rule",
            summary: "Removes a rule of a Choice.",
            fields: &[STATE, must("index", "number", "the rule, from 0")],
        },
        EditDescription {
            edit: "add_catcher",
            summary: "Adds a catcher to a Task, Parallel or Map; before one for States.ALL, which must be last.",
            fields: &[
                STATE,
                must("to", "name", "where it leads"),
                may("errors", "names", "the error names it is for; [\"States.ALL\"] when left out"),
            ],
        },
        EditDescription {
            edit: "remove_catcher",
            summary: "Removes a catcher; with the last one Catch goes too.",
            fields: &[STATE, must("index", "number", "the catcher, from 0")],
        },
        EditDescription {
            edit: "set_field",
            summary: "Writes or removes any field of a state, or a part of one, changing only what differs.",
            fields: &[
                STATE,
                may("field", "name", "the field"),
                may("pointer", "JSON pointer", "instead of field: the way from the state, e.g. /Retry/0/MaxAttempts"),
                VALUE,
                RAW,
            ],
        },
        EditDescription {
            edit: "set_machine_field",
            summary: "Writes or removes a field of a state machine, such as TimeoutSeconds or QueryLanguage.",
            fields: &[must("field", "name", "the field"), MACHINE, BRANCH, VALUE, RAW],
        },
        EditDescription {
            edit: "replace_state_text",
            summary: "Replaces a state's JSON by another text, kept as it is written.",
            fields: &[STATE, must("text", "text", "the state as a JSON object")],
        },
        EditDescription {
            edit: "wrap_in_parallel",
            summary: "Puts states with one way in and one way out into a branch of a new Parallel state.",
            fields: &[
                must("states", "paths", "the states, all of one machine"),
                may("name", "name", "the Parallel's name"),
            ],
        },
        EditDescription {
            edit: "wrap_in_map",
            summary: "Puts states with one way in and one way out into the processor of a new Map state.",
            fields: &[
                may("state", "path", "the state, when it is one"),
                may("states", "paths", "the states, all of one machine"),
                may("name", "name", "the Map's name"),
            ],
        },
        EditDescription {
            edit: "unwrap_state",
            summary: "Puts the states of a Parallel or Map in its place, branch after branch; its own fields go.",
            fields: &[STATE],
        },
        EditDescription {
            edit: "add_branch",
            summary: "Adds a branch to a Parallel state.",
            fields: &[
                STATE,
                may("definition", "object", "the branch, with StartAt and States; a starter when left out"),
            ],
        },
        EditDescription {
            edit: "remove_branch",
            summary: "Removes a branch of a Parallel state.",
            fields: &[STATE, must("branch", "number", "the branch, from 0")],
        },
        EditDescription {
            edit: "convert_to_jsonata",
            summary: "Converts a state, and what is in it, from JSONPath to JSONata where that is certain; what is not stays.",
            fields: &[may("state", "path", "the state; all states when left out or empty")],
        },
    ];
}
