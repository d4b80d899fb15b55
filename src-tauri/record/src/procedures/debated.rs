//! Who may speak where something was moved from the floor, and where a debate is closed.

use rules::procedure::{Debate, Heard, Kind, may_be_debated as rule};
use rules::refusal::Refusal;
use rules::speakers::{Role, Side};

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::QuestionId;
use crate::questions::Question;
use crate::speakers::{self, Request};
use crate::sql::variant;

/// By what the debate on a question was closed: closure that was carried, or the previous question that was lost.
pub(crate) fn closed(db: &Db, question: QuestionId) -> Result<Option<Kind>, Fault> {
    db.row(
        "SELECT p.kind FROM question q JOIN procedure p ON p.id = q.procedure_id
         WHERE q.upon_id = ?1 AND q.state = 'decided' AND (p.kind = 'closure' AND q.outcome = 'carried'
           OR p.kind = 'previous_question' AND q.outcome IN ('lost', 'not_carried'))
         ORDER BY q.id DESC LIMIT 1",
        [question],
        |r| variant(r, 0),
    )
}

fn is_closed(question: &Question) -> Refusal {
    Refusal::new("question.closed", format!("The debate on {} is closed.", question.in_words()))
        .allowed_by("Put the question.")
        .by_reason()
}

/// Refuses where the debate is closed; amendments are not taken then.
pub(crate) fn none_closed(db: &Db, question: &Question) -> Result<Result<(), Refusal>, Fault> {
    Ok(if closed(db, question.id)?.is_some() { Err(is_closed(question)) } else { Ok(()) })
}

/// Whether somebody may still be heard: on what is closed the mover replies, and nobody else speaks.
pub(crate) fn may_be_called(db: &Db, question: &Question, role: Role) -> Result<Result<(), Refusal>, Fault> {
    match closed(db, question.id)? {
        Some(Kind::Closure) if role == Role::Reply => Ok(Ok(())),
        Some(_) => Ok(Err(is_closed(question))),
        None => Ok(Ok(())),
    }
}

/// Whether somebody may ask to speak to what was moved from the floor, to an amendment, and to what is closed.
pub(crate) fn may_be_debated(
    db: &Db,
    question: &Question,
    asked: &Request,
) -> Result<Result<(), Refusal>, Halt> {
    let role = asked.role;
    if let Err(refusal) = may_be_called(db, question, role)? {
        return Ok(Err(refusal));
    }
    if question.part.is_some() {
        let sentence = format!("{} is put by itself, and not debated.", question.label());
        return Ok(Err(Refusal::new("procedure.no_debate", sentence)
            .allowed_by("Put the question.")
            .by_reason()));
    }
    if role == Role::Reply && question.procedure().is_some() {
        let sentence = format!("There is no reply on {}.", question.in_words());
        return Ok(Err(Refusal::new("reply.none", sentence).allowed_by("Put the question.").by_reason()));
    }
    let platform = role == Role::Platform;
    let Some(procedure) = question.procedure() else {
        // What is said in moving, seconding and replying is no debate.
        let debates = matches!(role, Role::Speaker | Role::Platform) && question.on_amendment();
        let debate = super::terms(db, Kind::Amendment)?.debate;
        if !debates || debate == Debate::Open {
            return Ok(Ok(()));
        }
        let who = Heard { side: asked.side, mover: false, platform };
        return Ok(rule(Kind::Amendment, debate, who, &sides_taken(db, question, true)?));
    };
    let who = Heard { side: asked.side, mover: asked.named() == procedure.moved_by, platform };
    Ok(rule(procedure.kind, procedure.terms.debate, who, &sides_taken(db, question, false)?))
}

/// The sides of those who wait and were heard; of those alone who speak in the debate, where that is asked.
fn sides_taken(db: &Db, question: &Question, debaters: bool) -> Result<Vec<Side>, Fault> {
    let mut all = speakers::waiting(db, question.id)?;
    all.extend(speakers::heard(db, question.id)?);
    all.extend(speakers::at_rostrum(db, question.id)?);
    let counts = |one: &&Request| !debaters || matches!(one.role, Role::Speaker | Role::Platform);
    Ok(all.iter().filter(counts).map(|one| one.side).collect())
}

/// Conference agreed to a vote in parts upon this question, and nobody has named a part yet.
pub(crate) fn parts_agreed(db: &Db, question: &Question) -> Result<bool, Fault> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(false) };
    db.one(
        "SELECT EXISTS (SELECT 1 FROM question q JOIN procedure p ON p.id = q.procedure_id
                        WHERE q.upon_id = ?1 AND p.kind = 'parts' AND q.outcome = 'carried')
            AND NOT EXISTS (SELECT 1 FROM part WHERE motion_id = ?2)",
        (question.id, paper.id),
        |r| r.get(0),
    )
}
