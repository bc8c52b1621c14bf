//! Edges with their outlets and labels.

use std::fmt::Write as _;

use super::{Area, Out, Px, out_status};
use crate::measure::{LABEL_HEIGHT, LABEL_WIDTH_MAX};
use crate::model::{EdgeKind, PlacedEdge};
use crate::place::label_width;
use crate::text::{Face, fit};

/// Radius of an edge's corners.
const CORNER: f64 = 8.0;

impl Out<'_> {
    pub(super) fn edge(&mut self, edge: &PlacedEdge) {
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

    /// The ring where a rule's edge leaves its row.
    pub(super) fn outlet(&mut self, edge: &PlacedEdge) {
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

    pub(super) fn label(&mut self, edge: &PlacedEdge) {
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
