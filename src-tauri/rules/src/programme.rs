//! Which item of the order of business a row means, when a corrected programme is taken in again.
//!
//! Invariant: no two rows mean one item, and what has been before conference is neither moved nor retitled.

use std::collections::BTreeMap;

/// What a line of a programme is known by.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// `2018-05-30`
    pub day: &'a str,
    /// Local time, `09:30`.
    pub start: &'a str,
    /// What is taken.
    pub title: &'a str,
    /// It has not been before conference.
    pub planned: bool,
}

/// For each row the place of its item in `items`; none where it is new. The same day, start and title come first, then
/// the same title on that day (moved), then the same start (retitled); of several alike, the first.
#[must_use]
pub fn recognised(items: &[Line<'_>], rows: &[Line<'_>]) -> Vec<Option<usize>> {
    let mut found = vec![None; rows.len()];
    let mut free: Vec<bool> = vec![true; items.len()];
    for (by_start, by_title) in [(true, true), (false, true), (true, false)] {
        let key = |line: &Line<'_>| {
            let part = |by: bool, text: &str| if by { text.to_owned() } else { String::new() };
            (line.day.to_owned(), part(by_start, line.start), part(by_title, line.title))
        };
        let mut known: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, item) in items.iter().enumerate().rev() {
            if free.get(place) == Some(&true) && (item.planned || by_start && by_title) {
                known.entry(key(item)).or_default().push(place);
            }
        }
        for (row, found) in rows.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            *found = known.get_mut(&key(row)).and_then(Vec::pop);
            if let Some(taken) = found.and_then(|place| free.get_mut(place)) {
                *taken = false;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Line, recognised};

    #[test]
    fn a_corrected_programme_is_recognised() {
        let line = |text: &'static str| {
            let (start, title) = text.split_once(' ').unwrap();
            Line {
                day: "2017-03-11",
                start,
                title: title.trim_end_matches('*'),
                planned: !title.ends_with('*'),
            }
        };
        let lines = |text: &'static str| text.split(", ").map(line).collect::<Vec<_>>();
        for (items, rows, expect) in [
            ("10:00 Aims, 11:00 Pay", "10:00 Aims, 11:00 Pay", [Some(0), Some(1)]),
            ("10:00 Aims, 11:00 Pay", "10:00 Our aims, 11:00 Pay", [Some(0), Some(1)]),
            ("10:00 Aims, 11:00 Pay", "12:00 Aims, 11:00 Pay", [Some(0), Some(1)]),
            ("10:00 Aims, 11:00 Pay", "10:00 Pay, 11:00 Aims", [Some(1), Some(0)]),
            ("10:00 Aims, 11:00 Pay", "10:00 Guests, 11:00 Aims", [None, Some(0)]),
            ("10:00 Tea, 11:00 Tea", "10:30 Tea, 11:00 Tea", [Some(0), Some(1)]),
            ("10:00 Tea, 11:00 Tea", "09:30 Tea, 11:30 Tea", [Some(0), Some(1)]),
            // Begun: known by all three, and by nothing less.
            ("10:00 Aims*, 11:00 Pay*", "10:00 Aims, 12:00 Pay", [Some(0), None]),
            ("10:00 Aims*, 11:00 Pay*", "10:00 Our aims, 11:00 Pay", [None, Some(1)]),
        ] {
            assert_eq!(recognised(&lines(items), &lines(rows)), expect, "{items} then {rows}");
        }
        let another_day = [Line { day: "2017-03-12", ..line("10:00 Aims") }];
        assert_eq!(recognised(&lines("10:00 Aims"), &another_day), [None]);
    }
}
