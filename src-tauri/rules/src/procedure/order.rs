//! What is in order now, and who may move it.

use super::{Consent, Debate, Kind, Terms};
use crate::refusal::Refusal;
use crate::share::capital;
use crate::speakers::Side;

/// What stands before conference beneath any procedural motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upon {
    /// An item, and no paper of it.
    Item,
    /// A motion, or anything else that is amended and decided.
    Motion,
    /// An amendment.
    Amendment,
    /// A part of a paper, put by itself.
    Part,
    /// A report.
    Report,
}

/// What stands before conference at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The question beneath.
    pub upon: Upon,
    /// `composite 4`; empty where there is no paper.
    pub paper: String,
    /// Nobody has moved it yet.
    pub only_called: bool,
    /// Somebody is at the rostrum.
    pub speech: bool,
    /// It is the mover, in reply.
    pub reply: bool,
    /// Somebody has risen and waits for a ruling.
    pub risen: bool,
    /// `The show of hands`, where one is taken on what is before conference.
    pub vote: Option<String>,
    /// The procedural motion that is before conference.
    pub pending: Option<Kind>,
    /// Closure has been carried on the question.
    pub closed: bool,
    /// Whole minutes since this kind was last lost on the same question.
    pub minutes_since_lost: Option<i64>,
    /// The standing orders ask for a quorum.
    pub quorum: bool,
    /// The mover was asked to let the paper go to the executive, and said yes or no.
    pub mover_agreed: Option<bool>,
}

/// Who moves or seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moving {
    /// They have spoken on the question; formal seconding and points of order are no speeches.
    pub spoken: bool,
}

fn refusal(code: &str, sentence: impl Into<String>, allow: &str) -> Refusal {
    Refusal::new(code, sentence).allowed_by(allow)
}

/// Whether this may be moved now (§2.3): precedence, what it may not be moved on top of, interrupting, cooldown.
///
/// # Errors
/// A refusal that says what is in the way; the chair may overrule those that no count and no missing thing stands behind.
pub fn in_order(kind: Kind, terms: &Terms, before: &Before) -> Result<(), Refusal> {
    if let Some(vote) = &before.vote {
        return Err(refusal(
            "procedure.vote",
            format!("{vote} is under way: nothing is moved until it is declared."),
            "Declare the vote, or abandon it, first.",
        ));
    }
    if before.risen {
        return Err(refusal("ruling.pending", "Somebody has risen.", "Rule on it first."));
    }
    about_something(kind, before)?;
    if !terms.in_use {
        return Err(refusal(
            "procedure.not_in_use",
            format!("These standing orders have no {}.", kind.title().to_lowercase()),
            "The chair may allow it with a reason.",
        )
        .by_reason());
    }
    agreed(kind, terms, before)?;
    // What lasts is said before what is over with the speech: nobody is sent to wait for the wrong thing.
    if terms.not_during_amendment && before.upon == Upon::Amendment {
        return Err(refusal(
            "procedure.during_amendment",
            format!("{} is not moved while an amendment is before conference.", kind.title()),
            "Decide the amendment first.",
        )
        .by_reason());
    }
    if before.reply && terms.not_during_reply {
        return Err(refusal(
            "procedure.during_reply",
            format!("{} is not moved while the mover replies.", kind.title()),
            "Let the mover finish.",
        )
        .by_reason());
    }
    if before.speech && !terms.interrupts {
        return Err(refusal(
            "procedure.interrupts",
            format!("{} waits for the end of the speech.", kind.title()),
            "Let the speaker finish.",
        )
        .by_reason());
    }
    if let Some(pending) = before.pending {
        upon_pending(kind, terms, pending)?;
    }
    if let Some(since) = before.minutes_since_lost
        && since < i64::from(terms.cooldown_min)
    {
        let left = i64::from(terms.cooldown_min) - since;
        let minutes = if left == 1 { "a minute".to_owned() } else { format!("{left} minutes") };
        return Err(refusal(
            "procedure.cooldown",
            format!("{} was lost on this question {}.", kind.title(), ago(since)),
            &format!("It may be moved again in {minutes}."),
        )
        .by_reason());
    }
    Ok(())
}

fn ago(minutes: i64) -> String {
    match minutes {
        0 => "just now".to_owned(),
        1 => "a minute ago".to_owned(),
        n => format!("{n} minutes ago"),
    }
}

/// There is something that it can be about.
fn about_something(kind: Kind, before: &Before) -> Result<(), Refusal> {
    if kind.needs_paper() && before.upon == Upon::Item {
        return Err(refusal("procedure.no_paper", "No paper is before conference.", "Call it first."));
    }
    let paper = &before.paper;
    let none = |sentence: String, allow: &str| Err(refusal("procedure.not_of_this", sentence, allow));
    match kind {
        Kind::QuorumCall if !before.quorum => {
            none("These standing orders ask for no quorum.".to_owned(), "Set one in the standing orders.")
        }
        Kind::Closure if before.closed => {
            none(format!("The debate on {paper} is closed already."), "Put the question.")
        }
        Kind::NextBusiness | Kind::PreviousQuestion | Kind::Closure | Kind::Withdrawal
            if before.only_called =>
        {
            Err(refusal(
                "question.not_moved",
                format!("{paper} has not been moved."),
                "Call its mover, or say that it is not moved.",
            ))
        }
        Kind::Remission | Kind::NextBusiness | Kind::PreviousQuestion | Kind::AdjournDebate
            if before.upon == Upon::Report =>
        {
            none(
                format!("{paper} is adopted or referred back."),
                "Refer a part of it back, or close the debate.",
            )
        }
        Kind::Parts if before.upon == Upon::Report => {
            none(format!("{paper} is adopted as it is."), "Refer the part back.")
        }
        Kind::Parts if before.upon == Upon::Amendment => Err(refusal(
            "procedure.not_of_this",
            format!("{paper} is put as it is."),
            "Hand in its parts as amendments of their own.",
        )
        .by_reason()),
        Kind::Closure
        | Kind::NextBusiness
        | Kind::PreviousQuestion
        | Kind::AdjournDebate
        | Kind::Parts
        | Kind::Amendment
        | Kind::Withdrawal
        | Kind::Remission
        | Kind::ReferenceBack
            if before.upon == Upon::Part =>
        {
            none(format!("{paper} is put by itself, and not debated."), "Put it, then move that.")
        }
        Kind::Remission | Kind::ReferenceBack if before.upon == Upon::Amendment => {
            none(format!("{paper} goes with the paper it would amend."), "Decide the amendment first.")
        }
        Kind::PointOfOrder
        | Kind::Challenge
        | Kind::NoConfidence
        | Kind::QuorumCall
        | Kind::Suspension
        | Kind::AdjournConference
        | Kind::AdjournDebate
        | Kind::NextBusiness
        | Kind::PreviousQuestion
        | Kind::Closure
        | Kind::Remission
        | Kind::ReferenceBack
        | Kind::Withdrawal
        | Kind::Parts
        | Kind::Amendment
        | Kind::Motion => Ok(()),
    }
}

/// The mover of the paper has been asked, where that comes first.
fn agreed(kind: Kind, terms: &Terms, before: &Before) -> Result<(), Refusal> {
    let (sentence, allow) = match (terms.consent, before.mover_agreed) {
        (Consent::NotAsked, _)
        | (Consent::MoverAndConference, Some(true))
        | (Consent::AfterRefusal, Some(false)) => return Ok(()),
        (Consent::Mover, _) if kind == Kind::Withdrawal => {
            ("The mover withdraws it without a vote.", "Take it from the mover.")
        }
        (Consent::Mover, Some(false)) => {
            ("The mover does not agree to remit it.", "The chair may allow it with a reason.")
        }
        (Consent::Mover, _) => ("The mover agrees to remit it, and no vote is needed.", "Ask the mover."),
        (Consent::MoverAndConference, Some(false)) => {
            ("The mover does not agree to remit it.", "The chair may allow it with a reason.")
        }
        (Consent::MoverAndConference, None) => ("The mover has to agree first.", "Ask the mover."),
        (Consent::AfterRefusal, _) => {
            ("The mover is asked first, and it is moved where the mover refuses.", "Ask the mover.")
        }
    };
    Err(refusal("procedure.consent", sentence, allow).by_reason())
}

fn upon_pending(kind: Kind, terms: &Terms, pending: Kind) -> Result<(), Refusal> {
    if (kind.closes() || terms.not_upon_closing) && pending.closes() {
        return Err(refusal(
            "procedure.closing",
            format!(
                "{} is before conference: closing motions are not moved upon one another.",
                capital(pending.in_words())
            ),
            "Decide it first.",
        )
        .by_reason());
    }
    if kind.rung() >= pending.rung() {
        return Err(refusal(
            "procedure.precedence",
            format!("{} is before conference, and goes first.", capital(pending.in_words())),
            "Decide it first.",
        )
        .by_reason());
    }
    Ok(())
}

/// Whether the chair may refuse to take it at all, in order or not (§2.2 `chair_may_refuse`).
///
/// # Errors
/// `procedure.must_be_taken`, which the chair may overrule like everything here: with the reason, for conference to challenge.
pub fn may_be_refused(kind: Kind, terms: &Terms) -> Result<(), Refusal> {
    if terms.chair_may_refuse {
        return Ok(());
    }
    Err(refusal(
        "procedure.must_be_taken",
        format!("These standing orders do not let the chair refuse {}.", kind.in_words()),
        "Take it; or rule it out of order, with the reason.",
    )
    .by_reason())
}

/// Whether these may move and second it, and whether enough support it.
///
/// # Errors
/// `procedure.has_spoken`, `procedure.seconder`, `procedure.supporters`: the chair may overrule each.
pub fn may_move(
    kind: Kind,
    terms: &Terms,
    mover: Option<Moving>,
    seconder: Option<Moving>,
    supporters: u32,
) -> Result<(), Refusal> {
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

/// Whether somebody may speak to it; `heard` and `waiting` are the sides already taken.
///
/// # Errors
/// `procedure.no_debate`, `procedure.one_each`: the chair may overrule each.
pub fn may_be_debated(kind: Kind, debate: Debate, side: Side, taken: &[Side]) -> Result<(), Refusal> {
    match debate {
        Debate::None => {
            Err(Refusal::new("procedure.no_debate", format!("There is no debate on {}.", kind.in_words()))
                .allowed_by("Put the question.")
                .by_reason())
        }
        Debate::OneEach if taken.contains(&side) => Err(Refusal::new(
            "procedure.one_each",
            format!("One speech each way is heard on {}.", kind.in_words()),
        )
        .allowed_by("Put the question.")
        .by_reason()),
        Debate::OneEach | Debate::Short | Debate::Open => Ok(()),
    }
}
