//! Where conference stands: on an item, or between two, when one is closed or put aside and the next has not been taken.
//!
//! Invariant: what was moved between two items is before conference whenever no item is, until it is decided, and never on
//! an item.

use rules::refusal::Refusal;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::ItemId;
use crate::questions::{self, Question};
use crate::{programme, set_up};

/// The item before conference; none between two.
pub(crate) fn of_conference(db: &Db) -> Result<Option<ItemId>, Fault> {
    Ok(programme::current(db)?.map(|item| item.id))
}

/// Conference sits.
pub(crate) fn sits(db: &Db) -> Result<bool, Fault> {
    Ok(set_up::conference(db)?.is_some_and(|conference| conference.state == "open"))
}

/// What conference is deciding at this moment, on its item or between two; nothing while it does not sit.
pub(crate) fn question(db: &Db) -> Result<Option<Question>, Halt> {
    if !sits(db)? {
        return Ok(None);
    }
    questions::top(db, of_conference(db)?)
}

/// Refuses where conference stands elsewhere.
pub(crate) fn is_here(db: &Db, place: Option<ItemId>) -> Result<(), Halt> {
    if let Some(item) = place {
        return programme::before_conference(db, item).map(|_| ());
    }
    let Some(now) = programme::current(db)? else { return Ok(()) };
    let sentence = format!("{} is before conference, and this was moved between two items.", now.named());
    Err(Refusal::new("item.taken", sentence).allowed_by("Close the item, or park it, first.").into())
}
