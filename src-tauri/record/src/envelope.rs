//! What is asked of the desk, by whom, and what it answers: the shapes that cross to screens, stations and scripts.
//!
//! Invariant: an answer is a receipt only for what is on the disk.

use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::Command;
use crate::halt::{FaultShown, Halt};

/// What somebody sits at this station to do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "Duty")]
#[schemars(rename = "Duty")]
pub enum Role {
    /// In the chair, or at the chair's side.
    Chair,
    /// The standing orders committee.
    Committee,
    /// Settles what the tellers' entries leave open.
    HeadTeller,
    /// Counts.
    Teller,
    /// Checks people in at the door.
    Door,
    /// Keeps the desk.
    Desk,
    /// The screen of the hall, which may do nothing.
    Hall,
    /// A script.
    Script,
}

/// Who did it, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// In what office.
    pub role: Role,
    /// At which station; an undo without an entry takes back this station's own last act.
    pub station: String,
    /// The person, if known.
    #[serde(default)]
    pub name: Option<String>,
}

/// One act as it is asked for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// A repeated id is answered with the first receipt and does nothing.
    #[serde(default)]
    pub idem: Option<String>,
    /// Who asks.
    pub actor: Actor,
    /// When it was done, in ms since 1970 UTC: for scripts and rehearsals only; never before the last entry.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub at: Option<i64>,
    /// What is to be done.
    pub command: Command,
    /// The chair's reason for allowing what was refused.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Taking back, or doing again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UndoRequest {
    /// Who asks.
    pub actor: Actor,
    /// Which entry; without it, the last act of this station that still stands (or was last taken back).
    #[serde(default)]
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    /// Do again what was taken back.
    #[serde(default)]
    pub redo: bool,
    /// A repeated id is answered with the first receipt and does nothing.
    #[serde(default)]
    pub idem: Option<String>,
}

/// One act as a station sends it. Who acts, and when, is not for the station to say.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The station's own mark for it; sent again with the same mark it is answered with the first receipt.
    pub idem: String,
    /// What is to be done.
    pub command: Command,
}

/// Taking back, as a station asks for it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct TakenBack {
    /// The station's own mark for it.
    pub idem: String,
    /// Which entry; without it, the last act of this station that still stands (or was last taken back).
    #[serde(default)]
    #[ts(type = "number | null")]
    pub seq: Option<i64>,
    /// Do again what was taken back.
    #[serde(default)]
    pub redo: bool,
}

/// A row that an act made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Made {
    /// Its table.
    pub table: String,
    /// Its id.
    #[ts(type = "number")]
    pub id: i64,
}

/// An act that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Receipt {
    /// The number of its entry.
    #[ts(type = "number")]
    pub seq: i64,
    /// The sentence in the record.
    pub words: String,
    /// The rows that it made.
    pub made: Vec<Made>,
    /// The entry that it takes back, or does again; none where it does neither.
    #[ts(type = "number | null")]
    pub undoes: Option<i64>,
    /// It had been done before under the same idempotency id: nothing was done now.
    pub repeated: bool,
}

/// What becomes of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Done, and on the disk.
    Receipt(Receipt),
    /// A rule said no.
    Refusal(Refusal),
    /// A bug or the disk.
    Fault(FaultShown),
}

impl Answer {
    /// The answer to what was done or not; a fault is logged.
    pub fn of(outcome: Result<Receipt, Halt>) -> Self {
        match outcome {
            Ok(receipt) => Self::Receipt(receipt),
            Err(Halt::Refusal(refusal)) => Self::Refusal(refusal),
            Err(Halt::Fault(fault)) => {
                fault.log();
                Self::Fault(fault.shown())
            }
        }
    }
}
