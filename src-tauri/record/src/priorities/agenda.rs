//! The order of business by the result: shown first, then done by one act, and taken back like any other.
//!
//! Invariant: only business that waits and whose time is not fixed changes places; breaks and fixed times stay.

use rules::priorities::brought_forward;
use rules::refusal::Refusal;
use rules::timetable::ItemState;

use super::subjects::{Subjects, given};
use super::{Ballot, State, in_state, known, lists, options};
use crate::command::ItemKind;
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{ItemId, PrioritiesId};
use crate::programme::{self, Item};
use crate::transact::Act;

/// The order of business as the result would have it.
pub(crate) struct Arranged {
    /// Business that waits and can change places, as it is.
    pub(crate) now: Vec<Item>,
    /// The same in its new order.
    pub(crate) order: Vec<ItemId>,
    /// What moves together, in the order of priority.
    pub(crate) first: Vec<ItemId>,
    /// Labels of what was chosen and no waiting item takes: motions, or a subject with neither motion nor item.
    pub(crate) nowhere: Vec<String>,
}

fn can_move(item: &Item) -> bool {
    let waits = matches!(
        item.state,
        ItemState::Planned | ItemState::Parked | ItemState::Adjourned | ItemState::NotReached
    );
    waits && !item.fixed && item.kind == ItemKind::Business
}

/// What accepting the result would do.
pub(crate) fn arranged(db: &Db, ballot: &Ballot, before: Option<ItemId>) -> Result<Arranged, Halt> {
    let now: Vec<Item> = programme::all(db)?.into_iter().filter(can_move).collect();
    let waits = |item: ItemId| now.iter().any(|line| line.id == item);
    let subjects = Subjects::read(db)?;
    let options = options(db, ballot.id)?;
    let (mut first, mut nowhere): (Vec<ItemId>, Vec<String>) = (Vec::new(), Vec::new());
    for chosen in rules::priorities::in_order(&lists(db, ballot)?) {
        let Some(option) = options.iter().find(|option| option.id.0 == chosen) else { continue };
        let (items, astray) = given(db, &subjects, option, waits)?;
        for item in items {
            if !first.contains(&item) {
                first.push(item);
            }
        }
        nowhere.extend(astray);
    }
    let ids: Vec<i64> = now.iter().map(|line| line.id.0).collect();
    let chosen: Vec<i64> = first.iter().map(|item| item.0).collect();
    let order = brought_forward(&ids, &chosen, before.map(|item| item.0));
    Ok(Arranged { now, order: order.into_iter().map(ItemId).collect(), first, nowhere })
}

/// The chosen come first, in the order of priority.
pub(crate) fn order(act: &Act<'_>, id: PrioritiesId, before: Option<ItemId>) -> Done {
    let ballot = known(act.db, id)?;
    in_state(&ballot, &[State::Declared])?;
    let Arranged { now, order, first, .. } = arranged(act.db, &ballot, before)?;
    if let Some(before) = before.filter(|before| !order.contains(before)) {
        let named = programme::known(act.db, before)?.named();
        return Err(Refusal::new("priorities.no_place", format!("Nothing can be put before {named} now."))
            .allowed_by("Name business that waits and whose time is not fixed.")
            .into());
    }
    if first.is_empty() {
        return Err(Refusal::new(
            "priorities.nothing_to_move",
            "No item that waits takes what was chosen.",
        )
        .allowed_by("Put the motions on the order of business first, or sort them under the subject that was chosen.")
        .into());
    }
    if now.iter().map(|line| line.id).eq(order.iter().copied()) {
        return Err(Refusal::new(
            "priorities.in_order",
            "The order of business follows the priorities already.",
        )
        .into());
    }
    programme::arrange(act, &now, &order)?;
    let named: Vec<String> =
        first.iter().filter_map(|id| now.iter().find(|line| line.id == *id)).map(Item::named).collect();
    Ok(format!("The order of business follows the priorities: {}.", named.join(", ")))
}
