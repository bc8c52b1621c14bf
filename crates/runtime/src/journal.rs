//! The one thread that writes. Commits that come while the disk is busy share the next transaction.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use stepwell_history::{Commit, Deleted, History, HistoryError, NewExecution};
use tokio::sync::oneshot;

use crate::error::RuntimeError;

/// The most commits, and about the most events, in one transaction: whoever comes after it waits for it.
const TOGETHER: usize = 256;
const EVENTS_TOGETHER: usize = 4_000;

enum Order {
    Write(Entry),
    Delete { arns: Vec<String>, done: Done<Deleted> },
    End { done: oneshot::Sender<()> },
}

type Done<T> = oneshot::Sender<Result<T, RuntimeError>>;

/// Where commits are handed in. Cheap to clone; the thread ends when the last is dropped.
#[derive(Debug, Clone)]
pub(crate) struct Journal {
    orders: Sender<Order>,
}

impl Journal {
    /// Starts the thread.
    pub(crate) fn start(history: Arc<Mutex<History>>) -> Result<Self, RuntimeError> {
        let (orders, waiting) = channel();
        thread::Builder::new()
            .name("history".to_owned())
            .spawn(move || {
                let ended = write_all(&history, &waiting);
                // With the history goes its lock; only then is it said.
                drop((history, waiting));
                if let Some(ended) = ended {
                    let _ = ended.send(());
                }
            })
            .map_err(|source| HistoryError::Io { path: "the history's thread".into(), source })?;
        Ok(Self { orders })
    }

    /// Stores a commit; when this returns, it is kept.
    pub(crate) async fn write(
        &self,
        create: Option<NewExecution>,
        arn: Arc<str>,
        commit: Commit,
    ) -> Result<(), RuntimeError> {
        let (done, answer) = oneshot::channel();
        let create = create.map(Box::new);
        self.order(Order::Write(Entry { create, arn, commit, parts: Vec::new(), done }), answer).await
    }

    /// Stores an execution together with those that are part of it, all or none.
    pub(crate) async fn write_whole(
        &self,
        create: NewExecution,
        commit: Commit,
        parts: Vec<(NewExecution, Commit)>,
    ) -> Result<(), RuntimeError> {
        let (done, answer) = oneshot::channel();
        let arn = create.arn.as_str().into();
        self.order(Order::Write(Entry { create: Some(Box::new(create)), arn, commit, parts, done }), answer).await
    }

    /// Deletes executions, all or none.
    pub(crate) async fn delete(&self, arns: Vec<String>) -> Result<Deleted, RuntimeError> {
        let (done, answer) = oneshot::channel();
        self.order(Order::Delete { arns, done }, answer).await
    }

    /// Ends the thread once everything handed in before is written, and lets go of the history.
    pub(crate) async fn end(&self) {
        let (done, ended) = oneshot::channel();
        if self.orders.send(Order::End { done }).is_ok() {
            let _ = ended.await;
        }
    }

    async fn order<T>(
        &self,
        order: Order,
        answer: oneshot::Receiver<Result<T, RuntimeError>>,
    ) -> Result<T, RuntimeError> {
        self.orders.send(order).map_err(|_| RuntimeError::ShutDown)?;
        answer.await.unwrap_or(Err(RuntimeError::ShutDown))
    }
}

/// Writes until nobody is left to hand anything in, or until told to end: then gives whom to tell.
fn write_all(history: &Mutex<History>, orders: &Receiver<Order>) -> Option<oneshot::Sender<()>> {
    let mut next = None;
    while let Some(order) = next.take().or_else(|| orders.recv().ok()) {
        let mut history = history.lock().unwrap_or_else(PoisonError::into_inner);
        match order {
            Order::End { done } => return Some(done),
            Order::Delete { arns, done } => {
                let deleted = history.delete(arns.iter().map(String::as_str));
                // Whoever asked may have left.
                let _ = done.send(deleted.map_err(RuntimeError::from));
            }
            Order::Write(entry) => {
                let mut events = entry.events();
                let mut together = vec![entry];
                while together.len() < TOGETHER && events < EVENTS_TOGETHER {
                    match orders.try_recv() {
                        Ok(Order::Write(entry)) => {
                            events += entry.events();
                            together.push(entry);
                        }
                        Ok(other @ (Order::Delete { .. } | Order::End { .. })) => {
                            next = Some(other);
                            break;
                        }
                        Err(_) => break,
                    }
                }
                write_together(&mut history, together);
            }
        }
    }
    None
}

struct Entry {
    create: Option<Box<NewExecution>>,
    arn: Arc<str>,
    commit: Commit,
    /// Executions that are part of a new one, written whole with it.
    parts: Vec<(NewExecution, Commit)>,
    done: Done<()>,
}

impl Entry {
    fn events(&self) -> usize {
        self.commit.events.len() + self.parts.iter().map(|(_, commit)| commit.events.len()).sum::<usize>()
    }
}

fn write_together(history: &mut History, entries: Vec<Entry>) {
    let mut kept = Vec::with_capacity(entries.len());
    let mut refused = Vec::new();
    let written = (|| {
        let mut batch = history.batch()?;
        for entry in entries {
            let written = entry
                .create
                .as_deref()
                .map_or(Ok(()), |new| batch.create(new))
                .and_then(|()| batch.append(&entry.arn, &entry.commit));
            match written {
                Ok(()) => {
                    kept.push(entry.done);
                    for (new, commit) in &entry.parts {
                        batch.create(new)?;
                        batch.append(&new.arn, commit)?;
                    }
                }
                // Its own fault: the others are not held up.
                Err(
                    error @ (HistoryError::ExecutionExists { .. }
                    | HistoryError::UnknownExecution { .. }
                    | HistoryError::OutOfOrder { .. }),
                ) => refused.push((entry.done, error)),
                Err(error) => {
                    kept.push(entry.done);
                    return Err(error);
                }
            }
        }
        batch.commit()
    })();
    let outcome = written.map_err(|error: HistoryError| RuntimeError::from(error));
    for (done, error) in refused {
        let _ = done.send(Err(error.into()));
    }
    for done in kept {
        let _ = done.send(outcome.clone());
    }
}
