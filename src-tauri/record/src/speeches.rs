//! The speech at the rostrum and its clock.
//!
//! Invariant: at most one speech is open on an item, and only that of the item before conference can run; a clock is a
//! fact, and its reading is worked out from it.

use rules::clock::Speech;
use rules::refusal::Refusal;
use rules::share::counted;
use rules::speakers::Role;

use crate::allow::unless_allowed;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, QuestionId, RequestId, SpeechId};
use crate::questions::Question;
use crate::speakers::{self, Request};
use crate::transact::Act;
use crate::{
    debate_limits, motions, place, procedures, programme, questions, rulings, set_up, standing_orders, votes,
};

/// The open speech.
pub(crate) struct Open {
    pub(crate) id: SpeechId,
    pub(crate) request: RequestId,
    pub(crate) clock: Speech,
}

macro_rules! select_open {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.request_id, s.granted_ms, s.warn_ms, s.extra_ms, s.used_ms, s.running_since
             FROM speech s ",
            $rest
        )
    };
}

fn open_row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Open> {
    Ok(Open {
        id: r.get(0)?,
        request: r.get(1)?,
        clock: Speech {
            granted_ms: r.get(2)?,
            warn_ms: r.get(3)?,
            extra_ms: r.get(4)?,
            used_ms: r.get(5)?,
            running_since: r.get(6)?,
            ended: false,
        },
    })
}

/// The open speech on a question.
pub(crate) fn on(db: &Db, question: QuestionId) -> Result<Option<Open>, Fault> {
    db.row(
        select_open!("JOIN request r ON r.id = s.request_id WHERE s.ended_at IS NULL AND r.question_id = ?1"),
        [question],
        open_row,
    )
}

fn of(db: &Db, request: RequestId) -> Result<Open, Halt> {
    db.row(select_open!("WHERE s.ended_at IS NULL AND s.request_id = ?1"), [request], open_row)?
        .ok_or_else(|| Refusal::new("speech.none", "Nobody is at the rostrum for that request.").into())
}

fn keep(act: &Act<'_>, id: SpeechId, clock: &Speech) -> Result<(), Fault> {
    act.db
        .run(
            "UPDATE speech SET extra_ms = ?2, used_ms = ?3, running_since = ?4, ended_at = ?5 WHERE id = ?1",
            (id, clock.extra_ms, clock.used_ms, clock.running_since, clock.ended.then_some(act.at)),
        )
        .map(|_| ())
}

pub(crate) fn call(act: &Act<'_>, id: RequestId) -> Done {
    set_up::sitting(act.db)?;
    let request = speakers::known(act.db, id)?;
    speakers::waits(&request)?;
    let question = questions::debated(act.db, request.question)?;
    place::is_here(act.db, question.item)?;
    votes::none_under_way(act.db, question.id)?;
    unless_allowed(act, rulings::none_comes(act.db, question.id)?)?;
    let step = questions::step(&question, request.role, request.moves.is_some())?;
    unless_allowed(act, procedures::may_be_called(act.db, &question, request.role)?)?;
    unless_allowed(act, speakers::may(act.db, &request, true, act.at)?)?;
    let unheard = end_running(act, question.id)?;
    end_beneath(act, &question)?;
    let orders = standing_orders::in_force(act.db)?;
    let (by_orders_ms, warn_ms) =
        orders.speech_time(request.role, question.on_amendment() || request.moves.is_some());
    let granted_ms = debate_limits::granted(act, &request, by_orders_ms)?;
    act.db.insert(
        "INSERT INTO speech(request_id, called_at, granted_ms, warn_ms, extra_ms, used_ms) VALUES (?1, ?2, ?3, ?4, 0, 0)",
        (id, act.at, granted_ms, warn_ms.min(granted_ms)),
    )?;
    act.db.run("UPDATE request SET state = 'speaking' WHERE id = ?1", [id])?;
    if let Some(step) = step {
        questions::advance(act, &question, step)?;
    }
    let called =
        format!("{} was called to speak {}.", request.named(), purpose(act.db, &request, &question)?);
    Ok(match unheard {
        // They may have spoken without the clock, or never have come to the rostrum: only the chair knows.
        Some(name) => {
            format!("{called} {name} is put down as heard, though the clock was not started.")
        }
        None => called,
    })
}

/// Whether the standing orders let a request be called; what stands in the way at the rostrum is another matter.
pub(crate) fn may_be_called(db: &Db, question: &Question, id: RequestId, now: i64) -> Result<(), Halt> {
    let request = speakers::known(db, id)?;
    questions::step(question, request.role, request.moves.is_some())?;
    procedures::may_be_called(db, question, request.role)??;
    speakers::may(db, &request, true, now)??;
    debate_limits::time_left(db, &request, now)
}

/// In the one debate of a group whoever moves or seconds another of its papers speaks for that.
fn of_the_group(db: &Db, request: &Request, question: &Question) -> Result<Option<String>, Halt> {
    let role = match request.role {
        Role::Mover => "mover",
        Role::Seconder => "seconder",
        Role::Speaker | Role::Reply | Role::PointOfOrder | Role::Platform => {
            return Ok(None);
        }
    };
    let Some(paper) = question.paper().filter(|_| question.upon.is_none()) else { return Ok(None) };
    let Some(item) = question.item else { return Ok(None) };
    let theirs = |of: &motions::Motion| -> Result<bool, Halt> {
        Ok(motions::party(db, of.id, role)?.is_some_and(|body| body == request.body))
    };
    if theirs(paper)? {
        return Ok(None);
    }
    for other in programme::debated_with(db, item)? {
        if theirs(&other)? {
            return Ok(Some(other.in_words()));
        }
    }
    Ok(None)
}

fn purpose(db: &Db, request: &Request, question: &Question) -> Result<String, Halt> {
    let paper = match request.moves {
        Some(amendment) => motions::known(db, amendment)?.in_words(),
        None => match of_the_group(db, request, question)? {
            Some(paper) => paper,
            None => question.in_words(),
        },
    };
    Ok(match request.role {
        Role::Mover => format!("moving {paper}"),
        Role::Seconder => format!("seconding {paper}"),
        Role::Reply => format!("in reply on {paper}"),
        Role::Speaker | Role::Platform | Role::PointOfOrder => {
            format!("{} {paper}", speakers::side_in_words(request.side))
        }
    })
}

/// The state that the question goes back to with whoever is at the rostrum; none where they took it no further.
pub(crate) fn goes_back_to(
    db: &Db,
    question: &Question,
    request: &Request,
) -> Result<Option<&'static str>, Halt> {
    match request.role {
        Role::Mover | Role::Seconder if request.moves.is_some() => Ok(None),
        Role::Mover | Role::Seconder => questions::step_back(db, question).map(Some),
        Role::Speaker | Role::Reply | Role::PointOfOrder | Role::Platform => Ok(None),
    }
}

pub(crate) fn take_back(act: &Act<'_>, id: RequestId) -> Done {
    let request = speakers::known(act.db, id)?;
    let open = of(act.db, id)?;
    let question = questions::known(act.db, request.question)?;
    let back = goes_back_to(act.db, &question, &request)?;
    keep(act, open.id, &open.clock.end(act.at)?)?;
    act.db.run("UPDATE request SET state = 'waiting' WHERE id = ?1", [id])?;
    if let Some(state) = back {
        questions::put_back(act, &question, state)?;
    }
    Ok(format!("{} went back to the queue.", request.named()))
}

pub(crate) fn start(act: &Act<'_>, id: RequestId) -> Done {
    set_up::sitting(act.db)?;
    let request = speakers::known(act.db, id)?;
    let open = of(act.db, id)?;
    place::is_here(act.db, questions::debated(act.db, request.question)?.item)?;
    unless_allowed(act, rulings::none_pending(act.db, request.question)?)?;
    let resumed = open.clock.used_ms > 0;
    let clock = if resumed { open.clock.resume(act.at)? } else { open.clock.start(act.at)? };
    keep(act, open.id, &clock)?;
    Ok(format!("{} {}.", request.named(), if resumed { "went on" } else { "began" }))
}

pub(crate) fn stop(act: &Act<'_>, id: RequestId) -> Done {
    let request = speakers::known(act.db, id)?;
    let open = of(act.db, id)?;
    keep(act, open.id, &open.clock.pause(act.at)?)?;
    Ok(format!("The clock of {} was stopped.", request.named()))
}

pub(crate) fn extend(act: &Act<'_>, id: RequestId, seconds: u32) -> Done {
    let request = speakers::known(act.db, id)?;
    let open = of(act.db, id)?;
    if seconds == 0 || seconds > 3600 {
        return Err(Refusal::new("clock.extra_time", "Extra time is between one second and an hour.").into());
    }
    keep(act, open.id, &open.clock.extend(i64::from(seconds) * 1000)?)?;
    Ok(format!("{} was given {} more.", request.named(), counted(u64::from(seconds), "second", "seconds")))
}

pub(crate) fn end(act: &Act<'_>, id: RequestId) -> Done {
    let request = speakers::known(act.db, id)?;
    let open = of(act.db, id)?;
    unless_allowed(act, rulings::none_pending(act.db, request.question)?)?;
    let ended = open.clock.end(act.at)?;
    keep(act, open.id, &ended)?;
    act.db.run("UPDATE request SET state = 'heard' WHERE id = ?1", [id])?;
    Ok(format!("{} finished after {}.", request.named(), rules::clock::digits(ended.used_ms)))
}

/// Whoever was interrupted has finished, once somebody speaks to what was moved from the floor.
fn end_beneath(act: &Act<'_>, question: &Question) -> Result<(), Halt> {
    let mut at = question.procedure().and(question.upon);
    while let Some(id) = at {
        end_running(act, id)?;
        at = questions::known(act.db, id)?.upon;
    }
    Ok(())
}

/// Whoever is at the rostrum on a question has finished. Gives their name if their clock never ran.
pub(crate) fn end_running(act: &Act<'_>, question: QuestionId) -> Result<Option<String>, Halt> {
    let Some(open) = on(act.db, question)? else { return Ok(None) };
    let ended = open.clock.end(act.at)?;
    keep(act, open.id, &ended)?;
    act.db.run("UPDATE request SET state = 'heard' WHERE id = ?1", [open.request])?;
    if ended.used_ms > 0 {
        return Ok(None);
    }
    Ok(Some(speakers::known(act.db, open.request)?.named()))
}

/// The mover at the rostrum has finished, once the clock has run. Says so, with a space after it.
pub(crate) fn mover_finishes(act: &Act<'_>, question: QuestionId) -> Result<String, Halt> {
    let Some(open) = on(act.db, question)? else { return Ok(String::new()) };
    let begun = open.clock.used_ms > 0 || open.clock.running_since.is_some();
    let speaks = speakers::known(act.db, open.request)?;
    if !begun || speaks.role != Role::Mover || speaks.moves.is_some() {
        return Ok(String::new());
    }
    Ok(format!("{} ", end(act, open.request)?))
}

/// The clocks of an item that is put aside stand still; and those between two items, when one is taken or conference rises.
pub(crate) fn stop_all(act: &Act<'_>, place: Option<ItemId>) -> Result<(), Halt> {
    let running = act.db.rows(
        select_open!(
            "JOIN request r ON r.id = s.request_id JOIN question q ON q.id = r.question_id
             WHERE s.ended_at IS NULL AND s.running_since IS NOT NULL AND q.item_id IS ?1"
        ),
        [place],
        open_row,
    )?;
    for open in running {
        keep(act, open.id, &open.clock.pause(act.at)?)?;
    }
    Ok(())
}

/// A clock that an act taken back or done again has set running runs from now: nobody spoke while it stood, and a clock
/// that ran through it runs on undisturbed. One that was put back after a time away reads again what it read then.
pub(crate) fn run_from_now(act: &Act<'_>) -> Result<(), Fault> {
    let running = act.db.rows(
        "SELECT s.id, json_extract(p.before, '$.used_ms'), json_extract(p.before, '$.running_since'),
           (SELECT s.used_ms + max(0, json_extract(a.before, '$.settled_at') - s.running_since)
            FROM journal_pending a WHERE a.tbl = 'away' AND json_extract(a.before, '$.speech_id') = s.id
              AND json_extract(a.before, '$.settled') = 'as_at_the_last_act' AND json_extract(a.after, '$.settled') IS NULL)
         FROM speech s JOIN journal_pending p ON p.tbl = 'speech' AND p.pk = s.id
         WHERE s.running_since IS NOT NULL AND p.before IS NOT NULL
           AND p.n = (SELECT min(n) FROM journal_pending WHERE tbl = 'speech' AND pk = s.id)",
        [],
        |r| Ok((r.get::<_, SpeechId>(0)?, r.get::<_, i64>(1)?, r.get::<_, Option<i64>>(2)?, r.get::<_, Option<i64>>(3)?)),
    )?;
    for (id, stood, since, before_put_back) in running {
        act.db.run(
            "UPDATE speech SET used_ms = ?2, running_since = ?3 WHERE id = ?1",
            (id, before_put_back.unwrap_or(stood), since.unwrap_or(act.at)),
        )?;
    }
    Ok(())
}

/// A speech that ran and runs is the same speech, however its time was reckoned since.
pub(crate) fn ran_on(table: &str, now: &[u8], then: &[u8]) -> bool {
    let apart = |image: &[u8]| {
        let mut row: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(image).ok()?;
        row.remove("used_ms");
        let since = row.remove("running_since")?;
        (!since.is_null()).then_some(row)
    };
    table == "speech" && apart(now).is_some_and(|now| apart(then) == Some(now))
}
