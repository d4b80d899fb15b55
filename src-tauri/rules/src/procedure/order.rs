//! What is in order now, and who may move it.

use super::{Consent, Kind, Terms, waits};
use crate::interruption::ruled_on_first;
use crate::refusal::Refusal;
use crate::share::capital;

/// What stands before conference beneath any procedural motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upon {
    /// Nothing: one item is closed or put aside, and the next has not been taken.
    Between,
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
    /// What it would be about has been moved, and waits for its seconder.
    pub unseconded: bool,
    /// Somebody is at the rostrum.
    pub speech: bool,
    /// It is the mover, in reply.
    pub reply: bool,
    /// `Hull has risen on a point of order.`, where somebody waits for a ruling.
    pub risen: Option<String>,
    /// `The show of hands`, where one is taken on what is before conference.
    pub vote: Option<String>,
    /// The hall is casting it: it is not merely announced, or counted.
    pub casting: bool,
    /// The procedural motion that is before conference.
    pub pending: Option<Kind>,
    /// Closure has been carried, or the previous question lost, on what this would be about: what is pending for what ends
    /// a debate, the question beneath for everything else.
    pub closed: bool,
    /// Whole minutes since this kind was last lost on the same question.
    pub minutes_since_lost: Option<i64>,
    /// The standing orders ask for a quorum.
    pub quorum: bool,
    /// Heads were counted, and there is none.
    pub no_quorum: bool,
    /// The mover was asked to let the paper go to the executive, and said yes or no.
    pub mover_agreed: Option<bool>,
}

/// A refusal with what would allow the act.
pub(super) fn refusal(code: &str, sentence: impl Into<String>, allow: &str) -> Refusal {
    Refusal::new(code, sentence).allowed_by(allow)
}

/// Whether this may be moved now (§2.3): precedence, what it may not be moved on top of, interrupting, cooldown.
///
/// # Errors
/// A refusal that says what is in the way; the chair may overrule those that no count and no missing thing stands behind.
pub fn in_order(kind: Kind, terms: &Terms, before: &Before) -> Result<(), Refusal> {
    let under_way = before.vote.as_ref().map(|vote| {
        refusal(
            "procedure.vote",
            format!("{vote} is under way: nothing is moved until it is declared."),
            "Declare the vote, or abandon it, first.",
        )
    });
    // Hands that are up for one question are not asked for another; and what becomes of a paper whose votes are cast is said
    // by those votes. What concerns conference itself, the chair may take while they are counted.
    let barred = before.casting || kind.needs_paper();
    if let Some(refusal) = under_way.as_ref().filter(|_| barred) {
        return Err(refusal.clone());
    }
    // What no reason lifts is said before what one does: the chair who allows one thing does not thereby do another.
    let about = about_something(kind, before);
    if about.as_ref().is_err_and(|refusal| !refusal.overrulable) {
        return about;
    }
    if let Some(risen) = &before.risen {
        return Err(ruled_on_first(risen));
    }
    if before.no_quorum {
        return Err(waits::no_quorum());
    }
    about?;
    if let Some(refusal) = under_way {
        return Err(refusal.by_reason());
    }
    if !terms.in_use {
        return Err(refusal(
            "procedure.not_in_use",
            format!("These standing orders have no {}.", kind.title().to_lowercase()),
            "The chair may allow it with a reason.",
        )
        .by_reason());
    }
    agreed(kind, terms, before)?;
    not_closed(kind, before)?;
    is_seconded(kind, before)?;
    // What lasts is said before what is over with the speech: nobody is sent to wait for the wrong thing.
    if terms.not_during_amendment && before.upon == Upon::Amendment {
        return Err(refusal(
            "procedure.during_amendment",
            format!("{} is not moved while an amendment is before conference.", capital(kind.in_words())),
            "Decide the amendment first.",
        )
        .by_reason());
    }
    if before.reply && terms.not_during_reply {
        return Err(refusal(
            "procedure.during_reply",
            format!("{} is not moved while the mover replies.", capital(kind.in_words())),
            "Let the mover finish.",
        )
        .by_reason());
    }
    if before.speech && !terms.interrupts {
        return Err(refusal(
            "procedure.interrupts",
            format!("{} waits for the end of the speech.", capital(kind.in_words())),
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

/// A debate that has not begun is not brought to an end.
fn is_seconded(kind: Kind, before: &Before) -> Result<(), Refusal> {
    // What closes is not moved upon what closes, seconded or not.
    let upon_closing = before.pending.is_some_and(Kind::closes);
    if !kind.closes() || !before.unseconded || upon_closing {
        return Ok(());
    }
    Err(refusal(
        "question.not_seconded",
        format!("{} has not been seconded.", capital(debated(kind, before))),
        "Ask who seconds it; for want of a seconder it falls.",
    )
    .by_reason())
}

fn ago(minutes: i64) -> String {
    match minutes {
        0 => "just now".to_owned(),
        1 => "a minute ago".to_owned(),
        n => format!("{n} minutes ago"),
    }
}

/// On what the debate is that this is about.
fn debated(kind: Kind, before: &Before) -> &str {
    match before.pending {
        Some(pending) if kind.ends_the_debate() => pending.in_words(),
        Some(_) | None => &before.paper,
    }
}

/// What is moved on a paper is moved while one is before conference.
fn on_a_paper(kind: Kind, upon: Upon) -> Result<(), Refusal> {
    let (sentence, allow) = match upon {
        Upon::Between if kind.needs_paper() => (
            format!("{} is moved on a paper, and no item is before conference.", capital(kind.in_words())),
            "Take the item, and call its paper.",
        ),
        Upon::Item if kind.needs_paper() => ("No paper is before conference.".to_owned(), "Call it first."),
        Upon::Between | Upon::Item | Upon::Motion | Upon::Amendment | Upon::Part | Upon::Report => {
            return Ok(());
        }
    };
    Err(refusal("procedure.no_paper", sentence, allow))
}

/// There is something that it can be about. The chair may allow what only stands out of its place; not what there is nothing
/// for: a paper that is not there, a debate that is over, a report or a part that is decided in its own way.
fn about_something(kind: Kind, before: &Before) -> Result<(), Refusal> {
    on_a_paper(kind, before.upon)?;
    let paper = &before.paper;
    let label = capital(paper);
    let none = |sentence: String, allow: &str| Err(refusal("procedure.not_of_this", sentence, allow));
    match kind {
        Kind::QuorumCall if !before.quorum => {
            none("These standing orders ask for no quorum.".to_owned(), "Set one in the standing orders.")
        }
        Kind::Closure if before.closed => {
            none(format!("The debate on {} is closed already.", debated(kind, before)), "Put the question.")
        }
        // What nobody has moved is not the meeting's to keep: its mover takes it back unasked.
        Kind::Withdrawal if before.only_called => Err(refusal(
            "question.not_moved",
            format!("{label} has not been moved: its mover takes it back without leave."),
            "Say that it is withdrawn, or not moved.",
        )),
        // Conference may wish not to hear it at all.
        Kind::NextBusiness | Kind::PreviousQuestion | Kind::Closure
            if before.only_called && !(kind == Kind::Closure && before.pending.is_some()) =>
        {
            Err(refusal(
                "question.not_moved",
                format!("{label} has not been moved."),
                "Call its mover, or say that it is not moved.",
            )
            .by_reason())
        }
        Kind::Remission | Kind::NextBusiness | Kind::PreviousQuestion | Kind::AdjournDebate
            if before.upon == Upon::Report =>
        {
            none(
                format!("{label} is adopted or referred back."),
                "Refer a part of it back, or close the debate.",
            )
        }
        Kind::Parts if before.upon == Upon::Report => {
            none(format!("{label} is adopted as it is."), "Refer the part back.")
        }
        Kind::Parts if before.upon == Upon::Amendment => Err(refusal(
            "procedure.not_of_this",
            format!("{label} is put as it is."),
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
            none(format!("{label} is put by itself, and not debated."), "Put it, then move that.")
        }
        // The paper takes its amendments with it, as by next business: the chair may let it go before they are decided.
        Kind::Remission | Kind::ReferenceBack if before.upon == Upon::Amendment => Err(refusal(
            "procedure.not_of_this",
            format!("{label} goes with the paper it would amend."),
            "Decide the amendment first.",
        )
        .by_reason()),
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
        | (Consent::OnceAsked, Some(_)) => return Ok(()),
        (Consent::Mover, _) if kind == Kind::Withdrawal => {
            ("The mover withdraws it without a vote.", "Take it from the mover.")
        }
        (Consent::Mover, Some(false)) => {
            ("The mover does not agree to remit it.", "The chair may allow it with a reason.")
        }
        (Consent::Mover, _) => {
            ("It is remitted where its mover agrees, and not by a vote.", "Ask the mover.")
        }
        (Consent::MoverAndConference, Some(false)) => {
            ("The mover does not agree to remit it.", "The chair may allow it with a reason.")
        }
        (Consent::MoverAndConference, None) => ("The mover has to agree first.", "Ask the mover."),
        (Consent::OnceAsked, None) => (
            "The mover is asked first; then conference approves it, or a delegate moves it where the mover refuses.",
            "Ask the mover.",
        ),
    };
    Err(refusal("procedure.consent", sentence, allow).by_reason())
}

/// Once conference has decided that it votes now, nothing that would keep it from that is moved any more.
fn not_closed(kind: Kind, before: &Before) -> Result<(), Refusal> {
    let keeps = match kind {
        Kind::AdjournDebate
        | Kind::NextBusiness
        | Kind::PreviousQuestion
        | Kind::Remission
        | Kind::ReferenceBack => true,
        Kind::PointOfOrder
        | Kind::Challenge
        | Kind::NoConfidence
        | Kind::QuorumCall
        | Kind::Suspension
        | Kind::AdjournConference
        | Kind::Closure
        | Kind::Withdrawal
        | Kind::Parts
        | Kind::Amendment
        | Kind::Motion => false,
    };
    if !keeps || !before.closed {
        return Ok(());
    }
    Err(refusal(
        "question.closed",
        format!("The debate on {} is closed: its vote comes next.", debated(kind, before)),
        "Put the question.",
    )
    .by_reason())
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
            pending.first(),
        )
        .by_reason());
    }
    if kind == Kind::PreviousQuestion {
        return Err(refusal(
            "procedure.upon_pending",
            format!(
                "{} is before conference: the previous question is about a paper, not about what was moved on it.",
                capital(pending.in_words())
            ),
            "Decide it first; or move closure on it.",
        )
        .by_reason());
    }
    Ok(())
}

/// Whether an amendment may be called now (§2.3, 13): it is no reason to interrupt anybody, and what it would amend, named
/// first, has been seconded.
///
/// # Errors
/// `procedure.interrupts`, `question.not_seconded`: the chair may overrule each.
pub fn amendment_comes(upon: &str, terms: &Terms, speech: bool, seconded: bool) -> Result<(), Refusal> {
    if speech && !terms.interrupts {
        return Err(refusal(
            "procedure.interrupts",
            "An amendment waits for the end of the speech.",
            "Let the speaker finish.",
        )
        .by_reason());
    }
    if !seconded {
        return Err(refusal(
            "question.not_seconded",
            format!("{upon} has not been seconded."),
            "Ask who seconds it, then take the amendment.",
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
