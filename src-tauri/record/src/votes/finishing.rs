//! A count is finished: what was counted is whole, and waits for the chair.

use rules::majority::Figures;
use rules::refusal::Refusal;

use crate::command::Method;
use crate::halt::{Done, Fault};
use crate::ids::VoteId;
use crate::tellers;
use crate::transact::Act;
use crate::votes::{blocks, known, roll_call, secret};

/// The count is finished, by whatever way it was counted.
pub(crate) fn finish(act: &Act<'_>, id: VoteId) -> Done {
    let vote = known(act.db, id)?;
    match vote.method {
        Method::Card => tellers::finish(act, id),
        Method::Counted => blocks::finish(act, &vote),
        Method::RollCall => roll_call::finish(act, &vote),
        Method::Secret => secret::finish(act, &vote),
        Method::Agreed | Method::Hands => {
            let sentence = format!("{} is not counted in parts.", vote.label());
            Err(Refusal::new("vote.nothing_to_finish", sentence).into())
        }
    }
}

/// What was counted is whole, and waits for the chair.
pub(super) fn totals(act: &Act<'_>, vote: VoteId, figures: &Figures, asked: bool) -> Result<(), Fault> {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    act.db
        .run(
            "UPDATE vote SET for_count = ?2, against_count = ?3, abstain_count = ?4, state = 'provisional', counted_entry = ?5
             WHERE id = ?1",
            (vote, whole(figures.for_), whole(figures.against), asked.then_some(whole(figures.abstain)), act.seq),
        )
        .map(|_| ())
}
