//! When business will be reached: the one projection that the chair, the committee and the hall all see
//! (clocks-and-motions §A, architecture §6).
//!
//! Invariant: lateness is carried forward until a gap or a break absorbs it; running early never brings
//! forward what is fixed or stands after a gap; what does not fit before the guillotine is said not to be
//! reached, rather than given a time that cannot be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an item of business stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// To come.
    Planned,
    /// Before conference now.
    Current,
    /// Begun and put aside, for example while a vote is counted (§4 row 15).
    Parked,
    /// Begun, and its debate adjourned (§2.3 row 7).
    Adjourned,
    /// Done.
    Closed,
    /// Recorded as not reached.
    NotReached,
}

/// One item of the programme, in the order in which business is taken. Moments in epoch milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Planned {
    /// Id of the item.
    pub id: i64,
    /// When it is printed to begin.
    pub planned_start: i64,
    /// When it is printed to end.
    pub planned_end: i64,
    /// Whether it may not begin before its printed time: a guest, a ballot.
    pub fixed: bool,
    /// Where it stands.
    pub state: ItemState,
    /// When it began.
    pub started_at: Option<i64>,
    /// When it was done.
    pub ended_at: Option<i64>,
    /// Whether it is a break: people have been told when to be back, so its end stays where it is printed.
    pub is_break: bool,
    /// A break: the least that it may be cut to when business is late, ms; nought where nobody has said.
    pub least: i64,
    /// When business is cut, finished or not: its guillotine (§1), or the close of its day.
    pub cut_at: Option<i64>,
}

/// What is expected of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Forecast {
    /// Id of the item.
    pub id: i64,
    /// When it began or will begin; `None` where it will not.
    pub start: Option<i64>,
    /// When it ended or will end; `None` where that is not known.
    pub end: Option<i64>,
    /// Whether it has been or will be reached.
    pub reached: bool,
}

/// What is expected of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Projection {
    /// Each item, in the order given.
    pub items: Vec<Forecast>,
    /// How far conference is behind its programme now; below nought when ahead.
    pub behind_ms: i64,
    /// Business that is printed before what is before conference is still to come.
    pub out_of_order: bool,
}

/// Projects the programme from what has happened by `now`.
///
/// - Closed items keep their actual times. A current item ends at its start plus its printed length, or now
///   if it has overrun. A current break ends when printed, or now.
/// - A planned item that follows directly on the one printed before it, and is not fixed, begins when the
///   business before it is done, late or early. One that is fixed, or stands after a gap, or is the first,
///   begins at its printed time or when the business before it is done, whichever is later.
/// - A break begins like any item and ends when printed, so that it absorbs lateness like a gap; but it is
///   never shorter than its least, and what it cannot absorb is carried on. A break of which nothing would be left
///   is not taken.
/// - A planned item that would end after it is cut is not reached. Conference takes business in order and
///   uses up the time that is left, so what follows before that cut is not reached either, unless it is
///   fixed and fits. Business after a guillotine begins when its time comes.
/// - Parked and adjourned items keep their actual start and take no more time until they are called again.
/// - `behind_ms`: the current item's expected end against its printed end; with no current item, the next
///   item's expected start against its printed start; with nothing to come, the last end against its
///   printed end. Items taken out of order are allowed for by their printed length. While business that is
///   printed before waits, what stands in the list is late, whatever will be gained: nobody is ahead.
#[must_use]
pub fn project(items: &[Planned], now: i64) -> Projection {
    let mut run = Run { now, free: free_from(items, now), guillotined: None, printed_before: None };
    let forecasts: Vec<_> = items.iter().map(|item| run.forecast(item)).collect();
    let out_of_order = is_out_of_order(items);
    let apparent = behind(items, &forecasts, now);
    let behind_ms = if out_of_order { apparent.max(0) } else { apparent };
    Projection { items: forecasts, behind_ms, out_of_order }
}

/// When what is before conference will be done, and the next business can begin; now, where nothing is.
#[must_use]
pub fn free_from(items: &[Planned], now: i64) -> i64 {
    items
        .iter()
        .filter(|item| item.state == ItemState::Current)
        .fold(now, |free, item| free.max(current_end(item, now)))
}

struct Run {
    now: i64,
    /// When the business so far is done.
    free: i64,
    /// When business was cut that is not reached.
    guillotined: Option<i64>,
    /// Printed end of the item before.
    printed_before: Option<i64>,
}

impl Run {
    fn forecast(&mut self, item: &Planned) -> Forecast {
        let forecast = match item.state {
            ItemState::Closed => {
                Forecast { id: item.id, start: item.started_at, end: item.ended_at, reached: true }
            }
            ItemState::Current => Forecast {
                id: item.id,
                start: Some(item.started_at.unwrap_or(self.now)),
                end: Some(current_end(item, self.now)),
                reached: true,
            },
            ItemState::Parked | ItemState::Adjourned => {
                Forecast { id: item.id, start: item.started_at, end: None, reached: true }
            }
            ItemState::NotReached => Forecast { id: item.id, start: None, end: None, reached: false },
            ItemState::Planned => self.foresee(item),
        };
        self.printed_before = Some(item.planned_end);
        forecast
    }

    fn foresee(&mut self, item: &Planned) -> Forecast {
        let follows = !item.fixed && self.printed_before.is_some_and(|end| item.planned_start <= end);
        let mut start = if follows { self.free } else { self.free.max(item.planned_start) };
        if !item.fixed {
            start = self.guillotined.map_or(start, |fell| start.max(fell));
        }
        let end = if item.is_break { break_end(item, start) } else { start.saturating_add(length(item)) };
        if item.is_break && end <= start {
            self.free = start;
            return Forecast { id: item.id, start: None, end: None, reached: false };
        }
        match item.cut_at {
            Some(cut_at) if end > cut_at && !item.is_break => {
                self.guillotined = self.guillotined.max(Some(cut_at));
                Forecast { id: item.id, start: None, end: None, reached: false }
            }
            Some(_) | None => {
                self.free = end;
                Forecast { id: item.id, start: Some(start), end: Some(end), reached: true }
            }
        }
    }
}

fn length(item: &Planned) -> i64 {
    item.planned_end.saturating_sub(item.planned_start).max(0)
}

/// When a break that begins then is over: as printed, or as soon after as leaves it its least.
fn break_end(item: &Planned, start: i64) -> i64 {
    item.planned_end.max(start.saturating_add(item.least.clamp(0, length(item))))
}

fn current_end(item: &Planned, now: i64) -> i64 {
    let started = item.started_at.unwrap_or(now);
    let expected =
        if item.is_break { break_end(item, started) } else { started.saturating_add(length(item)) };
    expected.max(now)
}

fn is_out_of_order(items: &[Planned]) -> bool {
    let current = items.iter().rposition(|item| item.state == ItemState::Current);
    let waits = |item: &Planned| item.state == ItemState::Planned && !item.is_break;
    current.is_some_and(|place| items.iter().take(place).any(waits))
}

fn behind(items: &[Planned], forecasts: &[Forecast], now: i64) -> i64 {
    let with_places = || items.iter().zip(forecasts).enumerate();
    let current = with_places()
        .filter(|(_, (item, _))| item.state == ItemState::Current)
        .max_by_key(|(_, (_, forecast))| forecast.end)
        .map(|(place, (item, forecast))| {
            (place, forecast.end.unwrap_or(now).saturating_sub(item.planned_end))
        });
    let next = || {
        with_places().find(|(_, (item, _))| item.state == ItemState::Planned).map(
            |(place, (item, forecast))| {
                let start = forecast.start.unwrap_or_else(|| now.max(item.planned_start));
                (place, start.saturating_sub(item.planned_start))
            },
        )
    };
    let last = || {
        items
            .iter()
            .enumerate()
            .filter_map(|(place, item)| Some((place, item.ended_at?, item)))
            .max_by_key(|(_, ended, _)| *ended)
            .map(|(place, ended, item)| (place, ended.saturating_sub(item.planned_end)))
    };
    let Some((place, apparent)) = current.or_else(next).or_else(last) else { return 0 };
    let printed = |state: ItemState, side: &[Planned]| {
        side.iter()
            .filter(|item| item.state == state && !item.is_break)
            .map(length)
            .fold(0, i64::saturating_add)
    };
    let (before, after) = items.split_at(place);
    let still_to_come = printed(ItemState::Planned, before);
    let done_already = printed(ItemState::Closed, after);
    let here = after.first().filter(|item| item.state == ItemState::Closed).map_or(0, length);
    apparent.saturating_add(still_to_come).saturating_sub(done_already.saturating_sub(here))
}

#[cfg(test)]
#[path = "timetable_tests.rs"]
mod tests;
