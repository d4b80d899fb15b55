//! What comes with the acts upon the order of business.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One row of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeRow {
    /// `2018-05-30`
    pub day: String,
    /// Local time, `09:30`.
    pub start: String,
    /// Local time, `10:00`; not before `start`.
    pub end: String,
    /// The sitting: Morning, Lunch.
    pub session: String,
    /// What is taken.
    pub title: String,
    /// Motions as printed: `38-47,63-64`.
    #[serde(default)]
    pub motions: String,
    /// Closed to visitors.
    #[serde(default)]
    pub private: bool,
    /// Its number as printed; none: as it is.
    #[serde(default)]
    pub number: Option<String>,
    /// What it is; none: as it is, and a new line by its title and its sitting.
    #[serde(default)]
    pub kind: Option<ItemKind>,
    /// Its start holds even when business runs early; none: as it is, and of a new line whether it is a break.
    #[serde(default)]
    pub fixed: Option<bool>,
}

/// What a line of the order of business is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Business.
    Business,
    /// Lunch, tea, fringe.
    Break,
    /// A report of the committee or the executive.
    Report,
    /// An election.
    Election,
}

/// Where a moved line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// One earlier.
    Up,
    /// One later.
    Down,
    /// Before all that wait.
    First,
    /// After all that wait.
    Last,
}
