//! Lines of a sitting: business, debate, the hall.

use record::command::{Command, Face, InterruptionKind, Place, Ruling};
use record::view::consequences::State;
use rules::consequence::{On, Paragraphs};
use rules::speakers::{Role, Side};

use super::clocks;
use super::divided;
use super::facts::Facts;
use super::phrase::{fit, span, unquoted};
use crate::Outcome;

/// The command of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for about in [
        consequence,
        divided::command,
        clocks::command,
        business,
        question,
        queue,
        speech,
        interruption,
        hall,
    ] {
        let found = about(line, facts)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn place(word: &str) -> Option<Place> {
    match word {
        "up" => Some(Place::Up),
        "down" => Some(Place::Down),
        "first" => Some(Place::First),
        "last" => Some(Place::Last),
        _ => None,
    }
}

fn side(word: &str) -> Option<Side> {
    match word {
        "for" => Some(Side::For),
        "against" => Some(Side::Against),
        "to" | "to the question" => Some(Side::To),
        _ => None,
    }
}

fn business(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    match line {
        "open the conference" => return Ok(Some(Command::Open)),
        "close the conference" => return Ok(Some(Command::Close)),
        _ => {}
    }
    let item = |name: &str| facts.item(if name == "the item" { "it" } else { name });
    if let Some([name]) = fit("take {}", line) {
        return Ok(Some(Command::TakeItem { item: item(name)? }));
    }
    if let Some([name]) = fit("park {}", line) {
        return Ok(Some(Command::ParkItem { item: item(name)? }));
    }
    if let Some([name]) = fit("remove item {}", line) {
        return Ok(Some(Command::RemoveItem { item: item(name)? }));
    }
    if let Some([name]) = fit("reopen {}", line) {
        return Ok(Some(Command::ReopenItem { item: item(name)? }));
    }
    if let Some([name]) = fit("close item {}", line) {
        return Ok(Some(Command::CloseItem { item: item(name)? }));
    }
    if line == "close the item" {
        return Ok(Some(Command::CloseItem { item: item("it")? }));
    }
    if let Some((name, to)) = line.strip_prefix("move item ").and_then(|rest| rest.rsplit_once(' ')) {
        let place = place(to).ok_or_else(|| format!("{to} is not a direction"))?;
        return Ok(Some(Command::MoveItem { item: item(unquoted(name))?, place }));
    }
    if let Some([text]) = fit("note: {}", line) {
        return Ok(Some(Command::Note { text: text.to_owned() }));
    }
    Ok(None)
}

/// `if motion 1 is carried, motion 2 falls: why` · `if 35 is lost, paragraphs 1-2 of 58 fall: why` · `confirm what falls`
fn consequence(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "confirm what falls" {
        let falls = facts.desk()?.falls;
        return Ok(Some(Command::ConfirmConsequences { consequences: falls.iter().map(|c| c.id).collect() }));
    }
    if let Some([reason]) = fit("it does not fall: {}", line) {
        let first = facts.desk()?.falls.first().map(|c| c.id).ok_or("nothing is to fall")?;
        return Ok(Some(Command::SetConsequenceAside { consequence: first, reason: reason.to_owned() }));
    }
    if let Some([target, reason]) = fit("take away what befalls {}: {}", line) {
        let target = facts.paper(target)?;
        let last = target.consequences.iter().rfind(|c| c.target == target.id);
        let last = last.ok_or_else(|| format!("nothing befalls {}", target.label))?;
        return Ok(Some(Command::TakeConsequenceAway { consequence: last.id, reason: reason.to_owned() }));
    }
    if let Some([target, reason]) = fit("{} stands again: {}", line) {
        let target = facts.paper(target)?;
        let fallen = target
            .consequences
            .iter()
            .find(|c| c.target == target.id && c.state == State::Confirmed)
            .ok_or_else(|| format!("{} has not fallen", target.label))?;
        return Ok(Some(Command::PutBack { consequence: fallen.id, reason: reason.to_owned() }));
    }
    let Some([cause, on, falls, reason]) = fit("if {} is {}, {}: {}", line) else { return Ok(None) };
    let on = match on {
        "carried" => On::Carried,
        "lost" => On::Lost,
        other => return Err(format!("{other} is neither carried nor lost")),
    };
    let falls = falls.strip_suffix(" falls").or_else(|| falls.strip_suffix(" fall"));
    let falls = falls.ok_or("a consequence ends in `falls: why`")?;
    let (target, paragraphs) = match fit("paragraphs {} of {}", falls) {
        Some([run, target]) => {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let number = |text: &str| text.parse().map_err(|_| format!("{text} is not a number"));
            (target, Some(Paragraphs { first: number(first)?, last: number(last)? }))
        }
        None => (falls, None),
    };
    let (part, cause) = match cause.split_once(" of ") {
        Some((words, cause)) => {
            let paper = facts.paper(cause)?;
            let part = paper.parts.iter().find(|part| part.words == words);
            (Some(part.ok_or_else(|| format!("{cause} has no part “{words}”"))?.id), paper.id)
        }
        None => (None, facts.motion(cause)?),
    };
    Ok(Some(Command::EnterConsequence {
        cause,
        part,
        on,
        target: facts.motion(target)?,
        paragraphs,
        reason: reason.to_owned(),
    }))
}

fn question(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for kind in ["motion", "amendment", "composite", "statement"] {
        if let Some([number]) = line.strip_prefix("call ").and_then(|rest| fit(&format!("{kind} {{}}"), rest))
        {
            return Ok(Some(Command::CallMotion { motion: facts.motion(number)? }));
        }
    }
    if line == "seconded formally" {
        return Ok(Some(Command::SecondFormally { question: facts.question_id()? }));
    }
    if let Some([reason]) = fit("withdrawn by the mover: {}", line) {
        return Ok(Some(Command::WithdrawQuestion {
            question: facts.question_id()?,
            reason: reason.to_owned(),
        }));
    }
    Ok(None)
}

/// `add Jo Cole, Camden, against` · `add 107, for` · `add Southwark, for, in reply`
fn queue(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some(rest) = line.strip_prefix("add ").filter(|rest| !rest.starts_with("item ")) {
        let mut parts: Vec<&str> = rest.split(',').map(str::trim).collect();
        let role = match parts.last() {
            Some(&"in reply") => Role::Reply,
            Some(&"from the platform") => Role::Platform,
            Some(&"to move") => Role::Mover,
            Some(&"to second") => Role::Seconder,
            _ => Role::Speaker,
        };
        if role != Role::Speaker {
            parts.pop();
        }
        let (name, body, way) = match parts.as_slice() {
            [name, way] => (*name, None, *way),
            [name, body, way] => (*name, Some(*body), *way),
            _ => return Err("somebody is added as `add NAME, BODY, for`".to_owned()),
        };
        let side = side(way).ok_or_else(|| format!("{way} is not a side"))?;
        let (question, who) = (facts.question_id()?, facts.who(name, body)?);
        return Ok(Some(Command::AskToSpeak { question, who, side, role }));
    }
    if let Some([name, way]) = fit("{} will speak {}", line) {
        let side = side(way).ok_or_else(|| format!("{way} is not a side"))?;
        return Ok(Some(Command::ChangeSide { request: facts.request(name)?, side }));
    }
    if let Some([name, to]) = fit("{} goes {} in the queue", line) {
        let place = place(to).ok_or_else(|| format!("{to} is not a direction"))?;
        return Ok(Some(Command::MoveRequest { request: facts.request(name)?, place }));
    }
    if let Some([name]) = fit("{} no longer wishes to speak", line) {
        return Ok(Some(Command::WithdrawRequest { request: facts.request(name)? }));
    }
    for said in
        ["it was {} who spoke for {}", "it is {} who speaks for {}", "it is {} who is to speak for {}"]
    {
        if let Some([name, body]) = fit(said, line) {
            let (request, delegate) = (facts.spoken_for(body)?, facts.delegate(name)?);
            return Ok(Some(Command::NameSpeaker { request, delegate }));
        }
    }
    if let Some([name]) = fit("call {}", line) {
        return Ok(Some(Command::CallSpeaker { request: facts.request(name)? }));
    }
    Ok(None)
}

fn speech(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let speaker = || facts.request("the speaker");
    Ok(Some(match line {
        "start the clock" | "let the clock go on" => Command::StartClock { request: speaker()? },
        "stop the clock" => Command::StopClock { request: speaker()? },
        "the speech ends" => Command::EndSpeech { request: speaker()? },
        "back to the queue" => Command::TakeBackSpeaker { request: speaker()? },
        _ => {
            let Some([time]) = fit("give {} more", line) else { return Ok(None) };
            let ms = span(time).ok_or_else(|| format!("{time} is not a time"))?;
            let seconds = u32::try_from(ms / 1000).map_err(|_| format!("{time} is too long"))?;
            Command::ExtendSpeech { request: speaker()?, seconds }
        }
    }))
}

fn interruption(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for (words, kind) in [
        ("point of order by {}: {}", InterruptionKind::PointOfOrder),
        ("point of information by {}: {}", InterruptionKind::PointOfInformation),
        ("personal explanation by {}: {}", InterruptionKind::Explanation),
    ] {
        if let Some([body, stated]) = fit(words, line) {
            let (body, stated) = (body.to_owned(), stated.to_owned());
            let question = facts.desk()?.question.map(|question| question.id);
            return Ok(Some(Command::Interrupt { question, kind, body, stated }));
        }
    }
    if let Some([words]) = fit("hear the point at once: {}", line) {
        let interruption = facts.desk()?.points.first().ok_or("no point waits for the end of a speech")?.id;
        return Ok(Some(Command::Rule { interruption, ruling: Ruling::Heard, words: words.to_owned() }));
    }
    for (said, ruling) in [
        ("rule well taken", Ruling::WellTaken),
        ("rule not well taken", Ruling::NotWellTaken),
        ("hear the point", Ruling::Heard),
    ] {
        let words =
            if line == said { Some("") } else { fit(&format!("{said}: {{}}"), line).map(|[words]| words) };
        if let Some(words) = words {
            return Ok(Some(Command::Rule { interruption: facts.point()?, ruling, words: words.to_owned() }));
        }
    }
    Ok(None)
}

fn hall(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let show = |face, message: Option<&str>| Command::ShowInHall {
        face,
        vote: None,
        message: message.map(str::to_owned),
    };
    Ok(Some(match line {
        "show the hall the business" => show(Face::Follow, None),
        "show the hall the welcome" => show(Face::Welcome, None),
        "show the hall the order of business" => show(Face::Order, None),
        "show the hall the vote" => {
            Command::ShowInHall { face: Face::Vote, vote: Some(facts.vote()?), message: None }
        }
        "show the hall the last result again" => {
            let newest = facts.desk()?.newest_result.ok_or("there is no result")?;
            Command::ShowInHall { face: Face::Vote, vote: Some(newest.id), message: None }
        }
        "make the hall black" => Command::Black { on: true },
        "make the hall light" => Command::Black { on: false },
        _ => {
            let Some([message]) = fit("show the hall a message: {}", line) else { return Ok(None) };
            show(Face::Message, Some(message))
        }
    }))
}
