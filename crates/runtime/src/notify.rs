//! Telling the hosts that executions moved on, at most 60 times a second for each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use stepwell_interpreter::Status;
use tokio::sync::{Notify, broadcast};

/// A sixtieth of a second, rounded up.
const BREATH: Duration = Duration::from_millis(17);

/// An execution moved on. What lies between two of these is read from the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuntimeEvent {
    /// The execution.
    pub arn: Arc<str>,
    /// Its newest stored event.
    pub last_event_id: u64,
    /// Its status.
    pub status: Status,
    /// How many tasks wait for a person.
    pub waiting: usize,
    /// Why it cannot go on, if it cannot.
    pub problem: Option<Arc<str>>,
}

/// Gathers what happened and tells only the newest of each execution.
#[derive(Debug)]
pub(crate) struct Notifier {
    news: Mutex<HashMap<Arc<str>, RuntimeEvent>>,
    some: Notify,
    listeners: broadcast::Sender<RuntimeEvent>,
}

impl Notifier {
    pub(crate) fn new() -> Self {
        Self { news: Mutex::default(), some: Notify::new(), listeners: broadcast::Sender::new(1024) }
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<RuntimeEvent> {
        self.listeners.subscribe()
    }

    pub(crate) fn tell(&self, event: RuntimeEvent) {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).insert(Arc::clone(&event.arn), event);
        self.some.notify_one();
    }

    /// Passes the news on until it is aborted: the first at once, the next after a breath.
    pub(crate) async fn run(self: Arc<Self>) {
        loop {
            self.some.notified().await;
            self.pass_on();
            tokio::time::sleep(BREATH).await;
        }
    }

    pub(crate) fn pass_on(&self) {
        let news = std::mem::take(&mut *self.news.lock().unwrap_or_else(PoisonError::into_inner));
        for event in news.into_values() {
            // Nobody listens: nobody needs to know.
            let _ = self.listeners.send(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_newest_is_told_and_at_most_60_a_second() {
        let notifier = Arc::new(Notifier::new());
        let mut listener = notifier.subscribe();
        let task = tokio::spawn(Arc::clone(&notifier).run());
        let begun = std::time::Instant::now();
        for id in 1..=300 {
            notifier.tell(RuntimeEvent {
                arn: "arn:e".into(),
                last_event_id: id,
                status: Status::Running,
                waiting: 0,
                problem: None,
            });
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(BREATH * 3).await;
        task.abort();
        let most = begun.elapsed().as_millis() / BREATH.as_millis() + 1;
        let mut heard = Vec::new();
        while let Ok(event) = listener.try_recv() {
            heard.push(event.last_event_id);
        }
        assert!((5..=most).contains(&(heard.len() as u128)), "{} in {:?}", heard.len(), begun.elapsed());
        assert!(heard.is_sorted());
        assert_eq!(heard.last(), Some(&300), "the last word is told");
    }
}
