//! The order of business as it stands, written as a draft: what the committee begins from.
//!
//! Invariant: adopting it unchanged before anything has begun changes no time.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use rules::timetable::ItemState;

use crate::command::{DraftItem, DraftSession, PlanDraft};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, MotionId, SessionId};
use crate::programme::{self, Item};
use crate::when;

/// A session as it is in the file.
pub(super) struct Known {
    pub(super) day: String,
    pub(super) name: String,
    pub(super) start: i64,
    pub(super) end: i64,
}

pub(super) fn sessions(db: &Db) -> Result<BTreeMap<SessionId, Known>, Fault> {
    let all = db.rows(
        "SELECT s.id, d.date, s.name, s.planned_start, s.planned_end FROM session s JOIN day d ON d.id = s.day_id",
        [],
        |r| Ok((r.get(0)?, Known { day: r.get(1)?, name: r.get(2)?, start: r.get(3)?, end: r.get(4)? })),
    )?;
    Ok(all.into_iter().collect())
}

/// The order of business as a draft. What was lost is not in it, until it is put back.
pub(crate) fn draft(db: &Db, zone: Tz) -> Result<PlanDraft, Fault> {
    let sessions = sessions(db)?;
    let motions = motions_by_item(db)?;
    let items: Vec<Item> =
        programme::all(db)?.into_iter().filter(|item| item.state != ItemState::NotReached).collect();
    let mut drafted: Vec<DraftSession> = Vec::new();
    for (id, of_it) in runs(&items) {
        let Some(known) = sessions.get(&id) else { continue };
        let mut free = known.start;
        let mut lines = Vec::new();
        for item in of_it {
            lines.push(line(item, zone, &mut free, motions.get(&item.id)));
        }
        drafted.push(DraftSession {
            session: Some(id),
            day: known.day.clone(),
            name: known.name.clone(),
            start: when::hours_minutes(zone, known.start),
            end: when::hours_minutes(zone, known.end),
            items: lines,
        });
    }
    Ok(PlanDraft { sessions: drafted, removed: Vec::new() })
}

/// Items by session, in order. A session that goes on after another one, as a morning does after tea, takes that in.
pub(super) fn runs(items: &[Item]) -> Vec<(SessionId, Vec<&Item>)> {
    let mut runs: Vec<(SessionId, Vec<&Item>)> = Vec::new();
    for item in items {
        match runs.iter().position(|(id, _)| *id == item.session_id) {
            Some(place) => {
                let between: Vec<_> = runs.drain(place + 1..).flat_map(|(_, items)| items).collect();
                if let Some((_, of_it)) = runs.get_mut(place) {
                    of_it.extend(between);
                    of_it.push(item);
                }
            }
            None => runs.push((item.session_id, vec![item])),
        }
    }
    runs
}

fn line(item: &Item, zone: Tz, free: &mut i64, motions: Option<&Vec<MotionId>>) -> DraftItem {
    DraftItem {
        at: stands_off(item, free).then(|| when::hours_minutes(zone, item.planned_start)),
        fixed: item.fixed,
        ..back(item, motions)
    }
}

/// Whether an item has a time of its own, what stands before it being done at `free`: else it follows on that.
pub(super) fn stands_off(item: &Item, free: &mut i64) -> bool {
    let stands_off = item.fixed || item.planned_start > *free;
    *free = (*free).max(item.planned_end);
    stands_off
}

/// An item that follows on what stands before it: lost business that is put back.
pub(crate) fn back(item: &Item, motions: Option<&Vec<MotionId>>) -> DraftItem {
    DraftItem {
        item: Some(item.id),
        title: item.title.clone(),
        number: item.number.clone(),
        kind: item.kind,
        minutes: u32::try_from((item.planned_end - item.planned_start) / 60_000).unwrap_or_default(),
        at: None,
        fixed: false,
        private: item.private,
        least: item.least_minutes,
        motions: motions.cloned().unwrap_or_default(),
        together: item.together,
    }
}

/// What is taken under each item, in order.
pub(crate) fn motions_by_item(db: &Db) -> Result<BTreeMap<ItemId, Vec<MotionId>>, Fault> {
    let mut found: BTreeMap<ItemId, Vec<MotionId>> = BTreeMap::new();
    for (item, motion) in
        db.rows("SELECT item_id, motion_id FROM item_motion ORDER BY item_id, position, id", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?
    {
        found.entry(item).or_default().push(motion);
    }
    Ok(found)
}
