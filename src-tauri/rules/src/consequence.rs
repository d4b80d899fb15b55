//! What falls with a decision, as the standing orders committee has entered it (§6.3): *if motion 1 is carried, motion 2
//! falls*; *if motion 35 is lost, paragraphs 1 and 2 of motion 58 fall*.
//!
//! Invariant: nothing here lets anything fall. A consequence is proposed when its cause is decided; the chair confirms it.

use std::collections::{BTreeSet, VecDeque};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{capital, listed};

/// What must become of the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum On {
    /// It is carried.
    Carried,
    /// It is lost, or not carried on a tie.
    Lost,
}

impl On {
    /// `carried`, `lost`
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::Lost => "lost",
        }
    }
}

/// A run of numbered paragraphs, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Paragraphs {
    /// From 1.
    pub first: u32,
    /// Not before the first.
    pub last: u32,
}

impl Paragraphs {
    /// `paragraph 3`, `paragraphs 1 and 2`, `paragraphs 2–5`
    #[must_use]
    pub fn in_words(self) -> String {
        let Self { first, last } = self;
        match last.saturating_sub(first) {
            0 => format!("paragraph {first}"),
            1 => format!("paragraphs {first} and {last}"),
            _ => format!("paragraphs {first}–{last}"),
        }
    }

    fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// What is named in a sentence: by any id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A paper.
    Paper(i64),
    /// A part of one that is voted on by itself.
    Part(i64),
}

/// What the committee has entered. Papers and parts are known by any id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consequence {
    /// The paper that is decided.
    pub cause: i64,
    /// The part of it that is decided; the paper itself where there is none.
    pub part: Option<i64>,
    /// How.
    pub on: On,
    /// What falls.
    pub target: i64,
    /// What of it; all of it where there is none.
    pub paragraphs: Option<Paragraphs>,
}

impl Consequence {
    /// Something of the target would fall by both.
    fn meets(self, other: Self) -> bool {
        self.target == other.target
            && match (self.paragraphs, other.paragraphs) {
                (Some(these), Some(those)) => these.meets(those),
                (None, _) | (_, None) => true,
            }
    }

    /// Both follow from one vote.
    fn shares_cause(self, other: Self) -> bool {
        self.cause == other.cause && self.part == other.part
    }

    fn decided(self) -> About {
        self.part.map_or(About::Paper(self.cause), About::Part)
    }

    /// `if motion 1 is carried, motion 2 falls`
    pub fn in_words(self, label: impl Fn(About) -> String) -> String {
        let falls = falling(&[(label(About::Paper(self.target)), self.paragraphs)]);
        format!("if {} is {}, {falls}", label(self.decided()), self.on.word())
    }
}

/// `A4, A5 and paragraphs 1 and 2 of motion 58 fall`, `motion 2 falls`; empty where nothing does.
#[must_use]
pub fn falling(targets: &[(String, Option<Paragraphs>)]) -> String {
    let named: Vec<String> = targets
        .iter()
        .map(|(label, paragraphs)| match paragraphs {
            Some(some) => format!("{} of {label}", some.in_words()),
            None => label.clone(),
        })
        .collect();
    let one = matches!(targets, [(_, None)])
        || matches!(targets, [(_, Some(Paragraphs { first, last }))] if first == last);
    match named.len() {
        0 => String::new(),
        1 if one => format!("{} falls", listed(&named)),
        _ => format!("{} fall", listed(&named)),
    }
}

/// Whether a consequence can stand beside those that are entered already.
///
/// # Errors
/// A paper that would fall by its own decision or by that of a part of it, the same entered twice, a paper that would fall either way, and a ring of
/// consequences in which something must be lost: there what falls depends on which is taken first, and nobody has said so.
/// In a ring a part counts as its paper: the one is decided while the other is before conference.
/// Papers of which each falls when another is carried are rivals, which is lawful: whichever is carried first stands.
pub fn check(
    entered: &[Consequence],
    new: Consequence,
    label: impl Fn(About) -> String,
) -> Result<(), Refusal> {
    if new.cause == new.target {
        return Err(Refusal::new(
            "consequence.itself",
            format!("{} cannot fall by its own decision.", capital(&label(About::Paper(new.cause)))),
        ));
    }
    if let Some(Paragraphs { first, last }) = new.paragraphs
        && (first == 0 || last < first)
    {
        return Err(Refusal::new(
            "consequence.paragraphs",
            format!("There are no paragraphs {first}–{last}."),
        ));
    }
    if let Some(old) = entered.iter().find(|old| old.shares_cause(new) && old.meets(new)) {
        return Err(if old.on == new.on {
            Refusal::new("consequence.entered", format!("That is entered: {}.", old.in_words(&label)))
        } else {
            Refusal::new(
                "consequence.either_way",
                format!(
                    "It would fall whether {} is carried or lost: {}.",
                    label(new.decided()),
                    old.in_words(&label)
                ),
            )
            .allowed_by("Take the other consequence away first.")
        });
    }
    match ring(entered, new) {
        Some(ring) => Err(Refusal::new(
            "consequence.ring",
            format!(
                "What falls would depend on which is taken first: {}.",
                ring.iter().map(|each| each.in_words(&label)).collect::<Vec<_>>().join("; ")
            ),
        )
        .allowed_by("Take one of them away first.")),
        None => Ok(()),
    }
}

/// The shortest way from the new consequence back to its cause in which something must be lost, the new one first.
fn ring(entered: &[Consequence], new: Consequence) -> Option<Vec<Consequence>> {
    // A paper is reached in two ways: with a loss behind it, and without.
    let mut reached = BTreeSet::from([(new.target, new.on == On::Lost)]);
    let mut ways = VecDeque::from([vec![new]]);
    while let Some(way) = ways.pop_front() {
        let lost = way.iter().any(|each| each.on == On::Lost);
        let at = way.last().map_or(new.target, |last| last.target);
        if at == new.cause && lost {
            return Some(way);
        }
        for next in entered.iter().filter(|next| next.cause == at) {
            if reached.insert((next.target, lost || next.on == On::Lost)) {
                ways.push_back(way.iter().copied().chain([*next]).collect());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{About, Consequence, On, Paragraphs, check, falling};

    /// `1+2`: if 1 is carried, 2 falls; `35-58:1-2`: if 35 is lost, paragraphs 1 and 2 of 58 fall; `1.7+2`: if part 7 of 1 is.
    fn read(text: &str) -> Consequence {
        let (paper, part) = text.split_once(':').map_or((text, None), |(paper, part)| (paper, Some(part)));
        let (on, sign) = if paper.contains('+') { (On::Carried, '+') } else { (On::Lost, '-') };
        let (cause, target) = paper.split_once(sign).unwrap();
        let (cause, of) =
            cause.split_once('.').map_or((cause, None), |(c, of)| (c, Some(of.parse().unwrap())));
        let paragraphs = part.map(|part| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            Paragraphs { first: first.parse().unwrap(), last: last.parse().unwrap() }
        });
        Consequence {
            cause: cause.parse().unwrap(),
            part: of,
            on,
            target: target.parse().unwrap(),
            paragraphs,
        }
    }

    fn label(about: About) -> String {
        match about {
            About::Paper(id) => format!("motion {id}"),
            About::Part(id) => format!("part {id}"),
        }
    }

    #[test]
    fn what_can_be_entered() {
        for (entered, new, code) in [
            // PCS 2015: one amendment carried brings down four, another lost brings down one.
            ("1+4 1+5 1+6", "1+7", ""),
            ("1+4 1+5", "2-3", ""),
            // UCU 2014, 2019 and 2024; Labour 2018.
            ("", "35-58:1-2", ""),
            ("", "1+2", ""),
            ("58+59", "59+58", ""),
            ("", "1+1", "consequence.itself"),
            ("1+2", "1+2", "consequence.entered"),
            ("1+2", "1+2:3", "consequence.entered"),
            ("1+2:1-2", "1+2:3", ""),
            ("1+2:1-2", "1+2:2-4", "consequence.entered"),
            ("1+2", "1-2", "consequence.either_way"),
            ("1+2:1", "1-2:2", ""),
            ("1+2:1-3", "1-2:2", "consequence.either_way"),
            ("", "1+2:3-2", "consequence.paragraphs"),
            ("", "1+2:0-2", "consequence.paragraphs"),
            // Three rivals.
            ("1+2 2+1 1+3 3+1 2+3", "3+2", ""),
            ("1-2", "2-1", "consequence.ring"),
            ("1+2", "2-1", "consequence.ring"),
            ("1+2 2-3", "3+1", "consequence.ring"),
            // Among rivals there is a ring that needs a loss.
            ("1+2 2+1 2-3", "3+1", "consequence.ring"),
            ("1+2 2-3 3+4", "1-4", ""),
            // A part is decided apart from its paper, and from the other parts; in a ring it counts as its paper.
            ("1+2", "1.7-2", ""),
            ("1.7+2", "1.8+2", ""),
            ("1.7+2", "1.7+2", "consequence.entered"),
            ("1.7+2", "1.7-2", "consequence.either_way"),
            ("", "1.7-1", "consequence.itself"),
            ("1.7-2", "2-1", "consequence.ring"),
            ("1+2", "2.7-1", "consequence.ring"),
            ("1.7+2", "2+1", ""),
        ] {
            let entered: Vec<_> = entered.split_whitespace().map(read).collect();
            let found = check(&entered, read(new), label).err().map_or(String::new(), |refusal| refusal.code);
            assert_eq!(found, code, "{entered:?} then {new}");
        }
    }

    #[test]
    fn a_refusal_names_the_ring() {
        let refusal = check(&[read("1+2"), read("2-3")], read("3+1"), label).unwrap_err();
        assert_eq!(
            refusal.sentence,
            "What falls would depend on which is taken first: if motion 3 is carried, motion 1 falls; \
             if motion 1 is carried, motion 2 falls; if motion 2 is lost, motion 3 falls."
        );
    }

    #[test]
    fn in_the_words_of_the_agenda() {
        let part = |first, last| Some(Paragraphs { first, last });
        for (targets, words) in [
            (vec![], ""),
            (vec![("motion 2", None)], "motion 2 falls"),
            (vec![("A4", None), ("A5", None), ("A6", None), ("A7", None)], "A4, A5, A6 and A7 fall"),
            (vec![("motion 58", part(1, 2))], "paragraphs 1 and 2 of motion 58 fall"),
            (vec![("motion 58", part(3, 3))], "paragraph 3 of motion 58 falls"),
            (
                vec![("motion 58", part(2, 5)), ("motion 2", None)],
                "paragraphs 2–5 of motion 58 and motion 2 fall",
            ),
        ] {
            let targets: Vec<_> = targets.into_iter().map(|(label, part)| (label.to_owned(), part)).collect();
            assert_eq!(falling(&targets), words);
        }
        assert_eq!(
            read("35-58:1-2").in_words(label),
            "if motion 35 is lost, paragraphs 1 and 2 of motion 58 fall"
        );
        assert_eq!(read("1.7-2").in_words(label), "if part 7 is lost, motion 2 falls");
    }
}
