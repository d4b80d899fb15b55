//! What everything is measured against: a bare one-row insert in a file of its own, with the desk's pragmas.

use std::path::Path;

use rusqlite::Connection;

use crate::stop::Stop;

const PRAGMAS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
     PRAGMA trusted_schema=OFF; PRAGMA recursive_triggers=ON; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;
     PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=4000;
     CREATE TABLE IF NOT EXISTS base(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL) STRICT;";

pub(super) struct Base(Connection);

impl Base {
    pub(super) fn make(path: &Path) -> Result<Self, Stop> {
        let conn = Connection::open(path).map_err(wrong)?;
        conn.execute_batch(PRAGMAS).map_err(wrong)?;
        Ok(Self(conn))
    }

    /// One row, in a transaction of its own, on the disk.
    pub(super) fn insert(&self) -> Result<(), Stop> {
        let run = |sql: &str, text: &[&str]| {
            let mut statement = self.0.prepare_cached(sql)?;
            statement.execute(rusqlite::params_from_iter(text)).map(|_| ())
        };
        run("BEGIN IMMEDIATE", &[]).map_err(wrong)?;
        run(
            "INSERT INTO base(text) VALUES (?1)",
            &["J. Cole, Camden, was called to speak against motion 12."],
        )
        .map_err(wrong)?;
        run("COMMIT", &[]).map_err(wrong)
    }
}

fn wrong(error: rusqlite::Error) -> Stop {
    Stop::while_doing("the base", error)
}
