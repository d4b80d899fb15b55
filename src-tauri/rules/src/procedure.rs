//! What may be moved from the floor, and what becomes of it: the precedence of §2.3, its fourteen rungs.
//!
//! Invariant: a rung is higher the smaller its number; what is moved is decided before what it was moved upon, and every
//! answer is advice: the chair may allow what is refused here, except where a count would be falsified.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod effects;
mod leaving;
mod movers;
mod order;
mod sustained;
mod terms;
mod waits;

pub use effects::{About, Closing, effects, note, wording};
pub use leaving::{may_remit, may_withdraw};
pub use movers::{Heard, Moving, may_be_debated, may_move};
pub use order::{Before, Upon, amendment_comes, in_order, may_be_refused};
pub use sustained::ruling;
pub use terms::{Consent, Debate, Terms};
pub use waits::{Doubted, Waits, may_return, nothing_goes_first, nothing_waits};

/// What is moved from the floor, highest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ProcedureKind")]
#[schemars(rename = "ProcedureKind")]
pub enum Kind {
    /// About procedure only; the chair rules.
    PointOfOrder,
    /// To a ruling of the chair.
    Challenge,
    /// In the chair.
    NoConfidence,
    /// Somebody doubts that enough are present.
    QuorumCall,
    /// Of named standing orders, for a purpose, until a time.
    Suspension,
    /// Conference rises.
    AdjournConference,
    /// The debate stops, and goes on later where it stopped.
    AdjournDebate,
    /// On to what comes next, without deciding.
    NextBusiness,
    /// As in Britain: shelved if carried, put at once if lost.
    PreviousQuestion,
    /// Vote now.
    Closure,
    /// The executive takes it, undecided.
    Remission,
    /// It goes back to where it came from.
    ReferenceBack,
    /// The mover takes it back, with leave.
    Withdrawal,
    /// A vote on a part by itself, then on the rest.
    Parts,
    /// A change to the text.
    Amendment,
    /// The motion itself.
    Motion,
}

use Kind::{
    AdjournConference, AdjournDebate, Amendment, Challenge, Closure, Motion, NextBusiness, NoConfidence,
    Parts, PointOfOrder, PreviousQuestion, QuorumCall, ReferenceBack, Remission, Suspension, Withdrawal,
};

impl Kind {
    /// Every kind, highest first.
    pub const ALL: [Self; 16] = [
        PointOfOrder,
        Challenge,
        NoConfidence,
        QuorumCall,
        Suspension,
        AdjournConference,
        AdjournDebate,
        NextBusiness,
        PreviousQuestion,
        Closure,
        Remission,
        ReferenceBack,
        Withdrawal,
        Parts,
        Amendment,
        Motion,
    ];

    /// Those that stand as a question upon the question, in the same order.
    pub const MOVED: [Self; 13] = [
        Challenge,
        NoConfidence,
        QuorumCall,
        Suspension,
        AdjournConference,
        AdjournDebate,
        NextBusiness,
        PreviousQuestion,
        Closure,
        Remission,
        ReferenceBack,
        Withdrawal,
        Parts,
    ];

    /// Its rung in §2.3, from 1; a smaller one is moved upon a larger one, never the other way about. To send a paper away
    /// undecided is one rung, whoever it goes to.
    #[must_use]
    pub const fn rung(self) -> u8 {
        match self {
            PointOfOrder => 1,
            Challenge => 2,
            NoConfidence => 3,
            QuorumCall => 4,
            Suspension => 5,
            AdjournConference => 6,
            AdjournDebate => 7,
            NextBusiness => 8,
            PreviousQuestion => 9,
            Closure => 10,
            Remission | ReferenceBack | Withdrawal => 11,
            Parts => 12,
            Amendment => 13,
            Motion => 14,
        }
    }

    /// It would close the debate: none of these is moved upon another (§2.3).
    #[must_use]
    pub const fn closes(self) -> bool {
        matches!(self, NextBusiness | PreviousQuestion | Closure)
    }

    /// It is about the question that is debated at this moment, also where that was itself moved from the floor; what else is
    /// moved on a paper is about the paper.
    #[must_use]
    pub const fn ends_the_debate(self) -> bool {
        matches!(self, PreviousQuestion | Closure)
    }

    /// It is about the paper before conference, and not about conference itself.
    #[must_use]
    pub const fn needs_paper(self) -> bool {
        match self {
            AdjournDebate | NextBusiness | PreviousQuestion | Closure | Remission | ReferenceBack
            | Withdrawal | Parts | Amendment => true,
            PointOfOrder | Challenge | NoConfidence | QuorumCall | Suspension | AdjournConference
            | Motion => false,
        }
    }

    /// What is done with it before anything else, where it is before conference.
    #[must_use]
    pub const fn first(self) -> &'static str {
        match self {
            QuorumCall => "Count those present first.",
            PointOfOrder | Challenge | NoConfidence | Suspension | AdjournConference | AdjournDebate
            | NextBusiness | PreviousQuestion | Closure | Remission | ReferenceBack | Withdrawal | Parts
            | Amendment | Motion => "Decide it first.",
        }
    }

    /// As the chair's list has it: `Closure`, `Next business`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            PointOfOrder => "Point of order",
            Challenge => "Challenge to a ruling",
            NoConfidence => "No confidence in the chair",
            QuorumCall => "Quorum call",
            Suspension => "Suspension of standing orders",
            AdjournConference => "Adjourn conference",
            AdjournDebate => "Adjourn the debate",
            NextBusiness => "Next business",
            PreviousQuestion => "Previous question",
            Closure => "Closure",
            Remission => "Remission",
            ReferenceBack => "Reference back",
            Withdrawal => "Leave to withdraw",
            Parts => "Vote in parts",
            Amendment => "Amendment",
            Motion => "Motion",
        }
    }

    /// With the paper that it is moved on: `Closure on amendment 4.1`, `Reference back of motion 28`.
    #[must_use]
    pub fn title_on(self, paper: &str) -> String {
        let of = match self {
            Remission | ReferenceBack => "of ",
            Withdrawal => "",
            PointOfOrder | Challenge | NoConfidence | QuorumCall | Suspension | AdjournConference
            | AdjournDebate | NextBusiness | PreviousQuestion | Closure | Parts | Amendment | Motion => "on ",
        };
        format!("{} {of}{paper}", self.title())
    }

    /// Within a sentence: `closure`, `the previous question`.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            PointOfOrder => "a point of order",
            Challenge => "the challenge to the ruling",
            NoConfidence => "the motion of no confidence in the chair",
            QuorumCall => "the quorum call",
            Suspension => "the suspension of standing orders",
            AdjournConference => "the adjournment of conference",
            AdjournDebate => "the adjournment of the debate",
            NextBusiness => "next business",
            PreviousQuestion => "the previous question",
            Closure => "closure",
            Remission => "remission",
            ReferenceBack => "the reference back",
            Withdrawal => "leave to withdraw",
            Parts => "the vote in parts",
            Amendment => "the amendment",
            Motion => "the motion",
        }
    }
}

#[cfg(test)]
#[path = "procedure_tests.rs"]
mod tests;
