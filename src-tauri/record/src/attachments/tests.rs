//! Contents in a real file: kept once, handed out as they were, carried by a replay, and named where they were altered.

use rusqlite::Connection;

use super::{hash as hash_of, *};
use crate::command::{Command, NewConference, NewMotion};
use crate::desk::{Desk, Options};
use crate::file::MIGRATIONS;
use crate::journal::{replay, verify};
use crate::transact::{Actor, Answer, Envelope, Receipt, Role};

const CONTENT: &[u8] = b"Costings of motion 12\0\xff";

fn done(desk: &Desk, command: Command) -> Receipt {
    let actor = Actor { role: Role::Script, station: "a".into(), name: None };
    match desk.dispatch(Envelope { idem: None, actor, at: None, command, reason: None }) {
        Answer::Receipt(receipt) => receipt,
        other @ (Answer::Refusal(_) | Answer::Fault(_)) => panic!("{other:?}"),
    }
}

#[test]
fn contents_are_kept_carried_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().canonicalize().unwrap().join(name);
    let path = place("a.conference");
    let options = || Options { backups: None, verify: false, ..Options::default() };
    let desk = Desk::create(&path, options()).unwrap();
    let conference = serde_json::json!({ "name": "Congress", "time_zone": "Europe/London", "days": ["2018-05-30"], "profile": "citrine" });
    let conference: NewConference = serde_json::from_value(conference).unwrap();
    done(&desk, Command::SetUp { conference });
    let motion = NewMotion {
        number: "12".into(),
        title: "Pay".into(),
        paragraphs: vec!["Pay rises.".into()],
        ..NewMotion::default()
    };
    done(&desk, Command::SubmitMotion { motion });
    let hash = desk.keep(CONTENT.to_vec()).unwrap();
    assert_eq!(desk.keep(CONTENT.to_vec()).unwrap(), hash);
    assert!(
        matches!(desk.keep(Vec::new()), Err(Halt::Refusal(refusal)) if refusal.code == "attachment.empty")
    );
    let attach = Command::Attach { motion: MotionId(1), name: "Costings.pdf".into(), sha256: hash.clone() };
    assert_eq!(done(&desk, attach).words, "“Costings.pdf” (23 bytes) was attached to motion 12.");
    assert_eq!(desk.content(&hash).unwrap().as_deref(), Some(CONTENT));
    assert_eq!(desk.content("00").unwrap(), None);
    desk.close();

    let problems = || verify::verify(&path, |_, _| true).unwrap().problems;
    assert_eq!(problems(), Vec::<String>::new());
    let again = place("again.conference");
    replay::replay(&path, &again, MIGRATIONS).unwrap();
    assert_eq!(replay::compare(&path, &again).unwrap(), Vec::<String>::new());

    // By another program: it must first take away what keeps contents as they are, and is found out all the same.
    let conn = Connection::open(&path).unwrap();
    assert!(conn.execute("UPDATE attachment SET content = x'00'", []).is_err());
    assert!(conn.execute("DELETE FROM attachment", []).is_err());
    let kept: Vec<String> = conn
        .prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'attachment'")
        .and_then(|mut list| list.query_map([], |row| row.get(0))?.collect())
        .unwrap();
    conn.execute_batch("DROP TRIGGER attachment_stays; DROP TRIGGER attachment_is_kept").unwrap();
    conn.execute("UPDATE attachment SET content = x'00'", []).unwrap();
    conn.execute_batch(&kept.join(";")).unwrap();
    assert_eq!(problems(), ["The content of “Costings.pdf” was altered by another program."]);
    let desk = Desk::open(&path, options()).unwrap();
    assert!(matches!(desk.content(&hash), Err(Halt::Fault(_))));
    desk.close();
    conn.execute_batch(
        "DROP TRIGGER attachment_stays; DROP TRIGGER attachment_is_kept; DELETE FROM attachment",
    )
    .unwrap();
    conn.execute_batch(&kept.join(";")).unwrap();
    assert_eq!(problems(), ["The content of “Costings.pdf” was removed by another program."]);
    // Its hash is right, and no act ever brought it in.
    let foreign = b"Costings of nobody";
    let insert = "INSERT INTO attachment(sha256, content) VALUES (?1, ?2)";
    conn.execute(insert, (hash_of(foreign), foreign.as_slice())).unwrap();
    assert_eq!(
        problems()[1..],
        [format!(
            "attachment {} was added by another program: no paper ever had it.",
            &hash_of(foreign)[..12]
        )]
    );
}
