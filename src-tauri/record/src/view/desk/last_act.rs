//! What Ctrl+Z takes back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::Fault;
use crate::journal::undo;

/// The station of the window that the chair works at.
const CHAIR: &str = "chair";

/// What Ctrl+Z takes back at one station; every other takes back its own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct LastAct {
    /// Its number.
    pub seq: i64,
    /// The station.
    pub station: String,
    /// What it was.
    pub words: String,
    /// It can be taken back.
    pub undoable: bool,
}

/// The very act that the desk would choose at the chair's station.
pub(super) fn last_act(db: &Db) -> Result<Option<LastAct>, Fault> {
    let Some(seq) = undo::last_standing(db, CHAIR)? else { return Ok(None) };
    db.row("SELECT words, heard FROM entry WHERE seq = ?1", [seq], |r| {
        Ok(LastAct {
            seq,
            station: CHAIR.to_owned(),
            words: r.get::<_, Option<String>>(0)?.unwrap_or_default(),
            undoable: !r.get::<_, bool>(1)?,
        })
    })
}
