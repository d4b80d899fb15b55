//! Conference time: wall-clock time when the file was opened, from then on advanced by the boot-time clock. A program that died
//! and is started again goes on with it as if it had never been away, unless the laptop itself was started anew.
//!
//! Invariant: it never runs backwards past the last entry, whatever becomes of the laptop's clock, and it counts sleep.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The conference clock as a screen sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ClockFacts {
    /// Conference time, ms since 1970 UTC.
    #[ts(type = "number")]
    pub now: i64,
    /// By how much the laptop's clock is ahead of conference time, in ms; 0 in a rehearsal.
    #[ts(type = "number")]
    pub drift_ms: i64,
    /// Time stands still while the file is closed.
    pub rehearsal: bool,
}

/// How far ahead a script or a rehearsal may set conference time: it never runs backwards, so a slip would be for good.
const FURTHEST: i64 = 3_653 * 24 * 60 * 60 * 1000;

/// Where time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The laptop.
    #[default]
    Real,
    /// A test: conference time is what stands here.
    Scripted(Arc<AtomicI64>),
    /// A test of the clock itself: the laptop's clock, and the time since it was started, each by itself.
    Apart(Arc<Laptop>),
}

/// What a laptop's two clocks show, in ms.
#[derive(Debug, Default)]
pub struct Laptop {
    /// The clock on its wall: it can be set, and be wrong.
    pub wall: AtomicI64,
    /// The time since it was started, sleep included.
    pub boot: AtomicI64,
    /// Which of its starts that was.
    pub started: AtomicI64,
}

/// The clock of one open conference.
#[derive(Debug)]
pub struct ConferenceClock {
    source: Clock,
    rehearsal: AtomicBool,
    /// Conference time less boot time.
    anchor: AtomicI64,
    /// The time of the last entry.
    floor: AtomicI64,
}

impl ConferenceClock {
    /// The clock of a file whose last entry was made at `last`. In a rehearsal time goes on from there: it stood still
    /// while the file was closed. `left` is what a program that died with the file open had kept ([`Self::kept`]).
    pub fn new(source: Clock, last: Option<i64>, rehearsal: bool, left: Option<&str>) -> Self {
        let boot = source.boot();
        let went_on = left.and_then(|left| source.anchor_in(left)).map(|anchor| boot.saturating_add(anchor));
        let by_now = || went_on.unwrap_or_else(|| source.wall());
        let start = match last {
            Some(last) if rehearsal => last,
            Some(last) => by_now().max(last),
            None => by_now(),
        };
        let floor = AtomicI64::new(last.unwrap_or(i64::MIN));
        Self {
            source,
            rehearsal: AtomicBool::new(rehearsal),
            anchor: AtomicI64::new(start.saturating_sub(boot)),
            floor,
        }
    }

    /// What is kept for the case that the program dies: which start of the laptop this is, and conference time less the time
    /// since then. None in a rehearsal, and where the start has no name.
    pub fn kept(&self) -> Option<String> {
        if self.rehearsal() {
            return None;
        }
        self.source.start().map(|start| format!("{start} {}", self.anchor.load(Ordering::Acquire)))
    }

    /// Conference time, ms since 1970 UTC.
    pub fn now(&self) -> i64 {
        let now = self.source.boot().saturating_add(self.anchor.load(Ordering::Acquire));
        now.max(self.floor.load(Ordering::Acquire))
    }

    /// Refuses a time that no conference could have reached.
    pub(crate) fn within_reach(&self, at: i64) -> Result<i64, Refusal> {
        if (0..=self.now().saturating_add(FURTHEST)).contains(&at) {
            return Ok(at);
        }
        Err(Refusal::new("time.out_of_reach", "That time is before 1970, or more than ten years from now.")
            .allowed_by("Give conference time in milliseconds since 1970."))
    }

    /// An entry was made at `at`. `set` when a script or a rehearsal said so: then time goes on from there, or it would
    /// stand still until the laptop's clock had caught up.
    pub fn entered(&self, at: i64, set: bool) {
        if set && (self.rehearsal() || at > self.now()) {
            self.anchor.store(at.saturating_sub(self.source.boot()), Ordering::Release);
        }
        self.floor.fetch_max(at, Ordering::AcqRel);
    }

    /// By how much the laptop's clock is now ahead of conference time, in ms; 0 in a rehearsal.
    pub fn drift_ms(&self) -> i64 {
        if self.rehearsal() { 0 } else { self.source.wall().saturating_sub(self.now()) }
    }

    /// Whether time stands still while the file is closed.
    pub fn rehearsal(&self) -> bool {
        self.rehearsal.load(Ordering::Acquire)
    }

    /// The conference has become a rehearsal, or is one no longer: time goes on from the last entry, or is the laptop's.
    pub fn rehearse(&self, rehearsal: bool) {
        if self.rehearsal.swap(rehearsal, Ordering::AcqRel) != rehearsal {
            let last = self.floor.load(Ordering::Acquire);
            let start = if rehearsal { last } else { self.source.wall() };
            self.anchor.store(start.saturating_sub(self.source.boot()), Ordering::Release);
        }
    }

    /// As a screen sees it.
    pub fn facts(&self) -> ClockFacts {
        ClockFacts { now: self.now(), drift_ms: self.drift_ms(), rehearsal: self.rehearsal() }
    }
}

impl Clock {
    fn wall(&self) -> i64 {
        match self {
            Self::Real => wall(),
            Self::Scripted(now) => now.load(Ordering::Acquire),
            Self::Apart(laptop) => laptop.wall.load(Ordering::Acquire),
        }
    }

    /// Which start of the laptop this is, in a word.
    fn start(&self) -> Option<String> {
        match self {
            Self::Real => start(),
            Self::Scripted(_) => None,
            Self::Apart(laptop) => Some(laptop.started.load(Ordering::Acquire).to_string()),
        }
    }

    /// Conference time less boot time, where it was kept since the laptop was last started.
    fn anchor_in(&self, left: &str) -> Option<i64> {
        let (start, anchor) = left.split_once(' ')?;
        if self.start()? != start {
            return None;
        }
        anchor.parse().ok()
    }

    fn boot(&self) -> i64 {
        match self {
            Self::Real => boot(),
            Self::Scripted(now) => now.load(Ordering::Acquire),
            Self::Apart(laptop) => laptop.boot.load(Ordering::Acquire),
        }
    }
}

/// The laptop's own clock, ms since 1970 UTC.
pub fn wall() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The kernel names each of its starts; elsewhere none has a name.
fn start() -> Option<String> {
    static NAMED: OnceLock<Option<String>> = OnceLock::new();
    let read = || {
        let named = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(named.trim().to_owned()).filter(|name| !name.is_empty() && !name.contains(' '))
    };
    NAMED.get_or_init(read).clone()
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "fuchsia"))]
fn boot() -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    millis(time.tv_sec, time.tv_nsec)
}

/// The monotonic clock counts sleep here.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android", target_os = "fuchsia"))))]
fn boot() -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    millis(time.tv_sec, time.tv_nsec)
}

#[cfg(unix)]
fn millis(seconds: i64, nanos: i64) -> i64 {
    seconds.saturating_mul(1000).saturating_add(nanos / 1_000_000)
}

#[cfg(not(unix))]
fn boot() -> i64 {
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    i64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripted(start: i64) -> (Arc<AtomicI64>, Clock) {
        let now = Arc::new(AtomicI64::new(start));
        (Arc::clone(&now), Clock::Scripted(now))
    }

    #[test]
    fn it_never_runs_backwards_past_the_last_entry() {
        let (hand, source) = scripted(5_000);
        let clock = ConferenceClock::new(source, Some(9_000), false, None);
        assert_eq!((clock.now(), clock.drift_ms()), (9_000, -4_000));
        hand.store(5_500, Ordering::Release);
        assert_eq!(clock.now(), 9_500);
        clock.entered(9_500, false);
        hand.store(1_000, Ordering::Release);
        assert_eq!(clock.now(), 9_500);
    }

    #[test]
    fn in_a_rehearsal_time_stands_still_while_the_file_is_closed() {
        let (hand, source) = scripted(1_000_000);
        let clock = ConferenceClock::new(source, Some(500), true, None);
        assert_eq!((clock.now(), clock.drift_ms()), (500, 0));
        hand.store(1_000_020, Ordering::Release);
        assert_eq!(clock.now(), 520);
        clock.entered(90_000, true);
        hand.store(1_000_030, Ordering::Release);
        assert_eq!(clock.now(), 90_010);
    }

    #[test]
    fn a_time_out_of_reach_is_refused() {
        let (_, source) = scripted(1_489_222_800_000);
        let clock = ConferenceClock::new(source, Some(1_489_222_900_000), false, None);
        for (at, reached) in [
            (1_489_222_900_000, true),
            (1_804_000_000_000, true),
            (1_900_000_000_000, false),
            (1_489_222_900_000_000, false),
            (i64::MAX, false),
            (-1, false),
        ] {
            let code = clock.within_reach(at).err().map(|refusal| refusal.code);
            assert_eq!(code.as_deref(), (!reached).then_some("time.out_of_reach"), "{at}");
        }
    }

    #[test]
    fn the_boot_clock_advances_and_is_near_the_wall() {
        let clock = ConferenceClock::new(Clock::Real, None, false, None);
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert!(clock.now() >= first + 15);
        assert!(clock.drift_ms().abs() < 100);
    }
}
