//! Amendments among each other and to their paper: in what order they are taken, which of them touch the same words, which
//! only says no (§1 "Accepted amendment", §2.2 `amend`, §6.2).
//!
//! Invariant: nothing here changes a text; a direct negative is pointed out, never refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::amendment::{Operation, Origin, Placed};
use crate::leftover::with_both;
use crate::motion::MotionKind;
use crate::refusal::Refusal;
use crate::touch::Touch;

pub use turn::{Turn, all_settled, all_taken, in_turn};

mod turn;

/// In what order amendments are taken (§2.2 `amend.order`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AmendmentOrder {
    /// By where they first touch the text.
    TextPosition,
    /// By their numbers.
    Printed,
    /// As the committee has placed them; by their numbers where it has not.
    Soc,
}

/// How an amendment becomes part of the motion without a vote (§2.2 `amend.accept`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Accept {
    /// The mover of the motion accepts it (TUC).
    Mover,
    /// Nobody in the hall objects; one objector forces a vote (Citrine: the motion belongs to the meeting).
    NoObjection,
}

/// Whether an amendment may itself be amended (§2.2 `amend.of_amendment`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfAmendment {
    /// It may.
    Allowed,
    /// It may not.
    Not,
}

/// Whether amendments are debated one after the other (§2.2 `amend.debate`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AmendmentDebate {
    /// Each is debated and voted on before the next is moved (Citrine).
    Sequential,
    /// All are moved and debated together with the motion, and then voted on one after the other (UNISON).
    GroupedThenVotes,
}

/// Amendments (§2.2 `amend`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "AmendKeys")]
#[schemars(rename = "AmendKeys")]
pub struct Amend {
    /// In what order they are taken.
    pub order: AmendmentOrder,
    /// Whether they are debated one after the other.
    pub debate: AmendmentDebate,
    /// How one is accepted without a vote.
    pub accept: Accept,
    /// Whether one may itself be amended.
    pub of_amendment: OfAmendment,
}

impl Default for Amend {
    fn default() -> Self {
        Self {
            order: AmendmentOrder::TextPosition,
            debate: AmendmentDebate::Sequential,
            accept: Accept::NoObjection,
            of_amendment: OfAmendment::Allowed,
        }
    }
}

/// Whether an amendment to a paper may be handed in, by what kind it is and what it is itself upon (§2.2 `amend.of_amendment`).
///
/// # Errors
/// `amendment.of_amendment`, which the chair may allow; `amendment.third`, where it would be an amendment to an amendment to
/// an amendment: nobody could say any more what is put, or what a vote either way makes of the text, so that there is nothing
/// for the chair to allow; what it asks is handed in as an amendment of its own.
pub fn may_be_amended(
    label: &str,
    kind: MotionKind,
    upon: Option<MotionKind>,
    key: OfAmendment,
) -> Result<(), Refusal> {
    if kind != MotionKind::Amendment {
        return Ok(());
    }
    if upon == Some(MotionKind::Amendment) {
        let sentence = format!("{label} is an amendment to an amendment: it is not amended in its turn.");
        return Err(Refusal::new("amendment.third", sentence)
            .allowed_by("Vote it down and hand in another, or withdraw it."));
    }
    match key {
        OfAmendment::Allowed => Ok(()),
        OfAmendment::Not => Err(Refusal::new(
            "amendment.of_amendment",
            "These standing orders allow no amendment to an amendment.",
        )
        .by_reason()),
    }
}

/// What decides the place of an amendment among those to one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its number as printed.
    pub number: String,
    /// Where it first touches the text as it stands.
    pub touches: Touch,
    /// Where the committee has placed it.
    pub place: Option<i64>,
}

/// What to sort amendments to one paper by. Where the committee has placed them, that is their order whatever the key.
#[must_use]
pub fn rank(order: AmendmentOrder, of: &Ranked) -> (i64, Touch, Vec<(String, u64)>) {
    let touches = if order == AmendmentOrder::TextPosition { of.touches } else { Touch::default() };
    (of.place.unwrap_or(i64::MAX), touches, crate::numbering::in_order(&of.number))
}

/// How two amendments to one paper meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meeting {
    /// They change nothing in common.
    Nowhere,
    /// They change one paragraph, each words of its own: when one is carried, what is left of the other is worked out.
    Apart,
    /// They change the same words, or words beside each other: when one is carried, a person says what is left of the other.
    Collide,
}

/// How two amendments meet, where `says` is what a paragraph of the text says.
#[must_use]
pub fn meet(one: &[Placed], other: &[Placed], says: impl Fn(Origin) -> Option<String>) -> Meeting {
    let changes = |placed: &&Placed| placed.edit.operation != Operation::InsertAfter && placed.onto.is_some();
    let mut meeting = Meeting::Nowhere;
    for own in one.iter().filter(changes) {
        for also in other.iter().filter(changes).filter(|also| also.onto == own.onto) {
            let replaced =
                own.edit.operation == Operation::Replace && also.edit.operation == Operation::Replace;
            let text = own.onto.filter(|_| replaced).and_then(&says);
            let both = text.and_then(|text| with_both(&text, &own.edit.text, &also.edit.text));
            meeting = meeting.max(if both.is_some() { Meeting::Apart } else { Meeting::Collide });
        }
    }
    meeting
}

/// Words that turn a sentence round, and those that only carry them.
const NEGATIONS: [&str; 8] = ["not", "no", "never", "cannot", "doesn't", "don't", "without", "nor"];
const CARRIERS: [&str; 6] = ["does", "do", "will", "shall", "should", "can"];
/// One word for its opposite.
const OPPOSITES: [(&str, &str); 10] = [
    ("support", "oppose"),
    ("accept", "reject"),
    ("approve", "disapprove"),
    ("agree", "disagree"),
    ("endorse", "reject"),
    ("welcome", "regret"),
    ("believe", "disbelieve"),
    ("adopt", "reject"),
    ("for", "against"),
    ("always", "never"),
];

/// Whether the text after an amendment says only the opposite of the text before it, or nothing at all: a direct negative,
/// which is the business of the vote against (§6.2). Each text is its paragraphs.
#[must_use]
pub fn is_direct_negative(before: &[String], after: &[String]) -> bool {
    if before.is_empty() {
        return false;
    }
    if after.iter().all(|paragraph| paragraph.trim().is_empty()) {
        return true;
    }
    let (mut turned, mut same) = (false, before.len() == after.len());
    for (old, new) in before.iter().zip(after) {
        let (old, new) = (Said::of(old), Said::of(new));
        same &= old.bare == new.bare;
        turned |= old.negated != new.negated;
    }
    same && turned
}

/// A paragraph as it can be compared with its opposite.
struct Said {
    /// Its words, each pair of opposites as one, without what negates and what carries the negation.
    bare: Vec<String>,
    /// It is turned round an odd number of times.
    negated: bool,
}

impl Said {
    fn of(text: &str) -> Self {
        let mut said = Self { bare: Vec::new(), negated: false };
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        for word in words.filter(|word| !word.is_empty()) {
            let word = word.to_lowercase().replace('’', "'");
            if NEGATIONS.contains(&word.as_str()) {
                said.negated = !said.negated;
            } else if !CARRIERS.contains(&word.as_str()) {
                said.hear(word);
            }
        }
        said
    }

    fn hear(&mut self, word: String) {
        let stem = ["s", "d", "ed"]
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .chain([word.as_str()])
            .find_map(|stem| {
                OPPOSITES.iter().find(|(a, b)| *a == stem || *b == stem).map(|pair| (pair, stem))
            });
        match stem {
            Some(((plain, opposite), said)) => {
                self.negated ^= said == *opposite;
                // `endorse` and `adopt` share their opposite with `accept`.
                let plain = if *opposite == "reject" { "accept" } else { plain };
                self.bare.push(plain.to_owned());
            }
            // `supports` stands where `does not support` stood.
            None => self.bare.push(word.strip_suffix('s').unwrap_or(&word).to_owned()),
        }
    }
}

#[cfg(test)]
#[path = "amending_tests.rs"]
mod tests;
