//! Whether a question can be put: moved, seconded, and what is taken before it taken.
//!
//! Invariant: facts only; what is refused here the chair may allow, as the rules say.

use rules::procedure::Kind;
use rules::refusal::Refusal;

use super::{Question, joint, turn};
use crate::db::Db;
use crate::halt::Fault;
use crate::procedures;

/// Going on without a step is the chair's to allow.
pub(crate) fn ready_to_put(question: &Question) -> Result<(), Refusal> {
    let label = question.label();
    match question.state.as_str() {
        "called" => {
            Err(Refusal::new("question.not_moved", format!("{label} has not been moved.")).by_reason())
        }
        "moved" => Err(Refusal::new("question.not_seconded", format!("{label} has not been seconded."))
            .allowed_by("Ask who seconds it; for want of a seconder it falls, and is withdrawn.")
            .by_reason()),
        _ => Ok(()),
    }
}

/// Whether it waits for a seconder: an amendment as its own row of the standing orders has it (§2.3, 13).
pub(crate) fn needs_seconder(db: &Db, question: &Question) -> Result<bool, Fault> {
    Ok(!question.on_amendment() || procedures::terms(db, Kind::Amendment)?.seconder)
}

/// A question can be put as it stands: it was moved and seconded, what was moved in its debate has been voted on, and every
/// amendment to it was taken.
pub(crate) fn may_be_put(db: &Db, question: &Question) -> Result<Result<(), Refusal>, Fault> {
    if let Err(refusal) = ready_to_put(question)
        && (question.state != "moved" || needs_seconder(db, question)?)
    {
        return Ok(Err(refusal));
    }
    match joint::all_voted_on(db, question)? {
        Ok(()) => turn::all_are_taken(db, question),
        refused => Ok(refused),
    }
}
