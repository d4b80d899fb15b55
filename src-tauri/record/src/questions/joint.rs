//! A motion that is debated together with its amendments: one debate, upon the motion, in which each is moved; then a vote on
//! each, and on the motion as it then stands.
//!
//! Invariant: each amendment has a question and a vote of its own; only the debate is shared, and what was not moved in it is
//! debated by itself. What nobody seconded in it wants a seconder before its vote.

use rules::amending::AmendmentDebate;
use rules::joint_debate::{self as rule, InDebate, put_at_once};
use rules::motion::State;
use rules::refusal::Refusal;

use super::turn::numbered;
use super::{Question, ask_the_parties, together};
use crate::allow::unless_allowed;
use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::{Fault, Halt, refusal};
use crate::ids::{ItemId, MotionId, QuestionId};
use crate::motions::{self, Motion};
use crate::standing_orders;
use crate::transact::Act;

/// Whoever moves and seconds the amendments stands in the queue of the one debate, in the order of their votes.
pub(super) fn opened(act: &Act<'_>, question: QuestionId, paper: &Motion) -> Result<&'static str, Halt> {
    let grouped = standing_orders::in_force(act.db)?.amend.debate == AmendmentDebate::GroupedThenVotes;
    if !grouped || paper.kind == MotionKind::Amendment {
        return Ok("");
    }
    let mut all = motions::amendments(act.db, paper.id)?;
    all.retain(|amendment| amendment.state == State::OnAgenda);
    for amendment in &all {
        ask_the_parties(act, question, amendment.id, Some(amendment.id))?;
    }
    Ok(match all.len() {
        0 => "",
        1 => " Its amendment is debated with it, and voted on before it.",
        _ => " Its amendments are debated with it, and then voted on one after the other.",
    })
}

/// How an amendment stands in the debate on what it would amend, and who moves it there.
pub(crate) fn stands(db: &Db, amendment: MotionId) -> Result<(InDebate, String), Fault> {
    let found = db.row(
        "SELECT state, name,
                EXISTS (SELECT 1 FROM request s WHERE s.moves_id = ?1 AND s.role = 'seconder' AND s.state IN ('speaking', 'heard'))
         FROM request
         WHERE moves_id = ?1 AND role = 'mover' AND state IN ('waiting', 'speaking', 'heard')
         ORDER BY state = 'waiting', id DESC LIMIT 1",
        [amendment],
        |r| Ok((r.get::<_, String>(0)?, r.get(1)?, r.get(2)?)),
    )?;
    Ok(match found {
        None => (InDebate::Not, String::new()),
        Some((state, name, _)) if state == "waiting" => (InDebate::Waits, name),
        Some((_, name, false)) => (InDebate::Moved, name),
        Some((_, name, true)) => (InDebate::Seconded, name),
    })
}

/// A question on a motion waits for the votes on what was moved in its debate.
pub(super) fn all_voted_on(db: &Db, question: &Question) -> Result<Result<(), Refusal>, Fault> {
    let Some(paper) = question.paper().filter(|_| question.upon.is_none() && question.part.is_none()) else {
        return Ok(Ok(()));
    };
    for amendment in motions::amendments(db, paper.id)? {
        let waits = amendment.state == State::OnAgenda && stands(db, amendment.id)?.0.debated();
        if waits && refusal(motions::fits(db, &amendment))?.is_none() {
            return Ok(rule::all_voted_on(Some(&amendment.label())));
        }
    }
    Ok(rule::all_voted_on(None))
}

/// What is debated in one debate with a motion and has not been voted on: `amendments 4.1 and 4.2`; empty where there is none.
pub(crate) fn to_be_voted_on(db: &Db, question: &Question, motion: MotionId) -> Result<String, Fault> {
    if question.upon.is_some() || !held_on(db, question.id)? {
        return Ok(String::new());
    }
    let mut with = motions::amendments(db, motion)?;
    with.retain(|amendment| amendment.state == State::OnAgenda);
    let mut debated = Vec::with_capacity(with.len());
    for amendment in with {
        if stands(db, amendment.id)?.0 != InDebate::Not {
            debated.push(amendment);
        }
    }
    Ok(numbered(&debated))
}

/// What was moved in the debate on a question, or waits to be.
pub(crate) fn held_on(db: &Db, question: QuestionId) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS (SELECT 1 FROM request WHERE question_id = ?1 AND moves_id IS NOT NULL
                        AND state IN ('waiting', 'speaking', 'heard'))",
        [question],
        |r| r.get(0),
    )
}

/// An amendment that was moved in the joint debate is put at once; none where it is debated by itself.
pub(super) fn called(
    act: &Act<'_>,
    item: ItemId,
    paper: &Motion,
    upon: QuestionId,
    beneath: &Motion,
) -> Result<Option<String>, Halt> {
    let (stands, mover) = stands(act.db, paper.id)?;
    match put_at_once(&paper.label(), &mover, stands) {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(refusal) => {
            unless_allowed(act, Err(refusal))?;
            // It is taken by itself: nobody waits in the joint debate for it.
            act.db.run(
                "UPDATE request SET state = 'withdrawn' WHERE moves_id = ?1 AND state = 'waiting'",
                [paper.id],
            )?;
            return Ok(None);
        }
    }
    super::make_way(act, Some(upon))?;
    let seconded = stands == InDebate::Seconded;
    let held = together::Held { with: beneath, upon: Some(upon), seconded };
    let (question, words) = together::put_in_sequence(act, item, paper, &held)?;
    if seconded {
        return Ok(Some(words));
    }
    // Whoever was to second it there may do so here.
    act.db.run(
        "UPDATE request SET question_id = ?2, moves_id = NULL
         WHERE moves_id = ?1 AND role = 'seconder' AND state = 'waiting'",
        (paper.id, question),
    )?;
    Ok(Some(format!("{words} Nobody seconded it there.")))
}
