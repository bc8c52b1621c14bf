//! The arguments, as `--help` prints them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Validate, run, edit and export AWS Step Functions state machines, offline.
#[derive(Debug, Parser)]
#[command(name = "stepwell", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what AWS would say of definitions.
    Validate(Validate),
    /// Run one execution.
    Run(Box<Run>),
    /// Evaluate an expression, or one a line.
    Eval(Eval),
    /// Test one state, by the request and the answer of AWS's TestState.
    TestState(TestState),
    /// Apply named edits to a definition's text.
    Edit(Edit),
    /// Convert a definition from JSONPath to JSONata, where that is certain.
    Convert(Convert),
    /// Give a definition in another form.
    Export(Export),
    /// List, show, resume, redrive, fork and delete executions kept in a history database.
    History(History),
    /// Rebuild an execution from the history that GetExecutionHistory gives, and go on from there.
    Replay(Box<Replay>),
    /// Serve the page in a browser on this machine.
    Serve(Serve),
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The type of a state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
pub(crate) enum Kind {
    /// A Standard workflow.
    Standard,
    /// An Express workflow.
    Express,
}

impl From<Kind> for stepwell_asl::MachineType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Standard => Self::Standard,
            Kind::Express => Self::Express,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Definitions: .asl.json, .json, .asl.yaml, .asl.yml, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// The type that the state machine will have
    #[arg(long = "type", value_enum, ignore_case = true, default_value = "STANDARD")]
    pub kind: Kind,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Output,
}

/// Whether waits take their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Time {
    /// They do
    Real,
    /// They take none, in the right order, and timestamps advance as if they had
    Skip,
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The definition, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// The execution's input: JSON, @PATH, or - for standard input [default: {}]
    #[arg(long, value_name = "JSON", allow_hyphen_values = true)]
    pub input: Option<String>,
    /// The type of the state machine
    #[arg(long = "type", value_enum, ignore_case = true, default_value = "STANDARD")]
    pub kind: Kind,
    /// As StartSyncExecution runs it, for EXPRESS: its context object has no RedriveCount
    #[arg(long)]
    pub sync: bool,
    /// A mock configuration as Step Functions Local takes it, that answers the tasks. An activity of which no state has a
    /// mock does not exist
    #[arg(long, value_name = "MOCKS.json", requires = "state_machine_name", requires = "test_case")]
    pub mocks: Option<PathBuf>,
    /// The state machine in the mock configuration
    #[arg(long, value_name = "NAME", requires = "mocks")]
    pub state_machine_name: Option<String>,
    /// The test case in the mock configuration
    #[arg(long, value_name = "CASE", requires = "mocks")]
    pub test_case: Option<String>,
    /// A folder that stands for S3: DIR/<bucket>/<key>
    #[arg(long, value_name = "DIR")]
    pub buckets: Option<PathBuf>,
    /// Whether waits, back-offs and timeouts take their time
    #[arg(long, value_enum, default_value = "real")]
    pub time: Time,
    /// A history database to keep the execution in [default: kept in memory]
    #[arg(long, value_name = "PATH")]
    pub db: Option<PathBuf>,
    /// The execution's name [default: made up]
    #[arg(long, value_name = "NAME")]
    pub execution_name: Option<String>,
    /// The account in ARNs
    #[arg(long, value_name = "ID", default_value = "123456789012")]
    pub account: String,
    /// The region in ARNs
    #[arg(long, value_name = "NAME", default_value = "us-east-1")]
    pub region: String,
    /// The role of the execution [default: one of the account]
    #[arg(long, value_name = "ARN")]
    pub role_arn: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Output,
}

/// The language of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// JSONata: the input is $states.input
    Jsonata,
    /// A path or an intrinsic: the input is $
    Jsonpath,
}

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// The expression, with or without {% %}
    #[arg(
        value_name = "EXPRESSION",
        required_unless_present = "batch",
        conflicts_with = "batch",
        allow_hyphen_values = true
    )]
    pub expression: Option<String>,
    /// Its language
    #[arg(long, value_enum)]
    pub language: Language,
    /// The input: JSON, @PATH, or - for standard input [default: {}, with --plain none]
    #[arg(long, value_name = "JSON", conflicts_with = "batch", allow_hyphen_values = true)]
    pub input: Option<String>,
    /// The variables: an object with their names, without $
    #[arg(long, value_name = "JSON", conflicts_with = "batch", allow_hyphen_values = true)]
    pub variables: Option<String>,
    /// The context object: $states.context, or $$ in JSONPath
    #[arg(long, value_name = "JSON", conflicts_with_all = ["batch", "plain"], allow_hyphen_values = true)]
    pub context: Option<String>,
    /// JSONata 2.0.6 as its reference implementation has it, the input being $
    #[arg(long)]
    pub plain: bool,
    /// Read JSON lines {"id","expr","data"?,"bindings"?,"timelimit"?,"depth"?} and answer each on a line
    #[arg(long)]
    pub batch: bool,
    /// The seed of random numbers and uuids [default: a new one each time]
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Output,
}

/// The answer is JSON: {"status","output"?,"error"?,"cause"?,"nextState"?,"inspectionData"?}, or {"error":{"code","message"}}
/// with exit code 2 where AWS refuses the request. A state that fails ends the command with 1.
#[derive(Debug, Args)]
pub(crate) struct TestState {
    /// The request of the TestState API, or - for standard input; data in it may be JSON or JSON text
    #[arg(value_name = "REQUEST.json")]
    pub request: String,
    /// The account in ARNs, where the request has no role
    #[arg(long, value_name = "ID", default_value = "111111111111")]
    pub account: String,
    /// The region in ARNs
    #[arg(long, value_name = "NAME", default_value = "us-east-1")]
    pub region: String,
    /// The seed of random numbers and uuids [default: a new one each time]
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
}

#[derive(Debug, Args)]
pub(crate) struct Edit {
    /// The definition, or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "list")]
    pub file: Option<String>,
    /// One edit or an array of them, as JSON, @PATH, or - for standard input
    #[arg(value_name = "EDIT_JSON", required_unless_present = "list", allow_hyphen_values = true)]
    pub edit: Option<String>,
    /// Write the file instead of printing the new text
    #[arg(long)]
    pub write: bool,
    /// Print every edit with its fields
    #[arg(long)]
    pub list: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value = "text")]
    pub format: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// The definition, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// One state with those inside it: its names from the top level, joined by / [default: all states]
    #[arg(long, value_name = "PATH")]
    pub state: Option<String>,
    /// Write the file instead of printing the new text
    #[arg(long, conflicts_with = "check")]
    pub write: bool,
    /// Only say what would be converted, and what not and why
    #[arg(long)]
    pub check: bool,
    /// How to print what --check says
    #[arg(long, value_enum, default_value = "text")]
    pub format: Output,
}

/// What a definition can be given as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// The definition as JSON; of a JSON file the text itself
    Json,
    /// The definition as YAML; of a YAML file the text itself
    Yaml,
    /// The diagram as SVG
    Svg,
    /// The diagram as PNG
    Png,
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Theme {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
}

/// Where the flow of a picture goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Flow {
    /// From the top down
    Down,
    /// From left to right
    Right,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The definition, or - for standard input; with --execution what ran, if left out
    #[arg(value_name = "FILE", required_unless_present = "execution")]
    pub file: Option<String>,
    /// As what
    #[arg(long, value_enum)]
    pub to: Form,
    /// Where to write it [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// The colours of a picture
    #[arg(long, value_enum, default_value = "light")]
    pub theme: Theme,
    /// Where the flow of a picture goes
    #[arg(long, value_enum, default_value = "down")]
    pub flow: Flow,
    /// Colour the picture with what this execution did
    #[arg(long, value_name = "ARN", requires = "db")]
    pub execution: Option<String>,
    /// The history database that the execution is in
    #[arg(long, value_name = "PATH", requires = "execution")]
    pub db: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct History {
    #[command(subcommand)]
    pub command: HistoryCommand,
}

/// A history database and how to print.
#[derive(Debug, Args)]
pub(crate) struct HistoryPlace {
    /// The history database
    #[arg(long, value_name = "PATH")]
    pub db: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Output,
}

#[derive(Debug, Subcommand)]
pub(crate) enum HistoryCommand {
    /// Executions, newest first.
    List(HistoryPlace),
    /// One execution, as `run` prints it.
    Show {
        /// Its ARN
        arn: String,
        #[command(flatten)]
        place: HistoryPlace,
    },
    /// Continue everything that is RUNNING until it ends or only waits for answers from outside.
    Resume(HistoryPlace),
    /// Let an execution that failed, timed out or was stopped go on from there, until it ends or only waits for
    /// answers from outside; prints what `show` prints.
    Redrive {
        /// Its ARN
        arn: String,
        #[command(flatten)]
        place: HistoryPlace,
    },
    /// Start another execution that shares the past of one up to an event and goes on from there with another
    /// answer, other data or an edited definition; prints what `show` prints.
    Fork {
        /// The execution's ARN
        arn: String,
        /// The last event that both have; with --input or --variables the entry of the state that gets them
        #[arg(long, value_name = "NUMBER")]
        event: u64,
        /// An edited definition [default: the execution's own]
        #[arg(long, value_name = "FILE")]
        definition: Option<String>,
        /// Whether waits take their time [default: as they did]
        #[arg(long, value_enum)]
        time: Option<Time>,
        #[command(flatten)]
        changes: Box<Changes>,
        #[command(flatten)]
        place: HistoryPlace,
    },
    /// Remove ended executions.
    Delete {
        /// Their ARNs
        #[arg(required = true)]
        arns: Vec<String>,
        #[command(flatten)]
        place: HistoryPlace,
    },
}

/// What happens otherwise in a fork, and who answers its tasks.
#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// The open task succeeds with this result: JSON, @PATH, or - for standard input
    #[arg(long, value_name = "JSON", conflicts_with_all = ["error", "input", "variables"], allow_hyphen_values = true)]
    pub answer: Option<String>,
    /// The open task fails with this error
    #[arg(long, value_name = "NAME", conflicts_with_all = ["input", "variables"])]
    pub error: Option<String>,
    /// The cause of the error
    #[arg(long, value_name = "TEXT", requires = "error")]
    pub cause: Option<String>,
    /// The Task state that is answered [default: that of the event, or the only one that waits]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["input", "variables"])]
    pub state: Option<String>,
    /// The state that the event enters gets this input: JSON, @PATH, or - for standard input
    #[arg(long, value_name = "JSON", allow_hyphen_values = true)]
    pub input: Option<String>,
    /// The state that the event enters sees these values of variables, an object: JSON, @PATH, or -
    #[arg(long, value_name = "JSON", allow_hyphen_values = true)]
    pub variables: Option<String>,
    /// The fork's name [default: made up]
    #[arg(long, value_name = "NAME")]
    pub execution_name: Option<String>,
    /// A mock configuration that answers the tasks from here on [default: who answered them before]
    #[arg(long, value_name = "MOCKS.json", requires = "state_machine_name", requires = "test_case")]
    pub mocks: Option<PathBuf>,
    /// The state machine in the mock configuration
    #[arg(long, value_name = "NAME", requires = "mocks")]
    pub state_machine_name: Option<String>,
    /// The test case in the mock configuration
    #[arg(long, value_name = "CASE", requires = "mocks")]
    pub test_case: Option<String>,
    /// A folder that stands for S3: DIR/<bucket>/<key>
    #[arg(long, value_name = "DIR")]
    pub buckets: Option<PathBuf>,
}

/// Without --db: says whether the definition explains the history, and how the execution stands at the event. With
/// it the execution is kept and goes on from there. Exit code 1: the definition does not lead to the history, and
/// the answer says at which event, in which state, in which field.
#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// What `aws stepfunctions get-execution-history` printed, or - for standard input
    #[arg(value_name = "HISTORY.json")]
    pub history: String,
    /// The definition that ran, or an edited one
    #[arg(long, value_name = "FILE")]
    pub definition: String,
    /// The event to stop after; with --input or --variables the entry of the state that gets them [default: the last]
    #[arg(long, value_name = "NUMBER")]
    pub to: Option<u64>,
    /// The type of the state machine
    #[arg(long = "type", value_enum, ignore_case = true, default_value = "STANDARD")]
    pub kind: Kind,
    /// The ARN of the execution, which its events do not tell: what its context object has
    #[arg(long, value_name = "ARN")]
    pub execution_arn: Option<String>,
    /// A history database to keep the execution in, which then goes on
    #[arg(long, value_name = "PATH")]
    pub db: Option<PathBuf>,
    /// Whether waits take their time, once it goes on
    #[arg(long, value_enum, default_value = "real", requires = "db")]
    pub time: Time,
    #[command(flatten)]
    pub changes: Changes,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: Output,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Serve the page (the Step Functions API comes later)
    #[arg(long, required = true)]
    pub ui: bool,
    /// The port on 127.0.0.1; 0 for any free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// The history database [default: the desktop app's own]
    #[arg(long, value_name = "PATH")]
    pub db: Option<PathBuf>,
    /// Where recent files and unsaved work are kept [default: the user's own folders]
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// A folder or file to open
    #[arg(value_name = "FOLDER")]
    pub path: Option<PathBuf>,
}
