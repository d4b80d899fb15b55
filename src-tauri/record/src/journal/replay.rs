//! A second file from the journal alone, and whether two files are the same.
//!
//! Invariant: a file rebuilt from the journal of another equals it row for row, the journal included.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, Statement, params_from_iter};

use crate::account;
use crate::capture::{self, ATTACHMENT, Table};
use crate::file::{self, Migrations};
use crate::halt::{Fault, Halt};

/// Rebuilds `source` at `target`, which must not be there; the number of entries.
pub fn replay(source: &Path, target: &Path, migrations: Migrations) -> Result<i64, Halt> {
    let source = file::looker(source)?;
    let made = file::create(target, migrations)?;
    made.conn.execute_batch("PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE")?;
    let entries = source.at_rest(|| apply(source.conn(), &made.conn))??;
    let broken: i64 =
        made.conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        return Err(Fault::new(format!("the rebuilt file has {broken} rows that refer to nothing")).into());
    }
    made.conn.execute_batch("COMMIT; PRAGMA foreign_keys=ON")?;
    made.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(entries)
}

fn apply(source: &Connection, target: &Connection) -> Result<i64, Fault> {
    let tables = capture::tables(target)?;
    target.execute_batch("DELETE FROM shape")?;
    copy(source, target, "shape")?;
    copy(source, target, "entry")?;
    if names(source)?.iter().any(|name| name == ATTACHMENT) {
        copy(source, target, ATTACHMENT)?;
    }
    let mut doers = tables.iter().map(|table| Doer::new(target, table)).collect::<Result<Vec<_>, _>>()?;
    let mut keep = target.prepare(
        "INSERT INTO change(id, tbl, pk, before, after, salt, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut changes =
        source.prepare("SELECT id, tbl, pk, before, after, salt, digest FROM change ORDER BY id")?;
    let mut changes = changes.query([])?;
    while let Some(change) = changes.next()? {
        insert(&mut keep, change, 7)?;
        let name =
            change.get_ref(1)?.as_bytes().map_err(|e| Fault::of("a table's name in the journal", e))?;
        let doer = doers.iter_mut().find(|doer| doer.name == name);
        let doer = doer.ok_or_else(|| Fault::new(format!("no table {}", String::from_utf8_lossy(name))))?;
        doer.apply(change)?;
    }
    Ok(target.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?)
}

/// What does a change to one table.
struct Doer<'a> {
    name: &'a [u8],
    insert: Statement<'a>,
    update: Statement<'a>,
    delete: Statement<'a>,
}

impl<'a> Doer<'a> {
    fn new(target: &'a Connection, table: &'a Table) -> Result<Self, Fault> {
        Ok(Self {
            name: table.name.as_bytes(),
            insert: target.prepare(&table.insert())?,
            update: target.prepare(&table.update())?,
            delete: target.prepare(&table.delete())?,
        })
    }

    fn apply(&mut self, change: &Row<'_>) -> Result<(), Fault> {
        if change.get_ref(5)? == ValueRef::Null {
            // Erased: the row's later image, which is whole, brings it back.
            return Ok(());
        }
        let pk: i64 = change.get(2)?;
        let (before, after) = (change.get_ref(3)?, change.get_ref(4)?);
        let image = || ToSqlOutput::Borrowed(after);
        if after == ValueRef::Null {
            self.delete.execute([pk])?;
        } else if before == ValueRef::Null || self.update.execute((pk, image()))? == 0 {
            self.insert.execute((pk, image()))?;
        }
        Ok(())
    }
}

/// Copies a table whose columns stand in the same order in both files.
fn copy(source: &Connection, target: &Connection, table: &str) -> Result<(), Fault> {
    let mut rows = source.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY rowid"))?;
    let count = rows.column_count();
    let marks = vec!["?"; count].join(",");
    let mut put = target.prepare(&format!("INSERT INTO \"{table}\" VALUES ({marks})"))?;
    let mut rows = rows.query([])?;
    while let Some(row) = rows.next()? {
        insert(&mut put, row, count)?;
    }
    Ok(())
}

fn insert(statement: &mut Statement<'_>, row: &Row<'_>, count: usize) -> Result<(), Fault> {
    let values = (0..count).map(|column| row.get_ref(column).map(ToSqlOutput::Borrowed));
    statement.execute(params_from_iter(values.collect::<rusqlite::Result<Vec<_>>>()?))?;
    Ok(())
}

/// Where two files differ, in words, at most one a table; empty when they are the same.
pub fn compare(a: &Path, b: &Path) -> Result<Vec<String>, Fault> {
    let (a, b) = (file::looker(a)?, file::looker(b)?);
    a.at_rest(|| b.at_rest(|| differences(a.conn(), b.conn())))??
}

fn differences(a: &Connection, b: &Connection) -> Result<Vec<String>, Fault> {
    let (names_a, names_b) = (names(a)?, names(b)?);
    if names_a != names_b {
        return Ok(vec![format!("the tables: {names_a:?} and {names_b:?}")]);
    }
    let mut found = Vec::new();
    for name in names_a.into_iter().filter(|name| !capture::DERIVED.contains(&name.as_str())) {
        // The rows of this one stand in the order in which its tables were first used. What was put into a table from a list
        // that was empty leaves a nought there, which no journal tells of and nothing is numbered by.
        let which = if name == "sqlite_sequence" { "WHERE seq > 0 ORDER BY name" } else { "ORDER BY rowid" };
        let sql = format!("SELECT rowid, * FROM \"{name}\" {which}");
        let first = if name == "sqlite_sequence" { 1 } else { 0 };
        let (mut rows_a, mut rows_b) = (a.prepare(&sql)?, b.prepare(&sql)?);
        let columns = rows_a.column_names().map(str::to_owned).collect::<Vec<_>>();
        let (mut rows_a, mut rows_b) = (rows_a.query([])?, rows_b.query([])?);
        let differs = loop {
            match (rows_a.next()?, rows_b.next()?) {
                (None, None) => break None,
                (Some(row), None) => {
                    break Some(format!("{name} {}: only in the first", row.get::<_, i64>(0)?));
                }
                (None, Some(row)) => {
                    break Some(format!("{name} {}: only in the second", row.get::<_, i64>(0)?));
                }
                (Some(row_a), Some(row_b)) => {
                    let mut unlike = None;
                    for (column, label) in columns.iter().enumerate().skip(first) {
                        if row_a.get_ref(column)? != row_b.get_ref(column)? {
                            let (here, there) = (row_a.get_ref(column)?, row_b.get_ref(column)?);
                            unlike = Some(format!(
                                "{name} {}: {label} is {here:?} and {there:?}",
                                row_a.get::<_, i64>(0)?
                            ));
                            break;
                        }
                    }
                    if unlike.is_some() {
                        break unlike;
                    }
                }
            }
        };
        found.extend(differs);
    }
    // Rows of sums have no ids that a second file must share: each file's must be those of its own slips.
    for (conn, which) in [(a, "first"), (b, "second")] {
        found.extend(account::altered(conn)?.into_iter().take(1).map(|sum| format!("in the {which}: {sum}")));
    }
    Ok(found)
}

fn names(conn: &Connection) -> Result<Vec<String>, Fault> {
    let mut list =
        conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")?;
    let rows = list.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
