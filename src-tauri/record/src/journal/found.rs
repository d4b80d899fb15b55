//! What a verification says while it runs and what it found.
//!
//! Invariant: a file is called whole only when every entry and every row has been seen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::chain::{self, Hash};

/// Problems told one by one behind an open desk, whose screen shows the first; more are counted.
pub(super) const SOME: usize = 50;
/// Every one of them, however many.
pub(super) const EVERY: usize = usize::MAX;

/// How far a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum VerificationState {
    /// Not begun.
    #[default]
    Waiting,
    /// Under way.
    Running,
    /// Everything is as the journal says.
    Whole,
    /// Something was altered outside this program.
    Altered,
    /// It could not be finished.
    Failed,
}

/// How a verification is getting on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
pub struct Verification {
    /// Entries verified.
    #[ts(type = "number")]
    pub done: i64,
    /// Entries in all.
    #[ts(type = "number")]
    pub total: i64,
    /// How far it is.
    pub state: VerificationState,
    /// What was found, in words.
    pub problem: Option<String>,
    /// Rows and entries from which personal data was erased.
    #[ts(type = "number")]
    pub erased: i64,
    /// The hash of the last entry, to be shown and printed outside the file.
    pub head: String,
    /// The same as the hall's screen shows it.
    pub code: String,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Entries verified.
    pub entries: i64,
    /// Rows and entries from which personal data was erased.
    pub erased: i64,
    /// The hash of the last entry.
    pub head: Hash,
    /// Each in words; empty when the file is whole.
    pub problems: Vec<String>,
    /// Problems beyond those told.
    pub more: usize,
    /// How many of the problems are running sums, which can be added up again.
    pub sums: usize,
    /// It was stopped before the end.
    pub stopped: bool,
    /// How many problems are told.
    told: usize,
}

impl Found {
    pub(super) fn telling(told: usize) -> Self {
        Self { told, ..Self::default() }
    }

    /// As a screen shows it.
    pub fn verification(&self) -> Verification {
        let problem = self.problems.first().map(|first| match self.problems.len() + self.more {
            1 => first.clone(),
            all => format!("{first} (and {} more)", all - 1),
        });
        Verification {
            done: self.entries,
            total: self.entries,
            state: if problem.is_none() { VerificationState::Whole } else { VerificationState::Altered },
            problem,
            erased: self.erased,
            code: chain::short_code(&self.head),
            head: self.head.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }

    /// Nothing is wrong but running sums, which an open desk adds up again by itself.
    pub(crate) fn mends_itself(&self) -> bool {
        self.problems.len() + self.more == self.sums
    }

    pub(super) fn problem(&mut self, problem: String) {
        if self.problems.len() < self.told { self.problems.push(problem) } else { self.more += 1 }
    }
}
