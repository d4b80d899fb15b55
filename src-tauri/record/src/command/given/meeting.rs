//! What comes with a conference from another program.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::papers::MotionRow;
use super::register::{DelegateRow, RegisterRow};

/// A conference as another program had it, as far as it is taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct MeetingRows {
    /// Delegations.
    pub delegations: Vec<RegisterRow>,
    /// People; their delegations are named by number, those above among them.
    pub delegates: Vec<DelegateRow>,
    /// Items, put after the last on the order of business.
    pub items: Vec<AgendaRow>,
    /// Papers; an amendment comes after what it would amend.
    pub papers: Vec<MotionRow>,
}

/// An item without a time of day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AgendaRow {
    /// Its title.
    pub title: String,
    /// Its number as printed; may be empty.
    #[serde(default)]
    pub number: String,
    /// Numbers of the papers taken under it, as printed; may be empty.
    #[serde(default)]
    pub motions: String,
    /// Minutes planned.
    pub minutes: u32,
    /// Closed to visitors.
    #[serde(default)]
    pub private: bool,
}
