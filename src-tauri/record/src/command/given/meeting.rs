//! What comes with a conference from another program.

use rules::amendment::Edit;
use rules::motion::MotionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    pub papers: Vec<PaperRow>,
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
    /// Minutes planned.
    pub minutes: u32,
    /// Closed to visitors.
    #[serde(default)]
    pub private: bool,
}

/// A paper that names what it would amend by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperRow {
    /// Its number.
    pub number: String,
    /// What kind of paper.
    pub kind: MotionKind,
    /// A short name.
    pub title: String,
    /// An amendment: the number of the paper it would amend.
    #[serde(default)]
    pub upon: Option<String>,
    /// Who moves it.
    #[serde(default)]
    pub mover: Option<String>,
    /// The text, paragraph by paragraph; empty for an amendment.
    #[serde(default)]
    pub paragraphs: Vec<String>,
    /// An amendment: what it changes.
    #[serde(default)]
    pub edits: Vec<Edit>,
}
