//! A Task's `Resource`, step by step: integration or `aws-sdk`, service, action, pattern.

use super::{Ask, Found, Part, item};
use crate::assist::docs::{Doc, guide};
use crate::assist::insert::Insert;
use crate::assist::item::{CompletionItem, CompletionKind};
use stepwell_aws_catalogue::{Catalogue, Pattern};

const LAMBDA: Doc = Doc { text: "A Lambda function by its own ARN.", page: guide!("connect-lambda") };
const ACTIVITY: Doc =
    Doc { text: "An activity: workers of your own ask for its tasks.", page: guide!("concepts-activities") };
const SDK: Doc =
    Doc { text: "Any action of any AWS service, as the AWS SDK has it.", page: guide!("supported-services-awssdk") };
const PREFIX: &str = "arn:aws:states:::";

pub(super) fn items(ask: &Ask<'_>) -> Found {
    let typed = ask.typed();
    let Some((_, called)) = typed.split_once(":states:::") else { return beginnings(ask).into() };
    let (sdk, called) = match called.strip_prefix("aws-sdk:") {
        Some(called) => (true, called),
        None => (false, called),
    };
    let last = called.rsplit([':', '.']).next().unwrap_or_default();
    // Where it is written with escapes, what is typed cannot be told from its length.
    if !ask.cursor.typed(ask.document).ends_with(last) {
        return Found::default();
    }
    let part = ask.part(last.len(), |c| c.is_ascii_alphanumeric() || c == '-');
    let items = match called.split_once(':') {
        None if sdk => services(ask, &part),
        None => integrated_services(ask, &part),
        Some((service, rest)) => match rest.split_once('.') {
            None if sdk => actions(ask, &part, service),
            None => integrations(ask, &part, service),
            Some((action, _)) => patterns(ask, &part, sdk, service, action),
        },
    };
    Found { items, part: Some(part) }
}

/// Nothing of an ARN is there yet: the optimised integrations by their names, and how other ARNs begin.
fn beginnings(ask: &Ask<'_>) -> Vec<CompletionItem> {
    let mut items: Vec<CompletionItem> = Catalogue::get()
        .integrations()
        .iter()
        .map(|one| {
            let label = format!("{}:{}", one.service, one.action);
            item(label, CompletionKind::Action, ask.writer.text(&one.resource(Pattern::RequestResponse)))
                .doc(Some(Doc { text: one.about, page: one.page }))
        })
        .collect();
    // Lambda is what most workflows call.
    items.sort_by_key(|one| !one.label.starts_with("lambda:"));
    let begin = |label: &str, arn: &str, doc: Option<Doc>, more| {
        item(label, CompletionKind::Service, ask.writer.text_around(arn, "")).doc(doc).more(more)
    };
    let function = "arn:aws:lambda:us-east-1:123456789012:function:";
    let activity = "arn:aws:states:us-east-1:123456789012:activity:";
    let first = usize::from(!items.is_empty());
    items.insert(first, begin("aws-sdk", &format!("{PREFIX}aws-sdk:"), Some(SDK), true));
    items.push(begin(PREFIX, PREFIX, None, true));
    items.push(begin(function, function, Some(LAMBDA), false));
    items.push(begin(activity, activity, Some(ACTIVITY), false));
    items
}

/// A segment and the colon that follows it.
fn segment(ask: &Ask<'_>, part: &Part, text: &str) -> Insert {
    let colon = if part.after.starts_with(':') { "" } else { ":" };
    ask.insert_part(part, &format!("{text}{colon}"), None)
}

fn integrated_services(ask: &Ask<'_>, part: &Part) -> Vec<CompletionItem> {
    let mut items =
        vec![item("aws-sdk", CompletionKind::Service, segment(ask, part, "aws-sdk")).doc(Some(SDK)).more(true)];
    for one in Catalogue::get().integrations() {
        if items.last().is_some_and(|last| last.label == one.service) {
            continue;
        }
        let name = Catalogue::get().service(one.service).map(|service| service.full_name()).unwrap_or_default();
        let mut service =
            item(one.service, CompletionKind::Service, segment(ask, part, one.service)).detail(name).more(true);
        service.page = Some(one.page.to_owned());
        items.push(service);
    }
    items
}

fn services(ask: &Ask<'_>, part: &Part) -> Vec<CompletionItem> {
    Catalogue::get()
        .services()
        .map(|service| {
            item(service.name(), CompletionKind::Service, segment(ask, part, service.name()))
                .detail(service.full_name())
                .says(service.doc())
                .more(true)
        })
        .collect()
}

fn actions(ask: &Ask<'_>, part: &Part, service: &str) -> Vec<CompletionItem> {
    let Some(service) = Catalogue::get().service(service) else { return Vec::new() };
    service
        .actions()
        .into_iter()
        .map(|action| {
            let note = if action.deprecated() { "deprecated" } else { "" };
            item(action.name(), CompletionKind::Action, ask.insert_part(part, action.name(), None))
                .detail(note)
                .says(action.doc())
        })
        .collect()
}

fn integrations(ask: &Ask<'_>, part: &Part, service: &str) -> Vec<CompletionItem> {
    let all = Catalogue::get().integrations().iter().filter(|one| one.service == service);
    all.flat_map(|one| {
        one.patterns.iter().map(|pattern| {
            // A suffix that stands there already stays.
            let suffix = if part.after.starts_with('.') { "" } else { pattern.suffix() };
            let name = format!("{}{suffix}", one.action);
            item(name.clone(), CompletionKind::Action, ask.insert_part(part, &name, None))
                .detail(pattern.to_string())
                .doc(Some(Doc { text: one.about, page: one.page }))
        })
    })
    .collect()
}

fn patterns(ask: &Ask<'_>, part: &Part, sdk: bool, service: &str, action: &str) -> Vec<CompletionItem> {
    const SDK_PATTERNS: &[Pattern] = &[Pattern::WaitForTaskToken];
    let offered = match Catalogue::get().integration(service, action) {
        _ if sdk => SDK_PATTERNS,
        Some(integration) => integration.patterns,
        None => &[],
    };
    offered
        .iter()
        .filter_map(|pattern| Some((pattern, pattern.suffix().strip_prefix('.')?)))
        .map(|(pattern, suffix)| {
            let mut one =
                item(suffix, CompletionKind::Value, ask.insert_part(part, suffix, None)).detail(pattern.to_string());
            one.page = Some(guide!("connect-to-resource").to_owned());
            one
        })
        .collect()
}
