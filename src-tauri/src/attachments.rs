//! What is attached to papers, from the desktop: picked and saved by dialogs of the system, so that no page ever reads or
//! writes a file.
//!
//! Invariant: bytes go between the disk and the conference file; a page learns a name and a hash.

use record::office::{Office, no_file};
use rules::attachment::{MOST_BYTES, may_be_kept, name};
use serde::Serialize;
use std::io::Read;
use std::path::Path;
use tauri::async_runtime::spawn_blocking;
use tauri::{Manager, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use crate::bridge::sentence;

/// What was brought in.
#[derive(Debug, Serialize)]
pub(crate) struct Brought {
    name: String,
    sha256: String,
}

/// Lets a person pick a file and keeps its content; `null` if nothing was picked.
#[tauri::command]
pub(crate) async fn bring(window: WebviewWindow) -> Result<Option<Brought>, String> {
    spawn_blocking(move || -> Result<Option<Brought>, String> {
        let dialog = window.dialog().file().set_parent(&window).set_title("Attach a file");
        let Some(path) = dialog.blocking_pick_file() else { return Ok(None) };
        let path = path.into_path().map_err(|error| error.to_string())?;
        keep(window.state::<Office>().inner(), &path).map(Some)
    })
    .await
    .map_err(|error| error.to_string())?
}

/// Saves a copy of what was attached where a person says; `false` if nowhere.
#[tauri::command]
pub(crate) async fn save_copy(window: WebviewWindow, sha256: String, name: String) -> Result<bool, String> {
    spawn_blocking(move || -> Result<bool, String> {
        let desk = window.state::<Office>().desk().ok_or_else(|| no_file().to_string())?;
        let content = desk.content(&sha256).map_err(sentence)?;
        let content = content.ok_or("That content is not in this file.")?;
        let named = rules::attachment::name(&name).map_err(|refusal| refusal.sentence)?;
        let dialog = window.dialog().file().set_parent(&window).set_title("Save a copy").set_file_name(named);
        let Some(path) = dialog.blocking_save_file() else { return Ok(false) };
        let path = path.into_path().map_err(|error| error.to_string())?;
        std::fs::write(path, content).map_err(|error| error.to_string())?;
        Ok(true)
    })
    .await
    .map_err(|error| error.to_string())?
}

fn keep(office: &Office, path: &Path) -> Result<Brought, String> {
    let mut content = Vec::new();
    // One byte more than is kept: then the rule says that it is too large.
    let most = u64::try_from(MOST_BYTES + 1).unwrap_or(u64::MAX);
    let read = std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut content));
    read.map_err(|error| error.to_string())?;
    may_be_kept(content.len()).map_err(|refusal| refusal.to_string())?;
    let name = name(&path.file_name().unwrap_or_default().to_string_lossy()).map_err(|why| why.sentence)?;
    let desk = office.desk().ok_or_else(|| no_file().to_string())?;
    Ok(Brought { name, sha256: desk.keep(content).map_err(sentence)? })
}
