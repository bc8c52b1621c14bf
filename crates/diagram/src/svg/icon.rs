//! Small drawings, 16 by 16 pixels, for strokes of 1.5.

use stepwell_asl::StateType;

use super::Status;
use crate::model::Badge;

pub(crate) const UNKNOWN: &str = "M5.8 6.2a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2.9-1.2 1.8M8 12.4v.1";
pub(crate) const TASK: &str = "M9 2 4 9h4l-1 5 5-7H8z";

pub(crate) fn state(state_type: Option<StateType>) -> &'static str {
    match state_type {
        Some(StateType::Task) => TASK,
        Some(StateType::Pass) => "M3 8h10M9.5 4.5 13 8l-3.5 3.5",
        Some(StateType::Choice) => "M8 14V9L3.5 4.5M8 9l4.5-4.5M3 7.5V4h3.5M13 7.5V4H9.5",
        Some(StateType::Wait) => "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM8 5v3l2 1.5",
        Some(StateType::Succeed) => "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM5.5 8.2 7.2 9.9l3.3-3.6",
        Some(StateType::Fail) => "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM6 6l4 4M10 6l-4 4",
        Some(StateType::Parallel) => "M3 3h10v10H3zM8 3v10",
        Some(StateType::Map) => "M8 2.5 14 5.5 8 8.5 2 5.5zM2 8.2l6 3 6-3M2 10.9l6 3 6-3",
        None => UNKNOWN,
    }
}

pub(crate) fn badge(badge: &Badge) -> &'static str {
    match badge {
        Badge::Retry(_) => "M12.6 8.2a4.6 4.6 0 1 1-1.4-3.4l1.4 1.3M12.8 2.9v3.3H9.5",
        Badge::Catch(_) => "M8 2.4l4.6 1.7v3.7c0 3-2 4.9-4.6 5.8-2.6-.9-4.6-2.8-4.6-5.8V4.1z",
        Badge::Timeout => "M8 3.8a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 0 0 0-9.6zM8 6.2v2.6M6.4 1.8h3.2",
        Badge::Token => {
            "M4.4 2.5h7.2M4.4 13.5h7.2M5.2 2.5c0 3.2 2.8 3.8 2.8 5.5 0-1.7 2.8-2.3 2.8-5.5M5.2 13.5c0-3.2 2.8-3.8 2.8-5.5 0 1.7 2.8 2.3 2.8 5.5"
        }
        Badge::Concurrency(_) => "",
    }
}

/// The shape inside a status's disc.
pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Running => "M6.3 5.2 11 8l-4.7 2.8z",
        Status::Succeeded => "M5 8.2 7.2 10.3 11 6",
        Status::Failed => "M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
        Status::Caught => "M8 4.2l3 1.1v2.4c0 2-1.3 3.2-3 3.8-1.7-.6-3-1.8-3-3.8V5.3z",
        Status::Retrying => "M11 8.1a3 3 0 1 1-.9-2.2l.9.9M11.1 4.7v2.2H8.9",
        Status::Waiting => {
            "M5.8 4.7h4.4M5.8 11.3h4.4M6.3 4.7c0 2 1.7 2.2 1.7 3.3 0-1.1 1.7-1.3 1.7-3.3M6.3 11.3c0-2 1.7-2.2 1.7-3.3 0 1.1 1.7 1.3 1.7 3.3"
        }
        Status::Aborted => "M10.3 5.7l-4.6 4.6",
    }
}
