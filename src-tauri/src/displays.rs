//! Which display the hall is shown on.
//!
//! Invariant: never the one that the chair looks at, whatever else there is.

use tauri::Monitor;

/// A display, as far as it matters here. Its place in a list of displays is its number in the system's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Display {
    pub(crate) name: String,
    pub(crate) position: (i32, i32),
    pub(crate) size: (u32, u32),
}

impl From<&Monitor> for Display {
    fn from(monitor: &Monitor) -> Display {
        let (position, size) = (monitor.position(), monitor.size());
        Display {
            name: monitor.name().cloned().unwrap_or_default(),
            position: (position.x, position.y),
            size: (size.width, size.height),
        }
    }
}

/// The number of the display that the hall fills, if there is one: the largest that shows nothing of the chair's.
pub(crate) fn for_hall(displays: &[Display], chair: &Display) -> Option<usize> {
    let area = |display: &Display| u64::from(display.size.0) * u64::from(display.size.1);
    let mut free: Vec<usize> = (0..displays.len()).filter(|&n| !overlap(&displays[n], chair)).collect();
    // The first of the largest: the order of the system's list is the order they were plugged in.
    free.sort_by_key(|&n| std::cmp::Reverse(area(&displays[n])));
    free.first().copied()
}

/// A projector that repeats the chair's screen overlaps it, and so is no second display.
pub(crate) fn overlap(one: &Display, other: &Display) -> bool {
    let apart = |a: i32, a_size: u32, b: i32, b_size: u32| {
        i64::from(a) + i64::from(a_size) <= i64::from(b) || i64::from(b) + i64::from(b_size) <= i64::from(a)
    };
    !(apart(one.position.0, one.size.0, other.position.0, other.size.0)
        || apart(one.position.1, one.size.1, other.position.1, other.size.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn display(name: &str, x: i32, width: u32, height: u32) -> Display {
        Display { name: name.to_owned(), position: (x, 0), size: (width, height) }
    }

    #[test]
    fn the_hall_takes_the_display_that_is_not_the_chairs() {
        let laptop = display("laptop", 0, 1366, 768);
        let projector = display("projector", 1366, 1920, 1080);
        assert_eq!(for_hall(&[laptop.clone(), projector.clone()], &laptop), Some(1));
        assert_eq!(for_hall(&[projector.clone(), laptop.clone()], &laptop), Some(0));
        assert_eq!(for_hall(&[laptop.clone(), projector.clone()], &projector), Some(0));
    }

    #[test]
    fn one_display_is_the_chairs() {
        let laptop = display("laptop", 0, 1366, 768);
        assert_eq!(for_hall(std::slice::from_ref(&laptop), &laptop), None);
        assert_eq!(for_hall(&[], &laptop), None);
    }

    #[test]
    fn a_projector_that_repeats_the_laptop_is_not_a_second_display() {
        let laptop = display("laptop", 0, 1366, 768);
        let mirror = display("projector", 0, 1024, 768);
        assert_eq!(for_hall(&[laptop.clone(), mirror], &laptop), None);
    }

    #[test]
    fn of_several_the_largest_is_the_projector() {
        let laptop = display("laptop", 0, 1366, 768);
        let prompter = display("prompter", 1366, 800, 480);
        let projector = display("projector", 2166, 1920, 1080);
        assert_eq!(for_hall(&[laptop.clone(), prompter, projector], &laptop), Some(2));
    }
}
