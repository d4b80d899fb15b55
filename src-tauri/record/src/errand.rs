//! What can be asked of the office, and what its first screen shows.
//!
//! Invariant: nothing here touches a conference; an errand is about files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::backup::BackupStatus;
use crate::cable::{CableErrand, CableShown};
use crate::command::NewConference;
use crate::journal::verify::Verification;
use crate::packing::PackShown;
use crate::prints::Print;
use crate::settings::Recent;
use crate::time::ClockFacts;

/// What can be asked of the office.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "errand", rename_all = "snake_case", deny_unknown_fields)]
pub enum Errand {
    /// Make a new conference file and open it.
    New {
        /// Where; nothing may be there.
        path: String,
        /// What it is made from.
        setup: NewConference,
    },
    /// Make an invented conference to look around in, and open it.
    Demo {
        /// Where; nothing may be there.
        path: String,
    },
    /// Open a file; whatever is open is closed first, once this one is known to be good.
    Open {
        /// Which.
        path: String,
    },
    /// Close what is open.
    Close,
    /// Put a backup in a file's place, keeping the present file aside, and open it.
    Restore {
        /// Which backup.
        backup: String,
        /// The file.
        path: String,
    },
    /// The backups of a file, or of the one that is open.
    Backups {
        /// Which file.
        #[serde(default)]
        path: Option<String>,
    },
    /// Make a second copy of every backup in this folder, or in none.
    SecondBackup {
        /// Which.
        folder: Option<String>,
    },
    /// Verify the whole record of the open file again.
    Verify,
    /// Rebuild the open file from its journal alone, at this place, and compare the two.
    Replay {
        /// Where; nothing may be there.
        path: String,
    },
    /// Take a file out of the list of recent ones.
    Forget {
        /// Which.
        path: String,
    },
    /// Print from the open file as it is now, as PDF.
    Print {
        /// What.
        print: Print,
        /// Where; none: the pages come with the answer.
        #[serde(default)]
        path: Option<String>,
    },
    /// How far the printing is: `{"set": 40, "of": 1000}` in books, `{}` where nothing is said yet.
    Printing,
    /// Choose a look.
    Theme {
        /// Which; none for the system's.
        theme: Option<String>,
    },
    /// Something about the stations on the cable.
    Cable {
        /// What.
        ask: CableErrand,
    },
}

/// What the first screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct StartView {
    /// The program's version.
    pub version: String,
    /// What is open.
    pub open: Option<OpenFile>,
    /// What was opened lately, the newest first.
    pub recent: Vec<Recent>,
    /// Why the last errand was not done.
    pub problem: Option<String>,
    /// A second folder for backups.
    pub second_backup: Option<String>,
    /// The look that was chosen.
    pub theme: Option<String>,
    /// The stations on the cable; none where this program cannot serve any.
    pub cable: Option<CableShown>,
    /// The count pack in which a teller types on this laptop.
    pub pack: Option<PackShown>,
    /// Count packs that are kept on this laptop, the newest first.
    pub packs: Vec<PackShown>,
    /// Standing orders that the program brings; a new conference takes the first unless another is chosen.
    pub profiles: Vec<Profile>,
}

/// Standing orders, as they are chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Profile {
    /// Short name.
    pub name: String,
    /// Title.
    pub title: String,
    /// What is particular about them, in one line.
    pub line: String,
    /// Where their values come from.
    pub source: String,
}

/// The open file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct OpenFile {
    /// Where.
    pub path: String,
    /// The conference's name.
    pub name: String,
    /// Whether the record is whole.
    pub verification: Verification,
    /// How the backups are.
    pub backups: BackupStatus,
    /// Conference time.
    pub clock: ClockFacts,
}
