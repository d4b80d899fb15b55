//! What comes with the acts upon the register.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One row of a register of delegations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterRow {
    /// The delegation's number; a second import finds it by this.
    pub number: String,
    /// Name of the body.
    pub name: String,
    /// Its section, for weighted votes.
    #[serde(default)]
    pub section: Option<String>,
    /// Members represented.
    pub members: u64,
    /// Value of its card; where absent, the number of its members.
    #[serde(default)]
    pub votes: Option<u64>,
}

/// Whether somebody on the register may vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Votes.
    Delegate,
    /// Has voice by office.
    ExOfficio,
    /// Sent by a body, without a vote.
    Observer,
    /// A visitor.
    Visitor,
    /// Staff.
    Staff,
}
