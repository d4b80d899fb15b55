//! An amendment that becomes part of its motion without a vote: accepted by the mover of the motion, or by a conference in
//! which nobody objects (§1 "Accepted amendment", §2.2 `amend.accept`).
//!
//! Invariant: it is decided as if it had been carried, and the record says that nobody voted.

use rules::amending::Accept;
use rules::refusal::Refusal;

use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::QuestionId;
use crate::questions::{self, Question};
use crate::transact::Act;
use crate::{motions, set_up, speeches, standing_orders, votes};

/// Refuses where there is no amendment to accept, or a vote is taken on it.
pub(crate) fn may_be_accepted(db: &Db, question: &Question) -> Result<(), Halt> {
    if !question.on_amendment() {
        return Err(
            Refusal::new("amendment.none", format!("{} is not an amendment.", question.label())).into()
        );
    }
    votes::none_under_way(db, question.id)
}

/// The amendment is part of the text from now on.
pub(crate) fn accept(act: &Act<'_>, id: QuestionId) -> Done {
    set_up::sitting(act.db)?;
    let question = questions::debated(act.db, id)?;
    may_be_accepted(act.db, &question)?;
    speeches::end_running(act, id)?;
    questions::decide(act, &question, "carried", "It was accepted, without a vote.")?;
    act.db.insert(
        "INSERT INTO decision(question_id, outcome, text, at) VALUES (?1, 'carried', ?2, ?3)",
        (id, questions::text_decided(act.db, &question)?, act.at),
    )?;
    let label = question.label();
    let upon = question.motion()?.upon.map(|upon| motions::known(act.db, upon)).transpose()?;
    let upon_words = upon.as_ref().map(motions::Motion::in_words).unwrap_or_default();
    Ok(match standing_orders::in_force(act.db)?.amend.accept {
        Accept::Mover => format!("{label} was accepted by the mover of {upon_words}, without a vote."),
        Accept::NoObjection => format!("{label} was accepted into {upon_words}, nobody objecting."),
    })
}
