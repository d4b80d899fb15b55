//! Challenges to the committee: that a paper it has ruled out be placed on the agenda, that a composite be dissolved, that a
//! paper be taken elsewhere. Each is a paper of its own, debated and voted on like any other, upon the committee's report or by
//! itself; the committee has the right to reply (§5).
//!
//! Invariant: a challenge that is carried does nothing by itself. It is proposed, and the chair carries it out by an act.

use rules::challenge::{Ground, may_be_challenged};
use rules::motion::{MotionKind, State};
use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::NewMotion;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId, QuestionId};
use crate::motions::{self, Motion};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{composites, programme, questions, set_up, standing_orders};

/// What is challenged, on what ground, and of a place the item that is asked for.
pub(crate) type Challenged = (MotionId, Ground, Option<ItemId>);

/// A delegate challenges what the committee has done with a paper.
pub(crate) fn make(
    act: &Act<'_>,
    (of, ground, to): Challenged,
    by: &str,
    reason: &str,
    item: ItemId,
) -> Done {
    set_up::set(act.db)?;
    let (by, reason) = (said("body that challenges", by)?, said("reason", reason)?);
    let paper = motions::known(act.db, of)?;
    let to = to.filter(|_| ground == Ground::Place).map(|to| programme::known(act.db, to)).transpose()?;
    let under: Option<ItemId> =
        act.db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [of], |r| r.get(0))?;
    let elsewhere = to.as_ref().map(|to| Some(to.id) != under);
    let composited = composites::has_sources(act.db, of)?;
    may_be_challenged(&paper.label(), ground, paper.state, composited, elsewhere)?;
    let open: Option<MotionId> = act.db.row(
        "SELECT c.motion_id FROM challenge c JOIN motion m ON m.id = c.motion_id
         WHERE c.of_id = ?1 AND c.ground = ?2 AND c.to_item_id IS ?3 AND m.state IN ('on_agenda', 'moved', 'adjourned')",
        (of, name_of(&ground)?, to.as_ref().map(|to| to.id)),
        |r| r.get(0),
    )?;
    if let Some(open) = open {
        let label = motions::known(act.db, open)?.label();
        let sentence = format!("{label} is on the agenda and asks the same.");
        return Err(Refusal::new("challenge.made", sentence).into());
    }
    let number: i64 = act.db.one("SELECT 1 + count(*) FROM challenge", [], |r| r.get(0))?;
    let number = format!("CH{number}");
    let asked_for = to.as_ref().map(|to| to.named()).unwrap_or_default();
    let wording = ground.wording(&paper.in_words(), &asked_for);
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
        "INSERT INTO challenge(motion_id, of_id, ground, to_item_id, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        (motion, of, name_of(&ground)?, to.map(|to| to.id), &reason),
    )?;
    Ok(format!("{by} challenged {}: {reason}", ground.in_words(&paper.in_words())))
}

/// What a challenge is about.
pub(crate) struct Challenge {
    pub(crate) of: MotionId,
    pub(crate) ground: Ground,
    pub(crate) to: Option<ItemId>,
    pub(crate) reason: String,
}

/// What a challenge is about.
pub(crate) fn of(db: &Db, challenge: MotionId) -> Result<Option<Challenge>, Fault> {
    db.row("SELECT of_id, ground, to_item_id, reason FROM challenge WHERE motion_id = ?1", [challenge], |r| {
        Ok(Challenge { of: r.get(0)?, ground: variant(r, 1)?, to: r.get(2)?, reason: r.get(3)? })
    })
}

/// What a carried challenge asked for can still be done.
pub(crate) fn waits(db: &Db, challenge: &Challenge) -> Result<bool, Halt> {
    let paper = motions::known(db, challenge.of)?;
    Ok(match challenge.ground {
        Ground::Ruling => paper.state == State::RuledOut,
        Ground::Composite => paper.state == State::OnAgenda,
        Ground::Place => {
            let under: Option<ItemId> =
                db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [paper.id], |r| r.get(0))?;
            paper.state == State::OnAgenda && under != challenge.to
        }
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
    let Some(challenge) = of(db, paper.id)? else { return Ok(None) };
    let of = motions::known(db, challenge.of)?;
    let (name, stays) = (of.in_words(), of.state.in_words());
    Ok(Some(match challenge.ground {
        Ground::Ruling => (
            format!("the committee’s ruling is overturned, and {name} goes on the agenda."),
            format!("the ruling stands; {name} stays {stays}."),
        ),
        Ground::Composite => (
            format!("{name} is dissolved, and what it was made of is taken as it stood."),
            format!("{name} stays on the agenda in the place of what it was made of."),
        ),
        Ground::Place => {
            let to = challenge.to.map(|to| programme::known(db, to)).transpose()?;
            let to = to.map(|to| to.named()).unwrap_or_default();
            (
                format!("{name} is taken under {to}."),
                format!("{name} stays where the committee has placed it."),
            )
        }
    }))
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
    let about = of(act.db, challenge)?
        .ok_or_else(|| Refusal::new("challenge.unknown", "There is no such challenge."))?;
    if paper.state != State::Carried {
        let sentence = format!("{} is {}.", paper.label(), paper.state.in_words());
        return Err(Refusal::new("challenge.not_carried", sentence)
            .allowed_by("Conference decides it first.")
            .into());
    }
    let why = format!("{} was carried.", paper.label());
    match about.ground {
        Ground::Ruling => motions::put_on_by_vote(act, about.of, &why),
        Ground::Composite => composites::dissolve(act, about.of, &why),
        Ground::Place => {
            let of = motions::known(act.db, about.of)?;
            let to = about.to.ok_or_else(|| Fault::new("a challenge to a place names no item"))?;
            if !waits(act.db, &about)? {
                let sentence = format!("{} is not to be moved: it is {}.", of.label(), of.state.in_words());
                return Err(Refusal::new("challenge.done", sentence).into());
            }
            questions::may_fall(act.db, &of, true)?;
            motions::take_under(act, of.id, to)?;
            let to = programme::known(act.db, to)?.named();
            Ok(format!("By a vote of conference {} is taken under {to}: {why}", of.in_words()))
        }
    }
}
