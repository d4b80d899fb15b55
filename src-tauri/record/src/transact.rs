//! One act, one transaction, one entry in the journal.
//!
//! Invariant: an act is either wholly on the disk with its entry, or it has left nothing. Nobody is told of it before.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};
use rules::refusal::Refusal;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};

use crate::capture::{self, Table};
use crate::db::Db;
pub use crate::envelope::{Actor, Answer, Envelope, Made, Receipt, Role, Sent, TakenBack, UndoRequest};
use crate::halt::{Done, Fault, Halt};
use crate::journal::chain::{self, Chain, Hash, Link};
use crate::journal::first_change;

/// What an act is given from the world.
pub struct Act<'a> {
    /// The facts, and where the effects are written.
    pub db: &'a Db,
    /// Conference time: ms since 1970 UTC.
    pub at: i64,
    /// The number that its entry in the journal will have.
    pub seq: i64,
    /// Who does it.
    pub actor: &'a Actor,
    /// Lots.
    pub chance: &'a Chance,
    /// The chair's reason for allowing what was refused.
    pub reason: Option<&'a str>,
    /// A rule said no and the reason allowed it: only then does the record say so.
    pub allowed: &'a Cell<bool>,
}

/// Lots: from the desk, seeded in tests.
pub struct Chance(RefCell<StdRng>);

impl Chance {
    /// Draws from `source`.
    pub fn new(source: StdRng) -> Self {
        Self(RefCell::new(source))
    }

    /// One of `0..n`, each as likely; 0 when `n` is 0.
    pub fn below(&self, n: u32) -> u32 {
        if n == 0 { 0 } else { self.0.borrow_mut().random_range(0..n) }
    }

    pub(crate) fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        self.0.borrow_mut().fill_bytes(&mut salt);
        salt
    }
}

/// What an entry says beside its changes.
#[derive(Debug)]
pub struct Header<'a> {
    /// A repeated id is answered with the first receipt.
    pub idem: Option<&'a str>,
    /// Who does it.
    pub actor: &'a Actor,
    /// Conference time; not before the last entry.
    pub at: i64,
    /// The act's name.
    pub act: &'a str,
    /// Its arguments as JSON.
    pub args: Option<&'a str>,
    /// The chair's reason for allowing what was refused.
    pub reason: Option<&'a str>,
    /// Conference has heard it: never to be undone.
    pub heard: bool,
    /// The entry that it takes back.
    pub undoes: Option<i64>,
}

/// The newest entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 before the first.
    pub seq: i64,
    /// When; `None` before the first.
    pub at: Option<i64>,
    /// Its hash.
    pub hash: Hash,
}

/// An entry that is written and not committed.
#[derive(Debug, Clone, Copy)]
pub struct Proposed {
    /// Its number.
    pub seq: i64,
    /// Its hash.
    pub hash: Hash,
}

/// What an act did.
#[derive(Debug)]
pub struct Written {
    /// For whoever asked.
    pub receipt: Receipt,
    /// The tables it touched, the journal's own among them; empty when it was a repetition.
    pub touched: BTreeSet<String>,
}

type BeforeCommit = Box<dyn FnMut(&Proposed) -> Result<(), Halt> + Send>;

/// The one that writes: a conference file's only writing connection, armed.
pub struct Pen {
    pub(crate) db: Db,
    pub(crate) tables: Arc<[Table]>,
    head: Head,
    shape: Hash,
    /// The first entry written in the present structure: undo does not reach behind it.
    pub(crate) shape_from: i64,
    chance: Chance,
    before_commit: Option<BeforeCommit>,
}

const INSERT_CHANGE: &str =
    "INSERT INTO change(id, tbl, pk, before, after, salt) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const INSERT_ENTRY: &str =
    "INSERT INTO entry(seq, at, actor, idem, act, heard, undoes, args, words, reason, salt, hash)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

impl Pen {
    /// Arms the writing connection of a file. Lots and salts come from the system, or from `seed` in tests.
    pub fn new(conn: Connection, seed: Option<u64>) -> Result<Self, Fault> {
        let tables: Arc<[Table]> = capture::tables(&conn)?.into();
        capture::arm(&conn, &tables)?;
        let (shape, shape_from) =
            conn.query_row("SELECT hash, from_seq FROM shape ORDER BY version DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let source = seed.map_or_else(StdRng::from_os_rng, StdRng::seed_from_u64);
        let head = head(&conn)?;
        let (db, chance) = (Db::new(conn)?, Chance::new(source));
        Ok(Self { db, tables, head, shape, shape_from, chance, before_commit: None })
    }

    /// The newest entry.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The facts.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// Whom to ask between *written* and COMMIT: where a replicated log would accept the entry first.
    pub fn ask_before_commit(&mut self, ask: impl FnMut(&Proposed) -> Result<(), Halt> + Send + 'static) {
        self.before_commit = Some(Box::new(ask));
    }

    /// Carries out one act.
    pub fn transact(
        &mut self,
        header: &Header<'_>,
        carry: impl FnOnce(&Act<'_>) -> Done,
    ) -> Result<Written, Halt> {
        self.within(|pen| {
            if let Some(first) = pen.first_receipt(header.idem)? {
                return Ok((Written { receipt: first, touched: BTreeSet::new() }, None));
            }
            if pen.head.at.is_some_and(|last| header.at < last) {
                return Err(
                    Refusal::new("time.backwards", "That is before the last entry in the record.").into()
                );
            }
            let Header { at, actor, reason, .. } = *header;
            let allowed = Cell::new(false);
            let (db, chance, seq) = (&pen.db, &pen.chance, pen.head.seq + 1);
            let words = carry(&Act { db, at, seq, actor, chance, reason, allowed: &allowed })?;
            let header = Header { reason: reason.filter(|_| allowed.get()), ..*header };
            let (written, head) = pen.write(&header, words)?;
            pen.before_commit(&Proposed { seq: head.seq, hash: head.hash })?;
            Ok((written, Some(head)))
        })
    }

    /// One transaction: committed if `work` gives a value, else rolled back, whatever happened.
    fn within(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(Written, Option<Head>), Halt>,
    ) -> Result<Written, Halt> {
        self.db.run("BEGIN IMMEDIATE", [])?;
        let outcome = work(self).and_then(|(written, head)| {
            self.db.run("COMMIT", []).map_err(|fault| self.why_not_committed(fault))?;
            self.head = head.unwrap_or(self.head);
            Ok(written)
        });
        // A COMMIT that failed leaves the transaction open, while a full disk may have closed it already.
        if outcome.is_err() {
            self.roll_back()?;
        }
        outcome
    }

    /// Leaves no transaction open, as after a handler that panicked.
    pub(crate) fn roll_back(&mut self) -> Result<(), Fault> {
        if !self.db.conn().is_autocommit() {
            self.db.run("ROLLBACK", [])?;
        }
        Ok(())
    }

    /// The one point between *written* and COMMIT.
    fn before_commit(&mut self, proposed: &Proposed) -> Result<(), Halt> {
        self.before_commit.as_mut().map_or(Ok(()), |ask| ask(proposed))
    }

    fn why_not_committed(&self, fault: Fault) -> Fault {
        let broken =
            self.db.row("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 1", [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
            });
        match broken {
            Ok(Some((table, id, parent))) => {
                fault.while_doing(&format!("{table} {id} refers to a row of {parent} that is not there"))
            }
            Ok(None) | Err(_) => fault,
        }
    }

    fn first_receipt(&self, idem: Option<&str>) -> Result<Option<Receipt>, Fault> {
        let Some(idem) = idem else { return Ok(None) };
        let first = self.db.row(
            "SELECT seq, ifnull(words, ''), undoes FROM entry WHERE idem = ?1",
            [idem],
            |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)),
        )?;
        let Some((seq, words, undoes)) = first else { return Ok(None) };
        let made = Self::made_by(&self.db, seq)?;
        Ok(Some(Receipt { seq, words, made, undoes, repeated: true }))
    }

    /// The rows that an act made, in their order.
    pub(crate) fn made_by(db: &Db, seq: i64) -> Result<Vec<Made>, Fault> {
        db.rows(
            "SELECT tbl, pk FROM change WHERE id >= ?1 AND id < ?2 AND before IS NULL AND after IS NOT NULL ORDER BY id",
            [first_change(seq), first_change(seq + 1)],
            |row| Ok(Made { table: row.get(0)?, id: row.get(1)? }),
        )
    }

    /// Moves what the triggers noted into the journal, and adds the entry last.
    fn write(&self, header: &Header<'_>, words: String) -> Result<(Written, Head), Halt> {
        let seq = self.head.seq + 1;
        let actor = serde_json::to_string(header.actor)?;
        let salt = self.chance.salt();
        let (args, reason) = (header.args.map(str::as_bytes), header.reason.map(str::as_bytes));
        let told = chain::told(&salt, args, Some(words.as_bytes()), reason);
        let mut chain = Chain::begin(
            &self.head.hash,
            &self.shape,
            &Link {
                seq,
                at: header.at,
                actor: actor.as_bytes(),
                idem: header.idem.map(str::as_bytes),
                act: header.act.as_bytes(),
                heard: header.heard,
                undoes: header.undoes,
                told,
            },
        );
        let (made, touched) = self.write_changes(seq, &mut chain)?;
        let hash = chain.end();
        let Header { at, idem, act, heard, undoes, args, reason, .. } = *header;
        let mut insert = self.db.conn().prepare_cached(INSERT_ENTRY)?;
        insert.execute(params![seq, at, actor, idem, act, heard, undoes, args, words, reason, salt, hash])?;
        let head = Head { seq, at: Some(at), hash };
        Ok((Written { receipt: Receipt { seq, words, made, undoes, repeated: false }, touched }, head))
    }

    fn write_changes(&self, seq: i64, chain: &mut Chain) -> Result<(Vec<Made>, BTreeSet<String>), Halt> {
        let conn = self.db.conn();
        let (mut made, mut touched) = (Vec::new(), BTreeSet::new());
        let (first, next) = (first_change(seq), first_change(seq + 1));
        let mut id = first;
        let mut noted =
            conn.prepare_cached("SELECT tbl, pk, before, after FROM journal_pending ORDER BY n")?;
        let mut insert = conn.prepare_cached(INSERT_CHANGE)?;
        let mut rows = noted.query([])?;
        while let Some(row) = rows.next()? {
            let (table, pk) = (text(row.get_ref(0)?)?.unwrap_or_default(), row.get::<_, i64>(1)?);
            let (before, after) = (row.get_ref(2)?, row.get_ref(3)?);
            let salt = self.chance.salt();
            let digest = chain::images(&salt, text(before)?, text(after)?);
            insert.execute(params![
                id,
                rusqlite::types::ToSqlOutput::Borrowed(row.get_ref(0)?),
                pk,
                rusqlite::types::ToSqlOutput::Borrowed(before),
                rusqlite::types::ToSqlOutput::Borrowed(after),
                salt
            ])?;
            chain.change(id, table, pk, &digest);
            let table = String::from_utf8_lossy(table);
            if !touched.contains(table.as_ref()) {
                touched.insert(table.clone().into_owned());
            }
            if before == ValueRef::Null {
                made.push(Made { table: table.into_owned(), id: pk });
            }
            id += 1;
            if id >= next {
                return Err(Fault::new("an act of more than a million rows").into());
            }
        }
        drop(rows);
        if id == first {
            return Err(Refusal::new(
                "act.nothing_changed",
                "Nothing was changed by that: it was so already.",
            )
            .into());
        }
        conn.prepare_cached("DELETE FROM journal_pending")?.execute([])?;
        let sums: Vec<_> = capture::derived_from(&touched).collect();
        touched.extend(sums);
        touched.extend(["entry".to_owned(), "change".to_owned()]);
        Ok((made, touched))
    }
}

/// The newest entry of a file.
pub fn head(conn: &Connection) -> Result<Head, Fault> {
    let newest = "SELECT seq, at, hash FROM entry ORDER BY seq DESC LIMIT 1";
    let head =
        conn.query_row(newest, [], |row| Ok(Head { seq: row.get(0)?, at: row.get(1)?, hash: row.get(2)? }));
    Ok(head.optional()?.unwrap_or(Head { seq: 0, at: None, hash: chain::START }))
}

fn text(value: ValueRef<'_>) -> Result<Option<&[u8]>, Fault> {
    value.as_bytes_or_null().map_err(|e| Fault::of("a journalled image", e))
}
