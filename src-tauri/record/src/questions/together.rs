//! Motions that are debated together: one debate, upon the first of them, and a vote on each in sequence.
//!
//! Invariant: each has a question and a vote of its own; only the debate is shared.

use rules::motion::State;

use super::ask_the_parties;
use crate::halt::{Done, Halt};
use crate::ids::{ItemId, MotionId, QuestionId};
use crate::motions::{self, Motion};
use crate::programme;
use crate::transact::Act;

/// Whoever moves and seconds the other motions of a group speaks in its one debate, in the order of the votes.
pub(super) fn debated(
    act: &Act<'_>,
    question: QuestionId,
    item: ItemId,
    motion: MotionId,
) -> Result<&'static str, Halt> {
    let group = programme::debated_with(act.db, item)?;
    for other in group.iter().filter(|other| other.id != motion && other.state == State::OnAgenda) {
        ask_the_parties(act, question, other.id, None)?;
    }
    Ok(if group.is_empty() { "" } else { " The motions are debated together and voted on in sequence." })
}

/// A paper whose debate has been held together with another's: its mover moved it there, and what is left is its vote.
pub(super) fn put_in_sequence(
    act: &Act<'_>,
    item: ItemId,
    paper: &Motion,
    held: &Motion,
    upon: Option<QuestionId>,
) -> Done {
    act.db.insert(
        "INSERT INTO question(item_id, motion_id, upon_id, state, formally_seconded, called_at)
         VALUES (?1, ?2, ?3, 'seconded', 1, ?4)",
        (item, paper.id, upon, act.at),
    )?;
    motions::set_state(act, paper.id, State::Moved, "")?;
    Ok(format!(
        "{}, {}, was called; it was debated together with {}.",
        paper.label(),
        paper.title,
        held.in_words()
    ))
}
