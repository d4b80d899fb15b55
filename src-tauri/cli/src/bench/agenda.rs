//! How long the committee waits for a key: a large order of business is planned again, as a draft and line by line.

use std::path::Path;
use std::time::Instant;

use record::command::{Command, NewConference, NewMotion, Place, PlanDraft, ProgrammeRow};
use record::desk::Desk;
use record::ids::ItemId;
use record::view::View;
use serde_json::Value;

use super::conference::dispatch;
use super::figure::Times;
use crate::files::options;
use crate::stop::Stop;

const DAYS: u32 = 5;
/// Lines of a day: 170 of the conference.
const LINES: u32 = 34;
const MOTIONS: u32 = 400;
/// Minutes of a line.
const MINUTES: u32 = 15;
/// Keys of each kind.
const KEYS: u32 = 100;

/// Every key of both kinds, from the key to the view that it changes: five days, 170 items, 400 motions.
pub(super) fn keys(path: &Path) -> Result<Times, Stop> {
    make(path)?;
    let desk = Desk::open(path, options())?;
    let mut times = Times::default();
    for key in 0..KEYS {
        draft_key(&desk, key, &mut times)?;
        move_key(&desk, key, &mut times)?;
    }
    desk.close();
    Ok(times)
}

/// One line of a draft is given another length: what that does to the five days is shown.
fn draft_key(desk: &Desk, key: u32, times: &mut Times) -> Result<(), Stop> {
    let shown: Value = serde_json::from_str(&desk.show(&View::Draft { draft: None })?).map_err(fault)?;
    let mut draft: PlanDraft = serde_json::from_value(shown["draft"].clone()).map_err(fault)?;
    let lines = draft.sessions.iter_mut().flat_map(|session| &mut session.items);
    let place = usize::try_from(key * 7 % (DAYS * LINES)).unwrap_or_default();
    let line = lines.into_iter().nth(place);
    line.ok_or_else(|| Stop::Fault("The draft has too few lines.".to_owned()))?.minutes += 5;
    let begun = Instant::now();
    let answer = desk.show(&View::Draft { draft: Some(draft) })?;
    times.add(begun.elapsed());
    if answer.contains("\"changes\":[]") {
        return Err(Stop::Fault("The draft that was measured changes nothing.".to_owned()));
    }
    Ok(())
}

/// One item is moved in the order of business, and the programme is shown again.
fn move_key(desk: &Desk, key: u32, times: &mut Times) -> Result<(), Stop> {
    let place = if key.is_multiple_of(2) { Place::Down } else { Place::Up };
    let item = ItemId(i64::from(key / 2 * 3 % (DAYS * LINES - 1)) + 1);
    let begun = Instant::now();
    dispatch(desk, Command::MoveItem { item, place })?;
    desk.show(&View::Programme)?;
    times.add(begun.elapsed());
    Ok(())
}

fn make(path: &Path) -> Result<(), Stop> {
    let desk = Desk::create(path, options())?;
    let conference = NewConference {
        name: "Bench".to_owned(),
        venue: "Nowhere".to_owned(),
        time_zone: "Europe/London".to_owned(),
        days: (1..=DAYS).map(day).collect(),
        profile: "citrine".to_owned(),
        rehearsal: true,
        about: "Invented to be measured.".to_owned(),
    };
    dispatch(&desk, Command::SetUp { conference })?;
    let rows = (1..=DAYS).flat_map(|of| (0..LINES).map(move |number| line(of, number))).collect();
    dispatch(&desk, Command::ImportProgramme { rows })?;
    for number in 1..=MOTIONS {
        let motion = NewMotion {
            number: number.to_string(),
            title: format!("On the matter of {number}"),
            paragraphs: vec![format!("Conference notes matter {number}.")],
            item: Some(ItemId(i64::from(number % (DAYS * LINES)) + 1)),
            ..NewMotion::default()
        };
        dispatch(&desk, Command::AddMotion { motion })?;
    }
    dispatch(&desk, Command::Open)?;
    desk.close();
    Ok(())
}

fn day(number: u32) -> String {
    format!("2026-05-{number:02}")
}

fn line(of: u32, number: u32) -> ProgrammeRow {
    let clock = |minutes: u32| format!("{:02}:{:02}", 9 + minutes / 60, minutes % 60);
    ProgrammeRow {
        day: day(of),
        start: clock(number * MINUTES),
        end: clock((number + 1) * MINUTES),
        session: if number < LINES / 2 { "Morning" } else { "Afternoon" }.to_owned(),
        title: format!("Item {}", (of - 1) * LINES + number + 1),
        motions: String::new(),
        private: false,
    }
}

fn fault(error: serde_json::Error) -> Stop {
    Stop::Fault(format!("The answer cannot be read: {error}"))
}
