//! A batch typed card by card, and what comes of an entry when it is finished.

use std::collections::BTreeMap;

use rules::batch::{self, Comparison, Reading, Says, Step, Teller};
use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::said;
use crate::batches::{self, Batch, Entry, end_of_entry, go, typing_here};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{BatchEntryId, BatchId};
use crate::tellers::{self, Written, says_of};
use crate::transact::Act;
use crate::votes::Vote;

pub(crate) fn enter(act: &Act<'_>, id: BatchEntryId, card: u32, says: Says) -> Done {
    let (entry, batch, vote) = typing_here(act, id)?;
    may_say(act, &vote, &entry, says)?;
    if entry.again && !is_open(act.db, batch.id, card)? {
        return Err(Refusal::new(
            "batch.not_differing",
            format!("Card {card} is not among those of {} that differ.", batch.name),
        )
        .allowed_by(
            "Type the cards in the list only; say of those that are not in the batch that they are not here.",
        )
        .into());
    }
    let slip = tellers::look(act.db, vote.id, card)?;
    let why = if says == Says::NotHere { None } else { slip.why_look_again(act.db, id, says)? };
    let written = Written { entry: Some(id), says, state: "typed", why: why.as_deref().unwrap_or_default() };
    slip.write(act, &written)?;
    go(act, &batch, Step::Enter)?;
    Ok(match why {
        Some(why) => format!("{}: card {card} was typed in batch {}: {why}.", vote.label(), batch.name),
        None => format!("{}: card {card} was typed in batch {}.", vote.label(), batch.name),
    })
}

fn may_say(act: &Act<'_>, vote: &Vote, entry: &Entry, says: Says) -> Result<(), Halt> {
    match says {
        Says::NotHere if !entry.again => {
            Err(Refusal::new("batch.not_here", "Only of a card that differs is it said that it is not here.")
                .allowed_by("Leave it out: a card that is not typed is not in the batch.")
                .into())
        }
        Says::Split(..) => tellers::may_split(act, vote),
        Says::Unsigned => tellers::may_be_unsigned(act, vote, says),
        Says::Abstain => tellers::may_abstain(act, vote, says),
        Says::For | Says::Against | Says::Spoiled | Says::NotHere => Ok(()),
    }
}

/// Whether a card of the batch still differs.
pub(super) fn is_open(db: &Db, batch: BatchId, card: u32) -> Result<bool, Fault> {
    let found = db.row(
        "SELECT 1 FROM batch_difference WHERE batch_id = ?1 AND number = ?2 AND state = 'open'",
        (batch, card),
        |r| r.get::<_, i64>(0),
    )?;
    Ok(found.is_some())
}

/// `recounted`: what was found when the slips were counted again, needed where the header says another number.
pub(crate) fn finish(act: &Act<'_>, id: BatchEntryId, recounted: Option<&str>) -> Done {
    let (entry, batch, vote) = typing_here(act, id)?;
    let typed: u64 = act.db.one(
        "SELECT count(*) FROM slip WHERE entry_id = ?1 AND state = 'typed' AND choice <> 'not_here'",
        [id],
        |r| r.get(0),
    )?;
    whole(act, &entry, &batch, typed)?;
    let header = if entry.again { None } else { other_number(&batch, typed, recounted)? };
    let (why, on_header) = header.unwrap_or_default();
    end_of_entry(act, id, "done", &why)?;
    let teller = &entry.teller.name;
    let label = vote.label();
    let name = &batch.name;
    let slips = format!("{}{on_header}", counted(typed, "slip", "slips"));
    if !entry.again && batch::step(name, batch.state, Step::FinishAgreed).is_err() {
        if vote.counting.twice {
            go(act, &batch, Step::Finish)?;
            return Ok(format!("{label}: {teller} finished the first entry of {name}, {slips}."));
        }
        go(act, &batch, Step::FinishOne)?;
        let queries = count(act, &vote, &batch, &batch::compare_one(&readings(act.db, batch.id)?))?;
        return Ok(format!("{label}: batch {name} was typed by {teller}, {slips}{queries}."));
    }
    let found = compared(act.db, batch.id)?;
    write_differences(act, batch.id, &found)?;
    if found.differ.is_empty() {
        go(act, &batch, Step::FinishAgreed)?;
        let queries = count(act, &vote, &batch, &found.agreed)?;
        return Ok(format!(
            "{label}: batch {name} is settled; {teller} finished the last entry{on_header}{queries}."
        ));
    }
    go(act, &batch, Step::FinishDiffers)?;
    let differ = u64::try_from(found.differ.len()).unwrap_or(u64::MAX);
    Ok(format!(
        "{label}: {teller} finished an entry of {name}, {slips}; the entries differ on {}.",
        counted(differ, "card", "cards")
    ))
}

/// Whether an entry can be finished: something is typed, and a word on every card that differs.
fn whole(act: &Act<'_>, entry: &Entry, batch: &Batch, typed: u64) -> Result<(), Halt> {
    if typed == 0 && !entry.again {
        return Err(Refusal::new(
            "batch.nothing_typed",
            format!("Nothing of {} has been typed.", batch.name),
        )
        .allowed_by("Type its cards, or give the entry up.")
        .into());
    }
    if entry.again {
        let left = to_do(act.db, batch.id, entry.id)?;
        if let [first, ..] = left.as_slice() {
            let n = u64::try_from(left.len()).unwrap_or(u64::MAX);
            let sentence =
                format!("{} to be looked at again, card {first} first.", counted(n, "card is", "cards are"));
            return Err(Refusal::new("batch.not_all_again", sentence)
                .allowed_by("Type what each of them says, or that it is not here.")
                .into());
        }
    }
    Ok(())
}

/// Where the header says another number than was typed: what was found when the slips were counted again, and the same for
/// the sentence in the record. Any office says it: whoever types has the paper, and may be at a station without a chair.
fn other_number(
    batch: &Batch,
    typed: u64,
    recounted: Option<&str>,
) -> Result<Option<(String, String)>, Refusal> {
    let Some(by_hand) = batch.slips.filter(|by_hand| *by_hand != typed) else { return Ok(None) };
    let Some(recounted) = recounted else {
        let typed = counted(typed, "slip was", "slips were");
        let sentence = format!("{typed} typed, and {by_hand} on the header of {}.", batch.name);
        return Err(Refusal::new("batch.other_number", sentence).allowed_by(
            "Count the slips again and look for one typed twice or left out; where the header is wrong, finish the entry and say so.",
        ));
    };
    let found = said("words on the count of the slips", recounted)?;
    let sentence = format!(", {by_hand} on the header ({found})");
    Ok(Some((found, sentence)))
}

/// The cards that differ and are not typed yet in this entry.
pub(crate) fn to_do(db: &Db, batch: BatchId, entry: BatchEntryId) -> Result<Vec<u32>, Fault> {
    db.rows(
        "SELECT d.number FROM batch_difference d WHERE d.batch_id = ?1 AND d.state = 'open' AND NOT EXISTS
           (SELECT 1 FROM slip s WHERE s.entry_id = ?2 AND s.number = d.number AND s.state = 'typed') ORDER BY d.number",
        (batch, entry),
        |r| r.get(0),
    )
}

/// Every entry of a batch that was finished, oldest first.
fn readings(db: &Db, batch: BatchId) -> Result<Vec<Reading>, Fault> {
    let entries = db.rows(
        "SELECT id, kind = 'again', teller, station FROM batch_entry
         WHERE batch_id = ?1 AND state = 'done' AND kind <> 'settled' ORDER BY ordinal",
        [batch],
        |r| {
            let teller = Teller { name: r.get(2)?, station: r.get(3)? };
            Ok((r.get::<_, BatchEntryId>(0)?, r.get::<_, bool>(1)?, teller))
        },
    )?;
    let mut readings = Vec::new();
    for (id, again, teller) in entries {
        let slips = db.rows(
            "SELECT number, choice, split_for, split_against, split_abstain FROM slip
             WHERE entry_id = ?1 AND state = 'typed' ORDER BY id",
            [id],
            |r| Ok((r.get::<_, u32>(0)?, says_of(r, 1)?)),
        )?;
        readings.push(Reading { teller, again, slips });
    }
    Ok(readings)
}

/// What the entries of a batch come to, with what the head teller has settled.
pub(super) fn compared(db: &Db, batch: BatchId) -> Result<Comparison, Fault> {
    let mut found = batch::compare(&readings(db, batch)?);
    let settled = db.rows(
        "SELECT s.number, s.choice, s.split_for, s.split_against, s.split_abstain
         FROM slip s JOIN batch_entry e ON e.id = s.entry_id
         WHERE e.batch_id = ?1 AND e.kind = 'settled' AND s.state = 'typed' ORDER BY s.id",
        [batch],
        |r| Ok((r.get::<_, u32>(0)?, says_of(r, 1)?)),
    )?;
    for (card, says) in settled {
        found.differ.remove(&card);
        let slips = if says == Says::NotHere { Vec::new() } else { vec![says] };
        found.agreed.insert(card, slips);
    }
    Ok(found)
}

fn write_differences(act: &Act<'_>, batch: BatchId, found: &Comparison) -> Result<(), Fault> {
    let known =
        act.db.rows("SELECT number, state FROM batch_difference WHERE batch_id = ?1", [batch], |r| {
            Ok((r.get::<_, u32>(0)?, r.get::<_, String>(1)?))
        })?;
    let known: BTreeMap<u32, String> = known.into_iter().collect();
    for card in found.differ.iter().filter(|card| !known.contains_key(card)) {
        act.db.run(
            "INSERT INTO batch_difference(batch_id, number, state) VALUES (?1, ?2, 'open')",
            (batch, card),
        )?;
    }
    for (card, _) in known.iter().filter(|(card, state)| *state == "open" && !found.differ.contains(card)) {
        act.db.run(
            "UPDATE batch_difference SET state = 'agreed' WHERE batch_id = ?1 AND number = ?2",
            (batch, card),
        )?;
    }
    Ok(())
}

/// A slip of a batch that is being settled.
struct Typed {
    id: i64,
    number: u32,
    says: Says,
    /// Why the head teller settled it so; empty where the tellers agreed.
    settled: String,
}

/// What was agreed is counted; what cannot be is in query, and what was not agreed stays in the record. A few words where
/// there are queries.
pub(super) fn count(
    act: &Act<'_>,
    vote: &Vote,
    batch: &Batch,
    agreed: &BTreeMap<u32, Vec<Says>>,
) -> Result<String, Halt> {
    let typed = act.db.rows(
        "SELECT s.id, s.number, s.choice, s.split_for, s.split_against, s.split_abstain, iif(e.kind = 'settled', e.why, '')
         FROM batch_entry e JOIN slip s ON s.entry_id = e.id
         WHERE e.batch_id = ?1 AND s.state = 'typed' ORDER BY e.kind = 'settled' DESC, e.ordinal, s.id",
        [batch.id],
        |r| Ok(Typed { id: r.get(0)?, number: r.get(1)?, says: says_of(r, 2)?, settled: r.get(6)? }),
    )?;
    let mut wanted = agreed.clone();
    let mut queries = 0;
    for slip in typed {
        let left = wanted.get_mut(&slip.number);
        let place = left.as_ref().and_then(|left| left.iter().position(|says| *says == slip.says));
        let (state, why) = match (left, place) {
            (Some(left), Some(place)) => {
                left.swap_remove(place);
                let named = tellers::look(act.db, vote.id, slip.number)?;
                let why = named.why_not(act.db, slip.says)?;
                named.is_here(act, why.is_none())?;
                if why.is_some() {
                    queries += 1;
                }
                (if why.is_some() { "query" } else { "counted" }, why.unwrap_or(slip.settled))
            }
            (_, _) if is_agreed(agreed, &slip) => ("agreed", String::new()),
            (_, _) => ("set_aside", "the entries agreed otherwise".to_owned()),
        };
        act.db.run("UPDATE slip SET state = ?2, why = ?3 WHERE id = ?1", (slip.id, state, why))?;
    }
    Ok(match queries {
        0 => String::new(),
        n => format!("; {} in query", counted(n, "slip is", "slips are")),
    })
}

fn is_agreed(agreed: &BTreeMap<u32, Vec<Says>>, slip: &Typed) -> bool {
    agreed.get(&slip.number).is_some_and(|says| match slip.says {
        Says::NotHere => says.is_empty(),
        Says::For | Says::Against | Says::Abstain | Says::Spoiled | Says::Unsigned | Says::Split(..) => {
            says.contains(&slip.says)
        }
    })
}

/// The entry that a station is typing in a vote.
pub(crate) fn at_station(db: &Db, vote: crate::ids::VoteId, station: &str) -> Result<Option<Entry>, Fault> {
    let id = db.row(
        "SELECT e.id FROM batch_entry e JOIN batch b ON b.id = e.batch_id
         WHERE e.station = ?1 AND e.state = 'in_progress' AND b.vote_id = ?2 LIMIT 1",
        (station, vote),
        |r| r.get::<_, BatchEntryId>(0),
    )?;
    match id {
        Some(id) => match batches::entry(db, id) {
            Ok(entry) => Ok(Some(entry)),
            Err(Halt::Fault(fault)) => Err(fault),
            Err(Halt::Refusal(refusal)) => Err(Fault::new(refusal.sentence)),
        },
        None => Ok(None),
    }
}
