//! Where the backups of a file are: in the folder beside it, and in a second one on another disk.
//!
//! Invariant: each backup is listed once, the newest first, with every place it is in; a folder that cannot be read hides
//! nothing of what is in the other. A second folder is kept in mind only where something could be written in it.

use std::cmp::Reverse;
use std::error::Error as _;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rules::refusal::Refusal;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Room, lock};
use crate::backup::{self, BackupFile};
use crate::halt::{Fault, Halt};

/// A backup, and where it is.
#[derive(Serialize)]
struct Kept {
    #[serde(flatten)]
    backup: BackupFile,
    places: Vec<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    Beside,
    Second,
}

impl Room {
    pub(super) fn backups(&self, path: Option<PathBuf>) -> Result<Value, Halt> {
        let path = match path {
            Some(path) => path,
            None => self.present()?.path().to_owned(),
        };
        let beside = backup::folder_of(&path);
        let second = lock(&self.settings).second_backup.as_ref().map(PathBuf::from);
        let second = second.filter(|second| !same(second, &beside));
        let folders = [Some((Place::Beside, beside)), second.map(|second| (Place::Second, second))];
        let (mut kept, mut unread) = (Vec::new(), Vec::new());
        for (place, folder) in folders.into_iter().flatten() {
            match found(place, &folder, &path) {
                Ok(found) => found.into_iter().for_each(|backup| put_in(&mut kept, backup, place)),
                Err(fault) => unread.push(not_read(place, &folder, &fault)),
            }
        }
        kept.sort_by_key(|Kept { backup, .. }| Reverse((backup.at, backup.seq)));
        Ok(json!({ "path": path, "backups": kept, "unread": unread }))
    }

    /// From now on a second copy of every backup is made in this folder, or none; of an open file at once.
    pub(super) fn second_backup(&self, folder: Option<&str>) -> Result<Value, Halt> {
        let folder = folder.map(|folder| self.takes_copies(folder)).transpose()?;
        let said = folder.as_ref().map(|folder| folder.display().to_string());
        self.remember(|settings| settings.second_backup = said.clone())?;
        let desk = lock(&self.desk).clone();
        if let Some(desk) = desk {
            desk.second_backup(folder);
        }
        Ok(json!({ "folder": said }))
    }

    /// The folder as it is to be kept in mind, or why no copy can be made in it.
    fn takes_copies(&self, folder: &str) -> Result<PathBuf, Refusal> {
        let folder = Path::new(folder.trim());
        let shown = folder.display();
        if !folder.is_absolute() {
            let sentence = format!("“{shown}” does not say where the folder is.");
            return Err(Refusal::new("second_backup.not_whole", sentence)
                .allowed_by("Give its whole path, from the top of the disk."));
        }
        if !folder.is_dir() {
            let sentence = format!("There is no folder {shown}.");
            return Err(Refusal::new("second_backup.no_folder", sentence)
                .allowed_by("Put the stick in, or choose a folder that is there."));
        }
        let open = lock(&self.desk).as_ref().map(|desk| backup::folder_of(desk.path()));
        if open.is_some_and(|beside| same(folder, &beside)) {
            return Err(Refusal::new(
                "second_backup.first",
                format!("The first copies are kept in {shown}."),
            )
            .allowed_by("Choose a folder on another disk or a stick."));
        }
        if let Err(error) = try_to_write(folder) {
            let sentence = format!("Nothing can be written in {shown}: {}.", in_words(&error));
            return Err(Refusal::new("second_backup.not_writable", sentence)
                .allowed_by("Unlock the stick or make room on it, or choose another folder."));
        }
        Ok(folder.to_owned())
    }
}

/// What is in one of the folders. That none is beside a file says only that no backup was made; a device that is not there
/// may hold any.
fn found(place: Place, folder: &Path, path: &Path) -> Result<Vec<BackupFile>, Fault> {
    if place == Place::Second {
        fs::metadata(folder)?;
    }
    backup::list(folder, path)
}

/// The copy of a backup has its name and its size; whatever differs is another.
fn put_in(kept: &mut Vec<Kept>, backup: BackupFile, place: Place) {
    let name = |backup: &BackupFile| Path::new(&backup.path).file_name().map(ToOwned::to_owned);
    let copied = |each: &&mut Kept| name(&each.backup) == name(&backup) && each.backup.bytes == backup.bytes;
    match kept.iter_mut().find(copied) {
        Some(each) => each.places.push(place),
        None => kept.push(Kept { backup, places: vec![place] }),
    }
}

fn not_read(place: Place, folder: &Path, fault: &Fault) -> String {
    let whose = match place {
        Place::Beside => "beside the file",
        Place::Second => "on the second device",
    };
    let error = fault.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    let why = error.map_or_else(|| fault.to_string(), in_words);
    format!("The backups {whose} are not in this list. {} cannot be read: {why}.", folder.display())
}

fn in_words(error: &io::Error) -> String {
    let known = [
        (ErrorKind::NotFound, "it is not there"),
        (ErrorKind::NotADirectory, "it is not a folder"),
        (ErrorKind::PermissionDenied, "this laptop’s user may not"),
        (ErrorKind::ReadOnlyFilesystem, "it is locked against writing"),
        (ErrorKind::StorageFull, "it is full"),
    ];
    let found = known.iter().find(|(kind, _)| *kind == error.kind());
    found.map_or_else(|| error.to_string(), |(_, words)| (*words).to_owned())
}

/// A file is made in a folder, and is gone again.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let tried = folder.join(".rostrum-can-write");
    let written = fs::write(&tried, "Rostrum has tried whether a backup can be kept here.\n");
    let gone = fs::remove_file(&tried);
    written.and(gone)
}

/// Whether two names are of one folder.
fn same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}
