//! Lines of the committee's work on papers, and of what becomes of them without a vote.

use record::command::{
    Adviser, Command, Fate, MotionKind, MotionRow, NewMotion, PaperCorrected, Place, Position,
};
use record::ids::MotionId;

use super::facts::Facts;
use super::phrase::fit;
use super::set_up;
use crate::Outcome;

/// The command of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "the table of papers:" {
        let rows = under.iter().map(|row| table_row(row)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::ImportMotions { rows }));
    }
    if let Some([amendment, reason]) = fit("settle what is left of {}: {}", line) {
        let mut settled = NewMotion::default();
        for row in under {
            set_up::part(&mut settled, row, facts)?;
        }
        let (amendment, reason) = (facts.motion(amendment)?, reason.to_owned());
        return Ok(Some(Command::SettleAmendment { amendment, edits: settled.edits, reason }));
    }
    if let Some([motion, reason]) = fit("correct paper {}: {}", line) {
        let (motion, to) = (facts.motion(motion)?, corrected(motion, under, facts)?);
        return Ok(Some(Command::CorrectPaper { motion, to, reason: reason.to_owned() }));
    }
    if let Some(command) = attachment(line, under, facts)? {
        return Ok(Some(command));
    }
    for about in [ruling, agenda, fate, sorting, advice] {
        let found = about(line, facts)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// `8 | Title | Leeds | one / two` · `8.1 to 8 | Title | Hull | one / three` · `rule change B1 | … | two-thirds, handed in
/// 2016-07-29 11:20, supported by Kent & Ayr`
fn table_row(row: &str) -> Outcome<MotionRow> {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let (number, title, mover, text, more) = match cells[..] {
        [number, title, mover, text] => (number, title, mover, text, ""),
        [number, title, mover, text, more] => (number, title, mover, text, more),
        _ => return Err(format!("not a row of papers: {row}")),
    };
    let (number, rule) = number.strip_prefix("rule change ").map_or((number, false), |number| (number, true));
    let says = |what: &str| more.split(", ").find_map(|each| each.strip_prefix(what)).map(str::trim);
    let (number, upon) =
        number.split_once(" to ").map_or((number, None), |(n, upon)| (n, Some(upon.to_owned())));
    Ok(MotionRow {
        number: number.to_owned(),
        kind: match (upon.is_some(), rule) {
            (true, _) => MotionKind::Amendment,
            (false, true) => MotionKind::RuleChange,
            (false, false) => MotionKind::Motion,
        },
        two_thirds: says("two-thirds").map(|no| no.is_empty()),
        handed_in: says("handed in").map(str::to_owned),
        supporters: says("supported by")
            .map(|bodies| bodies.split(" & ").map(str::to_owned).collect())
            .unwrap_or_default(),
        title: title.to_owned(),
        paragraphs: text.split(" / ").map(str::to_owned).collect(),
        upon,
        mover: Some(mover.to_owned()).filter(|mover| !mover.is_empty()),
        ..MotionRow::default()
    })
}

/// A paper as it stands, with what is indented under the line: `title Pay`, `moved by Leeds`, `handed in …`, `needs two-thirds`,
/// `rests on The strike, 2018-09-21`, paragraphs with a number and a full stop.
fn corrected(number: &str, under: &[String], facts: &Facts<'_>) -> Outcome<PaperCorrected> {
    let paper = facts.paper(number)?;
    let mut to = PaperCorrected {
        title: paper.title,
        mover: paper.mover,
        seconder: paper.seconder,
        supporters: paper.supporters,
        two_thirds: paper.two_thirds_said,
        ..PaperCorrected::default()
    };
    for row in under {
        if let Some(title) = row.strip_prefix("title ") {
            to.title = title.to_owned();
        } else if let Some((event, on)) = row.strip_prefix("rests on ").and_then(|on| on.rsplit_once(", ")) {
            (to.event, to.event_on) = (Some(event.to_owned()), Some(on.to_owned()));
        } else {
            let mut read = NewMotion::default();
            set_up::part(&mut read, row, facts)?;
            to.mover = read.mover.or(to.mover);
            to.seconder = read.seconder.or(to.seconder);
            to.two_thirds |= read.two_thirds;
            to.handed_in = read.handed_in.or(to.handed_in);
            to.paragraphs.extend(read.paragraphs);
            if !read.supporters.is_empty() {
                to.supporters = read.supporters;
            }
        }
    }
    Ok(to)
}

/// `attach "Costings.pdf" to 12:` and under it the content · `detach "Costings.pdf" from 12: why`
fn attachment(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([motion]) = fit("attach what is not there to {}", line) {
        let (name, sha256) = ("Gone.txt".to_owned(), "00".repeat(32));
        return Ok(Some(Command::Attach { motion: facts.motion(motion)?, name, sha256 }));
    }
    if let Some([name, motion]) = fit("attach \"{}\" to {}:", line) {
        let content = under.join("\n").into_bytes();
        let sha256 = facts.world.desk()?.keep(content).map_err(|halt| halt.to_string())?;
        return Ok(Some(Command::Attach { motion: facts.motion(motion)?, name: name.to_owned(), sha256 }));
    }
    if let Some([name, motion, reason]) = fit("detach \"{}\" from {}: {}", line) {
        let paper = facts.paper(motion)?;
        let found = paper.attachments.iter().find(|each| each.name == name).ok_or("no such attachment")?;
        return Ok(Some(Command::Detach { attachment: found.id, reason: reason.to_owned() }));
    }
    Ok(None)
}

/// `rule in 12, 13` · `rule in 12: why` · `rule out 12: why` · `print 12, 13`
fn ruling(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([motion, reason]) = fit("rule out {}: {}", line) {
        return Ok(Some(Command::RuleOut { motion: facts.motion(motion)?, reason: reason.to_owned() }));
    }
    if let Some(rest) = line.strip_prefix("rule in ") {
        let (motions, reason) = rest.split_once(": ").unwrap_or((rest, ""));
        return Ok(Some(Command::RuleIn { motions: all(motions, facts)?, reason: reason.to_owned() }));
    }
    if let Some([motions]) = fit("print {}", line) {
        return Ok(Some(Command::PrintMotions { motions: all(motions, facts)? }));
    }
    Ok(None)
}

fn all(numbers: &str, facts: &Facts<'_>) -> Outcome<Vec<MotionId>> {
    numbers.split(',').map(|number| facts.motion(number.trim())).collect()
}

/// `put 12, 13 on the agenda` · `… under Pay` · `conference puts 12 on the agenda: why` · `12 is withdrawn: why`
fn agenda(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([motion, reason]) = fit("conference puts {} on the agenda: {}", line) {
        return Ok(Some(Command::PutOnByVote { motion: facts.motion(motion)?, reason: reason.to_owned() }));
    }
    if let Some([motions, item]) = fit("put {} on the agenda under {}", line) {
        let (motions, item) = (all(motions, facts)?, Some(facts.item(item)?));
        return Ok(Some(Command::PutOnAgenda { motions, item }));
    }
    if let Some([motions]) = fit("put {} on the agenda", line) {
        return Ok(Some(Command::PutOnAgenda { motions: all(motions, facts)?, item: None }));
    }
    if let Some([motion, reason]) = fit("{} is withdrawn: {}", line) {
        return Ok(Some(Command::WithdrawMotion {
            motion: facts.motion(motion)?,
            reason: reason.to_owned(),
        }));
    }
    Ok(None)
}

/// `12 is remitted: why`, and every other fate; `the amendment is accepted`.
fn fate(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "the amendment is accepted" {
        return Ok(Some(Command::AcceptAmendment { question: facts.question_id()? }));
    }
    for (words, fate) in [
        ("{} is not moved: {}", Fate::NotMoved),
        ("{} is remitted: {}", Fate::Remitted),
        ("{} is referred back: {}", Fate::ReferredBack),
        ("{} is left for the next business: {}", Fate::NextBusiness),
        ("{} is adjourned: {}", Fate::Adjourned),
        ("{} is guillotined: {}", Fate::Guillotined),
        ("{} is not reached: {}", Fate::NotReached),
        ("{} goes to the executive: {}", Fate::RemittedToExecutive),
        ("{} lapses: {}", Fate::Lapsed),
    ] {
        if let Some([motion, reason]) = fit(words, line) {
            let (motion, reason) = (facts.motion(motion)?, reason.to_owned());
            return Ok(Some(Command::DisposeOf { motion, fate, reason }));
        }
    }
    Ok(None)
}

/// `amendment 4.2 is taken first` · `sort 12, 13 under Equality / rules` · `the deadline for motions is 2016-07-29 12:00`
fn sorting(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for (words, place) in [
        ("amendment {} is taken first", Place::First),
        ("amendment {} is taken last", Place::Last),
        ("amendment {} is taken earlier", Place::Up),
        ("amendment {} is taken later", Place::Down),
    ] {
        if let Some([motion]) = fit(words, line) {
            return Ok(Some(Command::PlaceAmendment { motion: facts.motion(motion)?, place }));
        }
    }
    if let Some([motions, within]) = fit("sort {} under {}", line) {
        let (section, category) = within.split_once(" / ").unwrap_or((within, ""));
        let (section, category) = (section.to_owned(), category.to_owned());
        return Ok(Some(Command::SortMotions { motions: all(motions, facts)?, section, category }));
    }
    if let Some([at]) = fit("the deadline for motions is {}", line) {
        return Ok(Some(Command::SetDeadline { kind: MotionKind::Motion, at: Some(at.to_owned()) }));
    }
    if line == "there is no deadline for motions" {
        return Ok(Some(Command::SetDeadline { kind: MotionKind::Motion, at: None }));
    }
    Ok(None)
}

/// `the executive opposes 12: why` · `the committee has no position on 12`
fn advice(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for (who, adviser) in [("the committee ", Adviser::Committee), ("the executive ", Adviser::Executive)] {
        let Some(rest) = line.strip_prefix(who) else { continue };
        if let Some([motion]) = fit("has no position on {}", rest) {
            let motion = facts.motion(motion)?;
            return Ok(Some(Command::Advise { motion, adviser, position: None, sentence: String::new() }));
        }
        for (words, position) in [
            ("supports with reservations {}: {}", Position::SupportWithReservations),
            ("supports {}: {}", Position::Support),
            ("opposes {}: {}", Position::Oppose),
            ("leaves to conference {}: {}", Position::LeaveToConference),
            ("seeks remission of {}: {}", Position::SeekRemission),
        ] {
            if let Some([motion, sentence]) = fit(words, rest) {
                let (motion, sentence) = (facts.motion(motion)?, sentence.to_owned());
                return Ok(Some(Command::Advise { motion, adviser, position: Some(position), sentence }));
            }
        }
    }
    Ok(None)
}
