//! Backups: made by themselves, checked, beside the file and on a second disk if one was named; and restoring one.
//!
//! Invariant: nothing takes a backup's name before it was reopened and found whole; a failed copy never replaces a good
//! one; restoring keeps the present file aside. Nothing but this file's own backups is ever removed: their names carry
//! its mark.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rules::refusal::Refusal;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::file::{self, Migrations};
use crate::halt::{Fault, Halt};
use crate::journal::verify;
use crate::lock::Lock;
use crate::time::wall;
use crate::transact::{self, Head};

pub(crate) use keeping::{Handle, Notes, start};

mod keeping;

/// Pages copied before the writer and the views get the disk again.
const PAGES: i32 = 256;
const BREATH: Duration = Duration::from_millis(1);
/// Steps that may find the file busy before a copy is given up.
const PATIENCE: u32 = 2_000;
const ENDING: &str = "conference";

/// When backups are made, and where.
#[derive(Debug, Clone)]
pub struct BackupPlan {
    /// After so many acts …
    pub acts: u32,
    /// … or when an act has been without a backup for so long …
    pub every: Duration,
    /// … but not more often than this.
    pub apart: Duration,
    /// What could not be made is tried again after so long, whether anybody acts or not.
    pub again: Duration,
    /// So many are kept in each folder.
    pub keep: usize,
    /// A second folder, on another disk.
    pub second: Option<PathBuf>,
}

impl Default for BackupPlan {
    fn default() -> Self {
        let [every, apart, again] = [120, 15, 60].map(Duration::from_secs);
        Self { acts: 25, every, apart, again, keep: 10, second: None }
    }
}

/// How the backups are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
pub struct BackupStatus {
    /// Conference time of the last good one.
    #[ts(type = "number | null")]
    pub last_at: Option<i64>,
    /// The last entry in it.
    #[ts(type = "number")]
    pub seq: i64,
    /// Where it is; none while only its second copy could be made.
    pub place: Option<String>,
    /// Where its second copy is.
    pub second: Option<String>,
    /// What stands in the way, in words.
    pub problem: Option<String>,
}

/// A backup that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct BackupFile {
    /// Where.
    pub path: String,
    /// Conference time in its name, ms since 1970 UTC.
    #[ts(type = "number")]
    pub at: i64,
    /// The last entry in it.
    #[ts(type = "number")]
    pub seq: i64,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// Where the backups of a file stand: `NAME.backups` beside it.
pub fn folder_of(path: &Path) -> PathBuf {
    path.with_extension("backups")
}

/// Makes one checked backup in `folder`, and removes those beyond `keep`.
pub fn back_up(path: &Path, folder: &Path, at: i64, keep: usize) -> Result<(PathBuf, Head), Fault> {
    fs::create_dir_all(folder)?;
    back_up_into(path, folder, at, keep)
}

/// The same in a folder that is there: a stick that is not must not become a folder on this disk.
fn back_up_into(path: &Path, folder: &Path, at: i64, keep: usize) -> Result<(PathBuf, Head), Fault> {
    let temporary = Unfinished(folder.join(format!(".{}.copying", stem(path))));
    let head = copy(path, &temporary.0)?;
    let mark = mark(file::reader(path)?.conn())?;
    let place = folder.join(format!("{}.{mark}.{}.{:08}.{ENDING}", stem(path), stamp(at), head.seq));
    settle(&temporary.0, &place, &head)?;
    prune(folder, path, &mark, keep)?;
    Ok((place, head))
}

/// A copy under way: it is gone again unless it gets its name.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        for end in ["", "-journal"] {
            // Once it has its name there is nothing here.
            let _ = fs::remove_file(file::with_end(&self.0, end));
        }
    }
}

/// What is left free on a disk: a copy must not be what stops the next act.
const SPARE: u64 = 4 << 20;

/// Whether a folder's disk has room for a copy.
fn has_room(folder: &Path, bytes: u64) -> Result<(), Fault> {
    #[cfg(unix)]
    if let Ok(disk) = rustix::fs::statvfs(folder) {
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if free < bytes.saturating_add(SPARE) {
            let mb = |bytes: u64| bytes.div_ceil(1 << 20);
            let (needed, free) = (mb(bytes + SPARE), free >> 20);
            let why =
                format!("the disk of {} has {free} MB free, and it needs {needed} MB", folder.display());
            return Err(Fault::of(why, std::io::Error::from(std::io::ErrorKind::StorageFull)));
        }
    }
    Ok(())
}

/// One state of the file, page by page; writers and views go on meanwhile.
pub(crate) fn copy(path: &Path, temporary: &Path) -> Result<Head, Fault> {
    if temporary.exists() {
        fs::remove_file(temporary)?;
    }
    let reader = file::reader(path)?;
    let bytes = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    let bytes = reader.conn().query_row(bytes, [], |row| row.get::<_, i64>(0))?;
    has_room(temporary.parent().unwrap_or(temporary), u64::try_from(bytes).unwrap_or(0))?;
    let mut target = Connection::open(temporary)?;
    target.execute_batch("PRAGMA synchronous=OFF")?;
    // Within one read transaction an act written meanwhile does not make the copy begin again.
    reader.at_rest(|| {
        let head = transact::head(reader.conn())?;
        let backup = Backup::new(reader.conn(), &mut target)?;
        let mut busy = 0;
        loop {
            let step = backup.step(PAGES)?;
            if step == StepResult::Done {
                return Ok(head);
            }
            busy += u32::from(step != StepResult::More);
            if busy > PATIENCE {
                return Err(Fault::new("the conference file stayed busy"));
            }
            thread::sleep(BREATH);
        }
    })?
}

/// Gives a copy its name, once it is on the disk and found whole.
fn settle(temporary: &Path, place: &Path, head: &Head) -> Result<(), Fault> {
    File::open(temporary)?.sync_all()?;
    check(temporary, head)?;
    fs::rename(temporary, place)?;
    place.parent().map_or(Ok(()), file::sync_folder)
}

/// Reopens a copy: its structure must be whole and its head the one that was copied.
fn check(copy: &Path, head: &Head) -> Result<(), Fault> {
    let db = file::still(copy)?;
    let said: String = db.conn().query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Fault::new(format!("the copy is damaged: {said}")));
    }
    if transact::head(db.conn())? != *head {
        return Err(Fault::new("the copy does not end where the file did"));
    }
    Ok(())
}

fn copy_to(backup: &Path, folder: &Path, head: &Head, path: &Path, keep: usize) -> Result<PathBuf, Fault> {
    let name = backup.file_name().ok_or_else(|| Fault::new("a backup without a name"))?;
    let temporary = Unfinished(folder.join(format!(".{}.copying", name.to_string_lossy())));
    let place = folder.join(name);
    has_room(folder, fs::metadata(backup)?.len())?;
    // The folder is not made: a stick that is not there must not become a folder on this disk.
    fs::copy(backup, &temporary.0).map_err(|e| Fault::of(format!("copy to {}", folder.display()), e))?;
    settle(&temporary.0, &place, head)?;
    prune(folder, path, &mark(file::still(&place)?.conn())?, keep)?;
    Ok(place)
}

/// What tells a file from another of the same name: the first eight letters of the hash of its first entry.
fn mark(conn: &Connection) -> Result<String, Fault> {
    let mark =
        conn.query_row("SELECT lower(substr(hex(hash), 1, 8)) FROM entry WHERE seq = 1", [], |r| r.get(0));
    Ok(mark.optional()?.unwrap_or_else(|| "empty".to_owned()))
}

fn prune(folder: &Path, path: &Path, mark: &str, keep: usize) -> Result<(), Fault> {
    let mut old = Vec::new();
    for (_, backup) in named(folder, path)?.into_iter().filter(|(of, _)| of.as_deref() == Some(mark)) {
        let modified = fs::metadata(&backup.path)?.modified()?;
        old.push((modified, backup.seq, backup.path));
    }
    old.sort();
    let spare = old.len().saturating_sub(keep.max(1));
    for (_, _, backup) in old.into_iter().take(spare) {
        fs::remove_file(backup)?;
    }
    Ok(())
}

/// The backups of a file in a folder, the newest first; a folder that is not there holds none. Those of another file of
/// its name are shown too: a person may want just that one back.
pub fn list(folder: &Path, path: &Path) -> Result<Vec<BackupFile>, Fault> {
    let mut found: Vec<_> = named(folder, path)?.into_iter().map(|(_, backup)| backup).collect();
    found.sort_by_key(|backup| std::cmp::Reverse((backup.at, backup.seq)));
    Ok(found)
}

/// `NAME.MARK.TIME.SEQ.conference`, and the mark; in older names there is none.
fn named(folder: &Path, path: &Path) -> Result<Vec<(Option<String>, BackupFile)>, Fault> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    let prefix = format!("{}.", stem(path));
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let rest = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(&format!(".{ENDING}")));
        let (mark, time, seq) = match rest.map(|rest| rest.split('.').collect::<Vec<_>>()).as_deref() {
            Some([mark, time, seq]) => (Some((*mark).to_owned()), *time, *seq),
            Some([time, seq]) => (None, *time, *seq),
            Some(_) | None => continue,
        };
        let time = chrono::NaiveDateTime::parse_from_str(time, STAMP).ok();
        let (Some(time), Ok(seq)) = (time, seq.parse()) else { continue };
        let bytes = match entry.metadata() {
            // It has made way for a newer one since its name was read.
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
            metadata => metadata?.len(),
        };
        let (path, at) = (entry.path().display().to_string(), time.and_utc().timestamp_millis());
        found.push((mark, BackupFile { path, at, seq, bytes }));
    }
    Ok(found)
}

/// Puts a backup in the place of `target`, which must not be open. The present file is kept aside; where, is given back.
pub fn restore(backup: &Path, target: &Path, migrations: Migrations) -> Result<Option<PathBuf>, Halt> {
    file::look_at_header(backup, migrations)?;
    let (head, found) = {
        let db = file::still(backup)?;
        (transact::head(db.conn())?, verify::glance(db.conn())?)
    };
    if let Some(problem) = found.problems.first().filter(|_| !found.mends_itself()) {
        let sentence = format!("{} was not restored: it is not whole. {problem}", backup.display());
        return Err(Refusal::new("backup.altered", sentence).into());
    }
    let _lock = Lock::take(target)?;
    let temporary = Unfinished(file::with_end(target, ".restoring"));
    has_room(target.parent().unwrap_or(target), fs::metadata(backup)?.len())?;
    fs::copy(backup, &temporary.0)?;
    File::open(&temporary.0)?.sync_all()?;
    check(&temporary.0, &head)?;
    let aside = if target.exists() { Some(keep_aside(target)?) } else { None };
    fs::rename(&temporary.0, target)?;
    target.parent().map_or(Ok(()), file::sync_folder)?;
    Ok(aside)
}

/// Moves a file, and its log if a crash left one, to a name that nothing has.
fn keep_aside(target: &Path) -> Result<PathBuf, Fault> {
    let stamp = stamp(wall());
    let name = |n: u32| {
        let again = if n == 0 { String::new() } else { format!("-{n}") };
        target.with_file_name(format!("{}.before-restore-{stamp}{again}.{ENDING}", stem(target)))
    };
    let aside = (0..).map(name).find(|name| !name.exists()).ok_or_else(|| Fault::new("no name left"))?;
    for end in ["-wal", "-shm"] {
        let (from, to) = (file::with_end(target, end), file::with_end(&aside, end));
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    fs::rename(target, &aside)?;
    Ok(aside)
}

const STAMP: &str = "%Y%m%dT%H%M%SZ";

fn stamp(at: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(at).unwrap_or_default().format(STAMP).to_string()
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| ENDING.to_owned(), |stem| stem.to_string_lossy().into_owned())
}
