//! Definitions and inputs, from files or standard input.

use std::fs;
use std::io::Read;
use std::path::Path;

use stepwell_asl::{Document, Format};
use stepwell_json::Value;

use crate::exit::Unusable;

/// Reads a text; `-` is standard input.
pub(crate) fn text(path: &str) -> Result<String, Unusable> {
    let bytes = if path == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| Unusable(format!("standard input could not be read: {error}")))?;
        bytes
    } else {
        fs::read(path).map_err(|error| Unusable(format!("{path} could not be read: {error}; check the path.")))?
    };
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Unusable(format!("{path} is not UTF-8 text (byte {at}); a definition is JSON or YAML text."))
    })
}

/// Reads a definition; its name says whether it is YAML, and standard input is JSON.
pub(crate) fn definition(path: &str) -> Result<Document, Unusable> {
    Ok(Document::parse(text(path)?, Format::of_path(Path::new(path))))
}

/// An input given as JSON, as `@PATH` or as `-`; an empty object when left out.
pub(crate) fn input(argument: Option<&str>) -> Result<Value, Unusable> {
    let (text, place) = match argument {
        None => ("{}".to_owned(), "the input".to_owned()),
        Some("-") => (self::text("-")?, "the input on standard input".to_owned()),
        Some(argument) => match argument.strip_prefix('@') {
            Some(path) => (self::text(path)?, format!("the input in {path}")),
            None => (argument.to_owned(), "the input".to_owned()),
        },
    };
    Value::parse(&text).map_err(|error| Unusable(format!("{place} is not JSON: {error}")))
}
