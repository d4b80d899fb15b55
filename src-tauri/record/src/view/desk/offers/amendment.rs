//! The amendment, or the challenge to a report, that comes next to the question before conference.
//!
//! Invariant: one that can be called comes before one that a person must settle first; neither is passed over without a word.

use rules::refusal::Refusal;

use super::offer;
use crate::command::{Command, MotionKind};
use crate::view::desk::{Callable, Floor};
use crate::view::parts::Offer;

/// What is taken next: what nothing stands in the way of but the speech that is being made, for when that has ended it is
/// taken; else what no longer fits, where it would have been taken.
pub(super) fn coming(floor: &Floor) -> Option<&Callable> {
    let waits_for_the_speech = |refused: &Refusal| refused.code == "procedure.interrupts";
    let can_be_called = |paper: &&Callable| {
        matches!(paper.kind, MotionKind::Amendment | MotionKind::Challenge)
            && paper.refused.as_ref().is_none_or(waits_for_the_speech)
    };
    let next = floor.callable.iter().find(can_be_called);
    next.or_else(|| floor.callable.iter().find(|paper| paper.to_settle))
}

/// A challenge to the report that is before conference, before the report is put.
fn take_challenge(challenge: &Callable) -> Offer {
    let label = challenge.label.replacen('C', "c", 1);
    let mover = challenge.mover.as_ref().map_or_else(String::new, |m| format!(" {m} to move."));
    offer("N", format!("Call {label}"))
        .does(Command::CallMotion { motion: challenge.motion })
        .hints(challenge.title.clone())
        .says(format!("We take {label}.{mover}"))
}

/// The next amendment: to be moved, to be settled by hand, or, debated already with the motion, to be voted on.
pub(super) fn take(amendment: &Callable) -> Offer {
    if amendment.kind == MotionKind::Challenge {
        return take_challenge(amendment);
    }
    // Of its label the first letter alone: a number may have letters, S1.2.
    let label = amendment.label.replacen('A', "a", 1);
    if amendment.to_settle {
        return offer("N", format!("Settle what is left of {label}"))
            .asks("settle")
            .hints("it no longer fits the text")
            .says(format!("What is left of {label}, after what was carried?"));
    }
    let (hint, says) = if amendment.seconded {
        ("debated with the motion: its vote".to_owned(), format!("We vote on {label}."))
    } else if amendment.debated {
        let says = format!("We come to {label}. Is it seconded?");
        ("debated with the motion; nobody has seconded it".to_owned(), says)
    } else {
        let mover = amendment.mover.as_ref().map_or_else(String::new, |m| format!(" {m} to move."));
        (amendment.mover.clone().unwrap_or_default(), format!("We take {label}.{mover}"))
    };
    let hint = if amendment.direct_negative {
        "out of order: it only says no to the motion".to_owned()
    } else {
        hint
    };
    offer("N", format!("Call {label}"))
        .does(Command::CallMotion { motion: amendment.motion })
        .hints(hint)
        .says(says)
}
