//! The real `rostrumctl`, as its own process: fed with acts line by line, and killed.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use record::transact::{Answer, Envelope};

use crate::{Outcome, told};

/// The program, built once for this run beside the tests.
///
/// # Errors
/// Where it does not build.
pub fn rostrumctl() -> Outcome<PathBuf> {
    static BUILT: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(|| build("rostrumctl")).clone()
}

/// The program that prints, built likewise; whoever prints finds it beside the tests.
///
/// # Errors
/// Where it does not build.
pub fn press() -> Outcome<PathBuf> {
    static BUILT: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(|| build("rostrum-press")).clone()
}

fn build(name: &str) -> Outcome<PathBuf> {
    // target/debug/deps/crash-…: the folder that this test was built into.
    let test = told(std::env::current_exe())?;
    let target = test.ancestors().nth(3).ok_or("a test stands in target/debug/deps")?;
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let built = Command::new(cargo)
        // Always of the whole workspace: by itself it would be built with other features, and everything then twice.
        .args(["build", "--quiet", "--workspace", "--bin", name])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    if !told(built)?.success() {
        return Err(format!("{name} does not build"));
    }
    Ok(target.join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs it to its end.
///
/// # Errors
/// Where it cannot be started.
pub fn run(arguments: &[&str], file: &Path, more: &[&str]) -> Outcome<Output> {
    told(Command::new(rostrumctl()?).args(arguments).arg(file).args(more).stdin(Stdio::null()).output())
}

/// The same, and its standard output, if it ended well.
///
/// # Errors
/// What it said otherwise.
pub fn well(arguments: &[&str], file: &Path, more: &[&str]) -> Outcome<String> {
    let output = run(arguments, file, more)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{arguments:?} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// `rostrumctl do`, running.
pub struct Doing {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<Answer>,
}

impl Doing {
    /// Starts it upon a file.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn start(file: &Path) -> Outcome<Self> {
        let mut command = Command::new(rostrumctl()?);
        command.arg("do").arg(file).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = told(command.spawn())?;
        let input = Some(child.stdin.take().ok_or("no standard input")?);
        let output = child.stdout.take().ok_or("no standard output")?;
        let (put, answers) = channel();
        std::thread::spawn(move || {
            // A line cut off by the kill is no answer.
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let Ok(answer) = serde_json::from_str(&line) else { break };
                if put.send(answer).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, input, answers })
    }

    /// Asks for an act; false where nobody reads any more.
    pub fn ask(&mut self, envelope: &Envelope) -> bool {
        let Ok(mut line) = serde_json::to_vec(envelope) else { return false };
        line.push(b'\n');
        let Some(input) = &mut self.input else { return false };
        input.write_all(&line).and_then(|()| input.flush()).is_ok()
    }

    /// Closes its input: it does what it has been asked for and closes the file.
    pub fn end_of_input(&mut self) {
        self.input = None;
    }

    /// The next answer, if it comes in time.
    pub fn answer(&self, within: Duration) -> Option<Answer> {
        self.answers.recv_timeout(within).ok()
    }

    /// SIGKILL; the answers that had come out by then.
    pub fn kill(mut self) -> Vec<Answer> {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.answers.iter().collect()
    }

    /// Closes its input and waits for its end; the answers that were still to come.
    #[must_use]
    pub fn finish(mut self) -> Vec<Answer> {
        self.end_of_input();
        let rest = self.answers.iter().collect();
        let _ = self.child.wait();
        rest
    }
}

/// Which entry holds which idempotency id, straight from the file.
///
/// # Errors
/// Where it cannot be read.
pub fn entries(file: &Path) -> Outcome<BTreeMap<String, i64>> {
    let conn = crate::world::reader(file)?;
    let mut list = told(conn.prepare("SELECT idem, seq FROM entry WHERE idem IS NOT NULL"))?;
    let rows = told(list.query_map([], |row| Ok((row.get(0)?, row.get(1)?))))?;
    told(rows.collect())
}
