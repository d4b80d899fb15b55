//! What closing the conference would leave undecided, for whoever is asked whether it is to be closed.
//!
//! Invariant: everything that `Close` makes not reached is in it.

use rules::timetable::ItemState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::ItemKind;
use crate::db::Db;
use crate::halt::Fault;
use crate::motions::{self, Motion};
use crate::programme;
use crate::view::desk::ItemLine;
use crate::view::programme::Plan;

/// What closing leaves not reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ClosingView {
    /// Items of business, as they are printed: `22 Free movement`.
    pub items: Vec<String>,
    /// Papers: `Motion 22`, `Amendment 22.1`.
    pub papers: Vec<String>,
}

pub(crate) fn closing(db: &Db, now: i64) -> Result<ClosingView, Fault> {
    let plan = Plan::read(db, now)?;
    Ok(ClosingView {
        items: plan.lines.iter().map(|(_, line)| line).filter(|line| is_left(line)).map(named).collect(),
        papers: motions::all(db)?
            .iter()
            .filter(|paper| paper.state.is_undecided())
            .map(Motion::label)
            .collect(),
    })
}

/// What was to come, and what was put aside.
fn is_left(line: &ItemLine) -> bool {
    let left = match line.state {
        ItemState::Planned | ItemState::Parked | ItemState::Adjourned => true,
        ItemState::Current | ItemState::Closed | ItemState::NotReached => false,
    };
    left && line.kind != ItemKind::Break
}

fn named(line: &ItemLine) -> String {
    programme::as_printed(&line.number, &line.title)
}
