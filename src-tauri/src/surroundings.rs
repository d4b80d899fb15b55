//! What the C library and WebKit read from the environment once, before the first thread begins.
//!
//! Invariant: the program never depends on it; it is only smaller for it.

use std::env;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// Present once the environment is as it should be.
const SETTLED: &str = "ROSTRUM_SETTLED";

/// Memory that a thread gives back goes back to the system, instead of lying in an arena of that thread's own.
const MEMORY: [(&str, &str); 2] = [("MALLOC_ARENA_MAX", "2"), ("MALLOC_TRIM_THRESHOLD_", "131072")];

/// Where there is no graphics card WebKit would share its pictures through buffers that only a card makes cheap.
const NO_CARD: (&str, &str) = ("WEBKIT_DISABLE_DMABUF_RENDERER", "1");

/// Starts the program over, in its own place, with the environment that it wants. What the user has set stays as it is.
/// Comes back where that has been done, or cannot be.
pub(crate) fn settle() {
    if env::var_os(SETTLED).is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let mut again = Command::new(program);
    again.args(env::args_os().skip(1)).env(SETTLED, "1");
    again.envs(wanted(Path::new("/dev/dri").exists()).filter(|(name, _)| env::var_os(name).is_none()));
    let error = again.exec();
    eprintln!("rostrum: could not be started over: {error}");
}

fn wanted(card: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    MEMORY.into_iter().chain((!card).then_some(NO_CARD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_machine_without_a_graphics_card_is_told_so() {
        let names = |card| wanted(card).map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(true), ["MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_"]);
        assert!(names(false).contains(&"WEBKIT_DISABLE_DMABUF_RENDERER"));
    }
}
