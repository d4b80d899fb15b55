//! What a conference is made from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a new conference is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewConference {
    /// As it should stand on the hall's screen.
    pub name: String,
    /// The hall, or the town.
    #[serde(default)]
    pub venue: String,
    /// An IANA name, such as `Europe/London`.
    pub time_zone: String,
    /// The days it sits, each `2017-03-11`.
    pub days: Vec<String>,
    /// The name of a profile of standing orders, such as `citrine`.
    pub profile: String,
    /// A rehearsal: every screen says so, and time stands still while the file is closed.
    #[serde(default)]
    pub rehearsal: bool,
    /// A line under the name.
    #[serde(default)]
    pub about: String,
}
