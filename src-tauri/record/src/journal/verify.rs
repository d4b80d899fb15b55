//! Is the file what its journal says? The whole chain, every row's history, and every row as it stands.
//!
//! Invariant: whatever was altered, added or removed by another program is named: entry, table, row and columns. Only a cut
//! tail (the last entries removed and their rows put back) cannot be seen from inside: hence the head kept outside.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use super::chain::{self, Hash};
use super::entry_of;
use super::found::{EVERY, SOME};
pub use super::found::{Found, Verification, VerificationState};
use super::links::{self, Change, Covered, Entry, Stretch};
use crate::account;
use crate::attachments;
use crate::capture::{self, Table};
use crate::file;
use crate::halt::Fault;

/// Entries between two looks at the progress.
const STEP: i64 = 4096;
/// Stretches that may wait to be hashed: what is read ahead is held in memory.
const WAITING: usize = 4;

/// Verifies a file on a connection of its own and names everything that was altered. `progress` gets entries done and in all,
/// and says whether to go on.
pub fn verify(path: &Path, progress: impl FnMut(i64, i64) -> bool) -> Result<Found, Fault> {
    telling(EVERY, path, progress)
}

fn telling(told: usize, path: &Path, progress: impl FnMut(i64, i64) -> bool) -> Result<Found, Fault> {
    let db = file::looker(path)?;
    db.at_rest(|| check(db.conn(), told, progress))?
}

/// Whether a copy is whole; what is not is named as far as a sentence has room for it.
pub(crate) fn glance(conn: &Connection) -> Result<Found, Fault> {
    check(conn, SOME, |_, _| true)
}

/// Verifies in the background, saying how it goes; whether running sums were found altered.
pub(crate) fn behind(path: &Path, closing: &AtomicBool, mut say: impl FnMut(Verification)) -> bool {
    give_way();
    let mut last = None::<Instant>;
    let outcome = telling(SOME, path, |done, total| {
        if last.is_none_or(|last| last.elapsed() > Duration::from_millis(100)) {
            last = Some(Instant::now());
            say(Verification { done, total, state: VerificationState::Running, ..Verification::default() });
        }
        !closing.load(Ordering::Acquire)
    });
    match outcome {
        Ok(found) if found.stopped => false,
        Ok(found) => {
            say(found.verification());
            found.sums > 0
        }
        Err(fault) => {
            fault.log();
            let problem = Some(format!("The record could not be read to its end: {fault}"));
            say(Verification { state: VerificationState::Failed, problem, ..Verification::default() });
            false
        }
    }
}

/// Leaves the processor to whoever opens the file and acts in it.
fn give_way() {
    // On Linux a priority is the thread's own, and that of the threads it starts; where it is refused, all are equal.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}

/// What the journal last said of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Image(u64),
    Gone,
    Erased,
}

struct Verifier<'a> {
    conn: &'a Connection,
    tables: Vec<Table>,
    /// Places in `tables`; names from a foreign hand get none.
    place: HashMap<Vec<u8>, usize>,
    /// The greatest id ever used, by place.
    greatest: Vec<i64>,
    rows: HashMap<(usize, i64), Last>,
    hasher: RandomState,
    shapes: Vec<(i64, Hash)>,
    /// What is wrong with the journal, by entry, until all of it is known.
    noted: Vec<(i64, String)>,
    found: Found,
}

fn check(conn: &Connection, told: usize, mut progress: impl FnMut(i64, i64) -> bool) -> Result<Found, Fault> {
    let tables = capture::tables(conn)?;
    let place =
        tables.iter().enumerate().map(|(place, table)| (table.name.clone().into_bytes(), place)).collect();
    let greatest = vec![0; tables.len()];
    let mut verifier = Verifier {
        conn,
        tables,
        place,
        greatest,
        rows: HashMap::new(),
        hasher: RandomState::new(),
        shapes: Vec::new(),
        noted: Vec::new(),
        found: Found::telling(told),
    };
    verifier.header()?;
    if verifier.journal(&mut progress)? {
        verifier.tables()?;
        verifier.sequences()?;
        for problem in attachments::altered(conn)? {
            verifier.found.problem(problem);
        }
        for problem in account::altered(conn)? {
            verifier.found.sums += 1;
            verifier.found.problem(problem);
        }
    } else {
        verifier.found.stopped = true;
    }
    Ok(verifier.found)
}

impl Verifier<'_> {
    fn header(&mut self) -> Result<(), Fault> {
        let mut list = self.conn.prepare("SELECT version, from_seq, hash FROM shape ORDER BY version")?;
        let rows = list.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)))?;
        let mut version = 0;
        for row in rows {
            let (next, from, hash): (i64, i64, Hash) = row?;
            let expected = self.shapes.last().map_or(from == 1, |(before, _)| from >= *before);
            if !expected {
                self.found
                    .problem(format!("The history of the file's structure was altered at version {next}."));
            }
            version = next;
            self.shapes.push((from, hash));
        }
        let newest: i64 =
            self.conn.query_row("SELECT ifnull(max(seq), 0) FROM entry", [], |row| row.get(0))?;
        if self.shapes.last().is_none_or(|(from, _)| *from > newest + 1) {
            self.found.problem("The history of the file's structure was altered.".into());
        }
        if self.shapes.last().map(|(_, hash)| *hash) != Some(chain::shape(self.conn)?) {
            self.found.problem(
                "The structure of the file (a table, an index, a trigger or a view) was altered.".into(),
            );
        }
        for (pragma, expected) in
            [("user_version", version), ("application_id", i64::from(file::APPLICATION_ID))]
        {
            let is: i64 = self.conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))?;
            if is != expected {
                self.found.problem(format!(
                    "The header of the file was altered: {pragma} is {is}, not {expected}."
                ));
            }
        }
        Ok(())
    }

    /// The journal, and the chain worked out beside the reading of it; false when told to stop.
    fn journal(&mut self, progress: &mut impl FnMut(i64, i64) -> bool) -> Result<bool, Fault> {
        let (to_be_hashed, stretches) = mpsc::sync_channel(WAITING);
        let (read, followed) = thread::scope(|scope| {
            let follower = scope.spawn(move || links::follow(&stretches));
            let read = self.read(progress, &to_be_hashed);
            drop(to_be_hashed);
            (read, follower.join())
        });
        let (head, altered) = followed.map_err(|_| Fault::new("the hashing of the journal broke off"))?;
        let read = read?;
        self.found.head = head;
        self.noted.extend(
            altered
                .into_iter()
                .map(|seq| (seq, format!("Entry {seq}: it was altered, or one of its changes was."))),
        );
        self.noted.sort_by_key(|(seq, _)| *seq);
        for (_, problem) in self.noted.drain(..) {
            self.found.problem(problem);
        }
        Ok(read)
    }

    /// Both tables of the journal, side by side; false when told to stop.
    fn read(
        &mut self,
        progress: &mut impl FnMut(i64, i64) -> bool,
        to_be_hashed: &SyncSender<Stretch>,
    ) -> Result<bool, Fault> {
        let total: i64 =
            self.conn.query_row("SELECT ifnull(max(seq), 0) FROM entry", [], |row| row.get(0))?;
        let mut entries = self.conn.prepare(
            "SELECT seq, at, actor, idem, act, heard, undoes, args, words, reason, salt, digest, hash FROM entry ORDER BY seq",
        )?;
        let mut changes =
            self.conn.prepare("SELECT id, tbl, pk, before, after, salt, digest FROM change ORDER BY id")?;
        let (mut entries, mut changes) = (entries.query([])?, changes.query([])?);
        let mut stretch = Stretch::default();
        let mut current = None;
        while let Some(change) = changes.next()? {
            let id: i64 = change.get(0)?;
            let seq = entry_of(id);
            while current.is_none_or(|current| current < seq) {
                let Some(entry) = entries.next()? else { break };
                if stretch.is_full() {
                    send(&mut stretch, to_be_hashed)?;
                }
                current = Some(self.entry(entry, &mut stretch)?);
                if self.found.entries % STEP == 0 && !progress(self.found.entries, total) {
                    return Ok(false);
                }
            }
            if current == Some(seq) {
                self.change(seq, id, change, &mut stretch)?;
            } else {
                self.note(seq, format!("Entry {seq}: it is gone, and a change of it is left."));
            }
        }
        while let Some(entry) = entries.next()? {
            if stretch.is_full() {
                send(&mut stretch, to_be_hashed)?;
            }
            self.entry(entry, &mut stretch)?;
        }
        send(&mut stretch, to_be_hashed)?;
        progress(self.found.entries, total);
        Ok(true)
    }

    fn note(&mut self, seq: i64, problem: String) {
        self.noted.push((seq, problem));
    }

    /// Reads an entry into the stretch; its number.
    fn entry(&mut self, row: &Row<'_>, stretch: &mut Stretch) -> Result<i64, Fault> {
        let (seq, at): (i64, i64) = (row.get(0)?, row.get(1)?);
        if seq != self.found.entries + 1 {
            self.note(seq, format!("Entry {seq}: the entry before it is gone."));
        }
        self.found.entries = seq;
        let text = |column| bytes(row.get_ref(column)?);
        let (salt, digest) = (text(10)?, text(11)?);
        let told = match (salt, digest.and_then(|digest| digest.try_into().ok())) {
            (Some(salt), None) if digest.is_none() => Covered::Told([
                stretch.text(Some(salt)),
                stretch.text(text(7)?),
                stretch.text(text(8)?),
                stretch.text(text(9)?),
            ]),
            (None, Some(digest)) if text(7)?.is_none() && text(8)?.is_none() && text(9)?.is_none() => {
                self.found.erased += 1;
                Covered::Kept(digest)
            }
            _ => {
                self.note(seq, format!("Entry {seq}: its salt or digest was altered."));
                Covered::Kept(chain::START)
            }
        };
        let shape =
            self.shapes.iter().rev().find(|(from, _)| *from <= seq).map_or(chain::START, |(_, hash)| *hash);
        let entry = Entry {
            seq,
            at,
            actor: stretch.text(text(2)?),
            idem: stretch.text(text(3)?),
            act: stretch.text(text(4)?),
            heard: row.get(5)?,
            undoes: row.get(6)?,
            told,
            shape,
            stored: text(12)?.and_then(|hash| hash.try_into().ok()),
        };
        stretch.entry(entry);
        Ok(seq)
    }

    /// Reads a change of the last entry into the stretch, and holds it against what the journal said of the row before.
    fn change(&mut self, seq: i64, id: i64, row: &Row<'_>, stretch: &mut Stretch) -> Result<(), Fault> {
        let table = bytes(row.get_ref(1)?)?.unwrap_or_default();
        let pk: i64 = row.get(2)?;
        let (before, after) = (bytes(row.get_ref(3)?)?, bytes(row.get_ref(4)?)?);
        let (salt, digest) = (bytes(row.get_ref(5)?)?, bytes(row.get_ref(6)?)?);
        let place = self.place.get(table).copied();
        let (covered, erased) = match (salt, digest.and_then(|digest| digest.try_into().ok())) {
            (Some(salt), None) if digest.is_none() => {
                let texts = [stretch.text(Some(salt)), stretch.text(before), stretch.text(after)];
                (Covered::Images(texts), false)
            }
            (None, Some(digest)) if before.is_none() && after.is_none() => (Covered::Kept(digest), true),
            _ => {
                self.note(seq, format!("Entry {seq}: the salt or digest of a change was altered."));
                (Covered::Kept(chain::START), false)
            }
        };
        let named = stretch.text(Some(table));
        stretch.change(Change { seq, id, table: named, pk, covered });
        let Some(place) = place else {
            self.note(seq, format!("Entry {seq}: it names a table {} that is not there.", lossy(table)));
            return Ok(());
        };
        if let Some(greatest) = self.greatest.get_mut(place) {
            *greatest = pk.max(*greatest);
        }
        if erased {
            self.found.erased += 1;
            self.rows.insert((place, pk), Last::Erased);
            return Ok(());
        }
        let was = self.rows.insert((place, pk), self.last(after)).unwrap_or(Last::Gone);
        if was != Last::Erased && was != self.last(before) {
            let how = match self.image_before(table, pk, id)? {
                Some(said) => told(Some(&said), before),
                None => told(None, before),
            };
            let table = lossy(table);
            self.note(seq, format!("{table} {pk} {how} by another program before entry {seq}."));
        }
        Ok(())
    }

    fn last(&self, image: Option<&[u8]>) -> Last {
        image.map_or(Last::Gone, |image| Last::Image(self.hasher.hash_one(image)))
    }

    /// What the journal said of a row before this change.
    fn image_before(&self, table: &[u8], pk: i64, id: i64) -> Result<Option<Vec<u8>>, Fault> {
        let mut newest = self.conn.prepare_cached(
            "SELECT after FROM change WHERE id < ?1 AND pk = ?2 AND tbl = ?3 ORDER BY id DESC LIMIT 1",
        )?;
        let image = newest.query_row((id, pk, lossy(table)), |row| {
            Ok(row.get_ref(0)?.as_bytes_or_null()?.map(<[u8]>::to_vec))
        });
        Ok(image.optional()?.flatten())
    }

    /// Every row as it stands must be the last image of it.
    fn tables(&mut self) -> Result<(), Fault> {
        for place in 0..self.tables.len() {
            let Some(table) = self.tables.get(place).cloned() else { continue };
            let mut scan = self.conn.prepare(&table.scan())?;
            let mut rows = scan.query([])?;
            while let Some(row) = rows.next()? {
                let (id, image): (i64, _) = (row.get(0)?, bytes(row.get_ref(1)?)?);
                let said = self.rows.remove(&(place, id)).unwrap_or(Last::Gone);
                if said != self.last(image) {
                    let name = &table.name;
                    let how = match said {
                        Last::Erased => "is there although its last image was erased".to_owned(),
                        Last::Gone => told(None, image),
                        Last::Image(_) => {
                            told(self.image_before(name.as_bytes(), id, i64::MAX)?.as_deref(), image)
                        }
                    };
                    self.found.problem(format!("{name} {id} {how} by another program."));
                }
            }
        }
        let mut left: Vec<_> = self
            .rows
            .iter()
            .filter(|(_, said)| matches!(said, Last::Image(_)))
            .map(|(key, _)| *key)
            .collect();
        left.sort_unstable();
        for (place, id) in left {
            let name = self.tables.get(place).map_or("", |table| table.name.as_str());
            self.found.problem(format!("{name} {id} was removed by another program."));
        }
        Ok(())
    }

    /// The counters that keep an id from being used twice.
    fn sequences(&mut self) -> Result<(), Fault> {
        if !self.tables.iter().any(|table| table.autoincrement) {
            return Ok(());
        }
        let mut list = self.conn.prepare("SELECT name, seq FROM sqlite_sequence ORDER BY name")?;
        let rows = list.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        let mut seen = HashSet::new();
        let mut counted = HashMap::new();
        for row in rows {
            let (name, seq) = row?;
            if !seen.insert(name.clone()) {
                self.found.problem(format!("The counter of {name} was altered by another program."));
            }
            counted.insert(name, seq);
        }
        for (table, greatest) in self.tables.iter().zip(&self.greatest) {
            let counter = counted.remove(&table.name);
            if table.autoincrement && counter.unwrap_or(0) != *greatest {
                self.found.problem(format!("The counter of {} was altered by another program.", table.name));
            }
        }
        counted.remove(capture::ATTACHMENT);
        for name in counted.keys() {
            self.found.problem(format!("The counter of {name} was added by another program."));
        }
        Ok(())
    }
}

/// Hands a stretch over to be hashed.
fn send(stretch: &mut Stretch, to_be_hashed: &SyncSender<Stretch>) -> Result<(), Fault> {
    let broken = |_| Fault::new("the hashing of the journal broke off");
    to_be_hashed.send(std::mem::take(stretch)).map_err(broken)
}

/// How a row differs from what the journal said of it.
fn told(said: Option<&[u8]>, is: Option<&[u8]>) -> String {
    let (Some(said), Some(is)) = (said, is) else {
        return if is.is_some() { "was added".into() } else { "was removed".into() };
    };
    let parse =
        |image: &[u8]| serde_json::from_str::<serde_json::Map<_, _>>(&lossy(image)).unwrap_or_default();
    let (said, is) = (parse(said), parse(is));
    let mut columns: Vec<_> =
        said.keys().chain(is.keys()).filter(|key| said.get(*key) != is.get(*key)).collect();
    columns.sort_unstable();
    columns.dedup();
    let columns = columns.iter().map(|column| column.as_str()).collect::<Vec<_>>().join(", ");
    format!("was altered ({columns})")
}

fn bytes(value: ValueRef<'_>) -> Result<Option<&[u8]>, Fault> {
    value.as_bytes_or_null().map_err(|e| Fault::of("a value in the journal", e))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
