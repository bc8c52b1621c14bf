//! The placed diagram as an SVG text that needs nothing beside it.

mod icon;
mod lines;
mod nodes;
mod theme;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use base64::Engine as _;
use serde::{Deserialize, Serialize};

use crate::model::{Diagram, EdgeKind, NodeKind, PlacedEdge, PlacedNode};

pub use theme::Theme;
use theme::{DARK, LIGHT, Meaning, Palette};

pub(crate) const INTER_REGULAR: &[u8] = include_bytes!("../../fonts/Inter_400Regular.ttf");
pub(crate) const INTER_MEDIUM: &[u8] = include_bytes!("../../fonts/Inter_500Medium.ttf");
pub(crate) const MONO: &[u8] = include_bytes!("../../fonts/JetBrainsMono_400Regular.ttf");

/// How a diagram is printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Light or dark.
    pub theme: Theme,
    /// What happened in an execution, to colour states and edges; nothing for the plain diagram.
    pub execution: Option<Execution>,
    /// How texts find their typeface.
    pub fonts: Fonts,
}

/// How the texts of an SVG find their typeface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fonts {
    /// By name, with the reader's own as a fallback: small, and right where Inter is installed.
    #[default]
    Named,
    /// In the picture itself: about a megabyte more, and right everywhere.
    Embedded,
}

/// What an execution did, as far as a picture shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    /// By node id.
    pub states: BTreeMap<String, Status>,
    /// By edge id, for edges that were taken.
    pub edges: BTreeMap<String, Status>,
}

/// What became of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It is at work.
    Running,
    /// It ended well.
    Succeeded,
    /// It ended with an error that nothing caught.
    Failed,
    /// It ended with an error that a catcher took.
    Caught,
    /// It failed and will try again.
    Retrying,
    /// It waits: for a time, or for somebody's answer.
    Waiting,
    /// It was stopped from outside.
    Aborted,
}

impl Status {
    fn meaning(self, palette: &Palette) -> &Meaning {
        match self {
            Status::Running => &palette.running,
            Status::Succeeded => &palette.succeeded,
            Status::Failed => &palette.failed,
            Status::Caught => &palette.caught,
            Status::Retrying => &palette.retrying,
            Status::Waiting => &palette.waiting,
            Status::Aborted => &palette.aborted,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Status::Running => "running",
            Status::Succeeded => "succeeded",
            Status::Failed => "failed",
            Status::Caught => "caught",
            Status::Retrying => "retrying",
            Status::Waiting => "waiting",
            Status::Aborted => "aborted",
        }
    }
}

/// The diagram as an SVG document.
pub fn svg(diagram: &Diagram, look: &Look) -> String {
    let palette = match look.theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    };
    // An empty picture still has a size: programs refuse an SVG without one.
    let (width, height) = (diagram.width.max(64.0).ceil(), diagram.height.max(64.0).ceil());
    let mut out = Out { text: String::with_capacity(4096 + diagram.nodes.len() * 1400), palette, look };
    let _ = writeln!(
        out.text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"'Inter Variable', Inter, system-ui, sans-serif\" \
         font-size=\"12\">"
    );
    out.style();
    let _ = writeln!(out.text, "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>", palette.canvas);
    let parents: HashSet<&str> = diagram.nodes.iter().filter_map(|node| node.parent.as_deref()).collect();
    for node in &diagram.nodes {
        if node.kind == NodeKind::Frame {
            out.frame(node);
        }
        let holds = matches!(node.kind, NodeKind::Frame | NodeKind::Branch);
        if holds && !parents.contains(node.id.as_str()) {
            out.no_states(node);
        }
    }
    // What was taken lies over what was not.
    let is_taken = |edge: &&PlacedEdge| out_status(look, edge).is_some();
    for edge in diagram.edges.iter().filter(|edge| !is_taken(edge)) {
        out.edge(edge);
    }
    for edge in diagram.edges.iter().filter(is_taken) {
        out.edge(edge);
    }
    for node in &diagram.nodes {
        match node.kind {
            NodeKind::State => out.card(node),
            NodeKind::Start | NodeKind::End => out.pill(node),
            NodeKind::Frame | NodeKind::Branch => {}
        }
    }
    for edge in &diagram.edges {
        if matches!(edge.kind, EdgeKind::Choice(_) | EdgeKind::Default) {
            out.outlet(edge);
        }
        out.label(edge);
    }
    out.text.push_str("</svg>\n");
    out.text
}

fn out_status(look: &Look, edge: &PlacedEdge) -> Option<Status> {
    look.execution.as_ref().and_then(|execution| execution.edges.get(&edge.id).copied())
}

/// A rounded box.
struct Area {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    radius: f64,
}

struct Out<'a> {
    text: String,
    palette: &'a Palette,
    look: &'a Look,
}

impl Out<'_> {
    fn style(&mut self) {
        if self.look.fonts == Fonts::Named {
            return;
        }
        self.text.push_str("<style>");
        for (family, weight, font) in
            [("Inter", 400, INTER_REGULAR), ("Inter", 500, INTER_MEDIUM), ("JetBrains Mono", 400, MONO)]
        {
            let font = base64::engine::general_purpose::STANDARD.encode(font);
            let _ = write!(
                self.text,
                "@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/ttf;base64,{font})}}"
            );
        }
        self.text.push_str("</style>\n");
    }

    fn status(&self, node: &PlacedNode) -> Option<Status> {
        self.look.execution.as_ref().and_then(|execution| execution.states.get(&node.id).copied())
    }

    fn words(&mut self, x: f64, y: f64, words: &str, fill: &str, more: &str) {
        if words.is_empty() {
            return;
        }
        let _ = write!(self.text, "<text x=\"{}\" y=\"{}\" fill=\"{fill}\"{more}>", Px(x), Px(y));
        escape_into(&mut self.text, words);
        self.text.push_str("</text>\n");
    }

    fn icon(&mut self, x: f64, y: f64, size: f64, path: &str, stroke: &str) {
        let scale = size / 16.0;
        let _ = writeln!(
            self.text,
            "<path transform=\"translate({} {}) scale({})\" d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" \
             stroke-width=\"{}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
            Px(x),
            Px(y),
            Px(scale),
            Px(1.4 / scale.clamp(0.85, 1.0))
        );
    }

    fn box_of(&mut self, area: Area, fill: &str, more: &str) {
        let Area { x, y, width, height, radius } = area;
        let _ = writeln!(
            self.text,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{radius}\" fill=\"{fill}\"{more}/>",
            Px(x),
            Px(y),
            Px(width),
            Px(height)
        );
    }
}

/// Text as SVG wants it. Characters that XML cannot hold become `�`.
fn escape_into(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

/// A number with at most two digits after the point.
struct Px(f64);

impl std::fmt::Display for Px {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        write!(out, "{}", if rounded == 0.0 { 0.0 } else { rounded })
    }
}
