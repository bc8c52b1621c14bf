//! How a YAML file is written, so that what is added looks like the rest.

use super::geometry::column;
use crate::{Document, Node};

pub(crate) struct Layout {
    /// `\n` or `\r\n`.
    pub newline: &'static str,
    /// One step of indentation, in blanks.
    pub unit: usize,
    /// How far a list's dashes stand behind the key above them.
    pub dash: usize,
    /// Whether lists of plain things are written in brackets.
    pub short_lists: bool,
    /// The quotes where quotes are needed.
    pub quote: u8,
}

impl Layout {
    pub(crate) fn of(document: &Document) -> Layout {
        let text = document.text();
        let newline = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            Some(_) | None => "\n",
        };
        let (mut unit, mut dash, mut short_lists, mut quote) = (None, None, None, None);
        for node in document.root().into_iter().flat_map(Node::descendants) {
            let own = &text[node.span().range()];
            if quote.is_none() && node.as_str().is_some() && own.starts_with(['"', '\'']) {
                quote = own.bytes().next();
            }
            let Some(member) = node.member() else { continue };
            let (key, start) = (member.key_span(), node.span().start);
            // On the key's own line nothing tells of indentation; an alias stands elsewhere.
            let below = key.end <= start && text[key.end..start].contains('\n');
            let deeper = column(text, start).checked_sub(column(text, key.start));
            if node.is_object() && below && !own.starts_with(['{', '*']) && unit.is_none() {
                unit = deeper.filter(|deeper| *deeper > 0);
            } else if node.is_array() && below && own.starts_with('-') && dash.is_none() {
                dash = deeper;
            }
            if node.is_array()
                && short_lists.is_none()
                && node.items().next().is_some()
                && node.items().all(|item| !item.is_object() && !item.is_array())
            {
                short_lists = Some(own.starts_with('['));
            }
        }
        let unit = unit.unwrap_or(2);
        Layout {
            newline,
            unit,
            dash: dash.unwrap_or(unit),
            short_lists: short_lists.unwrap_or(false),
            quote: quote.unwrap_or(b'"'),
        }
    }
}
