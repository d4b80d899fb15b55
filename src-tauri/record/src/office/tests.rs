//! The office with real files.

use std::sync::mpsc;
use std::thread;

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
