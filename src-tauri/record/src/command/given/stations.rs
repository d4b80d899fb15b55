//! What comes with the acts upon stations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::transact::Role;

/// How what a station does comes to the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "StationWay")]
#[schemars(rename = "StationWay")]
pub enum Way {
    /// Over a cable, as it is done.
    Cable,
    /// As a count return on a stick.
    Stick,
}

/// A station as it is let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewStation {
    /// Who sits at it.
    pub person: String,
    /// In what office; never the chair's.
    pub role: Role,
    /// How what it does comes here.
    pub way: Way,
    /// On a cable the SHA-256 of its key; on a stick its public key: 64 hexadecimal digits.
    pub key: String,
}
