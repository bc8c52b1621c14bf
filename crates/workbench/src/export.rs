//! A document in other forms.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use stepwell_asl::{Document, Format};
use stepwell_diagram as diagram;

use crate::reading;
use crate::save::write_atomically;
use crate::schema::{ExportArgs, ExportForm, Exported, Problem, Theme};

/// Pixels of a PNG for one of the diagram.
const SCALE: f32 = 2.0;

/// The diagram of a document as SVG, its flow in one direction, in the colours of an execution where one is given.
///
/// # Errors
/// `PICTURE_NOT_DRAWN` for a text that is broken or no state machine, with where and why.
pub fn svg(
    document: &Document,
    theme: diagram::Theme,
    direction: diagram::Direction,
    execution: Option<diagram::Execution>,
) -> Result<String, Problem> {
    if let Some(reason) = reading::unreadable(document) {
        return Err(Problem::new("PICTURE_NOT_DRAWN", format!("There is no diagram to draw. {reason}")));
    }
    let look = diagram::Look { theme, execution, ..diagram::Look::default() };
    let options = diagram::Options { direction, ..diagram::Options::default() };
    Ok(diagram::svg(&diagram::place(document, &options), &look))
}

/// The diagram of a document as PNG, at twice its size, its flow in one direction, in the colours of an execution where one is given.
///
/// # Errors
/// `PICTURE_NOT_DRAWN`, with what to do.
pub fn png(
    document: &Document,
    theme: diagram::Theme,
    direction: diagram::Direction,
    execution: Option<diagram::Execution>,
) -> Result<Vec<u8>, Problem> {
    diagram::png(&svg(document, theme, direction, execution)?, SCALE)
        .map_err(|error| Problem::new("PICTURE_NOT_DRAWN", error.to_string()))
}

/// Gives a document in another form, or writes it.
///
/// # Errors
/// `PICTURE_NOT_DRAWN`, `FILE_NOT_WRITTEN`, and those of `stepwell_asl::Document::written_in`.
pub(crate) fn export(
    document: &Document,
    name: &str,
    direction: diagram::Direction,
    arguments: &ExportArgs,
) -> Result<Exported, Problem> {
    let theme = match arguments.theme {
        Theme::Light => diagram::Theme::Light,
        Theme::Dark => diagram::Theme::Dark,
    };
    let written = |format| {
        document
            .written_in(format)
            .map(String::into_bytes)
            .map_err(|error| Problem::new(error.code(), error.to_string()))
    };
    let (ending, media_type, bytes) = match arguments.form {
        ExportForm::Json => (".asl.json", "application/json", written(Format::Json)?),
        ExportForm::Yaml => (".asl.yaml", "application/yaml", written(Format::Yaml)?),
        ExportForm::Svg => (".svg", "image/svg+xml", svg(document, theme, direction, None)?.into_bytes()),
        ExportForm::Png => (".png", "image/png", png(document, theme, direction, None)?),
    };
    let base64 = match &arguments.path {
        Some(path) => {
            write_atomically(std::path::Path::new(path), &bytes)?;
            None
        }
        None => Some(STANDARD.encode(&bytes)),
    };
    Ok(Exported {
        name: format!("{name}{ending}"),
        media_type: media_type.to_owned(),
        base64,
        path: arguments.path.clone(),
    })
}
