//! A count return at the desk: looked at, and taken in.
//!
//! Invariant: to look is to take in upon a copy of the file that is then thrown away, so that what is said beforehand is
//! what happens, and nothing is done before. Rows that were made at the station have other numbers here: each act names
//! those that its own act made here, or is refused with the one that it follows from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::command::Command;
use record::desk::Desk;
use record::halt::{Fault, Halt};
use record::ids::VoteId;
use record::stations::Seat;
use record::transact::{Made, Receipt, Sent, TakenBack};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use rules::refusal::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::signed::{changed, desks_key, read, signed_text};
use super::{PACK, RETURN, receipt, seat_of};

/// One act of a return.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The station's own mark for it.
    pub idem: String,
    /// What was done.
    pub command: Command,
    /// It was taken back again at the station: it is entered and taken back here too, so that the record says so.
    #[serde(default)]
    pub taken_back: bool,
    /// The rows that it made at the station.
    #[serde(default)]
    pub made: Vec<Made>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Return {
    /// SHA-256 of the pack, as it was given out.
    pub(super) pack: String,
    /// The desk's own signature upon that pack: it knows its packs again.
    pub(super) desk: String,
    pub(super) acts: Vec<Done>,
}

/// What becomes of one act of a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What was done, in a few words.
    pub words: String,
    /// `new`, `known` (it was brought before), `done`, or `refused`.
    pub fate: &'static str,
    /// Why it was refused.
    pub why: Option<String>,
}

/// A batch of a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoxBrought {
    /// The name on the box.
    pub name: String,
    /// Slips typed in it that were not taken back or put aside.
    pub slips: usize,
    /// Its entry was finished.
    pub finished: bool,
    /// Acts of it that are new here, or were done now.
    pub new: usize,
    /// Acts of it that are refused.
    pub refused: usize,
}

/// A return as it is looked at, or as it was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Looked {
    /// Whose it is.
    pub station: String,
    /// Who sat there.
    pub person: String,
    /// Its batches, in the order taken.
    pub boxes: Vec<BoxBrought>,
    /// Every act, in its order.
    pub lines: Vec<Line>,
}

impl Looked {
    /// How many acts have this fate.
    #[must_use]
    pub fn count(&self, fate: &str) -> usize {
        self.lines.iter().filter(|line| line.fate == fate).count()
    }
}

/// What a return would do; nothing is done.
///
/// # Errors
/// A refusal where it is none, was changed, is not of a pack of this desk, or its station was revoked.
pub fn look(desk: &Desk, folder: &Path, brought: &str) -> Result<Looked, Halt> {
    // Before a copy is made: a file that is none costs nothing.
    known(desk, folder, brought)?;
    let tried = desk.tried(folder, |copy| take_in(copy, folder, brought))?;
    let mut looked = tried?;
    for line in &mut looked.lines {
        if line.fate == "done" {
            line.fate = "new";
        }
    }
    Ok(looked)
}

/// Takes a return in: each act once, in its order.
///
/// # Errors
/// As [`look`]; an act that a rule refuses is a line, and the others are done all the same. A fault ends it: what was done
/// until then stands, and the return can be brought again.
pub fn take_in(desk: &Desk, folder: &Path, brought: &str) -> Result<Looked, Halt> {
    let (seat, acts) = known(desk, folder, brought)?;
    let mut coming = Coming { desk, seat: &seat, numbers: Numbers::default(), boxes: Vec::new(), now: None };
    let mut lines = Vec::new();
    for done in &acts {
        lines.push(coming.take(done)?);
    }
    Ok(Looked { boxes: coming.boxes, lines, station: seat.name, person: seat.person })
}

/// A return that is being taken in.
struct Coming<'a> {
    desk: &'a Desk,
    seat: &'a Seat,
    numbers: Numbers,
    boxes: Vec<BoxBrought>,
    /// In which of them the acts are now.
    now: Option<usize>,
}

impl Coming<'_> {
    fn take(&mut self, done: &Done) -> Result<Line, Halt> {
        let words = words(done);
        let (fate, why) = match self.does(done) {
            Ok(fate) => (fate, None),
            Err(Halt::Refusal(refusal)) => {
                self.numbers.lost(&done.made);
                ("refused", Some(refusal.to_string()))
            }
            Err(Halt::Fault(fault)) => return Err(fault.into()),
        };
        self.tell(done, fate)?;
        Ok(Line { words, fate, why })
    }

    fn does(&mut self, done: &Done) -> Result<&'static str, Halt> {
        let command = self.numbers.here(&done.command)?;
        let sent = Sent { idem: done.idem.clone(), command: command.clone() };
        let Receipt { seq, made, repeated, .. } = match receipt(self.desk.act_from(self.seat, sent)) {
            // The box has a name, and another laptop has brought it before: this is another entry of it.
            Err(Halt::Refusal(refusal)) if refusal.code == "batch.name_taken" => {
                let Command::OpenBatch { vote, name, .. } = &command else { return Err(refusal.into()) };
                let batch = self.named(*vote, name)?;
                self.numbers.found(&done.made, batch);
                return Ok("known");
            }
            other => other?,
        };
        self.numbers.made(&done.made, &made);
        let turned = self.turned(done, seq)?;
        Ok(if repeated && !turned { "known" } else { "done" })
    }

    /// Takes an act back here, or does it again, where the station has done so since; whether anything was to be done. So it
    /// is too where the power failed between the two.
    fn turned(&self, done: &Done, seq: i64) -> Result<bool, Halt> {
        let sql = "SELECT count(*) FROM entry WHERE undoes = ?1 OR undoes IN (SELECT seq FROM entry WHERE undoes = ?1)";
        let times: u32 = self.desk.read(|db| db.one(sql, [seq], |r| r.get(0)))?;
        // An act is taken back and done again by turns.
        if (times % 2 == 1) == done.taken_back {
            return Ok(false);
        }
        let idem = format!("{}-u{times}", done.idem);
        receipt(
            self.desk.take_back_from(self.seat, TakenBack { idem, seq: Some(seq), redo: !done.taken_back }),
        )?;
        Ok(true)
    }

    fn named(&self, vote: VoteId, name: &str) -> Result<i64, Halt> {
        let sql = "SELECT id FROM batch WHERE vote_id = ?1 AND name = ?2 AND state <> 'discarded'";
        self.desk.read(|db| db.one(sql, (vote, name.trim()), |r| r.get(0)))
    }

    /// What the act says of its box.
    fn tell(&mut self, done: &Done, fate: &str) -> Result<(), Halt> {
        if let Command::ClaimBatch { .. } = &done.command
            && !done.taken_back
        {
            self.now = Some(self.boxes.len());
            let name = match self.numbers.here(&done.command) {
                Ok(Command::ClaimBatch { batch, .. }) => {
                    let sql = "SELECT name FROM batch WHERE id = ?1";
                    self.desk.read(|db| db.row(sql, [batch], |r| r.get(0)))?.unwrap_or_default()
                }
                Ok(_) | Err(_) => String::new(),
            };
            self.boxes.push(BoxBrought { name, slips: 0, finished: false, new: 0, refused: 0 });
        }
        let Some(now) = self.now.and_then(|now| self.boxes.get_mut(now)) else { return Ok(()) };
        match fate {
            "done" => now.new += 1,
            "refused" => now.refused += 1,
            _ => {}
        }
        if done.taken_back {
            return Ok(());
        }
        let command = &done.command;
        if is_slip(command) {
            now.slips += 1;
        } else if matches!(command, Command::SetSlipAside { .. }) {
            now.slips = now.slips.saturating_sub(1);
        } else if matches!(command, Command::FinishEntry { .. }) {
            now.finished = true;
            self.now = None;
        } else if matches!(command, Command::GiveUpEntry { .. }) {
            now.slips = 0;
            self.now = None;
        }
        Ok(())
    }
}

/// What the rows that were made at the station are called here.
#[derive(Default)]
struct Numbers {
    here: BTreeMap<(String, i64), i64>,
    lost: BTreeSet<(String, i64)>,
}

/// Fields of an act that name a row, and the table of it.
const NAMES: [(&str, &str); 3] = [("batch", "batch"), ("entry", "batch_entry"), ("slip", "slip")];

impl Numbers {
    /// The same act makes the same rows in the same order.
    fn made(&mut self, there: &[Made], here: &[Made]) {
        for table in NAMES.map(|(_, table)| table) {
            let of = |made: &[Made]| {
                made.iter().filter(|row| row.table == table).map(|row| row.id).collect::<Vec<_>>()
            };
            for (there, here) in of(there).into_iter().zip(of(here)) {
                self.here.insert((table.to_owned(), there), here);
            }
        }
    }

    fn found(&mut self, there: &[Made], batch: i64) {
        for row in there.iter().filter(|row| row.table == "batch") {
            self.here.insert((row.table.clone(), row.id), batch);
        }
    }

    fn lost(&mut self, there: &[Made]) {
        self.lost.extend(there.iter().map(|row| (row.table.clone(), row.id)));
    }

    /// The act with the numbers that its rows have here.
    fn here(&self, command: &Command) -> Result<Command, Halt> {
        let mut written = serde_json::to_value(command)?;
        for (field, table) in NAMES {
            let Some(there) = written.get(field).and_then(Value::as_i64) else { continue };
            let row = (table.to_owned(), there);
            if self.lost.contains(&row) {
                return Err(Refusal::new("return.follows", "It follows from an act that was refused.").into());
            }
            if let (Some(here), Some(place)) = (self.here.get(&row), written.get_mut(field)) {
                *place = Value::from(*here);
            }
        }
        Ok(serde_json::from_value(written)?)
    }
}

fn is_slip(command: &Command) -> bool {
    matches!(command, Command::EnterInBatch { .. } | Command::EnterSplit { .. } | Command::SayNotHere { .. })
}

fn words(done: &Done) -> String {
    let act = if let Command::EnterSlip { card, .. }
    | Command::EnterInBatch { card, .. }
    | Command::EnterSplit { card, .. }
    | Command::SayNotHere { card, .. } = &done.command
    {
        format!("card {card}")
    } else if let Command::OpenBatch { name, .. } = &done.command {
        format!("a box by the name of {name}")
    } else {
        match done.command.name() {
            "claim_batch" => "the box is taken".to_owned(),
            "finish_entry" => "the box is finished".to_owned(),
            "give_up_entry" => "the entry is given up".to_owned(),
            "set_slip_aside" => "a slip is put aside".to_owned(),
            other => other.replace('_', " "),
        }
    };
    if done.taken_back { format!("{act}, taken back") } else { act }
}

/// Whose return it is and what is in it, once everything about it is known to be good.
fn known(desk: &Desk, folder: &Path, brought: &str) -> Result<(Seat, Vec<Done>), Halt> {
    let (signed, brought) = read::<Return>(RETURN, "count return", brought)?;
    let seat = seat_of(desk, &signed.by)?;
    let desks = desks_key(folder).map_err(|error| Fault::of("the desk's signing key", error))?;
    if !is_own(&desks, &brought)? {
        return Err(Refusal::new(
            "return.pack",
            "This return was made with a pack that this desk did not make.",
        )
        .allowed_by("Make it again from the pack as it was given out.")
        .into());
    }
    Ok((seat, brought.acts))
}

/// The desk signs the digest too, so that it knows a pack again without keeping it.
fn is_own(desks: &Ed25519KeyPair, brought: &Return) -> Result<bool, Refusal> {
    let signature = STANDARD.decode(&brought.desk).map_err(|_| changed("count return"))?;
    let public = UnparsedPublicKey::new(&ED25519, desks.public_key().as_ref());
    Ok(public.verify(&signed_text(PACK, &brought.pack), &signature).is_ok())
}
