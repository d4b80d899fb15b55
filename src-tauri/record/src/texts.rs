//! The text of a paper: as handed in, as it stands, and as an amendment would have it.
//!
//! Invariant: amendments are carried out in the order of their decisions, here and nowhere else, so that the text that is
//! put, the text that is decided and the text that then stands are one.

use rules::amendment::{Amendment, Edit, MarkedParagraph, Origin, Paragraph, Placed, Text, UNDECIDED};
use rules::refusal::Refusal;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::motions::{self, Motion};
use crate::sql::{name_of, variant};
use crate::transact::Act;

/// The text as handed in.
pub(crate) fn handed_in(db: &Db, motion: MotionId) -> Result<Vec<Paragraph>, Fault> {
    db.rows("SELECT id, text FROM paragraph WHERE motion_id = ?1 ORDER BY position", [motion], |r| {
        Ok(Paragraph { origin: Origin::Handed(r.get(0)?), text: r.get(1)? })
    })
}

/// The conference's last decision.
pub(crate) fn last_decision(db: &Db) -> Result<Option<i64>, Fault> {
    db.one("SELECT max(id) FROM decision", [], |r| r.get(0))
}

/// An edit, kept with the paragraph that it holds to.
pub(crate) fn keep(act: &Act<'_>, amendment: MotionId, placed: &Placed) -> Result<(), Fault> {
    let (paragraph, edit) = match placed.onto {
        Some(Origin::Handed(id)) => (Some(id), None),
        Some(Origin::Edit(id)) => (None, Some(id)),
        None => (None, None),
    };
    let Edit { paragraph: number, operation, text } = &placed.edit;
    act.db.insert(
        "INSERT INTO edit(motion_id, paragraph, onto_paragraph_id, onto_edit_id, operation, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (amendment, number, paragraph, edit, name_of(operation)?, text.trim()),
    )?;
    Ok(())
}

fn edits(db: &Db, amendment: MotionId) -> Result<Vec<Placed>, Fault> {
    db.rows(
        "SELECT id, onto_paragraph_id, onto_edit_id, paragraph, operation, text FROM edit WHERE motion_id = ?1 ORDER BY id",
        [amendment],
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

/// An amendment as the rules read it.
fn amendment(db: &Db, paper: &Motion, decided: i64) -> Result<Amendment, Fault> {
    let upon =
        db.one("SELECT ifnull(upon_decision_id, 0) FROM motion WHERE id = ?1", [paper.id], |r| r.get(0))?;
    Ok(Amendment { name: paper.in_words(), upon, decided, edits: edits(db, paper.id)? })
}

/// What was carried to a text by the time of a decision, in the order of the decisions that carried it. One corrected to
/// be carried stands where the correction put it; one corrected and carried still stays where it was.
fn carried(db: &Db, motion: MotionId, until: i64) -> Result<Vec<(MotionId, Amendment)>, Halt> {
    let found: Vec<(MotionId, i64)> = db.rows(
        "WITH fate AS (SELECT q.motion_id AS motion, d.id, d.outcome FROM decision d
                       JOIN question q ON q.id = d.question_id JOIN motion m ON m.id = q.motion_id
                       WHERE m.upon_id = ?1 AND d.id <= ?2)
         SELECT f.motion, min(f.id) FROM fate f
         WHERE f.id > ifnull((SELECT max(o.id) FROM fate o WHERE o.motion = f.motion AND o.outcome <> 'carried'), 0)
         GROUP BY f.motion ORDER BY min(f.id)",
        (motion, until),
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    found
        .into_iter()
        .map(|(id, decided)| Ok((id, amendment(db, &motions::known(db, id)?, decided)?)))
        .collect()
}

/// An amendment to it has been carried.
pub(crate) fn is_amended(db: &Db, motion: MotionId) -> Result<bool, Fault> {
    db.one("SELECT EXISTS (SELECT 1 FROM motion WHERE upon_id = ?1 AND state = 'carried')", [motion], |r| {
        r.get(0)
    })
}

/// The text as it stood after a decision.
fn stood(db: &Db, motion: MotionId, until: i64) -> Result<Text, Halt> {
    let carried: Vec<_> = carried(db, motion, until)?.into_iter().map(|(_, amendment)| amendment).collect();
    Ok(Text::stand(&handed_in(db, motion)?, &carried)?)
}

/// The text as it now stands.
pub(crate) fn stands(db: &Db, motion: MotionId) -> Result<Text, Halt> {
    stood(db, motion, UNDECIDED)
}

/// What a text says.
pub(crate) fn words(text: &Text) -> Vec<String> {
    text.paragraphs().into_iter().map(|paragraph| paragraph.text).collect()
}

/// Whether an amendment still fits what was carried before it.
pub(crate) fn fits(db: &Db, paper: &Motion) -> Result<(), Halt> {
    let Some(upon) = paper.upon else { return Ok(()) };
    let own = amendment(db, paper, UNDECIDED)?;
    Ok(stands(db, upon)?.amend(&own).map_err(|why| {
        let label = paper.label();
        let sentence = format!("{label} touches what has changed since. {}", why.sentence);
        Refusal { sentence, ..why }
    })?)
}

/// Whether the other amendments that were carried still have what they change, once this one is not carried.
pub(crate) fn stands_without(db: &Db, paper: &Motion) -> Result<(), Halt> {
    let Some(upon) = paper.upon else { return Ok(()) };
    let mut text = Text::stand(&handed_in(db, upon)?, &[])?;
    for (id, other) in carried(db, upon, UNDECIDED)?.into_iter().filter(|(id, _)| *id != paper.id) {
        if text.amend(&other).is_err() {
            let label = motions::known(db, id)?.label();
            let sentence = format!("{label} was carried upon what {} put in.", paper.in_words());
            return Err(Refusal::new("amendment.built_upon", sentence)
                .allowed_by(format!("Correct the result of {} first.", other.name))
                .into());
        }
    }
    Ok(())
}

/// An amendment, and the text that it is put upon: what was carried before it; where it no longer fits that, the text that
/// it was written upon.
fn put(db: &Db, paper: &Motion, upon: MotionId) -> Result<(Text, Amendment), Halt> {
    let all = carried(db, upon, UNDECIDED)?;
    let own = all.iter().find(|(id, _)| *id == paper.id).map(|(_, own)| own.clone());
    let own = own.map_or_else(|| amendment(db, paper, UNDECIDED), Ok)?;
    let before: Vec<_> = all.into_iter().map(|(_, a)| a).filter(|a| a.decided < own.decided).collect();
    let text = Text::stand(&handed_in(db, upon)?, &before)?;
    if text.clone().amend(&own).is_err() {
        return Ok((stood(db, upon, own.upon)?, own));
    }
    Ok((text, own))
}

/// The text that a paper asks conference to agree to: for an amendment, its motion's text as it would then read.
pub(crate) fn as_put(db: &Db, paper: &Motion) -> Result<Vec<String>, Halt> {
    let Some(upon) = paper.upon else { return Ok(words(&stands(db, paper.id)?)) };
    let (mut text, own) = put(db, paper, upon)?;
    text.amend(&own)?;
    Ok(words(&text))
}

/// The same with what the amendment changes marked: leave out what goes out, and it is [`as_put`].
pub(crate) fn marked(db: &Db, paper: &Motion, upon: MotionId) -> Result<Vec<MarkedParagraph>, Halt> {
    let (text, own) = put(db, paper, upon)?;
    let base = stood(db, upon, own.upon)?.paragraphs();
    Ok(text.marked(&own, &base)?)
}
