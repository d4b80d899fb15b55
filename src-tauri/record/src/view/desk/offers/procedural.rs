//! The one next act while something that was moved from the floor is before conference, and the words the chair says.

use rules::majority::Majority;
use rules::procedure::{Debate, Kind};
use rules::quorum::{Wait, waits};
use rules::share::capital;

use super::{Floor, Offer, called, hint, offer, role, thank};
use crate::command::{Command, InterruptionKind, Method};
use crate::procedures::Procedure;
use crate::questions::Question;

/// Somebody has risen: a point of order is ruled on, anything else is heard.
pub(super) fn risen(kind: InterruptionKind, body: &str) -> Offer {
    match kind {
        InterruptionKind::PointOfOrder => {
            offer("N", "Rule on it").asks("rule").says("State your point. … I rule that …")
        }
        InterruptionKind::PointOfInformation => {
            offer("N", "It has been heard").asks("rule").says(format!("{body}, on a point of information."))
        }
        InterruptionKind::Explanation => {
            offer("N", "It has been heard").asks("rule").says(format!("{body}, to explain; nothing else."))
        }
    }
}

pub(super) fn debate(question: &Question, procedure: &Procedure, floor: &Floor) -> Offer {
    if procedure.kind == Kind::QuorumCall && floor.quorum_over {
        return offer("N", "Adjourn: there is no quorum")
            .does(Command::Adjourn { until: None, reason: "There was no quorum.".to_owned() })
            .says(format!("There is no quorum. {}", capital(&waits(&Wait::Over))))
            .hints("Q: count again");
    }
    if let Some(found) = floor.too_few.as_ref().filter(|_| procedure.kind == Kind::QuorumCall) {
        return offer("N", "Count those present again").asks("quorum").says(found.clone());
    }
    if procedure.kind == Kind::QuorumCall {
        return offer("N", "Count those present")
            .asks("quorum")
            .says("The quorum is doubted. Delegates, stay in your places. Tellers, count those present.");
    }
    if let Some(speech) = &floor.speech {
        let request = speech.request;
        if speech.clock.used_ms == 0 && speech.clock.running_since.is_none() {
            return offer("N", format!("Start the clock for {}", speech.name))
                .does(Command::StartClock { request })
                .says(format!("{}, shortly.", called(&speech.name, &speech.body)));
        }
    }
    if let Some(speech) = floor.speech.as_ref().filter(|_| !floor.points.is_empty()) {
        return thank(speech);
    }
    if question.state == "moved" && floor.speech.is_none() {
        return offer("N", "It is seconded")
            .asks("second")
            .says(format!("{} moves: {} Is that seconded?", procedure.moved_by, procedure.wording));
    }
    if let Some(line) = floor.waiting.iter().find(|line| line.suggested && floor.closed.is_none()) {
        return offer("N", format!("Call {}", called(&line.name, &line.body)))
            .does(Command::CallSpeaker { request: line.id })
            .hints(hint(&role(line), &line.reason))
            .says(format!("{}, on {}.", called(&line.name, &line.body), question.in_words()))
            .unless(floor.held.clone().map_or(Ok(()), Err));
    }
    if let Some(speech) = &floor.speech {
        return thank(speech);
    }
    let lead = match procedure.terms.debate {
        _ if floor.closed.is_some() => "The debate is closed.",
        Debate::None => "There is no debate on that.",
        Debate::OneEach => "One speech each way, if anybody wishes.",
        Debate::MoverAndChair => "Its mover may speak to it, and the chair in answer.",
        Debate::Short | Debate::Open => "Does anybody wish to speak to that?",
    };
    let presides = if procedure.terms.chair_leaves {
        format!("{} is in the chair. ", procedure.acting)
    } else {
        String::new()
    };
    // What is not a plain majority is said before hands are shown.
    let needs = match (procedure.kind, procedure.terms.majority) {
        (Kind::Challenge, _) => format!(" {}.", procedure.needs()),
        (_, Majority::Simple) => String::new(),
        (_, Majority::Unanimous) => " It is carried if nobody is against.".to_owned(),
        (kind, _) => format!(" It needs {}.", procedure.terms.majority_in_words(kind)),
    };
    // Nearly always by hands; V asks for another way.
    offer("N", "Put it to a show of hands")
        .does(Command::PutQuestion { question: question.id, method: Method::Hands, card_no: None })
        .hints("V: another way")
        .says(format!("{presides}{lead} I put it: {}{needs}", procedure.wording))
}
