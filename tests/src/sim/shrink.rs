//! A failing conference made as short as it will go.

use std::time::{Duration, Instant};

use super::Report;

/// Drops chunks of draws for as long as the same check still fails when they are played, smaller and smaller; for a minute
/// at most.
#[must_use]
pub fn shrink(draws: &[u64], failed: Report, play: impl Fn(&[u64]) -> Report) -> Report {
    let check = check_of(&failed);
    let until = Instant::now() + Duration::from_secs(60);
    // The first draw is the beginning; a step was written down for each draw that was reached.
    let mut kept: Vec<u64> = draws.iter().copied().take(failed.steps.len()).collect();
    let mut best = failed;
    let mut chunk = kept.len() / 2;
    while chunk > 0 && Instant::now() < until {
        let mut at = 1;
        let mut shorter = false;
        while at < kept.len() && Instant::now() < until {
            let without: Vec<u64> =
                kept.iter().take(at).chain(kept.iter().skip(at + chunk)).copied().collect();
            let report = play(&without);
            if check_of(&report) == check {
                kept = without.into_iter().take(report.steps.len()).collect();
                best = report;
                shorter = true;
            } else {
                at += chunk;
            }
        }
        if !shorter || chunk > 1 {
            chunk /= 2;
        }
    }
    best
}

/// The name of the check that failed, and the first words of what it found, without numbers.
fn check_of(report: &Report) -> Option<String> {
    let why = report.failure.as_deref()?;
    Some(why.chars().filter(|c| !c.is_ascii_digit()).take(60).collect())
}
