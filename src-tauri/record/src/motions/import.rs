//! Papers taken in from a table: new ones are handed in to the committee, those known by number are brought up to date.
//!
//! Invariant: one bad row refuses the whole; only a paper that is still with the committee changes, by the same rules as a
//! correction by hand: what stood before stays on the paper.

use rules::amendment::edits_between;
use rules::motion::State;
use rules::refusal::Refusal;

use super::handing_in::{find_delegations, hand_in};
use super::{Motion, correcting, known, supporters};
use crate::command::{MotionKind, MotionRow, NewMotion, PaperCorrected};
use crate::halt::{Done, Halt};
use crate::ids::MotionId;
use crate::transact::Act;
use crate::{set_up, texts};

/// Why what is known was changed, as the paper says it.
const FROM_A_TABLE: &str = "From a table.";

/// Every row; the record says how many were new and how many were changed.
pub(crate) fn import(act: &Act<'_>, rows: &[MotionRow]) -> Done {
    set_up::set(act.db)?;
    if rows.is_empty() {
        return Err(Refusal::new("import.empty", "There is nothing to take in.").into());
    }
    let (new, changed) = take_in(act, rows)?;
    let papers = rules::share::counted(new, "paper", "papers");
    Ok(format!("{papers} taken in from a table; {changed} brought up to date."))
}

/// How many of the rows were new, and how many brought what is with the committee up to date.
pub(crate) fn take_in(act: &Act<'_>, rows: &[MotionRow]) -> Result<(u64, u64), Halt> {
    let (mut new, mut changed) = (0_u64, 0_u64);
    for (at, row) in (1_u32..).zip(rows) {
        let taken = match by_number(act, &row.number)? {
            None => {
                paper(act, row).and_then(|paper| hand_in(act, &paper, State::Submitted)).map(|_| &mut new)
            }
            Some(old) => update(act, &old, row).map(|()| &mut changed),
        };
        match taken {
            Ok(count) => *count += 1,
            Err(Halt::Refusal(refusal)) => {
                let sentence = format!("Row {at}, {}: {}", row.number, refusal.sentence);
                return Err(Refusal { sentence, ..refusal }.into());
            }
            Err(fault @ Halt::Fault(_)) => return Err(fault),
        }
    }
    Ok((new, changed))
}

fn by_number(act: &Act<'_>, number: &str) -> Result<Option<Motion>, Halt> {
    let id: Option<MotionId> =
        act.db
            .row("SELECT id FROM motion WHERE number = ?1 COLLATE NOCASE", [number.trim()], |r| r.get(0))?;
    id.map(|id| known(act.db, id)).transpose()
}

fn paper(act: &Act<'_>, row: &MotionRow) -> Result<NewMotion, Halt> {
    let mut new = NewMotion {
        number: row.number.clone(),
        kind: row.kind,
        title: row.title.clone(),
        mover: row.mover.clone(),
        seconder: row.seconder.clone(),
        section: row.section.clone(),
        category: row.category.clone(),
        two_thirds: row.two_thirds.unwrap_or_default(),
        handed_in: row.handed_in.clone(),
        supporters: row.supporters.clone(),
        ..NewMotion::default()
    };
    if row.kind == MotionKind::Amendment {
        let upon = row.upon.as_deref().unwrap_or_default();
        let upon = by_number(act, upon)?.ok_or_else(|| {
            Refusal::new("amendment.upon_nothing", format!("There is no paper {upon} for it to amend."))
        })?;
        let stands = texts::words(&texts::stands(act.db, upon.id)?);
        new.upon = Some(upon.id);
        new.edits = edits_between(&stands, &row.paragraphs);
    } else {
        new.paragraphs.clone_from(&row.paragraphs);
    }
    Ok(new)
}

fn update(act: &Act<'_>, old: &Motion, row: &MotionRow) -> Result<(), Halt> {
    if !old.state.is_with_committee() {
        let sentence =
            format!("{} is {}: it is not changed from a table.", old.label(), old.state.in_words());
        return Err(Refusal::new("motion.state", sentence).into());
    }
    if old.kind != row.kind {
        return Err(
            Refusal::new("motion.other_kind", format!("{} is another kind of paper.", old.label())).into()
        );
    }
    act.db.run(
        "UPDATE motion SET section = ?2, category = ?3 WHERE id = ?1",
        (old.id, row.section.trim(), row.category.trim()),
    )?;
    if old.kind == MotionKind::Amendment {
        same_amendment(act, old, row)?;
    } else if row.paragraphs.is_empty() {
        return Err(Refusal::new("motion.no_text", "A paper has at least one paragraph.").into());
    }
    correcting::write(act, old, &corrected(act, old, row)?, FROM_A_TABLE)?;
    find_delegations(act, old.id)
}

/// The paper as the row has it. What a row leaves blank of supporters, two-thirds or the time of handing in is as it was.
fn corrected(act: &Act<'_>, old: &Motion, row: &MotionRow) -> Result<PaperCorrected, Halt> {
    let supporters =
        if row.supporters.is_empty() { supporters(act.db, old.id)? } else { row.supporters.clone() };
    Ok(PaperCorrected {
        title: row.title.clone(),
        mover: row.mover.clone(),
        seconder: row.seconder.clone(),
        supporters,
        two_thirds: row.two_thirds.unwrap_or(old.two_thirds),
        handed_in: row.handed_in.clone(),
        paragraphs: if old.kind == MotionKind::Amendment { Vec::new() } else { row.paragraphs.clone() },
        event: None,
        event_on: None,
    })
}

/// The change that an amendment makes is never written over: it is withdrawn, and another handed in.
fn same_amendment(act: &Act<'_>, old: &Motion, row: &MotionRow) -> Result<(), Halt> {
    if texts::as_put(act.db, old)? == row.paragraphs {
        return Ok(());
    }
    let sentence = format!("{} makes another change already.", old.label());
    Err(Refusal::new("amendment.other_change", sentence)
        .allowed_by("Give the new one a number of its own.")
        .into())
}
