//! A state machine made ready to run.

mod compile;
mod condition;
mod distributed;
mod field;
mod resource;
mod retry;

use std::sync::Arc;

use stepwell_asl::{Document, MachineType, Span, StatePath, StateType};
use stepwell_json::Value;
use stepwell_jsonpath::{Path, ReferencePath};

pub(crate) use condition::{Condition, Operand, Operator, Test};
pub(crate) use distributed::{Batcher, Distributed, Reader, Writer};
pub(crate) use field::{Amount, Items, Query, Template, Text, WaitUntil};
pub(crate) use resource::Resource;
pub(crate) use retry::{Catcher, ErrorNames, Retrier};

use crate::TaskPattern;

/// A state machine made ready to run: names resolved, paths and templates compiled once.
///
/// Share it in an `Arc`; any number of executions run on one program.
#[derive(Debug)]
pub struct Program {
    kind: MachineType,
    /// Every state of the machine and of the machines within it; [`StateId`] counts here.
    states: Vec<State>,
    start: StateId,
    timeout_seconds: Option<u64>,
}

impl Program {
    /// Compiles a definition.
    ///
    /// It asks for what is needed to run and for no more: whether AWS would take the definition is
    /// the question of the document's diagnostics.
    ///
    /// # Errors
    /// [`CompileError`] when something stands in the definition that cannot be run, with the place.
    pub fn compile(document: &Document, kind: MachineType) -> Result<Program, CompileError> {
        compile::compile(document, kind)
    }

    /// The type of the machine.
    #[must_use]
    pub fn kind(&self) -> MachineType {
        self.kind
    }

    /// How many states it has, those within Parallel and Map states included.
    #[must_use]
    pub fn state_count(&self) -> usize {
        self.states.len()
    }

    /// The activities that its Task states name, each with the path of the state.
    pub fn activities(&self) -> impl Iterator<Item = (&StatePath, &Arc<str>)> {
        self.states.iter().filter_map(|state| match &state.kind {
            StateKind::Task(task) if task.resource.pattern == TaskPattern::Activity => {
                Some((&state.path, &task.resource.arn))
            }
            _ => None,
        })
    }

    pub(crate) fn start(&self) -> StateId {
        self.start
    }

    pub(crate) fn timeout_seconds(&self) -> Option<u64> {
        self.timeout_seconds
    }

    /// The Map state in DISTRIBUTED mode at this path.
    pub(crate) fn distributed_map(&self, path: &StatePath) -> Option<(&MapState, &Distributed)> {
        self.states.iter().filter(|state| state.path == *path).find_map(|state| match &state.kind {
            StateKind::Map(map) => Some((map.as_ref(), map.distributed.as_deref()?)),
            _ => None,
        })
    }

    pub(crate) fn state_at(&self, path: &StatePath) -> Option<StateId> {
        let index = self.states.iter().position(|state| state.path == *path)?;
        u32::try_from(index).ok().map(StateId)
    }

    /// The state of this name, at whatever depth it stands: names are unique within a machine.
    pub(crate) fn state_named(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| state.name.as_ref() == name)
    }

    pub(crate) fn state(&self, id: StateId) -> &State {
        &self.states[id.0 as usize]
    }
}

/// A definition cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}{}", if location.is_empty() { String::new() } else { format!(" at {location}") })]
pub struct CompileError {
    /// A stable code, spelt as AWS spells diagnostics (`SCHEMA_VALIDATION_FAILED`).
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// Where, as AWS writes it (`/States/Charge/Next`).
    pub location: String,
    /// Where in the text, when it could be found.
    pub span: Option<Span>,
}

/// A state of a [`Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StateId(pub(crate) u32);

/// Where a state leads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next {
    /// To this state.
    State(StateId),
    /// Out of its machine.
    End,
    /// Nowhere: Choice decides by its rules, Fail ends.
    Nowhere,
}

/// One state.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) name: Arc<str>,
    pub(crate) path: StatePath,
    pub(crate) next: Next,
    /// Whether any field of the state reads the context object; most do not, and then it is not built.
    pub(crate) uses_context: bool,
    /// Whether its expressions read what nobody can tell from a history: the clock, chance, names that are
    /// not in it.
    pub(crate) uses_unknown: bool,
    pub(crate) data: DataStages,
    pub(crate) assign: Option<Template>,
    pub(crate) kind: StateKind,
    pub(crate) retriers: Vec<Retrier>,
    pub(crate) catchers: Vec<Catcher>,
}

impl State {
    pub(crate) fn state_type(&self) -> StateType {
        match &self.kind {
            StateKind::Pass { .. } => StateType::Pass,
            StateKind::Task(_) => StateType::Task,
            StateKind::Choice(_) => StateType::Choice,
            StateKind::Wait(_) => StateType::Wait,
            StateKind::Succeed => StateType::Succeed,
            StateKind::Fail { .. } => StateType::Fail,
            StateKind::Parallel { .. } => StateType::Parallel,
            StateKind::Map(_) => StateType::Map,
        }
    }
}

/// How a state's data goes from its input to its output: one variant a query language.
#[derive(Debug)]
pub(crate) enum DataStages {
    JsonPath(Box<PathStages>),
    Jsonata(Box<QueryStages>),
}

/// The data stages of a JSONPath state
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html>).
#[derive(Debug)]
pub(crate) struct PathStages {
    pub(crate) input_path: Selection,
    pub(crate) parameters: Option<Template>,
    pub(crate) result_selector: Option<Template>,
    pub(crate) result_path: ResultPath,
    pub(crate) output_path: Selection,
}

/// The data stages of a JSONata state
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>).
#[derive(Debug)]
pub(crate) struct QueryStages {
    pub(crate) arguments: Option<Template>,
    pub(crate) output: Option<Template>,
}

/// What `InputPath` and `OutputPath` select.
#[derive(Debug)]
pub(crate) enum Selection {
    /// `$`, or the field is absent.
    Whole,
    /// `null`: an empty object.
    Nothing,
    /// A path.
    Path(Box<Path>),
}

/// Where a result goes.
#[derive(Debug)]
pub(crate) enum ResultPath {
    /// `$`, or the field is absent: the result takes the input's place.
    Whole,
    /// `null`: the result is dropped.
    Discard,
    /// Into the input.
    Into(Box<ReferencePath>),
}

/// What is particular to a type of state.
#[derive(Debug)]
pub(crate) enum StateKind {
    Pass { result: Option<Value> },
    Task(Box<TaskState>),
    Choice(ChoiceState),
    Wait(WaitUntil),
    Succeed,
    Fail { error: Option<Text>, cause: Option<Text> },
    Parallel { branches: Vec<StateId> },
    Map(Box<MapState>),
}

#[derive(Debug)]
pub(crate) struct TaskState {
    pub(crate) resource: Resource,
    pub(crate) timeout: Option<Amount>,
    pub(crate) heartbeat: Option<Amount>,
    pub(crate) credentials: Option<Template>,
}

#[derive(Debug)]
pub(crate) struct ChoiceState {
    pub(crate) rules: Vec<ChoiceRule>,
    pub(crate) default: Option<StateId>,
}

#[derive(Debug)]
pub(crate) struct ChoiceRule {
    pub(crate) condition: Condition,
    pub(crate) next: StateId,
    pub(crate) assign: Option<Template>,
    /// `Output`, in JSONata; it stands instead of the state's own.
    pub(crate) output: Option<Template>,
}

#[derive(Debug)]
pub(crate) struct MapState {
    pub(crate) processor: StateId,
    /// What a Map state in DISTRIBUTED mode has besides.
    pub(crate) distributed: Option<Box<Distributed>>,
    pub(crate) items: Items,
    /// `ItemSelector`, or `Parameters` under its old name.
    pub(crate) item_selector: Option<Template>,
    pub(crate) max_concurrency: Option<Amount>,
    pub(crate) tolerated_count: Option<Amount>,
    pub(crate) tolerated_percentage: Option<Amount>,
}
