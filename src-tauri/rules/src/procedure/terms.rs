//! The terms on which each kind is moved (§2.2 `proc[kind]`, `challenge`, `suspend`; §2.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;
use crate::majority::{Base, Majority};

/// How far it is debated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ProcedureDebate")]
#[schemars(rename = "ProcedureDebate")]
pub enum Debate {
    /// Not at all.
    None,
    /// One speech for and one against; of a ruling or the chair: the mover and the chair.
    OneEach,
    /// Shortly, as long as the chair thinks right.
    Short,
    /// Like any other question.
    Open,
}

impl Debate {
    /// `no debate`, `one speech each way`
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::None => "no debate",
            Self::OneEach => "one speech each way",
            Self::Short => "short debate",
            Self::Open => "debated",
        }
    }
}

/// On what terms a kind is moved and decided. A vote upon it keeps a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "ProcedureTerms")]
#[schemars(rename = "ProcedureTerms")]
pub struct Terms {
    /// Mover and seconder must not have spoken on the question.
    pub not_spoken: bool,
    /// It needs a seconder.
    pub seconder: bool,
    /// How many others must support it, the mover not counted.
    pub supporters: u32,
    /// The chair may refuse to put it.
    pub chair_may_refuse: bool,
    /// It may interrupt a speech.
    pub interrupts: bool,
    /// How far it is debated.
    pub debate: Debate,
    /// What carries it; of a challenge: what overturns the ruling.
    pub majority: Majority,
    /// Of what.
    pub base: Base,
    /// Minutes before it may be moved again on the same question, once lost.
    pub cooldown_min: u32,
    /// It is not moved while an amendment is before conference.
    pub not_during_amendment: bool,
}

impl Terms {
    /// As in Citrine's model standing orders, with the choices of §2.3 where Citrine leaves a blank.
    #[must_use]
    pub const fn citrine(kind: Kind) -> Self {
        let plain = Self {
            not_spoken: false,
            seconder: true,
            supporters: 0,
            chair_may_refuse: false,
            interrupts: false,
            debate: Debate::Short,
            majority: Majority::Simple,
            base: Base::Voting,
            cooldown_min: 0,
            not_during_amendment: false,
        };
        let closing = Self { not_spoken: true, debate: Debate::None, cooldown_min: 10, ..plain };
        match kind {
            Kind::PointOfOrder => Self { seconder: false, interrupts: true, debate: Debate::None, ..plain },
            Kind::Challenge => Self {
                seconder: false,
                supporters: 3,
                interrupts: true,
                debate: Debate::None,
                majority: Majority::TwoThirds,
                base: Base::Present,
                ..plain
            },
            Kind::NoConfidence => Self { debate: Debate::OneEach, majority: Majority::TwoThirds, ..plain },
            Kind::QuorumCall => Self { seconder: false, debate: Debate::None, ..plain },
            Kind::Suspension => Self {
                debate: Debate::OneEach,
                majority: Majority::TwoThirds,
                base: Base::Present,
                ..plain
            },
            Kind::AdjournConference | Kind::AdjournDebate => plain,
            Kind::NextBusiness => closing,
            Kind::PreviousQuestion => Self { not_during_amendment: true, ..closing },
            Kind::Closure => Self { interrupts: true, ..closing },
            Kind::Remission | Kind::Parts => Self { seconder: false, ..plain },
            Kind::ReferenceBack => plain,
            Kind::Withdrawal => {
                Self { seconder: false, debate: Debate::None, majority: Majority::Unanimous, ..plain }
            }
            Kind::Amendment | Kind::Motion => Self { debate: Debate::Open, ..plain },
        }
    }

    /// `a simple majority of those voting`, `two-thirds of those present`; of a challenge: of those against.
    #[must_use]
    pub fn majority_in_words(&self, kind: Kind) -> String {
        let majority = match self.majority {
            Majority::Simple => "a simple majority",
            Majority::TwoThirds => "two-thirds",
            Majority::TwoThirdsStrict => "more than two-thirds",
            Majority::ThreeQuarters => "three-quarters",
            Majority::Unanimous => "nobody against",
        };
        let of = match (self.majority, self.base) {
            (Majority::Unanimous, _) => "",
            (_, Base::Voting) => " of those voting",
            (_, Base::WithAbstentions) => " of those voting and abstaining",
            (_, Base::Present) => " of those present",
        };
        match kind {
            Kind::PointOfOrder => "the chair rules".to_owned(),
            Kind::QuorumCall => "counted".to_owned(),
            Kind::Challenge => format!("{majority}{of} overturn it; a tie sustains"),
            Kind::NoConfidence
            | Kind::Suspension
            | Kind::AdjournConference
            | Kind::AdjournDebate
            | Kind::NextBusiness
            | Kind::PreviousQuestion
            | Kind::Closure
            | Kind::Remission
            | Kind::ReferenceBack
            | Kind::Withdrawal
            | Kind::Parts
            | Kind::Amendment
            | Kind::Motion => format!("{majority}{of}"),
        }
    }

    /// `a delegate who has not spoken, seconded`
    #[must_use]
    pub fn who(&self, kind: Kind) -> String {
        let mover = match kind {
            Kind::Withdrawal => "the mover of the paper",
            _ if self.not_spoken => "a delegate who has not spoken",
            Kind::PointOfOrder
            | Kind::Challenge
            | Kind::NoConfidence
            | Kind::QuorumCall
            | Kind::Suspension
            | Kind::AdjournConference
            | Kind::AdjournDebate
            | Kind::NextBusiness
            | Kind::PreviousQuestion
            | Kind::Closure
            | Kind::Remission
            | Kind::ReferenceBack
            | Kind::Parts
            | Kind::Amendment
            | Kind::Motion => "any delegate",
        };
        let seconded = if self.seconder { ", seconded" } else { "" };
        let supported = match self.supporters {
            0 => String::new(),
            1 => ", with one other".to_owned(),
            n => format!(", with {n} others"),
        };
        format!("{mover}{seconded}{supported}")
    }
}
