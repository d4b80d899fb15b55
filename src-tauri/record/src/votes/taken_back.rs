//! What of a count may be taken back, and a tied vote that is taken again.
//!
//! Invariant: once figures are with the chair nothing beneath them is taken away by undoing; it is counted again, with a
//! reason.

use rules::refusal::Refusal;
use rules::standing_orders::Tie;

use crate::allow::unless_allowed;
use crate::command::{Command, Method};
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::VoteId;
use crate::transact::Act;
use crate::votes::{
    blocks, declaration, expect_state, known, put, roll_call, secret, set_vote_state, still_counting,
    worked_out,
};

/// Whether an act upon a count may be taken back, or done again.
///
/// # Errors
/// `vote.counted`, `ballot.closed`, `ballot.counted`.
pub(crate) fn may_take_back(db: &Db, command: &Command) -> Result<(), Halt> {
    if let Command::EnterBlock { block, .. } | Command::MarkBlockEmpty { block } = command {
        still_counting(db, blocks::vote_of(db, *block)?)?;
    }
    if let Command::AnswerRollCall { name, .. } = command {
        still_counting(db, roll_call::vote_of(db, *name)?)?;
    }
    if let Command::SetBallotsAside { batch, .. } = command {
        still_counting(db, secret::vote_of(db, *batch)?)?;
    }
    if let Command::RecountBlocks { vote, .. }
    | Command::AccountForRest { vote, .. }
    | Command::IssuePapers { vote, .. }
    | Command::EnterBallots { vote, .. }
    | Command::MarkPapersNotReturned { vote, .. } = command
    {
        still_counting(db, *vote)?;
    }
    if let Command::MarkVoted { vote, .. } = command {
        secret::may_take_back_mark(db, *vote)?;
    }
    if let Command::CloseVote { vote } = command
        && known(db, *vote)?.method == Method::Secret
    {
        secret::may_take_back_close(db, *vote)?;
    }
    Ok(())
}

/// A tie that the standing orders have voted on again: this vote decides nothing, and the question is put the same way.
pub(crate) fn again(act: &Act<'_>, id: VoteId) -> Done {
    declaration::by_the_chair(act)?;
    let vote = known(act.db, id)?;
    expect_state(&vote, &["provisional"], "Finish the count first.")?;
    if !worked_out(act.db, &vote)?.is_some_and(|worked| worked.tie) {
        return Err(Refusal::new("vote.no_tie", "It is voted on again only where it is a tie.").into());
    }
    if vote.card_rule()?.tie != Tie::Revote {
        let sentence = "It is a tie, and these standing orders do not ask for another vote.";
        unless_allowed(act, Err(Refusal::new("vote.tie_stands", sentence).by_reason()))?;
    }
    set_vote_state(act, id, "inconclusive")?;
    let put = put(act, vote.question, vote.method, None)?;
    Ok(format!("{} was tied and decides nothing; it is taken again. {put}", vote.label()))
}
