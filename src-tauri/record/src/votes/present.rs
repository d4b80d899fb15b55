//! How many are present, where a majority is taken of them: heads, once somebody has counted them; else the register.
//!
//! Invariant: the last count stands, and those before it are kept; nothing is declared upon a number that is smaller than
//! that of those who voted.

use rules::card_vote::CardOutcome;
use rules::count::present_told;
use rules::majority::{Base, Figures};
use rules::refusal::Refusal;
use rules::share::thousands;

use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::VoteId;
use crate::transact::Act;
use crate::votes::{Vote, a_hall_holds, expect_state, known, worked_out};
use crate::{franchise, procedures};

/// How many are present as far as anybody knows: the heads that were counted last while the item is before conference, else
/// whoever may vote and is checked in.
pub(super) fn standing(db: &Db) -> Result<u64, Fault> {
    match procedures::counted_heads(db)? {
        Some((heads, _)) => Ok(heads),
        None => Ok(franchise::voters(db)?.present),
    }
}

/// Heads were counted for a vote.
pub(crate) fn count(act: &Act<'_>, id: VoteId, heads: u64) -> Done {
    let vote = known(act.db, id)?;
    expect_state(&vote, &["called", "open", "closed", "provisional", "declared"], "Put the question again.")?;
    let worked = worked_out(act.db, &vote)?.filter(|worked| !worked.weighted);
    keep(act, &vote, worked.as_ref().map(|worked| &worked.figures), heads)
}

/// The same, beside figures that are to stand; a sentence of its own.
pub(super) fn keep(
    act: &Act<'_>,
    vote: &Vote,
    figures: Option<&Figures>,
    heads: u64,
) -> Result<String, Halt> {
    if vote.card_rule()?.base != Base::Present {
        let sentence = format!("{} is not decided by a majority of those present.", vote.label());
        return Err(Refusal::new("vote.not_of_those_present", sentence).into());
    }
    a_hall_holds(&[heads])?;
    if let Some(figures) = figures {
        present_told(figures, Base::Present, Some(heads))?;
    }
    act.db.insert(
        "INSERT INTO vote_present(vote_id, present, station, at) VALUES (?1, ?2, ?3, ?4)",
        (vote.id, i64::try_from(heads).unwrap_or(i64::MAX), &act.actor.station, act.at),
    )?;
    Ok(format!("{} were counted as present for {}.", thousands(heads), vote.label_in_words()))
}

/// Whether the number present, where it decides, can be right. Where sections are weighted nobody counts heads by section, and
/// the rule says what that comes to.
pub(crate) fn told(vote: &Vote, worked: &CardOutcome) -> Result<Result<(), Refusal>, Fault> {
    let rule = vote.card_rule()?;
    if worked.weighted {
        return Ok(Ok(()));
    }
    Ok(present_told(&worked.figures, rule.base, rule.present))
}

/// Refuses once a result was declared upon it; what was counted afterwards, for a correction that has not been made, goes.
pub(crate) fn nothing_rests_on(db: &Db, id: VoteId, heads: u64) -> Result<(), Halt> {
    let vote = known(db, id)?;
    let rests = vote.state != "declared" || declared_upon(db, id, heads)?;
    if !rests {
        return Ok(());
    }
    Ok(expect_state(
        &vote,
        &["called", "open", "closed", "provisional"],
        "Enter them anew, and correct the result.",
    )?)
}

/// A result was declared, or corrected, after so many had been counted.
fn declared_upon(db: &Db, id: VoteId, heads: u64) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS (SELECT 1 FROM vote_present p JOIN result r ON r.vote_id = p.vote_id
           WHERE p.vote_id = ?1 AND p.present = ?2
             AND r.entry > (SELECT max(c.id) >> 20 FROM change c WHERE c.tbl = 'vote_present' AND c.pk = p.id))",
        (id, i64::try_from(heads).unwrap_or(i64::MAX)),
        |r| r.get(0),
    )
}
