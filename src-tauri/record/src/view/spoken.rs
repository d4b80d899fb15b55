//! What the chair reads out of a result, once it is counted and once it is declared.
//!
//! Invariant: nothing is said of a count that is not finished; a vote is announced in the words of the standing orders that it
//! was put under, whatever has become of them since.

use rules::announcement::{Outcome, announcement};
use rules::card_vote::CardOutcome;
use rules::share::capital;
use rules::standing_orders::Announce;

use crate::command::Method;
use crate::db::Db;
use crate::halt::Fault;
use crate::votes::{self, Vote};

/// The outcome in the words of the standing orders, by itself: `Passes`, `Lost`, `Tie`.
pub(crate) fn announced(outcome: &str, words: &Announce) -> String {
    match outcome {
        "carried" => capital(&words.carried),
        "lost" => capital(&words.lost),
        other => votes::word(other).to_owned(),
    }
}

/// The announcement of the latest result of a vote: of its count, where none is declared; empty where there is neither.
pub(crate) fn spoken(
    db: &Db,
    vote: &Vote,
    subject: &str,
    worked: Option<&CardOutcome>,
) -> Result<String, Fault> {
    let declared = db.row(
        "SELECT outcome, figures FROM result WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1",
        [vote.id],
        |r| Ok((r.get::<_, String>(0)?, r.get::<_, Option<String>>(1)?)),
    )?;
    let (outcome, figures) = match (declared, worked) {
        (Some((outcome, figures)), _) => (
            match outcome.as_str() {
                "carried" => Outcome::Carried,
                "lost" => Outcome::Lost,
                _ => Outcome::NotCarried,
            },
            figures.as_deref().map(serde_json::from_str::<CardOutcome>).transpose()?,
        ),
        (None, Some(worked)) => (
            match (worked.carried, worked.tie) {
                (true, _) => Outcome::Carried,
                (false, true) => Outcome::Tied(vote.card_rule()?.tie),
                (false, false) => Outcome::Lost,
            },
            Some(worked.clone()),
        ),
        (None, None) => return Ok(String::new()),
    };
    // Delegates hold slips that bear its number: that is said with it.
    let what = if vote.method == Method::Card {
        format!("{}, {}", vote.label(), subject)
    } else {
        subject.to_owned()
    };
    Ok(announcement(&what, figures.as_ref(), outcome, &vote.announce))
}
