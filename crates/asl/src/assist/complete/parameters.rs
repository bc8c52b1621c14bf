//! What the action that a Task calls takes: members of `Parameters` and `Arguments`, and their values.

use super::{Ask, Found, expression, item};
use crate::QueryLanguage;
use crate::assist::insert::Skeleton;
use crate::assist::item::{CompletionItem, CompletionKind};
use crate::called::{Called, Parameter, kind_name};
use crate::diagnostics::schema::Field;
use stepwell_aws_catalogue::Kind;

/// The members that may still be given.
pub(super) fn members(ask: &Ask<'_>, field: &'static Field, names: &[String]) -> Vec<CompletionItem> {
    if !calls(field) {
        return Vec::new();
    }
    let Some(called) = ask.place.resource().and_then(|resource| Called::of(&resource)) else { return Vec::new() };
    let present = ask.place.siblings();
    let is_there = |name: &str| present.iter().any(|other| other.trim_end_matches(".$").eq_ignore_ascii_case(name));
    let mut all: Vec<Parameter> = called.takes(names).into_iter().filter(|one| !is_there(&one.name)).collect();
    all.sort_by_key(|one| !one.required);
    let with_paths = ask.place.language() == QueryLanguage::JSONPath;
    let page = called.integration().map(|integration| integration.page.to_owned());
    let mut items = Vec::new();
    for one in &all {
        let mut plain = of(ask, one, &one.name, skeleton(one, with_paths));
        plain.page.clone_from(&page);
        items.push(plain);
        if with_paths {
            let mut path = of(ask, one, &format!("{}.$", one.name), Skeleton::Text("$.", ""));
            path.page.clone_from(&page);
            items.push(path);
        }
    }
    items
}

fn of(ask: &Ask<'_>, one: &Parameter, name: &str, skeleton: Skeleton) -> CompletionItem {
    let kind = if name.ends_with(".$") { "path" } else { one.shape().map_or("", |shape| kind_name(shape.kind())) };
    let needed = if one.required { "required" } else { "" };
    let detail = [kind, needed].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let more = !ask.cursor.has_colon && !matches!(skeleton, Skeleton::Literal(_) | Skeleton::Nothing);
    item(name, CompletionKind::Parameter, ask.writer.field(name, skeleton)).detail(detail).says(one.doc()).more(more)
}

fn skeleton(one: &Parameter, with_paths: bool) -> Skeleton {
    match one.shape().map(|shape| shape.kind()) {
        Some(Kind::Structure | Kind::Union | Kind::Map) => Skeleton::Object,
        Some(Kind::List) => match one.shape().and_then(|shape| shape.element()).map(|element| element.kind()) {
            Some(Kind::Structure | Kind::Union | Kind::Map) => Skeleton::Objects,
            Some(Kind::String | Kind::Enum | Kind::Timestamp | Kind::Blob) => Skeleton::Texts,
            _ => Skeleton::Nothing,
        },
        Some(Kind::Boolean) => Skeleton::Literal("true"),
        Some(Kind::Integer | Kind::Long | Kind::Float | Kind::Document) => Skeleton::Nothing,
        // Bytes, and what only its name is known of, are most often made of other data.
        Some(Kind::Blob) if !with_paths => Skeleton::Text("{% ", " %}"),
        Some(Kind::String | Kind::Enum | Kind::Timestamp | Kind::Blob) => Skeleton::Text("", ""),
        None => Skeleton::Nothing,
    }
}

/// A value inside a template.
pub(super) fn values(ask: &Ask<'_>, field: &'static Field, names: &[String]) -> Found {
    let node = ask.place.node();
    let computes = match ask.place.language() {
        QueryLanguage::JSONPath => node.member().is_some_and(|member| member.key().ends_with(".$")),
        QueryLanguage::JSONata => true,
    };
    if ask.place.language() == QueryLanguage::JSONPath && computes {
        return expression::json_path(ask, true);
    }
    let is_expression = computes && ask.typed().trim_start().starts_with("{%");
    let mut items = if calls(field) && !is_expression { allowed(ask, names) } else { Vec::new() };
    if !computes {
        return items.into();
    }
    let found = expression::jsonata(ask, field);
    if is_expression {
        return found;
    }
    items.extend(found.items);
    items.into()
}

/// The values that a parameter takes one of.
fn allowed(ask: &Ask<'_>, names: &[String]) -> Vec<CompletionItem> {
    let called = ask.place.resource().and_then(|resource| Called::of(&resource));
    let Some(shape) = called.and_then(|called| called.input_at(names)) else { return Vec::new() };
    let flags = match shape.kind() {
        Kind::Boolean => &["true", "false"][..],
        _ => &[],
    };
    let flags = flags.iter().map(|flag| item(*flag, CompletionKind::Value, ask.writer.literal(flag)));
    let texts = shape.values().into_iter().map(|text| item(text, CompletionKind::Value, ask.writer.text(text)));
    flags.chain(texts).collect()
}

/// Whether a field is what the resource is called with.
fn calls(field: &Field) -> bool {
    matches!(field.name, "Parameters" | "Arguments")
}
