//! Changing the standing orders: by the committee before conference opens, afterwards by a vote of conference (§1 "Standing
//! orders"; Citrine 19).
//!
//! Invariant: nothing here changes them; it says whether a change rests on enough.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{Abstain, MajorityOf};
use crate::majority::{Base, Figures, Majority, decide};
use crate::refusal::Refusal;

/// What changes the standing orders while conference sits. Citrine 19: two-thirds of those present and voting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ChangeKeys {
    /// How much must be for.
    pub majority: Majority,
    /// Of whom.
    pub base: MajorityOf,
    /// How much must be for where nothing but the time of speeches is changed, and that is shortened (§2.1 UCU).
    pub shorter_speeches: Majority,
}

impl Default for ChangeKeys {
    fn default() -> Self {
        Self {
            majority: Majority::TwoThirds,
            base: MajorityOf::Voting,
            shorter_speeches: Majority::TwoThirds,
        }
    }
}

impl ChangeKeys {
    /// What these keys ask of a change that makes these differences: each key, as it was and as it is to be.
    #[must_use]
    pub fn of(self, differences: &BTreeMap<String, (Value, Value)>) -> Self {
        let shorter = |(key, (was, is)): (&String, &(Value, Value))| {
            let seconds = was.as_u64().zip(is.as_u64());
            SPEECHES.contains(&key.as_str()) && seconds.is_some_and(|(was, is)| is < was)
        };
        if differences.is_empty() || !differences.iter().all(shorter) {
            return self;
        }
        Self { majority: self.shorter_speeches, ..self }
    }
}

/// The times of speeches, in seconds.
const SPEECHES: [&str; 6] = [
    "time.mover_motion",
    "time.seconder",
    "time.mover_amendment",
    "time.other",
    "time.reply",
    "time.platform",
];

/// A vote that is said to have decided a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deciding {
    /// `Card vote 3`
    pub label: String,
    /// It was declared carried, as last corrected.
    pub carried: bool,
    /// The majority that it was put under.
    pub majority: Majority,
    /// Of whom.
    pub base: Base,
    /// What was counted; none where it was clear without a count.
    pub figures: Option<Figures>,
    /// How many were present.
    pub present: Option<u64>,
    /// An earlier change rests on it.
    pub used: bool,
}

/// What a change rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Conference has not opened: the committee settles them.
    BeforeOpening,
    /// A vote.
    Vote(Deciding),
    /// Nothing that the record shows.
    Nothing,
}

/// Whether a change that rests on this may be made under the standing orders in force.
///
/// # Errors
/// No vote is named; the vote was not carried, or not by enough; an earlier change rests on it. The chair may allow each with a
/// reason.
pub fn may_change(ground: &Ground, key: ChangeKeys, abstain: Abstain) -> Result<(), Refusal> {
    let vote = match ground {
        Ground::BeforeOpening => return Ok(()),
        Ground::Nothing => {
            return Err(Refusal::new(
                "standing_orders.no_decision",
                "While conference sits its standing orders are changed by conference, and no vote is named.",
            )
            .allowed_by("Name the vote that carried it, or give the chair’s reason for going without.")
            .by_reason());
        }
        Ground::Vote(vote) => vote,
    };
    if !vote.carried {
        let sentence = format!("{} was not declared carried.", vote.label);
        return Err(Refusal::new("standing_orders.not_carried", sentence)
            .allowed_by("Name the vote that carried it.")
            .by_reason());
    }
    if vote.used {
        let sentence =
            format!("An earlier change of the standing orders rests on {} already.", lower(&vote.label));
        return Err(Refusal::new("standing_orders.vote_used", sentence)
            .allowed_by("Name the vote that carried this change.")
            .by_reason());
    }
    if enough(vote, key, abstain) {
        return Ok(());
    }
    let sentence = format!(
        "Changing the standing orders takes {} of {}, and {} does not show it.",
        key.majority.words(),
        match key.base {
            MajorityOf::Voting => "those voting",
            MajorityOf::Present => "those present",
        },
        lower(&vote.label)
    );
    Err(Refusal::new("standing_orders.majority", sentence)
        .allowed_by(
            "Put it to a counted vote, or give the chair’s reason for taking it as carried by enough.",
        )
        .by_reason())
}

/// Figures say it themselves; without figures, the rule that the vote was put under.
fn enough(vote: &Deciding, key: ChangeKeys, abstain: Abstain) -> bool {
    let base = key.base.base(abstain);
    match &vote.figures {
        Some(figures) => decide(figures, key.majority, base, vote.present).carried,
        None => vote.majority.at_least(key.majority) && wider(vote.base, base),
    }
}

/// A majority of more people is one of fewer.
fn wider(of: Base, than: Base) -> bool {
    let rank = |base: Base| match base {
        Base::Voting => 0,
        Base::WithAbstentions => 1,
        Base::Present => 2,
    };
    rank(of) >= rank(than)
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(carried: bool, majority: Majority, figures: Option<(u64, u64, u64)>) -> Deciding {
        Deciding {
            label: "Card vote 3".to_owned(),
            carried,
            majority,
            base: Base::Voting,
            figures: figures.map(|(for_, against, abstain)| Figures { for_, against, abstain }),
            present: Some(100),
            used: false,
        }
    }

    #[test]
    fn shorter_speeches_may_need_less() {
        let key = ChangeKeys { shorter_speeches: Majority::Simple, ..ChangeKeys::default() };
        for (changes, expect) in [
            (&[("time.other", 180, 120)][..], Majority::Simple),
            (&[("time.other", 180, 120), ("time.mover_motion", 300, 240)][..], Majority::Simple),
            (&[("time.other", 120, 180)][..], Majority::TwoThirds),
            (&[("time.other", 180, 120), ("time.reply", 60, 90)][..], Majority::TwoThirds),
            (&[("time.other", 180, 120), ("quorum.grace_minutes", 30, 20)][..], Majority::TwoThirds),
            (&[("time.warning", 60, 30)][..], Majority::TwoThirds),
            (&[][..], Majority::TwoThirds),
        ] {
            let differences: BTreeMap<String, (Value, Value)> = changes
                .iter()
                .map(|(key, was, is)| ((*key).to_owned(), (Value::from(*was), Value::from(*is))))
                .collect();
            assert_eq!(key.of(&differences).majority, expect, "{changes:?}");
            assert_eq!(ChangeKeys::default().of(&differences).majority, Majority::TwoThirds);
        }
    }

    #[test]
    fn what_a_change_must_rest_on() {
        use Majority::{Simple, ThreeQuarters, TwoThirds};
        let key = ChangeKeys::default();
        let present = ChangeKeys { base: MajorityOf::Present, ..key };
        for (ground, key, abstain, expect) in [
            (Ground::BeforeOpening, key, Abstain::Excluded, None),
            (Ground::Nothing, key, Abstain::Excluded, Some("standing_orders.no_decision")),
            (
                Ground::Vote(vote(false, TwoThirds, None)),
                key,
                Abstain::Excluded,
                Some("standing_orders.not_carried"),
            ),
            (
                Ground::Vote(Deciding { used: true, ..vote(true, TwoThirds, None) }),
                key,
                Abstain::Excluded,
                Some("standing_orders.vote_used"),
            ),
            (Ground::Vote(vote(true, TwoThirds, None)), key, Abstain::Excluded, None),
            (Ground::Vote(vote(true, ThreeQuarters, None)), key, Abstain::Excluded, None),
            (
                Ground::Vote(vote(true, Simple, None)),
                key,
                Abstain::Excluded,
                Some("standing_orders.majority"),
            ),
            // Put under a simple majority, and still two-thirds.
            (Ground::Vote(vote(true, Simple, Some((40, 20, 0)))), key, Abstain::Excluded, None),
            (
                Ground::Vote(vote(true, Simple, Some((39, 20, 0)))),
                key,
                Abstain::Excluded,
                Some("standing_orders.majority"),
            ),
            (
                Ground::Vote(vote(true, Simple, Some((40, 20, 1)))),
                key,
                Abstain::InBase,
                Some("standing_orders.majority"),
            ),
            (Ground::Vote(vote(true, Simple, Some((67, 0, 0)))), present, Abstain::Excluded, None),
            (
                Ground::Vote(vote(true, Simple, Some((66, 0, 0)))),
                present,
                Abstain::Excluded,
                Some("standing_orders.majority"),
            ),
            (
                Ground::Vote(vote(true, TwoThirds, None)),
                present,
                Abstain::Excluded,
                Some("standing_orders.majority"),
            ),
        ] {
            let answer = may_change(&ground, key, abstain);
            assert_eq!(answer.as_ref().err().map(|r| r.code.as_str()), expect, "{ground:?}");
            assert!(answer.err().is_none_or(|refusal| refusal.overrulable));
        }
    }
}
