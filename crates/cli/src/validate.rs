//! `stepwell validate`: what AWS would say of a definition.

use serde::Serialize;
use stepwell_asl::{Diagnostic, Document, Fix, LineColumn, Severity, Span};

use crate::arguments::{self, Output};
use crate::exit::{Exit, Unusable, print, say};
use crate::source;

/// ValidateStateMachineDefinition's answer, with the file and each range in it.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    file: &'a str,
    result: &'static str,
    diagnostics: Vec<Found>,
    truncated: bool,
}

#[derive(Debug, Serialize)]
struct Found {
    severity: &'static str,
    code: String,
    message: String,
    location: String,
    range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fixed>,
}

/// What puts a diagnostic right: its changes apply to the file together.
#[derive(Debug, Serialize)]
struct Fixed {
    title: String,
    changes: Vec<Change>,
}

#[derive(Debug, Serialize)]
struct Change {
    range: Range,
    text: String,
}

#[derive(Debug, Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Debug, Serialize)]
struct Place {
    line: usize,
    column: usize,
}

impl From<LineColumn> for Place {
    fn from(place: LineColumn) -> Self {
        Self { line: place.line, column: place.column }
    }
}

/// How many diagnostics AWS gives at most.
const MOST: usize = 100;

/// Validates each file; a line or a paragraph for each.
pub(crate) fn validate(arguments: &arguments::Validate) -> Result<Exit, Unusable> {
    let mut exit = Exit::Done;
    for file in &arguments.files {
        let document = match source::definition(file) {
            Ok(document) => document,
            Err(unusable) if arguments.files.len() > 1 => {
                say(unusable);
                exit = Exit::Unusable;
                continue;
            }
            Err(unusable) => return Err(unusable),
        };
        let mut all = document.diagnostics(arguments.kind.into());
        let truncated = all.len() > MOST;
        all.truncate(MOST);
        let valid = !all.iter().any(|found| found.severity == Severity::Error);
        if !valid && exit == Exit::Done {
            exit = Exit::No;
        }
        let text = match arguments.format {
            Output::Json => {
                let answer = Answer {
                    file,
                    result: if valid { "OK" } else { "FAIL" },
                    diagnostics: all.into_iter().map(|found| wire(found, &document)).collect(),
                    truncated,
                };
                serde_json::to_string(&answer).map_err(Unusable::new)? + "\n"
            }
            Output::Text => for_people(file, &all, truncated, &document),
        };
        print(text.as_bytes())?;
    }
    Ok(exit)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Hint => "HINT",
    }
}

fn wire(found: Diagnostic, document: &Document) -> Found {
    Found {
        fix: found.fix.as_ref().and_then(|fix| fixed(fix, document)),
        severity: severity(found.severity),
        code: found.code.to_string(),
        message: found.message,
        location: found.location,
        range: range(found.span, document),
    }
}

fn range(span: Span, document: &Document) -> Range {
    let lines = document.line_index();
    Range { start: lines.line_column(span.start).into(), end: lines.line_column(span.end).into() }
}

/// The changes of a fix; none where a construct of YAML is in their way.
fn fixed(fix: &Fix, document: &Document) -> Option<Fixed> {
    let changes = document.fix(fix).ok()?.changes;
    let changes = changes.into_iter().map(|change| Change { range: range(change.span, document), text: change.insert });
    Some(Fixed { title: fix.title.clone(), changes: changes.collect() })
}

fn for_people(file: &str, all: &[Diagnostic], truncated: bool, document: &Document) -> String {
    let mut text = String::new();
    for found in all {
        let place = document.line_index().line_column(found.span.start);
        text.push_str(&format!(
            "{file}:{}:{}: {}: {}: {}\n",
            place.line,
            place.column,
            severity(found.severity).to_lowercase(),
            found.code,
            found.message
        ));
    }
    let errors = all.iter().filter(|found| found.severity == Severity::Error).count();
    let more = if truncated { " or more" } else { "" };
    match errors {
        0 => text.push_str(&format!("{file}: valid\n")),
        1 => text.push_str(&format!("{file}: 1 error{more}\n")),
        _ => text.push_str(&format!("{file}: {errors} errors{more}\n")),
    }
    text
}
