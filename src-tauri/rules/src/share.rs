//! Exact shares of a vote, and how figures are written for people.
//!
//! Invariant: a decision compares [`Share`]s; what is written out has been rounded and decides nothing (§3.3).

use std::borrow::Borrow;

use num_rational::BigRational;

use crate::standing_orders::RoundingDisplay;

/// What stands in place of a percentage of nothing.
pub const NO_SHARE: &str = "–";

/// An exact part of a whole.
///
/// Wider than any machine integer, because the denominators of several large sections multiply.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(BigRational);

impl Share {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::from_integer(0.into()))
    }

    /// `part` of `whole`, or `None` where there is no whole to have a part of.
    #[must_use]
    pub fn of(part: u128, whole: u128) -> Option<Self> {
        (whole != 0).then(|| Self(BigRational::new(part.into(), whole.into())))
    }

    /// This share, `weight` times.
    #[must_use]
    pub fn times(&self, weight: u64) -> Self {
        Self(&self.0 * BigRational::from_integer(weight.into()))
    }

    /// This share divided by `parts`, or `None` for no parts.
    #[must_use]
    pub fn over(&self, parts: u64) -> Option<Self> {
        (parts != 0).then(|| Self(&self.0 / BigRational::from_integer(parts.into())))
    }

    /// The two shares together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// As a percentage with two decimals, half up: `"97.52"`.
    #[must_use]
    pub fn percent(&self) -> String {
        self.percent_in(RoundingDisplay::TwoPlaces)
    }

    /// As a percentage, half up, with as many decimals as the standing orders write (§2.2 `rounding_display`).
    #[must_use]
    pub fn percent_in(&self, rounding: RoundingDisplay) -> String {
        let (places, parts) = match rounding {
            RoundingDisplay::TwoPlaces => (2, 10_000),
            RoundingDisplay::OnePlace => (1, 1_000),
        };
        let scaled = &self.0 * BigRational::from_integer(parts.into());
        let half = BigRational::new(1.into(), 2.into());
        let digits = (scaled + half).floor().to_integer().to_string();
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, decimals) = digits.split_at(digits.len().saturating_sub(places));
        format!("{whole}.{decimals}")
    }
}

/// `numerator` as a percentage of `denominator`, two decimals, half up; [`NO_SHARE`] of nothing.
#[must_use]
pub fn percent(numerator: u128, denominator: u128) -> String {
    percent_in(RoundingDisplay::TwoPlaces, numerator, denominator)
}

/// The same, with as many decimals as the standing orders write.
#[must_use]
pub fn percent_in(rounding: RoundingDisplay, numerator: u128, denominator: u128) -> String {
    Share::of(numerator, denominator).map_or_else(|| NO_SHARE.to_owned(), |share| share.percent_in(rounding))
}

/// A whole number with commas between thousands, for sentences: `"1,092,074"`.
#[must_use]
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 vote", "2 votes": a count and its noun, for sentences.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

/// As a sentence begins: the first letter is a capital, the rest as it is.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What somebody said, and what the record adds to it with a blank before: a full stop between them, where there is none.
#[must_use]
pub fn and_then(said: &str, more: &str) -> String {
    let stop = if more.is_empty() || said.ends_with(['.', '?', '!', '…']) { "" } else { "." };
    format!("{said}{stop}{more}")
}

/// "a", "a and b", "a, b and c": a list for sentences.
#[must_use]
pub fn listed<T: Borrow<str>>(parts: &[T]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.borrow().to_owned(),
        [first @ .., last] => format!("{} and {}", first.join(", "), last.borrow()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Share, counted, listed, percent, percent_in, thousands};
    use crate::standing_orders::RoundingDisplay;

    #[test]
    fn percentages_are_rounded_half_up_to_two_places() {
        for (part, whole, expect) in [
            (342_921, 351_644, "97.52"),
            (8_723, 351_644, "2.48"),
            (1, 3, "33.33"),
            (2, 3, "66.67"),
            (1, 1, "100.00"),
            (0, 9, "0.00"),
            (1, 20_000, "0.01"),
            (1, 20_001, "0.00"),
            (1, 800, "0.13"),
            (115, 252, "45.63"),
            (u128::MAX, u128::MAX, "100.00"),
            (0, 0, "–"),
            (5, 0, "–"),
        ] {
            assert_eq!(percent(part, whole), expect, "{part} of {whole}");
        }
    }

    #[test]
    fn percentages_have_one_place_where_the_standing_orders_write_one() {
        for (part, whole, expect) in [
            (342_921, 351_644, "97.5"),
            (1, 3, "33.3"),
            (2, 3, "66.7"),
            (1, 1, "100.0"),
            (0, 9, "0.0"),
            (1, 2_000, "0.1"),
            (1, 2_001, "0.0"),
            (0, 0, "–"),
        ] {
            assert_eq!(percent_in(RoundingDisplay::OnePlace, part, whole), expect, "{part} of {whole}");
        }
    }

    #[test]
    fn shares_of_many_large_sections_stay_exact() {
        let mut whole = Share::zero();
        for base in
            [9_007_199_254_740_881_u128, 9_007_199_254_740_847, 9_007_199_254_740_761, 9_007_199_254_740_727]
        {
            whole = whole.plus(&Share::of(1, base).unwrap());
            whole = whole.plus(&Share::of(base - 1, base).unwrap());
        }
        assert_eq!(whole.over(4), Share::of(1, 1));
        assert_eq!(Share::of(1, 4).unwrap().times(2), Share::of(1, 2).unwrap());
        assert_eq!(whole.over(0), None);
    }

    #[test]
    fn numbers_are_written_for_people() {
        for (n, expect) in [
            (0, "0"),
            (12, "12"),
            (999, "999"),
            (1_000, "1,000"),
            (1_092_074, "1,092,074"),
            (100_000, "100,000"),
        ] {
            assert_eq!(thousands(n), expect);
        }
        assert_eq!(counted(1, "card", "cards"), "1 card");
        assert_eq!(counted(1_200, "card", "cards"), "1,200 cards");
        let parts = ["a", "b", "c"].map(String::from);
        assert_eq!(
            (listed::<String>(&[]), listed(&parts[..1]), listed(&parts[..2]), listed(&parts)),
            (String::new(), "a".to_owned(), "a and b".to_owned(), "a, b and c".to_owned())
        );
    }
}
