//! How one reading follows from another.

use std::collections::HashMap;

use crate::schema::{
    Moved, OutlineEntry, Part, Picture, PictureChange, PictureEdge, PictureNode, Point, Reading, ReadingChange,
};

/// What the page makes the second of two readings of when it has the first.
pub(crate) fn change(before: &Reading, now: &Reading) -> ReadingChange {
    ReadingChange {
        since: before.number,
        number: now.number,
        current: now.current,
        partial: now.partial,
        reason: now.reason.clone(),
        picture: picture(&before.picture, &now.picture),
        view: now.view.clone(),
        outline: parts(&before.outline, &now.outline),
        problems: now.problems.clone(),
        query_language: now.query_language.clone(),
    }
}

fn picture(before: &Picture, now: &Picture) -> PictureChange {
    PictureChange {
        width: now.width,
        height: now.height,
        nodes: parts(&before.nodes, &now.nodes),
        edges: parts(&before.edges, &now.edges),
        notes: now.notes.clone(),
        direction: now.direction,
    }
}

/// Something in a list that is known by a name.
trait Item: Clone {
    fn known_by(&self) -> &str;

    /// How far it moved since; none when anything else about it changed.
    fn moved(&self, before: &Self) -> Option<Moved>;
}

fn parts<T: Item>(before: &[T], now: &[T]) -> Vec<Part<T>> {
    let mut places: Option<HashMap<&str, usize>> = None;
    let mut parts: Vec<Part<T>> = Vec::new();
    // Where what comes next stood, if nothing came in between.
    let mut next = 0;
    for item in now {
        let place = match before.get(next) {
            Some(old) if old.known_by() == item.known_by() => Some(next),
            _ => {
                let places = places.get_or_insert_with(|| {
                    before.iter().enumerate().map(|(place, old)| (old.known_by(), place)).collect()
                });
                places.get(item.known_by()).copied()
            }
        };
        next = place.unwrap_or(next) + usize::from(place.is_some());
        let kept = place.and_then(|place| Some((place, item.moved(before.get(place)?)?)));
        let last = parts.last_mut();
        match (kept, last) {
            (Some((place, by)), Some(part))
                if part.then.is_empty()
                    && part.from as usize + part.count as usize == place
                    && part.moved.unwrap_or_default() == by =>
            {
                part.count += 1;
            }
            (Some((place, by)), _) => {
                let moved = (by != Moved::default()).then_some(by);
                parts.push(Part { from: u32::try_from(place).unwrap_or(u32::MAX), count: 1, moved, then: Vec::new() });
            }
            (None, Some(part)) => part.then.push(item.clone()),
            (None, None) => parts.push(Part { from: 0, count: 0, moved: None, then: vec![item.clone()] }),
        }
    }
    parts
}

/// How far a coordinate moved, where adding that gives it exactly.
fn apart(before: f64, now: f64) -> Option<f64> {
    let by = now - before;
    (before + by == now).then_some(by)
}

fn points_moved(before: &Point, now: &Point) -> Option<(f64, f64)> {
    Some((apart(before.x, now.x)?, apart(before.y, now.y)?))
}

impl Item for PictureNode {
    fn known_by(&self) -> &str {
        &self.id
    }

    fn moved(&self, before: &Self) -> Option<Moved> {
        let Self {
            id,
            kind,
            state,
            state_type,
            title,
            subtitle,
            service,
            badges,
            rules,
            note,
            parent,
            branch,
            start,
            x,
            y,
            width,
            height,
        } = self;
        let is_same = *id == before.id
            && *kind == before.kind
            && *state == before.state
            && *state_type == before.state_type
            && *title == before.title
            && *subtitle == before.subtitle
            && *service == before.service
            && *badges == before.badges
            && *rules == before.rules
            && *note == before.note
            && *parent == before.parent
            && *branch == before.branch
            && *start == before.start
            && *width == before.width
            && *height == before.height;
        let (x, y) = is_same.then(|| points_moved(&Point { x: before.x, y: before.y }, &Point { x: *x, y: *y }))??;
        Some(Moved { x, y, text: 0 })
    }
}

impl Item for PictureEdge {
    fn known_by(&self) -> &str {
        &self.id
    }

    fn moved(&self, before: &Self) -> Option<Moved> {
        let Self { id, from, to, edge, label, points, merges_at, label_at, back } = self;
        let is_same = *id == before.id
            && *from == before.from
            && *to == before.to
            && *edge == before.edge
            && *label == before.label
            && points.len() == before.points.len()
            && *merges_at == before.merges_at
            && label_at.is_some() == before.label_at.is_some()
            && *back == before.back;
        if !is_same {
            return None;
        }
        let mut ways = before
            .points
            .iter()
            .chain(&before.label_at)
            .zip(points.iter().chain(label_at))
            .map(|(before, now)| points_moved(before, now));
        let (x, y) = ways.next().unwrap_or(Some((0.0, 0.0)))?;
        ways.all(|way| way == Some((x, y))).then_some(Moved { x, y, text: 0 })
    }
}

impl Item for OutlineEntry {
    fn known_by(&self) -> &str {
        &self.key
    }

    fn moved(&self, before: &Self) -> Option<Moved> {
        let Self { key, name, state_type, from, to, name_from, name_to } = self;
        if *key != before.key || *name != before.name || *state_type != before.state_type {
            return None;
        }
        let by = |before: u32, now: u32| i32::try_from(i64::from(now) - i64::from(before)).ok();
        let text = by(before.from, *from)?;
        let all = [(before.to, *to), (before.name_from, *name_from), (before.name_to, *name_to)];
        all.into_iter().all(|(before, now)| by(before, now) == Some(text)).then_some(Moved { x: 0.0, y: 0.0, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    struct Named(&'static str, f64);

    impl Item for Named {
        fn known_by(&self) -> &str {
            self.0
        }

        fn moved(&self, before: &Self) -> Option<Moved> {
            Some(Moved { y: apart(before.1, self.1)?, ..Moved::default() })
        }
    }

    /// As the page does it.
    fn put(before: &[Named], parts: &[Part<Named>]) -> Vec<Named> {
        let mut now = Vec::new();
        for part in parts {
            let by = part.moved.unwrap_or_default().y;
            let kept = &before[part.from as usize..][..part.count as usize];
            now.extend(kept.iter().map(|Named(name, y)| Named(name, y + by)));
            now.extend(part.then.iter().cloned());
        }
        now
    }

    #[test]
    fn what_is_kept_is_told_in_runs() {
        let before = [Named("a", 0.0), Named("b", 10.0), Named("c", 20.0), Named("d", 30.0)];
        for (now, wanted) in [
            (before.to_vec(), 1),
            (vec![], 0),
            // One came in, and the rest moved on.
            (vec![Named("a", 0.0), Named("x", 10.0), Named("b", 20.0), Named("c", 30.0), Named("d", 40.0)], 2),
            (vec![Named("a", 0.0), Named("d", 10.0)], 2),
            (vec![Named("d", 30.0), Named("c", 20.0), Named("b", 10.0), Named("a", 0.0)], 4),
            // What does not come out exactly is told anew.
            (vec![Named("a", 0.0), Named("b", 10.1), Named("c", 20.0)], 3),
            (vec![Named("x", 1.0), Named("y", 2.0)], 1),
        ] {
            let parts = parts(&before, &now);
            assert_eq!(put(&before, &parts), now);
            assert_eq!(parts.len(), wanted, "{parts:?}");
        }
    }
}
