//! What a conversion keeps of comments: a field that becomes another keeps its line, and what stood behind fields that go stands above their place.

use super::Weaver;
use super::geometry::line_start;
use crate::{Member, Span, TextChange};
use std::collections::{BTreeSet, HashMap};

/// What each field of JSONPath becomes in JSONata.
fn becomes(old: &str, new: &str) -> bool {
    let shortened = old.strip_suffix(".$").or_else(|| old.strip_suffix("Path"));
    match new {
        "Arguments" => old == "Parameters",
        "ItemSelector" => old == "Parameters" || shortened == Some(new),
        "ItemProcessor" => old == "Iterator",
        "Condition" => matches!(old, "Variable" | "And" | "Or" | "Not"),
        "Output" => matches!(old, "ResultSelector" | "ResultPath" | "OutputPath" | "Result" | "Parameters"),
        _ => shortened == Some(new),
    }
}

impl<'a> Weaver<'a> {
    /// Pairs the fields of JSONPath that are `gone` with those of JSONata that they have become, each in its place.
    pub(super) fn converted<'n>(
        &self,
        old: &[Member<'a>],
        new: &[Member<'n>],
        gone: &BTreeSet<usize>,
        pairs: &mut HashMap<usize, usize>,
        renamed: &mut BTreeSet<usize>,
    ) {
        // Between which old ones each new one stands, by those that both have.
        let mut next = old.len();
        let mut before: Vec<usize> = (0..new.len())
            .rev()
            .map(|at| {
                next = pairs.get(&at).copied().unwrap_or(next);
                next
            })
            .collect();
        before.reverse();
        let mut least = 0;
        for ((at, member), most) in new.iter().enumerate().zip(before) {
            if let Some(of) = pairs.get(&at) {
                least = of + 1;
                continue;
            }
            let can = |of: usize| {
                old.get(of).is_some_and(|old| {
                    becomes(&old.key(), &member.key())
                        && !self.is_alias(old.value())
                        && self.property(old.value()).is_none()
                })
            };
            if let Some(of) = gone.range(least..most.max(least)).copied().find(|of| can(*of)) {
                pairs.insert(at, of);
                renamed.insert(of);
                least = of + 1;
            }
        }
    }

    /// Puts the comments that changes would take away on lines of their own above these changes, which are in order.
    pub(super) fn keep_comments(&self, changes: &mut Vec<TextChange>) {
        let comments = self.comments();
        let count = changes.len();
        let mut kept = Vec::new();
        for change in changes.iter() {
            let from = comments.partition_point(|comment| comment.start < change.span.start);
            let lost: Vec<&str> = comments
                .iter()
                .skip(from)
                .take_while(|comment| comment.start < change.span.end)
                .filter_map(|comment| self.text.get(comment.range()))
                .filter(|comment| !change.insert.contains(*comment))
                .collect();
            if lost.is_empty() {
                continue;
            }
            let place = line_start(self.text, change.span.start);
            let pad: String = self.text[place..].chars().take_while(|c| *c == ' ').collect();
            let lines = lost.iter().map(|comment| format!("{pad}{comment}{}", self.layout.newline)).collect::<String>();
            kept.push((place, lines));
        }
        for (place, lines) in kept {
            // Where lines are taken out from there on, they stand there instead.
            match changes.get_mut(..count).and_then(|changes| {
                let at = changes.binary_search_by_key(&place, |change| change.span.start).ok()?;
                changes.get_mut(at)
            }) {
                Some(change) => change.insert.insert_str(0, &lines),
                None => changes.push(TextChange::new(Span::at(place), lines)),
            }
        }
    }

    /// All comments, in the order of the text: what begins with `#` behind a blank and is in no key and no scalar.
    fn comments(&self) -> Vec<Span> {
        let Some(root) = self.document.root() else { return Vec::new() };
        let mut words: Vec<Span> = Vec::new();
        for node in std::iter::once(root).chain(root.descendants()) {
            words.extend(node.member().map(|member| member.key_span()));
            if Self::is_scalar(node) {
                words.push(node.span());
            }
        }
        words.sort_by_key(|span| (span.start, span.end));
        let mut found = Vec::new();
        let (mut next, mut at) = (0, 0);
        while let Some(length) = self.text[at..].find('#') {
            let start = at + length;
            // Of words that lie in each other, as those of aliases do, the outer comes with the inner.
            while words.get(next).is_some_and(|word| word.end <= start) {
                next += 1;
            }
            if let Some(word) = words.get(next).filter(|word| word.start <= start) {
                at = word.end.max(start + 1);
                continue;
            }
            let is_comment = self.text[..start].chars().next_back().is_none_or(char::is_whitespace);
            let end = super::geometry::line_end(self.text, start);
            if is_comment {
                found.push(Span::new(start, start + self.text[start..end].trim_end().len()));
            }
            at = if is_comment { end.max(start + 1) } else { start + 1 };
        }
        found
    }
}
