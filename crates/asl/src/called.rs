//! What a resource takes, gives and fails with, as far as the catalogue knows.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use stepwell_aws_catalogue::{Action, Catalogue, Description, Integration, Kind, Member, Pattern, Shape, Unknown};

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
    /// The names of what it takes at the top, and its errors: both are asked for again and again.
    parameters: OnceCell<Vec<Named>>,
    errors: OnceCell<Vec<String>>,
}

/// A member of what goes in or comes out.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub name: String,
    pub required: bool,
    /// None where only the name is known.
    member: Option<Member>,
}

/// Only the name of a [`Parameter`]: what diagnostics need, and cheaper.
#[derive(Debug)]
pub(crate) struct Named {
    pub name: Cow<'static, str>,
    pub required: bool,
}

impl Parameter {
    /// None where only the name is known.
    pub(crate) fn shape(&self) -> Option<&Shape> {
        self.member.as_ref().map(|member| &member.shape)
    }

    /// The first sentence of AWS's documentation; may be empty.
    pub(crate) fn doc(&self) -> &str {
        self.member.as_ref().map(Member::doc).unwrap_or_default()
    }
}

impl Called {
    /// What a resource calls; none where that is not known.
    pub(crate) fn of(resource: &str) -> Option<Called> {
        Called::describe(resource).ok()
    }

    fn describe(resource: &str) -> Result<Called, Unknown> {
        Catalogue::get().describe(resource).map(|description| Called {
            description,
            parameters: OnceCell::new(),
            errors: OnceCell::new(),
        })
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

    /// The names of what the action takes, at the top.
    pub(crate) fn parameters(&self) -> &[Named] {
        self.parameters.get_or_init(|| {
            let input = self.action().and_then(Action::input);
            let more = input.as_ref().map(|shape| self.names_in(shape)).unwrap_or_default();
            let Some(integration) = self.integration() else { return more };
            let named = |required| move |name: &&'static str| Named { name: Cow::Borrowed(*name), required };
            let mut all: Vec<Named> = integration.required.iter().map(named(true)).collect();
            all.extend(integration.optional.iter().map(named(false)));
            if integration.optional.is_empty() {
                let is_new = |one: &Named| !integration.required.iter().any(|name| one.name.eq_ignore_ascii_case(name));
                all.extend(more.into_iter().filter(is_new).map(|one| Named { required: false, ..one }));
            }
            all
        })
    }

    /// The names of what the action takes below these names.
    pub(crate) fn parameters_below(&self, names: &[String]) -> Vec<Named> {
        self.input_at(names).map(|shape| self.names_in(&shape)).unwrap_or_default()
    }

    fn names_in(&self, shape: &Shape) -> Vec<Named> {
        let name = |(name, required)| Named { name: Cow::Owned(self.spelled(name)), required };
        shape.member_names().map(name).collect()
    }

    /// A member's name as a Task writes it.
    fn spelled(&self, name: &str) -> String {
        match name {
            // DynamoDB's own spelling, which its optimised integration keeps.
            "Bool" | "Ss" | "Ns" | "Bs" if self.integration().is_some() => name.to_ascii_uppercase(),
            "Nul" if self.integration().is_some() => "NULL".to_owned(),
            name => name.to_owned(),
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
            Parameter { name: (*name).to_owned(), required, member }
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
    pub(crate) fn errors(&self) -> &[String] {
        self.errors.get_or_init(|| self.read_errors())
    }

    fn read_errors(&self) -> Vec<String> {
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
        let parameter = |member: Member| Parameter {
            name: self.spelled(member.name()),
            required: member.required,
            member: Some(member),
        };
        shape.members().into_iter().map(parameter).collect()
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
