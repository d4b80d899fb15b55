//! The states of the normative table, as `tests/procedure` tells them: where its acts are tried, and where random
//! conferences begin.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::stage::Stage;
use crate::Outcome;

/// A state: the one that it goes on from, where it does not go on from the opening, and the lines that lead on.
pub struct State {
    /// What the table calls it.
    pub title: String,
    /// Another state, told before it.
    pub after: Option<String>,
    /// The lines.
    pub lines: String,
}

/// One of the files in `tests/procedure`.
#[must_use]
pub fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("procedure").join(name)
}

/// Its text.
///
/// # Errors
/// Where it cannot be read.
pub fn read(name: &str) -> Outcome<String> {
    std::fs::read_to_string(file(name)).map_err(|why| format!("{name}: {why}"))
}

/// Every state, in the order of the table.
///
/// # Errors
/// Where the file cannot be read.
pub fn all() -> Outcome<Vec<State>> {
    let one = |text| {
        let (title, lines): (&str, &str) = str::split_once(text, '\n')?;
        let (after, lines) = match lines.strip_prefix("after ").and_then(|rest| rest.split_once('\n')) {
            Some((after, lines)) => (Some(after.to_owned()), lines),
            None => (None, lines),
        };
        Some(State { title: title.to_owned(), after, lines: lines.to_owned() })
    };
    Ok(read("states.txt")?.split("== ").skip(1).filter_map(one).collect())
}

/// `WHY: NAME, NAME`, a line each: what a list of the table leaves out, each once and with a reason.
///
/// # Errors
/// The line that says no reason, or the name that stands twice.
pub fn left_out(text: &str) -> Outcome<BTreeSet<&str>> {
    let mut all = BTreeSet::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (why, names) = line.rsplit_once(": ").ok_or_else(|| format!("`WHY: NAME, NAME`, not {line}"))?;
        if why.len() <= 20 {
            return Err(format!("{line}: why?"));
        }
        for name in names.split(", ") {
            if !all.insert(name) {
                return Err(format!("{name} is left out twice"));
            }
        }
    }
    Ok(all)
}

/// A conference that stands in this state.
///
/// # Errors
/// Where there is no such state, or the line on the way that cannot be told.
pub fn stage(title: &str) -> Outcome<Stage> {
    let all = all()?;
    let mut way = Vec::new();
    let mut next = Some(title);
    while let Some(wanted) = next {
        let state =
            all.iter().find(|state| state.title == wanted).ok_or_else(|| format!("no state “{wanted}”"))?;
        way.push(state);
        next = state.after.as_deref();
    }
    let mut stage = Stage::set(&read("opening.txt")?)?;
    for state in way.iter().rev() {
        stage.tell(&state.lines).map_err(|why| format!("{}: {why}", state.title))?;
    }
    Ok(stage)
}
