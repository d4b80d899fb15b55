//! The right to speak, and the right of reply (§1 "Right of reply", §2.2 `speak`, `reply`; Citrine 8 and 11).
//!
//! Invariant: points of order and information are no speeches; everything here can be allowed by the chair with a reason.

use super::Role;
use crate::refusal::Refusal;
use crate::share::counted;
use crate::standing_orders::{Reply, Speak};

/// What somebody has said so far who asks to speak. A formal seconding is no speech: [`Spoken::seconded_formally`] says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spoken {
    /// Speeches on this question, the one at the rostrum among them.
    pub here: u32,
    /// Of these, today: a debate may go on another day.
    pub here_today: u32,
    /// Speeches on the motion beneath, where this question is an amendment; 0 otherwise.
    pub beneath: u32,
    /// They have seconded this question formally.
    pub seconded_formally: bool,
    /// Speeches in this session, on anything.
    pub in_session: u32,
    /// Speeches today, on anything.
    pub today: u32,
}

/// Whether somebody may speak in this right. Replies, points of order and information are not limited here. Platform speakers
/// are interposed where the chair wants them: they speak once on a question like anybody, but no limit of the session or the
/// day is theirs. Whoever moves or seconds is called on by the agenda, and the limits of session and day do not stop them.
///
/// # Errors
/// `speaker.has_spoken`, `speaker.seconded`, `speaker.spoken_on_motion`, `speaker.per_session`, `speaker.per_day`.
pub fn may_speak(role: Role, spoken: &Spoken, speak: &Speak) -> Result<(), Refusal> {
    let (debater, limited) = match role {
        Role::Speaker => (true, true),
        Role::Platform => (true, false),
        Role::Mover | Role::Seconder => (false, false),
        Role::Reply | Role::PointOfOrder => return Ok(()),
    };
    // Once is once; where more are allowed, it is so many in a day (Robert: twice on the same day).
    if speak.once_per_motion && spoken.here > 0 {
        let sentence = "This speaker has already spoken on this question.";
        return Err(no("speaker.has_spoken", sentence));
    }
    let most = speak.max_per_motion.filter(|_| !speak.once_per_motion);
    if most.is_some_and(|most| spoken.here_today >= most) {
        let times = counted(u64::from(spoken.here_today), "time", "times");
        let sentence = format!("This speaker has already spoken on this question {times} today.");
        return Err(no("speaker.has_spoken", sentence));
    }
    if debater && speak.once_per_motion && speak.formal_second_counts && spoken.seconded_formally {
        let sentence = "This speaker has seconded the question, and here that counts as having spoken.";
        return Err(no("speaker.seconded", sentence));
    }
    if debater && speak.once_per_motion && !speak.again_on_amendment && spoken.beneath > 0 {
        let sentence = "This speaker has spoken on the motion, and may not speak again on its amendment.";
        return Err(no("speaker.spoken_on_motion", sentence));
    }
    for (most, made, code, span) in [
        (speak.max_per_session, spoken.in_session, "speaker.per_session", "this session"),
        (speak.max_per_day, spoken.today, "speaker.per_day", "today"),
    ] {
        if let Some(most) = most.filter(|most| limited && made >= *most) {
            let (made, most) = (
                counted(u64::from(made), "speech", "speeches"),
                counted(u64::from(most), "speech", "speeches"),
            );
            return Err(no(code, format!("This speaker has made {made} {span}, and {most} is the limit.")));
        }
    }
    Ok(())
}

fn no(code: &str, sentence: impl Into<String>) -> Refusal {
    Refusal::new(code, sentence)
        .allowed_by("The chair may call them all the same and give a reason, or the speaker may ask leave to speak again.")
        .by_reason()
}

/// Whether anybody may still be heard in a debate once its mover has replied: where the reply comes at the close, it is the
/// close. Where it may come at any time the debate goes on after it.
///
/// # Errors
/// `debate.replied`, which the chair may allow.
pub fn may_follow_the_reply(question: &str, replied: bool, reply: Reply) -> Result<(), Refusal> {
    match reply {
        Reply::Close | Reply::FirstAmendment if replied => {
            let sentence = format!("The mover has replied, and that closed the debate on {question}.");
            Err(Refusal::new("debate.replied", sentence).allowed_by("Put the question.").by_reason())
        }
        Reply::Close | Reply::FirstAmendment | Reply::AnyTime | Reply::None => Ok(()),
    }
}

/// What the right of reply on a question rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplyFacts {
    /// The question is an amendment.
    pub on_amendment: bool,
    /// It is the first amendment that was moved to its motion.
    pub first_amendment: bool,
    /// Who asks moved the original motion; where nobody knows who did, they are believed.
    pub moved_motion: bool,
    /// Who asks moved this amendment.
    pub moved_amendment: bool,
    /// The mover of the motion has replied already, on it or on an amendment to it; on an amendment by its own mover, that one.
    pub replied: bool,
    /// Somebody has spoken against the question.
    pub opposed: bool,
    /// Somebody else still waits to speak on the question.
    pub others_wait: bool,
    /// Amendments to the question have not been taken yet.
    pub amendments_wait: bool,
}

/// Whether somebody may reply. `closing` says that the reply is called now, not only asked for.
///
/// # Errors
/// `reply.none`, `reply.not_the_mover`, `reply.of_amendment`, `reply.used`, `reply.not_on_amendments`, `reply.not_the_first`,
/// `reply.unopposed`, `reply.too_early`.
pub fn may_reply(facts: &ReplyFacts, reply: Reply, speak: &Speak, called: bool) -> Result<(), Refusal> {
    let not = |code: &str, sentence: &str| Err(Refusal::new(code, sentence).by_reason());
    let by_amendments_mover = facts.on_amendment && facts.moved_amendment && !facts.moved_motion;
    if reply == Reply::None && !by_amendments_mover {
        return not("reply.none", "These standing orders give no right of reply.");
    }
    if by_amendments_mover && !speak.amendment_mover_replies {
        return not("reply.of_amendment", "The mover of an amendment has no right of reply.");
    }
    if !by_amendments_mover && !facts.moved_motion {
        return not("reply.not_the_mover", "The right of reply belongs to the mover of the motion.");
    }
    if facts.replied {
        return not("reply.used", "The right of reply has been used: it is given once.");
    }
    if facts.on_amendment && !by_amendments_mover {
        match reply {
            Reply::Close => {
                return not(
                    "reply.not_on_amendments",
                    "The mover replies at the close of the debate on the motion.",
                );
            }
            Reply::FirstAmendment if !facts.first_amendment => {
                return not(
                    "reply.not_the_first",
                    "The mover replies on the first amendment or at the close of the debate on the motion, and this is a later amendment.",
                );
            }
            Reply::FirstAmendment | Reply::AnyTime | Reply::None => {}
        }
    }
    if speak.opposed_required_for_reply && !facts.opposed {
        return not(
            "reply.unopposed",
            "Nobody has spoken against, and a reply is given only where there was opposition.",
        );
    }
    if called && facts.others_wait && reply != Reply::AnyTime {
        return Err(Refusal::new("reply.too_early", "Others are waiting to speak, and the reply closes the debate.")
            .allowed_by("Hear them, send them home, or let conference close the debate; the chair may allow it with a reason.")
            .by_reason());
    }
    if called && facts.amendments_wait && reply != Reply::AnyTime {
        return Err(Refusal::new(
            "reply.too_early",
            "Amendments have not been taken, and the reply closes the debate.",
        )
        .allowed_by("Take them, or let conference close the debate; the chair may allow it with a reason.")
        .by_reason());
    }
    Ok(())
}

#[cfg(test)]
#[path = "rights_tests.rs"]
mod tests;
