//! What a card vote comes to: plain, or weighted by sections that have a fixed share (§3.3).
//!
//! Invariant: shares are compared as exact rationals and percentages only written; a section in which
//! nobody voted is counted by the rule fixed before the vote (§2.2 `empty_section`), never by accident.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    majority::{Base, Figures, Majority, decide},
    procedure::ruling,
    share::{NO_SHARE, Share, percent, percent_in, thousands},
    standing_orders::{RoundingDisplay, Tie},
};

pub use crate::published::{PrintedSection, check_published};

/// What one section cast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionTally {
    /// Name of the section; `None` where conference has no sections.
    pub name: Option<String>,
    /// Its share of the result, in whatever unit all sections use: Labour's are 50 and 50.
    pub weight: u32,
    /// Votes cast in it.
    pub figures: Figures,
}

/// How a section counts in which nobody voted (§2.2 `empty_section`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum EmptySection {
    /// It gives nothing to either side, and its weight still counts in the whole: nothing is carried
    /// against its silence unless the others are enough of everything.
    Zero,
    /// It is left out, and the others are the whole.
    Drop,
}

/// The rule that a card vote is taken under: the snapshot of §2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CardRule {
    /// How much must be for.
    pub majority: Majority,
    /// Of what.
    pub base: Base,
    /// What a section counts in which nobody voted.
    pub empty_section: EmptySection,
    /// How many votes are present, for [`Base::Present`].
    pub present: Option<u64>,
    /// A ruling stands unless the majority is *against* it (§1 "Challenge to the chair's ruling").
    pub sustains: bool,
    /// Of such a vote: equal figures overturn the ruling (§2.2 `challenge.tie`), where a simple majority does.
    pub tie_overturns: bool,
    /// What a tie comes to when it is declared (§2.2 `tie`).
    pub tie: Tie,
    /// It is counted behind closed doors (§3.1).
    pub doors_closed: bool,
    /// How its percentages are written (§2.2 `rounding_display`); nothing is decided from them.
    pub rounding: RoundingDisplay,
}

impl Default for CardRule {
    fn default() -> Self {
        Self {
            majority: Majority::Simple,
            base: Base::Voting,
            empty_section: EmptySection::Zero,
            present: None,
            sustains: false,
            tie_overturns: false,
            tie: Tie::ChairCasting,
            doors_closed: false,
            rounding: RoundingDisplay::TwoPlaces,
        }
    }
}

/// What one section comes to. All percentages have the decimals of the rule, half up, and "–" where there is nothing to
/// take a part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionOutcome {
    /// Name of the section.
    pub name: Option<String>,
    /// Its weight, as given.
    pub weight: u32,
    /// Votes cast in it.
    pub figures: Figures,
    /// Part of the section's base that is for.
    pub for_percent: String,
    /// Part of the section's base that is against.
    pub against_percent: String,
    /// What the section gives to the whole for, as a percentage of the whole.
    pub weighted_for: String,
    /// What the section gives to the whole against, as a percentage of the whole.
    pub weighted_against: String,
}

/// What the vote comes to. It concludes nothing: the chair declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CardOutcome {
    /// Whether the rule is met.
    pub carried: bool,
    /// Whether a simple majority failed only because both sides have exactly half of what decides.
    pub tie: bool,
    /// Votes cast in all sections, unweighted.
    pub figures: Figures,
    /// Part of the whole that is for, weighted where sections are weighted.
    pub for_percent: String,
    /// Part of the whole that is against, likewise.
    pub against_percent: String,
    /// Each section, in the order given.
    pub sections: Vec<SectionOutcome>,
    /// The difference between the votes for and against, unweighted.
    pub majority_of: u64,
    /// The smallest number for that carries; `None` where weighted, because no single number does.
    pub needed: Option<u64>,
    /// How many votes short; nought where carried, `None` where weighted.
    pub short_by: Option<u64>,
    /// The numbers, the threshold and the rule, for the chair to read out.
    pub reason: String,
    /// Whether more than one section had weight.
    pub weighted: bool,
}

/// What the sections come to under the rule (§3.3).
///
/// Where only one section has weight the vote is plain, and is decided on that section's figures. With
/// [`Base::Present`] a weighted vote cannot be decided, since nobody counts those present by section: it is
/// not carried and the reason says so.
#[must_use]
pub fn outcome(sections: &[SectionTally], rule: &CardRule) -> CardOutcome {
    if rule.sustains {
        return ruling(sections, rule);
    }
    let mut weighty = sections.iter().filter(|section| section.weight > 0);
    match (weighty.next(), weighty.next()) {
        (Some(_), Some(_)) => weighted(sections, rule),
        (Some(only), None) => plain(sections, only.figures, rule),
        (None, _) => plain(sections, sum(sections), rule),
    }
}

/// The percentage for when abstentions are counted in the base, whatever the rule: for the record beside a
/// result, as PCS and UCU results are quoted (R5, R15).
#[must_use]
pub fn with_abstentions_percent(figures: &Figures) -> String {
    percent(u128::from(figures.for_), figures.with_abstentions())
}

/// The value of each of a delegation's cards, largest first, adding up to `value` exactly (§3.3
/// "per-delegate share"). No values for no cards, nor for more than 100,000, which no delegation has.
#[must_use]
pub fn split_value(value: u64, cards: u64) -> Vec<u64> {
    const MOST_CARDS: u64 = 100_000;
    let (Some(each), Some(larger)) = (value.checked_div(cards), value.checked_rem(cards)) else {
        return Vec::new();
    };
    if cards > MOST_CARDS {
        return Vec::new();
    }
    (0..cards).map(|card| each + u64::from(card < larger)).collect()
}

/// Figures and sections that cannot be, one sentence for each fault; empty where there is none.
#[must_use]
pub fn impossible(sections: &[SectionTally]) -> Vec<String> {
    const LARGEST: u128 = 1 << 53;
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    for section in sections {
        if !names.insert(section.name.as_deref()) {
            faults.push(match &section.name {
                Some(name) => format!("There are two sections called {name}."),
                None => "There are two sections without a name.".to_owned(),
            });
        }
    }
    if sections.iter().all(|section| section.weight == 0) {
        faults.push("No section has any weight.".to_owned());
    }
    if sections.iter().all(|section| section.figures.voting() == 0) {
        faults.push("Nobody voted for or against in any section.".to_owned());
    }
    if sections.iter().map(|section| section.figures.with_abstentions()).sum::<u128>() > LARGEST {
        faults
            .push("The votes add up to more than can be counted exactly (9,007,199,254,740,992).".to_owned());
    }
    faults
}

fn sum(sections: &[SectionTally]) -> Figures {
    sections.iter().fold(Figures::default(), |all, section| Figures {
        for_: all.for_.saturating_add(section.figures.for_),
        against: all.against.saturating_add(section.figures.against),
        abstain: all.abstain.saturating_add(section.figures.abstain),
    })
}

fn plain(sections: &[SectionTally], decisive: Figures, rule: &CardRule) -> CardOutcome {
    let decision = decide(&decisive, rule.majority, rule.base, rule.present);
    let part =
        |votes: u64, f: &Figures| percent_in(rule.rounding, u128::from(votes), base_of(f, rule).unwrap_or(0));
    let of_whole = |votes: u64, f: &Figures, weight: u32| {
        if weight == 0 && sections.len() > 1 { NO_SHARE.to_owned() } else { part(votes, f) }
    };
    CardOutcome {
        carried: decision.carried,
        tie: decision.tie,
        figures: sum(sections),
        for_percent: part(decisive.for_, &decisive),
        against_percent: part(decisive.against, &decisive),
        sections: sections
            .iter()
            .map(|SectionTally { name, weight, figures: f }| SectionOutcome {
                name: name.clone(),
                weight: *weight,
                figures: *f,
                for_percent: part(f.for_, f),
                against_percent: part(f.against, f),
                weighted_for: of_whole(f.for_, f, *weight),
                weighted_against: of_whole(f.against, f, *weight),
            })
            .collect(),
        majority_of: decision.majority_of,
        needed: Some(decision.needed),
        short_by: Some(decision.short_by),
        reason: decision.reason,
        weighted: false,
    }
}

/// What a part of these figures is a part of, or `None` where the rule needs a number that is not there.
fn base_of(f: &Figures, rule: &CardRule) -> Option<u128> {
    match rule.base {
        Base::Voting => Some(f.voting()),
        Base::WithAbstentions => Some(f.with_abstentions()),
        Base::Present => rule.present.map(u128::from),
    }
}

/// A section's weight if it counts, and the shares of its own base that are for and against.
struct Counted<'a> {
    tally: &'a SectionTally,
    weight: u64,
    shares: Option<(Share, Share)>,
}

fn count<'a>(tally: &'a SectionTally, rule: &CardRule) -> Counted<'a> {
    let f = &tally.figures;
    let base = match rule.base {
        Base::Voting => f.voting(),
        Base::WithAbstentions => f.with_abstentions(),
        Base::Present => 0,
    };
    let shares = Share::of(u128::from(f.for_), base).zip(Share::of(u128::from(f.against), base));
    let counts = match rule.empty_section {
        EmptySection::Zero => rule.base != Base::Present,
        EmptySection::Drop => shares.is_some(),
    };
    let weight = if counts { u64::from(tally.weight) } else { 0 };
    Counted { tally, weight, shares }
}

fn weighted(sections: &[SectionTally], rule: &CardRule) -> CardOutcome {
    let counted: Vec<_> = sections.iter().map(|tally| count(tally, rule)).collect();
    let whole: u64 = counted.iter().map(|section| section.weight).sum();
    let mut total_for = Share::zero();
    let mut total_against = Share::zero();
    for Counted { weight, shares, .. } in &counted {
        if let Some((f, a)) = shares {
            total_for = total_for.plus(&f.times(*weight));
            total_against = total_against.plus(&a.times(*weight));
        }
    }
    let carried = rule.base != Base::Present && meets(rule.majority, &total_for, whole);
    // Equal, and only for that not enough: equal shares that a silent section keeps below half are lost without any tie.
    let half = Share::of(1, 2).is_some_and(|half| total_for == half.times(whole));
    let tie =
        rule.majority == Majority::Simple && half && total_for == total_against && total_for > Share::zero();
    let written = |share: &Share| {
        share.over(whole).map_or_else(|| NO_SHARE.to_owned(), |part| part.percent_in(rule.rounding))
    };
    let figures = sum(sections);
    let mut outcome = CardOutcome {
        carried,
        tie,
        figures,
        for_percent: written(&total_for),
        against_percent: written(&total_against),
        sections: counted.iter().map(|section| section_outcome(section, rule.rounding, &written)).collect(),
        majority_of: figures.for_.abs_diff(figures.against),
        needed: None,
        short_by: None,
        reason: String::new(),
        weighted: true,
    };
    outcome.reason = reason(&outcome, rule);
    outcome
}

/// Whether `total_for`, out of `whole`, is enough: the inequalities of §3.3 on exact shares.
fn meets(majority: Majority, total_for: &Share, whole: u64) -> bool {
    let of_whole = |part: u128, parts: u128| Share::of(part, parts).map(|share| share.times(whole));
    let reaches = |threshold: Option<Share>| threshold.is_some_and(|needed| *total_for >= needed);
    let exceeds = |threshold: Option<Share>| threshold.is_some_and(|needed| *total_for > needed);
    *total_for > Share::zero()
        && match majority {
            Majority::Simple => exceeds(of_whole(1, 2)),
            Majority::TwoThirds => reaches(of_whole(2, 3)),
            Majority::TwoThirdsStrict => exceeds(of_whole(2, 3)),
            Majority::ThreeQuarters => reaches(of_whole(3, 4)),
            Majority::Unanimous => reaches(of_whole(1, 1)),
        }
}

fn section_outcome(
    section: &Counted<'_>,
    rounding: RoundingDisplay,
    written: &dyn Fn(&Share) -> String,
) -> SectionOutcome {
    let SectionTally { name, weight, figures } = section.tally;
    let own =
        |share: Option<&Share>| share.map_or_else(|| NO_SHARE.to_owned(), |share| share.percent_in(rounding));
    let given = |share: Option<&Share>| match share {
        Some(part) => written(&part.times(section.weight)),
        None if section.weight > 0 => written(&Share::zero()),
        None => NO_SHARE.to_owned(),
    };
    let shares = section.shares.as_ref();
    let (for_, against) = (shares.map(|both| &both.0), shares.map(|both| &both.1));
    SectionOutcome {
        name: name.clone(),
        weight: *weight,
        figures: *figures,
        for_percent: own(for_),
        against_percent: own(against),
        weighted_for: given(for_),
        weighted_against: given(against),
    }
}

fn reason(outcome: &CardOutcome, rule: &CardRule) -> String {
    if rule.base == Base::Present {
        return "The majority is of those present, which cannot be counted by section, so it is not carried."
            .to_owned();
    }
    let mut sentences: Vec<_> =
        outcome.sections.iter().map(|section| section_sentence(section, rule)).collect();
    let words = rule.majority.words();
    let so = if outcome.carried { "so it is carried" } else { "so it is not carried" };
    if outcome.for_percent == NO_SHARE {
        sentences.push(format!("Nobody voted in any section, {so}."));
        return sentences.join(" ");
    }
    let weights: Vec<_> = outcome.sections.iter().map(|section| section.weight.to_string()).collect();
    let weighed = format!("Weighted {}, that is {}% for", weights.join(" to "), outcome.for_percent);
    let exactly = outcome.for_percent == threshold_percent(rule);
    sentences.push(match (outcome.tie, outcome.carried, exactly) {
        (true, _, _) => format!("{weighed}, exactly half of the whole; it needed {words}, {so}."),
        (false, true, true) => format!("{weighed} when rounded; the exact share is {words}, {so}."),
        (false, false, true) => format!("{weighed} when rounded; the exact share is not {words}, {so}."),
        (false, _, false) => format!("{weighed}; it needed {words}, {so}."),
    });
    if outcome.figures.abstain > 0 {
        let counted = if rule.base == Base::Voting { "are not counted" } else { "are counted" };
        let abstained = thousands(outcome.figures.abstain);
        sentences.push(format!("{abstained} abstained; abstentions {counted} in the totals."));
    }
    sentences.join(" ")
}

/// A threshold as it would be printed, to see when rounding hides on which side of it a share lies.
fn threshold_percent(rule: &CardRule) -> String {
    let (part, whole) = match rule.majority {
        Majority::Simple => (1, 2),
        Majority::TwoThirds | Majority::TwoThirdsStrict => (2, 3),
        Majority::ThreeQuarters => (3, 4),
        Majority::Unanimous => (1, 1),
    };
    percent_in(rule.rounding, part, whole)
}

fn section_sentence(section: &SectionOutcome, rule: &CardRule) -> String {
    let name = section.name.as_deref().unwrap_or("Others");
    let (for_, against) = (thousands(section.figures.for_), thousands(section.figures.against));
    match (section.for_percent == NO_SHARE, rule.empty_section) {
        (false, _) => format!("{name}: {for_} for, {against} against, {}% for.", section.for_percent),
        (true, EmptySection::Zero) => format!("{name}: no votes, and its weight still counts in the whole."),
        (true, EmptySection::Drop) => format!("{name}: no votes, and it is left out."),
    }
}

#[cfg(test)]
#[path = "card_vote_tests.rs"]
mod tests;
