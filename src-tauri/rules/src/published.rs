//! Whether a result as printed can be right (§3.3 "Published check"): misprints are common (R2, R12).
//!
//! Invariant: printed decimals are read exactly, digit by digit, and each is taken to be right only to
//! within half of its own last place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a page prints for one section, as printed: `"97.5"` says less than `"97.50"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PrintedSection {
    /// Name of the section.
    pub name: Option<String>,
    /// Its weight as a percentage of the whole: 50.
    pub weight: u32,
    /// For and against as percentages of the section, where printed.
    pub percent: Option<(String, String)>,
    /// For and against as percentages of the whole, where printed.
    pub weighted: Option<(String, String)>,
}

/// One printed decimal, in units of [`UNIT`].
#[derive(Clone, Copy)]
struct Printed {
    value: i128,
    /// Half of the last printed place.
    slack: i128,
}

const PLACES: usize = 9;
const UNIT: i128 = 1_000_000_000;

/// Checks printed percentages against each other, each to within its own rounding; `total` is for and
/// against. One sentence for each violation, empty where the figures can be right.
#[must_use]
pub fn check_published(printed: &[PrintedSection], total: Option<(&str, &str)>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut given = Vec::new();
    for section in printed {
        let name = section.name.as_deref().unwrap_or("The section");
        let own = section.percent.as_ref().and_then(|pair| read(name, (&pair.0, &pair.1), &mut faults));
        let whole = section.weighted.as_ref().and_then(|pair| read(name, (&pair.0, &pair.1), &mut faults));
        if let (Some(pair), Some(words)) = (own, &section.percent) {
            sums_to(name, pair, (&words.0, &words.1), 100, &mut faults);
        }
        if let (Some(pair), Some(words)) = (whole, &section.weighted) {
            sums_to(name, pair, (&words.0, &words.1), section.weight, &mut faults);
        }
        if let (Some(own), Some(whole)) = (own, whole) {
            weighs(name, section.weight, own, whole, &mut faults);
        }
        given.push(whole);
    }
    let Some(words) = total else { return faults };
    let Some(total) = read("The total", words, &mut faults) else { return faults };
    sums_to("The total", total, words, 100, &mut faults);
    if let Some(given) = given.into_iter().collect::<Option<Vec<_>>>().filter(|all| !all.is_empty()) {
        adds_up("for", words.0, total.0, given.iter().map(|pair| pair.0), &mut faults);
        adds_up("against", words.1, total.1, given.iter().map(|pair| pair.1), &mut faults);
    }
    faults
}

fn read(name: &str, words: (&str, &str), faults: &mut Vec<String>) -> Option<(Printed, Printed)> {
    let mut one = |word: &str| {
        let printed = decimal(word);
        if printed.is_none() {
            faults.push(format!("{name}: \"{word}\" is not a percentage."));
        }
        printed
    };
    let (for_, against) = (one(words.0), one(words.1));
    for_.zip(against)
}

/// A plain decimal with at most four digits before the point and eight after it; a final `%` is ignored.
fn decimal(word: &str) -> Option<Printed> {
    let word = word.trim();
    let word = word.strip_suffix('%').unwrap_or(word).trim_end();
    let (whole, part) = word.split_once('.').unwrap_or((word, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let readable = !whole.is_empty() && whole.len() <= 4 && part.len() < PLACES && !word.ends_with('.');
    if !readable || !digits(whole) || !digits(part) {
        return None;
    }
    let value = format!("{whole}{part:0<PLACES$}").parse().ok()?;
    let place = 10_i128.checked_pow(u32::try_from(PLACES - part.len()).ok()?)?;
    Some(Printed { value, slack: place / 2 })
}

/// Whether `part` of `whole` is what is printed, to within half of its last place; `None` where that is no percentage, or
/// where there is nothing to take a part of.
#[must_use]
pub fn is_share(part: u128, whole: u128, printed: &str) -> Option<bool> {
    let printed = decimal(printed)?;
    let (part, whole) = (i128::try_from(part).ok()?, i128::try_from(whole).ok()?);
    if whole == 0 {
        return None;
    }
    let exact = part.checked_mul(100)?.checked_mul(UNIT)?;
    let gap = exact.checked_sub(printed.value.checked_mul(whole)?)?.abs();
    Some(gap <= printed.slack.checked_mul(whole)?)
}

fn sums_to(name: &str, pair: (Printed, Printed), words: (&str, &str), expect: u32, faults: &mut Vec<String>) {
    let sum = pair.0.value + pair.1.value;
    if (sum - i128::from(expect) * UNIT).abs() > pair.0.slack + pair.1.slack {
        let places = decimals(words.0).max(decimals(words.1));
        faults.push(format!("{name}: {} + {} = {}, not {expect}.", words.0, words.1, written(sum, places)));
    }
}

/// `weighted = weight * own / 100`, multiplied out so that nothing is divided.
fn weighs(
    name: &str,
    weight: u32,
    own: (Printed, Printed),
    whole: (Printed, Printed),
    faults: &mut Vec<String>,
) {
    let weight = i128::from(weight);
    for (side, own, whole) in [("for", own.0, whole.0), ("against", own.1, whole.1)] {
        let gap = (whole.value * 100 - own.value * weight).abs();
        if gap > whole.slack * 100 + own.slack * weight {
            faults.push(format!(
                "{name}: {}% {side} at a weight of {weight} is {}, not {}.",
                written(own.value, 2),
                written(own.value * weight / 100, 2),
                written(whole.value, 2)
            ));
        }
    }
}

fn adds_up(
    side: &str,
    word: &str,
    total: Printed,
    given: impl Iterator<Item = Printed>,
    faults: &mut Vec<String>,
) {
    let (sum, slack) = given.fold((0, total.slack), |(sum, slack), one| (sum + one.value, slack + one.slack));
    if (sum - total.value).abs() > slack {
        faults.push(format!(
            "The total {side} is printed as {word}; the sections add up to {}.",
            written(sum, 2)
        ));
    }
}

fn decimals(word: &str) -> usize {
    word.trim().trim_end_matches('%').split_once('.').map_or(0, |(_, part)| part.len())
}

/// A non-negative figure cut to `places`.
fn written(value: i128, places: usize) -> String {
    let digits = format!("{:0>width$}", value.to_string(), width = PLACES + 1);
    let (whole, part) = digits.split_at(digits.len() - PLACES);
    match part.get(..places) {
        Some(cut) if !cut.is_empty() => format!("{whole}.{cut}"),
        Some(_) | None => whole.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{PrintedSection, check_published};

    type Pair = (&'static str, &'static str);

    fn section(name: &str, percent: Option<Pair>, weighted: Option<Pair>) -> PrintedSection {
        let own = |pair: Option<Pair>| pair.map(|(a, b)| (a.to_owned(), b.to_owned()));
        PrintedSection {
            name: Some(name.to_owned()),
            weight: 50,
            percent: own(percent),
            weighted: own(weighted),
        }
    }

    #[test]
    fn labour_2021_as_printed_can_be_right() {
        let printed = [
            section("CLPs", Some(("97.5", "2.48")), Some(("48.76", "1.24"))),
            section("Affiliates", Some(("99.73", "0.27")), Some(("49.87", "0.13"))),
        ];
        assert_eq!(check_published(&printed, Some(("98.63", "1.37"))), Vec::<String>::new());
    }

    #[test]
    fn labour_2022_has_a_digit_wrong() {
        let printed = [
            section("CLPs", None, Some(("21.09", "28.09"))),
            section("Affiliates", None, Some(("21.13", "28.87"))),
        ];
        assert_eq!(
            check_published(&printed, Some(("43.05", "56.95"))),
            [
                "CLPs: 21.09 + 28.09 = 49.18, not 50.",
                "The total for is printed as 43.05; the sections add up to 42.22."
            ]
        );
    }

    #[test]
    fn totals_as_printed() {
        for (for_, against, expect) in [
            ("65.23", "35.77", Some("The total: 65.23 + 35.77 = 101.00, not 100.")),
            ("65.23", "34.77", None),
            ("95.52", "4.48", None),
            ("97.26", "2.74", None),
            ("96.91", "3.09", None),
            ("81.47", "18.53", None),
            ("84.01", "15.99", None),
            ("72.54", "27.46", None),
            ("97.29", "2.71", None),
            ("14.58", "85.42", None),
            ("94.4%", "5.6%", None),
            ("57", "42", None),
            ("57", "41", Some("The total: 57 + 41 = 98, not 100.")),
            ("33.33", "66.66", None),
            ("33.33", "66.65", Some("The total: 33.33 + 66.65 = 99.98, not 100.")),
            ("1.", "99", Some("The total: \"1.\" is not a percentage.")),
            ("-1", "101", Some("The total: \"-1\" is not a percentage.")),
            ("", "100", Some("The total: \"\" is not a percentage.")),
            ("1e2", "0", Some("The total: \"1e2\" is not a percentage.")),
            ("0.123456789", "99", Some("The total: \"0.123456789\" is not a percentage.")),
        ] {
            let faults = check_published(&[], Some((for_, against)));
            assert_eq!(faults.first().map(String::as_str), expect, "{for_} {against}");
        }
    }

    #[test]
    fn a_weight_wrongly_applied_is_seen() {
        let printed = [section("CLPs", Some(("80.00", "20.00")), Some(("42.00", "8.00")))];
        assert_eq!(
            check_published(&printed, None),
            [
                "CLPs: 80.00% for at a weight of 50 is 40.00, not 42.00.",
                "CLPs: 20.00% against at a weight of 50 is 10.00, not 8.00."
            ]
        );
    }
}
