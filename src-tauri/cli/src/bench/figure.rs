//! A figure against its goal.
//!
//! Invariant: nothing is worked out in floating point; figures have two decimals.

use std::time::Duration;

use serde_json::{Value, json};

/// Times of one kind of thing, in nanoseconds.
#[derive(Default)]
pub(super) struct Times(Vec<u128>);

impl Times {
    pub(super) fn add(&mut self, took: Duration) {
        self.0.push(took.as_nanos());
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The slower of the two, by their hundredth part.
    pub(super) fn worse(&mut self, other: Self) {
        if other.part(99) > self.part(99) {
            *self = other;
        }
    }

    /// So many in a hundred took no longer than this, in milliseconds.
    pub(super) fn ms(&self, percent: usize) -> String {
        decimal(self.part(percent) / 10_000)
    }

    pub(super) fn mean(&self) -> u128 {
        let count = u128::try_from(self.0.len()).unwrap_or(1).max(1);
        self.0.iter().sum::<u128>() / count
    }

    /// So many in a hundred took no longer.
    pub(super) fn part(&self, percent: usize) -> u128 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(at).copied().unwrap_or_default()
    }
}

/// A value in hundredths, and what it should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Figure {
    value: u128,
    unit: &'static str,
    goal: String,
    ok: bool,
}

impl Figure {
    pub(super) fn least(value: u128, goal: u128, unit: &'static str) -> Self {
        Self { value, unit, goal: format!(">={}", decimal(goal)), ok: value >= goal }
    }

    pub(super) fn most(value: u128, goal: u128, unit: &'static str) -> Self {
        Self { value, unit, goal: format!("<={}", decimal(goal)), ok: value <= goal }
    }

    pub(super) fn below(value: u128, goal: u128, unit: &'static str) -> Self {
        Self { value, unit, goal: format!("<{}", decimal(goal)), ok: value < goal }
    }

    pub(super) fn json(&self) -> Value {
        // Read, not worked out: the shortest number that is this decimal.
        let value = decimal(self.value).parse::<f64>().map_or(Value::Null, Value::from);
        json!({ "value": value, "unit": self.unit, "goal": self.goal, "ok": self.ok })
    }

    pub(super) fn line(&self, name: &str) -> String {
        let word = if self.ok { "ok" } else { "MISSED" };
        format!("{name:<28} {:>10} {:<18} goal {:<10} {word}\n", decimal(self.value), self.unit, self.goal)
    }
}

/// Hundredths as a decimal, without noughts that say nothing.
fn decimal(hundredths: u128) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        part => format!("{}.{part:02}", hundredths / 100),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::{Figure, Times};

    #[test]
    fn figures_and_parts() {
        let mut times = Times::default();
        (1..=200).for_each(|n| times.add(Duration::from_nanos(n)));
        assert_eq!((times.mean(), times.part(50), times.part(99)), (100, 100, 198));
        let figure = Figure::least(72, 60, "of the base's rate");
        assert_eq!(
            figure.json(),
            json!({ "value": 0.72, "unit": "of the base's rate", "goal": ">=0.60", "ok": true })
        );
        assert_eq!(Figure::below(5_000, 5_000, "ms").json()["ok"], json!(false));
    }
}
