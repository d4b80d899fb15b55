//! The committee's reports: drafts, what is before conference, and what became of each.

use rules::amendment::{MarkedParagraph, Passage, PassageKind};
use rules::motion::State;
use rules::report::PartKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{DayId, ItemId, MotionId, ReportId, ReportPartId};
use crate::motions::{self, Motion};
use crate::reports::{self, Report};
use crate::view::parts::Heading;
use crate::view::shown;
use crate::{challenges, programme, questions, when};

/// The committee's reports.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReportsView {
    /// The conference.
    pub heading: Heading,
    /// Newest first.
    pub reports: Vec<ReportShown>,
    /// Days that a report can be about.
    pub days: Vec<ReportDay>,
    /// Items that a report could be taken under.
    pub items: Vec<ReportItem>,
    /// Why business cannot be taken yet; none where there is an agenda.
    pub no_agenda: Option<String>,
}

/// One report.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReportShown {
    /// Its id.
    pub id: ReportId,
    /// Its number.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// The day whose business it sets, in words.
    pub day: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// Its paper, once it is published.
    pub motion: Option<MotionId>,
    /// The item it is taken under; none where it has one of its own.
    pub item: Option<String>,
    /// When it was published, ms.
    pub published_at: Option<i64>,
    /// Its parts in order.
    pub parts: Vec<ReportPartShown>,
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReportStanding")]
#[schemars(rename = "ReportStanding")]
pub enum Standing {
    /// The committee writes it.
    Draft,
    /// It waits to be moved.
    Published,
    /// It is before conference: parts can be referred back.
    BeforeConference,
    /// Conference has adopted it.
    Adopted,
    /// Conference has sent it back as a whole.
    ReferredBack,
    /// It was withdrawn, or passed over.
    Gone,
}

/// One part.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReportPartShown {
    /// Its id.
    pub id: ReportPartId,
    /// From 1.
    pub position: u32,
    /// What it is about.
    pub kind: PartKind,
    /// Its heading.
    pub heading: String,
    /// What it says; lines.
    pub text: String,
    /// How and why conference referred it back; none where it stands.
    pub referred_back: Option<String>,
    /// The newest motion that it be referred back; none where nobody has moved it.
    pub moved: Option<ReferenceMoved>,
}

/// A motion that a part of a report be referred back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReferenceMoved {
    /// Its paper.
    pub motion: MotionId,
    /// `Challenge CH2`
    pub label: String,
    /// Who moves it.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: State,
    /// It was carried, and the part has still to go back.
    pub to_carry_out: bool,
}

/// A day of the conference.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReportDay {
    /// Its id.
    pub id: DayId,
    /// Saturday 11 March 2017.
    pub words: String,
}

/// An item that a report could be taken under.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ReportItem {
    /// Its id.
    pub id: ItemId,
    /// Number and title.
    pub title: String,
}

/// Every report.
pub(crate) fn reports(db: &Db, now: i64) -> Result<ReportsView, Fault> {
    let days: Vec<ReportDay> = db
        .rows("SELECT id, date FROM day ORDER BY date", [], |r| Ok((r.get(0)?, r.get::<_, String>(1)?)))?
        .into_iter()
        .map(|(id, date)| ReportDay {
            id,
            words: when::day(&date).map(when::day_in_words).unwrap_or_default(),
        })
        .collect();
    let items = programme::all(db)?;
    let waits =
        items.iter().filter(|item| item.is_untouched() && item.kind != crate::command::ItemKind::Break);
    // Business under the item of a report may be taken with it: that says nothing of the rest.
    let with_report: Vec<ItemId> = db.rows(
        "SELECT i.item_id FROM item_motion i JOIN motion m ON m.id = i.motion_id WHERE m.kind = 'report'",
        [],
        |r| r.get(0),
    )?;
    let business = items.iter().any(|item| {
        item.is_untouched()
            && item.kind == crate::command::ItemKind::Business
            && !with_report.contains(&item.id)
    });
    let no_agenda = if business { reports::agenda(db)?.err().map(|refusal| refusal.sentence) } else { None };
    Ok(ReportsView {
        heading: shown::heading(db, now)?,
        reports: reports::all(db)?.iter().map(|each| report(db, each, &days)).collect::<Result<_, _>>()?,
        items: waits.map(|item| ReportItem { id: item.id, title: item.named() }).collect(),
        days,
        no_agenda,
    })
}

fn report(db: &Db, report: &Report, days: &[ReportDay]) -> Result<ReportShown, Fault> {
    let paper = report.motion.map(|motion| shown::plain(motions::known(db, motion))).transpose()?;
    let item: Option<ItemId> = match report.motion {
        Some(motion) => {
            db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [motion], |r| r.get(0))?
        }
        None => None,
    };
    let parts = reports::parts(db, report.id)?.into_iter().map(|part| {
        Ok(ReportPartShown {
            id: part.id,
            position: part.position,
            kind: part.kind,
            heading: part.heading,
            text: part.text,
            referred_back: part.referred_back.then_some(part.referred),
            moved: moved(db, part.id)?,
        })
    });
    Ok(ReportShown {
        id: report.id,
        number: report.number,
        title: report.title.clone(),
        day: days.iter().find(|day| Some(day.id) == report.day).map(|day| day.words.clone()),
        standing: standing(db, paper.as_ref())?,
        motion: report.motion,
        item: item
            .map(|item| shown::plain(programme::known(db, item)))
            .transpose()?
            .filter(|item| item.title != report.own_line())
            .map(|item| item.named()),
        published_at: report.published_at,
        parts: parts.collect::<Result<_, Fault>>()?,
    })
}

fn moved(db: &Db, part: ReportPartId) -> Result<Option<ReferenceMoved>, Fault> {
    let Some(motion) = challenges::upon_part(db, part)? else { return Ok(None) };
    let paper = shown::plain(motions::known(db, motion))?;
    let Some(challenge) = challenges::of(db, motion)? else { return Ok(None) };
    let waits = paper.state == State::Carried && shown::plain(challenges::waits(db, &challenge))?;
    Ok(Some(ReferenceMoved {
        motion,
        label: paper.label(),
        by: motions::party(db, motion, "mover")?,
        reason: challenge.reason,
        state: paper.state,
        to_carry_out: waits,
    }))
}

fn standing(db: &Db, paper: Option<&Motion>) -> Result<Standing, Fault> {
    let Some(paper) = paper else { return Ok(Standing::Draft) };
    let state = paper.state;
    Ok(if state == State::Carried {
        Standing::Adopted
    } else if matches!(state, State::Lost | State::NotCarried | State::ReferredBack) {
        Standing::ReferredBack
    } else if !matches!(state, State::OnAgenda | State::Moved | State::Adjourned) {
        Standing::Gone
    } else if shown::plain(questions::of_paper(db, paper.id))?.is_empty() {
        Standing::Published
    } else {
        Standing::BeforeConference
    })
}

/// The headings of a report's parts as the hall sees them, those referred back struck out; none where the paper is no report.
pub(crate) fn headings(db: &Db, motion: MotionId) -> Result<Option<Vec<MarkedParagraph>>, Fault> {
    let Some(report) = reports::of_paper(db, motion)? else { return Ok(None) };
    let parts = reports::parts(db, report.id)?.into_iter().map(|part| MarkedParagraph {
        number: Some(part.position),
        passages: vec![Passage {
            kind: if part.referred_back { PassageKind::Deleted } else { PassageKind::Same },
            text: part.heading,
        }],
        touched: part.referred_back,
    });
    Ok(Some(parts.collect()))
}
