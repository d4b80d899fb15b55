//! The speech clock: what was granted and used, and what that reads at a given moment (architecture §6).
//!
//! Invariant: a clock is a fact and a reading is a pure function of it and now, so screens tick by
//! themselves. A moment earlier than the start of the running stretch counts as no time, never as time
//! given back. The schedule has its own clock: a point of order stops this one only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;

/// For how long the program may be away while a clock runs before it matters to the speaker, in milliseconds.
pub const AWAY_MS: i64 = 10_000;

/// One speech. Durations in milliseconds; moments in milliseconds of conference time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Speech {
    /// Time under the standing orders.
    pub granted_ms: i64,
    /// How long before the end the speaker is told to wind up.
    pub warn_ms: i64,
    /// Time that the chair has added, or, below nought, taken off.
    pub extra_ms: i64,
    /// Time used before the running stretch.
    pub used_ms: i64,
    /// Start of the running stretch; `None` while the clock stands.
    pub running_since: Option<i64>,
    /// Whether the speech is over. An ended speech never runs again.
    pub ended: bool,
}

/// What the speaker is shown (§2.2 `time.stop`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Not begun.
    Ready,
    /// Time is left.
    Time,
    /// Time to wind up.
    WindUp,
    /// No time is left.
    Stop,
}

/// What a clock reads at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Reading {
    /// Time left; below nought when over.
    pub left_ms: i64,
    /// Time used.
    pub used_ms: i64,
    /// What to show.
    pub light: Light,
    /// Whether the time is passing.
    pub running: bool,
}

impl Speech {
    /// A speech that has not begun.
    #[must_use]
    pub fn new(granted_ms: i64, warn_ms: i64) -> Self {
        Self { granted_ms, warn_ms, extra_ms: 0, used_ms: 0, running_since: None, ended: false }
    }

    /// Time used at `now`.
    #[must_use]
    pub fn used(&self, now: i64) -> i64 {
        let stretch = self.running_since.map_or(0, |since| now.saturating_sub(since).max(0));
        self.used_ms.saturating_add(stretch)
    }

    /// The reading at `now`. At exactly nought left, time is up.
    #[must_use]
    pub fn read(&self, now: i64) -> Reading {
        let used_ms = self.used(now);
        let left_ms = self.granted_ms.saturating_add(self.extra_ms).saturating_sub(used_ms);
        let running = self.running_since.is_some();
        let light = if !running && used_ms == 0 {
            Light::Ready
        } else if left_ms <= 0 {
            Light::Stop
        } else if left_ms <= self.warn_ms {
            Light::WindUp
        } else {
            Light::Time
        };
        Reading { left_ms, used_ms, light, running }
    }

    /// Begins the speech.
    ///
    /// # Errors
    /// `clock.ended`, `clock.already_running`, or `clock.already_started` where it is paused.
    pub fn start(self, now: i64) -> Result<Self, Refusal> {
        self.not_ended()?;
        self.not_running()?;
        if self.used_ms > 0 {
            return Err(Refusal::new("clock.already_started", "The speech has already begun and is paused.")
                .allowed_by("Resume it."));
        }
        Ok(Self { running_since: Some(now), ..self })
    }

    /// Stops the clock without ending the speech, for example for a point of order (§4 row 5).
    ///
    /// # Errors
    /// `clock.ended` or `clock.not_running`.
    pub fn pause(self, now: i64) -> Result<Self, Refusal> {
        self.not_ended()?;
        if self.running_since.is_none() {
            return Err(
                Refusal::new("clock.not_running", "The clock is not running.").allowed_by("Start it first.")
            );
        }
        Ok(Self { used_ms: self.used(now), running_since: None, ..self })
    }

    /// Lets the clock run on. A speech paused in the instant of its start may be resumed too.
    ///
    /// # Errors
    /// `clock.ended` or `clock.already_running`.
    pub fn resume(self, now: i64) -> Result<Self, Refusal> {
        self.not_ended()?;
        self.not_running()?;
        Ok(Self { running_since: Some(now), ..self })
    }

    /// Adds time, or takes it off with a figure below nought.
    ///
    /// # Errors
    /// `clock.ended`, or `clock.less_than_nothing` where less than no time would be granted.
    pub fn extend(self, ms: i64) -> Result<Self, Refusal> {
        self.not_ended()?;
        let extra_ms = self.extra_ms.saturating_add(ms);
        if self.granted_ms.saturating_add(extra_ms) < 0 {
            return Err(Refusal::new(
                "clock.less_than_nothing",
                "That would leave the speech less than no time.",
            )
            .allowed_by("Take off less, or end the speech."));
        }
        Ok(Self { extra_ms, ..self })
    }

    /// Ends the speech and keeps the time used. A speech never begun may be ended: it was not taken.
    ///
    /// # Errors
    /// `clock.ended` where it is over already.
    pub fn end(self, now: i64) -> Result<Self, Refusal> {
        self.not_ended()?;
        Ok(Self { used_ms: self.used(now), running_since: None, ended: true, ..self })
    }

    fn not_ended(&self) -> Result<(), Refusal> {
        if self.ended {
            return Err(
                Refusal::new("clock.ended", "The speech has ended.").allowed_by("Call the speaker again.")
            );
        }
        Ok(())
    }

    fn not_running(&self) -> Result<(), Refusal> {
        if self.running_since.is_some() {
            return Err(Refusal::new("clock.already_running", "The clock is already running.")
                .allowed_by("Pause it first."));
        }
        Ok(())
    }
}

/// A time left as minutes and seconds: `"2:41"`, and counting up once over: `"+0:07"`.
///
/// A part of a second counts as still left, so `0:00` appears exactly when time is up.
#[must_use]
pub fn digits(ms: i64) -> String {
    let seconds = if ms > 0 { ms.unsigned_abs().div_ceil(1_000) } else { ms.unsigned_abs() / 1_000 };
    let sign = if ms < 0 && seconds > 0 { "+" } else { "" };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::{Light, Reading, Speech, digits};

    fn running(since: i64) -> Speech {
        Speech { running_since: Some(since), ..Speech::new(300_000, 60_000) }
    }

    #[test]
    fn readings() {
        let fresh = Speech::new(300_000, 60_000);
        let paused = Speech { used_ms: 250_000, ..fresh };
        let rows = [
            (fresh, 5, 300_000, 0, Light::Ready, false),
            (running(1_000), 1_000, 300_000, 0, Light::Time, true),
            (running(1_000), 2_000, 299_000, 1_000, Light::Time, true),
            (running(1_000), 240_999, 60_001, 239_999, Light::Time, true),
            (running(1_000), 241_000, 60_000, 240_000, Light::WindUp, true),
            (running(1_000), 300_999, 1, 299_999, Light::WindUp, true),
            (running(1_000), 301_000, 0, 300_000, Light::Stop, true),
            (running(1_000), 308_000, -7_000, 307_000, Light::Stop, true),
            (running(1_000), 0, 300_000, 0, Light::Time, true),
            (running(1_000), i64::MIN, 300_000, 0, Light::Time, true),
            (paused, 9_999_999, 50_000, 250_000, Light::WindUp, false),
            (Speech { extra_ms: 60_000, ..paused }, 0, 110_000, 250_000, Light::Time, false),
            (Speech { running_since: Some(10), ..paused }, 20_010, 30_000, 270_000, Light::WindUp, true),
        ];
        for (speech, now, left_ms, used_ms, light, running) in rows {
            assert_eq!(speech.read(now), Reading { left_ms, used_ms, light, running }, "{speech:?} at {now}");
        }
    }

    #[test]
    fn a_speech_with_a_point_of_order() {
        let speech = Speech::new(300_000, 60_000).start(1_000).unwrap();
        let stopped = speech.pause(61_000).unwrap();
        assert_eq!(stopped.used(999_000), 60_000);
        let again = stopped.resume(500_000).unwrap().extend(30_000).unwrap();
        assert_eq!(again.read(510_000).left_ms, 260_000);
        let over = again.end(520_000).unwrap();
        assert_eq!((over.used_ms, over.running_since, over.ended), (80_000, None, true));
        assert_eq!(over.used(999_999), 80_000);
    }

    #[test]
    fn a_clock_stepped_back_gives_no_time_back() {
        let stopped = running(50_000).pause(10_000).unwrap();
        assert_eq!(stopped.used_ms, 0);
        assert_eq!(stopped.resume(10_000).unwrap().read(12_000).used_ms, 2_000);
    }

    #[test]
    fn refusals() {
        let fresh = Speech::new(300_000, 60_000);
        let paused = Speech { used_ms: 5, ..fresh };
        let ended = Speech { ended: true, ..paused };
        let rows = [
            (running(0).start(1), "clock.already_running"),
            (running(0).resume(1), "clock.already_running"),
            (paused.start(1), "clock.already_started"),
            (paused.pause(1), "clock.not_running"),
            (fresh.pause(1), "clock.not_running"),
            (fresh.extend(-300_001), "clock.less_than_nothing"),
            (ended.start(1), "clock.ended"),
            (ended.pause(1), "clock.ended"),
            (ended.resume(1), "clock.ended"),
            (ended.extend(1), "clock.ended"),
            (ended.end(1), "clock.ended"),
        ];
        for (answer, code) in rows {
            assert_eq!(answer.unwrap_err().code, code);
        }
        assert!(fresh.end(1).is_ok());
        assert!(fresh.extend(-300_000).is_ok());
    }

    #[test]
    fn digits_count_down_and_then_up() {
        for (ms, expect) in [
            (161_000, "2:41"),
            (160_001, "2:41"),
            (300_000, "5:00"),
            (1, "0:01"),
            (0, "0:00"),
            (-999, "0:00"),
            (-1_000, "+0:01"),
            (-7_000, "+0:07"),
            (-7_999, "+0:07"),
            (-61_000, "+1:01"),
            (5_400_000, "90:00"),
        ] {
            assert_eq!(digits(ms), expect, "{ms}");
        }
    }
}
