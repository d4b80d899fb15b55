//! An order of business laid out: when each item of each session is planned to begin and end, and which of these times
//! cannot be (§5, §5.1).
//!
//! Invariant: what has begun keeps its printed times; everything else of a session follows on what stands before it, or
//! on the time it was given where that is later. Nothing is moved silently to make it fit: what does not fit is said.

/// One session. Moments in epoch milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// When it begins.
    pub start: i64,
    /// When it ends.
    pub end: i64,
    /// When the business before it is done: nothing that is still to come can be planned before.
    pub from: i64,
    /// Its items in order.
    pub lines: Vec<Line>,
}

/// One item, as the committee would have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// How long it is given, ms.
    pub length: i64,
    /// The time it was given, where it was: it does not begin before.
    pub at: Option<i64>,
    /// That time holds: a guest, a ballot.
    pub fixed: bool,
    /// What has begun, or is done: its printed times.
    pub printed: Option<(i64, i64)>,
}

/// One item laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// When it is planned to begin.
    pub start: i64,
    /// When it is planned to end.
    pub end: i64,
    /// What cannot be about it.
    pub faults: Vec<Fault>,
}

/// A time that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The session ends before it begins.
    Backwards {
        /// Its end.
        end: i64,
    },
    /// The session begins before one that was put earlier in the day has ended.
    Overlaps {
        /// Place of the other among the sessions given.
        with: usize,
    },
    /// A fixed time comes before what stands earlier can end.
    EarlierEnds {
        /// The time that was given.
        at: i64,
        /// When what stands before it ends.
        ends: i64,
    },
    /// It is given a time before its session begins.
    BeforeSession {
        /// The time that was given.
        at: i64,
    },
    /// It begins after its session has ended.
    AfterSession {
        /// The end of the session.
        end: i64,
    },
    /// It ends after its session has ended.
    RunsOver {
        /// The end of the session.
        end: i64,
        /// By how much, ms.
        by: i64,
    },
}

impl Fault {
    /// It can never be so, and no plan with it can be adopted. Of the others the committee is warned.
    #[must_use]
    pub fn is_impossible(self) -> bool {
        match self {
            Self::Backwards { .. } | Self::Overlaps { .. } => true,
            Self::EarlierEnds { .. }
            | Self::BeforeSession { .. }
            | Self::AfterSession { .. }
            | Self::RunsOver { .. } => false,
        }
    }

    /// `Fixed for 11:00, but what comes before it ends at 11:20.` `names`: of the sessions, in the order they were given.
    pub fn sentence(self, session: &str, names: &[&str], clock: impl Fn(i64) -> String) -> String {
        match self {
            Self::Backwards { end } => {
                format!("{session} ends at {}, before it begins.", clock(end))
            }
            Self::Overlaps { with } => {
                format!(
                    "{session} begins before {} has ended.",
                    names.get(with).copied().unwrap_or("the session before")
                )
            }
            Self::EarlierEnds { at, ends } => {
                format!("Fixed for {}, but what comes before it ends at {}.", clock(at), clock(ends))
            }
            Self::BeforeSession { at } => format!("{} is before {session} begins.", clock(at)),
            Self::AfterSession { end } => format!("It begins after {session} has ended at {}.", clock(end)),
            Self::RunsOver { end, by } => {
                format!("It ends {} min after {session} has ended at {}.", minutes_up(by), clock(end))
            }
        }
    }
}

/// Milliseconds as whole minutes, a part of one counted in full.
#[must_use]
pub fn minutes_up(ms: i64) -> i64 {
    ms.saturating_add(59_999).div_euclid(60_000)
}

/// Lays out the sessions of one day, in the order in which they are held: the items of each, and what is wrong with the
/// session itself.
#[must_use]
pub fn lay_out(day: &[Sitting]) -> Vec<(Vec<Fault>, Vec<Laid>)> {
    day.iter()
        .enumerate()
        .map(|(place, sitting)| {
            let mut faults = Vec::new();
            if sitting.end < sitting.start {
                faults.push(Fault::Backwards { end: sitting.end });
            }
            let before = day.iter().take(place);
            if let Some((with, _)) = before.enumerate().find(|(_, earlier)| earlier.end > sitting.start) {
                faults.push(Fault::Overlaps { with });
            }
            (faults, lines(sitting))
        })
        .collect()
}

fn lines(sitting: &Sitting) -> Vec<Laid> {
    let mut free = sitting.start.max(sitting.from);
    let mut laid = Vec::with_capacity(sitting.lines.len());
    for line in &sitting.lines {
        if let Some((start, end)) = line.printed {
            laid.push(Laid { start, end, faults: Vec::new() });
            continue;
        }
        let mut faults = Vec::new();
        let start = line.at.map_or(free, |at| at.max(free));
        let end = start.saturating_add(line.length.max(0));
        if let Some(at) = line.at {
            if at < sitting.start {
                faults.push(Fault::BeforeSession { at });
            } else if at < free && line.fixed {
                faults.push(Fault::EarlierEnds { at, ends: free });
            }
        }
        if start >= sitting.end && (end > sitting.end || start > sitting.end) {
            faults.push(Fault::AfterSession { end: sitting.end });
        } else if end > sitting.end {
            faults.push(Fault::RunsOver { end: sitting.end, by: end.saturating_sub(sitting.end) });
        }
        free = end;
        laid.push(Laid { start, end, faults });
    }
    laid
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
