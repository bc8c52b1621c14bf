//! Changes to a text.

use crate::Span;
use serde::{Deserialize, Serialize};

/// One change: the bytes of `span` in the old text become `insert`.
///
/// Lists of changes are sorted, do not overlap, and all count in the text before any of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextChange {
    /// What goes, in bytes of the old text.
    pub span: Span,
    /// What comes instead.
    pub insert: String,
}

impl TextChange {
    /// A change of the bytes of `span` to `insert`.
    #[must_use]
    pub fn new(span: Span, insert: impl Into<String>) -> TextChange {
        TextChange { span, insert: insert.into() }
    }

    /// The text after `changes`, which must be sorted, apart from each other and inside the text; none if they are not.
    #[must_use]
    pub fn apply_all(text: &str, changes: &[TextChange]) -> Option<String> {
        let mut out =
            String::with_capacity(text.len() + changes.iter().map(|change| change.insert.len()).sum::<usize>());
        let mut at = 0;
        for change in changes {
            out.push_str(text.get(at..change.span.start)?);
            text.get(change.span.range())?;
            out.push_str(&change.insert);
            at = change.span.end;
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }

    /// The changes that turn the new text back into `text`, the old one.
    #[must_use]
    pub fn inverse_of(text: &str, changes: &[TextChange]) -> Vec<TextChange> {
        let (mut removed, mut added) = (0, 0);
        changes
            .iter()
            .map(|change| {
                let start = change.span.start - removed + added;
                removed += change.span.len();
                added += change.insert.len();
                TextChange::new(
                    Span::new(start, start + change.insert.len()),
                    text.get(change.span.range()).unwrap_or_default(),
                )
            })
            .collect()
    }

    /// The fewest bytes that turn `old` into `new`, as one change; none when they are the same.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Option<TextChange> {
        if old == new {
            return None;
        }
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
            pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
        };
        let head = same(&mut old.chars().zip(new.chars()));
        let tail = same(&mut old[head..].chars().rev().zip(new[head..].chars().rev()));
        Some(TextChange::new(Span::new(head, old.len() - tail), &new[head..new.len() - tail]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let old = "one two three";
        let changes = [
            TextChange::new(Span::new(0, 3), "1"),
            TextChange::new(Span::at(4), "and "),
            TextChange::new(Span::new(8, 13), ""),
        ];
        let new = TextChange::apply_all(old, &changes).unwrap();
        assert_eq!(new, "1 and two ");
        assert_eq!(TextChange::apply_all(&new, &TextChange::inverse_of(old, &changes)).unwrap(), old);
        assert_eq!(TextChange::apply_all(old, &[changes[1].clone(), changes[0].clone()]), None);
        assert_eq!(TextChange::between("aéb", "aèb"), Some(TextChange::new(Span::new(1, 3), "è")));
        assert_eq!(TextChange::between("aa", "a"), Some(TextChange::new(Span::new(1, 2), "")));
    }
}
