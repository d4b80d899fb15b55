//! What becomes of a paper, from the day it is handed in (§6.1).
//!
//! Three words of §6.1 are no states of a paper and are never kept with it: *called* is a state of its question (the paper
//! is on the agenda until somebody moves it), *substantive* is a moved paper to which an amendment was carried, and *voted*
//! is what its vote says. Everything else is kept, because the committee or conference put it there by an act.
//!
//! Invariant: a paper goes from state to state by [`State::next`] alone; nothing here decides that it does.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::standing_orders::StandingOrders;

/// What kind of paper it is (§1).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum MotionKind {
    /// A motion.
    #[default]
    Motion,
    /// A change to another paper.
    Amendment,
    /// One text made from several motions.
    Composite,
    /// On an event after the deadline.
    Emergency,
    /// Past the deadline, and not on an emergency.
    Late,
    /// A statement, of aims or of the executive.
    Statement,
    /// A motion to change the rules.
    RuleChange,
    /// A report of the committee that conference adopts, or a paragraph of one.
    Report,
    /// A challenge to what the committee or the chair has ruled.
    Challenge,
}

impl MotionKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Motion,
        Self::Amendment,
        Self::Composite,
        Self::Emergency,
        Self::Late,
        Self::Statement,
        Self::RuleChange,
        Self::Report,
        Self::Challenge,
    ];

    /// `Composite 4`, `Emergency motion E1`: the paper with that number, as it is called. The letters that a scheme puts before
    /// the figure of a composite are not said.
    #[must_use]
    pub fn label(self, number: &str) -> String {
        match self {
            Self::Motion => format!("Motion {number}"),
            Self::Amendment => format!("Amendment {number}"),
            Self::Composite => format!("Composite {}", without_letters(number)),
            Self::Emergency => format!("Emergency motion {number}"),
            Self::Late => format!("Late motion {number}"),
            Self::Statement => format!("Statement {number}"),
            Self::RuleChange => format!("Rule change {number}"),
            Self::Report => format!("Report {number}"),
            Self::Challenge => format!("Challenge {number}"),
        }
    }
}

/// `4` of `C4`; a number that has no figure behind its letters is said whole.
fn without_letters(number: &str) -> &str {
    let figure = number.trim_start_matches(char::is_alphabetic);
    if figure.starts_with(|c: char| c.is_ascii_digit()) { figure } else { number }
}

/// Where a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "MotionState")]
#[schemars(rename = "MotionState")]
pub enum State {
    /// Handed in to the committee.
    Submitted,
    /// The committee has ruled it in order.
    RuledIn,
    /// The committee has ruled it out of order, with its reason.
    RuledOut,
    /// It stands in the preliminary agenda.
    Printed,
    /// A composite has taken its place.
    Composited,
    /// It is on the agenda of conference, and may be called.
    OnAgenda,
    /// It is before conference.
    Moved,
    /// Conference agreed to it.
    Carried,
    /// Conference did not agree to it.
    Lost,
    /// The votes were equal and the chair gave none: neither carried nor lost.
    NotCarried,
    /// Its mover took it back.
    Withdrawn,
    /// Nobody moved it when it was called.
    NotMoved,
    /// Its mover agreed that it goes to the executive undecided.
    Remitted,
    /// Conference sent it back to where it came from.
    ReferredBack,
    /// Conference went on to the next business without deciding it.
    NextBusiness,
    /// Its debate was adjourned.
    Adjourned,
    /// The time of its section was up.
    Guillotined,
    /// It died of another decision.
    Falls,
    /// Conference closed before it was called.
    NotReached,
    /// Not reached, and left to the executive.
    RemittedToExecutive,
    /// Not reached, and nobody's any more.
    Lapsed,
}

use State::{
    Adjourned, Carried, Composited, Falls, Guillotined, Lapsed, Lost, Moved, NextBusiness, NotCarried,
    NotMoved, NotReached, OnAgenda, Printed, ReferredBack, Remitted, RemittedToExecutive, RuledIn, RuledOut,
    Submitted, Withdrawn,
};

impl State {
    /// Every state, in the order of §6.1.
    pub const ALL: [Self; 21] = [
        Submitted,
        RuledIn,
        RuledOut,
        Printed,
        Composited,
        OnAgenda,
        Moved,
        Carried,
        Lost,
        NotCarried,
        Withdrawn,
        NotMoved,
        Remitted,
        ReferredBack,
        NextBusiness,
        Adjourned,
        Guillotined,
        Falls,
        NotReached,
        RemittedToExecutive,
        Lapsed,
    ];

    /// What may become of a paper that stands here (§6.1).
    ///
    /// On the agenda it may be decided at once: the chair may allow the vote on what nobody has moved. A decision turns
    /// into another by a correction only; what fell, or was composited, stands on the agenda again by a correction too, and so
    /// does what was lost because nothing remained of it when its parts had been voted on.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Submitted => &[RuledIn, RuledOut, Withdrawn, Falls],
            RuledIn => &[RuledOut, Printed, OnAgenda, Composited, Withdrawn, Falls],
            RuledOut => &[RuledIn, OnAgenda, Withdrawn],
            Printed => &[RuledOut, OnAgenda, Composited, Withdrawn, Falls],
            Composited => &[OnAgenda],
            OnAgenda => &[
                Moved,
                Carried,
                Lost,
                NotCarried,
                Composited,
                Withdrawn,
                NotMoved,
                Remitted,
                ReferredBack,
                NextBusiness,
                Adjourned,
                Guillotined,
                Falls,
                NotReached,
            ],
            Moved => &[
                OnAgenda,
                Carried,
                Lost,
                NotCarried,
                Withdrawn,
                Remitted,
                ReferredBack,
                NextBusiness,
                Adjourned,
                Guillotined,
                NotReached,
            ],
            Carried => &[Lost, NotCarried],
            Lost => &[Carried, NotCarried, OnAgenda],
            NotCarried => &[Carried, Lost],
            Adjourned => &[OnAgenda, Moved, Withdrawn, Falls, NotReached],
            Guillotined => &[OnAgenda, Falls, NotReached, RemittedToExecutive, Lapsed],
            Falls => &[OnAgenda],
            NotReached => &[OnAgenda, RemittedToExecutive, Lapsed],
            Withdrawn | NotMoved | Remitted | ReferredBack | NextBusiness | RemittedToExecutive | Lapsed => {
                &[]
            }
        }
    }

    /// It could still be called and decided: on the agenda, before conference, or adjourned.
    #[must_use]
    pub fn is_undecided(self) -> bool {
        matches!(self, OnAgenda | Moved | Adjourned)
    }

    /// It can be decided now, or once it has come onto the agenda: nothing has been decided of it for good.
    #[must_use]
    pub fn may_yet_be_decided(self) -> bool {
        self.is_undecided() || self.is_with_committee() || matches!(self, Guillotined | NotReached)
    }

    /// It can fall with another decision, at the latest when its debate is over.
    #[must_use]
    pub fn may_fall(self) -> bool {
        self.is_undecided() || self.next().contains(&Falls)
    }

    /// The committee has it still: conference has not been asked to take it.
    #[must_use]
    pub fn is_with_committee(self) -> bool {
        matches!(self, Submitted | RuledIn | RuledOut | Printed)
    }

    /// Within a sentence: `on the agenda`, `before conference`, `not carried`.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Submitted => "handed in to the committee",
            RuledIn => "ruled in",
            RuledOut => "ruled out",
            Printed => "printed in the preliminary agenda",
            Composited => "composited",
            OnAgenda => "on the agenda",
            Moved => "before conference",
            Carried => "carried",
            Lost => "lost",
            NotCarried => "not carried",
            Withdrawn => "withdrawn",
            NotMoved => "not moved",
            Remitted => "remitted",
            ReferredBack => "referred back",
            NextBusiness => "passed over for the next business",
            Adjourned => "adjourned",
            Guillotined => "guillotined",
            Falls => "fallen",
            NotReached => "not reached",
            RemittedToExecutive => "left to the executive",
            Lapsed => "lapsed",
        }
    }
}

/// Whether a paper needs two-thirds: because its own line says so, or as a change of rule where the standing orders ask two-thirds
/// for every one (§2.1: UCU, UNISON).
#[must_use]
pub fn needs_two_thirds(kind: MotionKind, says_so: bool, orders: &StandingOrders) -> bool {
    says_so || (kind == MotionKind::RuleChange && orders.rule_change_two_thirds)
}

/// Whether a paper handed in at a moment is in time: to the last millisecond of the deadline, where there is one.
#[must_use]
pub fn is_in_time(handed_in: i64, deadline: Option<i64>) -> bool {
    deadline.is_none_or(|deadline| handed_in <= deadline)
}

/// Whether the paper of that label may go on from one state to the next.
///
/// # Errors
/// `motion.state`, with where it stands.
pub fn may_become(label: &str, from: State, to: State) -> Result<(), Refusal> {
    if from.next().contains(&to) {
        return Ok(());
    }
    let sentence = format!("{label} is {}: it cannot be {} now.", from.in_words(), to.in_words());
    let refusal = Refusal::new("motion.state", sentence);
    Err(match first(from, to) {
        None => refusal,
        Some(way) => refusal.allowed_by(format!("It would have to be {} first.", way.in_words())),
    })
}

/// What a paper would have to be before: the next step on its way, or the only state from which that is reached.
fn first(from: State, to: State) -> Option<State> {
    let leads = |way: &State| way.next().contains(&to);
    let is_a_step = |way: &State| matches!(way, RuledIn | Printed | OnAgenda | Moved);
    if let Some(step) = from.next().iter().copied().filter(is_a_step).find(leads) {
        return Some(step);
    }
    let ways: Vec<_> = State::ALL.into_iter().filter(leads).collect();
    match ways.as_slice() {
        [one] if from.may_yet_be_decided() => Some(*one),
        [] | [_] | [_, _, ..] => None,
    }
}

#[cfg(test)]
#[path = "motion_tests.rs"]
mod tests;
