//! An order of business: what each row would do.
//!
//! Invariant: the good rows of one day never run at the same time, each within its own session's part of the day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime, TimeZone};
use record::command::{Command, ItemKind, ProgrammeRow};
use rules::programme::{Line, recognised};

use super::headings::{ReadRow, first_few};
use super::known::{Known, KnownItem};
use super::text::brief;
use super::when::{self, minutes, printed};
use super::{Fate, Judged};

const DAY: usize = 0;
const START: usize = 1;
const END: usize = 2;
const SESSION: usize = 3;
const TITLE: usize = 4;
const MOTIONS: usize = 5;
const PRIVATE: usize = 6;
const NUMBER: usize = 7;
const KIND: usize = 8;
const FIXED: usize = 9;

/// The most rows of a programme: every row is held against every other.
const MOST_ROWS: usize = 2_000;
/// An item this far from every other of its session is not where it was meant to be.
const FAR: u32 = 6 * 60;
/// A row whose cells can be.
struct Slot {
    line: u32,
    day: NaiveDate,
    start: NaiveTime,
    end: NaiveTime,
    row: ProgrammeRow,
}

pub(super) fn judge(rows: &[ReadRow<'_>], known: &Known) -> Judged {
    if rows.len() > MOST_ROWS {
        let problem = Some(format!("An order of business has no more than {MOST_ROWS} rows."));
        return Judged { fates: Vec::new(), problem, command: None };
    }
    let slots: Vec<Result<Slot, String>> = rows.iter().map(|row| slot(row, known)).collect();
    let mut good: Vec<&Slot> = Vec::new();
    let mut fates = BTreeMap::new();
    for (slot, row) in slots.iter().zip(rows) {
        let fits = slot.as_ref().map_err(Clone::clone).and_then(|slot| {
            far_from_its_session(slot, &slots)?;
            twice(slot, &good)?;
            overlaps(slot, &good)?;
            good.push(slot);
            Ok(())
        });
        if let Err(why) = fits {
            fates.insert(row.line, (Fate::Bad, why));
        }
    }
    // A row that cannot be taken in leaves its item where it was, in the way of others perhaps.
    loop {
        let beside = beside_what_is_known(&good, known);
        let before = good.len();
        good.retain(|slot| !matches!(beside.get(&slot.line), Some((Fate::Bad, _))));
        fates.extend(beside);
        if good.len() == before {
            break;
        }
    }
    let fates = rows.iter().filter_map(|row| fates.remove(&row.line)).collect();
    let rows: Vec<ProgrammeRow> = good.iter().map(|slot| slot.row.clone()).collect();
    Judged { fates, problem: None, command: (!rows.is_empty()).then_some(Command::ImportProgramme { rows }) }
}

fn slot(row: &ReadRow<'_>, known: &Known) -> Result<Slot, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    let day = when::day(&row.text(DAY), &known.days)?;
    let start = when::time(&row.text(START), "Start")?;
    let end = when::time(&row.text(END), "End")?;
    let title = row.text(TITLE);
    if title.is_empty() {
        return Err("Title is missing.".to_owned());
    }
    if end < start {
        return Err(format!("It ends at {} before it starts at {}.", printed(end), printed(start)));
    }
    let session = Some(row.text(SESSION)).filter(|session| !session.is_empty());
    if let Some(session) = &session {
        within_part_of_day(start, session)?;
    }
    if minutes(start) < 5 * 60 {
        return Err(format!("It starts at {} at night; {} may be meant.", printed(start), other_half(start)));
    }
    day_of_conference(day, known)?;
    shown_by_clocks(day, start, known)?;
    shown_by_clocks(day, end, known)?;
    let printed_motions = row.text(MOTIONS);
    rules::printed::check(&printed_motions)?;
    let row_of = ProgrammeRow {
        day: day.to_string(),
        start: printed(start),
        end: printed(end),
        session: session.unwrap_or_else(|| part_of_day(start).to_owned()),
        title,
        motions: printed_motions,
        private: yes_or_no("Private", &row.text(PRIVATE))?,
        number: Some(row.text(NUMBER)).filter(|number| !number.is_empty()),
        kind: kind(&row.text(KIND))?,
        fixed: match row.text(FIXED).as_str() {
            "" => None,
            said => Some(yes_or_no("Fixed", said)?),
        },
    };
    Ok(Slot { line: row.line, day, start, end, row: row_of })
}

fn within_part_of_day(start: NaiveTime, session: &str) -> Result<(), String> {
    rules::day_part::fits(session, minutes(start)).map_err(|odd| {
        let hint = match odd.meant {
            Some(_) => format!(": {} may be meant", other_half(start)),
            None => String::new(),
        };
        format!("It starts at {} and its session is “{}”{hint}.", printed(start), brief(session))
    })
}

/// The time half a day away: 09:30 for 21:30.
fn other_half(time: NaiveTime) -> String {
    printed(time.overflowing_add_signed(chrono::Duration::hours(12)).0)
}

fn part_of_day(start: NaiveTime) -> &'static str {
    match minutes(start) / 60 {
        0..12 => "Morning",
        12..18 => "Afternoon",
        _ => "Evening",
    }
}

/// The first programme may bring its own days; a later one keeps to them.
fn day_of_conference(day: NaiveDate, known: &Known) -> Result<(), String> {
    if known.items.is_empty() || known.days.contains(&day) {
        return Ok(());
    }
    let days = super::headings::list(known.days.iter().map(NaiveDate::to_string));
    Err(format!("{day} is not a day of the conference, which sits on {days}."))
}

fn shown_by_clocks(day: NaiveDate, time: NaiveTime, known: &Known) -> Result<(), String> {
    let Some(zone) = known.zone else { return Ok(()) };
    match zone.from_local_datetime(&day.and_time(time)).earliest() {
        Some(_) => Ok(()),
        None => Err(format!("There is no {} on {day}: the clocks go forward over it.", printed(time))),
    }
}

fn yes_or_no(column: &str, text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "private" | "closed" | "fixed" | "timed" => Ok(true),
        "" | "no" | "n" | "false" | "f" | "0" | "-" | "open" | "public" => Ok(false),
        _ => Err(format!("{column} is neither yes nor no: {}.", brief(text))),
    }
}

/// Blank: nothing is said of it.
fn kind(text: &str) -> Result<Option<ItemKind>, String> {
    let word: String = text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    Ok(Some(match word.as_str() {
        "" => return Ok(None),
        "business" | "item" | "debate" | "motions" => ItemKind::Business,
        "break" | "lunch" | "tea" | "coffee" | "fringe" => ItemKind::Break,
        "report" => ItemKind::Report,
        "election" | "ballot" => ItemKind::Election,
        _ => return Err(format!("Kind “{}” is none of business, break, report, election.", brief(text))),
    }))
}

/// Hours away from everything else in its session on that day.
fn far_from_its_session(slot: &Slot, slots: &[Result<Slot, String>]) -> Result<(), String> {
    let others = slots.iter().flatten().filter(|other| {
        other.line != slot.line
            && other.day == slot.day
            && other.row.session.eq_ignore_ascii_case(&slot.row.session)
    });
    let gap = |other: &Slot| {
        let after = minutes(slot.start).saturating_sub(minutes(other.end));
        let before = minutes(other.start).saturating_sub(minutes(slot.end));
        (after.max(before), other.line)
    };
    match others.map(gap).min() {
        // Where two stand apart, the first in the file is taken to be right.
        Some((gap, nearest)) if gap >= FAR && nearest < slot.line => Err(format!(
            "It starts at {}, {} hours from the rest of “{}”: {} may be meant.",
            printed(slot.start),
            gap / 60,
            brief(&slot.row.session),
            other_half(slot.start),
        )),
        Some(_) | None => Ok(()),
    }
}

fn twice(slot: &Slot, good: &[&Slot]) -> Result<(), String> {
    let same = |other: &&&Slot| {
        other.day == slot.day && other.start == slot.start && other.row.title == slot.row.title
    };
    match good.iter().find(same) {
        Some(other) => Err(format!("It is the same item as line {}.", other.line)),
        None => Ok(()),
    }
}

fn overlaps(slot: &Slot, good: &[&Slot]) -> Result<(), String> {
    let over = good.iter().filter(|other| {
        other.day == slot.day && meets(&slot.row.start, &slot.row.end, &other.row.start, &other.row.end)
    });
    let over = over.map(|other| {
        format!("“{}” ({}–{}, line {})", brief(&other.row.title), other.row.start, other.row.end, other.line)
    });
    let mut over = over.peekable();
    if over.peek().is_none() { Ok(()) } else { Err(format!("It overlaps {}.", first_few(over))) }
}

/// Two spans share some time; a span of no length shares none. Times as `09:30` sort as they run.
fn meets(start: &str, end: &str, other_start: &str, other_end: &str) -> bool {
    start < other_end && other_start < end && start < end && other_start < other_end
}

/// What each row does to the programme as it is, by line.
fn beside_what_is_known(good: &[&Slot], known: &Known) -> BTreeMap<u32, (Fate, String)> {
    let items: Vec<Line<'_>> = known
        .items
        .iter()
        .map(|item| Line { day: &item.day, start: &item.start, title: &item.title, planned: item.planned })
        .collect();
    let rows: Vec<Line<'_>> = good
        .iter()
        .map(|Slot { row, .. }| Line { day: &row.day, start: &row.start, title: &row.title, planned: true })
        .collect();
    let means = recognised(&items, &rows);
    let renewed: BTreeSet<usize> = means.iter().flatten().copied().collect();
    let stays: Vec<&KnownItem> = known
        .items
        .iter()
        .enumerate()
        .filter(|(at, _)| !renewed.contains(at))
        .map(|(_, item)| item)
        .collect();
    let fate = |row: &ProgrammeRow, item: Option<&KnownItem>| {
        let in_the_way = stays
            .iter()
            .find(|item| item.day == row.day && meets(&row.start, &row.end, &item.start, &item.end));
        match (in_the_way, item.map(|item| changes(row, item))) {
            (Some(item), _) => (
                Fate::Bad,
                format!(
                    "It overlaps “{}” ({}–{}), which is in the programme already.",
                    brief(&item.title),
                    item.start,
                    item.end,
                ),
            ),
            (None, None) => (Fate::New, String::new()),
            (None, Some(changes)) if changes.is_empty() => (Fate::Unchanged, String::new()),
            (None, Some(changes)) => (Fate::Updated, changes.join("; ")),
        }
    };
    let item = |place: &Option<usize>| place.and_then(|place| known.items.get(place));
    good.iter().zip(&means).map(|(slot, place)| (slot.line, fate(&slot.row, item(place)))).collect()
}

fn changes(row: &ProgrammeRow, known: &KnownItem) -> Vec<String> {
    let mut changes = Vec::new();
    if row.title != known.title {
        changes.push(format!("title was “{}”", brief(&known.title)));
    }
    if row.start != known.start {
        changes.push(format!("start was {}", known.start));
    }
    if row.end != known.end {
        changes.push(format!("end was {}", known.end));
    }
    if row.session != known.session {
        changes.push(format!("session was {}", known.session));
    }
    if row.motions != known.motions {
        let was = if known.motions.is_empty() { "none" } else { &known.motions };
        changes.push(format!("motions were {was}"));
    }
    if row.private != known.private {
        changes.push(format!("private was {}", if known.private { "yes" } else { "no" }));
    }
    if row.number.as_ref().is_some_and(|number| *number != known.number) {
        let was = if known.number.is_empty() { "none" } else { &known.number };
        changes.push(format!("number was {}", brief(was)));
    }
    if row.kind.is_some_and(|kind| kind != known.kind) {
        changes.push(format!("kind was {}", word(known.kind)));
    }
    if row.fixed.is_some_and(|fixed| fixed != known.fixed) {
        changes.push(format!("fixed was {}", if known.fixed { "yes" } else { "no" }));
    }
    changes
}

fn word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Business => "business",
        ItemKind::Break => "break",
        ItemKind::Report => "report",
        ItemKind::Election => "election",
    }
}
