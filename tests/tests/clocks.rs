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
        let clock = ConferenceClock::new(Clock::Apart(Arc::clone(&laptop)), None, false, None);
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

    /// The program dies and is opened again, whatever the laptop's clock shows by then.
    fn dies(&mut self, away: i64) {
        let kept = self.clock.kept();
        self.passes(away);
        self.opened_again(kept.as_deref());
    }

    /// The laptop dies with it, and is started again. Its clock is right by then: a wrong one is told apart below.
    fn is_started_anew(&mut self, away: i64) {
        let kept = self.clock.kept();
        self.passes(away);
        self.laptop.boot.store(MINUTE, Ordering::Release);
        self.laptop.started.fetch_add(1, Ordering::AcqRel);
        self.is_set(0);
        self.opened_again(kept.as_deref());
    }

    fn opened_again(&mut self, kept: Option<&str>) {
        let laptop = Clock::Apart(Arc::clone(&self.laptop));
        self.clock = ConferenceClock::new(laptop, Some(self.last_act), false, kept);
    }

    #[expect(clippy::unwrap_used, reason = "the list is not empty")]
    fn something(&mut self) {
        match self.chance.below(15) {
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
            8 => {
                let away = i64::from(self.chance.number(600)) * SECOND;
                self.is_started_anew(away);
            }
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

/// The program died, and the laptop did not: whatever its clock shows, time goes on as it went.
#[test]
fn opened_again_after_a_crash_time_goes_on_as_it_went() {
    for wrong in [-DAY, -HOUR, -2 * SECOND, 0, HOUR, DAY] {
        let mut hall = Hall::opened(1);
        hall.speaks();
        hall.passes(MINUTE);
        hall.acts();
        hall.is_set(wrong);
        hall.dies(MINUTE);
        assert_eq!(hall.clock.now(), hall.truth, "set wrong by {wrong} ms");
        // A rehearsal stood still meanwhile, and a file of another laptop, or of an earlier start, says nothing here.
        for (rehearsal, kept) in
            [(true, "0 1490485080000"), (false, "1 1490485080000"), (false, "0 midnight"), (false, "")]
        {
            let laptop = Clock::Apart(Arc::clone(&hall.laptop));
            let clock = ConferenceClock::new(laptop, Some(hall.last_act), rehearsal, Some(kept));
            let expect = if rehearsal { hall.last_act } else { (hall.truth + wrong).max(hall.last_act) };
            assert_eq!(clock.now(), expect, "{kept}");
        }
    }
}

/// Opened again after a close, or on a laptop that was started anew, upon a wrong clock nothing can tell the true time; but it is
/// never earlier than the last act, and what the clock read at that act is known, so that the chair can go back to it.
#[test]
fn opened_again_upon_a_wrong_clock_time_does_not_run_back() {
    for (wrong, expect) in [(-DAY, 0), (-HOUR, 0), (HOUR, HOUR + MINUTE), (DAY, DAY + MINUTE), (0, MINUTE)] {
        let mut hall = Hall::opened(1);
        hall.speaks();
        hall.passes(MINUTE);
        hall.acts();
        hall.passes(MINUTE);
        hall.is_set(wrong);
        let clock =
            ConferenceClock::new(Clock::Apart(Arc::clone(&hall.laptop)), Some(hall.last_act), false, None);
        assert_eq!(clock.now() - hall.last_act, expect, "set wrong by {wrong} ms");
        assert_eq!(hall.speech.used(hall.last_act), MINUTE);
        // From then on it goes with the time since the laptop was started, wherever the other clock jumps.
        let opened = clock.now();
        hall.is_set(-wrong);
        hall.passes(5 * SECOND);
        assert_eq!(clock.now() - opened, 5 * SECOND);
    }
}
