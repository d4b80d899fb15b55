//! What comes with the acts of a debate.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{DelegateId, DelegationId, InterruptionId};

/// Who wants to speak: somebody on the register, or a name as given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Who {
    /// On the register.
    pub delegate: Option<DelegateId>,
    /// The delegation, when the person is not on the register.
    pub delegation: Option<DelegationId>,
    /// The name, when the person is not on the register.
    pub name: Option<String>,
    /// The body, when it is not on the register either.
    pub body: Option<String>,
}

/// What somebody rose on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum InterruptionKind {
    /// About procedure; the chair rules.
    PointOfOrder,
    /// A fact, when the speaker has finished.
    PointOfInformation,
    /// A speaker who was misquoted.
    Explanation,
}

/// What a clock is to read that ran while the program was away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AwayClock {
    /// The speaker went on: the time counts.
    AsIfItHadRun,
    /// The speaker was stopped: the clock stands as it was at the last act.
    AsAtTheLastAct,
}

/// The chair's ruling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The point is well taken.
    WellTaken,
    /// The point is not well taken.
    NotWellTaken,
    /// Heard; nothing to rule.
    Heard,
}

/// What the hall's screen shows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// Follows the business: item, debate, vote, result.
    Follow,
    /// Name, place and day.
    Welcome,
    /// The order of business with its forecast.
    Order,
    /// A message.
    Message,
    /// One vote, shown again.
    Vote,
    /// The newest priorities ballot: what it asks, or its result.
    Priorities,
}

/// What is said when something is moved from the floor, beside who moves it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ProcedureGiven {
    /// Of a challenge: the ruling in words, where it is not one on a point that was logged.
    pub stated: String,
    /// Of a challenge: the point on which the chair ruled.
    pub ruling: Option<InterruptionId>,
    /// How many others support it.
    pub supporters: u32,
    /// Of a suspension: which standing orders.
    pub orders: String,
    /// Of a suspension: what for.
    pub purpose: String,
    /// Of a suspension or an adjournment: until when, `15:30` or `2017-03-12 10:00`.
    pub until: Option<String>,
    /// Of a challenge, or of no confidence: who takes the chair.
    pub acting: String,
}
