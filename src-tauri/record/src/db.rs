//! The one door to SQLite for facts, for handlers and views alike.
//!
//! Invariant: while [`Db::observe`] runs, every table that a statement reads is noted. The authorizer reports tables only
//! when a statement is prepared, so they are remembered for each SQL text for as long as the connection lives.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{CachedStatement, Connection, Params, Row};

use crate::halt::Fault;

/// Distinct statements kept prepared: more than the program has.
const STATEMENTS: usize = 2048;

type Tables = Arc<BTreeSet<String>>;

/// One connection to a conference file.
pub struct Db {
    conn: Connection,
    preparing: Arc<Mutex<BTreeSet<String>>>,
    reads: RefCell<HashMap<&'static str, Tables>>,
    observed: RefCell<Option<BTreeSet<String>>>,
}

impl Db {
    /// Takes a connection and watches what its statements read.
    pub fn new(mut conn: Connection) -> Result<Self, Fault> {
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        let preparing = Arc::new(Mutex::new(BTreeSet::new()));
        let heard = Arc::clone(&preparing);
        conn.authorizer(Some(move |context: AuthContext<'_>| {
            if let AuthAction::Read { table_name, .. } = context.action {
                let mut tables = lock(&heard);
                if !tables.contains(table_name) {
                    tables.insert(table_name.to_owned());
                }
            }
            Authorization::Allow
        }))?;
        Ok(Self { conn, preparing, reads: RefCell::default(), observed: RefCell::default() })
    }

    /// The connection itself, for the mechanism beneath the handlers.
    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Every row, through `f`.
    pub fn rows<T>(
        &self,
        sql: &'static str,
        params: impl Params,
        f: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Fault> {
        let mut statement = self.statement(sql)?;
        let rows = statement.query_map(params, f).map_err(|e| during(sql, e))?;
        rows.collect::<rusqlite::Result<Vec<T>>>().map_err(|e| during(sql, e))
    }

    /// The first row through `f`, or `None` when there is no row.
    pub fn row<T>(
        &self,
        sql: &'static str,
        params: impl Params,
        f: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Fault> {
        let mut statement = self.statement(sql)?;
        let mut rows = statement.query(params).map_err(|e| during(sql, e))?;
        match rows.next().map_err(|e| during(sql, e))? {
            Some(row) => f(row).map(Some).map_err(|e| during(sql, e)),
            None => Ok(None),
        }
    }

    /// The first row through `f`; a [`Fault`] when there is no row.
    pub fn one<T>(
        &self,
        sql: &'static str,
        params: impl Params,
        f: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Fault> {
        self.row(sql, params, f)?.ok_or_else(|| Fault::new(format!("no row: {}", brief(sql))))
    }

    /// Runs a statement; the number of rows it changed, not counting cascades.
    pub fn run(&self, sql: &'static str, params: impl Params) -> Result<usize, Fault> {
        self.statement(sql)?.execute(params).map_err(|e| during(sql, e))
    }

    /// Inserts one row; its id.
    pub fn insert(&self, sql: &'static str, params: impl Params) -> Result<i64, Fault> {
        self.run(sql, params)?;
        Ok(self.conn.last_insert_rowid())
    }

    /// Runs `f`; what it gave, and the tables that it read. Not to be nested.
    pub fn observe<T>(&self, f: impl FnOnce() -> T) -> (T, BTreeSet<String>) {
        *self.observed.borrow_mut() = Some(BTreeSet::new());
        let value = f();
        (value, self.observed.borrow_mut().take().unwrap_or_default())
    }

    /// Runs `f` on one state of the file, whatever is committed meanwhile.
    pub fn at_rest<T>(&self, f: impl FnOnce() -> T) -> Result<T, Fault> {
        self.conn.execute_batch("BEGIN")?;
        let _rest = Rest(&self.conn);
        Ok(f())
    }

    fn statement(&self, sql: &'static str) -> Result<CachedStatement<'_>, Fault> {
        let known = self.reads.borrow().contains_key(sql);
        if !known {
            lock(&self.preparing).clear();
        }
        let statement = self.conn.prepare_cached(sql).map_err(|e| during(sql, e))?;
        if !known {
            let tables = Arc::new(std::mem::take(&mut *lock(&self.preparing)));
            self.reads.borrow_mut().insert(sql, tables);
        }
        if let Some(observed) = self.observed.borrow_mut().as_mut()
            && let Some(tables) = self.reads.borrow().get(sql)
        {
            observed.extend(
                tables.iter().filter(|table| !observed.contains(*table)).cloned().collect::<Vec<_>>(),
            );
        }
        Ok(statement)
    }
}

/// A reading transaction, ended even where the reader panics.
struct Rest<'a>(&'a Connection);

impl Drop for Rest<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit()
            && let Err(error) = self.0.execute_batch("ROLLBACK")
        {
            Fault::from(error).while_doing("ending a read").log();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn during(sql: &str, error: rusqlite::Error) -> Fault {
    Fault::of(brief(sql), error)
}

/// The statement on one line, cut to what a log can bear.
fn brief(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn db() -> Db {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE a(id INTEGER PRIMARY KEY, b_id INTEGER); CREATE TABLE b(id INTEGER PRIMARY KEY, name TEXT);
             CREATE TABLE c(id INTEGER PRIMARY KEY); CREATE VIEW both AS SELECT a.id, name FROM a JOIN b ON b.id = b_id;",
        )
        .unwrap();
        Db::new(conn).unwrap()
    }

    #[test]
    fn what_is_read_is_observed_each_time_and_not_only_when_prepared() {
        let db = db();
        for _ in 0..3 {
            let (n, tables) =
                db.observe(|| db.one("SELECT count(*) FROM a", [], |r| r.get::<_, i64>(0)).unwrap());
            assert_eq!((n, tables), (0, BTreeSet::from(["a".to_owned()])));
        }
        let (_, tables) =
            db.observe(|| db.rows("SELECT name FROM both", [], |r| r.get::<_, String>(0)).unwrap());
        assert!(tables.contains("a") && tables.contains("b") && !tables.contains("c"), "{tables:?}");
    }

    #[test]
    fn no_row_is_none_or_a_fault_that_names_the_statement() {
        let db = db();
        assert!(db.row("SELECT id FROM a", [], |r| r.get::<_, i64>(0)).unwrap().is_none());
        let fault = db.one("SELECT id\n  FROM a", [], |r| r.get::<_, i64>(0)).unwrap_err();
        assert_eq!(fault.what, "no row: SELECT id FROM a");
        assert_eq!(db.insert("INSERT INTO b(name) VALUES (?1)", ["x"]).unwrap(), 1);
    }
}
