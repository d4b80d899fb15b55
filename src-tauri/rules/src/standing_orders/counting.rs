//! How votes are asked for, cast and counted (§2.2 `card`, `split`, `absent_share`, `tie`, `rounding_display`).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::books::{AbsentShare, Book};
use crate::{card_vote::EmptySection, motion::MotionKind, quorum::Quorum};

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

/// Who may demand a count or a card vote (§2.2 `demanded_by`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// So many delegates. PCS: 50.
    Delegates(u32),
    /// A part of the delegates registered, one third being 1 over 3; a part of a delegate counts as one. Unionlink: 1/3.
    Fraction {
        /// The upper number.
        num: u32,
        /// The lower number.
        den: u32,
    },
    /// So many delegations.
    Delegations(u32),
    /// The mover of the motion.
    Mover,
}

/// When it may be demanded (§2.2 `card.when`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Only before the question is put.
    BeforeQuestion,
    /// Only after a show of hands.
    AfterHands,
    /// At either time.
    Both,
}

/// Card votes (§2.2 `card`, `empty_section`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "CardKeys")]
#[schemars(rename = "CardKeys")]
pub struct Card {
    /// What a section counts in which nobody voted.
    pub empty_section: EmptySection,
    /// Whether the chair may order a card vote; where not, only one that was demanded and granted is taken.
    pub by_chair: bool,
    /// Who may demand one; `None` where nobody may.
    pub demanded_by: Option<Demand>,
    /// When it may be demanded.
    pub when: When,
    /// What is always decided by cards (Labour: rule changes).
    pub mandatory_for: BTreeSet<MotionKind>,
    /// Who holds the cards.
    pub book: Book,
    /// Whether the value stands on the card, so that whoever votes can check it (TUC; Labour's does not show it).
    pub value_shown: bool,
    /// Whether a book has a slip for abstentions (Labour's have Yes and No alone, §3.1): where it has none, nobody is told of
    /// one, in the hall or on paper.
    pub abstain_slip: bool,
    /// Whether how each delegation voted is published.
    pub line_items_published: bool,
    /// Whether a slip is signed: one that is not is a query, and its delegation is called (§3.2, §8).
    pub signed: bool,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            empty_section: EmptySection::Zero,
            by_chair: true,
            demanded_by: None,
            when: When::Both,
            mandatory_for: BTreeSet::new(),
            book: Book::PerDelegation,
            value_shown: true,
            abstain_slip: true,
            line_items_published: false,
            signed: false,
        }
    }
}

/// A count by tellers of a show of hands (§1 "Counted vote").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct CountKeys {
    /// Who may demand one; `None` where it is for the chair alone.
    pub demanded_by: Option<Demand>,
    /// When.
    pub when: When,
    /// Hands, cards and names are counted only behind closed doors (§3.1).
    pub doors_closed: bool,
}

impl Default for CountKeys {
    fn default() -> Self {
        Self { demanded_by: None, when: When::Both, doors_closed: false }
    }
}

/// Whether a delegation may cast its votes both ways (§2.2 `split`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// It casts them all one way: a block vote.
    None,
    /// Each delegate casts a share.
    PerDelegate,
    /// It divides them as it likes.
    Free,
}

/// How percentages are written (§2.2 `rounding_display`); nothing is ever decided from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoundingDisplay {
    /// Two decimals, half up: 57.30 %.
    #[serde(rename = "2dp_half_up")]
    TwoPlaces,
    /// One decimal, half up: 57.3 %.
    #[serde(rename = "1dp_half_up")]
    OnePlace,
}

/// How often each batch of cards is entered (§3.2 "Double blind entry").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Entries {
    /// Once.
    One,
    /// Twice by two tellers, neither of whom sees what the other entered.
    TwoBlind,
}

/// When the quorum is counted (§2.2 `quorum.check`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuorumCheck {
    /// When somebody calls for it.
    OnCall,
    /// All the time: the chair is told as soon as it is lost.
    Continuous,
}

/// The quorum (§2.2 `quorum`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct QuorumKeys {
    /// How many.
    pub of: Quorum,
    /// When it is counted.
    pub check: QuorumCheck,
    /// Minutes that a conference waits for a quorum, from the count that found none, before the chair adjourns it (Citrine: half
    /// an hour).
    pub grace_minutes: u32,
}

impl Default for QuorumKeys {
    fn default() -> Self {
        Self { of: Quorum::None, check: QuorumCheck::Continuous, grace_minutes: 30 }
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
