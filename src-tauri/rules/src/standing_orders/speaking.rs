//! How long people speak, how often, in what order, and whether the mover replies (§2.2 `time`, `speak`, `reply`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::speakers::Alternate;

/// How a speaker whose time is up is stopped (§2.2 `time.stop`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum TimeStop {
    /// A red light: the speaker finishes the sentence.
    Light,
    /// The chair rings a bell.
    Bell,
    /// The microphone is switched off.
    Mic,
}

/// Length of speeches, in seconds (§2.2 `time`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Times {
    /// Mover of a motion.
    pub mover_motion: u32,
    /// Seconder.
    pub seconder: u32,
    /// Mover of an amendment.
    pub mover_amendment: u32,
    /// Anyone else.
    pub other: u32,
    /// Right of reply.
    pub reply: u32,
    /// The executive or the committee.
    pub platform: u32,
    /// How long before the end the speaker is told to wind up.
    pub warning: u32,
    /// How a speaker is stopped: the chair's clock says it, and rings where it is by a bell.
    pub stop: TimeStop,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            mover_motion: 600,
            seconder: 600,
            mover_amendment: 600,
            other: 600,
            reply: 600,
            platform: 600,
            warning: 60,
            stop: TimeStop::Light,
        }
    }
}

/// Whose first speech comes before the others (§2.1 Socialist Federation: new speakers first).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum FirstSpeech {
    /// It makes no difference.
    None,
    /// Whoever has not spoken today.
    Today,
    /// Whoever has not spoken at this conference.
    Conference,
}

/// A share of the speeches that a group is to have: `at_least` in every `of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GroupShare {
    /// What the group is called on the register.
    pub group: String,
    /// At least so many speeches
    pub at_least: u32,
    /// in so many.
    pub of: u32,
}

/// Who may speak, how often, and in what order (§2.2 `speak`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Speak {
    /// Whether a person speaks once only on a question.
    pub once_per_motion: bool,
    /// Whether somebody who has spoken on the motion may speak again on an amendment to it (Citrine).
    pub again_on_amendment: bool,
    /// Whether seconding formally counts as having spoken.
    pub formal_second_counts: bool,
    /// Whether a seconder may second formally and reserve the speech until later in the debate (Citrine).
    pub reserved_seconding: bool,
    /// How often a person may speak on one question in a day where it is not once only (Robert: 2).
    pub max_per_motion: Option<u32>,
    /// How many speeches a person may make in one session (Labour 2019: 1).
    pub max_per_session: Option<u32>,
    /// How many speeches a person may make in one day.
    pub max_per_day: Option<u32>,
    /// Whether the mover replies only where somebody has spoken against (PCS DETR).
    pub opposed_required_for_reply: bool,
    /// Whether the mover of an amendment replies on it (Liberal Democrats); Citrine gives none.
    pub amendment_mover_replies: bool,
    /// How the sides take turns.
    pub alternate: Alternate,
    /// Whose first speech comes before the others.
    pub first_speech: FirstSpeech,
    /// Whether those at their first conference come before the others.
    pub first_timers: bool,
    /// Whether the delegation that has been heard least comes before the others.
    pub least_heard: bool,
    /// Groups that are to have a share of the speeches.
    pub groups: Vec<GroupShare>,
}

impl Default for Speak {
    fn default() -> Self {
        Self {
            once_per_motion: true,
            again_on_amendment: true,
            formal_second_counts: false,
            reserved_seconding: true,
            max_per_motion: None,
            max_per_session: None,
            max_per_day: None,
            opposed_required_for_reply: false,
            amendment_mover_replies: false,
            alternate: Alternate::Strict,
            first_speech: FirstSpeech::Today,
            first_timers: false,
            least_heard: true,
            groups: Vec::new(),
        }
    }
}

/// When the mover of a motion replies, once (§2.2 `reply`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// At the close of the debate on the motion.
    Close,
    /// At the close of the debate on the first amendment, or, where none is moved or the mover reserves it, on the motion
    /// (Citrine).
    FirstAmendment,
    /// At any time in the debate (UCU).
    AnyTime,
    /// There is none.
    None,
}
