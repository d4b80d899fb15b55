//! A file of a table, from its path.
//!
//! Invariant: no more is read than could be taken in, and what is no file is not read at all.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::MOST_BYTES;

/// The bytes of the file; where it is larger than can be taken in, so many that [`super::preview`] says so.
///
/// # Errors
/// A sentence for people: it is not there, it is a folder, or it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let shown = path.display();
    let found = std::fs::metadata(path).map_err(|error| why(&shown, &error))?;
    if found.is_dir() {
        return Err(format!("{shown} is a folder. Name the file in it."));
    }
    // A pipe or a device may never end.
    if !found.is_file() {
        return Err(format!("{shown} is no file that can be taken in."));
    }
    File::open(path).and_then(at_most).map_err(|error| why(&shown, &error))
}

/// All that `from` has, up to one byte more than can be taken in.
///
/// # Errors
/// Where it cannot be read.
pub fn at_most(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(u64::try_from(MOST_BYTES + 1).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn why(shown: &std::path::Display<'_>, error: &std::io::Error) -> String {
    if error.kind() == ErrorKind::NotFound {
        format!("{shown} is not there.")
    } else if error.kind() == ErrorKind::PermissionDenied {
        format!("{shown} may not be read by you.")
    } else {
        format!("{shown} cannot be read: {error}.")
    }
}
