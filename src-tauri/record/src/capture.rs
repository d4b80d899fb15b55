//! The triggers that write down every row before and after, generated from the schema itself when a file is opened.
//!
//! Invariant: no row of a conference table is inserted, altered or deleted by this program without a row in
//! `journal_pending`, which belongs to the same transaction. They are TEMP: migrate first, then arm; other programs never
//! meet them, and what those write is found by verifying.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::halt::Fault;

/// Tables that are the journal itself.
const JOURNAL: [&str; 3] = ["entry", "change", "shape"];
/// Large contents by hash, insert-only: not journalled.
pub const ATTACHMENT: &str = "attachment";
/// Contents that were brought in and belong to no paper yet: in memory, of the writing connection alone.
const BROUGHT: &str = "CREATE TEMP TABLE brought(id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, content BLOB NOT NULL) STRICT;\n";
/// Running sums, kept by triggers of the schema: they follow from journalled tables alone, and are not journalled. Verifying
/// works them out anew (`account/anew.rs`).
pub const DERIVED: [&str; 3] = ["card_account", "section_account", "entry_account"];
/// The tables that they follow from.
const SUMMED: [&str; 2] = ["roll", "slip"];

/// The sums that change when one of these tables does.
pub fn derived_from(touched: &BTreeSet<String>) -> impl Iterator<Item = String> {
    let summed = SUMMED.iter().any(|table| touched.contains(*table));
    DERIVED.iter().filter(move |_| summed).map(|table| (*table).to_owned())
}

/// A journalled table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns without `id`.
    pub columns: Vec<Column>,
    /// Its ids are never used twice.
    pub autoincrement: bool,
    /// The rows it refers to by id.
    pub references: Vec<Reference>,
}

/// A column that holds the id of another row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The column.
    pub column: String,
    /// The table it refers to.
    pub parent: String,
}

/// A column of a journalled table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// TEXT; else INTEGER.
    pub text: bool,
}

/// Every journalled table, by name; a [`Fault`] for a table that cannot be journalled.
pub fn tables(conn: &Connection) -> Result<Vec<Table>, Fault> {
    let mut list = conn.prepare(
        "SELECT name, strict, wr, (SELECT sql FROM main.sqlite_schema s WHERE s.name = l.name AND s.type = 'table')
         FROM pragma_table_list l WHERE schema = 'main' AND type = 'table' ORDER BY name",
    )?;
    let mut rows = list.query([])?;
    let mut tables = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let journalled = !(name.starts_with("sqlite_")
            || JOURNAL.contains(&name.as_str())
            || DERIVED.contains(&name.as_str())
            || name == ATTACHMENT);
        if !journalled {
            continue;
        }
        if !row.get::<_, bool>(1)? || row.get::<_, bool>(2)? {
            return Err(Fault::new(format!(
                "table {name}: must be STRICT, and not WITHOUT ROWID, to be journalled"
            )));
        }
        let sql: String = row.get(3)?;
        let autoincrement = sql.to_ascii_uppercase().contains("AUTOINCREMENT");
        let (columns, references) = (columns(conn, &name)?, references(conn, &name)?);
        tables.push(Table { name, columns, autoincrement, references });
    }
    Ok(tables)
}

fn columns(conn: &Connection, table: &str) -> Result<Vec<Column>, Fault> {
    let mut info = conn
        .prepare("SELECT name, type, pk FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 ORDER BY cid")?;
    let mut rows = info.query([table])?;
    let mut columns = Vec::new();
    let mut key = false;
    while let Some(row) = rows.next()? {
        let (name, kind, pk): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let text = match kind.as_str() {
            "TEXT" => true,
            "INTEGER" | "INT" => false,
            other => return Err(Fault::new(format!("column {table}.{name}: {other} cannot be journalled"))),
        };
        if name.contains(['"', '\'', '\\']) {
            return Err(Fault::new(format!(
                "column {table}.{name}: a name with quotes cannot be journalled"
            )));
        }
        if pk > 0 {
            key = name == "id" && kind == "INTEGER";
        } else {
            columns.push(Column { name, text });
        }
    }
    if key { Ok(columns) } else { Err(Fault::new(format!("table {table}: needs `id INTEGER PRIMARY KEY`"))) }
}

fn references(conn: &Connection, table: &str) -> Result<Vec<Reference>, Fault> {
    let list = "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1, 'main')
                WHERE \"to\" IS NULL OR \"to\" = 'id' ORDER BY id";
    let mut list = conn.prepare(list)?;
    let rows = list.query_map([table], |row| Ok(Reference { column: row.get(0)?, parent: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Table {
    /// The expression of a row's image; `row` is `NEW.`, `OLD.` or empty. Here, and only here, is its form decided.
    pub fn image(&self, row: &str) -> String {
        let parts = self.columns.iter().map(|column| {
            let name = &column.name;
            // A text made by json_set() carries SQLite's JSON subtype, and would be nested instead of quoted.
            let plain = if column.text { "||''" } else { "" };
            format!("'{name}',{row}\"{name}\"{plain}")
        });
        format!("json_object({})", parts.collect::<Vec<_>>().join(","))
    }

    /// `?1` id → the image.
    pub fn select(&self) -> String {
        format!("SELECT {} FROM main.\"{}\" WHERE id=?1", self.image(""), self.name)
    }

    /// Every id and image, by id.
    pub fn scan(&self) -> String {
        format!("SELECT id,{} FROM main.\"{}\" ORDER BY id", self.image(""), self.name)
    }

    /// `?1` id, `?2` image → the row.
    pub fn insert(&self) -> String {
        let (mut names, mut values) = (String::from("id"), String::from("?1"));
        for Column { name, .. } in &self.columns {
            names.push_str(&format!(",\"{name}\""));
            values.push_str(&format!(",json_extract(?2,'$.\"{name}\"')"));
        }
        format!("INSERT INTO main.\"{}\"({names}) VALUES ({values})", self.name)
    }

    /// `?1` id, `?2` image → the row as in the image.
    pub fn update(&self) -> String {
        let sets = self
            .columns
            .iter()
            .map(|Column { name, .. }| format!("\"{name}\"=json_extract(?2,'$.\"{name}\"')"));
        let sets = sets.collect::<Vec<_>>().join(",");
        let sets = if sets.is_empty() { "id=id".to_owned() } else { sets };
        format!("UPDATE main.\"{}\" SET {sets} WHERE id=?1 AND ?2 IS NOT NULL", self.name)
    }

    /// `?1` id → no row.
    pub fn delete(&self) -> String {
        format!("DELETE FROM main.\"{}\" WHERE id=?1", self.name)
    }

    fn triggers(&self) -> String {
        let name = &self.name;
        let (old, new) = (self.image("OLD."), self.image("NEW."));
        // Compared as bytes: a NOCASE column would hide a change of case.
        let differs = self
            .columns
            .iter()
            .map(|Column { name, .. }| format!("(OLD.\"{name}\" COLLATE BINARY) IS NOT NEW.\"{name}\""));
        let differs = differs.chain(["OLD.id IS NOT NEW.id".to_owned()]).collect::<Vec<_>>().join(" OR ");
        let note = "INSERT INTO journal_pending(tbl,pk,before,after) VALUES";
        format!(
            "CREATE TEMP TRIGGER \"journal_{name}_insert\" AFTER INSERT ON main.\"{name}\" BEGIN
               {note} ('{name}',NEW.id,NULL,{new}); END;
             CREATE TEMP TRIGGER \"journal_{name}_delete\" AFTER DELETE ON main.\"{name}\" BEGIN
               {note} ('{name}',OLD.id,{old},NULL); END;
             CREATE TEMP TRIGGER \"journal_{name}_update\" AFTER UPDATE ON main.\"{name}\" WHEN {differs} BEGIN
               SELECT RAISE(ABORT, 'journal: the key of {name} may not change') WHERE OLD.id IS NOT NEW.id;
               {note} ('{name}',NEW.id,{old},{new}); END;\n"
        )
    }
}

/// Arms the writing connection: afterwards every change of these tables is noted in `journal_pending`.
pub fn arm(conn: &Connection, tables: &[Table]) -> Result<(), Fault> {
    let mut sql = String::from(
        "CREATE TEMP TABLE journal_pending(n INTEGER PRIMARY KEY, tbl TEXT NOT NULL, pk INTEGER NOT NULL,
           before TEXT, after TEXT) STRICT;\n",
    );
    for table in tables {
        sql.push_str(&table.triggers());
    }
    let exists = "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name = ?1";
    if conn.query_row(exists, [ATTACHMENT], |row| row.get::<_, i64>(0))? > 0 {
        sql.push_str(BROUGHT);
        for verb in ["UPDATE", "DELETE"] {
            sql.push_str(&format!(
                "CREATE TEMP TRIGGER \"journal_attachment_{verb}\" BEFORE {verb} ON main.{ATTACHMENT} BEGIN
                   SELECT RAISE(ABORT, 'journal: attachments are only ever added'); END;\n"
            ));
        }
    }
    conn.execute_batch(&sql).map_err(|e| Fault::of("arming the journal", e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn armed(schema: &str) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;").unwrap();
        conn.execute_batch(schema).unwrap();
        arm(&conn, &tables(&conn).unwrap()).unwrap();
        conn
    }

    fn pending(conn: &Connection) -> Vec<(String, i64, Option<String>, Option<String>)> {
        let mut all = conn.prepare("SELECT tbl, pk, before, after FROM journal_pending ORDER BY n").unwrap();
        let rows = all.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    const TREE: &str = "CREATE TABLE p(id INTEGER PRIMARY KEY AUTOINCREMENT, k TEXT COLLATE NOCASE UNIQUE, n INTEGER) STRICT;
        CREATE TABLE c(id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id) ON DELETE CASCADE) STRICT;";

    #[test]
    fn what_cannot_be_an_image_is_refused() {
        for (schema, why) in [
            ("CREATE TABLE t(id INTEGER PRIMARY KEY, x BLOB) STRICT", "t.x: BLOB"),
            ("CREATE TABLE t(id INTEGER PRIMARY KEY, x REAL) STRICT", "t.x: REAL"),
            ("CREATE TABLE t(id INTEGER PRIMARY KEY, x ANY) STRICT", "t.x: ANY"),
            ("CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT)", "STRICT"),
            ("CREATE TABLE t(id TEXT PRIMARY KEY, x TEXT) STRICT", "id INTEGER PRIMARY KEY"),
            ("CREATE TABLE t(x TEXT) STRICT", "id INTEGER PRIMARY KEY"),
        ] {
            let conn = Connection::open_in_memory().unwrap();
            conn.execute_batch(schema).unwrap();
            let fault = tables(&conn).unwrap_err();
            assert!(fault.what.contains(why), "{schema}: {fault}");
        }
    }

    #[test]
    fn a_change_of_case_is_a_change_and_a_rewrite_is_none() {
        let conn = armed(TREE);
        conn.execute_batch("INSERT INTO p(k, n) VALUES ('a', NULL); DELETE FROM journal_pending;").unwrap();
        conn.execute_batch("UPDATE p SET k = 'a', n = NULL").unwrap();
        assert_eq!(pending(&conn), []);
        conn.execute_batch("UPDATE p SET k = 'A'").unwrap();
        let image = |k: &str| Some(format!(r#"{{"k":"{k}","n":null}}"#));
        assert_eq!(pending(&conn), [("p".into(), 1, image("a"), image("A"))]);
    }

    #[test]
    fn text_made_by_json_functions_stays_text() {
        let conn = armed(TREE);
        conn.execute_batch("INSERT INTO p(k) VALUES (json_set('{}', '$.a', 1))").unwrap();
        assert_eq!(pending(&conn)[0].3.as_deref(), Some(r#"{"k":"{\"a\":1}","n":null}"#));
    }

    #[test]
    fn cascades_bare_deletes_and_replacements_are_noted() {
        let conn = armed(TREE);
        conn.execute_batch("INSERT INTO p VALUES (1, 'a', 1); INSERT INTO c VALUES (7, 1), (8, 1); DELETE FROM journal_pending;")
            .unwrap();
        conn.execute_batch("DELETE FROM p").unwrap();
        let rows: Vec<_> = pending(&conn).into_iter().map(|(tbl, pk, _, after)| (tbl, pk, after)).collect();
        assert_eq!(rows, [("c".into(), 7, None), ("c".into(), 8, None), ("p".into(), 1, None)]);
        conn.execute_batch("DELETE FROM journal_pending; INSERT INTO p VALUES (2, 'a', 1); REPLACE INTO p VALUES (3, 'A', 1);")
            .unwrap();
        assert_eq!(pending(&conn).len(), 3);
    }

    #[test]
    fn a_key_may_not_change_and_a_failed_statement_leaves_no_phantom() {
        let conn = armed(TREE);
        conn.execute_batch("INSERT INTO p VALUES (1, 'a', 1), (2, 'b', 1)").unwrap();
        assert!(conn.execute_batch("UPDATE p SET id = 9 WHERE id = 1").is_err());
        conn.execute_batch("DELETE FROM journal_pending").unwrap();
        assert!(conn.execute_batch("INSERT INTO p VALUES (5, 'c', 1), (6, 'a', 1)").is_err());
        assert_eq!(pending(&conn), []);
    }

    #[test]
    fn odd_values_survive_image_and_back() {
        let conn = armed(TREE);
        conn.execute_batch(
            "INSERT INTO p VALUES (1, 'a' || char(0) || char(0x1F600) || char(34) || char(10), 9223372036854775807);
             INSERT INTO p VALUES (2, CAST(x'ff41fe' AS TEXT), -9007199254740993); INSERT INTO p VALUES (3, NULL, NULL);
             CREATE TABLE keep AS SELECT id, hex(k) AS k, n FROM p;",
        )
        .unwrap();
        let table = tables_named(&conn, "p");
        for id in 1..=3 {
            let sql = table
                .insert()
                .replace("?2", "(SELECT after FROM journal_pending WHERE pk = ?1 AND after IS NOT NULL)");
            conn.execute(&table.delete(), [id]).unwrap();
            conn.execute(&sql, [id]).unwrap();
        }
        let differ =
            "SELECT count(*) FROM p JOIN keep USING (id) WHERE hex(p.k) IS NOT keep.k OR p.n IS NOT keep.n";
        assert_eq!(conn.query_row(differ, [], |r| r.get::<_, i64>(0)).unwrap(), 0);
    }

    fn tables_named(conn: &Connection, name: &str) -> Table {
        let columns = columns(conn, name).unwrap();
        Table { name: name.into(), columns, autoincrement: true, references: vec![] }
    }
}
