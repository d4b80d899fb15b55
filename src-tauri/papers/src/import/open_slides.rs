//! What OpenSlides exports: participants, topics and motions as tables of text, old and new, and a whole meeting as JSON.
//!
//! Which of them a file is is seen from its headings, or from the brace it begins with. Every row has a fate: what is not
//! taken in is skipped, and says why.

use std::collections::BTreeMap;

use record::command::{Command, MeetingRows, RegisterRow};

use super::headings::{self, ReadRow, Wanted};
use super::known::Known;
use super::text::{Text, brief};
use super::{Column, Fate, Judged, Preview, PreviewRow, papers, table};

mod handed_in;
mod html;
mod meeting;
mod motions;
mod participants;
mod topics;

/// The longest cell, in characters: the text of a motion is one.
const LONGEST_TEXT: usize = 100_000;
/// The longest cell shown in a preview, in characters.
const SHOWN: usize = 120;

/// What the rows of a file would do, and what of them is taken in.
struct Found {
    fates: Vec<(Fate, String)>,
    meeting: MeetingRows,
}

/// What makes rows of one kind of table.
struct Table {
    wanted: &'static [Wanted],
    judge: fn(&[ReadRow<'_>], &Known) -> Found,
}

const TABLES: [Table; 3] = [
    Table { wanted: participants::COLUMNS, judge: participants::judge },
    Table { wanted: topics::COLUMNS, judge: topics::judge },
    Table { wanted: motions::COLUMNS, judge: motions::judge },
];

/// Fills a preview from a file of OpenSlides.
pub(super) fn fill(preview: &mut Preview, text: &Text, known: &Known) -> Result<(), String> {
    let judged = if text.text.trim_start().starts_with(['{', '[']) {
        "JSON".clone_into(&mut preview.separator);
        let (rows, found) = meeting::judge(&text.text, known)?;
        preview.columns = meeting::columns();
        preview.rows = rows;
        judged(found)
    } else {
        of_table(preview, text, known)?
    };
    super::settle(preview, judged)
}

/// Whether what was opened as a table of papers is an export of motions: its texts are HTML, or it has a heading that only
/// OpenSlides writes.
pub(super) fn is_its_export(headings: &[String], rows: &[ReadRow<'_>]) -> bool {
    let of_its_own = |heading: &String| heading.trim().eq_ignore_ascii_case("sequential number");
    headings.iter().any(of_its_own) || rows.iter().any(|row| html::is_html(row.whole(papers::TEXT)))
}

fn of_table(preview: &mut Preview, text: &Text, known: &Known) -> Result<Judged, String> {
    let mut best: Option<(usize, &Table)> = None;
    for table in &TABLES {
        let (_, heading) = headings::find(&text.text, table.wanted)?;
        let here = headings::places(&heading.cells, table.wanted).iter().flatten().count();
        if best.is_none_or(|(most, _)| here > most) {
            best = Some((here, table));
        }
    }
    let Some((_, Table { wanted, judge })) = best else { return Err("The file is empty.".to_owned()) };
    let (separator, heading) = headings::find(&text.text, wanted)?;
    separator.name().clone_into(&mut preview.separator);
    let places = headings::places(&heading.cells, wanted);
    preview.columns = headings::columns(&heading.cells, &places, wanted);
    headings::check(&heading, &places, wanted)?;
    let rows = table::rows(heading.rest, heading.next_line, separator)?;
    table::within(&rows, LONGEST_TEXT)?;
    let read: Vec<ReadRow<'_>> =
        rows.iter().map(|row| headings::read(row, &places, preview.columns.len(), text)).collect();
    let shown = |row: &table::Row| PreviewRow {
        line: row.line,
        cells: row.cells.iter().map(|cell| shown(cell)).collect(),
        fate: Fate::Bad,
        why: String::new(),
    };
    preview.rows = rows.iter().map(shown).collect();
    Ok(judged(judge(&read, known)))
}

fn judged(Found { fates, meeting }: Found) -> Judged {
    let command = (meeting != MeetingRows::default()).then_some(Command::TakeInMeeting { meeting });
    Judged { fates, problem: None, command }
}

/// A cell as the preview shows it.
fn shown(cell: &str) -> String {
    let cell = super::squeeze(cell);
    if cell.chars().count() <= SHOWN { cell } else { cell.chars().take(SHOWN - 1).chain(['…']).collect() }
}

/// Delegations that a file names and the register does not have: numbered after those there are.
struct NewDelegations<'a> {
    known: &'a Known,
    next: u64,
    /// By name in small letters.
    rows: BTreeMap<String, RegisterRow>,
    /// The name in small letters of each number.
    names: BTreeMap<String, String>,
}

impl<'a> NewDelegations<'a> {
    fn new(known: &'a Known) -> Self {
        let highest = known.delegations.keys().filter_map(|number| number.parse::<u64>().ok()).max();
        Self {
            known,
            next: highest.map_or(1, |n| n.saturating_add(1)),
            rows: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// The number of a delegation by its name; and whether it is new.
    fn number(&mut self, name: &str) -> Result<(String, bool), String> {
        match self.known.delegation_meant(name) {
            Ok(number) => return Ok((number, false)),
            Err(why) if why.contains("more than one") => return Err(why),
            Err(_) => {}
        }
        let (next, names, small) = (&mut self.next, &mut self.names, name.to_lowercase());
        let row = self.rows.entry(small.clone()).or_insert_with(|| {
            let number = next.to_string();
            *next += 1;
            names.insert(number.clone(), small);
            // How many members it has nobody says: its card carries the weight of the votes of its delegates.
            RegisterRow {
                number,
                name: name.to_owned(),
                section: None,
                members: 0,
                votes: Some(0),
                seats: Some(0),
                ..RegisterRow::default()
            }
        });
        Ok((row.number.clone(), true))
    }

    /// One more delegate of a new delegation, with this many votes.
    fn fill(&mut self, number: &str, votes: u64) {
        if let Some(row) = self.names.get(number).and_then(|name| self.rows.get_mut(name)) {
            row.votes = row.votes.map(|sum| sum.saturating_add(votes));
            row.seats = row.seats.map(|seats| seats + 1);
        }
    }

    fn into_rows(self) -> Vec<RegisterRow> {
        let mut rows: Vec<RegisterRow> = self.rows.into_values().collect();
        rows.sort_by_key(|row| row.number.parse::<u64>().unwrap_or_default());
        rows
    }
}

/// `true`, `t`, `yes`, `y`, `1`
fn is_true(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "true" | "t" | "yes" | "y" | "1")
}

/// A weight such as `1.000000`, in whole votes; one where nothing is said.
fn weight(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if text.is_empty() {
        return Ok(1);
    }
    match whole.parse::<u64>() {
        Ok(weight) if part.bytes().all(|b| b == b'0') => Ok(weight),
        Ok(_) | Err(_) => Err(format!("Vote weight is not a whole number: {}.", brief(text))),
    }
}

/// The columns of a preview that no table stands behind.
fn plain_columns(names: &[&str]) -> Vec<Column> {
    let column = |name: &&str| Column { heading: (*name).to_owned(), used_as: Some((*name).to_owned()) };
    names.iter().map(column).collect()
}
