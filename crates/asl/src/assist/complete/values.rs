//! The values of a field.

use super::{Ask, Found, errors, expression, item, resources, states};
use crate::assist::docs;
use crate::assist::item::{CompletionItem, CompletionKind};
use crate::diagnostics::schema::{Compared, Field, Kind};
use crate::{QueryLanguage, StateType};

pub(super) fn items(ask: &Ask<'_>, field: &'static Field) -> Found {
    let is_jsonata = ask.place.language() == QueryLanguage::JSONata;
    match field.kind {
        Kind::Anything if field.name == "Type" => state_types(ask).into(),
        Kind::Target => states::targets(ask).into(),
        Kind::Flag | Kind::Compare(Compared::Flag) => flags(ask).into(),
        Kind::OneOfThese(values) => choices(ask, field, values).into(),
        Kind::Path(_) | Kind::Reference(_) => expression::json_path(ask, false),
        Kind::PathOrIntrinsic => expression::json_path(ask, true),
        Kind::Resource => resources::items(ask),
        Kind::Text if field.name == "Resource" => fixed_resources(ask).into(),
        Kind::ErrorNames => errors::items(ask).into(),
        Kind::Condition
        | Kind::Items
        | Kind::Template
        | Kind::Arguments
        | Kind::ObjectTemplate
        | Kind::Assign
        | Kind::Whole(..)
        | Kind::Decimal(..)
        | Kind::Timestamp
        | Kind::Text
            if is_jsonata && field.name != "Comment" =>
        {
            expression::jsonata(ask, field)
        }
        Kind::Anything
        | Kind::Text
        | Kind::Whole(..)
        | Kind::Decimal(..)
        | Kind::Timestamp
        | Kind::Template
        | Kind::Arguments
        | Kind::ObjectTemplate
        | Kind::Assign
        | Kind::Condition
        | Kind::Items
        | Kind::Label
        | Kind::Compare(Compared::Text | Compared::Number | Compared::Timestamp)
        | Kind::Object(_)
        | Kind::List(..)
        | Kind::Texts
        | Kind::Machine(_)
        | Kind::Machines(_)
        | Kind::States => Found::default(),
    }
}

fn state_types(ask: &Ask<'_>) -> Vec<CompletionItem> {
    let one = |kind: StateType| {
        item(kind.name(), CompletionKind::Value, ask.writer.text(kind.name())).doc(Some(docs::state_type(kind)))
    };
    StateType::ALL.into_iter().map(one).collect()
}

fn flags(ask: &Ask<'_>) -> Vec<CompletionItem> {
    ["true", "false"].into_iter().map(|flag| item(flag, CompletionKind::Value, ask.writer.literal(flag))).collect()
}

fn choices(ask: &Ask<'_>, field: &'static Field, values: &[&str]) -> Vec<CompletionItem> {
    let page = docs::field(ask.place.visit.schema.name, field.name).map(|doc| doc.page.to_owned());
    let one = |value: &&str| {
        let mut one = item(*value, CompletionKind::Value, ask.writer.text(value))
            .says(docs::value(field.name, value).unwrap_or_default());
        one.page.clone_from(&page);
        one
    };
    values.iter().map(one).collect()
}

/// What a distributed Map reads with and writes with.
fn fixed_resources(ask: &Ask<'_>) -> Vec<CompletionItem> {
    let actions: &[(&str, &str)] = match ask.place.visit.schema.name {
        "item reader" => &[
            ("arn:aws:states:::s3:getObject", "Reads the items from one file."),
            ("arn:aws:states:::s3:listObjectsV2", "Takes the objects below a prefix as items."),
        ],
        "result writer" => &[("arn:aws:states:::s3:putObject", "Writes the results below a prefix.")],
        _ => &[],
    };
    let page = docs::field(ask.place.visit.schema.name, "Resource").map(|doc| doc.page.to_owned());
    let one = |(arn, says): &(&str, &str)| {
        let mut one = item(*arn, CompletionKind::Action, ask.writer.text(arn)).says(*says);
        one.page.clone_from(&page);
        one
    };
    actions.iter().map(one).collect()
}
