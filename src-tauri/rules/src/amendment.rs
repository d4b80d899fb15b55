//! What an amendment does to a text, and how the change is shown (§6.2, §4 rows 9 and 13).
//!
//! Invariant: an amendment counts paragraphs of the text as it stood when it was handed in, and each of its edits
//! holds to that paragraph, however the numbers move. What is shown is the change itself: leave out the insertions
//! and it is the text before, leave out the deletions and it is the text after, to the letter. Where a paragraph has changed
//! since, what is left of an edit is worked out by [`crate::leftover`], or was settled by a person, or there is none.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::difference::word_diff;
use crate::leftover::with_both;
use crate::parts::{Span, without};
use crate::refusal::Refusal;

/// What an edit does to a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Puts another text in its place.
    Replace,
    /// Puts a new paragraph after it.
    InsertAfter,
    /// Takes it out.
    Delete,
}

/// One edit of an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Edit {
    /// Paragraph of the text as it stood when the amendment was handed in, from 1; 0 inserts at the top.
    pub paragraph: u32,
    /// What is done there.
    pub operation: Operation,
    /// The new text; not used by [`Operation::Delete`].
    pub text: String,
}

/// What a paragraph is called for good: numbers move, this does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A paragraph of the text as handed in.
    Handed(i64),
    /// A paragraph that this edit brought in, anew or in another's place.
    Edit(i64),
}

/// A paragraph of a text as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is called.
    pub origin: Origin,
    /// What it says.
    pub text: String,
}

/// An edit and the paragraph that it holds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its own name; 0 until it is recorded.
    pub id: i64,
    /// The paragraph; `None` is the top.
    pub onto: Option<Origin>,
    /// As it was written.
    pub edit: Edit,
}

/// An amendment among the others to its text.
#[derive(Debug, Clone)]
pub struct Amendment {
    /// `amendment 4.1`
    pub name: String,
    /// The last decision of the conference when it was handed in; 0 for none.
    pub upon: i64,
    /// The decision that carried it; [`UNDECIDED`] where it is only put.
    pub decided: i64,
    /// What it changes.
    pub edits: Vec<Placed>,
    /// What a person has settled that is left of it, since it no longer fitted the text; the newest first.
    pub settled: Vec<Settled>,
}

/// What a person has settled that is left of an amendment.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The last decision of the conference when it was settled; 0 for none.
    pub upon: i64,
    /// What it changes.
    pub edits: Vec<Placed>,
}

/// Later than every decision.
pub const UNDECIDED: i64 = i64::MAX;

/// Whether a passage stays, comes in or goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// In both texts.
    Same,
    /// In the new text only.
    Inserted,
    /// In the old text only.
    Deleted,
    /// In both, and voted on by itself.
    Part,
}

/// A run of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Passage {
    /// What becomes of it.
    pub kind: PassageKind,
    /// The text with its own spaces; never empty.
    pub text: String,
}

/// One paragraph, old or new, with the change marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MarkedParagraph {
    /// Its number in the text that the amendment was written upon, from 1; `None` where it has come in since.
    pub number: Option<u32>,
    /// Its text in passages.
    pub passages: Vec<Passage>,
    /// Whether an edit touches it.
    pub touched: bool,
}

/// A text and every amendment carried to it: paragraphs that are gone keep their place.
#[derive(Debug, Clone, Default)]
pub struct Text {
    slots: Vec<Slot>,
}

/// A place in the text, and what has stood there.
#[derive(Debug, Clone)]
struct Slot {
    first: Version,
    later: Vec<Version>,
}

#[derive(Debug, Clone)]
struct Version {
    origin: Origin,
    /// The decision that brought it; 0 as handed in.
    decided: i64,
    /// The amendment that brought it.
    by: String,
    /// `None` where it was deleted.
    text: Option<String>,
}

impl Slot {
    fn now(&self) -> &Version {
        self.later.last().unwrap_or(&self.first)
    }

    fn before(&self, decided: i64) -> Option<&Version> {
        self.later.iter().rev().chain([&self.first]).find(|version| version.decided != decided)
    }

    fn has(&self, origin: Origin) -> bool {
        self.first.origin == origin || self.later.iter().any(|version| version.origin == origin)
    }

    /// What it said under this name when that decision had been taken: words may have been struck from it since.
    fn said(&self, origin: Origin, upon: i64) -> Option<&str> {
        let mut named =
            std::iter::once(&self.first).chain(&self.later).filter(|version| version.origin == origin);
        let first = named.next()?;
        named.take_while(|version| version.decided <= upon).last().unwrap_or(first).text.as_deref()
    }

    /// What stands here with what is left of an edit written upon it as it was; none where a person must say.
    fn with(&self, placed: &Placed, upon: i64) -> Option<String> {
        if placed.edit.operation != Operation::Replace {
            return None;
        }
        with_both(self.said(placed.onto?, upon)?, self.now().text.as_deref()?, &placed.edit.text)
    }
}

impl Text {
    /// The text as it stands, with `carried` in the order of their decisions.
    ///
    /// # Errors
    /// As [`Text::amend`].
    pub fn stand(paragraphs: &[Paragraph], carried: &[Amendment]) -> Result<Self, Refusal> {
        let handed_in = |paragraph: &Paragraph| {
            let text = Some(paragraph.text.clone());
            let first = Version { origin: paragraph.origin, decided: 0, by: String::new(), text };
            Slot { first, later: Vec::new() }
        };
        let mut text = Self { slots: paragraphs.iter().map(handed_in).collect() };
        for amendment in carried {
            text.amend(amendment)?;
        }
        Ok(text)
    }

    /// What it says, paragraph by paragraph.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let says = |slot: &Slot| {
            let now = slot.now();
            now.text.clone().map(|text| Paragraph { origin: now.origin, text })
        };
        self.slots.iter().filter_map(says).collect()
    }

    /// Carries an amendment out, in the form that fits: what a person has settled of it last, or as it was written. What two
    /// amendments insert in one place stands in the order of their decisions; what one of them found there when it was
    /// written stays behind it.
    ///
    /// # Errors
    /// `amendment.collides` where what it would replace or delete was changed after it was written, so that nobody but a
    /// person can say what is left of it; or twice by the amendment itself.
    pub fn amend(&mut self, amendment: &Amendment) -> Result<(), Refusal> {
        let (_, fitting) = self.fitting(amendment)?;
        *self = fitting;
        Ok(())
    }

    /// The last decision before the form of an amendment that fits was written, and this text with it.
    fn fitting(&self, amendment: &Amendment) -> Result<(i64, Self), Refusal> {
        let settled = amendment.settled.iter().map(|settled| (settled.upon, &settled.edits));
        let mut refused = None;
        for (upon, edits) in settled.chain([(amendment.upon, &amendment.edits)]) {
            let mut text = self.clone();
            match text.carry_out(amendment, upon, edits) {
                Ok(()) => return Ok((upon, text)),
                Err(why) => refused = Some(why),
            }
        }
        Err(refused.unwrap_or_else(|| gone(0)))
    }

    fn carry_out(&mut self, amendment: &Amendment, upon: i64, edits: &[Placed]) -> Result<(), Refusal> {
        for placed in edits {
            let at = match placed.onto {
                None => None,
                Some(origin) => match self.slots.iter().position(|slot| slot.has(origin)) {
                    Some(at) => Some(at),
                    None => return Err(gone(placed.edit.paragraph)),
                },
            };
            let text = (placed.edit.operation != Operation::Delete).then(|| placed.edit.text.clone());
            let origin = Origin::Edit(placed.id);
            let version = Version { origin, decided: amendment.decided, by: amendment.name.clone(), text };
            match (placed.edit.operation, at.and_then(|at| self.slots.get_mut(at))) {
                (Operation::InsertAfter, _) => self.insert(at, upon, version),
                (Operation::Replace | Operation::Delete, Some(slot)) => {
                    let now = slot.now();
                    if Some(now.origin) == placed.onto && now.text.is_none() {
                        return Err(gone(placed.edit.paragraph));
                    }
                    if now.decided == amendment.decided {
                        return Err(collides(placed.edit.paragraph, now, amendment));
                    }
                    if Some(now.origin) == placed.onto {
                        slot.later.push(version);
                        continue;
                    }
                    let Some(left) = slot.with(placed, upon) else {
                        return Err(collides(placed.edit.paragraph, now, amendment));
                    };
                    slot.later.push(Version { text: Some(left), ..version });
                }
                (Operation::Replace | Operation::Delete, None) => return Err(gone(placed.edit.paragraph)),
            }
        }
        Ok(())
    }

    /// What falls, falls with whatever was made of it.
    pub fn strike(&mut self, paragraphs: &[Origin], decided: i64) {
        for slot in self.slots.iter_mut().filter(|slot| paragraphs.contains(&slot.first.origin)) {
            let origin = slot.now().origin;
            slot.later.push(Version { origin, decided, by: String::new(), text: None });
        }
    }

    /// Takes passages out of a paragraph: all that have fallen so far, counted in its words before any of them fell.
    ///
    /// # Errors
    /// `parts.changed` where the paragraph no longer reads as it did when the passages were chosen.
    pub fn strike_words(&mut self, paragraph: Origin, gone: &[Span], decided: i64) -> Result<(), Refusal> {
        let slot = self.slots.iter_mut().find(|slot| slot.now().origin == paragraph).ok_or_else(changed)?;
        let mut versions = std::iter::once(&slot.first).chain(&slot.later);
        let before = versions.find(|version| version.origin == paragraph).and_then(|v| v.text.clone());
        let text = without(&before.ok_or_else(changed)?, gone);
        slot.later.push(Version { origin: paragraph, decided, by: String::new(), text });
        Ok(())
    }

    /// Every place in the text, by what stood there first, with what stands there now; none where that is gone.
    #[must_use]
    pub fn places(&self) -> Vec<(Origin, Option<Paragraph>)> {
        let place = |slot: &Slot| {
            let now = slot.now();
            let text = now.text.clone().map(|text| Paragraph { origin: now.origin, text });
            (slot.first.origin, text)
        };
        self.slots.iter().map(place).collect()
    }

    /// Where a paragraph of that name stands or stood, from 1; what it said under that name, and what stands there now.
    #[must_use]
    pub fn place_of(&self, origin: Origin) -> Option<(usize, Option<&str>, Option<&str>)> {
        let (at, slot) = (1..).zip(&self.slots).find(|(_, slot)| slot.has(origin))?;
        let said =
            std::iter::once(&slot.first).chain(&slot.later).find(|version| version.origin == origin)?;
        Some((at, said.text.as_deref(), slot.now().text.as_deref()))
    }

    /// What each paragraph that still stands was called first and is called now, in the order of [`Text::paragraphs`].
    #[must_use]
    pub fn origins(&self) -> Vec<(Origin, Origin)> {
        let stands = self.slots.iter().filter(|slot| slot.now().text.is_some());
        stands.map(|slot| (slot.first.origin, slot.now().origin)).collect()
    }

    fn insert(&mut self, after: Option<usize>, upon: i64, version: Version) {
        let place = after.map_or(0, |at| at + 1);
        let since = self.slots.iter().skip(place).take_while(|slot| slot.first.decided > upon).count();
        self.slots.insert(place + since, Slot { first: version, later: Vec::new() });
    }

    /// This text and what `amendment` makes of it in one, paragraph by paragraph, with the change marked.
    /// The numbers are those of `base`, the text that it was written upon.
    ///
    /// # Errors
    /// As [`Text::amend`].
    pub fn marked(&self, amendment: &Amendment, base: &[Paragraph]) -> Result<Vec<MarkedParagraph>, Refusal> {
        let mut after = self.clone();
        after.amend(amendment)?;
        let number = |slot: &Slot| (1..).zip(base).find(|(_, old)| slot.has(old.origin)).map(|(n, _)| n);
        let mut out = Vec::new();
        for slot in &after.slots {
            let now = slot.now();
            let old = slot.before(amendment.decided).and_then(|version| version.text.as_deref());
            let touched = now.decided == amendment.decided;
            let passages = match (old, now.text.as_deref()) {
                (Some(old), None) if touched => passage(PassageKind::Deleted, old),
                (Some(old), Some(new)) if touched => word_diff(old, new),
                (None, Some(new)) => passage(PassageKind::Inserted, new),
                (Some(_), Some(same)) => passage(PassageKind::Same, same),
                (Some(_) | None, None) => continue,
            };
            out.push(MarkedParagraph { number: number(slot), passages, touched });
        }
        Ok(out)
    }
}

/// The edits of an amendment that is handed in, each with the paragraph of the text as it stands that it names.
///
/// # Errors
/// `amendment.no_such_paragraph` or `amendment.no_text`.
pub fn placed(base: &[Paragraph], edits: &[Edit]) -> Result<Vec<Placed>, Refusal> {
    let place = |edit: &Edit| {
        if edit.operation != Operation::Delete {
            worded(edit)?;
        }
        let onto = match (edit.paragraph, edit.operation) {
            (0, Operation::InsertAfter) => None,
            (number, _) => {
                let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
                let found = at.and_then(|at| base.get(at));
                Some(found.ok_or_else(|| no_such_paragraph(number, base.len()))?.origin)
            }
        };
        Ok(Placed { id: 0, onto, edit: edit.clone() })
    };
    edits.iter().map(place).collect()
}

/// What was done to a text that was edited as a whole: paragraph by paragraph, each numbered in the text before. A paragraph
/// put in another's place replaces it; what is over comes in after it, or goes out.
#[must_use]
pub fn edits_between(before: &[String], after: &[String]) -> Vec<Edit> {
    let edit = |at: usize, operation, text: &str| Edit {
        paragraph: u32::try_from(at).unwrap_or(u32::MAX),
        operation,
        text: text.to_owned(),
    };
    let mut edits = Vec::new();
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, before, after) {
        if op.tag() == similar::DiffTag::Equal {
            continue;
        }
        let (old, new) = (op.old_range(), after.get(op.new_range()).unwrap_or_default());
        let paired = old.clone().zip(new);
        edits.extend(paired.map(|(at, text)| edit(at + 1, Operation::Replace, text)));
        edits.extend(old.clone().skip(new.len()).map(|at| edit(at + 1, Operation::Delete, "")));
        let more = new.iter().skip(old.len());
        edits.extend(more.map(|text| edit(old.end, Operation::InsertAfter, text)));
    }
    edits
}

fn worded(edit: &Edit) -> Result<(), Refusal> {
    if edit.text.trim().is_empty() {
        let sentence = format!("The edit at paragraph {} has no words to put in.", edit.paragraph);
        return Err(Refusal::new("amendment.no_text", sentence)
            .allowed_by("Give the new words, or delete the paragraph instead."));
    }
    Ok(())
}

fn no_such_paragraph(number: u32, count: usize) -> Refusal {
    let has = match count {
        1 => "has 1 paragraph".to_owned(),
        many => format!("has {many} paragraphs"),
    };
    Refusal::new("amendment.no_such_paragraph", format!("There is no paragraph {number}: the text {has}."))
        .allowed_by(
            "Choose a paragraph of the text; only an insertion may name paragraph 0, which is the top.",
        )
}

const AGAIN: &str = "Settle what is left of it, or hand it in again, written upon the text as it now stands.";

fn collides(number: u32, now: &Version, amendment: &Amendment) -> Refusal {
    if now.decided == amendment.decided {
        return Refusal::new("amendment.collides", format!("Two edits change paragraph {number}."))
            .allowed_by("Put both changes into one edit, or make them separate amendments.");
    }
    let by = if now.by.is_empty() { "a decision" } else { &now.by };
    let sentence = format!("Paragraph {number} was changed by {by} since it was written.");
    Refusal::new("amendment.collides", sentence).allowed_by(AGAIN)
}

fn changed() -> Refusal {
    Refusal::new("parts.changed", "The paragraph has changed since words in it were chosen as a part.")
        .allowed_by("Choose the words again, in the text as it now stands.")
}

fn gone(number: u32) -> Refusal {
    let sentence = format!("What was paragraph {number} when it was written is no longer in the text.");
    Refusal::new("amendment.collides", sentence).allowed_by(AGAIN)
}

fn passage(kind: PassageKind, text: &str) -> Vec<Passage> {
    if text.is_empty() { Vec::new() } else { vec![Passage { kind, text: text.to_owned() }] }
}

#[cfg(test)]
#[path = "amendment_tests.rs"]
mod tests;
