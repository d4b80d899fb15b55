//! What is attached to papers. The content stands once in the file, by its hash, and only ever comes in; that it belongs to a
//! paper, and no longer does, are acts.
//!
//! Invariant: content is handed out only where it is what its hash says, and comes into the file by the act that attaches
//! it: what no act ever named was put there by another program.

use ring::digest::{SHA256, digest};
use rules::attachment as rule;
use rules::refusal::Refusal;
use rusqlite::{Connection, OptionalExtension};

use crate::allow::said;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{AttachmentId, MotionId};
use crate::motions;
use crate::transact::Act;

/// The hash by which content is named.
pub(crate) fn hash(content: &[u8]) -> String {
    digest(&SHA256, content).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Contents that wait to be attached at once; whoever brought in an older one brings it in again.
const WAITING: i64 = 8;

/// Keeps content in memory until it is attached; by what hash it is then named. This is no act: nothing refers to it yet.
pub(crate) fn keep(conn: &Connection, content: &[u8]) -> Result<String, Halt> {
    rule::may_be_kept(content.len())?;
    let hash = hash(content);
    conn.execute(
        "DELETE FROM temp.brought WHERE id <= (SELECT max(id) FROM temp.brought) - ?1",
        [WAITING - 1],
    )?;
    conn.execute("INSERT OR REPLACE INTO temp.brought(sha256, content) VALUES (?1, ?2)", (&hash, content))?;
    Ok(hash)
}

/// The content of that hash; a fault where it is no longer what its hash says.
pub(crate) fn content(db: &Db, sha256: &str) -> Result<Option<Vec<u8>>, Fault> {
    let found: Option<Vec<u8>> =
        db.row("SELECT content FROM attachment WHERE sha256 = ?1", [sha256], |r| r.get(0))?;
    match found {
        Some(content) if hash(&content) != sha256 => {
            Err(Fault::new("the content of an attachment was altered by another program"))
        }
        found => Ok(found),
    }
}

/// Contents that no act ever attached; where the images of such acts were erased, nobody can say any more.
const FOREIGN: &str = "SELECT a.sha256 FROM attachment a
    WHERE NOT EXISTS (SELECT 1 FROM attached b WHERE b.sha256 = a.sha256)
      AND NOT EXISTS (SELECT 1 FROM change c WHERE c.tbl = 'attached'
                      AND (c.salt IS NULL OR json_extract(c.after, '$.sha256') = a.sha256))
    ORDER BY a.rowid";

/// What of the contents is not what the file says of it, in words.
pub(crate) fn altered(conn: &Connection) -> Result<Vec<String>, Fault> {
    let there =
        "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name IN ('attachment', 'attached')";
    if conn.query_row(there, [], |row| row.get::<_, i64>(0))? < 2 {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let mut kept = conn.prepare("SELECT sha256, content FROM attachment ORDER BY rowid")?;
    let mut rows = kept.query([])?;
    while let Some(row) = rows.next()? {
        let sha256: String = row.get(0)?;
        let content = row.get_ref(1)?.as_bytes().map_err(|e| Fault::of("the content of an attachment", e))?;
        if hash(content) != sha256 {
            let named = named(conn, &sha256)?;
            found.push(format!("The content of {named} was altered by another program."));
        }
    }
    let mut lost = conn.prepare(
        "SELECT a.name, a.sha256 FROM attached a
         WHERE NOT EXISTS (SELECT 1 FROM attachment c WHERE c.sha256 = a.sha256) ORDER BY a.id",
    )?;
    let rows = lost.query_map([], |row| row.get::<_, String>(0))?;
    for name in rows {
        found.push(format!("The content of “{}” was removed by another program.", name?));
    }
    let mut foreign = conn.prepare(FOREIGN)?;
    let rows = foreign.query_map([], |row| row.get::<_, String>(0))?;
    for sha256 in rows {
        let hash = sha256?;
        found
            .push(format!("attachment {} was added by another program: no paper ever had it.", brief(&hash)));
    }
    Ok(found)
}

/// `“Costings.pdf”`; of what is attached nowhere, the beginning of its hash.
fn named(conn: &Connection, sha256: &str) -> Result<String, Fault> {
    let name = conn
        .query_row("SELECT name FROM attached WHERE sha256 = ?1 ORDER BY id LIMIT 1", [sha256], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(match name {
        Some(name) => format!("“{}”", <String as Clone>::clone(&name)),
        None => format!("an attachment ({}…)", brief(sha256)),
    })
}

/// The beginning of a hash.
fn brief(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

/// An attachment as it is listed.
pub(crate) struct Attached {
    pub(crate) id: AttachmentId,
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) size: i64,
    pub(crate) sha256: String,
    pub(crate) at: i64,
}

/// What is attached to a paper, in the order in which it was.
pub(crate) fn of(db: &Db, motion: MotionId) -> Result<Vec<Attached>, Fault> {
    db.rows(
        "SELECT id, name, media_type, size, sha256, at FROM attached
         WHERE motion_id = ?1 AND detached_at IS NULL ORDER BY id",
        [motion],
        |r| {
            Ok(Attached {
                id: r.get(0)?,
                name: r.get(1)?,
                media_type: r.get(2)?,
                size: r.get(3)?,
                sha256: r.get(4)?,
                at: r.get(5)?,
            })
        },
    )
}

/// Content that is kept belongs to a paper from now on.
pub(crate) fn attach(act: &Act<'_>, motion: MotionId, name: &str, sha256: &str) -> Done {
    let paper = motions::known(act.db, motion)?;
    let name = rule::name(name)?;
    let size: Option<i64> = act.db.row(
        "SELECT length(content) FROM attachment WHERE sha256 = ?1
             UNION ALL SELECT length(content) FROM temp.brought WHERE sha256 = ?1 LIMIT 1",
        [sha256],
        |r| r.get(0),
    )?;
    let size = size.ok_or_else(|| {
        Refusal::new("attachment.no_content", "The content of that attachment is not in this file.")
            .allowed_by("Bring the content in first.")
    })?;
    if let Some(same) = of(act.db, motion)?.iter().find(|same| same.name == name || same.sha256 == sha256) {
        let sentence = format!("“{}” is attached to {} already.", same.name, paper.in_words());
        return Err(Refusal::new("attachment.twice", sentence)
            .allowed_by("Detach it first, or give this one another name.")
            .into());
    }
    act.db.run(
        "INSERT INTO attachment(sha256, content) SELECT sha256, content FROM temp.brought WHERE sha256 = ?1
         ON CONFLICT(sha256) DO NOTHING",
        [sha256],
    )?;
    act.db.run("DELETE FROM temp.brought WHERE sha256 = ?1", [sha256])?;
    act.db.insert(
        "INSERT INTO attached(motion_id, name, media_type, size, sha256, at, detached_why)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, '')",
        (motion, &name, rule::media_type(&name), size, sha256, act.at),
    )?;
    let size = rule::size_in_words(usize::try_from(size).unwrap_or_default());
    Ok(format!("“{name}” ({size}) was attached to {}.", paper.in_words()))
}

/// It no longer belongs to its paper; its content stays.
pub(crate) fn detach(act: &Act<'_>, attachment: AttachmentId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let found: Option<(MotionId, String)> = act.db.row(
        "SELECT motion_id, name FROM attached WHERE id = ?1 AND detached_at IS NULL",
        [attachment],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let (motion, name) =
        found.ok_or_else(|| Refusal::new("attachment.unknown", "There is no such attachment."))?;
    act.db.run(
        "UPDATE attached SET detached_at = ?2, detached_why = ?3 WHERE id = ?1",
        (attachment, act.at, &reason),
    )?;
    let paper = motions::known(act.db, motion)?;
    Ok(format!("“{name}” was detached from {}: {reason}", paper.in_words()))
}

#[cfg(test)]
mod tests;
