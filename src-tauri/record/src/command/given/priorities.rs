//! What comes with the acts of a priorities ballot.

use rules::priorities::Counting;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::MotionId;

/// A priorities ballot as it is prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPriorities {
    /// What it is called: Priorities for Sunday.
    pub title: String,
    /// How the papers are added up.
    pub counting: Counting,
    /// How many options a paper may choose.
    pub choices: u32,
    /// How many options are chosen; by each section, where they are counted separately.
    pub places: u32,
    /// In the order they are printed, numbered from 1.
    pub options: Vec<NewPriority>,
}

/// One option of a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPriority {
    /// The subject; blank for the title of its motion.
    #[serde(default)]
    pub title: String,
    /// The motion that it would give time to; none for a subject.
    #[serde(default)]
    pub motion: Option<MotionId>,
}

/// What a paper says beside its choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperMark {
    /// It chooses.
    Marked,
    /// It was handed in and chooses nothing.
    Blank,
    /// It cannot be read, or chooses more than it may.
    Spoiled,
}

/// How a tie was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum TieSettledBy {
    /// A lot was drawn before witnesses.
    Lot,
    /// Conference, or the section, voted between them.
    Vote,
}
