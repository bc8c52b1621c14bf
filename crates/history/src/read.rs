//! Reading: single records and bounded windows.

use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

use crate::error::HistoryError;
use crate::open::History;
use crate::page::{Cursor, ExecutionsPage, Filter};
use crate::payload::{PayloadHash, PayloadSlice};
use crate::record::{EventRecord, ExecutionRecord, InputRecord};

const EXECUTION: &str = "arn, name, workflow, state_machine_arn, state_machine_name, kind, format, definition, \
     input, output, error, cause, status, started_at, stopped_at, last_event_id, last_input, settings, id";

impl History {
    /// One execution; none if the history does not hold it.
    ///
    /// # Errors
    /// Why the database could not be read.
    pub fn execution(&self, arn: &str) -> Result<Option<ExecutionRecord>, HistoryError> {
        let read = || {
            self.connection
                .prepare_cached(&format!("SELECT {EXECUTION} FROM executions WHERE arn = ?1"))?
                .query_row([arn], execution_of)
                .optional()
        };
        read().map(|found| found.map(|(record, _)| record)).map_err(|error| self.sqlite_error(error))
    }

    /// Up to `limit` executions that pass the filter, newest first, from `after` on.
    ///
    /// # Errors
    /// Why the database could not be read.
    pub fn executions(
        &self,
        filter: &Filter,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<ExecutionsPage, HistoryError> {
        let (mut clauses, mut values) = clauses_of(filter);
        if let Some(cursor) = after {
            clauses.push("(started_at, id) < (?, ?)");
            values.extend([cursor.started_at.into(), cursor.id.into()]);
        }
        // One more than asked for tells whether there is another page.
        values.push(i64::try_from(limit).unwrap_or(i64::MAX - 1).saturating_add(1).into());
        let sql = format!(
            "SELECT {EXECUTION} FROM executions {} ORDER BY started_at DESC, id DESC LIMIT ?",
            where_all(&clauses)
        );
        let read = || {
            self.connection
                .prepare_cached(&sql)?
                .query_map(params_from_iter(&values), execution_of)?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        let mut found = read().map_err(|error| self.sqlite_error(error))?;
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(record, id)| Cursor { started_at: record.started_at, id: *id });
        Ok(ExecutionsPage { executions: found.into_iter().map(|(record, _)| record).collect(), next })
    }

    /// Up to `limit` executions that pass the filter, newest first, passing over the first `skip`: for lists
    /// with a scroll bar. To go through all, [`History::executions`] with its cursor is the sure way.
    ///
    /// # Errors
    /// Why the database could not be read.
    pub fn executions_at(
        &self,
        filter: &Filter,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<ExecutionRecord>, HistoryError> {
        let (clauses, mut values) = clauses_of(filter);
        values.extend([bounded(limit as u64).into(), bounded(skip as u64).into()]);
        let sql = format!(
            "SELECT {EXECUTION} FROM executions {} ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?",
            where_all(&clauses)
        );
        let read = || {
            self.connection
                .prepare_cached(&sql)?
                .query_map(params_from_iter(&values), |row| execution_of(row).map(|(record, _)| record))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.sqlite_error(error))
    }

    /// How many executions pass the filter.
    ///
    /// # Errors
    /// Why the database could not be read.
    pub fn count(&self, filter: &Filter) -> Result<u64, HistoryError> {
        let (clauses, values) = clauses_of(filter);
        let sql = format!("SELECT count(*) FROM executions {}", where_all(&clauses));
        let read = || self.connection.prepare_cached(&sql)?.query_row(params_from_iter(&values), |row| row.get(0));
        read().map(unsigned).map_err(|error| self.sqlite_error(error))
    }

    /// Up to `limit` events of an execution, the first being `from_id` (1 is the first of all).
    ///
    /// # Errors
    /// [`HistoryError::UnknownExecution`], or why the database could not be read.
    pub fn events(&self, arn: &str, from_id: u64, limit: usize) -> Result<Vec<EventRecord>, HistoryError> {
        let execution = self.number_of(arn)?;
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT id, at, kind, body FROM events WHERE execution = ?1 AND id >= ?2 ORDER BY id LIMIT ?3",
                )?
                .query_map(params![execution, bounded(from_id), bounded(limit as u64)], |row| {
                    Ok(EventRecord { id: unsigned(row.get(0)?), at: row.get(1)?, kind: row.get(2)?, body: row.get(3)? })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.sqlite_error(error))
    }

    /// How many events an execution has, which is the last one's id.
    ///
    /// # Errors
    /// [`HistoryError::UnknownExecution`], or why the database could not be read.
    pub fn last_event_id(&self, arn: &str) -> Result<u64, HistoryError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT last_event_id FROM executions WHERE arn = ?1")?
                .query_row([arn], |row| row.get(0))
                .optional()
        };
        read().map_err(|error| self.sqlite_error(error))?.map(unsigned).ok_or_else(|| self.unknown(arn))
    }

    /// Up to `limit` inputs of an execution, the first being number `from` (1 is the first of all).
    ///
    /// # Errors
    /// [`HistoryError::UnknownExecution`], or why the database could not be read.
    pub fn inputs(&self, arn: &str, from: u64, limit: usize) -> Result<Vec<InputRecord>, HistoryError> {
        let execution = self.number_of(arn)?;
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT number, at, last_event_id, body FROM inputs
                     WHERE execution = ?1 AND number >= ?2 ORDER BY number LIMIT ?3",
                )?
                .query_map(params![execution, bounded(from), bounded(limit as u64)], |row| {
                    Ok(InputRecord {
                        number: unsigned(row.get(0)?),
                        at: row.get(1)?,
                        last_event_id: unsigned(row.get(2)?),
                        body: row.get(3)?,
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.sqlite_error(error))
    }

    /// A payload's whole text.
    ///
    /// # Errors
    /// [`HistoryError::UnknownPayload`], or why the database could not be read.
    pub fn payload(&self, hash: &PayloadHash) -> Result<Arc<str>, HistoryError> {
        self.with_payload(hash, |text| Arc::from(text))
    }

    /// Up to `limit` bytes of a payload's text from byte `offset`, cut at character boundaries.
    ///
    /// # Errors
    /// [`HistoryError::UnknownPayload`], or why the database could not be read.
    pub fn payload_slice(&self, hash: &PayloadHash, offset: u64, limit: u64) -> Result<PayloadSlice, HistoryError> {
        self.with_payload(hash, |text| PayloadSlice::cut(text, offset, limit))
    }

    fn with_payload<T>(&self, hash: &PayloadHash, take: impl FnOnce(&str) -> T) -> Result<T, HistoryError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT text FROM payloads WHERE hash = ?1")?
                .query_row([hash.bytes()], |row| Ok(take(row.get_ref(0)?.as_str()?)))
                .optional()
        };
        read()
            .map_err(|error| self.sqlite_error(error))?
            .ok_or_else(|| HistoryError::UnknownPayload { hash: *hash, path: self.path.clone() })
    }

    fn number_of(&self, arn: &str) -> Result<i64, HistoryError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT id FROM executions WHERE arn = ?1")?
                .query_row([arn], |row| row.get(0))
                .optional()
        };
        read().map_err(|error| self.sqlite_error(error))?.ok_or_else(|| self.unknown(arn))
    }

    fn unknown(&self, arn: &str) -> HistoryError {
        HistoryError::UnknownExecution { arn: arn.to_owned(), path: self.path.clone() }
    }
}

fn clauses_of(filter: &Filter) -> (Vec<&'static str>, Vec<Value>) {
    [
        ("workflow = ?", &filter.workflow),
        ("state_machine_arn = ?", &filter.state_machine_arn),
        ("status = ?", &filter.status),
    ]
    .into_iter()
    .filter_map(|(clause, wanted)| wanted.clone().map(|wanted| (clause, Value::from(wanted))))
    .unzip()
}

fn where_all(clauses: &[&str]) -> String {
    if clauses.is_empty() { String::new() } else { format!("WHERE {}", clauses.join(" AND ")) }
}

fn execution_of(row: &Row<'_>) -> rusqlite::Result<(ExecutionRecord, i64)> {
    let record = ExecutionRecord {
        arn: row.get(0)?,
        name: row.get(1)?,
        workflow: row.get(2)?,
        state_machine_arn: row.get(3)?,
        state_machine_name: row.get(4)?,
        kind: row.get(5)?,
        format: row.get(6)?,
        definition: PayloadHash::from_bytes(row.get(7)?),
        input: PayloadHash::from_bytes(row.get(8)?),
        output: row.get::<_, Option<[u8; 32]>>(9)?.map(PayloadHash::from_bytes),
        error: row.get(10)?,
        cause: row.get(11)?,
        status: row.get(12)?,
        started_at: row.get(13)?,
        stopped_at: row.get(14)?,
        last_event_id: unsigned(row.get(15)?),
        last_input: unsigned(row.get(16)?),
        settings: row.get(17)?,
    };
    Ok((record, row.get(18)?))
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn bounded(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
