//! How a vote in cards is counted: by the standing orders at the moment when it was put, and before anything is typed by the
//! chair's word. In what words it is announced is settled when it is put.

use rules::batch::CountRule;
use rules::refusal::Refusal;
use rules::standing_orders::{Announce, Entries, Split};

use serde::de::DeserializeOwned;

use crate::allow::unless_allowed;
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::VoteId;
use crate::standing_orders;
use crate::transact::Act;
use crate::votes::{expect_state, known};

/// The standing orders of a count, as they were written down with its vote; nothing is asked where it is none of cards.
pub(super) fn counting_of(written: Option<String>) -> rusqlite::Result<CountRule> {
    let Some(written) = written else {
        return Ok(CountRule {
            twice: false,
            split: false,
            turnout_fall: None,
            line_items: false,
            signed: false,
            abstain_slip: true,
        });
    };
    in_json(13, &written)
}

/// The words of its announcement, as they were written down with the vote.
pub(super) fn announce_of(written: &str) -> rusqlite::Result<Announce> {
    in_json(17, written)
}

fn in_json<T: DeserializeOwned>(column: usize, written: &str) -> rusqlite::Result<T> {
    serde_json::from_str(written).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

/// The standing orders of a count in cards, as they are now.
pub(super) fn count_rule(db: &Db) -> Result<CountRule, Fault> {
    let orders = standing_orders::in_force(db)?;
    Ok(CountRule {
        twice: orders.entries == Entries::TwoBlind,
        split: orders.split == Split::Free,
        turnout_fall: orders.turnout_fall_percent,
        line_items: orders.card.line_items_published,
        signed: orders.card.signed,
        abstain_slip: orders.card.abstain_slip,
    })
}

/// Refuses once something of a vote has been typed: how it is counted is settled before.
pub(crate) fn nothing_typed(db: &Db, id: VoteId) -> Result<(), Halt> {
    let vote = known(db, id)?;
    expect_state(&vote, &["called", "open", "closed"], "Count it anew instead.")?;
    match db.row("SELECT 1 FROM slip WHERE vote_id = ?1 LIMIT 1", [id], |r| r.get::<_, i64>(0))? {
        None => Ok(()),
        Some(_) => {
            Err(Refusal::new("vote.begun", format!("Cards of {} have been typed.", vote.label_in_words()))
                .allowed_by("Count it anew when the count is finished.")
                .into())
        }
    }
}

pub(crate) fn count_twice(act: &Act<'_>, id: VoteId, twice: bool) -> Done {
    let vote = known(act.db, id)?;
    if vote.method != Method::Card {
        return Err(Refusal::new("vote.not_cards", "Only cards are entered, once or twice.").into());
    }
    nothing_typed(act.db, id)?;
    if !twice && count_rule(act.db)?.twice {
        let refusal = Refusal::new("vote.entered_twice", "These standing orders ask for two entries.");
        unless_allowed(act, Err(refusal.by_reason()))?;
    }
    let counting = CountRule { twice, ..vote.counting };
    act.db.run("UPDATE vote SET counting = ?2 WHERE id = ?1", (id, serde_json::to_string(&counting)?))?;
    let often = if twice { "twice, by two tellers" } else { "once" };
    Ok(format!("{}: every batch is entered {often}.", vote.label()))
}
