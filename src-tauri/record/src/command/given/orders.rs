//! What comes with a change of the standing orders.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// One key of the standing orders, and what it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct KeyChange {
    /// `time.other`
    pub key: String,
    /// Its value, as in a profile.
    #[ts(type = "unknown")]
    pub value: Value,
}
