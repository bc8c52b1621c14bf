//! Collects diagnostics.

use super::{Diagnostic, Fix, Remedy, Severity};
use crate::{Document, Node, Span, StateView};

/// What one severity collects at most; more than that nobody reads, and it bounds the work.
const MAX_OF_A_KIND: usize = 200;

/// Diagnostics so far.
pub(crate) struct Report<'a> {
    document: &'a Document,
    found: Vec<(Phase, Diagnostic)>,
    counts: [usize; 3],
    /// Whether the last one was kept: only then it is given a fix.
    kept: bool,
}

/// In what order AWS finds things out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// What each object says for itself.
    Schema,
    /// How states hang together.
    Graph,
}

impl<'a> Report<'a> {
    pub(crate) fn new(document: &'a Document) -> Report<'a> {
        Report { document, found: Vec::new(), counts: [0; 3], kept: false }
    }

    pub(crate) fn document(&self) -> &'a Document {
        self.document
    }

    /// AWS's most frequent answer, about a node.
    pub(crate) fn schema(&mut self, node: Node<'_>, message: impl Into<String>) {
        self.add(Severity::Error, "SCHEMA_VALIDATION_FAILED", message, node, Phase::Schema);
    }

    pub(crate) fn error(&mut self, code: &'static str, node: Node<'_>, message: impl Into<String>) {
        self.add(Severity::Error, code, message, node, Phase::Schema);
    }

    pub(crate) fn graph(&mut self, code: &'static str, node: Node<'_>, message: impl Into<String>) {
        self.add(Severity::Error, code, message, node, Phase::Graph);
    }

    pub(crate) fn warning(&mut self, code: &'static str, node: Node<'_>, message: impl Into<String>) {
        self.add(Severity::Warning, code, message, node, Phase::Schema);
    }

    pub(crate) fn hint(&mut self, code: &'static str, node: Node<'_>, message: impl Into<String>) {
        self.add(Severity::Hint, code, message, node, Phase::Graph);
    }

    /// Gives the last diagnostic a fix.
    pub(crate) fn with_fix(&mut self, make: impl FnOnce(&Document) -> Option<Fix>) {
        if let Some((_, last)) = self.found.last_mut().filter(|_| self.kept) {
            let broken = !self.document.syntax_errors().is_empty();
            // Edits are for texts that are well-formed.
            last.fix = make(self.document).filter(|fix| !(broken && matches!(fix.remedy, Remedy::Edits(_))));
        }
    }

    /// Says of the last diagnostic what part of its node it is about.
    pub(crate) fn within(&mut self, span: Span) {
        if let Some((_, last)) = self.found.last_mut().filter(|_| self.kept) {
            last.span = span;
        }
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
        node: Node<'_>,
        phase: Phase,
    ) {
        if !self.room(severity) {
            return;
        }
        let span = match node.kind() {
            // An object can be a whole state; its name is what to look at.
            crate::NodeKind::Object => {
                node.member().map_or_else(|| first_character(self.document, node.span()), |member| member.key_span())
            }
            _ => node.span(),
        };
        let diagnostic = Diagnostic {
            severity,
            code,
            message: message.into(),
            location: location(node),
            span,
            state: self.document.state_of(self.document.same_node(node)).map(StateView::path),
            fix: None,
        };
        self.found.push((phase, diagnostic));
    }

    /// Something about the text as a whole.
    pub(crate) fn at(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: String,
        location: &str,
        span: Span,
        phase: Phase,
    ) {
        if self.room(severity) {
            let location = location.to_owned();
            self.found.push((phase, Diagnostic { severity, code, message, location, span, state: None, fix: None }));
        }
    }

    fn room(&mut self, severity: Severity) -> bool {
        let count = &mut self.counts[severity as usize];
        *count += 1;
        self.kept = *count <= MAX_OF_A_KIND;
        self.kept
    }

    /// All of them in AWS's order; where there are too many, errors go first.
    pub(crate) fn finish(mut self, at_most: usize) -> Vec<Diagnostic> {
        self.found.sort_by_key(|(phase, found)| (found.severity != Severity::Error, *phase, found.span.start));
        let mut all: Vec<Diagnostic> = self.found.into_iter().map(|(_, found)| found).collect();
        all.dedup_by(|a, b| a.code == b.code && a.message == b.message && a.location == b.location && a.span == b.span);
        all.truncate(at_most);
        all
    }
}

/// The first character of a span; nothing of an empty one.
fn first_character(document: &Document, span: Span) -> Span {
    let first = document.text()[span.range()].chars().next();
    Span::new(span.start, span.start + first.map_or(0, char::len_utf8))
}

/// A place as AWS writes it: `/States/Choose/Choices[0]/Next`, names unescaped; `/` is the whole definition.
pub(crate) fn location(node: Node<'_>) -> String {
    let mut parts = Vec::new();
    let mut at = node;
    while let Some(parent) = at.parent() {
        parts.push(match at.member() {
            Some(member) => format!("/{}", member.key()),
            None => format!("[{}]", at.position()),
        });
        at = parent;
    }
    if parts.is_empty() {
        return "/".to_owned();
    }
    parts.reverse();
    parts.concat()
}
