//! Motions that are debated together and voted on in sequence (§5: UNISON women's SO 2.4).
//!
//! Invariant: a motion is taken under one item only, and what has been before conference stays where it was.

use rules::motion::State;
use rules::refusal::Refusal;
use rules::share::listed;

use super::{Item, delete, kept_by, known};
use crate::command::{ItemKind, MotionKind};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::set_up;
use crate::transact::Act;

/// A paper that can be put under another item: a motion that has not been called.
pub(crate) fn may_be_placed(paper: &Motion) -> Result<(), Refusal> {
    if paper.kind == MotionKind::Amendment {
        return Err(Refusal::new(
            "group.amendment",
            format!("{} is taken with the paper that it would amend.", paper.label()),
        ));
    }
    if matches!(paper.state, State::Submitted | State::RuledIn | State::RuledOut | State::Printed) {
        return Err(Refusal::new(
            "motion.not_on_agenda",
            format!("{} is not on the agenda yet.", paper.label()),
        )
        .allowed_by("Put it on the agenda first."));
    }
    if paper.state != State::OnAgenda {
        return Err(Refusal::new(
            "motion.not_on_agenda",
            format!("{} has been before conference.", paper.label()),
        ));
    }
    Ok(())
}

/// The item may still take other motions: its debate has not begun.
fn is_open(item: &Item) -> Result<(), Refusal> {
    if item.is_untouched() {
        return Ok(());
    }
    Err(Refusal::new("item.begun", format!("{} has been before conference.", item.named()))
        .allowed_by("Group motions before their debate begins."))
}

/// The motions of an item, in the order they are called; an amendment goes with the paper that it would amend.
fn motions_of(db: &Db, item: ItemId) -> Result<Vec<Motion>, Fault> {
    let mut papers = motions::of_item(db, item)?;
    papers.retain(|paper| paper.kind != MotionKind::Amendment);
    Ok(papers)
}

/// The motions that one is debated together with, in the order of their votes, itself among them; none where it is
/// debated alone.
pub(crate) fn debated_with(db: &Db, item: ItemId) -> Result<Vec<Motion>, Fault> {
    let together = db.row("SELECT together FROM item WHERE id = ?1", [item], |r| r.get(0))?.unwrap_or(false);
    let papers = if together { motions_of(db, item)? } else { Vec::new() };
    Ok(if papers.len() < 2 { Vec::new() } else { papers })
}

/// The motion on which the group was debated, once that debate has been held.
pub(crate) fn debated_on(db: &Db, item: ItemId) -> Result<Option<Motion>, Halt> {
    if debated_with(db, item)?.is_empty() {
        return Ok(None);
    }
    let first: Option<MotionId> = db.row(
        "SELECT q.motion_id FROM question q JOIN motion m ON m.id = q.motion_id
         WHERE q.item_id = ?1 AND q.upon_id IS NULL AND q.state = 'decided' ORDER BY q.id LIMIT 1",
        [item],
        |r| r.get(0),
    )?;
    first.map(|id| motions::known(db, id)).transpose()
}

/// Puts motions under one item, in this order after those that it has, to be debated as one.
pub(crate) fn group(act: &Act<'_>, id: ItemId, papers: &[MotionId]) -> Done {
    set_up::set(act.db)?;
    let item = known(act.db, id)?;
    is_open(&item)?;
    let mut there = motions_of(act.db, id)?;
    for id in papers {
        let paper = motions::known(act.db, *id)?;
        may_be_placed(&paper)?;
        if there.iter().all(|other| other.id != paper.id) {
            there.push(paper);
        }
    }
    if there.len() < 2 {
        return Err(Refusal::new("group.one", "One motion is no group.")
            .allowed_by("Name the motions that are debated together.")
            .into());
    }
    let labels: Vec<String> = there.iter().map(Motion::in_words).collect();
    let emptied = place(act, item.id, &there.iter().map(|paper| paper.id).collect::<Vec<_>>())?;
    act.db.run("UPDATE item SET together = 1 WHERE id = ?1", [id])?;
    // A break, a report or an election is there whether or not a motion was under it.
    for left in emptied.iter().filter(|left| left.kind == ItemKind::Business) {
        if kept_by(act.db, left)?.is_none() {
            delete(act, left.id)?;
        }
    }
    Ok(format!("Under {}, {} are debated together and voted on in sequence.", item.named(), listed(&labels)))
}

/// Puts motions under an item in this order; the items that they leave with nothing under them.
pub(crate) fn place(act: &Act<'_>, item: ItemId, papers: &[MotionId]) -> Result<Vec<Item>, Halt> {
    let mut left = Vec::new();
    for (position, paper) in (1_i64..).zip(papers) {
        let now: Option<ItemId> =
            act.db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [paper], |r| r.get(0))?;
        match now {
            Some(from) => {
                act.db.run(
                    "UPDATE item_motion SET item_id = ?2, position = ?3 WHERE motion_id = ?1",
                    (paper, item, position),
                )?;
                if from != item && !left.contains(&from) {
                    left.push(from);
                }
            }
            None => {
                act.db.insert(
                    "INSERT INTO item_motion(item_id, motion_id, position) VALUES (?1, ?2, ?3)",
                    (item, paper, position),
                )?;
            }
        }
    }
    let mut emptied = Vec::new();
    for id in left {
        if motions::of_item(act.db, id)?.is_empty() {
            emptied.push(known(act.db, id)?);
        }
    }
    Ok(emptied)
}

/// Each motion of a group gets a debate of its own again: an item each behind the first, the time shared out.
pub(crate) fn ungroup(act: &Act<'_>, id: ItemId) -> Done {
    let item = known(act.db, id)?;
    is_open(&item)?;
    let papers = motions_of(act.db, id)?;
    if !item.together || papers.len() < 2 {
        return Err(Refusal::new(
            "group.none",
            format!("{} has no motions that are debated together.", item.named()),
        )
        .into());
    }
    let count = i64::try_from(papers.len()).unwrap_or(i64::MAX);
    // Whole minutes; what is left over stays with the first.
    let share = (item.planned_end - item.planned_start) / 60_000 / count * 60_000;
    let first_end = item.planned_end - share * (count - 1);
    act.db.run("UPDATE item SET position = position + ?2 WHERE position > ?1", (item.position, count - 1))?;
    act.db.run("UPDATE item SET together = 0, planned_end = ?2 WHERE id = ?1", (id, first_end))?;
    for (place, paper) in (0_i64..).zip(papers.iter().skip(1)) {
        let start = first_end + share * place;
        let own = ItemId(act.db.insert(
            "INSERT INTO item(session_id, position, number, title, kind, motions, planned_start, planned_end, fixed,
                              private, together, state)
             VALUES (?1, ?2, ?3, ?4, 'business', '', ?5, ?6, 0, ?7, 0, 'planned')",
            (
                item.session_id,
                item.position + 1 + place,
                &paper.number,
                &paper.title,
                start,
                start + share,
                item.private,
            ),
        )?);
        act.db
            .run("UPDATE item_motion SET item_id = ?2, position = 1 WHERE motion_id = ?1", (paper.id, own))?;
    }
    Ok(format!("The motions under {} are debated one by one.", item.named()))
}
