//! Names of errors.

use super::{Ask, item};
use crate::assist::docs;
use crate::assist::item::{CompletionItem, CompletionKind};
use crate::called::Called;
use crate::{MachineView, Node, StateType, StateView};
use stepwell_aws_catalogue::Description;

/// What the state may fail with: the errors of what it calls, those that states inside it end with, and Step Functions' own.
pub(super) fn items(ask: &Ask<'_>) -> Vec<CompletionItem> {
    let node = ask.place.node();
    let around = node.parent().into_iter().flat_map(Node::items);
    let present: Vec<String> =
        around.filter(|other| *other != node).filter_map(Node::as_str).map(|name| name.into_owned()).collect();
    let mut items: Vec<CompletionItem> = Vec::new();
    let mut push = |one: CompletionItem| {
        // States.ALL stands alone.
        let fits = !present.contains(&one.label) && (present.is_empty() || one.label != "States.ALL");
        if fits && !items.iter().any(|known| known.label == one.label) {
            items.push(one);
        }
    };
    let named = |name: &str| item(name, CompletionKind::Error, ask.writer.text(name));
    let called = ask.place.state.and_then(StateView::resource).and_then(|resource| Called::of(&resource));
    if let Some(called) = &called {
        if calls_lambda(called) {
            docs::LAMBDA_ERRORS.iter().for_each(|(name, doc)| push(named(name).doc(Some(*doc))));
        }
        for name in called.errors() {
            push(named(name).detail("of what is called"));
        }
    }
    for (name, state) in thrown_inside(ask.place.state) {
        push(named(&name).detail(format!("of {state}")));
    }
    docs::ERROR_NAMES.iter().for_each(|(name, doc)| push(named(name).doc(Some(*doc))));
    items
}

fn calls_lambda(called: &Called) -> bool {
    match called.description() {
        Description::Function { .. } => true,
        Description::Integration { integration, .. } => integration.service == "lambda",
        Description::Sdk { service, .. } => service == "lambda",
        _ => false,
    }
}

/// The errors that Fail states inside a Parallel or Map end with, and which state it is.
fn thrown_inside(state: Option<StateView<'_>>) -> Vec<(String, String)> {
    let inside = state.into_iter().flat_map(StateView::machines).flat_map(MachineView::all_states);
    inside
        .filter(|state| state.state_type() == Some(StateType::Fail))
        .filter_map(|state| Some((state.field("Error")?.as_str()?.into_owned(), state.name().into_owned())))
        .filter(|(name, _)| !name.is_empty() && !name.contains("${") && !name.starts_with("{%"))
        .collect()
}
