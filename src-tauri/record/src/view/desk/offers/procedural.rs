//! The one next act while something that was moved from the floor is before conference, and the words the chair says.

use rules::procedure::{Debate, Kind};

use super::{Floor, Offer, called, hint, offer, role};
use crate::command::{Command, Method};
use crate::procedures::Procedure;
use crate::questions::Question;

pub(super) fn debate(question: &Question, procedure: &Procedure, floor: &Floor) -> Offer {
    if procedure.kind == Kind::QuorumCall && floor.quorum_over {
        return offer("N", "Adjourn: there is no quorum")
            .does(Command::Adjourn { until: None, reason: "There was no quorum.".to_owned() })
            .says("There is no quorum, and the time to wait for one is over. Conference is adjourned.")
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
    if question.state == "moved" && floor.speech.is_none() {
        return offer("N", "It is seconded")
            .does(Command::SecondFormally { question: question.id })
            .says(format!("{} moves: {} Is that seconded?", procedure.moved_by, procedure.wording));
    }
    if let Some(line) = floor.waiting.iter().find(|line| line.suggested) {
        return offer("N", format!("Call {}", called(&line.name, &line.body)))
            .does(Command::CallSpeaker { request: line.id })
            .hints(hint(&role(line), &line.reason))
            .says(format!("{}, on {}.", called(&line.name, &line.body), question.in_words()))
            .unless(floor.held.clone().map_or(Ok(()), Err));
    }
    if let Some(speech) = &floor.speech {
        return offer("N", format!("Thank {}", called(&speech.name, &speech.body)))
            .does(Command::EndSpeech { request: speech.request })
            .says("Thank you.");
    }
    let lead = match procedure.terms.debate {
        Debate::None => "There is no debate on that.",
        Debate::OneEach => "One speech each way, if anybody wishes.",
        Debate::Short | Debate::Open => "Does anybody wish to speak to that?",
    };
    let presides = if procedure.terms.chair_leaves {
        format!("{} is in the chair. ", procedure.acting)
    } else {
        String::new()
    };
    // Nearly always by hands; V asks for another way.
    offer("N", "Put it to a show of hands")
        .does(Command::PutQuestion { question: question.id, method: Method::Hands, card_no: None })
        .hints("V: another way")
        .says(format!("{presides}{lead} I put it: {}", procedure.wording))
}
