//! How a paper leaves conference without a vote: not moved, remitted, referred back, next business, adjourned, guillotined,
//! not reached. And how an adjourned debate goes on.
//!
//! Invariant: a paper that leaves takes with it the amendments that are before conference upon it; those that wait fall,
//! unless it may come back. An adjourned debate keeps its questions and its list of speakers.

use rules::fate::{Before, Fate, may_befall};
use rules::motion::State;
use rules::procedure::may_remit;
use rules::refusal::Refusal;
use rules::share::and_then;

use super::{Motion, all, known, set_state};
use crate::allow::{said, unless_allowed};
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{ItemId, MotionId};
use crate::questions::{self, Question};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{composites, parts, procedures, set_up, speakers, speeches, standing_orders, votes};

/// How far a paper has come, with its open question and those upon it, the lowest first.
pub(crate) fn before(db: &Db, motion: MotionId) -> Result<(Before, Vec<Question>), Halt> {
    let stack = questions::of_paper(db, motion)?;
    let before = match stack.first().map(|question| question.state.as_str()) {
        None => Before::No,
        Some("called") => Before::Called,
        Some(_) => Before::Moved,
    };
    Ok((before, stack))
}

/// What becomes of a paper that is not voted on, as the chair says.
pub(crate) fn dispose(act: &Act<'_>, motion: MotionId, fate: Fate, reason: &str) -> Done {
    set_up::set(act.db)?;
    said("reason", reason)?;
    let paper = known(act.db, motion)?;
    unless_allowed(act, may_leave(act.db, &paper, fate)?)?;
    leaves(act, motion, fate, reason)
}

/// Whether the chair may let that befall a paper: nothing waits before conference, and its mover agreed where that is asked.
pub(crate) fn may_leave(db: &Db, paper: &Motion, fate: Fate) -> Result<Result<(), Refusal>, Halt> {
    let (before, stack) = before(db, paper.id)?;
    // What cannot be at all is said first.
    may_befall(&paper.label(), paper.kind, paper.state, before, fate)?;
    let Some(question) = stack.first() else { return Ok(Ok(())) };
    if let Err(refusal) = procedures::may_leave(db, stack.last())? {
        return Ok(Err(refusal));
    }
    if fate != Fate::Remitted {
        return Ok(Ok(()));
    }
    let (by, agreed) = (standing_orders::in_force(db)?.remit, procedures::remission_asked(db, question.id)?);
    Ok(may_remit(&paper.in_words(), by, agreed))
}

/// A paper leaves conference, by what was agreed.
pub(crate) fn leaves(act: &Act<'_>, motion: MotionId, fate: Fate, reason: &str) -> Done {
    set_up::set(act.db)?;
    let reason = said("reason", reason)?;
    let paper = known(act.db, motion)?;
    let (before, stack) = before(act.db, motion)?;
    may_befall(&paper.label(), paper.kind, paper.state, before, fate)?;
    if before != Before::No {
        set_up::sitting(act.db)?;
    }
    for question in &stack {
        votes::none_under_way(act.db, question.id)?;
    }
    for question in stack.iter().rev() {
        let Some(own) = question.paper().filter(|_| question.part.is_none()) else {
            parts::put_off(act, question)?;
            procedures::withdrawn(act, question)?;
            continue;
        };
        leave(act, question, fate)?;
        if own.id != motion {
            set_state(act, own.id, fate.state(), &format!("With {}.", paper.in_words()))?;
        }
    }
    set_state(act, motion, fate.state(), &reason)?;
    if !fate.may_come_back() {
        questions::let_fall(act, motion, &format!("{} {}.", paper.label(), fate.in_words()))?;
    }
    let fallen = match stack.first() {
        Some(question) => questions::fallen(act, question.item)?,
        None => String::new(),
    };
    let released = composites::released(act.db, motion)?;
    let told = format!("{} {}: {reason}", paper.label(), fate.in_words());
    Ok(and_then(&told, &format!("{fallen}{released}")))
}

/// Conference closes: what it has not decided is not reached, whether it waited, was put aside in its debate, or adjourned.
pub(crate) fn close_the_rest(act: &Act<'_>) -> Result<(), Halt> {
    let reason = "Conference closed before it was decided.";
    for paper in all(act.db)? {
        // An amendment may have gone with its paper.
        if !known(act.db, paper.id)?.state.is_undecided() {
            continue;
        }
        let (_, stack) = before(act.db, paper.id)?;
        for question in stack.iter().rev() {
            let Some(own) = question.paper().filter(|_| question.part.is_none()) else {
                parts::put_off(act, question)?;
                procedures::withdrawn(act, question)?;
                continue;
            };
            leave(act, question, Fate::NotReached)?;
            if own.id != paper.id {
                set_state(act, own.id, State::NotReached, reason)?;
            }
        }
        set_state(act, paper.id, State::NotReached, reason)?;
    }
    Ok(())
}

/// A question leaves conference: whoever is at the rostrum has finished; an adjourned one keeps its list.
fn leave(act: &Act<'_>, question: &Question, fate: Fate) -> Result<(), Halt> {
    speeches::end_running(act, question.id)?;
    if fate == Fate::Adjourned {
        act.db.run("UPDATE question SET state = 'adjourned' WHERE id = ?1", [question.id])?;
        return Ok(());
    }
    dispose_of(act, question, &name_of(&fate.state())?)
}

fn dispose_of(act: &Act<'_>, question: &Question, outcome: &str) -> Result<(), Halt> {
    speakers::send_home(act, question.id)?;
    act.db.run(
        "UPDATE question SET state = 'disposed', decided_at = ?2 WHERE id = ?1",
        (question.id, act.at),
    )?;
    act.db.insert(
        "INSERT INTO decision(question_id, outcome, text, at) VALUES (?1, ?2, ?3, ?4)",
        (question.id, outcome, questions::text_decided(act.db, question)?, act.at),
    )?;
    Ok(())
}

/// An adjourned paper that does not come back before conference leaves its debate for good.
pub(super) fn leave_adjourned(act: &Act<'_>, motion: MotionId, to: State) -> Result<(), Halt> {
    if matches!(to, State::OnAgenda | State::Moved) {
        return Ok(());
    }
    for question in questions::adjourned(act.db, motion)? {
        dispose_of(act, &question, &name_of(&to)?)?;
        if !question.is_on(motion) {
            set_adjourned_amendment(act, question.motion()?.id)?;
        }
    }
    Ok(())
}

/// An amendment whose debate was adjourned with its paper's falls with it. Its own question is disposed of already.
fn set_adjourned_amendment(act: &Act<'_>, amendment: MotionId) -> Result<(), Halt> {
    set_state(act, amendment, State::Falls, "With its paper.")
}

/// An adjourned debate goes on where it stopped, under the item that is before conference.
pub(crate) fn resume(act: &Act<'_>, paper: &Motion, item: ItemId) -> Done {
    for question in questions::adjourned(act.db, paper.id)? {
        let state = questions::step_back(act.db, &question)?;
        act.db
            .run("UPDATE question SET state = ?2, item_id = ?3 WHERE id = ?1", (question.id, state, item))?;
        let to = if state == "called" { State::OnAgenda } else { State::Moved };
        set_state(act, question.motion()?.id, to, "The debate goes on.")?;
    }
    Ok(format!("The debate on {}, {}, goes on.", paper.in_words(), paper.title))
}
