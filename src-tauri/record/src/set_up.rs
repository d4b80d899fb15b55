//! The conference itself: set up, opened, closed.

use std::ops::Range;

use rules::refusal::Refusal;

use crate::allow::{said, unless_allowed};
use crate::command::NewConference;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::transact::Act;
use crate::{
    choosing, motions, procedures, programme, questions, slip_codes, speeches, standing_orders, votes, when,
};

/// The one row of `conference`.
pub(crate) struct Conference {
    pub(crate) name: String,
    pub(crate) venue: String,
    pub(crate) time_zone: String,
    pub(crate) about: String,
    pub(crate) rehearsal: bool,
    pub(crate) state: String,
}

/// The conference, once it is set up.
pub(crate) fn conference(db: &Db) -> Result<Option<Conference>, Fault> {
    db.row("SELECT name, venue, time_zone, about, rehearsal, state FROM conference", [], |r| {
        Ok(Conference {
            name: r.get(0)?,
            venue: r.get(1)?,
            time_zone: r.get(2)?,
            about: r.get(3)?,
            rehearsal: r.get(4)?,
            state: r.get(5)?,
        })
    })
}

/// When conference, adjourned, goes on; none where nobody said, or it is not adjourned.
pub(crate) fn resumes_at(db: &Db) -> Result<Option<i64>, Fault> {
    Ok(db.row("SELECT resumes_at FROM conference", [], |r| r.get(0))?.flatten())
}

/// The day of the conference that an instant falls on, by the clock on its wall.
pub(crate) fn today(db: &Db, at: i64) -> Result<Range<i64>, Halt> {
    let zone = when::zone(&set(db)?.time_zone)?;
    Ok(when::day_around(zone, at).ok_or_else(|| Fault::new("a time that is on no day"))?)
}

/// The conference, or a refusal that says there is none yet.
pub(crate) fn set(db: &Db) -> Result<Conference, Halt> {
    conference(db)?.ok_or_else(|| {
        Refusal::new("conference.not_set_up", "The conference is not set up yet.")
            .allowed_by("Set it up first: its name, its place and its days.")
            .into()
    })
}

/// A conference that is closed, until it is opened again.
pub(crate) fn closed() -> Refusal {
    Refusal::new("conference.closed", "The conference is closed.")
        .allowed_by("Open the conference again first.")
}

/// The conference, or a refusal where it does not sit.
pub(crate) fn sitting(db: &Db) -> Result<Conference, Halt> {
    let conference = set(db)?;
    match conference.state.as_str() {
        "open" => Ok(conference),
        "adjourned" => Err(Refusal::new("conference.adjourned", "Conference is adjourned.")
            .allowed_by("Resume conference first.")
            .into()),
        "closed" => Err(closed().into()),
        _ => Err(Refusal::new("conference.not_open", "The conference is not open yet.")
            .allowed_by("Open the conference first.")
            .into()),
    }
}

pub(crate) fn set_up(act: &Act<'_>, new: &NewConference) -> Done {
    if conference(act.db)?.is_some() {
        return Err(Refusal::new("conference.set_up", "This conference is already set up.").into());
    }
    let name = said("name of the conference", &new.name)?;
    when::zone(&new.time_zone)?;
    if new.days.is_empty() {
        return Err(Refusal::new("conference.no_days", "A conference sits on at least one day.").into());
    }
    let profile = standing_orders::profile(&new.profile)?;
    act.db.run(
        "INSERT INTO conference(id, name, venue, time_zone, about, rehearsal, state)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, 'preparing')",
        (&name, new.venue.trim(), &new.time_zone, new.about.trim(), new.rehearsal),
    )?;
    slip_codes::make_secret(act)?;
    act.db.run("INSERT INTO hall(id, face, message, black) VALUES (1, 'follow', '', 0)", [])?;
    let mut days = new.days.iter().map(|text| when::day(text)).collect::<Result<Vec<_>, _>>()?;
    days.sort_unstable();
    days.dedup();
    for day in &days {
        act.db.insert("INSERT INTO day(date) VALUES (?1)", [day.to_string()])?;
    }
    let orders = standing_orders::adopt(act, &profile, "adopted with the conference")?;
    Ok(format!("{name} was set up under {}.", orders.title))
}

pub(crate) fn open(act: &Act<'_>) -> Done {
    let conference = set(act.db)?;
    if conference.state == "open" {
        return Err(Refusal::new("conference.open", "The conference is already open.").into());
    }
    if conference.state == "adjourned" {
        return Err(Refusal::new("conference.adjourned", "Conference is adjourned.")
            .allowed_by("Resume conference.")
            .into());
    }
    act.db.run("UPDATE conference SET state = 'open', sits_since = ?1", [act.at])?;
    Ok(format!("{} opened.", conference.name))
}

pub(crate) fn close(act: &Act<'_>) -> Done {
    let conference = sitting(act.db)?;
    votes::all_declared(act.db)?;
    match programme::current(act.db)? {
        Some(item) => {
            if questions::top(act.db, item.id)?.is_some() {
                unless_allowed(act, Err(programme::undecided(&item)))?;
            }
            unless_allowed(act, choosing::none_under_way(act.db, item.id)?)?;
            programme::put_aside(act, &item)?;
        }
        None => {
            unless_allowed(act, procedures::may_turn(act.db, None)?)?;
            speeches::stop_all(act, None)?;
        }
    }
    // What was put aside undecided is business left over: never closed, and never lost.
    programme::lose_the_rest(act)?;
    motions::close_the_rest(act)?;
    act.db.run("UPDATE conference SET state = 'closed'", [])?;
    Ok(format!("{} closed.", conference.name))
}
