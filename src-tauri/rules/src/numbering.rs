//! Numbers of papers as the profile prints them: 12, C4, E1, L2, B1, A7 or 4.1 (§1; a scheme of the profile, §2.2).
//!
//! Invariant: two papers never have one number, nor one label, whatever the case of the letters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::motion::MotionKind;

/// What stands before the figure, by kind of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// 12
    pub motion: String,
    /// A7; where it is empty an amendment is numbered after its paper: 4.1.
    pub amendment: String,
    /// C4
    pub composite: String,
    /// E1
    pub emergency: String,
    /// L2
    pub late: String,
    /// S1
    pub statement: String,
    /// B1
    pub rule_change: String,
    /// R1
    pub report: String,
    /// CH1
    pub challenge: String,
}

impl Default for Numbers {
    fn default() -> Self {
        let letter = |letter: &str| letter.to_owned();
        Self {
            motion: String::new(),
            amendment: String::new(),
            composite: letter("C"),
            emergency: letter("E"),
            late: letter("L"),
            statement: letter("S"),
            rule_change: letter("B"),
            report: letter("R"),
            challenge: letter("CH"),
        }
    }
}

impl Numbers {
    fn prefix(&self, kind: MotionKind) -> &str {
        match kind {
            MotionKind::Motion => &self.motion,
            MotionKind::Amendment => &self.amendment,
            MotionKind::Composite => &self.composite,
            MotionKind::Emergency => &self.emergency,
            MotionKind::Late => &self.late,
            MotionKind::Statement => &self.statement,
            MotionKind::RuleChange => &self.rule_change,
            MotionKind::Report => &self.report,
            MotionKind::Challenge => &self.challenge,
        }
    }

    /// A number of a kind: `R2` for the second report.
    #[must_use]
    pub fn of(&self, kind: MotionKind, figure: u32) -> String {
        format!("{}{figure}", self.prefix(kind))
    }

    /// The next number of a kind: one more than the highest that is taken in the same form.
    #[must_use]
    pub fn next<'a>(&self, kind: MotionKind, taken: impl IntoIterator<Item = &'a str>) -> String {
        after(self.prefix(kind), taken)
    }

    /// The next number of an amendment to the paper of that number, whose last amendment so far is `last`: as that one was
    /// numbered; the first by the scheme.
    #[must_use]
    pub fn next_amendment<'a>(
        &self,
        upon: &str,
        last: Option<&str>,
        taken: impl IntoIterator<Item = &'a str>,
    ) -> String {
        let form = last.map(|last| last.trim_end_matches(|c: char| c.is_ascii_digit()));
        match form.filter(|form| Some(*form) != last) {
            Some(form) => after(form, taken),
            None if self.amendment.is_empty() => after(&format!("{}.", bare(upon, &self.composite)), taken),
            None => after(&self.amendment, taken),
        }
    }
}

/// The number of a composite without its letter, as its amendments are printed: 4.1 to C4.
fn bare<'a>(number: &'a str, letter: &str) -> &'a str {
    let rest = number.strip_prefix(letter).unwrap_or(number);
    if rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { number }
}

fn after<'a>(prefix: &str, taken: impl IntoIterator<Item = &'a str>) -> String {
    let figure = |number: &str| {
        let (head, rest) = number.split_at_checked(prefix.len())?;
        if head.eq_ignore_ascii_case(prefix) { rest.parse::<u32>().ok() } else { None }
    };
    let highest = taken.into_iter().filter_map(figure).max().unwrap_or(0);
    format!("{prefix}{}", highest.saturating_add(1))
}

/// The one of `others` that has this number, or this label, already.
#[must_use]
pub fn taken<'a, T>(
    kind: MotionKind,
    number: &str,
    others: impl IntoIterator<Item = (MotionKind, &'a str, T)>,
) -> Option<T> {
    let label = kind.label(number).to_lowercase();
    let same = |(other, written, _): &(MotionKind, &str, T)| {
        written.eq_ignore_ascii_case(number) || other.label(written).to_lowercase() == label
    };
    others.into_iter().find(same).map(|(_, _, what)| what)
}

/// Numbers as people order them: 2 before 12, 4.2 before 4.10, figures before letters.
#[must_use]
pub fn in_order(number: &str) -> Vec<(String, u64)> {
    number
        .split('.')
        .map(|part| {
            let letters: String = part.chars().take_while(|c| !c.is_ascii_digit()).collect();
            let figures = part.get(letters.len()..).and_then(|figures| figures.parse().ok()).unwrap_or(0);
            (letters, figures)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Numbers, in_order, taken};
    use crate::motion::MotionKind::{Amendment, Composite, Emergency, Late, Motion, RuleChange};

    #[test]
    fn the_next_number_of_a_kind() {
        let all = ["1", "2", "12", "C3", "c4", "E1", "4.1", "L9x", "B"];
        for (kind, expect) in
            [(Motion, "13"), (Composite, "C5"), (Emergency, "E2"), (Late, "L1"), (RuleChange, "B1")]
        {
            assert_eq!(Numbers::default().next(kind, all), expect);
        }
        assert_eq!(Numbers::default().next(Motion, []), "1");
    }

    #[test]
    fn the_next_number_of_an_amendment() {
        let numbers = Numbers::default();
        let lettered = Numbers { amendment: "A".to_owned(), ..Numbers::default() };
        for (scheme, upon, last, expect) in [
            (&numbers, "C4", None, "4.1"),
            (&numbers, "C4", Some("4.9"), "4.10"),
            (&numbers, "12", Some("A7"), "A8"),
            (&numbers, "E1", None, "E1.1"),
            (&lettered, "12", None, "A8"),
            (&lettered, "12", Some("odd"), "A8"),
        ] {
            let taken = ["4.9", "A7", "12"];
            let taken = taken.into_iter().filter(|number| last.is_some() || *number != "4.9");
            assert_eq!(scheme.next_amendment(upon, last, taken), expect, "{upon} after {last:?}");
        }
    }

    #[test]
    fn one_number_one_paper() {
        let others = [(Motion, "12", "pay"), (Composite, "C4", "cuts"), (Amendment, "A4", "words")];
        for (kind, number, expect) in [
            (Motion, "12", Some("pay")),
            (Emergency, "c4", Some("cuts")),
            (Composite, "4", Some("cuts")),
            (Motion, "4", None),
            (Amendment, "a4", Some("words")),
            (Motion, "13", None),
        ] {
            assert_eq!(taken(kind, number, others), expect, "{kind:?} {number}");
        }
    }

    #[test]
    fn as_people_order_them() {
        let mut numbers = ["C10", "12", "4.10", "2", "C9", "4.2", "E1"];
        numbers.sort_by_key(|number| in_order(number));
        assert_eq!(numbers, ["2", "4.2", "4.10", "12", "C9", "C10", "E1"]);
    }
}
