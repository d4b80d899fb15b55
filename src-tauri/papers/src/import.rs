//! A table of text (CSV) read into a preview: what each row would do, and what is wrong with it.
//!
//! Invariant: every row of the file that is not blank is in the preview exactly once, with its line and its fate; the
//! preview changes nothing, and its command holds good rows only.

use record::command::Command;
use rules::share::listed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod delegates;
mod figures;
pub mod file;
mod headings;
mod known;
mod open_slides;
mod papers;
mod programme;
mod register;
mod table;
mod text;
mod when;

pub use known::{Known, KnownDelegate, KnownDelegation, KnownItem, KnownPaper};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most rows that are read.
pub const MOST_ROWS: usize = 20_000;
/// The longest cell, in characters.
pub const LONGEST_CELL: usize = 2_000;
/// The longest text of a paper, in characters: five thousand words are about thirty thousand.
pub const LONGEST_TEXT: usize = 150_000;

/// What kind of table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Delegations.
    Register,
    /// Delegates, and whoever else is given a badge.
    Delegates,
    /// The order of business.
    Programme,
    /// Motions and amendments.
    Motions,
    /// Participants, topics, motions or a whole meeting of OpenSlides.
    OpenSlides,
}

/// What a row would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It adds something.
    New,
    /// It changes something that is in the conference already.
    Updated,
    /// It says what the conference says already.
    Unchanged,
    /// It has no place here; that is no fault of it.
    Skipped,
    /// It cannot be taken in.
    Bad,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "ImportColumn")]
#[schemars(rename = "ImportColumn")]
pub struct Column {
    /// As it stands in the file.
    pub heading: String,
    /// What it is taken for; none where it is not used.
    pub used_as: Option<String>,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PreviewRow {
    /// The line it begins on; the first line of the file is 1. What has no lines is counted.
    pub line: u32,
    /// Its cells as they stand in the file.
    pub cells: Vec<String>,
    /// What it would do.
    pub fate: Fate,
    /// Why it is bad or skipped, what it changes, or what to look at in it; empty otherwise.
    pub why: String,
}

/// How many rows have which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Counts {
    /// That add something.
    pub new: u32,
    /// That change something.
    pub updated: u32,
    /// That change nothing.
    pub unchanged: u32,
    /// That have no place here.
    pub skipped: u32,
    /// That cannot be taken in.
    pub bad: u32,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "ImportPreview")]
pub struct Preview {
    /// What kind of table.
    pub kind: ImportKind,
    /// Name of the file.
    pub file: String,
    /// `UTF-8`, `UTF-8 with a mark`, `UTF-16 with a mark` or `Windows-1252`.
    pub encoding: String,
    /// `comma`, `semicolon` or `tab`.
    pub separator: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<PreviewRow>,
    /// How many have which fate.
    pub counts: Counts,
    /// What is wrong with the file as a whole; then it has no command.
    pub problem: Option<String>,
    /// What to look at in it before it is taken in: its encoding is a guess.
    pub doubt: Option<String>,
    /// What would take in the good rows; none where that would change nothing.
    pub command: Option<Command>,
}

/// What a kind of import makes of the rows: a fate for each, a problem with the whole, and the command.
struct Judged {
    fates: Vec<(Fate, String)>,
    problem: Option<String>,
    command: Option<Command>,
}

/// Reads `bytes` as a table of that kind against what is `known`; changes nothing.
#[must_use]
pub fn preview(kind: ImportKind, file_name: &str, bytes: &[u8], known: &Known) -> Preview {
    let mut preview = Preview {
        kind,
        file: file_name.to_owned(),
        encoding: "UTF-8".to_owned(),
        separator: "comma".to_owned(),
        columns: Vec::new(),
        rows: Vec::new(),
        counts: Counts::default(),
        problem: None,
        doubt: None,
        command: None,
    };
    preview.problem = fill(&mut preview, bytes, known).err();
    if preview.encoding == text::GUESSED {
        preview.doubt = Some(doubt(&mut preview.rows));
    }
    preview
}

/// Rows that are named in one sentence.
const NAMED: usize = 5;

/// What to look at in a file whose encoding is a guess. The rows with signs that hardly stand in a name are named, and say it
/// themselves.
fn doubt(rows: &mut [PreviewRow]) -> String {
    let mut named = Vec::new();
    for row in rows {
        let Some(sign) = row.cells.iter().find_map(|cell| text::hardly_a_letter(cell)) else { continue };
        named.push(format!("line {} (“{sign}”)", row.line));
        if row.why.is_empty() {
            row.why = format!("“{sign}” hardly stands in a name: it may be another letter.");
        }
    }
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    match named.as_slice() {
        [] => text::DOUBT.to_owned(),
        named => format!("{} Look at {}.", text::DOUBT, listed(named)),
    }
}

fn fill(preview: &mut Preview, bytes: &[u8], known: &Known) -> Result<(), String> {
    let text = text::decode(bytes)?;
    preview.encoding = text.encoding.to_owned();
    let wanted = match preview.kind {
        ImportKind::OpenSlides => return open_slides::fill(preview, &text, known),
        ImportKind::Register => headings::REGISTER,
        ImportKind::Delegates => headings::DELEGATES,
        ImportKind::Programme => headings::PROGRAMME,
        ImportKind::Motions => headings::MOTIONS,
    };
    let (separator, heading) = headings::find(&text.text, wanted)?;
    preview.separator = separator.name().to_owned();
    let places = headings::places(&heading.cells, wanted);
    preview.columns = headings::columns(&heading.cells, &places, wanted);
    headings::check(&heading, &places, wanted)?;
    let rows = table::rows(heading.rest, heading.next_line, separator)?;
    let longest = if preview.kind == ImportKind::Motions { LONGEST_TEXT } else { LONGEST_CELL };
    table::within(&rows, longest)?;
    let read: Vec<headings::ReadRow<'_>> =
        rows.iter().map(|row| headings::read(row, &places, preview.columns.len(), &text)).collect();
    if preview.kind == ImportKind::Motions && open_slides::is_its_export(&heading.cells, &read) {
        return Err("This is an export of OpenSlides: take it in with Shift+O.".to_owned());
    }
    let judged = match preview.kind {
        ImportKind::Register => register::judge(&read, known),
        ImportKind::Delegates => delegates::judge(&read, known),
        ImportKind::Motions => papers::judge(&read, known),
        // Seen to above.
        ImportKind::OpenSlides | ImportKind::Programme => programme::judge(&read, known),
    };
    let blank = |row: &table::Row| {
        let (line, cells) = (row.line, row.cells.clone());
        PreviewRow { line, cells, fate: Fate::Bad, why: String::new() }
    };
    preview.rows = rows.iter().map(blank).collect();
    settle(preview, judged)
}

/// Gives every row its fate, and the preview its command.
fn settle(preview: &mut Preview, judged: Judged) -> Result<(), String> {
    if judged.fates.len() < preview.rows.len() {
        // The problem is with the whole: nothing was made of the rows.
        preview.rows.clear();
    }
    for (row, (fate, why)) in preview.rows.iter_mut().zip(judged.fates) {
        (row.fate, row.why) = (fate, why);
    }
    preview.counts = count(&preview.rows);
    if let Some(problem) = judged.problem {
        return Err(problem);
    }
    if preview.counts.new + preview.counts.updated > 0 {
        preview.command = judged.command;
    }
    if preview.rows.is_empty() {
        Err("The file has headings but no rows beneath them.".to_owned())
    } else {
        Ok(())
    }
}

fn count(rows: &[PreviewRow]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        match row.fate {
            Fate::New => counts.new += 1,
            Fate::Updated => counts.updated += 1,
            Fate::Unchanged => counts.unchanged += 1,
            Fate::Skipped => counts.skipped += 1,
            Fate::Bad => counts.bad += 1,
        }
    }
    counts
}

/// A text on one line: every run of white space is one blank.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
