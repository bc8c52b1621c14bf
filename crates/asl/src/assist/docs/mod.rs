//! What things mean: one or two sentences of our own for each, and AWS's (or JSONata's) page about it.

mod context;
mod error_names;
mod fields;
mod intrinsics;
mod jsonata;
mod values;

pub(super) use context::{CONTEXT, ContextField, context_at};
pub(super) use error_names::{ERROR_NAMES, LAMBDA_ERRORS, error_name};
pub(super) use fields::field;
pub(super) use intrinsics::{INTRINSICS, intrinsic};
pub(super) use jsonata::{FUNCTIONS, function};
pub(super) use values::{state_type, value};

/// Where AWS's Developer Guide lies.
macro_rules! guide {
    ($page:literal) => {
        concat!("https://docs.aws.amazon.com/step-functions/latest/dg/", $page, ".html")
    };
}
pub(super) use guide;

/// What something means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Doc {
    /// Plain text.
    pub text: &'static str,
    /// The page that says more.
    pub page: &'static str,
}

/// A function that expressions call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Function {
    /// As it is written, with `States.` or `$`.
    pub name: &'static str,
    /// Its arguments, in brackets.
    pub arguments: &'static str,
    pub doc: Doc,
}

impl Function {
    /// Name and arguments.
    pub(super) fn signature(&self) -> String {
        format!("{}{}", self.name, self.arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::schema;

    #[test]
    fn every_field_of_every_object_is_explained() {
        let mut missing = Vec::new();
        for schema in schema::all() {
            for one in schema.fields {
                if field(schema.name, one.name).is_none() {
                    missing.push(format!("{}/{}", schema.name, one.name));
                }
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn sentences_are_sentences_and_pages_are_pages() {
        let functions = INTRINSICS.iter().chain(FUNCTIONS).map(|function| function.doc);
        let fields = schema::all()
            .into_iter()
            .flat_map(|schema| schema.fields.iter().filter_map(|one| field(schema.name, one.name)).collect::<Vec<_>>());
        for doc in functions.chain(fields).chain(ERROR_NAMES.iter().map(|(_, doc)| *doc)) {
            assert!(doc.text.ends_with('.') && doc.text.len() > 15, "{}", doc.text);
            assert!(doc.page.starts_with("https://docs."), "{}", doc.page);
        }
    }
}
