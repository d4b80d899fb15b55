//! What tellers would sensibly do with batches.

use record::command::{Choice, Command, Split};
use record::view::View;
use record::view::votes::VoteView;
use rules::batch::{Says, State};

use super::choices::Choices;
use crate::Outcome;

const NAMES: [&str; 3] = ["Ann Roe", "Ben Doe", "Cy Poe"];

/// Adds what the batches of a vote that is being counted ask for.
pub(super) fn add(choices: &mut Choices<'_>, vote: &VoteView, card: u32, choice: Choice) -> Outcome {
    let id = vote.vote.id;
    let reason = || "as the paper says".to_owned();
    choices.add(if vote.batches.is_empty() { 10 } else { 1 }, Command::CountTwice { vote: id, twice: true });
    if vote.batches.len() < 6 {
        let name = format!("Box {}", vote.batches.len() + 1);
        choices.add(if vote.twice { 20 } else { 3 }, Command::OpenBatch { vote: id, name, slips: None });
    }
    for batch in &vote.batches {
        let teller = (*choices.chance.pick(&NAMES).unwrap_or(&"Ann Roe")).to_owned();
        match batch.state {
            State::Waiting | State::FirstDone | State::Differs => {
                choices.add(40, Command::ClaimBatch { batch: batch.id, teller });
            }
            State::Claimed
            | State::FirstInProgress
            | State::SecondInProgress
            | State::AgainInProgress
            | State::Settled
            | State::Discarded => {}
        }
        choices.add(1, Command::DiscardBatch { batch: batch.id, reason: reason() });
    }
    for line in vote.differences.iter().take(2) {
        let (batch, card) = (line.batch, line.number);
        let says = if choices.chance.once_in(3) { Says::NotHere } else { Says::from(choice) };
        choices.add(30, Command::SettleDifference { batch, card, says, reason: reason() });
    }
    for station in ["teller 1", "teller 2"] {
        in_hand(choices, vote, station, card, choice)?;
    }
    Ok(())
}

fn in_hand(choices: &mut Choices<'_>, vote: &VoteView, station: &str, card: u32, choice: Choice) -> Outcome {
    let id = vote.vote.id;
    let seen: VoteView = choices.world.view(&View::Vote { vote: id, station: Some(station.to_owned()) })?;
    let Some(hand) = seen.in_hand else { return Ok(()) };
    let entry = hand.entry;
    let again = hand.to_do.first().copied();
    choices.add(60, Command::EnterInBatch { entry, card: again.unwrap_or(card), choice });
    if let Some(card) = again {
        choices.add(20, Command::SayNotHere { entry, card });
    }
    let value = seen.not_seen.first().map_or(1, |card| card.value);
    let split = Split { r#for: value, against: 0, abstain: 0 };
    choices.add(1, Command::EnterSplit { vote: id, card, split, entry: Some(entry) });
    choices.add(if hand.slips > 2 && again.is_none() { 50 } else { 2 }, Command::FinishEntry { entry });
    choices.add(1, Command::GiveUpEntry { entry, reason: "a break".to_owned() });
    Ok(())
}
