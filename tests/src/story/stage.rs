//! A conference brought to a state in which acts are tried, one after another, each as if it were the first.

use record::transact::{Answer, Role, UndoRequest};
use record::view::View;
use record::view::record::RecordView;
use rules::refusal::Refusal;

use super::{Last, MORNING, Teller, lines};
use crate::Outcome;
use crate::world::{World, actor};

/// What became of an act that was tried.
pub enum Tried {
    /// It was done; the words of the record.
    Done(String),
    /// A rule said no.
    Refused(Refusal),
    /// There is nothing that it could be done to.
    Absent,
}

/// A conference in a state.
pub struct Stage {
    text: String,
    teller: Teller,
}

impl Stage {
    /// Tells the lines that lead to the state.
    ///
    /// # Errors
    /// The line that cannot be told.
    pub fn set(text: &str) -> Outcome<Self> {
        let mut teller = Teller {
            world: World::new(MORNING, 1)?,
            last: Last::Nothing,
            refusal: None,
            envelope: None,
            count: 0,
        };
        for line in lines(text) {
            teller.line(&line).map_err(|why| format!("{}\n    {why}", line.text))?;
        }
        teller.settled()?;
        Ok(Self { text: text.to_owned(), teller })
    }

    /// Tries an act, and leaves the state as it was.
    ///
    /// # Errors
    /// A fault.
    pub fn attempt(&mut self, act: &str) -> Outcome<Tried> {
        let mut told = lines(act);
        let line = told.pop().ok_or("no act")?;
        let tried = match self.teller.line(&line) {
            Err(why) if why.starts_with("a fault") => return Err(why),
            Err(_) => Tried::Absent,
            Ok(()) => match std::mem::replace(&mut self.teller.last, Last::Nothing) {
                Last::Refused(refusal) => Tried::Refused(refusal),
                Last::Nothing | Last::Done => {
                    let record: RecordView = self.teller.world.view(&View::Record { before: None })?;
                    Tried::Done(record.entries.first().map_or_else(String::new, |entry| entry.words.clone()))
                }
            },
        };
        if matches!(tried, Tried::Done(_)) {
            self.back()?;
        }
        Ok(tried)
    }

    /// The act is taken back; one that conference has heard never is, and the state is told anew.
    fn back(&mut self) -> Outcome {
        let actor = actor(Role::Chair, "chair");
        let undo = UndoRequest { actor, seq: None, redo: false, idem: None };
        match self.teller.world.undo(undo)? {
            Answer::Receipt(_) => Ok(()),
            Answer::Refusal(_) => {
                *self = Self::set(&self.text)?;
                Ok(())
            }
            Answer::Fault(fault) => Err(format!("a fault: {}", fault.detail)),
        }
    }
}
