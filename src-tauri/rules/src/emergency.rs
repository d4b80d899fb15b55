//! Emergency and late motions (§1): an emergency is an event *after* the deadline for motions; it is handed in before the
//! deadline for emergencies, if there is one.
//!
//! Invariant: what can be worked out is worked out; what has to be judged is left to the committee, and said so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;

/// What is known of one. Days are counted from any day, times in ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// It is an emergency motion, which rests on an event; else it is only late.
    pub emergency: bool,
    /// The day of the event; none for a late motion, which rests on none.
    pub event_day: Option<i64>,
    /// The day of the deadline for motions; none where there is none.
    pub deadline_day: Option<i64>,
    /// The day it was handed in.
    pub handed_in_day: i64,
    /// When it was handed in.
    pub handed_in: i64,
    /// The last moment for such papers; none where there is none.
    pub until: Option<i64>,
}

/// One of the criteria by which the committee rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "EmergencyCriterion")]
#[schemars(rename = "EmergencyCriterion")]
pub struct Criterion {
    /// What is asked.
    pub words: String,
    /// Whether it is so; none where the committee has to judge.
    pub met: Option<bool>,
}

/// The criteria: the event, the time, competence, and whether it is covered already.
#[must_use]
pub fn criteria(facts: Facts) -> Vec<Criterion> {
    let mut all = Vec::new();
    let mut add = |words: &str, met| all.push(Criterion { words: words.to_owned(), met });
    if let Some(event) = facts.event_day {
        add(
            "The event came after the deadline for motions",
            facts.deadline_day.map(|deadline| event > deadline),
        );
        add("The event came before the motion", Some(event <= facts.handed_in_day));
    }
    if facts.emergency && facts.event_day.is_none() {
        add("It names the event that it rests on", Some(false));
    }
    if let Some(until) = facts.until {
        add("It was handed in in time", Some(facts.handed_in <= until));
    }
    add("It is competent", None);
    add("Nothing on the agenda covers it already", None);
    all
}

/// Whether the committee may rule it in.
///
/// # Errors
/// One of the criteria that can be worked out is not met. The chair may allow it with a reason.
pub fn may_be_ruled_in(label: &str, facts: Facts) -> Result<(), Refusal> {
    let refuse = |code: &str, why: &str| Err(Refusal::new(code, format!("{label} {why}.")).by_reason());
    match (facts.event_day, facts.deadline_day) {
        (None, _) if facts.emergency => {
            return refuse("emergency.no_event", "names no event that it rests on");
        }
        (Some(event), Some(deadline)) if event <= deadline => {
            return refuse(
                "emergency.before_deadline",
                "rests on an event that came before the deadline for motions",
            );
        }
        (Some(event), _) if event > facts.handed_in_day => {
            return refuse("emergency.not_yet", "rests on an event that had not come when it was handed in");
        }
        (Some(_) | None, _) => {}
    }
    match facts.until {
        Some(until) if facts.handed_in > until => {
            refuse("emergency.too_late", "was handed in after the deadline for such papers")
        }
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, criteria, may_be_ruled_in};

    #[test]
    fn an_emergency_is_an_event_after_the_deadline() {
        // The event, the deadline for motions, the day it was handed in, when, and the deadline for emergencies.
        for (emergency, event, deadline, day, at, until, code) in [
            (true, Some(11), Some(10), 12, 1_200, Some(1_300), ""),
            (true, Some(12), Some(10), 12, 1_200, None, ""),
            // On the very day of the deadline: the motion could still have been handed in.
            (true, Some(10), Some(10), 12, 1_200, None, "emergency.before_deadline"),
            (true, Some(9), Some(10), 12, 1_200, None, "emergency.before_deadline"),
            // Nobody has set a deadline: it cannot be worked out.
            (true, Some(9), None, 12, 1_200, None, ""),
            (true, Some(13), Some(10), 12, 1_200, None, "emergency.not_yet"),
            // PCS: at least five days before conference (§1).
            (true, Some(11), Some(10), 12, 1_300, Some(1_300), ""),
            (true, Some(11), Some(10), 12, 1_301, Some(1_300), "emergency.too_late"),
            // It came in as any other motion, with its kind and no event.
            (true, None, None, 12, 1_200, None, "emergency.no_event"),
            (true, None, Some(10), 12, 1_301, Some(1_300), "emergency.no_event"),
            // A late motion rests on no event.
            (false, None, Some(10), 12, 1_200, Some(1_300), ""),
            (false, None, Some(10), 12, 1_301, Some(1_300), "emergency.too_late"),
        ] {
            let facts = Facts {
                emergency,
                event_day: event,
                deadline_day: deadline,
                handed_in_day: day,
                handed_in: at,
                until,
            };
            let found = may_be_ruled_in("Emergency motion E1", facts);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.err().map_or(String::new(), |refusal| refusal.code), code, "{facts:?}");
            let unmet = criteria(facts).iter().any(|criterion| criterion.met == Some(false));
            assert_eq!(unmet, !code.is_empty(), "what is shown and what is refused are one: {facts:?}");
        }
    }

    #[test]
    fn what_must_be_judged_is_left_open() {
        let facts = Facts {
            emergency: true,
            event_day: Some(2),
            deadline_day: None,
            handed_in_day: 2,
            handed_in: 0,
            until: None,
        };
        let open: Vec<_> = criteria(facts).into_iter().filter(|c| c.met.is_none()).map(|c| c.words).collect();
        assert_eq!(
            open,
            [
                "The event came after the deadline for motions",
                "It is competent",
                "Nothing on the agenda covers it already"
            ]
        );
    }
}
