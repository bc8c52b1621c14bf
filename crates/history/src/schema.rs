//! The tables, and how older layouts are brought up to date.

use rusqlite_migration::{M, Migrations};

/// Each entry takes the layout one step further; entries are only ever added. SQLite's `user_version` says
/// how many a file has had.
const STEPS: &[M<'static>] = &[
    M::up(FIRST),
    // Older executions have told their parents only in the settings of whoever wrote them.
    M::up(
        "ALTER TABLE executions ADD COLUMN parent TEXT;
         UPDATE executions SET parent = json_extract(settings, '$.child.parent') WHERE json_valid(settings);
         CREATE INDEX executions_of_parent ON executions (parent) WHERE parent IS NOT NULL;",
    ),
];

const FIRST: &str = "
    CREATE TABLE payloads (
        id    INTEGER PRIMARY KEY,
        hash  BLOB NOT NULL UNIQUE,
        text  TEXT NOT NULL
    ) STRICT;

    CREATE TABLE executions (
        id                 INTEGER PRIMARY KEY,
        arn                TEXT NOT NULL UNIQUE,
        name               TEXT NOT NULL,
        workflow           TEXT,
        state_machine_arn  TEXT NOT NULL,
        state_machine_name TEXT NOT NULL,
        kind               TEXT NOT NULL,
        format             TEXT NOT NULL,
        definition         BLOB NOT NULL,
        input              BLOB NOT NULL,
        output             BLOB,
        error              TEXT,
        cause              TEXT,
        status             TEXT NOT NULL,
        started_at         INTEGER NOT NULL,
        stopped_at         INTEGER,
        last_event_id      INTEGER NOT NULL DEFAULT 0,
        last_input         INTEGER NOT NULL DEFAULT 0,
        settings           TEXT NOT NULL
    ) STRICT;
    CREATE INDEX executions_newest ON executions (started_at DESC, id DESC);
    CREATE INDEX executions_of_workflow ON executions (workflow, started_at DESC, id DESC);
    CREATE INDEX executions_of_machine ON executions (state_machine_arn, started_at DESC, id DESC);
    CREATE INDEX executions_of_status ON executions (status, started_at DESC, id DESC);

    CREATE TABLE events (
        execution INTEGER NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        id        INTEGER NOT NULL,
        at        INTEGER NOT NULL,
        kind      TEXT NOT NULL,
        body      TEXT NOT NULL,
        PRIMARY KEY (execution, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE inputs (
        execution     INTEGER NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        number        INTEGER NOT NULL,
        at            INTEGER NOT NULL,
        last_event_id INTEGER NOT NULL,
        body          TEXT NOT NULL,
        PRIMARY KEY (execution, number)
    ) STRICT, WITHOUT ROWID;

    -- Which executions mention which payload, once each, so that deleting one execution
    -- finds the texts nobody needs any more.
    CREATE TABLE mentions (
        execution INTEGER NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        payload   INTEGER NOT NULL REFERENCES payloads (id),
        PRIMARY KEY (execution, payload)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mentions_of_payload ON mentions (payload);
    ";

/// The steps from any layout to the newest.
pub(crate) const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// The newest layout's number.
pub(crate) const NEWEST: i64 = STEPS.len() as i64;

#[cfg(test)]
mod tests {
    #[test]
    fn every_step_runs() {
        super::MIGRATIONS.validate().unwrap();
    }
}
