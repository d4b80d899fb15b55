//! A limit on the whole of a debate: the paper's, with everything debated upon it.
//!
//! Invariant: a limit is a fact of the lowest question; what is left of it is worked out from the speeches, never kept.

use rules::debate_time;
use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::unless_allowed;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::QuestionId;
use crate::questions;
use crate::speakers::{self, Request};
use crate::sql::variant;
use crate::transact::Act;
use crate::votes;

/// A limit and what speeches have taken of it, in ms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) limit_ms: i64,
    pub(crate) used_ms: i64,
}

impl Limit {
    pub(crate) fn left_ms(self) -> i64 {
        self.limit_ms.saturating_sub(self.used_ms)
    }
}

/// The question that the others stand upon.
fn lowest(db: &Db, question: QuestionId) -> Result<QuestionId, Fault> {
    db.one(
        "WITH RECURSIVE down(id, upon_id) AS (
           SELECT id, upon_id FROM question WHERE id = ?1
           UNION ALL SELECT q.id, q.upon_id FROM question q JOIN down ON q.id = down.upon_id)
         SELECT id FROM down WHERE upon_id IS NULL",
        [question],
        |r| r.get(0),
    )
}

/// The limit of the debate that a question belongs to, and what it has taken by `now`.
pub(crate) fn of(db: &Db, question: QuestionId, now: i64) -> Result<Option<Limit>, Fault> {
    let lowest = lowest(db, question)?;
    let set: Option<Option<i64>> = db.row(
        "SELECT limit_ms FROM debate_limit WHERE question_id = ?1 ORDER BY id DESC LIMIT 1",
        [lowest],
        |r| r.get(0),
    )?;
    let Some(limit_ms) = set.flatten() else { return Ok(None) };
    let speeches = db.rows(
        "WITH RECURSIVE debate(id) AS (
           SELECT ?1 UNION ALL SELECT q.id FROM question q JOIN debate ON q.upon_id = debate.id)
         SELECT r.role, s.used_ms + CASE WHEN s.running_since IS NULL THEN 0 ELSE max(0, ?2 - s.running_since) END
         FROM debate JOIN request r ON r.question_id = debate.id JOIN speech s ON s.request_id = r.id",
        (lowest, now),
        |r| Ok((variant(r, 0)?, r.get::<_, i64>(1)?)),
    )?;
    let used_ms = speeches.iter().filter(|(role, _)| debate_time::counts(*role)).map(|(_, used)| used).sum();
    Ok(Some(Limit { limit_ms, used_ms }))
}

pub(crate) fn limit(act: &Act<'_>, id: QuestionId, minutes: Option<u32>) -> Done {
    let question = questions::debated(act.db, id)?;
    votes::none_under_way(act.db, id)?;
    let limit_ms = minutes.map(debate_time::limit_ms).transpose()?;
    let lowest = questions::known(act.db, lowest(act.db, question.id)?)?;
    if minutes.is_none() && of(act.db, lowest.id, act.at)?.is_none() {
        let sentence = format!("The debate on {} is not limited.", lowest.in_words());
        return Err(Refusal::new("debate.no_limit", sentence).into());
    }
    act.db.insert(
        "INSERT INTO debate_limit(question_id, limit_ms, at) VALUES (?1, ?2, ?3)",
        (lowest.id, limit_ms, act.at),
    )?;
    Ok(match minutes {
        Some(minutes) => format!(
            "The debate on {} was limited to {} in all.",
            lowest.in_words(),
            counted(u64::from(minutes), "minute", "minutes")
        ),
        None => format!("The limit on the debate on {} was lifted.", lowest.in_words()),
    })
}

/// How many share what is left with somebody who is called: those of the debate who wait, they among them.
pub(crate) fn sharing(db: &Db, question: QuestionId) -> Result<u32, Fault> {
    let waiting = speakers::waiting(db, question)?;
    let sharing = waiting.iter().filter(|request| debate_time::counts(request.role)).count();
    Ok(u32::try_from(sharing).unwrap_or(u32::MAX))
}

/// Whether the limit leaves anything for somebody who waits.
pub(crate) fn time_left(db: &Db, request: &Request, now: i64) -> Result<(), Halt> {
    let limit = of(db, request.question, now)?.filter(|_| debate_time::counts(request.role));
    let Some(limit) = limit else { return Ok(()) };
    Ok(debate_time::share(limit.left_ms(), sharing(db, request.question)?, i64::MAX).map(|_| ())?)
}

/// What a speech is granted, in ms: its share of a limit, else what the standing orders give.
pub(crate) fn granted(act: &Act<'_>, request: &Request, by_orders_ms: i64) -> Result<i64, Halt> {
    let limit = of(act.db, request.question, act.at)?.filter(|_| debate_time::counts(request.role));
    let Some(limit) = limit else { return Ok(by_orders_ms) };
    match debate_time::share(limit.left_ms(), sharing(act.db, request.question)?, by_orders_ms) {
        Ok(share) => Ok(share),
        Err(refusal) => unless_allowed(act, Err(refusal)).map(|()| by_orders_ms),
    }
}
