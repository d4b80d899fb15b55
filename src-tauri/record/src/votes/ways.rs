//! In which ways a question may be put, by the standing orders (§2.2 `card.by_chair`, `card.mandatory_for`).
//!
//! Invariant: either can be allowed by the chair with a reason; what would falsify a count is refused elsewhere.

use rules::refusal::Refusal;

use crate::command::Method;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::QuestionId;
use crate::questions::Question;
use crate::standing_orders;

/// Whether the question may be put in this way.
pub(crate) fn may_be_put(db: &Db, question: &Question, method: Method) -> Result<Result<(), Refusal>, Fault> {
    let card = standing_orders::in_force(db)?.card;
    let paper = question.paper().filter(|paper| card.mandatory_for.contains(&paper.kind));
    if let Some(paper) = paper.filter(|_| method != Method::Card) {
        let sentence =
            format!("{} is always decided by a card vote under these standing orders.", paper.label());
        return Ok(Err(Refusal::new("vote.card_mandatory", sentence)
            .allowed_by("Put it to a card vote; or give the reason why not.")
            .by_reason()));
    }
    if method != Method::Card || card.by_chair || paper.is_some() || demanded(db, question.id)? {
        return Ok(Ok(()));
    }
    let allowed = if card.demanded_by.is_some() {
        "Grant one that enough of conference demands; or give the reason why it is taken."
    } else {
        "Put it another way; or give the reason why it is taken."
    };
    let sentence = "These standing orders do not let the chair order a card vote.";
    Ok(Err(Refusal::new("vote.card_not_by_chair", sentence).allowed_by(allowed).by_reason()))
}

/// A card vote was granted on it, or one has been taken and is taken again.
fn demanded(db: &Db, question: QuestionId) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS (SELECT 1 FROM demand WHERE question_id = ?1 AND wanted = 'card' AND state = 'granted')
             OR EXISTS (SELECT 1 FROM vote WHERE question_id = ?1 AND method = 'card')",
        [question],
        |r| r.get(0),
    )
}
