//! How long an item will take, from the standing orders (§5.1 "Planning rule"): its scheduled speeches, so many further
//! ones for each question, and a vote on each; then at the pace of what was done today.
//!
//! Invariant: whole milliseconds and exact ratios only; every estimate says what it rests on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::plan::minutes_up;
use crate::share::counted;
use crate::speakers::Role;
use crate::standing_orders::StandingOrders;

/// Further speeches expected on a question: one on each side. A proposal of this program [D].
pub const EXTRA_SPEECHES: u32 = 2;
/// Fewer items than this say nothing of the pace.
pub const ENOUGH: u32 = 3;
/// A pace is never taken to be faster than half or slower than twice what was planned.
const BOUND: i128 = 2;

/// A question that the item will come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// It is an amendment.
    pub amendment: bool,
    /// It needs two-thirds: its hands are counted.
    pub counted: bool,
    /// It is always decided by cards.
    pub card: bool,
    /// A seconder speaks.
    pub seconder: bool,
}

/// What today's finished business took, against what it was given, ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    /// Finished items.
    pub items: u32,
    /// What they took.
    pub actual: i64,
    /// What they were given.
    pub planned: i64,
}

impl Pace {
    /// Adds one finished item; one that was given no time says nothing.
    pub fn add(&mut self, planned: i64, actual: i64) {
        if planned > 0 && actual >= 0 {
            self.items = self.items.saturating_add(1);
            self.planned = self.planned.saturating_add(planned);
            self.actual = self.actual.saturating_add(actual);
        }
    }

    /// The ratio as a numerator and a denominator, within its bounds; none while too little has been done.
    fn ratio(self) -> Option<(i128, i128)> {
        if self.items < ENOUGH || self.planned <= 0 {
            return None;
        }
        let (actual, planned) = (i128::from(self.actual), i128::from(self.planned));
        Some(if actual > planned * BOUND {
            (BOUND, 1)
        } else if actual * BOUND < planned {
            (1, BOUND)
        } else {
            (actual, planned)
        })
    }

    /// So many ms at this pace.
    #[must_use]
    pub fn apply(self, ms: i64) -> i64 {
        let Some((num, den)) = self.ratio() else { return ms };
        i64::try_from(i128::from(ms) * num / den).unwrap_or(i64::MAX)
    }

    /// `5 items today took 96 min of the 80 planned`; empty while too little has been done.
    #[must_use]
    pub fn in_words(self) -> String {
        if self.ratio().is_none() {
            return String::new();
        }
        format!(
            "{} today took {} min of the {} planned",
            counted(u64::from(self.items), "item", "items"),
            minutes_up(self.actual),
            minutes_up(self.planned)
        )
    }
}

/// What an item is expected to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Estimate {
    /// Whole minutes, a part of one counted in full.
    pub minutes: i64,
    /// `2 questions: speeches 14 min, 4 further 12 min, votes 2 min; 5 items today took 96 min of the 80 planned`
    pub rests_on: String,
}

/// What the questions of an item will take; none where it comes to no question. `together`: they are debated as one, so
/// that further speeches are made once.
#[must_use]
pub fn estimate(
    orders: &StandingOrders,
    questions: &[Expected],
    together: bool,
    pace: Pace,
) -> Option<Estimate> {
    if questions.is_empty() {
        return None;
    }
    let (mut speeches, mut votes) = (0_i64, 0_i64);
    for question in questions {
        let mut speech =
            |role| speeches = speeches.saturating_add(orders.speech_time(role, question.amendment).0);
        speech(Role::Mover);
        if question.seconder {
            speech(Role::Seconder);
        }
        if !question.amendment {
            speech(Role::Reply);
        }
        let minutes = match (question.card, question.counted) {
            (true, _) => orders.vote_minutes.card,
            (false, true) => orders.vote_minutes.counted,
            (false, false) => orders.vote_minutes.hands,
        };
        votes = votes.saturating_add(i64::from(minutes) * 60_000);
    }
    let count = u32::try_from(questions.len()).unwrap_or(u32::MAX);
    let further = if together { EXTRA_SPEECHES } else { EXTRA_SPEECHES.saturating_mul(count) };
    let extra = orders.speech_time(Role::Speaker, false).0.saturating_mul(i64::from(further));
    let sum = speeches.saturating_add(extra).saturating_add(votes);
    let learned = pace.in_words();
    Some(Estimate {
        minutes: minutes_up(pace.apply(sum)),
        rests_on: format!(
            "{}: scheduled speeches {} min, {} {} min, {} {} min{}{learned}",
            counted(u64::from(count), "question", "questions"),
            minutes_up(speeches),
            counted(u64::from(further), "further speech", "further speeches"),
            minutes_up(extra),
            if count == 1 { "vote" } else { "votes" },
            minutes_up(votes),
            if learned.is_empty() { "" } else { "; " },
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::{Expected, Pace, estimate};
    use crate::standing_orders::{StandingOrders, Times};

    fn ucu() -> StandingOrders {
        let time = Times {
            mover_motion: 300,
            seconder: 180,
            mover_amendment: 180,
            other: 180,
            reply: 180,
            ..Times::default()
        };
        StandingOrders { time, ..StandingOrders::default() }
    }

    fn pace(items: &[(i64, i64)]) -> Pace {
        let mut pace = Pace::default();
        for (planned, actual) in items {
            pace.add(planned * 60_000, actual * 60_000);
        }
        pace
    }

    /// `M` a motion, `S` one with a seconder who speaks, `A` an amendment, `2` a motion that needs two-thirds, `C` one that is decided by cards.
    fn questions(text: &str) -> Vec<Expected> {
        text.chars()
            .map(|kind| Expected {
                amendment: kind == 'A',
                counted: kind == '2',
                card: kind == 'C',
                seconder: kind == 'S',
            })
            .collect()
    }

    #[test]
    fn an_item_takes_its_speeches_and_its_votes() {
        for (asked, together, expect) in [
            ("", false, None),
            // 5 to move, 3 to reply; one for and one against of 3; hands 1.
            ("M", false, Some(15)),
            ("S", false, Some(18)),
            // An amendment has no reply (Citrine); its mover has 3.
            ("MA", false, Some(15 + 3 + 6 + 1)),
            // Two-thirds is counted, which takes 6.
            ("2", false, Some(20)),
            // A card vote takes 12.
            ("C", false, Some(26)),
            ("MM", false, Some(30)),
            // Debated together: the further speeches once.
            ("MM", true, Some(24)),
        ] {
            let found = estimate(&ucu(), &questions(asked), together, Pace::default());
            assert_eq!(found.map(|each| each.minutes), expect, "{asked} {together}");
        }
    }

    #[test]
    fn an_estimate_says_what_it_rests_on() {
        let said = |pace| estimate(&ucu(), &questions("MA"), false, pace).unwrap().rests_on;
        let plain = "2 questions: scheduled speeches 11 min, 4 further speeches 12 min, votes 2 min";
        assert_eq!(said(Pace::default()), plain);
        assert_eq!(
            said(pace(&[(20, 30), (20, 20), (40, 46)])),
            format!("{plain}; 3 items today took 96 min of the 80 planned")
        );
    }

    #[test]
    fn the_pace_is_learned_exactly_and_within_bounds() {
        for (done, expect) in [
            (vec![], 60),
            // Two items say nothing.
            (vec![(10, 20), (10, 20)], 60),
            (vec![(20, 30), (20, 20), (40, 46)], 72),
            (vec![(30, 10), (30, 10), (30, 25)], 30),
            (vec![(30, 30), (30, 30), (30, 30)], 60),
            // No more than twice, no less than half.
            (vec![(10, 90), (10, 90), (10, 90)], 120),
            (vec![(90, 1), (90, 1), (90, 1)], 30),
            // What was given no time says nothing.
            (vec![(0, 10), (0, 10), (0, 10)], 60),
            // A third is a third: 7/3 of nothing is lost in the figures.
            (vec![(7, 6), (7, 6), (7, 8)], 58),
        ] {
            let took = super::minutes_up(pace(&done).apply(60 * 60_000));
            assert_eq!(took, expect, "{done:?}");
        }
    }
}
