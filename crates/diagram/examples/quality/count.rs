//! Counts what makes a picture hard to read. The same code for whoever placed it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::AddAssign;

use serde::Serialize;

use crate::drawing::{Drawing, Edge, Node};

/// How a drawing reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Quality {
    /// Times that one line goes from one side of another to the other, on a common stretch too. Lines that meet at an
    /// end of one of them do not cross there.
    pub crossings: usize,
    /// Pairs of a line and a box it runs through, other than the boxes at its ends and those around these.
    pub through_nodes: usize,
    /// Pixels of all lines together.
    pub length: f64,
    /// Pixels that lines from different boxes to different boxes lie on each other.
    pub shared: f64,
    /// Labels over boxes, over lines other than their own, and over each other.
    pub labels_hidden: usize,
    /// Pairs of boxes beside each other that overlap.
    pub overlaps: usize,
    /// Square pixels.
    pub area: f64,
}

impl AddAssign for Quality {
    fn add_assign(&mut self, other: Quality) {
        self.crossings += other.crossings;
        self.through_nodes += other.through_nodes;
        self.length += other.length;
        self.shared += other.shared;
        self.labels_hidden += other.labels_hidden;
        self.overlaps += other.overlaps;
        self.area += other.area;
    }
}

type Point = (f64, f64);

/// Closer than this is the same place.
const SAME: f64 = 0.05;

/// Counts.
pub fn count(drawing: &Drawing) -> Quality {
    report(drawing, &mut |_| {})
}

/// Counts, and says each thing found in a sentence.
pub fn report(drawing: &Drawing, say: &mut dyn FnMut(String)) -> Quality {
    let mut quality = Quality::default();
    let lines: Vec<Line> = drawing.edges.iter().map(Line::new).collect();
    quality.length = lines.iter().map(|line| line.length).sum();
    crossings(drawing, &lines, &mut quality, say);
    through_nodes(drawing, &lines, &mut quality, say);
    labels(drawing, &lines, &mut quality, say);
    overlaps(drawing, &mut quality, say);
    let (mut right, mut bottom) = (0.0_f64, 0.0_f64);
    for (x, y) in drawing.nodes.iter().map(|node| (node.x + node.width, node.y + node.height)) {
        (right, bottom) = (right.max(x), bottom.max(y));
    }
    quality.area = right * bottom;
    quality
}

/// A polyline with the distance of each corner from its beginning.
struct Line {
    points: Vec<Point>,
    at: Vec<f64>,
    length: f64,
}

impl Line {
    fn new(edge: &Edge) -> Line {
        let mut points: Vec<Point> = Vec::with_capacity(edge.points.len());
        for point in &edge.points {
            if points.last().is_none_or(|last| distance(*last, *point) > SAME / 10.0) {
                points.push(*point);
            }
        }
        let mut at = Vec::with_capacity(points.len());
        let mut length = 0.0;
        for (index, point) in points.iter().enumerate() {
            if index > 0 {
                length += distance(points[index - 1], *point);
            }
            at.push(length);
        }
        Line { points, at, length }
    }

    fn segments(&self) -> impl Iterator<Item = (usize, Point, Point)> {
        self.points.windows(2).enumerate().map(|(index, two)| (index, two[0], two[1]))
    }

    fn point(&self, at: f64) -> Point {
        let index = self.at.partition_point(|corner| *corner <= at).clamp(1, self.points.len() - 1);
        let (from, to) = (self.at[index - 1], self.at[index]);
        let share = if to > from { ((at - from) / (to - from)).clamp(0.0, 1.0) } else { 0.0 };
        let (a, b) = (self.points[index - 1], self.points[index]);
        (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)
    }
}

fn distance(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Cells of a grid that a box touches.
fn cells(a: Point, b: Point) -> impl Iterator<Item = (i64, i64)> {
    const SIZE: f64 = 240.0;
    let cell = |value: f64| (value / SIZE).floor() as i64;
    let (left, right) = (cell(a.0.min(b.0) - 1.0), cell(a.0.max(b.0) + 1.0));
    let (top, bottom) = (cell(a.1.min(b.1) - 1.0), cell(a.1.max(b.1) + 1.0));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}

/// A stretch that two lines have in common: by each line's own distance from its beginning.
#[derive(Clone, Copy, Debug)]
struct Contact {
    first: (f64, f64),
    second: (f64, f64),
}

fn crossings(drawing: &Drawing, lines: &[Line], quality: &mut Quality, say: &mut dyn FnMut(String)) {
    let mut grid: HashMap<(i64, i64), Vec<(usize, usize)>> = HashMap::new();
    let mut contacts: BTreeMap<(usize, usize), Vec<Contact>> = BTreeMap::new();
    let mut seen: HashSet<(usize, usize, usize, usize)> = HashSet::new();
    for (line, own) in lines.iter().enumerate() {
        for (index, a, b) in own.segments() {
            for cell in cells(a, b) {
                let others = grid.entry(cell).or_default();
                for (other, at) in others.iter().copied().filter(|(other, _)| *other != line) {
                    if !seen.insert((other, at, line, index)) {
                        continue;
                    }
                    let (c, d) = (lines[other].points[at], lines[other].points[at + 1]);
                    if let Some((second, first)) = meet(a, b, c, d) {
                        let contact = Contact {
                            first: (lines[other].at[at] + first.0, lines[other].at[at] + first.1),
                            second: (own.at[index] + second.0, own.at[index] + second.1),
                        };
                        contacts.entry((other, line)).or_default().push(contact);
                    }
                }
                others.push((line, index));
            }
        }
    }
    for ((first, second), found) in contacts {
        let (a, b) = (&drawing.edges[first], &drawing.edges[second]);
        let (one, two) = (&lines[first], &lines[second]);
        for contact in joined(found) {
            let length = contact.first.1 - contact.first.0;
            if a.from != b.from && a.to != b.to && length > 1.0 {
                quality.shared += length;
                say(format!("{} -> {} and {} -> {} share {length:.0} px", a.from, a.to, b.from, b.to));
            }
            if crosses(one, two, contact) {
                quality.crossings += 1;
                let at = one.point(contact.first.0);
                say(format!("{} -> {} crosses {} -> {} at {:.0},{:.0}", a.from, a.to, b.from, b.to, at.0, at.1));
            }
        }
    }
}

/// Where two segments meet: the stretch by each one's distance from its beginning.
fn meet(a: Point, b: Point, c: Point, d: Point) -> Option<(Point, Point)> {
    let (ab, cd) = ((b.0 - a.0, b.1 - a.1), (d.0 - c.0, d.1 - c.1));
    let (ab_length, cd_length) = (distance(a, b), distance(c, d));
    let cross = |u: Point, v: Point| u.0 * v.1 - u.1 * v.0;
    let along = |point: Point| ((point.0 - a.0) * ab.0 + (point.1 - a.1) * ab.1) / ab_length;
    let along_other = |point: Point| ((point.0 - c.0) * cd.0 + (point.1 - c.1) * cd.1) / cd_length;
    let off = |point: Point| cross(ab, (point.0 - a.0, point.1 - a.1)) / ab_length;
    let sine = cross(ab, cd) / (ab_length * cd_length);
    if sine.abs() < 1e-6 {
        if off(c).abs() > SAME {
            return None;
        }
        let (from, to) = (along(c).min(along(d)).max(0.0), along(c).max(along(d)).min(ab_length));
        if from > to + SAME {
            return None;
        }
        let at = |distance: f64| (a.0 + ab.0 * distance / ab_length, a.1 + ab.1 * distance / ab_length);
        return Some(((from, to), (along_other(at(from)), along_other(at(to)))));
    }
    let t = cross((c.0 - a.0, c.1 - a.1), cd) / cross(ab, cd) * ab_length;
    let u = cross((c.0 - a.0, c.1 - a.1), ab) / cross(ab, cd) * cd_length;
    let within = |value: f64, length: f64| value > -SAME && value < length + SAME;
    (within(t, ab_length) && within(u, cd_length)).then_some(((t, t), (u, u)))
}

/// Pieces that follow each other on both lines become one.
fn joined(mut found: Vec<Contact>) -> Vec<Contact> {
    for contact in &mut found {
        // Ascending on the first line; the second may run the other way.
        if contact.first.0 > contact.first.1 {
            *contact =
                Contact { first: (contact.first.1, contact.first.0), second: (contact.second.1, contact.second.0) };
        }
    }
    found.sort_by(|a, b| a.first.0.total_cmp(&b.first.0).then(a.first.1.total_cmp(&b.first.1)));
    let mut whole: Vec<Contact> = Vec::new();
    for next in found {
        let last = whole.iter_mut().rev().find(|last| {
            let near = |value: f64, range: (f64, f64)| {
                value > range.0.min(range.1) - 3.0 * SAME && value < range.0.max(range.1) + 3.0 * SAME
            };
            next.first.0 <= last.first.1 + 3.0 * SAME
                && (near(next.second.0, last.second) || near(next.second.1, last.second))
        });
        match last {
            Some(last) => {
                if next.first.1 > last.first.1 {
                    last.first.1 = next.first.1;
                    last.second.1 = next.second.1;
                }
            }
            None => whole.push(next),
        }
    }
    whole
}

/// True when the second line is on one side of the first before the contact, and on the other side after it.
fn crosses(one: &Line, two: &Line, contact: Contact) -> bool {
    const STEP: f64 = 0.5;
    let is_end = |at: f64, line: &Line| at < 2.0 * STEP || at > line.length - 2.0 * STEP;
    let Contact { first, second } = contact;
    if is_end(first.0, one) || is_end(first.1, one) || is_end(second.0, two) || is_end(second.1, two) {
        return false;
    }
    let direction = if second.1 >= second.0 { 1.0 } else { -1.0 };
    let side = |at: f64, centre: Point, point: Point| {
        // Seen from the place of the contact: is the point left of the way from before to after?
        let angle = |to: Point| (to.1 - centre.1).atan2(to.0 - centre.0);
        let turn = |angle: f64, from: f64| (angle - from).rem_euclid(std::f64::consts::TAU);
        let after = angle(one.point(at + STEP));
        let before = turn(angle(one.point(at - STEP)), after);
        turn(angle(point), after) < before
    };
    let entered = side(first.0, one.point(first.0), two.point(second.0 - direction * STEP));
    let left = side(first.1, one.point(first.1), two.point(second.1 + direction * STEP));
    entered != left
}

fn through_nodes(drawing: &Drawing, lines: &[Line], quality: &mut Quality, say: &mut dyn FnMut(String)) {
    let index = drawing.index();
    let mut grid: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for (at, node) in drawing.nodes.iter().enumerate() {
        for cell in cells((node.x, node.y), (node.x + node.width, node.y + node.height)) {
            grid.entry(cell).or_default().push(at);
        }
    }
    let around = |id: &str| {
        let mut all = Vec::new();
        let mut next = index.get(id).copied();
        while let Some(at) = next {
            all.push(at);
            next = drawing.nodes[at].parent.as_deref().and_then(|parent| index.get(parent).copied());
        }
        all
    };
    for (edge, line) in drawing.edges.iter().zip(lines) {
        let mut found: HashSet<usize> = HashSet::new();
        let own: HashSet<usize> = around(&edge.from).into_iter().chain(around(&edge.to)).collect();
        for (_, a, b) in line.segments() {
            for node in cells(a, b).filter_map(|cell| grid.get(&cell)).flatten().copied() {
                if own.contains(&node) || !is_through(&drawing.nodes[node], a, b) || !found.insert(node) {
                    continue;
                }
                // What lies inside the boxes at its ends is theirs to cross; a line into a frame ends at its border.
                if around(&drawing.nodes[node].id).iter().any(|at| {
                    let id = drawing.nodes[*at].id.as_str();
                    id == edge.from || id == edge.to
                }) {
                    continue;
                }
                quality.through_nodes += 1;
                say(format!("{} -> {} runs through {}", edge.from, edge.to, drawing.nodes[node].id));
            }
        }
    }
}

/// True when the segment has a piece inside the box.
fn is_through(node: &Node, a: Point, b: Point) -> bool {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    let slack = 1.0;
    for (start, end, low, high) in [
        (a.0, b.0, node.x + slack, node.x + node.width - slack),
        (a.1, b.1, node.y + slack, node.y + node.height - slack),
    ] {
        let step = end - start;
        if step.abs() < 1e-9 {
            if start <= low || start >= high {
                return false;
            }
            continue;
        }
        let (one, two) = ((low - start) / step, (high - start) / step);
        from = from.max(one.min(two));
        to = to.min(one.max(two));
    }
    from < to
}

fn labels(drawing: &Drawing, lines: &[Line], quality: &mut Quality, say: &mut dyn FnMut(String)) {
    let boxes: Vec<(usize, Node)> = drawing
        .edges
        .iter()
        .enumerate()
        .filter_map(|(at, edge)| {
            let ((width, height), (x, y)) = (edge.label?, edge.label_at?);
            let id = format!("label of {} -> {}", edge.from, edge.to);
            let (x, y) = (x - width / 2.0, y - height / 2.0);
            Some((at, Node { id, kind: "label".to_owned(), parent: None, x, y, width, height }))
        })
        .collect();
    let touch = |a: &Node, b: &Node| {
        a.x < b.x + b.width - 1.0
            && b.x < a.x + a.width - 1.0
            && a.y < b.y + b.height - 1.0
            && b.y < a.y + a.height - 1.0
    };
    for (place, (at, label)) in boxes.iter().enumerate() {
        let own = &drawing.edges[*at];
        let solid = drawing.nodes.iter().filter(|node| node.kind != "branch");
        for node in solid.filter(|node| touch(label, node)) {
            // Frames around an edge hold its label; only their border counts.
            let holds = node.x <= label.x
                && label.x + label.width <= node.x + node.width
                && node.y <= label.y
                && label.y + label.height <= node.y + node.height;
            if holds && node.kind == "frame" {
                continue;
            }
            quality.labels_hidden += 1;
            say(format!("{} lies over {}", label.id, node.id));
        }
        for (_, other) in boxes[place + 1..].iter().filter(|(_, other)| touch(label, other)) {
            quality.labels_hidden += 1;
            say(format!("{} lies over {}", label.id, other.id));
        }
        for (edge, line) in drawing.edges.iter().zip(lines) {
            // Lines to one box may run together; a label on the common stretch hides neither.
            let is_own = std::ptr::eq(edge, own) || edge.to == own.to;
            if !is_own && line.segments().any(|(_, a, b)| is_through(label, a, b)) {
                quality.labels_hidden += 1;
                say(format!("{} lies over the line {} -> {}", label.id, edge.from, edge.to));
            }
        }
    }
}

fn overlaps(drawing: &Drawing, quality: &mut Quality, say: &mut dyn FnMut(String)) {
    let mut siblings: BTreeMap<Option<&str>, Vec<&Node>> = BTreeMap::new();
    for node in &drawing.nodes {
        siblings.entry(node.parent.as_deref()).or_default().push(node);
    }
    for mut group in siblings.into_values() {
        group.sort_by(|a, b| a.y.total_cmp(&b.y));
        for (at, a) in group.iter().enumerate() {
            for b in group[at + 1..].iter().take_while(|b| b.y < a.y + a.height - 1.0) {
                if a.x < b.x + b.width - 1.0 && b.x < a.x + a.width - 1.0 {
                    quality.overlaps += 1;
                    say(format!("{} and {} overlap", a.id, b.id));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(lines: &[&[Point]]) -> Drawing {
        let edges = lines.iter().enumerate().map(|(at, points)| Edge {
            from: format!("a{at}"),
            to: format!("b{at}"),
            points: points.to_vec(),
            label: None,
            label_at: None,
        });
        Drawing { nodes: Vec::new(), edges: edges.collect() }
    }

    #[test]
    fn lines_cross_where_they_change_sides() {
        for (lines, crossings, shared) in [
            // Plain, and in a corner of both.
            (vec![&[(0.0, 0.0), (10.0, 10.0)][..], &[(0.0, 10.0), (10.0, 0.0)][..]], 1, 0.0),
            (vec![&[(0.0, 0.0), (5.0, 5.0), (10.0, 10.0)][..], &[(0.0, 10.0), (5.0, 5.0), (10.0, 0.0)][..]], 1, 0.0),
            // Corners that only touch.
            (vec![&[(0.0, 0.0), (5.0, 5.0), (10.0, 0.0)][..], &[(0.0, 10.0), (5.0, 5.0), (10.0, 10.0)][..]], 0, 0.0),
            // One ends on the other.
            (vec![&[(0.0, 0.0), (10.0, 0.0)][..], &[(5.0, 9.0), (5.0, 0.0)][..]], 0, 0.0),
            // A common stretch, left on the side it was entered from, and on the other side.
            (vec![&[(0.0, 0.0), (30.0, 0.0)][..], &[(10.0, 9.0), (10.0, 0.0), (20.0, 0.0), (20.0, 9.0)][..]], 0, 10.0),
            (
                vec![
                    &[(0.0, 0.0), (15.0, 0.0), (30.0, 0.0)][..],
                    &[(20.0, 9.0), (20.0, 0.0), (10.0, 0.0), (10.0, -9.0)][..],
                ],
                1,
                10.0,
            ),
            // A common stretch around a corner.
            (
                vec![
                    &[(0.0, 0.0), (20.0, 0.0), (20.0, 20.0)][..],
                    &[(10.0, -9.0), (10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (9.0, 10.0)][..],
                ],
                1,
                20.0,
            ),
        ] {
            let quality = count(&drawing(&lines));
            assert_eq!(quality.crossings, crossings, "{lines:?}");
            assert!((quality.shared - shared).abs() < 0.2, "{lines:?} {}", quality.shared);
        }
    }

    #[test]
    fn boxes_in_the_way_are_seen() {
        let mut drawing = drawing(&[&[(0.0, 0.0), (0.0, 50.0), (100.0, 50.0)]]);
        let node = |id: &str, x: f64, y: f64| Node {
            id: id.to_owned(),
            kind: "state".to_owned(),
            parent: None,
            x,
            y,
            width: 20.0,
            height: 20.0,
        };
        drawing.nodes = vec![node("in the way", 40.0, 40.0), node("beside", 60.0, 51.0), node("b0", 90.0, 40.0)];
        assert_eq!((count(&drawing).through_nodes, count(&drawing).overlaps), (1, 0));
        drawing.edges[0].label = Some((30.0, 10.0));
        drawing.edges[0].label_at = Some((55.0, 50.0));
        assert_eq!(count(&drawing).labels_hidden, 2);
    }
}
