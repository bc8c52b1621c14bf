//! The placed diagram as an SVG text that needs nothing beside it.

mod icon;
mod theme;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use stepwell_asl::StateType;

use crate::measure::{FRAME_HEADER, LABEL_HEIGHT, LABEL_WIDTH_MAX};
use crate::model::{Badge, Diagram, EdgeKind, NodeKind, PlacedEdge, PlacedNode};
use crate::place::label_width;
use crate::text::{Face, fit, width};

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

/// Radius of an edge's corners.
const CORNER: f64 = 8.0;

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

    /// Shadow, fill and border of a card or frame.
    fn surface(&mut self, node: &PlacedNode, fill: &str) {
        let meaning = self.status(node).map(|status| (status, status.meaning(self.palette)));
        let (fill, border) = match &meaning {
            Some((_, meaning)) => (meaning.soft, meaning.line),
            None => (fill, self.palette.border),
        };
        let (x, y, w, h) = (node.x, node.y, node.width, node.height);
        if node.kind == NodeKind::State {
            let area = Area { x: x - 0.5, y: y + 1.0, width: w + 1.0, height: h + 0.5, radius: 8.5 };
            self.box_of(area, self.palette.shadow, " fill-opacity=\"0.06\"");
        }
        let running = match meaning {
            Some((Status::Running, meaning)) => {
                format!(" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"6 4\"", meaning.solid)
            }
            Some((Status::Failed, meaning)) => format!(" stroke=\"{}\" stroke-width=\"1.5\"", meaning.solid),
            _ => format!(" stroke=\"{border}\""),
        };
        self.box_of(inset(node, 0.0, 8.0), fill, &running);
    }

    fn status_disc(&mut self, node: &PlacedNode, x: f64, y: f64) {
        let Some(status) = self.status(node) else { return };
        let meaning = status.meaning(self.palette);
        let (solid, on) = (meaning.solid, meaning.on);
        let _ = writeln!(
            self.text,
            "<circle cx=\"{}\" cy=\"{}\" r=\"8\" fill=\"{solid}\"><title>{}</title></circle>",
            Px(x),
            Px(y),
            status.word()
        );
        self.icon(x - 8.0, y - 8.0, 16.0, icon::status(status), on);
    }

    /// Badges from the right end to the left. Returns the width they take.
    fn badges(&mut self, node: &PlacedNode, right: f64, middle: f64) -> f64 {
        let mut x = right;
        for badge in node.badges.iter().rev() {
            let words = match badge {
                Badge::Retry(count) | Badge::Catch(count) => count.to_string(),
                Badge::Timeout => String::new(),
                Badge::Token => "token".to_owned(),
                Badge::Concurrency(words) => fit(words, Face::Regular, 11.0, 90.0),
            };
            let path = icon::badge(badge);
            let icon_width = if path.is_empty() { 0.0 } else { 11.0 };
            let words_width = width(&words, Face::Regular, 11.0);
            let gap = if icon_width > 0.0 && words_width > 0.0 { 3.0 } else { 0.0 };
            let badge_width = 5.0 + icon_width + gap + words_width + 5.0;
            let left = x - badge_width;
            let area = Area { x: left, y: middle - 9.0, width: badge_width, height: 18.0, radius: 4.0 };
            self.box_of(area, self.palette.control, "");
            if icon_width > 0.0 {
                self.icon(left + 5.0, middle - 5.5, 11.0, path, self.palette.text_3);
            }
            let fill = self.palette.text_2;
            self.words(left + 5.0 + icon_width + gap, middle + 4.0, &words, fill, " font-size=\"11\"");
            x = left - 4.0;
        }
        right - x
    }

    fn title_tip(&mut self, node: &PlacedNode) {
        // Screen readers and hovering hands get the whole name.
        self.text.push_str("<title>");
        escape_into(&mut self.text, &fit(&node.title, Face::Regular, 1.0, 400.0));
        self.text.push_str("</title>");
    }

    fn card(&mut self, node: &PlacedNode) {
        self.text.push_str("<g>");
        self.title_tip(node);
        self.surface(node, self.palette.card);
        let (x, y) = (node.x, node.y);
        let (ink, ground) = match &node.service {
            Some(service) => self.palette.family(service.family),
            None => (self.palette.text_2, self.palette.control),
        };
        self.box_of(Area { x: x + 12.0, y: y + 12.0, width: 32.0, height: 32.0, radius: 6.0 }, ground, "");
        match &node.service {
            Some(service) => {
                let letters = fit(&service.letters, Face::Medium, 12.0, 28.0);
                let more = " font-weight=\"500\" text-anchor=\"middle\"";
                self.words(x + 28.0, y + 32.3, &letters, ink, more);
            }
            None => self.icon(x + 20.0, y + 20.0, 16.0, icon::state(node.state_type), ink),
        }
        let status_room = if self.status(node).is_some() { 24.0 } else { 0.0 };
        let right = x + node.width - 10.0;
        let title = fit(&node.title, Face::Medium, 13.0, right - x - 54.0 - status_room);
        let text = self.palette.text;
        self.words(x + 54.0, y + 24.5, &title, text, " font-size=\"13\" font-weight=\"500\"");
        self.status_disc(node, right - 8.0, y + 20.0);
        let taken = self.badges(node, right, y + 38.0);
        let subtitle = fit(&node.subtitle, Face::Regular, 12.0, right - x - 54.0 - taken);
        let text_2 = self.palette.text_2;
        self.words(x + 54.0, y + 42.0, &subtitle, text_2, "");
        for (place, rule) in node.rules.iter().enumerate() {
            let top = y + rule.y;
            let line = self.palette.line;
            let _ = writeln!(
                self.text,
                "<path d=\"M{} {}h{}\" stroke=\"{line}\"/>",
                Px(x + 1.0),
                Px(top + 0.5),
                Px(node.width - 2.0)
            );
            let number = match rule.index {
                Some(_) => (place + 1).to_string(),
                None => "–".to_owned(),
            };
            let (text_2, text_3) = (self.palette.text_2, self.palette.text_3);
            self.words(x + 19.0, top + 18.5, &number, text_3, " text-anchor=\"middle\"");
            let label = fit(&rule.label, Face::Regular, 12.0, node.width - 36.0 - 14.0);
            self.words(x + 36.0, top + 18.5, &label, text_2, "");
        }
        self.text.push_str("</g>\n");
    }

    /// The ring where a rule's edge leaves its row.
    fn outlet(&mut self, edge: &PlacedEdge) {
        let Some((x, y)) = edge.points.first().copied() else { return };
        let (fill, stroke) = match out_status(self.look, edge) {
            Some(status) => (status.meaning(self.palette).solid, status.meaning(self.palette).solid),
            None => (self.palette.card, self.palette.edge),
        };
        let _ = writeln!(
            self.text,
            "<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"/>",
            Px(x),
            Px(y)
        );
    }

    fn pill(&mut self, node: &PlacedNode) {
        let meaning = self.status(node).map(|status| status.meaning(self.palette));
        let (fill, border, text) = match meaning {
            Some(meaning) => (meaning.soft, meaning.line, meaning.text),
            None => (self.palette.card, self.palette.border, self.palette.text_2),
        };
        let stroke = format!(" stroke=\"{border}\"");
        self.box_of(inset(node, 0.0, 11.5), fill, &stroke);
        let more = " font-weight=\"500\" text-anchor=\"middle\"";
        self.words(node.x + node.width / 2.0, node.y + 16.3, &node.title, text, more);
    }

    fn frame(&mut self, node: &PlacedNode) {
        let (x, y, w) = (node.x, node.y, node.width);
        let is_map = node.state_type == Some(StateType::Map);
        let (frame, border) = (self.palette.frame, self.palette.border);
        if is_map {
            for step in [6.0, 3.0] {
                let stroke = format!(" stroke=\"{border}\"");
                self.box_of(inset(node, step, 8.0), frame, &stroke);
            }
        }
        self.text.push_str("<g>");
        self.title_tip(node);
        self.surface(node, frame);
        if !is_map {
            // The bar's lower corners lie under nothing, so that only its line is needed.
            let bar = self.status(node).map_or(self.palette.frame_bar, |status| status.meaning(self.palette).line);
            let _ = writeln!(
                self.text,
                "<path d=\"M{} {}h{}\" stroke=\"{bar}\"/>",
                Px(x + 1.0),
                Px(y + FRAME_HEADER - 0.5),
                Px(w - 2.0)
            );
        }
        let (text, text_2, icon_ink) = (self.palette.text, self.palette.text_2, self.palette.text_2);
        self.icon(x + 12.0, y + 8.5, 16.0, icon::state(node.state_type), icon_ink);
        let middle = y + FRAME_HEADER / 2.0;
        let mut right = x + w - 12.0;
        if self.status(node).is_some() {
            self.status_disc(node, right - 8.0, middle);
            right -= 24.0;
        }
        right -= self.badges(node, right, middle);
        let subtitle_width = if is_map { 0.0 } else { width(&node.subtitle, Face::Regular, 12.0) + 10.0 };
        let room = right - x - 38.0;
        let title = fit(&node.title, Face::Medium, 13.0, room - subtitle_width.min(room / 2.0));
        self.words(x + 36.0, middle + 4.6, &title, text, " font-size=\"13\" font-weight=\"500\"");
        if is_map {
            let words = node.subtitle.as_str();
            let (head, code) = match words.strip_prefix("each of ") {
                Some(code) if code.starts_with(['$', '{', '[']) => ("each of", code),
                _ => (words, ""),
            };
            self.words(x + 14.0, y + FRAME_HEADER + 14.5, head, text_2, "");
            let from = x + 14.0 + width(head, Face::Regular, 12.0) + 5.0;
            let code = fit(code, Face::Mono, 11.5, x + w - 14.0 - from);
            let more = " font-size=\"11.5\" font-family=\"'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, \
                        monospace\"";
            let ink = self.palette.code;
            self.words(from, y + FRAME_HEADER + 14.5, &code, ink, more);
        } else {
            let from = x + 36.0 + width(&title, Face::Medium, 13.0) + 10.0;
            let subtitle = fit(&node.subtitle, Face::Regular, 12.0, right - from);
            if right > from {
                self.words(from, middle + 4.4, &subtitle, text_2, "");
            }
        }
        self.text.push_str("</g>\n");
    }

    /// In a Map, a Parallel state or a branch without anything inside.
    fn no_states(&mut self, node: &PlacedNode) {
        let y = match node.kind {
            NodeKind::Branch => node.y + 32.0,
            _ => node.y + node.height - 34.0,
        };
        let text_3 = self.palette.text_3;
        self.words(node.x + node.width / 2.0, y, "no states yet", text_3, " text-anchor=\"middle\"");
    }

    fn edge(&mut self, edge: &PlacedEdge) {
        if edge.points.len() < 2 {
            return;
        }
        let status = out_status(self.look, edge);
        let (stroke, stroke_width) = match status {
            Some(status) => (status.meaning(self.palette).solid, 2.5),
            None => (self.palette.edge, 1.5),
        };
        let is_catch = matches!(edge.kind, EdgeKind::Catch(_));
        let dash = if is_catch { " stroke-dasharray=\"5 4\"" } else { "" };
        let arrow = arrow(&edge.points, stroke_width);
        let merges = edge.merges_at.filter(|_| status.is_none());
        let points = match merges {
            Some(at) => &edge.points[..(at + 2).min(edge.points.len())],
            None => &edge.points[..],
        };
        let path = rounded(points, merges.is_some(), if status.is_some() { 6.0 } else { 4.0 });
        let _ = writeln!(
            self.text,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{stroke_width}\"{dash}/>"
        );
        if merges.is_none() {
            let _ = writeln!(self.text, "<path d=\"{arrow}\" fill=\"{stroke}\"/>");
        }
    }

    fn label(&mut self, edge: &PlacedEdge) {
        let (Some(label), Some((x, y))) = (&edge.label, edge.label_at) else { return };
        let (fill, border, text) = match out_status(self.look, edge) {
            Some(status) => {
                let meaning = status.meaning(self.palette);
                (meaning.soft, meaning.line, meaning.text)
            }
            None => (self.palette.card, self.palette.border, self.palette.text_2),
        };
        let label_width = label_width(label);
        let words = fit(label, Face::Regular, 12.0, LABEL_WIDTH_MAX - 15.0);
        let stroke = format!(" stroke=\"{border}\"");
        let (left, top) = (x - label_width / 2.0, y - LABEL_HEIGHT / 2.0);
        let area = Area { x: left, y: top, width: label_width, height: LABEL_HEIGHT, radius: LABEL_HEIGHT / 2.0 };
        self.box_of(area, fill, &stroke);
        self.words(x, y + 4.3, &words, text, " text-anchor=\"middle\"");
    }
}

/// A node's box, moved by `shift`, its border's middle half a pixel inside so that the border is sharp.
fn inset(node: &PlacedNode, shift: f64, radius: f64) -> Area {
    let (x, y) = (node.x + 0.5 + shift, node.y + 0.5 + shift);
    Area { x, y, width: node.width - 1.0, height: node.height - 1.0, radius }
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

/// A polyline with its corners rounded. `ends_early` keeps only the bend towards the last point, where the rest of the
/// line is drawn by another edge. `back` leaves room for the arrow at the end.
fn rounded(points: &[(f64, f64)], ends_early: bool, back: f64) -> String {
    let mut path = String::new();
    let Some(first) = points.first() else { return path };
    let _ = write!(path, "M{} {}", Px(first.0), Px(first.1));
    for (at, two) in points.windows(2).enumerate() {
        let (from, corner) = (two[0], two[1]);
        let length = (corner.0 - from.0).abs() + (corner.1 - from.1).abs();
        let Some(next) = points.get(at + 2) else {
            if !ends_early {
                let end = towards(corner, from, back.min(length));
                let _ = write!(path, "L{} {}", Px(end.0), Px(end.1));
            }
            continue;
        };
        let next_length = (next.0 - corner.0).abs() + (next.1 - corner.1).abs();
        let radius = CORNER.min(length / 2.0).min(next_length / 2.0);
        let before = towards(corner, from, radius);
        let after = towards(corner, *next, radius);
        let _ = write!(
            path,
            "L{} {}Q{} {} {} {}",
            Px(before.0),
            Px(before.1),
            Px(corner.0),
            Px(corner.1),
            Px(after.0),
            Px(after.1)
        );
    }
    path
}

/// The point at a distance from one point on the way to another, along a horizontal or vertical line.
fn towards(from: (f64, f64), to: (f64, f64), distance: f64) -> (f64, f64) {
    let step = |from: f64, to: f64| {
        if to > from + 0.001 {
            distance
        } else if to < from - 0.001 {
            -distance
        } else {
            0.0
        }
    };
    (from.0 + step(from.0, to.0), from.1 + step(from.1, to.1))
}

fn arrow(points: &[(f64, f64)], stroke_width: f64) -> String {
    let [.., before, tip] = points else { return String::new() };
    let (length, half) = (5.0 + stroke_width * 1.5, 2.5 + stroke_width);
    let base = towards(*tip, *before, length);
    let across = if (base.0 - tip.0).abs() < 0.001 { (half, 0.0) } else { (0.0, half) };
    format!(
        "M{} {}L{} {}L{} {}z",
        Px(tip.0),
        Px(tip.1),
        Px(base.0 - across.0),
        Px(base.1 - across.1),
        Px(base.0 + across.0),
        Px(base.1 + across.1)
    )
}

/// A number with at most two digits after the point.
struct Px(f64);

impl std::fmt::Display for Px {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        write!(out, "{}", if rounded == 0.0 { 0.0 } else { rounded })
    }
}
