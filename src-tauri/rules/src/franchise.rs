//! Who votes (§1 "Delegate / visitor / observer / ex officio"): by standing, and changed only as conference decides.
//!
//! Invariant: somebody always votes, and the words name all who do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{listed, thousands};

/// As what somebody is on the register. Who of them votes is the franchise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Sent by a delegation to vote.
    Delegate,
    /// Has voice by office.
    ExOfficio,
    /// Sent by a body, without a vote.
    Observer,
    /// A visitor.
    Visitor,
    /// Staff.
    Staff,
}

impl Standing {
    /// Every standing, delegates first.
    pub const ALL: [Self; 5] = [Self::Delegate, Self::ExOfficio, Self::Observer, Self::Visitor, Self::Staff];

    /// `a delegate`, `an observer`
    #[must_use]
    pub fn one(self) -> &'static str {
        match self {
            Self::Delegate => "a delegate",
            Self::ExOfficio => "here by office",
            Self::Observer => "an observer",
            Self::Visitor => "a visitor",
            Self::Staff => "staff",
        }
    }

    /// `delegates`, `observers`
    #[must_use]
    pub fn many(self) -> &'static str {
        match self {
            Self::Delegate => "delegates",
            Self::ExOfficio => "those here by office",
            Self::Observer => "observers",
            Self::Visitor => "visitors",
            Self::Staff => "staff",
        }
    }
}

/// Without a decision of conference delegates vote, and nobody else (§1).
pub const UNCHANGED: [Standing; 1] = [Standing::Delegate];

/// What a change of the franchise rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Conference has not opened: the committee writes down what the rule book says.
    BeforeOpening,
    /// A vote, by its label, and whether it was declared carried.
    Vote {
        /// `Card vote 3`
        label: String,
        /// It was.
        carried: bool,
    },
    /// Nothing that the record shows.
    Nothing,
}

/// `delegates`, `delegates and observers`, `everyone present`
#[must_use]
pub fn in_words(standings: &[Standing]) -> String {
    let named: Vec<&str> = Standing::ALL.iter().filter(|s| standings.contains(s)).map(|s| s.many()).collect();
    match named.len() {
        0 => "nobody".to_owned(),
        n if n == Standing::ALL.len() => "everyone present".to_owned(),
        _ => listed(&named),
    }
}

/// In the order of [`Standing::ALL`], each once.
#[must_use]
pub fn in_order(standings: &[Standing]) -> Vec<Standing> {
    Standing::ALL.into_iter().filter(|standing| standings.contains(standing)).collect()
}

/// Whether who votes may change to `new`. `counting` is the label of a vote that is being taken.
///
/// # Errors
/// Nobody would vote; the same vote as before; a vote is being taken; the decision was not carried; or there is none,
/// which the chair may allow with a reason.
pub fn change(
    in_force: &[Standing],
    new: &[Standing],
    ground: &Ground,
    counting: Option<&str>,
) -> Result<(), Refusal> {
    if new.is_empty() {
        return Err(Refusal::new("franchise.nobody", "Somebody must vote."));
    }
    if in_order(in_force) == in_order(new) {
        let sentence = format!("That is so already: {} may vote.", in_words(new));
        return Err(Refusal::new("franchise.same", sentence));
    }
    if let Some(label) = counting {
        let sentence = format!("{label} is being taken, and who votes in it is settled.");
        return Err(Refusal::new("franchise.vote_under_way", sentence)
            .allowed_by("Change it when the result is declared, or when the vote is abandoned."));
    }
    match ground {
        Ground::BeforeOpening | Ground::Vote { carried: true, .. } => Ok(()),
        Ground::Vote { label, carried: false } => {
            Err(Refusal::new("franchise.not_carried", format!("{label} was not declared carried."))
                .allowed_by("Name the vote that carried it."))
        }
        Ground::Nothing => Err(Refusal::new(
            "franchise.no_decision",
            "Who may vote is changed by a decision of conference, and no vote is named.",
        )
        .by_reason()),
    }
}

/// Whether a card vote reaches all who vote: cards are carried by delegations. `outside` counts the people present who
/// vote and belong to no delegation.
///
/// # Errors
/// Some of them have no card; the chair may allow it with a reason.
pub fn reaches(standings: &[Standing], outside: u64) -> Result<(), Refusal> {
    if outside == 0 {
        return Ok(());
    }
    let (belong, have) = if outside == 1 { ("belongs", "has") } else { ("belong", "have") };
    Err(Refusal::new(
        "vote.no_card_for_all",
        format!(
            "Since {} may vote, {} of them {belong} to no delegation and {have} no card.",
            in_words(standings),
            thousands(outside)
        ),
    )
    .allowed_by("Count hands instead; or the chair may allow it with a reason.")
    .by_reason())
}

#[cfg(test)]
mod tests {
    use super::Standing::{self, Delegate, ExOfficio, Observer, Staff, Visitor};
    use super::{Ground, change, in_order, in_words, reaches};

    #[test]
    fn words() {
        for (standings, words) in [
            (&[][..], "nobody"),
            (&[Delegate], "delegates"),
            (&[Observer, Delegate], "delegates and observers"),
            (&[Visitor, ExOfficio, Delegate], "delegates, those here by office and visitors"),
            (&[Staff, Visitor, Observer, ExOfficio, Delegate], "everyone present"),
        ] {
            assert_eq!(in_words(standings), words);
        }
        assert_eq!(in_order(&[Visitor, Delegate, Visitor]), [Delegate, Visitor]);
    }

    #[test]
    fn what_may_change_who_votes() {
        let vote = |carried| Ground::Vote { label: "The show of hands".to_owned(), carried };
        let all: &[Standing] = &Standing::ALL;
        let rows = [
            // Grassroots, 11 March 2017: 43 to 24 to let everyone present vote.
            (&[Delegate][..], all, vote(true), None, ""),
            (&[Delegate], all, vote(false), None, "franchise.not_carried"),
            (&[Delegate], all, Ground::Nothing, None, "franchise.no_decision"),
            (&[Delegate], all, Ground::BeforeOpening, None, ""),
            (&[Delegate], all, vote(true), Some("Card vote 2"), "franchise.vote_under_way"),
            (&[Delegate], &[], vote(true), None, "franchise.nobody"),
            (&[Delegate, Visitor], &[Visitor, Delegate], vote(true), None, "franchise.same"),
            (all, &[Delegate], vote(true), None, ""),
        ];
        for (in_force, new, ground, counting, code) in rows {
            let found = change(in_force, new, &ground, counting).err();
            assert_eq!(found.as_ref().map_or("", |r| &r.code), code, "{new:?} {ground:?}");
            assert_eq!(found.is_some_and(|r| r.overrulable), code == "franchise.no_decision");
        }
    }

    #[test]
    fn cards_reach_only_delegations() {
        assert_eq!(reaches(&[Delegate], 0), Ok(()));
        for (outside, sentence) in [
            (1, "Since everyone present may vote, 1 of them belongs to no delegation and has no card."),
            (30, "Since everyone present may vote, 30 of them belong to no delegation and have no card."),
        ] {
            let refusal = reaches(&Standing::ALL, outside).unwrap_err();
            assert_eq!((refusal.sentence.as_str(), refusal.overrulable), (sentence, true));
        }
    }
}
