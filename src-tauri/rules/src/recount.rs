//! Whether a vote can be counted anew (§3.2 "Recount if close unless frivolous", and "once given and counted, a vote cannot be
//! recalled").
//!
//! Invariant: what is counted again is what was cast. A new count stands beside the old one, which stays; where nothing of
//! what was cast is left to be looked at, there is no recount but another vote.

use crate::refusal::Refusal;
use crate::roll_call::Answer;

/// What is left of a vote once it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Cards or slips.
    Cards,
    /// The papers of a secret ballot.
    Papers,
    /// Names, each with an answer.
    Names,
    /// Hands that are down, or voices.
    Nothing,
}

/// Whether a vote that is counted can be counted anew. `recounted`: a new count of it stands.
///
/// # Errors
/// `vote.nothing_kept`, `vote.recounted`: neither can be allowed.
pub fn may_be_recounted(label: &str, kept: Kept, recounted: bool) -> Result<(), Refusal> {
    if kept == Kept::Nothing {
        let sentence = format!("{label} left nothing that could be counted anew: hands are down again.");
        return Err(Refusal::new("vote.nothing_kept", sentence)
            .allowed_by("Put the question again, or correct the result."));
    }
    if recounted {
        return Err(Refusal::new("vote.recounted", format!("{label} has been counted anew already."))
            .allowed_by("Ask for a recount of the recount."));
    }
    Ok(())
}

/// Whether an answer may be written down when a roll call is read again. `first`: what the first count wrote down; `before`:
/// what this one did. A vote once given is not changed, but it may have been misheard.
///
/// # Errors
/// `roll_call.differs` where it is not what the first count has and no reason is given; otherwise those of
/// [`crate::roll_call::may_answer`].
pub fn may_answer_again(
    first: Option<Answer>,
    before: Option<Answer>,
    now: Answer,
    reason: bool,
) -> Result<(), Refusal> {
    crate::roll_call::may_answer(before, now, reason)?;
    match first.filter(|first| before.is_none() && *first != now && !reason) {
        None => Ok(()),
        Some(first) => Err(Refusal::new(
            "roll_call.differs",
            format!("The first time it was written down as {}.", first.in_words()),
        )
        .allowed_by(
            "Say why it is put right: a vote once given is not changed, but it may have been misheard.",
        )),
    }
}

/// What is written down for a name that is left when the rest is accounted for: called and absent, or, where the roll is read
/// again, what the first count has.
#[must_use]
pub fn of_the_rest(first: Option<Answer>) -> Answer {
    first.unwrap_or(Answer::Absent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_counted_again_and_once() {
        for (kept, recounted, expect) in [
            (Kept::Cards, false, None),
            (Kept::Papers, false, None),
            (Kept::Names, false, None),
            (Kept::Nothing, false, Some("vote.nothing_kept")),
            (Kept::Nothing, true, Some("vote.nothing_kept")),
            (Kept::Cards, true, Some("vote.recounted")),
            (Kept::Names, true, Some("vote.recounted")),
        ] {
            let refusal = may_be_recounted("The roll call", kept, recounted).err();
            assert!(refusal.as_ref().is_none_or(|refusal| !refusal.overrulable));
            assert_eq!(refusal.map(|refusal| refusal.code).as_deref(), expect, "{kept:?} {recounted}");
        }
    }

    #[test]
    fn nobody_who_answered_is_made_absent_by_a_recount() {
        for (first, expect) in [
            (None, Answer::Absent),
            (Some(Answer::Absent), Answer::Absent),
            (Some(Answer::For), Answer::For),
            (Some(Answer::Against), Answer::Against),
            (Some(Answer::Abstain), Answer::Abstain),
        ] {
            assert_eq!(of_the_rest(first), expect, "{first:?}");
        }
    }

    #[test]
    fn an_answer_that_differs_says_why() {
        use Answer::{Absent, Against, For};
        for (first, before, now, reason, expect) in [
            (Some(For), None, For, false, None),
            (Some(For), None, Against, false, Some("roll_call.differs")),
            (Some(For), None, Against, true, None),
            (Some(Absent), None, For, false, Some("roll_call.differs")),
            (Some(For), Some(For), For, true, Some("roll_call.same")),
            (Some(For), Some(For), Against, false, Some("roll_call.answered")),
            (Some(For), Some(Against), For, true, None),
            // Somebody whom the first count has not: there is nothing to differ from.
            (None, None, Against, false, None),
        ] {
            let refusal = may_answer_again(first, before, now, reason).err();
            assert_eq!(
                refusal.map(|refusal| refusal.code).as_deref(),
                expect,
                "{first:?} {before:?} {now:?}"
            );
        }
    }
}
