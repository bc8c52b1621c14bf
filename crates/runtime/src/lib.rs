//! Runs executions on tokio: tasks, timers, mocks.
