use crate::record::ExecutionRecord;

/// Which executions are wanted; an empty filter wants all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those started from this workflow.
    pub workflow: Option<String>,
    /// Only those of this state machine.
    pub state_machine_arn: Option<String>,
    /// Only those of this status.
    pub status: Option<String>,
}

/// A place in the list of executions. Later executions may come in front of it without disturbing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The start of the last execution seen, in milliseconds since 1970.
    pub started_at: i64,
    /// Its number in the database, which tells executions of the same millisecond apart.
    pub id: i64,
}

/// A part of the list of executions, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionsPage {
    /// The executions.
    pub executions: Vec<ExecutionRecord>,
    /// Where the next part begins; none when this was the last.
    pub next: Option<Cursor>,
}
