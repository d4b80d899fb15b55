//! The speakers' clocks, watched from outside: what one reads, and that it never ran while nobody saw it run.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::Outcome;
use crate::world::{Rows, difference};

/// What every speech read when it was last looked at.
#[derive(Debug, Default)]
pub struct Clocks {
    at: i64,
    seen: BTreeMap<i64, Seen>,
    /// What a clock read when it was put back after a time away: that is what it reads again if the chair takes it back.
    put_back: BTreeMap<i64, i64>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    used_ms: i64,
    running: bool,
}

impl Clocks {
    /// What is found where a conference is taken up: what its clocks read then is theirs.
    #[must_use]
    pub fn found(rows: &Rows, now: i64) -> Self {
        let speeches = rows.iter().filter(|((table, _), _)| table == "speech");
        let seen = speeches.filter_map(|((_, id), image)| {
            let (used_ms, running) = reading(image, now)?;
            Some((*id, Seen { used_ms, running }))
        });
        Self { at: now, seen: seen.collect(), put_back: BTreeMap::new() }
    }

    /// Looks at every clock once more.
    ///
    /// # Errors
    /// Where one has used time while it stood when it was last seen, or more time than has passed.
    pub fn watch(&mut self, rows: &Rows, now: i64) -> Outcome {
        let passed = now - self.at;
        let mut seen = BTreeMap::new();
        let put_back: BTreeSet<i64> =
            rows.iter().filter_map(|((table, _), image)| put_back(table, image)).collect();
        for ((_, id), image) in rows.iter().filter(|((table, _), _)| table == "speech") {
            let Some((used_ms, running)) = reading(image, now) else {
                return Err(format!("a speech is not to be read: {image}"));
            };
            let before = self.seen.get(id).copied().unwrap_or_default();
            let most = before.used_ms + if before.running { passed } else { 0 };
            if put_back.contains(id) {
                self.put_back.entry(*id).or_insert(most);
            } else if self.put_back.remove(id) == Some(used_ms) {
                seen.insert(*id, Seen { used_ms, running });
                continue;
            }
            if used_ms > most {
                return Err(format!("speech {id} has used {used_ms} ms, and had {most} ms to use"));
            }
            seen.insert(*id, Seen { used_ms, running });
        }
        (self.at, self.seen) = (now, seen);
        Ok(())
    }
}

/// What is different, if anything; a clock that was stopped at `stopped` may run on from `now` with what it then read.
///
/// # Errors
/// What is different.
pub fn unlike(was: &Rows, stopped: i64, is: &Rows, now: i64) -> Outcome {
    let mut was = was.clone();
    for (key, image) in was.iter_mut().filter(|((table, _), _)| table == "speech") {
        let Some(there) = is.get(key) else { continue };
        if still(image, stopped).is_some_and(|speech| Some(speech) == still(there, now)) {
            image.clone_from(there);
        }
    }
    difference(&was, is).map_or(Ok(()), Err)
}

/// A speech without its clock, what that reads, and whether it runs.
fn still(image: &str, at: i64) -> Option<(Map<String, Value>, i64, bool)> {
    let (used_ms, running) = reading(image, at)?;
    let mut row = parsed(image)?;
    row.remove("used_ms");
    row.remove("running_since");
    Some((row, used_ms, running))
}

/// The speech whose clock was put back, and not yet taken back.
fn put_back(table: &str, image: &str) -> Option<i64> {
    let row = parsed(image).filter(|_| table == "away")?;
    (row.get("settled")?.as_str()? == "as_at_the_last_act").then(|| row.get("speech_id")?.as_i64())?
}

fn parsed(image: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(image).ok()
}

fn reading(image: &str, now: i64) -> Option<(i64, bool)> {
    let row = parsed(image)?;
    let used_ms = row.get("used_ms")?.as_i64()?;
    let since = row.get("running_since")?.as_i64();
    Some((used_ms + since.map_or(0, |since| now - since), since.is_some()))
}
