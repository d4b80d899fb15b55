//! The desk with acts and views of its own, on a little schema.

use std::path::PathBuf;
use std::sync::atomic::AtomicI64;
use std::time::{Duration, Instant};

use rules::refusal::Refusal;

use super::*;
use crate::halt::Done;
use crate::journal::verify::VerificationState;
use crate::time::Laptop;
use crate::transact::{Act, Actor, Receipt, Role};

const LITTLE: Migrations = &["
  CREATE TABLE conference(id INTEGER PRIMARY KEY CHECK (id = 1), rehearsal INTEGER NOT NULL) STRICT;
  CREATE TABLE note(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT) STRICT;
  CREATE TABLE card(id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER) STRICT;"];

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("little.conference")
    }
}

fn options() -> Options {
    Options {
        seed: Some(1),
        backups: None,
        verify: false,
        migrations: LITTLE,
        lawful: Law { ran_on: |_, _, _| false, settle: |_| Ok(()) },
        ..Options::default()
    }
}

fn actor(role: Role) -> Actor {
    Actor { role, station: "a".into(), name: None }
}

fn proposal(at: Option<i64>, carry: impl FnOnce(&Act<'_>) -> Done + Send + 'static) -> Proposal {
    let actor = actor(if at.is_some() { Role::Script } else { Role::Chair });
    Proposal {
        idem: None,
        actor,
        at,
        act: "test",
        args: "{}".into(),
        reason: None,
        heard: false,
        carry: Box::new(carry),
    }
}

fn add(desk: &Desk, text: &'static str) -> Answer {
    desk.act(proposal(None, move |act| {
        act.db.insert("INSERT INTO note(text) VALUES (?1)", [text])?;
        Ok(format!("Noted: {text}"))
    }))
}

fn receipt(answer: Answer) -> Receipt {
    match answer {
        Answer::Receipt(receipt) => receipt,
        other @ (Answer::Refusal(_) | Answer::Fault(_)) => panic!("{other:?}"),
    }
}

fn watch_notes(desk: &Desk) -> (watch::Receiver<Arc<str>>, Arc<AtomicI64>) {
    let (sink, mut receiver) = watch::channel(Arc::from("null"));
    let times = Arc::new(AtomicI64::new(0));
    let counted = Arc::clone(&times);
    let compute = move |db: &Db| {
        counted.fetch_add(1, Ordering::Relaxed);
        db.one("SELECT count(*), max(text) FROM note", [], |r| {
            Ok(format!("{} {}", r.get::<_, i64>(0)?, r.get::<_, Option<String>>(1)?.unwrap_or_default()))
        })
    };
    desk.look("notes".into(), Box::new(compute), Arc::new(sink)).unwrap();
    receiver.mark_unchanged();
    (receiver, times)
}

/// Waits until the view has changed.
fn next(receiver: &mut watch::Receiver<Arc<str>>) -> String {
    let begun = Instant::now();
    while !receiver.has_changed().unwrap() {
        assert!(begun.elapsed() < Duration::from_secs(5), "no push");
        thread::sleep(Duration::from_millis(1));
    }
    receiver.borrow_and_update().to_string()
}

#[test]
fn an_act_is_answered_pushed_taken_back_and_still_there_after_closing() {
    let folder = Folder::new();
    let desk = Desk::create(&folder.path(), options()).unwrap();
    let (mut notes, _) = watch_notes(&desk);
    assert_eq!(&*notes.borrow_and_update().clone(), "0 ");
    assert_eq!(receipt(add(&desk, "x")).words, "Noted: x");
    assert_eq!(next(&mut notes), "1 x");
    let undo = |redo| UndoRequest { actor: actor(Role::Chair), seq: None, redo, idem: None };
    assert_eq!(receipt(desk.undo(undo(false))).words, "Took back: Noted: x");
    assert_eq!(next(&mut notes), "0 ");
    assert_eq!(receipt(desk.undo(undo(true))).seq, 3);
    assert_eq!(next(&mut notes), "1 x");
    let clone = desk.clone();
    desk.close();
    assert!(matches!(add(&clone, "y"), Answer::Refusal(refusal) if refusal.code == "desk.closed"));
    let beside: Vec<_> =
        std::fs::read_dir(folder.0.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside, ["little.conference"]);
    let desk = Desk::open(&folder.path(), options()).unwrap();
    assert_eq!(watch_notes(&desk).0.borrow().to_string(), "1 x");
}

#[test]
fn a_view_is_computed_once_for_all_and_not_for_what_it_does_not_read() {
    let folder = Folder::new();
    let desk = Desk::create(&folder.path(), options()).unwrap();
    let (mut first, times) = watch_notes(&desk);
    let (mut second, never) = watch_notes(&desk);
    add(&desk, "x");
    assert_eq!((next(&mut first), next(&mut second)), ("1 x".into(), "1 x".into()));
    let computed = times.load(Ordering::Relaxed);
    assert_eq!(never.load(Ordering::Relaxed), 0);
    receipt(desk.act(proposal(None, |act| {
        act.db.run("INSERT INTO card(number) VALUES (1)", [])?;
        Ok("card".into())
    })));
    add(&desk, "y");
    assert_eq!(next(&mut first), "2 y");
    assert_eq!(times.load(Ordering::Relaxed), computed + 1);
    // Whoever looks no more is forgotten, and with the last of them the view.
    drop((first, second));
    add(&desk, "z");
    let (third, fresh) = watch_notes(&desk);
    assert_eq!((third.borrow().to_string().as_str(), fresh.load(Ordering::Relaxed)), ("3 z", 1));
}

#[test]
fn what_was_refused_is_never_pushed_and_a_panic_leaves_the_desk_at_work() {
    let folder = Folder::new();
    let desk = Desk::create(&folder.path(), options()).unwrap();
    let (notes, _) = watch_notes(&desk);
    let refused = desk.act(proposal(None, |act| {
        act.db.run("INSERT INTO note(text) VALUES ('phantom')", [])?;
        Err(Refusal::new("no", "No.").into())
    }));
    assert!(matches!(refused, Answer::Refusal(refusal) if refusal.code == "no"));
    let panicked = desk.act(proposal(None, |act| {
        act.db.run("INSERT INTO note(text) VALUES ('phantom')", [])?;
        panic!("a bug")
    }));
    assert!(matches!(panicked, Answer::Fault(_)));
    let mut hall = proposal(None, |_| Ok("never".into()));
    hall.actor.role = Role::Hall;
    assert!(matches!(desk.act(hall), Answer::Refusal(refusal) if refusal.code == "hall.silent"));
    assert_eq!((receipt(add(&desk, "x")).seq, notes.borrow().to_string().contains("phantom")), (1, false));
}

#[test]
fn a_view_that_fails_says_so_and_comes_back() {
    let folder = Folder::new();
    let desk = Desk::create(&folder.path(), options()).unwrap();
    let (sink, mut receiver) = watch::channel(Arc::from("null"));
    let compute =
        |db: &Db| db.one("SELECT text FROM note ORDER BY id DESC LIMIT 1", [], |r| r.get::<_, String>(0));
    desk.look("newest".into(), Box::new(compute), Arc::new(sink)).unwrap();
    assert!(next(&mut receiver).starts_with(r#"{"fault":{"#));
    add(&desk, "x");
    assert_eq!(next(&mut receiver), "x");
}

#[test]
fn a_full_disk_stops_acts_and_not_views() {
    let folder = Folder::new();
    let desk = Desk::create(&folder.path(), options()).unwrap();
    add(&desk, "x");
    let limit = |pages: &'static str| {
        proposal(None, move |act| {
            act.db.row(pages, [], |_| Ok(()))?;
            Err(Refusal::new("set", "").into())
        })
    };
    desk.act(limit("PRAGMA max_page_count = 1"));
    let full = desk.act(proposal(None, |act| {
        act.db.run("INSERT INTO note(text) VALUES (?1)", ["x".repeat(100_000)])?;
        Ok("long".into())
    }));
    assert!(matches!(full, Answer::Fault(fault) if fault.sentence.starts_with("The disk is full.")));
    assert_eq!(watch_notes(&desk).0.borrow().to_string(), "1 x");
    desk.act(limit("PRAGMA max_page_count = 1000000"));
    assert_eq!(receipt(add(&desk, "y")).seq, 2);
}

#[test]
fn time_is_the_clocks_but_a_script_and_a_rehearsal_may_say_it() {
    let folder = Folder::new();
    let hand = Arc::new(AtomicI64::new(10_000));
    let scripted = || Options { clock: Clock::Scripted(Arc::clone(&hand)), ..options() };
    let desk = Desk::create(&folder.path(), scripted()).unwrap();
    let act_at = |desk: &Desk, at, role| {
        let mut act = proposal(at, |act| {
            act.db.run("INSERT INTO card(number) VALUES (?1)", [act.at])?;
            Ok("card".into())
        });
        act.actor.role = role;
        desk.act(act)
    };
    assert!(matches!(act_at(&desk, Some(5), Role::Chair), Answer::Refusal(r) if r.code == "time.given"));
    receipt(act_at(&desk, Some(500), Role::Script));
    assert!(
        matches!(act_at(&desk, Some(499), Role::Script), Answer::Refusal(r) if r.code == "time.backwards")
    );
    assert_eq!(desk.now(), 10_000);
    receipt(desk.act(proposal(Some(600), |act| {
        act.db.run("INSERT INTO conference VALUES (1, 1)", [])?;
        Ok("a rehearsal".into())
    })));
    assert_eq!((desk.now(), desk.clock().rehearsal), (600, true));
    receipt(act_at(&desk, Some(900), Role::Chair));
    desk.close();
    hand.store(99_000_000, Ordering::Release);
    let desk = Desk::open(&folder.path(), scripted()).unwrap();
    hand.fetch_add(7, Ordering::AcqRel);
    assert_eq!(desk.now(), 907);
}

#[test]
fn after_a_crash_time_goes_on_whatever_the_laptops_clock_shows() {
    const HOUR: i64 = 3_600_000;
    let folder = Folder::new();
    let laptop = Arc::new(Laptop::default());
    laptop.wall.store(10 * HOUR, Ordering::Release);
    let apart = || Options { clock: Clock::Apart(Arc::clone(&laptop)), ..options() };
    let desk = Desk::create(&folder.path(), apart()).unwrap();
    receipt(add(&desk, "x"));
    let sidecar = crate::lock::sidecar(&folder.path());
    // It is kept before the first act is answered, and again after each.
    let kept = std::fs::read(&sidecar).unwrap();
    desk.close();
    assert!(!sidecar.exists());
    for (died, expect) in [(true, 10 * HOUR + 5), (false, 33 * HOUR)] {
        if died {
            std::fs::write(&sidecar, &kept).unwrap();
        }
        laptop.boot.store(5, Ordering::Release);
        laptop.wall.store(33 * HOUR, Ordering::Release);
        let desk = Desk::open(&folder.path(), apart()).unwrap();
        assert_eq!(desk.now(), expect);
        desk.close();
    }
}

#[test]
fn it_verifies_behind_the_desk_and_backs_up_at_the_end() {
    let folder = Folder::new();
    let plan = BackupPlan { acts: 2, apart: Duration::ZERO, ..BackupPlan::default() };
    let said = Arc::new(AtomicI64::new(0));
    let heard = Arc::clone(&said);
    let on_status: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
        heard.fetch_add(1, Ordering::Relaxed);
    });
    let options = || Options {
        backups: Some(plan.clone()),
        verify: true,
        on_status: Some(Arc::clone(&on_status)),
        ..options()
    };
    let desk = Desk::create(&folder.path(), options()).unwrap();
    add(&desk, "x");
    add(&desk, "y");
    let mut backups = desk.backups().unwrap();
    let begun = Instant::now();
    while backups.borrow_and_update().seq != 2 {
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", backups.borrow());
        thread::sleep(Duration::from_millis(2));
    }
    let status = backups.borrow().clone();
    assert!(status.problem.is_none() && PathBuf::from(status.place.unwrap()).exists());
    // A second disk that is not there is told, and the first copy stands.
    desk.second_backup(Some(folder.0.path().join("no stick")));
    add(&desk, "z");
    desk.close();
    let listed = backup::list(&backup::folder_of(&folder.path()), &folder.path()).unwrap();
    assert_eq!(listed.iter().map(|backup| backup.seq).collect::<Vec<_>>(), [3, 2]);
    assert!(backups.borrow().problem.as_ref().unwrap().contains("second backup"));
    let desk = Desk::open(&folder.path(), options()).unwrap();
    let verification = desk.verification();
    let begun = Instant::now();
    while verification.borrow().state != VerificationState::Whole {
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", verification.borrow());
        thread::sleep(Duration::from_millis(2));
    }
    assert_eq!((verification.borrow().done, verification.borrow().total), (3, 3));
    assert!(said.load(Ordering::Relaxed) >= 3);
}

#[test]
fn a_backup_that_cannot_be_made_goes_to_the_second_disk_and_is_tried_again() {
    let (folder, stick) = (Folder::new(), Folder::new());
    let second = stick.0.path().to_owned();
    let every = Duration::from_millis(20);
    let plan = BackupPlan {
        acts: 1,
        apart: Duration::ZERO,
        again: every,
        second: Some(second.clone()),
        ..BackupPlan::default()
    };
    // A file where the folder of the backups would be.
    std::fs::write(backup::folder_of(&folder.path()), "in the way").unwrap();
    let desk = Desk::create(&folder.path(), Options { backups: Some(plan), ..options() }).unwrap();
    add(&desk, "x");
    let backups = desk.backups().unwrap();
    let until = |done: &dyn Fn(&BackupStatus) -> bool| {
        let begun = Instant::now();
        while !done(&backups.borrow()) {
            assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", backups.borrow());
            thread::sleep(Duration::from_millis(2));
        }
    };
    until(&|status| status.seq == 1 && status.second.is_some());
    assert!(backups.borrow().problem.as_ref().unwrap().starts_with("The backup could not be made: "));
    assert_eq!(backup::list(&second, &folder.path()).unwrap().first().unwrap().seq, 1);
    // Nobody acts: it is tried again by itself.
    std::fs::remove_file(backup::folder_of(&folder.path())).unwrap();
    until(&|status| status.place.is_some() && status.problem.is_none());
    assert_eq!(backup::list(&backup::folder_of(&folder.path()), &folder.path()).unwrap().len(), 1);
    // And a stick that was not there, once it is; it gets the backup that stands, and no new one is made.
    let later = stick.0.path().join("later");
    desk.second_backup(Some(later.clone()));
    until(&|status| status.problem.as_ref().is_some_and(|problem| problem.starts_with("The second backup")));
    std::fs::create_dir(&later).unwrap();
    until(&|status| status.problem.is_none() && status.second.is_some());
    assert_eq!(backup::list(&later, &folder.path()).unwrap().len(), 1);
    assert_eq!(backup::list(&backup::folder_of(&folder.path()), &folder.path()).unwrap().len(), 1);
    desk.close();
}

/// A table that cannot be journalled: nothing is written that the journal would not have.
#[test]
fn a_file_that_cannot_be_armed_is_shown_and_takes_no_act() {
    let loose = "CREATE TABLE loose(id INTEGER PRIMARY KEY, weight REAL) STRICT;";
    let migrations: Migrations = Box::leak(Box::new([LITTLE[0], loose]));
    let folder = Folder::new();
    let desk = Desk::create(&folder.path(), Options { migrations, ..options() }).unwrap();
    let (mut notes, _) = watch_notes(&desk);
    assert_eq!(&*notes.borrow_and_update().clone(), "0 ");
    for _ in 0..2 {
        let Answer::Fault(fault) = add(&desk, "x") else { panic!("it was written") };
        assert!(fault.detail.contains("column loose.weight: REAL cannot be journalled"), "{}", fault.detail);
    }
    let undo = UndoRequest { actor: actor(Role::Chair), seq: None, redo: false, idem: None };
    assert!(matches!(desk.undo(undo), Answer::Fault(_)));
    assert!(desk.keep(vec![1]).is_err());
    desk.close();
    // Closed like any other: nothing was written, and nothing holds it.
    let db = file::reader(&folder.path()).unwrap();
    assert_eq!(db.one("SELECT count(*) FROM note", [], |r| r.get::<_, i64>(0)).unwrap(), 0);
    Desk::open(&folder.path(), Options { migrations, ..options() }).unwrap().close();
}

#[test]
fn it_answers_within_async_code_too() {
    let folder = Folder::new();
    let desk = Desk::create(&folder.path(), options()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let request = UndoRequest { actor: actor(Role::Chair), seq: None, redo: false, idem: None };
    let answer = runtime.block_on(desk.undo_async(request));
    assert!(matches!(answer, Answer::Refusal(refusal) if refusal.code == "undo.nothing"));
}
