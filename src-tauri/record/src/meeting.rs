//! A conference that comes from another program: its delegations, people, business and papers, in one act.
//!
//! Invariant: it goes through the same handlers as what is entered here, so that the same rules refuse the same things, and
//! one refusal refuses the whole. Its papers are handed in to the committee: nothing is on the agenda that nobody ruled on.

use rules::share::counted;

use crate::command::{AgendaRow, ItemKind, MeetingRows};
use crate::halt::{Done, Halt};
use crate::transact::Act;
use crate::{delegates, delegations, motions, programme};

pub(crate) fn take_in(act: &Act<'_>, rows: &MeetingRows) -> Done {
    if !rows.delegations.is_empty() {
        delegations::import(act, &rows.delegations)?;
    }
    if !rows.delegates.is_empty() {
        delegates::import(act, &rows.delegates)?;
    }
    for item in &rows.items {
        put_on_the_agenda(act, item)?;
    }
    let (papers, changed) = motions::take_in(act, &rows.papers)?;
    let parts = [
        (counting(&rows.delegations), "delegation", "delegations"),
        (counting(&rows.delegates), "person", "people"),
        (counting(&rows.items), "item of business", "items of business"),
        (papers, "paper", "papers"),
        (changed, "paper brought up to date", "papers brought up to date"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    Ok(format!("Taken in from another program: {}.", said.join(", ")))
}

fn counting<T>(rows: &[T]) -> u64 {
    u64::try_from(rows.len()).unwrap_or_default()
}

fn put_on_the_agenda(act: &Act<'_>, row: &AgendaRow) -> Result<(), Halt> {
    let item = programme::add(act, &row.title, &row.number, ItemKind::Business, row.minutes, None)?;
    if row.private || !row.motions.trim().is_empty() {
        act.db.run(
            "UPDATE item SET private = ?2, motions = ?3 WHERE id = ?1",
            (item, row.private, row.motions.trim()),
        )?;
    }
    Ok(())
}
