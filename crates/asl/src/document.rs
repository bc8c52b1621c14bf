//! The document: a text and everything that can be read from it.

use crate::syntax::{self, Node, SyntaxError, Tree};
use crate::{LineIndex, MachineView, Span, StatePath, StateView};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};
use stepwell_json::Value;

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `.asl.json`, `.json`
    #[default]
    Json,
    /// `.asl.yaml`, `.asl.yml`, `.yaml`, `.yml`
    Yaml,
}

impl Format {
    /// By a file's name; JSON where the name says nothing.
    #[must_use]
    pub fn of_path(path: &std::path::Path) -> Format {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some(extension) if extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml") => {
                Format::Yaml
            }
            Some(_) | None => Format::Json,
        }
    }
}

/// A definition as it stands in its file. Immutable; cloning is cheap and shares everything.
///
/// Reading never fails: a broken text has [syntax errors](Document::syntax_errors) and still shows what could be read.
///
/// ```
/// use stepwell_asl::{Document, Format};
/// let document = Document::parse(r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#, Format::Json);
/// assert_eq!(document.machine().unwrap().start_at().unwrap(), "A");
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    text: Arc<str>,
    format: Format,
    tree: Tree,
    lines: OnceLock<LineIndex>,
}

impl Document {
    /// Reads a text. Never fails; linear in the text's length, and nesting costs no stack.
    #[must_use]
    pub fn parse(text: impl Into<Arc<str>>, format: Format) -> Document {
        let text = text.into();
        let tree = match format {
            Format::Json => syntax::parse(text.clone()),
            Format::Yaml => syntax::yaml::parse(&text),
        };
        Document { inner: Arc::new(Inner { text, format, tree, lines: OnceLock::new() }) }
    }

    /// The text, byte for byte.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.inner.text
    }

    /// What it is written in.
    #[must_use]
    pub fn format(&self) -> Format {
        self.inner.format
    }

    /// What could be read; none for an empty text.
    #[must_use]
    pub fn root(&self) -> Option<Node<'_>> {
        self.inner.tree.root()
    }

    /// Where the text is not what its format asks for (the first hundred places); empty when it is well-formed.
    #[must_use]
    pub fn syntax_errors(&self) -> &[SyntaxError] {
        &self.inner.tree.errors
    }

    /// Whether it looks like a state machine: an object with `States` or `StartAt`.
    #[must_use]
    pub fn is_state_machine(&self) -> bool {
        self.root().is_some_and(|root| root.get("States").is_some() || root.get("StartAt").is_some())
    }

    /// What the text means, when it is well-formed and nested no deeper than `stepwell_json` reads; the value keeps
    /// the file's own text (of a YAML file it is compact JSON).
    #[must_use]
    pub fn value(&self) -> Option<Value> {
        if !self.syntax_errors().is_empty() {
            return None;
        }
        Value::parse(self.root()?.text()).ok()
    }

    /// The state machine, when the text is an object at all.
    #[must_use]
    pub fn machine(&self) -> Option<MachineView<'_>> {
        MachineView::new(self.root()?, 0)
    }

    /// The state machine inside a Parallel or Map state: `branch` says which branch (0 when left out). The empty path is
    /// the document's own.
    #[must_use]
    pub fn machine_at(&self, parent: &StatePath, branch: Option<usize>) -> Option<MachineView<'_>> {
        if parent.0.is_empty() {
            return self.machine();
        }
        let state = self.state(parent)?;
        match branch {
            Some(branch) => state.machines().nth(branch),
            None => state.machines().next(),
        }
    }

    /// A state, by its path.
    #[must_use]
    pub fn state(&self, path: &StatePath) -> Option<StateView<'_>> {
        let (first, rest) = path.0.split_first()?;
        let mut state = self.machine()?.state(first)?;
        for name in rest {
            state = state.machines().find_map(|machine| machine.state(name))?;
        }
        Some(state)
    }

    /// Lines, columns and UTF-16 offsets of the text.
    #[must_use]
    pub fn line_index(&self) -> &LineIndex {
        self.inner.lines.get_or_init(|| LineIndex::new(self.text().clone()))
    }

    /// The innermost state whose text, name included, holds a byte offset.
    #[must_use]
    pub fn state_at(&self, byte_offset: usize) -> Option<StatePath> {
        self.state_of(self.inner.tree.node_at(byte_offset)?).map(StateView::path)
    }

    /// The innermost state that a node belongs to.
    #[must_use]
    pub fn state_of<'a>(&'a self, node: Node<'a>) -> Option<StateView<'a>> {
        let mut way = Vec::new();
        let mut at = node;
        while let Some(parent) = at.parent() {
            way.push(at);
            at = parent;
        }
        // Down again from the root, for only from there is it plain which "States" is a machine's.
        let mut machine = self.machine()?;
        let mut found = None;
        let mut way = way.into_iter().rev();
        loop {
            if !way.next().and_then(Node::member).is_some_and(|member| member.key_is("States")) {
                return found;
            }
            let Some(state) = way.next().and_then(|node| StateView::new(node, machine.depth())) else { return found };
            found = Some(state);
            let Some(inside) = way.next() else { return found };
            let candidate = if inside.is_array() { way.next() } else { Some(inside) };
            match candidate.and_then(|candidate| state.machines().find(|machine| machine.node() == candidate)) {
                Some(inner) => machine = inner,
                None => return found,
            }
        }
    }

    /// Where a state stands: from its name's first byte to its object's last.
    #[must_use]
    pub fn state_span(&self, path: &StatePath) -> Option<Span> {
        self.state(path)?.node().member().map(|member| member.span())
    }

    /// Where a field of a state stands, key and value. `pointer` is a field's name, or a JSON pointer (`/Retry/0`) from
    /// the state. The empty path means the state machine itself.
    #[must_use]
    pub fn field_span(&self, path: &StatePath, pointer: &str) -> Option<Span> {
        let node = if path.0.is_empty() { self.root()? } else { self.state(path)?.node() };
        let field =
            if pointer.is_empty() || pointer.starts_with('/') { node.at_pointer(pointer)? } else { node.get(pointer)? };
        Some(field.member().map_or_else(|| field.span(), |member| member.span()))
    }

    /// The same node, lent by this document.
    pub(crate) fn same_node(&self, node: Node<'_>) -> Node<'_> {
        Node::new(&self.inner.tree, node.index())
    }

    /// The innermost node at a byte offset.
    #[must_use]
    pub fn node_at(&self, byte_offset: usize) -> Option<Node<'_>> {
        self.inner.tree.node_at(byte_offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NESTED: &str = r#"{"StartAt":"P","States":{
  "P":{"Type":"Parallel","Branches":[{"StartAt":"X","States":{"X":{"Type":"Pass","End":true}}},
    {"StartAt":"M","States":{"M":{"Type":"Map","Iterator":{"StartAt":"Y","States":{"Y":{"Type":"Wait","QueryLanguage":"JSONata","Seconds":1,"End":true}}},"End":true}}}],"Next":"S"},
  "S":{"Type":"Succeed","Parameters":{"States":{"no":{"Type":"Pass"}}}}}}"#;

    #[test]
    fn states_are_found_by_path_and_place() {
        let document = Document::parse(NESTED, Format::Json);
        let machine = document.machine().unwrap();
        let keys: Vec<_> = machine.all_states().iter().map(|state| state.path().key()).collect();
        assert_eq!(keys, ["P", "P/X", "P/M", "P/M/Y", "S"]);
        for key in &keys {
            let path = StatePath::from_key(key);
            let span = document.state_span(&path).unwrap();
            assert_eq!(document.state_at(span.start + 1), Some(path.clone()), "{key}");
            assert_eq!(document.state(&path).unwrap().path(), path);
        }
        assert_eq!(document.state_at(NESTED.find("\"no\"").unwrap()), Some(StatePath::top("S")));
        assert_eq!(document.state_at(3), None);
        assert_eq!(
            document.state(&StatePath::from(["P", "M", "Y"])).unwrap().query_language(),
            crate::QueryLanguage::JSONata
        );
        assert_eq!(document.machine_at(&StatePath::top("P"), Some(1)).unwrap().start_at().unwrap(), "M");
        assert_eq!(document.machine_at(&StatePath::top("P"), Some(1)).unwrap().branch(), Some(1));
        let span = document.field_span(&StatePath::from(["P", "X"]), "Type").unwrap();
        assert_eq!(&NESTED[span.range()], "\"Type\":\"Pass\"");
    }

    #[test]
    fn nothing_is_lost() {
        for text in ["", "\u{feff}{ \"a\" : 1.0e0 ,\r\n \"a\":2}\r\n\r\n", "not json", "{\"a\"", NESTED] {
            assert_eq!(&**Document::parse(text, Format::Json).text(), text);
        }
    }

    #[test]
    fn deep_files_are_walked_without_recursion() {
        let deep = "{\"States\":{\"A\":{\"Iterator\":".repeat(10_000);
        let document = Document::parse(deep, Format::Json);
        let states = document.machine().unwrap().all_states();
        assert_eq!(states.len(), crate::MAX_MACHINE_NESTING + 1);
        assert_eq!(states.last().unwrap().path().0.len(), crate::MAX_MACHINE_NESTING + 1);
        let end = document.text().len();
        assert!(document.state_at(end).is_some());
        assert!(document.node_at(end).unwrap().pointer().len() > 100_000);
    }
}
