//! When the program was started and when the chair first saw something, for `cargo xtask bench`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Once;
use std::time::{SystemTime, UNIX_EPOCH};

/// The file named by `ROSTRUM_PAINT_LOG`, one line for each moment in milliseconds of the epoch.
#[derive(Debug)]
pub(crate) struct PaintLog {
    file: Option<PathBuf>,
    once: Once,
}

impl PaintLog {
    /// Notes that the program has started, if anyone wants to know.
    pub(crate) fn start() -> PaintLog {
        let log =
            PaintLog { file: std::env::var_os("ROSTRUM_PAINT_LOG").map(PathBuf::from), once: Once::new() };
        log.note("start", now());
        log
    }

    /// Notes the first time that the chair's page was painted, ms of the epoch.
    pub(crate) fn painted(&self, at: u64) {
        self.once.call_once(|| self.note("painted", u128::from(at)));
    }

    fn note(&self, what: &str, at: u128) {
        let Some(file) = &self.file else { return };
        let written = OpenOptions::new().create(true).append(true).open(file);
        if let Err(error) = written.and_then(|mut to| writeln!(to, "{what} {at}")) {
            eprintln!("rostrum: {}: {error}", file.display());
        }
    }
}

fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()
}
