//! The figures of a vote, and what they come to.

use rules::card_vote::{CardOutcome, SectionTally, outcome};
use rules::majority::Figures;

use super::Vote;
use crate::command::Method;
use crate::db::Db;
use crate::halt::Fault;
use crate::tellers;

/// The figures of a vote as its tellers have them; none where there are none to have.
pub(crate) fn tallies(db: &Db, vote: &Vote) -> Result<Vec<SectionTally>, Fault> {
    match vote.method {
        Method::Agreed => Ok(Vec::new()),
        Method::Hands | Method::Counted | Method::RollCall | Method::Secret => {
            Ok(match (vote.r#for, vote.against) {
                (Some(r#for), Some(against)) => vec![SectionTally {
                    name: None,
                    weight: 100,
                    figures: Figures { for_: r#for, against, abstain: vote.abstain.unwrap_or_default() },
                }],
                (Some(_) | None, _) => Vec::new(),
            })
        }
        Method::Card => tellers::tallies(db, vote.id),
    }
}

/// What the figures come to under the rule that the vote was put under.
pub(crate) fn worked_out(db: &Db, vote: &Vote) -> Result<Option<CardOutcome>, Fault> {
    let sections = tallies(db, vote)?;
    if sections.is_empty() {
        return Ok(None);
    }
    Ok(Some(outcome(&sections, &vote.card_rule()?)))
}
