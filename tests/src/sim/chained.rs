//! The newest entry's place in the chain, worked out from the entry before it.
//!
//! Invariant: what is hashed is what stands on the disk, and nothing that the program has in memory.

use record::journal::chain::{self, Chain, Hash, Link};
use record::journal::first_change;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Outcome, told};

/// An entry's hash is that of the entry before it, of itself and of its changes.
///
/// # Errors
/// Where it is not, or the entry cannot be read.
pub fn holds(conn: &Connection, seq: i64) -> Outcome {
    let mut before = told(conn.prepare_cached("SELECT hash FROM entry WHERE seq = ?1"))?;
    let before: Hash =
        told(before.query_row([seq - 1], |row| row.get(0)).optional())?.unwrap_or(chain::START);
    let mut shape = told(
        conn.prepare_cached("SELECT hash FROM shape WHERE from_seq <= ?1 ORDER BY version DESC LIMIT 1"),
    )?;
    let shape: Hash = told(shape.query_row([seq], |row| row.get(0)))?;
    let mut entry = told(conn.prepare_cached(
        "SELECT at, actor, idem, act, heard, undoes, salt, args, words, reason, hash FROM entry WHERE seq = ?1",
    ))?;
    let (stored, mut worked_out): (Hash, Chain) = told(entry.query_row([seq], |row| {
        let text = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_bytes_or_null()?);
        let salt = text(6)?.unwrap_or_default();
        let link = Link {
            seq,
            at: row.get(0)?,
            actor: text(1)?.unwrap_or_default(),
            idem: text(2)?,
            act: text(3)?.unwrap_or_default(),
            heard: row.get(4)?,
            undoes: row.get(5)?,
            told: chain::told(salt, text(7)?, text(8)?, text(9)?),
        };
        Ok((row.get(10)?, Chain::begin(&before, &shape, &link)))
    }))?;
    let mut changes = told(conn.prepare_cached(
        "SELECT id, tbl, pk, salt, before, after FROM change WHERE id >= ?1 AND id < ?2 ORDER BY id",
    ))?;
    let mut rows = told(changes.query(params![first_change(seq), first_change(seq + 1)]))?;
    while let Some(row) = told(rows.next())? {
        let text = |column| told(row.get_ref(column).and_then(|value| Ok(value.as_bytes_or_null()?)));
        let digest = chain::images(text(3)?.unwrap_or_default(), text(4)?, text(5)?);
        worked_out.change(told(row.get(0))?, text(1)?.unwrap_or_default(), told(row.get(2))?, &digest);
    }
    if worked_out.end() == stored {
        Ok(())
    } else {
        Err(format!("entry {seq} does not follow from the entry before it"))
    }
}
