//! What falls with a decision, as the committee and the chair see it.

use rules::consequence::{On, Paragraphs};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consequences::Entered;
pub use crate::consequences::State;
use crate::ids::{ConsequenceId, MotionId, PartId};

/// One consequence.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ConsequenceShown {
    /// Its id.
    pub id: ConsequenceId,
    /// What is decided.
    pub cause: MotionId,
    /// The part of it that is decided; none where it is the paper itself.
    pub part: Option<PartId>,
    /// How.
    pub on: On,
    /// What falls.
    pub target: MotionId,
    /// What of it; all of it where there is none.
    pub paragraphs: Option<Paragraphs>,
    /// `If motion 1 is carried, motion 2 falls.`
    pub words: String,
    /// Why the committee entered it.
    pub reason: String,
    /// Where it stands.
    pub state: State,
    /// It waits for the chair now.
    pub proposed: bool,
    /// It was confirmed, and the result it follows from has been corrected since.
    pub without_ground: bool,
}

/// As it stands.
pub(crate) fn shown(consequence: &Entered) -> ConsequenceShown {
    ConsequenceShown {
        id: consequence.id,
        cause: consequence.cause.id,
        part: consequence.part.as_ref().map(|part| part.id),
        on: consequence.on,
        target: consequence.target.id,
        paragraphs: consequence.paragraphs,
        words: consequence.in_words(),
        reason: consequence.reason.clone(),
        state: consequence.state,
        proposed: consequence.is_proposed(),
        without_ground: consequence.has_lost_its_ground(),
    }
}
