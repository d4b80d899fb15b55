//! Which card of the book is voted with.
//!
//! Invariant: no card is voted with twice.

use rules::refusal::Refusal;

use crate::db::Db;
use crate::halt::Halt;

/// More than any book has; and so many that the hall's screen still shows it from the back.
const MOST_CARDS_IN_A_BOOK: u32 = 999;

/// The next number in the book, or the one asked for where it is free.
pub(crate) fn card_number(db: &Db, asked: Option<u32>) -> Result<u32, Halt> {
    if let Some(number) = asked {
        let taken = db.row("SELECT 1 FROM vote WHERE card_no = ?1", [number], |r| r.get::<_, i64>(0))?;
        if number == 0 || number > MOST_CARDS_IN_A_BOOK {
            let sentence =
                format!("The cards of a book are numbered from 1 to {MOST_CARDS_IN_A_BOOK}, not {number}.");
            return Err(Refusal::new("vote.card_number", sentence)
                .allowed_by("Type the number that is printed on the card, or none for the next in the book.")
                .into());
        }
        if taken.is_some() {
            return Err(Refusal::new("vote.card_used", format!("Card vote {number} has been taken."))
                .allowed_by("Name a card that has not been used.")
                .into());
        }
        return Ok(number);
    }
    Ok(db.one("SELECT coalesce(max(card_no), 0) + 1 FROM vote", [], |r| r.get(0))?)
}
