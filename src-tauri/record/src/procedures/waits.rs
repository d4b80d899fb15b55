//! What waits before conference, and whether the chair may take the chair again.
//!
//! Invariant: facts only; whether they stand in the way is for `rules::procedure`.

use rules::procedure::{Doubted, Kind, Waits, may_return, nothing_goes_first, nothing_waits as rule};
use rules::refusal::Refusal;

use super::doubted;
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::ItemId;
use crate::sql::variant;
use crate::{choosing, place, questions, rulings, votes};

/// Whether conference may turn to something else: to another item, or away from its paper. `turning_to` is the item that
/// is taken: what waits upon it is taken with it.
pub(crate) fn may_turn(db: &Db, turning_to: Option<ItemId>) -> Result<Result<(), Refusal>, Halt> {
    let place = place::of_conference(db)?;
    let mut waits = waiting(db, turning_to)?;
    waits.vote = cast_by_the_hall(db, place)?;
    if place.is_none() {
        waits.moved = moved_between_items(db)?;
    }
    Ok(rule(&waits))
}

/// What was moved between two items and is not decided: an item that is taken keeps what was moved on it, and this would be
/// left behind. Cards upon it are counted while business goes on.
fn moved_between_items(db: &Db) -> Result<Option<Kind>, Halt> {
    let Some(question) = questions::top(db, None::<ItemId>)? else { return Ok(None) };
    let counted =
        votes::live(db, question.id)?.is_some_and(|vote| goes_on_meanwhile(vote.method, &vote.state));
    Ok(question.procedure().filter(|_| !counted).map(|procedure| procedure.kind))
}

/// Whether nobody has risen on an item.
pub(crate) fn none_has_risen(db: &Db, item: ItemId) -> Result<Result<(), Refusal>, Fault> {
    let risen = rulings::risen_on(db, Some(item))?.as_ref().map(rulings::has_risen);
    Ok(rule(&Waits { risen, ..Waits::default() }))
}

/// Whether a paper may leave conference now, where `top` is the highest question on it. A vote on it is asked for where its
/// own question is.
pub(crate) fn may_leave(db: &Db, top: Option<&questions::Question>) -> Result<Result<(), Refusal>, Fault> {
    let upon = top.and_then(questions::Question::procedure).map(|procedure| procedure.kind);
    Ok(rule(&waiting(db, None)?).and_then(|()| nothing_goes_first(upon)))
}

fn waiting(db: &Db, turning_to: Option<ItemId>) -> Result<Waits, Fault> {
    let risen = rulings::risen_on(db, place::of_conference(db)?)?;
    Ok(Waits {
        quorum: doubted(db)?,
        of_the_chair: of_the_chair(db, turning_to)?,
        risen: risen.as_ref().map(rulings::has_risen),
        vote: None,
        moved: None,
    })
}

/// The challenge or the motion of no confidence that is before conference, but on this item.
fn of_the_chair(db: &Db, but: Option<ItemId>) -> Result<Option<Kind>, Fault> {
    db.row(
        "SELECT p.kind FROM question q JOIN procedure p ON p.id = q.procedure_id
         WHERE p.kind IN ('challenge', 'no_confidence') AND q.state IN ('moved', 'seconded')
           AND (?1 IS NULL OR q.item_id IS NOT ?1) ORDER BY q.id DESC LIMIT 1",
        [but],
        |r| variant(r, 0),
    )
}

/// Whether the chair may take the chair again.
pub(super) fn chair_may_return(db: &Db) -> Result<Result<(), Refusal>, Fault> {
    let lost_confidence = db.one(
        "WITH RECURSIVE away(id, question_id, follows_id) AS (
           SELECT id, question_id, follows_id FROM chairing WHERE until IS NULL
           UNION ALL
           SELECT c.id, c.question_id, c.follows_id FROM chairing c JOIN away ON c.id = away.follows_id)
         SELECT EXISTS (SELECT 1 FROM away JOIN question q ON q.id = away.question_id JOIN procedure p ON p.id = q.procedure_id
                        WHERE p.kind = 'no_confidence' AND q.outcome = 'carried')",
        [],
        |r| r.get(0),
    )?;
    Ok(may_return(of_the_chair(db, None)?, lost_confidence))
}

/// Whether a paper may leave conference by its mover's word alone, and no question stands in the way.
pub(crate) fn may_be_withdrawn(
    db: &Db,
    question: &questions::Question,
) -> Result<Result<(), Refusal>, Fault> {
    if let Some(point) = rulings::risen_on(db, question.item)? {
        return Ok(rule(&Waits { risen: Some(rulings::has_risen(&point)), ..Waits::default() }));
    }
    if question.procedure().is_some_and(|procedure| procedure.kind == Kind::QuorumCall)
        && super::ends_without(db, question.id)?.is_some()
    {
        return Ok(rule(&Waits { quorum: Some(Doubted::TooFew), ..Waits::default() }));
    }
    let Some(_) = question.paper().filter(|_| question.part.is_none()) else { return Ok(Ok(())) };
    // Conference has decided that it makes way for its parts.
    if question.on_amendment() && super::parts_agreed(db, question)? {
        return Ok(Ok(()));
    }
    let by = crate::standing_orders::in_force(db)?.withdraw;
    Ok(rules::procedure::may_withdraw(&question.label(), question.state != "called", by))
}

/// The label of a vote on an item, or between two, that the hall itself is casting, or that waits for the chair beside it; a
/// choice between options is one.
fn cast_by_the_hall(db: &Db, place: Option<ItemId>) -> Result<Option<String>, Fault> {
    if let Some(title) = place.map(|item| choosing::under_way(db, item)).transpose()?.flatten() {
        return Ok(Some(format!("The choice between options, {title},")));
    }
    for vote in votes::all_live(db)? {
        let of: Option<ItemId> =
            db.one("SELECT item_id FROM question WHERE id = ?1", [vote.question], |r| r.get(0))?;
        if of == place && !goes_on_meanwhile(vote.method, &vote.state) {
            return Ok(Some(vote.label()));
        }
    }
    Ok(None)
}

/// Cards that were handed in, and papers that lie in a box, are counted while business goes on.
fn goes_on_meanwhile(method: Method, state: &str) -> bool {
    match method {
        Method::Card | Method::Secret => matches!(state, "closed" | "provisional"),
        Method::Agreed | Method::Hands | Method::Counted | Method::RollCall => false,
    }
}
