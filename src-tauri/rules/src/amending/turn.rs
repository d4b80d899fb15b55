//! Whose turn it is among the amendments to a paper, and when the paper itself may be put (§6.2).
//!
//! Invariant: no amendment is passed over without a word: it is called, said to be not moved, or passed over with the
//! chair's reason.

use super::AmendmentOrder;
use crate::refusal::Refusal;

/// An amendment that is called, and what stands about it in the order of the standing orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn<'a> {
    /// `Amendment 4.2`
    pub label: &'a str,
    /// The first that waits and comes before it: `Amendment 4.1`
    pub earlier: Option<&'a str>,
    /// One to a later part of the text that was moved already: `Amendment 4.3`
    pub later_moved: Option<&'a str>,
}

/// Whether an amendment is called in its turn. An amendment to a later part, once moved, bars those to earlier parts where
/// they are taken by their place in the text (Citrine).
///
/// # Errors
/// `amendment.not_next` and `amendment.passed`; the chair may allow each.
pub fn in_turn(turn: &Turn<'_>, order: AmendmentOrder) -> Result<(), Refusal> {
    let label = turn.label;
    if let Some(earlier) = turn.earlier {
        let why = match order {
            AmendmentOrder::TextPosition => {
                format!("{earlier} comes before {}: they are taken in the order of the text.", within(label))
            }
            AmendmentOrder::Printed => {
                format!("{earlier} comes before {}: they are taken as they are printed.", within(label))
            }
            AmendmentOrder::Soc => {
                format!("{earlier} comes before {}: the committee has placed them so.", within(label))
            }
        };
        return Err(Refusal::new("amendment.not_next", why)
            .allowed_by(format!(
                "Call {} first; or take this one out of its turn with a reason.",
                within(earlier)
            ))
            .by_reason());
    }
    let Some(later) = turn.later_moved.filter(|_| order == AmendmentOrder::TextPosition) else {
        return Ok(());
    };
    Err(Refusal::new(
        "amendment.passed",
        format!("{later} was to a later part of the text and has been moved: that bars {}.", within(label)),
    )
    .allowed_by("Go on: it falls when the paper is decided; or take it all the same with a reason.")
    .by_reason())
}

/// Whether a paper may be put: each of its amendments was taken, or said to be not moved. `waiting` is the first that was
/// not. Where conference closed the debate it has chosen the vote on the paper, and knew it.
///
/// # Errors
/// `amendment.not_taken`, which the chair may allow: what was not taken falls with the decision.
pub fn all_taken(waiting: Option<&str>, closed: bool) -> Result<(), Refusal> {
    let Some(label) = waiting.filter(|_| !closed) else { return Ok(()) };
    Err(Refusal::new("amendment.not_taken", format!("{label} has not been taken."))
        .allowed_by(format!(
            "Call {} first; or put the question with a reason: it then falls without a vote.",
            within(label)
        ))
        .by_reason())
}

/// Whether a paper may be put while one of its amendments no longer fits the text: nobody has said what is left of it.
/// `unfit` is the first such.
///
/// # Errors
/// `amendment.not_settled`, which the chair may allow: it falls with the decision.
pub fn all_settled(unfit: Option<&str>) -> Result<(), Refusal> {
    let Some(label) = unfit else { return Ok(()) };
    Err(Refusal::new(
        "amendment.not_settled",
        format!("{label} no longer fits the text, and has not been taken."),
    )
    .allowed_by("Settle what is left of it; or put the question with a reason: it then falls without a vote.")
    .by_reason())
}

/// Of a label the first letter alone: a number may have letters, S1.2.
fn within(label: &str) -> String {
    label.replacen('A', "a", 1)
}

#[cfg(test)]
mod tests {
    use super::AmendmentOrder::{Printed, Soc, TextPosition};
    use super::*;

    #[test]
    fn amendments_are_called_in_their_turn() {
        let (first, later) = (Some("Amendment 4.1"), Some("Amendment 4.3"));
        for (earlier, later_moved, order, expect) in [
            (None, None, TextPosition, None),
            (first, None, TextPosition, Some("amendment.not_next")),
            (first, None, Printed, Some("amendment.not_next")),
            (first, None, Soc, Some("amendment.not_next")),
            (first, later, TextPosition, Some("amendment.not_next")),
            (None, later, TextPosition, Some("amendment.passed")),
            (None, later, Printed, None),
            (None, later, Soc, None),
        ] {
            let found = in_turn(&Turn { label: "Amendment 4.2", earlier, later_moved }, order);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(
                found.err().map(|refusal| refusal.code).as_deref(),
                expect,
                "{earlier:?} {later_moved:?} {order:?}"
            );
        }
    }

    #[test]
    fn a_paper_waits_for_what_a_person_is_to_settle() {
        for (unfit, expect) in [(None, None), (Some("Amendment S1.3"), Some("amendment.not_settled"))] {
            let found = all_settled(unfit);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.err().map(|refusal| refusal.code).as_deref(), expect, "{unfit:?}");
        }
    }

    #[test]
    fn a_paper_waits_for_its_amendments_unless_conference_has_closed_the_debate() {
        for (waiting, closed, expect) in [
            (None, false, None),
            (None, true, None),
            (Some("Amendment S1.2"), false, Some("Amendment S1.2 has not been taken.")),
            (Some("Amendment S1.2"), true, None),
        ] {
            let found = all_taken(waiting, closed);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(
                found.err().map(|refusal| refusal.sentence).as_deref(),
                expect,
                "{waiting:?} {closed}"
            );
        }
    }
}
