//! Reports of the standing orders committee: drafted from the record as it is, published as a paper, moved and voted on like
//! any other, with parts that conference refers back before it adopts the rest (§5).
//!
//! Invariant: what was published is never written over. Whether a report is adopted is what became of its paper, and is
//! kept nowhere else; a part referred back is struck out of the text that conference then decides.

use std::ops::RangeInclusive;

use rules::motion::{MotionKind, State};
use rules::refusal::Refusal;
use rules::report::{Agenda, PartKind, agenda_in_force};
use rules::share::listed;
use rules::timetable::ItemState;

use crate::command::ItemKind;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{DayId, MotionId, ReportId, ReportPartId};
use crate::motions::{self, Motion};
use crate::programme::{self, Item};
use crate::sql::variant;
use crate::standing_orders;

pub(crate) use adoption::{go_back, may_go_back, publish, refer_back, restore};
pub(crate) use writing::{add_part, move_part, remove_part, start, write_part};

mod adoption;
mod drafting;
mod writing;

/// Who moves a report unless somebody else is named, and who replies to a challenge.
pub(crate) const COMMITTEE: &str = "Standing orders committee";

/// A report.
pub(crate) struct Report {
    pub(crate) id: ReportId,
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) day: Option<DayId>,
    /// The paper that it became when it was published; none while it is a draft.
    pub(crate) motion: Option<MotionId>,
    pub(crate) published_at: Option<i64>,
}

impl Report {
    /// `Report 1`
    pub(crate) fn label(&self) -> String {
        format!("Report {}", self.number)
    }

    /// What its own line of the order of business is called.
    pub(crate) fn own_line(&self) -> String {
        if self.title == COMMITTEE {
            format!("{} of the standing orders committee", self.label())
        } else {
            self.title.clone()
        }
    }
}

/// One part of a report.
pub(crate) struct Part {
    pub(crate) id: ReportPartId,
    pub(crate) report: ReportId,
    /// From 1: also the number of its paragraph in the paper.
    pub(crate) position: u32,
    pub(crate) kind: PartKind,
    pub(crate) heading: String,
    pub(crate) text: String,
    pub(crate) referred_back: bool,
    /// How and why it was referred back.
    pub(crate) referred: String,
}

impl Part {
    /// `part 3, Timetable`
    pub(crate) fn in_words(&self) -> String {
        format!("part {}, {}", self.position, self.heading)
    }
}

fn report(r: &rusqlite::Row<'_>) -> rusqlite::Result<Report> {
    Ok(Report {
        id: r.get(0)?,
        number: r.get(1)?,
        title: r.get(2)?,
        day: r.get(3)?,
        motion: r.get(4)?,
        published_at: r.get(5)?,
    })
}

/// Every report, newest first.
pub(crate) fn all(db: &Db) -> Result<Vec<Report>, Fault> {
    db.rows(
        "SELECT id, number, title, day_id, motion_id, published_at FROM report ORDER BY number DESC",
        [],
        report,
    )
}

/// One report.
pub(crate) fn known(db: &Db, id: ReportId) -> Result<Report, Halt> {
    db.row(
        "SELECT id, number, title, day_id, motion_id, published_at FROM report WHERE id = ?1",
        [id],
        report,
    )?
    .ok_or_else(|| Refusal::new("report.unknown", "There is no such report.").into())
}

fn part(r: &rusqlite::Row<'_>) -> rusqlite::Result<Part> {
    Ok(Part {
        id: r.get(0)?,
        report: r.get(1)?,
        position: r.get(2)?,
        kind: variant(r, 3)?,
        heading: r.get(4)?,
        text: r.get(5)?,
        referred_back: r.get(6)?,
        referred: r.get(7)?,
    })
}

/// The parts of a report in their order.
pub(crate) fn parts(db: &Db, report: ReportId) -> Result<Vec<Part>, Fault> {
    db.rows(
        "SELECT id, report_id, position, kind, heading, text, state = 'referred_back', referred
         FROM report_part WHERE report_id = ?1 ORDER BY position",
        [report],
        part,
    )
}

/// One part.
pub(crate) fn part_known(db: &Db, id: ReportPartId) -> Result<Part, Halt> {
    db.row(
        "SELECT id, report_id, position, kind, heading, text, state = 'referred_back', referred
         FROM report_part WHERE id = ?1",
        [id],
        part,
    )?
    .ok_or_else(|| Refusal::new("report.part_unknown", "There is no such part of a report.").into())
}

/// The report that a paper is.
pub(crate) fn of_paper(db: &Db, motion: MotionId) -> Result<Option<Report>, Fault> {
    db.row(
        "SELECT id, number, title, day_id, motion_id, published_at FROM report WHERE motion_id = ?1",
        [motion],
        report,
    )
}

/// The paragraphs of a report's paper, from 1, that were referred back by the time of a decision; each with the last
/// decision before that.
pub(crate) fn referred_back(
    db: &Db,
    motion: MotionId,
    until: i64,
) -> Result<Vec<(i64, RangeInclusive<u32>)>, Fault> {
    db.rows(
        "SELECT p.after_decision, p.position FROM report r JOIN report_part p ON p.report_id = r.id
         WHERE r.motion_id = ?1 AND p.state = 'referred_back' AND p.after_decision <= ?2
         ORDER BY p.after_decision, p.position",
        (motion, until),
        |r| {
            let position: u32 = r.get(1)?;
            Ok((r.get(0)?, position..=position))
        },
    )
}

/// Parts of a report, from 1, that have gone back to the committee.
pub(crate) fn gone_back(db: &Db, motion: MotionId) -> Result<Vec<u32>, Fault> {
    db.rows(
        "SELECT p.position FROM report r JOIN report_part p ON p.report_id = r.id
         WHERE r.motion_id = ?1 AND p.state = 'referred_back' ORDER BY p.position",
        [motion],
        |r| r.get(0),
    )
}

/// `part 2`, `parts 2 and 7`; empty where there is none.
fn numbered(parts: &[u32]) -> String {
    let numbers: Vec<String> = parts.iter().map(u32::to_string).collect();
    match numbers.len() {
        0 => String::new(),
        1 => format!("part {}", listed(&numbers)),
        _ => format!("parts {}", listed(&numbers)),
    }
}

/// Behind the name of a report, what it is put without: `, except part 2`; empty where it is put whole.
pub(crate) fn except(back: &[u32]) -> String {
    if back.is_empty() { String::new() } else { format!(", except {}", numbered(back)) }
}

/// Whether an item may be taken as the agenda stands.
pub(crate) fn agenda_for(db: &Db, item: &Item) -> Result<Result<(), Refusal>, Halt> {
    let begun = item.started_at.is_some() || item.state == ItemState::Current;
    let exempt = begun
        || match item.kind {
            ItemKind::Report | ItemKind::Break => true,
            ItemKind::Business => decides_nothing_else(db, item)?,
            ItemKind::Election => false,
        };
    Ok(agenda_in_force(agenda_now(db, exempt)?))
}

/// Whether there is an agenda, for business that is decided on.
pub(crate) fn agenda(db: &Db) -> Result<Result<(), Refusal>, Fault> {
    Ok(agenda_in_force(agenda_now(db, false)?))
}

fn agenda_now(db: &Db, exempt: bool) -> Result<Agenda, Fault> {
    let (published, adopted) = db.one(
        "SELECT EXISTS (SELECT 1 FROM report WHERE motion_id IS NOT NULL),
                EXISTS (SELECT 1 FROM report r JOIN motion m ON m.id = r.motion_id WHERE m.state = 'carried')",
        [],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let by_report = standing_orders::in_force(db)?.agenda_by_report;
    Ok(Agenda { by_report, published, adopted, exempt })
}

/// A report is taken under it; or there is nothing on it to decide but challenges, as at the welcome of delegates.
fn decides_nothing_else(db: &Db, item: &Item) -> Result<bool, Fault> {
    let papers = motions::of_item(db, item.id)?;
    if papers.iter().any(|paper| paper.kind == MotionKind::Report) {
        return Ok(true);
    }
    let prints = programme::printed(db)?.iter().any(|(id, _)| *id == item.id);
    Ok(!prints && papers.iter().all(|paper| paper.kind == MotionKind::Challenge))
}

/// What a vote for, and against, the adoption of a report would do; none where the paper is no report.
pub(crate) fn effects(db: &Db, paper: &Motion) -> Result<Option<(String, String)>, Fault> {
    if of_paper(db, paper.id)?.is_none() {
        return Ok(None);
    }
    let back = gone_back(db, paper.id)?;
    let without = if back.is_empty() { String::new() } else { format!(" without {}", numbered(&back)) };
    let first = db.one(
        "SELECT NOT EXISTS (SELECT 1 FROM report r JOIN motion m ON m.id = r.motion_id WHERE m.state = 'carried')",
        [],
        |r| r.get(0),
    )?;
    let (force, none) = if first {
        ("; the agenda is in force", " There is no agenda until one is adopted.")
    } else {
        ("", "")
    };
    Ok(Some((
        format!("{} is adopted{without}{force}.", paper.label()),
        format!("{} goes back to the committee as a whole.{none}", paper.label()),
    )))
}

/// The report has been decided: its parts are what they are.
fn decided(state: State) -> bool {
    !matches!(state, State::OnAgenda | State::Moved | State::Adjourned)
}
