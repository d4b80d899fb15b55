//! The office with real files.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::from_value;
use tokio::time::timeout;

use super::*;
use crate::db::Db;
use crate::watch::BEAT;

fn errand(office: &Office, errand: Value) -> Result<Value, Halt> {
    office.errand(from_value(errand).unwrap())
}

fn start(office: &Office) -> StartView {
    serde_json::from_str(&office.show(&View::Start).unwrap()).unwrap()
}

#[test]
fn files_come_and_go_and_a_watch_outlives_them() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().canonicalize().unwrap().join(name).display().to_string();
    let (one, two) = (place("one.conference"), place("two.conference"));
    let office = Office::open(folder.path(), Options::default()).unwrap();
    let (desk, first) = (office.watch(View::Desk).unwrap(), office.watch(View::Start).unwrap());
    assert_eq!((&**desk.borrow(), start(&office).open), ("null", None));

    let missing = errand(&office, json!({ "errand": "open", "path": one }));
    assert!(matches!(missing, Err(Halt::Refusal(refusal)) if refusal.code == "file.missing"));
    assert_eq!(start(&office).profiles.first().unwrap().title, "Citrine’s model standing orders");
    assert!(start(&office).problem.unwrap().contains("one.conference is not there"));

    let setup = json!({ "name": "Congress", "time_zone": "Europe/London", "days": ["2018-05-30"], "profile": "nowhere" });
    let mut new = json!({ "errand": "new", "path": one, "setup": setup });
    assert!(matches!(errand(&office, new.clone()), Err(Halt::Refusal(_))));
    assert!(!Path::new(&one).exists() && office.desk().is_none());
    for path in [&one, &two] {
        new["path"] = json!(path);
        new["setup"]["profile"] = json!("citrine");
        assert_eq!(errand(&office, new.clone()).unwrap(), json!({ "opened": path }));
    }
    assert!(desk.borrow().contains("Congress") && first.borrow().contains("two.conference"));
    let recent: Vec<_> = start(&office).recent.into_iter().map(|recent| (recent.path, recent.name)).collect();
    assert_eq!(recent, [(two.clone(), "Congress".into()), (one.clone(), "Congress".into())]);

    let replayed =
        errand(&office, json!({ "errand": "replay", "path": place("replica.conference") })).unwrap();
    assert_eq!(replayed, json!({ "entries": 1, "differences": [] }));
    errand(&office, json!({ "errand": "close" })).unwrap();
    assert_eq!((&**desk.borrow(), start(&office).open), ("null", None));
    assert!(
        matches!(office.dispatch(by_the_desk(Command::Close)), Answer::Refusal(r) if r.code == "office.nothing_open")
    );

    let backups = errand(&office, json!({ "errand": "backups", "path": two })).unwrap();
    let backup = backups["backups"][0]["path"].as_str().unwrap().to_owned();
    let restored = errand(&office, json!({ "errand": "restore", "backup": backup, "path": two })).unwrap();
    assert!(restored["aside"].as_str().unwrap().contains("two.before-restore-"));
    assert!(desk.borrow().contains("Congress"));
    office.leave();
    assert_eq!(Office::open(folder.path(), Options::default()).unwrap().settings().last, Some(two));
}

#[test]
fn a_new_rehearsal_begins_at_nine_on_its_first_day() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path(), Options::default()).unwrap();
    let setup = json!({ "name": "Rehearsal", "time_zone": "Europe/London", "days": ["2017-03-12", "2017-03-11"],
        "profile": "citrine", "rehearsal": true });
    let path = folder.path().join("rehearsal.conference").display().to_string();
    errand(&office, json!({ "errand": "new", "path": path, "setup": setup })).unwrap();
    let desk: Value = serde_json::from_str(&office.show(&View::Desk).unwrap()).unwrap();
    let nine = 1_489_222_800_000;
    assert!((nine..nine + 60_000).contains(&desk["heading"]["now"].as_i64().unwrap()), "{}", desk["heading"]);
}

#[tokio::test]
async fn the_screens_are_alive_for_as_long_as_their_views_can_change() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(folder.path(), Options::default()).unwrap();
    let beats = |office: Office| async move { timeout(BEAT * 2, office.beat()).await.is_ok() };
    assert!(beats(office.clone()).await, "with nothing open");
    let setup = json!({ "name": "Congress", "time_zone": "Europe/London", "days": ["2018-05-30"], "profile": "citrine" });
    let path = folder.path().join("one.conference").display().to_string();
    errand(&office, json!({ "errand": "new", "path": path, "setup": setup })).unwrap();
    assert!(beats(office.clone()).await, "with a file open");

    // Its disk gives no answer, and the thread of the views waits for it.
    let (hangs, hung) = mpsc::channel();
    let (answers, answer) = mpsc::channel::<()>();
    let desk = office.desk().unwrap();
    let looking = thread::spawn(move || {
        let compute = move |_: &Db| {
            hangs.send(()).unwrap();
            answer.recv().unwrap();
            Ok("1".to_owned())
        };
        desk.look("hangs".to_owned(), Box::new(compute), Arc::new(watch::Sender::new(Arc::from("0"))))
    });
    hung.recv().unwrap();
    assert!(!beats(office.clone()).await, "nothing can change");

    answers.send(()).unwrap();
    looking.join().unwrap().unwrap();
    assert!(beats(office.clone()).await, "it goes on");
    errand(&office, json!({ "errand": "close" })).unwrap();
    assert!(beats(office).await, "with nothing open again");
}

#[test]
fn backups_beside_the_file_and_on_the_second_device_are_one_list() {
    let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().join("spring.conference");
    let beside = backup::folder_of(&path);
    std::fs::create_dir(&beside).unwrap();
    let put = |place: &Path, hour: u32, seq: i64, text: &str| {
        let name = format!("spring.0a1b2c3d.20180530T{hour:02}0000Z.{seq:08}.conference");
        std::fs::write(place.join(name), text).unwrap();
    };
    put(&beside, 9, 3, "the same");
    put(&beside, 10, 5, "whole");
    put(stick.path(), 9, 3, "the same");
    put(stick.path(), 10, 5, "torn off");
    put(stick.path(), 11, 7, "only here");
    let office = Office::open(folder.path(), Options::default()).unwrap();
    errand(&office, json!({ "errand": "second_backup", "folder": stick.path() })).unwrap();
    let listed = || {
        let found = errand(&office, json!({ "errand": "backups", "path": path })).unwrap();
        let each = |one: &Value| (one["seq"].as_i64().unwrap(), one["places"].clone());
        let listed: Vec<_> = found["backups"].as_array().unwrap().iter().map(each).collect();
        (listed, from_value::<Vec<String>>(found["unread"].clone()).unwrap())
    };
    let (both, first, second) = (json!(["beside", "second"]), json!(["beside"]), json!(["second"]));
    let all = [(7, second.clone()), (5, first.clone()), (5, second.clone()), (3, both)];
    assert_eq!(listed(), (all.to_vec(), vec![]));

    // What cannot be read on one is said, and hides nothing of the other.
    std::fs::rename(&beside, folder.path().join("elsewhere")).unwrap();
    std::fs::write(&beside, "in the way").unwrap();
    let (found, unread) = listed();
    assert_eq!(found, [(7, second.clone()), (5, second.clone()), (3, second)]);
    assert!(unread.len() == 1 && unread[0].starts_with("The backups beside the file are not"), "{unread:?}");
    assert!(unread[0].ends_with(" cannot be read: it is not a folder."), "{unread:?}");
    std::fs::remove_file(&beside).unwrap();
    std::fs::rename(folder.path().join("elsewhere"), &beside).unwrap();
    stick.close().unwrap();
    let (found, unread) = listed();
    assert_eq!(found, [(5, first.clone()), (3, first)]);
    assert!(unread.len() == 1 && unread[0].contains("on the second device are not"), "{unread:?}");
    assert!(unread[0].ends_with(" cannot be read: it is not there."), "{unread:?}");
}

fn until(what: &str, done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(5), "{what}");
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_second_device_gets_the_newest_at_once_stays_chosen_and_can_be_given_up() {
    let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = folder.path().canonicalize().unwrap().join("one.conference");
    let open = || Office::open(folder.path(), Options::default()).unwrap();
    let choose = |office: &Office, folder: Option<&Path>| {
        errand(office, json!({ "errand": "second_backup", "folder": folder }))
    };
    let on_stick = || backup::list(stick.path(), &path).unwrap();
    let office = open();
    let setup = json!({ "name": "Congress", "time_zone": "Europe/London", "days": ["2018-05-30"], "profile": "citrine" });
    errand(&office, json!({ "errand": "new", "path": path, "setup": setup })).unwrap();
    // Its one act is in no backup yet, and the next one is two minutes off.
    choose(&office, Some(stick.path())).unwrap();
    until("the copy of what is open", || on_stick().first().is_some_and(|backup| backup.seq == 1));
    until("that it is there is said", || start(&office).open.unwrap().backups.second.is_some());
    office.leave();

    // A laptop that opened it today and did nothing yet: nothing of it is on the new stick before it is asked for.
    for backup in on_stick() {
        std::fs::remove_file(backup.path).unwrap();
    }
    let office = open();
    assert_eq!(start(&office).second_backup, Some(stick.path().display().to_string()));
    errand(&office, json!({ "errand": "open", "path": path })).unwrap();
    choose(&office, Some(stick.path())).unwrap();
    until("a copy with nothing done", || !on_stick().is_empty());
    let listed = errand(&office, json!({ "errand": "backups" })).unwrap();
    assert_eq!(listed["backups"][0]["places"], json!(["beside", "second"]), "{listed}");

    // The stick is lost: an alarm until another is chosen, or none.
    std::fs::rename(stick.path(), folder.path().join("lost")).unwrap();
    let note = Command::Note { text: "Ten minutes were lost.".into() };
    assert!(matches!(office.dispatch(by_the_desk(note)), Answer::Receipt(_)));
    let gone = choose(&office, Some(stick.path()));
    assert!(
        matches!(gone, Err(Halt::Refusal(r)) if r.code == "second_backup.no_folder" && r.allow.is_some())
    );
    office.desk().unwrap().second_backup(Some(stick.path().to_owned()));
    until("the alarm", || start(&office).open.unwrap().backups.problem.is_some());
    choose(&office, None).unwrap();
    until("no alarm", || start(&office).open.unwrap().backups.problem.is_none());
    assert_eq!((start(&office).second_backup, start(&office).problem), (None, None));
    office.leave();
    assert_eq!(open().settings().second_backup, None);
    std::fs::rename(folder.path().join("lost"), stick.path()).unwrap();
}

#[test]
fn a_second_device_that_takes_no_copy_is_refused_and_the_one_before_stays() {
    let (folder, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let office = Office::open(folder.path(), Options::default()).unwrap();
    let setup = json!({ "name": "Congress", "time_zone": "Europe/London", "days": ["2018-05-30"], "profile": "citrine" });
    let path = folder.path().join("one.conference");
    errand(&office, json!({ "errand": "new", "path": path, "setup": setup })).unwrap();
    errand(&office, json!({ "errand": "second_backup", "folder": stick.path() })).unwrap();
    let (beside, file) = (backup::folder_of(&path), folder.path().join("a file"));
    std::fs::create_dir_all(&beside).unwrap();
    std::fs::write(&file, "no folder").unwrap();
    // Root may write everywhere; but nobody where a folder has the name of what is written.
    let locked = folder.path().join("locked");
    std::fs::create_dir_all(locked.join(".rostrum-can-write")).unwrap();
    let place = |path: &Path| path.display().to_string();
    let rows = [
        ("stick".to_owned(), "second_backup.not_whole"),
        (String::new(), "second_backup.not_whole"),
        (place(&folder.path().join("nowhere")), "second_backup.no_folder"),
        (place(&file), "second_backup.no_folder"),
        (place(&beside), "second_backup.first"),
        (place(&locked), "second_backup.not_writable"),
    ];
    for (given, code) in rows {
        let Err(Halt::Refusal(refusal)) =
            errand(&office, json!({ "errand": "second_backup", "folder": given }))
        else {
            panic!("“{given}” was taken");
        };
        assert!(refusal.code == code && refusal.allow.is_some(), "{given}: {refusal:?}");
        assert_eq!(start(&office).second_backup, Some(place(stick.path())), "{given}");
    }
}
