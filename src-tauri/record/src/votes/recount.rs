//! What was cast in a vote counted anew: cards, the papers of a secret ballot, the answers of a roll call. A new count
//! beside the old, which stays.
//!
//! Invariant: nothing of the old count is touched. Where it was declared, what the recount comes to is declared as a second
//! result that names the first. Nobody votes in a recount: it begins closed, with the electorate of the first count.

use rules::recount::{Kept, may_be_recounted};

use crate::allow::said;
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt, refusal};
use crate::ids::{ResultId, VoteId};
use crate::set_up;
use crate::transact::Act;
use crate::votes::declaration::by_the_chair;
use crate::votes::{Vote, expect_state, known, roll_call, secret, set_vote_state};

pub(crate) fn recount(act: &Act<'_>, id: VoteId, reason: &str) -> Done {
    by_the_chair(act)?;
    let reason = said("reason", reason)?;
    let vote = known(act.db, id)?;
    may_begin(act.db, vote.method)?;
    may_be_recounted(&vote.label(), kept(vote.method), newer(act.db, id)?.is_some())?;
    expect_state(&vote, &["provisional", "declared"], "Finish the count first.")?;
    if vote.state == "provisional" {
        set_vote_state(act, id, "recounted")?;
    }
    let anew = VoteId(act.db.insert(
        "INSERT INTO vote(question_id, method, card_no, recount_of, wording, if_carried, if_lost, rule, counting,
                          announce, register_version, franchise_id, voters, state, called_at, opened_at, closed_at)
         SELECT question_id, method, card_no, id, wording, if_carried, if_lost, rule, counting,
                announce, register_version, franchise_id, voters, 'closed', ?2, ?2, ?2 FROM vote WHERE id = ?1",
        (id, act.at),
    )?);
    match vote.method {
        Method::Card => same_cards(act, id, anew)?,
        Method::Secret => secret::same_papers(act, id, anew)?,
        Method::RollCall => roll_call::same_names(act, id, anew)?,
        Method::Agreed | Method::Hands | Method::Counted => {}
    }
    Ok(format!("{} is counted anew ({reason}). The count that was made stays beside it.", vote.label()))
}

/// Cards are counted also while conference is adjourned; papers are emptied and names read before it.
fn may_begin(db: &Db, method: Method) -> Result<(), Halt> {
    match set_up::sitting(db) {
        Err(Halt::Refusal(refusal)) if method == Method::Card && refusal.code == "conference.adjourned" => {
            Ok(())
        }
        sits => sits.map(|_| ()),
    }
}

/// Whether a vote can be counted anew at this moment.
pub(crate) fn is_recountable(db: &Db, vote: &Vote) -> Result<bool, Fault> {
    let counted = matches!(vote.state.as_str(), "provisional" | "declared");
    let rule = may_be_recounted(&vote.label(), kept(vote.method), newer(db, vote.id)?.is_some());
    if !counted || rule.is_err() {
        return Ok(false);
    }
    Ok(refusal(may_begin(db, vote.method))?.is_none())
}

/// What can be done about an entry of a vote that is counted, or that decides nothing.
pub(crate) fn once_counted(vote: &Vote) -> &'static str {
    match (vote.state.as_str(), kept(vote.method)) {
        ("abandoned" | "inconclusive", _) => "The chair puts the question again.",
        ("recounted", _) => "It is entered in the recount, which goes on beside this count.",
        (_, Kept::Nothing) => {
            "The chair puts the question again, or corrects the result once it is declared."
        }
        (_, Kept::Cards | Kept::Papers | Kept::Names) => {
            "The chair has it counted anew; the count that was made stays beside it."
        }
    }
}

/// What is left of a vote by this way once it is counted.
fn kept(method: Method) -> Kept {
    match method {
        Method::Card => Kept::Cards,
        Method::Secret => Kept::Papers,
        Method::RollCall => Kept::Names,
        Method::Agreed | Method::Hands | Method::Counted => Kept::Nothing,
    }
}

/// The new count of a vote; none where there is none, or where it was given up.
pub(crate) fn newer(db: &Db, id: VoteId) -> Result<Option<VoteId>, Fault> {
    db.row(
        "SELECT id FROM vote WHERE recount_of = ?1 AND state <> 'abandoned' ORDER BY id DESC LIMIT 1",
        [id],
        |r| r.get(0),
    )
}

/// The cards that the first count had, none of them seen yet.
fn same_cards(act: &Act<'_>, first: VoteId, anew: VoteId) -> Result<(), Fault> {
    act.db
        .run(
            "INSERT INTO roll(vote_id, number, delegation, section, weight, value, state)
             SELECT ?2, number, delegation, section, weight, value, iif(state = 'cancelled', 'cancelled', 'issued')
             FROM roll WHERE vote_id = ?1 ORDER BY number",
            (first, anew),
        )
        .map(|_| ())
}

/// A recount that is given up leaves the first count where it was.
pub(super) fn first_count_stands(act: &Act<'_>, recount: &Vote) -> Result<(), Halt> {
    let Some(first) = recount.recount_of else { return Ok(()) };
    if known(act.db, first)?.state == "recounted" {
        set_vote_state(act, first, "provisional")?;
    }
    Ok(())
}

/// The declared result that a recount's stands beside; none where there is none.
pub(super) fn result_before(db: &Db, vote: &Vote) -> Result<Option<ResultId>, Fault> {
    let Some(first) = vote.recount_of else { return Ok(None) };
    db.row("SELECT id FROM result WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1", [first], |r| r.get(0))
}
