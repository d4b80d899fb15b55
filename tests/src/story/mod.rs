//! Stories: text that a chair could read, told to a real desk line by line.
//!
//! A line is an act, a time, or what is then expected; lines indented under it belong to it. `teller 1:` before a line
//! says who acts (the chair, if nobody), `card vote 7:` which vote is meant, and `(allowed: REASON)` after it that the
//! chair allows what was refused. An act that is refused fails the story unless the next line expects just that. At the
//! end of every story its record verifies, a file rebuilt from it is the same, and so is the file opened again.

pub mod batches;
pub mod cards;
pub mod clocks;
pub mod compositing;
pub mod counting;
pub mod counts;
pub mod divided;
pub mod emergencies;
pub mod expect;
pub mod facts;
pub mod floor;
pub mod options;
pub mod orders;
pub mod papers;
pub mod phrase;
pub mod planning;
pub mod priorities;
pub mod register;
pub mod reports;
pub mod scanning;
pub mod set_up;
pub mod sitting;
pub mod stage;
pub mod states;
pub mod stations;

use std::collections::BTreeSet;
use std::path::Path;

use record::command::Command;
use record::transact::{Answer, Envelope, Role, UndoRequest};
use record::view::View;
use record::view::record::RecordView;
use record::when;
use rules::refusal::Refusal;

use crate::world::{World, actor};
use crate::{Outcome, told, whole};
use facts::Facts;
use phrase::{fit, span};

/// Nine in the morning of 11 March 2017, in London.
const MORNING: i64 = 1_489_222_800_000;

/// One line of a story and those indented under it.
struct Line {
    number: usize,
    text: String,
    under: Vec<String>,
}

/// What became of the last act, until somebody expects something of it.
enum Last {
    Nothing,
    Done,
    Refused(Refusal),
}

/// A story being told.
pub struct Teller {
    world: World,
    last: Last,
    /// The last refusal, for what is expected of its words.
    refusal: Option<Refusal>,
    envelope: Option<Envelope>,
    count: u64,
}

/// Tells a story; the names of the acts that were done in it.
///
/// # Errors
/// The file, the line, what was expected there and what was.
pub fn tell(path: &Path) -> Outcome<BTreeSet<String>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = told(std::fs::read_to_string(path)).map_err(|why| format!("{name}: {why}"))?;
    let mut teller = Teller::new()?;
    teller.goes_on(&name, &text)?;
    teller.end().map_err(|why| format!("{name}: at the end: {why}"))
}

/// The world at the end of a story that goes on elsewhere.
///
/// # Errors
/// As [`tell`].
pub fn world_of(name: &str, text: &str) -> Outcome<World> {
    let mut teller = Teller::new()?;
    teller.goes_on(name, text)?;
    Ok(teller.world)
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (number, text) in (1..).zip(text.lines()) {
        let plain = text.trim();
        if plain.is_empty() || plain.starts_with('#') {
            continue;
        }
        match lines.last_mut() {
            Some(above) if text.starts_with(' ') => above.under.push(plain.to_owned()),
            Some(_) | None => lines.push(Line { number, text: plain.to_owned(), under: Vec::new() }),
        }
    }
    lines
}

/// Who acts, and what is left of the line.
fn by(line: &str) -> (Role, &str, &str) {
    if let Some((who, rest)) = line.split_once(": ") {
        let role = match who.split_whitespace().next() {
            _ if who.split_whitespace().count() > 3 => None,
            Some("chair") => Some(Role::Chair),
            Some("committee") => Some(Role::Committee),
            Some("teller") => Some(Role::Teller),
            Some("desk") => Some(Role::Desk),
            Some("hall") => Some(Role::Hall),
            Some("script") => Some(Role::Script),
            Some(_) | None => None,
        };
        if let Some(role) = role {
            return (role, who, rest);
        }
    }
    (Role::Chair, "chair", line)
}

/// The vote that is meant, and what is left of the line.
fn vote(line: &str) -> (Option<String>, &str) {
    match line.strip_prefix("card vote ").and_then(|rest| rest.split_once(": ")) {
        Some((number, rest)) => (Some(format!("Card vote {number}")), rest),
        None => (None, line),
    }
}

impl Teller {
    fn new() -> Outcome<Self> {
        let world = World::new(MORNING, 1)?;
        Ok(Self { world, last: Last::Nothing, refusal: None, envelope: None, count: 0 })
    }

    fn goes_on(&mut self, name: &str, text: &str) -> Outcome {
        for line in lines(text) {
            self.line(&line).map_err(|why| format!("{name}:{}: {}\n    {why}", line.number, line.text))?;
        }
        Ok(())
    }

    fn line(&mut self, line: &Line) -> Outcome {
        let (role, station, rest) = by(&line.text);
        let (vote, rest) = vote(rest);
        if let Some(wanted) = rest.strip_prefix("expect ") {
            return self.expect(vote, station, wanted, &line.under);
        }
        self.settled()?;
        if self.time(rest)? || self.other(rest, role, station)? {
            return Ok(());
        }
        for envelope in self.envelopes(line)? {
            self.settled()?;
            self.send(envelope)?;
        }
        Ok(())
    }

    /// The acts of a line, as they would be sent now.
    fn envelopes(&mut self, line: &Line) -> Outcome<Vec<Envelope>> {
        let (role, station, rest) = by(&line.text);
        let (vote, rest) = vote(rest);
        let (rest, reason) = match rest.strip_suffix(')').and_then(|rest| rest.split_once(" (allowed: ")) {
            Some((rest, reason)) => (rest, Some(reason.to_owned())),
            None => (rest, None),
        };
        let facts = Facts { world: &self.world, vote, station };
        let commands = commands(rest, &line.under, &facts)?;
        let envelope = |command| {
            self.count += 1;
            let idem = Some(format!("line {} act {}", line.number, self.count));
            Envelope { idem, actor: actor(role, station), at: None, command, reason: reason.clone() }
        };
        Ok(commands.into_iter().map(envelope).collect())
    }

    fn send(&mut self, envelope: Envelope) -> Outcome {
        self.envelope = Some(envelope.clone());
        let answer = self.world.dispatch(envelope)?;
        self.answered(answer)
    }

    fn answered(&mut self, answer: Answer) -> Outcome {
        self.last = match answer {
            Answer::Receipt(_) => Last::Done,
            Answer::Refusal(refusal) => Last::Refused(refusal),
            Answer::Fault(fault) => return Err(format!("a fault: {}", fault.detail)),
        };
        Ok(())
    }

    /// Nothing that was refused may be passed over in silence.
    fn settled(&mut self) -> Outcome {
        match std::mem::replace(&mut self.last, Last::Nothing) {
            Last::Refused(refusal) => {
                Err(format!("the line before was refused: {}: {refusal}", refusal.code))
            }
            Last::Nothing | Last::Done => Ok(()),
        }
    }

    fn expect(&mut self, vote: Option<String>, station: &str, wanted: &str, under: &[String]) -> Outcome {
        if let Some([code]) = fit("refused {}", wanted) {
            return match std::mem::replace(&mut self.last, Last::Nothing) {
                Last::Refused(refusal) if refusal.code == code => {
                    self.refusal = Some(refusal);
                    Ok(())
                }
                Last::Refused(refusal) => {
                    Err(format!("expected to be refused with {code}\n    was {}: {refusal}", refusal.code))
                }
                Last::Nothing | Last::Done => {
                    Err(format!("expected to be refused with {code}\n    was done"))
                }
            };
        }
        self.settled()?;
        if let Some([sentence]) = fit("the refusal says {}", wanted) {
            let refusal = self.refusal.as_ref().ok_or("nothing was refused")?;
            return expect::has(sentence, &refusal.to_string());
        }
        // What the screens show beside the sentence, by itself.
        if let Some([sentence]) = fit("the way out is {}", wanted) {
            let refusal = self.refusal.as_ref().ok_or("nothing was refused")?;
            return expect::is(sentence, refusal.allow.as_deref().unwrap_or("none"));
        }
        let facts = Facts { world: &self.world, vote, station };
        expect::expect(wanted, under, &facts)
    }

    /// Lines about the clock; whether this was one.
    fn time(&mut self, line: &str) -> Outcome<bool> {
        if let Some([time]) = fit("at {}", line) {
            let (time, day) = time.split_once(" on ").map_or((time, None), |(t, d)| (t, Some(d)));
            let to = self.moment(time, day)?;
            self.world.pass(to - self.world.now()?);
            return Ok(true);
        }
        let passes = fit("{} pass", line).or_else(|| fit("{} passes", line));
        if let Some([time]) = passes {
            self.world.pass(span(time).ok_or_else(|| format!("{time} is not a time"))?);
            return Ok(true);
        }
        if let Some([time]) = fit("the laptop's clock is set back {}", line) {
            self.world.pass(-span(time).ok_or_else(|| format!("{time} is not a time"))?);
            return Ok(true);
        }
        Ok(false)
    }

    /// `11:41` or `11:41:07`, today or on `2017-03-12`.
    fn moment(&self, time: &str, day: Option<&str>) -> Outcome<i64> {
        let zone = told(when::zone("Europe/London"))?;
        let now = when::local_day(zone, self.world.now()?).ok_or("no day")?;
        let day = day.map_or(Ok(now), |day| told(when::day(day)))?;
        let (minutes, seconds) = time.split_at_checked(5).unwrap_or((time, ""));
        let seconds: i64 = match seconds.strip_prefix(':') {
            Some(seconds) => told(seconds.parse())?,
            None => 0,
        };
        Ok(told(when::instant(zone, day, told(when::time_of_day(minutes))?))? + seconds * 1000)
    }

    /// Lines that are not acts of their own; whether this was one.
    fn other(&mut self, line: &str, role: Role, station: &str) -> Outcome<bool> {
        let redo = line == "redo";
        let entry = fit("take back {}", line).map(|[words]| self.entry(words)).transpose()?;
        if redo || entry.is_some() || line == "undo" {
            let request = UndoRequest { actor: actor(role, station), seq: entry, redo, idem: None };
            let answer = self.world.undo(request)?;
            self.answered(answer)?;
            return Ok(true);
        }
        match line {
            "the demonstration" => told(record::demo::build(self.world.desk()?))?,
            "the file is closed and opened again" => self.world.reopen()?,
            "the same is sent again" => {
                let envelope = self.envelope.clone().ok_or("nothing was sent")?;
                match self.world.dispatch(envelope)? {
                    Answer::Receipt(receipt) if receipt.repeated => {}
                    other @ (Answer::Receipt(_) | Answer::Refusal(_) | Answer::Fault(_)) => {
                        return Err(format!("expected the first receipt again\n    was {other:?}"));
                    }
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The newest entry with these words.
    fn entry(&self, words: &str) -> Outcome<i64> {
        let record: RecordView = self.world.view(&View::Record { before: None })?;
        let found = record.entries.iter().find(|entry| entry.words == words && entry.undoes.is_none());
        found.map(|entry| entry.seq).ok_or_else(|| format!("the record has no “{words}”"))
    }

    fn end(mut self) -> Outcome<BTreeSet<String>> {
        self.settled()?;
        whole::verifies(&self.world)?;
        whole::rebuilds(&self.world)?;
        whole::reopens(&mut self.world)?;
        let conn = self.world.reader()?;
        let mut acts = told(conn.prepare("SELECT DISTINCT act FROM entry"))?;
        let acts = told(acts.query_map([], |row| row.get::<_, String>(0)))?;
        acts.map(told).collect()
    }
}

fn commands(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Vec<Command>> {
    if let Some(command) = options::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = counts::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(commands) = batches::commands(line, facts)? {
        return Ok(commands);
    }
    if let Some(commands) = counting::commands(line, under, facts)? {
        return Ok(commands);
    }
    if let Some(command) = compositing::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = cards::command(line)? {
        return Ok(vec![command]);
    }
    if let Some(command) = scanning::command(line, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = set_up::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = planning::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = register::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = emergencies::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = reports::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = priorities::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = orders::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = floor::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = stations::command(line, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = papers::command(line, under, facts)? {
        return Ok(vec![command]);
    }
    if let Some(command) = sitting::command(line, facts)? {
        return Ok(vec![command]);
    }
    Err("no such act is known".to_owned())
}
