//! Acts from standard input, and taking them back.
//!
//! Invariant: every line of input that is not blank has one line of output, in the same order, written once the act is on the
//! disk.

use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use record::command::Command;
use record::halt::Fault;
use record::transact::{Answer, Envelope, UndoRequest};
use rules::refusal::Refusal;
use serde_json::Value;

use crate::files::{actor, envelope, open};
use crate::stop::{Stop, note, say};

/// Longer than any act: a paper of 200,000 characters in escapes.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// What became of the acts.
#[derive(Default)]
struct Tally {
    done: u32,
    refused: u32,
    failed: u32,
}

/// Does every act of standard input.
pub(crate) fn act(file: &Path) -> Result<(), Stop> {
    let desk = open(file)?;
    let mut tally = Tally::default();
    let outcome = each_line(io::stdin().lock(), |number, line| {
        let answer = match asked(number, line) {
            Ok(envelope) => desk.dispatch(envelope),
            Err(refusal) => Answer::Refusal(refusal),
        };
        match &answer {
            Answer::Receipt(_) => tally.done += 1,
            Answer::Refusal(_) => tally.refused += 1,
            Answer::Fault(_) => tally.failed += 1,
        }
        put(&answer)
    });
    desk.close();
    outcome?;
    match tally {
        Tally { refused: 0, failed: 0, .. } => Ok(()),
        Tally { done, refused, failed: 0 } => Err(Stop::Refused(format!("{done} done, {refused} refused."))),
        Tally { done, refused, failed } => {
            note(format!("rostrumctl: {done} done, {refused} refused, {failed} failed."));
            Err(Stop::Refused(String::new()))
        }
    }
}

fn each_line(
    input: impl io::Read,
    mut each: impl FnMut(usize, Result<&str, Refusal>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = io::Read::take(&mut input, LONGEST_LINE).read_until(b'\n', &mut line);
        let read = read.map_err(|error| Stop::while_doing("standard input", error))?;
        if read == 0 {
            break;
        }
        if !line.ends_with(b"\n") && u64::try_from(read) == Ok(LONGEST_LINE) {
            skip_line(&mut input).map_err(|error| Stop::while_doing("standard input", error))?;
            each(
                number,
                Err(Refusal::new("input.too_long", format!("Line {number} is longer than 16 MB."))),
            )?;
            continue;
        }
        match std::str::from_utf8(&line) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => each(number, Ok(text))?,
            Err(_) => {
                each(number, Err(Refusal::new("input.not_text", format!("Line {number} is not UTF-8."))))?
            }
        }
    }
    Ok(())
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (length, end) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(length);
        if end {
            return Ok(());
        }
    }
}

/// A bare command, or an envelope.
fn asked(number: usize, line: Result<&str, Refusal>) -> Result<Envelope, Refusal> {
    let value: Value = serde_json::from_str(line?)
        .map_err(|error| Refusal::new("input.not_json", format!("Line {number} is not JSON: {error}.")))?;
    let unknown = |error: serde_json::Error| {
        Refusal::new("input.not_understood", format!("Line {number} is not understood: {error}."))
    };
    if value.get("command").is_some() && value.get("act").is_none() {
        let mut value = value;
        if let Some(object) = value.as_object_mut() {
            object.entry("actor").or_insert(serde_json::to_value(actor()).map_err(unknown)?);
        }
        is_act(number, value.get("command"))?;
        return serde_json::from_value(value).map_err(unknown);
    }
    is_act(number, Some(&value))?;
    serde_json::from_value::<Command>(value).map(envelope).map_err(unknown)
}

/// Refuses a name that no act has, without reciting all that there are.
fn is_act(number: usize, command: Option<&Value>) -> Result<(), Refusal> {
    match command.and_then(|command| command.get("act")).and_then(Value::as_str) {
        Some(act) if !Command::names().contains(&act) => {
            let sentence = format!("Line {number}: there is no act called `{act}`.");
            Err(Refusal::new("input.no_such_act", sentence)
                .allowed_by("`rostrumctl schema` names every act."))
        }
        _ => Ok(()),
    }
}

/// One line, out before the next act begins: whoever reads it may rely on it.
fn put(answer: &Answer) -> Result<(), Stop> {
    let line = serde_json::to_string(answer).map_err(Fault::from)?;
    let mut out = io::stdout().lock();
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    written.map_err(|error| Stop::while_doing("standard output", error))
}

/// Takes an act back, or does it again.
pub(crate) fn undo(file: &Path, seq: Option<i64>, redo: bool) -> Result<(), Stop> {
    let desk = open(file)?;
    let answer = desk.undo(UndoRequest { actor: actor(), seq, redo, idem: None });
    desk.close();
    let receipt = Stop::unless_done(answer)?;
    say(format!("{}: {}\n", receipt.seq, receipt.words))
}
