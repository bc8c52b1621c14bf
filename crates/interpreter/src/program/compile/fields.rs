//! The fields that several types of states have.

use std::sync::Arc;

use stepwell_asl::QueryLanguage;
use stepwell_json::{Object, Value};
use stepwell_jsonata::Expected;
use stepwell_jsonpath::{Expression, Path, ReferencePath, Root};

use super::{CompileError, Compiler, Place};
use crate::program::{Amount, Query, ResultPath, Selection, Template, Text};

/// The fields of one state, while it is compiled.
pub(super) struct Fields<'a> {
    pub(super) object: &'a Object,
    pub(super) place: &'a Place,
    /// The place of the state they belong to; another one than `place` for fields of fields.
    pub(super) state: &'a Place,
    pub(super) language: QueryLanguage,
    pub(super) uses_context: bool,
    pub(super) uses_unknown: bool,
}

impl Fields<'_> {
    /// Notes what a path or an expression with paths reads.
    pub(super) fn note(&mut self, facts: &stepwell_jsonpath::Facts) {
        self.uses_context |= facts.reads_context();
        self.uses_unknown |= facts.functions.iter().any(|used| match used.name.as_ref() {
            "States.UUID" => true,
            // With a seed it gives what it gave.
            "States.MathRandom" => used.arguments < 3,
            _ => false,
        });
        let mut paths = facts.paths.iter().filter(|used| used.root == Root::Context);
        self.uses_unknown |= paths.any(|used| !is_in_history(&used.names));
    }

    /// Notes what an expression in JSONata reads.
    pub(super) fn note_query(&mut self, facts: &stepwell_jsonata::Facts) {
        self.uses_context |= facts.reads_context();
        self.uses_unknown |= ["random", "uuid", "now", "millis"].iter().any(|name| facts.calls(name));
        self.uses_unknown |= facts.states.iter().any(|used| match used.field() {
            Some("context") => !is_in_history(used.path.get(1..).unwrap_or_default()),
            Some(_) => false,
            None => true,
        });
    }

    /// Notes what the fields of a field read.
    pub(super) fn note_all(&mut self, within: &Fields<'_>) {
        self.uses_context |= within.uses_context;
        self.uses_unknown |= within.uses_unknown;
    }

    /// A field at a place within the state, as AWS names it in causes: `Choices[1]/Output`.
    fn name_of(&self, place: &Place, name: &str) -> String {
        match place.location.strip_prefix(&self.state.location).map(|rest| rest.trim_start_matches('/')) {
            Some("") | None => name.to_owned(),
            Some(within) => format!("{within}/{name}"),
        }
    }
}

/// Whether a field of the context object, by its names, is told by the events of a history.
fn is_in_history(names: &[Arc<str>]) -> bool {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    matches!(names.as_slice(), ["Map", ..] | ["Execution", "Input", ..] | ["State", "Name" | "RetryCount", ..])
}

pub(super) fn whole_seconds(value: &Value) -> Option<u64> {
    value.as_i64().and_then(|seconds| u64::try_from(seconds).ok())
}

impl Compiler<'_> {
    pub(super) fn path(&self, fields: &mut Fields<'_>, name: &str) -> Result<Option<Path>, CompileError> {
        let Some(value) = fields.object.get(name) else { return Ok(None) };
        let place = fields.place.field(name);
        let text = value.as_str().ok_or_else(|| self.error(&place, format!("{name} must be a path")))?;
        let path = Path::parse(text).map_err(|error| self.error(&place, error.to_string()))?;
        fields.note(path.facts());
        Ok(Some(path))
    }

    pub(super) fn selection(&self, fields: &mut Fields<'_>, name: &str) -> Result<Selection, CompileError> {
        match fields.object.get(name) {
            None => Ok(Selection::Whole),
            Some(Value::Null) => Ok(Selection::Nothing),
            Some(value) if value.as_str() == Some("$") => Ok(Selection::Whole),
            Some(_) => Ok(self.path(fields, name)?.map_or(Selection::Whole, |path| Selection::Path(Box::new(path)))),
        }
    }

    pub(super) fn result_path(&self, object: &Object, place: &Place) -> Result<ResultPath, CompileError> {
        let place = place.field("ResultPath");
        match object.get("ResultPath") {
            None => Ok(ResultPath::Whole),
            Some(Value::Null) => Ok(ResultPath::Discard),
            Some(value) => match value.as_str() {
                None => Err(self.error(&place, "ResultPath must be a reference path or null")),
                Some("$") => Ok(ResultPath::Whole),
                Some(text) => ReferencePath::parse(text)
                    .map(|path| ResultPath::Into(Box::new(path)))
                    .map_err(|error| self.error(&place, error.to_string())),
            },
        }
    }

    pub(super) fn template(&self, fields: &mut Fields<'_>, name: &str) -> Result<Option<Template>, CompileError> {
        let (object, place) = (fields.object, fields.place);
        self.template_in(fields, object, place, name)
    }

    pub(super) fn template_in(
        &self,
        fields: &mut Fields<'_>,
        object: &Object,
        place: &Place,
        name: &str,
    ) -> Result<Option<Template>, CompileError> {
        let Some(value) = object.get(name) else { return Ok(None) };
        let refuse = |pointer: &str, message: String| {
            let place = place.field(name);
            let location = format!("{}{pointer}", place.location);
            let pointer = format!("{}{pointer}", place.pointer);
            self.error(&Place { pointer, location, ..place }, message)
        };
        match fields.language {
            QueryLanguage::JSONPath => {
                let template = stepwell_jsonpath::Template::compile(value)
                    .map_err(|error| refuse(&error.pointer, error.message.clone()))?;
                for used in template.expressions() {
                    fields.note(used.expression.facts());
                }
                Ok(Some(Template::Path(template)))
            }
            QueryLanguage::JSONata => {
                let template = stepwell_jsonata::Template::compile(&fields.name_of(place, name), value)
                    .map_err(|error| refuse(&error.pointer, error.message.clone()))?;
                for used in template.expressions() {
                    fields.note_query(used.expression.facts());
                }
                Ok(Some(Template::Query(template)))
            }
        }
    }

    /// The expression that is the whole of a field, in a JSONata state; `None` when the field holds
    /// something else or is absent.
    pub(super) fn query(
        &self,
        fields: &mut Fields<'_>,
        name: &str,
        expected: Expected,
    ) -> Result<Option<Query>, CompileError> {
        let (object, place) = (fields.object, fields.place);
        self.query_in(fields, object, place, name, expected)
    }

    pub(super) fn query_in(
        &self,
        fields: &mut Fields<'_>,
        object: &Object,
        place: &Place,
        name: &str,
        expected: Expected,
    ) -> Result<Option<Query>, CompileError> {
        if fields.language != QueryLanguage::JSONata {
            return Ok(None);
        }
        let Some(text) = object.get(name).and_then(Value::as_str) else { return Ok(None) };
        let Some(text) = stepwell_jsonata::as_expression(text) else {
            return match stepwell_jsonata::opens(text) {
                true => Err(self.error(&place.field(name), "JSONata string must start with {% and end with %}")),
                false => Ok(None),
            };
        };
        let expression = stepwell_jsonata::Expression::parse(text)
            .map_err(|error| self.error(&place.field(name), error.message.clone()))?;
        fields.note_query(expression.facts());
        Ok(Some(Query { field: fields.name_of(place, name).into(), expression, expected }))
    }

    pub(super) fn amount(
        &self,
        fields: &mut Fields<'_>,
        name: &str,
        path_name: &str,
    ) -> Result<Option<Amount>, CompileError> {
        if let Some(query) = self.query(fields, name, Expected::Number)? {
            return Ok(Some(Amount::Query(Box::new(query))));
        }
        if fields.language == QueryLanguage::JSONPath
            && let Some(path) = self.path(fields, path_name)?
        {
            return Ok(Some(Amount::Path(Box::new(path))));
        }
        match fields.object.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_f64()
                .map(|number| Some(Amount::Literal(number)))
                .ok_or_else(|| self.wants(&fields.place.field(name), &format!("{name} must be a number"), value)),
        }
    }

    pub(super) fn text(
        &self,
        fields: &mut Fields<'_>,
        name: &str,
        path_name: &str,
    ) -> Result<Option<Text>, CompileError> {
        if let Some(query) = self.query(fields, name, Expected::String)? {
            return Ok(Some(Text::Query(Box::new(query))));
        }
        if fields.language == QueryLanguage::JSONPath
            && let Some(value) = fields.object.get(path_name)
        {
            let place = fields.place.field(path_name);
            let text = value.as_str().ok_or_else(|| self.error(&place, format!("{path_name} must be a path")))?;
            let expression = Expression::parse(text).map_err(|error| self.error(&place, error.to_string()))?;
            fields.note(expression.facts());
            return Ok(Some(Text::Path(Box::new(expression))));
        }
        match fields.object.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_str()
                .map(|text| Some(Text::Literal(text.into())))
                .ok_or_else(|| self.error(&fields.place.field(name), format!("{name} must be a string"))),
        }
    }
}
