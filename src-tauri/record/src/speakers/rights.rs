//! What the right to speak and the right of reply rest on, for one request.
//!
//! Invariant: facts only; whether they suffice is for `rules::speakers`.

use std::ops::Range;

use rules::amending::AmendmentDebate;
use rules::joint_debate::may_speak_again;
use rules::procedure::{Kind, Moving, may_move};
use rules::refusal::Refusal;
use rules::speakers::{ReplyFacts, Role, Side, Spoken, may_follow_the_reply, may_reply, may_speak};
use rules::standing_orders::Speak;

use super::{Request, at_rostrum, heard, request, same_person, speeches_of, waiting};
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{MotionId, QuestionId, RequestId};
use crate::motions::Motion;
use crate::questions::{self, Question, joint};
use crate::{procedures, set_up, standing_orders};

/// Whether the standing orders let them speak. `called`: they are called now; otherwise they only ask.
pub(crate) fn may(db: &Db, asked: &Request, called: bool, now: i64) -> Result<Result<(), Refusal>, Halt> {
    if asked.again {
        return Ok(Ok(()));
    }
    let orders = standing_orders::in_force(db)?;
    let question = questions::known(db, asked.question)?;
    // What was moved from the floor has its own rule of who speaks, and nobody has used their turn by it.
    let Some(paper) = question.paper() else { return Ok(Ok(())) };
    let (stands, _) = joint::stands(db, paper.id)?;
    if let Err(refusal) = may_speak_again(asked.role, stands) {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = may_move_amendment(db, asked, &question)? {
        return Ok(Err(refusal));
    }
    // Whoever moves or seconds an amendment in the joint debate, or seconds after it what was moved there, is called on by the
    // agenda.
    if asked.moves.is_some() || (stands.debated() && asked.role == Role::Seconder) {
        return Ok(Ok(()));
    }
    Ok(match asked.role {
        Role::PointOfOrder => Ok(()),
        Role::Reply => may_reply(&reply(db, asked, &question, paper)?, orders.reply, &orders.speak, called),
        Role::Mover | Role::Seconder | Role::Speaker | Role::Platform => {
            // Where amendments are debated together with the motion it is one debate, and one speech in it.
            let together = orders.amend.debate == AmendmentDebate::GroupedThenVotes;
            let speak =
                Speak { again_on_amendment: orders.speak.again_on_amendment && !together, ..orders.speak };
            let debates = matches!(asked.role, Role::Speaker | Role::Platform);
            let open = if debates { nobody_replied(db, &question)? } else { Ok(()) };
            open.and(may_speak(asked.role, &spoken(db, asked, &question, paper.id, now)?, &speak))
        }
    })
}

/// Refuses where the mover's reply has closed the debate on a question.
pub(crate) fn nobody_replied(db: &Db, question: &Question) -> Result<Result<(), Refusal>, Fault> {
    let replied = db.one(
        "SELECT EXISTS (SELECT 1 FROM request WHERE question_id = ?1 AND role = 'reply' AND state IN ('heard', 'speaking'))",
        [question.id],
        |r| r.get(0),
    )?;
    Ok(may_follow_the_reply(&question.in_words(), replied, standing_orders::in_force(db)?.reply))
}

/// Who moves and seconds an amendment may have to be somebody who has not spoken on its motion (§2.2 `proc.amendment`; NASUWT).
fn may_move_amendment(db: &Db, asked: &Request, question: &Question) -> Result<Result<(), Refusal>, Halt> {
    let motion = match question.upon {
        _ if asked.moves.is_some() => Some(question.id),
        upon if question.on_amendment() => upon,
        _ => None,
    };
    let Some(motion) = motion.filter(|_| matches!(asked.role, Role::Mover | Role::Seconder)) else {
        return Ok(Ok(()));
    };
    let terms = procedures::terms(db, Kind::Amendment)?;
    let speaking = at_rostrum(db, motion)?;
    let on_it = |one: &&Request| is_a_speech(one) && one.moves.is_none();
    let heard = heard(db, motion)?;
    let spoke: Vec<&Request> = heard.iter().chain(speaking.as_ref()).filter(on_it).collect();
    // A body that does not name who moves for it may send whoever has spoken, and the other way about.
    let perhaps = |one: &&&Request| {
        one.delegation.is_some()
            && one.delegation == asked.delegation
            && one.is_unnamed() != asked.is_unnamed()
    };
    let them = Some(Moving {
        spoken: spoke.iter().any(|one| same_person(one, asked)),
        perhaps: spoke.iter().any(|one| perhaps(&one)),
        ..Moving::default()
    });
    let (mover, seconder) = if asked.role == Role::Mover { (them, None) } else { (None, them) };
    Ok(may_move(Kind::Amendment, &terms, mover, seconder, u32::MAX))
}

fn spoken(db: &Db, asked: &Request, question: &Question, paper: MotionId, now: i64) -> Result<Spoken, Halt> {
    let beneath = match question.upon {
        Some(motion) if question.on_amendment() => speeches_on(db, motion, asked)?,
        Some(_) | None => 0,
    };
    let day = set_up::today(db, now)?;
    let (today, _) = speeches_of(db, asked, &day)?;
    Ok(Spoken {
        here: speeches_on(db, question.id, asked)?,
        here_today: on_the_day(db, question.id, asked, &day)?,
        beneath,
        seconded_formally: question.formally_seconded && seconds(db, paper, asked)?,
        in_session: in_session(db, question, asked)?,
        today,
    })
}

fn is_a_speech(request: &Request) -> bool {
    match request.role {
        Role::Mover | Role::Seconder | Role::Speaker | Role::Platform => true,
        Role::Reply | Role::PointOfOrder => false,
    }
}

fn speeches_on(db: &Db, question: QuestionId, asked: &Request) -> Result<u32, Fault> {
    let speaking = at_rostrum(db, question)?;
    let theirs = |other: &&Request| is_a_speech(other) && same_person(other, asked);
    let count = heard(db, question)?.iter().chain(speaking.as_ref()).filter(theirs).count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Speeches of a person on a question that were begun on a day.
fn on_the_day(db: &Db, question: QuestionId, asked: &Request, day: &Range<i64>) -> Result<u32, Fault> {
    let called = db.rows(
        select_request!(
            "WHERE r.question_id = ?1 AND r.state IN ('heard', 'speaking')
               AND EXISTS (SELECT 1 FROM speech s WHERE s.request_id = r.id AND s.called_at >= ?2 AND s.called_at < ?3)"
        ),
        (question, day.start, day.end),
        request,
    )?;
    let theirs = |other: &&Request| is_a_speech(other) && same_person(other, asked);
    Ok(u32::try_from(called.iter().filter(theirs).count()).unwrap_or(u32::MAX))
}

/// Speeches of a person on the items of the session that the question is in.
fn in_session(db: &Db, question: &Question, asked: &Request) -> Result<u32, Fault> {
    let heard = db.rows(
        select_request!(
            "JOIN question q ON q.id = r.question_id JOIN item i ON i.id = q.item_id
             WHERE i.session_id = (SELECT session_id FROM item WHERE id = ?1) AND r.state IN ('heard', 'speaking')
               AND (r.delegate_id = ?2 OR (?2 IS NULL AND r.delegate_id IS NULL AND r.name = ?3 AND r.body = ?4))"
        ),
        (question.item, asked.delegate, &asked.name, &asked.body),
        request,
    )?;
    Ok(u32::try_from(heard.iter().filter(|one| is_a_speech(one)).count()).unwrap_or(u32::MAX))
}

/// Whether their body seconds the paper, as printed.
fn seconds(db: &Db, motion: MotionId, asked: &Request) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS(SELECT 1 FROM party WHERE motion_id = ?1 AND role = 'seconder'
           AND (delegation_id = ?2 OR (body <> '' AND body = ?3)))",
        (motion, asked.delegation, &asked.body),
        |r| r.get(0),
    )
}

/// Speeches in one right on a paper and, where they are asked for, on its amendments.
fn in_the_right_of(db: &Db, role: &str, motion: MotionId, amendments: bool) -> Result<Vec<Request>, Fault> {
    db.rows(
        select_request!(
            "JOIN question q ON q.id = r.question_id JOIN motion m ON m.id = q.motion_id
             WHERE r.role = ?1 AND r.moves_id IS NULL AND r.state IN ('heard', 'speaking') AND (m.id = ?2 OR (?3 AND m.upon_id = ?2))"
        ),
        (role, motion, amendments),
        request,
    )
}

/// Who has the right of reply on a question and has neither asked for it nor used it: the mover of the motion, as heard; of an
/// amendment its own mover, where the standing orders let them sum up.
pub(crate) fn replier(db: &Db, question: &Question, now: i64) -> Result<Option<Request>, Halt> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(None) };
    let motion = paper.upon.filter(|_| question.on_amendment()).unwrap_or(paper.id);
    let movers = in_the_right_of(db, "mover", motion, false)?.into_iter().next();
    let own = in_the_right_of(db, "mover", paper.id, false)?.into_iter().next();
    let own = own.filter(|_| question.on_amendment());
    let speaking = at_rostrum(db, question.id)?;
    let here = [waiting(db, question.id)?, heard(db, question.id)?].concat();
    for mover in movers.into_iter().chain(own) {
        let asked =
            Request { id: RequestId(0), question: question.id, role: Role::Reply, again: false, ..mover };
        if procedures::may_be_debated(db, question, &asked)?.is_err() {
            return Ok(None);
        }
        let mut replies = here.iter().chain(speaking.as_ref()).filter(|one| one.role == Role::Reply);
        if !replies.any(|one| same_body(one, &asked)) && may(db, &asked, false, now)?.is_ok() {
            return Ok(Some(asked));
        }
    }
    Ok(None)
}

/// A reply follows if the debate on a question is closed now: one waits, or somebody has the right to one.
pub(crate) fn reply_follows(db: &Db, question: &Question, now: i64) -> Result<bool, Halt> {
    let waits = waiting(db, question.id)?.iter().any(|one| one.role == Role::Reply);
    Ok(waits || replier(db, question, now)?.is_some())
}

fn same_body(a: &Request, b: &Request) -> bool {
    same_person(a, b)
        || (a.delegation.is_some() && a.delegation == b.delegation)
        || (!a.body.is_empty() && a.body == b.body)
}

fn reply(db: &Db, asked: &Request, question: &Question, paper: &Motion) -> Result<ReplyFacts, Fault> {
    let on_amendment = question.on_amendment();
    let amended = paper.upon.filter(|_| on_amendment);
    let motion = amended.unwrap_or(paper.id);
    let movers = in_the_right_of(db, "mover", motion, false)?;
    let moved_motion = movers.is_empty() || movers.iter().any(|mover| same_body(mover, asked));
    let moved_amendment = on_amendment
        && in_the_right_of(db, "mover", paper.id, false)?.iter().any(|mover| same_body(mover, asked));
    let first = match amended {
        Some(motion) => db.row(
            "SELECT q.motion_id FROM question q JOIN motion m ON m.id = q.motion_id
             WHERE m.upon_id = ?1 AND m.kind = 'amendment' ORDER BY q.id LIMIT 1",
            [motion],
            |r| r.get::<_, MotionId>(0),
        )?,
        None => None,
    };
    let replies = in_the_right_of(db, "reply", motion, true)?;
    let closed = procedures::closed(db, question.id)?.is_some();
    // A speech that was reserved and is not called by now lapses with the reply.
    let others = |one: &&Request| one.role != Role::Reply && !one.reserved && !same_person(one, asked);
    Ok(ReplyFacts {
        on_amendment,
        first_amendment: first == Some(paper.id),
        moved_motion,
        moved_amendment,
        replied: replies.iter().any(|one| one.id != asked.id && same_body(one, asked)),
        opposed: heard(db, question.id)?
            .iter()
            .chain(at_rostrum(db, question.id)?.as_ref())
            .any(|one| one.side == Side::Against),
        // Once conference has closed the debate nobody who waits is heard any more.
        others_wait: !closed && waiting(db, question.id)?.iter().any(|one| others(&one)),
        amendments_wait: !closed && !questions::untaken_if_closed(db, question)?.is_empty(),
    })
}
