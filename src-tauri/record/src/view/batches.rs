//! Batches at the tellers' desk.
//!
//! Invariant: what a batch says is shown to nobody before it is settled, but for an entry that is being typed, and that
//! only at the station that types it.

use rules::batch::{Says, State};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::batches::{at_station, to_do};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{BatchEntryId, BatchId, SlipId, VoteId};
use crate::sql::variant;
use crate::stations;
use crate::tellers::says_of;
use crate::view::shown;
use crate::votes::Vote;

/// A batch in the list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct BatchLine {
    /// Its id.
    pub id: BatchId,
    /// The name on the box.
    pub name: String,
    /// Slips counted by hand on its header.
    pub slips: Option<u64>,
    /// Where it stands.
    pub state: State,
    /// The entry of it that is being typed.
    pub typing: Option<BatchTyping>,
    /// Who finished an entry of it, oldest first.
    pub tellers: Vec<String>,
    /// The first entry was made at the station that asks.
    pub first_here: bool,
    /// It waits for a second entry, which is made at another station than the one that asks.
    pub elsewhere: bool,
    /// Slips typed in the entry that is being typed, or in the last that was finished.
    pub typed: u64,
    /// Cards on which its entries differ.
    pub differ: u64,
    /// Why it was discarded; once it is settled, what was found where its header says another number; empty otherwise.
    pub why: String,
}

/// An entry that is being typed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct BatchTyping {
    /// Which.
    pub entry: BatchEntryId,
    /// Who types.
    pub teller: String,
    /// At which station.
    pub station: String,
}

/// The entry that this station is typing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct InHand {
    /// Which entry.
    pub entry: BatchEntryId,
    /// Of which batch.
    pub batch: BatchId,
    /// The name on the box.
    pub name: String,
    /// `first`, `second`, `again`
    pub which: String,
    /// Who types.
    pub teller: String,
    /// Slips counted by hand on its header.
    pub header: Option<u64>,
    /// What has been typed, by what it says.
    pub totals: Vec<Total>,
    /// Slips typed.
    pub slips: u64,
    /// Votes that they carry.
    pub votes: u64,
    /// The newest first, at most fifty.
    pub lines: Vec<TypedLine>,
    /// Cards that differ and are to be looked at again; empty in a whole entry.
    pub to_do: Vec<u32>,
}

/// What an adding machine would show of one pile.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Total {
    /// `for`, `against`, `abstain`, `spoiled`, `split`, `not_here`
    pub choice: String,
    /// Slips.
    pub slips: u64,
    /// Votes that they carry.
    pub votes: u64,
}

/// A slip typed in the batch in hand.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct TypedLine {
    /// Its id.
    pub id: SlipId,
    /// Number as typed.
    pub number: u32,
    /// Delegation; empty where the number is unknown.
    pub delegation: String,
    /// Value; none where the number is unknown.
    pub value: Option<u64>,
    /// What it says.
    pub says: Says,
    /// Why it wants looking at; empty where it does not.
    pub why: String,
    /// It was set aside: typed wrong.
    pub set_aside: bool,
}

/// A card on which two entries differ: never what either says.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DifferenceLine {
    /// In which batch.
    pub batch: BatchId,
    /// The name on the box.
    pub name: String,
    /// The number of the card.
    pub number: u32,
    /// Delegation; empty where no card has the number.
    pub delegation: String,
    /// Its votes.
    pub value: Option<u64>,
    /// Its cards have been typed again and it differs still: the paper decides.
    pub again: bool,
}

/// Every batch of a vote, in the order opened.
pub(crate) fn list(db: &Db, vote: VoteId, station: Option<&str>) -> Result<Vec<BatchLine>, Fault> {
    let mut batches = db.rows(
        "SELECT id, name, slips, state, why,
                (SELECT count(*) FROM batch_difference d WHERE d.batch_id = b.id AND d.state = 'open')
         FROM batch b WHERE vote_id = ?1 ORDER BY id",
        [vote],
        |r| {
            Ok(BatchLine {
                id: r.get(0)?,
                name: r.get(1)?,
                slips: r.get(2)?,
                state: variant(r, 3)?,
                typing: None,
                tellers: Vec::new(),
                first_here: false,
                elsewhere: false,
                typed: 0,
                differ: r.get(5)?,
                why: r.get(4)?,
            })
        },
    )?;
    let alone = !stations::tellers_admitted(db)?;
    for batch in &mut batches {
        entries(db, batch, station)?;
        batch.elsewhere = batch.state == State::FirstDone && batch.first_here && !alone;
    }
    Ok(batches)
}

fn entries(db: &Db, batch: &mut BatchLine, station: Option<&str>) -> Result<(), Fault> {
    let all = db.rows(
        "SELECT id, kind, teller, station, state, why FROM batch_entry
         WHERE batch_id = ?1 AND state <> 'given_up' AND kind <> 'settled' ORDER BY ordinal",
        [batch.id],
        |r| {
            let whole: bool = r.get::<_, String>(1)? == "whole";
            let typing = r.get::<_, String>(4)? == "in_progress";
            let by = BatchTyping { entry: r.get(0)?, teller: r.get(2)?, station: r.get(3)? };
            Ok((by, whole, typing, r.get::<_, String>(5)?))
        },
    )?;
    let mut found = Vec::new();
    for (by, whole, typing, why) in all {
        if whole || typing {
            batch.typed = typed(db, by.entry)?;
        }
        if typing {
            batch.typing = Some(by);
        } else {
            batch.first_here |= whole && Some(by.station.as_str()) == station;
            batch.tellers.push(by.teller);
            found.extend((!why.is_empty() && !found.contains(&why)).then_some(why));
        }
    }
    // What is said of an entry is shown to nobody else before both are made.
    if batch.state == State::Settled {
        batch.why = found.join("; ");
        batch.typed = settled(db, batch.id)?;
    }
    Ok(())
}

fn typed(db: &Db, entry: BatchEntryId) -> Result<u64, Fault> {
    db.one(
        "SELECT coalesce(sum(slips), 0) FROM entry_account WHERE entry_id = ?1 AND choice <> 'not_here'",
        [entry],
        |r| r.get(0),
    )
}

/// Slips that a settled batch came to, by whichever entry, typed again or settled against the paper: each once.
fn settled(db: &Db, batch: BatchId) -> Result<u64, Fault> {
    db.one(
        "SELECT coalesce(sum(a.slips), 0) FROM batch_entry e JOIN entry_account a ON a.entry_id = e.id
         WHERE e.batch_id = ?1 AND a.choice <> 'not_here'",
        [batch],
        |r| r.get(0),
    )
}

/// The entry that a station is typing in this vote.
pub(crate) fn in_hand(db: &Db, vote: &Vote, station: Option<&str>) -> Result<Option<InHand>, Fault> {
    let Some(station) = station else { return Ok(None) };
    let Some(entry) = at_station(db, vote.id, station)? else { return Ok(None) };
    let batch = shown::plain(crate::batches::known(db, entry.batch))?;
    let totals = db.rows(
        "SELECT choice, slips, iif(choice = 'not_here', 0, votes) FROM entry_account WHERE entry_id = ?1 AND slips > 0
         ORDER BY choice = 'for' DESC, choice = 'against' DESC, choice = 'abstain' DESC, choice",
        [entry.id],
        |r| Ok(Total { choice: r.get(0)?, slips: r.get(1)?, votes: r.get(2)? }),
    )?;
    let which = match batch.state {
        State::SecondInProgress => "second",
        State::AgainInProgress => "again",
        State::Waiting
        | State::Claimed
        | State::FirstInProgress
        | State::FirstDone
        | State::Differs
        | State::Settled
        | State::Discarded => "first",
    };
    Ok(Some(InHand {
        entry: entry.id,
        batch: batch.id,
        name: batch.name,
        which: which.to_owned(),
        teller: entry.teller.name,
        header: batch.slips.filter(|_| !entry.again),
        // A card that is not in the box is no slip of it.
        slips: totals.iter().filter(|total| total.choice != "not_here").map(|total| total.slips).sum(),
        votes: totals.iter().map(|total| total.votes).sum(),
        totals,
        lines: lines(db, vote.id, entry.id)?,
        to_do: if entry.again { to_do(db, batch.id, entry.id)? } else { Vec::new() },
    }))
}

fn lines(db: &Db, vote: VoteId, entry: BatchEntryId) -> Result<Vec<TypedLine>, Fault> {
    const NEWEST: i64 = 50;
    db.rows(
        "SELECT s.id, s.number, coalesce(r.delegation, ''), r.value, s.choice, s.split_for, s.split_against,
                s.split_abstain, s.why, s.state = 'set_aside'
         FROM slip s INDEXED BY slip_of_entry LEFT JOIN roll r ON r.id = s.roll_id
         WHERE s.vote_id = ?3 AND s.entry_id = ?1 ORDER BY s.id DESC LIMIT ?2",
        (entry, NEWEST, vote),
        |r| {
            Ok(TypedLine {
                id: r.get(0)?,
                number: r.get(1)?,
                delegation: r.get(2)?,
                value: r.get(3)?,
                says: says_of(r, 4)?,
                why: r.get(8)?,
                set_aside: r.get(9)?,
            })
        },
    )
}

/// The cards on which entries differ, batch by batch.
pub(crate) fn differences(db: &Db, vote: VoteId) -> Result<Vec<DifferenceLine>, Fault> {
    db.rows(
        "SELECT b.id, b.name, d.number, coalesce(r.delegation, ''), r.value,
                EXISTS (SELECT 1 FROM batch_entry e WHERE e.batch_id = b.id AND e.kind = 'again' AND e.state = 'done')
         FROM batch b JOIN batch_difference d ON d.batch_id = b.id
           LEFT JOIN roll r ON r.vote_id = b.vote_id AND r.number = d.number
         WHERE b.vote_id = ?1 AND b.state = 'differs' AND d.state = 'open' ORDER BY b.id, d.number",
        [vote],
        |r| {
            Ok(DifferenceLine {
                batch: r.get(0)?,
                name: r.get(1)?,
                number: r.get(2)?,
                delegation: r.get(3)?,
                value: r.get(4)?,
                again: r.get(5)?,
            })
        },
    )
}
