//! What comes with a plan: the whole order of business as the committee would have it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::ItemKind;
use crate::ids::{ItemId, MotionId, SessionId};

/// An order of business that is not yet in force.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(deny_unknown_fields)]
pub struct PlanDraft {
    /// Every session with its items, in any order of the days.
    pub sessions: Vec<DraftSession>,
    /// Items that are taken off the order of business: only what was never begun.
    #[serde(default)]
    pub removed: Vec<ItemId>,
}

/// A session of a draft.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftSession {
    /// Which; none for a new one.
    #[serde(default)]
    pub session: Option<SessionId>,
    /// A day of the conference, `2018-05-30`.
    pub day: String,
    /// Morning, Lunch.
    pub name: String,
    /// Local time, `09:30`.
    pub start: String,
    /// Local time, `12:30`.
    pub end: String,
    /// Its items in order.
    pub items: Vec<DraftItem>,
}

/// An item of a draft.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DraftItem {
    /// Which; none for a new one. Of what has begun nothing else is read.
    #[serde(default)]
    pub item: Option<ItemId>,
    /// Its title; of an item that is there already, as it is.
    pub title: String,
    /// Its number as printed; may be empty.
    #[serde(default)]
    pub number: String,
    /// What it is.
    pub kind: ItemKind,
    /// Minutes it is given.
    pub minutes: u32,
    /// Local time before which it does not begin, `14:00`; none where it follows on what stands before it.
    #[serde(default)]
    pub at: Option<String>,
    /// That time holds.
    #[serde(default)]
    pub fixed: bool,
    /// Closed to visitors.
    #[serde(default)]
    pub private: bool,
    /// A break: the least minutes that it may be cut to when business is late.
    #[serde(default)]
    pub least: Option<u32>,
    /// Motions taken under it, in the order they are called.
    #[serde(default)]
    pub motions: Vec<MotionId>,
    /// They are debated together and voted on in sequence.
    #[serde(default)]
    pub together: bool,
}
