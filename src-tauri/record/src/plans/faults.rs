//! Times of the order of business, as it stands, that cannot be: what a draft of it would be told.
//!
//! Invariant: they are found by the rule that lays a draft out, and said in its words. What is printed is looked at, not how
//! late business runs: the forecast says that.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use rules::plan::{Fault as Wrong, Line, Sitting, lay_out};
use rules::timetable::ItemState;

use super::is_begun;
use super::present::{Known, runs, sessions, stands_off};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, SessionId};
use crate::programme::{self, Item};
use crate::when;

/// A session, what is known of it, and its lines.
type OfSession<'a> = (SessionId, &'a Known, Vec<&'a Item>);

/// Sentences by session, and by line.
#[derive(Default)]
pub(crate) struct Faults {
    pub(crate) sessions: BTreeMap<SessionId, Vec<String>>,
    pub(crate) items: BTreeMap<ItemId, Vec<String>>,
}

/// What cannot be about the order of business as it stands.
pub(crate) fn faults(db: &Db, zone: Tz) -> Result<Faults, Fault> {
    let sessions = sessions(db)?;
    let items: Vec<Item> =
        programme::all(db)?.into_iter().filter(|item| item.state != ItemState::NotReached).collect();
    let mut days: BTreeMap<&str, Vec<OfSession<'_>>> = BTreeMap::new();
    for (id, lines) in runs(&items) {
        if let Some(known) = sessions.get(&id) {
            days.entry(&known.day).or_default().push((id, known, lines));
        }
    }
    let mut found = Faults::default();
    for mut day in days.into_values() {
        day.sort_by_key(|(_, known, _)| (known.start, known.end));
        of_day(&day, zone, &mut found);
    }
    Ok(found)
}

fn of_day(day: &[OfSession<'_>], zone: Tz, found: &mut Faults) {
    let names: Vec<&str> = day.iter().map(|(_, known, _)| known.name.as_str()).collect();
    let clock = |at| when::hours_minutes(zone, at);
    let sittings: Vec<Sitting> = day.iter().map(|(_, known, lines)| sitting(known, lines)).collect();
    for ((id, known, lines), (of_session, laid)) in day.iter().zip(lay_out(&sittings)) {
        let sentences = |wrong: &[Wrong]| -> Vec<String> {
            wrong.iter().map(|wrong| wrong.sentence(&known.name, &names, clock)).collect()
        };
        if !of_session.is_empty() {
            found.sessions.insert(*id, sentences(&of_session));
        }
        for (item, laid) in lines.iter().zip(laid) {
            let odd = Some(clock(laid.start)).filter(|_| !is_begun(item));
            let odd = odd.and_then(|clock| odd_hour(&known.name, &clock));
            let told: Vec<String> = sentences(&laid.faults).into_iter().chain(odd).collect();
            if !told.is_empty() {
                found.items.insert(item.id, told);
            }
        }
    }
}

fn sitting(known: &Known, items: &[&Item]) -> Sitting {
    let mut free = known.start;
    // What comes after begun business keeps its own time: the lines are laid out as if that took none.
    let mut behind = false;
    let lines = items.iter().map(|item| Line {
        at: (stands_off(item, &mut free) | std::mem::replace(&mut behind, is_begun(item)))
            .then_some(item.planned_start),
        length: item.planned_end - item.planned_start,
        fixed: item.fixed,
        printed: is_begun(item).then_some((item.planned_start, item.planned_end)),
    });
    Sitting { lines: lines.collect(), start: known.start, end: known.end, from: i64::MIN }
}

/// A quarter to midnight in a morning.
pub(crate) fn odd_hour(session: &str, clock: &str) -> Option<String> {
    let (hours, minutes) = clock.split_once(':')?;
    let start = hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?;
    let odd = rules::day_part::fits(session, start).err()?;
    let meant = odd.meant.map(|meant| format!(": {:02}:{:02} may be meant", meant / 60, meant % 60));
    Some(format!("{clock} is not within a session called {session}{}.", meant.unwrap_or_default()))
}
