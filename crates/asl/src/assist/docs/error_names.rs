//! Error names that Step Functions itself gives.

use super::Doc;

const PAGE: &str = super::guide!("concepts-error-handling");
const LAMBDA: &str = super::guide!("connect-lambda");

const fn named(name: &'static str, text: &'static str) -> (&'static str, Doc) {
    (name, Doc { text, page: PAGE })
}

/// The reserved names, the most often caught first.
pub(in crate::assist) const ERROR_NAMES: &[(&str, Doc)] = &[
    named(
        "States.ALL",
        "Every error but States.DataLimitExceeded and States.Runtime. Stands alone and in the last entry.",
    ),
    named("States.TaskFailed", "Every error of a Task but States.Timeout."),
    named("States.Timeout", "A Task ran longer than TimeoutSeconds, or sent no heartbeat within HeartbeatSeconds."),
    named("States.HeartbeatTimeout", "A Task sent no heartbeat within HeartbeatSeconds."),
    named("States.Permissions", "A Task lacked the permissions for what it called."),
    named("States.BranchFailed", "A branch of a Parallel state failed."),
    named("States.NoChoiceMatched", "No rule of a Choice state held, and it has no Default."),
    named("States.DataLimitExceeded", "A payload was larger than 256 KiB. States.ALL does not match it."),
    named(
        "States.Runtime",
        "The execution could not go on, for instance because a path leads nowhere. It is never retried or caught by States.ALL.",
    ),
    named("States.ParameterPathFailure", "A path in a payload template led nowhere."),
    named("States.ResultPathMatchFailure", "ResultPath could not be applied to the state's input."),
    named("States.IntrinsicFailure", "An intrinsic function failed."),
    named(
        "States.QueryEvaluationError",
        "A JSONata expression failed, gave nothing, or gave a value that the field does not take.",
    ),
    named(
        "States.ExceedToleratedFailureThreshold",
        "More items of a Map state failed than ToleratedFailurePercentage or ToleratedFailureCount allow.",
    ),
    named("States.ItemReaderFailed", "A Map state could not read its items."),
    named("States.ResultWriterFailed", "A Map state could not write its results."),
    named("States.Http.Socket", "A call of an HTTPS API got no answer within 60 seconds."),
];

/// Lambda's own faults, which AWS advises to retry whenever a function is called.
pub(in crate::assist) const LAMBDA_ERRORS: &[(&str, Doc)] = &[
    ("Lambda.ServiceException", Doc { text: "Lambda itself had a fault; worth a retry.", page: LAMBDA }),
    ("Lambda.AWSLambdaException", Doc { text: "Lambda itself had a fault; worth a retry.", page: LAMBDA }),
    ("Lambda.SdkClientException", Doc { text: "Lambda could not be reached; worth a retry.", page: LAMBDA }),
    ("Lambda.TooManyRequestsException", Doc { text: "Lambda was called too often; worth a retry.", page: LAMBDA }),
    (
        "Lambda.Unknown",
        Doc { text: "The function ended without an answer: out of memory, or out of time.", page: LAMBDA },
    ),
];

/// What a name means.
pub(in crate::assist) fn error_name(name: &str) -> Option<Doc> {
    ERROR_NAMES.iter().chain(LAMBDA_ERRORS).find(|(own, _)| *own == name).map(|(_, doc)| *doc)
}
