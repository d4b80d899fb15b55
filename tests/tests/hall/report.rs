//! What tellers who err got wrong, and what found it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rostrum_tests::{Outcome, told};

/// What one teller got wrong, or what lay in the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Error {
    /// 214 typed as 241.
    Transposed,
    TypedTwice,
    WrongColour,
    LeftOut,
    /// Typed for and against.
    BothWays,
    ScannedTwice,
    ScannedAndTyped,
    /// Scanned, and typed as something else.
    ScannedAndTypedOtherwise,
    /// A slip of another vote, that lay on the table, was scanned with the others.
    ScannedOfAnotherVote,
    /// A code that this conference did not print was scanned.
    ScannedMadeUp,
    /// Nobody erred but whoever put a slip of another vote into the box.
    PaperOfAnotherVote,
    /// Nor here, where a slip in the box is a copy with another letter in its code.
    PaperMadeUp,
}

/// Kinds of errors, all of them.
pub(crate) const KINDS: usize = 12;

/// What found an error first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    /// The code was refused when it was scanned.
    Refused,
    /// It was said while the slip was in the hand.
    Said,
    /// The two entries differed on the card.
    Differed,
}

/// One hall's errors, and what became of them.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) errors: BTreeMap<Error, usize>,
    pub(crate) found: BTreeMap<Found, usize>,
    /// Errors that nothing found, with their cards.
    pub(crate) not_found: Vec<(Error, u32)>,
    /// Codes that were refused.
    pub(crate) refused: BTreeMap<String, usize>,
    /// Entries of which the number of slips is not the one on the header.
    pub(crate) against_the_header: usize,
    pub(crate) differed: usize,
    pub(crate) settled_by_the_paper: usize,
    pub(crate) queries: usize,
    /// Counted otherwise than the paper says.
    pub(crate) otherwise: BTreeSet<u32>,
}

impl Report {
    pub(crate) fn made(&self) -> usize {
        self.errors.values().sum()
    }

    pub(crate) fn of(&self, kinds: &[Error]) -> usize {
        kinds.iter().filter_map(|kind| self.errors.get(kind)).sum()
    }

    pub(crate) fn found_by(&self, by: Found) -> usize {
        self.found.get(&by).copied().unwrap_or_default()
    }
}

/// All of it as a table beside the pictures of the screens, where those are asked for.
pub(crate) fn table(reports: &[(u64, Report)]) -> Outcome {
    let Some(folder) = std::env::var_os("SHOTS") else { return Ok(()) };
    let mut text = "| Hall | Errors made | Code refused | Said at once | Found by the other entry | Not found | Entries against the header | Cards that differed | Settled by the paper | In query | Counted otherwise than the paper |\n|---|---|---|---|---|---|---|---|---|---|---|\n".to_owned();
    for (seed, report) in reports {
        let errors: Vec<_> = report.errors.iter().map(|(kind, many)| format!("{kind:?} {many}")).collect();
        let errors = errors.join(", ");
        let by = [Found::Refused, Found::Said, Found::Differed].map(|by| report.found_by(by).to_string());
        let rest = [
            report.not_found.len(),
            report.against_the_header,
            report.differed,
            report.settled_by_the_paper,
            report.queries,
            report.otherwise.len(),
        ];
        let cells: Vec<String> = by.into_iter().chain(rest.map(|many| many.to_string())).collect();
        text += &format!("| {seed} | {errors} | {} |\n", cells.join(" | "));
    }
    told(std::fs::write(Path::new(&folder).join("tellers-who-err.md"), text))
}
