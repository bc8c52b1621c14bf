//! A document beside what the last commit, the disk or another file has.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};
use stepwell_asl::{self as asl, Document, Format, StatePath};

use crate::document::read_file;
use crate::git;
use crate::page_text::PageText;
use crate::reading;
use crate::schema::{
    CompareWith, Compared, DifferenceKind, FieldDifference, FlowDirection, PictureView, Problem, StateDifference,
    StatePlace,
};

/// After this long the lines are counted more roughly: texts without anything in common take long.
const LONGEST_DIFF: Duration = Duration::from_millis(500);

/// Compares a document, whose file is `path`, with another text; both are drawn in one direction.
///
/// # Errors
/// `NO_FILE` for a document never saved where that matters; those of reading files and of git.
pub(crate) fn compare(
    document: &Document,
    path: Option<&Path>,
    with: &CompareWith,
    direction: FlowDirection,
) -> Result<Compared, Problem> {
    let saved = || {
        path.ok_or_else(|| {
            let message =
                "This workflow was never saved, so there is nothing to compare it with; save it, or choose a file.";
            Problem::new("NO_FILE", message)
        })
    };
    let (old_name, old_text, format) = match with {
        CompareWith::Head => {
            let committed = git::head(saved()?)?;
            (format!("commit {}, {}", committed.commit, committed.age), committed.text, document.format())
        }
        CompareWith::Saved => ("the file on disk".to_owned(), read_file(saved()?)?.0, document.format()),
        CompareWith::File { path } => {
            let path = PathBuf::from(path);
            let name =
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
            (name, read_file(&path)?.0, Format::of_path(&path))
        }
    };
    let old = Document::parse(old_text, format);
    let found = document.compared_with(&old);
    let (old_page, new_page) = (PageText::new(Arc::clone(old.text())), PageText::new(Arc::clone(document.text())));
    let place = |document: &Document, text: &PageText, path: Option<StatePath>| {
        let path = path?;
        let from = document.state_span(&path).map_or(0, |span| text.unit(span.start));
        Some(StatePlace { key: path.key(), from })
    };
    let states = found.states.into_iter().map(|one| StateDifference {
        kind: match one.kind {
            asl::DifferenceKind::Added => DifferenceKind::Added,
            asl::DifferenceKind::Removed => DifferenceKind::Removed,
            asl::DifferenceKind::Changed => DifferenceKind::Changed,
            asl::DifferenceKind::Renamed => DifferenceKind::Renamed,
            asl::DifferenceKind::Moved => DifferenceKind::Moved,
        },
        old: place(&old, &old_page, one.old),
        new: place(document, &new_page, one.new),
        fields: one.fields.into_iter().map(field).collect(),
    });
    let states = states.collect();
    let (old_text, new_text) = (old_page.for_page(), new_page.for_page());
    // Nothing is closed here: what changed inside a frame is to be seen.
    let view = PictureView::default();
    let (lines_added, lines_removed) = lines(&old_text, &new_text);
    Ok(Compared {
        old_name,
        old_picture: reading::picture(&old, &view, direction),
        new_picture: reading::picture(document, &view, direction),
        states,
        machine: found.machine.into_iter().map(field).collect(),
        lines_added,
        lines_removed,
        old_text,
        new_text,
    })
}

fn field(field: asl::FieldDifference) -> FieldDifference {
    FieldDifference { name: field.name, old: field.old, new: field.new }
}

/// How many lines came and went.
fn lines(old: &str, new: &str) -> (u32, u32) {
    let (mut added, mut removed) = (0_u32, 0_u32);
    for change in TextDiff::configure().timeout(LONGEST_DIFF).diff_lines(old, new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Insert => added = added.saturating_add(1),
            ChangeTag::Delete => removed = removed.saturating_add(1),
            ChangeTag::Equal => {}
        }
    }
    (added, removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str =
        "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": { \"Type\": \"Pass\", \"End\": true }\n  }\n}\n";

    #[test]
    fn a_document_is_compared_with_a_file() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("old.asl.json");
        std::fs::write(&path, OLD).expect("written");
        let new = OLD
            .replace("\"Pass\", \"End\": true }", "\"Pass\", \"Next\": \"B\" },\n    \"B\": { \"Type\": \"Succeed\" }");
        let document = Document::parse(new, Format::Json);
        let with = CompareWith::File { path: path.display().to_string() };
        let found = compare(&document, None, &with, FlowDirection::Right).expect("compared");
        assert_eq!((found.old_name.as_str(), found.lines_added, found.lines_removed), ("old.asl.json", 2, 1));
        let kinds: Vec<_> = found.states.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [DifferenceKind::Changed, DifferenceKind::Added]);
        let place = found.states[1].new.as_ref().expect("a place");
        assert!(found.new_text[place.from as usize..].starts_with("\"B\""));
        let states =
            |picture: &crate::schema::Picture| picture.nodes.iter().filter(|node| node.state.is_some()).count();
        assert_eq!((states(&found.old_picture), states(&found.new_picture)), (1, 2));
        let directions = (found.old_picture.direction, found.new_picture.direction);
        assert_eq!(directions, (FlowDirection::Right, FlowDirection::Right));
        // Beside itself there is nothing to see.
        let same = compare(&document, Some(&path), &with, FlowDirection::Down);
        assert!(!same.expect("compared").states.is_empty());
        let own = compare(&Document::parse(OLD, Format::Json), Some(&path), &CompareWith::Saved, FlowDirection::Down)
            .expect("compared");
        assert!(own.states.is_empty() && own.machine.is_empty() && own.lines_added == 0);
    }

    #[test]
    fn what_was_never_saved_has_no_commit() {
        let document = Document::parse(OLD, Format::Json);
        for with in [CompareWith::Head, CompareWith::Saved] {
            assert_eq!(compare(&document, None, &with, FlowDirection::Right).expect_err("refused").code, "NO_FILE");
        }
    }
}
