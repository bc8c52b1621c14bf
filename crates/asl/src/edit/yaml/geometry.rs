//! Lines, columns, and how far things reach.

use super::super::Refusal;
use super::Weaver;
use crate::{Node, NodeKind};

/// Where a byte's line begins; a byte order mark is no part of the first.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    text[..at].rfind('\n').map_or(mark.min(at), |line| line + 1)
}

/// Where a byte's line ends, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    if end > at && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end }
}

/// Where the next line begins; the text's end behind the last.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length + 1)
}

pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// Whether only blanks stand before a byte on its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    text[line_start(text, at)..at].bytes().all(|byte| byte == b' ')
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// A text without its comments, line by line. Only for the text between values, where no quotes are.
fn without_comments(text: &str) -> String {
    let code = |line: &str| {
        let comment = line
            .char_indices()
            .find(|(at, c)| *c == '#' && line[..*at].chars().next_back().is_none_or(char::is_whitespace))
            .map_or(line.len(), |(at, _)| at);
        line[..comment].to_owned()
    };
    text.split('\n').map(code).collect()
}

impl<'a> Weaver<'a> {
    pub(super) fn refuse(&self, construct: impl Into<String>, at: usize) -> Refusal {
        let line = self.document.line_index().line_column(at).line;
        Refusal::Yaml { construct: construct.into(), line }
    }

    /// Why a change would mean more than it says: mostly because aliases elsewhere stand for what it changes.
    pub(super) fn carried(&self, at: usize) -> Refusal {
        let mut node = self.document.node_at(at);
        while let Some(inside) = node {
            if self.property(inside) == Some("an anchor (&…)") {
                return self.refuse("an anchor (&…), whose aliases would change with it", inside.span().start);
            }
            node = inside.parent();
        }
        self.refuse("an anchor, an alias or an indentation that would carry the change beyond its place", at)
    }

    /// Whether a collection is written in brackets.
    pub(super) fn is_flow(&self, node: Node<'_>) -> bool {
        self.text[node.span().range()].starts_with(['{', '['])
    }

    /// Whether a node stands for what an anchor names elsewhere.
    pub(super) fn is_alias(&self, node: Node<'_>) -> bool {
        self.text[node.span().range()].starts_with('*')
    }

    /// Whether a member came from a merge key.
    pub(super) fn is_merged(&self, node: Node<'_>) -> bool {
        self.is_alias(node) && node.member().is_some_and(|member| member.key_span() == node.span())
    }

    /// Where a value's text ends, without the blank lines behind a block scalar that are not kept.
    pub(super) fn value_end(&self, node: Node<'a>) -> usize {
        let span = node.span();
        let leaf = node.descendants().last().unwrap_or(node);
        let own = &self.text[leaf.span().range()];
        let header = own.lines().next().unwrap_or_default();
        if own.starts_with(['|', '>']) && header.contains('+') {
            return span.end;
        }
        span.start + self.text[span.range()].trim_end().len()
    }

    /// The end of the last line that belongs to what begins in `column` and holds `node`: with the comment behind it, and
    /// with comments below it that are indented deeper.
    pub(super) fn extent_end(&self, node: Node<'a>, own_column: usize) -> usize {
        let mut end = line_end(self.text, self.value_end(node));
        let mut at = next_line(self.text, end);
        while at < self.text.len() && at > end {
            let stop = line_end(self.text, at);
            let line = &self.text[at..stop];
            let content = line.trim_start();
            if content.starts_with('#') && indent(line) > own_column {
                end = stop;
            } else if !content.is_empty() {
                break;
            }
            let next = next_line(self.text, stop);
            if next == at {
                break;
            }
            at = next;
        }
        end
    }

    /// Where the comments begin that stand directly above a line, in its column; the line's own start where there are none.
    pub(super) fn comments_above(&self, at: usize) -> usize {
        let own = column(self.text, at);
        let mut start = line_start(self.text, at);
        while start > 0 {
            let before = line_start(self.text, start - 1);
            let line = &self.text[before..line_end(self.text, before)];
            if indent(line) != own || !line.trim_start().starts_with('#') || before >= start {
                break;
            }
            start = before;
        }
        start
    }

    /// A tag or an anchor before a value.
    pub(super) fn property(&self, node: Node<'a>) -> Option<&'static str> {
        let start = node.span().start;
        let from = match (node.member(), node.parent()) {
            (Some(member), _) => member.key_span().end,
            (None, Some(parent)) => {
                let before = parent.children().take_while(|child| *child != node).last();
                before.map_or(parent.span().start, |child| child.span().end)
            }
            (None, None) => 0,
        };
        let between = without_comments(self.text.get(from..start).unwrap_or_default());
        if between.contains('!') {
            Some("a tag (!…)")
        } else if between.contains('&') {
            Some("an anchor (&…)")
        } else {
            None
        }
    }

    /// The dashes of a block sequence, one for each item.
    pub(super) fn dashes(&self, list: Node<'a>) -> Result<Vec<usize>, Refusal> {
        let own = column(self.text, list.span().start);
        let mut dashes = Vec::new();
        let mut at = list.span().start;
        for item in list.items() {
            if dashes.is_empty() {
                dashes.push(at);
            } else {
                loop {
                    at = next_line(self.text, at);
                    let line = &self.text[at..line_end(self.text, at)];
                    let content = line.trim_start();
                    if content.is_empty() || content.starts_with('#') {
                        if at >= self.text.len() {
                            return Err(self.refuse("a list whose items cannot be told apart", list.span().start));
                        }
                        continue;
                    }
                    if indent(line) != own || !content.starts_with('-') {
                        return Err(self.refuse("a list whose items cannot be told apart", at));
                    }
                    break;
                }
                dashes.push(at + own);
            }
            at = item.span().end.max(at);
        }
        Ok(dashes)
    }

    /// Whether a value is a text or another scalar.
    pub(super) fn is_scalar(node: Node<'_>) -> bool {
        !matches!(node.kind(), NodeKind::Object | NodeKind::Array)
    }
}

/// A piece of text at another column: every line but the first shifts by the same number of blanks.
pub(super) fn shifted(text: &str, from: usize, to: usize) -> String {
    if from == to {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let own = indent(line);
        let content = &line[own..];
        if number == 0 || content.trim().is_empty() {
            out.push_str(line);
        } else if own >= from {
            out.extend(std::iter::repeat_n(' ', own - from + to));
            out.push_str(content);
        } else if content.starts_with('#') {
            out.extend(std::iter::repeat_n(' ', to));
            out.push_str(content);
        } else {
            out.push_str(line);
        }
    }
    out
}
