//! Help while typing, in the page's terms.

use stepwell_asl::{self as asl, Document};

use crate::page_text::{PageText, page_units};
use crate::schema::{
    CompletionAnswer, CompletionItem, CompletionKind, CompletionList, DefinitionAnswer, DefinitionPlace, HoverAnswer,
    HoverText,
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
