//! Counting tests by reading what their runners print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed, failed, or were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

/// Whose summary is read. One at a time, because a runner may repeat the output of another inside its own.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Runner {
    /// `cargo nextest run`.
    Nextest,
    /// `cargo test`: one summary for each test program.
    Cargo,
    /// vitest, playwright, mocha (also inside WebdriverIO), `node --test`.
    Node,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

impl Runner {
    /// What this line of output adds.
    pub(crate) fn read(self, line: &str) -> Tally {
        let line = line.trim();
        match self {
            Runner::Nextest => line
                .strip_prefix("Summary [")
                .and_then(|rest| rest.split_once("run:"))
                .map(|(_, counts)| counted(counts.split(',')))
                .unwrap_or_default(),
            Runner::Cargo => line
                .strip_prefix("test result:")
                .and_then(|rest| rest.split_once('.'))
                .map(|(_, counts)| counted(counts.split(';')))
                .unwrap_or_default(),
            Runner::Node => read_node(line),
        }
    }
}

fn read_node(line: &str) -> Tally {
    if let Some(counts) = line.strip_prefix("Tests ") {
        return counted(counts.split('(').next().unwrap_or_default().split('|'));
    }
    if let Some(count) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
        // `node --test` says the word first.
        let mut words = count.split(' ');
        return match (words.next(), words.next(), words.next()) {
            (Some(word), Some(number), None) => counted([format!("{number} {word}").as_str()].into_iter()),
            _ => Tally::default(),
        };
    }
    // WebdriverIO writes `[wry linux #0-0]` before each line of mocha's.
    let line =
        if line.starts_with('[') { line.split_once("] ").map_or(line, |(_, rest)| rest) } else { line };
    // playwright and mocha: a line with one count, and perhaps how long it took.
    let count = line.trim().split(" (").next().unwrap_or_default();
    if count.split(' ').count() <= 4 { counted([count].into_iter()) } else { Tally::default() }
}

/// Adds up parts such as `3 passed` and `1 failed (of which 1 slow)`.
fn counted<'a>(parts: impl Iterator<Item = &'a str>) -> Tally {
    let mut tally = Tally::default();
    for part in parts {
        let Some((number, word)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<u32>() else { continue };
        let word = word.split(" (").next().unwrap_or_default();
        match word.trim() {
            "passed" | "passing" | "pass" | "flaky" => tally.passed += number,
            "failed" | "failing" | "fail" | "timed out" | "exec failed" | "cancelled" => {
                tally.failed += number
            }
            "skipped" | "pending" | "ignored" | "todo" | "did not run" => tally.skipped += number,
            _ => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(runner: Runner, lines: &[&str], expect: (u32, u32, u32)) {
        let mut tally = Tally::default();
        for line in lines {
            tally += runner.read(line);
        }
        assert_eq!((tally.passed, tally.failed, tally.skipped), expect, "{lines:?}");
    }

    #[test]
    fn nextest_says_it_once() {
        check(Runner::Nextest, &["     Summary [   0.005s] 3 tests run: 3 passed, 0 skipped"], (3, 0, 0));
        check(
            Runner::Nextest,
            &["Summary [ 1.0s] 4 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 2 skipped"],
            (2, 2, 2),
        );
        check(Runner::Nextest, &["test result: FAILED. 0 passed; 1 failed; 0 ignored"], (0, 0, 0));
    }

    #[test]
    fn cargo_says_it_for_each_program() {
        let one =
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.0s";
        let two = "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.0s";
        check(Runner::Cargo, &[one, "test a ... ok", two], (7, 1, 1));
    }

    #[test]
    fn the_runners_of_node_each_say_it_their_way() {
        check(
            Runner::Node,
            &[" Test Files  1 passed (1)", "      Tests  1 failed | 11 passed | 2 skipped (14)"],
            (11, 1, 2),
        );
        check(
            Runner::Node,
            &[
                "  1 failed",
                "    [chromium] › a.spec.ts:3 › 2 passed things",
                "  1 did not run",
                "  12 passed (3.4s)",
            ],
            (12, 1, 1),
        );
        check(Runner::Node, &["  3 passing (20ms)", "  1 pending", "  2 failing"], (3, 2, 1));
        check(
            Runner::Node,
            &["[wry 0.57 linux #0-0] 2 passing (1.2s)", "Spec Files:\t1 passed, 1 total (100%)"],
            (2, 0, 0),
        );
        check(Runner::Node, &["ℹ tests 4", "ℹ pass 3", "ℹ fail 1", "ℹ skipped 0", "# pass 2"], (5, 1, 0));
    }
}
