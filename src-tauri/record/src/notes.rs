//! Notes for the minutes.

use crate::allow::said;
use crate::halt::Done;
use crate::programme;
use crate::transact::Act;

pub(crate) fn add(act: &Act<'_>, text: &str) -> Done {
    let text = said("note", text)?;
    let item = programme::current(act.db)?.map(|item| item.id);
    act.db.insert("INSERT INTO note(item_id, text, at) VALUES (?1, ?2, ?3)", (item, &text, act.at))?;
    Ok(format!("Note: {text}"))
}
