//! What the program remembers between two starts, in one small file; nothing of a conference is in it.
//!
//! Invariant: it can be lost without loss: a file that cannot be read is put aside and the program starts as new.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::halt::Fault;

/// Files remembered.
const RECENT: usize = 20;
const NAME: &str = "settings.json";

/// A conference file that was opened lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Recent {
    /// Where.
    pub path: String,
    /// The conference's name.
    pub name: String,
    /// When, by the laptop's clock: ms since 1970 UTC.
    #[ts(type = "number")]
    pub opened: i64,
}

/// The hall's window as it was last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct HallWindow {
    /// It was open, and is opened again at the next start: a laptop that failed must not leave the hall in the dark.
    pub open: bool,
    /// Where it was when last an ordinary window, and how large; in pixels of the display: x, y, width, height.
    pub ordinary: Option<(i32, i32, u32, u32)>,
}

/// What the program remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct Settings {
    /// The newest first.
    pub recent: Vec<Recent>,
    /// A second folder for backups, on another disk.
    pub second_backup: Option<String>,
    /// The file that was open when the program was last left.
    pub last: Option<String>,
    /// The look that was chosen.
    pub theme: Option<String>,
    /// The hall's window.
    pub hall: HallWindow,
}

impl Settings {
    /// Reads them; as new where there are none or they cannot be understood.
    pub fn read(folder: &Path) -> Result<Self, Fault> {
        let path = place(folder);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => String::new(),
            Err(e) => return Err(Fault::of(format!("read {}", path.display()), e)),
        };
        match serde_json::from_str(&text) {
            Ok(settings) => Ok(settings),
            Err(_) => {
                if path.exists() {
                    fs::rename(&path, path.with_extension("json.broken"))?;
                }
                Ok(Self::default())
            }
        }
    }

    /// Writes them whole or not at all.
    pub fn write(&self, folder: &Path) -> Result<(), Fault> {
        fs::create_dir_all(folder)?;
        let (path, temporary) = (place(folder), folder.join(".settings.json.new"));
        fs::write(&temporary, serde_json::to_string_pretty(self)?)?;
        fs::rename(&temporary, &path)?;
        Ok(())
    }

    /// A file was opened.
    pub fn opened(&mut self, path: &str, name: &str, at: i64) {
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(0, Recent { path: path.to_owned(), name: name.to_owned(), opened: at });
        self.recent.truncate(RECENT);
        self.last = Some(path.to_owned());
    }
}

fn place(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_come_back_and_what_is_broken_is_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::read(folder.path()).unwrap(), Settings::default());
        let mut settings = Settings::default();
        settings.opened("/a", "A", 1);
        settings.opened("/b", "B", 2);
        settings.opened("/a", "A", 3);
        settings.hall = HallWindow { open: true, ordinary: Some((-7, 40, 960, 540)) };
        settings.write(folder.path()).unwrap();
        assert_eq!(Settings::read(folder.path()).unwrap(), settings);
        assert_eq!(settings.recent.iter().map(|r| r.path.as_str()).collect::<Vec<_>>(), ["/a", "/b"]);
        fs::write(place(folder.path()), "{").unwrap();
        assert_eq!(Settings::read(folder.path()).unwrap(), Settings::default());
        assert!(folder.path().join("settings.json.broken").exists());
    }
}
