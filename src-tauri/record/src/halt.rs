//! Why something was not done: a rule said no ([`Refusal`]), or a bug or the disk stood in the way ([`Fault`]).
//!
//! Invariant: whichever it is, nothing of the act was recorded.

use std::error::Error;
use std::fmt;

use rules::refusal::Refusal;
use rusqlite::ErrorCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fault_log;

/// A bug or the disk: never a rule. Logged with its context, shown in plain words.
#[derive(Debug)]
pub struct Fault {
    /// What was being done, for the log.
    pub what: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

/// A fault as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct FaultShown {
    /// In plain words, with what to do about it.
    pub sentence: String,
    /// For whoever mends it.
    pub detail: String,
}

/// Why an act was not done.
#[derive(Debug)]
pub enum Halt {
    /// A rule said no.
    Refusal(Refusal),
    /// A bug or the disk.
    Fault(Fault),
}

/// What an act gives: its sentence for the record in the words of the meeting, or why not.
pub type Done = Result<String, Halt>;

impl Fault {
    /// A fault with no cause beneath it: something that should never be so.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), cause: None }
    }

    /// A fault met while doing `what`.
    pub fn of(what: impl Into<String>, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { what: what.into(), cause: Some(cause.into()) }
    }

    /// The same fault, with what was being done put before it.
    #[must_use]
    pub fn while_doing(mut self, doing: &str) -> Self {
        self.what = format!("{doing}: {}", self.what);
        self
    }

    /// SQLite's own code, when SQLite is at the bottom of it.
    pub fn sqlite(&self) -> Option<&rusqlite::Error> {
        self.cause.as_ref().and_then(|cause| cause.downcast_ref::<rusqlite::Error>())
    }

    /// SQLite's extended result code, when SQLite is at the bottom of it.
    pub fn sqlite_code(&self) -> Option<i32> {
        self.sqlite().and_then(rusqlite::Error::sqlite_error).map(|error| error.extended_code)
    }

    /// As people see it.
    pub fn shown(&self) -> FaultShown {
        FaultShown { sentence: self.sentence().to_owned(), detail: self.to_string() }
    }

    fn sentence(&self) -> &'static str {
        let code = self.sqlite().and_then(rusqlite::Error::sqlite_error_code);
        let io = self
            .cause
            .as_ref()
            .and_then(|cause| cause.downcast_ref::<std::io::Error>())
            .map(std::io::Error::kind);
        if code == Some(ErrorCode::DiskFull) || io == Some(std::io::ErrorKind::StorageFull) {
            "The disk is full. Nothing was recorded. Free some space and do it again."
        } else if code == Some(ErrorCode::ReadOnly) || io == Some(std::io::ErrorKind::ReadOnlyFilesystem) {
            "The disk or the file does not allow writing. Nothing was recorded."
        } else if code == Some(ErrorCode::SystemIoFailure) {
            "The disk failed. Nothing was recorded. Everything before this is safe if the disk can still be read: \
             make a copy of the file on another disk now."
        } else if matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) {
            "The conference file is damaged. Nothing was recorded. Restore the newest backup."
        } else if matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) {
            "Another program holds the conference file. Nothing was recorded. Close it there and do it again."
        } else {
            "Something went wrong inside the program. Nothing was recorded."
        }
    }

    /// Writes the fault where whoever mends it will look: to standard error, and into the file that [`fault_log::into`] named.
    pub fn log(&self) {
        eprintln!("rostrum: fault: {self}");
        fault_log::write(&self.to_string());
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        let mut next: Option<&(dyn Error + 'static)> = self.source();
        while let Some(error) = next {
            write!(f, ": {error}")?;
            next = error.source();
        }
        Ok(())
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| {
            let cause: &(dyn Error + 'static) = cause;
            cause
        })
    }
}

impl fmt::Display for Halt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refusal(refusal) => f.write_str(&refusal.sentence),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl Error for Halt {}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::of("the conference file", error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::of("a file", error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::of("JSON", error)
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<rusqlite::Error> for Halt {
    fn from(error: rusqlite::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<std::io::Error> for Halt {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<serde_json::Error> for Halt {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Why a rule says no, where it does.
pub(crate) fn refusal(rule: Result<(), Halt>) -> Result<Option<Refusal>, Fault> {
    match rule {
        Ok(()) => Ok(None),
        Err(Halt::Refusal(refusal)) => Ok(Some(refusal)),
        Err(Halt::Fault(fault)) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_in_plain_words_and_in_detail() {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
        let fault =
            Fault::of("entry", rusqlite::Error::SqliteFailure(code, None)).while_doing("add a motion");
        let shown = fault.shown();
        assert!(shown.sentence.starts_with("The disk is full."), "{shown:?}");
        assert!(shown.detail.starts_with("add a motion: entry: "), "{shown:?}");
    }
}
