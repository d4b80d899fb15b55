//! The cards of a vote counted anew: a new count beside the old, which stays.
//!
//! Invariant: nothing of the old count is touched. Where it was declared, what the recount comes to is declared as a second
//! result that names the first.

use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ResultId, VoteId};
use crate::transact::Act;
use crate::votes::declaration::by_the_chair;
use crate::votes::{Vote, expect_state, known, set_vote_state};

pub(crate) fn recount(act: &Act<'_>, id: VoteId, reason: &str) -> Done {
    by_the_chair(act)?;
    let reason = said("reason", reason)?;
    let vote = known(act.db, id)?;
    if vote.method != Method::Card {
        return Err(Refusal::new("vote.not_cards", "Only cards can be counted anew.")
            .allowed_by("Put the question again, or correct the result.")
            .into());
    }
    expect_state(&vote, &["provisional", "declared"], "Finish the count first.")?;
    let newer =
        act.db.row("SELECT 1 FROM vote WHERE recount_of = ?1 AND state <> 'abandoned'", [id], |r| {
            r.get::<_, i64>(0)
        })?;
    if newer.is_some() {
        return Err(Refusal::new(
            "vote.recounted",
            format!("{} has been counted anew already.", vote.label()),
        )
        .allowed_by("Ask for a recount of the recount.")
        .into());
    }
    if vote.state == "provisional" {
        set_vote_state(act, id, "recounted")?;
    }
    let anew = act.db.insert(
        "INSERT INTO vote(question_id, method, card_no, recount_of, wording, if_carried, if_lost, rule, counting,
                          register_version, franchise_id, voters, state, called_at, opened_at, closed_at)
         SELECT question_id, method, card_no, id, wording, if_carried, if_lost, rule, counting,
                register_version, franchise_id, voters, 'closed', ?2, ?2, ?2 FROM vote WHERE id = ?1",
        (id, act.at),
    )?;
    act.db.run(
        "INSERT INTO roll(vote_id, number, delegation, section, weight, value, state)
         SELECT ?2, number, delegation, section, weight, value, iif(state = 'cancelled', 'cancelled', 'issued')
         FROM roll WHERE vote_id = ?1 ORDER BY number",
        (id, anew),
    )?;
    Ok(format!("{} is counted anew ({reason}). The count that was made stays beside it.", vote.label()))
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
