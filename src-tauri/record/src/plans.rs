//! Plans: the order of business as the committee would have it, adopted whole and with a reason.
//!
//! Invariant: a draft changes nothing until it is adopted. Every version that was in force is kept as it was; an item
//! that has begun keeps its place and its printed times in all of them.

use std::collections::BTreeMap;

use rules::plan_changes::Entry;
use rules::share::capital;
use rules::timetable::ItemState;
use serde::{Deserialize, Serialize};

use crate::allow::{said, unless_allowed};
use crate::command::PlanDraft;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId, PlanId, SessionId};
use crate::programme::{self, Item};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{motions, set_up, when};

pub(crate) mod faults;
pub(crate) mod present;
pub(crate) mod resolve;
mod step;

pub(crate) use step::kept;

use resolve::{Resolved, ResolvedItem, ResolvedSession};

/// A version of the order of business.
pub(crate) struct Version {
    pub(crate) id: PlanId,
    pub(crate) reason: String,
    pub(crate) at: i64,
    pub(crate) lines: Vec<Kept>,
}

/// An item as a version has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    item: i64,
    named: String,
    day: String,
    session: String,
    start: i64,
    end: i64,
    fixed: bool,
    private: bool,
    motions: Vec<MotionId>,
}

impl Kept {
    /// An item as a draft would have it.
    pub(crate) fn drafted(item: i64, line: &ResolvedItem, session: &ResolvedSession) -> Self {
        Self {
            item,
            named: line.named(),
            day: session.day.clone(),
            session: session.name.clone(),
            start: line.start,
            end: line.end,
            fixed: line.draft.fixed,
            private: line.draft.private,
            motions: line.draft.motions.clone(),
        }
    }

    pub(crate) fn entry(&self) -> Entry {
        Entry {
            item: self.item,
            named: self.named.clone(),
            session: match when::day(&self.day) {
                Ok(day) => format!("{}, {}", self.session, when::short_day(day)),
                Err(_) => self.session.clone(),
            },
            start: self.start,
            end: self.end,
            fixed: self.fixed,
            private: self.private,
            motions: self.motions.iter().map(|motion| motion.0).collect(),
        }
    }
}

/// Every version, the oldest first.
pub(crate) fn versions(db: &Db) -> Result<Vec<Version>, Fault> {
    let all = "SELECT id, reason, at, lines FROM plan ORDER BY id";
    db.rows(all, [], row)?.into_iter().map(version).collect()
}

/// The newest version.
pub(crate) fn newest(db: &Db) -> Result<Option<Version>, Fault> {
    let newest = "SELECT id, reason, at, lines FROM plan ORDER BY id DESC LIMIT 1";
    db.row(newest, [], row)?.map(version).transpose()
}

type Row = (PlanId, String, i64, String);

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
}

fn version((id, reason, at, lines): Row) -> Result<Version, Fault> {
    Ok(Version { id, reason, at, lines: serde_json::from_str(&lines)? })
}

/// Every paper by its id, as a sentence names it: `motion 7`.
pub(crate) fn papers_named(db: &Db) -> Result<BTreeMap<i64, String>, Fault> {
    Ok(motions::all(db)?.into_iter().map(|paper| (paper.id.0, paper.in_words())).collect())
}

/// The order of business as it stands, as a version would keep it.
pub(crate) fn standing(db: &Db) -> Result<Vec<Kept>, Fault> {
    let mut motions = present::motions_by_item(db)?;
    db.rows(
        "SELECT i.id, trim(i.number || ' ' || i.title), d.date, s.name, i.planned_start, i.planned_end, i.fixed, i.private
         FROM item i JOIN session s ON s.id = i.session_id JOIN day d ON d.id = s.day_id
         WHERE i.state <> 'not_reached' ORDER BY i.position",
        [],
        |r| {
            Ok(Kept {
                item: r.get(0)?,
                named: r.get(1)?,
                day: r.get(2)?,
                session: r.get(3)?,
                start: r.get(4)?,
                end: r.get(5)?,
                fixed: r.get(6)?,
                private: r.get(7)?,
                motions: motions.remove(&r.get(0)?).unwrap_or_default(),
            })
        },
    )
}

fn keep(act: &Act<'_>, reason: &str) -> Result<(), Fault> {
    keep_lines(act, reason, &standing(act.db)?)
}

fn keep_lines(act: &Act<'_>, reason: &str, lines: &[Kept]) -> Result<(), Fault> {
    let lines = serde_json::to_string(lines)?;
    act.db.insert("INSERT INTO plan(reason, at, lines) VALUES (?1, ?2, ?3)", (reason, act.at, lines))?;
    Ok(())
}

/// The draft becomes the order of business, and its newest version.
pub(crate) fn adopt(act: &Act<'_>, draft: &PlanDraft, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let conference = set_up::set(act.db)?;
    if conference.state == "closed" {
        return Err(set_up::closed().into());
    }
    let plan = resolve::resolve(act.db, draft, act.at)?;
    plan.is_possible()?;
    for refusal in plan.warnings() {
        unless_allowed(act, Err(refusal))?;
    }
    if newest(act.db)?.is_none() {
        keep(act, "as it stood before the first plan was adopted")?;
    }
    let before = standing(act.db)?;
    write(act, &plan)?;
    let after = standing(act.db)?;
    let entries = |kept: &[Kept]| kept.iter().map(Kept::entry).collect::<Vec<_>>();
    let unsaid = |_| String::new();
    let changed = rules::plan_changes::changes(&entries(&before), &entries(&after), unsaid, unsaid).len();
    keep(act, &reason)?;
    let items = rules::share::counted(u64::try_from(changed).unwrap_or_default(), "item", "items");
    Ok(format!("A new order of business was adopted, with {items} changed. {}", capital(&reason)))
}

fn write(act: &Act<'_>, plan: &Resolved) -> Result<(), Halt> {
    let before = programme::all(act.db)?;
    let sessions = write_sessions(act, plan)?;
    for item in &plan.removed {
        act.db.run("DELETE FROM item_motion WHERE item_id = ?1", [item.id])?;
        programme::delete(act, item.id)?;
    }
    let placed = |id: ItemId| {
        plan.removed.iter().any(|item| item.id == id)
            || plan.sessions.iter().flat_map(|s| &s.items).any(|line| line.is(id))
    };
    // What was lost stays with its session, after what is still to come.
    let mut left: Vec<&Item> = before.iter().filter(|item| !placed(item.id)).collect();
    let mut position = 0;
    for (session, id) in plan.sessions.iter().zip(&sessions) {
        for line in &session.items {
            position += 1;
            write_item(act, line, *id, position)?;
        }
        let (here, elsewhere) = left.into_iter().partition(|item| item.session_id == *id);
        stand_after(act, here, &mut position)?;
        left = elsewhere;
    }
    stand_after(act, left, &mut position)?;
    write_motions(act, plan)?;
    // A guillotine goes with its item; a session that nothing is left of is no session.
    act.db.run(
        "UPDATE guillotine SET session_id = (SELECT session_id FROM item WHERE id = guillotine.item_id)
         WHERE state = 'set' AND item_id IS NOT NULL",
        [],
    )?;
    act.db.run(
        "DELETE FROM session WHERE NOT EXISTS (SELECT 1 FROM item WHERE session_id = session.id)
           AND NOT EXISTS (SELECT 1 FROM guillotine WHERE session_id = session.id)",
        [],
    )?;
    Ok(())
}

fn stand_after(act: &Act<'_>, items: Vec<&Item>, position: &mut i64) -> Result<(), Fault> {
    for item in items {
        *position += 1;
        act.db.run("UPDATE item SET position = ?2 WHERE id = ?1", (item.id, *position))?;
    }
    Ok(())
}

fn write_sessions(act: &Act<'_>, plan: &Resolved) -> Result<Vec<SessionId>, Halt> {
    let mut ids = Vec::new();
    for session in &plan.sessions {
        // A session stands where it begins, in minutes since 1970, as those of an imported programme do.
        let place = session.start.div_euclid(60_000);
        let id = match session.id {
            Some(id) => {
                act.db.run(
                    "UPDATE session SET day_id = (SELECT id FROM day WHERE date = ?2), position = ?3, name = ?4,
                       planned_start = ?5, planned_end = ?6 WHERE id = ?1",
                    (id, &session.day, place, &session.name, session.start, session.end),
                )?;
                id
            }
            None => SessionId(act.db.insert(
                "INSERT INTO session(day_id, position, name, planned_start, planned_end)
                 SELECT id, ?2, ?3, ?4, ?5 FROM day WHERE date = ?1",
                (&session.day, place, &session.name, session.start, session.end),
            )?),
        };
        ids.push(id);
    }
    Ok(ids)
}

fn write_item(act: &Act<'_>, line: &ResolvedItem, session: SessionId, position: i64) -> Result<(), Halt> {
    let draft = &line.draft;
    let Some(item) = &line.item else {
        let id = act.db.insert(
            "INSERT INTO item(session_id, position, number, title, kind, motions, planned_start, planned_end, fixed, private,
                              least_minutes, together, state)
             VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7, ?8, ?9, ?10, ?11, 'planned')",
            (
                session,
                position,
                draft.number.trim(),
                draft.title.trim(),
                name_of(&draft.kind)?,
                line.start,
                line.end,
                draft.fixed,
                draft.private,
                draft.least,
                draft.together,
            ),
        )?;
        line.made.set(Some(ItemId(id)));
        return Ok(());
    };
    if line.begun {
        act.db.run("UPDATE item SET position = ?2 WHERE id = ?1", (item.id, position))?;
        return Ok(());
    }
    if item.state == ItemState::NotReached {
        programme::found_again(act, item)?;
    }
    act.db.run(
        "UPDATE item SET session_id = ?2, position = ?3, number = ?4, kind = ?5, planned_start = ?6, planned_end = ?7,
           fixed = ?8, private = ?9, least_minutes = ?10, together = ?11 WHERE id = ?1",
        (
            item.id,
            session,
            position,
            draft.number.trim(),
            name_of(&draft.kind)?,
            line.start,
            line.end,
            draft.fixed,
            draft.private,
            draft.least,
            draft.together,
        ),
    )?;
    Ok(())
}

/// Motions under the items that the draft puts them under; one that it names nowhere is taken nowhere.
fn write_motions(act: &Act<'_>, plan: &Resolved) -> Result<(), Halt> {
    for motion in &plan.unplaced {
        act.db.run("DELETE FROM item_motion WHERE motion_id = ?1", [motion])?;
    }
    for line in plan.sessions.iter().flat_map(|session| &session.items).filter(|line| !line.begun) {
        let Some(id) = line.item.as_ref().map(|item| item.id).or(line.made.get()) else { continue };
        let there: Vec<_> = motions::of_item(act.db, id)?.iter().map(|paper| paper.id).collect();
        if there != line.draft.motions {
            programme::place(act, id, &line.draft.motions)?;
        }
    }
    Ok(())
}

/// It has been before conference, and was not lost: nothing about it is planned any more.
pub(crate) fn is_begun(item: &Item) -> bool {
    !item.is_untouched() && item.state != ItemState::NotReached
}
