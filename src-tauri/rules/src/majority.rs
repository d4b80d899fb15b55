//! Whether figures carry, and why: the majorities of §3.3 and the bases of §2.2 `abstain`.
//!
//! Invariant: nothing is ever carried on an empty base or without a single vote for it, and every answer
//! carries the numbers, the threshold and the rule in words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::share::{counted, thousands};

/// How much of the base must be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Majority {
    /// More than half of the base; with [`Base::Voting`], more for than against (§3.3).
    Simple,
    /// At least two-thirds: `3F >= 2 * base` (§3.3).
    TwoThirds,
    /// More than two-thirds: `3F > 2 * base` (§3.3, "a separate key").
    TwoThirdsStrict,
    /// At least three-quarters.
    ThreeQuarters,
    /// All of the base.
    Unanimous,
}

impl Majority {
    /// The smallest number for, out of `base`, that carries. Never less than one.
    pub(crate) fn needed(self, base: u128) -> u128 {
        let exact = match self {
            Self::Simple => base / 2 + 1,
            Self::TwoThirds => (2 * base).div_ceil(3),
            Self::TwoThirdsStrict => 2 * base / 3 + 1,
            Self::ThreeQuarters => (3 * base).div_ceil(4),
            Self::Unanimous => base,
        };
        exact.max(1)
    }

    /// Whatever carries by this majority carries by the other too.
    pub(crate) fn at_least(self, other: Self) -> bool {
        let rank = |majority| match majority {
            Self::Simple => 0,
            Self::TwoThirds => 1,
            Self::TwoThirdsStrict => 2,
            Self::ThreeQuarters => 3,
            Self::Unanimous => 4,
        };
        rank(self) >= rank(other)
    }

    /// The threshold in the words of a chair.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Simple => "more than half",
            Self::TwoThirds => "at least two-thirds",
            Self::TwoThirdsStrict => "more than two-thirds",
            Self::ThreeQuarters => "at least three-quarters",
            Self::Unanimous => "all",
        }
    }
}

/// What a majority is a majority of (§1 "Two-thirds", §2.2 `abstain`, `base`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// The votes for and against; abstentions do not count.
    Voting,
    /// The votes for and against, and the abstentions.
    WithAbstentions,
    /// Everyone present, whether they voted or not.
    Present,
}

/// What was counted, in votes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Figures {
    /// Votes for.
    #[serde(rename = "for")]
    pub for_: u64,
    /// Votes against.
    pub against: u64,
    /// Abstentions that were counted.
    pub abstain: u64,
}

impl Figures {
    /// Votes for and against.
    pub(crate) fn voting(&self) -> u128 {
        u128::from(self.for_) + u128::from(self.against)
    }

    /// Votes for and against, and abstentions.
    pub(crate) fn with_abstentions(&self) -> u128 {
        self.voting() + u128::from(self.abstain)
    }
}

/// What the figures come to under a rule. It concludes nothing: the chair declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Decision {
    /// Whether the rule is met.
    pub carried: bool,
    /// Whether a simple majority failed only because as many are for as against: one vote more would have carried
    /// it. What a tie comes to (lost, casting vote, vote again) is for the standing orders.
    pub tie: bool,
    /// The number that the majority is taken of.
    pub base_total: u64,
    /// The smallest number for that carries, the base being what it is.
    pub needed: u64,
    /// How many more would have had to be for, the base being what it is. Nought where carried.
    pub short_by: u64,
    /// The difference between for and against.
    pub majority_of: u64,
    /// The numbers, the threshold and the rule, in sentences that a chair can read out.
    pub reason: String,
}

/// What `f` comes to under `majority` of `base` (§3.3).
///
/// `present` is used with [`Base::Present`] only. Where it is missing, or fewer than voted, nothing can be
/// decided, and nothing is to be declared: the answer is not carried and the reason says what is wrong.
#[must_use]
pub fn decide(f: &Figures, majority: Majority, base: Base, present: Option<u64>) -> Decision {
    let total = match base {
        Base::Voting => f.voting(),
        Base::WithAbstentions => f.with_abstentions(),
        Base::Present => present.map_or(0, u128::from),
    };
    let needed = majority.needed(total);
    let unusable = unusable(f, base, present);
    let for_ = u128::from(f.for_);
    let carried = unusable.is_none() && total > 0 && for_ >= needed;
    // Equal, and only for that not enough: where abstentions count, equal votes may both be below half, and are lost.
    let half = for_ > 0 && 2 * for_ == total && f.for_ == f.against;
    let mut decision = Decision {
        carried,
        tie: unusable.is_none() && majority == Majority::Simple && half,
        base_total: narrow(total),
        needed: narrow(needed),
        short_by: narrow(if carried { 0 } else { needed.saturating_sub(for_) }),
        majority_of: f.for_.abs_diff(f.against),
        reason: String::new(),
    };
    decision.reason = match unusable {
        Some(why) => format!("{} {why}", spoken_figures(f)),
        None => reason(f, majority, base, &decision),
    };
    decision
}

/// A total for display; figures beyond this are reported by `card_vote::impossible`.
fn narrow(n: u128) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// Why no decision can be made on this base, where none can.
pub(crate) fn unusable(f: &Figures, base: Base, present: Option<u64>) -> Option<String> {
    match (base, present) {
        (Base::Voting | Base::WithAbstentions, _) => None,
        (Base::Present, None) => {
            Some("The majority is of those present, and nobody has entered how many they are.".to_owned())
        }
        (Base::Present, Some(n)) if u128::from(n) < f.with_abstentions() => Some(format!(
            "Only {} entered as present, and {} voted.",
            counted(n, "is", "are"),
            thousands(narrow(f.with_abstentions()))
        )),
        (Base::Present, Some(_)) => None,
    }
}

fn spoken_figures(f: &Figures) -> String {
    format!("{} for, {} against.", thousands(f.for_), thousands(f.against))
}

fn reason(f: &Figures, majority: Majority, base: Base, d: &Decision) -> String {
    let mut sentences = Vec::new();
    if d.base_total == 0 {
        sentences.push(match base {
            Base::Voting => "Nobody voted for or against, so it is not carried.".to_owned(),
            Base::WithAbstentions => "Nobody voted, so it is not carried.".to_owned(),
            Base::Present => "Nobody is present, so it is not carried.".to_owned(),
        });
    } else {
        sentences.push(spoken_figures(f));
        sentences.push(verdict(majority, base, d));
    }
    if f.abstain > 0 {
        let rule = match base {
            Base::Voting => "abstentions are not counted in the total",
            Base::WithAbstentions => "abstentions are counted in the total",
            Base::Present => "everyone present is counted in the total",
        };
        sentences.push(format!("{} abstained; {rule}.", thousands(f.abstain)));
    }
    sentences.join(" ")
}

fn verdict(majority: Majority, base: Base, d: &Decision) -> String {
    let total = match (base, d.base_total) {
        (Base::Voting, 1) => "the 1 vote cast".to_owned(),
        (Base::Voting, n) => format!("the {} votes cast", thousands(n)),
        (Base::WithAbstentions, n) => {
            format!("the {}", counted(n, "vote and abstention", "votes and abstentions"))
        }
        (Base::Present, n) => format!("the {} present", thousands(n)),
    };
    let words = majority.words();
    let needed = thousands(d.needed);
    match (d.carried, d.tie, majority) {
        (true, _, Majority::Simple) => format!("More than half of {total} were for, so it is carried."),
        (true, _, Majority::Unanimous) => format!("All of {total} had to be for and were, so it is carried."),
        (true, _, Majority::TwoThirds | Majority::TwoThirdsStrict | Majority::ThreeQuarters) => {
            format!("It needed {words} of {total}, that is {needed}, so it is carried.")
        }
        (false, true, _) if base == Base::Voting => {
            format!("The votes are equal, and it needs {words} of {total}, so it is not carried.")
        }
        (false, true, _) => {
            format!("Exactly half of {total} were for, and it needs {words}, so it is not carried.")
        }
        (false, false, _) => format!(
            "It needed {words} of {total}, that is {needed}; it is {} short, so it is not carried.",
            thousands(d.short_by)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Figures, Majority, decide};

    const MAJORITIES: [Majority; 5] = [
        Majority::Simple,
        Majority::TwoThirds,
        Majority::TwoThirdsStrict,
        Majority::ThreeQuarters,
        Majority::Unanimous,
    ];

    fn fig(for_: u64, against: u64, abstain: u64) -> Figures {
        Figures { for_, against, abstain }
    }

    /// The rule written a second time, as inequalities.
    fn carries(f: &Figures, majority: Majority, total: u64) -> bool {
        let (x, all) = (f.for_, total);
        let met = match majority {
            Majority::Simple => 2 * x > all,
            Majority::TwoThirds => 3 * x >= 2 * all,
            Majority::TwoThirdsStrict => 3 * x > 2 * all,
            Majority::ThreeQuarters => 4 * x >= 3 * all,
            Majority::Unanimous => x == all,
        };
        met && x > 0
    }

    #[test]
    fn every_tiny_vote() {
        let mut seen = 0;
        for n in 0..11_u64 * 11 * 11 {
            let f = fig(n % 11, n / 11 % 11, n / 121);
            let voted = f.for_ + f.against + f.abstain;
            for majority in MAJORITIES {
                for (base, total, present) in [
                    (Base::Voting, f.for_ + f.against, None),
                    (Base::WithAbstentions, voted, None),
                    (Base::Present, voted, Some(voted)),
                    (Base::Present, voted + 3, Some(voted + 3)),
                ] {
                    let d = decide(&f, majority, base, present);
                    let case = format!("{f:?} {majority:?} {base:?} {total}");
                    assert_eq!(d.carried, carries(&f, majority, total), "{case}");
                    assert_eq!(d.base_total, total, "{case}");
                    assert_eq!(d.carried, d.short_by == 0, "{case}");
                    assert!(d.carried || d.short_by == d.needed - f.for_, "{case}");
                    let with = |for_| fig(for_, total.saturating_sub(for_), 0);
                    assert!(total == 0 || carries(&with(d.needed), majority, total), "{case}");
                    assert!(!carries(&with(d.needed - 1), majority, total), "{case}");
                    // §1 "Casting vote": as many for as against, and nothing else that keeps it from a majority.
                    let tie = majority == Majority::Simple
                        && f.for_ > 0
                        && f.for_ == f.against
                        && f.for_ + f.against == total;
                    assert_eq!(d.tie, tie, "{case}");
                    assert_eq!(d.reason.contains("not carried"), !d.carried, "{case}: {}", d.reason);
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, 11 * 11 * 11 * 20);
    }

    #[test]
    fn reasons_can_be_read_out() {
        use Base::{Voting, WithAbstentions};
        use Majority::{Simple, TwoThirds, Unanimous};
        for (f, majority, base, present, expect) in [
            (
                fig(115, 108, 29),
                Simple,
                Voting,
                None,
                "115 for, 108 against. More than half of the 223 votes cast were for, so it is carried. 29 \
                 abstained; abstentions are not counted in the total.",
            ),
            (fig(0, 0, 0), Simple, Voting, None, "Nobody voted for or against, so it is not carried."),
            (
                fig(0, 0, 4),
                TwoThirds,
                Voting,
                None,
                "Nobody voted for or against, so it is not carried. 4 abstained; abstentions are not counted in \
                 the total.",
            ),
            (
                fig(718_273, 373_801, 0),
                TwoThirds,
                Voting,
                None,
                "718,273 for, 373,801 against. It needed at least two-thirds of the 1,092,074 votes cast, that is \
                 728,050; it is 9,777 short, so it is not carried.",
            ),
            (
                fig(5, 5, 0),
                Simple,
                Voting,
                None,
                "5 for, 5 against. The votes are equal, and it needs more than half of the 10 votes cast, so it is \
                 not carried.",
            ),
            (
                fig(5, 5, 2),
                Simple,
                WithAbstentions,
                None,
                "5 for, 5 against. It needed more than half of the 12 votes and abstentions, that is 7; it is 2 \
                 short, so it is not carried. 2 abstained; abstentions are counted in the total.",
            ),
            (
                fig(6, 4, 2),
                Simple,
                WithAbstentions,
                None,
                "6 for, 4 against. It needed more than half of the 12 votes and abstentions, that is 7; it is 1 \
                 short, so it is not carried. 2 abstained; abstentions are counted in the total.",
            ),
            (
                fig(6, 5, 2),
                Simple,
                WithAbstentions,
                None,
                "6 for, 5 against. It needed more than half of the 13 votes and abstentions, that is 7; it is 1 \
                 short, so it is not carried. 2 abstained; abstentions are counted in the total.",
            ),
            (
                fig(1, 0, 0),
                Unanimous,
                Voting,
                None,
                "1 for, 0 against. All of the 1 vote cast had to be for and were, so it is carried.",
            ),
        ] {
            assert_eq!(decide(&f, majority, base, present).reason, expect);
        }
    }

    #[test]
    fn reasons_of_those_present() {
        use Base::Present;
        use Majority::TwoThirds;
        for (f, majority, base, present, expect) in [
            (
                fig(60, 10, 0),
                TwoThirds,
                Present,
                Some(90),
                "60 for, 10 against. It needed at least two-thirds of the 90 present, that is 60, so it is carried.",
            ),
            (
                fig(60, 10, 0),
                TwoThirds,
                Present,
                None,
                "60 for, 10 against. The majority is of those present, and nobody has entered how many they are.",
            ),
            (
                fig(60, 10, 0),
                TwoThirds,
                Present,
                Some(69),
                "60 for, 10 against. Only 69 are entered as present, and 70 voted.",
            ),
            (
                fig(70, 5, 0),
                TwoThirds,
                Present,
                Some(84),
                "70 for, 5 against. It needed at least two-thirds of the 84 present, that is 56, so it is carried.",
            ),
        ] {
            assert_eq!(decide(&f, majority, base, present).reason, expect);
        }
    }

    #[test]
    fn figures_too_large_to_be_do_not_overflow() {
        let d =
            decide(&fig(u64::MAX, u64::MAX, u64::MAX), Majority::ThreeQuarters, Base::WithAbstentions, None);
        assert!(!d.carried);
        assert_eq!(d.base_total, u64::MAX);
    }
}
