//! Printing is done by another program, `rostrum-press`, which lies beside this one: what it holds while it sets thousands of
//! pages goes back when it ends. It is given plain data and no conference.
//!
//! Invariant: no transaction is open while pages are set; a file stands at its place whole, or what was there is left alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rules::refusal::Refusal;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::halt::{Fault, Halt};
use crate::prints::{self, Print, Printed};
use crate::time::wall;

/// How the press ends where its place cannot be written to, and where there is no room.
const NO_PLACE: i32 = 4;
const NO_ROOM: i32 = 5;

/// What came out of the press.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pressed {
    /// The file.
    pub written: String,
    /// Letters of names that the type has not: a box stands in their place.
    pub missing: String,
}

/// Prints to `out`, or, without one, into the answer: `{"written": path}` or `{"file": {"name", "base64"}}`, each with
/// `"missing"`. `set` is told how many books are set, of how many.
///
/// # Errors
/// What there is not to print, or where it cannot be written; a fault where the press fails.
pub(crate) fn print(
    desk: &Desk,
    print: &Print,
    out: Option<&Path>,
    set: impl FnMut(u64, u64),
) -> Result<Value, Halt> {
    let printed = desk.read(|db| Ok(prints::printed(db, print, desk.now())))??;
    if let Some(out) = out {
        let pressed = press(&printed, out, set)?;
        return Ok(json!({ "written": pressed.written, "missing": pressed.missing }));
    }
    let folder = std::env::temp_dir().join(format!("rostrum-print-{}-{}", std::process::id(), wall()));
    std::fs::create_dir(&folder).map_err(|e| Fault::of("a folder to print in", e))?;
    let name = format!("{}.pdf", name_of(print));
    let pressed = press(&printed, &folder.join(&name), set)
        .and_then(|pressed| Ok((STANDARD.encode(std::fs::read(&pressed.written)?), pressed.missing)));
    std::fs::remove_dir_all(&folder)?;
    let (base64, missing) = pressed?;
    Ok(json!({ "file": { "name": name, "base64": base64 }, "missing": missing }))
}

fn name_of(print: &Print) -> &'static str {
    match print {
        Print::Books { .. } => "card-books",
        Print::Sheets { .. } => "teller-sheets",
        Print::Headers { .. } => "batch-headers",
        Print::Slip { .. } => "result",
        Print::Delegations { .. } => "delegations",
        Print::Poster => "poster",
    }
}

/// Sets the pages in `out`; `set` is told how many books are set, of how many.
///
/// # Errors
/// `print.no_press` where the press is not installed; `print.no_folder`, `print.cannot_write` and `print.disk_full` where
/// the pages cannot be put there; a fault where the press fails.
pub fn press(printed: &Printed, out: &Path, mut set: impl FnMut(u64, u64)) -> Result<Pressed, Halt> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) || out.file_name().is_none() {
        let folder = folder.unwrap_or(out).display();
        return Err(Refusal::new("print.no_folder", format!("There is no folder {folder}."))
            .allowed_by("Choose a folder that is there.")
            .into());
    }
    let data = serde_json::to_vec(printed)?;
    let failed = |e: std::io::Error| Fault::of("the program that prints", e);
    let mut running = Command::new(program()?)
        .arg(out)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // It reads everything before it says anything, so that neither waits for the other; dropping the pipe ends it.
    if let Some(mut input) = running.stdin.take() {
        input.write_all(&data).map_err(failed)?;
    }
    drop(data);
    let mut pressed = Pressed::default();
    let said = running.stdout.take().map(BufReader::new).into_iter().flat_map(BufRead::lines);
    for line in said.map_while(Result::ok) {
        match line.split_once(' ') {
            Some(("set", progress)) => {
                let mut numbers = progress.split(' ').filter_map(|number| number.parse().ok());
                if let (Some(done), Some(of)) = (numbers.next(), numbers.next()) {
                    set(done, of);
                }
            }
            Some(("missing", letters)) => letters.clone_into(&mut pressed.missing),
            Some(("written", path)) => path.clone_into(&mut pressed.written),
            Some(_) | None => {}
        }
    }
    let mut why = String::new();
    if let Some(mut errors) = running.stderr.take() {
        errors.read_to_string(&mut why).map_err(failed)?;
    }
    let ended = running.wait().map_err(failed)?;
    match ended.code() {
        Some(0) => Ok(pressed),
        Some(NO_PLACE) => Err(cannot_write(out, why.trim())),
        Some(NO_ROOM) => Err(Refusal::new("print.disk_full", "The disk is full: nothing was printed.")
            .allowed_by("Make room on it, or choose a folder on another disk.")
            .into()),
        Some(_) | None => Err(Fault::new(format!("printing failed ({ended}): {}", why.trim())).into()),
    }
}

fn cannot_write(out: &Path, why: &str) -> Halt {
    Refusal::new("print.cannot_write", format!("{} cannot be written: {why}.", out.display()))
        .allowed_by("Choose another folder, or another name.")
        .into()
}

/// `rostrum-press`, beside the program that runs; or above it, where cargo puts the programs of tests.
fn program() -> Result<PathBuf, Halt> {
    let here = std::env::current_exe()?;
    let name = format!("rostrum-press{}", std::env::consts::EXE_SUFFIX);
    let places = here.ancestors().skip(1).take(2).map(|folder| folder.join(&name));
    let found = places.into_iter().find(|place| place.is_file());
    found.ok_or_else(|| {
        Refusal::new("print.no_press", "The program that prints, rostrum-press, is not beside this one.")
            .allowed_by("Install Rostrum whole; where it is built from its source, cargo xtask run builds it meanwhile.")
            .into()
    })
}
