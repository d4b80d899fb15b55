//! Business that was lost: not reached before its guillotine fell or its conference closed.
//!
//! Invariant: nothing is lost silently. Each item that was not reached says when, and what becomes of it; what may still
//! be taken is taken in the order lost, or out of it with the chair's reason (§8: TUC 2014, UNISON 2022).

use rules::guillotine::{Fate, in_order_lost};
use rules::motion::State;
use rules::refusal::Refusal;
use rules::share::{capital, listed};
use rules::timetable::ItemState;

use super::{Item, all, known, select_item};
use crate::allow::{said, unless_allowed};
use crate::command::ItemKind;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::motions;
use crate::set_up;
use crate::sql::name_of;
use crate::transact::Act;

/// What was not reached, in the order lost.
pub(crate) fn lost(db: &Db) -> Result<Vec<Item>, Fault> {
    db.rows(
        select_item!("WHERE state = 'not_reached' AND kind <> 'break' ORDER BY lost_at, position"),
        [],
        super::item,
    )
}

/// What is taken first of it.
pub(crate) fn next_lost(db: &Db) -> Result<Option<Item>, Fault> {
    Ok(lost(db)?.into_iter().find(may_still_be_taken))
}

fn may_still_be_taken(item: &Item) -> bool {
    item.lost.is_some_and(|(_, fate)| fate.may_still_be_taken())
}

/// It is the first of the lost, or the chair allows it.
pub(super) fn may_be_taken(act: &Act<'_>, item: &Item) -> Result<(), Halt> {
    let Some((_, fate)) = item.lost else { return Ok(()) };
    if !fate.may_still_be_taken() {
        return Err(gone(item, fate).into());
    }
    let before = next_lost(act.db)?.filter(|first| first.id != item.id).map(|first| first.named());
    unless_allowed(act, in_order_lost(&item.named(), before.as_deref()))
}

/// Marks an item as not reached, and says what becomes of it and of the papers that were not called under it.
pub(super) fn lose(act: &Act<'_>, item: ItemId, fate: Fate) -> Result<(), Halt> {
    act.db.run(
        "UPDATE item SET state = 'not_reached', lost_at = ?2, fate = ?3 WHERE id = ?1",
        (item, act.at, name_of(&fate)?),
    )?;
    lose_papers(act, item, fate)
}

/// The papers of an item that were not called (what has a question stays undecided with it), each with what would have amended it, go the way of the item.
pub(super) fn lose_papers(act: &Act<'_>, item: ItemId, fate: Fate) -> Result<(), Halt> {
    let way: &[State] = match fate {
        Fate::LostBusiness => &[State::NotReached],
        Fate::GuillotineSection => &[State::Guillotined],
        Fate::Executive => &[State::Guillotined, State::RemittedToExecutive],
        Fate::Lapses => &[State::Guillotined, State::Lapsed],
        Fate::Remitted => &[State::Remitted],
    };
    for paper in papers_in(act.db, item, &[State::OnAgenda])? {
        if has_question(act.db, paper)? {
            continue;
        }
        for state in way {
            motions::set_state(act, paper, *state, fate.mark())?;
        }
    }
    Ok(())
}

/// A lost item is to come again; what was begun once goes on where it stood.
pub(crate) fn found_again(act: &Act<'_>, item: &Item) -> Result<(), Halt> {
    if let Some((_, fate)) = item.lost.filter(|(_, fate)| !fate.may_still_be_taken()) {
        return Err(gone(item, fate).into());
    }
    let state = if item.started_at.is_some() { "parked" } else { "planned" };
    act.db.run("UPDATE item SET state = ?2, lost_at = NULL, fate = NULL WHERE id = ?1", (item.id, state))?;
    find_papers(act, item)
}

fn gone(item: &Item, fate: Fate) -> Refusal {
    Refusal::new("lost.gone", format!("{} was not reached, and {}.", item.named(), fate.verb(true)))
}

/// What was lost with its item can be called again.
pub(super) fn find_papers(act: &Act<'_>, item: &Item) -> Result<(), Halt> {
    if item.lost.is_none() {
        return Ok(());
    }
    for paper in papers_in(act.db, item.id, &[State::NotReached, State::Guillotined])? {
        motions::set_state(act, paper, State::OnAgenda, "Its item is to be taken again.")?;
    }
    Ok(())
}

/// It is before conference, or was put aside there.
fn has_question(db: &Db, paper: MotionId) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS (SELECT 1 FROM question WHERE motion_id = ?1 AND state IN ('called', 'moved', 'seconded'))",
        [paper],
        |r| r.get(0),
    )
}

/// Papers of an item and what would amend them, in one of these states.
fn papers_in(db: &Db, item: ItemId, states: &[State]) -> Result<Vec<MotionId>, Fault> {
    let mut found = Vec::new();
    for paper in motions::of_item(db, item)? {
        for each in motions::amendments(db, paper.id)?.iter().chain([&paper]) {
            if states.contains(&each.state) && !found.contains(&each.id) {
                found.push(each.id);
            }
        }
    }
    Ok(found)
}

/// What is left when conference closes: what was put aside undecided among it. A break that was not reached waits for
/// nobody.
pub(crate) fn lose_the_rest(act: &Act<'_>) -> Result<(), Halt> {
    for item in all(act.db)?.iter().filter(|i| matches!(i.state, ItemState::Planned | ItemState::Parked)) {
        let fate = if item.kind == ItemKind::Break { Fate::Lapses } else { Fate::LostBusiness };
        lose(act, item.id, fate)?;
    }
    Ok(())
}

/// The chair or the committee says that business is not reached, without a guillotine.
pub(crate) fn lose_items(act: &Act<'_>, ids: &[ItemId], fate: Fate, reason: &str) -> Done {
    set_up::set(act.db)?;
    let reason = said("reason", reason)?;
    let mut named = Vec::new();
    for id in ids {
        let item = known(act.db, *id)?;
        if item.kind == ItemKind::Break {
            return Err(Refusal::new("lost.break", format!("{} is a break, not business.", item.named()))
                .allowed_by("Remove it, or plan the day again.")
                .into());
        }
        if !item.is_untouched() {
            return Err(Refusal::new("item.begun", format!("{} has been before conference.", item.named()))
                .allowed_by("Only what is still to come can be lost.")
                .into());
        }
        lose(act, *id, fate)?;
        named.push(item.named());
    }
    if named.is_empty() {
        return Err(Refusal::new("lost.nothing", "Nothing is named that was not reached.").into());
    }
    let verb = fate.verb(named.len() == 1);
    Ok(format!("Not reached: {}. {} {verb}. {}", listed(&named), it(named.len()), capital(&reason)))
}

pub(super) fn it(count: usize) -> &'static str {
    if count == 1 { "It" } else { "They" }
}

/// Lost business comes back to the order of business, after another item or at the end.
pub(crate) fn put_lost_back(act: &Act<'_>, id: ItemId, after: Option<ItemId>) -> Done {
    set_up::set(act.db)?;
    let item = known(act.db, id)?;
    if item.state != ItemState::NotReached {
        return Err(Refusal::new("lost.not_lost", format!("{} is not lost business.", item.named())).into());
    }
    may_be_taken(act, &item)?;
    let before = match after.filter(|after| *after != id) {
        Some(after) => known(act.db, after)?,
        None => last_beside(act.db, id)?.unwrap_or_else(|| item.clone()),
    };
    let length = item.planned_end - item.planned_start;
    // It leaves its place, the later lines make room.
    act.db.run("UPDATE item SET position = -id WHERE id = ?1", [id])?;
    act.db.run("UPDATE item SET position = position + 1 WHERE position > ?1", [before.position])?;
    act.db.run(
        "UPDATE item SET session_id = ?2, position = ?3, planned_start = ?4, planned_end = ?5 WHERE id = ?1",
        (id, before.session_id, before.position + 1, before.planned_end, before.planned_end + length),
    )?;
    found_again(act, &item)?;
    super::import::grow_sessions(act)?;
    Ok(format!("{}, lost before, is back on the order of business after {}.", item.named(), before.named()))
}

fn last_beside(db: &Db, id: ItemId) -> Result<Option<Item>, Fault> {
    db.row(select_item!("WHERE id <> ?1 ORDER BY position DESC LIMIT 1"), [id], super::item)
}
