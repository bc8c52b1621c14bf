//! What is different between two definitions, state by state: by what they mean, not by how they are written.

use crate::{Document, MachineView, Node, StatePath, StateView};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is different between two definitions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// The states that are not the same, in the order of the new text; what is gone stands behind, in the order of the old one.
    pub states: Vec<StateDifference>,
    /// Fields of the state machine itself: `StartAt`, `Comment`, `TimeoutSeconds`, …
    pub machine: Vec<FieldDifference>,
}

/// A state that is not the same. It has a place in the old definition, in the new one, or in both.
#[derive(Debug, Clone, PartialEq)]
pub struct StateDifference {
    /// What happened to it.
    pub kind: DifferenceKind,
    /// Where it stood; none for one that was added.
    pub old: Option<StatePath>,
    /// Where it stands; none for one that was removed.
    pub new: Option<StatePath>,
    /// Its fields that differ; none of what was added or removed whole.
    pub fields: Vec<FieldDifference>,
}

/// What happened to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Only the new definition has it.
    Added,
    /// Only the old definition has it.
    Removed,
    /// It stands where it stood, and its fields differ.
    Changed,
    /// It has another name; what leads to it followed.
    Renamed,
    /// It stands in another machine: another branch, another level.
    Moved,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldDifference {
    /// Its name; of a branch or a processor with the way there, as `Branches/0/StartAt`.
    pub name: String,
    /// Its old value as JSON; none where it was not there.
    pub old: Option<String>,
    /// Its new value as JSON; none where it is not there any more.
    pub new: Option<String>,
}

/// Where a state belongs: its machine, by the state around it and the branch.
type Home = (Option<usize>, Option<usize>);

/// The states of one side.
struct Side<'a> {
    states: Vec<StateView<'a>>,
    paths: Vec<StatePath>,
    homes: Vec<Home>,
}

impl<'a> Side<'a> {
    fn of(document: &'a Document) -> Side<'a> {
        let states = document.machine().map(MachineView::all_states).unwrap_or_default();
        // Of duplicate names the last counts, as AWS reads it.
        let last: HashMap<String, u32> =
            states.iter().map(|state| (state.path().key(), state.node().index())).collect();
        let states: Vec<StateView<'a>> =
            states.into_iter().filter(|state| last.get(&state.path().key()) == Some(&state.node().index())).collect();
        let paths: Vec<StatePath> = states.iter().map(|state| state.path()).collect();
        let by_path: HashMap<&StatePath, usize> = paths.iter().enumerate().map(|(at, path)| (path, at)).collect();
        let homes = states
            .iter()
            .zip(&paths)
            .map(|(state, path)| {
                let around = path.parent().and_then(|parent| by_path.get(&parent).copied());
                (around, state.machine().and_then(MachineView::branch))
            })
            .collect();
        Side { states, paths, homes }
    }
}

impl Document {
    /// What became of `old` in this definition. States are known again by their path, by their name where they stand
    /// elsewhere, and by their content where they have another name. Numbers and strings are compared by what they mean, so that writing a
    /// file anew, or as YAML, makes no difference.
    ///
    /// ```
    /// use stepwell_asl::{DifferenceKind, Document, Format};
    /// let old = Document::parse(r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":1,"End":true}}}"#, Format::Json);
    /// let new = Document::parse(r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":2,"End":true}}}"#, Format::Json);
    /// let found = new.compared_with(&old);
    /// assert_eq!((found.states[0].kind, found.states[0].fields[0].name.as_str()), (DifferenceKind::Changed, "Seconds"));
    /// ```
    #[must_use]
    pub fn compared_with(&self, old: &Document) -> Comparison {
        let (before, after) = (Side::of(old), Side::of(self));
        let pairs = pairs(&before, &after);
        let back: HashMap<usize, usize> = pairs.iter().map(|(new, old)| (*old, *new)).collect();
        // Old names to new ones: a transition that only followed a new name did not change.
        let renamed: HashMap<String, String> = pairs
            .iter()
            .filter_map(|(new, old)| Some((before.paths.get(*old)?.name(), after.paths.get(*new)?.name())))
            .filter(|(old, new)| old != new)
            .map(|(old, new)| (old.to_owned(), new.to_owned()))
            .collect();
        let mut states = Vec::new();
        for (at, (state, path)) in after.states.iter().zip(&after.paths).enumerate() {
            let Some(was) = pairs.get(&at).copied() else {
                let new = Some(path.clone());
                states.push(StateDifference { kind: DifferenceKind::Added, old: None, new, fields: Vec::new() });
                continue;
            };
            let (Some(old), Some(old_path)) = (before.states.get(was), before.paths.get(was)) else { continue };
            let fields = differences(&own_fields(old.node(), &renamed), &own_fields(state.node(), &HashMap::new()));
            let (home, old_home) = (after.homes.get(at).copied(), before.homes.get(was).copied());
            let stays = match (home, old_home) {
                (Some((around, branch)), Some((old_around, old_branch))) => {
                    let same_around = match (around, old_around) {
                        (Some(around), Some(old_around)) => pairs.get(&around) == Some(&old_around),
                        (None, None) => true,
                        (Some(_), None) | (None, Some(_)) => false,
                    };
                    same_around && branch == old_branch
                }
                (_, _) => true,
            };
            let kind = match (stays, path.name() == old_path.name()) {
                (false, _) => DifferenceKind::Moved,
                (true, false) => DifferenceKind::Renamed,
                (true, true) if fields.is_empty() => continue,
                (true, true) => DifferenceKind::Changed,
            };
            states.push(StateDifference { kind, old: Some(old_path.clone()), new: Some(path.clone()), fields });
        }
        for (_, path) in before.paths.iter().enumerate().filter(|(at, _)| !back.contains_key(at)) {
            let old = Some(path.clone());
            states.push(StateDifference { kind: DifferenceKind::Removed, old, new: None, fields: Vec::new() });
        }
        let machine = |document: &Document, renamed: &HashMap<String, String>| {
            let mut found = BTreeMap::new();
            if let Some(root) = document.root() {
                machine_fields(root, "", renamed, &mut found);
            }
            found
        };
        let machine = differences(&machine(old, &renamed), &machine(self, &HashMap::new()));
        Comparison { states, machine }
    }
}

/// New states and the old ones that they are.
fn pairs(before: &Side<'_>, after: &Side<'_>) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut taken = HashSet::new();
    let mut pair_by = |pairs: &mut BTreeMap<usize, usize>, key: &dyn Fn(&Side<'_>, usize) -> Option<String>| {
        // What two of one side have in common tells nothing.
        let unique = |side: &Side<'_>, free: &dyn Fn(usize) -> bool| {
            let mut found: HashMap<String, Option<usize>> = HashMap::new();
            for at in (0..side.states.len()).filter(|at| free(*at)) {
                if let Some(key) = key(side, at) {
                    found.entry(key).and_modify(|one| *one = None).or_insert(Some(at));
                }
            }
            found
        };
        let old = unique(before, &|at| !taken.contains(&at));
        let new = unique(after, &|at| !pairs.contains_key(&at));
        for (key, at) in new {
            if let (Some(at), Some(Some(was))) = (at, old.get(&key)) {
                pairs.insert(at, *was);
                taken.insert(*was);
            }
        }
    };
    pair_by(&mut pairs, &|side, at| side.paths.get(at).map(StatePath::key));
    pair_by(&mut pairs, &|side, at| side.paths.get(at).map(|path| path.name().to_owned()));
    pair_by(&mut pairs, &|side, at| side.states.get(at).and_then(|state| content(state.node())));
    pairs
}

/// What a state is, whatever its name and wherever it leads; none where that is too little to know it again by.
fn content(state: Node<'_>) -> Option<String> {
    let mut fields = own_fields(state, &HashMap::new());
    for name in ["Next", "End", "Default", "Comment"] {
        fields.remove(name);
    }
    let written: Vec<String> = fields.iter().map(|(name, value)| format!("{name}:{value}")).collect();
    (fields.len() > 1).then(|| written.join(","))
}

/// A state's fields without the states inside it, by name.
fn own_fields(state: Node<'_>, renamed: &HashMap<String, String>) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for member in state.members() {
        let (name, node) = (member.key(), member.value());
        match &*name {
            "Branches" if node.is_array() => {
                for (at, branch) in node.items().enumerate() {
                    machine_fields(branch, &format!("Branches/{at}/"), renamed, &mut found);
                }
            }
            "ItemProcessor" | "Iterator" if node.is_object() => {
                machine_fields(node, &format!("{name}/"), renamed, &mut found);
            }
            _ => {
                let mut value = value_of(node);
                match &*name {
                    "Next" | "Default" => follow(&mut value, renamed),
                    "Choices" | "Catch" => {
                        let entries = value.as_array_mut().into_iter().flatten();
                        for next in entries.filter_map(|entry| entry.get_mut("Next")) {
                            follow(next, renamed);
                        }
                    }
                    _ => {}
                }
                found.insert(name.into_owned(), value);
            }
        }
    }
    found
}

/// A machine's fields without its states.
fn machine_fields(
    machine: Node<'_>,
    before: &str,
    renamed: &HashMap<String, String>,
    found: &mut BTreeMap<String, Value>,
) {
    if !machine.is_object() {
        found.insert(before.trim_end_matches('/').to_owned(), value_of(machine));
    }
    for member in machine.members().filter(|member| !member.key_is("States")) {
        let mut value = value_of(member.value());
        if member.key_is("StartAt") {
            follow(&mut value, renamed);
        }
        found.insert(format!("{before}{}", member.key()), value);
    }
}

/// What a node means; a broken one is what is written there.
fn value_of(node: Node<'_>) -> Value {
    serde_json::from_str(node.text()).map(normal).unwrap_or_else(|_| Value::from(node.text()))
}

/// Numbers that are the same are written the same: `2.0` is `2`.
fn normal(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|double| double.fract() == 0.0 && double.abs() < 9e15);
            match (number.is_f64(), whole) {
                #[allow(clippy::cast_possible_truncation)]
                (true, Some(whole)) => Value::from(whole as i64),
                (_, _) => Value::Number(number),
            }
        }
        Value::Array(items) => Value::Array(items.into_iter().map(normal).collect()),
        Value::Object(members) => {
            Value::Object(members.into_iter().map(|(key, value)| (key, normal(value))).collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

fn follow(target: &mut Value, renamed: &HashMap<String, String>) {
    if let Some(new) = target.as_str().and_then(|old| renamed.get(old)) {
        *target = Value::from(new.as_str());
    }
}

fn differences(old: &BTreeMap<String, Value>, new: &BTreeMap<String, Value>) -> Vec<FieldDifference> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let text = |value: Option<&Value>| value.map(Value::to_string);
    names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name))
        .map(|name| FieldDifference { name: name.clone(), old: text(old.get(name)), new: text(new.get(name)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edit, Format};

    const OLD: &str = r#"{"Comment":"x","StartAt":"A","States":{
        "A":{"Type":"Pass","Result":{"n":1.0},"Next":"P"},
        "P":{"Type":"Parallel","Branches":[
            {"StartAt":"X","States":{"X":{"Type":"Wait","Seconds":7,"Next":"Y"},"Y":{"Type":"Pass","End":true}}},
            {"StartAt":"Z","States":{"Z":{"Type":"Task","Resource":"arn:z","End":true}}}],
            "Catch":[{"ErrorEquals":["States.ALL"],"Next":"F"}],"Next":"S"},
        "S":{"Type":"Succeed"},"F":{"Type":"Fail","Error":"E"}}}"#;

    /// One line for each difference.
    fn shown(old: &str, new: &Document) -> Vec<String> {
        let found = new.compared_with(&Document::parse(old, Format::Json));
        let fields = |fields: &[FieldDifference]| {
            let one = |field: &FieldDifference| {
                let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".into());
                format!(" {}: {} > {}", field.name, side(&field.old), side(&field.new))
            };
            fields.iter().map(one).collect::<String>()
        };
        let place = |path: &Option<StatePath>| path.as_ref().map_or_else(|| "-".to_owned(), StatePath::key);
        let mut lines: Vec<String> = found
            .states
            .iter()
            .map(|one| format!("{:?} {} > {}{}", one.kind, place(&one.old), place(&one.new), fields(&one.fields)))
            .collect();
        if !found.machine.is_empty() {
            lines.push(format!("machine{}", fields(&found.machine)));
        }
        lines
    }

    fn edited(edits: &str) -> Document {
        let edits: Vec<Edit> = serde_json::from_str(edits).expect("edits");
        Document::parse(OLD, Format::Json).apply(&edits).expect("applied").document
    }

    #[test]
    fn the_way_it_is_written_makes_no_difference() {
        let document = Document::parse(OLD, Format::Json);
        let yaml = Document::parse(document.written_in(Format::Yaml).expect("YAML"), Format::Yaml);
        assert_eq!(shown(OLD, &yaml), [""; 0]);
        assert_eq!(shown(OLD, &Document::parse(OLD.replace("1.0", "1"), Format::Json)), [""; 0]);
        let turned = r#"{"States":{"S":{"Type":"Succeed"},"A":{"Next":"S","Type":"Pass"}},"StartAt":"A"}"#;
        let same = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"S"},"S":{"Type":"Succeed"}}}"#;
        assert_eq!(shown(turned, &Document::parse(same, Format::Json)), [""; 0]);
    }

    #[test]
    fn each_kind_of_difference() {
        for (edits, expected) in [
            (r#"[{"edit":"add_state","type":"Succeed","name":"New"}]"#, vec!["Added - > New"]),
            (
                r#"[{"edit":"remove_state","state":["P","Y"]}]"#,
                vec!["Changed P/X > P/X End: - > true Next: \"Y\" > -", "Removed P/Y > -"],
            ),
            (
                r#"[{"edit":"set_field","state":["A"],"field":"Result","value":{"n":2}},{"edit":"set_comment","comment":"y"}]"#,
                vec!["Changed A > A Result: {\"n\":1} > {\"n\":2}", "machine Comment: \"x\" > \"y\""],
            ),
            // What leads to a state that has another name, or lies in one, did not change.
            (r#"[{"edit":"rename_state","state":["P"],"name":"Q"}]"#, vec!["Renamed P > Q"]),
            (r#"[{"edit":"rename_state","state":["F"],"name":"G"}]"#, vec!["Renamed F > G"]),
            (r#"[{"edit":"rename_state","state":["A"],"name":"B"}]"#, vec!["Renamed A > B"]),
            (
                r#"[{"edit":"move_state","state":["P","X"],"after":"A"}]"#,
                vec![
                    "Changed A > A Next: \"P\" > \"X\"",
                    "Moved P/X > X Next: \"Y\" > \"P\"",
                    "Changed P > P Branches/0/StartAt: \"X\" > \"Y\"",
                ],
            ),
            (
                r#"[{"edit":"move_state","state":["P","X"],"machine":["P"],"branch":1,"after":"Z"}]"#,
                vec![
                    "Changed P > P Branches/0/StartAt: \"X\" > \"Y\"",
                    "Changed P/Z > P/Z End: true > - Next: - > \"X\"",
                    "Moved P/X > P/X End: - > true Next: \"Y\" > -",
                ],
            ),
        ] {
            let mut found = shown(OLD, &edited(edits));
            let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{edits}");
        }
    }

    #[test]
    fn what_is_wrapped_moved_and_nothing_else() {
        let found = shown(OLD, &edited(r#"[{"edit":"wrap_in_map","state":["A"],"name":"Each"}]"#));
        assert!(found.contains(&"Added - > Each".to_owned()), "{found:?}");
        assert!(found.iter().any(|line| line.starts_with("Moved A > Each/A")), "{found:?}");
        assert!(!found.iter().any(|line| line.contains("P/X")), "{found:?}");
    }

    #[test]
    fn broken_texts_are_compared_as_far_as_they_go() {
        let broken = Document::parse(&OLD[..OLD.len() - 120], Format::Json);
        let found = broken.compared_with(&Document::parse(OLD, Format::Json));
        assert!(found.states.iter().any(|one| one.kind == DifferenceKind::Removed));
        assert_eq!(Document::parse("", Format::Json).compared_with(&Document::parse("[]", Format::Json)).states, []);
    }
}
