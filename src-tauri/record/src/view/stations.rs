//! The stations that were let in; which of them are heard now is in the first screen's view, because no file knows that.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::Way;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::StationId;
use crate::sql::variant;
use crate::transact::Role;
use crate::view::parts::Heading;
use crate::view::shown;

/// Stations, those that are still admitted first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct StationsView {
    /// The conference.
    pub heading: Heading,
    /// Every one that was ever let in.
    pub stations: Vec<StationLine>,
}

/// One station.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct StationLine {
    /// Its id.
    pub id: StationId,
    /// As it stands in the record.
    pub name: String,
    /// Who sits at it.
    pub person: String,
    /// In what office.
    pub role: Role,
    /// Over a cable or on a stick.
    pub way: Way,
    /// When it was let in.
    #[ts(type = "number")]
    pub admitted_at: i64,
    /// When it was revoked, if it was.
    #[ts(type = "number | null")]
    pub revoked_at: Option<i64>,
}

pub(crate) fn stations(db: &Db, now: i64) -> Result<StationsView, Fault> {
    let heading = shown::heading(db, now)?;
    let stations = db.rows(
        "SELECT id, name, person, role, way, admitted_at, revoked_at FROM station
         ORDER BY revoked_at IS NOT NULL, id",
        [],
        |r| {
            Ok(StationLine {
                id: r.get(0)?,
                name: r.get(1)?,
                person: r.get(2)?,
                role: variant(r, 3)?,
                way: variant(r, 4)?,
                admitted_at: r.get(5)?,
                revoked_at: r.get(6)?,
            })
        },
    )?;
    Ok(StationsView { heading, stations })
}
