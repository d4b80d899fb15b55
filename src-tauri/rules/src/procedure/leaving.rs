//! How a paper leaves conference by its mover's word (§1 "Remit", "Withdrawn"; §2.1 Citrine, PCS DETR, the Irish union).
//!
//! Invariant: what was moved belongs to the meeting: the mover alone takes it back only where the standing orders say so.

use crate::refusal::Refusal;
use crate::standing_orders::{RemitBy, WithdrawBy};

/// Whether the mover may take a paper back without asking anybody; `moved`: it has been moved.
///
/// # Errors
/// `withdraw.leave`, which the chair may allow.
pub fn may_withdraw(label: &str, moved: bool, by: WithdrawBy) -> Result<(), Refusal> {
    let (how, allow) = match by {
        _ if !moved => return Ok(()),
        WithdrawBy::Mover => return Ok(()),
        WithdrawBy::Majority => ("with leave of a majority", "Let the mover ask for leave, and put it."),
        WithdrawBy::NoObjection => (
            "if nobody objects",
            "Let the mover ask for leave, and put it: one objector keeps it before conference.",
        ),
    };
    Err(Refusal::new("withdraw.leave", format!("{label} has been moved: it is withdrawn {how}."))
        .allowed_by(allow)
        .by_reason())
}

/// Whether a paper may be remitted at once; `agreed` is what its mover said when last asked.
///
/// # Errors
/// `remit.consent`, which the chair may allow.
pub fn may_remit(label: &str, by: RemitBy, agreed: Option<bool>) -> Result<(), Refusal> {
    let (sentence, allow) = match (by, agreed) {
        (RemitBy::Mover, Some(true)) => return Ok(()),
        (RemitBy::Mover, None) => {
            (format!("The mover of {label} has not been asked to let it go."), "Ask the mover.")
        }
        (RemitBy::Mover | RemitBy::MoverAndConference, Some(false)) => {
            (format!("The mover does not agree to let {label} go."), "Go on with the debate.")
        }
        (RemitBy::MoverAndConference | RemitBy::AnyDelegate, None) => (
            format!("The mover of {label} is asked first, and then conference."),
            "Ask the mover; then put the remission to conference.",
        ),
        (RemitBy::MoverAndConference | RemitBy::AnyDelegate, Some(_)) => {
            (format!("Conference decides on the remission of {label}."), "Put the remission to conference.")
        }
    };
    Err(Refusal::new("remit.consent", sentence).allowed_by(allow).by_reason())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_moved_is_withdrawn_with_leave() {
        for (moved, by, expect) in [
            (false, WithdrawBy::Mover, None),
            (false, WithdrawBy::Majority, None),
            (false, WithdrawBy::NoObjection, None),
            (true, WithdrawBy::Mover, None),
            (
                true,
                WithdrawBy::Majority,
                Some("Motion 1 has been moved: it is withdrawn with leave of a majority."),
            ),
            (
                true,
                WithdrawBy::NoObjection,
                Some("Motion 1 has been moved: it is withdrawn if nobody objects."),
            ),
        ] {
            let found = may_withdraw("Motion 1", moved, by);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.err().map(|refusal| refusal.sentence).as_deref(), expect, "{moved} {by:?}");
        }
    }

    #[test]
    fn a_paper_is_remitted_at_once_where_the_mover_alone_says_so() {
        use RemitBy::{AnyDelegate, Mover, MoverAndConference};
        for (by, agreed, remitted) in [
            (Mover, None, false),
            (Mover, Some(false), false),
            (Mover, Some(true), true),
            (MoverAndConference, None, false),
            (MoverAndConference, Some(false), false),
            (MoverAndConference, Some(true), false),
            (AnyDelegate, None, false),
            (AnyDelegate, Some(false), false),
            (AnyDelegate, Some(true), false),
        ] {
            let found = may_remit("motion 1", by, agreed);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.is_ok(), remitted, "{by:?} {agreed:?}");
        }
    }
}
