//! The difference between two texts, by the word.
//!
//! Invariant: leave out what comes in and it is the text before, leave out what goes out and it is the text after, to the letter.

use similar::{ChangeTag, TextDiff};

use crate::amendment::{Passage, PassageKind};

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
