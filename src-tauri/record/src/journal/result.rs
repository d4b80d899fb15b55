//! The entry of a result by the code that was read out with it.
//!
//! Invariant: the code is made of the entry's hash, which verifying the record proves; nothing is looked up by anything
//! that a person could have written beside it.

use std::path::Path;

use super::chain::short_code;
use crate::file;
use crate::halt::Fault;

/// The acts that a result comes of: a count is finished, and its figures go to the chair; the chair declares what was not
/// counted; a result is corrected. The code of each is its own; what was counted is declared under the code of its count.
const ACTS: [&str; 5] = ["count_hands", "finish_count", "declare", "declare_nem_con", "correct"];

/// Whether an act has a code that is written on a slip.
pub(crate) fn has_code(act: &str) -> bool {
    ACTS.contains(&act)
}

/// The entry of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultEntry {
    /// Its number.
    pub seq: i64,
    /// When: conference time in ms since 1970 UTC.
    pub at: i64,
    /// The sentence in the record; empty where it was erased.
    pub words: String,
}

/// The count, declaration or correction with this code, as it was written down or read aloud; none where there is none.
///
/// # Errors
/// A fault where the file cannot be read.
pub fn entry_of(path: &Path, code: &str) -> Result<Option<ResultEntry>, Fault> {
    let wanted = plain(code);
    let db = file::looker(path)?;
    let entries =
        db.rows("SELECT seq, at, ifnull(words, ''), hash, act FROM entry ORDER BY seq DESC", [], |r| {
            let entry = ResultEntry { seq: r.get(0)?, at: r.get(1)?, words: r.get(2)? };
            Ok((entry, r.get::<_, Vec<u8>>(3)?, r.get::<_, String>(4)?))
        })?;
    let found =
        entries.into_iter().find(|(_, hash, act)| has_code(act) && plain(&short_code(hash)) == wanted);
    Ok(found.map(|(entry, ..)| entry))
}

/// Letters and figures alone; what is mistaken for another is taken for it.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        for written in ["7K40-2MVX-93QP", "7k4o 2mux 93qp", " 7K4O2MVX93QP "] {
            assert_eq!(plain(written), "7K402MVX93QP");
        }
    }
}
