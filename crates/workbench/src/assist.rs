//! Help while typing, in the page's terms.

use stepwell_asl::{self as asl, Document, Edit, Format, StatePath};
use stepwell_json::Value;

use crate::page_text::{PageText, page_units};
use crate::schema::{
    CompletionAnswer, CompletionItem, CompletionKind, CompletionList, DefinitionAnswer, DefinitionPlace,
    DraftPlaceArgs, HoverAnswer, HoverText, SeenData,
};

/// A document at a version and a byte of it: what is asked about, taken off the desk so that nothing waits for the answer.
#[derive(Debug)]
pub(crate) struct Asked {
    pub document: Document,
    pub text: PageText,
    pub version: u64,
    /// None where what stood there has changed since the page asked.
    pub byte: Option<usize>,
}

/// What may stand there.
pub(crate) fn complete(asked: &Asked) -> CompletionAnswer {
    let Asked { document, text, version, byte } = asked;
    let found = byte.and_then(|byte| document.completions(byte)).map(|found| CompletionList {
        word: text.unit(found.word.start),
        from: text.unit(found.replace.start),
        to: text.unit(found.replace.end),
        comma_at: found.comma_at.map(|at| text.unit(at)),
        items: found.items.into_iter().map(item).collect(),
    });
    CompletionAnswer { version: *version, found }
}

/// What may stand at a position of a field that is being written. Nothing where the field has no place in the document.
pub(crate) fn complete_draft(document: &Document, version: u64, place: &DraftPlaceArgs) -> CompletionAnswer {
    let draft = PageText::new(place.text.as_str().into());
    let seen = place.seen.as_ref().map(seen).unwrap_or_default();
    let found = with_draft(document, place).and_then(|(whole, start)| {
        let found = whole.completions_with(start + draft.byte(place.position), &seen)?;
        let end = start + place.text.len();
        // What an answer changes is the field's own text.
        let own = |at: usize| (start..=end).contains(&at).then(|| draft.unit(at - start));
        Some(CompletionList {
            word: own(found.word.start)?,
            from: own(found.replace.start)?,
            to: own(found.replace.end.min(end))?,
            comma_at: found.comma_at.and_then(own),
            items: found.items.into_iter().map(item).collect(),
        })
    });
    CompletionAnswer { version, found }
}

/// Data that cannot be read tells nothing.
fn seen(data: &SeenData) -> asl::Seen {
    let value = |text: &Option<String>| Value::parse(text.as_deref()?).ok();
    asl::Seen {
        input: value(&data.input),
        variables: value(&data.variables),
        result: value(&data.result),
        context: value(&data.context),
    }
}

/// The document, as JSON, with what is being written in its place, and where that begins.
fn with_draft(document: &Document, place: &DraftPlaceArgs) -> Option<(Document, usize)> {
    let path = StatePath::from_key(&place.state);
    let mut whole = match document.format() {
        Format::Json => document.clone(),
        Format::Yaml => Document::parse(document.root()?.text(), Format::Json),
    };
    if whole.state(&path)?.node().at_pointer(&place.pointer).is_none() {
        let edit = Edit::SetField {
            state: path.clone(),
            field: None,
            pointer: Some(place.pointer.clone()),
            value: None,
            json: Some("null".to_owned()),
        };
        whole = whole.apply(&[edit]).ok()?.document;
    }
    let span = whole.state(&path)?.node().at_pointer(&place.pointer)?.span();
    let text = whole.text();
    // What is not closed yet would swallow what follows the field.
    let written = [text.get(..span.start)?, &place.text, &missing_end(&place.text), text.get(span.end..)?].concat();
    Some((Document::parse(written, Format::Json), span.start))
}

/// The quote, brackets and braces that a text lacks at its end.
fn missing_end(text: &str) -> String {
    let mut open = Vec::new();
    let mut in_string = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => in_string = !in_string,
            // What is escaped ends nothing.
            '\\' if in_string => drop(characters.next()),
            '{' if !in_string => open.push('}'),
            '[' if !in_string => open.push(']'),
            '}' | ']' if !in_string => drop(open.pop()),
            _ => {}
        }
    }
    in_string.then_some('"').into_iter().chain(open.into_iter().rev()).collect()
}

fn item(item: asl::CompletionItem) -> CompletionItem {
    let before = item.caret.and_then(|caret| item.insert.get(..caret)).unwrap_or(&item.insert);
    CompletionItem {
        caret: page_units(before),
        insert: crate::page_text::normalise(&item.insert),
        label: item.label,
        kind: kind(item.kind),
        detail: item.detail,
        documentation: item.documentation,
        page: item.page,
        more: item.more,
    }
}

fn kind(kind: asl::CompletionKind) -> CompletionKind {
    match kind {
        asl::CompletionKind::Field => CompletionKind::Field,
        asl::CompletionKind::Value => CompletionKind::Value,
        asl::CompletionKind::State => CompletionKind::State,
        asl::CompletionKind::Snippet => CompletionKind::Snippet,
        asl::CompletionKind::Error => CompletionKind::Error,
        asl::CompletionKind::Service => CompletionKind::Service,
        asl::CompletionKind::Action => CompletionKind::Action,
        asl::CompletionKind::Parameter => CompletionKind::Parameter,
        asl::CompletionKind::Variable => CompletionKind::Variable,
        asl::CompletionKind::Path => CompletionKind::Path,
        asl::CompletionKind::Function => CompletionKind::Function,
    }
}

/// What stands there.
pub(crate) fn hover(asked: &Asked) -> HoverAnswer {
    let Asked { document, text, version, byte } = asked;
    let found = byte.and_then(|byte| document.hover(byte)).map(|found| HoverText {
        from: text.unit(found.span.start),
        to: text.unit(found.span.end),
        title: found.title,
        detail: found.detail,
        text: found.text,
        page: found.page,
    });
    HoverAnswer { version: *version, found }
}

/// Where it is defined.
pub(crate) fn definition(asked: &Asked) -> DefinitionAnswer {
    let Asked { document, text, version, byte } = asked;
    let found = byte.and_then(|byte| document.definition(byte)).map(|found| DefinitionPlace {
        from: text.unit(found.origin.start),
        to: text.unit(found.origin.end),
        target_from: text.unit(found.target.start),
        target_to: text.unit(found.target.end),
        state: found.state.key(),
        path: found.state.0,
        is_state: found.is_state,
    });
    DefinitionAnswer { version: *version, found }
}

#[cfg(test)]
mod tests {
    use super::missing_end;

    #[test]
    fn what_is_open_is_closed() {
        for (text, end) in [
            ("", ""),
            ("{\"a\": [1, {\"b", "\"}]}"),
            ("{\"a\": \"\\\"}", "\"}"),
            ("}]", ""),
            ("\"{% $states.input.", "\""),
            ("{\"a\": \"[{\"}", ""),
        ] {
            assert_eq!(missing_end(text), end, "{text}");
        }
    }
}
