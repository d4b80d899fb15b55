//! The item of business that comes next.

use rules::timetable::ItemState;

use super::{Offer, offer};
use crate::command::{Command, ItemKind};
use crate::db::Db;
use crate::halt::Fault;
use crate::programme;
use crate::view::desk::ItemLine;
use crate::view::programme::Plan;
use crate::view::shown;

/// The first of the day that has not been taken.
pub(super) fn next_item(plan: &Plan) -> Option<&ItemLine> {
    plan.lines
        .iter()
        .filter(|(day, _)| *day == plan.today)
        .map(|(_, line)| line)
        .find(|line| line.state == ItemState::Planned)
}

pub(in crate::view::desk) fn take(db: &Db, line: &ItemLine) -> Result<Offer, Fault> {
    let name = programme::as_printed(&line.number, &line.title);
    let words = if line.kind == ItemKind::Break {
        format!("Conference rises for {}.", line.title.to_lowercase())
    } else if line.state == ItemState::Parked {
        format!("We go on with {}.", line.title)
    } else {
        format!("We move to {}.", line.title)
    };
    let words = if line.private {
        format!("{words} Conference goes into private session: visitors, please leave the hall.")
    } else {
        words
    };
    let item = shown::plain(programme::known(db, line.id))?;
    Ok(offer("N", format!("Take {name}"))
        .does(Command::TakeItem { item: line.id })
        .hints(line.note.clone())
        .says(words)
        .unless(shown::plain(programme::may_be_taken(db, &item))?))
}
