//! A count pack on a laptop of its own: opened, gone on with, put by, taken off the disk.
//!
//! Invariant: a pack is never open beside a conference. What was typed stays in its small file until somebody says that the
//! laptop is to keep it no longer.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rules::refusal::Refusal;

use super::{Office, Room, lock};
use crate::halt::{Fault, Halt};
use crate::packing::{PackShown, Packed};
use crate::view::View;

const FOLDER: &str = "packs";
const SHOWN: &str = "json";

impl Office {
    /// The count pack that is open.
    pub fn pack(&self) -> Option<Packed> {
        lock(&self.0.pack).clone()
    }

    /// What this laptop keeps of a pack.
    pub fn pack_kept(&self, mark: &str) -> Option<PackShown> {
        kept(&self.0.folder).into_iter().find(|shown| shown.mark == mark)
    }

    /// Where everything of a pack is kept on this laptop, by its mark and an ending; the folder is made.
    ///
    /// # Errors
    /// Where the mark is none, or the disk fails.
    pub fn place_of_pack(&self, mark: &str, ending: &str) -> Result<PathBuf, Halt> {
        if mark.is_empty() || !mark.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Refusal::new("pack.none", "There is no such count pack on this laptop.")
                .allowed_by("Open the count pack on the stick again.")
                .into());
        }
        let folder = self.0.folder.join(FOLDER);
        fs::create_dir_all(&folder)?;
        Ok(folder.join(format!("{mark}.{ending}")))
    }

    /// Refuses while a conference is open: a pack is for a laptop that has none.
    ///
    /// # Errors
    /// `pack.conference_open`.
    pub fn room_for_pack(&self) -> Result<(), Refusal> {
        match self.desk() {
            Some(_) => Err(Refusal::new(
                "pack.conference_open",
                "A conference is open on this laptop: a count pack is for a laptop that has none.",
            )
            .allowed_by("Close the conference first; or type at the tellers’ desk of this laptop.")),
            None => Ok(()),
        }
    }

    /// From now on every screen is that of this pack.
    ///
    /// # Errors
    /// Where a conference is open, or the disk fails.
    pub fn take_pack(&self, pack: Packed) -> Result<(), Halt> {
        let _one = lock(&self.0.errand);
        self.room_for_pack()?;
        self.0.put_by();
        write_shown(&self.place_of_pack(&pack.shown.mark, SHOWN)?, &pack.shown)?;
        let sinks = lock(&self.0.sinks);
        for (view, sink) in sinks.iter().filter(|(view, _)| pack.shows(view)) {
            pack.desk.watch_into(view.clone(), Arc::clone(sink))?;
        }
        *lock(&self.0.pack) = Some(pack);
        drop(sinks);
        *lock(&self.0.problem) = None;
        self.0.push_start();
        Ok(())
    }

    /// What was written last from the open pack.
    ///
    /// # Errors
    /// Where no pack is open, or the disk fails.
    pub fn pack_written(&self, done: u32, at: i64) -> Result<(), Halt> {
        let mut pack = lock(&self.0.pack);
        let open = pack.as_mut().ok_or_else(no_pack)?;
        (open.shown.written, open.shown.written_at) = (Some(done), Some(at));
        write_shown(&self.place_of_pack(&open.shown.mark, SHOWN)?, &open.shown)?;
        drop(pack);
        self.0.push_start();
        Ok(())
    }

    /// Closes the open pack; with `forget`, nothing of it stays on this laptop.
    ///
    /// # Errors
    /// Where no pack is open, or the disk fails.
    pub fn leave_pack(&self, forget: bool) -> Result<(), Halt> {
        let _one = lock(&self.0.errand);
        let mark = self.pack().ok_or_else(no_pack)?.shown.mark;
        self.0.put_by();
        if forget {
            for entry in fs::read_dir(self.0.folder.join(FOLDER))? {
                let path = entry?.path();
                if path.file_stem().is_some_and(|stem| stem == mark.as_str()) {
                    fs::remove_file(path)?;
                }
            }
        }
        self.0.push_start();
        Ok(())
    }
}

impl Room {
    /// The open pack as it is now.
    pub(super) fn pack_shown(&self) -> Option<PackShown> {
        let pack = lock(&self.pack).clone()?;
        let done = pack.how_much().unwrap_or(pack.shown.done);
        Some(PackShown { done, ..pack.shown })
    }

    /// Closes the pack, if one is open; screens that showed it show nothing.
    pub(super) fn put_by(&self) {
        let before = lock(&self.pack).take();
        let Some(before) = before else { return };
        before.desk.close();
        for (_, sink) in lock(&self.sinks).iter().filter(|(view, _)| **view != View::Start) {
            sink.send_replace(Arc::from("null"));
        }
    }
}

/// What is said of everything that needs an open count pack.
#[must_use]
pub fn no_pack() -> Refusal {
    Refusal::new("pack.not_open", "No count pack is open.").allowed_by(
        "Open the one on the stick, or go on with one that is on this laptop, on the first screen.",
    )
}

fn write_shown(path: &Path, shown: &PackShown) -> Result<(), Fault> {
    Ok(fs::write(path, serde_json::to_vec(shown)?)?)
}

/// The packs on this laptop, the newest first; a file that is none is passed over.
pub(super) fn kept(folder: &Path) -> Vec<PackShown> {
    let Ok(entries) = fs::read_dir(folder.join(FOLDER)) else { return Vec::new() };
    let shown = |path: PathBuf| serde_json::from_slice::<PackShown>(&fs::read(path).ok()?).ok();
    let mut kept: Vec<PackShown> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == SHOWN))
        .filter_map(shown)
        .collect();
    kept.sort_by_key(|shown| std::cmp::Reverse((shown.made_at, shown.station.clone())));
    kept
}
