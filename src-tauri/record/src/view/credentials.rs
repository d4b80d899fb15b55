//! The credentials report: as it stands, and as it was given.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parts::Heading;
use super::shown::heading;
use crate::credentials::{self, CredentialsFigures, CredentialsReport};
use crate::db::Db;
use crate::halt::Fault;

/// The credentials report.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct CredentialsView {
    /// The heading.
    pub heading: Heading,
    /// As it stands now.
    pub figures: CredentialsFigures,
    /// Those that were given to conference, oldest first.
    pub given: Vec<CredentialsReport>,
}

/// The report as it stands.
pub(crate) fn credentials(db: &Db, now: i64) -> Result<CredentialsView, Fault> {
    Ok(CredentialsView {
        heading: heading(db, now)?,
        figures: credentials::figures(db)?,
        given: credentials::given(db)?,
    })
}
