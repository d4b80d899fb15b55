//! A register, delegates or a programme from a table of text.
//!
//! Invariant: nothing is changed while a row is bad, unless it was said to leave bad rows out.

use std::path::Path;

use papers::import::{Counts, Fate, ImportKind, Known, Preview, file, preview};

use crate::files::{envelope, open};
use crate::stop::{Stop, note, say};

pub(crate) fn import(
    kind: ImportKind,
    file: &Path,
    csv: &Path,
    dry_run: bool,
    skip_bad: bool,
) -> Result<(), Stop> {
    let bytes = read(csv)?;
    let name = csv.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let desk = open(file)?;
    let outcome = desk.read(Known::read).map_err(Stop::from).and_then(|known| {
        let preview = preview(kind, &name, &bytes, &known);
        tell(&preview);
        let command = judged(preview, skip_bad)?;
        let Some(command) = command else {
            return say("Nothing to change: the conference has all of it already.\n");
        };
        if dry_run {
            return say("Nothing was changed: this was a dry run.\n");
        }
        let receipt = Stop::unless_done(desk.dispatch(envelope(command)))?;
        say(format!("{}\n", receipt.words))
    });
    desk.close();
    outcome
}

/// The command to carry out; none where it would change nothing.
fn judged(preview: Preview, skip_bad: bool) -> Result<Option<record::command::Command>, Stop> {
    if let Some(problem) = preview.problem {
        return Err(Stop::Refused(format!("{problem} Nothing was changed.")));
    }
    if preview.counts.bad > 0 && !skip_bad {
        let rows = if preview.counts.bad == 1 {
            "1 row is".to_owned()
        } else {
            format!("{} rows are", preview.counts.bad)
        };
        return Err(Stop::Refused(format!(
            "{rows} bad. Nothing was changed; --skip-bad leaves bad rows out."
        )));
    }
    Ok(preview.command)
}

fn tell(preview: &Preview) {
    for row in preview.rows.iter().filter(|row| row.fate == Fate::Bad) {
        note(format!("Line {}: {}", row.line, row.why));
    }
    for column in preview.columns.iter().filter(|column| column.used_as.is_none()) {
        note(format!("The column “{}” is not used.", column.heading));
    }
    if let Some(doubt) = &preview.doubt {
        note(doubt);
    }
    let Counts { new, updated, unchanged, skipped, bad } = preview.counts;
    note(format!(
        "{} ({}, {}): {new} new, {updated} changed, {unchanged} as before, {skipped} skipped, {bad} bad.",
        preview.file, preview.encoding, preview.separator
    ));
}

fn read(csv: &Path) -> Result<Vec<u8>, Stop> {
    if csv == Path::new("-") {
        return file::at_most(std::io::stdin().lock())
            .map_err(|error| Stop::while_doing("standard input", error));
    }
    file::read(csv).map_err(|why| Stop::Refused(format!("{why} Nothing was changed.")))
}
