//! The program from outside: what it prints, what it leaves behind, and its exit code.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod bench;
mod files;
#[cfg(unix)]
mod killed;
mod run;
#[cfg(unix)]
mod serve;
mod tally;
