//! One conference file, one program that writes it.
//!
//! Invariant: while a [`Lock`] lives, no other holds the lock of the same file; when it is dropped the sidecar is gone. What
//! stands in a sidecar is there only for whoever opens the file after a crash.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use rules::refusal::Refusal;

use crate::halt::{Fault, Halt};

/// How often a sidecar may vanish under our hands before we give up.
const TRIES: u32 = 100;

/// What is put behind the name of a file for that of its sidecar.
pub(crate) const ENDING: &str = "-lock";

/// The lock upon one conference file, in a sidecar beside it.
#[derive(Debug)]
pub struct Lock {
    sidecar: PathBuf,
    file: File,
    /// What a program that died had kept in it.
    left: String,
    kept: String,
}

/// More than this is nothing that was kept.
const MOST: u64 = 1_000;

/// Where the lock of a file stands: `NAME.conference-lock`.
pub fn sidecar(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ENDING);
    PathBuf::from(name)
}

impl Lock {
    /// Takes the lock, or refuses with `file.locked`.
    pub fn take(path: &Path) -> Result<Self, Halt> {
        let sidecar = sidecar(path);
        for _ in 0..TRIES {
            let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&sidecar);
            let file = file.map_err(|e| Fault::of(format!("the lock {}", sidecar.display()), e))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(locked(path).into()),
                Err(TryLockError::Error(e)) => return Err(Fault::of("the lock", e).into()),
            }
            // Whoever held it before may have removed the sidecar between our opening and our locking it: then we hold a
            // file that nobody else can find.
            if same_file(&file, &sidecar) {
                let mut left = String::new();
                if (&file).take(MOST).read_to_string(&mut left).is_err() {
                    left.clear();
                }
                return Ok(Self { sidecar, file, kept: left.clone(), left });
            }
        }
        Err(locked(path).into())
    }
}

impl Lock {
    /// What a program that died with the file open had kept; empty where none did.
    pub(crate) fn left(&self) -> &str {
        &self.left
    }

    /// Keeps this for whoever opens the file after a crash of the program. It need not reach the disk: after a crash of the
    /// laptop it says nothing. What cannot be kept is not missed while all goes well.
    pub(crate) fn keep(&mut self, text: &str) {
        if self.kept == text {
            return;
        }
        let written = self.file.set_len(0).and_then(|()| self.file.rewind());
        if written.and_then(|()| self.file.write_all(text.as_bytes())).is_ok() {
            text.clone_into(&mut self.kept);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still held, so that nobody can lock what is about to vanish without noticing.
        let _ = fs::remove_file(&self.sidecar);
        let _ = self.file.unlock();
    }
}

fn locked(path: &Path) -> Refusal {
    Refusal::new("file.locked", format!("{} is open in another Rostrum on this computer.", path.display()))
        .allowed_by("Close it there first.")
}

#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        (Err(_), Ok(_) | Err(_)) | (Ok(_), Err(_)) => false,
    }
}

/// An open file cannot be removed here, so what we hold is what stands there.
#[cfg(not(unix))]
fn same_file(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_exclusive_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.conference");
        let lock = Lock::take(&path).unwrap();
        assert!(matches!(Lock::take(&path), Err(Halt::Refusal(r)) if r.code == "file.locked"));
        drop(lock);
        assert!(!sidecar(&path).exists());
        drop(Lock::take(&path).unwrap());
    }

    #[test]
    fn a_sidecar_left_by_a_crash_does_not_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.conference");
        fs::write(sidecar(&path), "").unwrap();
        drop(Lock::take(&path).unwrap());
    }

    #[test]
    fn what_was_kept_is_there_after_a_crash_and_not_after_a_close() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.conference");
        let kept_in = || fs::read_to_string(sidecar(&path)).unwrap();
        let mut lock = Lock::take(&path).unwrap();
        assert_eq!(lock.left(), "");
        lock.keep("a longer word");
        lock.keep("a word");
        assert_eq!(kept_in(), "a word");
        let died = kept_in();
        drop(lock);
        assert_eq!(Lock::take(&path).unwrap().left(), "");
        fs::write(sidecar(&path), died).unwrap();
        let mut lock = Lock::take(&path).unwrap();
        assert_eq!((lock.left(), kept_in().as_str()), ("a word", "a word"));
        lock.keep("");
        assert_eq!((lock.left(), kept_in().as_str()), ("a word", ""));
    }
}
