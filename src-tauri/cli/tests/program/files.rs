//! A conference file made, filled, acted upon, taken back, verified and rebuilt.

use std::path::Path;

use crate::run::{Run, case, done, run, run_with};
use serde_json::{Value, json};

fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let words = [
        "new",
        "a.conference",
        "--profile",
        "citrine",
        "--name",
        "Trial",
        "--venue",
        "Hall",
        "--day",
        "2017-10-29",
    ];
    assert!(done(folder.path(), &words).starts_with("Trial was set up"));
    folder
}

fn lines(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn shown(folder: &Path, view: &str) -> Value {
    serde_json::from_str(&done(folder, &["show", "a.conference", view, "--json"])).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_file_is_whole_and_stands_alone() {
    let folder = made();
    assert_eq!(shown(folder.path(), "programme")["heading"]["name"], "Trial");
    assert!(
        done(folder.path(), &["verify", "a.conference"])
            .starts_with("The record is whole: 1 entries.\nHead: ")
    );
    assert_eq!(names(folder.path()), ["a.conference"]);
    let again = run(folder.path(), &["new", "a.conference", "--demo"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("is there already"), "{}", again.err);
    for (words, why) in [
        (["--profile", "nobody", "--day", "2017-10-29"], "nobody"),
        (["--profile", "citrine", "--day", "2017-02-30"], "2017-02-30"),
        (["--profile", "citrine", "--time-zone", "Mars"], "Mars"),
    ] {
        let refused = run(folder.path(), &[&["new", "b.conference", "--name", "B"], &words[..]].concat());
        assert_eq!(refused.code, 1, "{words:?}");
        assert!(refused.err.contains(why), "{}", refused.err);
        assert_eq!(names(folder.path()), ["a.conference"]);
    }
}

#[test]
fn the_demonstration_is_made_verified_and_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["new", "a.conference", "--demo"]);
    let register = shown(folder.path(), "register");
    assert_eq!(register["totals"]["delegations"], 40);
    assert!(done(folder.path(), &["verify", "a.conference"]).contains("The record is whole"));
    assert!(done(folder.path(), &["replay", "a.conference", "b.conference"]).starts_with("Identical: "));
    assert_eq!(names(folder.path()), ["a.conference", "b.conference"]);
    for view in ["desk", "record", "register", "votes", "programme"] {
        assert!(done(folder.path(), &["show", "a.conference", view]).lines().count() > 3, "{view}");
    }
}

#[test]
fn a_register_comes_in_once_however_often_it_is_imported() {
    let folder = made();
    for name in ["tuc-2015", "labour-affiliates-2020"] {
        let csv = case(&format!("registers/{name}.csv")).display().to_string();
        let dry = run(folder.path(), &["import", "register", "a.conference", &csv, "--dry-run"]);
        assert_eq!((dry.code, dry.out.as_str()), (0, "Nothing was changed: this was a dry run.\n"));
        let words = ["import", "register", "a.conference", &csv];
        assert!(done(folder.path(), &words).starts_with("Register taken in: "));
        let before = done(folder.path(), &["show", "a.conference", "register", "--json"]);
        assert_eq!(done(folder.path(), &words), "Nothing to change: the conference has all of it already.\n");
        assert_eq!(done(folder.path(), &["show", "a.conference", "register", "--json"]), before);
    }
    assert_eq!(shown(folder.path(), "register")["totals"]["members"], 4_117_850);
}

#[test]
fn bad_rows_are_named_and_change_nothing_unless_left_out() {
    let folder = made();
    let csv = case("timetables/impossible.csv").display().to_string();
    let words = ["import", "programme", "a.conference", &csv];
    let Run { code, out, err } = run(folder.path(), &words);
    assert_eq!((code, out.as_str()), (1, ""));
    for line in 5..=9 {
        assert!(err.contains(&format!("Line {line}: ")), "{err}");
    }
    assert!(!err.contains("Line 4: "), "{err}");
    assert_eq!(shown(folder.path(), "programme")["days"][0]["items"], json!([]));
    done(folder.path(), &[&words[..], &["--skip-bad"]].concat());
    assert_eq!(shown(folder.path(), "programme")["days"][0]["items"].as_array().unwrap().len(), 3);
    let missing =
        run_with(folder.path(), &["import", "register", "a.conference", "-"], b"number,name\n1,A\n");
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("There is no column “members”."), "{}", missing.err);
    assert_eq!(run(folder.path(), &["import", "register", "a.conference", "nothing.csv"]).code, 1);
}

#[test]
fn every_line_has_an_answer() {
    let folder = made();
    let input = concat!(
        "{\"act\":\"note\",\"text\":\"One\"}\n",
        "not json\n\n",
        "{\"act\":\"fly\"}\n",
        "{\"act\":\"note\",\"text\":\" \"}\r\n",
        "{\"idem\":\"x\",\"actor\":{\"role\":\"script\",\"station\":\"s\"},\"at\":1900000000000,",
        "\"command\":{\"act\":\"note\",\"text\":\"Two\"}}\n",
        "{\"idem\":\"x\",\"actor\":{\"role\":\"script\",\"station\":\"s\"},\"command\":{\"act\":\"note\",\"text\":\"Two\"}}\n",
        "{\"actor\":{\"role\":\"hall\",\"station\":\"h\"},\"command\":{\"act\":\"note\",\"text\":\"No\"}}\n",
        "{\"act\":\"note\",\"text\":\"Three\"}",
    );
    let run = run_with(folder.path(), &["do", "a.conference"], input.as_bytes());
    assert_eq!(run.code, 1);
    let answers = lines(&run);
    let seqs: Vec<Option<i64>> = answers.iter().map(|answer| answer["receipt"]["seq"].as_i64()).collect();
    assert_eq!(seqs, [Some(2), None, None, None, Some(3), Some(3), None, Some(4)]);
    let sentence = |at: usize| answers[at]["refusal"]["sentence"].as_str().unwrap();
    assert!(sentence(1).starts_with("Line 2 is not JSON"), "{}", sentence(1));
    assert_eq!(sentence(2), "Line 4: there is no act called `fly`.");
    assert_eq!(run.err, "rostrumctl: 4 done, 4 refused.\n");
    assert_eq!(answers[5]["receipt"]["repeated"], true);
    assert_eq!(shown(folder.path(), "record")["entries"][1]["at"], json!(1_900_000_000_000_i64));
    let fine = run_with(folder.path(), &["do", "a.conference"], b"{\"act\":\"note\",\"text\":\"Four\"}\n");
    assert_eq!((fine.code, fine.err.as_str()), (0, ""));
    let bytes =
        run_with(folder.path(), &["do", "a.conference"], b"\xFF\n{\"act\":\"note\",\"text\":\"Five\"}\n");
    assert_eq!(lines(&bytes)[0]["refusal"]["code"], "input.not_text");
    assert_eq!(lines(&bytes)[1]["receipt"]["seq"], 6);
}

#[test]
fn an_act_is_taken_back_and_done_again() {
    let folder = made();
    run_with(folder.path(), &["do", "a.conference"], b"{\"act\":\"note\",\"text\":\"One\"}\n");
    assert_eq!(done(folder.path(), &["undo", "a.conference"]), "3: Took back: Note: One\n");
    assert_eq!(done(folder.path(), &["undo", "a.conference", "--redo"]), "4: Did again: Note: One\n");
    assert!(done(folder.path(), &["undo", "a.conference", "--seq", "2"]).starts_with("5: "));
    let heard = run(folder.path(), &["undo", "a.conference", "--seq", "1"]);
    assert_eq!(heard.code, 1, "{}", heard.out);
    assert!(heard.err.starts_with("rostrumctl: "), "{}", heard.err);
    assert!(
        done(folder.path(), &["replay", "a.conference", "b.conference"]).starts_with("Identical: 5 entries")
    );
}

#[test]
fn whatever_was_altered_from_outside_is_named() {
    let folder = made();
    let csv = case("registers/tuc-2015.csv").display().to_string();
    done(folder.path(), &["import", "register", "a.conference", &csv]);
    let path = folder.path().join("a.conference");
    let original = std::fs::read(&path).unwrap();
    for (sql, named) in [
        ("UPDATE delegation SET members = members + 1 WHERE id = 3", "delegation 3"),
        ("DELETE FROM delegation WHERE id = 10", "delegation 10"),
        ("INSERT INTO note(text, at) VALUES ('forged', 1)", "note 1"),
        ("UPDATE entry SET act = 'other' WHERE seq = 2", "Entry 2"),
        ("UPDATE change SET after = replace(after, 'GMB', 'BMG') WHERE tbl = 'delegation'", "Entry 2"),
    ] {
        std::fs::write(&path, &original).unwrap();
        let conn = rusqlite::Connection::open(&path).unwrap();
        assert!(conn.execute(sql, []).unwrap() > 0, "{sql}");
        conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        drop(conn);
        let Run { code, out, err } = run(folder.path(), &["verify", "a.conference"]);
        assert_eq!((code, out.as_str()), (1, ""), "{sql}");
        assert!(err.to_lowercase().contains(&named.to_lowercase()), "{sql}: {err}");
        assert!(err.contains("was altered outside Rostrum"), "{err}");
    }
    std::fs::write(&path, &original).unwrap();
    done(folder.path(), &["verify", "a.conference"]);
}

#[test]
fn however_much_was_altered_each_row_is_named() {
    let folder = made();
    let rows: String = (1..=200).map(|n| format!("{n},Branch {n},10\n")).collect();
    let csv = format!("number,name,members\n{rows}");
    let taken = run_with(folder.path(), &["import", "register", "a.conference", "-"], csv.as_bytes());
    assert_eq!(taken.code, 0, "{}", taken.err);
    let conn = rusqlite::Connection::open(folder.path().join("a.conference")).unwrap();
    conn.execute_batch(
        "UPDATE delegation SET members = members + 1;
         INSERT INTO section_account VALUES (1, 'CLPs', 'for', 0, 0, 0, 0, 0); PRAGMA wal_checkpoint(TRUNCATE)",
    )
    .unwrap();
    drop(conn);
    let Run { code, out, err } = run(folder.path(), &["verify", "a.conference"]);
    assert_eq!((code, out.as_str()), (1, ""));
    for id in 1..=200 {
        assert!(err.contains(&format!("delegation {id} was altered (members) by another program.")), "{id}");
    }
    assert!(err.contains("section_account 1/CLPs/for was added by another program."), "{err}");
    assert!(err.contains("201 problems"), "{err}");
}

#[test]
fn what_is_no_conference_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.conference");
    std::fs::write(&path, "this is no conference").unwrap();
    for words in [
        &["show", "x.conference", "desk"][..],
        &["verify", "x.conference"],
        &["do", "x.conference"],
        &["undo", "x.conference"],
        &["replay", "x.conference", "y.conference"],
        &["serve", "x.conference"],
    ] {
        let Run { code, err, .. } = run(folder.path(), words);
        assert_eq!(code, 1, "{words:?}: {err}");
        assert!(err.contains("is not a conference file"), "{words:?}: {err}");
        let missing: Vec<&str> =
            words.iter().map(|w| if *w == "x.conference" { "z.conference" } else { w }).collect();
        assert_eq!(run(folder.path(), &missing).code, 1, "{missing:?}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"this is no conference");
    assert_eq!(names(folder.path()), ["x.conference"]);
}

#[test]
fn a_command_line_that_is_not_understood_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for (words, why) in [
        (&["fly"][..], "There is no verb “fly”."),
        (&["show", "a.conference", "nowhere"], "There is no such VIEW"),
        (&["show", "a.conference"], "VIEW is missing"),
    ] {
        let Run { code, out, err } = run(folder.path(), words);
        assert_eq!((code, out.as_str()), (2, ""), "{words:?}");
        assert!(err.contains(why) && err.contains("rostrumctl help"), "{err}");
    }
    for words in [&[][..], &["help"], &["--help"], &["do", "--help"]] {
        assert!(done(folder.path(), words).contains("rostrumctl do FILE"), "{words:?}");
    }
}

#[test]
fn the_schema_has_every_act_and_view() {
    let folder = tempfile::tempdir().unwrap();
    let schema: Value = serde_json::from_str(&done(folder.path(), &["schema"])).unwrap();
    let acts: Vec<&str> = schema["$defs"]["Command"]["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|act| act["properties"]["act"]["const"].as_str().unwrap())
        .collect();
    assert!(acts.contains(&"set_up") && acts.contains(&"note") && acts.len() > 40, "{acts:?}");
    assert!(schema["shown"]["desk"].is_object() && schema["$defs_told"]["DeskView"].is_object());
    assert!(!schema.to_string().contains("\"#/definitions"));
}
