//! `cargo xtask run`: from a fresh checkout to the program on the screen.

use crate::Outcome;
use crate::house::built;
use crate::node::build_screens;
use crate::programs::{self, cargo, command};
use crate::system;

/// Builds the program and starts it with the words that are left over, such as the name of a file.
pub(crate) fn run(rest: &[String]) -> Outcome {
    build_screens()?;
    if has_display() {
        system::ensure_build()?;
        programs::prepare(&mut cargo(&["build", "--package", "rostrum", "--package", "rostrum-press"]))?;
        return programs::run(command(built("debug", "rostrum")).args(rest));
    }
    eprintln!("There is no display here: the same screens are served to a browser instead.");
    programs::prepare(&mut cargo(&["build", "--package", "rostrumctl", "--package", "rostrum-press"]))?;
    programs::run(command(built("debug", "rostrumctl")).arg("serve").args(rest))
}

fn has_display() -> bool {
    let other = cfg!(any(target_os = "macos", target_os = "windows"));
    other
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}
