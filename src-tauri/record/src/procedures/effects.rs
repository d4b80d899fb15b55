//! What follows when something that was moved from the floor is declared.
//!
//! Invariant: a result that conference has heard is never refused for what should follow from it: what cannot be done by
//! itself is told, and the chair does it.

use rules::motion::State;
use rules::procedure::Kind;
use rules::share::capital;
use rules::speakers::Role;

use super::moving::in_words;
use super::{Procedure, beneath, chair, conference, debated_on, is_on};
use crate::command::Fate;
use crate::halt::{Fault, Halt};
use crate::motions;
use crate::questions::{self, Question};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{speakers, speeches};

/// What follows, done and told: a sentence with a blank before it; empty where nothing more does.
pub(crate) fn carry_out(act: &Act<'_>, question: &Question, outcome: &str) -> Result<String, Halt> {
    let Some(procedure) = question.procedure() else { return Ok(String::new()) };
    match follow(act, question, procedure, outcome == "carried") {
        Ok(told) if told.is_empty() => Ok(told),
        Ok(told) => Ok(format!(" {told}")),
        Err(Halt::Refusal(refusal)) => {
            Ok(format!(" What follows is to be done by hand: {}", refusal.sentence))
        }
        Err(fault @ Halt::Fault(_)) => Err(fault),
    }
}

fn follow(act: &Act<'_>, question: &Question, procedure: &Procedure, carried: bool) -> Result<String, Halt> {
    match (procedure.kind, carried) {
        (Kind::Challenge, carried) => {
            let fate = if carried { "The ruling stands." } else { "The ruling is overturned." };
            Ok(format!("{fate}{}", back(act, question)?))
        }
        (Kind::NoConfidence, true) => {
            let why = "Conference has no confidence in the chair.";
            chair::leave(act, &procedure.acting, why, Some(question.id))?;
            Ok(format!("{} presides from now on.", procedure.acting))
        }
        (Kind::NoConfidence, false) => Ok(back(act, question)?.trim_start().to_owned()),
        (Kind::AdjournConference, true) => conference::rise(act, procedure.ends_at),
        (Kind::AdjournDebate, true) => {
            leave(act, question, Fate::Adjourned, "Conference adjourned the debate.")
        }
        (Kind::NextBusiness, true) => {
            leave(act, question, Fate::NextBusiness, "Conference proceeded to the next business.")
        }
        (Kind::PreviousQuestion, true) => {
            leave(act, question, Fate::NextBusiness, "The previous question was carried.")
        }
        (Kind::Remission, true) => leave(act, question, Fate::Remitted, "Conference remitted it."),
        (Kind::ReferenceBack, true) => {
            leave(act, question, Fate::ReferredBack, "Conference referred it back.")
        }
        (Kind::Withdrawal, true) => {
            let under = beneath(act.db, question)?.ok_or_else(|| Fault::new("leave to withdraw nothing"))?;
            questions::taken_back(act, under.id, "Conference gave leave.")
        }
        (Kind::Closure, true) => reply(act, question),
        (Kind::Suspension, true) => {
            let orders = in_words(&procedure.orders);
            let bind = if orders.starts_with("standing orders") { "bind" } else { "binds" };
            Ok(format!("{} no longer {bind} for this purpose.", capital(&orders)))
        }
        (Kind::PreviousQuestion, false) => {
            let on = is_on(act.db, question)?;
            if let Some(on) = &on {
                speeches::end_running(act, on.id)?;
            }
            Ok(on.map_or_else(String::new, |on| format!("{} is put at once.", on.label())))
        }
        (
            Kind::Suspension
            | Kind::AdjournConference
            | Kind::AdjournDebate
            | Kind::NextBusiness
            | Kind::Remission
            | Kind::ReferenceBack
            | Kind::Withdrawal
            | Kind::Closure,
            false,
        )
        | (Kind::Parts | Kind::QuorumCall | Kind::PointOfOrder | Kind::Amendment | Kind::Motion, _) => {
            Ok(String::new())
        }
    }
}

fn leave(act: &Act<'_>, question: &Question, fate: Fate, why: &str) -> Result<String, Halt> {
    let paper = debated_on(act.db, question)?.ok_or_else(|| Fault::new("no paper to put aside"))?;
    motions::leaves(act, paper.motion()?.id, fate, why)
}

/// After closure the mover of the motion replies, where there is one who has not (§2.2 `reply_after_closure`).
fn reply(act: &Act<'_>, question: &Question) -> Result<String, Halt> {
    let Some(under) = is_on(act.db, question)? else { return Ok(String::new()) };
    speeches::end_running(act, under.id)?;
    let Some(paper) = under.paper() else { return Ok(String::new()) };
    let after = super::closing(act.db, Kind::Closure, Some(&under), act.at)?.reply;
    // On an amendment the mover is asked, and may reserve the reply for the motion (§4, step 8).
    if under.on_amendment() || !after || paper.state != State::Moved {
        return Ok(String::new());
    }
    let Some(mover) = speakers::replier(act.db, &under, act.at)? else { return Ok(String::new()) };
    act.db.insert(
        "INSERT INTO request(question_id, delegate_id, delegation_id, name, body, role, side, position, state, again, asked_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'for', 1 + coalesce(max(position), 0), 'waiting', 0, ?7
         FROM request WHERE question_id = ?1",
        (under.id, mover.delegate, mover.delegation, &mover.name, &mover.body, name_of(&Role::Reply)?, act.at),
    )?;
    Ok(format!("{} may reply.", mover.named()))
}

/// The mover took it back: whoever presided over it makes way for the chair.
pub(crate) fn withdrawn(act: &Act<'_>, question: &Question) -> Result<String, Halt> {
    if question.procedure().is_some_and(|procedure| procedure.terms.chair_leaves) {
        return back(act, question);
    }
    Ok(String::new())
}

/// Whoever presided only while this was decided makes way; told with a blank before it.
fn back(act: &Act<'_>, question: &Question) -> Result<String, Halt> {
    Ok(match chair::make_way(act, question.id)? {
        chair::Next::Nobody => String::new(),
        chair::Next::Chair => " The chair took the chair again.".to_owned(),
        chair::Next::Acting(name) => format!(" {name} took the chair again."),
    })
}

/// A result was corrected: what is read from it is other from now on, and what was done upon it the chair puts right.
pub(crate) fn corrected(question: &Question, turned: bool) -> &'static str {
    let Some(procedure) = question.procedure().filter(|_| turned) else { return "" };
    match procedure.kind {
        Kind::Closure | Kind::Suspension | Kind::Parts | Kind::Challenge | Kind::QuorumCall => "",
        Kind::PreviousQuestion
        | Kind::NoConfidence
        | Kind::AdjournConference
        | Kind::AdjournDebate
        | Kind::NextBusiness
        | Kind::Remission
        | Kind::ReferenceBack
        | Kind::Withdrawal
        | Kind::PointOfOrder
        | Kind::Amendment
        | Kind::Motion => " What was done upon the first result is the chair’s to put right.",
    }
}
