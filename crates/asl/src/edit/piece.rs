//! States that come from somewhere else: a text that somebody copied, a pattern, a snippet.

use super::names::MAX_NAME;
use super::references::references;
use super::style::{Style, Verbatim, line_indent};
use super::{EditError, Refusal};
use crate::{Document, Format, MachineView, Node, QueryLanguage, StatePath, quote};
use serde_json::Value;
use std::collections::HashSet;

/// How deep values may lie inside each other where they are written anew.
const MAX_DEPTH: usize = 150;

/// A piece as a document of its own, which is an object with `States`.
#[derive(Debug)]
pub(crate) struct Piece {
    pub document: Document,
    /// The language of its states that name none; none where the piece does not say.
    pub language: Option<QueryLanguage>,
}

impl Piece {
    /// Reads a piece: an object of states, or a state machine with `States`.
    pub(crate) fn of_value(states: &Value) -> Result<Piece, Refusal> {
        // Serialising a value cannot fail: its keys are strings.
        Piece::of_text(&serde_json::to_string_pretty(states).unwrap_or_default())
    }

    /// The same from a text, JSON or YAML.
    pub(crate) fn of_text(text: &str) -> Result<Piece, Refusal> {
        let json = Document::parse(text, Format::Json);
        let document = match json.syntax_errors().first() {
            None => json,
            Some(error) => {
                let yaml = Document::parse(text, Format::Yaml);
                match yaml.root().filter(|root| root.is_object() && yaml.syntax_errors().is_empty()) {
                    Some(root) => Document::parse(root.text(), Format::Json),
                    None => {
                        let place = json.line_index().line_column(error.span.start);
                        return Err(Refusal::InvalidText(format!(
                            "The text holds no states, line {}, column {}: {error}",
                            place.line, place.column
                        )));
                    }
                }
            }
        };
        let Some(root) = document.root().filter(|root| root.is_object()) else {
            return Err(no_states());
        };
        let is_machine = root.get("States").is_some_and(|states| states.is_object() && states.get("Type").is_none());
        let language = is_machine.then(|| document.machine().map(MachineView::query_language)).flatten();
        let document = if is_machine {
            document
        } else {
            let (text, span) = (document.text(), root.span());
            let (head, tail) = (&text[..span.start], &text[span.end..]);
            Document::parse(format!("{head}{{\"States\": {}}}{tail}", root.text()), Format::Json)
        };
        let piece = Piece { document, language };
        piece.check()?;
        Ok(piece)
    }

    pub(crate) fn machine(&self) -> Result<MachineView<'_>, Refusal> {
        self.document.machine().ok_or_else(no_states)
    }

    fn check(&self) -> Result<(), Refusal> {
        let machine = self.machine()?;
        if machine.states().next().is_none() {
            return Err(no_states());
        }
        let mut seen = HashSet::new();
        for state in machine.states() {
            let name = state.name();
            if !state.node().is_object() {
                return Err(Refusal::InvalidText(format!("\"{name}\" is no state; a state is a JSON object.")));
            }
            if !seen.insert(name.into_owned()) {
                return Err(Refusal::NameTaken(state.name().into_owned()));
            }
        }
        for state in machine.all_states() {
            let length = state.name().chars().count();
            if length == 0 || length > MAX_NAME {
                return Err(Refusal::InvalidName(length));
            }
        }
        Ok(())
    }
}

fn no_states() -> Refusal {
    let message =
        "The text holds no states; give an object of states by their names, or a state machine with \"States\".";
    Refusal::InvalidText(message.into())
}

/// The states of a piece written as members of a file: in its style, each keeping the layout that it has where there is one.
pub(crate) fn written(document: &Document, states: Node<'_>, style: &Style, indent: &str, pretty: bool) -> String {
    let laid_out = states.text().contains('\n');
    let step = own_step(document.text(), states);
    let members = states.members().map(|member| {
        if pretty && laid_out {
            let own = Verbatim::of(document.text(), member.span());
            return re_indented(&own, step.as_deref(), style, indent);
        }
        let mut out = String::new();
        member_anew(member.value(), style, indent, pretty, 0, &mut out);
        out
    });
    let apart = if pretty { format!(",{}{indent}", style.newline()) } else { format!(",{}", style.space()) };
    members.collect::<Vec<_>>().join(&apart)
}

/// One step of a piece's indentation: from a state's line to the lines of its fields.
fn own_step(text: &str, states: Node<'_>) -> Option<String> {
    states.members().find_map(|member| {
        let outer = line_indent(text, member.key_span().start);
        let field = member.value().members().next()?.key_span().start;
        let inner = line_indent(text, field);
        let broken = text[member.value().span().start..field].contains('\n');
        inner.strip_prefix(outer).filter(|step| broken && !step.is_empty()).map(Into::into)
    })
}

/// The same lines at another depth, their steps as long as the file's. JSON strings hold no line breaks, so lines are safe to touch.
fn re_indented(own: &Verbatim, step: Option<&str>, style: &Style, indent: &str) -> String {
    let mut lines = own.text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push_str(style.newline());
        if line.trim().is_empty() {
            continue;
        }
        let mut rest = match line.strip_prefix(own.indent.as_str()) {
            Some(rest) => {
                out.push_str(indent);
                rest
            }
            None => line,
        };
        while let Some(inner) = step.and_then(|step| rest.strip_prefix(step)) {
            out.push_str(style.unit());
            rest = inner;
        }
        out.push_str(rest);
    }
    out
}

/// A member written anew; what is no container keeps its spelling.
fn member_anew(value: Node<'_>, style: &Style, indent: &str, pretty: bool, depth: usize, out: &mut String) {
    if let Some(member) = value.member() {
        out.push_str(&quote(&member.key()));
        out.push_str(style.colon());
    }
    let (open, close) = match (value.is_object(), value.is_array()) {
        (true, _) if depth < MAX_DEPTH => ('{', '}'),
        (_, true) if depth < MAX_DEPTH => ('[', ']'),
        (_, _) => {
            out.push_str(value.text());
            return;
        }
    };
    out.push(open);
    let inner = if pretty { format!("{indent}{}", style.unit()) } else { String::new() };
    let mut empty = true;
    for child in value.children() {
        if !empty {
            out.push(',');
        }
        if pretty {
            out.push_str(style.newline());
            out.push_str(&inner);
        } else if !empty {
            out.push_str(style.space());
        }
        empty = false;
        member_anew(child, style, &inner, pretty, depth + 1, out);
    }
    if pretty && !empty {
        out.push_str(style.newline());
        out.push_str(indent);
    }
    out.push(close);
}

impl Document {
    /// States of one machine as a text of their own: a state machine that holds them as they are written, set back to the margin. It is what
    /// [`Edit::InsertStates`](super::Edit::InsertStates) takes, here or in another file.
    ///
    /// # Errors
    /// When there are none, when one is not there, or when they are not of the same machine.
    pub fn states_text(&self, states: &[StatePath]) -> Result<String, EditError> {
        let Some(first) = states.first() else {
            return Err(Refusal::Incomplete("Name at least one state.".into()).anywhere());
        };
        let machine = super::machine_of(super::state_at(self, first)?)?;
        let mut chosen = HashSet::new();
        for path in states {
            let state = super::state_at(self, path)?;
            if super::machine_of(state)?.node() != machine.node() {
                let message = "Only states of the same state machine can be taken together.";
                return Err(Refusal::Entangled(message.into()).at(path));
            }
            chosen.insert(state.node().index());
        }
        let among = || machine.states().filter(|state| chosen.contains(&state.node().index()));
        let start = entry(machine, &|name| among().any(|state| state.name() == name))
            .or_else(|| among().next().map(|state| state.name().into_owned()))
            .ok_or_else(|| Refusal::NoSuchState(first.key()).at(first))?;
        let mut out = String::from("{\n");
        if machine.query_language() == QueryLanguage::JSONata {
            out.push_str("  \"QueryLanguage\": \"JSONata\",\n");
        }
        out.push_str(&format!("  \"StartAt\": {},\n  \"States\": {{\n", quote(&start)));
        let style = Style::of("", None);
        let mut members = Vec::new();
        for state in among() {
            let Some(member) = state.node().member() else { continue };
            // YAML is shown as the JSON that it means.
            let keeps = self.format() == Format::Json && state.node().text().contains('\n');
            if keeps {
                let own = Verbatim::of(self.text(), member.span());
                let step = state.machine().and_then(|machine| own_step(self.text(), machine.field("States")?));
                members.push(re_indented(&own, step.as_deref(), &style, "    "));
            } else if self.format() == Format::Json {
                members.push(self.text()[member.span().range()].to_owned());
            } else {
                let mut text = String::new();
                member_anew(state.node(), &style, "    ", true, 0, &mut text);
                members.push(text);
            }
        }
        let members: Vec<String> = members.into_iter().map(|member| format!("    {member}")).collect();
        out.push_str(&members.join(",\n"));
        out.push_str("\n  }\n}\n");
        Ok(out)
    }
}

/// The state among some of a machine where one comes in: that which the machine begins with, which others lead to, or which none of them leads to.
pub(crate) fn entry(machine: MachineView<'_>, inside: &dyn Fn(&str) -> bool) -> Option<String> {
    let all = references(machine);
    let from_inside = |from: Option<crate::StateView<'_>>| from.is_some_and(|from| inside(&from.name()));
    let target = |node: Node<'_>| node.as_str().filter(|name| inside(name)).map(|name| name.into_owned());
    let from_outside = all.iter().filter(|reference| !from_inside(reference.from)).find_map(|way| target(way.node));
    let led_to: HashSet<String> = all
        .iter()
        .filter(|reference| from_inside(reference.from))
        .filter(|reference| reference.from.is_none_or(|from| !reference.leads_to(&from.name())))
        .filter_map(|reference| target(reference.node))
        .collect();
    let free = || {
        let mut names = machine.states().map(|state| state.name().into_owned());
        names.find(|name| inside(name) && !led_to.contains(name))
    };
    from_outside.or_else(free)
}
