//! What tellers who err got wrong, and what found it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rostrum_tests::{Outcome, told};

/// What one teller got wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Error {
    Transposed,
    TypedTwice,
    WrongColour,
    LeftOut,
    BothWays,
}

/// One hall's errors, and what became of them.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) errors: BTreeMap<Error, usize>,
    pub(crate) said_at_once: usize,
    /// Entries of which the number of slips is not the one on the header.
    pub(crate) against_the_header: usize,
    pub(crate) differed: usize,
    pub(crate) settled_by_the_paper: usize,
    pub(crate) queries: usize,
    /// Both tellers made the same mistake on the same card: no paper can reveal it without looking at it again.
    pub(crate) alike: BTreeSet<u32>,
}

/// All of it as a table beside the pictures of the screens, where those are asked for.
pub(crate) fn table(reports: &[(u64, Report)]) -> Outcome {
    let Some(folder) = std::env::var_os("SHOTS") else { return Ok(()) };
    let mut text = "| Hall | Errors made | Said at once | Entries against the header | Cards that differed | Settled by the paper | In query | Counted otherwise than the paper |\n|---|---|---|---|---|---|---|---|\n".to_owned();
    for (seed, report) in reports {
        let errors: Vec<_> = report.errors.iter().map(|(kind, many)| format!("{kind:?} {many}")).collect();
        let (said, header, differed) = (report.said_at_once, report.against_the_header, report.differed);
        let (settled, queries, alike) = (report.settled_by_the_paper, report.queries, report.alike.len());
        let errors = errors.join(", ");
        text += &format!(
            "| {seed} | {errors} | {said} | {header} | {differed} | {settled} | {queries} | {alike} |\n"
        );
    }
    told(std::fs::write(Path::new(&folder).join("tellers-who-err.md"), text))
}
