//! Suspensions of standing orders, and until when.
//!
//! Invariant: a suspension is in force from the vote that carried it to the time that it named; nobody has to end it.

use rules::refusal::Refusal;

use crate::allow::unless_allowed;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::transact::Act;
use crate::when;
use crate::{set_up, standing_orders};

/// A suspension that conference agreed to.
pub(crate) struct Suspension {
    pub(crate) orders: String,
    pub(crate) purpose: String,
    pub(crate) ends_at: i64,
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

/// The moment that `15:30` names on the day that conference is at; none where nothing was named.
pub(super) fn until(act: &Act<'_>, clock: Option<&str>) -> Result<Option<i64>, Halt> {
    let Some(clock) = clock.map(str::trim).filter(|clock| !clock.is_empty()) else { return Ok(None) };
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let day = when::local_day(zone, act.at).ok_or_else(|| Fault::new("no such day"))?;
    let at = match when::moment(zone, clock) {
        Ok(at) => at,
        Err(_) => when::instant(zone, day, when::time_of_day(clock)?)?,
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
