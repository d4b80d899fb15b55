//! The order of business as it is handed out: every item with its motions, who moves them, and their amendments.
//!
//! Invariant: it is what is planned, never what is forecast; how late a day runs is on the screens and not on paper.

use std::collections::BTreeMap;

use rules::motion::State;
use rules::standing_orders::StandingOrders;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::standing_orders;
use crate::view::plans::{self, PlanVersion};
use crate::view::programme::{self, ProgrammeView};
use crate::view::shown;

/// The order paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct OrderPaperView {
    /// Days, sessions, items, guillotines, and what was lost.
    pub programme: ProgrammeView,
    /// The version that was adopted last; none until one is.
    pub version: Option<PlanVersion>,
    /// What is taken under each item, in the order of the items; an item under which nothing is taken has none.
    pub items: Vec<ItemPapers>,
}

/// What is taken under one item.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ItemPapers {
    /// Which.
    pub item: ItemId,
    /// Motions as the programme that was taken in names them, `38-47, 63`: of such as are not here yet. May be empty.
    pub named: String,
    /// In the order they are called.
    pub motions: Vec<PrintedPaper>,
}

/// A motion as it is printed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PrintedPaper {
    /// `Composite 4`
    pub label: String,
    /// Its title.
    pub title: String,
    /// `To be moved by Southwark · seconded by FBU · composited from motion 11 and motion 14`; may be empty.
    pub parties: String,
    /// Where it stands.
    pub state: State,
    /// It needs two-thirds.
    pub two_thirds: bool,
    /// In the order they are taken, each followed by those upon it.
    pub amendments: Vec<PrintedAmendment>,
}

/// An amendment as it is printed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PrintedAmendment {
    /// `Amendment 4.1`
    pub label: String,
    /// As of a motion.
    pub parties: String,
    /// Where it stands.
    pub state: State,
}

/// The order of business with everything that is taken under it.
pub(crate) fn order_paper(db: &Db, now: i64) -> Result<OrderPaperView, Fault> {
    let all = motions::all(db)?;
    let upon = motions::amendments_among(db, &all)?;
    let named: BTreeMap<ItemId, String> = db
        .rows("SELECT id, motions FROM item WHERE motions <> ''", [], |r| Ok((r.get(0)?, r.get(1)?)))?
        .into_iter()
        .collect();
    let programme = programme::programme(db, now)?;
    let mut items = Vec::new();
    let orders = standing_orders::in_force(db)?;
    for line in programme.days.iter().flat_map(|day| &day.items) {
        let mut motions = Vec::new();
        for paper in motions::of_item(db, line.id)?.iter().filter(|paper| paper.upon.is_none()) {
            motions.push(printed(db, paper, &upon, &orders)?);
        }
        let named = named.get(&line.id).filter(|_| motions.is_empty()).cloned().unwrap_or_default();
        if !motions.is_empty() || !named.is_empty() {
            items.push(ItemPapers { item: line.id, named, motions });
        }
    }
    let version = plans::plans(db, None, None, now)?.versions.into_iter().next();
    Ok(OrderPaperView { programme, version, items })
}

fn printed(
    db: &Db,
    paper: &Motion,
    upon: &BTreeMap<MotionId, Vec<Motion>>,
    orders: &StandingOrders,
) -> Result<PrintedPaper, Fault> {
    let mut amendments = Vec::new();
    beneath(db, paper.id, upon, &mut amendments)?;
    Ok(PrintedPaper {
        label: paper.label(),
        title: paper.title.clone(),
        parties: shown::parties(db, paper, None)?,
        state: paper.state,
        two_thirds: paper.needs_two_thirds(orders),
        amendments,
    })
}

fn beneath(
    db: &Db,
    paper: MotionId,
    upon: &BTreeMap<MotionId, Vec<Motion>>,
    into: &mut Vec<PrintedAmendment>,
) -> Result<(), Fault> {
    for amendment in upon.get(&paper).into_iter().flatten().filter(|paper| is_printed(paper.state)) {
        into.push(PrintedAmendment {
            label: amendment.label(),
            parties: shown::parties(db, amendment, None)?,
            state: amendment.state,
        });
        beneath(db, amendment.id, upon, into)?;
    }
    Ok(())
}

/// What is still with the committee, was kept out by it or became part of a composite is not business of conference.
fn is_printed(state: State) -> bool {
    match state {
        State::Submitted | State::RuledIn | State::RuledOut | State::Composited => false,
        State::Printed
        | State::OnAgenda
        | State::Moved
        | State::Carried
        | State::Lost
        | State::NotCarried
        | State::Withdrawn
        | State::NotMoved
        | State::Remitted
        | State::ReferredBack
        | State::NextBusiness
        | State::Adjourned
        | State::Guillotined
        | State::Falls
        | State::NotReached
        | State::RemittedToExecutive
        | State::Lapsed => true,
    }
}
