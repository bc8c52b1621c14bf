use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::error::HistoryError;
use crate::open::History;

/// What a deletion took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Deleted {
    /// How many executions.
    pub executions: usize,
    /// How many payloads that no other execution mentions.
    pub payloads: usize,
}

impl History {
    /// The ARNs of the executions that are part of one (children of map runs), not those of their own parts.
    ///
    /// # Errors
    /// Why the database could not be read.
    pub fn parts_of(&self, arn: &str) -> Result<Vec<String>, HistoryError> {
        parts_of(&self.connection, arn).map_err(|error| HistoryError::from_sqlite(&self.path, error))
    }

    /// Deletes executions with their events, inputs, the payloads only they mention, and the executions that are
    /// part of them, all or none, and gives the room back to the disk.
    ///
    /// # Errors
    /// [`HistoryError::UnknownExecution`], [`HistoryError::NotOwner`], or why it could not be written.
    pub fn delete<'a>(&mut self, arns: impl IntoIterator<Item = &'a str>) -> Result<Deleted, HistoryError> {
        if !self.writable {
            return Err(HistoryError::NotOwner { path: self.path.clone() });
        }
        let path = self.path.clone();
        let named = |error| HistoryError::from_sqlite(&path, error);
        // What was known to be stored may be gone.
        self.mentioned.clear();
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate).map_err(named)?;
        let mut deleted = Deleted::default();
        let mut gone = HashSet::new();
        for arn in arns {
            // It went as a part of another.
            if gone.contains(arn) {
                continue;
            }
            let unknown = || HistoryError::UnknownExecution { arn: arn.to_owned(), path: path.clone() };
            // Parts have parts of their own; each is deleted before it is looked for again.
            let mut whole = vec![arn.to_owned()];
            let mut is_first = true;
            while let Some(arn) = whole.pop() {
                whole.extend(parts_of(&transaction, &arn).map_err(named)?);
                match delete_one(&transaction, &arn).map_err(named)? {
                    Some(payloads) => {
                        deleted.executions += 1;
                        deleted.payloads += payloads;
                    }
                    None if is_first => return Err(unknown()),
                    None => {}
                }
                is_first = false;
                gone.insert(arn);
            }
        }
        transaction.commit().map_err(named)?;
        // The pages are free already; handing them back is a courtesy that may wait for the next time.
        let _ = self.connection.execute_batch("PRAGMA incremental_vacuum");
        Ok(deleted)
    }
}

fn parts_of(connection: &Connection, arn: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT arn FROM executions WHERE parent = ?1")?
        .query_map([arn], |row| row.get(0))?
        .collect()
}

fn delete_one(transaction: &Transaction<'_>, arn: &str) -> rusqlite::Result<Option<usize>> {
    let found: Option<i64> = transaction
        .prepare_cached("SELECT id FROM executions WHERE arn = ?1")?
        .query_row([arn], |row| row.get(0))
        .optional()?;
    let Some(execution) = found else { return Ok(None) };
    let mentioned = transaction
        .prepare_cached("SELECT payload FROM mentions WHERE execution = ?1")?
        .query_map([execution], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    transaction.prepare_cached("DELETE FROM executions WHERE id = ?1")?.execute([execution])?;
    let mut forget = transaction.prepare_cached(
        "DELETE FROM payloads WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM mentions WHERE payload = ?1)",
    )?;
    let mut payloads = 0;
    for payload in mentioned {
        payloads += forget.execute([payload])?;
    }
    Ok(Some(payloads))
}
