//! The priorities ballot: which subjects or motions get time, by delegation (§5).
//!
//! Invariant: the electorate is fixed when the ballot is opened; nothing is entered once it is counted; nothing is chosen
//! from a tie until somebody has said how it was settled; and what conference has heard is counted again, never undone.

use std::collections::{BTreeMap, BTreeSet};

use rules::priorities::{Counting, List, Paper, Terms};
use rules::refusal::Refusal;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{MotionId, PrioritiesId, PrioritiesOptionId, PrioritiesPaperId};
use crate::sql::variant;

pub(crate) use agenda::{Arranged, arranged, order};
pub(crate) use papers::{enter, set_aside};
pub(crate) use prepare::{abandon, close, open, prepare};
pub(crate) use result::{count, declare, recount, settle};
pub(crate) use subjects::Subjects;

mod agenda;
mod papers;
mod prepare;
mod result;
mod subjects;

/// Where a ballot stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PrioritiesState")]
#[schemars(rename = "PrioritiesState")]
pub enum State {
    /// It can still be changed.
    Preparing,
    /// Papers are given out and collected.
    Open,
    /// Nothing more is collected; what was collected is entered.
    Closed,
    /// The papers are added up; a tie may still have to be settled.
    Counted,
    /// Conference has heard the result.
    Declared,
    /// It was given up.
    Abandoned,
}

/// A ballot as it stands.
pub(crate) struct Ballot {
    pub(crate) id: PrioritiesId,
    pub(crate) title: String,
    pub(crate) counting: Counting,
    pub(crate) choices: u32,
    pub(crate) places: u32,
    pub(crate) state: State,
}

/// One option.
pub(crate) struct Choosable {
    pub(crate) id: PrioritiesOptionId,
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) motion: Option<MotionId>,
}

/// One delegation's paper.
pub(crate) struct Entered {
    pub(crate) id: PrioritiesPaperId,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) section: Option<(i64, String)>,
    pub(crate) weight: u32,
    pub(crate) value: u64,
    pub(crate) state: String,
    pub(crate) station: String,
    pub(crate) at: Option<i64>,
}

fn ballot(r: &rusqlite::Row<'_>) -> rusqlite::Result<Ballot> {
    Ok(Ballot {
        id: r.get(0)?,
        title: r.get(1)?,
        counting: variant(r, 2)?,
        choices: r.get(3)?,
        places: r.get(4)?,
        state: variant(r, 5)?,
    })
}

/// Every ballot, newest first.
pub(crate) fn all(db: &Db) -> Result<Vec<Ballot>, Fault> {
    db.rows(
        "SELECT id, title, counting, choices, places, state FROM priorities_ballot ORDER BY id DESC",
        [],
        ballot,
    )
}

/// One ballot.
pub(crate) fn known(db: &Db, id: PrioritiesId) -> Result<Ballot, Halt> {
    db.row(
        "SELECT id, title, counting, choices, places, state FROM priorities_ballot WHERE id = ?1",
        [id],
        ballot,
    )?
    .ok_or_else(|| Refusal::new("priorities.unknown", "There is no such priorities ballot.").into())
}

/// The options of a ballot, as printed.
pub(crate) fn options(db: &Db, ballot: PrioritiesId) -> Result<Vec<Choosable>, Fault> {
    db.rows(
        "SELECT id, number, title, motion_id FROM priorities_option WHERE ballot_id = ?1 ORDER BY number",
        [ballot],
        |r| Ok(Choosable { id: r.get(0)?, number: r.get(1)?, title: r.get(2)?, motion: r.get(3)? }),
    )
}

/// Every delegation's paper, in the order of the register; none before the ballot is opened.
pub(crate) fn entered(db: &Db, ballot: PrioritiesId) -> Result<Vec<Entered>, Fault> {
    db.rows(
        "SELECT p.id, d.number, d.name, s.id, s.name, p.weight, p.value, p.state, p.station, p.at
         FROM priorities_paper p JOIN delegation d ON d.id = p.delegation_id
         LEFT JOIN section s ON s.id = p.section_id WHERE p.ballot_id = ?1 ORDER BY p.id",
        [ballot],
        |r| {
            Ok(Entered {
                id: r.get(0)?,
                number: r.get(1)?,
                name: r.get(2)?,
                section: r.get::<_, Option<i64>>(3)?.zip(r.get(4)?),
                weight: r.get(5)?,
                value: r.get(6)?,
                state: r.get(7)?,
                station: r.get(8)?,
                at: r.get(9)?,
            })
        },
    )
}

/// What every marked paper of a ballot chooses.
pub(crate) fn chosen_on_papers(
    db: &Db,
    ballot: PrioritiesId,
) -> Result<BTreeMap<PrioritiesPaperId, BTreeSet<PrioritiesOptionId>>, Fault> {
    let rows: Vec<(PrioritiesPaperId, PrioritiesOptionId)> = db.rows(
        "SELECT c.paper_id, c.option_id FROM priorities_choice c JOIN priorities_paper p ON p.id = c.paper_id
         WHERE p.ballot_id = ?1",
        [ballot],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let mut chosen: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (paper, option) in rows {
        chosen.entry(paper).or_default().insert(option);
    }
    Ok(chosen)
}

/// What the papers come to, ties settled as far as they have been.
pub(crate) fn lists(db: &Db, ballot: &Ballot) -> Result<Vec<List>, Fault> {
    let options: Vec<i64> = options(db, ballot.id)?.iter().map(|option| option.id.0).collect();
    let mut chosen = chosen_on_papers(db, ballot.id)?;
    let papers: Vec<Paper> = entered(db, ballot.id)?
        .into_iter()
        .filter(|paper| matches!(paper.state.as_str(), "marked" | "blank"))
        .map(|paper| Paper {
            section: paper.section.map(|(id, _)| id),
            weight: paper.weight,
            value: paper.value,
            options: chosen.remove(&paper.id).unwrap_or_default().into_iter().map(|id| id.0).collect(),
        })
        .collect();
    let mut settled: BTreeMap<Option<i64>, BTreeSet<i64>> = BTreeMap::new();
    for (section, option) in db.rows(
        "SELECT section_id, option_id FROM priorities_settlement WHERE ballot_id = ?1",
        [ballot.id],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )? {
        settled.entry(section).or_default().insert(option);
    }
    Ok(rules::priorities::count(terms(ballot, options.len()), &options, &papers, &settled))
}

/// What the ballot asks.
fn terms(ballot: &Ballot, options: usize) -> Terms {
    Terms {
        counting: ballot.counting,
        choices: ballot.choices,
        places: ballot.places,
        options: u32::try_from(options).unwrap_or(u32::MAX),
    }
}

/// Refuses unless the ballot is in one of these states.
fn in_state(ballot: &Ballot, states: &[State]) -> Result<(), Refusal> {
    if states.contains(&ballot.state) {
        return Ok(());
    }
    let (code, words, way) = match ballot.state {
        State::Preparing => {
            ("priorities.not_open", "has not been opened yet", Some("Open the ballot first."))
        }
        State::Open => ("priorities.open", "is open", Some("Close the ballot first.")),
        State::Closed => ("priorities.not_counted", "is not counted yet", Some("Count the ballot first.")),
        State::Counted => (
            "priorities.counted",
            "is counted",
            Some("Have it counted again, with a reason, if something is still to be entered or changed."),
        ),
        State::Declared => (
            "priorities.declared",
            "is declared",
            Some("Have it counted again, with a reason, if it was wrong."),
        ),
        State::Abandoned => ("priorities.abandoned", "was abandoned", None),
    };
    let refusal = Refusal::new(code, format!("The ballot “{}” {words}.", ballot.title));
    Err(match way {
        Some(way) => refusal.allowed_by(way),
        None => refusal,
    })
}

/// Whether what was entered in a ballot may still be taken back.
pub(crate) fn still_entering(db: &Db, ballot: PrioritiesId) -> Result<(), Halt> {
    Ok(in_state(&known(db, ballot)?, &[State::Open, State::Closed])?)
}

/// The ballot that a paper belongs to.
pub(crate) fn ballot_of(db: &Db, paper: PrioritiesPaperId) -> Result<PrioritiesId, Halt> {
    db.row("SELECT ballot_id FROM priorities_paper WHERE id = ?1", [paper], |r| r.get(0))?.ok_or_else(|| {
        Refusal::new("priorities.paper_unknown", "No delegation has such a paper in the ballot.").into()
    })
}

/// The option, as the record names it.
fn named(options: &[Choosable], option: i64) -> String {
    options.iter().find(|each| each.id.0 == option).map(|each| each.title.clone()).unwrap_or_default()
}
