//! Text into rows and cells.
//!
//! Invariant: a stray quotation mark costs the row it stands in and no other; every line is in some row.

use super::MOST_ROWS;

/// The most cells of a row: a file of nothing but separators would be all cells.
pub(super) const MOST_CELLS: usize = 500;
/// The most lines that are read, blank ones and those within a cell among them.
const MOST_LINES: u32 = 300_000;

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    Comma,
    Semicolon,
    Tab,
}

impl Separator {
    pub(super) const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        }
    }

    pub(super) fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

/// A row as it stands in the file.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
    /// A quotation mark stands where none may.
    pub(super) stray_quote: bool,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        !self.stray_quote && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Every row of `text` that is not blank; its first line is line `line`.
pub(super) fn rows(text: &str, line: u32, separator: Separator) -> Result<Vec<Row>, String> {
    let (mut rest, mut line) = (text, line);
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let (row, after) = next(rest, line, separator);
        line += line_ends(&rest[..rest.len() - after.len()]);
        rest = after;
        if row.cells.len() > MOST_CELLS {
            return Err(format!("Line {}: the row has more than {MOST_CELLS} cells.", row.line));
        }
        if !row.is_blank() {
            rows.push(row);
        }
        if line > MOST_LINES {
            return Err(format!("The file has more than {MOST_LINES} lines."));
        }
        if rows.len() > MOST_ROWS {
            return Err(format!("The file has more than {MOST_ROWS} rows."));
        }
    }
    Ok(rows)
}

/// A problem where a cell is longer than `longest` characters: too long to be anything but a mistake.
pub(super) fn within(rows: &[Row], longest: usize) -> Result<(), String> {
    let long = |row: &&Row| row.cells.iter().any(|cell| cell.chars().count() > longest);
    match rows.iter().find(long) {
        Some(row) => Err(format!("Line {}: a cell is longer than {longest} characters.", row.line)),
        None => Ok(()),
    }
}

/// The row that `text` begins with, and what follows it.
pub(super) fn next(text: &str, line: u32, separator: Separator) -> (Row, &str) {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let Some((cell, after)) = cell(rest, separator.char()) else {
            return stray(text, line, separator);
        };
        cells.push(cell);
        rest = after;
        if cells.len() > MOST_CELLS {
            rest = &rest[rest.find(['\n', '\r']).unwrap_or(rest.len())..];
            break;
        }
        match rest.strip_prefix(separator.char()) {
            Some(after) => rest = after,
            None => break,
        }
    }
    (Row { line, cells, stray_quote: false }, after_line_end(rest))
}

/// One cell, and what follows it: a separator, the end of a line, or nothing. None where a quotation mark is astray.
fn cell(text: &str, separator: char) -> Option<(String, &str)> {
    let opened = text.trim_start_matches(' ').strip_prefix('"');
    let Some(mut rest) = opened else {
        let end = text.find([separator, '\n', '\r']).unwrap_or(text.len());
        let (cell, after) = text.split_at(end);
        return (!cell.contains('"')).then(|| (cell.to_owned(), after));
    };
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        let Some(more) = after.strip_prefix('"') else {
            let after = after.trim_start_matches(' ');
            let ends = after.is_empty() || after.starts_with([separator, '\n', '\r']);
            return ends.then_some((cell, after));
        };
        cell.push('"');
        rest = more;
    }
}

/// The first line alone, cut at its separators: reading goes on with the next line.
fn stray(text: &str, line: u32, separator: Separator) -> (Row, &str) {
    let (first, rest) = text.split_at(text.find(['\n', '\r']).unwrap_or(text.len()));
    let cells = first.split(separator.char()).take(MOST_CELLS + 1).map(str::to_owned).collect();
    (Row { line, cells, stray_quote: true }, after_line_end(rest))
}

fn after_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r'])).unwrap_or(text)
}

/// How many lines end in `text`: `\r\n`, `\n` or `\r`.
pub(super) fn line_ends(text: &str) -> u32 {
    let ends = text.matches(['\n', '\r']).count() - text.matches("\r\n").count();
    u32::try_from(ends).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Separator, rows};

    fn read(text: &str) -> Vec<(u32, Vec<String>, bool)> {
        let rows = rows(text, 1, Separator::Comma).unwrap();
        rows.into_iter().map(|row| (row.line, row.cells, row.stray_quote)).collect()
    }

    fn cells(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|&cell| cell.to_owned()).collect()
    }

    #[test]
    fn quotes_line_ends_and_blank_lines() {
        assert_eq!(
            read("a,\"b, \"\"c\"\"\",\r\n\r\n,,\n\"two\r\nlines\",x\ry,\"z\""),
            [
                (1, cells(&["a", "b, \"c\"", ""]), false),
                (4, cells(&["two\r\nlines", "x"]), false),
                (6, cells(&["y", "z"]), false),
            ]
        );
    }

    #[test]
    fn a_stray_quotation_mark_costs_one_row() {
        assert_eq!(
            read("1,\"GMB,A\n2,\"Usdaw, the\",B\n3,CWU\" x,C\n4,\"FBU\" x,D\n5,TSSA,E\n6,\"open"),
            [
                (1, cells(&["1", "\"GMB", "A"]), true),
                (2, cells(&["2", "Usdaw, the", "B"]), false),
                (3, cells(&["3", "CWU\" x", "C"]), true),
                (4, cells(&["4", "\"FBU\" x", "D"]), true),
                (5, cells(&["5", "TSSA", "E"]), false),
                (6, cells(&["6", "\"open"]), true),
            ]
        );
    }
}
