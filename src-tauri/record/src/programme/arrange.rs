//! Lines of the order of business change places, and make room for one another.
//!
//! Invariant: breaks and fixed times stay at their time. Where one line is moved or comes in, no other leaves its session; where
//! many change places, each takes the session of the place.

use std::collections::BTreeMap;

use rules::timetable::ItemState;

use super::{Item, all};
use crate::command::ItemKind;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, SessionId};
use crate::transact::Act;

/// Puts these lines, given as they stand, into another order. They take one another's places; each keeps its length, and
/// follows what now comes before it. Breaks and fixed times stay where they are.
pub(crate) fn arrange(act: &Act<'_>, now: &[Item], order: &[ItemId]) -> Result<(), Halt> {
    let lines: BTreeMap<ItemId, &Item> = now.iter().map(|line| (line.id, line)).collect();
    let into: BTreeMap<i64, &Item> =
        now.iter().zip(order).filter_map(|(slot, id)| Some((slot.position, *lines.get(id)?))).collect();
    let moved = |slot: &Item| into.get(&slot.position).is_some_and(|line| line.id != slot.id);
    let every = all(act.db)?;
    let Some(from) = every.iter().position(moved) else { return Ok(()) };
    let until = every.iter().rposition(moved).unwrap_or(from);
    let mut next_start = every.get(from).map_or(0, |slot| slot.planned_start);
    for slot in every.iter().take(until + 1).skip(from) {
        let line = into.get(&slot.position).copied().unwrap_or(slot);
        let start =
            if holds(line) || !lines.contains_key(&line.id) { line.planned_start } else { next_start };
        next_start = next_start.max(put(act, line, slot.session_id, slot.position, start)?);
    }
    Ok(())
}

/// A line that waits is carried from one place among those that wait to another. It joins the session of the line whose
/// place it takes, or, where that is a break, of what is next to it on the far side; what it passes makes room.
pub(super) fn carry(act: &Act<'_>, mut order: Vec<Item>, at: usize, to: usize) -> Result<(), Halt> {
    let positions: Vec<i64> = order.iter().map(|line| line.position).collect();
    let (low, high) = (at.min(to), at.max(to));
    let mut next_start =
        order.iter().take(high + 1).skip(low).map(|line| line.planned_start).min().unwrap_or_default();
    let beyond = if to < at { to.checked_sub(1) } else { Some(to + 1) };
    let session = match (order.get(to), beyond.and_then(|beyond| order.get(beyond))) {
        (Some(there), Some(far)) if there.kind == ItemKind::Break => far.session_id,
        (Some(there), _) => there.session_id,
        (None, _) => return Ok(()),
    };
    let moved = Item { session_id: session, ..order.remove(at) };
    order.insert(to, moved);
    for (line, position) in order.iter().zip(positions).take(high + 1).skip(low) {
        let start = if holds(line) { line.planned_start } else { next_start };
        next_start = next_start.max(put(act, line, line.session_id, position, start)?);
    }
    Ok(())
}

/// What follows a new line in its session, and is still to come, begins when that ends or later; slack takes it up.
pub(super) fn make_room(act: &Act<'_>, session: SessionId, position: i64, end: i64) -> Result<(), Fault> {
    let mut free = end;
    for line in all(act.db)? {
        if line.session_id != session || line.position <= position || line.state != ItemState::Planned {
            continue;
        }
        let start = if holds(&line) { line.planned_start } else { line.planned_start.max(free) };
        free = free.max(put(act, &line, session, line.position, start)?);
    }
    Ok(())
}

/// A line stands here and begins then, as long as it was; comes back with its end.
fn put(act: &Act<'_>, line: &Item, session: SessionId, position: i64, start: i64) -> Result<i64, Fault> {
    let end = start + (line.planned_end - line.planned_start);
    act.db.run(
        "UPDATE item SET session_id = ?2, position = ?3, planned_start = ?4, planned_end = ?5 WHERE id = ?1",
        (line.id, session, position, start, end),
    )?;
    Ok(end)
}

fn holds(line: &Item) -> bool {
    line.fixed || line.kind == ItemKind::Break
}
