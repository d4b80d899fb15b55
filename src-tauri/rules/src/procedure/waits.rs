//! What must be dealt with before conference turns to something else, or a paper leaves it.
//!
//! Invariant: nobody walks round a doubted quorum, a challenge, a point that waits for its ruling or a show of hands
//! without the chair's reason.

use super::Kind;
use crate::interruption::ruled_on_first;
use crate::refusal::Refusal;
use crate::share::capital;

/// How the quorum stands that somebody doubts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubted {
    /// Nobody has counted yet.
    NotCounted,
    /// Too few were counted.
    TooFew,
}

/// What waits before conference at this moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// The quorum is doubted, and has not been found.
    pub quorum: Option<Doubted>,
    /// A challenge to a ruling, or a motion of no confidence: the chair has left the chair for it.
    pub of_the_chair: Option<Kind>,
    /// `Hull has risen on a point of order.`
    pub risen: Option<String>,
    /// `The show of hands`, where the hall itself is voting: cards that were handed in are counted while business goes on.
    pub vote: Option<String>,
    /// What was moved between two items and is not decided: no item keeps it.
    pub moved: Option<Kind>,
}

/// Too few were counted: nothing is decided.
pub(super) fn no_quorum() -> Refusal {
    Refusal::new("quorum.waits", "There is no quorum: nothing is decided without one.")
        .allowed_by("Count again, or adjourn conference.")
        .by_reason()
}

/// What goes before the paper itself, so that the paper does not leave while it is before conference: conference has it to
/// decide, and a suspension of standing orders is no part of any paper. Remission that was moved is answered by the mover.
const fn goes_before(pending: Kind) -> bool {
    match pending {
        Kind::Challenge
        | Kind::NoConfidence
        | Kind::QuorumCall
        | Kind::Suspension
        | Kind::AdjournConference
        | Kind::AdjournDebate
        | Kind::NextBusiness
        | Kind::PreviousQuestion
        | Kind::Closure
        | Kind::ReferenceBack
        | Kind::Withdrawal => true,
        Kind::PointOfOrder | Kind::Remission | Kind::Parts | Kind::Amendment | Kind::Motion => false,
    }
}

/// Whether nothing waits.
///
/// # Errors
/// `quorum.waits`, `chair.challenged`, `ruling.pending`, `vote.under_way`, `procedure.waits`; the chair may allow each.
pub fn nothing_waits(waits: &Waits) -> Result<(), Refusal> {
    match waits.quorum {
        Some(Doubted::NotCounted) => {
            return Err(Refusal::new("quorum.waits", "Conference waits until its quorum has been counted.")
                .allowed_by("Count those present, or adjourn conference.")
                .by_reason());
        }
        Some(Doubted::TooFew) => return Err(no_quorum()),
        None => {}
    }
    if let Some(kind) = waits.of_the_chair {
        return Err(pending(kind));
    }
    if let Some(risen) = &waits.risen {
        return Err(ruled_on_first(risen));
    }
    if let Some(vote) = &waits.vote {
        return Err(Refusal::new("vote.under_way", format!("{vote} is under way."))
            .allowed_by("Declare the vote, or abandon it, first; of cards, close the vote.")
            .by_reason());
    }
    if let Some(kind) = waits.moved {
        return Err(Refusal::new(
            "procedure.waits",
            format!("{} is before conference.", capital(kind.in_words())),
        )
        .allowed_by("Decide it, or let its mover withdraw it, first.")
        .by_reason());
    }
    Ok(())
}

/// Whether a paper may be sent away undecided, by its mover's word or the chair's, while something stands upon it.
///
/// # Errors
/// `procedure.precedence`, which the chair may allow.
pub fn nothing_goes_first(upon: Option<Kind>) -> Result<(), Refusal> {
    let Some(kind) = upon.filter(|kind| goes_before(*kind)) else { return Ok(()) };
    let sentence = format!("{} is before conference, and goes first.", capital(kind.in_words()));
    Err(Refusal::new("procedure.precedence", sentence).allowed_by(kind.first()).by_reason())
}

fn pending(kind: Kind) -> Refusal {
    Refusal::new("chair.challenged", format!("{} is before conference.", capital(kind.in_words())))
        .allowed_by("Decide it, or let its mover withdraw it, first.")
        .by_reason()
}

/// Whether the chair may take the chair again. `pending` is before conference; `lost_confidence`: conference carried that
/// it has none, and the chair has not been in the chair since.
///
/// # Errors
/// `chair.challenged`, `chair.no_confidence`; the chair may allow each, with the reason in the record.
pub fn may_return(pending_now: Option<Kind>, lost_confidence: bool) -> Result<(), Refusal> {
    if let Some(kind) = pending_now {
        return Err(pending(kind));
    }
    if !lost_confidence {
        return Ok(());
    }
    Err(Refusal::new("chair.no_confidence", "Conference carried that it has no confidence in the chair.")
        .allowed_by("Whoever was chosen presides; let conference say otherwise, and give that as the reason.")
        .by_reason())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_walks_round_what_waits() {
        let all = Waits {
            quorum: Some(Doubted::NotCounted),
            of_the_chair: Some(Kind::Challenge),
            risen: Some("Hull has risen on a point of order.".to_owned()),
            vote: Some("The show of hands".to_owned()),
            moved: Some(Kind::Suspension),
        };
        let confidence = Waits { of_the_chair: Some(Kind::NoConfidence), ..Waits::default() };
        for (waits, code, sentence) in [
            (all.clone(), "quorum.waits", "Conference waits until its quorum has been counted."),
            (
                Waits { quorum: Some(Doubted::TooFew), ..all.clone() },
                "quorum.waits",
                "There is no quorum: nothing is decided without one.",
            ),
            (
                Waits { quorum: None, ..all.clone() },
                "chair.challenged",
                "The challenge to the ruling is before conference.",
            ),
            (
                confidence,
                "chair.challenged",
                "The motion of no confidence in the chair is before conference.",
            ),
            (
                Waits { quorum: None, of_the_chair: None, ..all.clone() },
                "ruling.pending",
                "Hull has risen on a point of order.",
            ),
            (
                Waits { vote: all.vote, moved: all.moved, ..Waits::default() },
                "vote.under_way",
                "The show of hands is under way.",
            ),
            (
                Waits { moved: all.moved, ..Waits::default() },
                "procedure.waits",
                "The suspension of standing orders is before conference.",
            ),
        ] {
            let refusal = nothing_waits(&waits).expect_err(code);
            assert!(refusal.overrulable, "{code}");
            assert_eq!((refusal.code.as_str(), refusal.sentence.as_str()), (code, sentence));
        }
        assert_eq!(nothing_waits(&Waits::default()), Ok(()));
    }

    #[test]
    fn a_paper_is_sent_away_when_nothing_goes_before_that() {
        for (upon, expect) in [
            (None, None),
            (
                Some(Kind::Suspension),
                Some("The suspension of standing orders is before conference, and goes first."),
            ),
            (Some(Kind::Closure), Some("Closure is before conference, and goes first.")),
            (Some(Kind::Remission), None),
            (Some(Kind::Parts), None),
        ] {
            let found = nothing_goes_first(upon);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.err().map(|refusal| refusal.sentence).as_deref(), expect, "{upon:?}");
        }
    }

    #[test]
    fn the_chair_comes_back_when_conference_lets_it() {
        for (pending, lost, expect) in [
            (None, false, None),
            (Some(Kind::Challenge), false, Some("chair.challenged")),
            (Some(Kind::NoConfidence), false, Some("chair.challenged")),
            (None, true, Some("chair.no_confidence")),
            (Some(Kind::Challenge), true, Some("chair.challenged")),
        ] {
            let found = may_return(pending, lost);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.err().map(|refusal| refusal.code).as_deref(), expect, "{pending:?} {lost}");
        }
    }
}
