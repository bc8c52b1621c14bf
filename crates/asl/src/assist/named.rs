//! The name that an offset inside an expression is in.

use crate::{Document, Node, Span};

/// Names joined by dots, up to the one that the offset is in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named<'t> {
    /// `$states.context.Execution`, `States.Format`, `$total`.
    pub text: &'t str,
    /// The last name alone (an intrinsic whole), in the file.
    pub span: Span,
}

/// The name at an offset of a string; none where it is no name, or no expression's.
pub(super) fn named_at<'t>(document: &'t Document, node: Node<'_>, offset: usize) -> Option<Named<'t>> {
    let span = node.span();
    let own = document.text().get(span.range())?;
    let at = offset.checked_sub(span.start)?;
    let (before, behind) = own.split_at_checked(at)?;
    let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
    let left: usize =
        before.chars().rev().take_while(|c| is_name(c) || matches!(c, '$' | '.')).map(char::len_utf8).sum();
    let mut right: usize = behind.chars().take_while(|c| is_name(c) || *c == '$').map(char::len_utf8).sum();
    let mut text = own.get(at - left..at + right)?;
    // Both names of an intrinsic are one.
    if text == "States" {
        let more = behind.get(right..)?;
        right += more.chars().take_while(|c| is_name(c) || *c == '.').map(char::len_utf8).sum::<usize>();
        text = own.get(at - left..at + right)?;
    }
    let name = if text.starts_with("States.") { text } else { text.rsplit('.').next().unwrap_or(text) };
    let end = span.start + at + right;
    (!name.is_empty()).then_some(Named { text, span: Span::new(end - name.len(), end) })
}
