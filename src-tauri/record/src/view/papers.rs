//! Every paper in a line: the list. The text of a paper is shown by `paper`.

use std::collections::BTreeMap;

use rules::motion::State;
use rules::numbering::in_order;
use rules::standing_orders::StandingOrders;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::view::shown;
use crate::{standing_orders, texts, when};

/// Every paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PapersView {
    /// Motions in the order of their numbers, each followed by its amendments in the order they are taken.
    pub papers: Vec<PaperLine>,
    /// The next number of each kind but amendments.
    pub next: Vec<NextNumber>,
    /// Until when papers are handed in.
    pub deadlines: Vec<Deadline>,
}

/// One paper in the list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PaperLine {
    /// Its id.
    pub id: MotionId,
    /// `Composite 4`
    pub label: String,
    /// Number as printed.
    pub number: String,
    /// What kind.
    pub kind: MotionKind,
    /// Title.
    pub title: String,
    /// An amendment: upon which paper.
    pub upon: Option<MotionId>,
    /// Body that moves it.
    pub mover: Option<String>,
    /// Body that seconds it.
    pub seconder: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Section of the agenda; may be empty.
    pub section: String,
    /// The committee's category; may be empty.
    pub category: String,
    /// It was handed in after the deadline of its kind.
    pub late: bool,
    /// The item it is taken under.
    pub item: Option<ItemId>,
    /// It needs two-thirds.
    pub two_thirds: bool,
}

/// The next number of a kind of paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct NextNumber {
    /// Of what kind.
    pub kind: MotionKind,
    /// `13`, `C5`
    pub number: String,
}

/// Until when papers of a kind are handed in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Deadline {
    /// Of what kind.
    pub kind: MotionKind,
    /// The last moment that is in time, by the clocks of the conference: `2016-07-29 12:00`.
    pub at: String,
}

/// Every paper, each followed by its amendments.
pub(crate) fn papers(db: &Db) -> Result<PapersView, Fault> {
    let all = motions::all(db)?;
    let orders = standing_orders::in_force(db)?;
    let taken = || all.iter().map(|paper| paper.number.as_str());
    let next = MotionKind::ALL.into_iter().filter(|kind| *kind != MotionKind::Amendment);
    let next = next.map(|kind| NextNumber { kind, number: orders.numbers.next(kind, taken()) }).collect();
    let deadlines = motions::deadlines(db)?;
    let beside = Beside::read(db, &deadlines, &orders)?;
    let mut tops: Vec<&Motion> = all.iter().filter(|paper| paper.upon.is_none()).collect();
    tops.sort_by_cached_key(|paper| in_order(&paper.number));
    let upon = motions::amendments_among(db, &all)?;
    let mut papers = Vec::with_capacity(all.len());
    for top in tops {
        with_amendments(top, &upon, &beside, &mut papers);
    }
    let zone = shown::zone(db)?;
    let deadlines = deadlines
        .iter()
        .map(|(kind, at)| Deadline { kind: *kind, at: when::moment_in_words(zone, *at) })
        .collect();
    Ok(PapersView { papers, next, deadlines })
}

/// What the paper beneath an amendment would say with it; nothing where that cannot be worked out before a person settles it.
///
/// # Errors
/// A fault where the file cannot be read.
pub fn as_put(db: &Db, amendment: MotionId) -> Result<Vec<String>, Fault> {
    let paper = shown::plain(motions::known(db, amendment))?;
    match texts::as_put(db, &paper) {
        Ok(text) => Ok(text),
        Err(Halt::Refusal(_)) => Ok(Vec::new()),
        Err(Halt::Fault(fault)) => Err(fault),
    }
}

fn with_amendments(
    paper: &Motion,
    upon: &BTreeMap<MotionId, Vec<Motion>>,
    beside: &Beside<'_>,
    papers: &mut Vec<PaperLine>,
) {
    papers.push(beside.line(paper.clone()));
    for amendment in upon.get(&paper.id).into_iter().flatten() {
        with_amendments(amendment, upon, beside, papers);
    }
}

/// What stands beside the rows of papers, read once for all of them.
struct Beside<'a> {
    movers: BTreeMap<MotionId, String>,
    seconders: BTreeMap<MotionId, String>,
    items: BTreeMap<MotionId, ItemId>,
    deadlines: &'a [(MotionKind, i64)],
    orders: &'a StandingOrders,
}

impl<'a> Beside<'a> {
    fn read(db: &Db, deadlines: &'a [(MotionKind, i64)], orders: &'a StandingOrders) -> Result<Self, Fault> {
        let bodies = |role: &'static str| {
            let rows =
                db.rows("SELECT motion_id, body FROM party WHERE role = ?1 ORDER BY id DESC", [role], |r| {
                    Ok((r.get(0)?, r.get(1)?))
                })?;
            Ok::<_, Fault>(rows.into_iter().collect())
        };
        let items =
            db.rows("SELECT motion_id, item_id FROM item_motion", [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(Self {
            movers: bodies("mover")?,
            seconders: bodies("seconder")?,
            items: items.into_iter().collect(),
            deadlines,
            orders,
        })
    }

    fn line(&self, paper: Motion) -> PaperLine {
        PaperLine {
            label: paper.label(),
            mover: self.movers.get(&paper.id).cloned(),
            seconder: self.seconders.get(&paper.id).cloned(),
            late: is_late(&paper, self.deadlines),
            item: self.items.get(&paper.id).copied(),
            two_thirds: paper.needs_two_thirds(self.orders),
            id: paper.id,
            number: paper.number,
            kind: paper.kind,
            title: paper.title,
            upon: paper.upon,
            state: paper.state,
            section: paper.section,
            category: paper.category,
        }
    }
}

/// It was handed in after the deadline of its kind.
pub(crate) fn is_late(paper: &Motion, deadlines: &[(MotionKind, i64)]) -> bool {
    let deadline = deadlines.iter().find(|(kind, _)| *kind == paper.kind).map(|(_, at)| *at);
    !rules::motion::is_in_time(paper.handed_in_at, deadline)
}
