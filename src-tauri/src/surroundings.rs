//! What the C library and WebKit read from the environment once, before the first thread begins.
//!
//! Invariant: the program never depends on it; it is only smaller for it.

use std::env;
use std::fs;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Present once the environment is as it should be.
const SETTLED: &str = "ROSTRUM_SETTLED";

/// Memory that a thread gives back goes back to the system, instead of lying in an arena of that thread's own.
const MEMORY: [(&str, &str); 2] = [("MALLOC_ARENA_MAX", "2"), ("MALLOC_TRIM_THRESHOLD_", "131072")];

/// Pictures are handed from WebKit's process to this one in plain memory. Where no graphics card is, buffers for one would
/// be drawn by the processor all the same, and be memory of this process besides.
const PLAIN: (&str, &str) = ("WEBKIT_DISABLE_DMABUF_RENDERER", "1");

/// Where the system names the graphics cards that can draw: `renderD128` and so on.
const CARDS: &str = "/dev/dri";

/// Starts the program over, in its own place, with the environment that it wants. What the user has set stays as it is.
/// Comes back where that has been done, or cannot be.
pub(crate) fn settle() {
    if env::var_os(SETTLED).is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let mut again = Command::new(program);
    again.args(env::args_os().skip(1)).env(SETTLED, "1");
    let wanted = MEMORY.into_iter().chain((!draws_by_card()).then_some(PLAIN));
    again.envs(wanted.filter(|(name, _)| env::var_os(name).is_none()));
    let error = again.exec();
    eprintln!("rostrum: could not be started over: {error}");
}

fn draws_by_card() -> bool {
    let Ok(mut all) = fs::read_dir(CARDS) else { return false };
    all.any(|one| one.is_ok_and(|one| one.file_name().to_string_lossy().starts_with("renderD")))
}
