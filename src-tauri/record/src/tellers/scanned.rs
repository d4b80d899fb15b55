//! A printed slip that was scanned, proved and entered in one act: a station that has lost its cable keeps the code as it was
//! read, and nothing is entered before it is proved.
//!
//! Invariant: a card and its choice are entered only where this conference printed the slip, for this very vote.

use rules::batch::Says;
use rules::refusal::Refusal;
use rules::slip_code::{Mark, Slip};

use crate::batches;
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{BatchEntryId, VoteId};
use crate::slip_codes;
use crate::tellers;
use crate::transact::Act;
use crate::votes;

/// Enters the slip with this code, in the batch in hand or by itself.
pub(crate) fn enter_scanned(act: &Act<'_>, vote: VoteId, code: &str, entry: Option<BatchEntryId>) -> Done {
    let vote = entry.map_or(Ok(vote), |entry| batches::vote_of_entry(act.db, entry))?;
    let slip = of_this_vote(act.db, vote, code)?;
    let says = match slip.mark {
        Mark::For => Says::For,
        Mark::Against => Says::Against,
        Mark::Abstain => Says::Abstain,
    };
    match entry {
        Some(entry) => batches::enter(act, entry, slip.card, says),
        None => tellers::enter(act, vote, slip.card, says),
    }
}

fn of_this_vote(db: &Db, vote: VoteId, code: &str) -> Result<Slip, Halt> {
    let vote = votes::known(db, vote)?;
    let slip = slip_codes::read(db, code)?;
    if vote.card_no == Some(slip.vote) {
        return Ok(slip);
    }
    let (card, printed) = (slip.card, slip.vote);
    let sentence =
        format!("This slip of card {card} is for vote {printed}, and {} is counted here.", vote.label());
    Err(Refusal::new("slip.other_vote", sentence)
        .allowed_by("Put it aside. Whoever cast it meant it for another vote: it is not counted in this one.")
        .into())
}
