//! Writing: everything of one step of an execution, or of several executions, in one transaction.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::error::HistoryError;
use crate::open::History;
use crate::payload::{Payload, PayloadHash};
use crate::record::{Commit, NewExecution};

/// How many (execution, payload) pairs are remembered as stored; beyond it they are looked up again.
const REMEMBERED: usize = 65_536;

impl History {
    /// Begins a transaction for several executions at once: one wait for the disk instead of one each.
    /// Dropped without [`Batch::commit`], nothing of it is written.
    ///
    /// # Errors
    /// [`HistoryError::NotOwner`] on a reader.
    pub fn batch(&mut self) -> Result<Batch<'_>, HistoryError> {
        if !self.writable {
            return Err(HistoryError::NotOwner { path: self.path.clone() });
        }
        if self.mentioned.len() > REMEMBERED {
            self.mentioned.clear();
        }
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)
            .map_err(|error| HistoryError::from_sqlite(&self.path, error))?;
        Ok(Batch { transaction, path: &self.path, mentioned: &mut self.mentioned, fresh: HashSet::new() })
    }

    /// Stores a new execution.
    ///
    /// # Errors
    /// [`HistoryError::ExecutionExists`], or why it could not be written.
    pub fn create(&mut self, execution: &NewExecution) -> Result<(), HistoryError> {
        let mut batch = self.batch()?;
        batch.create(execution)?;
        batch.commit()
    }

    /// Stores what one execution took in and gave out, in one transaction. When this returns, it is kept.
    ///
    /// # Errors
    /// [`HistoryError::UnknownExecution`], [`HistoryError::OutOfOrder`], or why it could not be written; then
    /// nothing of the commit is stored.
    pub fn append(&mut self, arn: &str, commit: &Commit) -> Result<(), HistoryError> {
        let mut batch = self.batch()?;
        batch.append(arn, commit)?;
        batch.commit()
    }
}

/// A transaction in the making. A refusal ([`HistoryError::ExecutionExists`],
/// [`HistoryError::UnknownExecution`], [`HistoryError::OutOfOrder`]) leaves the rest of the batch as it was;
/// after any other error the batch is to be dropped.
#[derive(Debug)]
pub struct Batch<'h> {
    transaction: Transaction<'h>,
    path: &'h Path,
    mentioned: &'h mut HashSet<(i64, PayloadHash)>,
    /// What this batch added: becomes known only once it is committed.
    fresh: HashSet<(i64, PayloadHash)>,
}

impl Batch<'_> {
    /// Stores a new execution, see [`History::create`].
    ///
    /// # Errors
    /// As there.
    pub fn create(&mut self, new: &NewExecution) -> Result<(), HistoryError> {
        if self.find(&new.arn)?.is_some() {
            return Err(HistoryError::ExecutionExists { arn: new.arn.clone() });
        }
        let (definition, input) = (Payload::new(new.definition.clone()), Payload::new(new.input.clone()));
        let id = self
            .insert_execution(new, definition.hash(), input.hash())
            .map_err(|error| HistoryError::from_sqlite(self.path, error))?;
        self.store(id, &definition)?;
        self.store(id, &input)
    }

    /// Stores what one execution took in and gave out, see [`History::append`].
    ///
    /// # Errors
    /// As there.
    pub fn append(&mut self, arn: &str, commit: &Commit) -> Result<(), HistoryError> {
        let stored = self
            .find(arn)?
            .ok_or_else(|| HistoryError::UnknownExecution { arn: arn.to_owned(), path: self.path.to_path_buf() })?;
        in_order(arn, "input", stored.last_input, commit.inputs.iter().map(|input| input.number))?;
        in_order(arn, "event", stored.last_event_id, commit.events.iter().map(|event| event.id))?;
        for payload in &commit.payloads {
            self.store(stored.id, payload)?;
        }
        let output = commit.status.as_ref().and_then(|status| status.output.clone()).map(Payload::new);
        if let Some(output) = &output {
            self.store(stored.id, output)?;
        }
        self.write(&stored, commit, output.map(|output| output.hash()))
            .map_err(|error| HistoryError::from_sqlite(self.path, error))
    }

    /// Makes all of it stay. When this returns, it is kept.
    ///
    /// # Errors
    /// Why it could not be written; then nothing of the batch is stored.
    pub fn commit(self) -> Result<(), HistoryError> {
        self.transaction.commit().map_err(|error| HistoryError::from_sqlite(self.path, error))?;
        self.mentioned.extend(self.fresh);
        Ok(())
    }

    fn find(&self, arn: &str) -> Result<Option<Stored>, HistoryError> {
        let find = || {
            self.transaction
                .prepare_cached("SELECT id, last_event_id, last_input FROM executions WHERE arn = ?1")?
                .query_row([arn], |row| {
                    Ok(Stored { id: row.get(0)?, last_event_id: row.get(1)?, last_input: row.get(2)? })
                })
                .optional()
        };
        find().map_err(|error| HistoryError::from_sqlite(self.path, error))
    }

    fn insert_execution(
        &self,
        new: &NewExecution,
        definition: PayloadHash,
        input: PayloadHash,
    ) -> rusqlite::Result<i64> {
        self.transaction
            .prepare_cached(
                "INSERT INTO executions (arn, name, workflow, state_machine_arn, state_machine_name, kind, format,
                     definition, input, status, started_at, settings, parent)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .insert(params![
                new.arn,
                new.name,
                new.workflow,
                new.state_machine_arn,
                new.state_machine_name,
                new.kind,
                new.format,
                definition.bytes(),
                input.bytes(),
                new.status,
                new.started_at,
                new.settings,
                new.parent,
            ])
    }

    fn store(&mut self, execution: i64, payload: &Payload) -> Result<(), HistoryError> {
        let key = (execution, payload.hash());
        if self.mentioned.contains(&key) || self.fresh.contains(&key) {
            return Ok(());
        }
        self.insert_payload(execution, payload).map_err(|error| HistoryError::from_sqlite(self.path, error))?;
        self.fresh.insert(key);
        Ok(())
    }

    fn insert_payload(&self, execution: i64, payload: &Payload) -> rusqlite::Result<()> {
        let hash = payload.hash();
        let known: Option<i64> = self
            .transaction
            .prepare_cached("SELECT id FROM payloads WHERE hash = ?1")?
            .query_row([hash.bytes()], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => self
                .transaction
                .prepare_cached("INSERT INTO payloads (hash, text) VALUES (?1, ?2)")?
                .insert(params![hash.bytes(), &**payload.text()])?,
        };
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO mentions (execution, payload) VALUES (?1, ?2)")?
            .execute([execution, id])?;
        Ok(())
    }

    fn write(&self, stored: &Stored, commit: &Commit, output: Option<PayloadHash>) -> rusqlite::Result<()> {
        let mut last_input = stored.last_input;
        if !commit.inputs.is_empty() {
            let mut insert = self.transaction.prepare_cached(
                "INSERT INTO inputs (execution, number, at, last_event_id, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for input in &commit.inputs {
                last_input += 1;
                insert.execute(params![stored.id, last_input, input.at, signed(input.last_event_id), input.body])?;
            }
        }
        let mut last_event_id = stored.last_event_id;
        if !commit.events.is_empty() {
            let mut insert = self
                .transaction
                .prepare_cached("INSERT INTO events (execution, id, at, kind, body) VALUES (?1, ?2, ?3, ?4, ?5)")?;
            for event in &commit.events {
                last_event_id += 1;
                insert.execute(params![stored.id, last_event_id, event.at, event.kind, event.body])?;
            }
        }
        self.transaction
            .prepare_cached("UPDATE executions SET last_event_id = ?2, last_input = ?3 WHERE id = ?1")?
            .execute([stored.id, last_event_id, last_input])?;
        if let Some(status) = &commit.status {
            self.transaction
                .prepare_cached(
                    "UPDATE executions SET status = ?2, stopped_at = ?3, output = ?4, error = ?5, cause = ?6
                     WHERE id = ?1",
                )?
                .execute(params![
                    stored.id,
                    status.status,
                    status.stopped_at,
                    output.as_ref().map(PayloadHash::bytes),
                    status.error,
                    status.cause,
                ])?;
        }
        Ok(())
    }
}

struct Stored {
    id: i64,
    last_event_id: i64,
    last_input: i64,
}

fn in_order(arn: &str, what: &'static str, last: i64, numbers: impl Iterator<Item = u64>) -> Result<(), HistoryError> {
    let mut expected = u64::try_from(last).unwrap_or(0);
    for found in numbers {
        expected += 1;
        if found != expected {
            return Err(HistoryError::OutOfOrder { arn: arn.to_owned(), what, expected, found });
        }
    }
    Ok(())
}

/// SQLite's integers are signed; a history of 2^63 events is out of reach.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
