//! The chain worked out beside the reading, on a thread of its own: hashing takes as long as reading does.
//!
//! Invariant: what is hashed is what was read, byte for byte, in the order in which it was read.

use std::ops::Range;
use std::sync::mpsc::Receiver;

use super::chain::{self, Chain, Hash, Link};

/// Entries that are handed over together.
pub(super) const TOGETHER: usize = 512;

/// Some entries on end with their changes, copied out of the file.
#[derive(Default)]
pub(super) struct Stretch {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    changes: Vec<Change>,
}

/// Where a text stands in the stretch, if there is one.
pub(super) type Text = Option<Range<usize>>;

/// A digest that is kept, because what it covers was erased, or what it covers.
pub(super) enum Covered {
    Kept(Hash),
    /// The salt, and a row before and after.
    Images([Text; 3]),
    /// The salt, and an entry's arguments, sentence and reason.
    Told([Text; 4]),
}

pub(super) struct Entry {
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) actor: Text,
    pub(super) idem: Text,
    pub(super) act: Text,
    pub(super) heard: bool,
    pub(super) undoes: Option<i64>,
    pub(super) told: Covered,
    /// The structure of the file at the time.
    pub(super) shape: Hash,
    /// What the file says that the hash is.
    pub(super) stored: Option<Hash>,
}

pub(super) struct Change {
    pub(super) seq: i64,
    pub(super) id: i64,
    pub(super) table: Text,
    pub(super) pk: i64,
    pub(super) covered: Covered,
}

impl Stretch {
    pub(super) fn is_full(&self) -> bool {
        self.entries.len() >= TOGETHER
    }

    /// Copies a text in.
    pub(super) fn text(&mut self, text: Option<&[u8]>) -> Text {
        let text = text?;
        let from = self.bytes.len();
        self.bytes.extend_from_slice(text);
        Some(from..self.bytes.len())
    }

    pub(super) fn entry(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// A change of the last entry.
    pub(super) fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    fn said(&self, text: &Text) -> Option<&[u8]> {
        text.clone().and_then(|range| self.bytes.get(range))
    }

    fn digest(&self, covered: &Covered) -> Hash {
        match covered {
            Covered::Kept(digest) => *digest,
            Covered::Images([salt, before, after]) => {
                chain::images(self.said(salt).unwrap_or_default(), self.said(before), self.said(after))
            }
            Covered::Told([salt, args, words, reason]) => chain::told(
                self.said(salt).unwrap_or_default(),
                self.said(args),
                self.said(words),
                self.said(reason),
            ),
        }
    }
}

/// Follows the chain to its end; the hash of the last entry, and the entries whose hash is not what it should be.
pub(super) fn follow(stretches: &Receiver<Stretch>) -> (Hash, Vec<i64>) {
    let (mut head, mut altered) = (chain::START, Vec::new());
    for stretch in stretches {
        let mut changes = stretch.changes.iter().peekable();
        for entry in &stretch.entries {
            let link = Link {
                seq: entry.seq,
                at: entry.at,
                actor: stretch.said(&entry.actor).unwrap_or_default(),
                idem: stretch.said(&entry.idem),
                act: stretch.said(&entry.act).unwrap_or_default(),
                heard: entry.heard,
                undoes: entry.undoes,
                told: stretch.digest(&entry.told),
            };
            let mut chain = Chain::begin(&head, &entry.shape, &link);
            while let Some(change) = changes.next_if(|change| change.seq == entry.seq) {
                let table = stretch.said(&change.table).unwrap_or_default();
                chain.change(change.id, table, change.pk, &stretch.digest(&change.covered));
            }
            let hash = chain.end();
            if entry.stored != Some(hash) {
                altered.push(entry.seq);
            }
            // From the stored hash on, so that only what was itself altered is named.
            head = entry.stored.unwrap_or(hash);
        }
    }
    (head, altered)
}
