//! Whatever another program alters in the file is found, and named.

use std::path::{Path, PathBuf};

use crate::little::{Little, random_act, refused};
use rand::SeedableRng;
use rand::rngs::StdRng;
use record::file;
use record::journal::replay;
use record::journal::verify::{self, Found};
use record::transact::Pen;
use rusqlite::Connection;

/// A file with forty acts, some taken back, closed.
fn base(folder: &Path) -> PathBuf {
    let mut little = Little::create(folder);
    little.sql("INSERT INTO conference VALUES (1, 'c'); INSERT INTO section(name, weight) VALUES ('A', 1), ('B', NULL);
        INSERT INTO item(section_id, title, position) VALUES (1, 't', 1), (2, 'u', 2), (NULL, 'v', NULL);
        INSERT INTO note(item_id, text) VALUES (1, 'n'), (NULL, NULL); INSERT INTO card(section_id, held_id) VALUES (2, 3)").unwrap();
    let mut rng = StdRng::seed_from_u64(3);
    while little.pen.head().seq < 40 {
        let _ = random_act(&mut little, &mut rng);
        if little.pen.head().seq % 5 == 0 && little.pen.head().seq < 40 {
            let _ = little.back(None, false);
        }
    }
    little
        .act_as("b", Some("idem"), false, |act| {
            act.db.run("INSERT INTO note(text) VALUES ('last')", [])?;
            Ok("last".into())
        })
        .unwrap();
    little.path.clone()
}

fn tampered(path: &Path, sql: &str) -> Option<Found> {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.conference");
    std::fs::copy(path, &copy).unwrap();
    let conn = Connection::open(&copy).unwrap();
    let shape = schema_version(&conn);
    conn.execute_batch("PRAGMA foreign_keys=OFF;").unwrap();
    conn.execute_batch(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
    let shaped = schema_version(&conn) != shape;
    drop(conn);
    // What was so already is no tampering.
    if !shaped && !sql.contains("PRAGMA") && replay::compare(path, &copy).unwrap().is_empty() {
        return None;
    }
    Some(verify::verify(&copy, |_, _| true).unwrap())
}

fn schema_version(conn: &Connection) -> i64 {
    conn.query_row("PRAGMA schema_version", [], |row| row.get(0)).unwrap()
}

fn kinds() -> Vec<String> {
    let mut kinds = of_the_journal();
    kinds.extend(of_the_rows());
    kinds.extend(of_the_rest());
    kinds
}

fn of_the_journal() -> Vec<String> {
    let mut kinds = Vec::new();
    for seq in ["1", "7", "20", "41"] {
        for set in [
            "at = at + 1",
            "at = -at",
            "actor = actor || ' '",
            "actor = '{}'",
            "idem = ifnull(idem, '') || 'x'",
            "act = act || 'x'",
            "heard = 1 - heard",
            "undoes = CASE WHEN undoes IS NULL THEN 1 END",
            "undoes = ifnull(undoes, 0) + 1",
            "args = ifnull(args, '') || ' '",
            "args = CASE WHEN args IS NULL THEN '' END",
            "words = words || '.'",
            "words = NULL",
            "reason = ''",
            "salt = randomblob(16)",
            "salt = NULL",
            "digest = randomblob(32)",
            "salt = NULL, digest = randomblob(32)",
            "salt = NULL, digest = randomblob(32), args = NULL, words = NULL",
            "hash = randomblob(32)",
            "hash = x''",
            "seq = 9000",
            "seq = -1",
        ] {
            kinds.push(format!("UPDATE entry SET {set} WHERE seq = {seq}"));
        }
        let these = format!("id >> 20 = {seq}");
        for set in [
            "tbl = CASE tbl WHEN 'note' THEN 'item' ELSE 'note' END",
            "tbl = 'nothing'",
            "pk = pk + 1",
            "before = CASE WHEN before IS NULL THEN '{}' END",
            "after = CASE WHEN after IS NULL THEN '{}' END",
            "after = after || ' '",
            "before = before || ' '",
            "salt = randomblob(16)",
            "salt = NULL",
            "digest = randomblob(32)",
            "salt = NULL, digest = randomblob(32), before = NULL, after = NULL",
            "id = id + 500",
            "id = id + (500 << 20)",
        ] {
            kinds.push(format!(
                "UPDATE change SET {set} WHERE id = (SELECT max(id) FROM change WHERE {these})"
            ));
        }
        kinds.push(format!("DELETE FROM change WHERE id = (SELECT min(id) FROM change WHERE {these})"));
        kinds.push(format!("INSERT INTO change SELECT ({seq} << 20) + 900, tbl, pk, before, after, salt, digest FROM change WHERE {these} LIMIT 1"));
    }
    for seq in [1, 7, 20] {
        kinds.push(format!("DELETE FROM entry WHERE seq = {seq}"));
        kinds.push(format!("DELETE FROM entry WHERE seq = {seq}; DELETE FROM change WHERE id >> 20 = {seq}"));
        kinds.push(format!(
            "DELETE FROM entry WHERE seq <= {seq}; DELETE FROM change WHERE id >> 20 <= {seq}"
        ));
    }
    kinds.push("DELETE FROM entry; DELETE FROM change".into());
    kinds.push("DELETE FROM entry WHERE seq = 41; DELETE FROM change WHERE id >> 20 = 41".into());
    kinds.push("INSERT INTO entry SELECT 42, at, actor, NULL, act, heard, undoes, args, words, reason, salt, digest, hash FROM entry WHERE seq = 41".into());
    kinds
}

fn of_the_rows() -> Vec<String> {
    let mut kinds = Vec::new();
    for (table, sets) in [
        ("conference", vec!["name = name || 'x'"]),
        ("section", vec!["name = lower(name) || upper(name)", "name = NULL", "weight = 5", "id = id + 1000"]),
        (
            "item",
            vec!["title = ''", "position = ifnull(position, 0) + 1", "section_id = 77", "id = id + 1000"],
        ),
        (
            "note",
            vec![
                "text = ifnull(text, '') || char(0)",
                "text = CAST(x'ff' AS TEXT)",
                "item_id = 77",
                "id = id + 1000",
            ],
        ),
        ("card", vec!["section_id = section_id + 1", "held_id = 77"]),
    ] {
        for set in sets {
            kinds.push(format!("UPDATE {table} SET {set} WHERE id = (SELECT max(id) FROM {table})"));
        }
        kinds.push(format!("DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})"));
        kinds.push(format!("DELETE FROM {table}"));
    }
    kinds
}

fn of_the_rest() -> Vec<String> {
    [
        "INSERT INTO section(name) VALUES ('foreign')",
        "INSERT INTO section(id, name) VALUES (0, 'foreign')",
        "INSERT INTO note(id, text) VALUES (-4, 'foreign')",
        "INSERT INTO note(text) VALUES (NULL); DELETE FROM note WHERE id = last_insert_rowid()",
        "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'note'",
        "DELETE FROM sqlite_sequence WHERE name = 'item'",
        "INSERT INTO sqlite_sequence VALUES ('note', 3)",
        "INSERT INTO sqlite_sequence VALUES ('foreign', 3)",
        "UPDATE shape SET hash = randomblob(32)",
        "UPDATE shape SET from_seq = 0",
        "UPDATE shape SET from_seq = 12",
        "UPDATE shape SET version = 9",
        "DELETE FROM shape",
        "INSERT INTO shape VALUES (2, randomblob(32), 42)",
        "INSERT INTO shape SELECT 2, hash, 42 FROM shape",
        "CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT",
        "CREATE INDEX extra ON note(text)",
        "DROP INDEX note_item",
        "CREATE VIEW extra AS SELECT 1",
        "CREATE TRIGGER extra AFTER INSERT ON note BEGIN DELETE FROM note; END",
        "ALTER TABLE note ADD COLUMN more TEXT",
        "ALTER TABLE note RENAME COLUMN text TO words",
        "ALTER TABLE note RENAME TO notes",
        "PRAGMA user_version = 7",
        "PRAGMA application_id = 7",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn every_kind_of_tampering_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = base(folder.path());
    assert_eq!(verify::verify(&path, |_, _| true).unwrap().problems, Vec::<String>::new());
    let mut tried = 0;
    for sql in kinds() {
        let Some(found) = tampered(&path, &sql) else { continue };
        tried += 1;
        assert!(!found.problems.is_empty(), "not found: {sql}");
    }
    assert!(tried > 180, "{tried}");
}

#[test]
fn what_was_altered_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = base(folder.path());
    for (sql, named) in [
        ("UPDATE conference SET name = 'x'", "conference 1 was altered (name) by another program."),
        ("DELETE FROM conference", "conference 1 was removed by another program."),
        ("INSERT INTO note(id, text) VALUES (-4, 'x')", "note -4 was added by another program."),
        (
            "UPDATE entry SET words = 'x' WHERE seq = 12",
            "Entry 12: it was altered, or one of its changes was.",
        ),
        ("DELETE FROM entry WHERE seq = 12", "Entry 12: it is gone, and a change of it is left."),
        (
            "DROP INDEX note_item",
            "The structure of the file (a table, an index, a trigger or a view) was altered.",
        ),
    ] {
        let found = tampered(&path, sql).unwrap();
        assert!(found.problems.iter().any(|problem| problem == named), "{sql}: {:?}", found.problems);
    }
    // Only what was itself altered is named, and not everything after it.
    let found = tampered(&path, "UPDATE entry SET words = 'x' WHERE seq = 12").unwrap();
    assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
}

#[test]
fn a_foreign_write_is_found_even_when_a_lawful_act_followed() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name, weight) VALUES ('A', 1)").unwrap();
    Connection::open(&little.path).unwrap().execute("UPDATE section SET weight = 99", []).unwrap();
    refused(little.back(None, false), "undo.moved_on");
    little.sql("UPDATE section SET name = 'B', weight = 1").unwrap();
    assert_eq!(
        little.whole().problems,
        ["section 1 was altered (weight) by another program before entry 2."]
    );
}

/// Known: a tail cut off together with its effects. Only a head kept outside tells.
#[test]
fn a_cut_tail_shows_only_in_the_head() {
    let folder = tempfile::tempdir().unwrap();
    let mut little = Little::create(folder.path());
    little.sql("INSERT INTO section(name) VALUES ('A')").unwrap();
    little.sql("UPDATE section SET name = 'B'").unwrap();
    let (path, head) = (little.path.clone(), little.pen.head().hash);
    drop(little);
    Connection::open(&path).unwrap().execute_batch(
        "DELETE FROM entry WHERE seq = 2; DELETE FROM change WHERE id >> 20 = 2; UPDATE section SET name = 'A'",
    ).unwrap();
    let found = verify::verify(&path, |_, _| true).unwrap();
    assert!(found.problems.is_empty() && found.head != head);
    // And the file goes on from there.
    let opened = file::open(&path, crate::little::LITTLE).unwrap();
    assert_eq!(Pen::new(opened.conn, None).unwrap().head().seq, 1);
}
