//! Who is called, and in what words.

use rules::speakers::{Role, Side};

use super::Floor;
use crate::questions::Question;
use crate::view::parts::{RequestLine, SpeechShown};

pub(super) fn minutes(speech: &SpeechShown) -> String {
    let seconds = speech.clock.granted_ms / 1000;
    match (seconds / 60, seconds % 60) {
        (1, 0) => "one minute".to_owned(),
        (m, 0) => format!("{m} minutes"),
        (m, s) => format!("{m} min {s} s"),
    }
}

pub(super) fn called(name: &str, body: &str) -> String {
    if body.is_empty() || name == body { name.to_owned() } else { format!("{name}, {body}") }
}

/// What somebody speaks as and why it is their turn, the side only once.
pub(super) fn hint(role: &str, reason: &str) -> String {
    match reason {
        "" => role.to_owned(),
        due if due.contains(&format!("{role} is due")) => due.to_owned(),
        reason => format!("{role} · {reason}"),
    }
}

pub(super) fn role(line: &RequestLine) -> String {
    let joint = line.moves.as_ref().map_or_else(String::new, |paper| format!(" {paper}"));
    match line.role {
        Role::Mover => format!("to move{joint}"),
        Role::Seconder => format!("to second{joint}"),
        Role::Reply => "right of reply".to_owned(),
        Role::Platform => "from the platform".to_owned(),
        Role::Speaker | Role::PointOfOrder => match line.side {
            Side::For => "for".to_owned(),
            Side::Against => "against".to_owned(),
            Side::To => "to the question".to_owned(),
        },
    }
}

pub(super) fn invitation(question: &Question, floor: &Floor, line: &RequestLine) -> String {
    let thanks = if floor.speech.is_some() { "Thank you. " } else { "" };
    let paper = line.moves.clone().unwrap_or_else(|| question.in_words());
    let who = called(&line.name, &line.body);
    match line.role {
        Role::Mover => format!("{thanks}{who} to move {paper}."),
        Role::Seconder => format!("{thanks}Is {paper} seconded? {who}."),
        Role::Reply => format!("{thanks}{who}, your reply. No new matter."),
        Role::Speaker | Role::Platform | Role::PointOfOrder => match line.side {
            Side::Against => format!("{thanks}Is there a speaker against {paper}? {who}."),
            Side::For => format!("{thanks}Is there a speaker for {paper}? {who}."),
            Side::To => format!("{thanks}I call {who}."),
        },
    }
}
