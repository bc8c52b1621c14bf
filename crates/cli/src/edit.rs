//! `stepwell edit`: named edits on a text.

use std::path::Path;

use stepwell_asl::Edit;

use crate::arguments::{self, Output};
use crate::exit::{Exit, Unusable, print, say};
use crate::source;

/// Applies the edits, or lists all there are.
pub(crate) fn edit(arguments: &arguments::Edit) -> Result<Exit, Unusable> {
    if arguments.list {
        return list(arguments.format);
    }
    let (Some(file), Some(edit)) = (&arguments.file, &arguments.edit) else {
        return Err(Unusable("name a file and an edit; `stepwell edit --list` prints all edits".to_owned()));
    };
    if file == "-" && edit == "-" {
        return Err(Unusable("only one of the file and the edit can be read from standard input".to_owned()));
    }
    if file == "-" && arguments.write {
        return Err(Unusable("standard input can't be written in place; leave out --write".to_owned()));
    }
    let edits = read_edits(edit)?;
    let document = source::definition(file)?;
    let applied = match document.apply(&edits) {
        Ok(applied) => applied,
        Err(error) => {
            say(format_args!("{file} was not changed: {error} ({})", error.code()));
            return Ok(Exit::No);
        }
    };
    let text = applied.document.text();
    if arguments.write {
        if !applied.changes.is_empty() {
            stepwell_workbench::write_atomically(Path::new(file), text.as_bytes()).map_err(Unusable::new)?;
        }
    } else {
        print(text.as_bytes())?;
    }
    Ok(Exit::Done)
}

fn read_edits(argument: &str) -> Result<Vec<Edit>, Unusable> {
    let text = match argument.strip_prefix('@') {
        Some(path) => source::text(path)?,
        None if argument == "-" => source::text("-")?,
        None => argument.to_owned(),
    };
    let unreadable =
        |error: serde_json::Error| Unusable(format!("the edit can't be read: {error}; see `stepwell edit --list`"));
    let value: serde_json::Value = serde_json::from_str(&text).map_err(unreadable)?;
    match value {
        serde_json::Value::Array(edits) => {
            edits.into_iter().map(serde_json::from_value).collect::<Result<_, _>>().map_err(unreadable)
        }
        edit => Ok(vec![serde_json::from_value(edit).map_err(unreadable)?]),
    }
}

fn list(output: Output) -> Result<Exit, Unusable> {
    let text = match output {
        Output::Json => serde_json::to_string_pretty(Edit::CATALOGUE).map_err(Unusable::new)? + "\n",
        Output::Text => {
            let mut text = String::new();
            for edit in Edit::CATALOGUE {
                text.push_str(&format!("{}\n    {}\n", edit.edit, edit.summary));
                for field in edit.fields {
                    let need = if field.required { "" } else { " (optional)" };
                    text.push_str(&format!("    {:<12} {}{need}: {}\n", field.name, field.kind, field.meaning));
                }
                text.push('\n');
            }
            text
        }
    };
    print(text.as_bytes())?;
    Ok(Exit::Done)
}
