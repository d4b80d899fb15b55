//! Starting other programs.
//!
//! Invariant: whatever is started in a group of its own is gone when its [`Group`] is dropped, and also when
//! xtask itself is killed: drivers and servers leave children that would hold pipes and displays otherwise.

use crate::{Outcome, house};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// A command that starts in the repository's folder and is ended by the kernel when xtask dies. Its process id
/// is that of the program, because setpriv becomes it.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = if is_there("setpriv") {
        let mut tied = Command::new("setpriv");
        tied.args(["--pdeathsig", "TERM", "--"]).arg(program);
        tied
    } else {
        Command::new(program)
    };
    command.current_dir(house::root());
    command
}

/// `cargo`, the one that runs us.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(words);
    // What a clean machine builds once it never builds again: what would make that quicker takes time and disk for nothing.
    if std::env::var_os("CI").is_some() {
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

/// Is there a program of this name?
pub(crate) fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // apt-get and dpkg tools of the administrator are not on everyone's path.
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .any(|folder| folder.join(program).is_file())
}

/// Runs it with our own input and output, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let words = in_words(command);
    let status = command.status().map_err(|e| format!("cannot start `{words}`: {e}"))?;
    judge(&words, status)
}

/// Runs it on the way to what was asked for: whatever it prints goes to our stderr.
pub(crate) fn prepare(command: &mut Command) -> Outcome {
    run(command.stdout(std::io::stderr()))
}

/// Runs it silently; the answer is whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs it and hands back what it printed; its complaints go to our own stderr.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let words = in_words(command);
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("cannot start `{words}`: {e}"))?;
    judge(&words, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs it in a group of its own, prints each line as it comes and lets `look` see it without colours.
/// Past `limit` the whole group is ended and that is the failure.
pub(crate) fn stream(command: &mut Command, limit: Duration, look: &mut dyn FnMut(&str)) -> Outcome {
    let words = in_words(command);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let mut group = Group::start(command)?;
    let (send, lines) = mpsc::channel();
    if let Some(stdout) = group.child.stdout.take() {
        read_lines(stdout, send.clone());
    }
    if let Some(stderr) = group.child.stderr.take() {
        read_lines(stderr, send);
    }
    let end = Instant::now() + limit;
    let mut ended: Option<(ExitStatus, Instant)> = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => {
                println!("{line}");
                look(&plain(&line));
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) if ended.is_none() => {
                thread::sleep(Duration::from_millis(20))
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if ended.is_none() {
            ended = group.child.try_wait().map_err(|e| format!("{words}: {e}"))?.map(|s| (s, Instant::now()));
        }
        // A grandchild may hold the pipe for ever: a second after the program ended, nothing more is waited for.
        if ended.is_some_and(|(_, at)| at.elapsed() > Duration::from_secs(1)) {
            break;
        }
        if ended.is_none() && Instant::now() > end {
            return Err(format!("`{words}` was ended: it took longer than {} s", limit.as_secs()));
        }
    }
    ended.map_or_else(|| Err(format!("`{words}` gave no answer")), |(status, _)| judge(&words, status))
}

/// A running program and all it started.
pub(crate) struct Group {
    child: Child,
}

impl Group {
    /// Starts it in a process group of its own.
    pub(crate) fn start(command: &mut Command) -> Outcome<Group> {
        let words = in_words(command);
        let child = command.process_group(0).spawn().map_err(|e| format!("cannot start `{words}`: {e}"))?;
        Ok(Group { child })
    }

    /// The process id of the program itself.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Its standard output, once, if it was piped.
    pub(crate) fn stdout(&mut self) -> Option<impl Read + use<>> {
        self.child.stdout.take()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let id = self.child.id();
        // The shell's own `kill`: a small system has no program of that name.
        let signal =
            |name: &str| succeeds(Command::new("sh").args(["-c", &format!("kill -s {name} -- -{id}")]));
        signal("TERM");
        for _ in 0..40 {
            // Reaps the program; signal 0 then says whether anyone of the group is left.
            let _ = self.child.try_wait();
            if !signal("0") {
                let _ = self.child.wait();
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        signal("KILL");
        let _ = self.child.wait();
    }
}

/// What a person would have typed.
fn in_words(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let typed = words.iter().position(|word| word == "--").filter(|_| words[0] == "setpriv");
    words[typed.map_or(0, |at| at + 1)..].join(" ")
}

fn judge(words: &str, status: ExitStatus) -> Outcome {
    if status.success() { Ok(()) } else { Err(format!("`{words}` failed ({status})")) }
}

fn read_lines(from: impl Read + Send + 'static, to: Sender<String>) {
    thread::spawn(move || {
        let mut lines = BufReader::new(from);
        let mut bytes = Vec::new();
        while lines.read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned();
            if to.send(line).is_err() {
                return;
            }
            bytes.clear();
        }
    });
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            // A colour is ESC [ figures letter.
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_off() {
        assert_eq!(plain("\u{1b}[32m✓\u{1b}[39m 3 \u{1b}[1;31mpassed\u{1b}[0m"), "✓ 3 passed");
    }

    #[test]
    fn a_stream_ends_with_its_program_though_a_child_holds_the_pipe() {
        let mut seen = Vec::new();
        let mut look = |line: &str| seen.push(line.to_owned());
        let begun = Instant::now();
        stream(command("sh").args(["-c", "sleep 60 & echo done"]), Duration::from_secs(50), &mut look)
            .expect("sh succeeds");
        assert_eq!(seen, ["done"]);
        assert!(begun.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn a_stream_that_takes_too_long_is_ended() {
        let limit = Duration::from_millis(200);
        let why = stream(command("sleep").arg("60"), limit, &mut |_| {}).expect_err("too long");
        assert!(why.starts_with("`sleep 60` was ended"), "{why}");
    }

    #[test]
    fn a_group_is_gone_when_dropped() {
        let group = Group::start(command("sh").args(["-c", "sleep 61 & sleep 62"])).expect("sh starts");
        let words = format!("kill -s 0 -- -{}", group.id());
        let is_there = || succeeds(Command::new("sh").args(["-c", &words]));
        assert!(is_there());
        let begun = Instant::now();
        drop(group);
        assert!(!is_there());
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
