//! The work of a Task state: schedule, start, submit, answer, time out
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html>).

use std::sync::Arc;

use stepwell_json::Value;

use super::TimerUse;
use super::evaluator::{Seen, too_large};
use super::failure::{Failure, Fault, Halt};
use super::flow::{Activity, FlowId, TaskActivity};
use super::states::{Interrupt, settle, unless};
use super::turn::{Turn, after_seconds};
use crate::program::{Resource, StateKind, TaskState};
use crate::{
    Details, Effect, EventKind, FailureStage, Payload, TaskId, TaskPattern, TaskRequest, TimerId, TimerPurpose,
};

pub(super) fn schedule(turn: &mut Turn<'_>, flow: FlowId, task: &TaskState) -> Result<(), Interrupt> {
    let state = turn.state_of(flow);
    let resource = &task.resource;
    let token = (resource.pattern == TaskPattern::WaitForTaskToken).then(|| new_token(turn));
    turn.flow_mut(flow).token.clone_from(&token);
    let evaluator = turn.evaluator(flow);
    let effective = evaluator.effective(state)?;
    let entropy = &mut turn.execution.entropy;
    let parameters = evaluator.arguments(entropy, state, effective.clone())?;
    let timeout = evaluator.count(entropy, task.timeout.as_ref(), "TimeoutSecondsPath", &effective)?;
    let heartbeat = evaluator.count(entropy, task.heartbeat.as_ref(), "HeartbeatSecondsPath", &effective)?;
    let credentials = match &task.credentials {
        None => None,
        Some(template) => {
            let filled = evaluator.fill(entropy, template, Seen::Input(&effective))?;
            filled.get("RoleArn").and_then(Value::as_str).map(Arc::from)
        }
    };
    let kind = match resource.pattern {
        TaskPattern::Lambda => EventKind::LambdaFunctionScheduled,
        TaskPattern::Activity => EventKind::ActivityScheduled,
        TaskPattern::RequestResponse | TaskPattern::Sync | TaskPattern::WaitForTaskToken => EventKind::TaskScheduled,
    };
    let parameters = turn.adopt_parameters(flow, kind, parameters);
    if let Some(refused) = turn.recorded_refusal(flow, kind) {
        return Err(Fault::Execution(refused).into());
    }
    if resource.pattern == TaskPattern::Activity && turn.execution.settings.missing_activities.contains(&resource.arn) {
        return Err(evaluator.runtime(format_args!("The activity {} does not exist.", resource.arn)).into());
    }
    evaluator.check_size(&turn.execution.settings, &state.name, &parameters)?;

    let scheduled_event = turn.emit_in(
        flow,
        kind,
        scheduled_details(turn, resource, &parameters, timeout, heartbeat, credentials.clone()),
    )?;
    let id = TaskId(turn.execution.next_task);
    turn.execution.next_task += 1;
    turn.execution.tasks.insert(id, flow);
    let now = turn.execution.now;
    let running = turn.flow(flow);
    turn.effect(Effect::StartTask(Box::new(TaskRequest {
        task: id,
        state: state.path.clone(),
        map_index: running.item.as_ref().map(|item| item.index as u64),
        resource: Arc::clone(&resource.arn),
        pattern: resource.pattern,
        parameters,
        token,
        attempt: running.retry_count,
        scheduled_event,
        credentials_role_arn: credentials,
    })));
    let timeout = timeout
        .map(|seconds| turn.arm(after_seconds(now, seconds), TimerPurpose::TaskTimeout, TimerUse::TaskTimeout(flow)));
    // The heartbeat of an activity begins when a worker takes the task.
    let armed = heartbeat
        .filter(|_| resource.pattern != TaskPattern::Activity)
        .map(|seconds| turn.arm(after_seconds(now, seconds), TimerPurpose::Heartbeat, TimerUse::Heartbeat(flow)));
    turn.flow_mut(flow).activity = Activity::Task(TaskActivity {
        task: id,
        started: false,
        submitted: false,
        timeout,
        heartbeat: armed,
        heartbeat_seconds: heartbeat,
    });
    Ok(())
}

fn scheduled_details(
    turn: &Turn<'_>,
    resource: &Resource,
    parameters: &Value,
    timeout_in_seconds: Option<u64>,
    heartbeat_in_seconds: Option<u64>,
    credentials_role_arn: Option<Arc<str>>,
) -> Details {
    let input = Payload::from(parameters.clone());
    match resource.pattern {
        TaskPattern::Lambda => Details::LambdaFunctionScheduled {
            resource: Arc::clone(&resource.arn),
            input,
            timeout_in_seconds,
            credentials_role_arn,
        },
        TaskPattern::Activity => Details::ActivityScheduled {
            resource: Arc::clone(&resource.arn),
            input,
            timeout_in_seconds,
            heartbeat_in_seconds,
        },
        TaskPattern::RequestResponse | TaskPattern::Sync | TaskPattern::WaitForTaskToken => Details::TaskScheduled {
            resource_type: Arc::clone(&resource.service),
            resource: Arc::clone(&resource.action),
            region: turn.execution.facts.as_ref().map_or_else(|| "".into(), |facts| Arc::clone(&facts.start.region)),
            parameters: input,
            timeout_in_seconds,
            heartbeat_in_seconds,
            credentials_role_arn,
        },
    }
}

fn new_token(turn: &mut Turn<'_>) -> Arc<str> {
    let entropy = &mut turn.execution.entropy;
    let mut token = String::with_capacity(64);
    for _ in 0..4 {
        token.push_str(&format!("{:016x}", entropy.next_u64()));
    }
    token.into()
}

/// The flow that waits for a task, with the task's resource; `None` when nobody waits any more.
fn waiting<'a>(turn: &Turn<'a>, task: TaskId) -> Option<(FlowId, &'a Resource)> {
    let flow = *turn.execution.tasks.get(&task)?;
    match &turn.state_of(flow).kind {
        StateKind::Task(state) => Some((flow, &state.resource)),
        _ => None,
    }
}

fn activity<'a>(turn: &'a mut Turn<'_>, flow: FlowId) -> Option<&'a mut TaskActivity> {
    match &mut turn.flow_mut(flow).activity {
        Activity::Task(activity) => Some(activity),
        _ => None,
    }
}

pub(super) fn started(turn: &mut Turn<'_>, task: TaskId, worker_name: Option<Arc<str>>) -> Result<(), Halt> {
    match waiting(turn, task) {
        Some((flow, resource)) => start(turn, flow, resource, worker_name),
        None => Ok(()),
    }
}

/// Writes that the task started, unless that is written.
fn start(turn: &mut Turn<'_>, flow: FlowId, resource: &Resource, worker_name: Option<Arc<str>>) -> Result<(), Halt> {
    let now = turn.execution.now;
    let Some(activity) = activity(turn, flow) else { return Ok(()) };
    if activity.started {
        return Ok(());
    }
    activity.started = true;
    let heartbeat = activity.heartbeat_seconds.filter(|_| activity.heartbeat.is_none());
    match resource.pattern {
        TaskPattern::Lambda => turn.emit_in(flow, EventKind::LambdaFunctionStarted, Details::None)?,
        TaskPattern::Activity => {
            turn.emit_in(flow, EventKind::ActivityStarted, Details::ActivityStarted { worker_name })?
        }
        TaskPattern::RequestResponse | TaskPattern::Sync | TaskPattern::WaitForTaskToken => {
            let details = Details::TaskStarted {
                resource_type: Arc::clone(&resource.service),
                resource: Arc::clone(&resource.action),
            };
            turn.emit_in(flow, EventKind::TaskStarted, details)?
        }
    };
    if let Some(seconds) = heartbeat {
        let timer = turn.arm(after_seconds(now, seconds), TimerPurpose::Heartbeat, TimerUse::Heartbeat(flow));
        if let Some(activity) = self::activity(turn, flow) {
            activity.heartbeat = Some(timer);
        }
    }
    Ok(())
}

pub(super) fn submitted(turn: &mut Turn<'_>, task: TaskId, output: &Value) -> Result<(), Halt> {
    let Some((flow, resource)) = waiting(turn, task) else { return Ok(()) };
    if !matches!(resource.pattern, TaskPattern::Sync | TaskPattern::WaitForTaskToken) {
        return Ok(());
    }
    start(turn, flow, resource, None)?;
    let Some(activity) = activity(turn, flow) else { return Ok(()) };
    if std::mem::replace(&mut activity.submitted, true) {
        return Ok(());
    }
    turn.emit_in(flow, EventKind::TaskSubmitted, output_details(resource, output))?;
    Ok(())
}

fn output_details(resource: &Resource, output: &Value) -> Details {
    Details::TaskOutput {
        resource_type: Arc::clone(&resource.service),
        resource: Arc::clone(&resource.action),
        output: output.clone().into(),
    }
}

/// Nobody waits for the task any more: its timers are called off.
fn forget(turn: &mut Turn<'_>, flow: FlowId, task: TaskId) {
    turn.execution.tasks.remove(&task);
    let Some(activity) = activity(turn, flow) else { return };
    for timer in [activity.timeout.take(), activity.heartbeat.take()].into_iter().flatten() {
        turn.cancel_timer(timer);
    }
}

pub(super) fn succeeded(turn: &mut Turn<'_>, task: TaskId, output: &Value) -> Result<(), Halt> {
    let Some((flow, resource)) = waiting(turn, task) else { return Ok(()) };
    start(turn, flow, resource, None)?;
    if output.byte_len() > turn.execution.settings.max_payload_bytes {
        return failed(turn, task, FailureStage::Run, too_large(resource.name_in_causes()));
    }
    forget(turn, flow, task);
    let (kind, details) = match resource.pattern {
        TaskPattern::Lambda => (EventKind::LambdaFunctionSucceeded, Details::Output { output: output.clone().into() }),
        TaskPattern::Activity => (EventKind::ActivitySucceeded, Details::Output { output: output.clone().into() }),
        TaskPattern::RequestResponse | TaskPattern::Sync | TaskPattern::WaitForTaskToken => {
            (EventKind::TaskSucceeded, output_details(resource, output))
        }
    };
    turn.emit_in(flow, kind, details)?;
    if turn.is_guided() {
        turn.flow_mut(flow).activity = Activity::Answered(Box::new(Ok(output.clone())));
        return Ok(());
    }
    let left = leave(turn, flow, output);
    settle(turn, flow, left)
}

/// Goes on after a task whose end is known already.
pub(super) fn go_on(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let running = turn.flow_mut(flow);
    let Activity::Answered(answer) = std::mem::replace(&mut running.activity, Activity::Work) else { return Ok(()) };
    match *answer {
        Ok(output) => {
            let left = leave(turn, flow, &output);
            settle(turn, flow, left)
        }
        Err(failure) => turn.fail_state(flow, failure),
    }
}

fn leave(turn: &mut Turn<'_>, flow: FlowId, result: &Value) -> Result<(), Interrupt> {
    let state = turn.state_of(flow);
    turn.flow_mut(flow).activity = Activity::Work;
    let evaluator = turn.evaluator(flow);
    let (output, assigned) = evaluator.finish(&mut turn.execution.entropy, state, result.clone())?;
    unless(turn.leave(flow, &evaluator, output, assigned, state.next)?)
}

pub(super) fn failed(turn: &mut Turn<'_>, task: TaskId, stage: FailureStage, failure: Failure) -> Result<(), Halt> {
    let Some((flow, resource)) = waiting(turn, task) else { return Ok(()) };
    match stage {
        FailureStage::Run | FailureStage::Submit => start(turn, flow, resource, None)?,
        FailureStage::Schedule | FailureStage::Start => {}
    }
    forget(turn, flow, task);
    let kind = match (resource.pattern, stage) {
        (TaskPattern::Lambda, FailureStage::Run | FailureStage::Submit) => EventKind::LambdaFunctionFailed,
        (TaskPattern::Lambda, FailureStage::Schedule) => EventKind::LambdaFunctionScheduleFailed,
        (TaskPattern::Lambda, FailureStage::Start) => EventKind::LambdaFunctionStartFailed,
        (TaskPattern::Activity, FailureStage::Schedule) => EventKind::ActivityScheduleFailed,
        (TaskPattern::Activity, _) => EventKind::ActivityFailed,
        (_, FailureStage::Run | FailureStage::Schedule) => EventKind::TaskFailed,
        (_, FailureStage::Start) => EventKind::TaskStartFailed,
        (_, FailureStage::Submit) => EventKind::TaskSubmitFailed,
    };
    fail(turn, flow, resource, kind, failure)
}

pub(super) fn timed_out(turn: &mut Turn<'_>, flow: FlowId, timer: TimerId, heartbeat: bool) -> Result<(), Halt> {
    let Some(activity) = activity(turn, flow) else { return Ok(()) };
    let task = activity.task;
    for slot in [&mut activity.timeout, &mut activity.heartbeat] {
        if *slot == Some(timer) {
            *slot = None;
        }
    }
    let Some((_, resource)) = waiting(turn, task) else { return Ok(()) };
    // An activity may time out before any worker has taken the task; a service is called at once.
    if resource.pattern != TaskPattern::Activity {
        start(turn, flow, resource, None)?;
    }
    forget(turn, flow, task);
    turn.effect(Effect::CancelTask { task });
    let kind = match resource.pattern {
        TaskPattern::Lambda => EventKind::LambdaFunctionTimedOut,
        TaskPattern::Activity => EventKind::ActivityTimedOut,
        TaskPattern::RequestResponse | TaskPattern::Sync | TaskPattern::WaitForTaskToken => EventKind::TaskTimedOut,
    };
    fail(turn, flow, resource, kind, Failure::timeout(heartbeat))
}

fn fail(turn: &mut Turn<'_>, flow: FlowId, resource: &Resource, kind: EventKind, failure: Failure) -> Result<(), Halt> {
    let details = match resource.pattern {
        TaskPattern::Lambda | TaskPattern::Activity => failure.details(),
        TaskPattern::RequestResponse | TaskPattern::Sync | TaskPattern::WaitForTaskToken => Details::TaskFailure {
            resource_type: Arc::clone(&resource.service),
            resource: Arc::clone(&resource.action),
            error: failure.error.clone(),
            cause: failure.cause.clone(),
        },
    };
    turn.emit_in(flow, kind, details)?;
    if turn.is_guided() {
        turn.flow_mut(flow).activity = Activity::Answered(Box::new(Err(failure)));
        return Ok(());
    }
    turn.flow_mut(flow).activity = Activity::Work;
    turn.fail_state(flow, failure)
}

pub(super) fn heartbeat(turn: &mut Turn<'_>, task: TaskId) {
    let Some((flow, _)) = waiting(turn, task) else { return };
    let now = turn.execution.now;
    let Some(activity) = activity(turn, flow) else { return };
    let Some(seconds) = activity.heartbeat_seconds else { return };
    if let Some(timer) = activity.heartbeat.take() {
        turn.cancel_timer(timer);
    }
    let timer = turn.arm(after_seconds(now, seconds), TimerPurpose::Heartbeat, TimerUse::Heartbeat(flow));
    if let Some(activity) = self::activity(turn, flow) {
        activity.heartbeat = Some(timer);
    }
}

/// The task is aborted with its flow.
pub(super) fn abort(turn: &mut Turn<'_>, flow: FlowId) {
    let Some(activity) = activity(turn, flow) else { return };
    let task = activity.task;
    forget(turn, flow, task);
    turn.effect(Effect::CancelTask { task });
}
