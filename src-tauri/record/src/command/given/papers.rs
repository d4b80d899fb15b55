//! What comes with the acts upon papers.

use rules::amendment::Edit;
pub use rules::fate::Fate;
pub use rules::motion::MotionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ItemId, MotionId};

/// A composite as it is drawn up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewComposite {
    /// A short name.
    pub title: String,
    /// The papers it is made of, two or more: motions, and amendments to them.
    pub sources: Vec<MotionId>,
    /// The text, paragraph by paragraph.
    pub paragraphs: Vec<String>,
}

/// A paper as it is handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewMotion {
    /// Its number in the order paper: `12`, `A4`, `4.1`.
    pub number: String,
    /// What kind of paper.
    pub kind: MotionKind,
    /// A short name.
    pub title: String,
    /// An amendment: the paper it would amend.
    #[serde(default)]
    pub upon: Option<MotionId>,
    /// The body that moves it.
    #[serde(default)]
    pub mover: Option<String>,
    /// The body that seconds it.
    #[serde(default)]
    pub seconder: Option<String>,
    /// Bodies that support it.
    #[serde(default)]
    pub supporters: Vec<String>,
    /// The section of the agenda it belongs to: `Equality`; may be empty.
    #[serde(default)]
    pub section: String,
    /// The committee's own category; may be empty.
    #[serde(default)]
    pub category: String,
    /// When it came in, where that was not now: `2016-07-29 11:20` by the clocks of the conference.
    #[serde(default)]
    pub handed_in: Option<String>,
    /// The text, paragraph by paragraph; empty for an amendment.
    #[serde(default)]
    pub paragraphs: Vec<String>,
    /// An amendment: what it changes.
    #[serde(default)]
    pub edits: Vec<Edit>,
    /// It needs two-thirds.
    #[serde(default)]
    pub two_thirds: bool,
    /// The item it is taken under.
    #[serde(default)]
    pub item: Option<ItemId>,
}

/// A paper as it is to read once it is corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperCorrected {
    /// Title.
    pub title: String,
    /// The body that moves it.
    #[serde(default)]
    pub mover: Option<String>,
    /// The body that seconds it.
    #[serde(default)]
    pub seconder: Option<String>,
    /// Bodies that support it.
    #[serde(default)]
    pub supporters: Vec<String>,
    /// It says that it needs two-thirds.
    #[serde(default)]
    pub two_thirds: bool,
    /// When it was handed in: `2016-07-29 11:20` by the clocks of the conference; none: as it is known.
    #[serde(default)]
    pub handed_in: Option<String>,
    /// Its text, paragraph by paragraph; empty: as it is.
    #[serde(default)]
    pub paragraphs: Vec<String>,
    /// An emergency or late motion: the event that it rests on; none: as it is.
    #[serde(default)]
    pub event: Option<String>,
    /// The day of the event: `2018-09-21`; none of a late motion.
    #[serde(default)]
    pub event_on: Option<String>,
}

/// A paper in a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct MotionRow {
    /// Its number.
    pub number: String,
    /// What kind of paper.
    pub kind: MotionKind,
    /// Title.
    pub title: String,
    /// The text, paragraph by paragraph; of an amendment the whole text as it would then read.
    pub paragraphs: Vec<String>,
    /// An amendment: the number of the paper it would amend.
    #[serde(default)]
    pub upon: Option<String>,
    /// The body that moves it.
    #[serde(default)]
    pub mover: Option<String>,
    /// The body that seconds it.
    #[serde(default)]
    pub seconder: Option<String>,
    /// The section of the agenda.
    #[serde(default)]
    pub section: String,
    /// The committee's category.
    #[serde(default)]
    pub category: String,
    /// It needs two-thirds; none: as it is known, and of a new paper no.
    #[serde(default)]
    pub two_thirds: Option<bool>,
    /// When it was handed in: `2016-07-29 11:20` by the clocks of the conference; none: as it is known, and of a new paper now.
    #[serde(default)]
    pub handed_in: Option<String>,
    /// Bodies that support it; none: as they are known.
    #[serde(default)]
    pub supporters: Vec<String>,
}

/// Who advises conference on a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Adviser {
    /// The standing orders committee.
    Committee,
    /// The executive.
    Executive,
}

/// What conference is advised to do with a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Carry it.
    Support,
    /// Vote it down.
    Oppose,
    /// Carry it; with what is said against some of it.
    SupportWithReservations,
    /// No advice: conference decides.
    LeaveToConference,
    /// Ask its mover to remit it.
    SeekRemission,
}
