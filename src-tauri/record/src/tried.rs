//! A folder of its own for the copy of a conference upon which something is tried.
//!
//! Invariant: it is locked for as long as anybody uses it and is gone afterwards. What a killed program left of one is
//! locked by nobody: it goes before the next is made, and when the program is started again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::halt::{Fault, Halt};
use crate::lock::{self, Lock};

const NAME: &str = ".tried-";
const COPY: &str = "copy.conference";

/// A folder that is gone when this is dropped.
pub(crate) struct Aside {
    place: PathBuf,
    _lock: Lock,
}

impl Aside {
    /// Makes one in `folder`, after what killed programs left there is removed.
    pub(crate) fn make(folder: &Path) -> Result<Self, Halt> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        sweep(folder);
        let mark = MADE.fetch_add(1, Ordering::Relaxed);
        let place = folder.join(format!("{NAME}{}-{mark}", std::process::id()));
        let lock = Lock::take(&place)?;
        fs::create_dir(&place).map_err(|error| Fault::of(format!("make {}", place.display()), error))?;
        Ok(Self { place, _lock: lock })
    }

    /// Where the copy is to be.
    pub(crate) fn file(&self) -> PathBuf {
        self.place.join(COPY)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What cannot be removed now is removed at the next start.
        let _ = fs::remove_dir_all(&self.place);
    }
}

/// Removes every such folder that nobody uses. What cannot be removed is said in the log and hinders nothing.
pub(crate) fn sweep(folder: &Path) {
    let Ok(found) = fs::read_dir(folder) else { return };
    for name in found.flatten().filter_map(|entry| entry.file_name().into_string().ok()) {
        if !name.starts_with(NAME) {
            continue;
        }
        // Of one that was killed as it was made there may be nothing but its lock, which goes when it is let go.
        let place = folder.join(name.strip_suffix(lock::ENDING).unwrap_or(&name));
        let Ok(_unused) = Lock::take(&place) else { continue };
        if place.exists()
            && let Err(error) = fs::remove_dir_all(&place)
        {
            Fault::of(format!("remove {}", place.display()), error).log();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let found = fs::read_dir(folder).unwrap().flatten();
        found.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn nothing_is_left_of_one() {
        let folder = tempfile::tempdir().unwrap();
        let aside = Aside::make(folder.path()).unwrap();
        fs::write(aside.file(), "a conference").unwrap();
        let other = Aside::make(folder.path()).unwrap();
        assert!(aside.file().exists(), "one in use stays when another is made");
        drop((aside, other));
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn what_a_killed_program_left_goes_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        // Killed while it was used, as it was made, and as it was removed.
        fs::create_dir(at(".tried-17-0")).unwrap();
        for name in [".tried-17-0/copy.conference", ".tried-17-0/copy.conference-wal", ".tried-17-0-lock"] {
            fs::write(at(name), "a conference").unwrap();
        }
        fs::write(at(".tried-17-1-lock"), "").unwrap();
        fs::create_dir(at(".tried-17-2")).unwrap();
        fs::write(at("packs.json"), "a key").unwrap();
        let used = Aside::make(folder.path()).unwrap();
        fs::write(used.file(), "a conference").unwrap();
        sweep(folder.path());
        assert!(used.file().exists());
        drop(used);
        assert_eq!(names(folder.path()), ["packs.json"]);
    }
}
