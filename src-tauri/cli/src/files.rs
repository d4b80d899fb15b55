//! A conference file as a whole: opened for acts, verified, rebuilt.

use std::path::Path;

use record::command::Command;
use record::desk::{Desk, Options};
use record::file::{self, MIGRATIONS};
use record::journal::{replay as journal, result, verify as record_of};
use record::transact::{Actor, Envelope, Role};

use crate::stop::{Stop, note, say};

/// The station of everything done from the command line.
const STATION: &str = "rostrumctl";

/// How a file is opened for acts: nothing goes on behind, for the program ends when they are done.
pub(crate) fn options() -> Options {
    Options { backups: None, verify: false, ..Options::default() }
}

/// Opens a file for acts.
pub(crate) fn open(file: &Path) -> Result<Desk, Stop> {
    Ok(Desk::open(file, options())?)
}

pub(crate) fn actor() -> Actor {
    Actor { role: Role::Script, station: STATION.to_owned(), name: None }
}

pub(crate) fn envelope(command: Command) -> Envelope {
    Envelope { idem: None, actor: actor(), at: None, command, reason: None }
}

/// Verifies the record; every alteration is named. With the code of a result, its entry is named too.
pub(crate) fn verify(path: &Path, result: Option<&str>) -> Result<(), Stop> {
    file::look_at_header(path, MIGRATIONS)?;
    let found = record_of::verify(path, |_, _| true)?;
    let told = found.verification();
    for problem in &found.problems {
        note(problem);
    }
    if !found.problems.is_empty() {
        return Err(Stop::Refused(format!(
            "{} was altered outside Rostrum: {} problems in {} entries.",
            path.display(),
            found.problems.len(),
            found.entries,
        )));
    }
    let erased =
        if found.erased > 0 { format!("Erased on purpose: {}.\n", found.erased) } else { String::new() };
    say(format!(
        "The record is whole: {} entries.\n{erased}Head: {}\nIn the hall: {}\n",
        found.entries, told.head, told.code
    ))?;
    match result {
        Some(code) => result_of(path, code),
        None => Ok(()),
    }
}

/// Names the entry of the result that has this code.
fn result_of(path: &Path, code: &str) -> Result<(), Stop> {
    match result::entry_of(path, code)? {
        Some(entry) => say(format!("Result {code} is entry {}: {}\n", entry.seq, entry.words)),
        None => Err(Stop::Refused(format!("No result in {} has the code {code}.", path.display()))),
    }
}

/// Rebuilds `target` from the record of `path` alone, and compares the two.
pub(crate) fn replay(path: &Path, target: &Path) -> Result<(), Stop> {
    file::look_at_header(path, MIGRATIONS)?;
    let entries = journal::replay(path, target, MIGRATIONS)?;
    let differences = journal::compare(path, target)?;
    if differences.is_empty() {
        return say(format!("Identical: {entries} entries rebuilt.\n"));
    }
    for difference in &differences {
        note(difference);
    }
    Err(Stop::Refused(format!("{} is not what its record makes of it.", path.display())))
}
