//! Prints the diagram of a definition: `cargo run -p stepwell-diagram --example print -- FILE OUT.svg|OUT.png [dark] [right]`.

use std::path::Path;

use stepwell_asl::{Document, Format};
use stepwell_diagram::{Direction, Look, Options, Theme, place, png, svg};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, out, rest @ ..] = arguments.as_slice() else {
        return Err("give a definition and the picture to write".into());
    };
    let document = Document::parse(std::fs::read_to_string(file)?, Format::of_path(Path::new(file)));
    let says = |wanted: &str| rest.iter().any(|word| word == wanted);
    let direction = if says("right") { Direction::Right } else { Direction::Down };
    let diagram = place(&document, &Options { direction, ..Options::default() });
    let theme = if says("dark") { Theme::Dark } else { Theme::Light };
    let text = svg(&diagram, &Look { theme, ..Look::default() });
    if out.ends_with(".png") {
        std::fs::write(out, png(&text, 1.5)?)?;
    } else {
        std::fs::write(out, text)?;
    }
    for note in &diagram.notes {
        eprintln!("{note}");
    }
    Ok(())
}
