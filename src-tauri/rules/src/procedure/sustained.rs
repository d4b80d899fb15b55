//! The test of a challenge: the ruling stands unless the majority is against it, so silence sustains it, and a tie but where
//! the standing orders say otherwise (§1 "Challenge to the chair's ruling", §2.2 `challenge.tie`).

use crate::card_vote::{CardOutcome, CardRule, SectionTally, outcome};
use crate::majority::{Base, Figures, unusable};
use crate::share::thousands;

/// What the figures come to where the majority of the rule is needed to overturn: carried means that the ruling stands.
#[must_use]
pub fn ruling(sections: &[SectionTally], rule: &CardRule) -> CardOutcome {
    let turned: Vec<SectionTally> = sections
        .iter()
        .map(|section| SectionTally { figures: turn(&section.figures), ..section.clone() })
        .collect();
    let against = outcome(&turned, &CardRule { sustains: false, ..*rule });
    let figures = turn(&against.figures);
    let of = match rule.base {
        Base::Voting => "of those voting",
        Base::WithAbstentions => "of those voting and abstaining",
        Base::Present => "of those present",
    };
    let tied = rule.tie_overturns && figures.for_ == figures.against && figures.against > 0;
    let overturned = against.carried || tied;
    let or_tie = if rule.tie_overturns { ", or as many as are for it" } else { "" };
    let verdict = if overturned { "the ruling is overturned" } else { "the ruling stands" };
    let mut sections = against.sections.clone();
    for section in &mut sections {
        section.figures = turn(&section.figures);
        std::mem::swap(&mut section.for_percent, &mut section.against_percent);
        std::mem::swap(&mut section.weighted_for, &mut section.weighted_against);
    }
    CardOutcome {
        carried: !overturned,
        tie: false,
        figures,
        for_percent: against.against_percent.clone(),
        against_percent: against.for_percent.clone(),
        sections,
        majority_of: against.majority_of,
        needed: None,
        short_by: None,
        reason: match unusable(&figures, rule.base, rule.present) {
            // Silence sustains a ruling; a number that cannot be right does not.
            Some(why) => {
                format!("{} for, {} against. {why}", thousands(figures.for_), thousands(figures.against))
            }
            None => format!(
                "{} for, {} against. To overturn it {} {of}{or_tie} would have to be against, so {verdict}.",
                thousands(figures.for_),
                thousands(figures.against),
                rule.majority.words(),
            ),
        },
        weighted: against.weighted,
    }
}

fn turn(figures: &Figures) -> Figures {
    Figures { for_: figures.against, against: figures.for_, abstain: figures.abstain }
}
