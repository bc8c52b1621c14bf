//! The language as a table: what forms and their tests are made from.

use super::docs;
use crate::QueryLanguage;
use crate::diagnostics::schema::{self, Kind};

/// An object of the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageObject {
    /// `Task state`, `retrier`, `item reader`, …
    pub name: &'static str,
    /// Its fields, each once.
    pub fields: Vec<LanguageField>,
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageField {
    /// As it is written.
    pub name: &'static str,
    /// The only query language that has it; none where both do.
    pub language: Option<QueryLanguage>,
    /// Whether it must be there.
    pub required: bool,
    /// The object, or the objects, that it holds.
    pub holds: Option<&'static str>,
    /// The strings that it may be; empty where it is free.
    pub values: &'static [&'static str],
    /// What it means, a sentence or two.
    pub text: &'static str,
    /// AWS's page about it.
    pub page: &'static str,
}

/// Every object of the language with its fields, the eight states first (<https://states-language.net>).
///
/// ```
/// let objects = stepwell_asl::language();
/// let wait = objects.iter().find(|object| object.name == "Wait state").unwrap();
/// let seconds = wait.fields.iter().find(|field| field.name == "SecondsPath").unwrap();
/// assert_eq!(seconds.language, Some(stepwell_asl::QueryLanguage::JSONPath));
/// ```
#[must_use]
pub fn language() -> Vec<LanguageObject> {
    let mut objects: Vec<LanguageObject> = Vec::new();
    for schema in schema::all() {
        // Rules within rules are a part of rules, and a state without a type is one that is being written.
        if std::ptr::eq(schema, &raw const schema::UNTYPED) || objects.iter().any(|known| known.name == schema.name) {
            continue;
        }
        let mut fields: Vec<LanguageField> = Vec::new();
        for field in schema.fields {
            if fields.iter().any(|known| known.name == field.name) {
                continue;
            }
            let Some(doc) = docs::field(schema.name, field.name) else { continue };
            fields.push(LanguageField {
                name: field.name,
                language: field.language,
                required: schema.required.contains(&field.name),
                holds: match field.kind {
                    Kind::Object(held) | Kind::List(held, _) | Kind::Machine(held) | Kind::Machines(held) => {
                        Some(held.name)
                    }
                    _ => None,
                },
                values: match field.kind {
                    Kind::OneOfThese(values) => values,
                    _ => &[],
                },
                text: doc.text,
                page: doc.page,
            });
        }
        objects.push(LanguageObject { name: schema.name, fields });
    }
    objects
}
