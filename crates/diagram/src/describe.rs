//! What a card says about its state: the second line and the badges.

use stepwell_asl::{NodeKind, StateType, StateView};

use crate::model::Badge;
use crate::service::{self, Service};

/// Characters of a text on a card at most; nothing shows more, and definitions may be megabytes long.
const LONGEST: usize = 240;

/// What a card says beside the name.
pub(crate) struct Description {
    pub subtitle: String,
    pub service: Option<Service>,
    pub badges: Vec<Badge>,
}

pub(crate) fn describe(state: StateView<'_>, state_type: Option<StateType>) -> Description {
    let mut badges = Vec::new();
    let mut service = None;
    let subtitle = match state_type {
        Some(StateType::Task) => {
            let resource = state.resource().unwrap_or_default();
            let call = service::read(&resource);
            if call.waits_for_token {
                badges.push(Badge::Token);
            }
            service = call.service;
            if call.label.is_empty() { "no resource yet".to_owned() } else { call.label }
        }
        Some(StateType::Pass) => "pass".to_owned(),
        Some(StateType::Choice) => counted(state.choices().count(), "rule", "rules"),
        Some(StateType::Wait) => wait(state),
        Some(StateType::Succeed) => "succeed".to_owned(),
        Some(StateType::Fail) => match text(state, &["Error", "ErrorPath"]) {
            Some(error) => format!("fail · {error}"),
            None => "fail".to_owned(),
        },
        Some(StateType::Parallel) => counted(state.branches().count(), "branch", "branches"),
        Some(StateType::Map) => match text(state, &["Items", "ItemsPath"]) {
            Some(items) => format!("each of {}", items.trim_start_matches("{%").trim_end_matches("%}").trim()),
            None if state.field("ItemReader").is_some() => "each of what its reader reads".to_owned(),
            None => "each of the input".to_owned(),
        },
        None => match state.field("Type").and_then(|kind| kind.as_str().map(|name| name.into_owned())) {
            Some(unknown) => format!("unknown type {unknown}"),
            None => "no type yet".to_owned(),
        },
    };
    if state_type == Some(StateType::Map) {
        let is_distributed = ["ItemProcessor", "Iterator"].iter().any(|field| {
            let mode =
                state.field(field).and_then(|node| node.get("ProcessorConfig")).and_then(|node| node.get("Mode"));
            mode.and_then(|mode| mode.as_str().map(|mode| mode == "DISTRIBUTED")).unwrap_or(false)
        });
        let limit = state.field("MaxConcurrency").filter(|limit| limit.as_f64() != Some(0.0));
        if is_distributed {
            badges.push(Badge::Concurrency("distributed".to_owned()));
        } else if let Some(limit) = limit {
            badges.push(Badge::Concurrency(format!("{} at once", short(limit.text().trim_matches('"')))));
        }
    }
    if has_handlers(state_type) {
        let retriers = state.retriers().count();
        if retriers > 0 {
            badges.push(Badge::Retry(retriers));
        }
        let catchers = state.catchers().count();
        if catchers > 0 {
            badges.push(Badge::Catch(catchers));
        }
    }
    let limits = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"];
    if state_type == Some(StateType::Task) && limits.iter().any(|field| state.field(field).is_some()) {
        badges.push(Badge::Timeout);
    }
    Description { subtitle: short(&subtitle), service, badges }
}

/// States of unknown type may have handlers as well: they may be half written.
pub(crate) fn has_handlers(state_type: Option<StateType>) -> bool {
    state_type.is_none_or(StateType::has_catch)
}

fn wait(state: StateView<'_>) -> String {
    if let Some(seconds) = state.field("Seconds") {
        return match seconds.as_i64() {
            Some(seconds) if seconds >= 0 => format!("wait {}", duration(seconds)),
            _ => format!("wait {}", short(seconds.text().trim_matches('"'))),
        };
    }
    if let Some(path) = text(state, &["SecondsPath"]) {
        return format!("wait {path} seconds");
    }
    match text(state, &["Timestamp", "TimestampPath"]) {
        Some(time) => format!("wait until {time}"),
        None => "wait".to_owned(),
    }
}

fn duration(seconds: i64) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min")];
    for (size, unit) in units {
        if seconds >= size && seconds % size == 0 {
            return format!("{} {unit}", seconds / size);
        }
    }
    format!("{seconds} s")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The first of some fields that is there, as it is written but without its quotes.
fn text(state: StateView<'_>, fields: &[&str]) -> Option<String> {
    let node = fields.iter().find_map(|field| state.field(field))?;
    match node.kind() {
        NodeKind::String => node.as_str().map(|text| short(text.trim())),
        _ => Some(short(node.text())),
    }
}

/// At most [`LONGEST`] characters, white space as single spaces.
pub(crate) fn short(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        if words.len() > LONGEST {
            words.push('…');
            break;
        }
        words.extend(word.chars().take(LONGEST));
    }
    words
}
