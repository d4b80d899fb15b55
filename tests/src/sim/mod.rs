//! Random conferences: acts drawn from a seed, done at a real desk, with everything that must hold checked after each.
//!
//! Invariant: the same draws make the same conference on every machine; a step once written down can be done again
//! whatever becomes of the drawing.

pub mod chained;
pub mod choices;
mod choices_of_batches;
mod choices_of_composites;
mod choices_of_plans;
pub mod clocks;
pub mod draw;
pub mod lawful;
pub mod ledger;
pub mod nonsense;
pub mod opening;
pub mod shrink;
pub mod standing_orders_committee;
pub mod step;

use std::collections::{BTreeMap, BTreeSet};

use record::command::Command;
use record::transact::{Answer, Envelope, Receipt, Role, UndoRequest};
use record::view::View;
use record::view::desk::DeskView;
use rules::refusal::Refusal;
use rusqlite::Connection;

use crate::chance::Chance;
use crate::story::states;
use crate::world::{World, actor, scans};
use crate::{Outcome, told, whole};
use choices::themes::Theme;
use ledger::{Entry, Ledger};
use step::{Manner, Opening, Step};

/// The day of the conference, nine in the morning in London.
const MORNING: i64 = 1_489_222_800_000;
/// Acts between two verifications of the whole record; of every act its own entry is verified.
const VERIFY: usize = 50;

/// Where a random conference comes from.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// Drawn.
    Drawn(Drawing<'a>),
    /// Written down before.
    Steps(&'a [Step]),
}

/// How one is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'a> {
    /// The state of the normative table that it begins in; without one the first draw says how it begins.
    pub from: Option<&'a str>,
    /// The first says what it looks for; then one a step.
    pub draws: &'a [u64],
    /// What is taken back.
    pub manner: Manner,
    /// Acts that it looks for before all others.
    pub sought: &'a BTreeSet<&'static str>,
}

/// What became of one.
#[derive(Debug, Default)]
pub struct Report {
    /// What was done, to be done again.
    pub steps: Vec<Step>,
    /// How often each act was done.
    pub done: BTreeMap<String, usize>,
    /// How often each refusal was given.
    pub refused: BTreeMap<String, usize>,
    /// Acts asked for, those tried and taken back among them.
    pub asked: usize,
    /// What should not have been; it begins with the name of the check and a colon.
    pub failure: Option<String>,
}

/// The numbers that a seed stands for; the first says how the conference begins, and what it looks for.
#[must_use]
pub fn draws(seed: u64, acts: usize) -> Vec<u64> {
    let mut chance = Chance::new(seed);
    std::iter::repeat_with(|| chance.any()).take(acts.saturating_add(1)).collect()
}

/// Plays it to the end, or to the first thing that should not be.
#[must_use]
pub fn play(source: Source<'_>) -> Report {
    let mut report = Report::default();
    let outcome = match source {
        Source::Drawn(drawing) => drawn(drawing, &mut report),
        Source::Steps(steps) => replayed(steps, &mut report),
    };
    report.failure = outcome.err().map(|why| match report.steps.last() {
        Some(Step::Act { envelope, .. }) => format!("{why}, after {}", envelope.command.name()),
        Some(other @ (Step::Begin(_) | Step::Undo { .. } | Step::Again | Step::Reopen)) => {
            format!("{why}, after {other:?}")
        }
        None => why,
    });
    report
}

fn drawn(Drawing { from, draws, manner, sought }: Drawing<'_>, report: &mut Report) -> Outcome {
    let Some((first, rest)) = draws.split_first() else { return Ok(()) };
    let opening = match (from, first % 8) {
        (Some(title), _) => Opening::State(title.to_owned()),
        (None, 0) => Opening::Empty,
        (None, 1) => Opening::Demonstration,
        (None, _) => Opening::Small,
    };
    let theme = Theme { number: first / 8, sought };
    let mut player = Player::begin(opening, report)?;
    for draw in rest {
        let step = draw::step(&player.world, *draw, manner, &player.report.done, theme);
        let step = named("the screens can be seen", step)?;
        player.step(step)?;
    }
    player.end()
}

fn replayed(steps: &[Step], report: &mut Report) -> Outcome {
    let opening = match steps.first() {
        Some(Step::Begin(opening)) => opening.clone(),
        Some(_) | None => return Err("no beginning".to_owned()),
    };
    let mut player = Player::begin(opening, report)?;
    for step in steps.iter().skip(1) {
        player.step(step.clone())?;
    }
    player.end()
}

fn named<T>(check: &str, outcome: Outcome<T>) -> Outcome<T> {
    outcome.map_err(|why| format!("{check}: {why}"))
}

struct Player<'a> {
    world: World,
    reader: Connection,
    scans: Vec<(String, String)>,
    ledger: Ledger,
    clocks: clocks::Clocks,
    last: Option<(Envelope, Option<i64>)>,
    report: &'a mut Report,
}

impl<'a> Player<'a> {
    fn begin(opening: Opening, report: &'a mut Report) -> Outcome<Self> {
        report.steps.push(Step::Begin(opening.clone()));
        let world = match &opening {
            Opening::State(title) => states::stage(title)?.into_world(),
            Opening::Empty | Opening::Demonstration | Opening::Small => World::new(MORNING, 7)?,
        };
        let reader = world.reader()?;
        let scans = scans(&reader)?;
        let ledger = Ledger::read(&reader, &scans)?;
        let clocks = clocks::Clocks::found(&ledger.rows, ledger.at);
        let mut player = Self { world, reader, scans, ledger, clocks, last: None, report };
        match opening {
            Opening::Empty | Opening::State(_) => {}
            Opening::Demonstration => {
                named("the demonstration can be made", told(record::demo::build(player.world.desk()?)))?;
                player.ledger = Ledger::read(&player.reader, &player.scans)?;
            }
            Opening::Small => {
                for command in opening::small("grassroots") {
                    player.plainly(command)?;
                }
            }
        }
        Ok(player)
    }

    fn step(&mut self, step: Step) -> Outcome {
        self.report.steps.push(step.clone());
        match step {
            Step::Begin(_) => {}
            Step::Act { pass, envelope, take_back, offers } => {
                self.world.pass(pass);
                let before = self.ledger.clone();
                let done = self.ask(&envelope)?;
                self.last = Some((*envelope.clone(), done.as_ref().map(|receipt| receipt.seq)));
                let desk = self.lawful()?;
                if let Some(receipt) = done.filter(|_| take_back) {
                    named("what is undone is as it was", self.there_and_back(&envelope, &receipt, &before))?;
                }
                if offers {
                    let desk = if take_back { self.world.view(&View::Desk)? } else { desk };
                    named("what is offered is accepted", self.offers(&desk))?;
                }
            }
            Step::Undo { pass, request } => {
                self.world.pass(pass);
                self.undo(&request)?;
                self.lawful()?;
            }
            Step::Again => self.again()?,
            Step::Reopen => {
                named("opened again it is the same", whole::reopens(&mut self.world))?;
                self.reader = self.world.reader()?;
            }
        }
        if self.report.steps.len().is_multiple_of(VERIFY) {
            named("the chain verifies", whole::verifies(&self.world))?;
            named("the journal is lawful", lawful::journal(&self.reader))?;
            self.every_screen()?;
        }
        Ok(())
    }

    fn end(mut self) -> Outcome {
        named("the chain verifies", whole::verifies(&self.world))?;
        named("the journal is lawful", lawful::journal(&self.reader))?;
        named("a file rebuilt from the journal is the same", whole::rebuilds(&self.world))?;
        named("opened again it is the same", whole::reopens(&mut self.world))?;
        self.every_screen()
    }

    /// Does one act and checks what it left; the receipt if it was done.
    fn ask(&mut self, envelope: &Envelope) -> Outcome<Option<Receipt>> {
        self.report.asked += 1;
        let answer = self.world.dispatch(envelope.clone())?;
        let name = envelope.command.name();
        if let Answer::Refusal(refusal) = &answer {
            self.overruled(envelope, refusal)?;
        }
        let receipt = self.left(answer)?;
        if let Some((receipt, entry)) = &receipt {
            if entry.act != name || entry.heard != envelope.command.is_heard() {
                return Err(format!(
                    "a receipt is for its entry: entry {} is {}, not {name}",
                    receipt.seq, entry.act
                ));
            }
            if envelope.actor.role == Role::Hall {
                return Err(format!("the hall is silent: it did {name}"));
            }
            *self.report.done.entry(name.to_owned()).or_default() += 1;
        }
        Ok(receipt.map(|(receipt, _)| receipt))
    }

    /// A reason given is taken where a refusal says so, and nowhere else.
    fn overruled(&self, envelope: &Envelope, refusal: &Refusal) -> Outcome {
        if refusal.overrulable {
            return match envelope.reason {
                Some(_) => Err(format!("a reason is taken: {} was refused with one", refusal.code)),
                None => Ok(()),
            };
        }
        let reason = Some("the chair allows it".to_owned());
        let again = self.world.dispatch(Envelope { idem: None, reason, ..envelope.clone() })?;
        if matches!(&again, Answer::Refusal(same) if same.code == refusal.code) {
            return Ok(());
        }
        Err(format!("what no reason lifts stays refused: {} and then {again:?}", refusal.code))
    }

    fn undo(&mut self, request: &UndoRequest) -> Outcome<Option<Receipt>> {
        self.report.asked += 1;
        let answer = self.world.undo(request.clone())?;
        let receipt = self.left(answer)?;
        Ok(receipt.map(|(receipt, entry)| {
            *self.report.done.entry(entry.act).or_default() += 1;
            receipt
        }))
    }

    /// What an answer left on the disk: an entry that says just what has changed, or nothing.
    fn left(&mut self, answer: Answer) -> Outcome<Option<(Receipt, Entry)>> {
        let now = named("the file can be read", Ledger::read(&self.reader, &self.scans))?;
        match answer {
            Answer::Fault(fault) => Err(format!("nothing faults: {}", fault.detail)),
            Answer::Refusal(refusal) => {
                *self.report.refused.entry(refusal.code.clone()).or_default() += 1;
                if refusal.sentence.trim().is_empty() {
                    return Err(format!("a refusal says why: {}", refusal.code));
                }
                named("what was refused left nothing", self.ledger.is_untouched(&now))?;
                Ok(None)
            }
            Answer::Receipt(receipt) => {
                let entry = named("a receipt is for its entry", Entry::read(&self.reader, receipt.seq))?;
                let made: Vec<_> = receipt.made.iter().map(|made| (made.table.clone(), made.id)).collect();
                if receipt.repeated
                    || entry.words != receipt.words
                    || entry.made != made
                    || receipt.words.is_empty()
                {
                    return Err(format!(
                        "a receipt is for its entry: {receipt:?}, but “{}”, {:?}",
                        entry.words, entry.made
                    ));
                }
                named("the journal says what changed", self.ledger.follows(&entry, &now))?;
                named("the chain verifies", chained::holds(&self.reader, receipt.seq))?;
                self.ledger = now;
                named("nobody's time is eaten", self.clocks.watch(&self.ledger.rows, self.ledger.at))?;
                Ok(Some((receipt, entry)))
            }
        }
    }

    fn lawful(&self) -> Outcome<DeskView> {
        named("the tables are lawful", lawful::tables(&self.reader))?;
        named("the text put is the text decided", lawful::texts(&self.world, &self.reader))?;
        named("what stands is what was carried in parts", lawful::parts(&self.world, &self.reader))?;
        if self.world.now()? < self.ledger.at {
            return Err("time never runs backwards: it is before the last entry".to_owned());
        }
        named("the screens are lawful", lawful::screens(&self.world))
    }

    fn every_screen(&self) -> Outcome {
        for view in whole::SCREENS {
            named("the screens can be seen", told(self.world.desk()?.show(&view)).map(|_| ()))?;
        }
        Ok(())
    }

    /// `undo(do(x)) = x`, and done again as it was done; what conference has heard is never taken back.
    fn there_and_back(&mut self, envelope: &Envelope, receipt: &Receipt, before: &Ledger) -> Outcome {
        let after = self.ledger.clone();
        let request =
            |redo| UndoRequest { actor: envelope.actor.clone(), seq: Some(receipt.seq), redo, idem: None };
        let undone = self.undo(&request(false))?;
        match (envelope.command.is_heard(), undone.is_some()) {
            (true, true) => return Err(format!("{} was taken back", envelope.command.name())),
            (false, false) => {
                return Err(format!("{} could not be taken back at once", envelope.command.name()));
            }
            (true, false) => return Ok(()),
            (false, true) => {}
        }
        let unlike = |was: &Ledger, is: &Ledger| clocks::unlike(&was.rows, after.at, &is.rows, is.at);
        unlike(before, &self.ledger)?;
        self.lawful()?;
        if self.undo(&request(true))?.is_none() {
            return Err(format!("{} could not be done again", envelope.command.name()));
        }
        unlike(&after, &self.ledger)
    }

    /// Sent again, an act is answered with its first receipt and not done again.
    fn again(&mut self) -> Outcome {
        let Some((envelope, seq)) = self.last.clone().filter(|(_, seq)| seq.is_some()) else { return Ok(()) };
        let answer = self.world.dispatch(envelope)?;
        let first =
            matches!(&answer, Answer::Receipt(receipt) if receipt.repeated && Some(receipt.seq) == seq);
        if !first {
            return Err(format!("what is sent again is done once: {answer:?}"));
        }
        let now = Ledger::read(&self.reader, &self.scans)?;
        named("what is sent again is done once", self.ledger.is_untouched(&now))
    }

    /// Tries every offer: an open one is accepted, and taken back; a refused one is refused.
    fn offers(&mut self, desk: &DeskView) -> Outcome {
        let mut offered: Vec<(String, Command, bool)> = desk
            .next
            .iter()
            .chain(&desk.others)
            .filter_map(|offer| Some((offer.label.clone(), offer.command.clone()?, offer.refused.is_none())))
            // What conference has heard is never taken back.
            .filter(|(_, command, _)| !command.is_heard())
            .collect();
        if let Some(question) = &desk.question {
            offered.extend(desk.methods.iter().map(|way| {
                let put = Command::PutQuestion { question: question.id, method: way.method, card_no: None };
                (way.label.clone(), put, way.refused.is_none())
            }));
        }
        // What conference hears is not taken back, so it is not tried here; it is drawn often enough.
        offered.retain(|(_, command, open)| !(*open && command.is_heard()));
        for (label, command, open) in offered {
            let before = self.ledger.clone();
            let envelope = by_the_chair(command);
            let refusals = self.report.refused.clone();
            let done = self.ask(&envelope)?;
            if done.is_some() != open {
                let code = self.report.refused.iter().find(|(code, n)| refusals.get(*code) != Some(n));
                return Err(format!(
                    "“{label}” {}: {:?} {code:?}",
                    if open { "is refused" } else { "is done" },
                    envelope.command
                ));
            }
            if let Some(receipt) = done {
                let at = self.ledger.at;
                self.lawful()?;
                let request = UndoRequest {
                    actor: envelope.actor.clone(),
                    seq: Some(receipt.seq),
                    redo: false,
                    idem: None,
                };
                self.undo(&request)?.ok_or_else(|| format!("“{label}” cannot be taken back"))?;
                clocks::unlike(&before.rows, at, &self.ledger.rows, self.ledger.at)
                    .map_err(|unlike| format!("“{label}” taken back: {unlike}"))?;
            }
        }
        Ok(())
    }

    fn plainly(&mut self, command: Command) -> Outcome {
        let name = command.name();
        self.ask(&by_the_chair(command))?
            .map(|_| ())
            .ok_or_else(|| format!("the opening: {name} was refused"))
    }
}

fn by_the_chair(command: Command) -> Envelope {
    Envelope { idem: None, actor: actor(Role::Chair, "chair"), at: None, command, reason: None }
}
