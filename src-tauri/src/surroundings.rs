//! What the C library reads from the environment once, before the first thread begins.
//!
//! Invariant: the program never depends on it; it is only smaller for it.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// Present once the environment is as it should be.
const SETTLED: &str = "ROSTRUM_SETTLED";

/// Memory that a thread gives back goes back to the system, instead of lying in an arena of that thread's own.
const MEMORY: [(&str, &str); 2] = [("MALLOC_ARENA_MAX", "2"), ("MALLOC_TRIM_THRESHOLD_", "131072")];

/// Starts the program over, in its own place, with the environment that it wants. What the user has set stays as it is.
/// Comes back where that has been done, or cannot be.
pub(crate) fn settle() {
    if env::var_os(SETTLED).is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let mut again = Command::new(program);
    again.args(env::args_os().skip(1)).env(SETTLED, "1");
    again.envs(MEMORY.into_iter().filter(|(name, _)| env::var_os(name).is_none()));
    let error = again.exec();
    eprintln!("rostrum: could not be started over: {error}");
}
