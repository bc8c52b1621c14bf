//! What can be read of a document, in the page's terms.

use std::path::Path;

use stepwell_asl::{self as asl, Document, MachineType, StatePath};
use stepwell_diagram::{self as diagram, Diagram};

use crate::page_text::PageText;
use crate::schema::{
    CardBadge, Diagnostic, EdgeKind, FlowDirection, MachineKind, NodeKind, OutlineEntry, Picture, PictureEdge,
    PictureNode, PictureView, Point, Reading, RuleRow, ServiceTile, Severity,
};

/// As the diagram's crate names it.
pub(crate) fn drawn(direction: FlowDirection) -> diagram::Direction {
    match direction {
        FlowDirection::Down => diagram::Direction::Down,
        FlowDirection::Right => diagram::Direction::Right,
    }
}

/// The picture of a document, as much of it as a view shows.
pub(crate) fn picture(document: &Document, view: &PictureView, direction: FlowDirection) -> Picture {
    picture_again(document, view, direction, &mut diagram::Layouts::default())
}

/// The picture of a document that was placed before with the same `layouts`.
pub(crate) fn picture_again(
    document: &Document,
    view: &PictureView,
    direction: FlowDirection,
    layouts: &mut diagram::Layouts,
) -> Picture {
    let options = diagram::Options {
        direction: drawn(direction),
        folded: view.folded.iter().map(|key| StatePath::from_key(key)).collect(),
        within: view.within.as_deref().map(StatePath::from_key),
        notes: view.notes,
    };
    wire(diagram::place_again(document, &options, layouts), direction)
}

/// A view without what is not there (any more).
pub(crate) fn known(document: &Document, mut view: PictureView) -> PictureView {
    let holds = |key: &String| {
        let state = document.state(&StatePath::from_key(key));
        state.is_some_and(|state| state.machines().next().is_some())
    };
    view.folded.retain(holds);
    view.folded.sort();
    view.folded.dedup();
    view.within = view.within.filter(holds);
    view
}

/// Why a document can't be drawn as it stands; none when it can.
pub(crate) fn unreadable(document: &Document) -> Option<String> {
    if let Some(error) = document.syntax_errors().first() {
        let place = document.line_index().line_column(error.span.start);
        return Some(format!("Line {}, column {}: {}", place.line, place.column, error.message));
    }
    if document.text().trim().is_empty() {
        return Some("The file is empty. Drop a state on the canvas, or start from a starter.".to_owned());
    }
    if !document.is_state_machine() {
        return Some(
            "This is JSON, but no state machine: an object with \"StartAt\" and \"States\" is expected.".to_owned(),
        );
    }
    None
}

/// The states of a document with their places in its text.
pub(crate) fn outline(document: &Document, text: &PageText) -> Vec<OutlineEntry> {
    let Some(machine) = document.machine() else { return Vec::new() };
    machine
        .all_states()
        .into_iter()
        .map(|state| {
            let span = state.node().span();
            let name = state.node().member().map_or(span, |member| member.key_span());
            OutlineEntry {
                key: state.path().key(),
                name: state.name().into_owned(),
                state_type: state.field("Type").and_then(|field| field.as_str()).unwrap_or_default().into_owned(),
                from: text.unit(span.start),
                to: text.unit(span.end),
                name_from: text.unit(name.start),
                name_to: text.unit(name.end),
            }
        })
        .collect()
}

/// The diagnostics of a document, in the page's positions.
pub(crate) fn problems(document: &Document, text: &PageText, kind: MachineKind) -> Vec<Diagnostic> {
    document
        .diagnostics(machine_type(kind))
        .into_iter()
        .map(|found| {
            let place = document.line_index().line_column(found.span.start);
            Diagnostic {
                severity: severity(found.severity),
                code: found.code.to_string(),
                message: found.message,
                location: found.location,
                from: text.unit(found.span.start),
                to: text.unit(found.span.end),
                line: place.line as u32,
                column: place.column as u32,
                state: found.state.map(|path| path.key()),
                fix: found.fix.map(|fix| fix.title),
            }
        })
        .collect()
}

/// Everything at once. While the text is broken, picture and outline are those of `last`, the last
/// text that could be read; without one, of what can be read of this text.
pub(crate) fn read(
    document: &Document,
    text: &PageText,
    kind: MachineKind,
    last: Option<&Reading>,
    view: PictureView,
    direction: FlowDirection,
    layouts: &mut diagram::Layouts,
) -> Reading {
    let reason = unreadable(document);
    let number = last.map_or(1, |last| last.number + 1);
    match (&reason, last) {
        (Some(_), Some(last)) if !last.partial && !last.picture.nodes.is_empty() => Reading {
            number,
            current: false,
            partial: false,
            reason,
            picture: last.picture.clone(),
            view: last.view.clone(),
            outline: last.outline.clone(),
            problems: problems(document, text, kind),
            query_language: last.query_language.clone(),
        },
        _ => {
            let (problems, (picture, outline)) = both(
                document.text().len() >= WORTH_A_THREAD,
                || problems(document, text, kind),
                || (picture_again(document, &view, direction, layouts), outline(document, text)),
            );
            Reading {
                number,
                current: reason.is_none(),
                partial: reason.is_some(),
                reason,
                picture,
                view: known(document, view),
                outline,
                problems,
                query_language: document
                    .machine()
                    .map_or_else(|| "JSONPath".to_owned(), |machine| machine.query_language().name().to_owned()),
            }
        }
    }
}

/// From how many bytes on a text is read by two threads: below, they would take longer to begin than to read it.
const WORTH_A_THREAD: usize = 16 * 1024;

/// Does both, at the same time where that is asked for.
fn both<A: Send, B>(at_once: bool, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    if !at_once {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        // A panic goes on where it would have been without the thread.
        (one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), other)
    })
}

/// As the language crate names it.
pub(crate) fn machine_type(kind: MachineKind) -> MachineType {
    match kind {
        MachineKind::Standard => MachineType::Standard,
        MachineKind::Express => MachineType::Express,
    }
}

fn severity(severity: asl::Severity) -> Severity {
    match severity {
        asl::Severity::Error => Severity::Error,
        asl::Severity::Warning => Severity::Warning,
        asl::Severity::Hint => Severity::Hint,
    }
}

/// A workflow's name: its file's, without `.asl.json` and the like.
pub(crate) fn workflow_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for ending in [".asl.json", ".asl.yaml", ".asl.yml", ".json", ".yaml", ".yml"] {
        if let Some(stem) = name.strip_suffix(ending)
            && !stem.is_empty()
        {
            return stem.to_owned();
        }
    }
    name
}

/// The tile of a service.
pub(crate) fn tile(service: diagram::Service) -> ServiceTile {
    ServiceTile { family: family(service.family).to_owned(), letters: service.letters }
}

/// As the page's style sheet names it.
fn family(family: diagram::Family) -> &'static str {
    match family {
        diagram::Family::Compute => "compute",
        diagram::Family::Data => "data",
        diagram::Family::Messaging => "msg",
        diagram::Family::Storage => "store",
        diagram::Family::Ai => "ai",
        diagram::Family::Http => "http",
        diagram::Family::Flow => "flow",
    }
}

fn point((x, y): (f64, f64)) -> Point {
    Point { x, y }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The diagram as it crosses to the page.
fn wire(diagram: Diagram, direction: FlowDirection) -> Picture {
    let nodes = diagram
        .nodes
        .into_iter()
        .map(|node| PictureNode {
            kind: match node.kind {
                diagram::NodeKind::State => NodeKind::State,
                diagram::NodeKind::Start => NodeKind::Start,
                diagram::NodeKind::End => NodeKind::End,
                diagram::NodeKind::Frame => NodeKind::Frame,
                diagram::NodeKind::Branch => NodeKind::Branch,
            },
            id: node.id,
            state: node.state.map(|path| path.key()),
            state_type: node.state_type.map(|kind| kind.to_string()),
            title: node.title,
            subtitle: node.subtitle,
            service: node.service.map(tile),
            badges: node
                .badges
                .into_iter()
                .map(|badge| match badge {
                    diagram::Badge::Retry(number) => CardBadge::Retry(count(number)),
                    diagram::Badge::Catch(number) => CardBadge::Catch(count(number)),
                    diagram::Badge::Timeout => CardBadge::Timeout,
                    diagram::Badge::Token => CardBadge::Token,
                    diagram::Badge::Concurrency(text) => CardBadge::Concurrency(text),
                })
                .collect(),
            rules: node
                .rules
                .into_iter()
                .map(|rule| RuleRow {
                    index: rule.index.map(count),
                    label: rule.label,
                    y: rule.y,
                    height: rule.height,
                    outlet: point(rule.outlet),
                })
                .collect(),
            note: node.note,
            parent: node.parent,
            branch: node.branch.map(count),
            start: node.is_start,
            x: node.x,
            y: node.y,
            width: node.width,
            height: node.height,
        })
        .collect();
    let edges = diagram
        .edges
        .into_iter()
        .map(|edge| PictureEdge {
            edge: match edge.kind {
                diagram::EdgeKind::Start => EdgeKind::Start,
                diagram::EdgeKind::Next => EdgeKind::Next,
                diagram::EdgeKind::End => EdgeKind::End,
                diagram::EdgeKind::Choice(index) => EdgeKind::Choice(count(index)),
                diagram::EdgeKind::Default => EdgeKind::Default,
                diagram::EdgeKind::Catch(index) => EdgeKind::Catch(count(index)),
            },
            id: edge.id,
            from: edge.from,
            to: edge.to,
            label: edge.label,
            points: edge.points.into_iter().map(point).collect(),
            merges_at: edge.merges_at.map(count),
            label_at: edge.label_at.map(point),
            back: edge.is_loop,
        })
        .collect();
    Picture { width: diagram.width, height: diagram.height, nodes, edges, notes: diagram.notes, direction }
}
