//! An amendment as the rules read it: as it was written, as a person has settled it since, and as it was itself amended.
//!
//! Invariant: an edit that was handed in is never written over; what was settled, and what was carried to it, stands beside it.

use rules::amended;
use rules::amendment::{Amendment, Edit, Origin, Paragraph, Placed, Settled};

use super::{carried, stood};
use crate::consequences;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::motions::Motion;
use crate::sql::{name_of, variant};
use crate::transact::Act;

/// An edit, kept with the paragraph that it holds to; as handed in, or as settled.
pub(crate) fn keep(
    act: &Act<'_>,
    amendment: MotionId,
    placed: &Placed,
    settlement: Option<i64>,
) -> Result<(), Fault> {
    let (paragraph, edit) = match placed.onto {
        Some(Origin::Handed(id)) => (Some(id), None),
        Some(Origin::Edit(id)) => (None, Some(id)),
        None => (None, None),
    };
    let Edit { paragraph: number, operation, text } = &placed.edit;
    act.db.insert(
        "INSERT INTO edit(motion_id, paragraph, onto_paragraph_id, onto_edit_id, operation, text, settlement_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (amendment, number, paragraph, edit, name_of(operation)?, text.trim(), settlement),
    )?;
    Ok(())
}

/// The edits as they were handed in.
pub(crate) fn edits(db: &Db, amendment: MotionId) -> Result<Vec<Placed>, Fault> {
    edits_of(db, amendment, None)
}

fn edits_of(db: &Db, amendment: MotionId, settlement: Option<i64>) -> Result<Vec<Placed>, Fault> {
    db.rows(
        "SELECT id, onto_paragraph_id, onto_edit_id, paragraph, operation, text FROM edit
         WHERE motion_id = ?1 AND settlement_id IS ?2 ORDER BY id",
        (amendment, settlement),
        |r| {
            let (paragraph, edit): (Option<i64>, Option<i64>) = (r.get(1)?, r.get(2)?);
            Ok(Placed {
                id: r.get(0)?,
                onto: paragraph.map(Origin::Handed).or(edit.map(Origin::Edit)),
                edit: Edit { paragraph: r.get(3)?, operation: variant(r, 4)?, text: r.get(5)? },
            })
        },
    )
}

/// What a person has settled of it by the time of a decision, the newest first, and upon which decision.
fn settlements(db: &Db, amendment: MotionId, until: i64) -> Result<Vec<(i64, i64)>, Fault> {
    db.rows(
        "SELECT id, ifnull(decision_id, 0) FROM settlement
         WHERE motion_id = ?1 AND ifnull(decision_id, 0) <= ?2 ORDER BY id DESC",
        (amendment, until),
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
}

/// The last decision before an amendment was handed in; 0 for none.
pub(super) fn upon_decision(db: &Db, amendment: MotionId) -> Result<i64, Fault> {
    db.one("SELECT ifnull(upon_decision_id, 0) FROM motion WHERE id = ?1", [amendment], |r| r.get(0))
}

/// An amendment as the rules read it, with what was carried to it by the time of a decision.
pub(super) fn amendment(db: &Db, paper: &Motion, decided: i64, until: i64) -> Result<Amendment, Halt> {
    let upon = upon_decision(db, paper.id)?;
    let mut settled = Vec::new();
    for (settlement, since) in settlements(db, paper.id, until)? {
        let edits = as_amended(db, paper, edits_of(db, paper.id, Some(settlement))?, since, until)?;
        settled.push(Settled { upon: since, edits });
    }
    let edits = match as_amended(db, paper, edits(db, paper.id)?, 0, until) {
        // What was settled since does not ask how it came to be.
        Err(Halt::Refusal(_)) if !settled.is_empty() => Vec::new(),
        edits => edits?,
    };
    if edits.is_empty() && !settled.is_empty() {
        let last = settled.remove(settled.len() - 1);
        return Ok(Amendment {
            name: paper.in_words(),
            upon: last.upon,
            decided,
            edits: last.edits,
            settled,
        });
    }
    Ok(Amendment { name: paper.in_words(), upon, decided, edits, settled })
}

/// The edits with what was carried to them after a decision, and without what fell of them.
fn as_amended(
    db: &Db,
    paper: &Motion,
    written: Vec<Placed>,
    since: i64,
    until: i64,
) -> Result<Vec<Placed>, Halt> {
    let to_it: Vec<_> = carried(db, paper.id, until)?.into_iter().map(|(_, own)| own).collect();
    let to_it: Vec<_> = to_it.into_iter().filter(|own| own.decided > since).collect();
    let fell = !consequences::fallen(db, paper.id, until)?.is_empty();
    let Some(upon) = paper.upon.filter(|_| fell || !to_it.is_empty()) else { return Ok(written) };
    let text = super::carried_out(db, paper.id, &to_it, until)?;
    let base = stood(db, upon, upon_decision(db, paper.id)?)?.paragraphs();
    Ok(amended::edits(&written, &text, &base))
}

/// The paragraphs that a paper begins with, and the decision after which what is carried changes them: of an amendment, what
/// it puts in, as a person has settled it last.
pub(super) fn begins(db: &Db, motion: MotionId, until: i64) -> Result<(i64, Vec<Paragraph>), Fault> {
    let own = super::paragraphs(db, motion)?;
    if !own.is_empty() {
        return Ok((0, own));
    }
    let settled = settlements(db, motion, until)?.first().copied();
    let written = edits_of(db, motion, settled.map(|(settlement, _)| settlement))?;
    Ok((settled.map_or(0, |(_, since)| since), amended::paragraphs(&written)))
}
