//! What is left of an amendment that no longer fits the text, settled by a person (§1 "Accepted amendment", §6.2).
//!
//! Invariant: only what cannot be worked out is settled, by writing the text anew as the amendment would have it; what was
//! handed in stays beside it, and the decisions that were recorded without a text are recorded again.

use rules::amendment::{Amendment, Edit, UNDECIDED, placed};
use rules::motion::State;
use rules::refusal::Refusal;

use super::{Motion, actor_in_words, known};
use crate::allow::said;
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::MotionId;
use crate::transact::Act;
use crate::{questions, set_up, texts};

/// Why what is left of an amendment is to be settled, and the text that it is settled upon.
///
/// # Errors
/// `amendment.fits`, `amendment.none` or `amendment.over` where there is nothing to settle; `amendment.collides` where the text
/// before it must be settled first.
pub(crate) fn to_settle(db: &Db, paper: &Motion) -> Result<(Refusal, texts::Before), Halt> {
    let label = paper.label();
    let Some(upon) = paper.upon else {
        return Err(Refusal::new("amendment.none", format!("{label} is not an amendment.")).into());
    };
    let state = paper.state;
    if state != State::Carried && !state.is_undecided() && !state.is_with_committee() {
        let sentence = format!("{label} is {}: nothing of it is to be settled.", state.in_words());
        return Err(Refusal::new("amendment.over", sentence).into());
    }
    let before = texts::before(db, paper, upon)?;
    match &before.fits {
        Err(why) => Ok((why.clone(), before)),
        Ok(()) => {
            let sentence = format!("{label} fits the text: nothing of it is to be settled.");
            Err(Refusal::new("amendment.fits", sentence).into())
        }
    }
}

/// A person says what is left of it.
pub(crate) fn settle(act: &Act<'_>, id: MotionId, edits: &[Edit], reason: &str) -> Done {
    set_up::set(act.db)?;
    let reason = said("reason", reason)?;
    let paper = known(act.db, id)?;
    let (_, before) = to_settle(act.db, &paper)?;
    let edits = placed(&before.text.paragraphs(), edits)?;
    let own = Amendment {
        name: paper.in_words(),
        upon: before.decision,
        decided: UNDECIDED,
        edits: edits.clone(),
        settled: Vec::new(),
    };
    let mut after = before.text.clone();
    after.amend(&own)?;
    if texts::words(&after) == texts::words(&before.text) {
        let sentence = format!("Nothing of {} is left in that text.", paper.in_words());
        return Err(Refusal::new("amendment.changes_nothing", sentence)
            .allowed_by("Where nothing is left of it, its mover withdraws it, or its result is corrected.")
            .into());
    }
    let decision = (before.decision > 0).then_some(before.decision);
    let settlement = act.db.insert(
        "INSERT INTO settlement(motion_id, decision_id, reason, actor, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (id, decision, &reason, actor_in_words(act), act.at),
    )?;
    for edit in &edits {
        texts::keep(act, id, edit, Some(settlement))?;
    }
    questions::write_decision_again(act, id)?;
    Ok(format!("What is left of {} was settled by hand: {reason}", paper.in_words()))
}
