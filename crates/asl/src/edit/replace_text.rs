//! A state's JSON, written anew by hand.

use super::draft::Draft;
use super::fields::checked;
use super::style::line_indent;
use super::{EditError, Refusal, state_at};
use crate::{Span, StatePath, TextChange};

pub(super) fn replace_state_text(
    draft: &mut Draft,
    path: &StatePath,
    text: &str,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let node = state_at(document, path)?.node();
    let new = checked(text).map_err(|reason| reason.at(path))?;
    if !new.text.starts_with('{') {
        return Err(Refusal::InvalidText("A state is a JSON object; the text must begin with \"{\".".into()).at(path));
    }
    let indent = line_indent(document.text(), node.span().start);
    let mut shifted = new.shifted(indent);
    if draft.style().newline() == "\r\n" {
        shifted = shifted.replace("\r\n", "\n").replace('\n', "\r\n");
    } else if !node.text().contains("\r\n") {
        shifted = shifted.replace("\r\n", "\n");
    }
    let start = node.span().start;
    let change = TextChange::between(node.text(), &shifted)
        .map(|change| TextChange::new(Span::new(change.span.start + start, change.span.end + start), change.insert));
    draft.put(change.into_iter().collect());
    Ok(Some(path.clone()))
}
