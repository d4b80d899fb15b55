//! One act, one entry; taken back, done again, rebuilt.

use crate::little::{Little, NO_LAW, actor, random_act, refused, rows, way_out};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use record::halt::{Fault, Halt};
use record::journal::verify;
use record::transact::UndoRequest;
use rules::refusal::Refusal;
use rusqlite::Connection;

#[test]
fn an_act_is_one_entry_with_its_changes_and_a_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    let written = little
        .sql("INSERT INTO section(name) VALUES ('A'); INSERT INTO item(section_id, title) VALUES (1, 't')")
        .unwrap();
    let made: Vec<_> = written.receipt.made.iter().map(|made| (made.table.as_str(), made.id)).collect();
    assert_eq!((written.receipt.seq, made), (1, vec![("section", 1), ("item", 1)]));
    assert_eq!(written.touched.into_iter().collect::<Vec<_>>(), ["change", "entry", "item", "section"]);
    assert_eq!(little.whole().problems, Vec::<String>::new());
}

#[test]
fn what_was_refused_or_faulted_left_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    let before = rows(&Connection::open(&little.path).unwrap(), true);
    let refusal = little.act(|act| {
        act.db.run("DELETE FROM section", [])?;
        Err(Refusal::new("no", "No.").into())
    });
    refused(refusal, "no");
    assert!(matches!(little.sql("INSERT INTO nothing VALUES (1)"), Err(Halt::Fault(_))));
    refused(little.sql("UPDATE section SET name = 'A'"), "act.nothing_changed");
    // A phantom: noted by a trigger, undone by its statement's failure.
    let tolerated = little.act(|act| {
        let failed = act.db.run("INSERT INTO section(name) VALUES ('B'), ('a')", []);
        assert!(failed.is_err());
        Ok("nothing".into())
    });
    refused(tolerated, "act.nothing_changed");
    // A deferred reference to nothing fails at COMMIT only, is named, and the transaction is closed.
    let broken = little.act(|act| {
        act.db.run("PRAGMA defer_foreign_keys=ON", [])?;
        act.db.run("INSERT INTO card(section_id) VALUES (99)", [])?;
        Ok("broken".into())
    });
    match broken {
        Err(Halt::Fault(fault)) => {
            assert!(fault.what.contains("card 1 refers to a row of section"), "{fault}")
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(rows(&Connection::open(&little.path).unwrap(), true), before);
    assert_eq!(little.sql("INSERT INTO section(name) VALUES ('B')").unwrap().receipt.seq, 2);
    assert_eq!(little.whole().problems, Vec::<String>::new());
}

#[test]
fn the_point_before_commit_can_still_say_no() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    let mut calls = 0;
    little.pen.ask_before_commit(move |proposed| {
        calls += 1;
        if calls == 1 { Err(Fault::new(format!("no quorum for {}", proposed.seq)).into()) } else { Ok(()) }
    });
    assert!(little.sql("INSERT INTO section(name) VALUES ('A')").is_err());
    assert_eq!(little.rows(), Vec::<String>::new());
    assert_eq!(little.sql("INSERT INTO section(name) VALUES ('A')").unwrap().receipt.seq, 1);
}

#[test]
fn a_repeated_id_is_answered_with_the_first_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    let add = |little: &mut Little| {
        little.act_as("a", Some("id-1"), false, |act| {
            act.db.insert("INSERT INTO section(weight) VALUES (1)", [])?;
            Ok("added".into())
        })
    };
    let first = add(&mut little).unwrap().receipt;
    let again = add(&mut little).unwrap();
    assert!(again.receipt.repeated && again.touched.is_empty());
    assert_eq!(
        (again.receipt.seq, &again.receipt.made, &again.receipt.words),
        (first.seq, &first.made, &first.words)
    );
    assert_eq!(little.rows().len(), 1);
    let request = UndoRequest { actor: actor("a"), seq: None, redo: false, idem: Some("undo-1".into()) };
    for repeated in [false, true] {
        assert_eq!(
            little.pen.take_back(&request, 5_000, |_, _| Ok(()), NO_LAW).unwrap().receipt.repeated,
            repeated
        );
    }
}

#[test]
fn time_never_runs_backwards() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    little.at = 500;
    refused(little.sql("INSERT INTO section(name) VALUES ('B')"), "time.backwards");
}

#[test]
fn undo_and_redo_without_an_entry_follow_the_station() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    for n in 1..=3_i64 {
        little
            .act(|act| {
                act.db.run("INSERT INTO section(weight) VALUES (?1)", [n])?;
                Ok(format!("act {n}"))
            })
            .unwrap();
    }
    little
        .act_as("other", None, false, |act| {
            act.db.run("INSERT INTO conference VALUES (1, 'x')", [])?;
            Ok("other".into())
        })
        .unwrap();
    let mut words = |seq, redo| little.back(seq, redo).map(|written| written.receipt.words);
    assert_eq!(words(None, false).unwrap(), "Took back: act 3");
    assert_eq!(words(None, false).unwrap(), "Took back: act 2");
    assert_eq!(words(None, true).unwrap(), "Did again: act 2");
    assert_eq!(words(None, true).unwrap(), "Did again: act 3");
    refused(words(None, true), "undo.nothing");
    assert_eq!(words(None, false).unwrap(), "Took back: act 3");
    // Pointing at the undo and taking it back is doing again; pointing at the act works too.
    assert_eq!(words(Some(9), false).unwrap(), "Did again: act 3");
    assert_eq!(words(Some(3), false).unwrap(), "Took back: act 3");
    refused(words(Some(3), false), "undo.nothing");
    assert_eq!(words(Some(3), true).unwrap(), "Did again: act 3");
    refused(words(Some(99), false), "undo.nothing");
    refused(words(Some(1), true), "undo.nothing");
    // A new act leaves nothing to do again.
    words(None, false).unwrap();
    little.sql("INSERT INTO note(text) VALUES ('n')").unwrap();
    refused(little.back(None, true), "undo.nothing");
    assert_eq!(little.whole().problems, Vec::<String>::new());
}

#[test]
fn what_conference_heard_is_never_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little
        .act_as("a", None, true, |act| {
            act.db.run("INSERT INTO section(name) VALUES ('A')", [])?;
            Ok("Motion 1 was carried".into())
        })
        .unwrap();
    for seq in [None, Some(1)] {
        assert!(refused(little.back(seq, false), "undo.heard").contains("“Motion 1 was carried”"));
        assert_eq!(way_out(little.back(seq, false), "undo.heard"), "Correct it with a new act.");
    }
}

#[test]
fn a_row_that_moved_on_names_the_later_act() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    little.sql("UPDATE section SET name = 'B'").unwrap();
    let sentence = refused(little.back(Some(1), false), "undo.moved_on");
    assert!(sentence.contains("“UPDATE section SET name = 'B'” (entry 2)"), "{sentence}");
    assert_eq!(way_out(little.back(Some(1), false), "undo.moved_on"), "Take that back first.");
    // With the later act taken back, the earlier can be.
    little.back(Some(2), false).unwrap();
    little.back(Some(1), false).unwrap();
    assert_eq!(little.rows(), Vec::<String>::new());
    // What conference has heard is not taken back, so that is no way out.
    let first = little.sql("INSERT INTO section(name) VALUES ('C')").unwrap().receipt.seq;
    little
        .act_as("a", None, true, |act| {
            act.db.run("UPDATE section SET name = 'D'", [])?;
            Ok("Motion 1 was carried".into())
        })
        .unwrap();
    assert_eq!(way_out(little.back(Some(first), false), "undo.moved_on"), "Correct it with a new act.");
}

#[test]
fn later_children_stand_in_the_way_whatever_the_reference_would_do() {
    for (kind, child) in [
        ("cascade", "INSERT INTO item(section_id, title) VALUES (1, 'child')"),
        ("no action", "INSERT INTO card(section_id) VALUES (1)"),
        ("set null", "INSERT INTO note(item_id, text) VALUES (1, 'child')"),
        ("restrict", "INSERT INTO card(section_id, held_id) VALUES (2, 1)"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut little = Little::create(folder.path());
        little.sql("INSERT INTO section(id, name) VALUES (2, 'other')").unwrap();
        little.sql("INSERT INTO section(id, name) VALUES (1, 'A')").unwrap();
        little.sql("INSERT INTO item(id, title) VALUES (1, 'held')").unwrap();
        little.sql(child).unwrap();
        let before = little.rows();
        let parent = if child.contains("section_id) VALUES (1") || kind == "cascade" { 2 } else { 3 };
        let sentence = refused(little.back(Some(parent), false), "undo.moved_on");
        assert!(sentence.contains("(entry 4)"), "{kind}: {sentence}");
        assert_eq!(little.rows(), before, "{kind}");
    }
}

#[test]
fn a_deleted_parent_comes_back_with_its_children_and_not_where_its_name_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A'); INSERT INTO item(section_id, title) VALUES (1, 'x'), (1, 'y');
        INSERT INTO note(item_id, text) VALUES (1, 'n')").unwrap();
    let before = little.rows();
    little.sql("DELETE FROM section").unwrap();
    little.back(None, false).unwrap();
    assert_eq!(little.rows(), before);
    little.back(None, true).unwrap();
    little.sql("INSERT INTO section(name) VALUES ('a')").unwrap();
    assert!(refused(little.back(Some(2), false), "undo.moved_on").contains("(entry 5)"));
    // A child may not come back to a parent that has gone since.
    little.back(Some(5), false).unwrap();
    little.back(Some(2), false).unwrap();
    little.sql("DELETE FROM item WHERE id = 2").unwrap();
    little.sql("DELETE FROM section").unwrap();
    assert!(refused(little.back(Some(8), false), "undo.moved_on").contains("DELETE FROM section"));
    assert_eq!(little.whole().problems, Vec::<String>::new());
    little.replica_is_the_same(folder.path());
}

#[test]
fn random_acts_undone_and_done_again_are_as_before_and_replay_the_same() {
    for seed in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let mut little = Little::create(folder.path());
        let mut rng = StdRng::seed_from_u64(seed);
        let mut undone = 0;
        for _ in 0..120 {
            let before = little.rows();
            if random_act(&mut little, &mut rng).is_err() {
                assert_eq!(little.rows(), before);
                continue;
            }
            let after = little.rows();
            little.back(None, false).unwrap();
            assert_eq!(little.rows(), before);
            little.back(None, true).unwrap();
            assert_eq!(little.rows(), after);
            // Any earlier entry: either exactly reversed or nothing at all.
            let seq = rng.random_range(1..=little.pen.head().seq);
            match little.back(Some(seq), false) {
                Ok(_) => {
                    undone += 1;
                    little.back(None, true).or_else(|_| little.back(Some(seq), true)).unwrap();
                    assert_eq!(little.rows(), after);
                }
                Err(Halt::Refusal(refusal)) => {
                    assert!(refusal.code.starts_with("undo."), "{refusal:?}");
                    assert_eq!(little.rows(), after);
                }
                Err(Halt::Fault(fault)) => panic!("{fault}"),
            }
        }
        assert!(undone > 5);
        assert_eq!(little.whole().problems, Vec::<String>::new());
        little.replica_is_the_same(folder.path());
    }
}

#[test]
fn an_erased_row_and_an_erased_sentence_leave_the_chain_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('Jo')").unwrap();
    little.sql("UPDATE section SET name = 'erased'").unwrap();
    little.sql("UPDATE section SET weight = 1").unwrap();
    let path = little.path.clone();
    drop(little);
    let conn = Connection::open(&path).unwrap();
    for (table, key, columns) in
        [("change", "id", ["before", "after"].as_slice()), ("entry", "seq", &["args", "words", "reason"])]
    {
        let sql = format!(
            "SELECT {key}, salt, {} FROM {table} WHERE {key} < (3 << 20) AND {key} <> 3",
            columns.join(",")
        );
        let mut list = conn.prepare(&sql).unwrap();
        let mut rows = list.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (id, salt): (i64, Vec<u8>) = (row.get(0).unwrap(), row.get(1).unwrap());
            let texts: Vec<Option<String>> = (0..columns.len()).map(|i| row.get(i + 2).unwrap()).collect();
            let text = |i: usize| texts[i].as_ref().map(String::as_bytes);
            let digest = if table == "change" {
                record::journal::chain::images(&salt, text(0), text(1))
            } else {
                record::journal::chain::told(&salt, text(0), text(1), text(2))
            };
            let sets = columns.iter().map(|column| format!("{column} = NULL")).collect::<Vec<_>>().join(", ");
            conn.execute(
                &format!("UPDATE {table} SET salt = NULL, digest = ?1, {sets} WHERE {key} = ?2"),
                (digest, id),
            )
            .unwrap();
        }
    }
    let found = verify::verify(&path, |_, _| true).unwrap();
    assert_eq!((found.problems, found.erased), (vec![], 4));
}
