//! A draft read against the file: every name and time in it understood, laid out, and what cannot be about it.
//!
//! Invariant: nothing is written here, so that the preview and the act are worked out by the same rule.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use rules::guillotine::in_order_lost;
use rules::plan::{Fault as Wrong, Line, Sitting, lay_out};
use rules::refusal::Refusal;
use rules::timetable::{ItemState, free_from};

use super::is_begun;
use crate::allow::said;
use crate::command::{DraftItem, DraftSession, PlanDraft};
use crate::db::Db;
use crate::halt::Halt;
use crate::ids::{ItemId, MotionId, SessionId};
use crate::motions::{self, Motion};
use crate::programme::{self, Item};
use crate::view::programme::planned;
use crate::{set_up, when};

/// Longer than this, an item is a slip of the finger.
const LONGEST_MINUTES: u32 = 24 * 60;

/// A draft, understood. Sessions in the order in which they are held.
pub(crate) struct Resolved {
    pub(crate) sessions: Vec<ResolvedSession>,
    pub(crate) removed: Vec<Item>,
    /// Motions that it would take nowhere, though an item has them now.
    pub(crate) unplaced: Vec<MotionId>,
    /// What the chair must give a reason for.
    warnings: Vec<Refusal>,
    zone: Tz,
}

/// A session of it.
pub(crate) struct ResolvedSession {
    /// Its place in the draft.
    pub(crate) place: u32,
    pub(crate) id: Option<SessionId>,
    pub(crate) day: String,
    pub(crate) name: String,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) faults: Vec<Wrong>,
    pub(crate) items: Vec<ResolvedItem>,
}

/// An item of it.
pub(crate) struct ResolvedItem {
    pub(crate) item: Option<Item>,
    pub(crate) draft: DraftItem,
    pub(crate) begun: bool,
    at: Option<i64>,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) faults: Vec<Wrong>,
    /// The id that a new item was given.
    pub(crate) made: Cell<Option<ItemId>>,
}

impl ResolvedItem {
    pub(crate) fn is(&self, id: ItemId) -> bool {
        self.item.as_ref().is_some_and(|item| item.id == id)
    }

    pub(crate) fn named(&self) -> String {
        self.item.as_ref().map_or_else(|| self.draft.title.trim().to_owned(), Item::named)
    }
}

impl Resolved {
    /// `14:30`, by the clocks of the conference.
    pub(crate) fn clock(&self, at: i64) -> String {
        when::hours_minutes(self.zone, at)
    }

    /// `Afternoon begins before Lunch has ended.`
    pub(crate) fn sentence(&self, wrong: Wrong, session: &ResolvedSession) -> String {
        let names: Vec<&str> =
            self.sessions.iter().filter(|other| other.day == session.day).map(|s| s.name.as_str()).collect();
        wrong.sentence(&session.name, &names, |at| self.clock(at))
    }

    /// No plan has a time that can never be.
    pub(crate) fn is_possible(&self) -> Result<(), Refusal> {
        for session in &self.sessions {
            let of_items = session.items.iter().flat_map(|item| &item.faults);
            if let Some(wrong) = session.faults.iter().chain(of_items).find(|wrong| wrong.is_impossible()) {
                return Err(Refusal::new("plan.impossible", self.sentence(*wrong, session)));
            }
        }
        Ok(())
    }

    /// What the chair or the committee must give a reason for.
    pub(crate) fn warnings(&self) -> Vec<Refusal> {
        self.warnings.clone()
    }
}

/// What a draft is read against.
struct Facts {
    zone: Tz,
    items: BTreeMap<ItemId, Item>,
    motions: BTreeMap<MotionId, Motion>,
    /// The item that each motion is taken under now.
    under: BTreeMap<MotionId, ItemId>,
    sessions: BTreeSet<SessionId>,
    days: BTreeSet<String>,
    lost: Vec<Item>,
}

impl Facts {
    fn read(db: &Db) -> Result<Self, Halt> {
        Ok(Self {
            zone: when::zone(&set_up::set(db)?.time_zone)?,
            items: programme::all(db)?.into_iter().map(|item| (item.id, item)).collect(),
            motions: motions::all(db)?.into_iter().map(|paper| (paper.id, paper)).collect(),
            under: db
                .rows("SELECT motion_id, item_id FROM item_motion", [], |r| Ok((r.get(0)?, r.get(1)?)))?
                .into_iter()
                .collect(),
            sessions: db.rows("SELECT id FROM session", [], |r| r.get(0))?.into_iter().collect(),
            days: db.rows("SELECT date FROM day", [], |r| r.get(0))?.into_iter().collect(),
            lost: programme::lost(db)?,
        })
    }
}

/// Reads a draft.
///
/// # Errors
/// A refusal that names what cannot be understood, what is there twice, and what is left out.
pub(crate) fn resolve(db: &Db, draft: &PlanDraft, now: i64) -> Result<Resolved, Halt> {
    let facts = Facts::read(db)?;
    let mut sessions = Vec::new();
    for (place, session) in (0..).zip(&draft.sessions) {
        sessions.push(read_session(&facts, place, session)?);
    }
    sessions.sort_by(|a, b| (&a.day, a.start, a.end).cmp(&(&b.day, b.start, b.end)));
    let removed = removed(db, &facts, &draft.removed)?;
    everything_once(&facts, &sessions, &removed)?;
    let mut plan =
        Resolved { sessions, removed, unplaced: Vec::new(), warnings: Vec::new(), zone: facts.zone };
    place_motions(&facts, &mut plan)?;
    lost_in_order(&facts, &mut plan);
    let open = set_up::conference(db)?.is_some_and(|conference| conference.state == "open");
    lay(&facts, &mut plan, open.then_some(now));
    Ok(plan)
}

fn read_session(facts: &Facts, place: u32, session: &DraftSession) -> Result<ResolvedSession, Halt> {
    let name = said("name of a session", &session.name)?;
    if let Some(id) = session.session.filter(|id| !facts.sessions.contains(id)) {
        return Err(Refusal::new("session.unknown", format!("There is no session {}.", id.0)).into());
    }
    let day = when::day(&session.day)?;
    if !facts.days.contains(&day.to_string()) {
        return Err(Refusal::new("plan.no_such_day", format!("{day} is not a day of the conference.")).into());
    }
    let time = |text: &str| when::instant(facts.zone, day, when::time_of_day(text)?);
    let mut items = Vec::new();
    for item in &session.items {
        let at = item.at.as_deref().map(time).transpose()?;
        items.push(read_item(facts, item, at)?);
    }
    Ok(ResolvedSession {
        place,
        id: session.session,
        day: day.to_string(),
        name,
        start: time(&session.start)?,
        end: time(&session.end)?,
        faults: Vec::new(),
        items,
    })
}

fn read_item(facts: &Facts, draft: &DraftItem, at: Option<i64>) -> Result<ResolvedItem, Halt> {
    let item = match draft.item {
        Some(id) => Some(
            facts
                .items
                .get(&id)
                .ok_or_else(|| Refusal::new("item.unknown", "There is no such item."))?
                .clone(),
        ),
        None => None,
    };
    if item.is_none() {
        said("title of an item", &draft.title)?;
    }
    let begun = item.as_ref().is_some_and(is_begun);
    if draft.minutes > LONGEST_MINUTES && !begun {
        return Err(Refusal::new(
            "plan.too_long",
            format!("{} is given {} minutes, which is longer than a day.", draft.title, draft.minutes),
        )
        .into());
    }
    let mut draft = draft.clone();
    draft.fixed = draft.fixed && at.is_some();
    Ok(ResolvedItem { item, draft, begun, at, start: 0, end: 0, faults: Vec::new(), made: Cell::new(None) })
}

fn removed(db: &Db, facts: &Facts, ids: &[ItemId]) -> Result<Vec<Item>, Halt> {
    let mut removed: Vec<Item> = Vec::new();
    for id in ids {
        let item =
            facts.items.get(id).ok_or_else(|| Refusal::new("item.unknown", "There is no such item."))?;
        if let Some(refusal) = programme::kept_by(db, item)? {
            return Err(refusal.into());
        }
        removed.push(item.clone());
    }
    Ok(removed)
}

/// Every item that is not lost is in the draft once, or is taken off; what has begun stays in its session.
fn everything_once(facts: &Facts, sessions: &[ResolvedSession], removed: &[Item]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    let placed = sessions.iter().flat_map(|s| s.items.iter().map(move |line| (s, line)));
    for (session, line) in placed {
        let Some(item) = &line.item else { continue };
        if !seen.insert(item.id) {
            return Err(Refusal::new("plan.twice", format!("{} is in the plan twice.", item.named())));
        }
        if line.begun && session.id != Some(item.session_id) {
            return Err(Refusal::new(
                "plan.begun",
                format!("{} has been before conference, and stays in its session.", item.named()),
            ));
        }
    }
    for item in removed {
        if !seen.insert(item.id) {
            return Err(Refusal::new("plan.twice", format!("{} is in the plan twice.", item.named())));
        }
    }
    let mut ids = BTreeSet::new();
    if let Some(twice) = sessions.iter().find(|s| s.id.is_some_and(|id| !ids.insert(id))) {
        return Err(Refusal::new("plan.twice", format!("{} is in the plan twice.", twice.name)));
    }
    let left = facts.items.values().find(|i| i.state != ItemState::NotReached && !seen.contains(&i.id));
    left.map_or(Ok(()), |item| {
        Err(Refusal::new("plan.left_out", format!("{} is not in the plan.", item.named()))
            .allowed_by("It came since the draft was begun, or was left out: begin the draft again."))
    })
}

/// Each motion is taken under one item; what would be taken nowhere needs a reason.
fn place_motions(facts: &Facts, plan: &mut Resolved) -> Result<(), Halt> {
    let mut placed = BTreeSet::new();
    for line in plan.sessions.iter().flat_map(|session| &session.items).filter(|line| !line.begun) {
        let id = line.item.as_ref().map(|item| item.id);
        for motion in &line.draft.motions {
            let paper = facts
                .motions
                .get(motion)
                .ok_or_else(|| Refusal::new("motion.unknown", "There is no such paper."))?;
            if !placed.insert(paper.id) {
                return Err(
                    Refusal::new("plan.twice", format!("{} is in the plan twice.", paper.label())).into()
                );
            }
            let from = facts.under.get(motion);
            if from.is_none() || from != id.as_ref() {
                programme::may_be_placed(paper)?;
                if let Some(item) = from.and_then(|from| facts.items.get(from)).filter(|i| is_begun(i)) {
                    let why = format!("{} is taken under {}, which has begun.", paper.label(), item.named());
                    return Err(Refusal::new("plan.motion_begun", why).into());
                }
            }
        }
    }
    for (motion, item) in &facts.under {
        let here = facts.items.get(item).filter(|i| i.is_untouched());
        let (Some(item), Some(paper), false) = (here, facts.motions.get(motion), placed.contains(motion))
        else {
            continue;
        };
        plan.unplaced.push(*motion);
        if paper.state.is_undecided() {
            plan.warnings.push(
                Refusal::new(
                    "item.has_papers",
                    format!(
                        "{} is to be taken under {}, and would be taken nowhere.",
                        paper.label(),
                        item.named()
                    ),
                )
                .by_reason(),
            );
        }
    }
    Ok(())
}

/// Lost business is put back in the order lost (§8).
fn lost_in_order(facts: &Facts, plan: &mut Resolved) {
    let back: BTreeSet<ItemId> = plan
        .sessions
        .iter()
        .flat_map(|session| &session.items)
        .filter_map(|line| line.item.as_ref().filter(|item| item.state == ItemState::NotReached))
        .map(|item| item.id)
        .collect();
    let mut waits: Option<&Item> = None;
    for item in &facts.lost {
        if !back.contains(&item.id) {
            waits = waits.or(item.lost.is_some_and(|(_, fate)| fate.may_still_be_taken()).then_some(item));
        } else if let Err(refusal) = in_order_lost(&item.named(), waits.map(Item::named).as_deref()) {
            plan.warnings.push(refusal);
        }
    }
}

/// Lays every day out. On a day that conference sits, what is still to come cannot be planned before now.
fn lay(facts: &Facts, plan: &mut Resolved, now: Option<i64>) {
    let today = now.and_then(|now| when::local_day(facts.zone, now)).map(|day| day.to_string());
    let all: Vec<_> = facts.items.values().map(|item| planned(item, None)).collect();
    let free = now.map_or(i64::MIN, |now| free_from(&all, now));
    let mut rest = plan.sessions.as_mut_slice();
    while let Some(day) = rest.first().map(|session| session.day.clone()) {
        let length = rest.iter().take_while(|session| session.day == day).count();
        let (of_day, later) = rest.split_at_mut(length);
        let from = if today.as_ref() == Some(&day) { free } else { i64::MIN };
        let sittings: Vec<Sitting> = of_day.iter().map(|session| sitting(session, from)).collect();
        for (session, (faults, laid)) in of_day.iter_mut().zip(lay_out(&sittings)) {
            session.faults = faults;
            for (line, laid) in session.items.iter_mut().zip(laid) {
                (line.start, line.end, line.faults) = (laid.start, laid.end, laid.faults);
            }
        }
        rest = later;
    }
}

fn sitting(session: &ResolvedSession, from: i64) -> Sitting {
    let lines = session.items.iter().map(|line| Line {
        length: i64::from(line.draft.minutes) * 60_000,
        at: line.at,
        fixed: line.draft.fixed,
        printed: line.item.as_ref().filter(|_| line.begun).map(|i| (i.planned_start, i.planned_end)),
    });
    Sitting { start: session.start, end: session.end, from, lines: lines.collect() }
}
