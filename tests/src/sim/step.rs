//! One step of a random conference, written down so that it can be done again.

use record::transact::{Envelope, UndoRequest};
use serde::{Deserialize, Serialize};

/// What a random conference begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// An empty file.
    Empty,
    /// Eight delegations in two sections, five items, six papers; open.
    Small,
    /// The demonstration; not open yet.
    Demonstration,
    /// A state of the normative table, by its title.
    State(String),
}

/// What is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// The newest act only.
    Orderly,
    /// Any act, however long ago.
    Disorderly,
}

/// One step.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// The first.
    Begin(Opening),
    /// An act.
    Act {
        /// How long before it, ms; below nought where the laptop's clock is set back.
        pass: i64,
        /// What is asked.
        envelope: Box<Envelope>,
        /// If it is done, it is taken back and done again.
        take_back: bool,
        /// Afterwards everything that the chair's screen offers is tried, and taken back.
        offers: bool,
    },
    /// Something is taken back, or done again.
    Undo {
        /// How long before it, ms.
        pass: i64,
        /// What is asked.
        request: UndoRequest,
    },
    /// The last act is sent again.
    Again,
    /// The file is closed and opened.
    Reopen,
}
