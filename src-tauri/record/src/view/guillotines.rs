//! Guillotines and lost business, as the committee and the chair see them.

use rules::guillotine::Fate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::DraftItem;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{GuillotineId, ItemId, SessionId};
use crate::plans::present;
use crate::programme::{self, guillotines};

/// A guillotine that is set.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct GuillotineShown {
    /// Its id.
    pub id: GuillotineId,
    /// In which session.
    pub session: SessionId,
    /// Of one item of it only.
    pub item: Option<ItemId>,
    /// `Afternoon`, `5 Housing`
    pub of: String,
    /// When it falls, ms.
    pub at: i64,
    /// What becomes of what is not reached.
    pub fate: Fate,
    /// The same in words: `goes to the executive`.
    pub words: String,
    /// Why it was set.
    pub reason: String,
    /// What it would cut now: `6 Pay and the rest of 5 Housing`; empty where all was reached.
    pub cuts: String,
}

/// Business that was not reached.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct LostShown {
    /// Which.
    pub item: ItemId,
    /// Number and title.
    pub named: String,
    /// When it was lost, ms.
    pub at: i64,
    /// What becomes of it.
    pub fate: Fate,
    /// The same in a word or two: `lost business`.
    pub mark: String,
    /// It can be taken yet.
    pub waits: bool,
    /// It is the first of those.
    pub first: bool,
    /// As it would be put into a draft.
    pub draft: DraftItem,
}

/// Those that have not fallen.
pub(crate) fn set(db: &Db) -> Result<Vec<GuillotineShown>, Fault> {
    let mut shown = Vec::new();
    for guillotine in guillotines::all_set(db)? {
        let cut = guillotines::cut(db, &guillotine)?;
        shown.push(GuillotineShown {
            id: guillotine.id,
            session: guillotine.session,
            item: guillotine.item,
            at: guillotine.at,
            fate: guillotine.fate,
            words: guillotine.fate.verb(true).to_owned(),
            cuts: cut.in_words(),
            of: guillotine.of,
            reason: guillotine.reason,
        });
    }
    Ok(shown)
}

/// What was lost, in the order lost.
pub(crate) fn lost(db: &Db) -> Result<Vec<LostShown>, Fault> {
    let first = programme::next_lost(db)?.map(|item| item.id);
    let motions = present::motions_by_item(db)?;
    let all = programme::lost(db)?.into_iter().filter_map(|item| {
        let (at, fate) = item.lost?;
        Some(LostShown {
            item: item.id,
            named: item.named(),
            at,
            fate,
            mark: fate.mark().to_owned(),
            waits: fate.may_still_be_taken(),
            first: first == Some(item.id),
            draft: present::back(&item, motions.get(&item.id)),
        })
    });
    Ok(all.collect())
}
