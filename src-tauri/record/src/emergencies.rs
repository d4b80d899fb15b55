//! Emergency and late motions: what event each rests on, whether the committee may rule it in, and its place on the agenda.
//!
//! Invariant: how such a paper stands is the state of its motion, and kept nowhere else.

use rules::emergency::{Facts, may_be_ruled_in};
use rules::motion::MotionKind;
use rules::refusal::Refusal;

use crate::allow::{said, unless_allowed};
use crate::command::{ItemKind, NewMotion};
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::transact::Act;
use crate::{programme, set_up, when};

/// An emergency or late motion is handed in to the committee, with the event that it rests on.
pub(crate) fn hand_in(act: &Act<'_>, new: &NewMotion, event: &str, on: Option<&str>) -> Done {
    if !matches!(new.kind, MotionKind::Emergency | MotionKind::Late) {
        let sentence = "Only an emergency or late motion is handed in here.";
        return Err(Refusal::new("emergency.other_kind", sentence).into());
    }
    let (event, day) = match (new.kind, on) {
        (MotionKind::Emergency, None) => {
            return Err(Refusal::new("emergency.no_event", "An emergency motion rests on an event.")
                .allowed_by("Say what happened, and on which day; or hand it in as a late motion.")
                .into());
        }
        (MotionKind::Emergency, Some(on)) => (said("event", event)?, Some(when::day(on)?)),
        (_, _) => (event.trim().to_owned(), None),
    };
    let words = motions::submit(act, new)?;
    let motion: MotionId = act.db.one(
        "SELECT id FROM motion WHERE number = ?1 AND kind IN ('emergency', 'late') ORDER BY id DESC LIMIT 1",
        [new.number.trim()],
        |r| r.get(0),
    )?;
    act.db.insert(
        "INSERT INTO emergency(motion_id, event, event_on) VALUES (?1, ?2, ?3)",
        (motion, &event, day.map(|day| day.to_string())),
    )?;
    Ok(match day {
        Some(day) => format!("{words} It rests on: {event} ({}).", when::day_in_words(day)),
        None => words,
    })
}

/// The event of a paper and its day.
pub(crate) fn event(db: &Db, motion: MotionId) -> Result<Option<(String, Option<String>)>, Halt> {
    Ok(db.row("SELECT event, event_on FROM emergency WHERE motion_id = ?1", [motion], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })?)
}

/// What the rule asks of such a paper, however it was handed in; none where it is of another kind.
pub(crate) fn facts(db: &Db, paper: &Motion) -> Result<Option<Facts>, Halt> {
    if !matches!(paper.kind, MotionKind::Emergency | MotionKind::Late) {
        return Ok(None);
    }
    let on = event(db, paper.id)?.and_then(|(_, on)| on);
    let zone = when::zone(&set_up::set(db)?.time_zone)?;
    let handed_in: i64 = db.one("SELECT handed_in_at FROM motion WHERE id = ?1", [paper.id], |r| r.get(0))?;
    let number = |day: chrono::NaiveDate| i64::from(chrono::Datelike::num_days_from_ce(&day));
    let day_of = |at: i64| when::local_day(zone, at).map(number);
    let deadlines = motions::deadlines(db)?;
    let until = |kind| deadlines.iter().find(|(of, _)| *of == kind).map(|(_, at)| *at);
    Ok(Some(Facts {
        emergency: paper.kind == MotionKind::Emergency,
        event_day: on.map(|on| when::day(&on)).transpose()?.map(number),
        deadline_day: until(MotionKind::Motion).and_then(day_of),
        handed_in_day: day_of(handed_in).unwrap_or_default(),
        handed_in,
        until: until(paper.kind),
    }))
}

/// The criteria that can be worked out hold, or the chair allows it with a reason.
pub(crate) fn in_order(act: &Act<'_>, paper: &Motion) -> Result<(), Halt> {
    match facts(act.db, paper)? {
        Some(facts) => unless_allowed(act, may_be_ruled_in(&paper.label(), facts)),
        None => Ok(()),
    }
}

/// A line of the order of business of its own, after another.
pub(crate) fn place(act: &Act<'_>, motion: MotionId, after: Option<ItemId>, minutes: u32) -> Done {
    let paper = motions::known(act.db, motion)?;
    let title = format!("{}: {}", paper.label(), paper.title);
    let item = programme::add(act, &title, "", ItemKind::Business, minutes, after)?;
    if paper.state == rules::motion::State::OnAgenda {
        motions::take_under(act, motion, item)?;
    } else {
        motions::put_on_agenda(act, &[motion], Some(item))?;
    }
    let after = match after {
        Some(after) => format!("after {}", programme::known(act.db, after)?.named()),
        None => "at the end".to_owned(),
    };
    Ok(format!("{} was given a place on the agenda {after}.", paper.label()))
}
