//! The chair's casting vote on a tie (§2.2 `tie`).
//!
//! Invariant: it is the chair's own vote, kept beside the count and no part of it: whether it is given falsifies no figure.

use crate::refusal::Refusal;
use crate::standing_orders::Tie;

/// Whether the chair has a vote on a tie.
///
/// # Errors
/// `vote.no_casting`, which the chair may allow, with the reason for conference to challenge.
pub fn may_cast(tie: Tie) -> Result<(), Refusal> {
    let (sentence, allow) = match tie {
        Tie::ChairCasting => return Ok(()),
        Tie::Lost => {
            ("These standing orders give the chair no vote on a tie.", "Declare it lost: a tie is lost.")
        }
        Tie::Revote => (
            "These standing orders give the chair no vote on a tie: the vote is taken again.",
            "Take the vote again.",
        ),
    };
    Err(Refusal::new("vote.no_casting", sentence).allowed_by(allow).by_reason())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chair_votes_where_the_orders_say_so_or_with_a_reason() {
        for (tie, expect) in [
            (Tie::ChairCasting, None),
            (Tie::Lost, Some("These standing orders give the chair no vote on a tie.")),
            (
                Tie::Revote,
                Some("These standing orders give the chair no vote on a tie: the vote is taken again."),
            ),
        ] {
            let found = may_cast(tie);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(found.err().map(|refusal| refusal.sentence).as_deref(), expect, "{tie:?}");
        }
    }
}
