//! What something in the text means.

use super::docs::{self, Doc, guide};
use super::named::{Named, named_at};
use super::place::{Place, Spot, state_type};
use super::variables::in_scope;
use crate::called::{Called, kind_name};
use crate::diagnostics::schema::Kind;
use crate::{Document, Node, NodeKind, QueryLanguage, Span, StateType, StateView};
use serde::Serialize;
use stepwell_aws_catalogue::{Catalogue, Description, Unknown};

/// What something in the text means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// What it is called, as code is written.
    pub title: String,
    /// What kind of thing it is, in a few words.
    pub detail: String,
    /// Plain sentences, a paragraph each.
    pub text: Vec<String>,
    /// The page that says more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

impl Hover {
    fn new(span: Span, title: impl Into<String>, detail: impl Into<String>) -> Hover {
        Hover { span, title: title.into(), detail: detail.into(), text: Vec::new(), page: None }
    }

    fn doc(mut self, doc: Doc) -> Hover {
        self.text.push(doc.text.to_owned());
        self.page = Some(doc.page.to_owned());
        self
    }

    fn says(mut self, text: impl Into<String>) -> Hover {
        let text = text.into();
        if !text.is_empty() {
            self.text.push(text);
        }
        self
    }

    fn page(mut self, page: &str) -> Hover {
        self.page = Some(page.to_owned());
        self
    }
}

pub(super) fn hover(document: &Document, offset: usize) -> Option<Hover> {
    let (node, on_key) = leaf_at(document, offset)?;
    let place = Place::of(document, node, on_key)?;
    let span = match node.member().filter(|_| on_key) {
        Some(member) => member.key_span(),
        None => node.span(),
    };
    let name = node.member().map(|member| member.key().into_owned()).unwrap_or_default();
    match place.spot()? {
        Spot::Field => {
            let schema = place.visit.schema;
            let field = schema.field(&name)?;
            let doc = docs::field(schema.name, field.name)?;
            Some(Hover::new(span, field.name, format!("field of a {}", schema.name)).doc(doc))
        }
        Spot::StateName(machine) => Some(state(span, machine.state(&name)?)),
        Spot::Value(field) => {
            let text = node.as_str();
            match field.kind {
                Kind::Anything if field.name == "Type" => {
                    let kind = StateType::from_name(&text?)?;
                    Some(Hover::new(span, kind.name(), "state type").doc(docs::state_type(kind)))
                }
                Kind::Target => Some(state(span, place.machine()?.state(&text?)?)),
                Kind::OneOfThese(_) => {
                    let text = text?;
                    let meaning = docs::value(field.name, &text)?;
                    let page = docs::field(place.visit.schema.name, field.name)?.page;
                    Some(Hover::new(span, text, field.name).says(meaning).page(page))
                }
                Kind::Resource => resource(span, &text?),
                Kind::ErrorNames => error(span, &text?, &place),
                _ => expression(document, &place, node, offset),
            }
        }
        Spot::Member(field, names) if matches!(field.name, "Parameters" | "Arguments") => {
            parameter(span, &place, &names, name.trim_end_matches(".$"))
        }
        Spot::Member(..) => None,
        Spot::Inside(..) => expression(document, &place, node, offset),
    }
}

/// The key or the plain value at an offset, and whether it is the key.
pub(super) fn leaf_at(document: &Document, offset: usize) -> Option<(Node<'_>, bool)> {
    let node = document.node_at(offset)?;
    if node.member().is_some_and(|member| member.key_span().touches(offset)) {
        return Some((node, true));
    }
    let is_leaf = match node.kind() {
        NodeKind::String | NodeKind::Number | NodeKind::Bool | NodeKind::Null => true,
        NodeKind::Object | NodeKind::Array | NodeKind::Broken => false,
    };
    (is_leaf && node.span().touches(offset)).then_some((node, false))
}

fn state(span: Span, state: StateView<'_>) -> Hover {
    let kind = state.state_type();
    let detail = kind.map_or_else(|| "state".to_owned(), |kind| format!("{kind} state"));
    let mut hover = Hover::new(span, state.name(), detail).says(state.comment().unwrap_or_default());
    if let Some(resource) = state.resource() {
        hover = hover.says(format!("Calls {resource}"));
    }
    let mut ways: Vec<String> = Vec::new();
    ways.extend(state.choices().filter_map(|rule| Some(format!("{} when {}", rule.next()?, rule.summary()))));
    ways.extend(state.default().map(|name| format!("{name} otherwise")));
    ways.extend(state.next().map(|name| name.into_owned()));
    ways.extend(state.catchers().filter_map(|catcher| {
        let errors: Vec<_> = catcher.error_equals().map(|name| name.into_owned()).collect();
        Some(format!("{} on {}", catcher.next()?, errors.join(", ")))
    }));
    if !ways.is_empty() {
        hover = hover.says(format!("Leads to {}.", ways.join("; ")));
    }
    if state.end() {
        hover = hover.says("Ends its scope.");
    }
    match kind {
        Some(kind) => hover.page(docs::state_type(kind).page),
        None => hover,
    }
}

fn resource(span: Span, text: &str) -> Option<Hover> {
    match Catalogue::get().describe(text) {
        Ok(Description::Integration { integration, pattern, .. }) => {
            let title = format!("{}:{}", integration.service, integration.action);
            let hover = Hover::new(span, title, format!("optimised integration, {pattern}")).says(integration.about);
            Some(hover.says(required(text)).page(integration.page))
        }
        Ok(Description::Sdk { service, action, pattern }) => {
            let full = Catalogue::get().service(&service).map(|service| service.full_name()).unwrap_or_default();
            let detail = format!("{full}, AWS SDK, {pattern}");
            let advice = if action.deprecated() { "AWS advises against using it." } else { "" };
            let hover =
                Hover::new(span, format!("{service}:{}", action.name()), detail).says(action.doc()).says(advice);
            Some(hover.says(required(text)).page(guide!("supported-services-awssdk")))
        }
        Ok(Description::Function { name }) => Some(
            Hover::new(span, name, "Lambda function")
                .says("Called by its own ARN: the state's input is the function's event.")
                .page(guide!("connect-lambda")),
        ),
        Ok(Description::Activity { name }) => Some(
            Hover::new(span, name, "activity")
                .says("Workers of your own ask for its tasks.")
                .page(guide!("concepts-activities")),
        ),
        Ok(_) | Err(Unknown::Placeholder { .. }) => None,
        Err(unknown) => Some(Hover::new(span, text, "not known").says(unknown.to_string())),
    }
}

/// The parameters that a resource asks for, in a sentence.
fn required(resource: &str) -> String {
    let takes = Called::of(resource).map(|called| called.takes(&[])).unwrap_or_default();
    let names: Vec<String> = takes.into_iter().filter(|one| one.required).map(|one| one.name).collect();
    if names.is_empty() { String::new() } else { format!("Needs {}.", names.join(", ")) }
}

fn parameter(span: Span, place: &Place<'_>, names: &[String], name: &str) -> Option<Hover> {
    let called = Called::of(&place.resource()?)?;
    let one = called.takes(names).into_iter().find(|one| one.name.eq_ignore_ascii_case(name))?;
    let kind = one.shape().map_or("parameter", |shape| kind_name(shape.kind()));
    let detail = if one.required { format!("{kind}, required") } else { kind.to_owned() };
    let mut hover = Hover::new(span, one.name.clone(), detail).says(one.doc());
    if let Some(shape) = one.shape()
        && !shape.values().is_empty()
    {
        hover = hover.says(format!("One of {}.", shape.values().join(", ")));
    }
    Some(match called.integration() {
        Some(integration) => hover.page(integration.page),
        None => hover,
    })
}

fn error(span: Span, name: &str, place: &Place<'_>) -> Option<Hover> {
    if let Some(doc) = docs::error_name(name) {
        return Some(Hover::new(span, name, "error name").doc(doc));
    }
    let resource = place.state.and_then(StateView::resource)?;
    let known = Called::of(&resource)?.errors().iter().any(|error| error == name);
    let page = guide!("concepts-error-handling");
    known.then(|| Hover::new(span, name, "error name").says(format!("An error of {resource}.")).page(page))
}

fn expression(document: &Document, place: &Place<'_>, node: Node<'_>, offset: usize) -> Option<Hover> {
    let own = node.as_str()?;
    let is_expression = match place.language() {
        QueryLanguage::JSONata => own.trim_start().starts_with("{%"),
        QueryLanguage::JSONPath => own.starts_with('$') || own.starts_with("States."),
    };
    if !is_expression {
        return None;
    }
    let Named { text, span } = named_at(document, node, offset)?;
    let names: Vec<&str> = text.split('.').collect();
    let context_page = guide!("input-output-contextobject");
    match names.as_slice() {
        ["States", _] => {
            let function = docs::intrinsic(text)?;
            Some(Hover::new(span, function.signature(), "intrinsic function").doc(function.doc))
        }
        ["$$", below @ ..] | ["$states", "context", below @ ..] => {
            let field = docs::context_at(below.iter().copied())?;
            Some(Hover::new(span, text, "context object").says(field.text).page(context_page))
        }
        ["$states"] => Some(
            Hover::new(span, text, "Step Functions")
                .says("Input, result, error and context of the state.")
                .page(guide!("transforming-data")),
        ),
        ["$states", field] => {
            let says = match *field {
                "input" => "What the state was given.",
                "result" => "What the state's task, branches or iterations gave. In Output and Assign only.",
                "errorOutput" => "The error that was caught: Error and Cause. In a Catch's Output and Assign only.",
                _ => return None,
            };
            Some(Hover::new(span, text, "Step Functions").says(says).page(guide!("transforming-data")))
        }
        [name] if name.len() > 1 && name.starts_with('$') => {
            if let Some(function) = docs::function(name).filter(|_| place.language() == QueryLanguage::JSONata) {
                return Some(Hover::new(span, function.signature(), "JSONata function").doc(function.doc));
            }
            variable(place, span, name)
        }
        _ => None,
    }
}

fn variable(place: &Place<'_>, span: Span, name: &str) -> Option<Hover> {
    let found = in_scope(place.document, place.state?);
    let variable = found.into_iter().find(|variable| name.strip_prefix('$') == Some(&variable.name))?;
    let by: Vec<String> = variable.assigned.iter().map(|(state, _)| state.name().into_owned()).collect();
    let unset =
        if variable.before || state_type(place).is_none() { "" } else { "No state before this one assigns it." };
    let hover = Hover::new(span, name, "variable").says(format!("Assigned in {}.", by.join(", "))).says(unset);
    Some(hover.page(guide!("workflow-variables")))
}
