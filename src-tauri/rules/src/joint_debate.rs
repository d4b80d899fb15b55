//! A motion that is debated together with its amendments (§2.2 `amend.debate`; UNISON women's SO 2.4 "debated together and voted
//! on sequentially").
//!
//! Invariant: there is one debate, upon the motion; each amendment is moved in it, and has a vote of its own after it.

use crate::refusal::Refusal;
use crate::speakers::Role;

/// How an amendment stands in the debate on what it would amend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InDebate {
    /// It has no part in it: amendments are debated one by one, it came later, or its mover has gone home.
    Not,
    /// Its mover waits to be called in it.
    Waits,
    /// It was moved in it, and nobody has seconded it.
    Moved,
    /// It was moved and seconded in it.
    Seconded,
}

impl InDebate {
    /// Its debate has been held with its motion's.
    #[must_use]
    pub fn debated(self) -> bool {
        matches!(self, Self::Moved | Self::Seconded)
    }
}

/// Whether an amendment that is called is put at once, its debate having been held; one that nobody has seconded there wants
/// its seconder first, as any question does. Otherwise it is debated by itself.
///
/// # Errors
/// `amendment.mover_waits`, which the chair may allow: it is then moved and debated by itself.
pub fn put_at_once(label: &str, mover: &str, stands: InDebate) -> Result<bool, Refusal> {
    match stands {
        InDebate::Not => Ok(false),
        InDebate::Moved | InDebate::Seconded => Ok(true),
        InDebate::Waits => Err(Refusal::new(
            "amendment.mover_waits",
            format!("{label} has not been moved: {mover} waits to move it in the debate."),
        )
        .allowed_by(format!("Call {mover} first, or send them home; or take it by itself with a reason."))
        .by_reason()),
    }
}

/// Whether a motion may be put: first comes the vote on each amendment that was moved in its debate; `waiting` is the first
/// that has had none.
///
/// # Errors
/// `amendment.not_voted_on`, which the chair may allow: what was not voted on falls with the decision.
pub fn all_voted_on(waiting: Option<&str>) -> Result<(), Refusal> {
    let Some(label) = waiting else { return Ok(()) };
    Err(Refusal::new(
        "amendment.not_voted_on",
        format!("{label} was moved in the debate and has not been voted on."),
    )
    .allowed_by(format!(
        "Call {label} first; or put the question with a reason: it then falls without a vote."
    ))
    .by_reason())
}

/// Whether somebody may speak to an amendment by itself that has had its debate: its seconder may, where nobody has seconded
/// it there.
///
/// # Errors
/// `speaker.debated_together`, which the chair may allow.
pub fn may_speak_again(role: Role, stands: InDebate) -> Result<(), Refusal> {
    let speech = match role {
        Role::Mover | Role::Seconder | Role::Speaker | Role::Reply | Role::Platform => true,
        Role::PointOfOrder => false,
    };
    let seconds = stands == InDebate::Moved && role == Role::Seconder;
    if !stands.debated() || !speech || seconds {
        return Ok(());
    }
    Err(Refusal::new(
        "speaker.debated_together",
        "This was debated together with the motion; what is left is its vote.",
    )
    .allowed_by("Put the question.")
    .by_reason())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_moved_in_the_debate_is_put_at_once() {
        for (stands, expect) in [
            (InDebate::Not, Ok(false)),
            (InDebate::Moved, Ok(true)),
            (InDebate::Seconded, Ok(true)),
            (InDebate::Waits, Err("Amendment 4.1 has not been moved: Leeds waits to move it in the debate.")),
        ] {
            let found = put_at_once("Amendment 4.1", "Leeds", stands);
            assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
            assert_eq!(
                found.map_err(|refusal| refusal.sentence),
                expect.map_err(str::to_owned),
                "{stands:?}"
            );
        }
    }

    #[test]
    fn the_motion_waits_for_the_votes_on_its_amendments() {
        assert_eq!(all_voted_on(None), Ok(()));
        let refusal = all_voted_on(Some("Amendment 4.1")).expect_err("it waits");
        assert!(refusal.overrulable);
        assert_eq!(refusal.sentence, "Amendment 4.1 was moved in the debate and has not been voted on.");
    }

    #[test]
    fn its_debate_has_been_held() {
        for (role, stands, expect) in [
            (Role::Speaker, InDebate::Moved, Some("speaker.debated_together")),
            (Role::Reply, InDebate::Moved, Some("speaker.debated_together")),
            (Role::Platform, InDebate::Moved, Some("speaker.debated_together")),
            (Role::PointOfOrder, InDebate::Moved, None),
            (Role::Speaker, InDebate::Seconded, Some("speaker.debated_together")),
            (Role::Mover, InDebate::Moved, Some("speaker.debated_together")),
            (Role::Seconder, InDebate::Moved, None),
            (Role::Seconder, InDebate::Seconded, Some("speaker.debated_together")),
            (Role::Speaker, InDebate::Not, None),
            (Role::Mover, InDebate::Waits, None),
        ] {
            let refusal = may_speak_again(role, stands).err();
            assert_eq!(refusal.map(|refusal| refusal.code).as_deref(), expect, "{role:?} {stands:?}");
        }
    }
}
