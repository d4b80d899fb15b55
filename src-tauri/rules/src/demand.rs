//! Demands for a count or a card vote: whether enough demand it, at the right time (§2.1, §2.2 `card.demanded_by`, `when`).
//!
//! Invariant: a threshold that is met is met exactly: parts of a delegate count as one, and what was not said is not enough.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{counted, thousands};
use crate::standing_orders::{Demand, When};

/// What is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// That tellers count the hands.
    Count,
    /// A card vote.
    Card,
}

impl Wanted {
    /// `a count`, `a card vote`
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Count => "a count",
            Self::Card => "a card vote",
        }
    }
}

/// Who demands it. A number that nobody counted is `None`, and is not enough for anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Support {
    /// Delegates.
    pub delegates: Option<u64>,
    /// Delegations.
    pub delegations: Option<u64>,
    /// The mover of the motion is among them.
    pub mover: bool,
}

/// Where the vote stands when it is demanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The question has not been put.
    BeforeQuestion,
    /// Hands were shown, and nothing is declared.
    AfterHands,
    /// It is being counted already.
    Counting,
}

/// Whether the demand binds the chair, and the sentence that says why.
///
/// `registered` is the number of delegates on the register.
///
/// # Errors
/// `demand.nobody_may`, `demand.too_few`, `demand.too_late`, `demand.too_early`, `demand.counting`: the chair need not grant it.
pub fn binds(
    wanted: Wanted,
    key: Option<Demand>,
    when: When,
    stage: Stage,
    registered: u64,
    support: &Support,
) -> Result<String, Refusal> {
    let what = wanted.in_words();
    let Some(key) = key else {
        let sentence = format!("The standing orders leave it to the chair whether there is {what}.");
        return Err(Refusal::new("demand.nobody_may", sentence));
    };
    match (when, stage) {
        (_, Stage::Counting) => {
            return Err(Refusal::new("demand.counting", "The vote is being counted already."));
        }
        (When::BeforeQuestion, Stage::AfterHands) => {
            let sentence =
                format!("The standing orders have {what} demanded before the question is put, not after.");
            return Err(Refusal::new("demand.too_late", sentence));
        }
        (When::AfterHands, Stage::BeforeQuestion) => {
            let sentence =
                format!("The standing orders have {what} demanded after a show of hands, not before.");
            return Err(Refusal::new("demand.too_early", sentence));
        }
        (When::Both, Stage::BeforeQuestion | Stage::AfterHands)
        | (When::BeforeQuestion, Stage::BeforeQuestion)
        | (When::AfterHands, Stage::AfterHands) => {}
    }
    let enough = |needed: u64, have: Option<u64>, of: &str, one: &str, many: &str| {
        let have_words = have.map_or_else(
            || format!("how many {many} demand it was not counted"),
            |have| counted(have, &format!("{one} demands it"), &format!("{many} demand it")),
        );
        if have.is_some_and(|have| have >= needed) {
            Ok(format!("{} needed{of}, and {have_words}.", thousands(needed)))
        } else {
            let sentence = format!("{} needed{of}, and {have_words}.", thousands(needed));
            Err(Refusal::new("demand.too_few", sentence))
        }
    };
    match key {
        Demand::Delegates(n) => {
            enough(u64::from(n), support.delegates, " of the delegates", "delegate", "delegates")
        }
        Demand::Fraction { num, den } => {
            let needed = (u128::from(registered) * u128::from(num)).div_ceil(u128::from(den.max(1)));
            let needed = u64::try_from(needed).unwrap_or(u64::MAX).max(1);
            let of = format!(" of the {} delegates registered", thousands(registered));
            enough(needed, support.delegates, &of, "delegate", "delegates")
        }
        Demand::Delegations(n) => {
            enough(u64::from(n), support.delegations, " of the delegations", "delegation", "delegations")
        }
        Demand::Mover if support.mover => Ok("The mover demands it.".to_owned()),
        Demand::Mover => Err(Refusal::new("demand.too_few", "Only the mover may demand it, and has not.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_met_exactly() {
        use Stage::{AfterHands, BeforeQuestion, Counting};
        let by = |n| Support { delegates: Some(n), ..Support::default() };
        let bodies = |n| Support { delegations: Some(n), ..Support::default() };
        let mover = Support { mover: true, ..Support::default() };
        let third = Some(Demand::Fraction { num: 1, den: 3 });
        for (key, when, stage, registered, support, expect) in [
            // PCS: fifty delegates.
            (
                Some(Demand::Delegates(50)),
                When::Both,
                AfterHands,
                400,
                by(50),
                "50 needed of the delegates, and 50 delegates demand it.",
            ),
            (Some(Demand::Delegates(50)), When::Both, AfterHands, 400, by(49), "demand.too_few"),
            (Some(Demand::Delegates(50)), When::Both, AfterHands, 400, Support::default(), "demand.too_few"),
            (
                Some(Demand::Delegates(1)),
                When::Both,
                BeforeQuestion,
                400,
                by(1),
                "1 needed of the delegates, and 1 delegate demands it.",
            ),
            // Unionlink: a third of the delegates, before the vote is taken; a part of a delegate counts as one.
            (
                third,
                When::BeforeQuestion,
                BeforeQuestion,
                84,
                by(28),
                "28 needed of the 84 delegates registered, and 28 delegates demand it.",
            ),
            (third, When::BeforeQuestion, BeforeQuestion, 85, by(28), "demand.too_few"),
            (
                third,
                When::BeforeQuestion,
                BeforeQuestion,
                85,
                by(29),
                "29 needed of the 85 delegates registered, and 29 delegates demand it.",
            ),
            (third, When::BeforeQuestion, AfterHands, 84, by(84), "demand.too_late"),
            (third, When::AfterHands, BeforeQuestion, 84, by(84), "demand.too_early"),
            (third, When::Both, Counting, 84, by(84), "demand.counting"),
            (third, When::Both, AfterHands, 0, by(0), "demand.too_few"),
            (
                Some(Demand::Delegations(4)),
                When::Both,
                AfterHands,
                84,
                bodies(4),
                "4 needed of the delegations, and 4 delegations demand it.",
            ),
            (Some(Demand::Delegations(4)), When::Both, AfterHands, 84, by(40), "demand.too_few"),
            (Some(Demand::Mover), When::Both, AfterHands, 84, mover, "The mover demands it."),
            (Some(Demand::Mover), When::Both, AfterHands, 84, by(84), "demand.too_few"),
            (None, When::Both, AfterHands, 84, by(84), "demand.nobody_may"),
        ] {
            let was = binds(Wanted::Card, key, when, stage, registered, &support);
            assert_eq!(was.unwrap_or_else(|refusal| refusal.code), expect, "{key:?} {support:?}");
        }
    }
}
