//! In what words the chair announces a result (§3.1 "Announce").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is said first of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SaidFirst {
    /// `For 120, against 80: carried.`
    Figures,
    /// `Carried. For 120, against 80.`
    Outcome,
}

/// The words of an announcement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "AnnounceKeys")]
#[schemars(rename = "AnnounceKeys")]
pub struct Announce {
    /// What is said of a question that is carried: `carried`, `agreed`, `passes`.
    pub carried: String,
    /// What is said of one that is lost: `lost`, `not agreed`, `falls`.
    pub lost: String,
    /// Whether the figures or the outcome are said first.
    pub first: SaidFirst,
}

impl Default for Announce {
    fn default() -> Self {
        Self { carried: "carried".to_owned(), lost: "lost".to_owned(), first: SaidFirst::Figures }
    }
}
