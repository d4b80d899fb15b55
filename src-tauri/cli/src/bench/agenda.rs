//! How long the committee waits for a key: a large order of business is planned again, as a draft and line by line.

use std::path::Path;
use std::time::Instant;

use record::command::{Command, Place, PlanDraft};
use record::desk::Desk;
use record::ids::ItemId;
use record::view::View;
use serde_json::Value;

use super::conference::dispatch;
use super::figure::Times;
use super::whole::{DAYS, LINES};
use crate::files::options;
use crate::stop::Stop;

/// Keys of each kind.
const KEYS: u32 = 100;

/// Every key of both kinds, from the key to the view that it changes: five days, 170 items, 400 motions.
pub(super) fn keys(path: &Path) -> Result<Times, Stop> {
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

fn fault(error: serde_json::Error) -> Stop {
    Stop::Fault(format!("The answer cannot be read: {error}"))
}
