//! A little conference with every kind of reference, and acts upon it.

use std::path::{Path, PathBuf};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use record::file::{self, Migrations};
use record::halt::{Done, Halt};
use record::journal::undo::Law;
use record::journal::{replay, verify};
use record::lock::Lock;
use record::transact::{Act, Actor, Header, Pen, Role, UndoRequest, Written};
use rusqlite::Connection;

/// Nothing but the rows themselves stands in the way of taking an act back.
pub(crate) const NO_LAW: Law = Law { ran_on: |_, _, _| false, settle: |_| Ok(()) };

pub(crate) const LITTLE: Migrations = &["
  CREATE TABLE conference(id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT;
  CREATE TABLE section(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT COLLATE NOCASE UNIQUE, weight INTEGER) STRICT;
  CREATE TABLE item(id INTEGER PRIMARY KEY AUTOINCREMENT, section_id INTEGER REFERENCES section(id) ON DELETE CASCADE,
    title TEXT NOT NULL, position INTEGER) STRICT;
  CREATE INDEX item_section ON item(section_id);
  CREATE TABLE note(id INTEGER PRIMARY KEY AUTOINCREMENT, item_id INTEGER REFERENCES item(id) ON DELETE SET NULL,
    text TEXT) STRICT;
  CREATE INDEX note_item ON note(item_id);
  CREATE TABLE card(id INTEGER PRIMARY KEY AUTOINCREMENT, section_id INTEGER NOT NULL REFERENCES section(id),
    held_id INTEGER REFERENCES item(id) ON DELETE RESTRICT) STRICT;
  CREATE INDEX card_section ON card(section_id); CREATE INDEX card_held ON card(held_id);
"];

pub(crate) struct Little {
    pub(crate) path: PathBuf,
    pub(crate) pen: Pen,
    pub(crate) at: i64,
    _lock: Lock,
}

pub(crate) fn actor(station: &str) -> Actor {
    Actor { role: Role::Chair, station: station.into(), name: None }
}

impl Little {
    pub(crate) fn create(folder: &Path) -> Self {
        let opened = file::create(&folder.join("little.conference"), LITTLE).unwrap();
        let pen = Pen::new(opened.conn, Some(7)).unwrap();
        Self { path: opened.path, pen, at: 1_000, _lock: opened.lock }
    }

    pub(crate) fn act(&mut self, carry: impl FnOnce(&Act<'_>) -> Done) -> Result<Written, Halt> {
        self.act_as("a", None, false, carry)
    }

    pub(crate) fn act_as(
        &mut self,
        station: &str,
        idem: Option<&str>,
        heard: bool,
        carry: impl FnOnce(&Act<'_>) -> Done,
    ) -> Result<Written, Halt> {
        self.at += 1;
        let actor = actor(station);
        let header = Header {
            idem,
            actor: &actor,
            at: self.at,
            act: "test",
            args: Some("{}"),
            reason: None,
            heard,
            undoes: None,
        };
        self.pen.transact(&header, carry)
    }

    pub(crate) fn sql(&mut self, sql: &'static str) -> Result<Written, Halt> {
        self.act(|act| {
            for one in sql.split(';').filter(|one| !one.trim().is_empty()) {
                act.db.run(one, [])?;
            }
            Ok(sql.to_owned())
        })
    }

    pub(crate) fn back(&mut self, seq: Option<i64>, redo: bool) -> Result<Written, Halt> {
        self.at += 1;
        let request = UndoRequest { actor: actor("a"), seq, redo, idem: None };
        self.pen.take_back(&request, self.at, |_, _| Ok(()), NO_LAW)
    }

    /// Every row of every table but the journal, in words.
    pub(crate) fn rows(&self) -> Vec<String> {
        rows(&Connection::open(&self.path).unwrap(), false)
    }

    pub(crate) fn whole(&self) -> verify::Found {
        verify::verify(&self.path, |_, _| true).unwrap()
    }

    pub(crate) fn replica_is_the_same(&self, folder: &Path) {
        let target = folder.join("replica.conference");
        let _ = std::fs::remove_file(&target);
        replay::replay(&self.path, &target, LITTLE).unwrap();
        assert_eq!(replay::compare(&self.path, &target).unwrap(), Vec::<String>::new());
        let found = verify::verify(&target, |_, _| true).unwrap();
        assert_eq!(found.problems, Vec::<String>::new());
    }
}

pub(crate) fn rows(conn: &Connection, journal: bool) -> Vec<String> {
    let mut all = Vec::new();
    for table in ["conference", "section", "item", "note", "card", "entry", "change"] {
        if !journal && ["entry", "change"].contains(&table) {
            continue;
        }
        let mut list = conn
            .prepare(&format!("SELECT * FROM {table} ORDER BY id"))
            .or_else(|_| conn.prepare(&format!("SELECT * FROM {table} ORDER BY seq")));
        let list = list.as_mut().unwrap();
        let count = list.column_count();
        let mut rows = list.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            all.push(format!(
                "{table}: {:?}",
                (0..count).map(|i| row.get_ref(i).unwrap()).collect::<Vec<_>>()
            ));
        }
    }
    all
}

pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T, Halt>, code: &str) -> String {
    match outcome {
        Err(Halt::Refusal(refusal)) if refusal.code == code => refusal.sentence,
        other => panic!("{code} expected: {other:?}"),
    }
}

/// What would allow it, where it was refused with this code; empty where nothing would.
pub(crate) fn way_out<T: std::fmt::Debug>(outcome: Result<T, Halt>, code: &str) -> String {
    match outcome {
        Err(Halt::Refusal(refusal)) if refusal.code == code => refusal.allow.unwrap_or_default(),
        other => panic!("{code} expected: {other:?}"),
    }
}

/// A random act of one to four statements; some of them fail within it and are tolerated.
pub(crate) fn random_act(little: &mut Little, rng: &mut StdRng) -> Result<Written, Halt> {
    let steps = rng.random_range(1..=4);
    let seed = rng.random::<u64>();
    little.act(|act| {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut pick = |table: &str| -> Option<i64> {
            let sql: &'static str = match table {
                "section" => "SELECT id FROM section ORDER BY id",
                "item" => "SELECT id FROM item ORDER BY id",
                _ => "SELECT id FROM note ORDER BY id",
            };
            let ids = act.db.rows(sql, [], |row| row.get::<_, i64>(0)).unwrap();
            if ids.is_empty() { None } else { Some(ids[rng.random_range(0..ids.len())]) }
        };
        let mut rng = StdRng::seed_from_u64(seed ^ 1);
        for _ in 0..steps {
            let (section, item) = (pick("section"), pick("item"));
            let name = format!("S{}", rng.random_range(0..40));
            let weight = rng.random::<i64>();
            let outcome = match rng.random_range(0..11) {
                0 | 1 => act.db.run("INSERT INTO section(name, weight) VALUES (?1, ?2)", (name, weight)),
                2 | 3 => act
                    .db
                    .run("INSERT INTO item(section_id, title, position) VALUES (?1, ?2, 1)", (section, name)),
                4 => act
                    .db
                    .run("INSERT INTO note(item_id, text) VALUES (?1, ?2 || char(0) || '\"é')", (item, name)),
                5 => act.db.run("INSERT INTO card(section_id, held_id) VALUES (?1, ?2)", (section, item)),
                6 => act.db.run(
                    "UPDATE section SET name = upper(name), weight = weight + 0 WHERE id = ?1",
                    [section],
                ),
                7 => act.db.run(
                    "UPDATE item SET title = title || 'x', section_id = ?2 WHERE id = ?1",
                    (item, section),
                ),
                8 => act.db.run("DELETE FROM section WHERE id = ?1", [section]),
                9 => act.db.run("DELETE FROM item WHERE id = ?1", [item]),
                _ => act.db.run("DELETE FROM note WHERE item_id IS NULL", []),
            };
            // A statement that fails within an act must leave no phantom.
            drop(outcome);
        }
        Ok(format!("act {seed}"))
    })
}
