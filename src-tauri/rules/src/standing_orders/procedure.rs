//! Procedural motions: who may move which, when, and what carries it (§2.2 `proc`, `challenge`, `suspend`; §2.3).
//!
//! Invariant: each kind has its own row of keys, and its default is Citrine's where Citrine has one.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::majority::{Base, Majority};

/// A motion about procedure: the rungs of §2.3 that are moved and voted on, highest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum ProcKind {
    /// No confidence in the chair.
    NoConfidence,
    /// That the quorum be counted.
    QuorumCall,
    /// That standing orders be suspended.
    Suspension,
    /// That conference adjourn.
    AdjournConference,
    /// That the debate be adjourned.
    AdjournDebate,
    /// That conference proceed to next business.
    NextBusiness,
    /// The previous question as Citrine has it: that the question be *not* now put.
    PreviousQuestion,
    /// That the question be now put. Robert's "previous question" is this one.
    Closure,
    /// That the motion be remitted.
    Remit,
    /// That the question be voted on in parts.
    Parts,
    /// An amendment moved from the floor.
    Amendment,
}

impl ProcKind {
    /// Every kind, highest first.
    pub const ALL: [Self; 11] = [
        Self::NoConfidence,
        Self::QuorumCall,
        Self::Suspension,
        Self::AdjournConference,
        Self::AdjournDebate,
        Self::NextBusiness,
        Self::PreviousQuestion,
        Self::Closure,
        Self::Remit,
        Self::Parts,
        Self::Amendment,
    ];

    /// Its key: `closure`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NoConfidence => "no_confidence",
            Self::QuorumCall => "quorum_call",
            Self::Suspension => "suspension",
            Self::AdjournConference => "adjourn_conference",
            Self::AdjournDebate => "adjourn_debate",
            Self::NextBusiness => "next_business",
            Self::PreviousQuestion => "previous_question",
            Self::Closure => "closure",
            Self::Remit => "remit",
            Self::Parts => "parts",
            Self::Amendment => "amendment",
        }
    }
}

impl ProcKind {
    /// Its title: `Closure`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::NoConfidence => "No confidence in the chair",
            Self::QuorumCall => "Quorum call",
            Self::Suspension => "Suspension of standing orders",
            Self::AdjournConference => "Adjournment of conference",
            Self::AdjournDebate => "Adjournment of the debate",
            Self::NextBusiness => "Next business",
            Self::PreviousQuestion => "Previous question",
            Self::Closure => "Closure",
            Self::Remit => "Remission",
            Self::Parts => "Vote in parts",
            Self::Amendment => "Amendment from the floor",
        }
    }
}

/// A condition on who may move; all that are named must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MayMove {
    /// The mover has not spoken in the debate.
    NotSpoken,
    /// The seconder has not spoken in the debate either (Citrine).
    SeconderNotSpoken,
}

/// Who speaks on it (§2.3 "Debate").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Debatable {
    /// Nobody: it is put at once.
    No,
    /// Its mover, and the chair in answer.
    MoverAndChair,
    /// One for and one against.
    OneEach,
    /// Briefly, as the chair allows.
    Limited,
    /// As any motion.
    Yes,
}

/// What a majority is taken of (§2.2 `base`). Whether those who abstain are among those voting is the key `abstain`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum MajorityOf {
    /// Those who vote.
    Voting,
    /// Everyone present, whether they vote or not.
    Present,
}

/// Whether abstentions count among the votes (§2.2 `abstain`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Abstain {
    /// They are recorded and change nothing.
    Excluded,
    /// They are part of the number that the majority is taken of.
    InBase,
}

impl MajorityOf {
    /// The base that figures are decided on.
    #[must_use]
    pub fn base(self, abstain: Abstain) -> Base {
        match (self, abstain) {
            (Self::Voting, Abstain::Excluded) => Base::Voting,
            (Self::Voting, Abstain::InBase) => Base::WithAbstentions,
            (Self::Present, Abstain::Excluded | Abstain::InBase) => Base::Present,
        }
    }
}

/// What it may not be moved on top of (§2.2 `not_during`). Under a vote nothing is moved at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum During {
    /// An amendment that is before conference.
    Amendment,
    /// Another closing motion: next business, the previous question, closure.
    ClosingMotion,
    /// The mover's reply.
    Reply,
}

/// The rule of one kind of procedural motion (§2.2 `proc[kind]`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Proc {
    /// Whether the standing orders know it at all. Robert has no previous question in Citrine's sense.
    pub in_use: bool,
    /// What the rule book calls it, where it has a name of its own; otherwise empty.
    pub name: String,
    /// What is asked of its mover; nothing where it is empty.
    pub may_move: BTreeSet<MayMove>,
    /// Whether it needs a seconder.
    pub seconder: bool,
    /// Whether the chair may refuse to take it.
    pub chair_may_refuse: bool,
    /// Whether it may be moved while somebody is speaking.
    pub interrupts: bool,
    /// Who speaks on it.
    pub debatable: Debatable,
    /// What carries it.
    pub majority: Majority,
    /// Of whom.
    pub base: MajorityOf,
    /// Where it is lost, minutes before any motion of the same kind is taken again on the same question; 0: at once.
    pub cooldown_min: u32,
    /// What it may not be moved on top of.
    pub not_during: BTreeSet<During>,
}

/// Every procedural motion's rule, by kind. No value of one is ever that of another: each kind has its own default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Procedures {
    /// No confidence in the chair.
    pub no_confidence: Proc,
    /// Quorum call.
    pub quorum_call: Proc,
    /// Suspension of standing orders. §2.2's `suspend.majority` and `suspend.base` are the two keys of this row.
    pub suspension: Proc,
    /// Adjournment of conference.
    pub adjourn_conference: Proc,
    /// Adjournment of the debate.
    pub adjourn_debate: Proc,
    /// Next business.
    pub next_business: Proc,
    /// The previous question (Citrine's).
    pub previous_question: Proc,
    /// Closure.
    pub closure: Proc,
    /// Remission.
    pub remit: Proc,
    /// A vote in parts.
    pub parts: Proc,
    /// An amendment from the floor.
    pub amendment: Proc,
}

impl Procedures {
    /// The rule of one kind.
    #[must_use]
    pub fn of(&self, kind: ProcKind) -> &Proc {
        match kind {
            ProcKind::NoConfidence => &self.no_confidence,
            ProcKind::QuorumCall => &self.quorum_call,
            ProcKind::Suspension => &self.suspension,
            ProcKind::AdjournConference => &self.adjourn_conference,
            ProcKind::AdjournDebate => &self.adjourn_debate,
            ProcKind::NextBusiness => &self.next_business,
            ProcKind::PreviousQuestion => &self.previous_question,
            ProcKind::Closure => &self.closure,
            ProcKind::Remit => &self.remit,
            ProcKind::Parts => &self.parts,
            ProcKind::Amendment => &self.amendment,
        }
    }
}

/// Citrine leaves "(00) minutes" blank for the closing motions and adjournment; this is the program's choice.
const COOLDOWN_MINUTES: u32 = 10;

impl Default for Procedures {
    fn default() -> Self {
        let plain = Proc {
            in_use: true,
            name: String::new(),
            may_move: BTreeSet::new(),
            seconder: true,
            chair_may_refuse: false,
            interrupts: false,
            debatable: Debatable::No,
            majority: Majority::Simple,
            base: MajorityOf::Voting,
            cooldown_min: 0,
            not_during: BTreeSet::new(),
        };
        let grave = Proc { majority: Majority::TwoThirds, base: MajorityOf::Present, ..plain.clone() };
        // Citrine, 13: next business, the previous question and closure alike.
        let closing = Proc {
            may_move: BTreeSet::from([MayMove::NotSpoken, MayMove::SeconderNotSpoken]),
            cooldown_min: COOLDOWN_MINUTES,
            not_during: BTreeSet::from([During::ClosingMotion, During::Reply]),
            ..plain.clone()
        };
        // Citrine, 14: the mover speaks to the adjournment and to nothing else.
        let adjournment = Proc {
            may_move: BTreeSet::from([MayMove::NotSpoken]),
            debatable: Debatable::Limited,
            cooldown_min: COOLDOWN_MINUTES,
            not_during: BTreeSet::from([During::ClosingMotion]),
            ..plain.clone()
        };
        let short = Proc { seconder: false, debatable: Debatable::Limited, ..plain.clone() };
        Self {
            no_confidence: Proc { debatable: Debatable::MoverAndChair, ..grave.clone() },
            quorum_call: Proc { seconder: false, ..plain.clone() },
            suspension: Proc { chair_may_refuse: true, debatable: Debatable::OneEach, ..grave },
            adjourn_conference: adjournment.clone(),
            adjourn_debate: adjournment,
            next_business: closing.clone(),
            previous_question: Proc {
                not_during: closing.not_during.iter().copied().chain([During::Amendment]).collect(),
                ..closing.clone()
            },
            closure: Proc { interrupts: true, ..closing },
            remit: short.clone(),
            parts: short,
            amendment: Proc { debatable: Debatable::Yes, ..plain },
        }
    }
}

/// Who takes the chair while a ruling of the chair is put (§2.2 `challenge.who_presides`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Presides {
    /// The vice-chair.
    ViceChair,
    /// Whoever conference chooses.
    Chosen,
    /// The chair stays in the chair (Robert).
    Chair,
}

/// What a tie on a challenge comes to (§2.2 `challenge.tie`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChallengeTie {
    /// The ruling stands.
    Sustained,
    /// The ruling is overturned.
    Overturned,
}

/// A challenge to the chair's ruling (§2.2 `challenge`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct ChallengeKeys {
    /// How many must challenge, the first among them (Citrine: 4; Unionlink: 10).
    pub min_challengers: u32,
    /// What overturns the ruling.
    pub majority: Majority,
    /// Of whom.
    pub base: MajorityOf,
    /// Who takes the chair while it is put.
    pub who_presides: Presides,
    /// Who speaks on it.
    pub speeches: Debatable,
    /// What a tie comes to.
    pub tie: ChallengeTie,
}

impl Default for ChallengeKeys {
    fn default() -> Self {
        Self {
            min_challengers: 4,
            majority: Majority::TwoThirds,
            base: MajorityOf::Present,
            who_presides: Presides::ViceChair,
            speeches: Debatable::MoverAndChair,
            tie: ChallengeTie::Sustained,
        }
    }
}

/// What a suspension of standing orders must say (§2.2 `suspend`); its majority is `proc.suspension.majority`, of
/// `proc.suspension.base`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Suspend {
    /// Whether it must name the standing orders that it suspends.
    pub must_name_sos: bool,
    /// The longest it may last, in minutes; none where there is no limit.
    pub max_minutes: Option<u32>,
}

impl Default for Suspend {
    fn default() -> Self {
        Self { must_name_sos: true, max_minutes: Some(30) }
    }
}

/// Who must agree that a motion is remitted (§1 "Remit").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum RemitBy {
    /// The mover, and nobody against the mover's will.
    Mover,
    /// The mover agrees, and conference approves.
    MoverAndConference,
    /// The mover agrees and conference approves; where the mover refuses, any delegate may move it (the Irish union).
    AnyDelegate,
}

/// Who must agree that a motion that was moved is withdrawn (§1 "Withdrawn").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawBy {
    /// Its mover alone.
    Mover,
    /// A majority of conference (PCS DETR).
    Majority,
    /// Everybody: one objector is enough to keep it (Citrine).
    NoObjection,
}
