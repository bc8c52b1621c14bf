//! `stepwell export`: a definition in another form.

use std::path::Path;

use stepwell_asl::{Document, EditError, Format};
use stepwell_diagram as diagram;
use stepwell_history::{History, Options};
use stepwell_runtime::Archive;

use crate::arguments::{self, Flow, Form, Theme};
use crate::exit::{Exit, Unusable, print, say};
use crate::run::now;
use crate::source;

/// Gives the definition as JSON or YAML, or the diagram as SVG or PNG.
pub(crate) fn export(arguments: &arguments::Export) -> Result<Exit, Unusable> {
    let execution = match (&arguments.execution, &arguments.db) {
        (Some(arn), Some(db)) => Some((archive(db)?, arn.as_str())),
        _ => None,
    };
    let (document, name) = drawn(arguments, execution.as_ref())?;
    let theme = match arguments.theme {
        Theme::Light => diagram::Theme::Light,
        Theme::Dark => diagram::Theme::Dark,
    };
    let direction = match arguments.flow {
        Flow::Down => diagram::Direction::Down,
        Flow::Right => diagram::Direction::Right,
    };
    let colours = || match &execution {
        Some((archive, arn)) => stepwell_workbench::colours(archive, arn, &document).map(Some),
        None => Ok(None),
    };
    let unusable = |problem| Unusable(format!("{name}: {problem}"));
    let unwritten = |error: EditError| Unusable(format!("{name}: {error}"));
    let bytes = match arguments.to {
        Form::Json => document.written_in(Format::Json).map_err(unwritten)?.into_bytes(),
        Form::Yaml => document.written_in(Format::Yaml).map_err(unwritten)?.into_bytes(),
        Form::Svg => {
            let colours = colours().map_err(unusable)?;
            stepwell_workbench::svg(&document, theme, direction, colours).map_err(unusable)?.into_bytes()
        }
        Form::Png => {
            let colours = colours().map_err(unusable)?;
            stepwell_workbench::png(&document, theme, direction, colours).map_err(unusable)?
        }
    };
    match &arguments.out {
        Some(path) => stepwell_workbench::write_atomically(path, &bytes).map_err(Unusable::new)?,
        None => print(&bytes)?,
    }
    Ok(Exit::Done)
}

fn archive(db: &Path) -> Result<Archive, Unusable> {
    let opened = History::open(db, Options::reader(), now()).map_err(Unusable::new)?;
    Ok(Archive::new(opened.history))
}

/// The definition to export and what to call it: the file's, else what the execution ran.
fn drawn(arguments: &arguments::Export, execution: Option<&(Archive, &str)>) -> Result<(Document, String), Unusable> {
    let ran = match execution {
        Some((archive, arn)) => Some((archive.definition(arn).map_err(Unusable::new)?, *arn)),
        None => None,
    };
    match (&arguments.file, ran) {
        (Some(file), ran) => {
            let document = source::definition(file)?;
            if ran.is_some_and(|((text, _), _)| text != *document.text()) {
                say(format_args!(
                    "{file} is not the text that ran; states are coloured by their names. Leave it out to see what ran."
                ));
            }
            Ok((document, file.clone()))
        }
        (None, Some(((text, format), arn))) => Ok((Document::parse(text, format), arn.to_owned())),
        (None, None) => Err(Unusable("say which definition to export".to_owned())),
    }
}
