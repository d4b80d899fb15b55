//! `cargo xtask shots`: the README's pictures, of the program's own windows; the tellers' desk is taken in a browser.

use crate::Outcome;
use crate::node::{build_screens, install, npm};
use crate::programs::{cargo, prepare, run};
use crate::screen::Screen;
use crate::{system, test};

/// Takes the pictures with the end-to-end tests' own means.
pub(crate) fn shots() -> Outcome {
    system::ensure_test()?;
    build_screens()?;
    install("tests/e2e")?;
    prepare(&mut cargo(&["build", "--workspace"]))?;
    let screen = Screen::start("1920x1080")?;
    run(test::with_programs(screen.lend(&mut npm("tests/e2e", &["run", "shots"])), "debug"))
}
