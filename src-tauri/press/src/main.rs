//! `rostrum-press OUT.pdf < DATA.json`: plain data in, PDF out; a line for each step, `set 40 1000` and `written OUT.pdf`.
//!
//! Invariant: nothing but standard input is read, the same data give the same pages, and a file stands at its place whole or
//! not at all. It is a program of its own: what it holds while it works goes back when it ends, and the window stays small.
#![expect(clippy::float_arithmetic, reason = "lengths on paper; nothing is decided here")]

mod books;
mod code;
mod data;
mod delegations;
mod document;
mod faces;
mod flow;
mod headers;
mod house;
mod page;
mod poster;
mod sheets;
mod slip;
mod text;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use data::{Matter, Printed};
use document::Document;

/// What the system said when a place cannot be written to, as a code of the program's end: record tells them apart by it.
const NO_PLACE: u8 = 4;
const NO_ROOM: u8 = 5;

enum Failed {
    Data(String),
    Place(std::io::Error),
}

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let (Some(out), None) = (words.next(), words.next()) else {
        eprintln!("rostrum-press OUT.pdf < DATA.json");
        return ExitCode::from(2);
    };
    match press(Path::new(&out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failed::Data(why)) => {
            eprintln!("{why}");
            ExitCode::from(3)
        }
        Err(Failed::Place(error)) => {
            eprintln!("{error}");
            let full = [std::io::ErrorKind::StorageFull, std::io::ErrorKind::QuotaExceeded];
            ExitCode::from(if full.contains(&error.kind()) { NO_ROOM } else { NO_PLACE })
        }
    }
}

fn press(out: &Path) -> Result<(), Failed> {
    let mut text = String::new();
    let wanted = |e: &dyn std::fmt::Display| Failed::Data(format!("what is to be printed: {e}"));
    std::io::stdin().read_to_string(&mut text).map_err(|e| wanted(&e))?;
    let printed: Printed = serde_json::from_str(&text).map_err(|e| wanted(&e))?;
    drop(text);
    let document = set(&printed).map_err(Failed::Data)?;
    let missing = document.missing();
    write_whole(out, &document.pdf()).map_err(Failed::Place)?;
    if !missing.is_empty() {
        say(&format!("missing {missing}"));
    }
    say(&format!("written {}", out.display()));
    Ok(())
}

/// Its pages.
fn set(printed: &Printed) -> Result<Document, String> {
    let imprint = &printed.imprint;
    match &printed.matter {
        Matter::Books(books) => {
            books::set(imprint, books, |done| say(&format!("set {done} {}", books.len())))
        }
        Matter::Sheets(list) => sheets::set(imprint, list),
        Matter::Headers(wanted) => headers::set(imprint, wanted),
        Matter::Slip(vote) => slip::set(imprint, vote),
        Matter::Delegations(list) => delegations::set(imprint, list),
        Matter::Poster { abstain_slip } => poster::set(imprint, *abstain_slip),
    }
}

/// Whoever started it may have gone; the pages are set all the same.
fn say(line: &str) {
    let mut out = std::io::stdout();
    let _gone = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Beside its place first, then moved there, so that a full disk leaves no half of a book and takes nothing away.
fn write_whole(out: &Path, pdf: &[u8]) -> std::io::Result<()> {
    let beside = beside(out);
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| file.write_all(pdf).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, out));
    if written.is_err() {
        let _not_there = std::fs::remove_file(&beside);
    }
    written
}

fn beside(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    out.with_file_name(name)
}
