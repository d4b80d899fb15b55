//! A conference that comes from another program: its delegations, people, business and papers, in one act.
//!
//! Invariant: it goes through the same handlers as what is entered here, so that the same rules refuse the same things, and
//! one refusal refuses the whole.

use rules::refusal::Refusal;
use rules::share::counted;

use crate::command::{AgendaRow, ItemKind, MeetingRows, NewMotion, PaperRow};
use crate::halt::{Done, Halt};
use crate::ids::MotionId;
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
    for paper in &rows.papers {
        hand_in(act, paper)?;
    }
    let parts = [
        (rows.delegations.len(), "delegation", "delegations"),
        (rows.delegates.len(), "person", "people"),
        (rows.items.len(), "item of business", "items of business"),
        (rows.papers.len(), "paper", "papers"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(u64::try_from(count).unwrap_or_default(), one, many))
        .collect();
    Ok(format!("Taken in from another program: {}.", said.join(", ")))
}

fn put_on_the_agenda(act: &Act<'_>, row: &AgendaRow) -> Result<(), Halt> {
    programme::add_item(act, &row.title, &row.number, ItemKind::Business, row.minutes, None)?;
    if row.private {
        act.db.run("UPDATE item SET private = 1 WHERE id = (SELECT max(id) FROM item)", [])?;
    }
    Ok(())
}

fn hand_in(act: &Act<'_>, row: &PaperRow) -> Result<(), Halt> {
    let upon = row.upon.as_deref().map(|number| numbered(act, number)).transpose()?;
    let motion = NewMotion {
        number: row.number.clone(),
        kind: row.kind,
        title: row.title.clone(),
        upon,
        mover: row.mover.clone(),
        paragraphs: row.paragraphs.clone(),
        edits: row.edits.clone(),
        ..NewMotion::default()
    };
    motions::add(act, &motion).map(|_| ())
}

fn numbered(act: &Act<'_>, number: &str) -> Result<MotionId, Halt> {
    let found = act.db.row("SELECT id FROM motion WHERE number = ?1", [number], |r| r.get(0))?;
    found.ok_or_else(|| Refusal::new("motion.unknown", format!("There is no paper {number}.")).into())
}
