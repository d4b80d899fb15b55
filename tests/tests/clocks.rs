//! Forty-eight hours of a conference's clock on a laptop that sleeps, is set wrong and dies, against the true time.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use record::time::{Clock, ConferenceClock, Laptop};
use rostrum_tests::chance::Chance;
use rules::clock::Speech;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// A quarter to midnight before the night in which British clocks go forward: 25 March 2017.
const BEGUN: i64 = 1_490_485_500_000;
/// How far conference time may be from the true time, in ms.
const WORST: i64 = 100;
const SEEDS: u64 = 200;

/// A speech as it really was: how long somebody spoke with the clock running.
#[derive(Default)]
struct Truly {
    used: i64,
    since: Option<i64>,
}

struct Hall {
    chance: Chance,
    laptop: Arc<Laptop>,
    clock: ConferenceClock,
    /// The true time, which nobody in the hall can see.
    truth: i64,
    /// What the laptop's clock is wrong by.
    wrong: i64,
    last_act: i64,
    before: i64,
    speech: Speech,
    truly: Truly,
}

impl Hall {
    fn opened(seed: u64) -> Self {
        let laptop = Arc::new(Laptop::default());
        laptop.wall.store(BEGUN, Ordering::Release);
        laptop.boot.store(7 * MINUTE, Ordering::Release);
        let clock = ConferenceClock::new(Clock::Apart(Arc::clone(&laptop)), None, false);
        Self {
            chance: Chance::new(seed),
            laptop,
            clock,
            truth: BEGUN,
            wrong: 0,
            last_act: BEGUN,
            before: BEGUN,
            speech: Speech::new(5 * MINUTE, MINUTE),
            truly: Truly::default(),
        }
    }

    fn passes(&mut self, ms: i64) {
        self.truth += ms;
        self.laptop.boot.fetch_add(ms, Ordering::AcqRel);
        self.laptop.wall.store(self.truth + self.wrong, Ordering::Release);
    }

    /// The laptop's clock is set, rightly or wrongly.
    fn is_set(&mut self, wrong: i64) {
        self.wrong = wrong;
        self.passes(0);
    }

    fn acts(&mut self) -> i64 {
        let now = self.clock.now();
        self.clock.entered(now, false);
        self.last_act = now;
        now
    }

    /// Somebody is called, goes on, or is stopped.
    #[expect(clippy::unwrap_used, reason = "a clock that runs can be stopped, and one that stands can go on")]
    fn speaks(&mut self) {
        let now = self.acts();
        match self.truly.since.take() {
            Some(since) => {
                self.truly.used += self.truth - since;
                self.speech = self.speech.pause(now).unwrap();
            }
            None if self.truly.used > 20 * MINUTE => {
                (self.speech, self.truly) = (Speech::new(5 * MINUTE, MINUTE), Truly::default());
            }
            None => {
                self.truly.since = Some(self.truth);
                self.speech = self.speech.resume(now).unwrap();
            }
        }
    }

    /// The program dies and is opened again. The laptop's clock is right by then: a wrong one is told apart below.
    fn dies(&mut self, away: i64) {
        self.passes(away);
        self.is_set(0);
        self.clock = ConferenceClock::new(Clock::Apart(Arc::clone(&self.laptop)), Some(self.last_act), false);
    }

    #[expect(clippy::unwrap_used, reason = "the list is not empty")]
    fn something(&mut self) {
        match self.chance.below(14) {
            0 => self.passes(HOUR),
            1 => {
                let wrong = *self.chance.pick(&[DAY, -DAY, HOUR, -HOUR, 2 * SECOND, -2 * SECOND]).unwrap();
                self.is_set(wrong);
            }
            2 => {
                let away = i64::from(self.chance.number(600)) * SECOND;
                self.dies(away);
            }
            3..=6 => self.speaks(),
            7 => drop(self.acts()),
            _ => {
                let ms = i64::from(self.chance.number(9 * 60_000));
                self.passes(ms);
            }
        }
    }

    /// What must be so at every moment.
    fn holds(&mut self) -> Result<(), String> {
        let now = self.clock.now();
        if now < self.before || now < self.last_act {
            return Err(format!("conference time ran back from {} to {now}", self.before.max(self.last_act)));
        }
        self.before = now;
        if (now - self.truth).abs() > WORST {
            return Err(format!("conference time is {} ms from the true time", now - self.truth));
        }
        let truly = self.truly.used + self.truly.since.map_or(0, |since| self.truth - since);
        let read = self.speech.read(now).used_ms;
        if (read - truly).abs() > WORST {
            return Err(format!("a speech of {truly} ms reads {read} ms"));
        }
        Ok(())
    }
}

#[test]
fn forty_eight_hours_of_sleep_crashes_and_wrong_clocks_bend_no_speech() {
    for seed in 0..SEEDS {
        let mut hall = Hall::opened(seed);
        while hall.truth < BEGUN + 2 * DAY {
            hall.something();
            hall.holds()
                .unwrap_or_else(|why| panic!("seed {seed}, {} min in: {why}", (hall.truth - BEGUN) / MINUTE));
        }
    }
}

/// Opened again upon a wrong clock nothing can tell the true time; but it is never earlier than the last act, and what the
/// clock read at that act is known, so that the chair can go back to it.
#[test]
fn opened_again_upon_a_wrong_clock_time_does_not_run_back() {
    for (wrong, expect) in [(-DAY, 0), (-HOUR, 0), (HOUR, HOUR + MINUTE), (DAY, DAY + MINUTE), (0, MINUTE)] {
        let mut hall = Hall::opened(1);
        hall.speaks();
        hall.passes(MINUTE);
        hall.acts();
        hall.passes(MINUTE);
        hall.is_set(wrong);
        let clock = ConferenceClock::new(Clock::Apart(Arc::clone(&hall.laptop)), Some(hall.last_act), false);
        assert_eq!(clock.now() - hall.last_act, expect, "set wrong by {wrong} ms");
        assert_eq!(hall.speech.used(hall.last_act), MINUTE);
        // From then on it goes with the time since the laptop was started, wherever the other clock jumps.
        let opened = clock.now();
        hall.is_set(-wrong);
        hall.passes(5 * SECOND);
        assert_eq!(clock.now() - opened, 5 * SECOND);
    }
}
