//! The fields of the language.

use super::{Doc, guide};

const STRUCTURE: &str = guide!("statemachine-structure");
const COMMON: &str = guide!("workflow-states");
const INPUT_OUTPUT: &str = guide!("concepts-input-output-filtering");
const JSONATA: &str = guide!("transforming-data");
const VARIABLES: &str = guide!("workflow-variables");
const ERRORS: &str = guide!("concepts-error-handling");
const TASK: &str = guide!("state-task");
const MAP: &str = guide!("state-map");
const DISTRIBUTED: &str = guide!("state-map-distributed");
const READER: &str = guide!("input-output-itemreader");
const BATCHER: &str = guide!("input-output-itembatcher");
const WRITER: &str = guide!("input-output-resultwriter");
const CHOICE: &str = guide!("state-choice");
const WAIT: &str = guide!("state-wait");
const FAIL: &str = guide!("state-fail");

/// What a field of an object means; the object by the name of its schema (`Task state`).
pub(in crate::assist) fn field(object: &str, name: &str) -> Option<Doc> {
    own(object, name).or_else(|| common(name)).or_else(|| operator(name)).map(|(text, page)| Doc { text, page })
}

/// Fields that mean something else, or more, in one object.
fn own(object: &str, name: &str) -> Option<(&'static str, &'static str)> {
    Some(match (object, name) {
        ("state machine", "TimeoutSeconds") => {
            ("The execution fails with States.Timeout when it runs longer than so many seconds.", STRUCTURE)
        }
        ("state machine", "QueryLanguage") => (
            "JSONPath or JSONata, for all states that do not name one themselves. JSONPath where it is left out.",
            JSONATA,
        ),
        ("Pass state", "Parameters") => {
            ("A payload template: what the state works with instead of its input.", INPUT_OUTPUT)
        }
        ("Map state", "Parameters") => ("The older name of ItemSelector.", guide!("input-output-itemselector")),
        ("item reader", "Resource") => {
            ("The S3 action that reads the items: s3:getObject or s3:listObjectsV2.", READER)
        }
        ("item reader", "Parameters" | "Arguments") => ("Where the items lie: Bucket, and Key or Prefix.", READER),
        ("result writer", "Resource") => ("The S3 action that writes the results: s3:putObject.", WRITER),
        ("result writer", "Parameters" | "Arguments") => ("Where the results go: Bucket and Prefix.", WRITER),
        ("reader configuration", "Transformation") => {
            ("LOAD_AND_FLATTEN reads the listed objects' contents as items; NONE takes the list itself.", READER)
        }
        ("writer configuration", "Transformation") => {
            ("How the child executions' results are written: NONE with all about them, COMPACT or FLATTEN.", WRITER)
        }
        ("catcher", "Next") => ("The state that goes on with the error.", ERRORS),
        ("catcher", "ResultPath") => {
            ("Where the error goes in the state's input; the whole input ($) where it is left out.", ERRORS)
        }
        ("catcher", "Output") => ("What the next state is given; $states.errorOutput has Error and Cause.", ERRORS),
        ("catcher", "Assign") => {
            ("Variables to set when this entry catches; $states.errorOutput has Error and Cause.", ERRORS)
        }
        ("catcher", "ErrorEquals") => {
            ("The error names that this entry catches. States.ALL stands alone and last.", ERRORS)
        }
        ("retrier", "ErrorEquals") => {
            ("The error names that this entry retries. States.ALL stands alone and last.", ERRORS)
        }
        ("choice rule", "Next") => ("The state that goes on when this rule holds.", CHOICE),
        ("choice rule", "Assign") => ("Variables to set when this rule holds.", CHOICE),
        ("choice rule", "Output") => ("What the next state is given when this rule holds.", CHOICE),
        ("Choice state", "Assign") => ("Variables to set when no rule holds.", CHOICE),
        ("Choice state", "Output") => ("What Default's state is given.", CHOICE),
        _ => return None,
    })
}

fn common(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "Type" => ("What the state does: Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map.", COMMON),
        "Comment" => ("A note for people; it has no meaning.", COMMON),
        "StartAt" => ("The name of the state that runs first.", STRUCTURE),
        "States" => ("The states, by name.", STRUCTURE),
        "Version" => ("The version of the language; 1.0 is the only one.", STRUCTURE),
        "QueryLanguage" => ("JSONPath or JSONata, for this state alone.", JSONATA),
        "InputPath" => (
            "The part of the input that the state works with; null for an empty object. $ where it is left out.",
            INPUT_OUTPUT,
        ),
        "OutputPath" => {
            ("The part of the result that goes on; null for an empty object. $ where it is left out.", INPUT_OUTPUT)
        }
        "ResultPath" => (
            "Where the result goes in the input; null drops the result. $ (the result alone) where it is left out.",
            guide!("input-output-resultpath"),
        ),
        "Parameters" => ("A payload template: what the resource is called with.", INPUT_OUTPUT),
        "ResultSelector" => ("A payload template over the raw result, applied before ResultPath.", INPUT_OUTPUT),
        "Arguments" => ("What the resource is called with; expressions within {% %} anywhere in it.", JSONATA),
        "Output" => ("What goes on instead of the result; expressions within {% %} anywhere in it.", JSONATA),
        "Assign" => ("Variables to set, by name; later states read them as $name.", VARIABLES),
        "Next" => ("The name of the state that goes on.", COMMON),
        "End" => ("true: the execution, branch or iteration ends after this state.", COMMON),
        "Retry" => ("What is tried again after an error: the first entry that fits counts.", ERRORS),
        "Catch" => ("Where errors lead: the first entry that fits counts.", ERRORS),
        "Resource" => ("The ARN of what is called: an integration, an API action, a function or an activity.", TASK),
        "Credentials" => {
            ("The role to call in, for resources of another account.", guide!("concepts-access-cross-acct-resources"))
        }
        "TimeoutSeconds" => (
            "The task fails with States.Timeout when it takes longer than so many seconds. A year where it is left out.",
            TASK,
        ),
        "TimeoutSecondsPath" => {
            ("A path to the number of seconds after which the task fails with States.Timeout.", TASK)
        }
        "HeartbeatSeconds" => {
            ("The task fails with States.HeartbeatTimeout when no heartbeat comes for so many seconds.", TASK)
        }
        "HeartbeatSecondsPath" => ("A path to the number of seconds between heartbeats.", TASK),
        "Result" => ("What the state gives, as it stands; paths in it are not read.", guide!("state-pass")),
        "Seconds" => ("How many seconds to wait.", WAIT),
        "SecondsPath" => ("A path to the number of seconds to wait.", WAIT),
        "Timestamp" => ("The time to wait for, ISO 8601: 2026-03-14T01:59:00Z.", WAIT),
        "TimestampPath" => ("A path to the time to wait for.", WAIT),
        "Choices" => ("The rules, in order; the first that holds says where to go on.", CHOICE),
        "Default" => (
            "The state that goes on when no rule holds; without it the state fails with States.NoChoiceMatched.",
            CHOICE,
        ),
        "Condition" => ("A JSONata expression that gives true or false.", CHOICE),
        "Variable" => ("The path to the value that is compared.", CHOICE),
        "And" => ("Holds when all of these rules hold.", CHOICE),
        "Or" => ("Holds when one of these rules holds.", CHOICE),
        "Not" => ("Holds when this rule does not.", CHOICE),
        "Error" => ("The error's name.", FAIL),
        "ErrorPath" => ("A path, or an intrinsic, that gives the error's name.", FAIL),
        "Cause" => ("What people read about the error.", FAIL),
        "CausePath" => ("A path, or an intrinsic, that gives what people read about the error.", FAIL),
        "Branches" => ("The state machines that run at the same time.", guide!("state-parallel")),
        "ItemProcessor" => ("The state machine that runs for each item.", MAP),
        "Iterator" => ("The older name of ItemProcessor.", MAP),
        "ProcessorConfig" => ("Whether iterations run in this execution or as executions of their own.", MAP),
        "Mode" => ("INLINE: within this execution. DISTRIBUTED: each item as an execution of its own.", MAP),
        "ExecutionType" => ("Whether the child executions of a distributed Map are STANDARD or EXPRESS.", DISTRIBUTED),
        "ItemsPath" => {
            ("A path to the list of items; the whole input where it is left out.", guide!("input-output-itemspath"))
        }
        "Items" => ("The list of items, or an expression that gives it.", MAP),
        "ItemSelector" => (
            "What each iteration is given instead of the bare item; $$.Map.Item.Value is the item.",
            guide!("input-output-itemselector"),
        ),
        "ItemReader" => ("Where a distributed Map reads its items from, in S3.", READER),
        "ItemBatcher" => ("Puts several items into one child execution.", BATCHER),
        "ResultWriter" => ("Where a distributed Map writes its results to, in S3.", WRITER),
        "MaxConcurrency" => ("How many iterations run at once; 0 for as many as possible.", MAP),
        "MaxConcurrencyPath" => ("A path to the number of iterations that run at once.", MAP),
        "ToleratedFailurePercentage" => {
            ("The Map fails when more than this percentage of its items fails.", DISTRIBUTED)
        }
        "ToleratedFailurePercentagePath" => ("A path to the percentage of items that may fail.", DISTRIBUTED),
        "ToleratedFailureCount" => ("The Map fails when more than this number of its items fails.", DISTRIBUTED),
        "ToleratedFailureCountPath" => ("A path to the number of items that may fail.", DISTRIBUTED),
        "Label" => ("Names the Map Run in ARNs; at most 40 characters.", DISTRIBUTED),
        "ReaderConfig" => ("What the items' file looks like.", READER),
        "InputType" => ("What the file is: CSV, JSON, JSONL, PARQUET or MANIFEST.", READER),
        "ManifestType" => ("Who wrote the manifest: S3_INVENTORY or ATHENA_DATA.", READER),
        "CSVHeaderLocation" => ("Whether the first row names the columns, or CSVHeaders does.", READER),
        "CSVHeaders" => ("The columns' names, where CSVHeaderLocation is GIVEN.", READER),
        "CSVDelimiter" => ("What stands between columns; COMMA where it is left out.", READER),
        "ItemsPointer" => ("A JSON pointer to the items within the file: /orders.", READER),
        "MaxItems" => ("How many items are taken at most.", READER),
        "MaxItemsPath" => ("A path to the number of items that are taken at most.", READER),
        "MaxItemsPerBatch" => ("How many items a batch has at most.", BATCHER),
        "MaxItemsPerBatchPath" => ("A path to the number of items that a batch has at most.", BATCHER),
        "MaxInputBytesPerBatch" => ("How large a batch may be, in bytes; at most 262,144.", BATCHER),
        "MaxInputBytesPerBatchPath" => ("A path to how large a batch may be, in bytes.", BATCHER),
        "BatchInput" => ("What every batch is given beside its items.", BATCHER),
        "WriterConfig" => ("What the written results look like.", WRITER),
        "OutputType" => ("How results are written: JSON, one array; or JSONL, a value a line.", WRITER),
        "IntervalSeconds" => ("Seconds before the first retry; 1 where it is left out.", ERRORS),
        "MaxAttempts" => ("How often is tried again; 3 where it is left out, 0 for never.", ERRORS),
        "BackoffRate" => ("What the wait is multiplied with after each retry; 2.0 where it is left out.", ERRORS),
        "MaxDelaySeconds" => ("The longest wait between two tries, in seconds.", ERRORS),
        "JitterStrategy" => {
            ("FULL spreads retries at random; NONE, which holds where it is left out, does not.", ERRORS)
        }
        _ => return None,
    })
}

/// The comparison operators.
fn operator(name: &str) -> Option<(&'static str, &'static str)> {
    let test = match name {
        "IsNull" => "Whether the value is null (or, with false, is not).",
        "IsPresent" => "Whether there is a value at all (or, with false, is none).",
        "IsNumeric" => "Whether the value is a number (or, with false, is none).",
        "IsString" => "Whether the value is a text (or, with false, is none).",
        "IsBoolean" => "Whether the value is true or false (or, with false, is neither).",
        "IsTimestamp" => "Whether the value is a timestamp (or, with false, is none).",
        "StringMatches" => "The text matches this one, in which * stands for anything and \\\\* for a star.",
        "StringEquals" => "The text is this one.",
        "StringLessThan" => "The text comes before this one.",
        "StringGreaterThan" => "The text comes after this one.",
        "StringLessThanEquals" => "The text is this one or comes before it.",
        "StringGreaterThanEquals" => "The text is this one or comes after it.",
        "NumericEquals" => "The number is this one.",
        "NumericLessThan" => "The number is less than this one.",
        "NumericGreaterThan" => "The number is greater than this one.",
        "NumericLessThanEquals" => "The number is at most this one.",
        "NumericGreaterThanEquals" => "The number is at least this one.",
        "BooleanEquals" => "The value is this one, true or false.",
        "TimestampEquals" => "The time is this one.",
        "TimestampLessThan" => "The time is before this one.",
        "TimestampGreaterThan" => "The time is after this one.",
        "TimestampLessThanEquals" => "The time is this one or before it.",
        "TimestampGreaterThanEquals" => "The time is this one or after it.",
        "StringEqualsPath" => "The text is the one that this path leads to.",
        "StringLessThanPath" => "The text comes before the one that this path leads to.",
        "StringGreaterThanPath" => "The text comes after the one that this path leads to.",
        "StringLessThanEqualsPath" => "The text is the one that this path leads to, or comes before it.",
        "StringGreaterThanEqualsPath" => "The text is the one that this path leads to, or comes after it.",
        "NumericEqualsPath" => "The number is the one that this path leads to.",
        "NumericLessThanPath" => "The number is less than the one that this path leads to.",
        "NumericGreaterThanPath" => "The number is greater than the one that this path leads to.",
        "NumericLessThanEqualsPath" => "The number is at most the one that this path leads to.",
        "NumericGreaterThanEqualsPath" => "The number is at least the one that this path leads to.",
        "BooleanEqualsPath" => "The value is the one that this path leads to, true or false.",
        "TimestampEqualsPath" => "The time is the one that this path leads to.",
        "TimestampLessThanPath" => "The time is before the one that this path leads to.",
        "TimestampGreaterThanPath" => "The time is after the one that this path leads to.",
        "TimestampLessThanEqualsPath" => "The time is the one that this path leads to, or before it.",
        "TimestampGreaterThanEqualsPath" => "The time is the one that this path leads to, or after it.",
        _ => return None,
    };
    Some((test, CHOICE))
}
