//! The running sums of a card vote, for screens: as much work at the first card as at the five-thousandth.
//!
//! Invariant: they decide nothing. A count is finished and declared upon the slips themselves ([`crate::tellers`]); where
//! another program made these sums differ from them, they are added up again from the slips.

use std::collections::BTreeMap;

use rules::reconciliation::{self, CardState, Known, Reconciliation};
use rules::turnout::Seen;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::VoteId;
use crate::sql::variant;

pub(crate) use anew::{add_up, altered};

mod anew;

/// What is known of the cards of each section; the name is none where conference has no sections.
pub(crate) type Sections = BTreeMap<Option<String>, Vec<Known>>;

/// The sums of a vote by section.
pub(crate) fn sections(db: &Db, vote: VoteId) -> Result<Sections, Fault> {
    let rows = db.rows(
        "SELECT section, state, cards, votes, for_votes, against_votes, abstain_votes FROM section_account
         WHERE vote_id = ?1 AND cards > 0",
        [vote],
        |r| {
            let name: String = r.get(0)?;
            let known = Known {
                state: variant(r, 1)?,
                cards: r.get(2)?,
                votes: r.get(3)?,
                for_votes: r.get(4)?,
                against_votes: r.get(5)?,
                abstain_votes: r.get(6)?,
            };
            Ok((Some(name).filter(|name| !name.is_empty()), known))
        },
    )?;
    let mut sections = Sections::new();
    for (name, known) in rows {
        sections.entry(name).or_default().push(known);
    }
    Ok(sections)
}

/// Every card accounted for, in slips and in votes.
pub(crate) fn reconciliation(sections: &Sections) -> Reconciliation {
    let all: Vec<Known> = sections.values().flatten().copied().collect();
    reconciliation::reconcile(&all)
}

/// Turnout by section: what was cast and what could have been.
pub(crate) fn turnout(sections: &Sections) -> Vec<Seen> {
    sections
        .iter()
        .map(|(section, known)| {
            let sum =
                |which: fn(CardState) -> bool| known.iter().filter(|k| which(k.state)).map(|k| k.votes).sum();
            Seen {
                section: section.clone(),
                issued: sum(|state| state != CardState::Cancelled),
                seen: sum(is_seen),
            }
        })
        .collect()
}

/// Whether a card came back and is counted or spoiled.
pub(crate) fn is_seen(state: CardState) -> bool {
    match state {
        CardState::For | CardState::Against | CardState::Abstain | CardState::Split | CardState::Spoiled => {
            true
        }
        CardState::NotSeen
        | CardState::NotReturned
        | CardState::Typed
        | CardState::Cancelled
        | CardState::Query => false,
    }
}
