//! What conference has carried upon the report that is before it, and the chair has still to carry out.
//!
//! Invariant: nothing goes back by itself; the report is not put before it is done, unless the chair says why.

use super::offer;
use crate::challenges;
use crate::command::{Command, MotionKind};
use crate::db::Db;
use crate::halt::Fault;
use crate::questions::Question;
use crate::view::desk::Floor;
use crate::view::parts::Offer;
use crate::view::shown;

/// The part that is to go back now; none while somebody speaks or conference votes.
pub(super) fn carried(db: &Db, question: Option<&Question>, floor: &Floor) -> Result<Option<Offer>, Fault> {
    let paper = question.filter(|_| floor.is_still()).and_then(Question::paper);
    let Some(report) = paper.filter(|paper| paper.kind == MotionKind::Report) else { return Ok(None) };
    let Some(challenge) = shown::plain(challenges::carried_upon(db, report.id))? else { return Ok(None) };
    let effect = shown::plain(challenges::effects(db, &challenge))?.map(|(carried, _)| carried);
    Ok(Some(
        offer("N", format!("Carry out {}", challenge.in_words()))
            .does(Command::CarryOutChallenge { challenge: challenge.id })
            .hints(effect.unwrap_or_default())
            .says(format!("{} is carried: the part goes back to the committee.", challenge.label())),
    ))
}
