//! The file in which faults are written down, beside the settings: whoever mends them looks there afterwards.
//!
//! Invariant: it never grows beyond two small files, and never stands in the way: what cannot be written is left out.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{DateTime, Utc};

use crate::time::wall;

const NAME: &str = "faults.log";
/// Bytes, after which it begins anew; the one before is kept.
const MOST: u64 = 512 * 1024;

static PLACE: OnceLock<Mutex<PathBuf>> = OnceLock::new();

/// Faults are written down in this folder from now on; the first who says so is heard.
pub fn into(folder: &Path) {
    PLACE.get_or_init(|| Mutex::new(folder.join(NAME)));
}

pub(crate) fn write(fault: &str) {
    if let Some(place) = PLACE.get() {
        let place = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = append(&place, fault, MOST) {
            eprintln!("rostrum: {}: {error}", place.display());
        }
    }
}

/// One line: the laptop's time, and what it was.
fn append(place: &Path, fault: &str, most: u64) -> io::Result<()> {
    if fs::metadata(place).is_ok_and(|file| file.len() > most) {
        fs::rename(place, place.with_extension("old.log"))?;
    }
    let at = DateTime::<Utc>::from_timestamp_millis(wall()).unwrap_or_default().format("%Y-%m-%dT%H:%M:%SZ");
    let line = fault.split_whitespace().collect::<Vec<_>>().join(" ");
    OpenOptions::new().create(true).append(true).open(place)?.write_all(format!("{at} {line}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_a_line_and_the_file_stays_small() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(NAME);
        for n in 0..3 {
            append(&place, &format!("the conference file:\n disk I/O error {n}"), 90).unwrap();
        }
        let lines = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let (now, before) = (lines(NAME), lines("faults.old.log"));
        assert_eq!((now.lines().count(), before.lines().count()), (1, 2), "{now}{before}");
        assert!(now.ends_with("Z the conference file: disk I/O error 2\n"), "{now}");
        assert!(append(&folder.path().join("none/x.log"), "x", 9).is_err());
    }
}
