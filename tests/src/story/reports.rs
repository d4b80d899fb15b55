//! Lines of the standing orders committee's reports.

use record::command::{Command, Place};
use record::ids::ReportPartId;
use record::view::View;
use record::view::reports::{ReportShown, ReportsView};
use rules::report::{PartKind, ReferredBy};
use serde_json::{Value, from_value, to_value};

use super::expect::{has, is};
use super::facts::Facts;
use super::phrase::{fit, number};
use crate::{Outcome, told};

/// The command of a line, with the lines indented under it; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "start a report" {
        return Ok(Some(Command::StartReport { title: String::new(), day: None }));
    }
    if let Some([title, date]) = fit("start a report {} for {}", line) {
        let view: ReportsView = facts.world.view(&View::Reports)?;
        let day = view.days.iter().find(|day| day.words == date);
        let day = Some(day.ok_or_else(|| format!("the conference has no {date}"))?.id);
        return Ok(Some(Command::StartReport { title: title.to_owned(), day }));
    }
    if let Some(kind) = line.strip_prefix("report on ") {
        return writing(kind, under, facts).map(Some);
    }
    parts(line, under, facts)
}

/// `report on timetable`, `report on tellers:`, `report on free "Fire exits":` with what it says under it.
fn writing(rest: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Command> {
    let rest = rest.trim_end_matches(':');
    let (kind, heading) = rest.split_once(' ').unwrap_or((rest, ""));
    let kind: PartKind = told(from_value(Value::String(kind.to_owned())))?;
    let heading = heading.trim_matches('"').to_owned();
    Ok(Command::AddReportPart { report: newest(facts)?.id, kind, heading, text: under.join("\n") })
}

fn parts(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([position, heading]) = fit("write part {} as {}:", line) {
        let (part, heading) = (part(position, facts)?, heading.to_owned());
        return Ok(Some(Command::WriteReportPart { part, heading, text: under.join("\n") }));
    }
    if let Some([position]) = fit("take part {} out", line) {
        return Ok(Some(Command::RemoveReportPart { part: part(position, facts)? }));
    }
    if let Some([position, to]) = fit("move part {} {}", line) {
        let place = match to {
            "up" => Place::Up,
            "down" => Place::Down,
            "first" => Place::First,
            _ => Place::Last,
        };
        return Ok(Some(Command::MoveReportPart { part: part(position, facts)?, place }));
    }
    let report = || newest(facts).map(|report| report.id);
    if line == "publish the report" {
        return Ok(Some(Command::PublishReport { report: report()?, item: None, mover: String::new() }));
    }
    if let Some([item, mover]) = fit("publish the report under {}, moved by {}", line) {
        let item = Some(facts.item(item)?);
        return Ok(Some(Command::PublishReport { report: report()?, item, mover: mover.to_owned() }));
    }
    if let Some([position, reason]) = fit("part {} stands after all: {}", line) {
        return Ok(Some(Command::RestorePart { part: part(position, facts)?, reason: reason.to_owned() }));
    }
    if let Some([body, position, reason]) = fit("{} moves that part {} goes back: {}", line) {
        let (by, reason) = (body.to_owned(), reason.to_owned());
        return Ok(Some(Command::MoveReferenceBack { part: part(position, facts)?, by, reason }));
    }
    let Some([position, how, reason]) = fit("part {} goes back, {}: {}", line) else { return Ok(None) };
    let by = match how {
        "agreed" => ReferredBy::Agreed,
        "by hands" => ReferredBy::Hands,
        figures => {
            let (f, a) =
                figures.trim_start_matches("by ").split_once(" to ").ok_or("it goes back by 3 to 2")?;
            let figure = |text| number(text).ok_or_else(|| format!("{text} is not a number"));
            ReferredBy::Count { r#for: figure(f)?, against: figure(a)? }
        }
    };
    Ok(Some(Command::ReferPartBack { part: part(position, facts)?, by, reason: reason.to_owned() }))
}

fn newest(facts: &Facts<'_>) -> Outcome<ReportShown> {
    let view: ReportsView = facts.world.view(&View::Reports)?;
    view.reports.into_iter().next().ok_or_else(|| "there is no report".to_owned())
}

fn part(position: &str, facts: &Facts<'_>) -> Outcome<ReportPartId> {
    let report = newest(facts)?;
    let found = report.parts.iter().find(|part| part.position.to_string() == position);
    found.map(|part| part.id).ok_or_else(|| format!("report {} has no part {position}", report.number))
}

/// The text of the last decision, as the record keeps it.
fn adopted(facts: &Facts<'_>) -> Outcome<String> {
    let conn = facts.world.reader()?;
    told(conn.query_row("SELECT text FROM decision ORDER BY id DESC LIMIT 1", [], |row| row.get(0)))
}

/// What is expected of a report; none where the line is about something else.
#[must_use]
pub fn expect(wanted: &str, under: &[String], facts: &Facts<'_>) -> Option<Outcome> {
    if let Some([standing]) = fit("the report {}", wanted) {
        return Some(newest(facts).and_then(|report| {
            let found = told(to_value(report.standing))?;
            is(standing, found.as_str().unwrap_or_default())
        }));
    }
    if let Some([headings]) = fit("report parts {}", wanted) {
        return Some(newest(facts).and_then(|report| {
            let all: Vec<_> = report
                .parts
                .iter()
                .map(|part| {
                    let back = if part.referred_back.is_some() { " (referred back)" } else { "" };
                    format!("{}{back}", part.heading)
                })
                .collect();
            is(headings, &all.join("; "))
        }));
    }
    if let Some([position]) = fit("part {} to say:", wanted) {
        return Some(newest(facts).and_then(|report| {
            let found = report.parts.iter().find(|part| part.position.to_string() == position);
            let text = &found.ok_or("there is no such part")?.text;
            is(&under.join("\n"), text)
        }));
    }
    if let Some([words]) = fit("no agenda because {}", wanted) {
        return Some(
            facts
                .world
                .view::<ReportsView>(&View::Reports)
                .and_then(|view| has(words, &view.no_agenda.unwrap_or_else(|| "there is one".to_owned()))),
        );
    }
    if let Some([with, without]) = fit("what was adopted to have {} and not {}", wanted) {
        return Some(adopted(facts).and_then(|text| {
            has(with, &text)?;
            if text.contains(without) { Err(format!("it has {without}: {text}")) } else { Ok(()) }
        }));
    }
    if wanted == "an agenda" {
        return Some(
            facts
                .world
                .view::<ReportsView>(&View::Reports)
                .and_then(|view| view.no_agenda.map_or(Ok(()), Err)),
        );
    }
    None
}
