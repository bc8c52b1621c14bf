//! The fields that an object of the language may still be given.

use super::{Ask, item};
use crate::assist::docs;
use crate::assist::insert::Skeleton;
use crate::assist::item::{CompletionItem, CompletionKind};
use crate::diagnostics::schema::{Compared, Field, Kind, Schema, is_operator};
use crate::{Node, QueryLanguage};
use std::collections::HashSet;

pub(super) fn items(ask: &Ask<'_>) -> Vec<CompletionItem> {
    let visit = ask.place.visit;
    let present: HashSet<String> = ask.place.siblings().into_iter().collect();
    let has_operator = present.iter().any(|name| is_operator(name));
    let mut seen = HashSet::new();
    let mut fields: Vec<&'static Field> = visit
        .schema
        .fields
        .iter()
        .filter(|field| field.language.is_none_or(|language| language == visit.language))
        .filter(|field| seen.insert(field.name) && !present.contains(field.name))
        .filter(|field| !is_excluded(visit.schema, field.name, &present, has_operator))
        .collect();
    fields.sort_by_key(|field| rank(visit.schema, field, &present, visit.node));
    fields.into_iter().map(|field| one(ask, visit.schema, field, &present)).collect()
}

fn one(ask: &Ask<'_>, schema: &'static Schema, field: &'static Field, present: &HashSet<String>) -> CompletionItem {
    let needed = is_needed(schema, field.name, present);
    let detail = if needed { format!("{}, required", takes(field.kind)) } else { takes(field.kind).to_owned() };
    let skeleton = skeleton(field, ask.place.language());
    let insert = ask.writer.field(field.name, skeleton);
    let more = !ask.cursor.has_colon && !matches!(skeleton, Skeleton::Literal(_) | Skeleton::Nothing);
    item(field.name, CompletionKind::Field, insert).detail(detail).doc(docs::field(schema.name, field.name)).more(more)
}

/// Whether another field stands in its way.
fn is_excluded(schema: &Schema, name: &str, present: &HashSet<String>, has_operator: bool) -> bool {
    let mut groups = schema.exclusive.iter().chain(schema.one_of);
    let taken =
        |group: &&[&str]| group.contains(&name) && group.iter().any(|other| *other != name && present.contains(*other));
    if groups.any(taken) {
        return true;
    }
    // A rule compares once, and a rule made of rules compares nothing itself.
    let is_made_of_rules = ["And", "Or", "Not", "Condition"].iter().any(|name| present.contains(*name));
    is_operator(name) && (has_operator || is_made_of_rules)
        || has_operator && matches!(name, "And" | "Or" | "Not" | "Condition")
}

fn is_needed(schema: &Schema, name: &str, present: &HashSet<String>) -> bool {
    let chosen = |group: &&[&str]| group.iter().any(|other| present.contains(*other));
    schema.required.contains(&name)
        || schema.one_of.iter().any(|group| group.contains(&name) && !chosen(group) && group.len() == 2)
        || name == "Type"
}

/// What comes first: what must be there, then what the object is about, then what all states have.
fn rank(schema: &Schema, field: &Field, present: &HashSet<String>, object: Node<'_>) -> u8 {
    const DISTRIBUTED: &[&str] = &["ItemReader", "ItemBatcher", "ResultWriter", "Label"];
    match field.name {
        "Type" => 0,
        "Iterator" => 8,
        "Parameters" if schema.name == "Map state" => 8,
        "Variable" | "Condition" => 1,
        // Once it is said what is compared, it is to be said how.
        name if is_operator(name) && present.contains("Variable") => {
            if name.ends_with("Path") {
                2
            } else {
                1
            }
        }
        name if schema.required.contains(&name) => 2,
        "Next" | "End" if is_needed(schema, field.name, present) => 3,
        "Comment" | "QueryLanguage" | "Version" => 7,
        "InputPath" | "OutputPath" | "Credentials" => 6,
        name if DISTRIBUTED.contains(&name) || name.starts_with("Tolerated") => {
            let config = object.get("ItemProcessor").and_then(|processor| processor.get("ProcessorConfig"));
            let mode = config.and_then(|config| config.get("Mode")).and_then(Node::as_str);
            if mode.is_some_and(|mode| mode == "DISTRIBUTED") { 4 } else { 6 }
        }
        name if name.ends_with("Path") && name != "ResultPath" && !is_operator(name) => 5,
        name if is_operator(name) && name.ends_with("Path") => 5,
        name if is_operator(name) => 4,
        "Parameters" | "Arguments" | "Choices" | "Default" | "Items" | "ItemSelector" | "Seconds" | "Timestamp" => 3,
        _ => 4,
    }
}

/// What a field takes, in a word or two.
fn takes(kind: Kind) -> &'static str {
    match kind {
        Kind::Anything => "",
        Kind::Text | Kind::Label => "text",
        Kind::Target => "state",
        Kind::Flag | Kind::Compare(Compared::Flag) => "true or false",
        Kind::Whole(..) | Kind::Decimal(..) | Kind::Compare(Compared::Number) => "number",
        Kind::OneOfThese(_) => "one of a few",
        Kind::Path(_) | Kind::Reference(_) => "path",
        Kind::PathOrIntrinsic => "path or intrinsic",
        Kind::Timestamp | Kind::Compare(Compared::Timestamp) => "timestamp",
        Kind::Template => "template",
        Kind::Arguments | Kind::ObjectTemplate | Kind::Assign | Kind::Object(_) | Kind::States => "object",
        Kind::Condition => "expression",
        Kind::Items => "list or expression",
        Kind::Resource => "ARN",
        Kind::ErrorNames | Kind::Texts | Kind::List(..) | Kind::Machines(_) => "list",
        Kind::Compare(Compared::Text) => "text",
        Kind::Machine(_) => "state machine",
    }
}

/// What a field begins as.
fn skeleton(field: &Field, language: QueryLanguage) -> Skeleton {
    match field.kind {
        Kind::Flag if field.name == "End" => Skeleton::Literal("true"),
        Kind::Anything if field.name == "Type" => Skeleton::Text("", ""),
        Kind::Anything => Skeleton::Nothing,
        Kind::Flag | Kind::Compare(Compared::Flag) => Skeleton::Literal("true"),
        Kind::Whole(..) | Kind::Decimal(..) | Kind::Compare(Compared::Number) => Skeleton::Nothing,
        Kind::OneOfThese(["1.0"]) => Skeleton::Text("1.0", ""),
        Kind::Text
        | Kind::Label
        | Kind::Target
        | Kind::OneOfThese(_)
        | Kind::Timestamp
        | Kind::Resource
        | Kind::Compare(Compared::Text | Compared::Timestamp) => Skeleton::Text("", ""),
        Kind::Path(_) | Kind::Reference(_) | Kind::PathOrIntrinsic => Skeleton::Text("$", ""),
        Kind::Condition => Skeleton::Text("{% ", " %}"),
        Kind::Items => Skeleton::Text("{% ", " %}"),
        Kind::Template if language == QueryLanguage::JSONata && field.name == "Output" => Skeleton::Text("{% ", " %}"),
        Kind::Template
        | Kind::Arguments
        | Kind::ObjectTemplate
        | Kind::Assign
        | Kind::Object(_)
        | Kind::Machine(_)
        | Kind::States => Skeleton::Object,
        Kind::ErrorNames | Kind::Texts => Skeleton::Texts,
        Kind::List(..) | Kind::Machines(_) => Skeleton::Objects,
    }
}
