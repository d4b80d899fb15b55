//! What comes with the acts of a vote.

use rules::batch::Says;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ChoosingOptionId, MotionId};

/// How a question is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Nobody objects.
    Agreed,
    /// A show of hands: clear, or counted in one figure.
    Hands,
    /// Hands counted by tellers, block by block.
    Counted,
    /// Cards, each with the value of its delegation.
    Card,
    /// Everyone who votes is called by name, and answers.
    RollCall,
    /// Papers that bear nobody's name.
    Secret,
}

impl Method {
    /// The chair calls it first and opens it when everybody is ready.
    pub(crate) fn is_opened(self) -> bool {
        match self {
            Self::Agreed | Self::Hands => false,
            Self::Counted | Self::Card | Self::RollCall | Self::Secret => true,
        }
    }

    /// It is closed before it is counted; business goes on meanwhile.
    pub(crate) fn is_closed(self) -> bool {
        match self {
            Self::Card | Self::Secret => true,
            Self::Agreed | Self::Hands | Self::Counted | Self::RollCall => false,
        }
    }
}

/// One of several options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewOption {
    /// What it says, in a line.
    pub words: String,
    /// The paper that it is, where it is one.
    #[serde(default)]
    pub motion: Option<MotionId>,
}

/// What was counted for one of several options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct OptionCount {
    /// Which.
    pub option: ChoosingOptionId,
    /// For it.
    pub votes: u64,
    /// Against it: where each is voted on by itself, and only there.
    #[serde(default)]
    pub against: Option<u64>,
}

/// What is done where options are level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case", tag = "how")]
pub enum TieBreak {
    /// Conference votes between those that are level with fewest.
    Between,
    /// Conference votes again.
    Again,
    /// The chair's own vote.
    Chair {
        /// For which.
        option: ChoosingOptionId,
    },
}

/// A part of the hall that tellers count by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct HallBlock {
    /// `Balcony`
    pub name: String,
    /// Who counts there, by name; may be empty.
    #[serde(default)]
    pub tellers: String,
}

/// What a card says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// For.
    For,
    /// Against.
    Against,
    /// Handed in as an abstention.
    Abstain,
    /// Not to be read, or marked both ways.
    Spoiled,
    /// Not signed, where a signature is asked for: a query, until its delegation was called.
    Unsigned,
}

/// How a slip in query was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// The slip in query is put aside; what was counted before stands.
    SetAside,
    /// The slip in query is counted; what was counted for that card before is put aside.
    Count,
    /// The card is spoiled; what was counted for that card before is put aside.
    Spoil,
    /// A slip that was not signed is signed now, and says for.
    SignedFor,
    /// The same, against.
    SignedAgainst,
    /// The same, an abstention.
    SignedAbstain,
}

/// What one section of a vote should have come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CorrectedSection {
    /// Its name; none where conference voted as one.
    pub name: Option<String>,
    /// Its weight, as the vote was called.
    pub weight: u32,
    /// For.
    pub r#for: u64,
    /// Against.
    pub against: u64,
    /// Abstentions; none where they were not counted, which is not nought.
    pub abstain: Option<u64>,
}

/// The chair's vote on a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Casting {
    /// For.
    For,
    /// Against.
    Against,
    /// The chair will not break the tie: not carried.
    Declined,
}

/// How the votes of one card are divided; together they are what the card carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "SplitVotes")]
#[schemars(rename = "SplitVotes")]
pub struct Split {
    /// For.
    pub r#for: u64,
    /// Against.
    pub against: u64,
    /// Abstentions: nought where there are none, which has to be said.
    pub abstain: u64,
}

impl From<Split> for Says {
    fn from(split: Split) -> Self {
        Self::Split(split.r#for, split.against, split.abstain)
    }
}
