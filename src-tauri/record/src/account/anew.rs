//! The running sums held against what they follow from, and added up again from it.
//!
//! Invariant: of no journalled row is anything altered here. A row of sums that comes to nothing is not there.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::capture;
use crate::halt::Fault;

/// A table of sums: what each row is of, what it says, and the statement that works it out from the slips.
struct Sums {
    table: &'static str,
    of: &'static [&'static str],
    says: &'static [&'static str],
    worked_out: &'static str,
}

const SUMS: [Sums; 3] = [
    Sums {
        table: "card_account",
        of: &["id"],
        says: &["vote_id", "section", "number", "value", "state", "for_votes", "against_votes", "abstain_votes"],
        worked_out: "SELECT id, vote_id, section, number, value, state, for_votes, against_votes, abstain_votes FROM card_state",
    },
    Sums {
        table: "section_account",
        of: &["vote_id", "section", "state"],
        says: &["cards", "votes", "for_votes", "against_votes", "abstain_votes"],
        worked_out: "SELECT vote_id, section, state, count(*), sum(value), sum(for_votes), sum(against_votes), sum(abstain_votes)
            FROM card_state GROUP BY vote_id, section, state",
    },
    Sums {
        table: "entry_account",
        of: &["entry_id", "choice"],
        says: &["slips", "votes"],
        worked_out: ENTRIES,
    },
];

const ENTRIES: &str = "SELECT s.entry_id, s.choice, count(*), sum(coalesce(r.value, 0))
    FROM slip s LEFT JOIN roll r ON r.id = s.roll_id
    WHERE s.entry_id IS NOT NULL AND s.state NOT IN ('set_aside', 'agreed') GROUP BY s.entry_id, s.choice";

/// Every row of sums that is not what the slips make it, in words; none where the file has no such tables.
pub(crate) fn altered(conn: &Connection) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    if !there(conn)? {
        return Ok(found);
    }
    for sums in &SUMS {
        let mut made = sums.made(conn)?;
        let columns = [sums.of, sums.says].concat().join(", ");
        let order = sums.of.join(", ");
        let mut list = conn.prepare(&format!("SELECT {columns} FROM {} ORDER BY {order}", sums.table))?;
        let mut rows = list.query([])?;
        while let Some(row) = rows.next()? {
            let (of, says) = sums.split(row)?;
            let Some(made) = made.remove(&of) else {
                found.push(told(&format!("{} {} was added", sums.table, of.join("/"))));
                continue;
            };
            let differs = sums.says.iter().zip(made.iter().zip(&says)).filter(|(_, (a, b))| a != b);
            let how = differs.map(|(column, _)| *column).collect::<Vec<_>>().join(", ");
            if !how.is_empty() {
                found.push(told(&format!("{} {} was altered ({how})", sums.table, of.join("/"))));
            }
        }
        found
            .extend(made.into_keys().map(|of| told(&format!("{} {} was removed", sums.table, of.join("/")))));
    }
    Ok(found)
}

/// Adds every sum up from the slips, within the caller's transaction.
pub(crate) fn add_up(conn: &Connection) -> Result<(), Fault> {
    if there(conn)? {
        // What stands in the sums of the sections follows from those of the cards, by the triggers of the schema.
        conn.execute_batch(&format!(
            "DELETE FROM card_account; DELETE FROM section_account; DELETE FROM entry_account;
             INSERT INTO card_account SELECT * FROM card_state;
             INSERT INTO entry_account(entry_id, choice, slips, votes) {ENTRIES};"
        ))?;
    }
    Ok(())
}

fn told(what: &str) -> String {
    format!("{what} by another program. It is a running sum, and is added up again from the slips.")
}

fn there(conn: &Connection) -> Result<bool, Fault> {
    let mut known = conn.prepare("SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1")?;
    for table in capture::DERIVED {
        if !known.exists([table])? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Sums {
    fn made(&self, conn: &Connection) -> Result<BTreeMap<Vec<String>, Vec<String>>, Fault> {
        let mut list = conn.prepare(self.worked_out)?;
        let mut rows = list.query([])?;
        let mut made = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (of, says) = self.split(row)?;
            made.insert(of, says);
        }
        Ok(made)
    }

    /// What a row is of and what it says.
    fn split(&self, row: &Row<'_>) -> Result<(Vec<String>, Vec<String>), Fault> {
        let of = (0..self.of.len()).map(|column| cell(row, column)).collect::<Result<_, _>>()?;
        let says = (self.of.len()..self.of.len() + self.says.len()).map(|column| cell(row, column));
        Ok((of, says.collect::<Result<_, _>>()?))
    }
}

fn cell(row: &Row<'_>, column: usize) -> Result<String, Fault> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Real(_) | ValueRef::Blob(_) => return Err(Fault::new("a running sum that is no number")),
    })
}
