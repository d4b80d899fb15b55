//! Taking in a programme.
//!
//! Invariant: an item is known by its day, its planned start and its title; a second import of the same file changes
//! nothing, and what has begun keeps its place.

use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::said;
use crate::command::{ItemKind, ProgrammeRow};
use crate::halt::{Done, Halt};
use crate::ids::{DayId, ItemId, SessionId};
use crate::set_up;
use crate::sql::name_of;
use crate::transact::Act;
use crate::when;

pub(crate) fn import(act: &Act<'_>, rows: &[ProgrammeRow]) -> Done {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let (mut added, mut changed) = (0_u64, 0_u64);
    for row in rows {
        let title = said("title of an item", &row.title)?;
        let day = when::day(&row.day)?;
        let start = when::instant(zone, day, when::time_of_day(&row.start)?)?;
        let end = when::instant(zone, day, when::time_of_day(&row.end)?)?;
        if end < start {
            return Err(Refusal::new(
                "programme.ends_before_start",
                format!("{title} ends at {} before it starts at {}.", row.end, row.start),
            )
            .into());
        }
        let session = session_called(act, &day.to_string(), row.session.trim(), start)?;
        let known = act.db.row(
            "SELECT id, session_id, planned_end, motions, private FROM item WHERE planned_start = ?1 AND title = ?2",
            (start, &title),
            |r| {
                let now: (SessionId, i64, String, bool) = (r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?);
                Ok((r.get::<_, ItemId>(0)?, now))
            },
        )?;
        let motions = row.motions.trim();
        match known {
            Some((_, now)) if now == (session, end, motions.to_owned(), row.private) => {}
            Some((id, _)) => {
                act.db.run(
                    "UPDATE item SET session_id = ?2, planned_end = ?3, motions = ?4, private = ?5 WHERE id = ?1",
                    (id, session, end, motions, row.private),
                )?;
                changed += 1;
            }
            None => {
                let position = place_for(act, start)?;
                act.db.insert(
                    "INSERT INTO item(session_id, position, number, title, kind, motions, planned_start, planned_end,
                                      fixed, private, state)
                     VALUES (?1, ?2, '', ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'planned')",
                    (session, position, &title, name_of(&kind(&row.session, &title))?, motions, start, end,
                     kind(&row.session, &title) == ItemKind::Break, row.private),
                )?;
                added += 1;
            }
        }
    }
    let rows = u64::try_from(rows.len()).unwrap_or_default();
    Ok(format!(
        "Programme taken in: {}, {changed} changed, of {}.",
        counted(added, "new item", "new items"),
        counted(rows, "row", "rows")
    ))
}

/// A place after everything that starts no later; later lines make room.
fn place_for(act: &Act<'_>, start: i64) -> Result<i64, Halt> {
    let position = act.db.one(
        "SELECT coalesce(max(position), 0) + 1 FROM item WHERE planned_start <= ?1",
        [start],
        |r| r.get(0),
    )?;
    act.db.run("UPDATE item SET position = position + 1 WHERE position >= ?1", [position])?;
    Ok(position)
}

/// Lunch, tea, a break: by the words every programme uses for them.
fn kind(session: &str, title: &str) -> ItemKind {
    let is_break = |text: &str| {
        let text = text.to_lowercase();
        ["lunch", "break", "tea", "coffee", "registration", "fringe"]
            .iter()
            .any(|word| text.split(|c: char| !c.is_alphanumeric()).next() == Some(word))
    };
    if is_break(session) || is_break(title) { ItemKind::Break } else { ItemKind::Business }
}

fn session_called(act: &Act<'_>, day: &str, name: &str, start: i64) -> Result<SessionId, Halt> {
    let day_id = act.db.row("SELECT id FROM day WHERE date = ?1", [day], |r| r.get(0))?;
    let day_id = match day_id {
        Some(id) => id,
        None => DayId(act.db.insert("INSERT INTO day(date) VALUES (?1)", [day])?),
    };
    let known =
        act.db.row("SELECT id FROM session WHERE day_id = ?1 AND name = ?2", (day_id, name), |r| r.get(0))?;
    if let Some(id) = known {
        return Ok(id);
    }
    // A session stands where it begins, in minutes since 1970: enough to put a day's sessions in order.
    let id = act.db.insert(
        "INSERT INTO session(day_id, position, name) VALUES (?1, ?2, ?3)",
        (day_id, start.div_euclid(60_000), name),
    )?;
    Ok(SessionId(id))
}

/// Where the first item of an empty programme goes: the first day, from ten in the morning.
pub(crate) fn programme_start(act: &Act<'_>) -> Result<(SessionId, i64, i64), Halt> {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let date: String = act.db.one("SELECT min(date) FROM day", [], |r| r.get(0))?;
    let start = when::instant(zone, when::day(&date)?, when::time_of_day("10:00")?)?;
    Ok((session_called(act, &date, "Morning", start)?, 1, start))
}
