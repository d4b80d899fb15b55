//! What of the committee's a delegate may challenge (§5 "Challenges are normal"): that a paper was ruled out, that papers were
//! composited, where a paper stands on the agenda.
//!
//! Invariant: a challenge asks for one thing that can be carried out by one act; what conference has before it is past
//! challenging.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::motion::State;
use crate::refusal::Refusal;

/// What a challenge is to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ChallengeGround")]
#[schemars(rename = "ChallengeGround")]
pub enum Ground {
    /// The paper was ruled out: that it be placed on the agenda.
    Ruling,
    /// The paper is a composite: that it be dissolved, and its sources stand as they stood.
    Composite,
    /// The paper has its place on the agenda: that it be taken under another item.
    Place,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 3] = [Self::Ruling, Self::Composite, Self::Place];

    /// What conference is asked, `motion 12` being challenged and `Education` the item that is asked for.
    #[must_use]
    pub fn wording(self, paper: &str, to: &str) -> String {
        match self {
            Self::Ruling => format!("That {paper} be placed on the agenda"),
            Self::Composite => format!("That {paper} be dissolved, and its sources be taken as they stood"),
            Self::Place => format!("That {paper} be taken under {to}"),
        }
    }

    /// What is challenged: `the committee’s ruling on motion 12`.
    #[must_use]
    pub fn in_words(self, paper: &str) -> String {
        match self {
            Self::Ruling => format!("the committee’s ruling on {paper}"),
            Self::Composite => format!("the compositing of {paper}"),
            Self::Place => format!("the place of {paper} on the agenda"),
        }
    }
}

/// Whether a paper can be challenged on that ground. `composited`: it is a composite that has taken the place of its sources;
/// `to`: whether an item is named under which it is to be taken, and whether that is another than it has.
///
/// # Errors
/// `challenge.nothing_ruled`, `challenge.no_composite`, `challenge.no_place`, `challenge.same_place`.
pub fn may_be_challenged(
    label: &str,
    ground: Ground,
    state: State,
    composited: bool,
    to: Option<bool>,
) -> Result<(), Refusal> {
    let stands = format!("{label} is {}", state.in_words());
    match ground {
        Ground::Ruling if state != State::RuledOut => {
            let sentence = format!("{stands}: there is no ruling to challenge.");
            Err(Refusal::new("challenge.nothing_ruled", sentence))
        }
        Ground::Composite if !composited || state != State::OnAgenda => {
            let sentence = format!("{stands}: there is no composite on the agenda to challenge.");
            Err(Refusal::new("challenge.no_composite", sentence))
        }
        Ground::Place if state != State::OnAgenda => {
            let sentence = format!("{stands}: it has no place on the agenda to challenge.");
            Err(Refusal::new("challenge.no_place", sentence))
        }
        Ground::Place if to != Some(true) => {
            let sentence = format!("{label} is to be taken under another item: which one is to be said.");
            Err(Refusal::new("challenge.same_place", sentence)
                .allowed_by("Name an item that it is not taken under already."))
        }
        Ground::Ruling | Ground::Composite | Ground::Place => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Ground, may_be_challenged};
    use crate::motion::State;

    #[test]
    fn what_may_be_challenged() {
        use Ground::{Composite, Place, Ruling};
        for (ground, state, composited, to, code) in [
            (Ruling, State::RuledOut, false, None, None),
            (Ruling, State::OnAgenda, false, None, Some("challenge.nothing_ruled")),
            (Composite, State::OnAgenda, true, None, None),
            (Composite, State::OnAgenda, false, None, Some("challenge.no_composite")),
            (Composite, State::RuledIn, true, None, Some("challenge.no_composite")),
            (Composite, State::Moved, true, None, Some("challenge.no_composite")),
            (Place, State::OnAgenda, false, Some(true), None),
            (Place, State::OnAgenda, true, Some(true), None),
            (Place, State::OnAgenda, false, Some(false), Some("challenge.same_place")),
            (Place, State::OnAgenda, false, None, Some("challenge.same_place")),
            (Place, State::Moved, false, Some(true), Some("challenge.no_place")),
            (Place, State::Carried, false, Some(true), Some("challenge.no_place")),
        ] {
            let refusal = may_be_challenged("Motion 12", ground, state, composited, to).err();
            assert_eq!(refusal.as_ref().map(|why| why.code.as_str()), code, "{ground:?} {state:?} {to:?}");
        }
    }

    #[test]
    fn what_conference_is_asked() {
        assert_eq!(
            Ground::ALL.map(|ground| ground.wording("motion 12", "Education")),
            [
                "That motion 12 be placed on the agenda",
                "That motion 12 be dissolved, and its sources be taken as they stood",
                "That motion 12 be taken under Education",
            ]
        );
    }
}
