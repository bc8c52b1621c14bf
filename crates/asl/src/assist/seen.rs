//! Data that a visit of a state has shown: what its expressions can name, which the text alone does not tell.

use super::place::Place;
use crate::{QueryLanguage, StateType};
use std::borrow::Cow;
use stepwell_json::{Object, Value};

/// More members than this help nobody.
const MOST: usize = 200;
/// How many items of a list are looked at for their members.
const MOST_ITEMS: usize = 20;
/// How much of a value is shown.
const SAMPLE: usize = 80;

/// What a state met when it was visited last, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// What it was given.
    pub input: Option<Value>,
    /// The variables that it could read, an object.
    pub variables: Option<Value>,
    /// What its work gave, before anything was made of it.
    pub result: Option<Value>,
    /// The context object.
    pub context: Option<Value>,
}

/// A member of what was seen.
pub(super) struct Member {
    pub name: String,
    /// `number`, `object`, …
    pub kind: &'static str,
    /// The value, shortened.
    pub sample: String,
}

impl Seen {
    /// What `$` stands for in a path at a place; none where that is not known.
    pub(super) fn at_path(&self, place: &Place<'_>) -> Option<Cow<'_, Value>> {
        let field = place.field()?.name;
        let works = matches!(place.visit.state_type, Some(StateType::Task | StateType::Parallel | StateType::Map));
        let input = || self.input.as_ref().map(Cow::Borrowed);
        match (place.visit.schema.name, field) {
            ("catcher", "Assign") => {
                Some(Cow::Owned(Value::from(Object::builder().with("Error", "").with("Cause", ""))))
            }
            (_, "InputPath" | "ResultPath") => input(),
            (_, "ResultSelector") => self.result.as_ref().map(Cow::Borrowed),
            (_, "Assign") if works => self.result.as_ref().map(Cow::Borrowed),
            (_, "OutputPath") if works => {
                let written = |name: &str| place.state.and_then(|state| state.field(name));
                match written("ResultPath").map(|path| path.as_str()) {
                    None => self.result.as_ref().filter(|_| written("ResultSelector").is_none()).map(Cow::Borrowed),
                    Some(Some(path)) if path == "$" => None,
                    Some(_) => input(),
                }
            }
            _ => match place.state.and_then(|state| state.field("InputPath")) {
                None => input(),
                Some(path) => {
                    let path = path.as_str()?;
                    let names: Vec<&str> = path.strip_prefix('$')?.split('.').collect();
                    step_down(self.input.as_ref()?, &names, QueryLanguage::JSONPath).map(Cow::Borrowed)
                }
            },
        }
    }
}

/// The members that may be named behind some names.
pub(super) fn members(value: &Value, below: &[&str], language: QueryLanguage) -> Vec<Member> {
    let Some(value) = step_down(value, below, language) else { return Vec::new() };
    let inside = match value.as_array() {
        // JSONata goes through lists by itself, and a path does behind brackets, which leave no list.
        Some(items) if language == QueryLanguage::JSONata => items.get(..MOST_ITEMS).unwrap_or(items),
        Some(_) => &[],
        None => std::slice::from_ref(value),
    };
    let mut found: Vec<Member> = Vec::new();
    for (name, value) in inside.iter().filter_map(Value::as_object).flat_map(Object::iter) {
        let Some(name) = written(name, language) else { continue };
        if found.len() < MOST && !found.iter().any(|known| known.name == name) {
            found.push(Member { name, kind: kind(value), sample: sample(value) });
        }
    }
    found
}

/// The value behind some names, each with what stands in brackets behind it: `items[0]`.
fn step_down<'v>(value: &'v Value, names: &[&str], language: QueryLanguage) -> Option<&'v Value> {
    let mut at = value;
    for written in names {
        let (name, brackets) = written.split_at(written.find('[').unwrap_or(written.len()));
        if !name.is_empty() {
            while language == QueryLanguage::JSONata
                && let Some(items) = at.as_array()
            {
                at = items.iter().find(|item| item.get(name).is_some())?;
            }
            at = at.get(name)?;
        }
        for inside in brackets.split(']').filter_map(|part| part.strip_prefix('[')) {
            at = match inside.parse::<usize>() {
                Ok(index) => at.at(index).or_else(|| at.at(0))?,
                Err(_) if inside.starts_with('\'') => at.get(inside.trim_matches('\''))?,
                Err(_) => at.at(0)?,
            };
        }
    }
    Some(at)
}

/// A name as it is written behind a dot; none where it cannot stand there.
fn written(name: &str, language: QueryLanguage) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || c == '_';
    if !name.is_empty() && name.chars().all(is_plain) && !name.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(name.to_owned());
    }
    match language {
        QueryLanguage::JSONata if !name.contains('`') => Some(format!("`{name}`")),
        QueryLanguage::JSONata | QueryLanguage::JSONPath => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value.type_name() {
        "string" => "text",
        other => other,
    }
}

fn sample(value: &Value) -> String {
    let text = value.to_text();
    let mut short: String = text.chars().take(SAMPLE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, below: &[&str], language: QueryLanguage) -> Vec<String> {
        let value = Value::parse(text).expect("JSON");
        members(&value, below, language).into_iter().map(|member| member.name).collect()
    }

    #[test]
    fn members_are_found_behind_names_and_brackets() {
        let text = r#"{"order": {"id": 1, "lines": [{"sku": "A"}, {"sku": "B", "gift-wrap": true}]}}"#;
        for (below, json_path, jsonata) in [
            (&[][..], &["order"][..], &["order"][..]),
            (&["order"], &["id", "lines"], &["id", "lines"]),
            (&["order", "lines"], &[], &["sku", "`gift-wrap`"]),
            (&["order", "lines[0]"], &["sku"], &["sku"]),
            (&["order", "lines[*]"], &["sku"], &["sku"]),
            (&["order", "nothing"], &[], &[]),
        ] {
            assert_eq!(names(text, below, QueryLanguage::JSONPath), json_path, "{below:?}");
            assert_eq!(names(text, below, QueryLanguage::JSONata), jsonata, "{below:?}");
        }
    }

    #[test]
    fn what_is_long_is_shortened() {
        let value = Value::parse(&format!("{{\"a\": \"{}\"}}", "é".repeat(500))).expect("JSON");
        let found = members(&value, &[], QueryLanguage::JSONPath);
        assert_eq!(found[0].sample.chars().count(), SAMPLE + 1);
        assert_eq!(found[0].kind, "text");
    }
}
