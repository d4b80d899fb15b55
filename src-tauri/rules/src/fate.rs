//! How a paper leaves conference without a vote upon it (§6.1, side exits), and when that is in order (§1).
//!
//! Invariant: an amendment goes with its motion: of its own it is only moved or not moved, decided, accepted, withdrawn or
//! fallen. What may become of a state is [`crate::motion::State::next`]; this adds what must be so before conference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::motion::{MotionKind, State, may_become};
use crate::refusal::Refusal;

/// What becomes of a paper that is not voted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PaperFate")]
#[schemars(rename = "PaperFate")]
pub enum Fate {
    /// It was called and nobody moved it.
    NotMoved,
    /// Its mover agrees that the executive takes it, undecided.
    Remitted,
    /// Conference sends it back.
    ReferredBack,
    /// Conference goes on to the next business.
    NextBusiness,
    /// Its debate stops, and goes on later where it stopped.
    Adjourned,
    /// The time of its section is up.
    Guillotined,
    /// Conference closes without it.
    NotReached,
    /// Not reached: the executive takes it.
    RemittedToExecutive,
    /// Not reached: it is nobody's any more.
    Lapsed,
}

/// How far a paper has come before conference at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// It is not before conference.
    No,
    /// Called, not moved.
    Called,
    /// Moved.
    Moved,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 9] = [
        Self::NotMoved,
        Self::Remitted,
        Self::ReferredBack,
        Self::NextBusiness,
        Self::Adjourned,
        Self::Guillotined,
        Self::NotReached,
        Self::RemittedToExecutive,
        Self::Lapsed,
    ];

    /// Where the paper then stands.
    #[must_use]
    pub fn state(self) -> State {
        match self {
            Self::NotMoved => State::NotMoved,
            Self::Remitted => State::Remitted,
            Self::ReferredBack => State::ReferredBack,
            Self::NextBusiness => State::NextBusiness,
            Self::Adjourned => State::Adjourned,
            Self::Guillotined => State::Guillotined,
            Self::NotReached => State::NotReached,
            Self::RemittedToExecutive => State::RemittedToExecutive,
            Self::Lapsed => State::Lapsed,
        }
    }

    /// The paper may come back by itself: its amendments wait for it.
    #[must_use]
    pub fn may_come_back(self) -> bool {
        matches!(self, Self::Adjourned | Self::Guillotined | Self::NotReached)
    }

    /// What the record says was done to it: `was remitted`; by whose word stands behind it.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NotMoved => "was not moved",
            Self::Remitted => "was remitted",
            Self::ReferredBack => "was referred back",
            Self::NextBusiness => "was left undecided: conference went on to the next business",
            Self::Adjourned => "was adjourned",
            Self::Guillotined => "was guillotined",
            Self::NotReached => "was not reached",
            Self::RemittedToExecutive => "was not reached and goes to the executive",
            Self::Lapsed => "was not reached and lapses",
        }
    }
}

/// Whether that may become of a paper now.
///
/// # Errors
/// A refusal that says what is in the way: it is an amendment, it was moved already, it is not before conference, or it
/// stands where this cannot follow.
pub fn may_befall(
    label: &str,
    kind: MotionKind,
    from: State,
    before: Before,
    fate: Fate,
) -> Result<(), Refusal> {
    if kind == MotionKind::Amendment && fate != Fate::NotMoved {
        let sentence = format!("{label} goes with the paper it would amend.");
        return Err(Refusal::new("motion.goes_with_its_paper", sentence)
            .allowed_by("Decide the amendment, or say what becomes of its paper."));
    }
    let refusal = |sentence: String, allow: &str| {
        Err(Refusal::new("motion.before_conference", sentence).allowed_by(allow.to_owned()))
    };
    match (fate, before) {
        (Fate::NotMoved, Before::Moved) => {
            return refusal(format!("{label} has been moved."), "Its mover may withdraw it.");
        }
        (
            Fate::NotMoved | Fate::Remitted | Fate::ReferredBack | Fate::NextBusiness | Fate::Adjourned,
            Before::No,
        ) if from.is_undecided() => {
            return refusal(format!("{label} is not before conference."), "Call it first.");
        }
        (Fate::NotReached | Fate::RemittedToExecutive | Fate::Lapsed, Before::Called | Before::Moved) => {
            return refusal(
                format!("{label} is before conference."),
                "Decide it, adjourn it or withdraw it.",
            );
        }
        (_, Before::No | Before::Called | Before::Moved) => {}
    }
    may_become(label, from, fate.state())
}

#[cfg(test)]
mod tests {
    use super::{Before, Fate, may_befall};
    use crate::motion::{MotionKind, State};

    #[test]
    fn what_may_befall_a_paper() {
        let on = (State::OnAgenda, Before::No);
        let called = (State::OnAgenda, Before::Called);
        let moved = (State::Moved, Before::Moved);
        let (guillotined, not_reached) = ((State::Guillotined, Before::No), (State::NotReached, Before::No));
        for (fate, fine, not) in [
            (Fate::NotMoved, &[called][..], &[on, moved, not_reached][..]),
            (Fate::Remitted, &[called, moved], &[on, guillotined]),
            (Fate::ReferredBack, &[called, moved], &[on]),
            (Fate::NextBusiness, &[called, moved], &[on]),
            (Fate::Adjourned, &[called, moved], &[on, (State::Adjourned, Before::No)]),
            (Fate::Guillotined, &[on, called, moved], &[not_reached, (State::Carried, Before::No)]),
            (Fate::NotReached, &[on, guillotined, (State::Adjourned, Before::No)], &[called, moved]),
            (Fate::RemittedToExecutive, &[guillotined, not_reached], &[on, moved]),
            (Fate::Lapsed, &[guillotined, not_reached], &[on, (State::Printed, Before::No)]),
        ] {
            let may = |(from, before)| may_befall("Motion 12", MotionKind::Motion, from, before, fate);
            for way in fine {
                assert_eq!(may(*way), Ok(()), "{fate:?} from {way:?}");
            }
            for way in not {
                assert!(may(*way).is_err(), "{fate:?} from {way:?}");
            }
        }
    }

    #[test]
    fn an_amendment_goes_with_its_motion() {
        for fate in Fate::ALL {
            let may =
                may_befall("Amendment 4.1", MotionKind::Amendment, State::OnAgenda, Before::Called, fate);
            assert_eq!(may.is_ok(), fate == Fate::NotMoved, "{fate:?}");
        }
    }

    #[test]
    fn refusals_in_words() {
        let may =
            |from, before, fate| may_befall("Motion 12", MotionKind::Motion, from, before, fate).unwrap_err();
        for (refusal, words) in [
            (
                may(State::Moved, Before::Moved, Fate::NotMoved),
                "Motion 12 has been moved. Its mover may withdraw it.",
            ),
            (
                may(State::OnAgenda, Before::No, Fate::Remitted),
                "Motion 12 is not before conference. Call it first.",
            ),
            (may(State::Carried, Before::No, Fate::Lapsed), "Motion 12 is carried: it cannot be lapsed now."),
        ] {
            assert_eq!(refusal.to_string(), words);
        }
    }
}
