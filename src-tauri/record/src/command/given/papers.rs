//! What comes with the acts upon papers.

use rules::amendment::Edit;
pub use rules::motion::MotionKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ItemId, MotionId};

/// A paper as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
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
