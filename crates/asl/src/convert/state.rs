//! One state: which of its fields become which.

use super::condition::condition;
use super::expression::{Left, expression, text};
use super::template::{as_expression, as_literal, delimited, in_place, literal, value};
use crate::edit::style::Style;
use crate::edit::{key_change, remove_fields, replaced, value_change};
use crate::{Node, StateType, StateView, TextChange, quote};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use stepwell_jsonpath::{Expression, Path, PathPart, Root};

const INPUT: &str = "$states.input";
const RESULT: &str = "$states.result";
const ERROR: &str = "$states.errorOutput";

/// What makes a state one of JSONata. The spans of the changes are apart; what is added comes afterwards.
pub(super) struct Converted {
    pub changes: Vec<TextChange>,
    /// New fields: name and value.
    pub added: Vec<(&'static str, Value)>,
}

/// What a state hands on, on its way to being its output.
enum Handed<'a> {
    /// What stands at a place.
    Place(String),
    /// What a template makes at a place.
    Template(Node<'a>, String),
    /// A value as it is written.
    Written(Node<'a>),
    /// What an expression gives.
    Computed(String),
    /// An empty object.
    Empty,
}

struct Work<'a, 's> {
    state: StateView<'a>,
    document: &'a str,
    style: &'s Style,
    changes: Vec<TextChange>,
    added: Vec<(&'static str, Value)>,
    gone: BTreeSet<usize>,
}

/// A state's changes, or the field that is in the way and why.
pub(super) fn convert(text: &str, state: StateView<'_>, style: &Style) -> Result<Converted, (String, Left)> {
    let Some(kind) = state.state_type() else {
        return Err(("Type".to_owned(), "it is none of the eight".to_owned()));
    };
    let work = Work { state, document: text, style, changes: Vec::new(), added: Vec::new(), gone: BTreeSet::new() };
    work.convert(kind)
}

/// Names the field with the reason.
fn of<T>(field: &str, found: Result<T, Left>) -> Result<T, (String, Left)> {
    found.map_err(|left| (field.to_owned(), left))
}

impl<'a> Work<'a, '_> {
    fn convert(mut self, kind: StateType) -> Result<Converted, (String, Left)> {
        let here = of("InputPath", self.selection("InputPath", INPUT))?;
        self.remove("InputPath");
        let here = match here {
            Handed::Place(here) => here,
            _ => {
                return Err((
                    "InputPath".to_owned(),
                    "it discards the input, which JSONata has no field for".to_owned(),
                ));
            }
        };
        for (old, new) in [
            ("TimeoutSecondsPath", "TimeoutSeconds"),
            ("HeartbeatSecondsPath", "HeartbeatSeconds"),
            ("SecondsPath", "Seconds"),
            ("TimestampPath", "Timestamp"),
            ("ErrorPath", "Error"),
            ("CausePath", "Cause"),
            ("MaxConcurrencyPath", "MaxConcurrency"),
            ("ToleratedFailureCountPath", "ToleratedFailureCount"),
            ("ToleratedFailurePercentagePath", "ToleratedFailurePercentage"),
        ] {
            self.path_field(self.state.node(), old, new, &here)?;
        }
        for field in ["Error", "Cause"] {
            of(field, self.state.field(field).map_or(Ok(()), literal))?;
        }
        match kind {
            StateType::Task | StateType::Parallel | StateType::Map => self.with_result(kind, &here)?,
            StateType::Pass => self.pass(&here)?,
            StateType::Choice => self.choice(&here)?,
            StateType::Wait | StateType::Succeed => {
                self.assign(Some(&here))?;
                let handed = of("OutputPath", self.selection("OutputPath", &here))?;
                self.output(handed, INPUT)?;
            }
            StateType::Fail => {}
        }
        match self.state.field("QueryLanguage") {
            Some(language) => self.changes.push(value_change(language, quote("JSONata"))),
            None => self.added.insert(0, ("QueryLanguage", "JSONata".into())),
        }
        let mut changes = self.changes;
        changes.extend(remove_fields(self.state.node(), &self.gone));
        Ok(Converted { changes, added: self.added })
    }

    /// `InputPath` or `OutputPath`: what is handed on of what stands at a place.
    fn selection(&self, field: &str, here: &str) -> Result<Handed<'a>, Left> {
        match self.state.field(field) {
            None => Ok(Handed::Place(here.to_owned())),
            Some(node) if node.is_null() => Ok(Handed::Empty),
            Some(node) => {
                let written = node.as_str().ok_or("it is no path")?;
                Ok(Handed::Place(expression(&written, here)?))
            }
        }
    }

    /// Takes a field out, where it is there.
    fn remove(&mut self, field: &str) {
        let named = |child: &Node<'_>| child.member().is_some_and(|member| member.key_is(field));
        let found = self.state.node().children().enumerate().filter(|(_, child)| named(child));
        self.gone.extend(found.map(|(at, _)| at));
    }

    /// A field that names a path becomes one that holds an expression.
    fn path_field(&mut self, object: Node<'a>, old: &str, new: &str, here: &str) -> Result<(), (String, Left)> {
        let Some(node) = object.get(old) else { return Ok(()) };
        if object.get(new).is_some() {
            return Err((old.to_owned(), format!("{new} is there too")));
        }
        let written = of(old, node.as_str().ok_or_else(|| "it is no path".to_owned()))?;
        let found = of(old, expression(&written, here))?;
        // These take a number that is written as a text, which JSONata's fields do not.
        let takes_text = old.starts_with("Tolerated") || old.starts_with("Max");
        let expression = if takes_text { format!("$number({found})") } else { found };
        self.rename(node, new);
        self.changes.push(value_change(node, quote(&delimited(&expression))));
        Ok(())
    }

    fn rename(&mut self, node: Node<'a>, name: &str) {
        self.changes.extend(node.member().map(|member| key_change(member, quote(name))));
    }

    /// A template keeps its place and gets another name.
    fn template(&mut self, object: Node<'a>, old: &str, new: &str, here: &str) -> Result<(), (String, Left)> {
        let Some(node) = object.get(old) else { return Ok(()) };
        if old != new {
            self.rename(node, new);
        }
        of(old, in_place(node, here, 0, &mut self.changes))
    }

    /// `Assign`; without a place, `$` cannot be said in JSONata.
    fn assign(&mut self, here: Option<&str>) -> Result<(), (String, Left)> {
        let Some(assign) = self.state.field("Assign") else { return Ok(()) };
        if here.is_none() {
            let reads_input = |node: Node<'_>| {
                let is_path = node.member().is_some_and(|member| member.key().ends_with(".$"));
                let written = node.as_str().filter(|_| is_path);
                written.is_some_and(|written| Expression::parse(&written).is_ok_and(|read| read.facts().reads_input()))
            };
            if assign.descendants().any(reads_input) {
                let why = "it reads what the state makes, which JSONata cannot name here";
                return Err(("Assign".to_owned(), why.to_owned()));
            }
        }
        self.template(self.state.node(), "Assign", "Assign", here.unwrap_or(INPUT))
    }

    fn with_result(&mut self, kind: StateType, here: &str) -> Result<(), (String, Left)> {
        let node = self.state.node();
        if kind == StateType::Map {
            self.map(here)?;
        } else if node.get("Parameters").is_some() {
            self.template(node, "Parameters", "Arguments", here)?;
        } else if here != INPUT {
            self.added.push(("Arguments", delimited(here).into()));
        }
        self.template(node, "Credentials", "Credentials", here)?;
        self.assign(Some(RESULT))?;
        self.catchers()?;
        let result = match node.get("ResultSelector") {
            Some(selector) => Handed::Template(selector, RESULT.to_owned()),
            None => Handed::Place(RESULT.to_owned()),
        };
        let handed = self.merged(result)?;
        self.output(handed, RESULT)
    }

    fn map(&mut self, here: &str) -> Result<(), (String, Left)> {
        let node = self.state.node();
        match (node.get("ItemReader"), node.get("ItemsPath")) {
            (Some(_), Some(_)) => return Err(("ItemsPath".to_owned(), "ItemReader is there too".to_owned())),
            (Some(reader), None) => {
                self.template(reader, "Parameters", "Arguments", here)?;
                if let Some(config) = reader.get("ReaderConfig") {
                    self.path_field(config, "MaxItemsPath", "MaxItems", here)?;
                }
            }
            (None, Some(_)) => self.path_field(node, "ItemsPath", "Items", here)?,
            (None, None) => self.added.push(("Items", delimited(here).into())),
        }
        if node.get("ItemSelector").is_some() && node.get("Parameters").is_some() {
            return Err(("Parameters".to_owned(), "ItemSelector is there too".to_owned()));
        }
        self.template(node, "ItemSelector", "ItemSelector", here)?;
        self.template(node, "Parameters", "ItemSelector", here)?;
        if let Some(batcher) = node.get("ItemBatcher") {
            self.template(batcher, "BatchInput", "BatchInput", here)?;
            self.path_field(batcher, "MaxItemsPerBatchPath", "MaxItemsPerBatch", here)?;
            self.path_field(batcher, "MaxInputBytesPerBatchPath", "MaxInputBytesPerBatch", here)?;
        }
        if let Some(writer) = node.get("ResultWriter") {
            self.template(writer, "Parameters", "Arguments", here)?;
        }
        if let Some(iterator) = node.get("Iterator") {
            self.rename(iterator, "ItemProcessor");
        }
        Ok(())
    }

    fn pass(&mut self, here: &str) -> Result<(), (String, Left)> {
        let node = self.state.node();
        let made = match (node.get("Result"), node.get("Parameters")) {
            (Some(_), Some(_)) => return Err(("Result".to_owned(), "Parameters is there too".to_owned())),
            (Some(result), None) => Handed::Written(result),
            (None, Some(parameters)) => Handed::Template(parameters, here.to_owned()),
            (None, None) => Handed::Place(here.to_owned()),
        };
        let plain = matches!(made, Handed::Place(_));
        self.assign(plain.then_some(here))?;
        let handed = self.merged(made)?;
        self.output(handed, INPUT)
    }

    /// What `ResultPath` and `OutputPath` make of a result.
    fn merged(&self, result: Handed<'a>) -> Result<Handed<'a>, (String, Left)> {
        let merged = match self.state.field("ResultPath") {
            None => result,
            Some(node) if node.is_null() => Handed::Place(INPUT.to_owned()),
            Some(node) => {
                let written = of("ResultPath", node.as_str().ok_or_else(|| "it is no path".to_owned()))?;
                match of("ResultPath", put_at(&written))? {
                    names if names.is_empty() => result,
                    names => {
                        let result = of("ResultSelector", self.expression_of(&result))?;
                        Handed::Computed(of("ResultPath", merge(INPUT, &names, &result))?)
                    }
                }
            }
        };
        let Some(output) = self.state.field("OutputPath") else { return Ok(merged) };
        if output.is_null() {
            return Ok(Handed::Empty);
        }
        let written = of("OutputPath", output.as_str().ok_or_else(|| "it is no path".to_owned()))?;
        if written == "$" {
            return Ok(merged);
        }
        let place = match &merged {
            Handed::Place(place) => place.clone(),
            other => format!("({})", of("OutputPath", self.expression_of(other))?),
        };
        Ok(Handed::Place(of("OutputPath", expression(&written, &place))?))
    }

    fn expression_of(&self, handed: &Handed<'_>) -> Result<String, Left> {
        match handed {
            Handed::Place(place) => Ok(place.clone()),
            Handed::Template(node, here) => as_expression(*node, here, 0),
            Handed::Written(node) => as_literal(*node, 0),
            Handed::Computed(expression) => Ok(expression.clone()),
            Handed::Empty => Ok("{}".to_owned()),
        }
    }

    /// Writes `Output` in the place of what made the output until now. `otherwise` is the output of a state without one.
    fn output(&mut self, handed: Handed<'a>, otherwise: &str) -> Result<(), (String, Left)> {
        let node = self.state.node();
        let value = match handed {
            Handed::Template(template, here) => {
                let name = template.member().map(|member| member.key().into_owned()).unwrap_or_default();
                self.rename(template, "Output");
                of(&name, in_place(template, &here, 0, &mut self.changes))?;
                for field in ["ResultSelector", "ResultPath", "OutputPath", "Result", "Parameters"] {
                    if field != name && !(field == "Parameters" && otherwise == RESULT) {
                        self.remove(field);
                    }
                }
                return Ok(());
            }
            Handed::Written(written) => {
                of("Result", literal(written))?;
                self.rename(written, "Output");
                for field in ["ResultPath", "OutputPath"] {
                    self.remove(field);
                }
                return Ok(());
            }
            Handed::Place(place) if place == otherwise => None,
            Handed::Place(expression) | Handed::Computed(expression) => Some(Value::from(delimited(&expression))),
            Handed::Empty => Some(Value::Object(Map::new())),
        };
        // A Task's Parameters have become its Arguments; a Pass state's went into its output.
        let mut old = vec!["OutputPath", "ResultPath", "ResultSelector", "Result"];
        if otherwise == INPUT {
            old.push("Parameters");
        }
        let mut value = value;
        for field in old {
            match (node.get(field), value.take()) {
                (Some(slot), Some(new)) => {
                    self.rename(slot, "Output");
                    self.changes.push(replaced(self.document, slot, self.style, &new));
                }
                (Some(_), None) => self.remove(field),
                (None, kept) => value = kept,
            }
        }
        self.added.extend(value.map(|value| ("Output", value)));
        Ok(())
    }

    fn catchers(&mut self) -> Result<(), (String, Left)> {
        for catcher in self.state.catchers() {
            let node = catcher.node();
            let field = format!("Catch {}", catcher.index());
            if let Some(assign) = node.get("Assign") {
                of(&field, in_place(assign, ERROR, 0, &mut self.changes))?;
            }
            let Some(slot) = node.get("ResultPath") else { continue };
            let output = if slot.is_null() {
                INPUT.to_owned()
            } else {
                let written = of(&field, slot.as_str().ok_or_else(|| "ResultPath is no path".to_owned()))?;
                let names = of(&field, put_at(&written))?;
                if names.is_empty() { ERROR.to_owned() } else { of(&field, merge(INPUT, &names, ERROR))? }
            };
            self.rename(slot, "Output");
            self.changes.push(value_change(slot, quote(&delimited(&output))));
        }
        Ok(())
    }

    fn choice(&mut self, here: &str) -> Result<(), (String, Left)> {
        self.assign(Some(here))?;
        let handed = of("OutputPath", self.selection("OutputPath", here))?;
        let output = match &handed {
            Handed::Place(place) if place == INPUT => None,
            Handed::Place(place) => Some(Value::from(delimited(place))),
            _ => Some(Value::Object(Map::new())),
        };
        self.output(handed, INPUT)?;
        for rule in self.state.choices() {
            let field = format!("Choices {}", rule.index());
            let old: Map<String, Value> =
                serde_json::from_str(rule.node().text()).map_err(|_| (field.clone(), "it is no object".to_owned()))?;
            let mut new = Map::new();
            if let Some(comment) = old.get("Comment") {
                new.insert("Comment".into(), comment.clone());
            }
            new.insert("Condition".into(), delimited(&of(&field, condition(&old, here, 0))?).into());
            if let Some(assign) = old.get("Assign") {
                new.insert("Assign".into(), of(&field, value(assign, here, 0))?);
            }
            if let Some(output) = &output {
                new.insert("Output".into(), output.clone());
            }
            new.extend(old.get("Next").map(|next| ("Next".to_owned(), next.clone())));
            self.changes.push(replaced(self.document, rule.node(), self.style, &Value::Object(new)));
        }
        Ok(())
    }
}

/// The names of a reference path; none for `$`.
fn put_at(written: &str) -> Result<Vec<String>, Left> {
    let read = Path::parse(written).map_err(|error| format!("{written} cannot be read: {error}"))?;
    let parts = read.parts().filter(|_| *read.root() == Root::Input);
    let parts = parts.ok_or_else(|| format!("{written} is no reference path"))?;
    parts
        .into_iter()
        .map(|part| match part {
            PathPart::Name(name) => Ok(name.to_owned()),
            PathPart::Index(_) => {
                Err(format!("{written} puts a value into an array, which JSONata has no certain way for"))
            }
        })
        .collect()
}

/// What stands at a place, with a value put at some names in it.
fn merge(place: &str, names: &[String], value: &str) -> Result<String, Left> {
    let Some((name, rest)) = names.split_first() else { return Ok(value.to_owned()) };
    let mut inner = place.to_owned();
    super::expression::step(&mut inner, name)?;
    let value = merge(&inner, rest, value)?;
    Ok(format!("$merge([{place}, {{{}: {value}}}])", text(name)))
}
