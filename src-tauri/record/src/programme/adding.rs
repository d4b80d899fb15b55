//! A new line of the order of business.
//!
//! Invariant: it stands in the session of the line that it was put beside; what follows it there makes room, and no other line
//! leaves its session.

use rules::timetable::ItemState;

use super::import::{grow_sessions, programme_start};
use super::{Item, all, arrange, item, known, select_item};
use crate::allow::said;
use crate::command::ItemKind;
use crate::halt::{Done, Halt};
use crate::ids::{ItemId, SessionId};
use crate::set_up;
use crate::sql::name_of;
use crate::transact::Act;

pub(crate) fn add_item(
    act: &Act<'_>,
    title: &str,
    number: &str,
    kind: ItemKind,
    minutes: u32,
    after: Option<ItemId>,
) -> Done {
    add(act, title, number, kind, minutes, after)?;
    Ok(format!("{} was put on the order of business.", title.trim()))
}

/// A new line after another, at the end where none is named.
pub(crate) fn add(
    act: &Act<'_>,
    title: &str,
    number: &str,
    kind: ItemKind,
    minutes: u32,
    after: Option<ItemId>,
) -> Result<ItemId, Halt> {
    let spot = match after {
        Some(id) => Spot::after(&known(act.db, id)?),
        None => Spot::last(act)?,
    };
    insert(act, &spot, title, number, kind, minutes)
}

/// A new line before everything that waits, in the session of what it comes before.
pub(crate) fn add_first(act: &Act<'_>, title: &str, kind: ItemKind, minutes: u32) -> Result<ItemId, Halt> {
    let first = all(act.db)?.into_iter().find(|line| line.state == ItemState::Planned);
    let spot = match first {
        Some(first) => Spot::before(&first),
        None => Spot::last(act)?,
    };
    insert(act, &spot, title, "", kind, minutes)
}

/// Where a new line goes.
struct Spot {
    session: SessionId,
    position: i64,
    start: i64,
}

impl Spot {
    fn after(line: &Item) -> Self {
        Self { session: line.session_id, position: line.position + 1, start: line.planned_end }
    }

    fn before(line: &Item) -> Self {
        Self { session: line.session_id, position: line.position, start: line.planned_start }
    }

    /// After everything else; the first of an empty programme.
    fn last(act: &Act<'_>) -> Result<Self, Halt> {
        if let Some(last) = act.db.row(select_item!("ORDER BY position DESC LIMIT 1"), [], item)? {
            return Ok(Self::after(&last));
        }
        let (session, position, start) = programme_start(act)?;
        Ok(Self { session, position, start })
    }
}

fn insert(
    act: &Act<'_>,
    spot: &Spot,
    title: &str,
    number: &str,
    kind: ItemKind,
    minutes: u32,
) -> Result<ItemId, Halt> {
    set_up::set(act.db)?;
    let title = said("title of the item", title)?;
    // Later lines make room, so that no two stand in one place.
    act.db.run("UPDATE item SET position = position + 1 WHERE position >= ?1", [spot.position])?;
    let end = spot.start + i64::from(minutes) * 60_000;
    let id = act.db.insert(
        "INSERT INTO item(session_id, position, number, title, kind, motions, planned_start, planned_end, fixed, private, together, state)
         VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7, 0, 0, 0, 'planned')",
        (spot.session, spot.position, number.trim(), &title, name_of(&kind)?, spot.start, end),
    )?;
    arrange::make_room(act, spot.session, spot.position, end)?;
    grow_sessions(act)?;
    Ok(ItemId(id))
}
