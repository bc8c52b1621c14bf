//! Where a name is defined.

use super::hover::leaf_at;
use super::named::named_at;
use super::place::{Place, Spot};
use super::variables::in_scope;
use crate::diagnostics::schema::Kind;
use crate::{Document, Span, StatePath};
use serde::Serialize;

/// Where a name is defined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The name that was asked about.
    pub origin: Span,
    /// Where it is defined: a state's name, a member of `Assign`. The same as `origin` where that is the definition.
    pub target: Span,
    /// The state that is defined, or that assigns the variable.
    pub state: StatePath,
    /// Whether a state is named; a variable otherwise.
    pub is_state: bool,
}

pub(super) fn definition(document: &Document, offset: usize) -> Option<Definition> {
    let (node, on_key) = leaf_at(document, offset)?;
    let place = Place::of(document, node, on_key)?;
    match place.spot()? {
        Spot::StateName(machine) => {
            let member = node.member()?;
            let state = machine.state(&member.key())?;
            let origin = member.key_span();
            Some(Definition { origin, target: origin, state: state.path(), is_state: true })
        }
        Spot::Value(field) if matches!(field.kind, Kind::Target) => {
            let state = place.machine()?.state(&node.as_str()?)?;
            let target = state.node().member()?.key_span();
            Some(Definition { origin: node.span(), target, state: state.path(), is_state: true })
        }
        Spot::Value(_) | Spot::Inside(..) => {
            let named = named_at(document, node, offset)?;
            let name = named.text.strip_prefix('$')?;
            let found = in_scope(document, place.state?);
            let variable = found.into_iter().find(|variable| variable.name == name)?;
            let (state, assigned) = variable.assigned.first()?;
            let target = assigned.member()?.key_span();
            Some(Definition { origin: named.span, target, state: state.path(), is_state: false })
        }
        Spot::Field | Spot::Member(..) => None,
    }
}
