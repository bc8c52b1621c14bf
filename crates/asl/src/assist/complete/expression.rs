//! Names inside expressions: paths, variables, the context object, `$states`, functions.

use super::{Ask, Found, Part, item};
use crate::assist::docs::{self, ContextField, Doc, Function, guide};
use crate::assist::item::{CompletionItem, CompletionKind};
use crate::assist::known_paths::known_below;
use crate::assist::seen::members;
use crate::assist::variables::in_scope;
use crate::called::{Called, kind_name};
use crate::diagnostics::schema::Field;
use crate::{QueryLanguage, StateType, StateView};
use stepwell_json::Value;

/// In a text of several lines: whatever the language says.
pub(super) fn any(ask: &Ask<'_>) -> Found {
    match (ask.place.language(), ask.place.field()) {
        (QueryLanguage::JSONata, Some(field)) => jsonata(ask, field),
        (QueryLanguage::JSONPath, Some(_))
            if ask.place.node().member().is_some_and(|member| member.key().ends_with(".$")) =>
        {
            json_path(ask, true)
        }
        (QueryLanguage::JSONata | QueryLanguage::JSONPath, _) => Found::default(),
    }
}

/// In a path, or in an intrinsic where one may stand.
pub(super) fn json_path(ask: &Ask<'_>, with_intrinsics: bool) -> Found {
    let typed = ask.typed();
    if typed.matches('\'').count() % 2 == 1 {
        return Found::default();
    }
    let Some(chain) = chain(ask, &typed) else { return Found::default() };
    let (names, last) = split(chain);
    if chain.starts_with("$$.") {
        let part = part(ask, last);
        let items = context(ask, &part, names.get(1..).unwrap_or_default());
        return Found { items, part: Some(part) };
    }
    if chain.starts_with("$.") || chain.starts_with("$[") {
        let part = part(ask, last);
        let (root, below) = names.split_first().map_or(("$", &[][..]), |(root, below)| (*root, below));
        let mut items = Vec::new();
        if ask.place.field().is_some_and(|field| field.name == "ResultSelector") {
            items = result(ask, &part, below);
        }
        let data = ask.seen.at_path(ask.place);
        // `$[0].` has its brackets behind the root.
        let seen_below: Vec<&str> =
            root.strip_prefix('$').filter(|rest| !rest.is_empty()).into_iter().chain(below.iter().copied()).collect();
        seen(ask, &part, data.as_deref(), &seen_below, &mut items);
        paths(ask, &part, root, below, &mut items);
        return Found { items, part: Some(part) };
    }
    if chain.starts_with('$') && chain.contains('.') {
        return variable_members(ask, &names, last);
    }
    // What these belong to is not told by names alone.
    if chain.starts_with(['.', '[']) {
        return Found::default();
    }
    let part = part(ask, chain);
    let path = |text: &str, says: &str| {
        let insert = ask.insert_part(&part, text, None);
        item(text, CompletionKind::Path, insert).says(says)
    };
    let mut items = vec![path("$", "The whole input."), path("$.", "A part of the input.").more(true)];
    items.extend(variables(ask, &part));
    let mut whole = path("$$.", docs::CONTEXT.text).more(true);
    whole.page = Some(guide!("input-output-contextobject").to_owned());
    items.push(whole);
    if with_intrinsics {
        items.extend(docs::INTRINSICS.iter().map(|one| function(ask, &part, one)));
    }
    Found { items, part: Some(part) }
}

/// In a field that takes a JSONata expression.
pub(super) fn jsonata(ask: &Ask<'_>, field: &'static Field) -> Found {
    let typed = ask.typed();
    let Some(body) = typed.trim_start().strip_prefix("{%") else {
        let is_begun = matches!(typed.trim(), "" | "{") && !ask.cursor.is_long();
        let whole = || item("{% %}", CompletionKind::Snippet, ask.writer.text_around("{% ", " %}"));
        return is_begun
            .then(whole)
            .map(|one| one.detail("JSONata expression").more(true))
            .into_iter()
            .collect::<Vec<_>>()
            .into();
    };
    if body.contains("%}") || is_in_text(body) {
        return Found::default();
    }
    let Some(chain) = chain(ask, &typed) else { return Found::default() };
    let (names, last) = split(chain);
    if let Some(("$states", below)) = names.split_first().map(|(first, below)| (*first, below)) {
        let part = part(ask, last);
        let items = states(ask, &part, field, below);
        return Found { items, part: Some(part) };
    }
    // A name behind a dot is a part of some data.
    if !names.is_empty() {
        return variable_members(ask, &names, last);
    }
    if chain.starts_with('[') {
        return Found::default();
    }
    let part = part(ask, chain);
    let insert = ask.insert_part(&part, "$states.", None);
    let mut states =
        item("$states", CompletionKind::Path, insert).says("Input, result, error and context of the state.").more(true);
    states.page = Some(guide!("transforming-data").to_owned());
    let mut items: Vec<CompletionItem> = variables(ask, &part);
    items.push(states);
    items.extend(docs::FUNCTIONS.iter().map(|one| function(ask, &part, one)));
    Found { items, part: Some(part) }
}

/// What follows `$states.`
fn states(ask: &Ask<'_>, part: &Part, field: &Field, below: &[&str]) -> Vec<CompletionItem> {
    let name = |name: &str, says: &str, more: bool| {
        let text = if more && !part.after.starts_with('.') { format!("{name}.") } else { name.to_owned() };
        item(name, CompletionKind::Path, ask.insert_part(part, &text, None)).says(says).more(more)
    };
    match below.split_first() {
        None => {
            let mut items = vec![name("input", "What the state was given.", false)];
            let after = matches!(field.name, "Output" | "Assign");
            if after && ask.place.visit.schema.name == "catcher" {
                items.push(name("errorOutput", "The error that was caught: Error and Cause.", true));
            } else if after && has_result(ask) {
                items.insert(0, name("result", "What the state's task, branches or iterations gave.", false));
            }
            items.push(name("context", docs::CONTEXT.text, true));
            items
        }
        Some((&"context", below)) => context(ask, part, below),
        Some((&"errorOutput", [])) => {
            vec![name("Error", "The error's name.", false), name("Cause", "What people read about the error.", false)]
        }
        Some((&"result", below)) => {
            let mut items = result(ask, part, below);
            seen(ask, part, ask.seen.result.as_ref(), below, &mut items);
            items
        }
        Some((&"input", below)) => {
            let mut items = Vec::new();
            seen(ask, part, ask.seen.input.as_ref(), below, &mut items);
            paths(ask, part, "$states.input", below, &mut items);
            items
        }
        Some(_) => Vec::new(),
    }
}

/// Whether the object is a state that has a result.
fn has_result(ask: &Ask<'_>) -> bool {
    match ask.place.visit.state_type {
        Some(StateType::Task | StateType::Parallel | StateType::Map | StateType::Pass) => true,
        Some(StateType::Choice | StateType::Wait | StateType::Succeed | StateType::Fail) | None => false,
    }
}

/// Fields of the context object below these names.
fn context(ask: &Ask<'_>, part: &Part, below: &[&str]) -> Vec<CompletionItem> {
    let fields = docs::context_at(below.iter().copied()).map(|field| field.fields).unwrap_or_default();
    let one = |field: &ContextField| {
        let more = !field.fields.is_empty();
        let dot = if more && !part.after.starts_with('.') { "." } else { "" };
        let mut one =
            item(field.name, CompletionKind::Path, ask.insert_part(part, &format!("{}{dot}", field.name), None))
                .says(field.text)
                .more(more);
        one.page = Some(guide!("input-output-contextobject").to_owned());
        one
    };
    let mut items: Vec<CompletionItem> = fields.iter().map(one).collect();
    seen(ask, part, ask.seen.context.as_ref(), below, &mut items);
    items
}

/// Members of the variable that the names begin with, as they were seen.
fn variable_members(ask: &Ask<'_>, names: &[&str], last: &str) -> Found {
    let Some((variable, below)) = names.split_first() else { return Found::default() };
    let Some(name) = variable.strip_prefix('$').filter(|name| !name.is_empty()) else { return Found::default() };
    let way: Vec<&str> = std::iter::once(name).chain(below.iter().copied()).collect();
    let part = part(ask, last);
    let mut items = Vec::new();
    seen(ask, &part, ask.seen.variables.as_ref(), &way, &mut items);
    Found { items, part: Some(part) }
}

/// Members of data that the state was seen with.
fn seen(ask: &Ask<'_>, part: &Part, data: Option<&Value>, below: &[&str], items: &mut Vec<CompletionItem>) {
    let Some(data) = data else { return };
    for member in members(data, below, ask.place.language()) {
        if !items.iter().any(|known| known.label == member.name) {
            let insert = ask.insert_part(part, &member.name, None);
            let one = item(member.name, CompletionKind::Path, insert).detail(format!("seen, {}", member.kind));
            items.push(one.says(format!("When it was seen last: {}", member.sample)));
        }
    }
}

/// Members of what the state's task gives.
fn result(ask: &Ask<'_>, part: &Part, below: &[&str]) -> Vec<CompletionItem> {
    let Some(resource) = ask.place.state.and_then(StateView::resource) else { return Vec::new() };
    let names: Vec<String> = below.iter().map(|name| (*name).to_owned()).collect();
    let members = Called::of(&resource).map(|called| called.gives(&names)).unwrap_or_default();
    let one = |member: crate::called::Parameter| {
        item(member.name.clone(), CompletionKind::Path, ask.insert_part(part, &member.name, None))
            .detail(member.shape().map(|shape| kind_name(shape.kind())).unwrap_or_default())
            .says(member.doc())
    };
    members.into_iter().map(one).collect()
}

/// Names that other expressions of the document have behind the same path.
fn paths(ask: &Ask<'_>, part: &Part, root: &str, below: &[&str], items: &mut Vec<CompletionItem>) {
    let names = std::iter::once(root).chain(below.iter().copied()).chain(std::iter::once(part_name(ask, part)));
    let own = names.collect::<Vec<_>>().join(".");
    for name in known_below(ask.document, root, below, &own) {
        if !items.iter().any(|known| known.label == name) {
            let insert = ask.insert_part(part, &name, None);
            items.push(item(name, CompletionKind::Path, insert).detail("used elsewhere"));
        }
    }
}

/// What stands in the file where a part stands.
fn part_name<'t>(ask: &'t Ask<'_>, part: &Part) -> &'t str {
    ask.document.text().get(part.start..part.end).unwrap_or_default()
}

/// The variables in scope.
fn variables(ask: &Ask<'_>, part: &Part) -> Vec<CompletionItem> {
    let Some(state) = ask.place.state else { return Vec::new() };
    let found = in_scope(ask.place.document, state);
    let mut items = Vec::new();
    for variable in found.iter().filter(|variable| variable.name.chars().all(|c| c.is_alphanumeric() || c == '_')) {
        let by: Vec<String> = variable.assigned.iter().map(|(state, _)| state.name().into_owned()).collect();
        let label = format!("${}", variable.name);
        let insert = ask.insert_part(part, &label, None);
        let mut one = item(label, CompletionKind::Variable, insert).detail(format!("of {}", by.join(", ")));
        one.documentation = (!variable.before).then(|| "No state before this one assigns it.".to_owned());
        one.page = Some(guide!("workflow-variables").to_owned());
        items.push(one);
    }
    items
}

fn function(ask: &Ask<'_>, part: &Part, one: &Function) -> CompletionItem {
    let is_called = part.after.starts_with('(');
    let text = if is_called { one.name.to_owned() } else { format!("{}()", one.name) };
    let inside = !is_called && one.arguments != "()";
    let insert = ask.insert_part(part, &text, inside.then(|| text.len() - 1));
    let Doc { text, page } = one.doc;
    item(one.name, CompletionKind::Function, insert).detail(one.arguments).doc(Some(Doc { text, page }))
}

/// The names, joined by dots, that what is typed ends with; none where they are escaped in the file.
fn chain<'t>(ask: &Ask<'_>, typed: &'t str) -> Option<&'t str> {
    let mut start = typed.len();
    loop {
        let before = typed.get(..start).unwrap_or_default();
        let length: usize = before.chars().rev().take_while(|c| belongs(*c)).map(char::len_utf8).sum();
        start -= length;
        // Brackets in the midst belong to the name before them: `items[0].`
        let before = typed.get(..start).unwrap_or_default();
        let Some(open) = before.ends_with(']').then(|| before.rfind('[')).flatten() else { break };
        let inside = before.get(open + 1..before.len() - 1).unwrap_or_default();
        if !inside.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '*' | '\'')) {
            break;
        }
        start = open;
    }
    let chain = typed.get(start..).unwrap_or_default();
    ask.cursor.typed(ask.document).ends_with(chain).then_some(chain)
}

fn belongs(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '.')
}

/// The names before the last dot, and what follows it.
fn split(chain: &str) -> (Vec<&str>, &str) {
    match chain.rsplit_once('.') {
        Some((before, last)) => (before.split('.').collect(), last),
        None => (Vec::new(), chain),
    }
}

fn part(ask: &Ask<'_>, last: &str) -> Part {
    ask.part(last.len(), |c| c.is_alphanumeric() || c == '_')
}

/// Whether an expression that is typed so far ends inside a text or a quoted name.
fn is_in_text(body: &str) -> bool {
    let mut open = None;
    let mut escaped = false;
    for c in body.chars() {
        match open {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(quote) if c == quote => open = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => open = Some(c),
            None => {}
        }
    }
    open.is_some()
}
