//! How well diagrams read, and how fast they come.
//!
//! ```text
//! cargo run --release -p stepwell-diagram --example quality -- workflows DIR [-v] [right]   counts, by workflow
//! cargo run --release -p stepwell-diagram --example quality -- worst [right]        times of what nobody should write
//! cargo run --release -p stepwell-diagram --example quality -- machines             generated machines as JSON: plain and placed
//! cargo run --release -p stepwell-diagram --example quality -- machine N nested|flat   the definition of one of them
//! cargo run --release -p stepwell-diagram --example quality -- draw FILE            a definition's drawing as JSON
//! cargo run --release -p stepwell-diagram --example quality -- count                counts drawings from standard input
//! ```
//!
//! The last two are for `tests/bench/layout.mjs`, which has other programs place the same machines.

mod count;
mod drawing;
mod machines;
mod worst;

use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use count::Quality;
use drawing::Drawing;
use stepwell_asl::{Document, Format};
use stepwell_diagram::{Direction, Options, place};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["workflows", folder, rest @ ..] => workflows(Path::new(folder), direction(rest), rest.contains(&"-v")),
        ["machines"] => generated(),
        ["draw", file] => {
            let document = Document::parse(std::fs::read_to_string(file)?, Format::Json);
            serde_json::to_writer(std::io::stdout().lock(), &Drawing::of(&place(&document, &Options::default())))?;
            Ok(())
        }
        ["machine", count, kind] => {
            println!("{}", machines::definition(count.parse()?, *kind == "flat"));
            Ok(())
        }
        ["count"] => counted(),
        ["worst", rest @ ..] => {
            slowest(direction(rest));
            Ok(())
        }
        _ => Err("say `workflows DIR`, `machines`, `count` or `worst`".into()),
    }
}

fn direction(words: &[&str]) -> Direction {
    if words.contains(&"right") { Direction::Right } else { Direction::Down }
}

/// One line for each workflow that has something to count, and a sum.
fn workflows(folder: &Path, direction: Direction, says_all: bool) -> Result<(), Failure> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|file| Some(file.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut sum = Quality::default();
    let heads = ["crossings", "through", "shared px", "labels", "overlaps", "length", "area Mpx"];
    println!("{}  workflow", heads.map(|head| format!("{head:>9}")).join(" "));
    let print = |quality: &Quality, name: &str| {
        println!(
            "{:9} {:9} {:9.0} {:9} {:9} {:9.0} {:9.2}  {name}",
            quality.crossings,
            quality.through_nodes,
            quality.shared,
            quality.labels_hidden,
            quality.overlaps,
            quality.length,
            quality.area / 1e6
        );
    };
    for file in &files {
        let document = Document::parse(std::fs::read_to_string(file)?, Format::Json);
        let drawing = Drawing::of(&place(&document, &Options { direction, ..Options::default() }));
        let mut sentences = Vec::new();
        let quality = count::report(&drawing, &mut |sentence| sentences.push(sentence));
        sum += quality;
        let is_clean = quality.crossings + quality.through_nodes + quality.labels_hidden + quality.overlaps == 0;
        if !is_clean || quality.shared > 0.0 {
            print(&quality, &file.file_name().unwrap_or_default().to_string_lossy());
            if says_all {
                sentences.iter().for_each(|sentence| println!("            {sentence}"));
            }
        }
    }
    print(&sum, &format!("all {}", files.len()));
    Ok(())
}

/// Milliseconds in the middle of some repetitions, and those of the quickest: what it takes on a machine that has
/// nothing else to do.
fn timed(document: &Document, least: usize) -> (f64, f64) {
    let run = || {
        let begun = Instant::now();
        black_box(place(black_box(document), &Options::default()));
        begun.elapsed().as_secs_f64() * 1e3
    };
    run();
    let first = run();
    // Small ones often, large ones at least a few times.
    let rounds = ((300.0 / first.max(0.001)) as usize).clamp(least, 501);
    let mut milliseconds: Vec<f64> = (0..rounds).map(|_| run()).collect();
    milliseconds.sort_by(f64::total_cmp);
    (milliseconds[rounds / 2], milliseconds[0])
}

/// Prints what no person writes, each with the slowest of three runs.
fn slowest(direction: Direction) {
    let mut slowest = 0.0_f64;
    for (name, text) in worst::cases() {
        let document = Document::parse(text, Format::Json);
        let mut most = 0.0_f64;
        let mut size = (0, 0);
        for _ in 0..3 {
            let begun = Instant::now();
            let diagram = place(&document, &Options { direction, ..Options::default() });
            most = most.max(begun.elapsed().as_secs_f64() * 1e3);
            size = (diagram.nodes.len(), diagram.edges.len());
        }
        println!("{most:8.1} ms  {:6} nodes {:6} edges  {name}", size.0, size.1);
        slowest = slowest.max(most);
    }
    println!("{slowest:8.1} ms  the slowest");
}

/// Machines of several sizes, nested and flat, each with our drawing and its time.
fn generated() -> Result<(), Failure> {
    let mut all = Vec::new();
    for is_flat in [false, true] {
        for count in [10, 100, 1_000, 3_000] {
            let document = Document::parse(machines::definition(count, is_flat), Format::Json);
            assert!(document.syntax_errors().is_empty(), "the generator writes JSON");
            let drawing = Drawing::of(&place(&document, &Options::default()));
            let (milliseconds, quickest) = timed(&document, 21);
            let kind = if is_flat { "flat" } else { "nested" };
            all.push(serde_json::json!({
                "kind": kind, "states": count, "milliseconds": milliseconds, "quickest": quickest, "drawing": drawing,
            }));
        }
    }
    serde_json::to_writer(std::io::stdout().lock(), &all)?;
    Ok(())
}

/// Reads `[{…, "drawing": …}, …]`, gives the qualities in the same order.
fn counted() -> Result<(), Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let drawings: Vec<Drawing> = serde_json::from_str(&text)?;
    let qualities: Vec<Quality> = drawings.iter().map(count::count).collect();
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &qualities)?;
    out.flush()?;
    Ok(())
}
