//! What the hashes cover, and in which form. Changing anything here makes every older file look altered.
//!
//! Invariant: no two different entries feed the same bytes: every text carries its length and whether it is there.

use ring::digest::{Context, SHA256};
use rusqlite::Connection;

use crate::halt::Fault;

/// A SHA-256.
pub type Hash = [u8; 32];
/// What stands before the first entry.
pub const START: Hash = [0; 32];

/// An entry as the chain sees it; texts as bytes, since a file from outside may hold anything.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// Its number.
    pub seq: i64,
    /// Conference time.
    pub at: i64,
    /// JSON.
    pub actor: &'a [u8],
    /// Its idempotency id.
    pub idem: Option<&'a [u8]>,
    /// The act's name.
    pub act: &'a [u8],
    /// Never to be undone.
    pub heard: bool,
    /// The entry that it takes back.
    pub undoes: Option<i64>,
    /// The digest of what can be erased: see [`told`].
    pub told: Hash,
}

/// An entry's hash in the making.
pub struct Chain(Context);

impl Chain {
    /// Begins with everything but the changes.
    pub fn begin(before: &Hash, shape: &Hash, link: &Link<'_>) -> Self {
        let mut sha = Context::new(&SHA256);
        sha.update(b"rostrum entry 1\0");
        sha.update(before);
        sha.update(shape);
        sha.update(&link.seq.to_le_bytes());
        sha.update(&link.at.to_le_bytes());
        sha.update(&[u8::from(link.heard), u8::from(link.undoes.is_some())]);
        sha.update(&link.undoes.unwrap_or_default().to_le_bytes());
        text(&mut sha, Some(link.actor));
        text(&mut sha, link.idem);
        text(&mut sha, Some(link.act));
        sha.update(&link.told);
        Self(sha)
    }

    /// One change, in the order of their ids.
    pub fn change(&mut self, id: i64, table: &[u8], pk: i64, digest: &Hash) {
        self.0.update(&id.to_le_bytes());
        self.0.update(&pk.to_le_bytes());
        text(&mut self.0, Some(table));
        self.0.update(digest);
    }

    /// The entry's hash.
    pub fn end(self) -> Hash {
        ended(self.0)
    }
}

/// The digest of a row before and after.
pub fn images(salt: &[u8], before: Option<&[u8]>, after: Option<&[u8]>) -> Hash {
    let mut sha = Context::new(&SHA256);
    text(&mut sha, Some(salt));
    text(&mut sha, before);
    text(&mut sha, after);
    ended(sha)
}

/// The digest of what an entry tells: its arguments, its sentence, its reason.
pub fn told(salt: &[u8], args: Option<&[u8]>, words: Option<&[u8]>, reason: Option<&[u8]>) -> Hash {
    let mut sha = Context::new(&SHA256);
    text(&mut sha, Some(salt));
    text(&mut sha, args);
    text(&mut sha, words);
    text(&mut sha, reason);
    ended(sha)
}

/// The hash of the structure of every table, index, trigger and view in the file.
pub fn shape(conn: &Connection) -> Result<Hash, Fault> {
    let mut list = conn.prepare(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema
         WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    )?;
    let mut rows = list.query([])?;
    let mut sha = Context::new(&SHA256);
    while let Some(row) = rows.next()? {
        for column in 0..4 {
            text(&mut sha, row.get_ref(column)?.as_bytes_or_null().map_err(rusqlite::Error::from)?);
        }
    }
    Ok(ended(sha))
}

fn ended(sha: Context) -> Hash {
    let mut hash = START;
    hash.copy_from_slice(sha.finish().as_ref());
    hash
}

fn text(sha: &mut Context, text: Option<&[u8]>) {
    match text {
        None => sha.update(&[0]),
        Some(text) => {
            let length = u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes();
            let mut mark = [1; 9];
            if let Some(rest) = mark.last_chunk_mut() {
                *rest = length;
            }
            sha.update(&mark);
            sha.update(text);
        }
    }
}

/// Twelve letters and figures of a hash, sixty bits of it, in groups that can be read aloud: `7K40-2MVX-93QP`. None is
/// among them that is mistaken for another. Nobody makes a second record to fit a code that has left the hall.
#[must_use]
pub fn short_code(hash: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut code = String::new();
    for (n, byte) in hash.iter().take(12).enumerate() {
        if n > 0 && n % 4 == 0 {
            code.push('-');
        }
        code.push(LETTERS.get(usize::from(byte % 32)).map_or('0', |letter| char::from(*letter)));
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absence_emptiness_and_boundaries_are_told_apart() {
        let salt = [7; 16];
        let all = [
            images(&salt, None, None),
            images(&salt, Some(b""), None),
            images(&salt, None, Some(b"")),
            images(&salt, Some(b"ab"), Some(b"c")),
            images(&salt, Some(b"a"), Some(b"bc")),
            images(&[8; 16], Some(b"a"), Some(b"bc")),
            told(&salt, Some(b"a"), Some(b"bc"), None),
        ];
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len());
    }

    #[test]
    fn every_part_of_an_entry_counts() {
        let link = Link {
            seq: 3,
            at: 4,
            actor: b"{}",
            idem: None,
            act: b"note",
            heard: false,
            undoes: None,
            told: [1; 32],
        };
        let hash = |link: &Link<'_>| Chain::begin(&START, &START, link).end();
        let others = [
            Link { seq: 4, ..link },
            Link { at: 5, ..link },
            Link { actor: b"{", ..link },
            Link { idem: Some(b""), ..link },
            Link { act: b"", ..link },
            Link { heard: true, ..link },
            Link { undoes: Some(0), ..link },
            Link { told: [2; 32], ..link },
        ];
        for other in others {
            assert_ne!(hash(&link), hash(&other), "{other:?}");
        }
        assert_ne!(hash(&link), Chain::begin(&[1; 32], &START, &link).end());
        assert_ne!(hash(&link), Chain::begin(&START, &[1; 32], &link).end());
        let mut with = Chain::begin(&START, &START, &link);
        with.change(1, b"t", 1, &START);
        assert_ne!(hash(&link), with.end());
    }
}
