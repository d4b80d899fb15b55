//! Motions that are debated together: one debate, upon the first of them, and a vote on each in sequence.
//!
//! Invariant: each has a question and a vote of its own; only the debate is shared.

use rules::motion::State;

use super::ask_the_parties;
use crate::halt::Halt;
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

/// A debate that was held together with another paper's.
pub(super) struct Held<'a> {
    /// The paper on which it was held.
    pub(super) with: &'a Motion,
    /// The question beneath, where it is an amendment's.
    pub(super) upon: Option<QuestionId>,
    /// It was seconded there, and not only moved.
    pub(super) seconded: bool,
}

/// A paper whose debate has been held together with another's: its mover moved it there, and what is left is its vote.
pub(super) fn put_in_sequence(
    act: &Act<'_>,
    item: ItemId,
    paper: &Motion,
    held: &Held<'_>,
) -> Result<(QuestionId, String), Halt> {
    let state = if held.seconded { "seconded" } else { "moved" };
    let id = act.db.insert(
        "INSERT INTO question(item_id, motion_id, upon_id, state, formally_seconded, called_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (item, paper.id, held.upon, state, held.seconded, act.at),
    )?;
    let with = held.with.in_words();
    motions::set_state(act, paper.id, State::Moved, &format!("It was debated together with {with}."))?;
    let words =
        format!("{}, {}, was called; it was debated together with {with}.", paper.label(), paper.title);
    Ok((QuestionId(id), words))
}
