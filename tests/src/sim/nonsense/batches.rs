//! One of every act of a count in batches.

use record::command::{Choice, Command, Split};
use record::ids::{BatchEntryId, BatchId, VoteId};
use rules::batch::Says;

/// One of every act; ids are ones that may well exist.
pub(super) fn examples() -> Vec<Command> {
    let (vote, batch, entry) = (VoteId(1), BatchId(1), BatchEntryId(1));
    let reason = || "because".to_owned();
    vec![
        Command::CountTwice { vote, twice: true },
        Command::OpenBatch { vote, name: "Floor A".to_owned(), slips: Some(3) },
        Command::ClaimBatch { batch, teller: "Ann Roe".to_owned() },
        Command::EnterInBatch { entry, card: 1, choice: Choice::For },
        Command::EnterSplit {
            vote,
            card: 1,
            split: Split { r#for: 1, against: 1, abstain: 0 },
            entry: Some(entry),
        },
        Command::SayNotHere { entry, card: 1 },
        Command::FinishEntry { entry, recounted: Some("counted again".to_owned()) },
        Command::GiveUpEntry { entry, reason: reason() },
        Command::SettleDifference { batch, card: 1, says: Says::For, reason: reason() },
        Command::DiscardBatch { batch, reason: reason() },
        Command::AcknowledgeTurnout { vote, words: reason() },
        Command::Recount { vote, reason: reason() },
    ]
}
