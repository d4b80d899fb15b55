//! The words in which it is put, and what a vote either way does. The same name means opposite things in Britain and in
//! America, so the effect is always said (§1 "Previous question").

use super::Kind;
use crate::quorum::{Wait, waits};

/// What a paper's questions are called in these sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The question that it is about: `amendment 4.1`, or `remission` where the debate on that is closed; empty where it is
    /// about conference.
    pub question: String,
    /// The paper that the whole debate is on: `composite 4`.
    pub paper: String,
    /// That question is an amendment.
    pub amendment: bool,
    /// Named standing orders: `7 and 9`.
    pub orders: String,
    /// What for.
    pub purpose: String,
    /// Until when: `15:30`.
    pub until: String,
    /// What ruling is challenged.
    pub ruling: String,
    /// Who presides over a challenge, or takes the chair.
    pub acting: String,
    /// How a debate ends that is closed.
    pub closing: Closing,
    /// Minutes that conference waits for a quorum.
    pub grace_min: u32,
    /// Amendments to the question that are not taken any more once its debate is closed: `amendments 1.1 and 1.2`; empty
    /// where there are none.
    pub untaken: String,
}

/// How a debate ends that is closed, and when closure may be moved again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Closing {
    /// The mover replies before the vote.
    pub reply: bool,
    /// Minutes.
    pub cooldown: u32,
}

/// The question as the chair reads it.
#[must_use]
pub fn wording(kind: Kind, about: &About) -> String {
    let until = |lead: &str| {
        if about.until.is_empty() { String::new() } else { format!("{lead}until {}", about.until) }
    };
    match kind {
        Kind::Challenge => "That the ruling of the chair be upheld.".to_owned(),
        Kind::NoConfidence => "That conference has no confidence in the chair.".to_owned(),
        Kind::QuorumCall => "Is there a quorum?".to_owned(),
        Kind::Suspension => {
            let purpose =
                if about.purpose.is_empty() { String::new() } else { format!(", {}", about.purpose) };
            format!("That {} be suspended{}{purpose}.", about.orders, until(" "))
        }
        Kind::AdjournConference => format!("That conference adjourn{}.", until(" ")),
        Kind::AdjournDebate => format!("That the debate on {} be adjourned{}.", about.paper, until(" ")),
        Kind::NextBusiness => "That conference proceed to the next business.".to_owned(),
        Kind::PreviousQuestion => "That the question be not now put.".to_owned(),
        Kind::Closure => "That the question be now put.".to_owned(),
        Kind::Remission => format!("That {} be remitted to the executive.", about.paper),
        Kind::ReferenceBack => format!("That {} be referred back.", about.paper),
        Kind::Withdrawal => format!("That leave be given to withdraw {}.", about.question),
        Kind::Parts => format!("That {} be voted on in parts.", about.question),
        Kind::PointOfOrder => "Point of order.".to_owned(),
        Kind::Amendment => "That the text be amended.".to_owned(),
        Kind::Motion => "That the motion be agreed.".to_owned(),
    }
}

/// What happens if it is carried, and if it is lost; a clause each, without a capital.
#[must_use]
pub fn effects(kind: Kind, about: &About) -> (String, String) {
    match kind {
        Kind::AdjournDebate
        | Kind::NextBusiness
        | Kind::PreviousQuestion
        | Kind::Closure
        | Kind::Remission
        | Kind::ReferenceBack
        | Kind::Withdrawal
        | Kind::Parts => on_the_paper(kind, about),
        Kind::PointOfOrder
        | Kind::Challenge
        | Kind::NoConfidence
        | Kind::QuorumCall
        | Kind::Suspension
        | Kind::AdjournConference
        | Kind::Amendment
        | Kind::Motion => on_conference(kind, about),
    }
}

fn goes_on(about: &About) -> String {
    if about.question.is_empty() {
        "business goes on.".to_owned()
    } else {
        format!("the debate on {} goes on.", about.question)
    }
}

fn on_conference(kind: Kind, about: &About) -> (String, String) {
    let until = if about.until.is_empty() { String::new() } else { format!(" until {}", about.until) };
    let (carried, lost) = match kind {
        Kind::PointOfOrder => ("the chair’s ruling is followed.", "the speaker goes on."),
        Kind::Challenge => (
            "the ruling stands, and the chair takes the chair again.",
            "the ruling is overturned, and the chair takes the chair again and acts on that.",
        ),
        Kind::NoConfidence => {
            let acting = or(&about.acting, "another");
            return (
                format!("the chair leaves the chair; {acting} presides from now on."),
                "the chair takes the chair again.".to_owned(),
            );
        }
        Kind::QuorumCall => {
            return (goes_on(about), waits(&Wait::Minutes(about.grace_min)));
        }
        Kind::Suspension => {
            let orders = or(&about.orders, "the standing orders named");
            let many = orders.contains("standing orders");
            let (bind, then) = if many {
                ("bind", "they bind again by themselves")
            } else {
                ("binds", "it binds again by itself")
            };
            return (
                format!("{orders} no longer {bind}{until}, for this purpose only; then {then}."),
                "the standing orders stay in force.".to_owned(),
            );
        }
        Kind::AdjournConference => {
            let rises = format!("conference rises{until}; everything before it waits as it stands.");
            return (rises, goes_on(about));
        }
        Kind::Amendment => ("the text changes.", "the text stays as it is."),
        Kind::Motion
        | Kind::AdjournDebate
        | Kind::NextBusiness
        | Kind::PreviousQuestion
        | Kind::Closure
        | Kind::Remission
        | Kind::ReferenceBack
        | Kind::Withdrawal
        | Kind::Parts => ("it becomes the decision of conference.", "nothing in it is decided."),
    };
    (carried.to_owned(), lost.to_owned())
}

fn on_the_paper(kind: Kind, about: &About) -> (String, String) {
    let About { question, paper, amendment, .. } = about;
    let with = if *amendment { format!("{paper} and its amendments are") } else { format!("{paper} is") };
    let wait = match about.closing.cooldown {
        0 => String::new(),
        1 => " It may be moved again in a minute.".to_owned(),
        n => format!(" It may be moved again in {n} minutes."),
    };
    let carried = match kind {
        Kind::AdjournDebate => {
            format!(
                "{with} put aside as it stands; those who have spoken have spoken when it is taken again."
            )
        }
        Kind::NextBusiness => format!("{with} left undecided, without a vote; conference goes on."),
        Kind::PreviousQuestion => {
            let lost = format!(
                "{question} is put to the vote at once, without more debate{}.",
                not_taken(&about.untaken)
            );
            return (format!("{with} shelved, without a vote."), lost);
        }
        Kind::Closure => {
            let reply = if about.closing.reply {
                "the mover replies, then the vote"
            } else {
                "the vote comes at once"
            };
            let only = if *amendment {
                format!(", on {question} alone; the debate on {paper} goes on after it")
            } else {
                String::new()
            };
            format!("the debate on {question} ends: {reply}{only}{}.", not_taken(&about.untaken))
        }
        Kind::Remission => format!("{paper} goes to the executive, neither carried nor lost."),
        Kind::ReferenceBack => format!("{paper} goes back to where it came from, undecided."),
        Kind::Withdrawal => format!("{question} is withdrawn; nothing in it is decided."),
        Kind::Parts if *amendment => {
            let lost = format!("{question} is put as a whole.");
            return (
                format!(
                    "its parts are handed in as amendments of their own, and {question} makes way for them."
                ),
                lost,
            );
        }
        Kind::Parts => {
            let carried = format!("each part of {paper} is voted on by itself, then what is left.");
            return (carried, format!("{paper} is put as a whole."));
        }
        Kind::PointOfOrder
        | Kind::Challenge
        | Kind::NoConfidence
        | Kind::QuorumCall
        | Kind::Suspension
        | Kind::AdjournConference
        | Kind::Amendment
        | Kind::Motion => String::new(),
    };
    (carried, format!("{}{wait}", goes_on(about)))
}

/// Conference knows what it passes over when it closes a debate (§6.2).
fn not_taken(untaken: &str) -> String {
    match untaken {
        "" => String::new(),
        one if one.starts_with("amendment ") => format!("; {one} is no longer taken, and falls"),
        many => format!("; {many} are no longer taken, and fall"),
    }
}

fn or<'a>(words: &'a str, otherwise: &'a str) -> &'a str {
    if words.is_empty() { otherwise } else { words }
}

/// What the chair should know about the name; empty where it says what it does.
#[must_use]
pub const fn note(kind: Kind) -> &'static str {
    match kind {
        Kind::PreviousQuestion => {
            "The British one: against putting the question. Whoever wants the vote now, as in America, moves closure."
        }
        Kind::Closure => "What American rules call the previous question.",
        Kind::ReferenceBack => {
            "The whole paper. A part of a committee’s report, or a paper that the committee ruled out, is challenged instead."
        }
        Kind::Remission => "Not needed where the mover’s consent is enough.",
        Kind::PointOfOrder
        | Kind::Challenge
        | Kind::NoConfidence
        | Kind::QuorumCall
        | Kind::Suspension
        | Kind::AdjournConference
        | Kind::AdjournDebate
        | Kind::NextBusiness
        | Kind::Withdrawal
        | Kind::Parts
        | Kind::Amendment
        | Kind::Motion => "",
    }
}
