//! `stepwell export`: a definition in another form.

use stepwell_asl::{EditError, Format};
use stepwell_diagram as diagram;

use crate::arguments::{self, Form, Theme};
use crate::exit::{Exit, Unusable, print};
use crate::source;

/// Gives the definition as JSON or YAML, or the diagram as SVG or PNG.
pub(crate) fn export(arguments: &arguments::Export) -> Result<Exit, Unusable> {
    let document = source::definition(&arguments.file)?;
    let theme = match arguments.theme {
        Theme::Light => diagram::Theme::Light,
        Theme::Dark => diagram::Theme::Dark,
    };
    let unusable = |problem| Unusable(format!("{}: {problem}", arguments.file));
    let unwritten = |error: EditError| Unusable(format!("{}: {error}", arguments.file));
    let bytes = match arguments.to {
        Form::Json => document.written_in(Format::Json).map_err(unwritten)?.into_bytes(),
        Form::Yaml => document.written_in(Format::Yaml).map_err(unwritten)?.into_bytes(),
        Form::Svg => stepwell_workbench::svg(&document, theme).map_err(unusable)?.into_bytes(),
        Form::Png => stepwell_workbench::png(&document, theme).map_err(unusable)?,
    };
    match &arguments.out {
        Some(path) => stepwell_workbench::write_atomically(path, &bytes).map_err(Unusable::new)?,
        None => print(&bytes)?,
    }
    Ok(Exit::Done)
}
