//! The terms on which each kind is moved (§2.2 `proc[kind]`, `challenge`, `suspend`; §2.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;
use crate::majority::{Base, Majority};
use crate::standing_orders::{
    ChallengeTie, Debatable, During, MajorityOf, MayMove, Presides, Proc, RemitBy, StandingOrders, WithdrawBy,
};

/// How far it is debated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ProcedureDebate")]
#[schemars(rename = "ProcedureDebate")]
pub enum Debate {
    /// Not at all.
    None,
    /// One speech for and one against.
    OneEach,
    /// Its mover, and the chair in answer: nobody else.
    MoverAndChair,
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
            Self::MoverAndChair => "its mover, and the chair in answer",
            Self::Short => "short debate",
            Self::Open => "debated",
        }
    }
}

/// On what terms a kind is moved and decided, as the standing orders in force have it. What is moved keeps a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "ProcedureTerms")]
#[schemars(rename = "ProcedureTerms")]
pub struct Terms {
    /// The standing orders know it.
    pub in_use: bool,
    /// What they call it, where they have a name of their own; otherwise empty.
    pub name: String,
    /// The mover must not have spoken on the question.
    pub not_spoken: bool,
    /// Nor the seconder.
    pub seconder_not_spoken: bool,
    /// It needs a seconder.
    pub seconder: bool,
    /// How many others must support it, the mover not counted.
    pub supporters: u32,
    /// The chair may refuse to take it.
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
    /// It is not moved upon a closing motion.
    pub not_upon_closing: bool,
    /// It is not moved while the mover replies.
    pub not_during_reply: bool,
    /// Of a challenge: a tie overturns the ruling.
    pub tie_overturns: bool,
    /// Another presides while it is put.
    pub chair_leaves: bool,
    /// Whose agreement it needs, where it is not simply moved.
    pub consent: Consent,
}

/// Whose agreement a paper's leaving needs (§1 "Remit", "Withdrawn").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// It is moved and voted on.
    NotAsked,
    /// The mover's alone; conference is not asked.
    Mover,
    /// The mover's, and then conference's.
    MoverAndConference,
    /// The mover is asked; then conference approves it, or any delegate moves it where the mover refuses.
    OnceAsked,
}

impl Terms {
    /// As these standing orders have it; where they have no key of their own, as §2.3 has it.
    #[must_use]
    pub fn of(kind: Kind, orders: &StandingOrders) -> Self {
        let own = match kind {
            Kind::NoConfidence => Some(&orders.proc.no_confidence),
            Kind::QuorumCall => Some(&orders.proc.quorum_call),
            Kind::Suspension => Some(&orders.proc.suspension),
            Kind::AdjournConference => Some(&orders.proc.adjourn_conference),
            Kind::AdjournDebate => Some(&orders.proc.adjourn_debate),
            Kind::NextBusiness => Some(&orders.proc.next_business),
            Kind::PreviousQuestion => Some(&orders.proc.previous_question),
            Kind::Closure => Some(&orders.proc.closure),
            Kind::Remission | Kind::ReferenceBack => Some(&orders.proc.remit),
            Kind::Parts => Some(&orders.proc.parts),
            Kind::Amendment => Some(&orders.proc.amendment),
            Kind::PointOfOrder | Kind::Challenge | Kind::Withdrawal | Kind::Motion => None,
        };
        let plain = own.map_or_else(|| Self::plain(orders), |own| Self::read(own, orders));
        match kind {
            Kind::Challenge => Self {
                supporters: orders.challenge.min_challengers.saturating_sub(1),
                interrupts: true,
                debate: debate(orders.challenge.speeches),
                majority: orders.challenge.majority,
                base: orders.base_of(orders.challenge.base),
                tie_overturns: orders.challenge.tie == ChallengeTie::Overturned,
                chair_leaves: orders.challenge.who_presides != Presides::Chair,
                ..plain
            },
            Kind::NoConfidence => Self { chair_leaves: true, ..plain },
            Kind::Remission => {
                let consent = match orders.remit {
                    RemitBy::Mover => Consent::Mover,
                    RemitBy::MoverAndConference => Consent::MoverAndConference,
                    RemitBy::AnyDelegate => Consent::OnceAsked,
                };
                Self { consent, ..plain }
            }
            Kind::ReferenceBack => Self { seconder: true, name: String::new(), ..plain },
            Kind::Withdrawal => {
                let (majority, consent) = match orders.withdraw {
                    WithdrawBy::Mover => (Majority::Simple, Consent::Mover),
                    WithdrawBy::Majority => (Majority::Simple, Consent::NotAsked),
                    WithdrawBy::NoObjection => (Majority::Unanimous, Consent::NotAsked),
                };
                Self { majority, consent, ..plain }
            }
            Kind::PointOfOrder
            | Kind::QuorumCall
            | Kind::Suspension
            | Kind::AdjournConference
            | Kind::AdjournDebate
            | Kind::NextBusiness
            | Kind::PreviousQuestion
            | Kind::Closure
            | Kind::Parts
            | Kind::Amendment
            | Kind::Motion => plain,
        }
    }

    fn read(own: &Proc, orders: &StandingOrders) -> Self {
        Self {
            in_use: own.in_use,
            name: own.name.clone(),
            not_spoken: own.may_move.contains(&MayMove::NotSpoken),
            seconder_not_spoken: own.may_move.contains(&MayMove::SeconderNotSpoken),
            seconder: own.seconder,
            supporters: 0,
            chair_may_refuse: own.chair_may_refuse,
            interrupts: own.interrupts,
            debate: debate(own.debatable),
            majority: own.majority,
            base: orders.base_of(own.base),
            cooldown_min: own.cooldown_min,
            not_during_amendment: own.not_during.contains(&During::Amendment),
            not_upon_closing: own.not_during.contains(&During::ClosingMotion),
            not_during_reply: own.not_during.contains(&During::Reply),
            tie_overturns: false,
            chair_leaves: false,
            consent: Consent::NotAsked,
        }
    }

    /// What has no key of its own: moved by one delegate, put at once, a simple majority.
    fn plain(orders: &StandingOrders) -> Self {
        Self {
            in_use: true,
            name: String::new(),
            not_spoken: false,
            seconder_not_spoken: false,
            seconder: false,
            supporters: 0,
            chair_may_refuse: false,
            interrupts: false,
            debate: Debate::None,
            majority: Majority::Simple,
            base: orders.base_of(MajorityOf::Voting),
            cooldown_min: 0,
            not_during_amendment: false,
            not_upon_closing: false,
            not_during_reply: false,
            tie_overturns: false,
            chair_leaves: false,
            consent: Consent::NotAsked,
        }
    }

    /// `Closure`; `Previous question (closure)` where the standing orders have a name of their own for it.
    #[must_use]
    pub fn title(&self, kind: Kind) -> String {
        if self.name.is_empty() || self.name.eq_ignore_ascii_case(kind.title()) {
            return kind.title().to_owned();
        }
        format!("{} ({})", self.name, kind.title().to_lowercase())
    }

    /// The same in one name: `Previous question` where that is what the standing orders call closure.
    #[must_use]
    pub fn called(&self, kind: Kind) -> &str {
        if self.name.is_empty() { kind.title() } else { &self.name }
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
            Kind::Challenge if self.tie_overturns => format!("{majority}{of} overturn it; so does a tie"),
            Kind::Challenge if self.majority == Majority::Simple => {
                format!("{majority}{of} overturns it; a tie sustains")
            }
            Kind::Challenge => format!("{majority}{of} overturn it; otherwise the ruling stands"),
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

    /// How a ruling may be challenged, where these are the terms of a challenge: `challenged by any delegate, with 3 others;
    /// two-thirds of those present overturn it; otherwise the ruling stands`
    #[must_use]
    pub fn challenged(&self) -> String {
        format!("challenged by {}; {}", self.who(Kind::Challenge), self.majority_in_words(Kind::Challenge))
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
        let seconded = match (self.seconder, self.seconder_not_spoken) {
            (true, true) => ", seconded by another",
            (true, false) => ", seconded",
            (false, _) => "",
        };
        let refused = if self.chair_may_refuse { "; the chair may refuse it" } else { "" };
        let supported = match self.supporters {
            0 => String::new(),
            1 => ", with one other".to_owned(),
            n => format!(", with {n} others"),
        };
        format!("{mover}{seconded}{supported}{refused}")
    }
}

fn debate(debatable: Debatable) -> Debate {
    match debatable {
        Debatable::No => Debate::None,
        Debatable::MoverAndChair => Debate::MoverAndChair,
        Debatable::OneEach => Debate::OneEach,
        Debatable::Limited => Debate::Short,
        Debatable::Yes => Debate::Open,
    }
}
