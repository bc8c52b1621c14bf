//! Drives an execution to its end without a runtime: answers from a list, skipped time.
#![allow(dead_code)] // each test uses its part

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use stepwell_asl::{Document, Format, MachineType};
use stepwell_interpreter::{
    CompileError, Effect, Execution, HistoryEvent, Input, InputKind, Outcome, Program, Settings, Start, TaskPattern,
    TimerId, Timestamp,
};
use stepwell_json::{Object, Value};

/// What a task's resource does.
#[derive(Clone, Debug)]
pub enum Answer {
    Return(Value),
    Throw { error: Option<Arc<str>>, cause: Option<Arc<str>> },
    Hang,
}

/// Everything that happened.
#[derive(Clone, Debug)]
pub struct Run {
    pub inputs: Vec<Input>,
    pub events: Vec<HistoryEvent>,
    pub outcome: Option<Outcome>,
}

pub fn compile(definition: &str, kind: MachineType) -> Result<Arc<Program>, CompileError> {
    Program::compile(&Document::parse(definition, Format::Json), kind).map(Arc::new)
}

pub fn start(input: Value, role_arn: &str) -> Input {
    let execution = "arn:aws:states:us-east-1:111111111111:execution:case:run";
    Input {
        at: Timestamp(1_790_000_000_000),
        kind: InputKind::Start(Box::new(Start {
            input,
            execution_arn: execution.into(),
            name: "run".into(),
            role_arn: role_arn.into(),
            state_machine_arn: "arn:aws:states:us-east-1:111111111111:stateMachine:case".into(),
            state_machine_name: "case".into(),
            seed: 7,
            region: "us-east-1".into(),
        })),
    }
}

/// Runs until the end, or until only answers that never come could go on (or `most_inputs` is reached).
pub fn run(
    program: &Arc<Program>,
    settings: Settings,
    first: Input,
    answers: &mut HashMap<String, VecDeque<Answer>>,
    most_inputs: usize,
) -> Run {
    let mut execution = Execution::new(Arc::clone(program), settings);
    let mut done = Run { inputs: Vec::new(), events: Vec::new(), outcome: None };
    let mut queue = VecDeque::from([first.kind]);
    let mut now = first.at;
    let mut timers: BTreeMap<(Timestamp, TimerId), ()> = BTreeMap::new();
    while done.inputs.len() < most_inputs {
        let kind = match queue.pop_front() {
            Some(kind) => kind,
            None => match timers.pop_first() {
                Some(((due, timer), ())) => {
                    now = now.max(due);
                    InputKind::TimerFired { timer }
                }
                None => break,
            },
        };
        let input = Input { at: now, kind };
        let step = execution.step(&input).expect("the driver's inputs belong to the execution");
        done.inputs.push(input);
        done.events.extend(step.events);
        for effect in step.effects {
            match effect {
                Effect::StartTask(request) => {
                    let task = request.task;
                    let name = request.state.name().to_owned();
                    let answer =
                        answers.get_mut(&name).and_then(VecDeque::pop_front).unwrap_or_else(|| Answer::Throw {
                            error: Some("States.TaskFailed".into()),
                            cause: Some(format!("no answer for {name}").into()),
                        });
                    queue.push_back(InputKind::TaskStarted { task, worker_name: None });
                    if matches!(request.pattern, TaskPattern::Sync | TaskPattern::WaitForTaskToken) {
                        queue.push_back(InputKind::TaskSubmitted { task, output: Object::new().into() });
                    }
                    match answer {
                        Answer::Return(output) => queue.push_back(InputKind::TaskSucceeded { task, output }),
                        Answer::Throw { error, cause } => {
                            queue.push_back(InputKind::TaskFailed { task, stage: Default::default(), error, cause });
                        }
                        Answer::Hang => {}
                    }
                }
                Effect::CancelTask { .. } => {}
                Effect::ArmTimer { timer, due, .. } => {
                    timers.insert((due, timer), ());
                }
                Effect::CancelTimer { timer } => timers.retain(|(_, armed), ()| *armed != timer),
                Effect::Ended(outcome) => {
                    done.outcome = Some(outcome);
                    return done;
                }
            }
        }
        if step.more {
            queue.push_front(InputKind::Continue);
        }
    }
    done
}
