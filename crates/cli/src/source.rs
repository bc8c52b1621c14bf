//! Definitions and inputs, from files or standard input.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use stepwell_asl::{Document, Format};
use stepwell_json::Value;
use stepwell_workbench::MOST_BYTES;

use crate::exit::Unusable;

/// Reads a text; `-` is standard input.
pub(crate) fn text(path: &str) -> Result<String, Unusable> {
    decode(path, bytes(path, u64::MAX)?)
}

/// Reads up to `most` bytes.
fn bytes(path: &str, most: u64) -> Result<Vec<u8>, Unusable> {
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin()
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|error| Unusable(format!("standard input could not be read: {error}")))?;
    } else {
        File::open(path)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
            .map_err(|error| Unusable(format!("{path} could not be read: {error}; check the path.")))?;
    }
    Ok(bytes)
}

fn decode(path: &str, bytes: Vec<u8>) -> Result<String, Unusable> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Unusable(format!("{path} is not UTF-8 text (byte {at}); a definition is JSON or YAML text."))
    })
}

/// Reads a definition; its name says whether it is YAML, and standard input is JSON.
pub(crate) fn definition(path: &str) -> Result<Document, Unusable> {
    let bytes = bytes(path, MOST_BYTES + 1)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unusable(format!(
            "{path} is larger than {} MiB. Step Functions takes definitions up to 1 MiB.",
            MOST_BYTES >> 20
        )));
    }
    Ok(Document::parse(decode(path, bytes)?, Format::of_path(Path::new(path))))
}

/// Refuses a definition whose text cannot be read, with the place.
pub(crate) fn check_readable(document: &Document) -> Result<(), Unusable> {
    match document.syntax_errors().first() {
        Some(error) => {
            let place = document.line_index().line_column(error.span.start);
            Err(Unusable(format!("the definition, {}:{}: {}", place.line, place.column, error.message)))
        }
        None => Ok(()),
    }
}

/// An input given as JSON, as `@PATH` or as `-`; an empty object when left out.
pub(crate) fn input(argument: Option<&str>) -> Result<Value, Unusable> {
    value("the input", argument.unwrap_or("{}"))
}

/// A value given as JSON, as `@PATH` or as `-`; `what` it is.
pub(crate) fn value(what: &str, argument: &str) -> Result<Value, Unusable> {
    let (text, place) = match argument {
        "-" => (self::text("-")?, format!("{what} on standard input")),
        argument => match argument.strip_prefix('@') {
            Some(path) => (self::text(path)?, format!("{what} in {path}")),
            None => (argument.to_owned(), what.to_owned()),
        },
    };
    Value::parse(&text).map_err(|error| Unusable(format!("{place} is not JSON: {error}")))
}
