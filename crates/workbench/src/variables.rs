//! Variables, in the page's terms.

use stepwell_asl::{self as asl, Document};

use crate::page_text::PageText;
use crate::schema::{ScopeKind, Variable, VariableList, VariableScope, VariableUse};

/// The variables of a document.
pub(crate) fn variables(document: &Document, text: &PageText, version: u64) -> VariableList {
    let place = |place: asl::VariableUse| VariableUse {
        state: place.state.key(),
        field: place.field.trim_start_matches('/').replace("~1", "/").replace("~0", "~"),
        from: text.unit(place.span.start),
        to: text.unit(place.span.end),
        warning: place.warning,
    };
    let variables = document.variables().into_iter().map(|variable| Variable {
        name: variable.name,
        scope: VariableScope {
            kind: match variable.scope.kind {
                asl::ScopeKind::Outer => ScopeKind::Outer,
                asl::ScopeKind::Branch => ScopeKind::Branch,
                asl::ScopeKind::Map => ScopeKind::Map,
                asl::ScopeKind::DistributedMap => ScopeKind::DistributedMap,
            },
            state: (!variable.scope.state.0.is_empty()).then(|| variable.scope.state.key()),
            branch: variable.scope.branch.and_then(|branch| u32::try_from(branch).ok()),
        },
        assigned: variable.assigned.into_iter().map(place).collect(),
        read: variable.read.into_iter().map(place).collect(),
    });
    VariableList { version, variables: variables.collect() }
}
