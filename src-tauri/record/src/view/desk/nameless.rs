//! Who spoke in the name of a body, and whose badge nobody has put to it yet.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{DelegationId, RequestId};
use crate::questions::{self, Question};
use crate::speakers;
use crate::view::shown;

/// A speech in the name of a body.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Nameless {
    /// Whose.
    pub request: RequestId,
    /// `Southwark`
    pub body: String,
    /// The body, whose people are asked for first.
    pub delegation: Option<DelegationId>,
    /// `motion 1`
    pub on: String,
    /// They are at the rostrum.
    pub speaks: bool,
}

/// Them, whoever is at the rostrum first.
pub(super) fn nameless(db: &Db, question: &Question) -> Result<Vec<Nameless>, Fault> {
    let mut all = Vec::new();
    for line in shown::plain(speakers::nameless(db, question))? {
        all.push(Nameless {
            on: shown::plain(questions::known(db, line.question))?.in_words(),
            request: line.id,
            delegation: line.delegation,
            speaks: line.state == "speaking",
            body: line.body,
        });
    }
    Ok(all)
}
