//! Why the program stops before its end, and with which exit code.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use record::halt::{Fault, Halt};
use record::transact::{Answer, Receipt};

/// A stop, with a plain sentence for standard error; empty where everything has been said already.
#[derive(Debug)]
pub(crate) enum Stop {
    /// 1: a rule said no, a file is not whole, figures cannot be.
    Refused(String),
    /// 2: the command line is not understood.
    Usage(String),
    /// 3: a bug or the disk.
    Fault(String),
}

impl Stop {
    /// Says it, and gives the exit code.
    pub(crate) fn told(self) -> ExitCode {
        let (code, sentence) = match self {
            Self::Refused(sentence) => (1, sentence),
            Self::Usage(sentence) => (2, format!("{sentence}\n`rostrumctl help` says what is possible.")),
            Self::Fault(sentence) => (3, sentence),
        };
        if !sentence.is_empty() {
            // With standard error gone too, the exit code is all that is left to say.
            let _ = writeln!(io::stderr(), "rostrumctl: {sentence}");
        }
        ExitCode::from(code)
    }

    /// A fault met while doing `what`.
    pub(crate) fn while_doing(what: impl Display, cause: impl Display) -> Self {
        Self::Fault(format!("{what}: {cause}"))
    }

    /// The receipt, or the stop that the answer is.
    pub(crate) fn unless_done(answer: Answer) -> Result<Receipt, Self> {
        match answer {
            Answer::Receipt(receipt) => Ok(receipt),
            Answer::Refusal(refusal) => Err(Self::Refused(refusal.to_string())),
            Answer::Fault(fault) => Err(Self::Fault(format!("{} ({})", fault.sentence, fault.detail))),
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        let shown = fault.shown();
        Self::Fault(format!("{} ({})", shown.sentence, shown.detail))
    }
}

impl From<Halt> for Stop {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Refusal(refusal) => Self::Refused(refusal.to_string()),
            Halt::Fault(fault) => fault.into(),
        }
    }
}

/// Writes to standard output. A reader that has seen enough (`| head`) is no fault.
pub(crate) fn say(text: impl AsRef<str>) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_ref().as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Stop::while_doing("standard output", error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes a line to standard error.
pub(crate) fn note(line: impl Display) {
    // What cannot be told to anybody does not stop the work.
    let _ = writeln!(io::stderr(), "{line}");
}
