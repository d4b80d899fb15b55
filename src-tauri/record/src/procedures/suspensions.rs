//! Suspensions of standing orders, and debates that are adjourned: until when.
//!
//! Invariant: a suspension is in force from the vote that carried it to the time that it named; nobody has to end it.

use rules::motion::State;
use rules::refusal::Refusal;

use super::debated_on;
use super::moving::in_words;
use crate::allow::unless_allowed;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::QuestionId;
use crate::motions::Motion;
use crate::questions;
use crate::transact::Act;
use crate::when;
use crate::{set_up, standing_orders};

/// A suspension that conference agreed to.
pub(crate) struct Suspension {
    pub(crate) orders: String,
    pub(crate) purpose: String,
    pub(crate) ends_at: i64,
}

impl Suspension {
    /// `standing order 7`, `standing orders 7 and 9`; as given where it is not numbers.
    pub(crate) fn in_words(&self) -> String {
        let named = in_words(&self.orders);
        if named.is_empty() { "standing orders".to_owned() } else { named }
    }
}

/// Every suspension that was carried, oldest first.
pub(crate) fn suspensions(db: &Db) -> Result<Vec<Suspension>, Fault> {
    db.rows(
        "SELECT p.orders, p.purpose, p.ends_at FROM procedure p JOIN question q ON q.procedure_id = p.id
         WHERE p.kind = 'suspension' AND q.outcome = 'carried' AND p.ends_at IS NOT NULL ORDER BY q.id",
        [],
        |r| Ok(Suspension { orders: r.get(0)?, purpose: r.get(1)?, ends_at: r.get(2)? }),
    )
}

/// Papers whose debate conference adjourned until a time, as it last did, and that wait; and the time.
pub(crate) fn adjourned_until(db: &Db) -> Result<Vec<(Motion, i64)>, Halt> {
    let mut found: Vec<(Motion, i64)> = Vec::new();
    let all = db.rows(
        "SELECT q.id, p.ends_at FROM procedure p JOIN question q ON q.procedure_id = p.id
         WHERE p.kind = 'adjourn_debate' AND q.outcome = 'carried' ORDER BY q.id DESC",
        [],
        |r| Ok((r.get::<_, QuestionId>(0)?, r.get::<_, Option<i64>>(1)?)),
    )?;
    let mut seen = Vec::new();
    for (question, until) in all {
        let Some(on) = debated_on(db, &questions::known(db, question)?)? else { continue };
        let Some(paper) = on.paper().filter(|paper| paper.state == State::Adjourned) else { continue };
        // What was adjourned again since waits for the later time, or for none.
        if seen.contains(&paper.id) {
            continue;
        }
        seen.push(paper.id);
        found.extend(until.map(|at| (paper.clone(), at)));
    }
    Ok(found)
}

/// The moment that `15:30` names, the next time the clocks show it; none where nothing was named.
pub(super) fn until(act: &Act<'_>, clock: Option<&str>) -> Result<Option<i64>, Halt> {
    let Some(clock) = clock.map(str::trim).filter(|clock| !clock.is_empty()) else { return Ok(None) };
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let at = match when::moment(zone, clock) {
        Ok(at) => at,
        Err(_) => when::next(zone, act.at, clock)?,
    };
    if at <= act.at {
        return Err(Refusal::new("procedure.past", format!("{clock} is past."))
            .allowed_by("Name a time that is still to come.")
            .into());
    }
    Ok(Some(at))
}

/// Until when a suspension lasts; one longer than the standing orders allow is the chair's to allow.
pub(super) fn ends_at(act: &Act<'_>, clock: Option<&str>) -> Result<i64, Halt> {
    let at = until(act, clock)?.ok_or_else(|| {
        Refusal::new("procedure.no_end", "A suspension of standing orders has an end.")
            .allowed_by("Say until when.")
    })?;
    let longest = standing_orders::in_force(act.db)?.suspend.max_minutes;
    let rule = if let Some(longest) = longest.filter(|most| at - act.at > i64::from(*most) * 60_000) {
        Err(Refusal::new(
            "procedure.too_long",
            format!("A suspension of standing orders lasts {longest} minutes at most."),
        )
        .allowed_by("Name an earlier end.")
        .by_reason())
    } else {
        Ok(())
    };
    unless_allowed(act, rule)?;
    Ok(at)
}
