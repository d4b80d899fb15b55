//! Several lines of the order of business change places at once.

use std::collections::BTreeMap;

use super::{Item, all};
use crate::command::ItemKind;
use crate::halt::Halt;
use crate::ids::ItemId;
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
        let holds = line.fixed || line.kind == ItemKind::Break || !lines.contains_key(&line.id);
        let start = if holds { line.planned_start } else { next_start };
        let end = start + (line.planned_end - line.planned_start);
        next_start = next_start.max(end);
        act.db.run(
            "UPDATE item SET session_id = ?2, position = ?3, planned_start = ?4, planned_end = ?5 WHERE id = ?1",
            (line.id, slot.session_id, slot.position, start, end),
        )?;
    }
    Ok(())
}
