//! `stepwell convert`: from JSONPath to JSONata, where that is certain.

use std::path::Path;

use serde_json::json;
use stepwell_asl::{Edit, StatePath};

use crate::arguments::{self, Output};
use crate::exit::{Exit, Unusable, print, say};
use crate::source;

/// Converts, or says what would be converted.
pub(crate) fn convert(arguments: &arguments::Convert) -> Result<Exit, Unusable> {
    if arguments.file == "-" && arguments.write {
        return Err(Unusable("standard input can't be written in place; leave out --write".to_owned()));
    }
    let document = source::definition(&arguments.file)?;
    let state = arguments.state.as_deref().map(StatePath::from_key).unwrap_or_default();
    let found = document.conversion(&state);
    if arguments.check {
        return report(arguments.format, &found);
    }
    let applied = match document.apply(&[Edit::ConvertToJsonata { state }]) {
        Ok(applied) => applied,
        Err(error) => {
            say(format_args!("{} was not changed: {error} ({})", arguments.file, error.code()));
            return Ok(Exit::No);
        }
    };
    let text = applied.document.text();
    if arguments.write {
        stepwell_workbench::write_atomically(Path::new(&arguments.file), text.as_bytes()).map_err(Unusable::new)?;
    } else {
        print(text.as_bytes())?;
    }
    for left in &found.left {
        say(format_args!("{} stays in JSONPath: {}: {}", left.state, left.field, left.reason));
    }
    Ok(if found.left.is_empty() { Exit::Done } else { Exit::No })
}

fn report(output: Output, found: &stepwell_asl::Conversion) -> Result<Exit, Unusable> {
    let text = match output {
        Output::Json => {
            let converted: Vec<&Vec<String>> = found.converted.iter().map(|path| &path.0).collect();
            let left: Vec<_> = found
                .left
                .iter()
                .map(|left| json!({ "state": left.state.0, "field": left.field, "reason": left.reason }))
                .collect();
            json!({ "converted": converted, "left": left, "whole": found.whole }).to_string() + "\n"
        }
        Output::Text => {
            let mut text = String::new();
            for state in &found.converted {
                text.push_str(&format!("converts  {state}\n"));
            }
            for left in &found.left {
                text.push_str(&format!("stays     {}: {}: {}\n", left.state, left.field, left.reason));
            }
            text
        }
    };
    print(text.as_bytes())?;
    Ok(if found.left.is_empty() { Exit::Done } else { Exit::No })
}
