//! A real conference file altered by another program: every table of the schema, a row added, altered and removed.
//!
//! Invariant: what was altered is asked of the file alone, as `rostrumctl verify` would.

use std::path::{Path, PathBuf};

use record::capture;
use record::journal::verify;
use rusqlite::{Connection, OptionalExtension};

use crate::story::stage::Stage;
use crate::{Outcome, told};

/// A card vote by sections, closed, with every card entered; and a paper with something attached.
pub const COUNTED: &str = "
a conference called \"Altered\" under citrine on 2017-03-11
the register:
  1 | Leeds  | 100 | CLPs
  2 | Hull   | 300 | CLPs
  3 | Miners | 500 | Affiliates
issue the cards
the programme of 2017-03-11:
  10:00-11:00 | Morning | Motions
motion 1 \"The first\":
  under Motions
  moved by Leeds
  1. One.
attach \"Costings.txt\" to 1:
  Pay: a tenth.
open the conference
take \"Motions\"
call the mover
the speech ends
seconded formally
put the question by card vote
open the vote
card 1 for
card 2 against
card 3 for
close the vote
";

/// The same vote in batches, with one of them in hand.
pub const IN_BATCHES: &str = "
abandon the vote: entered anew in batches
put the question by card vote
enter it twice
open the vote
teller 1: open batch \"Floor\" of 2 slips
teller 1: claim batch \"Floor\" as Ann Roe
teller 1: type 1 for
teller 1: type 2 against
";

/// The journal's own; `record/tests/mechanism/tamper.rs` has every way to alter them.
const JOURNAL: [&str; 3] = ["change", "entry", "shape"];

/// A closed conference file that stands in these words.
///
/// # Errors
/// The line that cannot be told.
pub fn file(text: &str) -> Outcome<Stage> {
    let mut stage = Stage::set(text)?;
    stage.world().close();
    Ok(stage)
}

/// Tables that are altered in one copy: more problems than that and some are only counted.
const AT_ONCE: usize = 12;

/// Alters copies of the file in every way; how many ways were tried, and those that verifying did not name.
///
/// # Errors
/// Where the file cannot be read.
pub fn every_table(path: &Path) -> Outcome<(usize, Vec<String>)> {
    let conn = crate::world::reader(path)?;
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut list = told(conn.prepare(tables))?;
    let tables = told(list.query_map([], |row| row.get::<_, String>(0)))?.map(told);
    // What follows from other rows, or stands by its hash, is altered column by column, each by itself.
    let (mut alone, mut rounds) = (Vec::new(), vec![Vec::new(), Vec::new(), Vec::new()]);
    for table in tables {
        let table = table?;
        if JOURNAL.contains(&table.as_str()) {
            continue;
        }
        let mut ways = ways(&conn, &table)?;
        if capture::DERIVED.contains(&table.as_str()) || table == capture::ATTACHMENT {
            alone.extend(ways.into_iter().map(|way| vec![way]));
            continue;
        }
        let add = ways.remove(0);
        let (removal, alteration) = (ways.pop(), ways.pop());
        for (round, way) in rounds.iter_mut().zip([Some(add), alteration, removal]) {
            round.extend(way);
        }
    }
    let mut lots = alone;
    for round in rounds {
        let mut round = round.into_iter().peekable();
        while round.peek().is_some() {
            lots.push(round.by_ref().take(AT_ONCE).collect());
        }
    }
    let (mut tried, mut unnamed) = (0, Vec::new());
    for lot in lots {
        let (done, problems) = altered(path, &lot)?;
        tried += done.len();
        let is_named = |way: &Way| problems.iter().any(|problem| way.is_named(problem));
        unnamed.extend(
            done.into_iter().filter(|way| !is_named(way)).map(|way| format!("{}: {problems:?}", way.sql)),
        );
    }
    Ok((tried, unnamed))
}

/// One alteration of one row.
struct Way {
    table: String,
    sql: String,
    /// What the row is known by: its id, or the columns of its key.
    key: String,
    /// Its key goes with it: the table is named, and another row.
    removed: bool,
}

impl Way {
    fn is_named(&self, problem: &str) -> bool {
        let table = &self.table;
        let named = problem.starts_with(&format!("{table} {} ", self.key));
        // Contents are known by what they are attached as, and rows of sums by what they are of.
        named
            || (table == capture::ATTACHMENT && problem.starts_with("The content of"))
            || (self.removed && problem.starts_with(&format!("{table} ")))
    }
}

fn ways(conn: &Connection, table: &str) -> Outcome<Vec<Way>> {
    const FOREIGN: i64 = 7_777;
    let info = "SELECT name, type, pk FROM pragma_table_xinfo(?1) WHERE hidden = 0";
    let mut info = told(conn.prepare(info))?;
    let columns = told(info.query_map([table], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)? > 0))
    }))?;
    let columns: Vec<_> = columns.map(told).collect::<Outcome<_>>()?;
    let add = |number: &str| {
        let (mut names, mut values, mut key) = (Vec::new(), Vec::new(), Vec::new());
        for (name, kind, is_key) in &columns {
            let value = match (is_key, kind.as_str()) {
                (_, "TEXT") => "foreign".to_owned(),
                (true, _) => FOREIGN.to_string(),
                (false, "BLOB") => "x'00'".to_owned(),
                (false, _) => number.to_owned(),
            };
            if *is_key {
                key.push(value.clone());
            }
            names.push(format!("\"{name}\""));
            values.push(if kind == "TEXT" { format!("'{value}'") } else { value });
        }
        let sql = format!("INSERT INTO \"{table}\"({}) VALUES ({})", names.join(","), values.join(","));
        Way { table: table.to_owned(), sql, key: key.join("/"), removed: false }
    };
    let mut ways = vec![add("7")];
    let summed = capture::DERIVED.contains(&table);
    if summed {
        ways.push(add("0"));
    }
    let keys = columns.iter().filter(|(_, _, key)| *key).map(|(name, ..)| format!("\"{name}\""));
    let keys = keys.collect::<Vec<_>>().join(" || '/' || ");
    let newest = format!("SELECT rowid, {keys} || '' FROM \"{table}\" ORDER BY rowid DESC LIMIT 1");
    let newest = told(conn.query_row(&newest, [], |row| Ok((row.get(0)?, row.get(1)?))).optional())?;
    if let Some((row, key)) = newest {
        let (row, key): (i64, String) = (row, key);
        let way = |sql: String, removed| Way { table: table.to_owned(), sql, key: key.clone(), removed };
        // Of a journalled row another id is another row: `record/tests/mechanism/tamper.rs`.
        for (name, kind, is_key) in columns.iter().filter(|(_, kind, key)| !key || summed || kind == "TEXT") {
            let value = match kind.as_str() {
                "TEXT" => format!("coalesce(\"{name}\", '') || 'x'"),
                "BLOB" => "x'00'".to_owned(),
                _ => format!("coalesce(\"{name}\", 0) + 1"),
            };
            ways.push(way(
                format!("UPDATE \"{table}\" SET \"{name}\" = {value} WHERE rowid = {row}"),
                *is_key,
            ));
        }
        ways.push(way(format!("DELETE FROM \"{table}\" WHERE rowid = {row}"), true));
    }
    Ok(ways)
}

/// Which of these the database itself lets be done to a copy, and what verifying then says of it.
fn altered<'a>(path: &Path, lot: &'a [Way]) -> Outcome<(Vec<&'a Way>, Vec<String>)> {
    let copy = told(tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path)))?;
    told(std::fs::copy(path, copy.path()))?;
    let mut done = Vec::new();
    {
        let conn = told(Connection::open(copy.path()))?;
        told(conn.execute_batch(
            "PRAGMA journal_mode=DELETE; PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON",
        ))?;
        for way in lot {
            if as_another_program(&conn, &way.table, &way.sql)? {
                done.push(way);
            }
        }
    }
    let found = told(verify::verify(copy.path(), |_, _| true))?;
    Ok((done, found.problems))
}

/// Runs it with the triggers of the table out of the way, which then stand as they did; whether it could be done.
fn as_another_program(conn: &Connection, table: &str, sql: &str) -> Outcome<bool> {
    let mut list =
        told(conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1"))?;
    let rows = told(list.query_map([table], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))))?;
    let triggers: Vec<_> = rows.map(told).collect::<Outcome<_>>()?;
    for (name, _) in &triggers {
        told(conn.execute_batch(&format!("DROP TRIGGER \"{name}\"")))?;
    }
    let done = conn.execute_batch(sql).is_ok();
    for (_, sql) in &triggers {
        told(conn.execute_batch(sql))?;
    }
    Ok(done)
}

/// A sum of the count that the slips do not come to, written by another program.
///
/// # Errors
/// Where the file cannot be written.
pub fn a_sum(path: &Path) -> Outcome<PathBuf> {
    let conn = told(Connection::open(path))?;
    told(conn.execute_batch("UPDATE section_account SET cards = cards + 4 WHERE state = 'for'"))?;
    Ok(path.to_owned())
}
