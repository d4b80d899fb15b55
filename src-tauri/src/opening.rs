//! Which file is open when the program starts, and what a second start does.

use crate::bridge::sentence;
use crate::windows::show_chair;
use record::halt::Halt;
use record::office::{Errand, Office};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tauri::{AppHandle, Manager, Url};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

/// Opens the file that was named on the command line, or else the one that was open last.
pub(crate) fn first_start(app: &AppHandle) {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let here = std::env::current_dir().unwrap_or_default();
    match named(&words, &here) {
        Some(path) => open(app, path, true),
        None => {
            let last = app.state::<Office>().settings().last;
            if let Some(path) = last.map(PathBuf::from) {
                open(app, path, false);
            }
        }
    }
}

/// The program was started again: this one comes to the front and opens the file that the other was given.
pub(crate) fn second_start(app: &AppHandle, words: &[String], folder: &str) {
    show_chair(app);
    if let Some(path) = named(words, Path::new(folder)) {
        open(app, path, true);
    }
}

/// The file among the words of a command line; file managers may write it as an address.
fn named(words: &[String], folder: &Path) -> Option<PathBuf> {
    let word = words.iter().skip(1).find(|word| !word.starts_with('-'))?;
    match Url::parse(word).ok().filter(|address| address.scheme() == "file") {
        Some(address) => address.to_file_path().ok(),
        None => Some(folder.join(word)),
    }
}

/// How often the file of a Rostrum that is just being closed is asked for again, and after what time.
const PATIENCE: (u32, Duration) = (25, Duration::from_millis(200));

/// Opens a file; one that was closed a moment ago may still be putting its last backup away.
fn opened(office: &Office, path: &Path) -> Result<(), Halt> {
    let errand = || office.errand(Errand::Open { path: path.to_string_lossy().into_owned() }).map(drop);
    let (tries, pause) = PATIENCE;
    for _ in 1..tries {
        match errand() {
            Err(Halt::Refusal(refusal)) if refusal.code == "file.locked" => std::thread::sleep(pause),
            answer => return answer,
        }
    }
    errand()
}

/// Opens a file without keeping anyone waiting. A file that was asked for by name and cannot be opened is said so;
/// for the last one, the first screen says it.
fn open(app: &AppHandle, path: PathBuf, by_name: bool) {
    let app = app.clone();
    let office = app.state::<Office>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(halt) = opened(&office, &path)
            && by_name
        {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            app.dialog()
                .message(sentence(halt))
                .title(format!("{name} was not opened"))
                .kind(MessageDialogKind::Error)
                .show(|_| {});
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &[&str], expect: Option<&str>) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(named(&words, Path::new("/home/ann")), expect.map(PathBuf::from));
    }

    #[test]
    fn a_file_may_be_named_in_three_ways() {
        check(&["rostrum", "spring.conference"], Some("/home/ann/spring.conference"));
        check(&["rostrum", "/media/stick/spring.conference"], Some("/media/stick/spring.conference"));
        check(
            &["rostrum", "file:///home/ann/Spring%20one.conference"],
            Some("/home/ann/Spring one.conference"),
        );
    }

    #[test]
    fn no_file_may_be_named() {
        check(&["rostrum"], None);
        check(&[], None);
        check(&["rostrum", "--verbose"], None);
    }
}
