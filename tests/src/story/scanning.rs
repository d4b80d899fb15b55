//! Lines of slips that are scanned: the code of a slip as it is printed, and of one that was made up.

use record::command::Command;
use record::slip_codes::Seals;
use record::view::View;
use record::view::scanned::ScannedView;
use rules::slip_code::{Mark, Slip};

use super::expect::{Said, is};
use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

fn mark(word: &str) -> Outcome<Mark> {
    match word {
        "for" => Ok(Mark::For),
        "against" => Ok(Mark::Against),
        "abstain" => Ok(Mark::Abstain),
        other => Err(format!("no slip is printed for {other}")),
    }
}

/// The code that is printed on the slip of this card, in the book's numbered vote.
fn code(vote: &str, card: &str, word: &str, facts: &Facts<'_>) -> Outcome<String> {
    let number = |text: &str| text.parse().map_err(|_| format!("{text} is not a number"));
    let slip = Slip { vote: number(vote)?, card: number(card)?, mark: mark(word)? };
    facts.world.desk()?.read(|db| Ok(Seals::of(db)?.code(slip))).map_err(|halt| format!("{halt:?}"))
}

fn scanned(code: String, facts: &Facts<'_>) -> Outcome<ScannedView> {
    facts.world.view(&View::Scanned { vote: facts.vote()?, code })
}

/// `scan the slip of card 3 for` enters what a scanner reads, in the batch in hand or by itself.
///
/// # Errors
/// Where the slip is not to be entered.
pub fn command(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let Some([card, word]) = fit("scan the slip of card {} {}", line) else { return Ok(None) };
    let vote = facts.shown_vote()?;
    let printed = vote.card_no.ok_or("no card vote is being counted")?.to_string();
    let ScannedView { slip, refused } = scanned(code(&printed, card, word, facts)?, facts)?;
    let slip = slip.ok_or_else(|| format!("it was refused: {refused:?}"))?;
    let hand = facts.tellers(Some(facts.station))?.in_hand;
    Ok(Some(match hand {
        Some(hand) => Command::EnterInBatch { entry: hand.entry, card: slip.card, choice: slip.choice },
        None => Command::EnterSlip { vote: vote.id, card: slip.card, choice: slip.choice },
    }))
}

/// `the scanner refuses card 3 for, of card vote 8: slip.other_vote` ·
/// `the scanner refuses card 3 against changed to for: slip.made_up` · `the scanner refuses "nonsense": slip.unreadable`
pub fn expect(wanted: &str, facts: &Facts<'_>) -> Option<Outcome> {
    let refusal = |code: Outcome<String>, why: &str| -> Said {
        Some(code.and_then(|code| scanned(code, facts)).and_then(|view| match view {
            ScannedView { slip: None, refused: Some(refusal) } => is(why, &refusal.code),
            ScannedView { slip, .. } => Err(format!("it was read as {slip:?}")),
        }))
    };
    if let Some([card, word, vote, why]) = fit("the scanner refuses card {} {}, of card vote {}: {}", wanted)
    {
        return refusal(code(vote, card, word, facts), why);
    }
    if let Some([card, word, other, why]) = fit("the scanner refuses card {} {} changed to {}: {}", wanted) {
        let letter = |word: &str| word.chars().next().unwrap_or_default().to_ascii_uppercase();
        let changed = facts
            .shown_vote()
            .and_then(|vote| code(&vote.card_no.unwrap_or_default().to_string(), card, word, facts))
            .map(|code| code.replace(&format!(".{}.", letter(word)), &format!(".{}.", letter(other))));
        return refusal(changed, why);
    }
    if let Some([typed, why]) = fit("the scanner refuses \"{}\": {}", wanted) {
        return refusal(Ok(typed.to_owned()), why);
    }
    None
}
