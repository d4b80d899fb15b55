//! In what order the amendments to one paper are taken (§2.2 `amend.order`): on every screen and in print the same.
//!
//! Invariant: position in the text is that in the text as it stands, word by word, whatever text an amendment was written upon.

use std::collections::{BTreeMap, BTreeSet};

use rules::amending::{self, AmendmentOrder, Ranked};
use rules::amendment::Text;
use rules::touch::{Touch, first_touch};

use super::{Motion, motion, select_motion};
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::{standing_orders, texts};

/// Amendments to a paper, in the order they are taken.
pub(crate) fn amendments(db: &Db, upon: MotionId) -> Result<Vec<Motion>, Fault> {
    let mut all = db.rows(select_motion!("WHERE m.upon_id = ?1 ORDER BY m.id"), [upon], motion)?;
    if all.len() > 1 {
        let order = standing_orders::in_force(db)?.amend.order;
        let touches = if order == AmendmentOrder::TextPosition {
            measured(db, &as_it_stands(db, upon)?, &all)?
        } else {
            BTreeMap::new()
        };
        sort(order, &mut all, &touches);
    }
    Ok(all)
}

/// Every amendment among these papers, by the paper that it would amend, in the order they are taken. The standing orders and
/// where each touches are read once for all of them; only where that does not tell is a text looked into.
pub(crate) fn amendments_among(db: &Db, all: &[Motion]) -> Result<BTreeMap<MotionId, Vec<Motion>>, Fault> {
    let order = standing_orders::in_force(db)?.amend.order;
    let mut upon: BTreeMap<MotionId, Vec<Motion>> = BTreeMap::new();
    for paper in all {
        if let Some(under) = paper.upon {
            upon.entry(under).or_default().push(paper.clone());
        }
    }
    let by_text = order == AmendmentOrder::TextPosition;
    let (written, amended) = if by_text { (as_written(db)?, amended(db)?) } else { Default::default() };
    for (upon, amendments) in upon.iter_mut().filter(|(_, amendments)| amendments.len() > 1) {
        let touches: BTreeMap<MotionId, Touch> =
            amendments.iter().filter_map(|paper| Some((paper.id, *written.get(&paper.id)?))).collect();
        let touches = if amended.contains(upon) {
            measured(db, &as_it_stands(db, *upon)?, amendments)?
        } else if any_two_meet(&touches) {
            measured(db, &whole(&texts::handed_in(db, *upon)?), amendments)?
        } else {
            touches
        };
        sort(order, amendments, &touches);
    }
    Ok(upon)
}

/// Where each amendment to a paper first touches its text as it stands.
pub(crate) fn touches(db: &Db, upon: MotionId) -> Result<BTreeMap<MotionId, Touch>, Fault> {
    let all = db.rows(select_motion!("WHERE m.upon_id = ?1 ORDER BY m.id"), [upon], motion)?;
    measured(db, &as_it_stands(db, upon)?, &all)
}

fn sort(order: AmendmentOrder, all: &mut [Motion], touches: &BTreeMap<MotionId, Touch>) {
    all.sort_by_cached_key(|paper| {
        let touches = touches.get(&paper.id).copied().unwrap_or_default();
        amending::rank(order, &Ranked { number: paper.number.clone(), touches, place: paper.place })
    });
}

fn measured(db: &Db, text: &Text, all: &[Motion]) -> Result<BTreeMap<MotionId, Touch>, Fault> {
    all.iter().map(|paper| Ok((paper.id, first_touch(text, &texts::edits(db, paper.id)?)))).collect()
}

/// Where the text cannot be worked out before a person has settled something, it is the one that was handed in.
fn as_it_stands(db: &Db, upon: MotionId) -> Result<Text, Fault> {
    match texts::stands(db, upon) {
        Ok(text) => Ok(text),
        Err(Halt::Refusal(_)) => Ok(whole(&texts::handed_in(db, upon)?)),
        Err(Halt::Fault(fault)) => Err(fault),
    }
}

/// Nothing is carried to it, so that nothing can collide.
fn whole(paragraphs: &[rules::amendment::Paragraph]) -> Text {
    Text::stand(paragraphs, &[]).unwrap_or_default()
}

/// By the numbers of the paragraphs, as they were when each was written.
fn as_written(db: &Db) -> Result<BTreeMap<MotionId, Touch>, Fault> {
    let rows = db.rows(
        "SELECT motion_id, min(paragraph * 2 + (operation = 'insert_after')) FROM edit
         WHERE settlement_id IS NULL GROUP BY motion_id",
        [],
        |r| {
            let first: u32 = r.get(1)?;
            Ok((r.get(0)?, Touch { place: first / 2, after: first % 2 == 1, word: 0 }))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// Papers to which an amendment was carried, though the result may have been corrected since.
fn amended(db: &Db) -> Result<BTreeSet<MotionId>, Fault> {
    let rows = db.rows(
        "SELECT DISTINCT m.upon_id FROM decision d JOIN question q ON q.id = d.question_id
         JOIN motion m ON m.id = q.motion_id WHERE d.outcome = 'carried' AND m.upon_id IS NOT NULL",
        [],
        |r| r.get(0),
    )?;
    Ok(rows.into_iter().collect())
}

/// Two of them change one paragraph.
fn any_two_meet(touches: &BTreeMap<MotionId, Touch>) -> bool {
    let mut seen = BTreeSet::new();
    touches.values().any(|touch| !touch.after && !seen.insert(touch.place))
}
