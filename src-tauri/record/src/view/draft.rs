//! What a draft of the order of business would do: each session's finish, and what would be lost, before it is adopted.
//!
//! Invariant: it is worked out by the rules that adopting it asks, and by the forecast that every screen shows.

use std::collections::{BTreeMap, BTreeSet};

use rules::estimate::{Estimate, Expected, Pace, estimate};
use rules::motion::MotionKind;
use rules::refusal::Refusal;
use rules::standing_orders::StandingOrders;
use rules::timetable::{Forecast, ItemState, Planned};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{DraftItem, ItemKind, PlanDraft};
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, MotionId, SessionId};
use crate::motions::{self, Motion};
use crate::plans::faults::odd_hour;
use crate::plans::resolve::{Resolved, ResolvedItem, ResolvedSession, resolve};
use crate::plans::{self, Kept};
use crate::programme::{self, Item, guillotines};
use crate::view::guillotines::{GuillotineShown, LostShown};
use crate::view::parts::Heading;
use crate::view::programme::{Plan, forecast_day, planned};
use crate::view::shown;
use crate::{set_up, standing_orders, when};

/// What a draft would do.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DraftView {
    /// The conference.
    pub heading: Heading,
    /// The days of the conference, `2018-05-30`, with their words.
    pub days: Vec<(String, String)>,
    /// The draft; the order of business as it stands, where none was given.
    pub draft: PlanDraft,
    /// Why it cannot be read; nothing else is shown then.
    pub refused: Option<Refusal>,
    /// What cannot be about it: it cannot be adopted so.
    pub impossible: Option<Refusal>,
    /// What it can be adopted with for a reason only.
    pub warnings: Vec<String>,
    /// Its sessions in the order in which they are held.
    pub sessions: Vec<SessionDrafted>,
    /// What would not be reached.
    pub lost: Vec<String>,
    /// Of these, what is reached by the order of business as it stands.
    pub newly_lost: Vec<String>,
    /// What is not reached by that, and would be.
    pub saved: Vec<String>,
    /// What differs from the order of business as it stands, a sentence each.
    pub changes: Vec<String>,
    /// Guillotines that are set.
    pub guillotines: Vec<GuillotineShown>,
    /// Business that was lost, in the order lost.
    pub lost_business: Vec<LostShown>,
    /// Papers on the agenda that the order of business, as it stands, takes under no item.
    pub under_nothing: Vec<MotionTag>,
    /// What the estimates are scaled by: `5 items today took 96 min of the 80 planned`; empty where nothing is.
    pub pace: String,
}

/// A session as it would be.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SessionDrafted {
    /// Which; none for a new one.
    pub session: Option<SessionId>,
    /// Its place in the draft that was given.
    pub place: u32,
    /// `Wednesday 30 May 2018`
    pub day: String,
    /// Its name.
    pub name: String,
    /// When it begins, ms.
    pub start: i64,
    /// When it is to end, ms.
    pub end: i64,
    /// When its last business is done, ms; none where nothing in it is reached.
    pub finish: Option<i64>,
    /// The same by the order of business as it stands.
    pub finish_now: Option<i64>,
    /// Times of it that cannot be, in words.
    pub faults: Vec<String>,
    /// Its items in order.
    pub items: Vec<ItemDrafted>,
}

/// An item as it would be.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ItemDrafted {
    /// Which; none for a new one.
    pub item: Option<ItemId>,
    /// Where it stands now.
    pub state: ItemState,
    /// It has begun: nothing of it can be planned any more.
    pub begun: bool,
    /// Planned, ms.
    pub start: i64,
    /// Planned, ms.
    pub end: i64,
    /// Expected, ms; none where it would not be reached.
    pub forecast_start: Option<i64>,
    /// Expected, ms.
    pub forecast_end: Option<i64>,
    /// At this pace.
    pub reached: bool,
    /// Times of it that cannot be, in words.
    pub faults: Vec<String>,
    /// Motions under it, in the order they are called.
    pub motions: Vec<MotionTag>,
    /// What the standing orders make of its motions; none where it has none.
    pub estimate: Option<Estimate>,
}

/// A paper by its name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct MotionTag {
    /// Which.
    pub motion: MotionId,
    /// As printed.
    pub number: String,
    /// `Motion 12`
    pub label: String,
    /// Its title.
    pub title: String,
}

impl MotionTag {
    pub(crate) fn of(paper: &Motion) -> Self {
        Self {
            motion: paper.id,
            number: paper.number.clone(),
            label: paper.label(),
            title: paper.title.clone(),
        }
    }
}

/// What a draft would do; without one, the order of business as it stands.
pub(crate) fn draft(db: &Db, draft: Option<&PlanDraft>, now: i64) -> Result<DraftView, Fault> {
    let zone = set_up::conference(db)?.and_then(|c| when::zone(&c.time_zone).ok()).unwrap_or(chrono_tz::UTC);
    let draft = match draft {
        Some(draft) => draft.clone(),
        None => plans::present::draft(db, zone)?,
    };
    let dates: Vec<String> = db.rows("SELECT date FROM day ORDER BY date", [], |r| r.get(0))?;
    let in_words = |date: &str| when::day(date).map(when::day_in_words).unwrap_or_default();
    let mut view = DraftView {
        heading: shown::heading(db, now)?,
        days: dates.into_iter().map(|date| (date.clone(), in_words(&date))).collect(),
        refused: None,
        impossible: None,
        warnings: Vec::new(),
        sessions: Vec::new(),
        lost: Vec::new(),
        newly_lost: Vec::new(),
        saved: Vec::new(),
        changes: Vec::new(),
        guillotines: super::guillotines::set(db)?,
        lost_business: super::guillotines::lost(db)?,
        under_nothing: super::programme::under_nothing(db)?,
        pace: String::new(),
        draft,
    };
    match resolve(db, &view.draft, now) {
        Ok(plan) => work_out(db, &mut view, &plan, now)?,
        Err(Halt::Refusal(refusal)) => view.refused = Some(refusal),
        Err(Halt::Fault(fault)) => return Err(fault),
    }
    Ok(view)
}

fn work_out(db: &Db, view: &mut DraftView, plan: &Resolved, now: i64) -> Result<(), Fault> {
    let standing = Plan::read(db, now)?;
    let forecasts = forecast(db, plan, &standing.today, standing.sits.then_some(now))?;
    let papers = Papers::read(db, &standing.today)?;
    let now_lost = |id: Option<ItemId>| {
        let line = standing.lines.iter().map(|(_, line)| line).find(|line| Some(line.id) == id);
        line.map(|line| !line.reached)
    };
    let mut forecast = forecasts.into_iter();
    for session in &plan.sessions {
        let mut items = Vec::new();
        for line in &session.items {
            let Some(forecast) = forecast.next() else { continue };
            let drafted = papers.item(plan, session, line, &forecast);
            let before = now_lost(drafted.item);
            match (drafted.reached, before) {
                (false, Some(true)) => view.lost.push(line.named()),
                (false, Some(false) | None) => {
                    view.lost.push(line.named());
                    view.newly_lost.push(line.named());
                }
                (true, Some(true)) => view.saved.push(line.named()),
                (true, _) => {}
            }
            items.push(drafted);
        }
        view.sessions.push(SessionDrafted {
            session: session.id,
            place: session.place,
            day: when::day(&session.day).map(when::day_in_words).unwrap_or_default(),
            name: session.name.clone(),
            start: session.start,
            end: session.end,
            finish: items.iter().filter_map(|item| item.forecast_end).max(),
            finish_now: standing.finish(session.id),
            faults: session.faults.iter().map(|wrong| plan.sentence(*wrong, session)).collect(),
            items,
        });
    }
    view.pace = papers.pace.in_words();
    view.impossible = plan.is_possible().err();
    view.warnings = plan.warnings().into_iter().map(|refusal| refusal.sentence).collect();
    view.changes = differences(db, plan, &view.under_nothing)?;
    view.changes.extend(taken_in(&view.under_nothing, plan));
    Ok(())
}

/// Papers that are taken under no item now, and would be under one.
fn taken_in(under_nothing: &[MotionTag], plan: &Resolved) -> Vec<String> {
    let lines = || plan.sessions.iter().flat_map(|session| &session.items);
    let taken = |tag: &MotionTag| {
        let line = lines().find(|line| line.draft.motions.contains(&tag.motion))?;
        Some(format!("{} is taken under {}.", tag.label, line.named()))
    };
    under_nothing.iter().filter_map(taken).collect()
}

/// When each item of the plan will be reached, in its order.
fn forecast(db: &Db, plan: &Resolved, today: &str, now: Option<i64>) -> Result<Vec<Forecast>, Fault> {
    let set = guillotines::all_set(db)?;
    let mut closes: BTreeMap<&str, i64> = BTreeMap::new();
    for session in &plan.sessions {
        let close = closes.entry(&session.day).or_insert(session.end);
        *close = (*close).max(session.end);
    }
    let mut found = Vec::new();
    for (day, closes) in closes {
        let of_day = plan.sessions.iter().filter(|session| session.day == day);
        let items: Vec<Planned> = of_day
            .flat_map(|session| session.items.iter().map(move |line| (session, line)))
            .map(|(session, line)| expected(&set, session, line, closes))
            .collect();
        found.extend(forecast_day(&items, now.filter(|_| day == today)).items);
    }
    Ok(found)
}

fn expected(
    set: &[guillotines::Guillotine],
    session: &ResolvedSession,
    line: &ResolvedItem,
    closes: i64,
) -> Planned {
    let id = line.item.as_ref().map(|item| item.id);
    let session_id = session.id.unwrap_or(SessionId(0));
    let cut_at = guillotines::cut_at(set, id.unwrap_or(ItemId(0)), session_id).unwrap_or(closes);
    match line.item.as_ref().filter(|_| line.begun) {
        Some(item) => planned(item, Some(cut_at)),
        None => Planned {
            id: id.map_or(0, |id| id.0),
            planned_start: line.start,
            planned_end: line.end,
            fixed: line.draft.fixed,
            state: ItemState::Planned,
            started_at: None,
            ended_at: None,
            is_break: line.draft.kind == ItemKind::Break,
            least: i64::from(line.draft.least.unwrap_or(0)) * 60_000,
            cut_at: Some(cut_at),
        },
    }
}

/// Papers, and what is known of how long they take.
struct Papers {
    known: BTreeMap<MotionId, Motion>,
    amendments: BTreeMap<MotionId, Vec<MotionId>>,
    seconded: BTreeSet<MotionId>,
    orders: StandingOrders,
    pace: Pace,
}

impl Papers {
    fn read(db: &Db, today: &str) -> Result<Self, Fault> {
        let mut amendments: BTreeMap<MotionId, Vec<MotionId>> = BTreeMap::new();
        let known: BTreeMap<MotionId, Motion> =
            motions::all(db)?.into_iter().map(|paper| (paper.id, paper)).collect();
        for (upon, paper) in known.values().filter_map(|paper| Some((paper.upon?, paper))) {
            if paper.state.is_undecided() {
                amendments.entry(upon).or_default().push(paper.id);
            }
        }
        let seconded = db.rows("SELECT motion_id FROM party WHERE role = 'seconder'", [], |r| r.get(0))?;
        Ok(Self {
            known,
            amendments,
            seconded: seconded.into_iter().collect(),
            orders: standing_orders::in_force(db)?,
            pace: pace(&of_day(db, today)?),
        })
    }

    fn item(
        &self,
        plan: &Resolved,
        session: &ResolvedSession,
        line: &ResolvedItem,
        forecast: &Forecast,
    ) -> ItemDrafted {
        ItemDrafted {
            item: line.item.as_ref().map(|item| item.id),
            state: line.item.as_ref().filter(|_| line.begun).map_or(ItemState::Planned, |item| item.state),
            begun: line.begun,
            start: line.start,
            end: line.end,
            forecast_start: forecast.start,
            forecast_end: forecast.end,
            reached: forecast.reached,
            faults: line
                .faults
                .iter()
                .map(|wrong| plan.sentence(*wrong, session))
                .chain(odd(plan, session, line))
                .collect(),
            motions: line.draft.motions.iter().filter_map(|id| self.tag(*id)).collect(),
            estimate: if line.begun { None } else { self.estimate(&line.draft) },
        }
    }

    fn tag(&self, id: MotionId) -> Option<MotionTag> {
        self.known.get(&id).map(MotionTag::of)
    }

    fn estimate(&self, draft: &DraftItem) -> Option<Estimate> {
        let mut questions = Vec::new();
        for id in &draft.motions {
            let Some(paper) = self.known.get(id).filter(|paper| paper.state.is_undecided()) else { continue };
            let own = self.amendments.get(id).into_iter().flatten().filter_map(|id| self.known.get(id));
            for each in own.chain([paper]) {
                questions.push(Expected {
                    amendment: each.kind == MotionKind::Amendment,
                    counted: each.needs_two_thirds(&self.orders),
                    card: self.orders.card.mandatory_for.contains(&each.kind),
                    seconder: self.seconded.contains(&each.id),
                });
            }
        }
        estimate(&self.orders, &questions, draft.together, self.pace)
    }
}

fn of_day(db: &Db, day: &str) -> Result<Vec<Item>, Fault> {
    let sessions: BTreeSet<SessionId> = db
        .rows("SELECT s.id FROM session s JOIN day d ON d.id = s.day_id WHERE d.date = ?1", [day], |r| {
            r.get(0)
        })?
        .into_iter()
        .collect();
    Ok(programme::all(db)?.into_iter().filter(|item| sessions.contains(&item.session_id)).collect())
}

/// What the finished business of a day says of the pace: that which nothing else was taken in the middle of.
fn pace(items: &[Item]) -> Pace {
    let mut pace = Pace::default();
    for item in items.iter().filter(|item| item.kind != ItemKind::Break && item.state == ItemState::Closed) {
        let Some((start, end)) = item.started_at.zip(item.ended_at) else { continue };
        let within = |other: &Item| other.started_at.is_some_and(|at| at > start && at < end);
        if !items.iter().any(within) {
            pace.add(item.planned_end - item.planned_start, end - start);
        }
    }
    pace
}

fn odd(plan: &Resolved, session: &ResolvedSession, line: &ResolvedItem) -> Option<String> {
    if line.begun { None } else { odd_hour(&session.name, &plan.clock(line.start)) }
}

/// What differs from the order of business as it stands.
fn differences(db: &Db, plan: &Resolved, under_nothing: &[MotionTag]) -> Result<Vec<String>, Fault> {
    let before: Vec<_> = plans::standing(db)?.iter().map(Kept::entry).collect();
    let mut after = Vec::new();
    for session in &plan.sessions {
        for line in &session.items {
            let id = line.item.as_ref().map_or(0, |item| item.id.0);
            let mut entry = Kept::drafted(id, line, session).entry();
            // That these are taken in is told of each.
            entry.motions.retain(|motion| under_nothing.iter().all(|tag| tag.motion.0 != *motion));
            after.push(entry);
        }
    }
    let papers = plans::papers_named(db)?;
    let paper = |id| papers.get(&id).cloned().unwrap_or_default();
    let changes = rules::plan_changes::changes(&before, &after, |at| plan.clock(at), paper);
    Ok(changes.into_iter().map(|(_, words)| words).collect())
}
