//! What differs between two versions of the order of business, item by item, in words.
//!
//! Invariant: an item that is in both versions with the same place and times, and the same motions, is not named.

use std::collections::{BTreeMap, BTreeSet};

use crate::share::listed;

/// An item as one version has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id of the item.
    pub item: i64,
    /// Number and title.
    pub named: String,
    /// Day and session in words: `Morning`, `Friday, Morning`.
    pub session: String,
    /// When it is planned to begin, epoch ms.
    pub start: i64,
    /// When it is planned to end, epoch ms.
    pub end: i64,
    /// Its start holds.
    pub fixed: bool,
    /// Conference sits in private for it.
    pub private: bool,
    /// Ids of the motions that are taken under it.
    pub motions: Vec<i64>,
}

/// The differences, what is gone first, then in the order of the later version: the item and a sentence. `paper` names a
/// motion by its id: `motion 7`.
#[must_use]
pub fn changes(
    before: &[Entry],
    after: &[Entry],
    clock: impl Fn(i64) -> String,
    paper: impl Fn(i64) -> String,
) -> Vec<(i64, String)> {
    let there: BTreeSet<i64> = after.iter().map(|new| new.item).collect();
    let gone: Vec<&Entry> = before.iter().filter(|old| !there.contains(&old.item)).collect();
    let mut found: Vec<(i64, String)> = gone.iter().map(|old| (old.item, left(old, after))).collect();
    let known: BTreeMap<i64, &Entry> = before.iter().map(|old| (old.item, old)).collect();
    for new in after {
        match known.get(&new.item) {
            None => found.push((
                new.item,
                format!("{} is put on in {} at {}.", new.named, new.session, clock(new.start)),
            )),
            Some(old) => {
                let mut parts = parts(old, new, &clock);
                parts.extend(taken(old, new, &gone, &paper));
                if !parts.is_empty() {
                    found.push((new.item, format!("{}: {}.", new.named, parts.join(", "))));
                }
            }
        }
    }
    found
}

/// A line is gone; its motions are perhaps debated under another.
fn left(old: &Entry, after: &[Entry]) -> String {
    let joined = after.iter().find(|new| new.motions.iter().any(|motion| old.motions.contains(motion)));
    joined.map_or_else(
        || format!("{} is taken off.", old.named),
        |new| format!("{} is taken together with {}.", old.named, new.named),
    )
}

fn parts(old: &Entry, new: &Entry, clock: impl Fn(i64) -> String) -> Vec<String> {
    let mut parts = Vec::new();
    if old.session != new.session {
        parts.push(format!("from {} to {}", old.session, new.session));
    }
    if old.start != new.start {
        parts.push(format!("{} instead of {}", clock(new.start), clock(old.start)));
    }
    let length = |each: &Entry| each.end.saturating_sub(each.start) / 60_000;
    if length(old) != length(new) {
        parts.push(format!("{} min instead of {}", length(new), length(old)));
    }
    match (old.fixed, new.fixed) {
        (false, true) => parts.push("its time is fixed".to_owned()),
        (true, false) => parts.push("its time is no longer fixed".to_owned()),
        (true, true) | (false, false) => {}
    }
    match (old.private, new.private) {
        (false, true) => parts.push("in private".to_owned()),
        (true, false) => parts.push("no longer in private".to_owned()),
        (true, true) | (false, false) => {}
    }
    parts
}

/// What is taken under an item that was not, and the other way about. Motions of a line that is gone are told with it.
fn taken(old: &Entry, new: &Entry, gone: &[&Entry], paper: impl Fn(i64) -> String) -> Vec<String> {
    let told = |motion: &i64| gone.iter().any(|line| line.motions.contains(motion));
    let named = |motions: &[i64], others: &[i64]| -> Vec<String> {
        let only = motions.iter().filter(|motion| !others.contains(motion) && !told(motion));
        only.map(|motion| paper(*motion)).collect()
    };
    let (with, without) = (named(&new.motions, &old.motions), named(&old.motions, &new.motions));
    let mut parts = Vec::new();
    if !with.is_empty() {
        parts.push(format!("with {}", listed(&with)));
    }
    if !without.is_empty() {
        parts.push(format!("without {}", listed(&without)));
    }
    let kept = |motions: &[i64], others: &[i64]| -> Vec<i64> {
        motions.iter().filter(|motion| others.contains(motion)).copied().collect()
    };
    if kept(&old.motions, &new.motions) != kept(&new.motions, &old.motions) {
        parts.push("its motions in another order".to_owned());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Entry, changes};

    /// `1 Morning 600 30 !`: the item, its session, the minute it begins, its minutes, fixed; `private`, and `m7` for motion 7.
    fn entries(text: &str) -> Vec<Entry> {
        text.split(", ")
            .filter(|each| !each.is_empty())
            .map(|each| {
                let parts: Vec<&str> = each.split(' ').collect();
                let start = parts[2].parse::<i64>().unwrap() * 60_000;
                Entry {
                    item: parts[0].parse().unwrap(),
                    named: format!("Item {}", parts[0]),
                    session: parts[1].to_owned(),
                    start,
                    end: start + parts[3].parse::<i64>().unwrap() * 60_000,
                    fixed: parts.contains(&"!"),
                    private: parts.contains(&"private"),
                    motions: parts.iter().filter_map(|part| part.strip_prefix('m')?.parse().ok()).collect(),
                }
            })
            .collect()
    }

    fn clock(ms: i64) -> String {
        format!("{:02}:{:02}", ms / 3_600_000, ms / 60_000 % 60)
    }

    fn motion(id: i64) -> String {
        format!("motion {id}")
    }

    #[test]
    fn two_versions_differ() {
        let first = "1 Morning 600 30, 2 Morning 630 30, 3 Afternoon 840 60";
        for (after, expect) in [
            (first, vec![]),
            (
                "2 Morning 600 30, 1 Morning 630 30, 3 Afternoon 840 60",
                vec!["Item 2: 10:00 instead of 10:30.", "Item 1: 10:30 instead of 10:00."],
            ),
            (
                "1 Morning 600 30, 3 Afternoon 840 60, 2 Afternoon 900 20",
                vec!["Item 2: from Morning to Afternoon, 15:00 instead of 10:30, 20 min instead of 30."],
            ),
            (
                "1 Morning 600 30 !, 3 Afternoon 840 60, 4 Afternoon 900 10",
                vec![
                    "Item 2 is taken off.",
                    "Item 1: its time is fixed.",
                    "Item 4 is put on in Afternoon at 15:00.",
                ],
            ),
        ] {
            let found = changes(&entries(first), &entries(after), clock, motion);
            assert_eq!(found.into_iter().map(|(_, words)| words).collect::<Vec<_>>(), expect, "{after}");
        }
        let back = changes(&entries("1 Morning 600 30 !"), &entries("1 Morning 600 30"), clock, motion);
        assert_eq!(back, [(1, "Item 1: its time is no longer fixed.".to_owned())]);
        let joined = changes(
            &entries("1 Morning 600 30 m7, 2 Morning 630 30 m8"),
            &entries("1 Morning 600 60 m7 m8 private"),
            clock,
            motion,
        );
        let words: Vec<String> = joined.into_iter().map(|(_, words)| words).collect();
        assert_eq!(
            words,
            ["Item 2 is taken together with Item 1.", "Item 1: 60 min instead of 30, in private."]
        );
        let open = changes(&entries("1 Morning 600 30 private"), &entries("1 Morning 600 30"), clock, motion);
        assert_eq!(open, [(1, "Item 1: no longer in private.".to_owned())]);
    }

    #[test]
    fn what_is_taken_under_an_item_differs() {
        let before = "1 Morning 600 30 m7 m8, 2 Morning 630 30 m9";
        for (after, expect) in [
            (before, vec![]),
            (
                "1 Morning 600 30 m7, 2 Morning 630 30 m9 m8",
                vec!["Item 1: without motion 8.", "Item 2: with motion 8."],
            ),
            ("1 Morning 600 30 m8 m7, 2 Morning 630 30 m9", vec!["Item 1: its motions in another order."]),
            (
                "1 Morning 600 30 m8 m3 m4 m7, 2 Morning 630 30",
                vec![
                    "Item 1: with motion 3 and motion 4, its motions in another order.",
                    "Item 2: without motion 9.",
                ],
            ),
            // Where its line is gone, or new, that is told of the line.
            ("1 Morning 600 30 m7 m8 m9", vec!["Item 2 is taken together with Item 1."]),
            (
                "1 Morning 600 30 m7, 2 Morning 630 30 m9, 3 Morning 660 10 m8",
                vec!["Item 1: without motion 8.", "Item 3 is put on in Morning at 11:00."],
            ),
        ] {
            let found = changes(&entries(before), &entries(after), clock, motion);
            assert_eq!(found.into_iter().map(|(_, words)| words).collect::<Vec<_>>(), expect, "{after}");
        }
    }
}
