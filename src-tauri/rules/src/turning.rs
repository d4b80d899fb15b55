//! What would have changed a result: how many votes, on which side, in which section (§8 "UNISON 2010: 9,777 short").
//!
//! Invariant: exact, by the rule of the vote itself: the number given changes the result, and one fewer does not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::card_vote::{CardRule, SectionTally, outcome};
use crate::majority::Base;
use crate::share::thousands;

/// A change that would have turned the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Turning {
    /// The section in which it would have happened; `None` where conference voted as one.
    pub section: Option<String>,
    /// How many of those who voted for would have had to vote against, or the other way; `None` where not even all of
    /// that section would have been enough.
    pub changed: Option<u64>,
    /// How many more votes on the losing side would have done it; given where conference voted as one.
    pub more: Option<u64>,
    /// For people: one full sentence.
    pub sentence: String,
}

/// What would have changed the result, section by section; empty where nothing in any one section would.
#[must_use]
pub fn what_would_have_changed(sections: &[SectionTally], rule: &CardRule) -> Vec<Turning> {
    let carried = outcome(sections, rule).carried;
    let weighty: Vec<usize> =
        sections.iter().enumerate().filter(|(_, s)| s.weight > 0).map(|(place, _)| place).collect();
    match weighty.as_slice() {
        [only] => vec![as_one(sections, *only, rule, carried)],
        [] => Vec::new(),
        many => many
            .iter()
            .filter(|place| sections.get(**place).is_some_and(|s| s.figures.voting() > 0))
            .map(|place| in_section(sections, *place, rule, carried))
            .collect(),
    }
}

fn as_one(sections: &[SectionTally], place: usize, rule: &CardRule, carried: bool) -> Turning {
    let changed = least(sections, place, rule, carried, Change::Over);
    let more = least(sections, place, rule, carried, Change::More);
    let (became, from, to) = words(carried);
    let sentence = match (changed, more) {
        (Some(changed), Some(more)) => format!(
            "It would {became} if {} of those {from} had voted {to}, or if {} more had voted {to}.",
            thousands(changed),
            thousands(more)
        ),
        (Some(changed), None) => {
            format!("It would {became} if {} of those {from} had voted {to}.", thousands(changed))
        }
        (None, Some(more)) => format!("It would {became} if {} more had voted {to}.", thousands(more)),
        (None, None) => "No change in the votes cast would have changed it.".to_owned(),
    };
    Turning { section: None, changed, more, sentence }
}

fn in_section(sections: &[SectionTally], place: usize, rule: &CardRule, carried: bool) -> Turning {
    let changed = least(sections, place, rule, carried, Change::Over);
    let section = sections.get(place).and_then(|section| section.name.clone());
    let name = section.as_deref().unwrap_or("Others");
    let (_, from, to) = words(carried);
    let sentence = match changed {
        Some(changed) => {
            format!(
                "In {name} alone: {} of those {from} voting {to} would have changed it.",
                thousands(changed)
            )
        }
        None => format!("In {name} alone: not even if all had voted {to}."),
    };
    Turning { section, changed, more: None, sentence }
}

/// What it would have become, who would have had to vote otherwise, and how.
fn words(carried: bool) -> (&'static str, &'static str, &'static str) {
    if carried {
        ("not have been carried", "for", "against")
    } else {
        ("have been carried", "against", "for")
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    /// From one side to the other.
    Over,
    /// More votes on the losing side.
    More,
}

/// The smallest number that turns the result: it only ever turns once, so it is found by halving.
fn least(
    sections: &[SectionTally],
    place: usize,
    rule: &CardRule,
    carried: bool,
    change: Change,
) -> Option<u64> {
    let figures = sections.get(place)?.figures;
    let most = match (change, carried) {
        (Change::Over, true) => figures.for_,
        (Change::Over, false) => figures.against,
        // No more can vote than are present.
        (Change::More, _) if rule.base == Base::Present => {
            u64::try_from(u128::from(rule.present?).checked_sub(figures.with_abstentions())?).ok()?
        }
        (Change::More, _) => figures
            .for_
            .checked_add(figures.against)?
            .checked_add(figures.abstain)?
            .checked_mul(4)?
            .checked_add(1)?,
    };
    let turns = |votes: u64| {
        let mut sections = sections.to_vec();
        if let Some(section) = sections.get_mut(place) {
            let figures = &mut section.figures;
            let (winning, losing) = if carried {
                (&mut figures.for_, &mut figures.against)
            } else {
                (&mut figures.against, &mut figures.for_)
            };
            if change == Change::Over {
                *winning = winning.saturating_sub(votes);
            }
            *losing = losing.saturating_add(votes);
        }
        outcome(&sections, rule).carried != carried
    };
    if most == 0 || !turns(most) {
        return None;
    }
    let (mut low, mut high) = (0, most);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if turns(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::what_would_have_changed;
    use crate::card_vote::{CardRule, EmptySection, SectionTally, outcome};
    use crate::majority::{Base, Figures, Majority};

    fn rule(majority: Majority, base: Base) -> CardRule {
        CardRule {
            majority,
            base,
            empty_section: EmptySection::Zero,
            present: Some(100),
            ..CardRule::default()
        }
    }

    fn section(name: Option<&str>, weight: u32, for_: u64, against: u64, abstain: u64) -> SectionTally {
        SectionTally { name: name.map(str::to_owned), weight, figures: Figures { for_, against, abstain } }
    }

    #[test]
    fn as_one() {
        for (majority, base, figures, changed, more) in [
            // R3: 9,777 short of two-thirds.
            (Majority::TwoThirds, Base::Voting, (718_273, 373_801, 0), Some(9_777), Some(29_329)),
            // R10 and R15.
            (Majority::Simple, Base::Voting, (2_871_000, 2_291_000, 0), Some(290_000), Some(580_000)),
            (Majority::Simple, Base::Voting, (115, 108, 29), Some(4), Some(7)),
            (Majority::Simple, Base::WithAbstentions, (115, 108, 29), Some(12), Some(23)),
            (Majority::Simple, Base::Voting, (5, 5, 0), Some(1), Some(1)),
            (Majority::Simple, Base::Voting, (0, 0, 0), None, Some(1)),
            (Majority::Unanimous, Base::Voting, (9, 1, 0), Some(1), None),
            (Majority::Simple, Base::Present, (40, 20, 0), Some(11), Some(11)),
        ] {
            let (f, a, n) = figures;
            let tally = [section(None, 100, f, a, n)];
            let found = what_would_have_changed(&tally, &rule(majority, base));
            let found: Vec<_> = found.iter().map(|one| (one.changed, one.more)).collect();
            assert_eq!(found, [(changed, more)], "{majority:?} {base:?} {figures:?}");
        }
    }

    #[test]
    fn the_sentence_can_be_read_out() {
        let two_thirds = rule(Majority::TwoThirds, Base::Voting);
        let found = what_would_have_changed(&[section(None, 100, 718_273, 373_801, 0)], &two_thirds);
        assert_eq!(
            found[0].sentence,
            "It would have been carried if 9,777 of those against had voted for, or if 29,329 more had voted for."
        );
        let simple = rule(Majority::Simple, Base::Voting);
        let both = [section(Some("CLPs"), 50, 60, 40, 0), section(Some("Affiliates"), 50, 95, 5, 0)];
        let found = what_would_have_changed(&both, &simple);
        let sentences: Vec<_> = found.iter().map(|one| one.sentence.as_str()).collect();
        assert_eq!(
            sentences,
            [
                "In CLPs alone: 55 of those for voting against would have changed it.",
                "In Affiliates alone: 55 of those for voting against would have changed it."
            ]
        );
        let safe = [section(Some("CLPs"), 50, 10, 90, 0), section(Some("Affiliates"), 50, 99, 1, 0)];
        assert_eq!(
            what_would_have_changed(&safe, &simple)[0].sentence,
            "In CLPs alone: 9 of those for voting against would have changed it."
        );
        let sure = [section(Some("CLPs"), 10, 10, 90, 0), section(Some("Affiliates"), 90, 99, 1, 0)];
        assert_eq!(
            what_would_have_changed(&sure, &simple)[0].sentence,
            "In CLPs alone: not even if all had voted against."
        );
    }

    /// The number changes it, and one fewer does not: tried on every small vote of two sections, one by one.
    #[test]
    fn exact_on_every_small_vote() {
        for weights in [(50, 50), (30, 70), (100, 0)] {
            for n in 0..4_u64.pow(4) {
                let digit = |place: u32| n / 4_u64.pow(place) % 4;
                let tally = [
                    section(Some("A"), weights.0, digit(0), digit(1), 1),
                    section(Some("B"), weights.1, digit(2), digit(3), 0),
                ];
                for majority in [Majority::Simple, Majority::TwoThirds] {
                    one_by_one(&tally, &rule(majority, Base::Voting));
                }
            }
        }
    }

    fn one_by_one(tally: &[SectionTally], rule: &CardRule) {
        let carried = outcome(tally, rule).carried;
        for turning in what_would_have_changed(tally, rule) {
            let place = tally.iter().position(|s| s.name == turning.section).unwrap_or(0);
            let figures = tally[place].figures;
            let all = if carried { figures.for_ } else { figures.against };
            let slow = (1..=all).find(|votes| {
                let mut changed = tally.to_vec();
                let figures = &mut changed[place].figures;
                if carried {
                    (figures.for_, figures.against) = (figures.for_ - votes, figures.against + votes);
                } else {
                    (figures.for_, figures.against) = (figures.for_ + votes, figures.against - votes);
                }
                outcome(&changed, rule).carried != carried
            });
            assert_eq!(turning.changed, slow, "{tally:?} {rule:?}");
        }
    }
}
