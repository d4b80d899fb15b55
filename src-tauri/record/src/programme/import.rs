//! Taking in a programme.
//!
//! Invariant: a second import of the same file changes nothing; a corrected one changes what it moves and retitles, and
//! what has begun keeps its place and its title.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use rules::programme::Line;
use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::said;
use crate::command::{ItemKind, ProgrammeRow};
use crate::halt::{Done, Halt};
use crate::ids::{DayId, ItemId, SessionId};
use crate::set_up;
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::when;

/// What a row says, its times as instants.
#[derive(PartialEq, Eq)]
struct Row {
    session: SessionId,
    start: i64,
    end: i64,
    title: String,
    motions: String,
    private: bool,
    /// What the row does not say stays.
    number: Option<String>,
    kind: Option<ItemKind>,
    fixed: Option<bool>,
}

pub(crate) fn import(act: &Act<'_>, rows: &[ProgrammeRow]) -> Done {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let (mut added, mut changed) = (0_u64, 0_u64);
    let mut sessions = BTreeSet::new();
    let known = recognised(act, zone, rows)?;
    for (row, known) in rows.iter().zip(known) {
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
        sessions.insert(session);
        let motions = row.motions.trim().to_owned();
        let new = Row {
            session,
            start,
            end,
            title,
            motions,
            private: row.private,
            number: row.number.as_deref().map(|number| number.trim().to_owned()),
            kind: row.kind,
            fixed: row.fixed,
        };
        match known {
            Some(id) => changed += u64::from(update(act, id, new)?),
            None => {
                add(act, row, &new)?;
                added += 1;
            }
        }
    }
    for session in sessions {
        fit_session(act, session)?;
    }
    let rows = u64::try_from(rows.len()).unwrap_or_default();
    Ok(format!(
        "Programme taken in: {}, {changed} changed, of {}.",
        counted(added, "new item", "new items"),
        counted(rows, "row", "rows")
    ))
}

/// The item that each row means, by the rule that the preview showed it by.
fn recognised(act: &Act<'_>, zone: Tz, rows: &[ProgrammeRow]) -> Result<Vec<Option<ItemId>>, Halt> {
    let items = super::all(act.db)?;
    let local = |at: i64| {
        let day = when::local_day(zone, at).map(|day| day.to_string()).unwrap_or_default();
        (day, when::hours_minutes(zone, at))
    };
    let times: Vec<(String, String)> = items.iter().map(|item| local(item.planned_start)).collect();
    let lines: Vec<Line<'_>> = items
        .iter()
        .zip(&times)
        .map(|(item, (day, start))| Line { day, start, title: &item.title, planned: item.is_untouched() })
        .collect();
    let wanted: Vec<Line<'_>> = rows
        .iter()
        .map(|row| Line {
            day: row.day.trim(),
            start: row.start.trim(),
            title: row.title.trim(),
            planned: true,
        })
        .collect();
    let found = rules::programme::recognised(&lines, &wanted);
    Ok(found.into_iter().map(|place| place.and_then(|place| items.get(place)).map(|item| item.id)).collect())
}

/// Whether anything about the item is now otherwise.
fn update(act: &Act<'_>, id: ItemId, new: Row) -> Result<bool, Halt> {
    let now = act.db.one(
        "SELECT session_id, planned_start, planned_end, title, motions, private, number, kind, fixed
         FROM item WHERE id = ?1",
        [id],
        |r| {
            Ok(Row {
                session: r.get(0)?,
                start: r.get(1)?,
                end: r.get(2)?,
                title: r.get(3)?,
                motions: r.get(4)?,
                private: r.get(5)?,
                number: r.get(6)?,
                kind: Some(variant(r, 7)?),
                fixed: r.get(8)?,
            })
        },
    )?;
    let new = Row {
        number: new.number.or_else(|| now.number.clone()),
        kind: new.kind.or(now.kind),
        fixed: new.fixed.or(now.fixed),
        ..new
    };
    if now == new {
        return Ok(false);
    }
    if now.start != new.start {
        let position = place_for(act, new.start)?;
        act.db.run("UPDATE item SET position = ?2 WHERE id = ?1", (id, position))?;
    }
    act.db.run(
        "UPDATE item SET session_id = ?2, planned_start = ?3, planned_end = ?4, title = ?5, motions = ?6, private = ?7,
                         number = ?8, kind = ?9, fixed = ?10
         WHERE id = ?1",
        (
            id,
            new.session,
            new.start,
            new.end,
            &new.title,
            &new.motions,
            new.private,
            new.number,
            new.kind.as_ref().map(name_of).transpose()?,
            new.fixed,
        ),
    )?;
    Ok(true)
}

fn add(act: &Act<'_>, row: &ProgrammeRow, new: &Row) -> Result<(), Halt> {
    let position = place_for(act, new.start)?;
    let kind = new.kind.unwrap_or_else(|| kind(&row.session, &new.title));
    act.db.insert(
        "INSERT INTO item(session_id, position, number, title, kind, motions, planned_start, planned_end,
                          fixed, private, together, state)
         VALUES (?1, ?2, ?10, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 'planned')",
        (
            new.session,
            position,
            &new.title,
            name_of(&kind)?,
            &new.motions,
            new.start,
            new.end,
            new.fixed.unwrap_or(kind == ItemKind::Break),
            new.private,
            new.number.as_deref().unwrap_or_default(),
        ),
    )?;
    Ok(())
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
        "INSERT INTO session(day_id, position, name, planned_start, planned_end) VALUES (?1, ?2, ?3, ?4, ?4)",
        (day_id, start.div_euclid(60_000), name, start),
    )?;
    Ok(SessionId(id))
}

/// A session that a programme was taken in for begins with its first item and ends with its last.
fn fit_session(act: &Act<'_>, session: SessionId) -> Result<(), Halt> {
    act.db.run(
        "UPDATE session SET (planned_start, planned_end)
           = (SELECT min(planned_start), max(planned_end) FROM item WHERE session_id = ?1) WHERE id = ?1",
        [session],
    )?;
    Ok(())
}

/// A session is as long as what is put into it by hand, up to the next one of its day: beyond that it runs over. Only a plan
/// that is adopted makes it shorter.
pub(super) fn grow_sessions(act: &Act<'_>) -> Result<(), Halt> {
    act.db.run(
        "UPDATE session SET planned_end = max(planned_end, min(
           (SELECT max(planned_end) FROM item WHERE session_id = session.id AND state = 'planned'),
           (SELECT coalesce(min(planned_start), 9223372036854775807) FROM session next
            WHERE next.day_id = session.day_id AND next.planned_start > session.planned_start)))
         WHERE planned_end < (SELECT max(planned_end) FROM item WHERE session_id = session.id AND state = 'planned')",
        [],
    )?;
    Ok(())
}

/// Where the first item of an empty programme goes: the first day, from ten in the morning.
pub(crate) fn programme_start(act: &Act<'_>) -> Result<(SessionId, i64, i64), Halt> {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let date: String = act.db.one("SELECT min(date) FROM day", [], |r| r.get(0))?;
    let start = when::instant(zone, when::day(&date)?, when::time_of_day("10:00")?)?;
    Ok((session_called(act, &date, "Morning", start)?, 1, start))
}
