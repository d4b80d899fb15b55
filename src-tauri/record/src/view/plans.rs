//! The versions of the order of business, and what differs between them.

use rules::plan_changes::{Entry, changes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::PlanId;
use crate::plans::{self, Kept};
use crate::view::parts::Heading;
use crate::view::shown;
use crate::{set_up, when};

/// The versions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PlansView {
    /// The conference.
    pub heading: Heading,
    /// The newest first.
    pub versions: Vec<PlanVersion>,
    /// The version that is compared; none where there is none.
    pub from: Option<PlanId>,
    /// With which; none for the order of business as it stands.
    pub to: Option<PlanId>,
    /// What differs, a sentence each.
    pub changes: Vec<String>,
}

/// A version.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PlanVersion {
    /// Its id.
    pub id: PlanId,
    /// From 1.
    pub number: u32,
    /// Why it was adopted.
    pub reason: String,
    /// When, ms.
    pub at: i64,
    /// How many items it has.
    pub items: u32,
    /// How many differ from the version before.
    pub changed: u32,
}

/// Every version, and two of them compared: by default the newest with what stands now.
pub(crate) fn plans(db: &Db, from: Option<PlanId>, to: Option<PlanId>, now: i64) -> Result<PlansView, Fault> {
    let zone = set_up::conference(db)?.and_then(|c| when::zone(&c.time_zone).ok()).unwrap_or(chrono_tz::UTC);
    let clock = |at| when::hours_minutes(zone, at);
    let papers = plans::papers_named(db)?;
    let paper = |id| papers.get(&id).cloned().unwrap_or_default();
    let all = plans::versions(db)?;
    let entries = |lines: &[Kept]| lines.iter().map(Kept::entry).collect::<Vec<Entry>>();
    let of = |id: Option<PlanId>| all.iter().find(|version| Some(version.id) == id);
    let from = of(from).or(all.last()).map(|version| version.id);
    let to = of(to).map(|version| version.id);
    let before = of(from).map(|version| entries(&version.lines));
    let after = match of(to) {
        Some(version) => entries(&version.lines),
        None => entries(&plans::standing(db)?),
    };
    let differs = before.map(|before| changes(&before, &after, clock, paper)).unwrap_or_default();
    let mut versions = Vec::new();
    let mut last: Option<Vec<Entry>> = None;
    for (number, version) in (1_u32..).zip(&all) {
        let lines = entries(&version.lines);
        let changed = last.map_or(0, |last| changes(&last, &lines, clock, paper).len());
        versions.push(PlanVersion {
            id: version.id,
            number,
            reason: version.reason.clone(),
            at: version.at,
            items: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            changed: u32::try_from(changed).unwrap_or(u32::MAX),
        });
        last = Some(lines);
    }
    versions.reverse();
    let changes = differs.into_iter().map(|(_, words)| words).collect();
    Ok(PlansView { heading: shown::heading(db, now)?, versions, from, to, changes })
}
