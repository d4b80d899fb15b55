//! The order of business, every day of it.

use std::collections::{BTreeMap, BTreeSet};

use rules::share::listed;
use rules::timetable::{Forecast, ItemState, Planned, Projection, project};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::ItemKind;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, SessionId};
use crate::programme::{self, Item, guillotines};
use crate::view::desk::{ItemLine, Schedule};
use crate::view::draft::MotionTag;
use crate::view::guillotines::{GuillotineShown, LostShown};
use crate::view::parts::Heading;
use crate::view::shown;
use crate::when;
use crate::{motions, plans, set_up};

/// The programme.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ProgrammeView {
    /// The conference.
    pub heading: Heading,
    /// How business runs against the plan.
    pub schedule: Schedule,
    /// Every day.
    pub days: Vec<ProgrammeDay>,
    /// Every session that has items.
    pub sessions: Vec<SessionShown>,
    /// Lines whose times cannot be.
    pub faults: Vec<LineFaults>,
    /// Guillotines that are set, the earliest first.
    pub guillotines: Vec<GuillotineShown>,
    /// Business that was lost, in the order lost.
    pub lost: Vec<LostShown>,
    /// Papers on the agenda that are taken under no item.
    pub under_nothing: Vec<MotionTag>,
}

/// A session.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SessionShown {
    /// Its id.
    pub id: SessionId,
    /// `2017-03-11`
    pub day: String,
    /// Morning.
    pub name: String,
    /// When it begins, ms.
    pub start: i64,
    /// When it is to end, ms.
    pub end: i64,
    /// Times of it that cannot be, in words.
    pub faults: Vec<String>,
}

/// What cannot be about the times of a line.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct LineFaults {
    /// Which.
    pub item: ItemId,
    /// A sentence each, as a draft would say it.
    pub faults: Vec<String>,
}

/// One day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ProgrammeDay {
    /// `2017-03-11`
    pub date: String,
    /// Saturday 11 March 2017.
    pub words: String,
    /// Its lines in order; each names its session.
    pub items: Vec<ItemLine>,
}

/// Every day with its lines.
pub(crate) fn programme(db: &Db, now: i64) -> Result<ProgrammeView, Fault> {
    let plan = Plan::read(db, now)?;
    let mut days: Vec<ProgrammeDay> = Vec::new();
    for date in db.rows("SELECT date FROM day ORDER BY date", [], |r| r.get::<_, String>(0))? {
        let words = when::day(&date).map(when::day_in_words).unwrap_or_default();
        let items = plan.lines.iter().filter(|(day, _)| *day == date).map(|(_, line)| line.clone()).collect();
        days.push(ProgrammeDay { date, words, items });
    }
    let zone = set_up::conference(db)?.and_then(|c| when::zone(&c.time_zone).ok()).unwrap_or(chrono_tz::UTC);
    let mut faults = plans::faults::faults(db, zone)?;
    Ok(ProgrammeView {
        heading: shown::heading(db, now)?,
        schedule: plan.schedule,
        days,
        sessions: sessions(db, &mut faults.sessions)?,
        faults: faults.items.into_iter().map(|(item, faults)| LineFaults { item, faults }).collect(),
        guillotines: super::guillotines::set(db)?,
        lost: super::guillotines::lost(db)?,
        under_nothing: under_nothing(db)?,
    })
}

/// Papers on the agenda that nobody can call, for they are taken under no item.
pub(crate) fn under_nothing(db: &Db) -> Result<Vec<MotionTag>, Fault> {
    Ok(motions::under_no_item(db)?.iter().map(MotionTag::of).collect())
}

fn sessions(db: &Db, faults: &mut BTreeMap<SessionId, Vec<String>>) -> Result<Vec<SessionShown>, Fault> {
    db.rows(
        "SELECT s.id, d.date, s.name, s.planned_start, s.planned_end FROM session s JOIN day d ON d.id = s.day_id
         WHERE EXISTS (SELECT 1 FROM item WHERE session_id = s.id) ORDER BY s.planned_start, s.id",
        [],
        |r| {
            let id = r.get(0)?;
            Ok(SessionShown {
                id,
                day: r.get(1)?,
                name: r.get(2)?,
                start: r.get(3)?,
                end: r.get(4)?,
                faults: faults.remove(&id).unwrap_or_default(),
            })
        },
    )
}

/// The order of business with its forecast: worked out once, for every screen.
pub(crate) struct Plan {
    /// Each line with its day.
    pub(crate) lines: Vec<(String, ItemLine)>,
    /// The day that business stands at.
    pub(crate) today: String,
    /// That day is today by the calendar: business runs.
    pub(crate) sits: bool,
    pub(crate) schedule: Schedule,
    /// When the last business of each session is expected to be done.
    finishes: BTreeMap<SessionId, i64>,
}

impl Plan {
    /// When the last business of a session is expected to be done; none where none of it is reached.
    pub(crate) fn finish(&self, session: Option<SessionId>) -> Option<i64> {
        self.finishes.get(&session?).copied()
    }

    pub(crate) fn read(db: &Db, now: i64) -> Result<Self, Fault> {
        let zone =
            set_up::conference(db)?.and_then(|c| when::zone(&c.time_zone).ok()).unwrap_or(chrono_tz::UTC);
        let sessions: BTreeMap<SessionId, (String, String)> = db
            .rows("SELECT s.id, s.name, d.date FROM session s JOIN day d ON d.id = s.day_id", [], |r| {
                Ok((r.get(0)?, (r.get(1)?, r.get(2)?)))
            })?
            .into_iter()
            .collect();
        let notes = notes(db)?;
        let (set, closes) = (guillotines::all_set(db)?, closes(db)?);
        let items = programme::all(db)?;
        let day_of =
            |item: &Item| sessions.get(&item.session_id).map(|(_, day)| day.clone()).unwrap_or_default();
        let mut forecasts = BTreeMap::new();
        let calendar = when::local_day(zone, now).map(|d| d.to_string());
        let today = today(&items, &day_of, calendar.clone());
        // Away from its days a conference is neither early nor late: it is prepared, or tried out.
        let sits = calendar.as_ref() == Some(&today);
        let (mut behind_ms, mut out_of_order) = (0, false);
        let days: BTreeSet<String> = items.iter().map(&day_of).collect();
        for day in days {
            let of_day: Vec<&Item> = items.iter().filter(|i| day_of(i) == day).collect();
            let closes = closes.get(&day).copied();
            let planned: Vec<Planned> = of_day
                .iter()
                .map(|i| planned(i, guillotines::cut_at(&set, i.id, i.session_id).or(closes)))
                .collect();
            let is_today = day == today && sits;
            let projection = forecast_day(&planned, is_today.then_some(now));
            if is_today {
                (behind_ms, out_of_order) = (projection.behind_ms, projection.out_of_order);
            }
            forecasts.extend(projection.items.into_iter().map(|f| (f.id, f)));
        }
        let mut not_reached = Vec::new();
        let mut lines = Vec::new();
        let mut finishes = BTreeMap::new();
        for item in items {
            let day = day_of(&item);
            let session = sessions.get(&item.session_id).map(|(name, _)| name.clone()).unwrap_or_default();
            let forecast = forecasts.get(&item.id.0);
            if let Some(end) = forecast.and_then(|f| f.end) {
                let finish = finishes.entry(item.session_id).or_insert(end);
                *finish = end.max(*finish);
            }
            let waits = matches!(item.state, ItemState::Planned | ItemState::NotReached);
            if day == today && waits && forecast.is_some_and(|f| !f.reached) {
                not_reached.push(if item.number.is_empty() {
                    item.title.clone()
                } else {
                    item.number.clone()
                });
            }
            lines.push((day, line(item, session, &notes, forecast)));
        }
        Ok(Self {
            lines,
            today,
            sits,
            finishes,
            schedule: Schedule { behind_ms, words: behind_in_words(behind_ms, out_of_order), not_reached },
        })
    }
}

/// When the last session of each day ends.
fn closes(db: &Db) -> Result<BTreeMap<String, i64>, Fault> {
    let rows = db.rows(
        "SELECT d.date, max(s.planned_end) FROM session s JOIN day d ON d.id = s.day_id
         WHERE EXISTS (SELECT 1 FROM item WHERE session_id = s.id) GROUP BY d.id",
        [],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}

/// What is expected of one day. A day that is not today (`now` none) runs as planned.
pub(crate) fn forecast_day(items: &[Planned], now: Option<i64>) -> Projection {
    let starts = || items.iter().map(|item| item.planned_start).min().unwrap_or_default();
    project(items, now.unwrap_or_else(starts))
}

/// An item as the forecast takes it; `cut_at`: when business of it is cut.
pub(crate) fn planned(item: &Item, cut_at: Option<i64>) -> Planned {
    Planned {
        id: item.id.0,
        planned_start: item.planned_start,
        planned_end: item.planned_end,
        fixed: item.fixed,
        state: item.state,
        started_at: item.started_at,
        ended_at: item.ended_at,
        is_break: item.kind == ItemKind::Break,
        least: i64::from(item.least_minutes.unwrap_or(0)) * 60_000,
        cut_at,
    }
}

/// The day of what is before conference, or of the calendar, or of what comes next.
fn today(items: &[Item], day_of: &dyn Fn(&Item) -> String, calendar: Option<String>) -> String {
    let current = items.iter().find(|i| i.state == ItemState::Current).map(day_of);
    let calendar = calendar.filter(|today| items.iter().any(|i| day_of(i) == *today));
    let next = items.iter().find(|i| matches!(i.state, ItemState::Planned | ItemState::Parked)).map(day_of);
    current.or(calendar).or(next).or_else(|| items.last().map(day_of)).unwrap_or_default()
}

/// What stands under an item's title: who moves it, or that its vote is being counted.
fn notes(db: &Db) -> Result<BTreeMap<ItemId, String>, Fault> {
    let mut notes: BTreeMap<ItemId, String> = db
        .rows(
            "SELECT i.item_id, p.body FROM item_motion i JOIN motion m ON m.id = i.motion_id
             JOIN party p ON p.motion_id = m.id AND p.role = 'mover'
             WHERE m.upon_id IS NULL ORDER BY i.position DESC",
            [],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?
        .into_iter()
        .collect();
    for (item, with) in debated_too(db)? {
        let note = notes.entry(item).or_default();
        *note = if note.is_empty() { with } else { format!("{note} · {with}") };
    }
    let counting = db.rows(
        "SELECT q.item_id, v.state FROM vote v JOIN question q ON q.id = v.question_id
         WHERE v.method = 'card' AND v.state IN ('called', 'open', 'closed', 'provisional') AND q.item_id IS NOT NULL",
        [],
        |r| Ok((r.get(0)?, r.get::<_, String>(1)?)),
    )?;
    for (item, state) in counting {
        let words = match state.as_str() {
            "provisional" => "card vote counted",
            "closed" => "card vote being counted",
            "open" => "card vote open",
            _ => "card vote called",
        };
        notes.insert(item, words.to_owned());
    }
    Ok(notes)
}

/// Items that several motions are debated under as one: `with motion 1`, for all but the first.
fn debated_too(db: &Db) -> Result<BTreeMap<ItemId, String>, Fault> {
    let rows: Vec<(ItemId, String)> = db.rows(
        "SELECT i.id, m.number FROM item i JOIN item_motion p ON p.item_id = i.id JOIN motion m ON m.id = p.motion_id
         WHERE i.together AND m.upon_id IS NULL
           AND p.position > (SELECT min(first.position) FROM item_motion first WHERE first.item_id = i.id)
         ORDER BY i.id, p.position",
        [],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let mut numbers: BTreeMap<ItemId, Vec<String>> = BTreeMap::new();
    for (item, number) in rows {
        numbers.entry(item).or_default().push(number);
    }
    Ok(numbers.into_iter().map(|(item, all)| (item, format!("with {}", listed(&all)))).collect())
}

fn line(
    item: Item,
    session: String,
    notes: &BTreeMap<ItemId, String>,
    forecast: Option<&Forecast>,
) -> ItemLine {
    let note = match (notes.get(&item.id), item.state) {
        (Some(note), _) => note.clone(),
        (None, ItemState::Parked) => "parked".to_owned(),
        (None, ItemState::NotReached) => item.lost.map_or("not reached", |(_, fate)| fate.mark()).to_owned(),
        (None, _) if item.fixed && item.kind != ItemKind::Break => "fixed".to_owned(),
        (None, _) => String::new(),
    };
    ItemLine {
        id: item.id,
        number: item.number,
        title: item.title,
        note,
        kind: item.kind,
        state: item.state,
        fixed: item.fixed,
        private: item.private,
        session,
        session_id: item.session_id,
        together: item.together,
        planned_start: item.planned_start,
        planned_end: item.planned_end,
        forecast_start: forecast.and_then(|f| f.start),
        forecast_end: forecast.and_then(|f| f.end),
        reached: forecast.is_none_or(|f| f.reached),
    }
}

/// `6 min behind`, `on time`, `4 min ahead`: to the nearest minute; `in another order` where only that makes the list late.
fn behind_in_words(ms: i64, out_of_order: bool) -> String {
    let minutes = (ms.abs() + 30_000) / 60_000;
    let span = if minutes < 60 {
        format!("{minutes} min")
    } else {
        format!("{} h {} min", minutes / 60, minutes % 60)
    };
    match (minutes, ms > 0) {
        (0, _) if out_of_order => "in another order".to_owned(),
        (0, _) => "on time".to_owned(),
        (_, true) => format!("{span} behind"),
        (_, false) => format!("{span} ahead"),
    }
}
