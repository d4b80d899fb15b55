//! The standing orders as values: every key of §2.2.
//!
//! Invariant: every key has a value. A profile names only what it states itself, and one that names a key that does not exist
//! is refused rather than half-read. Every vote and every ruling keeps a copy of those it was taken under.
//!
//! `sections` of §2.2 are not here: they are rows of the register, because each has delegations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    amending::Amend,
    entitlement::Entitlement,
    majority::{Base, Majority},
    numbering::Numbers,
    speakers::Role,
};

pub use announcing::{Announce, SaidFirst};
pub use change::{ChangeKeys, Deciding, Ground, may_change};
pub use counting::{
    AbsentShare, Book, Card, CountKeys, Demand, Entries, QuorumCheck, QuorumKeys, RoundingDisplay, Split,
    Tie, VoteMinutes, When,
};
pub use procedure::{
    Abstain, ChallengeKeys, ChallengeTie, Debatable, During, MajorityOf, MayMove, Presides, Proc, ProcKind,
    Procedures, RemitBy, Suspend, WithdrawBy,
};
pub use profile::{Profile, key_paths};
pub use speaking::{FirstSpeech, GroupShare, Reply, Speak, TimeStop, Times};
pub use words::{
    KeyGroup, KeyKind, KeyOption, KeyWords, formulas, key_in_words, keys_in_order, options, procedural,
    value_in_words,
};

mod announcing;
mod change;
mod check;
mod counting;
mod procedure;
mod profile;
mod speaking;
mod words;

/// The rules of debate of one body. The default is Citrine's model standing orders (§2.1), with the choices
/// of §2.2 where Citrine leaves a blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct StandingOrders {
    /// Short name, for programs: `citrine`.
    pub name: String,
    /// Title, for people.
    pub title: String,
    /// Where the values come from.
    pub source: String,
    /// Length of speeches.
    pub time: Times,
    /// Who may speak, how often, and in what order.
    pub speak: Speak,
    /// When the mover replies.
    pub reply: Reply,
    /// Whether the mover still replies once closure is carried.
    pub reply_after_closure: bool,
    /// Amendments.
    pub amend: Amend,
    /// Procedural motions.
    pub proc: Procedures,
    /// Challenges to the chair's ruling.
    pub challenge: ChallengeKeys,
    /// What a suspension of standing orders must say.
    pub suspend: Suspend,
    /// What changes these standing orders while conference sits.
    pub change: ChangeKeys,
    /// Who must agree that a motion is remitted.
    pub remit: RemitBy,
    /// Who must agree that a motion is withdrawn once it was moved.
    pub withdraw: WithdrawBy,
    /// The quorum.
    pub quorum: QuorumKeys,
    /// The majority of an ordinary question.
    pub majority: Majority,
    /// Of whom.
    pub base: MajorityOf,
    /// Whether abstentions count among the votes.
    pub abstain: Abstain,
    /// What a tie comes to.
    pub tie: Tie,
    /// Counts of a show of hands.
    pub count: CountKeys,
    /// Card votes.
    pub card: Card,
    /// Whether a delegation may cast its votes both ways.
    pub split: Split,
    /// What becomes of the share of a delegate who is absent.
    pub absent_share: AbsentShare,
    /// How percentages are written.
    pub rounding_display: RoundingDisplay,
    /// How often each batch of cards is entered.
    pub entries: Entries,
    /// A fall of turnout against the card vote before, in per cent, beyond which the chair must acknowledge it before
    /// declaring (§3.2); none: it is never asked.
    pub turnout_fall_percent: Option<u32>,
    /// In what words the chair announces a result.
    pub announce: Announce,
    /// How long votes take.
    pub vote_minutes: VoteMinutes,
    /// There is no agenda before conference has adopted a report of the committee (§1 "SOC"). Where the committee publishes
    /// one there is none in any case.
    pub agenda_by_report: bool,
    /// A challenge to the committee needs two-thirds (§2.1: UCU's and GMB's need a simple majority).
    pub challenge_two_thirds: bool,
    /// Every change of rule needs two-thirds (§2.1: UCU, UNISON).
    pub rule_change_two_thirds: bool,
    /// Numbers of papers.
    pub numbers: Numbers,
    /// How many delegates and votes a body is entitled to.
    pub entitlement: Entitlement,
}

impl Default for StandingOrders {
    fn default() -> Self {
        Self {
            name: "citrine".to_owned(),
            title: "Citrine’s model standing orders".to_owned(),
            source: "chair.guide/model_standing_orders".to_owned(),
            time: Times::default(),
            speak: Speak::default(),
            reply: Reply::FirstAmendment,
            reply_after_closure: true,
            amend: Amend::default(),
            proc: Procedures::default(),
            challenge: ChallengeKeys::default(),
            suspend: Suspend::default(),
            change: ChangeKeys::default(),
            remit: RemitBy::Mover,
            withdraw: WithdrawBy::NoObjection,
            quorum: QuorumKeys::default(),
            majority: Majority::Simple,
            base: MajorityOf::Voting,
            abstain: Abstain::Excluded,
            tie: Tie::ChairCasting,
            count: CountKeys::default(),
            card: Card::default(),
            split: Split::None,
            absent_share: AbsentShare::Lost,
            rounding_display: RoundingDisplay::TwoPlaces,
            entries: Entries::One,
            turnout_fall_percent: None,
            announce: Announce::default(),
            vote_minutes: VoteMinutes::default(),
            agenda_by_report: false,
            challenge_two_thirds: false,
            rule_change_two_thirds: false,
            numbers: Numbers::default(),
            entitlement: Entitlement::default(),
        }
    }
}

impl StandingOrders {
    /// What a speech is granted and how long before its end the warning comes, both in milliseconds.
    ///
    /// The warning is never longer than the speech. Points of order and information are no speeches (§1) and
    /// get the time of any other speaker as an upper limit.
    #[must_use]
    pub fn speech_time(&self, role: Role, on_amendment: bool) -> (i64, i64) {
        let seconds = match role {
            Role::Mover if on_amendment => self.time.mover_amendment,
            Role::Mover => self.time.mover_motion,
            Role::Seconder => self.time.seconder,
            Role::Speaker | Role::PointOfOrder => self.time.other,
            Role::Reply => self.time.reply,
            Role::Platform => self.time.platform,
        };
        (i64::from(seconds) * 1_000, i64::from(seconds.min(self.time.warning)) * 1_000)
    }

    /// The base that a majority of these people is decided on, by the key `abstain`.
    #[must_use]
    pub fn base_of(&self, of: MajorityOf) -> Base {
        of.base(self.abstain)
    }

    /// Whether every value can be.
    ///
    /// # Errors
    /// One sentence for each value that cannot, with its key.
    pub fn check(&self) -> Result<(), Vec<String>> {
        let faults = check::faults(self);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

#[cfg(test)]
#[path = "standing_orders/tests.rs"]
mod tests;
