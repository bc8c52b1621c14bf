//! What puts a diagnostic right.

use super::jsonata::place;
use crate::edit::Refusal;
use crate::{Applied, Document, Edit, EditError, Format, Member, Node, NodeKind, Span, StatePath, TextChange, quote};
use serde::Serialize;
use serde_json::Value;
use std::ops::Range;

/// A change that puts a diagnostic right. Applied to the text that the diagnostic is of, the diagnostic is gone and AWS
/// refuses nothing new.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fix {
    /// What it does, as a button would say it.
    pub title: String,
    /// How it does it.
    #[serde(flatten)]
    pub remedy: Remedy,
}

/// How a fix changes the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Changes of the text: sorted, apart from each other.
    Changes(Vec<TextChange>),
    /// Named edits, one after the other. They need a text that is well-formed.
    Edits(Vec<Edit>),
}

impl Document {
    /// Applies the fix of one of this document's diagnostics.
    ///
    /// # Errors
    /// When the edits cannot be done (in YAML a construct may be in the way), or the fix is of another text.
    ///
    /// ```
    /// use stepwell_asl::{Document, Format, MachineType};
    /// let document = Document::parse(r#"{"StartAt":"A","States":{"A":{"Type":"Pass"}}}"#, Format::Json);
    /// let diagnostics = document.diagnostics(MachineType::Standard);
    /// let fix = diagnostics[0].fix.as_ref().unwrap();
    /// assert_eq!(fix.title, "Add \"End\": true");
    /// let fixed = document.fix(fix).unwrap().document;
    /// assert_eq!(&**fixed.text(), r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#);
    /// ```
    pub fn fix(&self, fix: &Fix) -> Result<Applied, EditError> {
        match &fix.remedy {
            Remedy::Edits(edits) => self.apply(edits),
            Remedy::Changes(changes) => {
                let Some(text) = TextChange::apply_all(self.text(), changes) else {
                    let reason = "The text has changed since; ask for its diagnostics again.".to_owned();
                    return Err(Refusal::InvalidText(reason).anywhere());
                };
                let document = Document::parse(text, self.format());
                Ok(Applied { document, changes: changes.clone(), selection: None })
            }
        }
    }
}

impl Fix {
    pub(super) fn changes(title: impl Into<String>, changes: Vec<TextChange>) -> Fix {
        Fix { title: title.into(), remedy: Remedy::Changes(changes) }
    }

    pub(super) fn edits(title: impl Into<String>, edits: Vec<Edit>) -> Fix {
        Fix { title: title.into(), remedy: Remedy::Edits(edits) }
    }

    /// Another value in the place of one.
    pub(super) fn write(document: &Document, node: Node<'_>, value: Value) -> Option<Fix> {
        let edit = set(document, node, Some(value.clone()))?;
        Some(Fix::edits(format!("Write {value}"), vec![edit]))
    }

    /// Other JSON in the place of a value, spelled as it is given.
    pub(super) fn write_json(document: &Document, node: Node<'_>, json: String) -> Option<Fix> {
        let pointer = pointer_to(document, node)?;
        let title = format!("Write {json}");
        let edit = Edit::SetField {
            state: StatePath::default(),
            field: None,
            pointer: Some(pointer),
            value: None,
            json: Some(json),
        };
        Some(Fix::edits(title, vec![edit]))
    }

    /// Another key in the place of one.
    pub(super) fn write_key(document: &Document, member: Member<'_>, key: &str) -> Option<Fix> {
        let span = member.key_span();
        let old = &document.text()[span.range()];
        // What an alias or a merge key of YAML brings in is written elsewhere.
        let own = match document.format() {
            Format::Json => true,
            Format::Yaml => old.trim_matches(['"', '\'']) == member.key(),
        };
        let plain =
            !old.starts_with(['"', '\'']) && key.chars().all(|c| c.is_ascii_alphanumeric() || "._$".contains(c));
        let new = if document.format() == Format::Yaml && plain { key.to_owned() } else { quote(key) };
        own.then(|| Fix::changes(format!("Write {}", quote(key)), vec![TextChange::new(span, new)]))
    }

    /// Another word in the place of one in a part of an expression; in a string that is spelled with escapes there is no telling.
    pub(super) fn write_part(
        document: &Document,
        node: Node<'_>,
        part: &Range<usize>,
        old: &str,
        new: &str,
    ) -> Option<Fix> {
        let span = place(document, node, part);
        let at = span.start + document.text()[span.range()].find(old)?;
        let change = TextChange::new(Span::new(at, at + old.len()), new);
        (span != node.span()).then(|| Fix::changes(format!("Write {}", quote(new)), vec![change]))
    }

    /// Takes a member or item out.
    pub(super) fn remove(document: &Document, node: Node<'_>) -> Option<Fix> {
        let edit = set(document, node, None)?;
        let title = match node.member() {
            Some(member) => format!("Remove {}", quote(&member.key())),
            None => "Remove this entry".to_owned(),
        };
        Some(Fix::edits(title, vec![edit]))
    }

    /// Puts a new member into an object.
    pub(super) fn add(document: &Document, object: Node<'_>, key: &str, value: Value) -> Option<Fix> {
        let title = format!("Add {}: {value}", quote(key));
        let pointer = format!("{}/{}", pointer_to(document, object)?, key.replace('~', "~0").replace('/', "~1"));
        Some(Fix::edits(title, vec![edit_at(pointer, Some(value))]))
    }
}

/// An edit of one value; without another value it is taken out.
pub(super) fn set(document: &Document, node: Node<'_>, value: Option<Value>) -> Option<Edit> {
    Some(edit_at(pointer_to(document, node)?, value))
}

fn edit_at(pointer: String, value: Option<Value>) -> Edit {
    Edit::SetField { state: StatePath::default(), field: None, pointer: Some(pointer), value, json: None }
}

/// The way to a node; none where the same keys lead to another one, which counts in its place.
fn pointer_to(document: &Document, node: Node<'_>) -> Option<String> {
    let pointer = node.pointer();
    let found = document.root()?.at_pointer(&pointer)?;
    (found == node).then_some(pointer)
}

/// A value of another type that is spelled as one of the type that belongs there, as JSON.
pub(super) fn converted(node: Node<'_>, expected: &str) -> Option<String> {
    let text = node.as_str();
    let text = text.as_deref().map(str::trim);
    match (expected, node.kind()) {
        ("INTEGER", NodeKind::String) => text.filter(|text| text.parse::<i64>().is_ok()).map(str::to_owned),
        ("NUMBER", NodeKind::String) => {
            let number = text.filter(|text| text.starts_with(|c: char| c == '-' || c.is_ascii_digit()))?;
            serde_json::from_str::<f64>(number).ok().map(|_| number.to_owned())
        }
        ("BOOLEAN", NodeKind::String) => {
            let word = text?.to_ascii_lowercase();
            matches!(word.as_str(), "true" | "false").then_some(word)
        }
        ("STRING", NodeKind::Number | NodeKind::Bool) => Some(quote(node.text())),
        ("ARRAY", NodeKind::String) => Some(format!("[{}]", node.text())),
        (_, _) => None,
    }
}
