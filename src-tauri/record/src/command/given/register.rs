//! What comes with the acts upon the register.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::DelegationId;

pub use rules::franchise::Standing;

/// One row of a register of delegations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
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
    /// Women among them, where the standing orders ask; where absent, as before.
    #[serde(default)]
    pub women: Option<u64>,
    /// Members under 27, likewise.
    #[serde(default)]
    pub young: Option<u64>,
    /// Value of its card; where absent, the number of its members.
    #[serde(default)]
    pub votes: Option<u64>,
    /// Delegates it may send; where absent, as before, or as the standing orders work it out.
    #[serde(default)]
    pub seats: Option<u64>,
}

/// What the register says of a delegation, but for its number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DelegationData {
    /// Name of the body.
    pub name: String,
    /// Its section.
    pub section: Option<String>,
    /// Members represented.
    pub members: u64,
    /// Women among them; none: nobody has said.
    #[serde(default)]
    pub women: Option<u64>,
    /// Members under 27; none: nobody has said.
    #[serde(default)]
    pub young: Option<u64>,
    /// Value of its card.
    pub votes: u64,
    /// Delegates it may send; none: as the standing orders work it out.
    pub seats: Option<u64>,
}

/// What the register says of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DelegateData {
    /// What the badge says.
    pub badge: String,
    /// Full name.
    pub name: String,
    /// The delegation; none for visitors and staff.
    pub delegation: Option<DelegationId>,
    /// As what.
    pub standing: Standing,
    /// A first conference.
    #[serde(default)]
    pub first_time: bool,
}

/// One row of a list of delegates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DelegateRow {
    /// What the badge says; a second import finds the person by this.
    pub badge: String,
    /// Full name.
    pub name: String,
    /// The number of the delegation; none for those without.
    #[serde(default)]
    pub delegation: Option<String>,
    /// As what.
    pub standing: Standing,
    /// A first conference.
    #[serde(default)]
    pub first_time: bool,
}
