//! The item under which a paper on the agenda is taken: where it is printed, or where the committee says.
//!
//! Invariant: a paper that is on the agenda can be put under an item as long as it is not before conference; what stands
//! under none is listed, for nobody can call it.

use rules::refusal::Refusal;

use super::committee::first_printing;
use super::{Motion, known, on_agenda};
use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::transact::Act;
use crate::{motions, programme, questions};

/// The item a paper is taken under; none where nobody has said so.
pub(crate) fn item_of(db: &Db, paper: MotionId) -> Result<Option<ItemId>, Fault> {
    db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [paper], |r| r.get(0))
}

/// Every one of these papers is on the agenda already: all that an act can change is where they are taken.
pub(super) fn all_wait(db: &Db, ids: &[MotionId]) -> Result<bool, Halt> {
    for id in ids {
        if !on_agenda(&known(db, *id)?) {
            return Ok(false);
        }
    }
    Ok(!ids.is_empty())
}

/// Whether a paper can be put under another item: it is no amendment, and not before conference.
pub(crate) fn may_be_moved(db: &Db, paper: &Motion) -> Result<(), Halt> {
    programme::may_be_placed(paper)?;
    questions::may_fall(db, paper, true)
}

/// Whether a paper that is on the agenda can be put under that item, or else where the programme prints its number.
pub(super) fn may_be_taken(
    db: &Db,
    paper: &Motion,
    item: Option<ItemId>,
    printed: &[(ItemId, String)],
) -> Result<(), Halt> {
    may_be_moved(db, paper)?;
    let now = item_of(db, paper.id)?;
    if now.is_some() && (item.is_none() || item == now) {
        let named = now.map(|now| programme::known(db, now)).transpose()?;
        let named = named.map_or_else(String::new, |item| item.named());
        let sentence = format!("{} is on the agenda already, under {named}.", paper.label());
        return Err(Refusal::new("motion.there_already", sentence)
            .allowed_by("Name another item under which it shall be taken.")
            .into());
    }
    if item.is_none() && first_printing(printed, paper).is_none() {
        let sentence = format!("{} is on the agenda already, and no item prints its number.", paper.label());
        return Err(Refusal::new("motion.printed_nowhere", sentence)
            .allowed_by("Name the item under which it shall be taken.")
            .into());
    }
    Ok(())
}

/// Puts a paper that is taken nowhere under the item that prints its number: `, under 5 Pay`; empty where it is taken
/// somewhere already, or is printed nowhere that can still be taken.
pub(super) fn where_it_is_printed(act: &Act<'_>, paper: &Motion) -> Result<String, Halt> {
    if paper.kind == MotionKind::Amendment || item_of(act.db, paper.id)?.is_some() {
        return Ok(String::new());
    }
    let Some(item) = motions::where_printed(act.db, std::slice::from_ref(paper))? else {
        return Ok(String::new());
    };
    motions::place_under(act, paper.id, item)?;
    Ok(format!(", under {}", programme::known(act.db, item)?.named()))
}
