//! Whether a paper is taken under the item before conference; the chair may take one out of its place, with a reason.
//!
//! Invariant: a paper that is called stands under the item that it is called on, and under no other.

use rules::refusal::Refusal;

use crate::allow::unless_allowed;
use crate::halt::Halt;
use crate::motions::{self, Motion};
use crate::programme::{self, Item};
use crate::transact::Act;

/// A sentence where it was taken out of its place, empty otherwise.
pub(super) fn under_item(act: &Act<'_>, paper: &Motion, item: &Item) -> Result<String, Halt> {
    if motions::of_item(act.db, item.id)?.iter().any(|one| one.id == paper.id) {
        return Ok(String::new());
    }
    let refusal =
        Refusal::new("motion.other_item", format!("{} is not taken under this item.", paper.label()));
    // What is debated as one has been debated, or is: a paper that comes to it now would be voted on unheard.
    if !programme::debated_with(act.db, item.id)?.is_empty() {
        return Err(refusal.allowed_by("Take it under its own item.").into());
    }
    motions::may_be_moved(act.db, paper)?;
    unless_allowed(
        act,
        Err(refusal.allowed_by("Take its item, or put it under this one, first.").by_reason()),
    )?;
    motions::take_under(act, paper.id, item.id)?;
    Ok(format!(" It was taken under {}, out of its place.", item.named()))
}
