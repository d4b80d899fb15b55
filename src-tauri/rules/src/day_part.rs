//! Parts of the day by the words in a session's name: nothing of a morning begins at a quarter to midnight (§5.1, T2
//! and T5 were printed so).
//!
//! Invariant: a session whose name says nothing of the day may begin at any time.

/// By the word: from when to when, in minutes since midnight, an item of it may begin.
const PARTS: [(&str, u32, u32); 4] = [
    ("morning", 5 * 60, 13 * 60),
    ("lunch", 11 * 60, 15 * 60),
    ("afternoon", 11 * 60 + 30, 19 * 60),
    ("evening", 16 * 60, 24 * 60),
];
const HALF_A_DAY: u32 = 12 * 60;

/// What is odd about a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Odd {
    /// Half a day away it would be in its part of the day: that may be meant, in minutes since midnight.
    pub meant: Option<u32>,
}

/// Whether something of a session of this name may begin so many minutes after midnight.
///
/// # Errors
/// What is odd about it.
pub fn fits(session: &str, start: u32) -> Result<(), Odd> {
    let name = session.to_lowercase();
    let parts: Vec<_> = PARTS.iter().filter(|(word, _, _)| name.contains(word)).collect();
    let holds = |at: u32| parts.iter().any(|(_, from, to)| (*from..*to).contains(&at));
    if parts.is_empty() || holds(start) {
        return Ok(());
    }
    let other = start.saturating_add(HALF_A_DAY) % (2 * HALF_A_DAY);
    Err(Odd { meant: holds(other).then_some(other) })
}

#[cfg(test)]
mod tests {
    use super::{Odd, fits};

    #[test]
    fn a_part_of_the_day_has_its_hours() {
        let minutes = |clock: &str| {
            let (hours, minutes) = clock.split_once(':').unwrap();
            hours.parse::<u32>().unwrap() * 60 + minutes.parse::<u32>().unwrap()
        };
        for (session, start, meant) in [
            ("Morning", "09:30", None),
            ("Afternoon", "14:00", None),
            ("Late morning and lunch", "13:30", None),
            ("Session 3", "23:45", None),
        ] {
            assert_eq!((fits(session, minutes(start)), meant), (Ok(()), None::<&str>), "{session} {start}");
        }
        for (session, start, meant) in [
            ("Morning", "23:45", Some("11:45")),
            ("Morning", "21:30", Some("09:30")),
            ("Afternoon", "02:15", Some("14:15")),
            ("Morning", "14:00", None),
            ("Evening", "09:00", Some("21:00")),
        ] {
            let meant = meant.map(minutes);
            assert_eq!(fits(session, minutes(start)), Err(Odd { meant }), "{session} {start}");
        }
    }
}
