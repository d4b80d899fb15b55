//! A vote between several options: the most votes, or drop the lowest until one has more than half, or yes and no on each
//! (§ "Several options": plurality, exhaustive ballot, yes/no each).
//!
//! Invariant: what is level is never broken here: a tie stops and asks the chair. Nothing is chosen that nobody voted for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{counted, listed, thousands};
use crate::standing_orders::Tie;

/// How one of several options is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// One vote; whichever has most is chosen.
    Plurality,
    /// Round by round the lowest drops out, until one has more than half.
    Exhaustive,
    /// Each is voted on by itself, for and against.
    Each,
}

impl Way {
    /// What an option needs, for whoever reads a result: of so many votes, where they are counted and may be told.
    #[must_use]
    pub fn needs(self, cast: Option<u64>) -> String {
        match (self, cast) {
            (Self::Plurality, _) => "The most votes are needed, however many.".to_owned(),
            (Self::Exhaustive, None) => "More than half of the votes are needed.".to_owned(),
            (Self::Exhaustive, Some(cast)) => {
                let half = thousands(cast / 2 + 1);
                format!("More than half of the {} is needed: {half}.", counted(cast, "vote", "votes"))
            }
            (Self::Each, _) => "More votes for than against are needed, for each by itself.".to_owned(),
        }
    }
}

/// Whether the chair's own vote decides between what is level (§2.2 `tie`).
///
/// # Errors
/// `options.no_casting`, which the chair may allow.
pub fn chair_may_decide(tie: Tie) -> Result<(), Refusal> {
    let why = match tie {
        Tie::ChairCasting => return Ok(()),
        Tie::Lost => "The chair has no casting vote under these standing orders.",
        Tie::Revote => "The chair has no casting vote under these standing orders: a tie is voted on again.",
    };
    Err(Refusal::new("options.no_casting", why)
        .allowed_by("Let conference vote again, or give the choice up; the chair may decide with a reason.")
        .by_reason())
}

/// One option and its votes. `against` counts only where each is voted on by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<'a> {
    /// `B`
    pub letter: &'a str,
    /// Votes for it.
    pub votes: u64,
    /// Votes against it.
    pub against: u64,
}

/// What a round comes to: letters, in the order they were given in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Round {
    /// One is chosen.
    Chosen {
        /// Which.
        letter: String,
    },
    /// The lowest drops out, and the others are voted on again.
    Drops {
        /// Which; several only where nobody voted for any of them.
        letters: Vec<String>,
    },
    /// Level at the top: the chair says what is done.
    TieForFirst {
        /// Between which.
        letters: Vec<String>,
    },
    /// Level at the bottom: a vote between them says which drops out.
    TieForLast {
        /// Between which.
        letters: Vec<String>,
    },
    /// Each by itself: those that were carried. Where for and against are level it is not carried.
    Each {
        /// Which were carried.
        carried: Vec<String>,
    },
    /// Nobody voted.
    Nobody,
}

/// What a round comes to and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Found {
    /// What it comes to.
    pub round: Round,
    /// The figures and the rule, in sentences that a chair can read out.
    pub reason: String,
}

fn letters<'a>(options: impl IntoIterator<Item = &'a Counted<'a>>) -> Vec<String> {
    options.into_iter().map(|option| option.letter.to_owned()).collect()
}

/// What a round between all that still stand comes to.
#[must_use]
pub fn round(way: Way, options: &[Counted<'_>]) -> Found {
    let cast: u128 = options.iter().map(|option| u128::from(option.votes) + u128::from(option.against)).sum();
    let told: Vec<String> = options
        .iter()
        .map(|option| match way {
            Way::Plurality | Way::Exhaustive => format!("{}, {}", option.letter, thousands(option.votes)),
            Way::Each => format!(
                "{}, {} for and {} against",
                option.letter,
                thousands(option.votes),
                thousands(option.against)
            ),
        })
        .collect();
    let told = told.join("; ");
    if cast == 0 {
        return Found { round: Round::Nobody, reason: "Nobody voted, so nothing is chosen.".to_owned() };
    }
    let (round, why) = match way {
        Way::Each => each(options),
        Way::Plurality => plurality(options),
        Way::Exhaustive => exhaustive(options, cast),
    };
    Found { round, reason: format!("{told}. {why}") }
}

fn each(options: &[Counted<'_>]) -> (Round, String) {
    let carried = letters(options.iter().filter(|option| option.votes > option.against));
    let lost = letters(options.iter().filter(|option| option.votes <= option.against));
    let why = match (carried.as_slice(), lost.as_slice()) {
        ([], _) => "None had more for than against.".to_owned(),
        (_, []) => format!("{} had more for than against.", listed(&carried)),
        (_, _) => format!("{} had more for than against; {} had not.", listed(&carried), listed(&lost)),
    };
    (Round::Each { carried }, why)
}

fn at_the_top<'a>(options: &'a [Counted<'a>]) -> Vec<String> {
    let most = options.iter().map(|option| option.votes).max().unwrap_or_default();
    letters(options.iter().filter(|option| option.votes == most))
}

fn plurality(options: &[Counted<'_>]) -> (Round, String) {
    match at_the_top(options).as_slice() {
        [letter] => {
            (Round::Chosen { letter: letter.clone() }, format!("{letter} has most votes, so it is chosen."))
        }
        tied => (
            Round::TieForFirst { letters: tied.to_vec() },
            format!("{} are level with most votes, so nothing is chosen yet.", listed(tied)),
        ),
    }
}

fn exhaustive(options: &[Counted<'_>], cast: u128) -> (Round, String) {
    let half = counted(u64::try_from(cast).unwrap_or(u64::MAX), "vote", "votes");
    if let Some(winner) = options.iter().find(|option| 2 * u128::from(option.votes) > cast) {
        let letter = winner.letter.to_owned();
        let why = format!("{letter} has more than half of the {half}, so it is chosen.");
        return (Round::Chosen { letter }, why);
    }
    let least = options.iter().map(|option| option.votes).min().unwrap_or_default();
    let last = letters(options.iter().filter(|option| option.votes == least));
    let top = at_the_top(options);
    if top.len() == options.len() {
        let why = format!("All are level, and none has more than half of the {half}.");
        return (Round::TieForFirst { letters: top }, why);
    }
    match last.as_slice() {
        [one] => {
            let why = format!("None has more than half of the {half}; {one} has fewest and drops out.");
            (Round::Drops { letters: last }, why)
        }
        _ if least == 0 => {
            let why = format!(
                "None has more than half of the {half}; nobody voted for {}, which drop out.",
                listed(&last)
            );
            (Round::Drops { letters: last }, why)
        }
        tied => (
            Round::TieForLast { letters: tied.to_vec() },
            format!(
                "None has more than half of the {half}; {} are level with fewest. Conference votes between them.",
                listed(tied)
            ),
        ),
    }
}

/// What a vote between those that were level with fewest comes to: again the one with fewest drops out.
#[must_use]
pub fn between_the_last(options: &[Counted<'_>]) -> Found {
    let told: Vec<String> =
        options.iter().map(|option| format!("{}, {}", option.letter, thousands(option.votes))).collect();
    let least = options.iter().map(|option| option.votes).min().unwrap_or_default();
    let last = letters(options.iter().filter(|option| option.votes == least));
    let (round, why) = match last.as_slice() {
        [one] => {
            let why = format!("{one} has fewest and drops out.");
            (Round::Drops { letters: last }, why)
        }
        tied => (Round::TieForLast { letters: tied.to_vec() }, format!("{} are level again.", listed(tied))),
    };
    Found { round, reason: format!("{}. {why}", told.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(all: &[(&'static str, u64, u64)]) -> Vec<Counted<'static>> {
        all.iter()
            .map(|(letter, votes, against)| Counted { letter, votes: *votes, against: *against })
            .collect()
    }

    fn to_letters(all: &[&str]) -> Vec<String> {
        all.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn the_chair_breaks_a_tie_where_the_standing_orders_give_a_casting_vote() {
        for (tie, may) in [(Tie::ChairCasting, true), (Tie::Lost, false), (Tie::Revote, false)] {
            let found = chair_may_decide(tie);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.is_ok(), may, "{tie:?}");
        }
    }

    #[test]
    fn the_most_votes() {
        for (all, expect, reason) in [
            (
                &[("A", 30, 0), ("B", 31, 0), ("C", 9, 0)][..],
                Round::Chosen { letter: "B".to_owned() },
                "A, 30; B, 31; C, 9. B has most votes, so it is chosen.",
            ),
            (
                &[("A", 30, 0), ("B", 30, 0), ("C", 9, 0)],
                Round::TieForFirst { letters: to_letters(&["A", "B"]) },
                "A, 30; B, 30; C, 9. A and B are level with most votes, so nothing is chosen yet.",
            ),
            (&[("A", 0, 0), ("B", 0, 0)], Round::Nobody, "Nobody voted, so nothing is chosen."),
        ] {
            let found = round(Way::Plurality, &counted(all));
            assert_eq!((found.round, found.reason.as_str()), (expect, reason));
        }
    }

    #[test]
    fn the_lowest_drops_out() {
        let drops = |all: &[&str]| Round::Drops { letters: to_letters(all) };
        for (all, expect) in [
            (&[("A", 36, 0), ("B", 35, 0)][..], Round::Chosen { letter: "A".to_owned() }),
            // Exactly half is not more than half.
            (&[("A", 20, 0), ("B", 11, 0), ("C", 9, 0)], drops(&["C"])),
            (&[("A", 21, 0), ("B", 11, 0), ("C", 9, 0)], Round::Chosen { letter: "A".to_owned() }),
            (
                &[("A", 20, 0), ("B", 10, 0), ("C", 10, 0)],
                Round::TieForLast { letters: to_letters(&["B", "C"]) },
            ),
            (&[("A", 20, 0), ("B", 20, 0), ("C", 0, 0), ("D", 0, 0)], drops(&["C", "D"])),
            (&[("A", 20, 0), ("B", 20, 0)], Round::TieForFirst { letters: to_letters(&["A", "B"]) }),
            (
                &[("A", 7, 0), ("B", 7, 0), ("C", 7, 0)],
                Round::TieForFirst { letters: to_letters(&["A", "B", "C"]) },
            ),
            (&[("A", 0, 0), ("B", 0, 0)], Round::Nobody),
        ] {
            assert_eq!(round(Way::Exhaustive, &counted(all)).round, expect, "{all:?}");
        }
        for (all, expect) in [
            (&[("B", 12, 0), ("C", 30, 0)][..], drops(&["B"])),
            (&[("B", 12, 0), ("C", 12, 0)], Round::TieForLast { letters: to_letters(&["B", "C"]) }),
        ] {
            assert_eq!(between_the_last(&counted(all)).round, expect, "{all:?}");
        }
    }

    #[test]
    fn each_by_itself() {
        for (all, expect, reason) in [
            (
                &[("A", 30, 41), ("B", 40, 31), ("C", 9, 9)][..],
                &["B"][..],
                "A, 30 for and 41 against; B, 40 for and 31 against; C, 9 for and 9 against. B had more for than against; \
                 A and C had not.",
            ),
            (&[("A", 3, 4)], &[], "A, 3 for and 4 against. None had more for than against."),
            (&[("A", 5, 4)], &["A"], "A, 5 for and 4 against. A had more for than against."),
        ] {
            let found = round(Way::Each, &counted(all));
            assert_eq!(found.round, Round::Each { carried: to_letters(expect) });
            assert_eq!(found.reason, reason);
        }
    }

    #[test]
    fn an_exhaustive_ballot_ends() {
        // Every small ballot: a round chooses, drops something that stood, or stops and asks.
        for n in 0..4_u64.pow(4) {
            let votes = [n % 4, n / 4 % 4, n / 16 % 4, n / 64];
            let all: Vec<_> = ["A", "B", "C", "D"].into_iter().zip(votes).map(|(l, v)| (l, v, 0)).collect();
            match round(Way::Exhaustive, &counted(&all)).round {
                Round::Chosen { letter } => {
                    let mine = all.iter().find(|(l, _, _)| *l == letter).unwrap().1;
                    assert!(2 * mine > votes.iter().sum::<u64>());
                }
                Round::Drops { letters } => assert!(!letters.is_empty() && letters.len() < 4, "{votes:?}"),
                Round::TieForFirst { letters } | Round::TieForLast { letters } => assert!(letters.len() > 1),
                Round::Nobody => assert_eq!(votes, [0; 4]),
                Round::Each { .. } => panic!("{votes:?}"),
            }
        }
    }
}
