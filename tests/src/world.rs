//! A conference file in a folder of its own, opened by a real desk, with a clock in the test's hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use record::capture;
use record::desk::{Desk, Options};
use record::time::Clock;
use record::transact::{Actor, Answer, Envelope, Role, UndoRequest};
use record::view::View;
use rusqlite::{Connection, OpenFlags};
use serde::de::DeserializeOwned;
use tempfile::TempDir;

use crate::{Outcome, told};

/// Every row of every journalled table, by table and id, as the journal would write it down.
pub type Rows = BTreeMap<(String, i64), String>;

/// One conference file and its desk.
pub struct World {
    folder: TempDir,
    path: PathBuf,
    desk: Option<Desk>,
    clock: Arc<AtomicI64>,
    seed: u64,
    /// What was seen since the last act: nothing else changes it.
    seen: Mutex<BTreeMap<View, Arc<str>>>,
}

impl World {
    /// A new file with nothing in it, at this moment.
    ///
    /// # Errors
    /// Where the file cannot be made.
    pub fn new(at: i64, seed: u64) -> Outcome<Self> {
        let folder = told(scratch())?;
        let path = folder.path().join("test.conference");
        let clock = Arc::new(AtomicI64::new(at));
        let desk = Some(told(Desk::create(&path, options(&clock, seed)))?);
        Ok(Self { folder, path, desk, clock, seed, seen: Mutex::default() })
    }

    /// A copy of a file that was closed, opened at this moment by a desk of its own.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn copy_of(file: &[u8], at: i64, seed: u64) -> Outcome<Self> {
        let folder = told(scratch())?;
        let path = folder.path().join("test.conference");
        told(std::fs::write(&path, file))?;
        let clock = Arc::new(AtomicI64::new(at));
        let desk = Some(told(Desk::open(&path, options(&clock, seed)))?);
        Ok(Self { folder, path, desk, clock, seed, seen: Mutex::default() })
    }

    /// What is in the file, and the moment it stands at; it is closed for that, and opened again.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn kept(&mut self) -> Outcome<(Vec<u8>, i64)> {
        self.close();
        let file = told(std::fs::read(&self.path))?;
        self.reopen()?;
        Ok((file, self.clock.load(Ordering::Acquire)))
    }

    /// The desk, for whatever is to be done at it.
    ///
    /// # Errors
    /// While the file is closed.
    pub fn desk(&self) -> Outcome<&Desk> {
        self.forget();
        self.opened()
    }

    fn opened(&self) -> Outcome<&Desk> {
        self.desk.as_ref().ok_or_else(|| "the file is closed".to_owned())
    }

    fn forget(&self) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A place beside the file.
    #[must_use]
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Conference time.
    ///
    /// # Errors
    /// While the file is closed.
    pub fn now(&self) -> Outcome<i64> {
        Ok(self.opened()?.now())
    }

    /// Lets time pass; or, below nought, sets the laptop's clock back.
    pub fn pass(&self, ms: i64) {
        self.forget();
        self.clock.fetch_add(ms, Ordering::AcqRel);
    }

    /// Does one act.
    ///
    /// # Errors
    /// While the file is closed.
    pub fn dispatch(&self, envelope: Envelope) -> Outcome<Answer> {
        Ok(self.desk()?.dispatch(envelope))
    }

    /// Takes back, or does again.
    ///
    /// # Errors
    /// While the file is closed.
    pub fn undo(&self, request: UndoRequest) -> Outcome<Answer> {
        Ok(self.desk()?.undo(request))
    }

    /// A view, as its screen reads it.
    ///
    /// # Errors
    /// Where it cannot be computed, or is not what its type says.
    pub fn view<T: DeserializeOwned>(&self, view: &View) -> Outcome<T> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).get(view).cloned();
        let text = match seen {
            Some(text) => text,
            None => self.look(view)?,
        };
        serde_json::from_str(&text)
            .map_err(|error| format!("{view:?} is not what its type says: {error}\n{text}"))
    }

    fn look(&self, view: &View) -> Outcome<Arc<str>> {
        let text = self.opened()?.show(view).map_err(|halt| format!("{view:?}: {halt}"))?;
        let text: Arc<str> = Arc::from(text);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(view.clone(), Arc::clone(&text));
        Ok(text)
    }

    /// Closes the file and opens it again.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn reopen(&mut self) -> Outcome {
        self.close();
        self.desk = Some(told(Desk::open(&self.path, options(&self.clock, self.seed)))?);
        Ok(())
    }

    /// Closes the file.
    pub fn close(&mut self) {
        self.forget();
        if let Some(desk) = self.desk.take() {
            desk.close();
        }
    }

    /// A connection of the test's own, that can only read.
    ///
    /// # Errors
    /// Where SQLite cannot.
    pub fn reader(&self) -> Outcome<Connection> {
        reader(&self.path)
    }
}

/// A read-only connection to a file.
///
/// # Errors
/// Where SQLite cannot.
pub fn reader(path: &Path) -> Outcome<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = told(Connection::open_with_flags(path, flags))?;
    // One statement a table, and those of the checks: none is prepared twice.
    conn.set_prepared_statement_cache_capacity(512);
    Ok(conn)
}

/// Every row as it stands.
///
/// # Errors
/// Where the file cannot be read.
pub fn rows(conn: &Connection) -> Outcome<Rows> {
    rows_by(conn, &scans(conn)?)
}

/// Each journalled table, with the statement that reads it: the same in every state of a file.
///
/// # Errors
/// Where the file cannot be read.
pub fn scans(conn: &Connection) -> Outcome<Vec<(String, String)>> {
    let scan = |table: capture::Table| {
        let sql = table.scan();
        (table.name, sql)
    };
    Ok(told(capture::tables(conn))?.into_iter().map(scan).collect())
}

/// Every row as it stands, by statements that are known already.
///
/// # Errors
/// Where the file cannot be read.
pub fn rows_by(conn: &Connection, scans: &[(String, String)]) -> Outcome<Rows> {
    let mut all = Rows::new();
    for (table, sql) in scans {
        let mut scan = told(conn.prepare_cached(sql))?;
        let found = told(scan.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))))?;
        for row in found {
            let (id, image) = told(row)?;
            all.insert((table.clone(), id), image);
        }
    }
    Ok(all)
}

/// Where two states differ first, in words.
#[must_use]
pub fn difference(was: &Rows, is: &Rows) -> Option<String> {
    let gone = was.iter().find(|(key, image)| is.get(*key) != Some(*image));
    let ((table, id), image) = gone.or_else(|| is.iter().find(|(key, _)| !was.contains_key(*key)))?;
    let other = if gone.is_some() { is.get(&(table.clone(), *id)) } else { None };
    Some(match (gone.is_some(), other) {
        (true, Some(now)) => format!("{table} {id} was {image} and is {now}"),
        (true, None) => format!("{table} {id} is gone: {image}"),
        (false, _) => format!("{table} {id} is new: {image}"),
    })
}

/// A folder on a disk in memory where there is one: what is tested here is not the disk.
///
/// # Errors
/// Where no folder can be made.
pub fn scratch() -> std::io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir())
    } else {
        tempfile::tempdir()
    }
}

fn options(clock: &Arc<AtomicI64>, seed: u64) -> Options {
    Options {
        clock: Clock::Scripted(Arc::clone(clock)),
        seed: Some(seed),
        backups: None,
        verify: false,
        ..Options::default()
    }
}

/// Somebody at a station.
#[must_use]
pub fn actor(role: Role, station: &str) -> Actor {
    Actor { role, station: station.to_owned(), name: None }
}
