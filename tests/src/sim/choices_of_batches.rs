//! What tellers would sensibly do with batches.

use record::command::{Choice, Command, Split};
use record::slip_codes::Seals;
use record::view::View;
use record::view::parts::VoteShown;
use record::view::votes::VoteView;
use rules::batch::{Says, State};
use rules::slip_code::{Mark, Slip};

use super::choices::Choices;
use crate::{Outcome, told};

const NAMES: [&str; 3] = ["Ann Roe", "Ben Doe", "Cy Poe"];

/// Adds a slip that is scanned; now and then it is one of another vote.
pub(super) fn scanned(choices: &mut Choices<'_>, shown: &VoteShown, card: u32, choice: Choice) -> Outcome {
    let mark = match choice {
        Choice::Against => Mark::Against,
        Choice::Abstain => Mark::Abstain,
        Choice::For | Choice::Spoiled | Choice::Unsigned => Mark::For,
    };
    let vote = shown.card_no.unwrap_or(1) + u32::from(choices.chance.once_in(9));
    let slip = Slip { vote, card, mark };
    let code = told(choices.world.desk()?.read(|db| Ok(Seals::of(db)?.code(slip))))?;
    choices.add(12, Command::EnterScanned { vote: shown.id, code, entry: None });
    Ok(())
}

/// Adds what the batches of a vote that is being counted ask for.
pub(super) fn add(choices: &mut Choices<'_>, vote: &VoteView, card: u32, choice: Choice) -> Outcome {
    let id = vote.vote.id;
    let reason = || "as the paper says".to_owned();
    choices.add(if vote.batches.is_empty() { 10 } else { 1 }, Command::CountTwice { vote: id, twice: true });
    if vote.batches.len() < 6 {
        let name = format!("Box {}", vote.batches.len() + 1);
        // Now and then a header is wrong, as headers are.
        let slips = choices.chance.once_in(2).then(|| u64::from(card % 7) + 1);
        choices.add(if vote.twice { 20 } else { 3 }, Command::OpenBatch { vote: id, name, slips });
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
    let other = hand.header.is_some_and(|header| header != hand.slips);
    let recounted = other.then(|| "the header was miscounted".to_owned());
    choices.add(
        if hand.slips > 2 && again.is_none() { 50 } else { 2 },
        Command::FinishEntry { entry, recounted },
    );
    choices.add(1, Command::GiveUpEntry { entry, reason: "a break".to_owned() });
    Ok(())
}
