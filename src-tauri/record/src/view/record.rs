//! What happened, in the words of the meeting.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::Fault;
use crate::journal::chain;
use crate::journal::result::has_code;
use crate::transact::Actor;
use crate::view::parts::Heading;
use crate::view::shown;

/// A page of the record, newest first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RecordView {
    /// The conference.
    pub heading: Heading,
    /// At most two hundred entries.
    pub entries: Vec<EntryLine>,
    /// Entries in all.
    pub total: i64,
    /// There are older ones.
    pub more: bool,
    /// The head of the chain as a short code.
    pub head: String,
}

/// One entry.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct EntryLine {
    /// Its number.
    pub seq: i64,
    /// Conference time, ms.
    pub at: i64,
    /// Who did it: chair, teller 2.
    pub by: String,
    /// The act's name, for filtering.
    pub act: String,
    /// What happened.
    pub words: String,
    /// Allowed against a rule, for this reason.
    pub reason: Option<String>,
    /// Taken back by this later entry.
    pub undone_by: Option<i64>,
    /// It took back this earlier entry.
    pub undoes: Option<i64>,
    /// The code of the result that it finished counting, declared or corrected, as it stands on the slip in the chair's hand: a
    /// result that was counted is declared under the code of its count.
    pub code: Option<String>,
}

/// Entries on a page.
const PAGE: i64 = 200;

/// A page of the record.
pub(crate) fn record(db: &Db, before: Option<i64>, now: i64) -> Result<RecordView, Fault> {
    let entries = db.rows(
        "SELECT e.seq, e.at, e.actor, e.act, e.words, e.reason, e.undoes,
                (SELECT u.seq FROM entry u WHERE u.undoes = e.seq
                   AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.undoes = u.seq) ORDER BY u.seq DESC LIMIT 1),
                ifnull((SELECT c.hash FROM result r JOIN vote v ON v.id = r.vote_id JOIN entry c ON c.seq = v.counted_entry
                        WHERE r.entry = e.seq AND r.figures IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM result b WHERE b.vote_id = r.vote_id AND b.id < r.id)), e.hash)
         FROM entry e WHERE e.seq < ?1 ORDER BY e.seq DESC LIMIT ?2",
        (before.unwrap_or(i64::MAX), PAGE),
        |r| {
            let act: String = r.get(3)?;
            let result = has_code(&act).then(|| r.get::<_, Vec<u8>>(8)).transpose()?;
            Ok(EntryLine {
                seq: r.get(0)?,
                at: r.get(1)?,
                by: by(&r.get::<_, String>(2)?),
                act,
                words: r.get::<_, Option<String>>(4)?.unwrap_or_else(|| "This entry was erased.".to_owned()),
                reason: r.get(5)?,
                undone_by: r.get(7)?,
                undoes: r.get(6)?,
                code: result.map(|hash| chain::short_code(&hash)),
            })
        },
    )?;
    let total = db.one("SELECT coalesce(max(seq), 0) FROM entry", [], |r| r.get(0))?;
    let more = entries.last().is_some_and(|oldest| oldest.seq > 1);
    Ok(RecordView { heading: shown::heading(db, now)?, entries, total, more, head: head(db)? })
}

/// The head of the chain as a short code; empty before the first entry.
pub(crate) fn head(db: &Db) -> Result<String, Fault> {
    let hash = db.row("SELECT hash FROM entry ORDER BY seq DESC LIMIT 1", [], |r| r.get::<_, Vec<u8>>(0))?;
    Ok(hash.map_or_else(String::new, |hash| chain::short_code(&hash)))
}

/// `chair`, `teller · R. Mensah`
fn by(actor: &str) -> String {
    serde_json::from_str::<Actor>(actor).map_or_else(
        |_| actor.to_owned(),
        |actor| match actor.name {
            Some(name) => format!("{} · {name}", actor.station),
            None => actor.station,
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::journal::chain::short_code;

    #[test]
    fn a_code_is_twelve_letters_in_groups() {
        let hash: Vec<u8> = (0..28).map(|n| n * 9).collect();
        assert_eq!(short_code(&hash), "09JV-4DPZ-8HT3");
        let mut other = hash.clone();
        other[11] ^= 1;
        assert_ne!(short_code(&hash), short_code(&other));
        assert_eq!(short_code(&[]), "");
    }
}
