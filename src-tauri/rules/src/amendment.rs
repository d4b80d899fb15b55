//! What an amendment does to a text, and how the change is shown (§6.2, §4 rows 9 and 13).
//!
//! Invariant: an amendment counts paragraphs of the text it amends, before any of its own edits; and what is
//! shown is the change itself: leave out the insertions and it is the old text, leave out the deletions and
//! it is the new one, to the letter.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};
use ts_rs::TS;

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
    /// Paragraph of the text amended, from 1; 0 inserts at the top.
    pub paragraph: u32,
    /// What is done there.
    pub operation: Operation,
    /// The new text; not used by [`Operation::Delete`].
    pub text: String,
}

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
    /// Its number in the text amended, from 1; `None` where it is new.
    pub number: Option<u32>,
    /// Its text in passages.
    pub passages: Vec<Passage>,
    /// Whether an edit touches it.
    pub touched: bool,
}

/// The text as amended. Paragraphs inserted in the same place stand in the order of the edits.
///
/// # Errors
/// `amendment.no_such_paragraph`, `amendment.no_text`, or `amendment.collides` where two edits replace or
/// delete the same paragraph.
pub fn apply(paragraphs: &[String], edits: &[Edit]) -> Result<Vec<String>, Refusal> {
    let plan = plan(paragraphs, edits)?;
    let mut out: Vec<String> = plan.top.iter().map(|&text| text.to_owned()).collect();
    for slot in &plan.slots {
        match slot.change {
            Some(Change::Deleted) => {}
            Some(Change::Replaced(text)) => out.push(text.to_owned()),
            None => out.push(slot.old.to_owned()),
        }
        out.extend(slot.after.iter().map(|&text| text.to_owned()));
    }
    Ok(out)
}

/// The old and the new text in one, paragraph by paragraph, with the change marked.
///
/// # Errors
/// As [`apply`].
pub fn marked(paragraphs: &[String], edits: &[Edit]) -> Result<Vec<MarkedParagraph>, Refusal> {
    let plan = plan(paragraphs, edits)?;
    let mut out: Vec<_> = plan.top.iter().map(|text| inserted(text)).collect();
    for (number, slot) in (1..).zip(&plan.slots) {
        let passages = match slot.change {
            Some(Change::Deleted) => passage(PassageKind::Deleted, slot.old),
            Some(Change::Replaced(text)) => word_diff(slot.old, text),
            None => passage(PassageKind::Same, slot.old),
        };
        out.push(MarkedParagraph { number: Some(number), passages, touched: slot.change.is_some() });
        out.extend(slot.after.iter().map(|text| inserted(text)));
    }
    Ok(out)
}

/// The change between two texts, by words.
///
/// Between two passages that stay, everything that goes out stands before everything that comes in. Spaces
/// alone do not count as a passage that stays: they would only chop up one change into many.
#[must_use]
pub fn word_diff(old: &str, new: &str) -> Vec<Passage> {
    let diff = TextDiff::from_words(old, new);
    let changes: Vec<_> = diff.iter_all_changes().map(|change| (change.tag(), change.value())).collect();
    let mut weave = Weave::default();
    let mut rest = changes.as_slice();
    while let Some(((tag, _), _)) = rest.split_first() {
        let run = rest.iter().take_while(|(other, _)| other == tag).count();
        let (now, later) = rest.split_at(run);
        let text: String = now.iter().map(|(_, value)| *value).collect();
        let only_spaces = text.chars().all(char::is_whitespace);
        match tag {
            ChangeTag::Delete => weave.deleted.push_str(&text),
            ChangeTag::Insert => weave.inserted.push_str(&text),
            ChangeTag::Equal if only_spaces && weave.is_changing() && !later.is_empty() => {
                weave.deleted.push_str(&text);
                weave.inserted.push_str(&text);
            }
            ChangeTag::Equal => weave.stay(&text),
        }
        rest = later;
    }
    weave.settle();
    weave.passages
}

#[derive(Default)]
struct Weave {
    passages: Vec<Passage>,
    deleted: String,
    inserted: String,
}

impl Weave {
    fn is_changing(&self) -> bool {
        !(self.deleted.is_empty() && self.inserted.is_empty())
    }

    fn settle(&mut self) {
        for (kind, text) in [
            (PassageKind::Deleted, std::mem::take(&mut self.deleted)),
            (PassageKind::Inserted, std::mem::take(&mut self.inserted)),
        ] {
            if !text.is_empty() {
                self.passages.push(Passage { kind, text });
            }
        }
    }

    fn stay(&mut self, text: &str) {
        self.settle();
        self.passages.push(Passage { kind: PassageKind::Same, text: text.to_owned() });
    }
}

#[derive(Clone, Copy)]
enum Change<'a> {
    Deleted,
    Replaced(&'a str),
}

struct Slot<'a> {
    old: &'a str,
    change: Option<Change<'a>>,
    after: Vec<&'a str>,
}

struct Plan<'a> {
    top: Vec<&'a str>,
    slots: Vec<Slot<'a>>,
}

fn plan<'a>(paragraphs: &'a [String], edits: &'a [Edit]) -> Result<Plan<'a>, Refusal> {
    let slots = paragraphs.iter().map(|old| Slot { old, change: None, after: Vec::new() }).collect();
    let mut plan = Plan { top: Vec::new(), slots };
    for edit in edits {
        let change = match edit.operation {
            Operation::Delete => Some(Change::Deleted),
            Operation::Replace => Some(Change::Replaced(worded(edit)?)),
            Operation::InsertAfter => None,
        };
        if edit.paragraph == 0 && change.is_none() {
            plan.top.push(worded(edit)?);
            continue;
        }
        let place = usize::try_from(edit.paragraph).ok().and_then(|number| number.checked_sub(1));
        let Some(slot) = place.and_then(|place| plan.slots.get_mut(place)) else {
            return Err(no_such_paragraph(edit.paragraph, paragraphs.len()));
        };
        match (change, slot.change) {
            (None, _) => slot.after.push(worded(edit)?),
            (Some(change), None) => slot.change = Some(change),
            (Some(_), Some(_)) => return Err(collides(edit.paragraph)),
        }
    }
    Ok(plan)
}

fn worded(edit: &Edit) -> Result<&str, Refusal> {
    if edit.text.trim().is_empty() {
        let sentence = format!("The edit at paragraph {} has no words to put in.", edit.paragraph);
        return Err(Refusal::new("amendment.no_text", sentence)
            .allowed_by("Give the new words, or delete the paragraph instead."));
    }
    Ok(&edit.text)
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

fn collides(number: u32) -> Refusal {
    Refusal::new("amendment.collides", format!("Two edits change paragraph {number}."))
        .allowed_by("Put both changes into one edit, or make them separate amendments.")
}

fn inserted(text: &str) -> MarkedParagraph {
    MarkedParagraph { number: None, passages: passage(PassageKind::Inserted, text), touched: true }
}

fn passage(kind: PassageKind, text: &str) -> Vec<Passage> {
    if text.is_empty() { Vec::new() } else { vec![Passage { kind, text: text.to_owned() }] }
}

#[cfg(test)]
#[path = "amendment_tests.rs"]
mod tests;
