//! Opening what is and what is not a conference file.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::little::{LITTLE, Little, NO_LAW, refused, way_out};
use record::file::{self, Migrations};
use record::halt::Halt;
use record::transact::{Header, Pen};
use record::{backup, journal::verify};
use rusqlite::Connection;

fn good(folder: &Path) -> PathBuf {
    let mut little = Little::create(folder);
    little.sql("INSERT INTO section(name) VALUES ('A'), ('B'), ('C')").unwrap();
    little.path.clone()
}

/// The bytes of every file in a folder.
fn bytes(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all.into_iter().map(|path| (path.clone(), fs::read(&path).unwrap_or_default())).collect()
}

#[test]
fn what_cannot_be_opened_is_told_plainly_and_left_alone() {
    type Spoil = fn(&Path);
    let cases: [(&str, &str, Spoil); 12] = [
        ("file.missing", "is not there", |p| fs::remove_file(p).unwrap()),
        ("file.foreign", "it is a folder", |p| {
            fs::remove_file(p).unwrap();
            fs::create_dir(p).unwrap()
        }),
        ("file.foreign", "is not a conference file", |p| fs::write(p, "hello").unwrap()),
        ("file.foreign", "is not a conference file", |p| fs::write(p, "").unwrap()),
        ("file.foreign", "another program", |p| {
            fs::remove_file(p).unwrap();
            Connection::open(p).unwrap().execute_batch("CREATE TABLE t(x)").unwrap();
        }),
        ("file.newer", "file version 9; this program reads up to 1", |p| {
            Connection::open(p).unwrap().execute_batch("PRAGMA user_version=9").unwrap();
        }),
        ("file.damaged", "never finished", |p| {
            Connection::open(p).unwrap().execute_batch("PRAGMA user_version=0").unwrap();
        }),
        ("file.damaged", "part of it is missing", |p| {
            fs::OpenOptions::new().write(true).open(p).unwrap().set_len(8192).unwrap();
        }),
        ("file.damaged", "part of it is missing", |p| {
            let length = fs::metadata(p).unwrap().len();
            fs::OpenOptions::new().write(true).open(p).unwrap().set_len(length - 100).unwrap();
        }),
        ("file.damaged", "is damaged", |p| {
            let mut file = fs::OpenOptions::new().write(true).open(p).unwrap();
            file.seek(SeekFrom::Start(4096)).unwrap();
            file.write_all(&[0xa5; 4096 * 3]).unwrap();
        }),
        ("file.damaged", "is damaged", |p| {
            let mut file = fs::OpenOptions::new().write(true).open(p).unwrap();
            file.seek(SeekFrom::Start(200)).unwrap();
            file.write_all(&[0xa5; 3800]).unwrap();
        }),
        ("file.damaged", "no such table", |p| {
            Connection::open(p).unwrap().execute_batch("ALTER TABLE entry RENAME TO gone").unwrap();
        }),
    ];
    for (code, words, spoil) in cases {
        let folder = tempfile::tempdir().unwrap();
        let path = good(folder.path());
        spoil(&path);
        let before = bytes(folder.path());
        let sentence = refused(file::open(&path, LITTLE), code);
        assert!(sentence.contains(words) && sentence.contains("little.conference"), "{code}: {sentence}");
        let allow = match code {
            "file.newer" => "Open it with that version or a newer one.",
            "file.damaged" => "Restore the newest backup.",
            _ => "",
        };
        assert_eq!(way_out(file::open(&path, LITTLE), code), allow, "{words}");
        assert_eq!(bytes(folder.path()), before, "{code} {words}");
    }
}

#[test]
fn a_file_is_never_overwritten_and_opened_by_one_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = good(folder.path());
    let before = bytes(folder.path());
    assert_eq!(way_out(file::create(&path, LITTLE), "file.exists"), "Choose another name.");
    assert_eq!(bytes(folder.path()), before);
    let opened = file::open(&path, LITTLE).unwrap();
    let locked = refused(file::open(&path, LITTLE), "file.locked");
    assert!(locked.contains("open in another Rostrum"), "{locked}");
    assert_eq!(way_out(file::open(&path, LITTLE), "file.locked"), "Close it there first.");
    drop(opened);
    drop(file::open(&path, LITTLE).unwrap());
    refused(file::create(&folder.path().join("no/such/folder.conference"), LITTLE), "file.missing");
}

#[test]
fn a_crash_loses_nothing_and_its_log_is_honoured() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    let other = tempfile::tempdir().unwrap();
    let path = other.path().join("copy.conference");
    // As after SIGKILL: the file and its log, nothing carried over.
    fs::copy(&little.path, &path).unwrap();
    fs::copy(little.path.with_extension("conference-wal"), path.with_extension("conference-wal")).unwrap();
    let pen = Pen::new(file::open(&path, LITTLE).unwrap().conn, None).unwrap();
    assert_eq!(pen.head(), little.pen.head());
    assert_eq!(verify::verify(&path, |_, _| true).unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_full_disk_is_a_fault_and_the_file_stays_consistent() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    little.pen.db().row("PRAGMA max_page_count = 1", [], |_| Ok(())).unwrap();
    let long = "x".repeat(100_000);
    for _ in 0..3 {
        let full = little.act(|act| {
            act.db.run("INSERT INTO section(name) VALUES (?1)", [&long])?;
            Ok("long".into())
        });
        match full {
            Err(Halt::Fault(fault)) => {
                assert!(fault.shown().sentence.starts_with("The disk is full."), "{fault}")
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(little.rows().len(), 1);
    little.pen.db().row("PRAGMA max_page_count = 1000000", [], |_| Ok(())).unwrap();
    assert_eq!(little.sql("INSERT INTO section(name) VALUES ('B')").unwrap().receipt.seq, 2);
    assert_eq!(little.whole().problems, Vec::<String>::new());
}

#[test]
fn an_older_file_is_brought_forward_and_undo_stops_there() {
    const NEXT: Migrations = &[LITTLE[0], "CREATE TABLE tie(id INTEGER PRIMARY KEY, of TEXT) STRICT;"];
    let folder = tempfile::tempdir().unwrap();
    let path = good(folder.path());
    let opened = file::open(&path, NEXT).unwrap();
    let mut pen = Pen::new(opened.conn, None).unwrap();
    let actor = crate::little::actor("a");
    let header = Header {
        idem: None,
        actor: &actor,
        at: 9_000,
        act: "tie",
        args: None,
        reason: None,
        heard: false,
        undoes: None,
    };
    pen.transact(&header, |act| {
        act.db.run("INSERT INTO tie(of) VALUES ('t')", [])?;
        Ok("tied".into())
    })
    .unwrap();
    assert_eq!(verify::verify(&path, |_, _| true).unwrap().problems, Vec::<String>::new());
    let undo = |seq| record::transact::UndoRequest {
        actor: crate::little::actor("a"),
        seq,
        redo: false,
        idem: None,
    };
    refused(pen.take_back(&undo(Some(1)), 9_000, |_, _| Ok(()), NO_LAW), "undo.migrated");
    pen.take_back(&undo(None), 9_000, |_, _| Ok(()), NO_LAW).unwrap();
    drop((pen, opened.lock));
    refused(file::open(&path, LITTLE), "file.newer");
}

#[test]
fn a_backup_is_checked_and_restoring_keeps_the_present_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    let backups = backup::folder_of(&little.path);
    let (place, head) = backup::back_up(&little.path, &backups, 0, 2).unwrap();
    let mark: String = Connection::open(&little.path)
        .unwrap()
        .query_row("SELECT lower(substr(hex(hash), 1, 8)) FROM entry WHERE seq = 1", [], |row| row.get(0))
        .unwrap();
    assert!(
        place.ends_with(format!("little.backups/little.{mark}.19700101T000000Z.00000001.conference")),
        "{}",
        place.display()
    );
    assert_eq!(head, little.pen.head());
    for n in 1..4 {
        little
            .sql(
                [
                    "",
                    "INSERT INTO note(text) VALUES ('1')",
                    "INSERT INTO note(text) VALUES ('2')",
                    "DELETE FROM section",
                ][n],
            )
            .unwrap();
        backup::back_up(&little.path, &backups, 1_000 * i64::try_from(n).unwrap(), 2).unwrap();
    }
    let listed = backup::list(&backups, &little.path).unwrap();
    assert_eq!(listed.iter().map(|backup| backup.seq).collect::<Vec<_>>(), [4, 3]);
    let older = PathBuf::from(&listed[1].path);
    refused(backup::restore(&older, &little.path, LITTLE), "file.locked");
    let path = little.path.clone();
    drop(little);
    let aside = backup::restore(&older, &path, LITTLE).unwrap().unwrap();
    assert!(aside.file_name().unwrap().to_string_lossy().starts_with("little.before-restore-"));
    let head = |path: &Path| Pen::new(file::open(path, LITTLE).unwrap().conn, None).unwrap().head().seq;
    assert_eq!((head(&path), head(&aside)), (3, 4));
    // A backup that was altered is not restored, and the present file stays.
    Connection::open(&older).unwrap().execute("UPDATE section SET name = 'x'", []).unwrap();
    let sentence = refused(backup::restore(&older, &path, LITTLE), "backup.altered");
    assert!(sentence.contains("section 1 was altered (name)"), "{sentence}");
    assert_eq!(head(&path), 3);
}

#[test]
fn two_conferences_of_one_name_leave_each_other_s_backups_alone() {
    let (stick, morning, evening) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = stick.path();
    let [mut first, mut second] = [&morning, &evening].map(|home| Little::create(home.path()));
    first.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    second.sql("INSERT INTO section(name) VALUES ('B')").unwrap();
    // As an earlier version named it: of whichever of the two.
    let old = folder.join("little.19700101T000000Z.00000001.conference");
    fs::copy(&first.path, &old).unwrap();
    let (kept, _) = backup::back_up(&first.path, folder, 0, 2).unwrap();
    for n in 1..5 {
        second.sql("INSERT INTO note(text) VALUES ('n')").unwrap();
        backup::back_up(&second.path, folder, n * 1_000, 2).unwrap();
    }
    assert!(kept.exists() && old.exists());
    let listed = backup::list(folder, &first.path).unwrap();
    assert_eq!(listed.iter().map(|backup| backup.seq).collect::<Vec<_>>(), [5, 4, 1, 1]);
}

/// What is left in a folder by its name, hidden files too; what SQLite itself keeps beside a file aside.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    names.sort();
    names
}

const SMALL_DISK: &str = "ROSTRUM_SMALL_DISK";

/// A copy that breaks off, as where a disk is full, leaves nothing behind: what is full already must not get fuller.
#[test]
#[cfg(unix)]
fn a_copy_that_breaks_off_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    let long = "x".repeat(400_000);
    little
        .act(|act| {
            act.db.run("INSERT INTO section(name) VALUES (?1)", [&long])?;
            Ok("long".into())
        })
        .unwrap();
    backup::back_up(&little.path, folder.path(), 0, 2).unwrap();
    drop(little);
    // No file of the process that tries it may grow beyond 200 kB.
    let tried = std::process::Command::new("sh")
        .args(["-c", r#"trap '' XFSZ; ulimit -f 200; exec "$0" --exact file::on_a_small_disk --ignored"#])
        .arg(std::env::current_exe().unwrap())
        .env(SMALL_DISK, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tried.stdout).into_owned();
    assert!(tried.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "the other half of a_copy_that_breaks_off_leaves_nothing"]
fn on_a_small_disk() {
    let folder = PathBuf::from(std::env::var_os(SMALL_DISK).unwrap());
    let path = folder.join("little.conference");
    let before = names(&folder);
    let made = PathBuf::from(&backup::list(&folder, &path).unwrap()[0].path);
    let backups = folder.join("little.backups");
    backup::back_up(&path, &backups, 0, 2).unwrap_err();
    assert_eq!(names(&backups), Vec::<String>::new());
    fs::remove_dir(&backups).unwrap();
    assert!(matches!(backup::restore(&made, &path, LITTLE), Err(Halt::Fault(_))));
    assert_eq!(names(&folder), before);
}
