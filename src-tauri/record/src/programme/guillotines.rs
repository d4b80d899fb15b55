//! Guillotines: the timetabled end of a session's business, or of one item's (§1).
//!
//! Invariant: a guillotine cuts only what was not reached. What is before conference is decided or put aside first, and
//! the motions of a begun item that were not called are cut away from it as an item of their own.

use rules::guillotine::{Fate, may_fall};
use rules::refusal::Refusal;
use rules::share::{capital, listed};
use rules::timetable::ItemState;

use super::lost::{it, lose, lose_papers};
use super::{Item, all, known as known_item};
use crate::allow::{said, unless_allowed};
use crate::command::ItemKind;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{GuillotineId, ItemId, MotionId, SessionId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{questions, set_up, when};

/// A guillotine that is set.
pub(crate) struct Guillotine {
    pub(crate) id: GuillotineId,
    pub(crate) session: SessionId,
    /// Of one item only.
    pub(crate) item: Option<ItemId>,
    pub(crate) at: i64,
    pub(crate) fate: Fate,
    pub(crate) reason: String,
    /// `Afternoon`, `Afternoon: 5 Housing`
    pub(crate) of: String,
    state: String,
}

macro_rules! select_guillotine {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.session_id, g.item_id, g.at, g.fate, g.reason, g.state,
               CASE WHEN i.id IS NULL THEN s.name ELSE trim(i.number || ' ' || i.title) END
             FROM guillotine g JOIN session s ON s.id = g.session_id LEFT JOIN item i ON i.id = g.item_id ",
            $rest
        )
    };
}

fn guillotine(r: &rusqlite::Row<'_>) -> rusqlite::Result<Guillotine> {
    Ok(Guillotine {
        id: r.get(0)?,
        session: r.get(1)?,
        item: r.get(2)?,
        at: r.get(3)?,
        fate: variant(r, 4)?,
        reason: r.get(5)?,
        state: r.get(6)?,
        of: r.get(7)?,
    })
}

/// Those that have not fallen, the earliest first.
pub(crate) fn all_set(db: &Db) -> Result<Vec<Guillotine>, Fault> {
    db.rows(select_guillotine!("WHERE g.state = 'set' ORDER BY g.at, g.id"), [], guillotine)
}

fn known_set(db: &Db, id: GuillotineId) -> Result<Guillotine, Halt> {
    let found = db.row(select_guillotine!("WHERE g.id = ?1"), [id], guillotine)?;
    let found = found.ok_or_else(|| Refusal::new("guillotine.unknown", "There is no such guillotine."))?;
    match found.state.as_str() {
        "set" => Ok(found),
        "fallen" => Err(Refusal::new("guillotine.fallen", "That guillotine has fallen already.").into()),
        _ => Err(Refusal::new("guillotine.taken_away", "That guillotine was taken away.").into()),
    }
}

/// When business of each item is cut: by the guillotine of the item, else by that of its session.
pub(crate) fn cut_at(set: &[Guillotine], item: ItemId, session: SessionId) -> Option<i64> {
    let own = set.iter().find(|g| g.item == Some(item));
    own.or_else(|| set.iter().find(|g| g.item.is_none() && g.session == session)).map(|g| g.at)
}

/// What a guillotine would cut at this moment.
pub(crate) struct Cut {
    /// Items of which nothing was reached.
    pub(crate) whole: Vec<Item>,
    /// Items that were begun, with their motions that were not called.
    pub(crate) rest: Vec<(Item, Vec<MotionId>)>,
}

impl Cut {
    pub(crate) fn count(&self) -> usize {
        self.whole.len() + self.rest.len()
    }

    /// `5 Housing and the rest of 4 Pay`
    pub(crate) fn in_words(&self) -> String {
        let rest = self.rest.iter().map(|(item, _)| format!("the rest of {}", item.named()));
        listed(&rest.chain(self.whole.iter().map(Item::named)).collect::<Vec<_>>())
    }
}

/// What would be cut now.
pub(crate) fn cut(db: &Db, guillotine: &Guillotine) -> Result<Cut, Fault> {
    let mut cut = Cut { whole: Vec::new(), rest: Vec::new() };
    let of = |item: &Item| match guillotine.item {
        Some(one) => item.id == one,
        None => item.session_id == guillotine.session && item.kind != ItemKind::Break,
    };
    for item in all(db)?.into_iter().filter(of) {
        if item.is_untouched() {
            cut.whole.push(item);
        } else if matches!(item.state, ItemState::Current | ItemState::Parked | ItemState::Adjourned) {
            let uncalled = uncalled(db, item.id)?;
            if !uncalled.is_empty() {
                cut.rest.push((item, uncalled));
            }
        }
    }
    Ok(cut)
}

/// Motions of an item that have not been before conference.
fn uncalled(db: &Db, item: ItemId) -> Result<Vec<MotionId>, Fault> {
    db.rows(
        "SELECT m.id FROM item_motion i JOIN motion m ON m.id = i.motion_id
         WHERE i.item_id = ?1 AND m.state = 'on_agenda' AND m.kind <> 'amendment'
           AND NOT EXISTS (SELECT 1 FROM question q WHERE q.motion_id = m.id AND q.state IN ('called', 'moved', 'seconded'))
         ORDER BY i.position",
        [item],
        |r| r.get(0),
    )
}

/// The session that it is set in, with its name and its times.
fn session(db: &Db, id: SessionId) -> Result<(String, String, i64, i64), Halt> {
    db.row(
        "SELECT s.name, d.date, s.planned_start, s.planned_end FROM session s JOIN day d ON d.id = s.day_id
         WHERE s.id = ?1",
        [id],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
    )?
    .ok_or_else(|| Refusal::new("session.unknown", "There is no such session.").into())
}

/// The time given, on the day of the session and within it.
fn time(act: &Act<'_>, id: SessionId, at: &str) -> Result<i64, Halt> {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let (name, day, start, end) = session(act.db, id)?;
    let at = when::instant(zone, when::day(&day)?, when::time_of_day(at)?)?;
    if at < start || at > end {
        let clock = |at| when::hours_minutes(zone, at);
        return Err(Refusal::new(
            "guillotine.outside",
            format!("{} is not within {name}, {} to {}.", clock(at), clock(start), clock(end)),
        )
        .into());
    }
    Ok(at)
}

pub(crate) fn set(
    act: &Act<'_>,
    session: SessionId,
    item: Option<ItemId>,
    at: &str,
    fate: Fate,
    reason: &str,
) -> Done {
    let reason = said("reason", reason)?;
    let at_ms = time(act, session, at)?;
    if let Some(item) = item {
        let item = known_item(act.db, item)?;
        if item.session_id != session {
            return Err(Refusal::new(
                "guillotine.other_session",
                format!("{} is not taken in that session.", item.named()),
            )
            .into());
        }
        if matches!(item.state, ItemState::Closed | ItemState::NotReached) || item.kind == ItemKind::Break {
            return Err(Refusal::new(
                "guillotine.nothing",
                format!("There is nothing of {} for a guillotine to cut.", item.named()),
            )
            .into());
        }
    }
    if let Some(other) = all_set(act.db)?.iter().find(|g| g.session == session && g.item == item) {
        return Err(Refusal::new("guillotine.set_already", format!("{} has a guillotine.", other.of))
            .allowed_by("Change that one.")
            .into());
    }
    let id = act.db.insert(
        "INSERT INTO guillotine(session_id, item_id, at, fate, reason, state) VALUES (?1, ?2, ?3, ?4, ?5, 'set')",
        (session, item, at_ms, name_of(&fate)?, &reason),
    )?;
    let set = known_set(act.db, GuillotineId(id))?;
    Ok(format!(
        "Guillotine on {} at {}: what is not reached {}. {}",
        set.of,
        at.trim(),
        fate.verb(true),
        capital(&reason)
    ))
}

pub(crate) fn change(act: &Act<'_>, id: GuillotineId, at: &str, fate: Fate, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let old = known_set(act.db, id)?;
    let at_ms = time(act, old.session, at)?;
    act.db.run(
        "UPDATE guillotine SET at = ?2, fate = ?3, reason = ?4 WHERE id = ?1",
        (id, at_ms, name_of(&fate)?, &reason),
    )?;
    Ok(format!(
        "The guillotine on {} was changed to {}: what is not reached {}. {}",
        old.of,
        at.trim(),
        fate.verb(true),
        capital(&reason)
    ))
}

pub(crate) fn take_away(act: &Act<'_>, id: GuillotineId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let old = known_set(act.db, id)?;
    act.db.run("UPDATE guillotine SET state = 'taken_away' WHERE id = ?1", [id])?;
    Ok(format!("The guillotine on {} was taken away. {}", old.of, capital(&reason)))
}

/// Nothing that it would cut is in the middle of its debate.
pub(crate) fn nothing_open(db: &Db, cut: &Cut) -> Result<(), Halt> {
    for (item, _) in cut.rest.iter().filter(|(item, _)| item.state == ItemState::Current) {
        if let Some(question) = questions::top(db, item.id)? {
            return Err(Refusal::new(
                "guillotine.under_debate",
                format!("{} is before conference.", question.label()),
            )
            .allowed_by("Put the question, or park the item, first.")
            .into());
        }
    }
    Ok(())
}

/// Its time has come, and the chair applies it.
pub(crate) fn apply(act: &Act<'_>, id: GuillotineId) -> Done {
    let zone = when::zone(&set_up::sitting(act.db)?.time_zone)?;
    let guillotine = known_set(act.db, id)?;
    let cut = cut(act.db, &guillotine)?;
    let clock = when::hours_minutes(zone, guillotine.at);
    unless_allowed(act, may_fall(guillotine.at, act.at, &clock, cut.count()))?;
    nothing_open(act.db, &cut)?;
    for item in &cut.whole {
        lose(act, item.id, guillotine.fate)?;
    }
    for (item, motions) in &cut.rest {
        cut_away(act, item, motions, guillotine.fate)?;
    }
    act.db.run("UPDATE guillotine SET state = 'fallen' WHERE id = ?1", [id])?;
    Ok(format!(
        "The guillotine fell on {}. Not reached: {}. {} {}.",
        guillotine.of,
        cut.in_words(),
        it(cut.count()),
        guillotine.fate.verb(cut.count() == 1)
    ))
}

/// Motions of an item that were not called become an item of their own behind it, with their part of its time.
fn cut_away(act: &Act<'_>, item: &Item, motions: &[MotionId], fate: Fate) -> Result<(), Halt> {
    let taken: i64 =
        act.db.one("SELECT count(*) FROM item_motion WHERE item_id = ?1", [item.id], |r| r.get(0))?;
    let left = i64::try_from(motions.len()).unwrap_or(i64::MAX);
    let part = (item.planned_end - item.planned_start) * left / taken.max(left).max(1);
    act.db.run("UPDATE item SET position = position + 1 WHERE position > ?1", [item.position])?;
    let title = format!("{}: not reached", item.title);
    let rest = ItemId(act.db.insert(
        "INSERT INTO item(session_id, position, number, title, kind, motions, planned_start, planned_end, fixed, private,
                          together, state, lost_at, fate)
         VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7, 0, ?8, ?9, 'not_reached', ?10, ?11)",
        (
            item.session_id,
            item.position + 1,
            &item.number,
            &title,
            name_of(&item.kind)?,
            item.planned_end - part,
            item.planned_end,
            item.private,
            item.together,
            act.at,
            name_of(&fate)?,
        ),
    )?);
    for motion in motions {
        act.db.run("UPDATE item_motion SET item_id = ?2 WHERE motion_id = ?1", (motion, rest))?;
    }
    lose_papers(act, rest, fate)
}
