//! A change of the order of business by itself, without a draft: it makes a version too, and its own words are the reason.
//!
//! Invariant: once conference has opened, or a plan was adopted, no two different orders of business are one version.

use super::{Kept, keep_lines, standing, versions};
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
    if differ(&before, &after) {
        if first {
            keep_lines(act, "as it stood before it was first changed", &before)?;
        } else if versions(act.db)?.last().is_none_or(|newest| differ(&newest.lines, &before)) {
            // Whatever else changed it is not put down to what is done now.
            keep_lines(act, "as it stood before this", &before)?;
        }
        keep_lines(act, &words, &after)?;
    }
    Ok(words)
}

/// Another order of business: what is taken under an item, and in private, makes none by itself.
fn differ(one: &[Kept], other: &[Kept]) -> bool {
    one.len() != other.len() || one.iter().zip(other).any(|(one, other)| !one.stands_as(other))
}
