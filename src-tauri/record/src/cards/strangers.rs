//! Why a card is not in a vote, as the tellers are told when its slip turns up.

use super::{Card, row};
use crate::db::Db;
use crate::halt::Fault;

/// A sentence without its capital and full stop: `there is no card 99 in this vote`, `card 12 was not given out when …`
pub(crate) fn why_not_in_a_vote(db: &Db, number: u32) -> Result<String, Fault> {
    let card = db.row(select_card!("WHERE c.number = ?1"), [number], row)?;
    let Some(card) = card else { return Ok(format!("there is no card {number} in this vote")) };
    Ok(why(&card))
}

fn why(card: &Card) -> String {
    let number = card.number;
    match card.custody.as_str() {
        "not_issued" => format!("card {number} has not been given out"),
        "returned" => format!("card {number} was handed back"),
        "lost" => format!("card {number} is reported lost"),
        "cancelled" => format!("card {number} was cancelled"),
        _ => format!("card {number} was given out after this vote was called"),
    }
}
