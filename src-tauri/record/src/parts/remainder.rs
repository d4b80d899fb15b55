//! What a vote in parts leaves of a paper, and how it is decided.
//!
//! Invariant: the rest is put when every part has been voted on, and never passed over; where nothing is left, the chair
//! says so.

use rules::motion::{MotionKind, State};
use rules::parts as rule;
use rules::refusal::Refusal;

use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{MotionId, QuestionId};
use crate::motions::{self, Motion};
use crate::parts::{PartState, of_motion, voted, waiting};
use crate::questions::{self, Question};
use crate::transact::Act;
use crate::{consequences, programme, set_up, speeches, texts, votes};

/// What is put when the question is on the paper itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remainder {
    /// No part of it has been voted on.
    Untouched,
    /// Every part voted on was carried.
    Whole,
    /// Some part fell.
    Rest,
}

/// What is put when the paper is.
pub(crate) fn remainder(db: &Db, motion: MotionId) -> Result<Remainder, Fault> {
    let parts = of_motion(db, motion)?;
    Ok(if parts.iter().any(|part| part.state.fell()) {
        Remainder::Rest
    } else if parts.iter().any(|part| part.state == PartState::Carried) {
        Remainder::Whole
    } else {
        Remainder::Untouched
    })
}

/// How the vote in parts went, told with the result of the rest: ` Last paragraph lost. The remaining motion carried.`
/// Empty where the question was not divided.
pub(crate) fn account(db: &Db, question: &Question, outcome: &str) -> Result<String, Fault> {
    let Some(paper) = question.paper() else { return Ok(String::new()) };
    if question.part.is_some() || question.remainder == Remainder::Untouched {
        return Ok(String::new());
    }
    let voted = voted(db, paper.id)?;
    Ok(format!(" {}", rule::account(&voted, noun(paper), &outcome.replace('_', " "))))
}

fn noun(paper: &Motion) -> &'static str {
    match paper.kind {
        MotionKind::Motion | MotionKind::Amendment | MotionKind::Emergency | MotionKind::Late => "motion",
        MotionKind::RuleChange => "rule change",
        MotionKind::Report => "report",
        MotionKind::Challenge => "challenge",
        MotionKind::Composite => "composite",
        MotionKind::Statement => "statement",
    }
}

/// Refuses to put the rest while a part waits, and where no rest is left.
pub(crate) fn rest_may_be_put(db: &Db, question: &Question) -> Result<(), Halt> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(()) };
    if let Some(part) = waiting(db, paper.id)?.first() {
        let sentence = format!("Conference votes on {} first, by itself.", part.of(paper));
        return Err(Refusal::new("parts.waiting", sentence)
            .allowed_by("Put the part, or take it with the rest.")
            .into());
    }
    if nothing_remains(db, question)? {
        let sentence = format!("Every part of {} was lost: nothing remains to be put.", paper.in_words());
        return Err(Refusal::new("parts.nothing_remains", sentence)
            .allowed_by("Declare that nothing remains.")
            .into());
    }
    Ok(())
}

/// Every part fell, and the parts were all of it.
pub(crate) fn nothing_remains(db: &Db, question: &Question) -> Result<bool, Halt> {
    if question.part.is_some() || question.remainder != Remainder::Rest {
        return Ok(false);
    }
    match texts::stands(db, question.motion()?.id) {
        Ok(text) => Ok(text.paragraphs().is_empty()),
        Err(Halt::Refusal(_)) => Ok(false),
        Err(fault @ Halt::Fault(_)) => Err(fault),
    }
}

/// Where every part was lost there is no rest to be put: the paper is lost with them.
pub(crate) fn declare_nothing_remains(act: &Act<'_>, id: QuestionId) -> Done {
    set_up::sitting(act.db)?;
    votes::by_the_chair(act)?;
    let question = questions::debated(act.db, id)?;
    question.motion()?;
    if !nothing_remains(act.db, &question)? {
        let sentence = format!("Something of {} remains to be put.", question.in_words());
        return Err(Refusal::new("parts.something_remains", sentence).into());
    }
    votes::none_under_way(act.db, id)?;
    speeches::end_running(act, id)?;
    questions::decide(act, &question, "lost", "Every part of it was lost.")?;
    act.db.insert(
        "INSERT INTO decision(question_id, outcome, text, at) VALUES (?1, 'lost', '', ?2)",
        (id, act.at),
    )?;
    let closed = programme::conclude(act, question.item)?;
    Ok(format!(
        "Every part of {} was lost. Nothing remains to be put, and it is lost.{closed}",
        question.in_words()
    ))
}

/// What the paper comes to when the result of one of its parts is corrected after it was decided: lost where nothing of it
/// is left; as its own vote had it where something is; on the agenda again where nothing was left to be voted on, and now
/// something is: then, and only then, there is no decision to write again.
pub(crate) fn decide_again(act: &Act<'_>, paper: &Question, text: &str) -> Result<bool, Halt> {
    let (decided, voted): (String, Option<String>) = act.db.one(
        "SELECT d.outcome, (SELECT outcome FROM result WHERE vote_id = (SELECT vote_id FROM result WHERE id = d.result_id)
                            ORDER BY id DESC LIMIT 1)
         FROM decision d WHERE d.question_id = ?1 ORDER BY d.id DESC LIMIT 1",
        [paper.id],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let fate = match voted {
        Some(_) if text.is_empty() => "lost".to_owned(),
        Some(outcome) => outcome,
        None if !text.is_empty() => {
            on_the_agenda_again(act, paper.motion()?)?;
            return Ok(false);
        }
        None => decided,
    };
    act.db.run("UPDATE question SET outcome = ?2 WHERE id = ?1", (paper.id, &fate))?;
    motions::set_state(act, paper.motion()?.id, questions::fate(&fate)?, "A part of it was corrected.")?;
    Ok(true)
}

/// The question on the paper itself that was taken last.
pub(crate) fn on_paper_last(db: &Db, motion: MotionId) -> Result<Option<QuestionId>, Fault> {
    db.one("SELECT max(id) FROM question WHERE motion_id = ?1 AND part_id IS NULL", [motion], |r| r.get(0))
}

fn on_the_agenda_again(act: &Act<'_>, paper: &Motion) -> Result<(), Halt> {
    let standing = consequences::confirmed_of(act.db, paper.id)?;
    if let Some(fell) = standing.first() {
        let sentence = format!("Nothing remained of {}, and so: {}", paper.in_words(), fell.in_words());
        return Err(Refusal::new("parts.fell_with_it", sentence)
            .allowed_by("Let what fell stand again, and correct the result then.")
            .into());
    }
    motions::set_state(act, paper.id, State::OnAgenda, "Something of it remains after all.")
}
