//! Challenges to the committee: that a paper it has ruled out be placed on the agenda. Each is a paper of its own, debated and
//! voted on like any other, upon the committee's report or by itself; the committee has the right to reply (§5).
//!
//! Invariant: a challenge that is carried does nothing by itself. It is proposed, and the chair carries it out by an act.

use rules::motion::{MotionKind, State};
use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::NewMotion;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId, QuestionId};
use crate::motions::{self, Motion};
use crate::transact::Act;
use crate::{set_up, standing_orders};

/// A delegate challenges the ruling on a paper.
pub(crate) fn make(act: &Act<'_>, of: MotionId, by: &str, reason: &str, item: ItemId) -> Done {
    set_up::set(act.db)?;
    let (by, reason) = (said("body that challenges", by)?, said("reason", reason)?);
    let paper = motions::known(act.db, of)?;
    if paper.state != State::RuledOut {
        return Err(Refusal::new(
            "challenge.nothing_ruled",
            format!("{} is {}: there is no ruling to challenge.", paper.label(), paper.state.in_words()),
        )
        .into());
    }
    let open: Option<MotionId> = act.db.row(
        "SELECT c.motion_id FROM challenge c JOIN motion m ON m.id = c.motion_id
         WHERE c.of_id = ?1 AND m.state IN ('on_agenda', 'moved', 'adjourned')",
        [of],
        |r| r.get(0),
    )?;
    if let Some(open) = open {
        let label = motions::known(act.db, open)?.label();
        let sentence = format!("{label} is on the agenda and asks the same.");
        return Err(Refusal::new("challenge.made", sentence).into());
    }
    let number: i64 = act.db.one("SELECT 1 + count(*) FROM challenge", [], |r| r.get(0))?;
    let number = format!("CH{number}");
    let wording = format!("That {} be placed on the agenda", paper.in_words());
    let new = NewMotion {
        number: number.clone(),
        kind: MotionKind::Challenge,
        title: wording.clone(),
        mover: Some(by.clone()),
        paragraphs: vec![format!("{wording}.")],
        two_thirds: standing_orders::in_force(act.db)?.challenge_two_thirds,
        item: Some(item),
        ..NewMotion::default()
    };
    motions::add(act, &new)?;
    let motion: MotionId =
        act.db
            .one("SELECT id FROM motion WHERE number = ?1 AND kind = 'challenge'", [&number], |r| r.get(0))?;
    act.db.insert(
        "INSERT INTO challenge(motion_id, of_id, reason) VALUES (?1, ?2, ?3)",
        (motion, of, &reason),
    )?;
    Ok(format!("{by} challenged the committee’s ruling on {}: {reason}", paper.in_words()))
}

/// What a challenge is about.
pub(crate) fn of(db: &Db, challenge: MotionId) -> Result<Option<(MotionId, String)>, Fault> {
    db.row("SELECT of_id, reason FROM challenge WHERE motion_id = ?1", [challenge], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })
}

/// Every challenge, newest first.
pub(crate) fn all(db: &Db) -> Result<Vec<MotionId>, Fault> {
    db.rows("SELECT motion_id FROM challenge ORDER BY id DESC", [], |r| r.get(0))
}

/// Challenges under an item that can be called.
pub(crate) fn callable(db: &Db, item: ItemId) -> Result<Vec<Motion>, Fault> {
    Ok(motions::of_item(db, item)?
        .into_iter()
        .filter(|paper| paper.kind == MotionKind::Challenge && paper.state == State::OnAgenda)
        .collect())
}

/// What a vote for, and against, a challenge would do; none where the paper is none.
pub(crate) fn effects(db: &Db, paper: &Motion) -> Result<Option<(String, String)>, Halt> {
    let Some((of, _)) = of(db, paper.id)? else { return Ok(None) };
    let of = motions::known(db, of)?;
    Ok(Some((
        format!("the committee’s ruling is overturned, and {} goes on the agenda.", of.in_words()),
        format!("the ruling stands; {} stays {}.", of.in_words(), of.state.in_words()),
    )))
}

/// The committee may reply to a challenge.
pub(crate) fn ask_the_committee(act: &Act<'_>, question: QuestionId) -> Result<(), Fault> {
    act.db.insert(
        "INSERT INTO request(question_id, name, body, role, side, position, state, again, asked_at)
         SELECT ?1, ?2, ?2, 'platform', 'against', 1 + ifnull(max(position), 0), 'waiting', 0, ?3
         FROM request WHERE question_id = ?1",
        (question, crate::reports::COMMITTEE, act.at),
    )?;
    Ok(())
}

/// What was carried is done: the paper is on the agenda.
pub(crate) fn carry_out(act: &Act<'_>, challenge: MotionId) -> Done {
    let paper = motions::known(act.db, challenge)?;
    let (of, _) = of(act.db, challenge)?
        .ok_or_else(|| Refusal::new("challenge.unknown", "There is no such challenge."))?;
    if paper.state != State::Carried {
        let sentence = format!("{} is {}.", paper.label(), paper.state.in_words());
        return Err(Refusal::new("challenge.not_carried", sentence)
            .allowed_by("Conference decides it first.")
            .into());
    }
    motions::put_on_by_vote(act, of, &format!("{} was carried.", paper.label()))
}
