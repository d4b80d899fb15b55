//! A question is moved and seconded, and goes back where its mover or seconder was not heard.
//!
//! Invariant: what was moved from the floor was moved when it came before conference; nobody takes that back but by
//! withdrawing it.

use rules::motion::State;
use rules::refusal::Refusal;
use rules::speakers::Role;

use super::{Question, debated, joint};
use crate::allow::unless_allowed;
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::QuestionId;
use crate::transact::Act;
use crate::{motions, procedures, speeches, standing_orders};

/// The state that a question comes to when somebody speaks to it in this right; none where it stays as it is. `joint`: they
/// move or second what is debated together with it.
///
/// Whoever speaks first moves it: a seconder who is to be heard before the mover is given the floor as its mover, so that
/// there is nothing to allow here.
pub(crate) fn step(question: &Question, role: Role, joint: bool) -> Result<Option<&'static str>, Refusal> {
    match role {
        Role::Mover | Role::Seconder if joint && question.state == "called" => Err(not_moved(question)),
        Role::Mover | Role::Seconder if joint => Ok(None),
        Role::Mover if question.state == "called" => Ok(Some("moved")),
        Role::Seconder if question.state == "called" => Err(not_moved(question)),
        Role::Seconder if question.state == "moved" => Ok(Some("seconded")),
        Role::Mover | Role::Seconder | Role::Speaker | Role::Reply | Role::PointOfOrder | Role::Platform => {
            Ok(None)
        }
    }
}

/// No text is before conference that could be seconded, spoken to or amended. What the chair may do about it all the same is
/// to take it as moved ([`second_formally`]); on that everything else follows.
pub(super) fn not_moved(question: &Question) -> Refusal {
    Refusal::new("question.not_moved", format!("{} has not been moved yet.", question.label()))
        .allowed_by("Call its mover first.")
}

/// Moved and seconded formally, without a speech, is the chair's to allow: its mover may still speak.
pub(crate) fn may_be_taken_as_moved(question: &Question) -> Result<(), Refusal> {
    if question.state == "called" { Err(not_moved(question).by_reason()) } else { Ok(()) }
}

/// A mover or seconder at the rostrum takes the question a step further.
pub(crate) fn advance(act: &Act<'_>, question: &Question, to: &str) -> Result<(), Halt> {
    act.db.run("UPDATE question SET state = ?2 WHERE id = ?1", (question.id, to))?;
    if let Some(paper) = question.paper().filter(|paper| paper.state == State::OnAgenda) {
        motions::set_state(act, paper.id, State::Moved, "It was moved.")?;
    }
    Ok(())
}

/// Where a question stands by those who were heard alone, when its mover or seconder goes back unheard.
pub(crate) fn step_back(db: &Db, question: &Question) -> Result<&'static str, Halt> {
    let (moved, seconded, asked): (bool, bool, bool) = db.one(
        "SELECT EXISTS (SELECT 1 FROM request WHERE question_id = ?1 AND role = 'mover' AND moves_id IS NULL AND state = 'heard'),
                EXISTS (SELECT 1 FROM request WHERE question_id = ?1 AND role = 'seconder' AND moves_id IS NULL AND state = 'heard'),
                EXISTS (SELECT 1 FROM request WHERE question_id = ?1 AND role = 'mover' AND moves_id IS NULL)",
        [question.id],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
    )?;
    // What was debated together with another paper was moved there: nobody was ever asked to move it here.
    let there = match question.paper() {
        Some(paper) => joint::stands(db, paper.id)?.0.debated(),
        None => true,
    };
    let moved = moved || there || (question.formally_seconded && !asked);
    match (moved, seconded || question.formally_seconded) {
        (true, true) => Ok("seconded"),
        (true, false) => Ok("moved"),
        (false, false) => Ok("called"),
        (false, true) => Err(Refusal::new(
            "question.seconded",
            format!("{} has been seconded since it was moved.", question.label()),
        )
        .allowed_by("Let the mover finish: the speech ends.")
        .into()),
    }
}

/// The question stands where [`step_back`] says; one that is not moved is on the agenda again.
pub(crate) fn put_back(act: &Act<'_>, question: &Question, state: &str) -> Result<(), Halt> {
    act.db.run("UPDATE question SET state = ?2 WHERE id = ?1", (question.id, state))?;
    if let Some(paper) = question.paper().filter(|_| state == "called") {
        motions::set_state(act, paper.id, State::OnAgenda, "Its mover was not heard.")?;
    }
    Ok(())
}

/// Seconded without a speech: the seconder has not spoken, and may still; whether a place in the queue is kept for it is
/// the key `speak.reserved_seconding`. Conference is asked for a seconder when the mover has finished (§4, step 2): a
/// mover whose clock has run is heard by that; one who has not begun yet stays at the rostrum.
pub(crate) fn second_formally(act: &Act<'_>, id: QuestionId) -> Done {
    let question = debated(act.db, id)?;
    if let Some(procedure) = question.procedure().filter(|_| question.state == "moved") {
        return Err(procedures::seconder_unnamed(procedure).into());
    }
    if question.state == "seconded" {
        let unasked = question.procedure().is_some_and(|moved| !moved.terms.seconder);
        let stands = if unasked { "needs no seconder" } else { "is seconded already" };
        return Err(Refusal::new("question.seconded", format!("{} {stands}.", question.label())).into());
    }
    unless_allowed(act, may_be_taken_as_moved(&question))?;
    let finished = if question.state == "called" {
        advance(act, &question, "moved")?;
        format!("{} was taken as moved. ", question.label())
    } else {
        speeches::mover_finishes(act, id)?
    };
    act.db.run("UPDATE question SET state = 'seconded', formally_seconded = 1 WHERE id = ?1", [id])?;
    // Where its debate has been held there is none to speak in later.
    let debated = match question.paper() {
        Some(paper) => joint::stands(act.db, paper.id)?.0.debated(),
        None => false,
    };
    let reserves = standing_orders::in_force(act.db)?.speak.reserved_seconding && !debated;
    let seconder = if reserves {
        "UPDATE request SET role = 'speaker', reserved = 1
         WHERE question_id = ?1 AND role = 'seconder' AND moves_id IS NULL AND state = 'waiting'"
    } else {
        "UPDATE request SET state = 'withdrawn'
         WHERE question_id = ?1 AND role = 'seconder' AND moves_id IS NULL AND state = 'waiting'"
    };
    act.db.run(seconder, [id])?;
    let paper = question.motion()?;
    let body = motions::party(act.db, paper.id, "seconder")?;
    Ok(match body {
        Some(body) if debated => format!("{finished}{} was seconded formally by {body}.", paper.label()),
        Some(body) if reserves => {
            format!("{finished}{} was seconded formally by {body}, who may still speak.", paper.label())
        }
        Some(body) => format!(
            "{finished}{} was seconded formally by {body}; under these standing orders no speech is reserved by that.",
            paper.label()
        ),
        None => format!("{finished}{} was seconded formally.", paper.label()),
    })
}
