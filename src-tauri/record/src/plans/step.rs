//! A change of the order of business by itself, without a draft: it makes a version too, and its own words are the reason.
//!
//! Invariant: once conference has opened, or a plan was adopted, no two different orders of business are one version; what is
//! taken under an item, and that it is taken in private, belong to it.

use super::{keep_lines, newest, standing};
use crate::halt::Done;
use crate::set_up;
use crate::transact::Act;

/// Does what is to be done; where the order of business is another then, that is its newest version.
pub(crate) fn kept(act: &Act<'_>, change: impl FnOnce() -> Done) -> Done {
    let before = standing(act.db)?;
    let words = change()?;
    let first: bool = act.db.one("SELECT NOT EXISTS (SELECT 1 FROM plan)", [], |r| r.get(0))?;
    let sits = set_up::set(act.db)?.state != "preparing";
    // What the committee writes before anybody has seen it is no version yet.
    if first && !sits {
        return Ok(words);
    }
    let after = standing(act.db)?;
    if before != after {
        if first {
            keep_lines(act, "as it stood before it was first changed", &before)?;
        } else if newest(act.db)?.is_none_or(|newest| newest.lines != before) {
            // Whatever else changed it is not put down to what is done now.
            keep_lines(act, "as it stood before this", &before)?;
        }
        keep_lines(act, &words, &after)?;
    }
    Ok(words)
}
