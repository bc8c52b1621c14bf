//! The workflows that the conformance data holds, where it lies beside the repository.

mod common;

use common::{check, placed, placed_right};
use stepwell_diagram::{Look, Theme, svg};

#[test]
fn every_shared_workflow_is_placed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/conformance/workflows");
    let Ok(files) = std::fs::read_dir(folder) else {
        eprintln!("no workflows at {folder}: nothing checked");
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in files {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        count += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        if let Err(what) = check(&placed_right(&text)) {
            wrong.push(format!("{} to the right: {what}", path.display()));
        }
        let diagram = placed(&text);
        let is_empty = !diagram.nodes.iter().any(|node| node.state.is_some());
        if let Err(what) = check(&diagram) {
            wrong.push(format!("{}: {what}", path.display()));
        } else if is_empty || !diagram.notes.is_empty() {
            wrong.push(format!("{}: not wholly drawn", path.display()));
        }
        for theme in [Theme::Light, Theme::Dark] {
            assert!(svg(&diagram, &Look { theme, ..Look::default() }).ends_with("</svg>\n"));
        }
    }
    assert!(count > 200, "only {count} workflows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
