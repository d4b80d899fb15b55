//! Points of order and the chair's rulings.
//!
//! Invariant: somebody who rises stops the speech clock and never the schedule; nothing else is taken until the chair has
//! ruled, but for a reason, and then the point waits for its ruling all the same. A point of information stops nothing: it
//! comes when the speech has ended, and before anything else then.

use rules::interruption;
use rules::refusal::Refusal;

use crate::allow::{said, unless_allowed};
use crate::command::{InterruptionKind, Ruling};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{InterruptionId, ItemId, QuestionId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{place, questions, set_up, speeches, standing_orders, votes};

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
        "SELECT i.id, i.kind, i.body, i.stated FROM interruption i WHERE i.question_id = ?1 AND i.ruling IS NULL
           AND NOT (i.waits = 1 AND EXISTS (SELECT 1 FROM speech s WHERE s.id = i.speech_id AND s.ended_at IS NULL))
         ORDER BY i.id DESC LIMIT 1",
        [question],
        pending_row,
    )
}

fn pending_row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Pending> {
    Ok(Pending { id: r.get(0)?, kind: variant(r, 1)?, body: r.get(2)?, stated: r.get(3)? })
}

/// The point that waits on an item alone, or between two: where nothing was before conference, or upon what has been decided
/// over it for a reason.
pub(crate) fn pending_at(db: &Db, place: Option<ItemId>) -> Result<Option<Pending>, Fault> {
    db.row(
        "SELECT i.id, i.kind, i.body, i.stated FROM interruption i LEFT JOIN question q ON q.id = i.question_id
         WHERE i.ruling IS NULL AND (i.question_id IS NULL AND i.item_id IS ?1
           OR q.item_id IS ?1 AND q.state NOT IN ('called', 'moved', 'seconded', 'adjourned'))
         ORDER BY i.id DESC LIMIT 1",
        [place],
        pending_row,
    )
}

/// The point that waits before conference: on what it is deciding, or where it stands.
pub(crate) fn before_conference(db: &Db, question: Option<QuestionId>) -> Result<Option<Pending>, Fault> {
    let on_it = question.map(|question| pending(db, question)).transpose()?.flatten();
    match on_it {
        None if place::sits(db)? => pending_at(db, place::of_conference(db)?),
        found => Ok(found),
    }
}

/// Refuses while a point waits where nothing is before conference.
pub(crate) fn none_waits_at(db: &Db, place: Option<ItemId>) -> Result<Result<(), Refusal>, Fault> {
    Ok(ruled_on(pending_at(db, place)?.as_ref()))
}

fn ruled_on(point: Option<&Pending>) -> Result<(), Refusal> {
    point.map_or(Ok(()), |point| Err(interruption::ruled_on_first(&has_risen(point))))
}

/// The points of information that come when the speech on a question has ended, in the order they were raised.
pub(crate) fn after_the_speech(db: &Db, question: QuestionId) -> Result<Vec<Pending>, Fault> {
    db.rows(
        "SELECT i.id, i.kind, i.body, i.stated FROM interruption i JOIN speech s ON s.id = i.speech_id
         WHERE i.question_id = ?1 AND i.ruling IS NULL AND i.waits = 1 AND s.ended_at IS NULL ORDER BY i.id",
        [question],
        pending_row,
    )
}

/// Refuses what would pass over a point: one that waits for its ruling, or one that comes when the speech has ended.
pub(crate) fn none_comes(db: &Db, question: QuestionId) -> Result<Result<(), Refusal>, Fault> {
    let comes = after_the_speech(db, question)?;
    Ok(none_pending(db, question)?.and_then(|()| comes_first(comes.first())))
}

/// The same for the one who waits.
pub(crate) fn comes_first(comes: Option<&Pending>) -> Result<(), Refusal> {
    comes.map_or(Ok(()), |point| Err(interruption::comes_first(&point.body, in_words(point.kind))))
}

/// The point that waits on an item, or between two: on anything that is before conference there, or on nothing.
pub(crate) fn risen_on(db: &Db, place: Option<ItemId>) -> Result<Option<Pending>, Fault> {
    let open: Vec<QuestionId> = db.rows(
        "SELECT id FROM question WHERE item_id IS ?1 AND state IN ('called', 'moved', 'seconded') ORDER BY id DESC",
        [place],
        |r| r.get(0),
    )?;
    for question in open {
        if let Some(point) = pending(db, question)? {
            return Ok(Some(point));
        }
    }
    pending_at(db, place)
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
pub(crate) fn none_pending(db: &Db, question: QuestionId) -> Result<Result<(), Refusal>, Fault> {
    Ok(ruled_on(pending(db, question)?.as_ref()))
}

/// `Hull has risen on a point of order.`
pub(crate) fn has_risen(point: &Pending) -> String {
    format!("{} has risen on {}.", point.body, in_words(point.kind))
}

/// What is told of facts waits; what is about procedure, or puts right what was said of a speaker, does not.
fn waits_for_the_speech(kind: InterruptionKind) -> bool {
    match kind {
        InterruptionKind::PointOfInformation => true,
        InterruptionKind::PointOfOrder | InterruptionKind::Explanation => false,
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

/// While a vote is taken somebody may rise on how it is taken, and on nothing else.
fn may_rise(db: &Db, question: QuestionId, kind: InterruptionKind) -> Result<Result<(), Refusal>, Fault> {
    let about_the_vote = match kind {
        InterruptionKind::PointOfOrder => true,
        InterruptionKind::PointOfInformation | InterruptionKind::Explanation => false,
    };
    let Some(vote) = votes::live(db, question)?.filter(|_| !about_the_vote) else { return Ok(Ok(())) };
    Ok(Err(Refusal::new("vote.under_way", format!("{} is under way.", vote.label()))
        .allowed_by("A point of order may be taken; this waits until the vote is declared.")
        .by_reason()))
}

pub(crate) fn interrupt(
    act: &Act<'_>,
    id: Option<QuestionId>,
    kind: InterruptionKind,
    body: &str,
    stated: &str,
) -> Done {
    let place = match id {
        Some(id) => {
            let question = questions::debated(act.db, id)?;
            unless_allowed(act, none_pending(act.db, id)?)?;
            unless_allowed(act, may_rise(act.db, id, kind)?)?;
            question.item
        }
        None => nothing_is_before(act.db)?,
    };
    unless_allowed(act, none_waits_at(act.db, place)?)?;
    let body = said("name of who rose", body)?;
    let speech = id.map(|id| speeches::on(act.db, id)).transpose()?.flatten();
    let waits = speech.is_some() && waits_for_the_speech(kind);
    if let Some(open) = speech.as_ref().filter(|open| !waits && open.clock.running_since.is_some()) {
        speeches::stop(act, open.request)?;
    }
    act.db.insert(
        "INSERT INTO interruption(question_id, item_id, speech_id, kind, body, stated, waits, at, ruled)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '')",
        (
            id,
            place.filter(|_| id.is_none()),
            speech.map(|open| open.id),
            name_of(&kind)?,
            &body,
            stated.trim(),
            waits,
            act.at,
        ),
    )?;
    if waits {
        let stated = if stated.trim().is_empty() { String::new() } else { format!(": {}", stated.trim()) };
        return Ok(format!("{body} has {}, which comes when the speech has ended{stated}", in_words(kind)));
    }
    Ok(if stated.trim().is_empty() {
        format!("{body} rose on {}.", in_words(kind))
    } else {
        format!("{body} rose on {}: {}", in_words(kind), stated.trim())
    })
}

/// Where conference stands, and decides nothing at this moment.
fn nothing_is_before(db: &Db) -> Result<Option<ItemId>, Halt> {
    set_up::sitting(db)?;
    if let Some(question) = place::question(db)? {
        let sentence = format!("{} is before conference by now.", question.label());
        return Err(Refusal::new("question.not_top", sentence).allowed_by("Take the point on that.").into());
    }
    Ok(place::of_conference(db)?)
}

pub(crate) fn rule(act: &Act<'_>, id: InterruptionId, ruling: Ruling, words: &str) -> Done {
    let point = act.db.row(
        "SELECT kind, body, ruling IS NOT NULL, question_id FROM interruption WHERE id = ?1",
        [id],
        |r| {
            Ok((
                variant::<InterruptionKind>(r, 0)?,
                r.get::<_, String>(1)?,
                r.get::<_, bool>(2)?,
                r.get::<_, Option<QuestionId>>(3)?,
            ))
        },
    )?;
    let (kind, body, ruled, question) =
        point.ok_or_else(|| Refusal::new("ruling.unknown", "Nobody has risen on that."))?;
    if ruled {
        return Err(Refusal::new("ruling.given", "The chair has ruled on it already.").into());
    }
    interruption::may_be_ruled(
        in_words(kind),
        kind == InterruptionKind::PointOfOrder,
        ruling == Ruling::WellTaken,
    )?;
    let question = match question {
        Some(question) if after_the_speech(act.db, question)?.iter().any(|point| point.id == id) => {
            Some(question)
        }
        Some(_) | None => None,
    };
    if let Some(question) = question {
        unless_allowed(act, Err(interruption::not_yet(in_words(kind))))?;
        // Heard at once it is heard in the speaker's stead: their time stands still.
        if let Some(open) = speeches::on(act.db, question)?.filter(|open| open.clock.running_since.is_some())
        {
            speeches::stop(act, open.request)?;
        }
    }
    act.db.run(
        "UPDATE interruption SET ruling = ?2, ruled = ?3, ruled_at = ?4, rule = ?5 WHERE id = ?1",
        (id, name_of(&ruling)?, words.trim(), act.at, standing_orders::of_a_ruling(act.db)?),
    )?;
    let how = how(ruling);
    let words = words.trim();
    let colon = if words.is_empty() { String::new() } else { format!(": {words}") };
    let what = in_words(kind).trim_start_matches("a ");
    let under = standing_orders::version_in_force(act.db)?;
    Ok(format!("The chair ruled on the {what} of {body}: {how}{colon} ({under})"))
}
