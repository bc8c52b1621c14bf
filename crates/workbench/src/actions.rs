//! What a Task can call, searched and listed for the palette.

use std::collections::BTreeSet;

use stepwell_asl::{action_parameters, starter_parameters};
use stepwell_aws_catalogue::{Catalogue, Integration, Kind, Pattern};
use stepwell_diagram as diagram;

use crate::reading::tile;
use crate::schema::{
    ActionParameter, ActionParameterList, ActionParametersArgs, AwsAction, AwsActionList, AwsActionsArgs, AwsService,
    AwsServiceList, ParameterKind, ServiceTile,
};

/// No list is longer than this.
const MOST: usize = 1_000;

/// An action, told by names alone: nothing of its service is unpacked yet.
struct Candidate<'c> {
    /// The service of the AWS SDK that it belongs to, or the integration's own where it has none behind it.
    service: &'c str,
    full_name: &'c str,
    call: Call<'c>,
}

enum Call<'c> {
    Optimised(&'static Integration, Pattern),
    Sdk(&'c str),
}

/// All services.
pub(crate) fn services() -> AwsServiceList {
    let catalogue = Catalogue::get();
    let optimised: BTreeSet<&str> = catalogue.integrations().iter().map(home).collect();
    let integrated = |name: &str| -> u32 {
        let own = catalogue.integrations().iter().filter(|one| home(one) == name);
        count(own.map(|one| one.patterns.len()).sum())
    };
    let mut services: Vec<AwsService> = catalogue
        .services()
        .map(|service| AwsService {
            name: service.name().to_owned(),
            title: service.full_name().to_owned(),
            tile: tile_of(service.name()),
            actions: count(service.action_count()) + integrated(service.name()),
            optimised: optimised.contains(service.name()),
        })
        .collect();
    // Such as HTTP endpoints: no service of the SDK stands behind them.
    for name in optimised.iter().filter(|name| catalogue.service(name).is_none()) {
        services.push(AwsService {
            name: (*name).to_owned(),
            title: alone(name),
            tile: tile_of(name),
            actions: integrated(name),
            optimised: true,
        });
    }
    services.sort_by_cached_key(|service| (!service.optimised, short(&service.title).to_lowercase()));
    AwsServiceList { services }
}

/// Actions that fit a query.
pub(crate) fn actions(arguments: &AwsActionsArgs) -> AwsActionList {
    let catalogue = Catalogue::get();
    let words: Vec<String> = arguments.query.split_whitespace().map(str::to_lowercase).collect();
    let wanted = |name: &str| arguments.service.as_deref().is_none_or(|only| only == name);
    let mut found: Vec<((u32, usize), Candidate<'_>)> = Vec::new();
    let mut consider = |candidate: Candidate<'static>| {
        found.extend(rank(&candidate, &words).map(|rank| (rank, candidate)));
    };
    for integration in catalogue.integrations().iter().filter(|one| wanted(home(one))) {
        let service = home(integration);
        let full_name = catalogue.service(service).map_or("", |service| service.full_name());
        for pattern in integration.patterns {
            consider(Candidate { service, full_name, call: Call::Optimised(integration, *pattern) });
        }
    }
    for service in catalogue.services().filter(|service| wanted(service.name())) {
        for action in service.action_names() {
            consider(Candidate { service: service.name(), full_name: service.full_name(), call: Call::Sdk(action) });
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    let total = count(found.len());
    found.truncate(usize::try_from(arguments.limit).unwrap_or(MOST).min(MOST));
    AwsActionList { total, actions: found.into_iter().map(|(_, candidate)| action(&candidate)).collect() }
}

/// What an action takes at one level.
pub(crate) fn parameters(arguments: &ActionParametersArgs) -> ActionParameterList {
    let Some(found) = action_parameters(&arguments.resource, &arguments.names) else {
        return ActionParameterList {
            known: false,
            complete: false,
            about: String::new(),
            page: None,
            parameters: Vec::new(),
        };
    };
    let parameter = |one: stepwell_asl::ActionParameter| ActionParameter {
        name: one.name,
        required: one.required,
        kind: one.kind.map_or(ParameterKind::Anything, kind),
        element: one.element.map(kind),
        values: one.values,
        least: one.least,
        greatest: one.greatest,
        doc: one.doc,
    };
    ActionParameterList {
        known: true,
        complete: found.complete,
        about: found.about,
        page: found.page.map(str::to_owned),
        parameters: found.parameters.into_iter().map(parameter).collect(),
    }
}

fn kind(kind: Kind) -> ParameterKind {
    match kind {
        Kind::Structure | Kind::Union => ParameterKind::Object,
        Kind::List => ParameterKind::List,
        Kind::Map => ParameterKind::Map,
        Kind::String | Kind::Blob => ParameterKind::Text,
        Kind::Enum => ParameterKind::Choice,
        Kind::Integer | Kind::Long => ParameterKind::Whole,
        Kind::Float => ParameterKind::Decimal,
        Kind::Boolean => ParameterKind::Flag,
        Kind::Timestamp => ParameterKind::Time,
        Kind::Document => ParameterKind::Anything,
    }
}

/// How well a candidate fits, 0 best; none where a word is nowhere.
fn rank(candidate: &Candidate<'_>, words: &[String]) -> Option<(u32, usize)> {
    let (name, own_service, optimised) = match &candidate.call {
        Call::Optimised(integration, pattern) => {
            (format!("{}{}", integration.action, pattern.suffix()), integration.service, true)
        }
        Call::Sdk(action) => ((*action).to_owned(), candidate.service, false),
    };
    let action = name.to_lowercase();
    let services = [candidate.service.to_lowercase(), own_service.to_lowercase(), candidate.full_name.to_lowercase()];
    let whole = format!("{own_service}:{action}");
    let mut rank = 0;
    for word in words {
        let by_action = distance(&action, word);
        let by_service = services.iter().map(|service| distance(service, word)).min().unwrap_or(NOWHERE);
        let (near, far) = (by_action.min(by_service), by_action.max(by_service));
        if near == NOWHERE && !whole.contains(word.as_str()) {
            return None;
        }
        rank += near * 4 + far;
    }
    // Of two that fit as well the shorter says less beside what was asked for.
    Some((rank * 2 + u32::from(!optimised), if words.is_empty() { 0 } else { name.len() }))
}

/// A word is not in a name.
const NOWHERE: u32 = 3;

/// How far a word is from being a name.
fn distance(name: &str, word: &str) -> u32 {
    if name == word {
        0
    } else if name.starts_with(word) {
        1
    } else if name.contains(word) {
        2
    } else {
        NOWHERE
    }
}

fn action(candidate: &Candidate<'_>) -> AwsAction {
    let catalogue = Catalogue::get();
    let (resource, name, service, waits, about) = match &candidate.call {
        Call::Optimised(integration, pattern) => (
            integration.resource(*pattern),
            integration.action,
            integration.service,
            (*pattern != Pattern::RequestResponse).then(|| waits(*pattern)),
            integration.about.to_owned(),
        ),
        Call::Sdk(action) => (
            format!("arn:aws:states:::aws-sdk:{}:{action}", candidate.service),
            *action,
            candidate.service,
            None,
            catalogue.action(candidate.service, action).map(|action| action.doc().to_owned()).unwrap_or_default(),
        ),
    };
    AwsAction {
        parameters: starter_parameters(&resource).unwrap_or_default(),
        resource,
        title: in_words(name),
        service: service.to_owned(),
        service_title: if candidate.full_name.is_empty() { alone(service) } else { candidate.full_name.to_owned() },
        tile: tile_of(service),
        optimised: matches!(candidate.call, Call::Optimised(..)),
        waits,
        about,
    }
}

/// The service of the SDK that an integration belongs to; its own where there is none.
fn home(integration: &Integration) -> &'static str {
    integration.api.map_or(integration.service, |(service, _)| service)
}

/// What AWS calls a thing that is no service of the SDK.
fn alone(name: &str) -> String {
    if name == "http" { "HTTPS endpoints".to_owned() } else { name.to_owned() }
}

fn waits(pattern: Pattern) -> String {
    match pattern {
        Pattern::RequestResponse => "",
        Pattern::Sync | Pattern::Sync2 => "waits for the job",
        Pattern::WaitForTaskToken => "waits for the token",
    }
    .to_owned()
}

fn tile_of(service: &str) -> ServiceTile {
    let call = diagram::read_resource(&format!("arn:aws:states:::{service}:"));
    call.service.map_or_else(|| ServiceTile { letters: "?".to_owned(), family: "flow".to_owned() }, tile)
}

/// A name without the maker's before it, to be sorted by.
fn short(title: &str) -> &str {
    title.strip_prefix("Amazon ").or_else(|| title.strip_prefix("AWS ")).unwrap_or(title)
}

/// `describeDBInstances` as `Describe DB instances`.
fn in_words(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(at + 1);
        let begins = letter.is_ascii_uppercase()
            && (before.is_some_and(|before| !before.is_ascii_uppercase())
                || after.is_some_and(|after| after.is_ascii_lowercase()));
        match words.last_mut() {
            Some(word) if !begins => word.push(*letter),
            Some(_) | None => words.push(letter.to_string()),
        }
    }
    let plain = |word: String| {
        let is_short_form = word.len() > 1 && word.chars().all(|letter| !letter.is_ascii_lowercase());
        if is_short_form { word } else { word.to_lowercase() }
    };
    let text = words.into_iter().map(plain).collect::<Vec<_>>().join(" ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str) -> Vec<String> {
        let arguments = AwsActionsArgs { query: query.to_owned(), service: None, limit: 3 };
        actions(&arguments).actions.into_iter().map(|action| action.resource.replace("arn:aws:states:::", "")).collect()
    }

    #[test]
    fn actions_are_found_by_the_words_of_their_names() {
        assert_eq!(first("sqs sendMessage")[..2], ["sqs:sendMessage", "aws-sdk:sqs:sendMessage"]);
        assert_eq!(first("putitem")[..2], ["dynamodb:putItem", "aws-sdk:dynamodb:putItem"]);
        assert_eq!(first("queue create")[0], "aws-sdk:sqs:createQueue");
        assert_eq!(first("states:startexecution")[0], "states:startExecution");
        assert_eq!(first("http")[0], "http:invoke");
        assert!(first("no such thing").is_empty());
    }

    #[test]
    fn services_come_with_all_their_actions() {
        let listed = services().services;
        assert!(listed.len() >= 220);
        let names: Vec<&str> =
            listed.iter().take_while(|service| service.optimised).map(|one| one.name.as_str()).collect();
        assert!(["lambda", "dynamodb", "http", "sfn"].iter().all(|name| names.contains(name)), "{names:?}");
        for service in ["sqs", "http", "ec2"] {
            let entry = listed.iter().find(|one| one.name == service).expect("listed");
            let arguments = AwsActionsArgs { query: String::new(), service: Some(service.to_owned()), limit: 5_000 };
            let found = actions(&arguments);
            assert_eq!((found.total, found.actions.len()), (entry.actions, entry.actions as usize), "{service}");
        }
    }

    #[test]
    fn an_action_says_what_a_task_needs() {
        let arguments = AwsActionsArgs { query: "ecs:runtask.sync".to_owned(), service: None, limit: 1 };
        let found = actions(&arguments).actions.remove(0);
        assert_eq!(found.resource, "arn:aws:states:::ecs:runTask.sync");
        assert_eq!((found.title.as_str(), found.waits.as_deref()), ("Run task", Some("waits for the job")));
        assert!(found.parameters.contains_key("TaskDefinition"), "{:?}", found.parameters);
    }

    #[test]
    fn names_become_words() {
        for (name, words) in [
            ("sendMessage", "Send message"),
            ("describeDBInstances", "Describe DB instances"),
            ("listObjectsV2", "List objects V2"),
            ("invoke", "Invoke"),
            ("", ""),
        ] {
            assert_eq!(in_words(name), words);
        }
    }
}
