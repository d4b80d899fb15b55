//! The text of a paper: as handed in, as it stands, and as an amendment would have it.
//!
//! Invariant: amendments are carried out in the order of their decisions, here and nowhere else, so that the text that is
//! put, the text that is decided and the text that then stands are one.

use rules::amended;
use rules::amendment::{
    Amendment, MarkedParagraph, Operation, Origin, Paragraph, Placed, Text, UNDECIDED, word_diff,
};
use rules::parts::Span;
use rules::refusal::Refusal;

use crate::consequences;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::motions::{self, Motion};
use crate::parts;
use crate::reports;

mod written;

use written::amendment;
pub(crate) use written::{edits, keep};

/// The text as handed in; of an amendment, what it puts in.
pub(crate) fn handed_in(db: &Db, motion: MotionId) -> Result<Vec<Paragraph>, Fault> {
    let own = paragraphs(db, motion)?;
    if own.is_empty() { Ok(amended::paragraphs(&edits(db, motion)?)) } else { Ok(own) }
}

fn paragraphs(db: &Db, motion: MotionId) -> Result<Vec<Paragraph>, Fault> {
    db.rows("SELECT id, text FROM paragraph WHERE motion_id = ?1 ORDER BY position", [motion], |r| {
        Ok(Paragraph { origin: Origin::Handed(r.get(0)?), text: r.get(1)? })
    })
}

/// The conference's last decision.
pub(crate) fn last_decision(db: &Db) -> Result<Option<i64>, Fault> {
    db.one("SELECT max(id) FROM decision", [], |r| r.get(0))
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
        .map(|(id, decided)| Ok((id, amendment(db, &motions::known(db, id)?, decided, until)?)))
        .collect()
}

/// An amendment to it has been carried, or some of it has fallen.
pub(crate) fn is_amended(db: &Db, motion: MotionId) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS (SELECT 1 FROM motion WHERE upon_id = ?1 AND state = 'carried')
             OR EXISTS (SELECT 1 FROM consequence
                        WHERE target_id = ?1 AND state = 'confirmed' AND first_paragraph IS NOT NULL)
             OR EXISTS (SELECT 1 FROM report r JOIN report_part p ON p.report_id = r.id
                        WHERE r.motion_id = ?1 AND p.state = 'referred_back')",
        [motion],
        |r| r.get(0),
    )
}

/// The text as it stood after a decision.
fn stood(db: &Db, motion: MotionId, until: i64) -> Result<Text, Halt> {
    let carried: Vec<_> = carried(db, motion, until)?.into_iter().map(|(_, amendment)| amendment).collect();
    carried_out(db, motion, &carried, until)
}

/// The text with these amendments, and without what fell by the time of a decision, each in its place among the decisions.
fn carried_out(db: &Db, motion: MotionId, carried: &[Amendment], until: i64) -> Result<Text, Halt> {
    let (since, handed_in) = written::begins(db, motion, until)?;
    let mut text = Text::stand(&handed_in, &[])?;
    let mut falls = falls(db, motion, &handed_in, until)?.into_iter().peekable();
    let mut strike = |text: &mut Text, before: i64| {
        while let Some((decided, origins, words)) = falls.next_if(|(decided, ..)| *decided < before) {
            match origins.as_slice() {
                [paragraph] if !words.is_empty() => text.strike_words(*paragraph, &words, decided)?,
                paragraphs => text.strike(paragraphs, decided),
            }
        }
        Ok::<(), Refusal>(())
    };
    for amendment in carried.iter().filter(|amendment| amendment.decided > since) {
        strike(&mut text, amendment.decided)?;
        text.amend(amendment)?;
    }
    strike(&mut text, UNDECIDED)?;
    Ok(text)
}

/// A decision, the paragraphs that fell by it or after it, and the passages of one where it is not all of it.
type Fall = (i64, Vec<Origin>, Vec<Span>);

/// What fell by consequences and by votes in parts, and what of a report was referred back, in the order of the decisions.
fn falls(db: &Db, motion: MotionId, handed_in: &[Paragraph], until: i64) -> Result<Vec<Fall>, Fault> {
    let parts = parts::fallen(db, motion, until)?;
    let mut falls: Vec<Fall> =
        parts.into_iter().map(|(at, origin, words)| (at, vec![origin], words)).collect();
    let fallen = consequences::fallen(db, motion, until)?.into_iter();
    for (at, numbers) in fallen.chain(reports::referred_back(db, motion, until)?) {
        let named = (1..).zip(handed_in).filter(|(n, _)| numbers.contains(n));
        falls.push((at, named.map(|(_, paragraph)| paragraph.origin).collect(), Vec::new()));
    }
    falls.sort_by_key(|(at, ..)| *at);
    Ok(falls)
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
    let own = amendment(db, paper, UNDECIDED, UNDECIDED)?;
    Ok(stands(db, upon)?.amend(&own).map_err(|why| {
        let label = paper.label();
        let sentence = format!("{label} touches what has changed since. {}", why.sentence);
        Refusal { sentence, ..why }
    })?)
}

/// An amendment, and the text that it is put upon: what was carried before it; where it no longer fits that, the text that
/// it was written upon.
fn put(db: &Db, paper: &Motion, upon: MotionId) -> Result<(Text, Amendment), Halt> {
    let all = carried(db, upon, UNDECIDED)?;
    let own = all.iter().find(|(id, _)| *id == paper.id).map(|(_, own)| own.clone());
    let own = own.map_or_else(|| amendment(db, paper, UNDECIDED, UNDECIDED), Ok)?;
    let before: Vec<_> = all.into_iter().map(|(_, a)| a).filter(|a| a.decided < own.decided).collect();
    let text = carried_out(db, upon, &before, own.decided)?;
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

/// A text as it stands with the changes of these amendments in their places: each paragraph, then what changes it, then what
/// comes in after it; with the amendment that it is of. What no longer has a place in the text is left out.
pub(crate) fn in_place(
    db: &Db,
    paper: MotionId,
    amendments: &[&Motion],
) -> Result<Vec<(Option<MotionId>, MarkedParagraph)>, Halt> {
    let base = stands(db, paper)?.paragraphs();
    let mut out: Vec<Vec<(Option<MotionId>, MarkedParagraph)>> = vec![Vec::new()];
    out.extend((1_u32..).zip(&base).map(|(number, paragraph)| {
        let passages = word_diff(&paragraph.text, &paragraph.text);
        vec![(None, MarkedParagraph { number: Some(number), passages, touched: false })]
    }));
    let all: Vec<_> =
        amendments.iter().map(|a| Ok((a.id, edits_now(db, a)?))).collect::<Result<_, Halt>>()?;
    for inserts in [false, true] {
        for (id, edits) in &all {
            for placed in edits.iter().filter(|e| (e.edit.operation == Operation::InsertAfter) == inserts) {
                let at = match placed.onto {
                    None => Some((0, "")),
                    Some(origin) => (1_usize..)
                        .zip(&base)
                        .find(|(_, paragraph)| paragraph.origin == origin)
                        .map(|(at, paragraph)| (at, paragraph.text.as_str())),
                };
                let Some((at, was)) = at else { continue };
                let passages = word_diff(if inserts { "" } else { was }, &placed.edit.text);
                if let Some(slot) = out.get_mut(at) {
                    slot.push((Some(*id), MarkedParagraph { number: None, passages, touched: true }));
                }
            }
        }
    }
    Ok(out.into_iter().flatten().collect())
}

/// What an amendment changes, by itself: where the text that it was written upon is no longer any text.
pub(crate) fn alone(db: &Db, paper: &Motion) -> Result<Vec<MarkedParagraph>, Fault> {
    let mut all = Vec::new();
    for placed in edits(db, paper.id)? {
        let was = match (placed.edit.operation, placed.onto) {
            (Operation::InsertAfter, _) | (_, None) => String::new(),
            (_, Some(origin)) => says(db, origin)?,
        };
        let number = (placed.edit.operation != Operation::InsertAfter).then_some(placed.edit.paragraph);
        let passages = word_diff(&was, &placed.edit.text);
        all.push(MarkedParagraph { number, passages, touched: true });
    }
    Ok(all)
}

/// What a paragraph said when it came into the text.
pub(crate) fn says(db: &Db, origin: Origin) -> Result<String, Fault> {
    let text: Option<String> = match origin {
        Origin::Handed(id) => db.row("SELECT text FROM paragraph WHERE id = ?1", [id], |r| r.get(0))?,
        Origin::Edit(id) => db.row("SELECT text FROM edit WHERE id = ?1", [id], |r| r.get(0))?,
    };
    Ok(text.unwrap_or_default())
}

/// What an amendment changes, with what was carried to it.
pub(crate) fn edits_now(db: &Db, paper: &Motion) -> Result<Vec<Placed>, Halt> {
    Ok(amendment(db, paper, UNDECIDED, UNDECIDED)?.edits)
}

/// What an amendment is put upon, or was carried to.
pub(crate) struct Before {
    /// The text without it.
    pub(crate) text: Text,
    /// The last decision before it; 0 for none.
    pub(crate) decision: i64,
    /// Why it does not fit that text.
    pub(crate) fits: Result<(), Refusal>,
}

/// The text before an amendment, and whether it fits that.
pub(crate) fn before(db: &Db, paper: &Motion, upon: MotionId) -> Result<Before, Halt> {
    let found = carried(db, upon, UNDECIDED)?;
    let own = found.iter().find(|(id, _)| *id == paper.id).map(|(_, own)| own.clone());
    let own = own.map_or_else(|| amendment(db, paper, UNDECIDED, UNDECIDED), Ok)?;
    let earlier: Vec<_> = found.into_iter().map(|(_, a)| a).filter(|a| a.decided < own.decided).collect();
    let text = carried_out(db, upon, &earlier, own.decided)?;
    let fits = text.clone().amend(&own);
    let last = "SELECT ifnull(max(id), 0) FROM decision WHERE id < ?1";
    let decision = db.one(last, [own.decided], |r| r.get(0))?;
    Ok(Before { text, decision, fits })
}
