//! The built program, run as a script runs it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run came to.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a folder, with something on its standard input.
pub(crate) fn run_with(folder: &Path, words: &[&str], input: &[u8]) -> Run {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rostrumctl"));
    let program = program.args(words).current_dir(folder);
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that refuses before reading has closed its end.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    Run {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, words: &[&str]) -> Run {
    run_with(folder, words, b"")
}

/// Runs it, and what it printed once it has done all.
pub(crate) fn done(folder: &Path, words: &[&str]) -> String {
    let Run { code, out, err } = run(folder, words);
    assert_eq!(code, 0, "{words:?}: {err}");
    out
}

/// A real input.
pub(crate) fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(name)
}
