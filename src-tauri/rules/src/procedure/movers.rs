//! Who may move, second and debate what is moved from the floor (§1 "Delegate / visitor", §2.2 `proc.*.may_move`, §2.3).
//!
//! Invariant: everything here is the chair's to allow: it falsifies no count.

use super::order::refusal;
use super::{Debate, Kind, Terms};
use crate::franchise::Standing;
use crate::refusal::Refusal;
use crate::speakers::Side;

/// Who moves or seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moving {
    /// They have spoken on the question; formal seconding and points of order are no speeches.
    pub spoken: bool,
    /// Somebody has, in the name of their body, and nobody said who.
    pub perhaps: bool,
    /// Of a seconder: it was moved by the same person.
    pub moved_it: bool,
    /// As what they are on the register, where they have voice at most and no vote. Whoever is only named is believed.
    pub without_vote: Option<Standing>,
}

/// Whether these may move and second it, and whether enough support it.
///
/// # Errors
/// `procedure.no_vote`, `procedure.seconds_itself`, `procedure.has_spoken`, `procedure.was_it_they`, `procedure.seconder`, `procedure.supporters`: the
/// chair may overrule each.
pub fn may_move(
    kind: Kind,
    terms: &Terms,
    mover: Option<Moving>,
    seconder: Option<Moving>,
    supporters: u32,
) -> Result<(), Refusal> {
    have_a_vote(kind, mover, seconder)?;
    if seconder.is_some_and(|who| who.moved_it) {
        return Err(refusal(
            "procedure.seconds_itself",
            format!("Whoever moves {} does not second it.", kind.in_words()),
            "Ask whether anybody else seconds it.",
        )
        .by_reason());
    }
    let spoken = |rule: bool, who: Option<Moving>| rule && who.is_some_and(|who| who.spoken);
    if spoken(terms.not_spoken, mover) {
        return Err(refusal(
            "procedure.has_spoken",
            format!(
                "The mover has spoken on the question: {} is moved by somebody who has not.",
                kind.in_words()
            ),
            "Another delegate may move it.",
        )
        .by_reason());
    }
    let perhaps = |rule: bool, who: Option<Moving>| rule && who.is_some_and(|who| who.perhaps && !who.spoken);
    if perhaps(terms.not_spoken, mover) || perhaps(terms.seconder_not_spoken, seconder) {
        return Err(refusal(
            "procedure.was_it_they",
            format!(
                "Somebody has spoken on the question for the body of whoever moves or seconds {}: was it they?",
                kind.in_words()
            ),
            "Another delegate may do it; if it was not they, the chair may allow it with that reason.",
        )
        .by_reason());
    }
    if spoken(terms.seconder_not_spoken, seconder) {
        return Err(refusal(
            "procedure.seconder",
            format!(
                "The seconder has spoken on the question: {} is seconded by somebody who has not.",
                kind.in_words()
            ),
            "Another delegate may second it.",
        )
        .by_reason());
    }
    if supporters < terms.supporters {
        return Err(refusal(
            "procedure.supporters",
            format!("{} needs {} others; {} support it.", kind.title(), terms.supporters, supporters),
            "Ask whether anybody else supports it.",
        )
        .by_reason());
    }
    Ok(())
}

/// Conference is moved by those who decide in it: a visitor or an observer may have voice, and no more (§1). Leave to withdraw
/// is asked for by whoever moved the paper, as what they are.
fn have_a_vote(kind: Kind, mover: Option<Moving>, seconder: Option<Moving>) -> Result<(), Refusal> {
    let without_vote = |who: Option<Moving>| who.and_then(|who| who.without_vote);
    let (who, standing, done) = match (without_vote(mover), without_vote(seconder)) {
        (Some(standing), _) if kind != Kind::Withdrawal => ("mover", standing, "moved"),
        (_, Some(standing)) => ("seconder", standing, "seconded"),
        (Some(_) | None, None) => return Ok(()),
    };
    Err(refusal(
        "procedure.no_vote",
        format!(
            "The {who} is {}, and has no vote: {} is {done} by those who have.",
            standing.one(),
            kind.in_words()
        ),
        "A delegate may do it; or the chair may allow it with a reason.",
    )
    .by_reason())
}

/// Who would speak to what was moved from the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// Which way.
    pub side: Side,
    /// They moved it.
    pub mover: bool,
    /// The chair, or who else speaks from the platform.
    pub platform: bool,
}

/// Whether somebody may speak to it; `taken` are the sides of those who were heard on it and those who wait.
///
/// # Errors
/// `procedure.no_debate`, `procedure.mover_and_chair`, `procedure.one_each`: the chair may overrule each.
pub fn may_be_debated(kind: Kind, debate: Debate, who: Heard, taken: &[Side]) -> Result<(), Refusal> {
    let side = who.side;
    match debate {
        Debate::None => {
            let allow = if kind == Kind::QuorumCall { "Count those present." } else { "Put the question." };
            Err(Refusal::new("procedure.no_debate", format!("There is no debate on {}.", kind.in_words()))
                .allowed_by(allow)
                .by_reason())
        }
        Debate::MoverAndChair if !who.mover && !who.platform => Err(Refusal::new(
            "procedure.mover_and_chair",
            format!("On {} its mover is heard, and the chair in answer.", kind.in_words()),
        )
        .allowed_by("Put the question; the chair answers from the platform.")
        .by_reason()),
        Debate::OneEach | Debate::MoverAndChair if taken.contains(&side) => Err(Refusal::new(
            "procedure.one_each",
            format!("One speech each way is heard on {}.", kind.in_words()),
        )
        .allowed_by("Put the question.")
        .by_reason()),
        Debate::OneEach | Debate::MoverAndChair | Debate::Short | Debate::Open => Ok(()),
    }
}
