//! What the right to speak and the right of reply rest on, for one request.
//!
//! Invariant: facts only; whether they suffice is for `rules::speakers`.

use rules::amending::AmendmentDebate;
use rules::joint_debate::may_speak_again;
use rules::refusal::Refusal;
use rules::speakers::{ReplyFacts, Role, Side, Spoken, may_reply, may_speak};
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
    if let Err(refusal) = may_speak_again(asked.role, joint::stands(db, paper.id)?.0) {
        return Ok(Err(refusal));
    }
    // Whoever moves or seconds an amendment in the joint debate is called on by the agenda.
    if asked.moves.is_some() {
        return Ok(Ok(()));
    }
    Ok(match asked.role {
        Role::PointOfOrder | Role::Information => Ok(()),
        Role::Reply => may_reply(&reply(db, asked, &question, paper)?, orders.reply, &orders.speak, called),
        Role::Mover | Role::Seconder | Role::Speaker | Role::Platform => {
            // Where amendments are debated together with the motion it is one debate, and one speech in it.
            let together = orders.amend.debate == AmendmentDebate::GroupedThenVotes;
            let speak =
                Speak { again_on_amendment: orders.speak.again_on_amendment && !together, ..orders.speak };
            may_speak(asked.role, &spoken(db, asked, &question, paper.id, now)?, &speak)
        }
    })
}

fn spoken(db: &Db, asked: &Request, question: &Question, paper: MotionId, now: i64) -> Result<Spoken, Halt> {
    let beneath = match question.upon {
        Some(motion) if question.on_amendment() => speeches_on(db, motion, asked)?,
        Some(_) | None => 0,
    };
    let (today, _) = speeches_of(db, asked, &set_up::today(db, now)?)?;
    Ok(Spoken {
        here: speeches_on(db, question.id, asked)?,
        beneath,
        seconded_formally: question.formally_seconded && seconds(db, paper, asked)?,
        in_session: in_session(db, question, asked)?,
        today,
    })
}

fn is_a_speech(request: &Request) -> bool {
    match request.role {
        Role::Mover | Role::Seconder | Role::Speaker | Role::Platform => true,
        Role::Reply | Role::PointOfOrder | Role::Information => false,
    }
}

fn speeches_on(db: &Db, question: QuestionId, asked: &Request) -> Result<u32, Fault> {
    let speaking = at_rostrum(db, question)?;
    let theirs = |other: &&Request| is_a_speech(other) && same_person(other, asked);
    let count = heard(db, question)?.iter().chain(speaking.as_ref()).filter(theirs).count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
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

/// Who has the right of reply on a question and has neither asked for it nor used it: the mover of the motion, as heard.
pub(crate) fn replier(db: &Db, question: &Question, now: i64) -> Result<Option<Request>, Halt> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(None) };
    let motion = paper.upon.filter(|_| question.on_amendment()).unwrap_or(paper.id);
    let Some(mover) = in_the_right_of(db, "mover", motion, false)?.into_iter().next() else {
        return Ok(None);
    };
    let speaking = at_rostrum(db, question.id)?;
    let here = [waiting(db, question.id)?, heard(db, question.id)?].concat();
    let mut replies = here.iter().chain(speaking.as_ref()).filter(|one| one.role == Role::Reply);
    let asked = Request { id: RequestId(0), question: question.id, role: Role::Reply, again: false, ..mover };
    if replies.any(|one| same_body(one, &asked)) {
        return Ok(None);
    }
    let open = procedures::may_be_debated(db, question, Role::Reply, Side::For)?.is_ok();
    Ok((open && may(db, &asked, false, now)?.is_ok()).then_some(asked))
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
    // A speech that was reserved and is not called by now lapses with the reply.
    let others = |one: &&Request| one.role != Role::Reply && !one.reserved && !same_person(one, asked);
    Ok(ReplyFacts {
        on_amendment,
        first_amendment: first == Some(paper.id),
        moved_motion,
        moved_amendment,
        replied: replies.iter().any(|one| one.id != asked.id && same_body(one, asked)),
        opposed: heard(db, question.id)?.iter().any(|one| one.side == Side::Against),
        // Once conference has closed the debate nobody who waits is heard any more.
        others_wait: procedures::closed(db, question.id)?.is_none()
            && waiting(db, question.id)?.iter().any(|one| others(&one)),
    })
}
