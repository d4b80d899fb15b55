//! What the chair can do now: the one next act with its words, everything else with its key, and why not.
//!
//! Invariant: an offer that is not refused here is accepted by its handler; both ask the same rules.

use rules::interruption;
use rules::procedure::Kind;
use rules::refusal::Refusal;
use rules::speakers::{Role, Side};

use crate::command::{Command, Ruling, Who};
use crate::consequences::{self, Entered};
use crate::db::Db;
use crate::halt::Fault;
use crate::procedures;
use crate::programme::{self, Item};
use crate::questions::{self, Question};
use crate::rulings;
use crate::view::desk::offers::coming::{next_item, take};
use crate::view::desk::rising::{Rising, open_again};
use crate::view::desk::timetable::timetable;
use crate::view::desk::voting::{besides, comes_first, doors, methods, on_vote, recounted};
use crate::view::desk::{Callable, Floor, MethodOffer, RisingShown};
use crate::view::parts::{Heading, Offer, RequestLine, SpeechShown, VoteShown};
use crate::view::programme::Plan;
use crate::view::shown;

use said::{called, hint, invitation, minutes, role};

mod amendment;
mod carrying_out;
pub(super) mod coming;
mod procedural;
mod said;

/// Everything that can be done.
pub(super) struct Offers {
    pub(super) next: Option<Offer>,
    pub(super) others: Vec<Offer>,
    pub(super) methods: Vec<MethodOffer>,
    pub(super) rising: Option<RisingShown>,
}

pub(super) fn offer(key: &str, label: impl Into<String>) -> Offer {
    Offer {
        key: key.to_owned(),
        label: label.into(),
        hint: String::new(),
        say: String::new(),
        command: None,
        panel: None,
        refused: None,
    }
}

impl Offer {
    pub(super) fn does(mut self, command: Command) -> Self {
        self.command = Some(command);
        self
    }

    pub(super) fn asks(mut self, panel: &str) -> Self {
        self.panel = Some(panel.to_owned());
        self
    }

    pub(super) fn says(mut self, words: impl Into<String>) -> Self {
        self.say = words.into();
        self
    }

    pub(super) fn hints(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    pub(super) fn unless(mut self, rule: Result<(), Refusal>) -> Self {
        self.refused = rule.err();
        self
    }
}

impl Offers {
    pub(super) fn work_out(
        db: &Db,
        heading: &Heading,
        plan: &Plan,
        item: Option<&Item>,
        question: Option<&Question>,
        floor: &Floor,
        proposed: &[Entered],
    ) -> Result<Self, Fault> {
        let timetable = timetable(db, heading, plan)?;
        let coming = next_item(plan).or(timetable.lost).map(|line| take(db, line)).transpose()?;
        let due = timetable.due().filter(|_| question.is_none() && floor.is_still());
        let first = comes_first(db, item, question, floor)?;
        let recounted = recounted(db, floor)?;
        let carried = carrying_out::carried(db, question, floor)?;
        let rising = Rising::read(db, heading, plan, item, question)?;
        let next = match heading.state.as_str() {
            "open" if !proposed.is_empty() && floor.is_still() => Some(fall(proposed)),
            "open" if due.is_some() => due.cloned().map(|due| Offer { key: "N".to_owned(), ..due }),
            "open" if first.is_some() => first,
            "open" if recounted.is_some() => recounted,
            "open" if carried.is_some() => carried,
            "open" => next_act(item, question, floor, coming, heading.doors_closed.is_none()),
            "adjourned" => Some(
                offer("N", "Resume conference").does(Command::Resume).says("Conference is in session again."),
            ),
            "preparing" if !heading.name.is_empty() => Some(
                offer("N", "Open the conference")
                    .does(Command::Open)
                    .says(format!("Good morning, conference. I declare {} open.", heading.name)),
            ),
            _ => None,
        };
        let next = match &rising {
            Some(rising) if next.is_none() => rising.next(db, plan)?,
            _ => next,
        };
        let mut others = Vec::new();
        if heading.state == "open" {
            match question {
                Some(question) => on_question(question, floor, &mut others),
                None => on_nothing(floor, &mut others),
            }
            if !proposed.is_empty() && floor.is_still() {
                others.push(offer("J", "It does not fall…").asks("falls"));
            }
            others.extend(timetable.guillotine.clone().filter(|_| due.is_none()));
            if let Some(item) = item {
                on_item(db, item, floor, &mut others)?;
            }
            others.extend(doors(heading, floor));
            others.extend(besides(db, item, question, floor)?);
        }
        others.extend(rising.iter().flat_map(Rising::others).chain(open_again(heading)));
        let methods = question.map(|q| methods(db, q, floor)).transpose()?.unwrap_or_default();
        Ok(Self { next, others, methods, rising: rising.and_then(Rising::shown) })
    }
}

/// What follows from the decision comes before anything else is taken.
fn fall(proposed: &[Entered]) -> Offer {
    let falls = consequences::fall(proposed);
    let says = proposed.first().map_or_else(String::new, |first| consequences::because(first, proposed));
    offer("N", format!("Confirm: {falls}"))
        .does(Command::ConfirmConsequences { consequences: proposed.iter().map(|c| c.id).collect() })
        .says(says)
}

fn next_act(
    item: Option<&Item>,
    question: Option<&Question>,
    floor: &Floor,
    coming: Option<Offer>,
    doors_open: bool,
) -> Option<Offer> {
    let take_next = || coming.clone();
    if let Some(point) = &floor.interruption {
        return Some(procedural::risen(point.kind, &point.body));
    }
    let Some(question) = question else {
        let call = |paper: &Callable| {
            offer("N", format!("Call {}", paper.label))
                .does(Command::CallMotion { motion: paper.motion })
                .hints(paper.title.clone())
                .says(format!("We take {}, {}.", paper.label, paper.title))
        };
        // What conference has put off is not proposed again at once.
        let papers = || floor.callable.iter().filter(|_| item.is_some());
        let fresh = papers().find(|paper| !paper.adjourned).map(call);
        return fresh.or_else(take_next).or_else(|| papers().next().map(call)).or_else(|| item.map(close));
    };
    if let Some(vote) = &floor.vote {
        return on_vote(vote, doors_open).or_else(take_next).or_else(|| Some(after_the_last(item, vote)));
    }
    Some(debate(question, floor))
}

fn undeclared(vote: &VoteShown) -> Refusal {
    Refusal::new("item.vote_undeclared", format!("{} on it is not declared yet.", vote.label))
        .allowed_by("Park the item while the vote is counted.")
}

/// While cards are counted and nothing else is left: their item is not closed; between two items conference may rise.
fn after_the_last(item: Option<&Item>, vote: &VoteShown) -> Offer {
    match item {
        Some(item) => close(item).unless(Err(undeclared(vote))),
        None => offer("N", "Adjourn conference…").asks("adjourn").hints("while the cards are counted"),
    }
}

fn close(item: &Item) -> Offer {
    offer("N", format!("Close {}", item.title))
        .does(Command::CloseItem { item: item.id })
        .says("That concludes this item.")
}

/// Conference agreed to a vote in parts; an amendment has none that can be named, and makes way for them.
fn divide(question: &Question) -> Offer {
    if question.on_amendment() {
        return offer("N", format!("{} makes way for its parts", question.label()))
            .asks("withdraw")
            .hints("they are handed in as amendments of their own")
            .says(format!(
                "Conference takes {} in parts. Hand each in as an amendment of its own; it makes way for them.",
                question.in_words()
            ));
    }
    offer("N", "Name the parts")
        .asks("divide")
        .says("Conference votes in parts. Which part is put by itself?")
}

fn debate(question: &Question, floor: &Floor) -> Offer {
    if let Some(procedure) = question.procedure() {
        return procedural::debate(question, procedure, floor);
    }
    let paper = question.in_words();
    if let Some(speech) = floor.speech.as_ref().filter(|speech| !begun(speech)) {
        return offer("N", format!("Start the clock for {}", speech.name))
            .does(Command::StartClock { request: speech.request })
            .hints(minutes(speech))
            .says(format!("{}, {}.", called(&speech.name, &speech.body), minutes(speech)));
    }
    let seconder_waits = floor.waiting.iter().any(|r| r.role == Role::Seconder && r.moves.is_none());
    // A point of information comes when the speech has ended, and before whoever speaks next.
    if let Some(speech) = floor.speech.as_ref().filter(|_| !floor.points.is_empty()) {
        return thank(speech);
    }
    if question.state == "moved" && floor.needs_seconder && !seconder_waits && floor.speech.is_none() {
        return offer("N", "Seconded formally")
            .does(Command::SecondFormally { question: question.id })
            .says(format!("Is {paper} seconded?"));
    }
    // Nobody seconds what nobody has moved.
    let amendment = amendment::coming(floor);
    let in_order = |r: &&RequestLine| match floor.closed {
        // The reply closed the debate; another may still have one.
        None if floor.replied => r.role == Role::Reply,
        // It comes at the close, when the amendments have been taken.
        None if r.role == Role::Reply
            && amendment.is_some_and(|amendment| !amendment.debated)
            && floor.held.is_some() =>
        {
            false
        }
        // Where one has been taken, the next is taken before the debate on the paper goes on.
        None if floor.amending && amendment.is_some() => false,
        // What was reserved at the seconding waits until the amendments have been taken.
        None if r.reserved && amendment.is_some_and(|amendment| !amendment.debated) => false,
        None if question.state == "called" => r.suggested && r.role != Role::Seconder && r.moves.is_none(),
        None => r.suggested,
        // After closure the mover replies, whoever else waits.
        Some(closed) => closed == Kind::Closure && r.role == Role::Reply,
    };
    if let Some(line) = floor.waiting.iter().find(in_order) {
        let held = floor.held.clone().filter(|_| floor.closed.is_none());
        return offer("N", format!("Call {}", called(&line.name, &line.body)))
            .does(Command::CallSpeaker { request: line.id })
            .hints(hint(&role(line), &line.reason))
            .says(invitation(question, floor, line))
            .unless(held.map_or(Ok(()), Err));
    }
    if let Some(speech) = &floor.speech {
        return thank(speech);
    }
    if question.state == "called" {
        return offer("N", "Who moves it?").asks("add").says(format!("Who moves {paper}?"));
    }
    if let Some(amendment) = amendment {
        return amendment::take(amendment);
    }
    if floor.to_divide {
        return divide(question);
    }
    if let Some(part) = floor.parts.first() {
        return offer("N", format!("Put {}", part.words))
            .does(Command::CallPart { part: part.id })
            .hints("by itself, before the rest")
            .says(format!(
                "We vote in parts. I put {}.",
                question.paper().map_or_else(String::new, |paper| part.of(paper))
            ))
            .unless(floor.part_held.clone().map_or(Ok(()), Err));
    }
    if let Some(nothing) = floor.rest.as_ref().filter(|rest| rest.code == "parts.nothing_remains") {
        return offer("N", format!("{} is lost: nothing remains", question.label()))
            .does(Command::NothingRemains { question: question.id })
            .says(nothing.sentence.clone());
    }
    if let Some(part) = &question.part {
        return offer("N", "Put the question").asks("put").says(format!("I put {} by itself.", part.words));
    }
    let says = if floor.closed.is_some() || floor.replied {
        "The debate is closed. I put the question."
    } else {
        "Is there any further speaker? … Then I put the question."
    };
    offer("N", "Put the question").asks("put").says(says)
}

fn thank(speech: &SpeechShown) -> Offer {
    offer("N", format!("Thank {}", called(&speech.name, &speech.body)))
        .does(Command::EndSpeech { request: speech.request })
        .says("Thank you.")
}

/// What may be brought while nothing is before conference: on an item without a question, and between two items.
fn on_nothing(floor: &Floor, others: &mut Vec<Offer>) {
    let free = if floor.interruption.is_some() { Err(risen()) } else { Ok(()) };
    others.push(offer("P", "Point of order").asks("interrupt").says("State your point.").unless(free));
    others.push(offer("M", "From the floor").asks("amendment"));
}

/// Acts on the question and its speech.
fn on_question(question: &Question, floor: &Floor, others: &mut Vec<Offer>) {
    let free = if floor.interruption.is_some() { Err(risen()) } else { Ok(()) };
    if let Some(speech) = &floor.speech {
        let request = speech.request;
        let clock = if speech.clock.running_since.is_some() {
            offer("Space", "Stop the clock").does(Command::StopClock { request })
        } else if speech.clock.used_ms > 0 {
            offer("Space", "Go on").does(Command::StartClock { request }).unless(free.clone())
        } else {
            offer("Space", "Start the clock").does(Command::StartClock { request }).unless(free.clone())
        };
        others.push(clock);
    }
    others
        .push(offer("P", "Point of order").asks("interrupt").says("State your point.").unless(free.clone()));
    if let Some(point) = floor.points.first() {
        let now = Command::Rule { interruption: point.id, ruling: Ruling::Heard, words: String::new() };
        others.push(
            offer("Shift+P", format!("Hear {} now", point.body))
                .does(now)
                .unless(Err(interruption::not_yet(rulings::in_words(point.kind)))),
        );
    }
    if floor.nothing_is_cast() {
        others.push(offer("M", "From the floor").asks("amendment"));
    }
    if question.upon.is_none() && question.procedure().is_none() && floor.vote.is_none() {
        others.push(offer("I", "Vote in parts").asks("divide"));
    }
    let counted = procedures::is_counted(question);
    if floor.vote.is_none() && !counted {
        let comes = free.clone().and_then(|()| rulings::comes_first(floor.points.first()));
        others.push(offer("V", "Put the question").asks("put").unless(comes));
    }
    if let Some(speech) = &floor.speech {
        let request = speech.request;
        others.push(offer("F", "Speech ends").does(Command::EndSpeech { request }).unless(free.clone()));
        others.push(offer("E", "Extra time").asks("extend"));
        let stays = floor.stays.clone().map_or(Ok(()), Err);
        others.push(offer("U", "Back to the queue").does(Command::TakeBackSpeaker { request }).unless(stays));
    }
    // Whoever has risen is heard first.
    if let Some(line) = floor.nameless.first().filter(|_| floor.interruption.is_none()) {
        let label = format!("Who {} for {}?", if line.speaks { "speaks" } else { "spoke" }, line.body);
        others.push(offer("Shift+I", label).asks("who"));
    }
    if floor.quorum_over && counted {
        others.push(offer("Q", "Count again").asks("quorum"));
    }
    let open = question.state == "seconded" || question.state == "moved" && !floor.needs_seconder;
    if let Some(mover) = floor.replier.as_ref().filter(|_| open && floor.vote.is_none()) {
        let who = Who {
            delegate: mover.delegate,
            delegation: mover.delegation,
            name: Some(mover.name.clone()),
            body: Some(mover.body.clone()),
        };
        let reply = Command::AskToSpeak { question: question.id, who, side: Side::For, role: Role::Reply };
        others.push(
            offer("R", "Right of reply")
                .does(reply)
                .hints(called(&mover.name, &mover.body))
                .says(format!("{}, your reply, or do you reserve it?", called(&mover.name, &mover.body))),
        );
    }
    if floor.vote.is_none() && question.procedure().is_none() {
        others.push(offer("L", "Limit the debate").asks("limit"));
    }
    seconding(question, floor, free, others);
    if floor.vote.is_none() {
        let stays = floor.kept.clone().map_or(Ok(()), Err);
        others.push(offer("W", "Withdrawn by the mover").asks("withdraw").unless(stays));
    }
}

/// Seconded formally, once it has been moved; or moved and seconded formally, as the chair allows.
fn seconding(question: &Question, floor: &Floor, free: Result<(), Refusal>, others: &mut Vec<Offer>) {
    if question.state == "called" && floor.vote.is_none() {
        others.push(
            offer("S", "Moved and seconded formally")
                .does(Command::SecondFormally { question: question.id })
                .unless(questions::may_be_taken_as_moved(question)),
        );
    }
    if question.state == "moved" {
        let mover = floor
            .speech
            .as_ref()
            .is_some_and(|speech| speech.role == Role::Mover && speech.moves.is_none() && begun(speech));
        let formally = match question.procedure() {
            Some(_) => offer("S", "It is seconded").asks("second"),
            None => offer("S", "Seconded formally").does(Command::SecondFormally { question: question.id }),
        };
        others.push(if mover { formally.unless(free) } else { formally });
    }
}

/// The clock of the speech has run.
fn begun(speech: &SpeechShown) -> bool {
    speech.clock.used_ms > 0 || speech.clock.running_since.is_some()
}

pub(super) fn risen() -> Refusal {
    interruption::ruled_on_first("Somebody has risen.")
}

/// Acts on the item.
fn on_item(db: &Db, item: &Item, floor: &Floor, others: &mut Vec<Offer>) -> Result<(), Fault> {
    let stays = shown::plain(procedures::may_turn(db, None))?;
    others.push(offer("K", "Park the item").does(Command::ParkItem { item: item.id }).unless(stays));
    let undecided = match &floor.vote {
        Some(vote) => Err(undeclared(vote)),
        None => shown::plain(programme::may_be_closed(db, item))?,
    };
    others.push(offer("C", "Close the item").does(Command::CloseItem { item: item.id }).unless(undecided));
    Ok(())
}

#[cfg(test)]
mod tests;
