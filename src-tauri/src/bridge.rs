//! What the screens may ask: the three verbs of the desk, and the few errands of a desktop.
//!
//! Invariant: the hall's window looks at the hall view and nothing else, the visitors' at theirs. Their capabilities hold
//! them to `watch`, `next` and `unwatch`; which view each may watch is decided here, because a capability cannot.

use crate::paint::PaintLog;
use crate::watches::{Next, Watches};
use crate::windows::{self, HALL, HallShown, VISITORS};
use papers::import::{self, ImportKind, Known, Preview};
use record::halt::Halt;
use record::office::{Errand, Office};
use record::transact::{Answer, Envelope, UndoRequest};
use record::view::View;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;
use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

/// Begins to watch a view, until `unwatch`, or until the page or its window is gone; `next` gives what it shows.
#[tauri::command]
pub(crate) async fn watch(
    window: WebviewWindow,
    watches: State<'_, Watches>,
    view: View,
) -> Result<u64, String> {
    if !may_watch(window.label(), &view) {
        return Err("This window shows what it is for, and nothing else.".to_owned());
    }
    let pushed = at_the_office(&window, move |office| office.watch(view)).await?.map_err(sentence)?;
    Ok(watches.keep(window.label(), pushed))
}

/// The view now, the first time; after that, as soon as it is another, and `"beat"` for every second that it is not,
/// while it could be.
#[tauri::command]
pub(crate) async fn next(
    window: WebviewWindow,
    watches: State<'_, Watches>,
    office: State<'_, Office>,
    id: u64,
) -> Result<Response, String> {
    match watches.next(window.label(), id, office.beat()).await {
        Next::View(text) => Ok(Response::new(text.to_string())),
        Next::Beat => Ok(Response::new("\"beat\"".to_owned())),
        Next::Ended => Err("That watch has ended.".to_owned()),
    }
}

/// Ends a watch of the same window.
#[tauri::command]
pub(crate) async fn unwatch(
    window: WebviewWindow,
    watches: State<'_, Watches>,
    id: u64,
) -> Result<(), String> {
    watches.end(window.label(), id);
    Ok(())
}

/// Does one act.
#[tauri::command]
pub(crate) async fn dispatch(app: AppHandle, envelope: Envelope) -> Result<Answer, String> {
    at_the_office(&app, move |office| office.dispatch(envelope)).await
}

/// Takes back one act, or does it again.
#[tauri::command]
pub(crate) async fn undo(app: AppHandle, request: UndoRequest) -> Result<Answer, String> {
    at_the_office(&app, move |office| office.undo(request)).await
}

/// Opens, makes, restores or closes a file; the answer is `done`, `refusal` or `fault`.
#[tauri::command]
pub(crate) async fn errand(app: AppHandle, errand: Errand) -> Result<Value, String> {
    let outcome = at_the_office(&app, move |office| office.errand(errand)).await?;
    Ok(match outcome {
        Ok(done) => json!({ "done": done }),
        Err(Halt::Refusal(refusal)) => json!({ "refusal": refusal }),
        Err(Halt::Fault(fault)) => json!({ "fault": fault.shown() }),
    })
}

/// What the chair does with the hall's window.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HallAction {
    /// Show it, on a display of its own if there is one.
    Open,
    /// Hide it.
    Close,
    /// Fill its display, or leave it.
    Fullscreen,
    /// Open the visitors' window, who see nothing of a private session.
    Visitors,
    /// Only say where it is.
    Look,
}

/// Opens, hides or moves the hall's window.
#[tauri::command]
pub(crate) async fn hall(app: AppHandle, action: HallAction) -> Result<HallShown, String> {
    match action {
        HallAction::Open => windows::open_hall(&app),
        HallAction::Close => windows::close_hall(&app),
        HallAction::Fullscreen => windows::toggle_fullscreen(&app),
        HallAction::Visitors => windows::open_visitors(&app),
        HallAction::Look => Ok(windows::shown(&app)),
    }
    .map_err(|error| error.to_string())
}

/// What the chair is asked to pick.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A conference to open.
    Conference,
    /// A table to import.
    Csv,
    /// A folder, for second backups.
    Folder,
    /// Where a new conference is to be.
    SaveConference,
    /// Where a count pack is to be, usually on a stick.
    SavePack,
    /// A count pack or a count return, usually on a stick.
    Pack,
    /// Where a count return is to be, usually on a stick.
    SaveReturn,
    /// Where what is printed is to be.
    SavePdf,
}

/// What was picked.
#[derive(Debug, Serialize)]
pub(crate) struct Picked {
    path: String,
    name: String,
}

/// Lets the chair pick a file or a folder; `null` if nothing was picked. `name` is proposed for a file that is to be written.
#[tauri::command]
pub(crate) async fn pick(
    window: WebviewWindow,
    kind: Kind,
    name: Option<String>,
) -> Result<Option<Picked>, String> {
    spawn_blocking(move || {
        let dialog = window.dialog().file().set_parent(&window);
        ask(dialog, kind, name.as_deref()).map(|path| picked(&path))
    })
    .await
    .map_err(|error| error.to_string())
}

/// What the table at that path would do to the open conference; nothing is changed. The screens get its rows as they were
/// understood, never a file.
#[tauri::command]
pub(crate) async fn preview(app: AppHandle, kind: ImportKind, path: String) -> Result<Preview, String> {
    at_the_office(&app, move |office| {
        let path = Path::new(path.trim());
        let bytes = import::file::read(path)?;
        let known = match office.desk() {
            Some(desk) => desk.read(Known::read).map_err(sentence)?,
            None => Known::default(),
        };
        Ok(import::preview(kind, &named(path), &bytes, &known))
    })
    .await?
}

/// A view as it is at this moment: what a draft would do is asked at every key.
#[tauri::command]
pub(crate) async fn show(app: AppHandle, view: View) -> Result<Response, String> {
    let text = at_the_office(&app, move |office| office.show(&view)).await?.map_err(sentence)?;
    Ok(Response::new(text))
}

/// The chair's page was painted first `at` this moment, ms of the epoch.
#[tauri::command]
pub(crate) async fn painted(log: State<'_, PaintLog>, at: u64) -> Result<(), String> {
    log.painted(at);
    Ok(())
}

fn may_watch(label: &str, view: &View) -> bool {
    match label {
        HALL => *view == View::Hall,
        VISITORS => *view == View::Visitors,
        _ => true,
    }
}

/// Asks the office on a thread that may wait for the disk.
async fn at_the_office<T: Send + 'static>(
    here: &impl Manager<tauri::Wry>,
    ask: impl FnOnce(&Office) -> T + Send + 'static,
) -> Result<T, String> {
    let office = here.state::<Office>().inner().clone();
    spawn_blocking(move || ask(&office)).await.map_err(|error| error.to_string())
}

/// Why not, as people see it.
pub(crate) fn sentence(halt: Halt) -> String {
    match halt {
        Halt::Refusal(refusal) => refusal.to_string(),
        Halt::Fault(fault) => fault.shown().sentence,
    }
}

fn ask(dialog: FileDialogBuilder<tauri::Wry>, kind: Kind, name: Option<&str>) -> Option<PathBuf> {
    let picked = match kind {
        Kind::SaveConference => {
            let dialog = dialog.set_title("Where is the new conference to be?");
            return save(dialog, "Conferences", "conference", name.unwrap_or("New.conference"));
        }
        Kind::SavePack => {
            let dialog = dialog.set_title("Where is the count pack to be?");
            return save(dialog, "Count packs", "json", name.unwrap_or("count-pack.json"));
        }
        Kind::SaveReturn => {
            let dialog = dialog.set_title("Where is the count return to be?");
            return save(dialog, "Count returns", "json", name.unwrap_or("count-return.json"));
        }
        Kind::SavePdf => {
            return save(dialog.set_title("Print to a file"), "PDF", "pdf", name.unwrap_or("Rostrum.pdf"));
        }
        Kind::Conference => dialog
            .set_title("Open a conference")
            .add_filter("Conferences", &["conference"])
            .blocking_pick_file(),
        Kind::Csv => dialog
            .set_title("Import a table")
            .add_filter("Tables of text", &["csv", "tsv", "txt", "json"])
            .add_filter("All files", &["*"])
            .blocking_pick_file(),
        Kind::Pack => dialog
            .set_title("Choose the file on the stick")
            .add_filter("Count packs and returns", &["json"])
            .add_filter("All files", &["*"])
            .blocking_pick_file(),
        Kind::Folder => dialog.set_title("Choose a folder").blocking_pick_folder(),
    };
    picked?.into_path().ok()
}

/// Where a file of this ending is to be written. What is proposed names a file and no place: its last part is taken.
fn save(
    dialog: FileDialogBuilder<tauri::Wry>,
    filter: &str,
    ending: &str,
    proposed: &str,
) -> Option<PathBuf> {
    let dialog = dialog.add_filter(filter, &[ending]).set_file_name(named(Path::new(proposed)));
    let path = dialog.blocking_save_file()?.into_path().ok()?;
    let ends = path.extension().is_some_and(|end| end == ending);
    Some(if ends { path } else { with_ending(&path, ending) })
}

/// The same name with its ending behind it; whatever dots it has belong to it.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

fn picked(path: &Path) -> Picked {
    Picked { path: path.to_string_lossy().into_owned(), name: named(path) }
}

/// The last part of a path.
fn named(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::windows::CHAIR;

    #[test]
    fn the_hall_sees_the_hall_view_only() {
        assert!(may_watch(HALL, &View::Hall));
        assert!(may_watch(VISITORS, &View::Visitors));
        // A private session is on the hall's screen.
        assert!(!may_watch(VISITORS, &View::Hall));
        assert!(!may_watch(HALL, &View::Visitors));
        for view in [View::Desk, View::Register, View::Votes, View::Record { before: None }] {
            assert!(!may_watch(HALL, &view) && !may_watch(VISITORS, &view), "{view:?}");
            assert!(may_watch(CHAIR, &view), "{view:?}");
        }
    }

    #[test]
    fn a_new_conference_is_named_as_one() {
        let (given, expect) = ("/tmp/Spring v1.2", "/tmp/Spring v1.2.conference");
        assert_eq!(with_ending(Path::new(given), "conference"), Path::new(expect));
    }
}
