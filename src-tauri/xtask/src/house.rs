//! Where things are: the repository, what cargo builds, the stamps that say what need not be done again.

use crate::Outcome;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the repository: as cargo says now, because a binary may have been built in another checkout.
pub(crate) fn root() -> PathBuf {
    let told = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = told.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.ancestors().nth(2).unwrap_or(&here).to_path_buf()
}

/// The folder cargo builds into.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Where programs that only tests and packaging need are kept.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// A program of this workspace as cargo leaves it; `profile` is `debug` or `release`.
pub(crate) fn built(profile: &str, program: &str) -> PathBuf {
    target().join(profile).join(program)
}

/// Does `work` unless it was done before with the same `state` and left `result` behind; remembers the state when
/// the work succeeds.
pub(crate) fn once_per(stamp: &str, state: &str, result: &Path, work: impl FnOnce() -> Outcome) -> Outcome {
    let folder = target().join("stamps");
    let file = folder.join(stamp);
    if result.exists() && fs::read_to_string(&file).is_ok_and(|before| before == state) {
        return Ok(());
    }
    work()?;
    fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    fs::write(&file, state).map_err(|e| format!("cannot write {}: {e}", file.display()))
}
