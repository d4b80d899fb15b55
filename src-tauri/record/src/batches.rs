//! Batches of cards: opened, claimed, typed, given up, discarded.
//!
//! Invariant: an entry is never written over and never deleted: what is given up or discarded stays in the record and is
//! not counted. Which step may follow which is `rules::batch`; nothing of an entry that is not settled is shown to anyone
//! but the station that types it.

use rules::batch::{self, State, Step, Teller};
use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::{said, unless_allowed};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{BatchEntryId, BatchId, VoteId};
use crate::sql::{name_of, variant};
use crate::stations;
use crate::tellers;
use crate::transact::{Act, Role};
use crate::votes;

pub(crate) use entering::{at_station, enter, finish, to_do};
pub(crate) use settling::settle_difference;

mod entering;
mod settling;

/// A batch as it stands.
pub(crate) struct Batch {
    pub(crate) id: BatchId,
    pub(crate) vote: VoteId,
    pub(crate) name: String,
    /// Slips counted by hand on its header.
    pub(crate) slips: Option<u64>,
    pub(crate) state: State,
}

/// One teller's reading of a batch.
pub(crate) struct Entry {
    pub(crate) id: BatchEntryId,
    pub(crate) batch: BatchId,
    /// Only the cards that differ.
    pub(crate) again: bool,
    pub(crate) teller: Teller,
    pub(crate) state: String,
}

pub(crate) fn known(db: &Db, id: BatchId) -> Result<Batch, Halt> {
    db.row("SELECT id, vote_id, name, slips, state FROM batch WHERE id = ?1", [id], |r| {
        Ok(Batch { id: r.get(0)?, vote: r.get(1)?, name: r.get(2)?, slips: r.get(3)?, state: variant(r, 4)? })
    })?
    .ok_or_else(|| Refusal::new("batch.unknown", "There is no such batch.").into())
}

pub(crate) fn entry(db: &Db, id: BatchEntryId) -> Result<Entry, Halt> {
    db.row("SELECT id, batch_id, kind, teller, station, state FROM batch_entry WHERE id = ?1", [id], |r| {
        Ok(Entry {
            id: r.get(0)?,
            batch: r.get(1)?,
            again: r.get::<_, String>(2)? == "again",
            teller: Teller { name: r.get(3)?, station: r.get(4)? },
            state: r.get(5)?,
        })
    })?
    .ok_or_else(|| Refusal::new("batch.no_entry", "There is no such entry of a batch.").into())
}

/// Takes a batch one step further.
fn go(act: &Act<'_>, batch: &Batch, step: Step) -> Result<State, Halt> {
    let becomes = batch::step(&batch.name, batch.state, step)?;
    if becomes != batch.state {
        act.db.run("UPDATE batch SET state = ?2 WHERE id = ?1", (batch.id, name_of(&becomes)?))?;
    }
    Ok(becomes)
}

pub(crate) fn open(act: &Act<'_>, vote: VoteId, name: &str, slips: Option<u64>) -> Done {
    let vote = tellers::counting(act.db, vote)?;
    let name = said("name of the batch", name)?;
    let taken = act.db.row(
        "SELECT 1 FROM batch WHERE vote_id = ?1 AND name = ?2 AND state <> 'discarded'",
        (vote.id, &name),
        |r| r.get::<_, i64>(0),
    )?;
    if taken.is_some() {
        return Err(Refusal::new(
            "batch.name_taken",
            format!("There is a batch {name} in this vote already."),
        )
        .allowed_by("Give it the name that stands on the box.")
        .into());
    }
    act.db.insert(
        "INSERT INTO batch(vote_id, name, slips, state, why) VALUES (?1, ?2, ?3, 'waiting', '')",
        (vote.id, &name, slips),
    )?;
    let by_hand = slips.map_or_else(String::new, |n| format!(", {} by hand", counted(n, "slip", "slips")));
    Ok(format!("{}: batch {name} was opened{by_hand}.", vote.label()))
}

pub(crate) fn claim(act: &Act<'_>, id: BatchId, teller: &str) -> Done {
    let who = Teller { name: said("name of the teller", teller)?, station: act.actor.station.clone() };
    let batch = known(act.db, id)?;
    let vote = tellers::counting(act.db, batch.vote)?;
    batch::step(&batch.name, batch.state, Step::Claim)?;
    let before = act.db.rows(
        "SELECT teller, station FROM batch_entry WHERE batch_id = ?1 AND state = 'done' AND kind <> 'settled' ORDER BY ordinal",
        [id],
        |r| Ok(Teller { name: r.get(0)?, station: r.get(1)? }),
    )?;
    let alone = !stations::tellers_admitted(act.db)?;
    unless_allowed(act, batch::may_claim(&batch.name, batch.state, &before, &who, alone))?;
    if let Some(other) = in_hand(act.db, &who.station)? {
        return Err(Refusal::new("batch.another_in_hand", format!("This station is typing {other}."))
            .allowed_by("Finish that entry first, or give it up.")
            .into());
    }
    let again = batch.state == State::Differs;
    go(act, &batch, Step::Claim)?;
    begin(act, &batch, if again { "again" } else { "whole" }, &who)?;
    let which = match batch.state {
        State::FirstDone => ", for the second entry",
        State::Differs => ", to type the cards that differ again",
        State::Waiting
        | State::Claimed
        | State::FirstInProgress
        | State::SecondInProgress
        | State::AgainInProgress
        | State::Settled
        | State::Discarded => "",
    };
    Ok(format!("{}: {} took batch {}{which}.", vote.label(), who.name, batch.name))
}

/// A new entry of a batch, in the order begun.
fn begin(act: &Act<'_>, batch: &Batch, kind: &'static str, who: &Teller) -> Result<BatchEntryId, Fault> {
    act.db
        .insert(
            "INSERT INTO batch_entry(batch_id, ordinal, kind, teller, station, state, why, begun_at)
             SELECT ?1, 1 + count(*), ?2, ?3, ?4, 'in_progress', '', ?5 FROM batch_entry WHERE batch_id = ?1",
            (batch.id, kind, &who.name, &who.station, act.at),
        )
        .map(BatchEntryId)
}

/// The batch that a station is typing, in any vote that is being counted.
fn in_hand(db: &Db, station: &str) -> Result<Option<String>, Fault> {
    db.row(
        "SELECT b.name FROM batch_entry e JOIN batch b ON b.id = e.batch_id JOIN vote v ON v.id = b.vote_id
         WHERE e.station = ?1 AND e.state = 'in_progress' AND v.state IN ('open', 'closed') LIMIT 1",
        [station],
        |r| r.get(0),
    )
}

/// An entry that is being typed, its batch and its vote, at the station that types it.
fn typing_here(act: &Act<'_>, id: BatchEntryId) -> Result<(Entry, Batch, votes::Vote), Halt> {
    let entry = entry(act.db, id)?;
    let batch = known(act.db, entry.batch)?;
    let vote = tellers::counting(act.db, batch.vote)?;
    in_progress(&entry, &batch)?;
    if entry.teller.station != act.actor.station {
        let Teller { name, station } = &entry.teller;
        let sentence = format!("{} is being typed by {name} at {station}.", batch.name);
        return Err(Refusal::new("batch.other_station", sentence)
            .allowed_by("Type it there; or give that entry up and claim the batch here.")
            .into());
    }
    Ok((entry, batch, vote))
}

fn in_progress(entry: &Entry, batch: &Batch) -> Result<(), Refusal> {
    if entry.state == "in_progress" {
        return Ok(());
    }
    let sentence = format!("That entry of {} is no longer being typed.", batch.name);
    Err(Refusal::new("batch.entry_ended", sentence).allowed_by("Claim the batch again."))
}

/// Refuses unless the slip's entry is being typed at this station: until it is settled nobody else corrects it.
pub(crate) fn still_typing_here(act: &Act<'_>, id: Option<BatchEntryId>) -> Result<(), Halt> {
    match id {
        Some(id) => typing_here(act, id).map(|_| ()),
        None => Ok(()),
    }
}

/// Refuses once an entry is finished or given up: what was typed in it can then not be taken back.
pub(crate) fn still_in_progress(db: &Db, id: BatchEntryId) -> Result<(), Halt> {
    let entry = entry(db, id)?;
    let batch = known(db, entry.batch)?;
    votes::still_counting(db, batch.vote)?;
    Ok(in_progress(&entry, &batch)?)
}

/// The same, of a slip that was set aside while it was being typed; one that was set aside later stands by itself.
pub(crate) fn still_correctable(db: &Db, id: BatchEntryId) -> Result<(), Halt> {
    let entry = entry(db, id)?;
    match known(db, entry.batch)?.state {
        State::Settled => Ok(()),
        State::Waiting
        | State::Claimed
        | State::FirstInProgress
        | State::FirstDone
        | State::SecondInProgress
        | State::Differs
        | State::AgainInProgress
        | State::Discarded => still_in_progress(db, id),
    }
}

/// The vote of a batch.
pub(crate) fn vote_of(db: &Db, id: BatchId) -> Result<VoteId, Halt> {
    Ok(known(db, id)?.vote)
}

/// The vote of an entry.
pub(crate) fn vote_of_entry(db: &Db, id: BatchEntryId) -> Result<VoteId, Halt> {
    vote_of(db, entry(db, id)?.batch)
}

pub(crate) fn give_up(act: &Act<'_>, id: BatchEntryId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let entry = entry(act.db, id)?;
    let batch = known(act.db, entry.batch)?;
    let vote = tellers::counting(act.db, batch.vote)?;
    in_progress(&entry, &batch)?;
    // A station that broke down gives nothing up: the desk does it.
    if entry.teller.station != act.actor.station && act.actor.role == Role::Teller {
        typing_here(act, id)?;
    }
    go(act, &batch, Step::GiveUp)?;
    end_of_entry(act, id, "given_up", &reason)?;
    put_by(act, id, &reason)?;
    let Teller { name, .. } = &entry.teller;
    Ok(format!("{}: the entry of {} by {name} was given up: {reason}", vote.label(), batch.name))
}

fn end_of_entry(act: &Act<'_>, id: BatchEntryId, state: &'static str, why: &str) -> Result<(), Fault> {
    let sql = "UPDATE batch_entry SET state = ?2, why = ?3, ended_at = ?4 WHERE id = ?1";
    act.db.run(sql, (id, state, why, act.at)).map(|_| ())
}

/// Nothing of this entry is counted any longer.
fn put_by(act: &Act<'_>, id: BatchEntryId, reason: &str) -> Result<(), Fault> {
    act.db
        .run(
            "UPDATE slip SET state = 'set_aside', why = ltrim(why || '; ' || ?2, '; ')
             WHERE entry_id = ?1 AND state <> 'set_aside'",
            (id, reason),
        )
        .map(|_| ())
}

pub(crate) fn discard(act: &Act<'_>, id: BatchId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let batch = known(act.db, id)?;
    let vote = tellers::counting(act.db, batch.vote)?;
    go(act, &batch, Step::Discard)?;
    act.db.run("UPDATE batch SET why = ?2 WHERE id = ?1", (id, &reason))?;
    let entries = act.db.rows("SELECT id, state FROM batch_entry WHERE batch_id = ?1", [id], |r| {
        Ok((r.get::<_, BatchEntryId>(0)?, r.get::<_, String>(1)?))
    })?;
    for (entry, state) in entries {
        if state == "in_progress" {
            end_of_entry(act, entry, "given_up", &reason)?;
        }
        put_by(act, entry, &reason)?;
    }
    Ok(format!("{}: batch {} was discarded: {reason}", vote.label(), batch.name))
}

/// Whether every batch of a vote is settled or discarded.
pub(crate) fn all_settled(db: &Db, vote: VoteId) -> Result<Result<(), Refusal>, Fault> {
    let waiting = db.rows(
        "SELECT name, state FROM batch WHERE vote_id = ?1 AND state NOT IN ('settled', 'discarded') ORDER BY id",
        [vote],
        |r| Ok((r.get::<_, String>(0)?, variant::<State>(r, 1)?)),
    )?;
    let Some((name, state)) = waiting.first() else { return Ok(Ok(())) };
    let others = u64::try_from(waiting.len() - 1).unwrap_or(u64::MAX);
    let more = match others {
        0 => String::new(),
        n => format!(", and {} not settled either", counted(n, "other batch is", "other batches are")),
    };
    Ok(Err(Refusal::new("vote.batches_open", format!("Batch {name} {}{more}.", state.words()))
        .allowed_by("Finish every batch, or discard it with a reason.")))
}
