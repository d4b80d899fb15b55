//! What of the committee's a delegate may challenge (§5 "Challenges are normal"): that a paper was ruled out, or in, that papers
//! were composited, where a paper stands on the agenda, a part of a report (§1 "Reference back").
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
    /// The paper was ruled in: that it be ruled out, and not taken.
    Admitted,
    /// The paper is a composite: that it be dissolved, and its sources stand as they stood.
    Composite,
    /// The paper has its place on the agenda: that it be taken under another item.
    Place,
    /// The paper is a report: that a part of it be referred back while the rest is adopted.
    Part,
}

impl Ground {
    /// Every ground upon a paper as a whole.
    pub const ALL: [Self; 4] = [Self::Ruling, Self::Composite, Self::Place, Self::Admitted];

    /// What conference is asked, `motion 12` being challenged and `Education` the item that is asked for; of a report `part 3,
    /// Timetable`.
    #[must_use]
    pub fn wording(self, paper: &str, to: &str) -> String {
        match self {
            Self::Ruling => format!("That {paper} be placed on the agenda"),
            Self::Admitted => format!("That {paper} be ruled out"),
            Self::Composite => format!("That {paper} be dissolved, and its sources be taken as they stood"),
            Self::Place => format!("That {paper} be taken under {to}"),
            Self::Part => format!("That {to}, of {paper} be referred back"),
        }
    }

    /// What is challenged: `the committee’s ruling on motion 12`.
    #[must_use]
    pub fn in_words(self, paper: &str) -> String {
        match self {
            Self::Ruling | Self::Admitted => format!("the committee’s ruling on {paper}"),
            Self::Composite => format!("the compositing of {paper}"),
            Self::Place => format!("the place of {paper} on the agenda"),
            Self::Part => format!("a part of {paper}"),
        }
    }
}

/// Whether a paper that was ruled in stands so yet: conference has not had it before it.
#[must_use]
pub fn may_be_ruled_out(state: State) -> bool {
    matches!(state, State::RuledIn | State::Printed | State::OnAgenda)
}

/// What a challenge rests on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts {
    /// It is a composite that has taken the place of its sources.
    pub composited: bool,
    /// The committee has ruled it in: what comes from the floor never was.
    pub ruled_in: bool,
    /// Whether an item is named under which it is to be taken, and whether that is another than it has.
    pub to: Option<bool>,
}

/// Whether a paper can be challenged on that ground.
///
/// # Errors
/// `challenge.nothing_ruled`, `challenge.composited`, `challenge.no_composite`, `challenge.no_place`, `challenge.same_place`, `challenge.report_over`.
pub fn may_be_challenged(label: &str, ground: Ground, state: State, facts: Facts) -> Result<(), Refusal> {
    let stands = format!("{label} is {}", state.in_words());
    match ground {
        Ground::Ruling if state != State::RuledOut => {
            let sentence = format!("{stands}: there is no ruling to challenge.");
            Err(Refusal::new("challenge.nothing_ruled", sentence))
        }
        Ground::Admitted if facts.composited => {
            let sentence = format!("{label} was composited: it is that which can be challenged.");
            Err(Refusal::new("challenge.composited", sentence)
                .allowed_by("Challenge the composite: that it be dissolved."))
        }
        Ground::Admitted if !facts.ruled_in || !may_be_ruled_out(state) => {
            let sentence = format!("{stands}: there is no ruling to challenge.");
            Err(Refusal::new("challenge.nothing_ruled", sentence))
        }
        Ground::Composite if !facts.composited || state != State::OnAgenda => {
            let sentence = format!("{stands}: there is no composite on the agenda to challenge.");
            Err(Refusal::new("challenge.no_composite", sentence))
        }
        Ground::Place if state != State::OnAgenda => {
            let sentence = format!("{stands}: it has no place on the agenda to challenge.");
            Err(Refusal::new("challenge.no_place", sentence))
        }
        Ground::Place if facts.to != Some(true) => {
            let sentence = format!("{label} is to be taken under another item: which one is to be said.");
            Err(Refusal::new("challenge.same_place", sentence)
                .allowed_by("Name an item that it is not taken under already."))
        }
        Ground::Part if !matches!(state, State::OnAgenda | State::Moved | State::Adjourned) => {
            let sentence = format!("{stands}: no part of it is referred back now.");
            Err(Refusal::new("challenge.report_over", sentence))
        }
        Ground::Ruling | Ground::Admitted | Ground::Composite | Ground::Place | Ground::Part => Ok(()),
    }
}

/// Whether a report may be put: what is challenged in it is decided first, as amendments are, and what conference carried has
/// been done. `waiting` is the first challenge that was not taken, `carried` the first that was not carried out; where
/// conference closed the debate it has chosen the vote on the report, and knew it.
///
/// # Errors
/// `challenge.not_taken`, `challenge.not_carried_out`; the chair may allow each.
pub fn none_upon_it(waiting: Option<&str>, carried: Option<&str>, closed: bool) -> Result<(), Refusal> {
    if let Some(label) = carried {
        let sentence = format!("{label} was carried, and has not been carried out.");
        return Err(Refusal::new("challenge.not_carried_out", sentence)
            .allowed_by(
                "Carry it out first: the part goes back; or put the report as it stands with a reason.",
            )
            .by_reason());
    }
    let Some(label) = waiting.filter(|_| !closed) else { return Ok(()) };
    Err(Refusal::new("challenge.not_taken", format!("{label} has not been taken."))
        .allowed_by(format!(
            "Call {} first; or put the report past it with a reason.",
            label.replacen('C', "c", 1)
        ))
        .by_reason())
}

#[cfg(test)]
mod tests {
    use super::{Facts, Ground, may_be_challenged, none_upon_it};
    use crate::motion::State;

    #[test]
    fn what_may_be_challenged() {
        use Ground::{Admitted, Composite, Part, Place, Ruling};
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
            (Admitted, State::RuledIn, false, None, None),
            (Admitted, State::Printed, false, None, None),
            (Admitted, State::OnAgenda, false, None, None),
            (Admitted, State::OnAgenda, true, None, Some("challenge.composited")),
            (Admitted, State::RuledOut, false, None, Some("challenge.nothing_ruled")),
            (Admitted, State::Submitted, false, None, Some("challenge.nothing_ruled")),
            (Admitted, State::Moved, false, None, Some("challenge.nothing_ruled")),
            (Admitted, State::Carried, false, None, Some("challenge.nothing_ruled")),
            (Part, State::OnAgenda, false, None, None),
            (Part, State::Moved, false, None, None),
            (Part, State::Adjourned, false, None, None),
            (Part, State::Carried, false, None, Some("challenge.report_over")),
            (Part, State::Withdrawn, false, None, Some("challenge.report_over")),
        ] {
            let facts = Facts { composited, ruled_in: true, to };
            let refusal = may_be_challenged("Motion 12", ground, state, facts).err();
            assert_eq!(refusal.as_ref().map(|why| why.code.as_str()), code, "{ground:?} {state:?} {to:?}");
        }
        // What came from the floor was never ruled in.
        let refusal =
            may_be_challenged("Motion 12", Admitted, State::OnAgenda, Facts::default()).unwrap_err();
        assert_eq!(refusal.code, "challenge.nothing_ruled");
    }

    #[test]
    fn a_report_waits_for_what_is_challenged_in_it() {
        let (one, two) = (Some("Challenge CH1"), Some("Challenge CH2"));
        for (waiting, carried, closed, expect) in [
            (None, None, false, None),
            (one, None, false, Some("challenge.not_taken")),
            // Conference chose the vote on the report.
            (one, None, true, None),
            // What it has carried is done whatever it chose afterwards.
            (None, two, true, Some("challenge.not_carried_out")),
            (one, two, false, Some("challenge.not_carried_out")),
        ] {
            let found = none_upon_it(waiting, carried, closed);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            let code = found.err().map(|refusal| refusal.code);
            assert_eq!(code.as_deref(), expect, "{waiting:?} {carried:?} {closed}");
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
                "That motion 12 be ruled out",
            ]
        );
        assert_eq!(
            Ground::Part.wording("report R1", "part 3, Timetable"),
            "That part 3, Timetable, of report R1 be referred back"
        );
    }
}
