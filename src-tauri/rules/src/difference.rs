//! The difference between two texts, by the word.
//!
//! Invariant: leave out what comes in and it is the text before, leave out what goes out and it is the text after, to the letter.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::amendment::{Passage, PassageKind};

/// The change between two texts, by words.
///
/// Between two passages that stay, everything that goes out stands before everything that comes in. Words are compared
/// without the space behind them: spaces between two changes would only chop up one change into many, and to compare
/// them too doubles the work.
#[must_use]
pub fn word_diff(old: &str, new: &str) -> Vec<Passage> {
    let (before, after) = (words(old), words(new));
    let mut known = HashMap::new();
    let (now, then) = (numbered(&before, &mut known), numbered(&after, &mut known));
    let mut weave = Weave::default();
    for op in capture_diff_slices(Algorithm::Myers, &now, &then) {
        let (was, is) = (&before[op.old_range()], &after[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            for (was, is) in was.iter().zip(is) {
                weave.stay(was, is);
            }
        } else {
            was.iter().for_each(|word| word.write(&mut weave.deleted));
            is.iter().for_each(|word| word.write(&mut weave.inserted));
        }
    }
    weave.settle();
    weave.end()
}

/// A word, and the space behind it. A text that begins with a space begins with a word of no letters.
struct Word<'a> {
    letters: &'a str,
    space: &'a str,
}

impl Word<'_> {
    fn write(&self, text: &mut String) {
        text.push_str(self.letters);
        text.push_str(self.space);
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (letters, behind) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        let end = behind.find(|letter: char| !letter.is_whitespace()).unwrap_or(behind.len());
        let (space, later) = behind.split_at(end);
        words.push(Word { letters, space });
        rest = later;
    }
    words
}

/// One number for every word that is spelt alike: numbers are compared faster than letters.
fn numbered<'a>(words: &[Word<'a>], known: &mut HashMap<&'a str, usize>) -> Vec<usize> {
    let number = |word: &Word<'a>| {
        let next = known.len();
        *known.entry(word.letters).or_insert(next)
    };
    words.iter().map(number).collect()
}

#[derive(Default)]
struct Weave {
    passages: Vec<Passage>,
    same: String,
    deleted: String,
    inserted: String,
}

impl Weave {
    /// A word that stays. What stands behind it may have changed by itself.
    fn stay(&mut self, was: &Word<'_>, is: &Word<'_>) {
        self.settle();
        self.same.push_str(was.letters);
        if was.space == is.space {
            self.same.push_str(was.space);
        } else {
            self.deleted.push_str(was.space);
            self.inserted.push_str(is.space);
        }
    }

    /// Ends a change. The space on which both its sides end stays.
    fn settle(&mut self) {
        if self.deleted.is_empty() && self.inserted.is_empty() {
            return;
        }
        let space = common_space(&self.deleted, &self.inserted).to_owned();
        self.deleted.truncate(self.deleted.len() - space.len());
        self.inserted.truncate(self.inserted.len() - space.len());
        for (kind, text) in [
            (PassageKind::Same, std::mem::take(&mut self.same)),
            (PassageKind::Deleted, std::mem::take(&mut self.deleted)),
            (PassageKind::Inserted, std::mem::take(&mut self.inserted)),
        ] {
            if !text.is_empty() {
                self.passages.push(Passage { kind, text });
            }
        }
        self.same = space;
    }

    fn end(mut self) -> Vec<Passage> {
        if !self.same.is_empty() {
            self.passages.push(Passage { kind: PassageKind::Same, text: self.same });
        }
        self.passages
    }
}

/// The space at the end of both.
fn common_space<'a>(one: &'a str, other: &str) -> &'a str {
    let both = one.chars().rev().zip(other.chars().rev());
    let long: usize = both.take_while(|(a, b)| a == b && a.is_whitespace()).map(|(a, _)| a.len_utf8()).sum();
    &one[one.len() - long..]
}
