//! Taking an act back, and doing it again: the images of its entry applied in reverse, as an entry of its own.
//!
//! Invariant: afterwards every touched row is exactly as it was, save that a clock runs on from now, and no other row has
//! changed; else nothing is done, and the later act that stands in the way is named. An act undone (E) is named by its
//! undo (U), an act done again by the undo of that undo (R): an undo always names an E, a redo always a U.

use rules::refusal::Refusal;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, ffi};

use super::first_change;
use crate::capture::Table;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::transact::{Act, Header, Pen, UndoRequest, Written};

/// The act's name of an entry that takes back.
pub const UNDO: &str = "undo";
/// The act's name of an entry that does again.
pub const REDO: &str = "redo";

/// The entry to be reversed.
struct Target {
    seq: i64,
    redo: bool,
    heard: bool,
    /// Of the act itself.
    words: String,
    /// Of the act itself; none once erased.
    args: Option<String>,
}

/// What a conference asks of an act taken back, beyond its rows.
#[derive(Clone, Copy)]
pub struct Law {
    /// Whether a row is as it was journalled but for a clock that has run on: its table, as it is, as it was.
    pub ran_on: fn(&str, &[u8], &[u8]) -> bool,
    /// Sets right what cannot be as it was, and refuses what may not be.
    pub settle: fn(&Act<'_>) -> Result<(), Halt>,
}

/// One change as it was journalled.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    table: String,
    pk: i64,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
}

impl Pen {
    /// Takes an act back, or does it again; `may` is asked first, with the act's own arguments.
    pub fn take_back(
        &mut self,
        request: &UndoRequest,
        at: i64,
        may: impl FnOnce(&Db, &str) -> Result<(), Halt>,
        law: Law,
    ) -> Result<Written, Halt> {
        let repeated = match &request.idem {
            Some(idem) => self.db.row("SELECT 1 FROM entry WHERE idem = ?1", [idem], |_| Ok(()))?.is_some(),
            None => false,
        };
        // A repetition is answered by `transact` before any target would be needed.
        let target = if repeated { None } else { Some(choose(&self.db, request)?) };
        if let Some(target) = &target {
            allowed(target, self.shape_from)?;
            if let Some(args) = &target.args {
                may(&self.db, args)?;
            }
        }
        let tables = std::sync::Arc::clone(&self.tables);
        let header = Header {
            idem: request.idem.as_deref(),
            actor: &request.actor,
            at,
            act: if target.as_ref().is_some_and(|target| target.redo) { REDO } else { UNDO },
            args: None,
            reason: None,
            heard: false,
            undoes: target.as_ref().map(|target| target.seq),
        };
        self.transact(&header, |act| {
            let target = target.as_ref().ok_or_else(|| Fault::new("an undo without an entry"))?;
            reverse(act.db.conn(), &tables, target, law)?;
            (law.settle)(act)?;
            let verb = if target.redo { "Did again" } else { "Took back" };
            Ok(format!("{verb}: {}", target.words))
        })
    }
}

fn choose(db: &Db, request: &UndoRequest) -> Result<Target, Halt> {
    match request.seq {
        Some(seq) => named(db, seq, request.redo),
        None if request.redo => last_taken_back(db, &request.actor.station),
        None => match last_standing(db, &request.actor.station)? {
            Some(seq) => target(db, seq, None),
            None => Err(nothing("There is nothing to take back at this station.").into()),
        },
    }
}

/// The entry that a person pointed at: the act itself, or its undo.
fn named(db: &Db, seq: i64, redo: bool) -> Result<Target, Halt> {
    let undoes = db.row("SELECT act, undoes FROM entry WHERE seq = ?1", [seq], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?))
    })?;
    let (act, of) = match undoes {
        None => return Err(nothing(&format!("There is no entry {seq}.")).into()),
        Some((name, Some(of))) if name == UNDO => (of, Some(seq)),
        Some((_, Some(undo))) => {
            (db.one("SELECT undoes FROM entry WHERE seq = ?1", [undo], |row| row.get(0))?, None)
        }
        Some((_, None)) => (seq, None),
    };
    let undo = standing_undo(db, act)?;
    match undo {
        // Pointing at an undo and asking to take it back is asking for the act again.
        Some(undo) if redo || of == Some(undo) => target(db, act, Some(undo)),
        Some(_) => Err(nothing("That has been taken back already.").into()),
        None if redo || of.is_some() => Err(nothing("That has not been taken back.").into()),
        None => target(db, act, None),
    }
}

/// The newest act of a station that has not been taken back.
pub(crate) fn last_standing(db: &Db, station: &str) -> Result<Option<i64>, Fault> {
    db.row(
        "SELECT seq FROM entry e WHERE undoes IS NULL AND json_extract(actor, '$.station') = ?1 AND NOT EXISTS (
           SELECT 1 FROM entry u WHERE u.undoes = e.seq AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.undoes = u.seq))
         ORDER BY seq DESC LIMIT 1",
        [station],
        |row| row.get(0),
    )
}

fn last_taken_back(db: &Db, station: &str) -> Result<Target, Halt> {
    let newest = db.row(
        "SELECT act, seq, undoes FROM entry e WHERE json_extract(actor, '$.station') = ?1 AND act <> 'redo'
           AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.undoes = e.seq AND r.act = 'redo') ORDER BY seq DESC LIMIT 1",
        [station],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<i64>>(2)?)),
    )?;
    match newest {
        Some((name, undo, Some(act))) if name == UNDO => target(db, act, Some(undo)),
        Some(_) | None => Err(nothing("There is nothing to do again at this station.").into()),
    }
}

fn standing_undo(db: &Db, act: i64) -> Result<Option<i64>, Fault> {
    db.row(
        "SELECT seq FROM entry u WHERE undoes = ?1 AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.undoes = u.seq)
         ORDER BY seq DESC LIMIT 1",
        [act],
        |row| row.get(0),
    )
}

fn target(db: &Db, act: i64, undo: Option<i64>) -> Result<Target, Halt> {
    let (heard, words, args) =
        db.one("SELECT heard, words, args FROM entry WHERE seq = ?1", [act], |row| {
            Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?))
        })?;
    let words = words.unwrap_or_else(|| format!("entry {act}"));
    Ok(Target { seq: undo.unwrap_or(act), redo: undo.is_some(), heard, words, args })
}

/// What leads on from what conference has heard.
const CORRECT: &str = "Correct it with a new act.";

fn allowed(target: &Target, shape_from: i64) -> Result<(), Refusal> {
    let Target { seq, words, .. } = target;
    if target.heard {
        let sentence = format!("Conference has heard “{words}”. It cannot be taken back.");
        return Err(Refusal::new("undo.heard", sentence).allowed_by(CORRECT));
    }
    if *seq < shape_from {
        let sentence = format!(
            "“{words}” was recorded by an older version of the program and can no longer be taken back."
        );
        return Err(Refusal::new("undo.migrated", sentence));
    }
    Ok(())
}

fn nothing(sentence: &str) -> Refusal {
    Refusal::new("undo.nothing", sentence)
}

/// Applies the entry's changes in reverse, and makes sure that nothing else happened.
fn reverse(conn: &Connection, tables: &[Table], target: &Target, law: Law) -> Result<(), Halt> {
    // Cascaded children were journalled before their parent, so between two steps a row may refer to nothing.
    conn.execute_batch("PRAGMA defer_foreign_keys=ON")?;
    let mut changes = changes_of(conn, target)?;
    for change in &mut changes {
        let table = tables.iter().find(|table| table.name == change.table);
        let table = table.ok_or_else(|| Fault::new(format!("the journal names a table {}", change.table)))?;
        let now = image(conn, table, change.pk)?;
        if now != change.after {
            match (&now, &change.after) {
                (Some(now), Some(then)) if (law.ran_on)(&change.table, now, then) => {}
                _ => return Err(moved_on(conn, target, Some(change.pk), &change.table)?.into()),
            }
            change.after = now;
        }
        if let Err(error) = apply(conn, table, change) {
            return Err(in_the_way(conn, tables, target, change, error)?);
        }
    }
    nothing_else(conn, target, &changes)?;
    for change in &changes {
        referred(conn, tables, target, change)?;
    }
    Ok(())
}

/// The newest change first.
fn changes_of(conn: &Connection, target: &Target) -> Result<Vec<Change>, Halt> {
    let mut list = conn.prepare_cached(
        "SELECT tbl, pk, before, after, salt IS NULL FROM change WHERE id >= ?1 AND id < ?2 ORDER BY id DESC",
    )?;
    let mut rows = list.query([first_change(target.seq), first_change(target.seq + 1)])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        if row.get(4)? {
            let sentence =
                format!("Personal data in “{}” was erased. It can no longer be taken back.", target.words);
            return Err(Refusal::new("undo.erased", sentence).into());
        }
        changes.push(change(row)?);
    }
    Ok(changes)
}

fn change(row: &rusqlite::Row<'_>) -> Result<Change, Fault> {
    Ok(Change {
        table: row.get(0)?,
        pk: row.get(1)?,
        before: bytes(row.get_ref(2)?)?,
        after: bytes(row.get_ref(3)?)?,
    })
}

fn bytes(value: ValueRef<'_>) -> Result<Option<Vec<u8>>, Fault> {
    let bytes = value.as_bytes_or_null().map_err(|e| Fault::of("an image in the journal", e))?;
    Ok(bytes.map(<[u8]>::to_vec))
}

fn image(conn: &Connection, table: &Table, pk: i64) -> Result<Option<Vec<u8>>, Fault> {
    let mut select = conn.prepare_cached(&table.select())?;
    let mut rows = select.query([pk])?;
    rows.next()?.map_or(Ok(None), |row| bytes(row.get_ref(0)?))
}

/// Makes the row as it was before the change.
fn apply(conn: &Connection, table: &Table, change: &Change) -> rusqlite::Result<usize> {
    let Some(before) = &change.before else {
        return conn.prepare_cached(&table.delete())?.execute([change.pk]);
    };
    // As it stands, even where it is not UTF-8.
    let before = ToSqlOutput::Borrowed(ValueRef::Text(before));
    let sql = if change.after.is_none() { table.insert() } else { table.update() };
    conn.prepare_cached(&sql)?.execute((change.pk, before))
}

/// The undo's own changes must be the exact inverse: deleting a parent may have taken later children with it.
fn nothing_else(conn: &Connection, target: &Target, changes: &[Change]) -> Result<(), Halt> {
    let mut list = conn.prepare_cached("SELECT tbl, pk, after, before FROM journal_pending ORDER BY n")?;
    let mut rows = list.query([])?;
    let mut expected = changes.iter();
    while let Some(row) = rows.next()? {
        let done = change(row)?;
        if expected.next() != Some(&done) {
            return Err(moved_on(conn, target, Some(done.pk), &done.table)?.into());
        }
    }
    if expected.next().is_some() {
        return Err(
            Fault::new(format!("taking back entry {}: not every change was reversed", target.seq)).into()
        );
    }
    Ok(())
}

/// Deferred foreign keys would only fail at COMMIT, without a name: whoever still refers to a row that is gone, or is
/// referred to and gone, is looked for here.
fn referred(conn: &Connection, tables: &[Table], target: &Target, change: &Change) -> Result<(), Halt> {
    if change.before.is_none() {
        if let Some((table, pk)) = child_of(conn, tables, change)? {
            return Err(moved_on(conn, target, Some(pk), &table)?.into());
        }
        return Ok(());
    }
    let references =
        tables.iter().filter(|table| table.name == change.table).flat_map(|table| &table.references);
    for reference in references {
        let sql = format!(
            "SELECT c.\"{0}\" FROM main.\"{1}\" c WHERE c.id = ?1 AND c.\"{0}\" IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM main.\"{2}\" p WHERE p.id = c.\"{0}\")",
            reference.column, change.table, reference.parent
        );
        if let Some(gone) = conn.prepare_cached(&sql)?.query_row([change.pk], |row| row.get(0)).optional()? {
            return Err(moved_on(conn, target, Some(gone), &reference.parent)?.into());
        }
    }
    Ok(())
}

fn child_of(conn: &Connection, tables: &[Table], parent: &Change) -> Result<Option<(String, i64)>, Fault> {
    for table in tables {
        for reference in table.references.iter().filter(|reference| reference.parent == parent.table) {
            let sql = format!(
                "SELECT c.id FROM main.\"{0}\" c WHERE c.\"{1}\" = ?1
                   AND NOT EXISTS (SELECT 1 FROM main.\"{2}\" p WHERE p.id = ?1) LIMIT 1",
                table.name, reference.column, reference.parent
            );
            if let Some(child) =
                conn.prepare_cached(&sql)?.query_row([parent.pk], |row| row.get(0)).optional()?
            {
                return Ok(Some((table.name.clone(), child)));
            }
        }
    }
    Ok(None)
}

/// SQLite would not have it: because of which later act?
fn in_the_way(
    conn: &Connection,
    tables: &[Table],
    target: &Target,
    change: &Change,
    error: rusqlite::Error,
) -> Result<Halt, Fault> {
    let code = error.sqlite_error().map_or(0, |error| error.extended_code);
    match code {
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY | ffi::SQLITE_CONSTRAINT_TRIGGER => {
            for table in tables {
                for reference in table.references.iter().filter(|reference| reference.parent == change.table)
                {
                    let sql = format!(
                        "SELECT id FROM main.\"{}\" WHERE \"{}\" = ?1 LIMIT 1",
                        table.name, reference.column
                    );
                    let child = conn.query_row(&sql, [change.pk], |row| row.get(0)).optional()?;
                    if child.is_some() {
                        return Ok(moved_on(conn, target, child, &table.name)?.into());
                    }
                }
            }
            Ok(error.into())
        }
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Ok(moved_on(conn, target, None, &change.table)?.into())
        }
        _ => Ok(error.into()),
    }
}

/// Names the newest act since `target` that touched this row, or where no row is known, this table.
fn moved_on(conn: &Connection, target: &Target, pk: Option<i64>, table: &str) -> Result<Refusal, Fault> {
    let newest =
        "SELECT e.seq, ifnull(e.words, e.act), e.heard FROM change c JOIN entry e ON e.seq = c.id >> 20
                  WHERE c.id >= ?1 AND c.tbl = ?2 AND (?3 IS NULL OR c.pk = ?3) ORDER BY c.id DESC LIMIT 1";
    let later = conn.prepare_cached(newest)?.query_row((first_change(target.seq + 1), table, pk), |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?))
    });
    let verb = if target.redo { "done again" } else { "taken back" };
    let words = &target.words;
    let moved_on =
        |why: String| Refusal::new("undo.moved_on", format!("“{words}” can no longer be {verb}: {why}."));
    Ok(match later.optional()? {
        Some((seq, later, heard)) => moved_on(format!("“{later}” (entry {seq}) came later"))
            .allowed_by(if heard { CORRECT } else { "Take that back first." }),
        None => moved_on(format!("a {table} was altered by another program")),
    })
}
