//! The fields of the Amazon States Language: which object has which, and what each may hold.
//!
//! Ranges and allowed fields are AWS's (<https://states-language.net>, the developer guide, and recorded refusals).

use crate::{QueryLanguage, StateType};

/// An object of the language.
#[derive(Debug)]
pub(crate) struct Schema {
    /// What people call it, for messages of our own.
    pub name: &'static str,
    pub fields: &'static [Field],
    /// In the order in which AWS lists them.
    pub required: &'static [&'static str],
    /// Of each group at most one may be there.
    pub exclusive: &'static [&'static [&'static str]],
    /// Of each group exactly one must be there.
    pub one_of: &'static [&'static [&'static str]],
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub name: &'static str,
    /// The only query language that has it; none where both do.
    pub language: Option<QueryLanguage>,
    pub kind: Kind,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Any JSON.
    Anything,
    /// A string.
    Text,
    /// The name of a state in the same machine.
    Target,
    /// `true` or `false`.
    Flag,
    /// An integer from … to …; a JSONata state may compute it.
    Whole(i64, i64),
    /// A number from … to …; a JSONata state may compute it.
    Decimal(f64, f64),
    /// One of these strings.
    OneOfThese(&'static [&'static str]),
    /// A JSONPath; null where the flag says so.
    Path(bool),
    /// A reference path: names and indices.
    Reference(Reference),
    /// A JSONPath or an intrinsic that gives a string.
    PathOrIntrinsic,
    /// A timestamp; a JSONata state may compute it.
    Timestamp,
    /// A payload template: JSON in which keys ending in `.$` hold expressions; in JSONata states JSON with expressions.
    Template,
    /// What a task or branch is called with: a template that is an object, or an expression that gives one.
    Arguments,
    /// A payload template that must be an object.
    ObjectTemplate,
    /// Variables to assign: an object.
    Assign,
    /// A JSONata expression that gives true or false.
    Condition,
    /// A JSONata expression or array.
    Items,
    /// A Task's resource.
    Resource,
    /// The label of a distributed Map.
    Label,
    /// Names of errors.
    ErrorNames,
    /// A value to compare with.
    Compare(Compared),
    /// An object of its own.
    Object(&'static Schema),
    /// A list of objects; may it be empty?
    List(&'static Schema, Empty),
    /// Strings.
    Texts,
    /// A state machine within.
    Machine(&'static Schema),
    /// State machines within.
    Machines(&'static Schema),
    /// The states of a machine.
    States,
}

/// Which kinds of fields an object has: rules that are about some are asked only where these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds(u16);

impl Kinds {
    pub(crate) const NONE: Kinds = Kinds(0);
    pub(crate) const WORDS: Kinds = Kinds(1);
    pub(crate) const NUMBERS: Kinds = Kinds(1 << 1);
    pub(crate) const LISTS: Kinds = Kinds(1 << 2);
    pub(crate) const TIMESTAMP: Kinds = Kinds(1 << 3);
    pub(crate) const PATHS: Kinds = Kinds(1 << 4);
    pub(crate) const REFERENCES: Kinds = Kinds(1 << 5);
    pub(crate) const TEMPLATES: Kinds = Kinds(1 << 6);
    pub(crate) const ASSIGN: Kinds = Kinds(1 << 7);
    pub(crate) const RESOURCE: Kinds = Kinds(1 << 8);
    pub(crate) const TEXTS: Kinds = Kinds(1 << 9);

    /// Those of a field.
    pub(crate) const fn of(kind: Kind) -> Kinds {
        match kind {
            Kind::OneOfThese(_) => Kinds::WORDS,
            Kind::Whole(..) | Kind::Decimal(..) => Kinds::NUMBERS,
            Kind::List(..) | Kind::Machines(_) | Kind::ErrorNames | Kind::States => Kinds::LISTS,
            Kind::Timestamp => Kinds::TIMESTAMP,
            Kind::Path(_) | Kind::PathOrIntrinsic => Kinds::PATHS,
            Kind::Reference(_) => Kinds::REFERENCES,
            Kind::Template | Kind::ObjectTemplate | Kind::Arguments => Kinds::TEMPLATES,
            Kind::Assign => Kinds(Kinds::TEMPLATES.0 | Kinds::ASSIGN.0),
            Kind::Resource => Kinds::RESOURCE,
            Kind::Text | Kind::Compare(_) => Kinds::TEXTS,
            Kind::Anything
            | Kind::Target
            | Kind::Flag
            | Kind::Condition
            | Kind::Items
            | Kind::Label
            | Kind::Object(_)
            | Kind::Texts
            | Kind::Machine(_) => Kinds::NONE,
        }
    }

    pub(crate) const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(crate) const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a reference path may begin with, beside `$`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    /// `$` only, or null: where something is written.
    Result,
    /// Also variables and the context object: where something is read.
    Read,
}

/// Whether a list may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Empty {
    Allowed,
    Refused,
}

/// What a comparison operator compares with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    Text,
    Number,
    Flag,
    Timestamp,
}

impl Schema {
    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

const fn both(name: &'static str, kind: Kind) -> Field {
    Field { name, language: None, kind }
}

const fn path(name: &'static str, kind: Kind) -> Field {
    Field { name, language: Some(QueryLanguage::JSONPath), kind }
}

const fn jsonata(name: &'static str, kind: Kind) -> Field {
    Field { name, language: Some(QueryLanguage::JSONata), kind }
}

const LANGUAGES: &[&str] = &["JSONPath", "JSONata"];
const MAX: i64 = 99_999_999;
const TYPE: Field = both("Type", Kind::Anything);
const COMMENT: Field = both("Comment", Kind::Text);
const LANGUAGE: Field = both("QueryLanguage", Kind::OneOfThese(LANGUAGES));
const INPUT_PATH: Field = path("InputPath", Kind::Path(true));
const OUTPUT_PATH: Field = path("OutputPath", Kind::Path(true));
const RESULT_PATH: Field = path("ResultPath", Kind::Reference(Reference::Result));
const PARAMETERS: Field = path("Parameters", Kind::Template);
const RESULT_SELECTOR: Field = path("ResultSelector", Kind::ObjectTemplate);
const ARGUMENTS: Field = jsonata("Arguments", Kind::Arguments);
const OUTPUT: Field = jsonata("Output", Kind::Template);
const ASSIGN: Field = both("Assign", Kind::Assign);
const NEXT: Field = both("Next", Kind::Target);
const END: Field = both("End", Kind::Flag);
const RETRY: Field = both("Retry", Kind::List(&RETRIER, Empty::Allowed));
const CATCH: Field = both("Catch", Kind::List(&CATCHER, Empty::Allowed));
const READ: Kind = Kind::Reference(Reference::Read);
pub(crate) const NEXT_OR_END: &[&str] = &["Next", "End"];

const fn schema(name: &'static str, fields: &'static [Field], required: &'static [&'static str]) -> Schema {
    Schema { name, fields, required, exclusive: &[], one_of: &[] }
}

/// The document's own machine.
pub(crate) static MACHINE: Schema = schema(
    "state machine",
    &[
        both("Comment", Kind::Text),
        both("StartAt", Kind::Target),
        both("States", Kind::States),
        both("Version", Kind::OneOfThese(&["1.0"])),
        both("TimeoutSeconds", Kind::Whole(0, MAX)),
        LANGUAGE,
    ],
    &["States", "StartAt"],
);

static BRANCH: Schema =
    schema("branch", &[COMMENT, both("StartAt", Kind::Target), both("States", Kind::States)], &["States", "StartAt"]);

static PROCESSOR: Schema = schema(
    "item processor",
    &[
        COMMENT,
        both("StartAt", Kind::Target),
        both("States", Kind::States),
        both("ProcessorConfig", Kind::Object(&PROCESSOR_CONFIG)),
    ],
    &["States", "StartAt"],
);

pub(crate) static PROCESSOR_CONFIG: Schema = schema(
    "processor configuration",
    &[
        both("Mode", Kind::OneOfThese(&["INLINE", "DISTRIBUTED"])),
        both("ExecutionType", Kind::OneOfThese(&["STANDARD", "EXPRESS"])),
    ],
    &[],
);

/// The schema of a state type.
pub(crate) fn of_state(kind: StateType) -> &'static Schema {
    match kind {
        StateType::Task => &TASK,
        StateType::Pass => &PASS,
        StateType::Choice => &CHOICE,
        StateType::Wait => &WAIT,
        StateType::Succeed => &SUCCEED,
        StateType::Fail => &FAIL,
        StateType::Parallel => &PARALLEL,
        StateType::Map => &MAP,
    }
}

static PASS: Schema = Schema {
    name: "Pass state",
    fields: &[
        TYPE,
        COMMENT,
        LANGUAGE,
        INPUT_PATH,
        OUTPUT_PATH,
        RESULT_PATH,
        PARAMETERS,
        OUTPUT,
        ASSIGN,
        NEXT,
        END,
        path("Result", Kind::Anything),
    ],
    required: &[],
    exclusive: &[],
    one_of: &[NEXT_OR_END],
};

static TASK: Schema = Schema {
    name: "Task state",
    fields: &[
        TYPE,
        COMMENT,
        LANGUAGE,
        INPUT_PATH,
        OUTPUT_PATH,
        RESULT_PATH,
        PARAMETERS,
        ARGUMENTS,
        OUTPUT,
        ASSIGN,
        RESULT_SELECTOR,
        RETRY,
        CATCH,
        NEXT,
        END,
        both("Resource", Kind::Resource),
        both("Credentials", Kind::ObjectTemplate),
        both("TimeoutSeconds", Kind::Whole(1, MAX)),
        path("TimeoutSecondsPath", READ),
        both("HeartbeatSeconds", Kind::Whole(1, MAX)),
        path("HeartbeatSecondsPath", READ),
    ],
    required: &["Resource"],
    exclusive: &[&["TimeoutSeconds", "TimeoutSecondsPath"], &["HeartbeatSeconds", "HeartbeatSecondsPath"]],
    one_of: &[NEXT_OR_END],
};

static WAIT: Schema = Schema {
    name: "Wait state",
    fields: &[
        TYPE,
        COMMENT,
        LANGUAGE,
        INPUT_PATH,
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
        NEXT,
        END,
        both("Seconds", Kind::Whole(0, MAX)),
        both("Timestamp", Kind::Timestamp),
        path("SecondsPath", READ),
        path("TimestampPath", READ),
    ],
    required: &[],
    exclusive: &[],
    one_of: &[NEXT_OR_END, &["SecondsPath", "Seconds", "TimestampPath", "Timestamp"]],
};

static CHOICE: Schema = schema(
    "Choice state",
    &[
        TYPE,
        COMMENT,
        LANGUAGE,
        INPUT_PATH,
        OUTPUT_PATH,
        OUTPUT,
        ASSIGN,
        both("Choices", Kind::List(&RULE, Empty::Refused)),
        both("Default", Kind::Target),
    ],
    &["Choices"],
);

static SUCCEED: Schema = schema("Succeed state", &[TYPE, COMMENT, LANGUAGE, INPUT_PATH, OUTPUT_PATH, OUTPUT], &[]);

static FAIL: Schema = Schema {
    name: "Fail state",
    fields: &[
        TYPE,
        COMMENT,
        LANGUAGE,
        both("Error", Kind::Text),
        both("Cause", Kind::Text),
        path("ErrorPath", Kind::PathOrIntrinsic),
        path("CausePath", Kind::PathOrIntrinsic),
    ],
    required: &[],
    exclusive: &[&["Error", "ErrorPath"], &["Cause", "CausePath"]],
    one_of: &[],
};

static PARALLEL: Schema = Schema {
    name: "Parallel state",
    fields: &[
        TYPE,
        COMMENT,
        LANGUAGE,
        INPUT_PATH,
        OUTPUT_PATH,
        RESULT_PATH,
        PARAMETERS,
        ARGUMENTS,
        OUTPUT,
        ASSIGN,
        RESULT_SELECTOR,
        RETRY,
        CATCH,
        NEXT,
        END,
        both("Branches", Kind::Machines(&BRANCH)),
    ],
    required: &["Branches"],
    exclusive: &[],
    one_of: &[NEXT_OR_END],
};

static MAP: Schema = Schema {
    name: "Map state",
    fields: &[
        TYPE,
        COMMENT,
        LANGUAGE,
        INPUT_PATH,
        OUTPUT_PATH,
        RESULT_PATH,
        PARAMETERS,
        OUTPUT,
        ASSIGN,
        RESULT_SELECTOR,
        RETRY,
        CATCH,
        NEXT,
        END,
        both("ItemProcessor", Kind::Machine(&PROCESSOR)),
        both("Iterator", Kind::Machine(&PROCESSOR)),
        path("ItemsPath", READ),
        jsonata("Items", Kind::Items),
        both("ItemSelector", Kind::Template),
        both("ItemReader", Kind::Object(&ITEM_READER)),
        both("ItemBatcher", Kind::Object(&ITEM_BATCHER)),
        both("ResultWriter", Kind::Object(&RESULT_WRITER)),
        both("MaxConcurrency", Kind::Whole(0, i64::MAX)),
        path("MaxConcurrencyPath", READ),
        both("ToleratedFailurePercentage", Kind::Decimal(0.0, 100.0)),
        path("ToleratedFailurePercentagePath", READ),
        both("ToleratedFailureCount", Kind::Whole(0, i64::MAX)),
        path("ToleratedFailureCountPath", READ),
        both("Label", Kind::Label),
    ],
    required: &[],
    exclusive: &[
        &["MaxConcurrency", "MaxConcurrencyPath"],
        &["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
        &["ToleratedFailureCount", "ToleratedFailureCountPath"],
        &["Parameters", "ItemSelector"],
    ],
    one_of: &[NEXT_OR_END, &["ItemProcessor", "Iterator"]],
};

static ITEM_READER: Schema = schema(
    "item reader",
    &[both("Resource", Kind::Text), PARAMETERS, ARGUMENTS, both("ReaderConfig", Kind::Object(&READER_CONFIG))],
    &["Resource"],
);

pub(crate) static READER_CONFIG: Schema = Schema {
    name: "reader configuration",
    fields: &[
        both("InputType", Kind::OneOfThese(&["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"])),
        both("ManifestType", Kind::OneOfThese(&["S3_INVENTORY", "ATHENA_DATA"])),
        both("CSVHeaderLocation", Kind::OneOfThese(&["FIRST_ROW", "GIVEN"])),
        both("CSVHeaders", Kind::Texts),
        both("CSVDelimiter", Kind::OneOfThese(&["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"])),
        both("ItemsPointer", Kind::Text),
        both("Transformation", Kind::OneOfThese(&["NONE", "LOAD_AND_FLATTEN"])),
        both("MaxItems", Kind::Whole(0, 100_000_000)),
        path("MaxItemsPath", READ),
    ],
    required: &[],
    exclusive: &[&["MaxItems", "MaxItemsPath"]],
    one_of: &[],
};

pub(crate) static ITEM_BATCHER: Schema = Schema {
    name: "item batcher",
    fields: &[
        both("MaxItemsPerBatch", Kind::Whole(0, i64::MAX)),
        path("MaxItemsPerBatchPath", READ),
        both("MaxInputBytesPerBatch", Kind::Whole(0, 262_144)),
        path("MaxInputBytesPerBatchPath", READ),
        both("BatchInput", Kind::Template),
    ],
    required: &[],
    exclusive: &[
        &["MaxItemsPerBatch", "MaxItemsPerBatchPath"],
        &["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
    ],
    one_of: &[],
};

pub(crate) static RESULT_WRITER: Schema = schema(
    "result writer",
    &[both("Resource", Kind::Text), PARAMETERS, ARGUMENTS, both("WriterConfig", Kind::Object(&WRITER_CONFIG))],
    &[],
);

pub(crate) static WRITER_CONFIG: Schema = schema(
    "writer configuration",
    &[
        both("Transformation", Kind::OneOfThese(&["NONE", "COMPACT", "FLATTEN"])),
        both("OutputType", Kind::OneOfThese(&["JSON", "JSONL"])),
    ],
    &[],
);

static RETRIER: Schema = schema(
    "retrier",
    &[
        COMMENT,
        both("ErrorEquals", Kind::ErrorNames),
        both("IntervalSeconds", Kind::Whole(0, MAX)),
        both("MaxAttempts", Kind::Whole(0, MAX)),
        both("BackoffRate", Kind::Decimal(1.0, f64::MAX)),
        both("MaxDelaySeconds", Kind::Whole(1, 31_622_400)),
        both("JitterStrategy", Kind::OneOfThese(&["NONE", "FULL"])),
    ],
    &["ErrorEquals"],
);

static CATCHER: Schema = schema(
    "catcher",
    &[COMMENT, both("ErrorEquals", Kind::ErrorNames), NEXT, RESULT_PATH, ASSIGN, OUTPUT],
    &["ErrorEquals", "Next"],
);

/// A Choice's rule.
pub(crate) static RULE: Schema = Schema {
    name: "choice rule",
    fields: RULE_FIELDS,
    required: &["Next"],
    exclusive: &[],
    one_of: &[&["And", "Or", "Not", "Variable", "Condition"]],
};

/// A rule inside `And`, `Or` or `Not`.
pub(crate) static INNER_RULE: Schema = Schema {
    name: "choice rule",
    fields: INNER_RULE_FIELDS,
    required: &[],
    exclusive: &[],
    one_of: &[&["And", "Or", "Not", "Variable"]],
};

const fn rule_fields<const N: usize>(own: [Field; N]) -> [Field; 64] {
    let shared = OPERATORS;
    let mut all = [own[0]; 64];
    let mut i = 0;
    while i < 64 {
        if i < N {
            all[i] = own[i];
        } else if i - N < shared.len() {
            all[i] = shared[i - N];
        }
        i += 1;
    }
    all
}

static RULE_FIELDS: &[Field] = &rule_fields([
    NEXT,
    COMMENT,
    ASSIGN,
    OUTPUT,
    jsonata("Condition", Kind::Condition),
    path("And", Kind::List(&INNER_RULE, Empty::Refused)),
    path("Or", Kind::List(&INNER_RULE, Empty::Refused)),
    path("Not", Kind::Object(&INNER_RULE)),
    path("Variable", READ),
]);

static INNER_RULE_FIELDS: &[Field] = &rule_fields([
    COMMENT,
    path("And", Kind::List(&INNER_RULE, Empty::Refused)),
    path("Or", Kind::List(&INNER_RULE, Empty::Refused)),
    path("Not", Kind::Object(&INNER_RULE)),
    path("Variable", READ),
]);

const TEXT: Kind = Kind::Compare(Compared::Text);
const NUMBER: Kind = Kind::Compare(Compared::Number);
const FLAG: Kind = Kind::Compare(Compared::Flag);
const TIME: Kind = Kind::Compare(Compared::Timestamp);

/// The 39 comparison operators.
pub(crate) const OPERATORS: &[Field] = &[
    path("StringEquals", TEXT),
    path("StringEqualsPath", READ),
    path("StringLessThan", TEXT),
    path("StringLessThanPath", READ),
    path("StringGreaterThan", TEXT),
    path("StringGreaterThanPath", READ),
    path("StringLessThanEquals", TEXT),
    path("StringLessThanEqualsPath", READ),
    path("StringGreaterThanEquals", TEXT),
    path("StringGreaterThanEqualsPath", READ),
    path("StringMatches", TEXT),
    path("NumericEquals", NUMBER),
    path("NumericEqualsPath", READ),
    path("NumericLessThan", NUMBER),
    path("NumericLessThanPath", READ),
    path("NumericGreaterThan", NUMBER),
    path("NumericGreaterThanPath", READ),
    path("NumericLessThanEquals", NUMBER),
    path("NumericLessThanEqualsPath", READ),
    path("NumericGreaterThanEquals", NUMBER),
    path("NumericGreaterThanEqualsPath", READ),
    path("BooleanEquals", FLAG),
    path("BooleanEqualsPath", READ),
    path("TimestampEquals", TIME),
    path("TimestampEqualsPath", READ),
    path("TimestampLessThan", TIME),
    path("TimestampLessThanPath", READ),
    path("TimestampGreaterThan", TIME),
    path("TimestampGreaterThanPath", READ),
    path("TimestampLessThanEquals", TIME),
    path("TimestampLessThanEqualsPath", READ),
    path("TimestampGreaterThanEquals", TIME),
    path("TimestampGreaterThanEqualsPath", READ),
    path("IsNull", FLAG),
    path("IsPresent", FLAG),
    path("IsNumeric", FLAG),
    path("IsString", FLAG),
    path("IsBoolean", FLAG),
    path("IsTimestamp", FLAG),
];

/// Whether a field of a rule is a comparison operator.
pub(crate) fn is_operator(name: &str) -> bool {
    OPERATORS.iter().any(|operator| operator.name == name)
}

/// What a state has of which the type is not known yet.
pub(crate) static UNTYPED: Schema = schema("state", &[TYPE, COMMENT, LANGUAGE, NEXT, END], &["Type"]);

/// Every object of the language.
pub(crate) fn all() -> Vec<&'static Schema> {
    let mut all: Vec<&'static Schema> = StateType::ALL.into_iter().map(of_state).collect();
    all.extend([&MACHINE, &BRANCH, &PROCESSOR, &PROCESSOR_CONFIG, &ITEM_READER, &READER_CONFIG, &ITEM_BATCHER]);
    all.extend([&RESULT_WRITER, &WRITER_CONFIG, &RETRIER, &CATCHER, &RULE, &INNER_RULE, &UNTYPED]);
    all
}

/// Whether any object of the language has a field of this name.
pub(crate) fn is_field(name: &str) -> bool {
    all().into_iter().any(|object| object.field(name).is_some())
}
