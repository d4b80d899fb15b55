//! What a scanner read from a printed slip, proved before it is entered.
//!
//! Invariant: a card and its choice are handed out only where this conference printed the slip, for this very vote.

use rules::refusal::Refusal;
use rules::slip_code::Mark;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::Choice;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::VoteId;
use crate::{slip_codes, votes};

/// A slip that was scanned: what it says, or why it is not to be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ScannedView {
    /// The card and what its slip says; none where it is not to be entered.
    pub slip: Option<SlipRead>,
    /// Why not.
    pub refused: Option<Refusal>,
}

/// What a slip says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SlipRead {
    /// The number of its card.
    pub card: u32,
    /// For, against or abstain.
    pub choice: Choice,
}

/// Reads `code` at the desk that counts `vote`.
pub(crate) fn scanned(db: &Db, vote: VoteId, code: &str) -> Result<ScannedView, Fault> {
    match read(db, vote, code) {
        Ok(slip) => Ok(ScannedView { slip: Some(slip), refused: None }),
        Err(Halt::Refusal(refusal)) => Ok(ScannedView { slip: None, refused: Some(refusal) }),
        Err(Halt::Fault(fault)) => Err(fault),
    }
}

fn read(db: &Db, vote: VoteId, code: &str) -> Result<SlipRead, Halt> {
    let vote = votes::known(db, vote)?;
    let slip = slip_codes::read(db, code)?;
    if vote.card_no != Some(slip.vote) {
        let (card, printed) = (slip.card, slip.vote);
        return Err(Refusal::new(
            "slip.other_vote",
            format!("This slip of card {card} is for vote {printed}, and {} is counted here.", vote.label()),
        )
        .allowed_by("Put it aside. Whoever cast it meant it for another vote: it is not counted in this one.")
        .into());
    }
    let choice = match slip.mark {
        Mark::For => Choice::For,
        Mark::Against => Choice::Against,
        Mark::Abstain => Choice::Abstain,
    };
    Ok(SlipRead { card: slip.card, choice })
}
