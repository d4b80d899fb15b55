//! The conference file on the disk: creating, opening, looking, migrating.
//!
//! Invariant: a file that is refused is left byte for byte as it was; a file that is opened has every pragma as we need
//! it, read back. Opening never reads more than a handful of rows.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rules::refusal::Refusal;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::journal::chain;
use crate::lock::Lock;

/// `RSTR`, in the file's header.
pub const APPLICATION_ID: u32 = 0x5253_5452;

/// The schemas, each upon the one before it; `user_version` counts them.
pub type Migrations = &'static [&'static str];

/// Those of a conference.
pub const MIGRATIONS: Migrations = &[include_str!("../schema/001_conference.sql")];

const JOURNAL: &str = include_str!("../schema/000_journal.sql");
/// Bytes of an SQLite header, and one for the kind of the first page.
const HEADER: usize = 101;

/// A file opened for writing, and its lock.
#[derive(Debug)]
pub struct Opened {
    /// The one writing connection.
    pub conn: Connection,
    /// Held until dropped.
    pub lock: Lock,
    /// Where it is, with no link in it.
    pub path: PathBuf,
}

/// Makes a new file; refuses with `file.exists` rather than overwrite.
pub fn create(path: &Path, migrations: Migrations) -> Result<Opened, Halt> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(_) => {}
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            return Err(refusal("file.exists", path, "is there already.")
                .allowed_by("Choose another name.")
                .into());
        }
        Err(e) if e.kind() == ErrorKind::NotFound => {
            return Err(refusal("file.missing", path, "cannot be made: its folder is not there.").into());
        }
        Err(e) if matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            return Err(refusal(
                "file.read_only",
                path,
                "cannot be made: its folder does not allow writing.",
            )
            .into());
        }
        Err(e) => return Err(Fault::of(format!("create {}", path.display()), e).into()),
    }
    let made = fill(path, migrations);
    if made.is_err() {
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(with_end(path, end));
        }
    }
    made
}

fn fill(path: &Path, migrations: Migrations) -> Result<Opened, Halt> {
    let path = fs::canonicalize(path)?;
    let lock = Lock::take(&path)?;
    let mut conn = write_connection(&path)?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.execute_batch(JOURNAL)?;
    for sql in migrations {
        tx.execute_batch(sql)?;
    }
    set_shape(&tx, version_of(migrations)?, 1)?;
    tx.commit()?;
    // The header must stand in the file itself, so that what it is can be seen without its write-ahead log.
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    if let Some(folder) = path.parent() {
        sync_folder(folder)?;
    }
    Ok(Opened { conn, lock, path })
}

/// Opens a file for writing, migrating it forward if it is of an older version.
pub fn open(path: &Path, migrations: Migrations) -> Result<Opened, Halt> {
    look_at_header(path, migrations)?;
    let path = fs::canonicalize(path)?;
    if let Err(e) = OpenOptions::new().read(true).write(true).open(&path) {
        if matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
            let why = "does not allow writing. Copy it to a folder that does.";
            return Err(refusal("file.read_only", &path, why).into());
        }
        return Err(Fault::of(format!("open {}", path.display()), e).into());
    }
    let lock = Lock::take(&path)?;
    look_inside(&path)?;
    let mut conn = write_connection(&path)?;
    migrate(&mut conn, migrations)?;
    Ok(Opened { conn, lock, path })
}

/// A connection that can only read, for views, verifying and copying.
pub fn reader(path: &Path) -> Result<Db, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    steady(&conn)?;
    settle(&conn, &[("query_only", 1), ("trusted_schema", 0), ("cell_size_check", 1), ("temp_store", 2)])?;
    settle(&conn, &[("cache_size", -2_048)])?;
    Db::new(conn)
}

/// A connection to a file that nobody writes, such as a backup: nothing is made beside it.
pub(crate) fn still(path: &Path) -> Result<Db, Fault> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(format!("{}?mode=ro&immutable=1", file_uri(path)), flags)?;
    settle(&conn, &[("query_only", 1), ("trusted_schema", 0), ("cell_size_check", 1), ("temp_store", 2)])?;
    Db::new(conn)
}

/// A connection for looking at a file that may be open or closed: a closed one gets nothing beside it.
pub(crate) fn looker(path: &Path) -> Result<Db, Fault> {
    if with_end(path, "-wal").exists() { reader(path) } else { still(path) }
}

/// Refuses what is not a conference file that this version of the program can read, without writing anywhere.
pub fn look_at_header(path: &Path, migrations: Migrations) -> Result<(), Halt> {
    let bytes = match fs::metadata(path) {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => {
            return Err(refusal("file.foreign", path, "is not a conference file: it is a folder.").into());
        }
        Err(e) if e.kind() == ErrorKind::NotFound => {
            return Err(
                refusal("file.missing", path, "is not there. It may have been moved or renamed.").into()
            );
        }
        Err(e) => return Err(Fault::of(format!("open {}", path.display()), e).into()),
    };
    let mut header = [0; HEADER];
    let read = match File::open(path) {
        Ok(mut file) => file.read_exact(&mut header),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => {
            return Err(refusal("file.read_only", path, "does not allow reading.").into());
        }
        Err(e) => return Err(Fault::of(format!("open {}", path.display()), e).into()),
    };
    if read.is_err() || header.first_chunk() != Some(b"SQLite format 3\0") {
        return Err(refusal("file.foreign", path, "is not a conference file.").into());
    }
    if word(&header, 68) != APPLICATION_ID {
        return Err(refusal(
            "file.foreign",
            path,
            "is a database of another program, not a conference file.",
        )
        .into());
    }
    let (version, ours) = (word(&header, 60), u32::try_from(migrations.len()).unwrap_or(u32::MAX));
    if version > ours {
        let why = format!(
            "was made by a newer version of Rostrum (file version {version}; this program reads up to {ours})."
        );
        let newer = refusal("file.newer", path, &why);
        return Err(newer.allowed_by("Open it with that version or a newer one.").into());
    }
    if version == 0 {
        return Err(damaged(path, "it was never finished being made").into());
    }
    let page = match u64::from(word(&header, 16) >> 16) {
        1 => 65_536,
        size => size,
    };
    let said = u64::from(word(&header, 28)).saturating_mul(page);
    let whole =
        page.is_power_of_two() && page >= 512 && bytes.is_multiple_of(page) && header.get(100) != Some(&0);
    // A log that was being carried over when the disk was full holds every page that is not here yet. The count of
    // pages in the header holds only if no older program wrote last.
    if logged(path) {
        return Ok(());
    }
    if !whole || (word(&header, 24) == word(&header, 92) && bytes < said) {
        return Err(damaged(path, "part of it is missing").into());
    }
    Ok(())
}

/// Whether a write-ahead log with content stands beside the file.
fn logged(path: &Path) -> bool {
    fs::metadata(with_end(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// A quick look at the structure. A write-ahead log with content, as after a crash, is honoured: recovery is normal.
fn look_inside(path: &Path) -> Result<(), Halt> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let uri = format!("{}?mode=ro{}", file_uri(path), if logged(path) { "" } else { "&immutable=1" });
    let conn = Connection::open_with_flags(uri, flags)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let looked = || -> rusqlite::Result<()> {
        conn.execute_batch("PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF;")?;
        conn.query_row("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1", [], |_| Ok(()))
            .or_else(none_is_well)?;
        conn.query_row("SELECT id, tbl FROM change ORDER BY id DESC LIMIT 1", [], |_| Ok(()))
            .or_else(none_is_well)?;
        conn.query_row("SELECT hash FROM shape ORDER BY version DESC LIMIT 1", [], |_| Ok(()))?;
        let mut list =
            conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")?;
        let names =
            list.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        for name in names {
            let first = format!("SELECT rowid FROM \"{}\" LIMIT 1", name.replace('"', "\"\""));
            conn.query_row(&first, [], |_| Ok(())).or_else(none_is_well)?;
        }
        Ok(())
    };
    looked().map_err(|e| damaged(path, &e.to_string()).into())
}

fn none_is_well(error: rusqlite::Error) -> rusqlite::Result<()> {
    if matches!(error, rusqlite::Error::QueryReturnedNoRows) { Ok(()) } else { Err(error) }
}

fn write_connection(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_secs(5))?;
    steady(&conn)?;
    let mode: String = conn.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(Fault::new(format!("journal_mode is {mode}, not wal")));
    }
    settle(
        &conn,
        &[
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
            ("recursive_triggers", 1),
            ("cell_size_check", 1),
            ("temp_store", 2),
            ("cache_size", -8_192),
            // Rarely within an act: the desk checkpoints when nobody is waiting.
            ("wal_autocheckpoint", 4_000),
        ],
    )?;
    Ok(conn)
}

/// A statement keeps its plan whatever is bound to it: otherwise SQLite plans many of them anew at every use.
fn steady(conn: &Connection) -> Result<(), Fault> {
    Ok(conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())?)
}

/// Sets pragmas and reads each back: SQLite ignores in silence what it does not know or may not do.
fn settle(conn: &Connection, pragmas: &[(&str, i64)]) -> Result<(), Fault> {
    for (name, value) in pragmas {
        conn.execute_batch(&format!("PRAGMA {name}={value}"))?;
        let set: i64 = conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?;
        if set != *value {
            return Err(Fault::new(format!("pragma {name} is {set}, not {value}")));
        }
    }
    Ok(())
}

/// Brings an older file forward, in one transaction.
fn migrate(conn: &mut Connection, migrations: Migrations) -> Result<(), Halt> {
    let version: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    let Some(newer) = migrations.get(done..).filter(|newer| !newer.is_empty()) else { return Ok(()) };
    conn.execute_batch("PRAGMA foreign_keys=OFF")?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for sql in newer {
        tx.execute_batch(sql)?;
    }
    let broken: i64 = tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        return Err(Fault::new(format!("migration from {version}: {broken} rows refer to nothing")).into());
    }
    let next = tx.query_row("SELECT ifnull(max(seq), 0) + 1 FROM entry", [], |row| row.get(0))?;
    set_shape(&tx, version_of(migrations)?, next)?;
    tx.commit()?;
    settle(conn, &[("foreign_keys", 1)])?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn version_of(migrations: Migrations) -> Result<u32, Fault> {
    u32::try_from(migrations.len()).map_err(|_| Fault::new("too many migrations"))
}

fn set_shape(conn: &Connection, version: u32, from_seq: i64) -> Result<(), Fault> {
    conn.pragma_update(None, "user_version", version)?;
    let insert = "INSERT INTO shape(version, hash, from_seq) VALUES (?1, ?2, ?3)";
    conn.execute(insert, (version, chain::shape(conn)?, from_seq))?;
    Ok(())
}

/// Makes a rename or a new file in this folder survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Fault> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// `PATH` + `end`.
pub(crate) fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn file_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b':' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                uri.push(char::from(*byte))
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

fn word(header: &[u8; HEADER], at: usize) -> u32 {
    header.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |word| u32::from_be_bytes(*word))
}

fn refusal(code: &str, path: &Path, why: &str) -> Refusal {
    Refusal::new(code, format!("{} {why}", path.display()))
}

fn damaged(path: &Path, why: &str) -> Refusal {
    refusal("file.damaged", path, &format!("is damaged ({why}).")).allowed_by("Restore the newest backup.")
}
