//! What a laptop with no cable takes of a conference to count one vote, and the small file in which its tellers type.
//!
//! Invariant: nothing leaves but what [`LOAD`] names: the vote, its electorate and its batches, never what anybody typed,
//! the secret of the slips, a person of the register or the record. What is typed there is done by the same acts and rules
//! as at the desk, and counts only once the desk has done it again.

use std::fs;
use std::path::Path;

use rules::batch::Teller;
use rules::refusal::Refusal;
use rusqlite::params_from_iter;
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::command::{Command, Way};
use crate::db::Db;
use crate::desk::{Desk, Options};
use crate::file;
use crate::halt::{Fault, Halt};
use crate::ids::VoteId;
use crate::journal::undo::Law;
use crate::stations::{self, Seat};
use crate::transact::{Actor, Answer, Envelope, Header, Made, Pen, Role, Sent, TakenBack, UndoRequest};
use crate::view::View;
use crate::{permissions, questions, votes};

/// A table of the load: its name, its columns, and where they come from; `?1` is the vote, `?2` the station.
struct Taken {
    table: &'static str,
    columns: &'static str,
    from: &'static str,
}

const fn taken(table: &'static str, columns: &'static str, from: &'static str) -> Taken {
    Taken { table, columns, from }
}

/// Everything that leaves. A paper goes with its name alone, and as if it stood upon no other.
const LOAD: &[Taken] = &[
    taken(
        "conference",
        "id, name, venue, time_zone, about, rehearsal, state, resumes_at",
        "SELECT id, name, venue, time_zone, '', rehearsal, state, NULL FROM conference WHERE ?1 + ?2",
    ),
    taken(
        "standing_orders",
        "id, profile, keys, stated, reason, vote_id, in_force_from",
        "SELECT id, profile, keys, stated, '', NULL, in_force_from FROM standing_orders WHERE ?1 + ?2 ORDER BY id DESC LIMIT 1",
    ),
    taken("day", "id, date", "SELECT id, date FROM day WHERE ?1 + ?2"),
    taken(
        "session",
        "id, day_id, position, name, planned_start, planned_end",
        "SELECT s.id, s.day_id, s.position, s.name, s.planned_start, s.planned_end FROM session s
         WHERE ?2 AND s.id = (SELECT i.session_id FROM vote v JOIN question q ON q.id = v.question_id JOIN item i ON i.id = q.item_id WHERE v.id = ?1)",
    ),
    taken(
        "item",
        "id, session_id, position, number, title, kind, motions, planned_start, planned_end, fixed, private, state, together",
        "SELECT i.id, i.session_id, i.position, i.number, i.title, i.kind, i.motions, i.planned_start, i.planned_end, i.fixed,
                i.private, 'current', i.together
         FROM vote v JOIN question q ON q.id = v.question_id JOIN item i ON i.id = q.item_id WHERE v.id = ?1 AND ?2",
    ),
    taken(
        "motion",
        "id, number, kind, title, two_thirds, section, category, handed_in_at, state",
        "SELECT m.id, m.number, 'motion', m.title, m.two_thirds, '', '', m.handed_in_at, 'moved'
         FROM vote v JOIN question q ON q.id = v.question_id JOIN motion m ON m.id = q.motion_id WHERE v.id = ?1 AND ?2",
    ),
    taken(
        "procedure",
        "id, kind, moved_by, seconded_by, supporters, orders, purpose, ruling, acting, wording, if_carried, if_lost, terms",
        "SELECT p.id, p.kind, '', '', p.supporters, p.orders, p.purpose, '', '', p.wording, p.if_carried, p.if_lost, p.terms
         FROM vote v JOIN question q ON q.id = v.question_id JOIN procedure p ON p.id = q.procedure_id WHERE v.id = ?1 AND ?2",
    ),
    taken(
        "question",
        "id, item_id, motion_id, procedure_id, state, formally_seconded, called_at",
        "SELECT q.id, q.item_id, q.motion_id, q.procedure_id, 'seconded', q.formally_seconded, q.called_at
         FROM vote v JOIN question q ON q.id = v.question_id WHERE v.id = ?1 AND ?2",
    ),
    // Of a recount the count beside which it is made goes too, without a figure: the label names it.
    taken(
        "vote",
        "id, question_id, method, card_no, recount_of, wording, if_carried, if_lost, rule, counting, announce, register_version,
         state, called_at, opened_at, closed_at",
        "SELECT v.id, v.question_id, v.method, v.card_no, v.recount_of, v.wording, v.if_carried, v.if_lost, v.rule, v.counting,
                v.announce, v.register_version, iif(v.id = ?1 AND v.state = 'called', 'open', v.state), v.called_at, v.opened_at, v.closed_at
         FROM vote v WHERE (v.id = ?1 OR v.id = (SELECT recount_of FROM vote WHERE id = ?1)) AND ?2",
    ),
    taken(
        "roll",
        "id, vote_id, number, delegation, section, weight, value, state",
        "SELECT id, vote_id, number, delegation, section, weight, value, state FROM roll WHERE vote_id = ?1 AND ?2 ORDER BY id",
    ),
    taken(
        "station",
        "id, name, person, role, way, key, admitted_at",
        "SELECT id, name, person, role, way, key, admitted_at FROM station WHERE id = ?2 AND ?1",
    ),
];

/// The laws of a conference cannot hold in a part of one. They do where a return is taken in; here the rows that an act
/// touched guard what is taken back.
const PART: Law = Law { ran_on: |_, _, _| false, settle: |_| Ok(()) };

/// The rows of one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    table: String,
    rows: Vec<Vec<Value>>,
}

/// What a laptop takes with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// What is voted on, as the desk says it.
    subject: String,
    /// `Card vote 7`
    label: String,
    rows: Vec<Rows>,
}

impl Load {
    /// How many cards may be cast.
    #[must_use]
    pub fn cards(&self) -> usize {
        self.rows.iter().filter(|each| each.table == "roll").map(|each| each.rows.len()).sum()
    }
}

/// What the screen of a count pack shows beside the desk at which it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PackShown {
    /// By which it is opened again on this laptop.
    pub mark: String,
    /// Name of the conference.
    pub conference: String,
    /// `Card vote 7`
    pub label: String,
    /// What is voted on.
    pub subject: String,
    /// Which vote.
    pub vote: VoteId,
    /// As it stands in the record: `Teller 2`.
    pub station: String,
    /// Who types.
    pub person: String,
    /// In what office.
    pub role: Role,
    /// Conference time at which it was made, ms since 1970 UTC.
    #[ts(type = "number")]
    pub made_at: i64,
    /// What its desk is recognised by: six groups of four.
    pub desk: String,
    /// How much was done here: entries of the record of this laptop.
    pub done: u32,
    /// The same, when a return was written last; none where none was written on this laptop.
    pub written: Option<u32>,
    /// When that was, by this laptop's clock, ms since 1970 UTC.
    #[ts(type = "number | null")]
    pub written_at: Option<i64>,
}

/// A count pack that is open on this laptop: the small file, and who types in it.
#[derive(Clone)]
pub struct Packed {
    /// The file.
    pub desk: Desk,
    /// Who types.
    pub seat: Seat,
    /// What the screen shows.
    pub shown: PackShown,
}

/// One act that was done with a pack.
#[derive(Debug, Clone)]
pub struct DoneHere {
    /// Its mark.
    pub idem: String,
    /// What was done.
    pub command: Command,
    /// It was taken back again.
    pub taken_back: bool,
    /// The rows that it made here.
    pub made: Vec<Made>,
}

/// Everything that a station needs to count a vote.
///
/// # Errors
/// Where there is no such vote, or the file cannot be read.
pub fn load(db: &Db, vote: VoteId, seat: &Seat) -> Result<Load, Halt> {
    let known = votes::known(db, vote)?;
    let subject = questions::subject(db, &questions::known(db, known.question)?)?;
    let mut rows = Vec::new();
    for each in LOAD {
        let found = db.rows(each.from, (vote, seat.station), |r| {
            (0..r.as_ref().column_count()).map(|at| Ok(plain(r.get_ref(at)?))).collect()
        })?;
        rows.push(Rows { table: each.table.to_owned(), rows: found });
    }
    rows.push(batches(db, vote, seat)?);
    Ok(Load { subject, label: known.label(), rows })
}

/// The batches of which this person may still type a whole entry, as if nobody had typed any: blind.
fn batches(db: &Db, vote: VoteId, seat: &Seat) -> Result<Rows, Fault> {
    let all = db.rows(
        "SELECT id, name, slips FROM batch WHERE vote_id = ?1 AND state IN
           ('waiting', 'claimed', 'first_in_progress', 'first_done') ORDER BY id",
        [vote],
        |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, Option<i64>>(2)?)),
    )?;
    let me = Teller { name: seat.person.clone(), station: seat.name.clone() };
    let mut rows = Vec::new();
    for (id, name, slips) in all {
        let sql = "SELECT teller, station FROM batch_entry WHERE batch_id = ?1 AND state <> 'given_up'";
        let tellers = db.rows(sql, [id], |r| Ok(Teller { name: r.get(0)?, station: r.get(1)? }))?;
        if !tellers.iter().any(|teller| teller.is(&me)) {
            rows.push(vec![id.into(), vote.0.into(), name.into(), slips.into(), "waiting".into(), "".into()]);
        }
    }
    Ok(Rows { table: "batch".to_owned(), rows })
}

fn plain(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        // No table of a conference holds any other.
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Value::Null,
    }
}

/// Makes the small file of a pack at `path`, which is whole or not there.
///
/// # Errors
/// A refusal where the load is none that this version of the program makes; a fault where the disk fails.
pub fn unpack(path: &Path, load: &Load, made_at: i64) -> Result<(), Halt> {
    let aside = path.with_extension("part");
    for end in ["", "-wal", "-shm", "-lock"] {
        let mut left = aside.clone().into_os_string();
        left.push(end);
        let _ = fs::remove_file(left);
    }
    let opened = file::create(&aside, file::MIGRATIONS)?;
    let mut pen = Pen::new(opened.conn, None)?;
    let actor = Actor { role: Role::Desk, station: "desk".to_owned(), name: None };
    let header = Header {
        idem: None,
        actor: &actor,
        at: made_at,
        act: "unpack",
        args: None,
        reason: None,
        heard: true,
        undoes: None,
    };
    let filled = pen.transact(&header, |act| {
        for each in &load.rows {
            fill(act.db, each)?;
        }
        Ok("A count pack was opened.".to_owned())
    });
    drop(pen);
    drop(opened.lock);
    if let Err(halt) = filled {
        let _ = fs::remove_file(&aside);
        return Err(halt);
    }
    fs::rename(&aside, path).map_err(Fault::from)?;
    Ok(())
}

fn fill(db: &Db, each: &Rows) -> Result<(), Halt> {
    const BATCH: Taken = taken("batch", "id, vote_id, name, slips, state, why", "");
    let known = LOAD.iter().chain([&BATCH]).find(|taken| taken.table == each.table).ok_or_else(strange)?;
    let places: Vec<_> = (1..=known.columns.split(',').count()).map(|at| format!("?{at}")).collect();
    let sql = format!("INSERT INTO {}({}) VALUES ({})", known.table, known.columns, places.join(", "));
    let mut insert = db.conn().prepare(&sql).map_err(Fault::from)?;
    for row in &each.rows {
        if row.len() != places.len() {
            return Err(strange().into());
        }
        insert.execute(params_from_iter(row.iter().map(sql_of))).map_err(Fault::from)?;
    }
    Ok(())
}

fn sql_of(value: &Value) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(match value {
        Value::Number(number) => number.as_i64().map_or(Sql::Null, Sql::Integer),
        Value::String(text) => Sql::Text(text.clone()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Sql::Null,
    })
}

fn strange() -> Refusal {
    Refusal::new("pack.version", "This count pack was made by another version of Rostrum.")
        .allowed_by("Have the same version on both laptops, and make the pack again.")
}

impl Packed {
    /// Opens the small file, in which the station of this public key types.
    ///
    /// # Errors
    /// As [`Desk::open`], and where it has no such station.
    pub fn open(path: &Path, key: &str, shown: PackShown) -> Result<Self, Halt> {
        let desk =
            Desk::open(path, Options { backups: None, verify: false, lawful: PART, ..Options::default() })?;
        match desk.read(|db| stations::seat(db, Way::Stick, key)) {
            Ok(Some(seat)) => Ok(Self { desk, seat, shown }),
            Ok(None) => {
                desk.close();
                Err(strange().into())
            }
            Err(halt) => {
                desk.close();
                Err(halt)
            }
        }
    }

    /// What the screen shows of a load.
    #[must_use]
    pub fn shown(load: &Load, shown: PackShown) -> PackShown {
        PackShown { label: load.label.clone(), subject: load.subject.clone(), ..shown }
    }

    /// Does one act as whoever types; who asks, when, and with what reason is not for the screen to say.
    pub(crate) fn dispatch(&self, envelope: Envelope) -> Answer {
        match sent(envelope) {
            Ok(sent) => self.desk.act_from(&self.seat, sent),
            Err(refusal) => Answer::Refusal(refusal),
        }
    }

    pub(crate) async fn dispatch_async(&self, envelope: Envelope) -> Answer {
        match sent(envelope) {
            Ok(sent) => self.desk.dispatch_from(&self.seat, sent).await,
            Err(refusal) => Answer::Refusal(refusal),
        }
    }

    pub(crate) fn undo(&self, request: UndoRequest) -> Answer {
        match taken_back(request) {
            Ok(taken) => self.desk.take_back_from(&self.seat, taken),
            Err(refusal) => Answer::Refusal(refusal),
        }
    }

    pub(crate) async fn undo_async(&self, request: UndoRequest) -> Answer {
        match taken_back(request) {
            Ok(taken) => self.desk.undo_from(&self.seat, taken).await,
            Err(refusal) => Answer::Refusal(refusal),
        }
    }

    /// Whether the file can show this, and whoever types may see it: how the hall stands is not in it.
    pub(crate) fn shows(&self, view: &View) -> bool {
        matches!(view, View::Votes | View::Vote { .. } | View::Roll { .. } | View::Published { .. })
            && permissions::may_see(&self.seat, view).is_ok()
    }

    /// How much was done here, what was taken back and the taking back among it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn how_much(&self) -> Result<u32, Halt> {
        let sql = "SELECT count(*) FROM entry WHERE json_extract(actor, '$.station') = ?1";
        self.desk.read(|db| db.one(sql, [&self.seat.name], |r| r.get(0)))
    }

    /// Everything that was done here, in its order.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn done(&self) -> Result<Vec<DoneHere>, Halt> {
        let prefix = format!("{}/", self.seat.name);
        self.desk.read(|db| {
            let all = db.rows(
                "SELECT seq, idem, args, EXISTS (SELECT 1 FROM entry u WHERE u.undoes = e.seq
                   AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.undoes = u.seq))
                 FROM entry e WHERE undoes IS NULL AND json_extract(actor, '$.station') = ?1 AND idem IS NOT NULL
                   AND args IS NOT NULL ORDER BY seq",
                [&self.seat.name],
                |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?, r.get(3)?)),
            )?;
            let mut done = Vec::new();
            for (seq, idem, args, taken_back) in all {
                let idem = idem.strip_prefix(&prefix).unwrap_or(&idem).to_owned();
                let made = Pen::made_by(db, seq)?;
                done.push(DoneHere { idem, command: serde_json::from_str(&args)?, taken_back, made });
            }
            Ok(done)
        })
    }
}

fn sent(envelope: Envelope) -> Result<Sent, Refusal> {
    Ok(Sent { idem: marked(envelope.idem)?, command: envelope.command })
}

fn taken_back(request: UndoRequest) -> Result<TakenBack, Refusal> {
    Ok(TakenBack { idem: marked(request.idem)?, seq: request.seq, redo: request.redo })
}

fn marked(idem: Option<String>) -> Result<String, Refusal> {
    idem.ok_or_else(|| Refusal::new("pack.mark", "An act of a count pack needs a mark of its own."))
}
