//! Lines that make a conference ready: its register, its programme, its papers.

use record::command::{
    Command, ItemKind, MotionKind, NewConference, NewMotion, ProgrammeRow, RegisterRow, Standing,
};
use rules::amendment::{Edit, Operation};

use super::facts::Facts;
use super::phrase::{fit, number, unquoted};
use crate::Outcome;

/// The command of a line, with the lines indented under it; none where it is not about setting up.
///
/// # Errors
/// Where it is, and cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([name, profile, day]) = fit("a conference called {} under {} on {}", line) {
        return Ok(Some(Command::SetUp { conference: conference(name, profile, day) }));
    }
    if line == "the register:" {
        let rows = under.iter().map(|row| register_row(row)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::ImportRegister { rows }));
    }
    if let Some([section, weight]) = fit("section {} weighs {}", line) {
        let weight = weight.parse().map_err(|_| format!("{weight} is not a weight"))?;
        return Ok(Some(Command::WeighSection { section: facts.section(section)?, weight }));
    }
    if let Some([day]) = fit("the programme of {}:", line) {
        let rows = under.iter().map(|row| programme_row(day, row)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::ImportProgramme { rows }));
    }
    if let Some([badge, name, body]) = fit("badge {} is {} of {}", line) {
        return Ok(Some(delegate(badge, name, Some(facts.delegation(body)?), Standing::Delegate)));
    }
    if let Some([badge, name]) = fit("badge {} is {}, a visitor", line) {
        return Ok(Some(delegate(badge, name, None, Standing::Visitor)));
    }
    if let Some([name]) = fit("{} checks in", line) {
        return Ok(Some(Command::MarkPresent { delegate: facts.delegate(name)?, present: true }));
    }
    if let Some([name]) = fit("{} leaves", line) {
        return Ok(Some(Command::MarkPresent { delegate: facts.delegate(name)?, present: false }));
    }
    if line == "issue the cards" {
        return Ok(Some(Command::IssueCards));
    }
    if let Some([card, reason]) = fit("replace card {}: {}", line) {
        let card = card.parse().map_err(|_| format!("{card} is not the number of a card"))?;
        return Ok(Some(Command::ReplaceCard { card: facts.card(card)?, reason: reason.to_owned() }));
    }
    item(line, facts).and_then(|found| if found.is_some() { Ok(found) } else { paper(line, under, facts) })
}

fn conference(name: &str, profile: &str, day: &str) -> NewConference {
    NewConference {
        name: name.to_owned(),
        venue: "Conway Hall, London".to_owned(),
        time_zone: "Europe/London".to_owned(),
        days: day.split(" and ").map(str::to_owned).collect(),
        profile: profile.to_owned(),
        rehearsal: false,
        about: String::new(),
    }
}

fn delegate(
    badge: &str,
    name: &str,
    delegation: Option<record::ids::DelegationId>,
    standing: Standing,
) -> Command {
    Command::AddDelegate {
        badge: badge.to_owned(),
        name: name.to_owned(),
        delegation,
        standing,
        first_time: false,
    }
}

fn cells(row: &str) -> Vec<&str> {
    row.split('|').map(str::trim).collect()
}

/// `12 | Camden | 300` or `12 | Camden | 300 | CLPs`
fn register_row(row: &str) -> Outcome<RegisterRow> {
    let (number_, name, members, section) = match cells(row).as_slice() {
        [number, name, members] => (*number, *name, *members, None),
        [number, name, members, section] => (*number, *name, *members, Some(*section)),
        _ => return Err(format!("a row of the register is `number | name | members | section`, not {row}")),
    };
    let members = number(members).ok_or_else(|| format!("{members} is not a number of members"))?;
    let (name, section) = (name.to_owned(), section.map(str::to_owned));
    Ok(RegisterRow { number: number_.to_owned(), name, section, members, ..RegisterRow::default() })
}

/// `10:00-10:30 | Morning | Welcome` · `10:30-11:00 | Morning | Section 1 | 2-11` · `11:00-11:30 | Morning | President | | number 4, election, fixed`
fn programme_row(day: &str, row: &str) -> Outcome<ProgrammeRow> {
    let wrong = || format!("a row of the programme is `10:00-10:30 | Morning | Welcome`, not {row}");
    let (times, session, title, motions, more) = match cells(row)[..] {
        [times, session, title] => (times, session, title, "", ""),
        [times, session, title, motions] => (times, session, title, motions, ""),
        [times, session, title, motions, more] => (times, session, title, motions, more),
        _ => return Err(wrong()),
    };
    let (mut number, mut kind, mut fixed) = (None, None, None);
    for said in more.split(", ").filter(|said| !said.is_empty()) {
        match said {
            "fixed" => fixed = Some(true),
            "not fixed" => fixed = Some(false),
            "business" => kind = Some(ItemKind::Business),
            "break" => kind = Some(ItemKind::Break),
            "report" => kind = Some(ItemKind::Report),
            "election" => kind = Some(ItemKind::Election),
            other => number = Some(other.strip_prefix("number ").ok_or_else(wrong)?.to_owned()),
        }
    }
    let (start, end) = times.split_once('-').ok_or_else(wrong)?;
    Ok(ProgrammeRow {
        day: day.to_owned(),
        start: start.trim().to_owned(),
        end: end.trim().to_owned(),
        session: session.to_owned(),
        title: title.to_owned(),
        motions: motions.to_owned(),
        private: false,
        number,
        kind,
        fixed,
    })
}

fn item(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let minutes = |text: &str| text.parse().map_err(|_| format!("{text} is not a number of minutes"));
    if let Some([title, minutes_, after]) = fit("add item {}, {} minutes, after {}", line) {
        return Ok(Some(Command::AddItem {
            title: title.to_owned(),
            number: String::new(),
            kind: ItemKind::Business,
            minutes: minutes(minutes_)?,
            after: Some(facts.item(after)?),
        }));
    }
    if let Some([title, minutes_]) = fit("add item {}, {} minutes", line) {
        return Ok(Some(Command::AddItem {
            title: title.to_owned(),
            number: String::new(),
            kind: ItemKind::Business,
            minutes: minutes(minutes_)?,
            after: None,
        }));
    }
    if let Some([name, number]) = fit("item {} has number {}", line) {
        let (number, fixed) = number.strip_suffix(" and a fixed time").map_or((number, false), |n| (n, true));
        let shown = facts.line(name)?;
        let number = number.to_owned();
        return Ok(Some(Command::SettleItem {
            item: shown.id,
            number,
            kind: shown.kind,
            fixed,
            title: None,
        }));
    }
    if let Some([name, title]) = fit("item {} is called {}", line) {
        let shown = facts.line(name)?;
        let (item, number, kind, fixed) = (shown.id, shown.number, shown.kind, shown.fixed);
        return Ok(Some(Command::SettleItem { item, number, kind, fixed, title: Some(title.to_owned()) }));
    }
    Ok(None)
}

/// `composite 4 "Fighting the cuts":` and under it `under`, `moved by`, `seconded by`, `needs two-thirds`, `to` for an
/// amendment, its paragraphs with a number and a full stop, or what it changes.
fn paper(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    const KINDS: [(&str, MotionKind); 7] = [
        ("motion", MotionKind::Motion),
        ("amendment", MotionKind::Amendment),
        ("composite", MotionKind::Composite),
        ("emergency", MotionKind::Emergency),
        ("statement", MotionKind::Statement),
        ("late", MotionKind::Late),
        ("rule_change", MotionKind::RuleChange),
    ];
    let (line, submitted) = line.strip_prefix("submit ").map_or((line, false), |line| (line, true));
    let Some([kind, number, title]) = fit("{} {} \"{}\":", line) else { return Ok(None) };
    let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == kind) else { return Ok(None) };
    let mut motion =
        NewMotion { number: number.to_owned(), kind: *kind, title: title.to_owned(), ..NewMotion::default() };
    for row in under {
        part(&mut motion, row, facts)?;
    }
    Ok(Some(if submitted { Command::SubmitMotion { motion } } else { Command::AddMotion { motion } }))
}

/// A row of a paper, or of what is changed in one.
pub(super) fn part(motion: &mut NewMotion, row: &str, facts: &Facts<'_>) -> Outcome {
    let edit = |paragraph: &str, operation, text: &str| {
        let paragraph =
            paragraph.parse().map_err(|_| format!("{paragraph} is not the number of a paragraph"))?;
        Outcome::Ok(Edit { paragraph, operation, text: text.to_owned() })
    };
    if let Some([item]) = fit("under {}", row) {
        motion.item = Some(facts.item(item)?);
    } else if let Some([to]) = fit("to {}", row) {
        motion.upon = Some(facts.motion(to)?);
    } else if let Some([body]) = fit("moved by {}", row) {
        motion.mover = Some(body.to_owned());
    } else if let Some([body]) = fit("seconded by {}", row) {
        motion.seconder = Some(body.to_owned());
    } else if let Some([bodies]) = fit("supported by {}", row) {
        motion.supporters = bodies.split(',').map(|body| body.trim().to_owned()).collect();
    } else if let Some([section]) = fit("section {}", row) {
        motion.section = section.to_owned();
    } else if let Some([when]) = fit("handed in {}", row) {
        motion.handed_in = Some(when.to_owned());
    } else if row == "needs two-thirds" {
        motion.two_thirds = true;
    } else if let Some([paragraph, text]) = fit("replace {} with {}", row) {
        motion.edits.push(edit(paragraph, Operation::Replace, text)?);
    } else if let Some([paragraph, text]) = fit("after {} add {}", row) {
        motion.edits.push(edit(paragraph, Operation::InsertAfter, text)?);
    } else if let Some([paragraph]) = fit("delete {}", row) {
        motion.edits.push(edit(paragraph, Operation::Delete, "")?);
    } else if let Some((_, text)) = row.split_once(". ").filter(|(n, _)| n.parse::<u32>().is_ok()) {
        motion.paragraphs.push(unquoted(text).to_owned());
    } else {
        return Err(format!("a paper has no such part: {row}"));
    }
    Ok(())
}
