//! What the chair can do now: the one next act with its words, everything else with its key, and why not.
//!
//! Invariant: an offer that is not refused here is accepted by its handler; both ask the same rules.

use rules::procedure::Kind;
use rules::refusal::Refusal;
use rules::speakers::{Role, Side};
use rules::timetable::ItemState;

use crate::command::{Command, ItemKind, MotionKind, Who};
use crate::consequences::{self, Entered};
use crate::db::Db;
use crate::halt::Fault;
use crate::procedures;
use crate::programme::{self, Item};
use crate::questions::Question;
use crate::view::desk::timetable::timetable;
use crate::view::desk::voting::{besides, comes_first, doors, methods, on_vote};
use crate::view::desk::{Callable, Floor, ItemLine, MethodOffer};
use crate::view::parts::{Heading, Offer, RequestLine, SpeechShown, VoteShown};
use crate::view::programme::Plan;
use crate::view::shown;

mod procedural;

/// Everything that can be done.
pub(super) struct Offers {
    pub(super) next: Option<Offer>,
    pub(super) others: Vec<Offer>,
    pub(super) methods: Vec<MethodOffer>,
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
        let next = match heading.state.as_str() {
            "open" if !proposed.is_empty() && floor.is_still() => Some(fall(proposed)),
            "open" if due.is_some() => due.cloned().map(|due| Offer { key: "N".to_owned(), ..due }),
            "open" if first.is_some() => first,
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
        let mut others = Vec::new();
        if heading.state == "open" {
            if let Some(question) = question {
                on_question(question, floor, &mut others);
            }
            if !proposed.is_empty() && floor.is_still() {
                others.push(offer("J", "It does not fall…").asks("falls"));
            }
            others.extend(timetable.guillotine.clone().filter(|_| due.is_none()));
            if let Some(item) = item {
                on_item(item, question, floor, &mut others);
            }
            others.extend(doors(heading, floor));
            others.extend(besides(db, item, question, floor)?);
        }
        let methods = question.map(|q| methods(db, q, floor)).transpose()?.unwrap_or_default();
        Ok(Self { next, others, methods })
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

fn next_item(plan: &Plan) -> Option<&ItemLine> {
    plan.lines
        .iter()
        .filter(|(day, _)| *day == plan.today)
        .map(|(_, line)| line)
        .find(|line| line.state == ItemState::Planned)
}

fn take(db: &Db, line: &ItemLine) -> Result<Offer, Fault> {
    let name =
        if line.number.is_empty() { line.title.clone() } else { format!("{} {}", line.number, line.title) };
    let words = if line.kind == ItemKind::Break {
        format!("Conference rises for {}.", line.title.to_lowercase())
    } else {
        format!("We move to {}.", line.title)
    };
    let words = if line.private {
        format!("{words} Conference goes into private session: visitors, please leave the hall.")
    } else {
        words
    };
    let item = shown::plain(programme::known(db, line.id))?;
    Ok(offer("N", format!("Take {name}"))
        .does(Command::TakeItem { item: line.id })
        .hints(line.note.clone())
        .says(words)
        .unless(shown::plain(programme::may_be_taken(db, &item))?))
}

fn next_act(
    item: Option<&Item>,
    question: Option<&Question>,
    floor: &Floor,
    coming: Option<Offer>,
    doors_open: bool,
) -> Option<Offer> {
    let take_next = || coming.clone();
    let (Some(item), Some(question)) = (item, question) else {
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
    if floor.interruption.is_some() {
        return Some(offer("N", "Rule on it").asks("rule").says("State your point. … I rule that …"));
    }
    if let Some(vote) = &floor.vote {
        return on_vote(vote, doors_open)
            .or_else(take_next)
            .or_else(|| Some(close(item).unless(Err(undeclared(vote)))));
    }
    Some(debate(question, floor))
}

fn undeclared(vote: &VoteShown) -> Refusal {
    Refusal::new("item.vote_undeclared", format!("{} on it is not declared yet.", vote.label))
        .allowed_by("Park the item while the vote is counted.")
}

fn close(item: &Item) -> Offer {
    offer("N", format!("Close {}", item.title))
        .does(Command::CloseItem { item: item.id })
        .says("That concludes this item.")
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
    if question.state == "moved" && !seconder_waits && floor.speech.is_none() {
        return offer("N", "Seconded formally")
            .does(Command::SecondFormally { question: question.id })
            .says(format!("Is {paper} seconded?"));
    }
    // Nobody seconds what nobody has moved.
    let amendment = floor.callable.iter().find(|c| c.kind == MotionKind::Amendment && c.refused.is_none());
    let in_order = |r: &&RequestLine| match floor.closed {
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
        return offer("N", format!("Thank {}", called(&speech.name, &speech.body)))
            .does(Command::EndSpeech { request: speech.request })
            .says("Thank you.");
    }
    if question.state == "called" {
        return offer("N", "Who moves it?").asks("add").says(format!("Who moves {paper}?"));
    }
    if let Some(amendment) = amendment {
        return take_amendment(amendment);
    }
    if floor.to_divide {
        return offer("N", "Name the parts")
            .asks("divide")
            .says("Conference votes in parts. Which part is put by itself?");
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
    let says = if floor.closed.is_some() {
        "The debate is closed. I put the question."
    } else {
        "Is there any further speaker? … Then I put the question."
    };
    offer("N", "Put the question").asks("put").says(says)
}

/// The next amendment: to be moved, or, debated already with the motion, to be voted on.
fn take_amendment(amendment: &Callable) -> Offer {
    // Of its label the first letter alone: a number may have letters, S1.2.
    let label = amendment.label.replacen('A', "a", 1);
    let (hint, says) = if amendment.debated {
        ("debated with the motion: its vote".to_owned(), format!("We vote on {label}."))
    } else {
        let mover = amendment.mover.as_ref().map_or_else(String::new, |m| format!(" {m} to move."));
        (amendment.mover.clone().unwrap_or_default(), format!("We take {label}.{mover}"))
    };
    offer("N", format!("Call {label}"))
        .does(Command::CallMotion { motion: amendment.motion })
        .hints(hint)
        .says(says)
}

fn minutes(speech: &SpeechShown) -> String {
    let seconds = speech.clock.granted_ms / 1000;
    match (seconds / 60, seconds % 60) {
        (1, 0) => "one minute".to_owned(),
        (m, 0) => format!("{m} minutes"),
        (m, s) => format!("{m} min {s} s"),
    }
}

fn called(name: &str, body: &str) -> String {
    if body.is_empty() || name == body { name.to_owned() } else { format!("{name}, {body}") }
}

/// What somebody speaks as and why it is their turn, the side only once.
fn hint(role: &str, reason: &str) -> String {
    match reason {
        "" => role.to_owned(),
        due if due.contains(&format!("{role} is due")) => due.to_owned(),
        reason => format!("{role} · {reason}"),
    }
}

fn role(line: &RequestLine) -> String {
    let joint = line.moves.as_ref().map_or_else(String::new, |paper| format!(" {paper}"));
    match line.role {
        Role::Mover => format!("to move{joint}"),
        Role::Seconder => format!("to second{joint}"),
        Role::Reply => "right of reply".to_owned(),
        Role::Platform => "from the platform".to_owned(),
        Role::Speaker | Role::PointOfOrder | Role::Information => match line.side {
            Side::For => "for".to_owned(),
            Side::Against => "against".to_owned(),
            Side::To => "to the question".to_owned(),
        },
    }
}

fn invitation(question: &Question, floor: &Floor, line: &RequestLine) -> String {
    let thanks = if floor.speech.is_some() { "Thank you. " } else { "" };
    let paper = line.moves.clone().unwrap_or_else(|| question.in_words());
    let who = called(&line.name, &line.body);
    match line.role {
        Role::Mover => format!("{thanks}{who} to move {paper}."),
        Role::Seconder => format!("{thanks}Is {paper} seconded? {who}."),
        Role::Reply => format!("{thanks}{who}, your reply. No new matter."),
        Role::Speaker | Role::Platform | Role::PointOfOrder | Role::Information => match line.side {
            Side::Against => format!("{thanks}Is there a speaker against {paper}? {who}."),
            Side::For => format!("{thanks}Is there a speaker for {paper}? {who}."),
            Side::To => format!("{thanks}I call {who}."),
        },
    }
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
    if floor.vote.is_none() {
        others.push(offer("M", "From the floor").asks("amendment"));
    }
    if question.upon.is_none() && question.procedure().is_none() && floor.vote.is_none() {
        others.push(offer("I", "Vote in parts").asks("divide"));
    }
    let counted = procedures::is_counted(question);
    if floor.vote.is_none() && !counted {
        others.push(offer("V", "Put the question").asks("put").unless(free.clone()));
    }
    if let Some(speech) = &floor.speech {
        let request = speech.request;
        others.push(offer("F", "Speech ends").does(Command::EndSpeech { request }).unless(free.clone()));
        others.push(offer("E", "Extra time").asks("extend"));
        let stays = floor.stays.clone().map_or(Ok(()), Err);
        others.push(offer("U", "Back to the queue").does(Command::TakeBackSpeaker { request }).unless(stays));
    }
    if floor.quorum_over && counted {
        others.push(offer("Q", "Count again").asks("quorum"));
    }
    if let Some(mover) =
        floor.replier.as_ref().filter(|_| question.state == "seconded" && floor.vote.is_none())
    {
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
    if question.state == "moved" {
        let mover = floor
            .speech
            .as_ref()
            .is_some_and(|speech| speech.role == Role::Mover && speech.moves.is_none() && begun(speech));
        let formally =
            offer("S", "Seconded formally").does(Command::SecondFormally { question: question.id });
        others.push(if mover { formally.unless(free) } else { formally });
    }
    if floor.vote.is_none() {
        others.push(offer("W", "Withdrawn by the mover").asks("withdraw"));
    }
}

/// The clock of the speech has run.
fn begun(speech: &SpeechShown) -> bool {
    speech.clock.used_ms > 0 || speech.clock.running_since.is_some()
}

pub(super) fn risen() -> Refusal {
    Refusal::new("ruling.pending", "Somebody has risen.").allowed_by("Rule on it first.")
}

/// Acts on the item.
fn on_item(item: &Item, question: Option<&Question>, floor: &Floor, others: &mut Vec<Offer>) {
    if question.is_none() {
        others.push(offer("M", "From the floor").asks("amendment"));
    }
    others.push(offer("K", "Park the item").does(Command::ParkItem { item: item.id }));
    let open = question.is_some() || floor.vote.is_some();
    let undecided = if open { Err(programme::undecided(item)) } else { Ok(()) };
    others.push(offer("C", "Close the item").does(Command::CloseItem { item: item.id }).unless(undecided));
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn a_hint_says_the_side_once() {
        for (role, reason, expect) in [
            ("against", "", "against"),
            ("against", "against is due", "against is due"),
            (
                "to the question",
                "both sides have been heard; to the question is due",
                "both sides have been heard; to the question is due",
            ),
            ("for", "nobody against is waiting", "for · nobody against is waiting"),
            ("to move", "the mover opens", "to move · the mover opens"),
        ] {
            assert_eq!(hint(role, reason), expect);
        }
    }
}
