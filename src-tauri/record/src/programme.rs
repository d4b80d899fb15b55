//! The order of business: items taken, parked, closed, moved.
//!
//! Invariant: at most one item is before conference; an item put aside keeps everything that hangs on it.

use rules::guillotine::Fate;
use rules::refusal::Refusal;
use rules::timetable::ItemState;

use crate::allow::{said, unless_allowed};
use crate::command::{ItemKind, Place};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId, SessionId};
use crate::sql::{name_of, variant, variant_or_none};
use crate::transact::Act;
use crate::{consequences, motions, procedures, questions, reports, set_up, speeches, votes};

pub(crate) use arrange::arrange;
pub(crate) use groups::{debated_on, debated_with, group, may_be_placed, place, ungroup};
pub(crate) use import::{import, programme_start};
pub(crate) use lost::{found_again, lose_items, lose_the_rest, lost, next_lost, put_lost_back};

mod arrange;
mod groups;
pub(crate) mod guillotines;
mod import;
mod lost;

/// A line of the order of business.
#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) id: ItemId,
    pub(crate) session_id: SessionId,
    pub(crate) position: i64,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) kind: ItemKind,
    pub(crate) planned_start: i64,
    pub(crate) planned_end: i64,
    pub(crate) fixed: bool,
    pub(crate) private: bool,
    pub(crate) state: ItemState,
    pub(crate) started_at: Option<i64>,
    pub(crate) ended_at: Option<i64>,
    /// A break: the least it may be cut to, minutes.
    pub(crate) least_minutes: Option<u32>,
    /// Its motions are debated as one.
    pub(crate) together: bool,
    /// When it was lost unreached, and what became of it.
    pub(crate) lost: Option<(i64, Fate)>,
}

impl Item {
    /// It has never been before conference.
    pub(crate) fn is_untouched(&self) -> bool {
        self.state == ItemState::Planned && self.started_at.is_none()
    }

    /// `3, Composite 4` or the title alone.
    pub(crate) fn named(&self) -> String {
        if self.number.is_empty() { self.title.clone() } else { format!("{} {}", self.number, self.title) }
    }
}

fn item(r: &rusqlite::Row<'_>) -> rusqlite::Result<Item> {
    Ok(Item {
        id: r.get(0)?,
        session_id: r.get(1)?,
        position: r.get(2)?,
        number: r.get(3)?,
        title: r.get(4)?,
        kind: variant(r, 5)?,
        planned_start: r.get(6)?,
        planned_end: r.get(7)?,
        fixed: r.get(8)?,
        private: r.get(9)?,
        state: variant(r, 10)?,
        started_at: r.get(11)?,
        ended_at: r.get(12)?,
        least_minutes: r.get(13)?,
        together: r.get(14)?,
        lost: r.get::<_, Option<i64>>(15)?.zip(variant_or_none(r, 16)?),
    })
}

macro_rules! select_item {
    ($rest:literal) => {
        concat!(
            "SELECT id, session_id, position, number, title, kind, planned_start, planned_end, fixed, private, state,
             started_at, ended_at, least_minutes, together, lost_at, fate FROM item ",
            $rest
        )
    };
}
pub(crate) use select_item;

/// Every item in its order.
pub(crate) fn all(db: &Db) -> Result<Vec<Item>, Fault> {
    db.rows(select_item!("ORDER BY position"), [], item)
}

/// Items that have not been taken, with the motions that the programme prints for each.
pub(crate) fn printed(db: &Db) -> Result<Vec<(ItemId, String)>, Fault> {
    db.rows(
        "SELECT id, motions FROM item WHERE motions <> '' AND state = 'planned' AND lost_at IS NULL ORDER BY position",
        [],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
}

/// The item before conference.
pub(crate) fn current(db: &Db) -> Result<Option<Item>, Fault> {
    db.row(select_item!("WHERE state = 'current'"), [], item)
}

/// One item.
pub(crate) fn known(db: &Db, id: ItemId) -> Result<Item, Halt> {
    db.row(select_item!("WHERE id = ?1"), [id], item)?
        .ok_or_else(|| Refusal::new("item.unknown", "There is no such item.").into())
}

pub(crate) fn add_item(
    act: &Act<'_>,
    title: &str,
    number: &str,
    kind: ItemKind,
    minutes: u32,
    after: Option<ItemId>,
) -> Done {
    set_up::set(act.db)?;
    let title = said("title of the item", title)?;
    let before = match after {
        Some(id) => Some(known(act.db, id)?),
        None => act.db.row(select_item!("ORDER BY position DESC LIMIT 1"), [], item)?,
    };
    let (session, position, start) = match &before {
        Some(item) => (item.session_id, item.position + 1, item.planned_end),
        None => programme_start(act)?,
    };
    // Later lines make room, so that no two stand in one place.
    act.db.run("UPDATE item SET position = position + 1 WHERE position >= ?1", [position])?;
    let end = start + i64::from(minutes) * 60_000;
    act.db.insert(
        "INSERT INTO item(session_id, position, number, title, kind, motions, planned_start, planned_end, fixed, private, together, state)
         VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?7, 0, 0, 0, 'planned')",
        (session, position, number.trim(), &title, name_of(&kind)?, start, end),
    )?;
    import::grow_sessions(act)?;
    Ok(format!("{title} was put on the order of business."))
}

pub(crate) fn settle_item(act: &Act<'_>, id: ItemId, number: &str, kind: ItemKind, fixed: bool) -> Done {
    let item = known(act.db, id)?;
    act.db.run(
        "UPDATE item SET number = ?2, kind = ?3, fixed = ?4 WHERE id = ?1",
        (id, number.trim(), name_of(&kind)?, fixed),
    )?;
    Ok(format!("{} was settled{}.", item.named(), if fixed { " with a fixed time" } else { "" }))
}

/// Conference sits in private for an item, or no longer does.
pub(crate) fn set_private(act: &Act<'_>, id: ItemId, private: bool) -> Done {
    let item = known(act.db, id)?;
    if matches!(item.state, ItemState::Closed | ItemState::NotReached) {
        return Err(
            Refusal::new("item.over", format!("{} is not to be taken any more.", item.named())).into()
        );
    }
    if item.private == private {
        let how = if private { "closed" } else { "open" };
        let sentence = format!("{} is {how} to visitors already.", item.named());
        return Err(Refusal::new("item.private_already", sentence).into());
    }
    act.db.run("UPDATE item SET private = ?2 WHERE id = ?1", (id, private))?;
    Ok(match (private, item.state == ItemState::Current) {
        (true, true) => format!("Conference went into private session for {}.", item.named()),
        (false, true) => format!("Conference is in open session again, on {}.", item.named()),
        (true, false) => format!("{} is to be taken in private session.", item.named()),
        (false, false) => format!("{} is to be taken in open session.", item.named()),
    })
}

pub(crate) fn move_item(act: &Act<'_>, id: ItemId, place: Place) -> Done {
    let item = known(act.db, id)?;
    let waits = |other: &Item| {
        matches!(
            other.state,
            ItemState::Planned | ItemState::Parked | ItemState::Adjourned | ItemState::NotReached
        )
    };
    if !waits(&item) {
        return Err(Refusal::new("item.under_way", format!("{} is not waiting.", item.named())).into());
    }
    unless_allowed(act, movable(&item))?;
    let mut order: Vec<Item> = all(act.db)?.into_iter().filter(waits).collect();
    let at = order.iter().position(|other| other.id == id).unwrap_or_default();
    let to = match place {
        Place::Up => at.checked_sub(1),
        Place::Down => Some(at + 1).filter(|to| *to < order.len()),
        Place::First => Some(0).filter(|to| *to != at),
        Place::Last => order.len().checked_sub(1).filter(|to| *to != at),
    };
    let to =
        to.ok_or_else(|| Refusal::new("item.at_the_end", format!("{} cannot go further.", item.named())))?;
    let slots: Vec<(SessionId, i64)> = order.iter().map(|o| (o.session_id, o.position)).collect();
    let from_time = order.iter().take(at.max(to) + 1).skip(at.min(to)).map(|o| o.planned_start).min();
    let moved = order.remove(at);
    order.insert(to, moved);
    let mut next_start = from_time.unwrap_or(item.planned_start);
    for (n, (other, (session, position))) in order.iter().zip(slots).enumerate() {
        if n < at.min(to) || n > at.max(to) {
            continue;
        }
        let holds = other.fixed || other.kind == ItemKind::Break;
        let start = if holds { other.planned_start } else { next_start };
        let end = start + (other.planned_end - other.planned_start);
        next_start = next_start.max(end);
        act.db.run(
            "UPDATE item SET session_id = ?2, position = ?3, planned_start = ?4, planned_end = ?5 WHERE id = ?1",
            (other.id, session, position, start, end),
        )?;
    }
    import::grow_sessions(act)?;
    Ok(format!("{} was moved in the order of business.", item.named()))
}

/// What was planned and never begun can be taken off; whatever hangs on an item keeps it.
pub(crate) fn remove_item(act: &Act<'_>, id: ItemId) -> Done {
    let item = known(act.db, id)?;
    let kept: bool = act.db.one(
        "SELECT EXISTS (SELECT 1 FROM question WHERE item_id = ?1) OR EXISTS (SELECT 1 FROM note WHERE item_id = ?1)",
        [id],
        |r| r.get(0),
    )?;
    if kept || !item.is_untouched() {
        return Err(Refusal::new("item.begun", format!("{} has been before conference.", item.named()))
            .allowed_by("Only what is still planned can be removed; close this, or let it stand.")
            .into());
    }
    if let Some(paper) = motions::of_item(act.db, id)?.first() {
        let refusal = Refusal::new(
            "item.has_papers",
            format!("{} is to be taken under {}, and would be taken nowhere.", paper.label(), item.named()),
        );
        unless_allowed(act, Err(refusal.by_reason()))?;
    }
    delete(act, id)?;
    Ok(format!("{} was removed from the order of business.", item.named()))
}

/// Takes an item off, with the guillotines that were set on it.
pub(crate) fn delete(act: &Act<'_>, id: ItemId) -> Result<(), Fault> {
    act.db.run("DELETE FROM guillotine WHERE item_id = ?1", [id])?;
    act.db.run("DELETE FROM item WHERE id = ?1", [id])?;
    Ok(())
}

fn movable(item: &Item) -> Result<(), Refusal> {
    if item.fixed {
        return Err(Refusal::new("item.fixed", format!("{} has a fixed time.", item.named())).by_reason());
    }
    Ok(())
}

/// Whether conference may turn to the next item on its agenda now, as far as it is not the item's own state that decides.
pub(crate) fn may_be_taken(db: &Db, item: &Item) -> Result<Result<(), Refusal>, Halt> {
    match procedures::none_waits(db) {
        Ok(()) => reports::agenda_for(db, item),
        Err(Halt::Refusal(refusal)) => Ok(Err(refusal)),
        Err(Halt::Fault(fault)) => Err(fault.into()),
    }
}

pub(crate) fn take_item(act: &Act<'_>, id: ItemId) -> Done {
    set_up::sitting(act.db)?;
    let item = known(act.db, id)?;
    match item.state {
        ItemState::Current => {
            return Err(Refusal::new(
                "item.current",
                format!("{} is before conference already.", item.named()),
            )
            .into());
        }
        ItemState::Closed => {
            return Err(Refusal::new("item.closed", format!("{} is closed.", item.named()))
                .allowed_by("Reopen the item first.")
                .into());
        }
        ItemState::NotReached => lost::may_be_taken(act, &item)?,
        ItemState::Planned | ItemState::Parked | ItemState::Adjourned => {}
    }
    unless_allowed(act, may_be_taken(act.db, &item)?)?;
    if let Some(before) = current(act.db)? {
        put_aside(act, &before)?;
    }
    act.db.run(
        "UPDATE item SET state = 'current', started_at = coalesce(started_at, ?2), taken_at = ?2, ended_at = NULL,
           lost_at = NULL, fate = NULL WHERE id = ?1",
        (id, act.at),
    )?;
    lost::find_papers(act, &item)?;
    let mut words = if item.started_at.is_some() {
        format!("Conference went back to {}.", item.named())
    } else {
        format!("Conference took {}.", item.named())
    };
    if questions::top(act.db, id)?.is_none()
        && let Some(motion) = next_motion(act.db, id)?
    {
        match consequences::none_proposed(act.db, &motions::known(act.db, motion)?) {
            Ok(()) => words.push_str(&format!(" {}", questions::call(act, motion)?)),
            // What would fall waits for the chair's word: the item is taken, and its paper is not called.
            Err(Halt::Refusal(_)) => {}
            Err(Halt::Fault(fault)) => return Err(fault.into()),
        }
    }
    Ok(words)
}

/// The first motion of an item that has not been before conference.
pub(crate) fn next_motion(db: &Db, item: ItemId) -> Result<Option<MotionId>, Fault> {
    db.row(
        "SELECT m.id FROM item_motion i JOIN motion m ON m.id = i.motion_id
         WHERE i.item_id = ?1 AND m.state IN ('on_agenda', 'adjourned') AND m.kind <> 'amendment'
         ORDER BY m.state = 'adjourned', i.position LIMIT 1",
        [item],
        |r| r.get(0),
    )
}

/// The state an item is left in when something else is taken: closed when nothing on it is undecided.
pub(crate) fn put_aside(act: &Act<'_>, item: &Item) -> Result<(), Halt> {
    speeches::stop_all(act, item.id)?;
    if is_undecided(act.db, item.id)? {
        act.db.run("UPDATE item SET state = 'parked' WHERE id = ?1", [item.id])?;
    } else {
        act.db.run("UPDATE item SET state = 'closed', ended_at = ?2 WHERE id = ?1", (item.id, act.at))?;
    }
    Ok(())
}

pub(crate) fn is_undecided(db: &Db, item: ItemId) -> Result<bool, Halt> {
    Ok(questions::top(db, item)?.is_some() || next_motion(db, item)?.is_some())
}

/// An item that was put aside while its vote was counted is closed when the vote leaves nothing on it undecided. What
/// the record says of it and of what fell, after the words of the declaration.
pub(crate) fn conclude(act: &Act<'_>, id: ItemId) -> Result<String, Halt> {
    let item = known(act.db, id)?;
    let fallen = questions::fallen(act, id)?;
    let sits = set_up::set(act.db)?.state == "open";
    if !sits || item.state != ItemState::Parked || is_undecided(act.db, id)? {
        return Ok(fallen);
    }
    put_aside(act, &item)?;
    Ok(format!("{fallen} {} is closed.", item.named()))
}

pub(crate) fn park_item(act: &Act<'_>, id: ItemId) -> Done {
    let item = before_conference(act.db, id)?;
    speeches::stop_all(act, id)?;
    act.db.run("UPDATE item SET state = 'parked' WHERE id = ?1", [id])?;
    Ok(format!("{} was put aside as it stands.", item.named()))
}

pub(crate) fn close_item(act: &Act<'_>, id: ItemId) -> Done {
    let item = known(act.db, id)?;
    if !matches!(item.state, ItemState::Current | ItemState::Parked) {
        return Err(Refusal::new("item.not_open", format!("{} is not open.", item.named())).into());
    }
    if let Some(label) = votes::undeclared_on(act.db, id)? {
        return Err(Refusal::new("item.vote_undeclared", format!("{label} on it is not declared yet."))
            .allowed_by("Park the item while the vote is counted.")
            .into());
    }
    if questions::top(act.db, id)?.is_some() {
        unless_allowed(act, Err(undecided(&item)))?;
    }
    speeches::stop_all(act, id)?;
    act.db.run("UPDATE item SET state = 'closed', ended_at = ?2 WHERE id = ?1", (id, act.at))?;
    Ok(format!("{} was closed.", item.named()))
}

/// Why what conference has not decided is not closed over.
pub(crate) fn undecided(item: &Item) -> Refusal {
    Refusal::new("item.undecided", format!("{} is still before conference undecided.", item.named()))
        .allowed_by(
            "Decide or withdraw the question, or park the item. The chair may close it with a reason.",
        )
        .by_reason()
}

pub(crate) fn reopen_item(act: &Act<'_>, id: ItemId) -> Done {
    set_up::sitting(act.db)?;
    let item = known(act.db, id)?;
    if !matches!(item.state, ItemState::Closed | ItemState::NotReached) {
        return Err(Refusal::new("item.not_closed", format!("{} is not closed.", item.named())).into());
    }
    lost::may_be_taken(act, &item)?;
    lost::find_papers(act, &item)?;
    act.db.run(
        "UPDATE item SET state = 'parked', ended_at = NULL, lost_at = NULL, fate = NULL WHERE id = ?1",
        [id],
    )?;
    Ok(format!("{} was opened again.", item.named()))
}

/// The item, or a refusal where it is not before conference.
pub(crate) fn before_conference(db: &Db, id: ItemId) -> Result<Item, Halt> {
    let item = known(db, id)?;
    if item.state == ItemState::Current {
        return Ok(item);
    }
    Err(Refusal::new("item.not_current", format!("{} is not before conference.", item.named()))
        .allowed_by("Take the item first.")
        .into())
}
