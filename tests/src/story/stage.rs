//! A conference brought to a state in which acts are tried, one after another, each as if it were the first.

use std::collections::BTreeSet;

use record::transact::{Actor, Answer, Envelope, UndoRequest};
use rules::refusal::Refusal;

use super::{Last, MORNING, Teller, lines};
use crate::Outcome;
use crate::world::World;

/// What became of an act that was tried.
pub enum Tried {
    /// It was done; the words of the record.
    Done(String),
    /// A rule said no.
    Refused(Refusal),
    /// There is nothing that it could be done to.
    Absent,
}

/// A state as it was kept: others go on from copies of it.
pub struct Kept {
    file: Vec<u8>,
    at: i64,
    /// Acts until then: none is taken for one that was sent before.
    count: u64,
}

/// A conference in a state.
pub struct Stage {
    teller: Teller,
}

fn teller(world: World, count: u64) -> Teller {
    Teller { world, last: Last::Nothing, refusal: None, envelope: None, count }
}

impl Stage {
    /// Tells the lines that lead to the state.
    ///
    /// # Errors
    /// The line that cannot be told.
    pub fn set(text: &str) -> Outcome<Self> {
        let mut stage = Self { teller: teller(World::new(MORNING, 1)?, 0) };
        stage.tell(text)?;
        Ok(stage)
    }

    /// A copy of a state that was kept.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn copy_of(kept: &Kept) -> Outcome<Self> {
        Ok(Self { teller: teller(World::copy_of(&kept.file, kept.at, 1)?, kept.count) })
    }

    /// Keeps the state as it is now.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn keep(&mut self) -> Outcome<Kept> {
        let (file, at) = self.teller.world.kept()?;
        Ok(Kept { file, at, count: self.teller.count })
    }

    /// Tells more lines.
    ///
    /// # Errors
    /// The line that cannot be told.
    pub fn tell(&mut self, text: &str) -> Outcome {
        for line in lines(text) {
            self.teller.line(&line).map_err(|why| format!("{}\n    {why}", line.text))?;
        }
        self.teller.settled()
    }

    /// The conference file and its desk.
    pub fn world(&mut self) -> &mut World {
        &mut self.teller.world
    }

    /// The conference file and its desk, for whatever goes on from here by other means than lines.
    #[must_use]
    pub fn into_world(self) -> World {
        self.teller.world
    }

    /// Tries each act by itself in the state that is kept; `names` takes in the names of those that there was something for.
    ///
    /// # Errors
    /// A fault, with the act.
    pub fn attempt(
        &mut self,
        kept: &Kept,
        acts: &[&str],
        names: &mut BTreeSet<&'static str>,
    ) -> Outcome<Vec<Tried>> {
        // What the screens show is read once for all of them: none has been done yet.
        let mut envelopes = Vec::new();
        for act in acts {
            let line = lines(act).pop().ok_or("no act")?;
            envelopes.push(match self.teller.envelopes(&line) {
                Ok(mut sent) => sent.pop(),
                Err(_) => None,
            });
        }
        let each = acts.iter().zip(envelopes).map(|(act, envelope)| {
            let Some(envelope) = envelope else { return Ok(Tried::Absent) };
            names.insert((&envelope.command).into());
            self.one(kept, envelope).map_err(|why| format!("{act}: {why}"))
        });
        each.collect()
    }

    fn one(&mut self, kept: &Kept, envelope: Envelope) -> Outcome<Tried> {
        let actor = envelope.actor.clone();
        match self.teller.world.dispatch(envelope)? {
            Answer::Receipt(receipt) => {
                self.back(kept, actor, receipt.seq)?;
                Ok(Tried::Done(receipt.words))
            }
            Answer::Refusal(refusal) => Ok(Tried::Refused(refusal)),
            Answer::Fault(fault) => Err(format!("a fault: {}", fault.detail)),
        }
    }

    /// The act is taken back; one that conference has heard never is, and the state is copied anew.
    fn back(&mut self, kept: &Kept, actor: Actor, seq: i64) -> Outcome {
        let undo = UndoRequest { actor, seq: Some(seq), redo: false, idem: None };
        match self.teller.world.undo(undo)? {
            Answer::Receipt(_) => Ok(()),
            Answer::Refusal(_) => {
                *self = Self::copy_of(kept)?;
                Ok(())
            }
            Answer::Fault(fault) => Err(format!("a fault: {}", fault.detail)),
        }
    }
}
