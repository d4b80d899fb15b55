//! The standing orders as values (§2.2), the part of them that this program uses so far.
//!
//! Invariant: every key has a value. A profile names only what it changes, and one that names a key that
//! does not exist is refused rather than half-read. Every vote keeps a copy of those it was taken under.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    amending::Amend,
    card_vote::EmptySection,
    entitlement::Entitlement,
    majority::{Base, Majority},
    numbering::Numbers,
    quorum::Quorum,
    speakers::{Alternate, Role},
};

/// What a tie comes to (§2.2 `tie`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// It is not carried.
    Lost,
    /// The chair may give a casting vote; where the chair declines it is not carried (§1).
    ChairCasting,
    /// The vote is taken again.
    Revote,
}

/// Length of speeches, in seconds (§2.2 `time`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Times {
    /// Mover of a motion.
    pub mover_motion: u32,
    /// Seconder.
    pub seconder: u32,
    /// Mover of an amendment.
    pub mover_amendment: u32,
    /// Anyone else.
    pub other: u32,
    /// Right of reply.
    pub reply: u32,
    /// The executive or the committee.
    pub platform: u32,
    /// How long before the end the speaker is told to wind up.
    pub warning: u32,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            mover_motion: 600,
            seconder: 600,
            mover_amendment: 600,
            other: 600,
            reply: 600,
            platform: 600,
            warning: 60,
        }
    }
}

/// Who may speak, and in what order (§2.2 `speak`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Speak {
    /// Whether a person speaks once only on a question.
    pub once_per_motion: bool,
    /// Whether seconding formally counts as having spoken.
    pub formal_second_counts: bool,
    /// How the sides take turns.
    pub alternate: Alternate,
}

impl Default for Speak {
    fn default() -> Self {
        Self { once_per_motion: true, formal_second_counts: false, alternate: Alternate::Strict }
    }
}

/// Card votes (§2.2 `card`, `empty_section`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Card {
    /// What a section counts in which nobody voted.
    pub empty_section: EmptySection,
    /// Whether the chair may order a card vote.
    pub by_chair: bool,
    /// How many delegates may demand one; `None` where they may not. PCS: 50.
    pub demanded_by: Option<u32>,
}

impl Default for Card {
    fn default() -> Self {
        Self { empty_section: EmptySection::Zero, by_chair: true, demanded_by: None }
    }
}

/// How long votes take, in minutes, for the timetable (§5.1 "Planning rule").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct VoteMinutes {
    /// A show of hands.
    pub hands: u32,
    /// A counted vote.
    pub counted: u32,
    /// A card vote.
    pub card: u32,
}

impl Default for VoteMinutes {
    fn default() -> Self {
        Self { hands: 1, counted: 6, card: 12 }
    }
}

/// The rules of debate of one body. The default is Citrine's model standing orders (§2.1), with the choices
/// of §2.2 where Citrine leaves a blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct StandingOrders {
    /// Short name, for programs: `citrine`.
    pub name: String,
    /// Title, for people.
    pub title: String,
    /// Where the values come from.
    pub source: String,
    /// Length of speeches.
    pub time: Times,
    /// Who may speak, and in what order.
    pub speak: Speak,
    /// What a tie comes to.
    pub tie: Tie,
    /// What a majority is a majority of.
    pub base: Base,
    /// The quorum.
    pub quorum: Quorum,
    /// The majority of an ordinary question.
    pub majority: Majority,
    /// Card votes.
    pub card: Card,
    /// Hands, cards and names are counted only behind closed doors (§3.1).
    pub doors_closed_for_counts: bool,
    /// How long votes take.
    pub vote_minutes: VoteMinutes,
    /// There is no agenda before conference has adopted a report of the committee (§1 "SOC"). Where the committee publishes
    /// one there is none in any case.
    pub agenda_by_report: bool,
    /// A challenge to the committee needs two-thirds (§2.1: UCU's and GMB's need a simple majority).
    pub challenge_two_thirds: bool,
    /// Amendments.
    pub amend: Amend,
    /// Numbers of papers.
    pub numbers: Numbers,
    /// How many delegates and votes a body is entitled to.
    pub entitlement: Entitlement,
}

impl Default for StandingOrders {
    fn default() -> Self {
        Self {
            name: "citrine".to_owned(),
            title: "Citrine's model standing orders".to_owned(),
            source: "chair.guide/model_standing_orders".to_owned(),
            time: Times::default(),
            speak: Speak::default(),
            tie: Tie::ChairCasting,
            base: Base::Voting,
            quorum: Quorum::None,
            majority: Majority::Simple,
            card: Card::default(),
            doors_closed_for_counts: false,
            vote_minutes: VoteMinutes::default(),
            agenda_by_report: false,
            challenge_two_thirds: false,
            amend: Amend::default(),
            numbers: Numbers::default(),
            entitlement: Entitlement::default(),
        }
    }
}

/// Longer than this, a time is a slip of the finger.
const LONGEST_SECONDS: u32 = 4 * 60 * 60;

impl StandingOrders {
    /// What a speech is granted and how long before its end the warning comes, both in milliseconds.
    ///
    /// The warning is never longer than the speech. Points of order and information are no speeches (§1) and
    /// get the time of any other speaker as an upper limit.
    #[must_use]
    pub fn speech_time(&self, role: Role, on_amendment: bool) -> (i64, i64) {
        let seconds = match role {
            Role::Mover if on_amendment => self.time.mover_amendment,
            Role::Mover => self.time.mover_motion,
            Role::Seconder => self.time.seconder,
            Role::Speaker | Role::PointOfOrder | Role::Information => self.time.other,
            Role::Reply => self.time.reply,
            Role::Platform => self.time.platform,
        };
        (i64::from(seconds) * 1_000, i64::from(seconds.min(self.time.warning)) * 1_000)
    }

    /// Whether every value can be.
    ///
    /// # Errors
    /// One sentence for each value that cannot, with its key.
    pub fn check(&self) -> Result<(), Vec<String>> {
        let mut faults = Vec::new();
        for (key, words) in [("name", &self.name), ("title", &self.title)] {
            if words.trim().is_empty() {
                faults.push(format!("{key} is empty."));
            }
        }
        self.check_times(&mut faults);
        match self.quorum {
            Quorum::Fraction { den: 0, .. } => faults.push("quorum is a fraction of nothing.".to_owned()),
            Quorum::Fraction { of_registered_num, den } if of_registered_num > den => {
                faults.push("quorum is more than all the delegates registered.".to_owned());
            }
            Quorum::Fraction { of_registered_num: 0, .. } | Quorum::Number(0) | Quorum::Organisations(0) => {
                faults.push("quorum is nought: to ask for none, say \"none\".".to_owned());
            }
            Quorum::None | Quorum::Number(_) | Quorum::Fraction { .. } | Quorum::Organisations(_) => {}
        }
        if self.card.demanded_by == Some(0) {
            faults.push(
                "card.demanded_by is nought: leave it out where delegates may not demand one.".to_owned(),
            );
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn check_times(&self, faults: &mut Vec<String>) {
        let speeches = [
            ("mover_motion", self.time.mover_motion),
            ("seconder", self.time.seconder),
            ("mover_amendment", self.time.mover_amendment),
            ("other", self.time.other),
            ("reply", self.time.reply),
            ("platform", self.time.platform),
        ];
        for (key, seconds) in speeches {
            if seconds == 0 || seconds > LONGEST_SECONDS {
                faults.push(format!("time.{key} is {seconds} seconds: it must be from 1 second to 4 hours."));
            }
        }
        if speeches.iter().all(|(_, seconds)| *seconds <= self.time.warning) {
            faults.push("time.warning is as long as the longest speech.".to_owned());
        }
        let votes = [
            ("hands", self.vote_minutes.hands),
            ("counted", self.vote_minutes.counted),
            ("card", self.vote_minutes.card),
        ];
        for (key, minutes) in votes {
            if minutes > LONGEST_SECONDS / 60 {
                faults.push(format!("vote_minutes.{key} is {minutes} minutes: it must be at most 4 hours."));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alternate, Card, Quorum, Role, Speak, StandingOrders, Times, VoteMinutes};

    #[test]
    fn the_default_can_be() {
        assert_eq!(StandingOrders::default().check(), Ok(()));
    }

    #[test]
    fn a_profile_names_only_what_it_changes() {
        let text = r#"{"name": "pcs", "time": {"other": 180}, "card": {"demanded_by": 50},
            "quorum": {"fraction": {"of_registered_num": 1, "den": 2}}, "speak": {"alternate": "balance"}}"#;
        let expect = StandingOrders {
            name: "pcs".to_owned(),
            time: Times { other: 180, ..Times::default() },
            card: Card { demanded_by: Some(50), ..Card::default() },
            quorum: Quorum::Fraction { of_registered_num: 1, den: 2 },
            speak: Speak { alternate: Alternate::Balance, ..Speak::default() },
            ..StandingOrders::default()
        };
        assert_eq!(serde_json::from_str::<StandingOrders>(text).unwrap(), expect);
        let written = serde_json::to_string(&expect).unwrap();
        assert_eq!(serde_json::from_str::<StandingOrders>(&written).unwrap(), expect);
        for unknown in [r#"{"titel": "PCS"}"#, r#"{"time": {"moover": 1}}"#, r#"{"tie": "coin"}"#] {
            assert!(serde_json::from_str::<StandingOrders>(unknown).is_err(), "{unknown}");
        }
    }

    #[test]
    fn times_of_speeches() {
        let ucu = StandingOrders {
            time: Times {
                mover_motion: 300,
                mover_amendment: 240,
                other: 180,
                reply: 30,
                ..Times::default()
            },
            ..StandingOrders::default()
        };
        for (role, on_amendment, expect) in [
            (Role::Mover, false, (300_000, 60_000)),
            (Role::Mover, true, (240_000, 60_000)),
            (Role::Speaker, false, (180_000, 60_000)),
            (Role::PointOfOrder, true, (180_000, 60_000)),
            (Role::Reply, false, (30_000, 30_000)),
            (Role::Seconder, false, (600_000, 60_000)),
            (Role::Platform, true, (600_000, 60_000)),
        ] {
            assert_eq!(ucu.speech_time(role, on_amendment), expect, "{role:?}");
        }
    }

    #[test]
    fn values_that_cannot_be() {
        let good = StandingOrders::default;
        let quorum = |quorum| StandingOrders { quorum, ..good() };
        let time = |time| StandingOrders { time, ..good() };
        for (orders, expect) in [
            (StandingOrders { name: " ".to_owned(), ..good() }, "name is empty."),
            (quorum(Quorum::Fraction { of_registered_num: 1, den: 0 }), "quorum is a fraction of nothing."),
            (
                quorum(Quorum::Fraction { of_registered_num: 3, den: 2 }),
                "quorum is more than all the delegates registered.",
            ),
            (quorum(Quorum::Number(0)), "quorum is nought: to ask for none, say \"none\"."),
            (
                time(Times { reply: 0, ..Times::default() }),
                "time.reply is 0 seconds: it must be from 1 second to 4 hours.",
            ),
            (
                time(Times { warning: 600, ..Times::default() }),
                "time.warning is as long as the longest speech.",
            ),
            (
                StandingOrders { card: Card { demanded_by: Some(0), ..Card::default() }, ..good() },
                "card.demanded_by is nought: leave it out where delegates may not demand one.",
            ),
            (
                StandingOrders {
                    vote_minutes: VoteMinutes { card: 241, ..VoteMinutes::default() },
                    ..good()
                },
                "vote_minutes.card is 241 minutes: it must be at most 4 hours.",
            ),
        ] {
            assert_eq!(orders.check(), Err(vec![expect.to_owned()]));
        }
    }
}
