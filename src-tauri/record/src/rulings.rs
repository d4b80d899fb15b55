//! Points of order and the chair's rulings.
//!
//! Invariant: somebody who rises stops the speech clock and never the schedule; nothing else is called until the chair
//! has ruled.

use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::{InterruptionKind, Ruling};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{InterruptionId, QuestionId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{questions, speeches, standing_orders};

/// A point that waits for a ruling.
pub(crate) struct Pending {
    pub(crate) id: InterruptionId,
    pub(crate) kind: InterruptionKind,
    pub(crate) body: String,
    pub(crate) stated: String,
}

/// The point that waits on a question.
pub(crate) fn pending(db: &Db, question: QuestionId) -> Result<Option<Pending>, Fault> {
    db.row(
        "SELECT id, kind, body, stated FROM interruption WHERE question_id = ?1 AND ruling IS NULL ORDER BY id DESC LIMIT 1",
        [question],
        |r| Ok(Pending { id: r.get(0)?, kind: variant(r, 1)?, body: r.get(2)?, stated: r.get(3)? }),
    )
}

/// What the chair ruled, in full: `well taken, on the point of order of Hull (“the speaker is on 4.2”): 4.2 is not before us`.
pub(crate) fn in_full(db: &Db, id: InterruptionId) -> Result<String, Halt> {
    let found = db.row(
        "SELECT kind, body, stated, ruling, ruled FROM interruption WHERE id = ?1 AND ruling IS NOT NULL",
        [id],
        |r| {
            Ok((
                variant::<InterruptionKind>(r, 0)?,
                r.get::<_, String>(1)?,
                r.get::<_, String>(2)?,
                variant::<Ruling>(r, 3)?,
                r.get::<_, String>(4)?,
            ))
        },
    )?;
    let (kind, body, stated, ruling, words) =
        found.ok_or_else(|| Refusal::new("ruling.none", "The chair has not ruled on that."))?;
    let what = in_words(kind).trim_start_matches("a ");
    let stated = if stated.is_empty() { stated } else { format!(" (“{stated}”)") };
    let words = if words.is_empty() { words } else { format!(": {words}") };
    Ok(format!("{}, on the {what} of {body}{stated}{words}", how(ruling)))
}

fn how(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::WellTaken => "well taken",
        Ruling::NotWellTaken => "not well taken",
        Ruling::Heard => "heard",
    }
}

/// Refuses while a point waits for its ruling.
pub(crate) fn none_pending(db: &Db, question: QuestionId) -> Result<(), Halt> {
    match pending(db, question)? {
        Some(point) => Err(Refusal::new(
            "ruling.pending",
            format!("{} has risen on {}.", point.body, in_words(point.kind)),
        )
        .allowed_by("Rule on it first.")
        .into()),
        None => Ok(()),
    }
}

/// `a point of order`
pub(crate) fn in_words(kind: InterruptionKind) -> &'static str {
    match kind {
        InterruptionKind::PointOfOrder => "a point of order",
        InterruptionKind::PointOfInformation => "a point of information",
        InterruptionKind::Explanation => "a personal explanation",
    }
}

pub(crate) fn interrupt(
    act: &Act<'_>,
    id: QuestionId,
    kind: InterruptionKind,
    body: &str,
    stated: &str,
) -> Done {
    let question = questions::debated(act.db, id)?;
    none_pending(act.db, id)?;
    let body = said("name of who rose", body)?;
    let speech = speeches::on(act.db, question.id)?;
    if let Some(open) = speech.as_ref().filter(|open| open.clock.running_since.is_some()) {
        speeches::stop(act, open.request)?;
    }
    act.db.insert(
        "INSERT INTO interruption(question_id, speech_id, kind, body, stated, at, ruled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, '')",
        (id, speech.map(|open| open.id), name_of(&kind)?, &body, stated.trim(), act.at),
    )?;
    Ok(if stated.trim().is_empty() {
        format!("{body} rose on {}.", in_words(kind))
    } else {
        format!("{body} rose on {}: {}", in_words(kind), stated.trim())
    })
}

pub(crate) fn rule(act: &Act<'_>, id: InterruptionId, ruling: Ruling, words: &str) -> Done {
    let point =
        act.db.row("SELECT kind, body, ruling IS NOT NULL FROM interruption WHERE id = ?1", [id], |r| {
            Ok((variant::<InterruptionKind>(r, 0)?, r.get::<_, String>(1)?, r.get::<_, bool>(2)?))
        })?;
    let (kind, body, ruled) =
        point.ok_or_else(|| Refusal::new("ruling.unknown", "Nobody has risen on that."))?;
    if ruled {
        return Err(Refusal::new("ruling.given", "The chair has ruled on it already.").into());
    }
    act.db.run(
        "UPDATE interruption SET ruling = ?2, ruled = ?3, ruled_at = ?4, rule = ?5 WHERE id = ?1",
        (id, name_of(&ruling)?, words.trim(), act.at, standing_orders::of_a_ruling(act.db)?),
    )?;
    let how = how(ruling);
    let words = words.trim();
    let colon = if words.is_empty() { String::new() } else { format!(": {words}") };
    let what = in_words(kind).trim_start_matches("a ");
    Ok(format!("The chair ruled on the {what} of {body}: {how}{colon}"))
}
