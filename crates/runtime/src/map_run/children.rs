//! Children of map runs: started, carried on after a restart, brought back by a redrive.

use std::sync::Arc;

use stepwell_asl::MachineType;
use stepwell_history::{Commit, NewExecution};
use stepwell_interpreter::{ChildRequest, Execution, InputKind, Status, Timestamp};
use stepwell_json::Value;
use tokio::sync::mpsc;

use super::{News, Parent};
use crate::archive::{Archive, StoredExecution, format_text, kind_text};
use crate::driver::{Calls, Cast, Driver, Ends, House, Message};
use crate::error::RuntimeError;
use crate::live::Line;
use crate::runtime::{anew, rebuild, redriven};

/// All that it takes to start a child.
pub(super) struct ChildStart {
    pub(super) cast: Cast,
    pub(super) house: House,
    pub(super) execution: Execution,
    pub(super) request: ChildRequest,
    pub(super) at: Timestamp,
    pub(super) may_be_there: bool,
}

impl ChildStart {
    pub(super) async fn go(self, inbox: mpsc::WeakUnboundedSender<Message>) -> Result<(), RuntimeError> {
        let parent = Parent { inbox, run: self.request.run, child: self.request.child };
        let arn = Arc::clone(&self.request.start.execution_arn);
        if self.may_be_there && self.carry_on(&arn, &parent).await? {
            return Ok(());
        }
        let (house, origin, calls) = (self.house, Arc::clone(&self.cast.origin), self.cast.calls.clone());
        let start = self.request.start;
        let (mut driver, ends) = Driver::new(Arc::clone(&arn), self.execution, self.at, self.cast, house.clone());
        driver.is_child_of(parent, &calls);
        let new = NewExecution {
            arn: arn.to_string(),
            name: start.name.to_string(),
            // Lists are of workflows' own executions; a child is found through its parent.
            workflow: None,
            state_machine_arn: start.state_machine_arn.to_string(),
            state_machine_name: start.state_machine_name.to_string(),
            kind: kind_text(self.request.kind).to_owned(),
            format: format_text(origin.format).to_owned(),
            definition: Arc::clone(&origin.definition),
            input: start.input.to_text(),
            status: Status::Running.as_str().to_owned(),
            started_at: self.at.0,
            // The settings are numbers and texts: writing them into memory cannot fail.
            settings: serde_json::to_string(&origin.settings).unwrap_or_default(),
            parent: origin.settings.child.as_ref().map(|child| child.parent.clone()),
        };
        let commit = driver.begin(InputKind::Start(Box::new(start)))?;
        house.journal.write(Some(new), Arc::clone(&arn), commit).await?;
        drive(&house, &arn, driver, ends)
    }

    /// Carries on with a child that is in the history; false if it is not.
    async fn carry_on(&self, arn: &Arc<str>, parent: &Parent) -> Result<bool, RuntimeError> {
        let (archive, house, arn, parent) =
            (self.cast.origin.archive.clone(), self.house.clone(), Arc::clone(arn), parent.clone());
        let calls = self.cast.calls.clone();
        let found = tokio::task::spawn_blocking(move || -> Result<Option<(Driver, Ends)>, RuntimeError> {
            let Some(record) = archive.history().execution(&arn)? else { return Ok(None) };
            if record.status == Status::Running.as_str() {
                let (driver, ends, _) = rebuild(&archive, house, arn, Some((parent, calls)))?;
                return Ok(Some((driver, ends)));
            }
            parent.tell(ended(&archive, &arn)?);
            Err(RuntimeError::NotRunning { arn: arn.to_string() })
        })
        .await;
        match found {
            Ok(Ok(None)) => Ok(false),
            Ok(Ok(Some((driver, ends)))) => {
                drive(&self.house, &self.request.start.execution_arn, driver, ends)?;
                Ok(true)
            }
            Ok(Err(RuntimeError::NotRunning { .. })) => Ok(true),
            Ok(Err(problem)) => Err(problem),
            Err(_) => Err(RuntimeError::ShutDown),
        }
    }
}

/// What becomes of a child that is to go on.
enum Back {
    /// It never began.
    Unbegun(Box<ChildStart>),
    /// It goes on.
    On(Box<GoesOn>),
    /// It has ended as it is.
    Ended,
}

struct GoesOn {
    driver: Driver,
    ends: Ends,
    /// What is to be stored of that first.
    commit: Option<Commit>,
    /// Where it begins again.
    new: Option<NewExecution>,
}

/// Lets a child go on from where it ended or was left, or begin again where it is an EXPRESS one; one that succeeded,
/// or that cannot go on, has ended as it is. One that is not in the history is started.
pub(super) async fn bring_back(
    house: &House,
    archive: &Archive,
    arn: &Arc<str>,
    parent: &Parent,
    calls: &Calls,
    start: Option<ChildStart>,
) -> Result<(), RuntimeError> {
    if let Some(line) = house.lines.upgrade().and_then(|lines| lines.get(arn)) {
        // It is just being stopped.
        line.inbox.closed().await;
    }
    let found = {
        let (house, archive, arn) = (house.clone(), archive.clone(), Arc::clone(arn));
        let child_of = (parent.clone(), calls.clone());
        tokio::task::spawn_blocking(move || back(&archive, house, &arn, child_of, start)).await
    };
    match found.unwrap_or(Err(RuntimeError::ShutDown))? {
        Back::Unbegun(start) => start.go(parent.inbox.clone()).await,
        Back::On(goes_on) => {
            let GoesOn { driver, ends, commit, new } = *goes_on;
            if new.is_some() {
                house.journal.delete(vec![arn.to_string()]).await?;
            }
            if let Some(commit) = commit {
                house.journal.write(new, Arc::clone(arn), commit).await?;
            }
            drive(house, arn, driver, ends)
        }
        Back::Ended => {
            let (archive, arn) = (archive.clone(), Arc::clone(arn));
            let ended = tokio::task::spawn_blocking(move || ended(&archive, &arn)).await;
            parent.tell(ended.unwrap_or(Err(RuntimeError::ShutDown))?);
            Ok(())
        }
    }
}

fn back(
    archive: &Archive,
    house: House,
    arn: &Arc<str>,
    child_of: (Parent, Calls),
    start: Option<ChildStart>,
) -> Result<Back, RuntimeError> {
    if let Some(start) = start
        && archive.history().execution(arn)?.is_none()
    {
        return Ok(Back::Unbegun(Box::new(start)));
    }
    let stored = archive.execution(arn)?;
    if stored.status == Status::Running {
        // It had gone on already before a restart.
        let (driver, ends, _) = rebuild(archive, house, Arc::clone(arn), Some(child_of))?;
        return Ok(Back::On(Box::new(GoesOn { driver, ends, commit: None, new: None })));
    }
    if stored.kind == MachineType::Express && stored.status != Status::Succeeded {
        let (driver, ends, commit, new) = begun_again(archive, house, arn, &stored, child_of)?;
        return Ok(Back::On(Box::new(GoesOn { driver, ends, commit: Some(commit), new: Some(new) })));
    }
    match redriven(archive, house, arn, Some(child_of)) {
        Err(RuntimeError::NotRedrivable { .. }) => Ok(Back::Ended),
        redriven => {
            let (driver, ends, commit) = redriven?;
            Ok(Back::On(Box::new(GoesOn { driver, ends, commit: Some(commit), new: None })))
        }
    }
}

/// EXPRESS children are started anew under the ARN they had, as AWS does, so what they did before is not kept
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html>).
fn begun_again(
    archive: &Archive,
    house: House,
    arn: &Arc<str>,
    stored: &StoredExecution,
    (parent, calls): (Parent, Calls),
) -> Result<(Driver, Ends, Commit, NewExecution), RuntimeError> {
    let (mut driver, ends, start) = anew(archive, house, arn, stored)?;
    driver.is_child_of(parent, &calls);
    let settings = archive.history().execution(arn)?.map(|record| record.settings).unwrap_or_default();
    let origin = Arc::clone(driver.origin());
    let new = NewExecution {
        arn: arn.to_string(),
        name: stored.name.clone(),
        workflow: None,
        state_machine_arn: stored.state_machine_arn.clone(),
        state_machine_name: stored.state_machine_name.clone(),
        kind: kind_text(stored.kind).to_owned(),
        format: format_text(stored.format).to_owned(),
        definition: Arc::clone(&origin.definition),
        input: archive.payload(&stored.input)?,
        status: Status::Running.as_str().to_owned(),
        started_at: driver.last_moment().0,
        settings,
        parent: origin.settings.child.as_ref().map(|child| child.parent.clone()),
    };
    let commit = driver.begin(start)?;
    Ok((driver, ends, commit, new))
}

/// What the history says of a child that has ended.
fn ended(archive: &Archive, arn: &str) -> Result<News, RuntimeError> {
    let stored = archive.execution(arn)?;
    let output = match stored.output.map(|hash| archive.payload(&hash)).transpose()? {
        Some(text) => Value::parse_shared(text).map_err(|error| RuntimeError::Input(Arc::new(error)))?,
        None => Value::Null,
    };
    Ok(News::Ended { status: stored.status, output, at: stored.stopped.unwrap_or(stored.started) })
}

fn drive(house: &House, arn: &Arc<str>, driver: Driver, ends: Ends) -> Result<(), RuntimeError> {
    let lines = house.lines.upgrade().ok_or(RuntimeError::ShutDown)?;
    lines.add(arn, Line { inbox: ends.inbox, live: ends.live })?;
    tokio::spawn(driver.run());
    Ok(())
}
