//! The order of business: items taken, parked, closed, moved.
//!
//! Invariant: at most one item is before conference; an item put aside keeps everything that hangs on it.

use rules::guillotine::Fate;
use rules::motion::State;
use rules::refusal::Refusal;
use rules::timetable::ItemState;

use crate::allow::{said, unless_allowed};
use crate::command::{ItemKind, Place};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId, SessionId};
use crate::sql::{name_of, variant, variant_or_none};
use crate::transact::Act;
use crate::{
    choosing, consequences, motions, procedures, questions, reports, rulings, set_up, speeches, votes,
};

pub(crate) use adding::{add, add_first, add_item};
pub(crate) use arrange::arrange;
pub(crate) use groups::{debated_on, debated_with, group, may_be_placed, place, ungroup};
pub(crate) use import::import;
pub(crate) use lost::{found_again, lose_items, lose_the_rest, lost, next_lost, put_lost_back};

mod adding;
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
        as_printed(&self.number, &self.title)
    }
}

/// An item as it is printed: `22 Free movement`, or its title alone where it has no number.
pub(crate) fn as_printed(number: &str, title: &str) -> String {
    if number.is_empty() { title.to_owned() } else { format!("{number} {title}") }
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

pub(crate) fn settle_item(
    act: &Act<'_>,
    id: ItemId,
    number: &str,
    kind: ItemKind,
    fixed: bool,
    title: Option<&str>,
) -> Done {
    let item = known(act.db, id)?;
    let title = title.map(|title| said("title of the item", title)).transpose()?;
    let other = title.filter(|title| *title != item.title);
    act.db.run(
        "UPDATE item SET number = ?2, kind = ?3, fixed = ?4, title = ?5 WHERE id = ?1",
        (id, number.trim(), name_of(&kind)?, fixed, other.as_deref().unwrap_or(&item.title)),
    )?;
    let called = other.map_or_else(String::new, |title| format!(": it is called {title}"));
    Ok(format!("{} was settled{}{called}.", item.named(), if fixed { " with a fixed time" } else { "" }))
}

/// Conference sits in private for an item, or no longer does.
pub(crate) fn set_private(act: &Act<'_>, id: ItemId, private: bool) -> Done {
    let item = known(act.db, id)?;
    if matches!(item.state, ItemState::Closed | ItemState::NotReached) {
        return Err(Refusal::new("item.over", format!("{} is not to be taken any more.", item.named()))
            .allowed_by("Reopen the item first.")
            .into());
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
    let order: Vec<Item> = all(act.db)?.into_iter().filter(waits).collect();
    let at = order.iter().position(|other| other.id == id).unwrap_or_default();
    let to = match place {
        Place::Up => at.checked_sub(1),
        Place::Down => Some(at + 1).filter(|to| *to < order.len()),
        Place::First => Some(0).filter(|to| *to != at),
        Place::Last => order.len().checked_sub(1).filter(|to| *to != at),
    };
    let to =
        to.ok_or_else(|| Refusal::new("item.at_the_end", format!("{} cannot go further.", item.named())))?;
    let before = order.get(if to < at { to } else { to + 1 }).map(Item::named);
    arrange::carry(act, order, at, to)?;
    import::grow_sessions(act)?;
    Ok(match before {
        Some(before) => format!("{} was moved before {before}.", item.named()),
        None => format!("{} was moved to the end of the order of business.", item.named()),
    })
}

/// What was planned and never begun can be taken off; whatever hangs on an item keeps it.
pub(crate) fn remove_item(act: &Act<'_>, id: ItemId) -> Done {
    let item = known(act.db, id)?;
    if let Some(refusal) = kept_by(act.db, &item)? {
        return Err(refusal.into());
    }
    // What was withdrawn, or stands in a composite, is taken nowhere as it is.
    let waits = |paper: &&motions::Motion| paper.state.is_undecided() || paper.state.is_with_committee();
    if let Some(paper) = motions::of_item(act.db, id)?.iter().find(waits) {
        let refusal = Refusal::new(
            "item.has_papers",
            format!("{} is to be taken under {}, and would be taken nowhere.", paper.label(), item.named()),
        );
        unless_allowed(act, Err(refusal.by_reason()))?;
    }
    delete(act, id)?;
    Ok(format!("{} was removed from the order of business.", item.named()))
}

/// Why an item cannot be taken off: it has been before conference, or something else names it.
pub(crate) fn kept_by(db: &Db, item: &Item) -> Result<Option<Refusal>, Fault> {
    let (begun, asked_for): (bool, bool) = db.one(
        "SELECT EXISTS (SELECT 1 FROM question WHERE item_id = ?1) OR EXISTS (SELECT 1 FROM note WHERE item_id = ?1)
             OR EXISTS (SELECT 1 FROM interruption WHERE item_id = ?1)
             OR EXISTS (SELECT 1 FROM refused_motion WHERE item_id = ?1)
             OR EXISTS (SELECT 1 FROM choosing WHERE item_id = ?1),
           EXISTS (SELECT 1 FROM challenge WHERE to_item_id = ?1)",
        [item.id],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    if begun || !item.is_untouched() {
        let refusal = Refusal::new("item.begun", format!("{} has been before conference.", item.named()));
        return Ok(Some(
            refusal.allowed_by("Only what is still planned can be removed; close this, or let it stand."),
        ));
    }
    let sentence = || format!("A challenge asks for a place under {}.", item.named());
    Ok(asked_for.then(|| {
        Refusal::new("item.asked_for", sentence()).allowed_by("Let it stand; close it when it is reached.")
    }))
}

/// Takes an item off that nothing keeps, with the guillotines that were set on it.
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
    match procedures::may_turn(db, Some(item.id))? {
        Ok(()) => reports::agenda_for(db, item),
        refused => Ok(refused),
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
    match current(act.db)? {
        Some(before) => put_aside(act, &before)?,
        None => speeches::stop_all(act, None)?,
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
        && rulings::risen_on(act.db, Some(id))?.is_none()
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
    speeches::stop_all(act, Some(item.id))?;
    if is_undecided(act.db, item.id)? {
        wait(act, item.id)?;
    } else {
        act.db.run("UPDATE item SET state = 'closed', ended_at = ?2 WHERE id = ?1", (item.id, act.at))?;
    }
    Ok(())
}

pub(crate) fn is_undecided(db: &Db, item: ItemId) -> Result<bool, Halt> {
    Ok(questions::top(db, item)?.is_some()
        || next_motion(db, item)?.is_some()
        || rulings::risen_on(db, Some(item))?.is_some())
}

/// An item that was put aside while its vote was counted is closed when the vote leaves nothing on it undecided. What
/// the record says of it and of what fell, after the words of the declaration; nothing where it was between two items.
pub(crate) fn conclude(act: &Act<'_>, place: Option<ItemId>) -> Result<String, Halt> {
    let Some(id) = place else { return Ok(String::new()) };
    let item = known(act.db, id)?;
    let fallen = questions::fallen(act, place)?;
    let sits = set_up::set(act.db)?.state == "open";
    if !sits || item.state != ItemState::Parked || is_undecided(act.db, id)? {
        return Ok(fallen);
    }
    put_aside(act, &item)?;
    Ok(format!("{fallen} {} is closed.", item.named()))
}

pub(crate) fn park_item(act: &Act<'_>, id: ItemId) -> Done {
    let item = before_conference(act.db, id)?;
    unless_allowed(act, procedures::may_turn(act.db, None)?)?;
    put_by(act, &item)?;
    Ok(format!("{} was put aside as it stands.", item.named()))
}

/// The item is put aside with everything that hangs on it, whatever waits before conference.
pub(crate) fn put_by(act: &Act<'_>, item: &Item) -> Result<(), Halt> {
    speeches::stop_all(act, Some(item.id))?;
    wait(act, item.id)?;
    Ok(())
}

/// The item waits from now on, as it stands.
fn wait(act: &Act<'_>, id: ItemId) -> Result<(), Fault> {
    act.db.run("UPDATE item SET state = 'parked', parked_at = ?2 WHERE id = ?1", (id, act.at)).map(|_| ())
}

pub(crate) fn close_item(act: &Act<'_>, id: ItemId) -> Done {
    let item = known(act.db, id)?;
    if !matches!(item.state, ItemState::Current | ItemState::Parked) {
        let over = matches!(item.state, ItemState::Closed | ItemState::NotReached);
        return Err(Refusal::new("item.not_open", format!("{} is not open.", item.named()))
            .allowed_by(if over { "Reopen the item to go on with it." } else { "Take the item first." })
            .into());
    }
    if let Some(label) = votes::undeclared_on(act.db, id)? {
        return Err(Refusal::new("item.vote_undeclared", format!("{label} on it is not declared yet."))
            .allowed_by("Park the item while the vote is counted.")
            .into());
    }
    unless_allowed(act, may_be_closed(act.db, &item)?)?;
    speeches::stop_all(act, Some(id))?;
    act.db.run("UPDATE item SET state = 'closed', ended_at = ?2 WHERE id = ?1", (id, act.at))?;
    Ok(format!("{} was closed.", item.named()))
}

/// Whether nothing on an item is undecided: nothing is before conference, nobody has risen, and every paper of it has been.
pub(crate) fn may_be_closed(db: &Db, item: &Item) -> Result<Result<(), Refusal>, Halt> {
    if questions::top(db, item.id)?.is_some() {
        return Ok(Err(undecided(item)));
    }
    if let Err(refusal) = procedures::none_has_risen(db, item.id)? {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = choosing::none_under_way(db, item.id)? {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = procedures::none_has_risen(db, item.id)? {
        return Ok(Err(refusal));
    }
    let Some(waits) = next_motion(db, item.id)? else { return Ok(Ok(())) };
    let paper = motions::known(db, waits)?;
    let put_off = paper.state == State::Adjourned;
    let (sentence, allow) = if put_off {
        (
            format!(
                "The debate on {}, under {}, was adjourned and is not decided.",
                paper.in_words(),
                item.named()
            ),
            "Park the item",
        )
    } else {
        (
            format!("{}, under {}, has not been taken.", paper.label(), item.named()),
            "Call it, say that it is not moved, or park the item",
        )
    };
    Ok(Err(Refusal::new("item.undecided", sentence)
        .allowed_by(format!("{allow}. The chair may close it with a reason."))
        .by_reason()))
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
        "UPDATE item SET ended_at = NULL, lost_at = NULL, fate = NULL, state = 'parked', parked_at = ?2 WHERE id = ?1",
        (id, act.at),
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
