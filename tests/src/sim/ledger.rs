//! The file as its journal leaves it, kept up act by act: what an entry says it changed must be what has changed.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::world::{Rows, difference, rows_by};
use crate::{Outcome, told};

/// The file at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Every journalled row.
    pub rows: Rows,
    /// Number of the newest entry.
    pub seq: i64,
    /// When it was made.
    pub at: i64,
    /// Changes in all.
    changes: i64,
    /// The greatest id ever used, by table.
    used: BTreeMap<String, i64>,
}

/// One entry as it is on the disk.
pub struct Entry {
    /// The act's name.
    pub act: String,
    /// Never to be undone.
    pub heard: bool,
    /// The sentence.
    pub words: String,
    /// Conference time.
    pub at: i64,
    /// Rows that it made.
    pub made: Vec<(String, i64)>,
    changes: Vec<Change>,
}

struct Change {
    table: String,
    pk: i64,
    before: Option<String>,
    after: Option<String>,
}

impl Ledger {
    /// Reads the file, by the [`scans`](crate::world::scans) of its tables.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(conn: &Connection, scans: &[(String, String)]) -> Outcome<Self> {
        let newest =
            "SELECT ifnull(max(seq), 0), ifnull(max(at), 0), (SELECT count(*) FROM change) FROM entry";
        let (seq, at, changes) = told(conn.query_row(newest, [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))))?;
        let mut sequence = told(conn.prepare_cached("SELECT name, seq FROM sqlite_sequence"))?;
        let used = told(sequence.query_map([], |r| Ok((r.get(0)?, r.get(1)?))))?;
        Ok(Self {
            rows: rows_by(conn, scans)?,
            seq,
            at,
            changes,
            used: told(used.collect::<rusqlite::Result<_>>())?,
        })
    }

    /// Nothing whatever is different.
    ///
    /// # Errors
    /// What is.
    pub fn is_untouched(&self, now: &Self) -> Outcome {
        if let Some(unlike) = difference(&self.rows, &now.rows) {
            return Err(unlike);
        }
        if self == now {
            Ok(())
        } else {
            Err(format!("the journal went from entry {} to {}", self.seq, now.seq))
        }
    }

    /// The entry after this state says just what has changed since.
    ///
    /// # Errors
    /// Where it does not.
    pub fn follows(&self, entry: &Entry, now: &Self) -> Outcome {
        if now.seq != self.seq + 1 {
            return Err(format!("the newest entry is {}, after {}", now.seq, self.seq));
        }
        if entry.at < self.at {
            return Err(format!("entry {} is from before the last", now.seq));
        }
        let mut rows = self.rows.clone();
        for Change { table, pk, before, after } in &entry.changes {
            let key = (table.clone(), *pk);
            if rows.get(&key) != before.as_ref() {
                return Err(format!(
                    "entry {} says that {table} {pk} was {before:?}; it was {:?}",
                    now.seq,
                    rows.get(&key)
                ));
            }
            match after {
                Some(after) => rows.insert(key, after.clone()),
                None => rows.remove(&key),
            };
        }
        match difference(&rows, &now.rows) {
            Some(unlike) => Err(format!("entry {} does not say so: {unlike}", now.seq)),
            None => Ok(()),
        }
    }
}

impl Entry {
    /// An entry by its number.
    ///
    /// # Errors
    /// Where it is not on the disk.
    pub fn read(conn: &Connection, seq: i64) -> Outcome<Self> {
        let first = record::journal::first_change(seq);
        let sql = "SELECT tbl, pk, before, after FROM change WHERE id >= ?1 AND id < ?2 ORDER BY id";
        let mut list = told(conn.prepare_cached(sql))?;
        let changes = told(list.query_map([first, record::journal::first_change(seq + 1)], |r| {
            Ok(Change { table: r.get(0)?, pk: r.get(1)?, before: r.get(2)?, after: r.get(3)? })
        }))?;
        let changes: Vec<Change> = told(changes.collect::<rusqlite::Result<_>>())?;
        let made = changes.iter().filter(|change| change.before.is_none() && change.after.is_some());
        let made = made.map(|change| (change.table.clone(), change.pk)).collect();
        let sql = "SELECT act, heard, words, at FROM entry WHERE seq = ?1";
        told(conn.query_row(sql, [seq], |r| {
            Ok(Self { act: r.get(0)?, heard: r.get(1)?, words: r.get(2)?, at: r.get(3)?, made, changes })
        }))
    }
}
