//! One service, unpacked: a text and where its lines begin.

use std::ops::Range;

/// A service's text: a line of counts, a line for each action, a line for each shape. Lines are taken apart when asked for.
#[derive(Debug)]
pub(crate) struct Unpacked {
    text: String,
    prefix: Box<str>,
    /// Where each line starts; one more at the end, so that line `n` is `starts[n]..starts[n + 1] - 1`.
    starts: Vec<usize>,
    actions: usize,
}

impl Unpacked {
    /// `None` when the counts of the first line are not those of the text.
    pub(crate) fn read(text: String, prefix: &str) -> Option<Unpacked> {
        let (first, _) = text.split_once('\n')?;
        let (actions, shapes) = first.split_once('\t')?;
        let (actions, shapes) = (actions.parse::<usize>().ok()?, shapes.parse::<usize>().ok()?);
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        if starts.len() != actions.checked_add(shapes)?.checked_add(2)? {
            return None;
        }
        Some(Unpacked { text, prefix: prefix.into(), starts, actions })
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    pub(crate) fn size(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn action_count(&self) -> usize {
        self.actions
    }

    pub(crate) fn shape_count(&self) -> usize {
        self.starts.len() - 2 - self.actions
    }

    pub(crate) fn action_line(&self, action: usize) -> &str {
        &self.text[self.line(1 + action)]
    }

    /// The range of a shape's line in the text; an empty one for a shape that is not there.
    pub(crate) fn shape_line(&self, shape: usize) -> Range<usize> {
        self.line(1 + self.actions + shape)
    }

    pub(crate) fn at(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    fn line(&self, line: usize) -> Range<usize> {
        match (self.starts.get(line), self.starts.get(line + 1)) {
            (Some(start), Some(next)) => *start..*next - 1,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_that_do_not_match_are_refused() {
        assert!(Unpacked::read("1\t1\na\ns\n".to_owned(), "X").is_some());
        for text in ["", "\n", "1\t1\na\n", "1\t1\na\ns\nmore\n", "x\t1\na\n", "18446744073709551615\t1\n"] {
            assert!(Unpacked::read(text.to_owned(), "X").is_none(), "{text:?}");
        }
    }

    #[test]
    fn lines_are_found() {
        let unpacked = Unpacked::read("2\t1\none\ntwo\nshape\n".to_owned(), "X").unwrap();
        assert_eq!((unpacked.action_count(), unpacked.shape_count()), (2, 1));
        assert_eq!(unpacked.action_line(1), "two");
        assert_eq!(unpacked.at(unpacked.shape_line(0)), "shape");
        assert_eq!(unpacked.at(unpacked.shape_line(1)), "");
    }
}
