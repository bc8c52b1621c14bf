//! Drives an execution to its end without a runtime: answers from a list, skipped time.
#![allow(dead_code)] // each test uses its part

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use stepwell_asl::{Document, Format, MachineType};
use stepwell_interpreter::{
    ChildId, CompileError, Details, Effect, Execution, HistoryEvent, Input, InputKind, Outcome, Program, Settings,
    Start, TaskPattern, TimerId, Timestamp,
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
#[derive(Clone, Debug, Default)]
pub struct Run {
    pub inputs: Vec<Input>,
    pub events: Vec<HistoryEvent>,
    pub outcome: Option<Outcome>,
    /// The children of its map runs.
    pub children: Vec<Run>,
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
            synchronous: false,
        })),
    }
}

/// An execution and the children of its map runs, wherever they stand.
#[derive(Clone)]
pub struct Standing {
    pub execution: Execution,
    children: BTreeMap<ChildId, Standing>,
    /// Its newest run to an end.
    ended: Run,
}

impl Standing {
    pub fn new(execution: Execution) -> Standing {
        Standing { execution, children: BTreeMap::new(), ended: Run::default() }
    }
}

/// Runs until the end, or until only answers that never come could go on (or `most_inputs` is reached).
pub fn drive(
    program: &Arc<Program>,
    settings: Settings,
    first: Input,
    answers: &mut HashMap<String, VecDeque<Answer>>,
    most_inputs: usize,
) -> Run {
    go_on(&mut Standing::new(Execution::new(Arc::clone(program), settings)), first, answers, most_inputs)
}

/// As [`drive`], with an execution that stands anywhere. Children of map runs are run to their ends at once;
/// what an `ItemReader` reads is the field `Items` of its parameters, two items at a time.
pub fn go_on(
    standing: &mut Standing,
    first: Input,
    answers: &mut HashMap<String, VecDeque<Answer>>,
    most_inputs: usize,
) -> Run {
    let Standing { execution, children, .. } = standing;
    let mut done = Run { inputs: Vec::new(), events: Vec::new(), outcome: None, children: Vec::new() };
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
        let mut started = Vec::new();
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
                Effect::ReadItems(request) => {
                    let all = request.parameters.get("Items").and_then(Value::as_array).unwrap_or_default();
                    let from = usize::try_from(request.from).expect("few items").min(all.len());
                    let to = all.len().min(from + 2.min(usize::try_from(request.most).expect("few items")));
                    let items = Value::from(all[from..to].to_vec());
                    queue.push_back(InputKind::ItemsRead { run: request.run, items, end: to == all.len() });
                }
                Effect::StartChild(request) => {
                    let (program, mut settings) = (Arc::clone(execution.program()), execution.settings().clone());
                    // Where there are few, children have fewer: machines that loop at every level would take days.
                    settings.max_events = settings.max_events.map(|most| if most < 25_000 { most / 8 } else { most });
                    let child = Execution::of_map_run(program, &request.state, settings).expect("a Map state");
                    let input = Input { at: now, kind: InputKind::Start(Box::new(request.start)) };
                    children.insert(request.child, Standing::new(child));
                    started.push((request.run, request.child, input));
                }
                Effect::RedriveChild { run, child } => {
                    started.push((run, child, Input { at: now, kind: InputKind::Redrive }));
                }
                Effect::WriteResults(request) => {
                    queue.push_back(InputKind::ResultsWritten { run: request.run, output: request.parameters });
                }
                Effect::EndMapRun { .. } => {}
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
        for (run, child, input) in started {
            let mut standing = children.remove(&child).expect("it was started before");
            // One that cannot be redriven has ended as it is.
            let is_refused = standing.execution.clone().step(&input).is_err();
            let ended = match is_refused {
                true => standing.ended.clone(),
                false => go_on(&mut standing, input, answers, most_inputs),
            };
            standing.ended = ended.clone();
            children.insert(child, standing);
            done.children.push(ended.clone());
            if let (Some(outcome), Some(last)) = (ended.outcome, ended.inputs.last()) {
                now = now.max(last.at);
                let output = outcome.output.unwrap_or(Value::Null);
                queue.push_back(InputKind::ChildEnded { run, child, status: outcome.status, output });
            }
        }
        if step.more {
            queue.push_front(InputKind::Continue);
        }
    }
    done
}

pub fn value(text: &str) -> Value {
    Value::parse(text).expect("test JSON")
}

pub fn answers(list: &[(&str, &[Answer])]) -> HashMap<String, VecDeque<Answer>> {
    list.iter().map(|(name, answers)| ((*name).to_owned(), answers.iter().cloned().collect())).collect()
}

pub fn run_with(definition: &str, input: &str, settings: Settings, list: &[(&str, &[Answer])]) -> Run {
    let program = compile(definition, MachineType::Standard).unwrap_or_else(|error| panic!("{error}"));
    drive(&program, settings, start(value(input), "arn:aws:iam::111111111111:role/r"), &mut answers(list), 100_000)
}

pub fn run(definition: &str, input: &str, list: &[(&str, &[Answer])]) -> Run {
    run_with(definition, input, Settings::default(), list)
}

pub fn throw(error: &str, cause: &str) -> Answer {
    Answer::Throw { error: Some(error.into()), cause: Some(cause.into()) }
}

/// The history in short.
pub fn lines(run: &Run) -> Vec<String> {
    run.events
        .iter()
        .map(|event| {
            let what = match &event.details {
                Details::StateEntered { name, input } => format!(" {name} {}", input.text()),
                Details::StateExited { name, output, assigned_variables } => {
                    let assigned: String = assigned_variables
                        .iter()
                        .map(|(variable, value)| format!(" ${variable}={}", value.text()))
                        .collect();
                    format!(" {name} {}{assigned}", output.text())
                }
                Details::MapIteration { index, .. } => format!(" {index}"),
                Details::Failure { error, cause } | Details::TaskFailure { error, cause, .. } => {
                    format!(" {} {}", error.as_deref().unwrap_or("-"), cause.as_deref().unwrap_or("-"))
                }
                Details::Output { output } | Details::TaskOutput { output, .. } => format!(" {}", output.text()),
                Details::EvaluationFailed { cause, location, .. } => {
                    format!(" {} {}", location.as_deref().unwrap_or("-"), cause.as_deref().unwrap_or("-"))
                }
                Details::MapStateStarted { length } => format!(" {length}"),
                _ => String::new(),
            };
            format!("{}<-{} {}{what}", event.id, event.previous_event_id, event.kind)
        })
        .collect()
}

#[track_caller]
pub fn check(run: &Run, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines(run), expected);
}
