//! Who has been heard: how often and how long, by side, delegation, section, first conference and group (§2.2 `speak`, §4 row 4).
//!
//! Invariant: figures for the chair and for whoever complains of the chair. Nothing is decided from them, and every speech is in
//! each table once.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Role, Side};

/// One speech that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Which way it went.
    pub side: Side,
    /// In what right.
    pub role: Role,
    /// It moved or seconded an amendment in the one debate with its motion.
    pub joint: bool,
    /// The delegation's name, or that of the body; none where there is neither.
    pub body: Option<String>,
    /// The delegation's section.
    pub section: Option<String>,
    /// At a first conference; none where the speaker is not on the register.
    pub first_time: Option<bool>,
    /// The group that the register gives; empty where it gives none.
    pub group: String,
    /// How long it took, ms.
    pub ms: u64,
}

/// Speeches of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct HeardOf {
    /// What they have in common; empty for what has no name.
    pub name: String,
    /// How many.
    pub speeches: u32,
    /// How long altogether, in whole seconds.
    pub seconds: u64,
}

/// Who has been heard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SpeechFigures {
    /// All of it.
    pub all: HeardOf,
    /// For, against, to the question; for an amendment in the debate on its motion; the platform by itself.
    pub sides: Vec<HeardOf>,
    /// Every delegation that has a delegate, those never heard among them, the least heard first.
    pub delegations: Vec<HeardOf>,
    /// Sections, in the order of their names; the last for those who belong to none.
    pub sections: Vec<HeardOf>,
    /// At a first conference, others, and those who are not on the register.
    pub first_time: Vec<HeardOf>,
    /// Groups, in the order of their names; the last for those in none. Empty where the register has no groups.
    pub groups: Vec<HeardOf>,
}

/// What the speeches come to. `delegations` names those that may be heard.
#[must_use]
pub fn figures(made: &[Made], delegations: &[String]) -> SpeechFigures {
    let all = made.iter().fold(Sum::default(), Sum::with);
    let sides = by(made, |one| match (one.role, one.side) {
        _ if one.joint => (3, "amendment"),
        (Role::Platform, _) => (4, "platform"),
        (_, Side::For) => (0, "for"),
        (_, Side::Against) => (1, "against"),
        (_, Side::To) => (2, "to"),
    });
    let mut bodies: BTreeMap<&str, Sum> =
        delegations.iter().map(|name| (name.as_str(), Sum::default())).collect();
    for one in made {
        let sum = bodies.entry(one.body.as_deref().unwrap_or_default()).or_default();
        *sum = sum.with(one);
    }
    let mut bodies: Vec<_> = bodies.into_iter().collect();
    bodies.sort_by_key(|(name, sum)| (name.is_empty(), sum.speeches, sum.ms));
    let grouped = made.iter().any(|one| !one.group.is_empty());
    SpeechFigures {
        all: all.named(""),
        sides: sides.into_iter().map(|((_, name), sum)| sum.named(name)).collect(),
        delegations: bodies.into_iter().map(|(name, sum)| sum.named(name)).collect(),
        sections: last_unnamed(made, |one| one.section.as_deref().unwrap_or_default()),
        first_time: by(made, |one| match one.first_time {
            Some(true) => (0, "first"),
            Some(false) => (1, "others"),
            None => (2, "unknown"),
        })
        .into_iter()
        .map(|((_, name), sum)| sum.named(name))
        .collect(),
        groups: if grouped { last_unnamed(made, |one| &one.group) } else { Vec::new() },
    }
}

fn last_unnamed<'a>(made: &'a [Made], name: impl Fn(&'a Made) -> &'a str) -> Vec<HeardOf> {
    let found = by(made, |one| (name(one).is_empty(), name(one)));
    found.into_iter().map(|((_, name), sum)| sum.named(name)).collect()
}

fn by<'a, K: Ord>(made: &'a [Made], key: impl Fn(&'a Made) -> K) -> BTreeMap<K, Sum> {
    let mut found: BTreeMap<K, Sum> = BTreeMap::new();
    for one in made {
        let sum = found.entry(key(one)).or_default();
        *sum = sum.with(one);
    }
    found
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    speeches: u32,
    ms: u64,
}

impl Sum {
    fn with(self, one: &Made) -> Self {
        Self { speeches: self.speeches + 1, ms: self.ms + one.ms }
    }

    fn named(self, name: &str) -> HeardOf {
        HeardOf { name: name.to_owned(), speeches: self.speeches, seconds: self.ms / 1000 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(
        role: Role,
        side: Side,
        body: &str,
        section: &str,
        first_time: Option<bool>,
        group: &str,
        ms: u64,
    ) -> Made {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let group = group.to_owned();
        Made { side, role, joint: false, body: some(body), section: some(section), first_time, group, ms }
    }

    fn rows(heard: &[HeardOf]) -> Vec<(&str, u32, u64)> {
        heard.iter().map(|h| (h.name.as_str(), h.speeches, h.seconds)).collect()
    }

    #[test]
    fn every_speech_is_in_each_table_once() {
        use Role::{Mover, Platform, Speaker};
        use Side::{Against, For, To};
        let speeches = [
            made(Mover, For, "Southwark", "London", Some(false), "", 300_000),
            made(Speaker, Against, "Leeds", "North", Some(true), "women", 120_500),
            made(Speaker, For, "Southwark", "London", Some(true), "women", 60_700),
            made(Speaker, To, "A guest’s body", "", None, "", 1_000),
            made(Platform, Against, "", "", None, "", 240_000),
        ];
        let camden = ["Camden".to_owned(), "Leeds".to_owned(), "Southwark".to_owned()];
        let figures = figures(&speeches, &camden);
        assert_eq!(rows(std::slice::from_ref(&figures.all)), [("", 5, 722)]);
        assert_eq!(
            rows(&figures.sides),
            [("for", 2, 360), ("against", 1, 120), ("to", 1, 1), ("platform", 1, 240)]
        );
        assert_eq!(
            rows(&figures.delegations),
            [
                ("Camden", 0, 0),
                ("A guest’s body", 1, 1),
                ("Leeds", 1, 120),
                ("Southwark", 2, 360),
                ("", 1, 240)
            ]
        );
        assert_eq!(rows(&figures.sections), [("London", 2, 360), ("North", 1, 120), ("", 2, 241)]);
        assert_eq!(rows(&figures.first_time), [("first", 2, 181), ("others", 1, 300), ("unknown", 2, 241)]);
        assert_eq!(rows(&figures.groups), [("women", 2, 181), ("", 3, 541)]);
        for table in
            [&figures.sides, &figures.delegations, &figures.sections, &figures.first_time, &figures.groups]
        {
            assert_eq!(table.iter().map(|h| h.speeches).sum::<u32>(), 5, "{table:?}");
        }
    }

    #[test]
    fn who_moves_an_amendment_in_the_debate_on_its_motion_is_not_for_the_motion() {
        let mover = made(Role::Mover, Side::For, "Leeds", "", None, "", 60_000);
        let of_amendment = Made { joint: true, ..mover.clone() };
        let figures = figures(&[mover, of_amendment], &[]);
        assert_eq!(rows(&figures.sides), [("for", 1, 60), ("amendment", 1, 60)]);
    }

    #[test]
    fn nobody_has_spoken_yet() {
        let figures = figures(&[], &["Camden".to_owned()]);
        assert_eq!(rows(&figures.delegations), [("Camden", 0, 0)]);
        assert!(figures.sides.is_empty() && figures.groups.is_empty());
    }
}
