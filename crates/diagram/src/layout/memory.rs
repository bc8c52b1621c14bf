//! Layouts that are kept from one placing to the next.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use super::layout;
use super::plan::{Exit, Layout, Outlet, Plan};

/// The layouts of the machines that were placed last. A machine whose boxes and wires are as they were, whatever else
/// was edited, is not laid out again. What was not met again in one placing is forgotten with it.
#[derive(Clone, Debug, Default)]
pub struct Layouts {
    before: HashMap<u64, (Plan, Layout)>,
    now: HashMap<u64, (Plan, Layout)>,
}

impl Layouts {
    /// The layout of a plan, known or made.
    pub(crate) fn of(&mut self, plan: &Plan) -> Layout {
        let mark = mark(plan);
        if let Some((_, known)) = self.now.get(&mark).filter(|(known, _)| known == plan) {
            return known.clone();
        }
        let known = self.before.remove(&mark).filter(|(known, _)| known == plan);
        let (plan, layout) = known.unwrap_or_else(|| (plan.clone(), layout(plan)));
        let answer = layout.clone();
        self.now.insert(mark, (plan, layout));
        answer
    }

    /// Ends a placing: what it did not meet is forgotten.
    pub(crate) fn turn(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }
}

/// The same for the same plans, and hardly ever for others.
fn mark(plan: &Plan) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_usize(plan.start.map_or(usize::MAX, |start| start));
    hasher.write_u8(u8::from(plan.will_turn));
    hasher.write_usize(plan.shapes.len());
    for shape in &plan.shapes {
        for size in [shape.width, shape.height, shape.side_y] {
            hasher.write_u64(size.to_bits());
        }
        let flags = [shape.catches_below, shape.is_failure, shape.is_aside, shape.is_pill];
        hasher.write(&flags.map(u8::from));
    }
    for wire in &plan.wires {
        hasher.write_usize(wire.from);
        hasher.write_usize(wire.to);
        for size in [wire.label_at_side, wire.label_below, wire.label_height] {
            hasher.write_u64(size.to_bits());
        }
        match wire.exit {
            Exit::Below => hasher.write_u8(0),
            Exit::Catch { catcher } => hasher.write_usize(catcher),
            Exit::Row { row, is_default, outlet } => {
                hasher.write_usize(row);
                hasher.write_u8(1 + u8::from(is_default));
                let (Outlet::Side { y: place } | Outlet::Below { x: place }) = outlet;
                hasher.write_u64(place.to_bits());
            }
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use stepwell_asl::{Document, Format};

    use super::*;
    use crate::{Options, place, place_again};

    fn machine(name: &str, inner: &str) -> Document {
        let text = format!(
            r#"{{"StartAt": "{name}", "States": {{
                "{name}": {{"Type": "Pass", "Next": "Each"}},
                "Each": {{"Type": "Map", "End": true, "ItemProcessor": {{"StartAt": "In", "States": {{"In": {inner}}}}}}}
            }}}}"#
        );
        Document::parse(text, Format::Json)
    }

    #[test]
    fn what_is_kept_gives_the_same_diagram_as_what_is_made_anew() {
        let mut layouts = Layouts::default();
        let options = Options::default();
        let pass = r#"{"Type": "Pass", "End": true}"#;
        let choice = r#"{"Type": "Choice", "Choices": [{"Variable": "$.n", "IsNull": true, "Next": "In"}]}"#;
        for document in [
            machine("A", pass),
            machine("B", pass),
            machine("B", choice),
            machine("B", pass),
            Document::parse("{}", Format::Json),
            machine("A", choice),
        ] {
            assert_eq!(place_again(&document, &options, &mut layouts), place(&document, &options));
        }
    }

    #[test]
    fn only_what_changed_is_laid_out_and_what_is_gone_is_forgotten() {
        let mut layouts = Layouts::default();
        let marks = |layouts: &Layouts| {
            let mut marks: Vec<u64> = layouts.before.keys().copied().collect();
            marks.sort_unstable();
            marks
        };
        let pass = r#"{"Type": "Pass", "End": true}"#;
        place_again(&machine("A", pass), &Options::default(), &mut layouts);
        let first = marks(&layouts);
        assert_eq!(first.len(), 2, "the machine and the one inside");
        place_again(&machine("B", pass), &Options::default(), &mut layouts);
        assert_eq!(marks(&layouts), first, "another name in a card of the same size");
        let choice = r#"{"Type": "Choice", "Choices": [{"Variable": "$.n", "IsNull": true, "Next": "In"}]}"#;
        place_again(&machine("B", choice), &Options::default(), &mut layouts);
        let third = marks(&layouts);
        assert!(!third.iter().any(|mark| first.contains(mark)), "a higher card, and a higher frame around it");
        place_again(&machine("B", choice), &Options { notes: true, ..Options::default() }, &mut layouts);
        assert_eq!(marks(&layouts), third, "no comments, no notes");
        place_again(&Document::parse("{}", Format::Json), &Options::default(), &mut layouts);
        assert!(!marks(&layouts).iter().any(|mark| third.contains(mark)));
    }

    #[test]
    fn plans_with_the_same_mark_are_told_apart() {
        let mut layouts = Layouts::default();
        let plan = Plan { start: None, ..Plan::default() };
        let wrong = Layout { width: 7.0, ..Layout::default() };
        let other = Plan { will_turn: true, ..Plan::default() };
        layouts.before.insert(mark(&plan), (other, wrong));
        assert_eq!(layouts.of(&plan).width, layout(&plan).width);
    }
}
