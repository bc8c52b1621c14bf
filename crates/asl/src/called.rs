//! What a resource takes, gives and fails with, as far as the catalogue knows.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use stepwell_aws_catalogue::{Action, Catalogue, Description, Integration, Kind, Pattern, Shape, Unknown};

/// Stands for a list's items among the names that lead into a value; no member is called so.
pub(crate) const ITEM: &str = "[]";

/// What the resources of one document call, each looked up once.
#[derive(Debug, Default)]
pub(crate) struct Calls(RefCell<HashMap<String, Rc<Result<Called, Unknown>>>>);

impl Calls {
    /// What a resource calls.
    pub(crate) fn of(&self, resource: &str) -> Rc<Result<Called, Unknown>> {
        if let Some(known) = self.0.borrow().get(resource) {
            return known.clone();
        }
        let called = Rc::new(Called::describe(resource));
        self.0.borrow_mut().insert(resource.to_owned(), called.clone());
        called
    }
}

/// What a Task's `Resource` calls.
#[derive(Debug)]
pub(crate) struct Called {
    description: Description,
}

/// A member of what goes in or comes out.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub name: String,
    pub required: bool,
    /// None where only the name is known.
    pub shape: Option<Shape>,
    /// The first sentence of AWS's documentation; may be empty.
    pub doc: String,
}

impl Called {
    /// What a resource calls; none where that is not known.
    pub(crate) fn of(resource: &str) -> Option<Called> {
        Called::describe(resource).ok()
    }

    fn describe(resource: &str) -> Result<Called, Unknown> {
        Catalogue::get().describe(resource).map(|description| Called { description })
    }

    /// `sqs:sendMessage`; none of a function and an activity.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.description {
            Description::Integration { integration, .. } => {
                Some(format!("{}:{}", integration.service, integration.action))
            }
            Description::Sdk { service, action, .. } => Some(format!("{service}:{}", action.name())),
            _ => None,
        }
    }

    /// Whether all that it takes is known, and not only what it needs.
    pub(crate) fn knows_all(&self) -> bool {
        self.action().is_some() || self.integration().is_some_and(|integration| !integration.optional.is_empty())
    }

    pub(crate) fn description(&self) -> &Description {
        &self.description
    }

    pub(crate) fn integration(&self) -> Option<&'static Integration> {
        match &self.description {
            Description::Integration { integration, .. } => Some(integration),
            _ => None,
        }
    }

    fn action(&self) -> Option<&Action> {
        match &self.description {
            Description::Integration { action, .. } => action.as_ref(),
            Description::Sdk { action, .. } => Some(action),
            _ => None,
        }
    }

    /// The members of what the action takes, below these names.
    pub(crate) fn takes(&self, names: &[String]) -> Vec<Parameter> {
        if !names.is_empty() {
            return self.input_at(names).map(|shape| self.members(&shape)).unwrap_or_default();
        }
        let input = self.action().and_then(Action::input);
        let Some(integration) = self.integration() else {
            return input.map(|shape| self.members(&shape)).unwrap_or_default();
        };
        let named = |name: &&'static str, required| {
            let member = input.as_ref().and_then(|shape| shape.member_in_any_case(name));
            Parameter {
                name: (*name).to_owned(),
                required,
                doc: member.as_ref().map(|member| member.doc().to_owned()).unwrap_or_default(),
                shape: member.map(|member| member.shape),
            }
        };
        let mut all: Vec<Parameter> = integration.required.iter().map(|name| named(name, true)).collect();
        all.extend(integration.optional.iter().map(|name| named(name, false)));
        if integration.optional.is_empty() {
            let more =
                input.iter().flat_map(|shape| self.members(shape)).map(|one| Parameter { required: false, ..one });
            let more: Vec<Parameter> =
                more.filter(|one| !all.iter().any(|known| known.name.eq_ignore_ascii_case(&one.name))).collect();
            all.extend(more);
        }
        all
    }

    /// The shape of what the action takes, below these names.
    pub(crate) fn input_at(&self, names: &[String]) -> Option<Shape> {
        below(self.action()?.input()?, names)
    }

    /// The shape of the result; none where a pattern gives something else than the action does.
    pub(crate) fn answer(&self) -> Option<Shape> {
        let pattern = match &self.description {
            Description::Integration { pattern, .. } | Description::Sdk { pattern, .. } => *pattern,
            _ => return None,
        };
        self.action().filter(|_| pattern == Pattern::RequestResponse)?.output()
    }

    /// The members of the result, below these names.
    pub(crate) fn gives(&self, names: &[String]) -> Vec<Parameter> {
        let shape = self.answer().and_then(|answer| below(answer, names));
        shape.map(|shape| self.members(&shape)).unwrap_or_default()
    }

    /// The names of its errors as a Retry or Catch matches them.
    pub(crate) fn errors(&self) -> Vec<String> {
        let own = self.action().map(Action::errors).unwrap_or_default();
        match &self.description {
            Description::Integration { integration, .. } => {
                let Some(prefix) = integration.error_prefix else { return Vec::new() };
                own.iter()
                    .filter_map(|name| name.split_once('.'))
                    .map(|(_, error)| format!("{prefix}.{error}"))
                    .collect()
            }
            Description::Sdk { service, .. } => {
                let base = Catalogue::get().service(service).map(|service| service.base_error());
                own.into_iter().chain(base).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The members of a shape, as a Task writes them.
    pub(crate) fn members(&self, shape: &Shape) -> Vec<Parameter> {
        let optimised = self.integration().is_some();
        let named = |name: &str| match name {
            // DynamoDB's own spelling, which its optimised integration keeps.
            "Bool" | "Ss" | "Ns" | "Bs" if optimised => name.to_ascii_uppercase(),
            "Nul" if optimised => "NULL".to_owned(),
            name => name.to_owned(),
        };
        shape
            .members()
            .into_iter()
            .map(|member| Parameter {
                name: named(member.name()),
                required: member.required,
                doc: member.doc().to_owned(),
                shape: Some(member.shape),
            })
            .collect()
    }
}

/// The shape that names lead to.
fn below(shape: Shape, names: &[String]) -> Option<Shape> {
    let mut at = shape;
    for name in names {
        at = match at.kind() {
            Kind::List if name == ITEM => at.element()?,
            Kind::Map => at.element()?,
            Kind::Structure | Kind::Union => at.member_in_any_case(name)?.shape,
            _ => return None,
        };
    }
    Some(at)
}

/// A kind of shape in a word or two.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Structure => "object",
        Kind::Union => "one of its members",
        Kind::List => "list",
        Kind::Map => "map",
        Kind::String | Kind::Blob => "text",
        Kind::Enum => "one of a few",
        Kind::Integer | Kind::Long | Kind::Float => "number",
        Kind::Boolean => "true or false",
        Kind::Timestamp => "timestamp",
        Kind::Document => "any JSON",
    }
}
