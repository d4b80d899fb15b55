//! What the chair can do about a vote: the ways to put the question, and the next act on one that is being taken.
//!
//! Invariant: as of every offer, what is not refused here is accepted by its handler.

use rules::count::CALL;
use rules::options::Round;
use rules::refusal::Refusal;
use rules::slip_code::slips;
use rules::standing_orders::Tie;

use crate::command::{Command, Method};
use crate::db::Db;
use crate::halt::Fault;
use crate::programme::Item;
use crate::questions::{self, Question};
use crate::view::choosing::{self, ChoosingShown};
use crate::view::desk::offers::{offer, risen};
use crate::view::desk::{Floor, MethodOffer, refusal};
use crate::view::parts::{Heading, Offer, VoteShown};
use crate::view::shown;
use crate::votes::Vote;
use crate::{procedures, rulings, tellers, votes};

/// The doors, where closing or opening them is worth a key.
pub(super) fn doors(heading: &Heading, floor: &Floor) -> Option<Offer> {
    if heading.doors_closed.is_some() {
        return Some(offer("Shift+D", "Open the doors").does(Command::OpenDoors).says("Open the doors."));
    }
    let counted = floor.vote.as_ref().is_some_and(|vote| vote.method.is_opened());
    counted.then(|| {
        offer("Shift+D", "Close the doors")
            .does(Command::CloseDoors)
            .says("Close the doors. Nobody may enter or leave while we count.")
    })
}

/// What was counted anew waits for the chair alone: once nobody speaks and nothing is voted on it comes next.
pub(super) fn recounted(db: &Db, floor: &Floor) -> Result<Option<Offer>, Fault> {
    if !floor.is_still() {
        return Ok(None);
    }
    counted(db, |vote| vote.recount_of.is_some())
}

/// The first result of these that is counted and waits for the chair.
pub(super) fn counted(db: &Db, of: fn(&Vote) -> bool) -> Result<Option<Offer>, Fault> {
    let ready = votes::all_live(db)?.into_iter().find(|vote| vote.state == "provisional");
    let Some(vote) = ready.filter(of) else { return Ok(None) };
    let vote = shown::vote(db, &vote)?;
    Ok(Some(
        offer("N", format!("Declare {}", vote.label.to_lowercase()))
            .asks("declare")
            .says(announcement(&vote)),
    ))
}

/// A demand is answered, and a choice between options decided, before anything else.
pub(super) fn comes_first(
    db: &Db,
    item: Option<&Item>,
    question: Option<&Question>,
    floor: &Floor,
) -> Result<Option<Offer>, Fault> {
    if !floor.may_go_on() {
        return Ok(None);
    }
    let beside = choosing::beside(db, item.map(|item| item.id), question.map(|q| q.id))?;
    if let Some(demand) = &beside.demand {
        return Ok(Some(
            offer("N", format!("Answer the demand for {}", demand.wanted.in_words()))
                .asks("demand")
                .hints(demand.why.clone())
                .says(format!("{} demands {}.", demand.by, demand.wanted.in_words())),
        ));
    }
    let open = beside.choosing.filter(|choosing| choosing.state == "open" && floor.has_no_vote());
    Ok(open.map(|choosing| options(&choosing)))
}

fn options(choosing: &ChoosingShown) -> Offer {
    let voted_on: Vec<String> = choosing
        .options
        .iter()
        .filter(|option| option.voted_on)
        .map(|option| format!("{}, {}", option.letter, option.words))
        .collect();
    let Some(found) = &choosing.found else {
        let says = format!(
            "{} I take the options in order. All those for {}? …",
            choosing.title,
            voted_on.join("? … For ")
        );
        return offer("N", format!("Enter round {}", choosing.round)).asks("options").says(says);
    };
    let label = match found {
        Round::Chosen { letter } => format!("Declare {letter} chosen"),
        Round::Drops { letters } => format!("Declare that {} drops out", letters.join(" and ")),
        Round::Each { .. } => "Declare what was carried".to_owned(),
        Round::TieForFirst { .. } | Round::TieForLast { .. } | Round::Nobody => {
            "What is done now?".to_owned()
        }
    };
    let ready = offer("N", label).says(choosing.reason.clone());
    match choosing::tied(found) {
        Ok(()) => ready.does(Command::DeclareOptions { choosing: choosing.id, tie: None }),
        Err(_) => ready.asks("options"),
    }
}

/// A demand may be made, and options put, at these keys.
pub(super) fn besides(
    db: &Db,
    item: Option<&Item>,
    question: Option<&Question>,
    floor: &Floor,
) -> Result<Vec<Offer>, Fault> {
    let beside = choosing::beside(db, item.map(|item| item.id), question.map(|q| q.id))?;
    let mut offers = Vec::new();
    if let Some(demand) = &beside.demand {
        let label = format!("Answer the demand for {}", demand.wanted.in_words());
        offers.push(offer("Shift+V", label).asks("demand"));
    } else if question.is_some_and(|question| !procedures::is_counted(question)) && floor.may_be_demanded() {
        offers.push(
            offer("Shift+V", "Demand a count").asks("demand").says("How many support that? Please stand."),
        );
    }
    let open = beside.choosing.is_some_and(|choosing| choosing.state == "open");
    if item.is_some() && floor.has_no_vote() && (open || question.is_none()) {
        let label = if open { "The options…" } else { "Choose between options…" };
        offers.push(offer("Shift+O", label).asks("options"));
    }
    Ok(offers)
}

/// A vote that was called is opened; behind closed doors, where the standing orders want them closed.
fn called(vote: &VoteShown, doors_open: bool) -> Offer {
    if doors_open && vote.doors_must_close {
        return offer("N", "Close the doors")
            .does(Command::CloseDoors)
            .hints("the standing orders close them during a count")
            .says("Tellers to your places. Close the doors.");
    }
    let label = vote.label.to_lowercase();
    let (does, says) = match vote.method {
        Method::Counted => {
            (format!("Start {label}"), format!("{} {CALL} Tellers, please count.", vote.wording))
        }
        Method::RollCall => {
            (format!("Start {label}"), format!("{} The clerk will call the names.", vote.wording))
        }
        Method::Secret => (
            format!("Open {label}"),
            format!("{} The ballot is open. Collect your paper, and put it in a box.", vote.wording),
        ),
        Method::Agreed | Method::Hands | Method::Card => (
            format!("Open {label}"),
            format!(
                "{}: {} {} Tellers to your places. The vote is open.",
                vote.label,
                vote.wording,
                slips(vote.abstain_slip)
            ),
        ),
    };
    offer("N", does).does(Command::OpenVote { vote: vote.id }).says(says)
}

/// Names are called one by one; when everybody was, the result is with the chair.
fn roll_call(vote: &VoteShown) -> Offer {
    match &vote.calling {
        Some(name) => offer("N", "Call the names")
            .asks("roll_call")
            .hints(format!("{} of {} called", vote.entered, vote.issued))
            .says(format!("{name}?")),
        None => offer("N", "Finish the roll call")
            .does(Command::FinishCount { vote: vote.id })
            .hints("everybody was called")
            .says("Has everybody answered? … The roll call is closed."),
    }
}

/// The one next act on a vote; none where business goes on while it is counted.
pub(super) fn on_vote(vote: &VoteShown, doors_open: bool) -> Option<Offer> {
    let id = vote.id;
    match (vote.method, vote.state.as_str()) {
        (Method::Agreed, _) => Some(
            offer("N", "Declare it agreed")
                .asks("declare")
                .says(format!("{} Is that agreed? … Agreed.", vote.wording)),
        ),
        (Method::Hands, "open") => {
            Some(offer("N", "What did you see?").asks("hands").says(format!("{} {CALL}", vote.wording)))
        }
        (Method::Counted | Method::Card | Method::RollCall | Method::Secret, "called") => {
            Some(called(vote, doors_open))
        }
        (Method::Counted, "open") => Some(
            offer("N", "Take the tellers’ figures")
                .does(Command::FinishCount { vote: id })
                .hints(format!("{} of {} blocks are in", vote.entered, vote.issued))
                .says(format!("{} {CALL} Tellers, please count.", vote.wording))
                .unless(vote.not_ready.clone().map_or(Ok(()), Err)),
        ),
        (Method::RollCall, "open" | "closed") => Some(roll_call(vote)),
        (Method::Secret, "open") => Some(
            offer("N", "Close the secret ballot")
                .does(Command::CloseVote { vote: id })
                .says("Has everybody voted? … The ballot is closed."),
        ),
        (Method::Card, "open") => Some(
            offer("N", format!("Close {}", vote.label.to_lowercase()))
                .does(Command::CloseVote { vote: id })
                .hints(format!("{} of {} cards entered", vote.entered, vote.issued))
                .says("Has everybody handed in a card? … The vote is closed."),
        ),
        // Every paper is accounted for: the figures go to the chair.
        (Method::Secret, "closed") if vote.not_ready.is_none() => {
            Some(offer("N", "Take the tellers’ figures").does(Command::FinishCount { vote: id }))
        }
        // While it is counted business goes on: whatever comes next is offered instead.
        (Method::Card | Method::Secret, "closed") => None,
        (Method::Hands | Method::Counted | Method::Card | Method::RollCall | Method::Secret, _)
            if vote.tie == Some(Tie::Revote) =>
        {
            Some(
                offer("N", "Take the vote again")
                    .does(Command::VoteAgain { vote: id })
                    .hints("a tie, and the standing orders ask for another vote")
                    .says(announcement(vote)),
            )
        }
        // The majority is of those present, and the number that stands cannot be theirs.
        (
            Method::Hands | Method::Counted | Method::Card | Method::RollCall | Method::Secret,
            "provisional",
        ) if vote.result.is_none() => Some(
            offer("N", "How many are present?")
                .asks("declare")
                .says("Delegates, stay in your places. Tellers, count those present."),
        ),
        (Method::Hands | Method::Counted | Method::Card | Method::RollCall | Method::Secret, _) => Some(
            offer("N", format!("Declare {}", vote.label.to_lowercase()))
                .asks("declare")
                .says(announcement(vote)),
        ),
    }
}

/// What is read out of the count, and what the chair does where it is a tie.
fn announcement(vote: &VoteShown) -> String {
    let asks =
        if vote.tie == Some(Tie::ChairCasting) { " The chair has a casting vote. I vote …" } else { "" };
    format!("{}{asks}", vote.say)
}

/// Ways to put the question.
pub(super) fn methods(db: &Db, question: &Question, floor: &Floor) -> Result<Vec<MethodOffer>, Fault> {
    let ready = questions::may_be_put(db, question)?.err().or_else(|| floor.rest.clone());
    let wording = votes::wording(question);
    let under_way =
        floor.vote.as_ref().map(|v| Refusal::new("vote.under_way", format!("{} is under way.", v.label)));
    let no_cards = tellers::electorate(db)?.err();
    let number = shown::plain(votes::card_number(db, None))?;
    let named = slips(crate::standing_orders::in_force(db)?.card.abstain_slip);
    let comes = rulings::comes_first(floor.points.first()).err();
    let risen = floor.interruption.as_ref().map(|_| risen()).or(comes);
    let demanded = refusal(votes::demands::none_pending(db, question.id))?;
    let refused = under_way.or(risen).or(demanded).or(ready);
    let asked = format!("{wording} {CALL}");
    let mut ways = vec![
        MethodOffer {
            method: Method::Agreed,
            key: "A".to_owned(),
            label: "Agreed without a vote".to_owned(),
            card_no: None,
            say: format!("{wording} Is that agreed?"),
            warning: String::new(),
            refused: refused.clone(),
        },
        MethodOffer {
            method: Method::Hands,
            key: "H".to_owned(),
            label: "Show of hands".to_owned(),
            card_no: None,
            say: asked,
            warning: String::new(),
            refused: refused.clone(),
        },
        MethodOffer {
            method: Method::Card,
            key: "C".to_owned(),
            label: format!("Card vote {number}"),
            card_no: Some(number),
            say: format!("Card vote {number}. {wording} {named} Tellers to your places."),
            warning: crate::view::cards::uncollected(db)?,
            refused: no_cards.or_else(|| refused.clone()),
        },
    ];
    let nobody = (crate::franchise::voters(db)?.registered == 0).then(votes::roll_call::nobody);
    for (method, key, label, say, refused) in [
        (
            Method::Counted,
            "T",
            "Counted by tellers",
            format!("There will be a count. {wording} Tellers to your blocks. Close the doors."),
            refused.clone(),
        ),
        (
            Method::RollCall,
            "R",
            "Roll call",
            format!("{wording} I ask for the names to be called. Answer for, against, or abstain."),
            nobody.or_else(|| refused.clone()),
        ),
        (
            Method::Secret,
            "S",
            "Secret ballot",
            format!(
                "{wording} This is decided by secret ballot. Collect one paper each, and show your badge."
            ),
            refused,
        ),
    ] {
        let (key, label, warning) = (key.to_owned(), label.to_owned(), String::new());
        ways.push(MethodOffer { method, key, label, card_no: None, say, warning, refused });
    }
    for way in &mut ways {
        // What was moved from the floor is not put in every way.
        if let Err(refusal) = procedures::may_be_put(question, way.method) {
            way.refused = Some(refusal);
        }
        if way.refused.is_none() {
            way.refused = votes::ways::may_be_put(db, question, way.method)?.err();
        }
    }
    Ok(ways)
}
