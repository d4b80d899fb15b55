//! Lines of a card vote that is typed in batches, and what is expected of them.

use record::command::{Command, Split};
use record::ids::BatchId;
use record::view::View;
use record::view::batches::{BatchLine, InHand};
use record::view::counted::LineItemsView;
use rules::batch::Says;
use serde_json::Value;

use super::counting::{choice, count};
use super::expect::{has, is};
use super::facts::Facts;
use super::phrase::{fit, numbers};
use crate::Outcome;

/// The commands of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn commands(line: &str, facts: &Facts<'_>) -> Outcome<Option<Vec<Command>>> {
    if let Some(cards) = typed(line, facts)? {
        return Ok(Some(cards));
    }
    for about in [batch, entry, whole_vote] {
        if let Some(command) = about(line, facts)? {
            return Ok(Some(vec![command]));
        }
    }
    Ok(None)
}

fn named(name: &str, facts: &Facts<'_>) -> Outcome<BatchLine> {
    let found = facts.tellers(None)?.batches.into_iter().rev().find(|batch| batch.name == name);
    found.ok_or_else(|| format!("there is no batch {name}"))
}

fn in_hand(facts: &Facts<'_>) -> Outcome<InHand> {
    facts.tellers(Some(facts.station))?.in_hand.ok_or_else(|| format!("{} types no batch", facts.station))
}

fn card(text: &str) -> Outcome<u32> {
    text.parse().map_err(|_| format!("{text} is not the number of a card"))
}

/// `700/400/20`
fn split(text: &str) -> Outcome<Split> {
    let parts = text.split('/').map(count).collect::<Outcome<Vec<_>>>()?;
    match parts.as_slice() {
        [r#for, against, abstain] => Ok(Split { r#for: *r#for, against: *against, abstain: *abstain }),
        _ => Err(format!("{text} is not for/against/abstentions")),
    }
}

fn says(text: &str) -> Outcome<Says> {
    if text == "not here" {
        return Ok(Says::NotHere);
    }
    if let Some(choice) = choice(text) {
        return Ok(choice.into());
    }
    Ok(split(text)?.into())
}

/// `type 1-20, 31 for` · `type card 5 divided 700/400/20` · `card 5 divided 700/400/20` · `card 241 is not here`
fn typed(line: &str, facts: &Facts<'_>) -> Outcome<Option<Vec<Command>>> {
    if let Some([number, parts]) = fit("type card {} divided {}", line) {
        let entry = Some(in_hand(facts)?.entry);
        let (card, split) = (card(number)?, split(parts)?);
        return Ok(Some(vec![Command::EnterSplit { vote: facts.vote()?, card, split, entry }]));
    }
    if let Some([number, parts]) = fit("card {} divided {}", line) {
        let (card, split) = (card(number)?, split(parts)?);
        return Ok(Some(vec![Command::EnterSplit { vote: facts.vote()?, card, split, entry: None }]));
    }
    if let Some([number]) = fit("card {} is not here", line) {
        return Ok(Some(vec![Command::SayNotHere { entry: in_hand(facts)?.entry, card: card(number)? }]));
    }
    let said = line.strip_prefix("type ").and_then(|rest| rest.rsplit_once(' '));
    let Some((cards, choice)) = said.and_then(|(cards, word)| Some((numbers(cards)?, choice(word)?))) else {
        return Ok(None);
    };
    let entry = in_hand(facts)?.entry;
    Ok(Some(cards.into_iter().map(|card| Command::EnterInBatch { entry, card, choice }).collect()))
}

fn batch(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([name, slips]) = fit("open batch {} of {} slips", line) {
        let slips = Some(count(slips)?);
        return Ok(Some(Command::OpenBatch { vote: facts.vote()?, name: name.to_owned(), slips }));
    }
    if let Some([name]) = fit("open batch {}", line) {
        return Ok(Some(Command::OpenBatch { vote: facts.vote()?, name: name.to_owned(), slips: None }));
    }
    if let Some([name, teller]) = fit("claim batch {} as {}", line) {
        return Ok(Some(Command::ClaimBatch { batch: named(name, facts)?.id, teller: teller.to_owned() }));
    }
    if let Some([number, name, word, reason]) = fit("settle card {} of batch {} as {}: {}", line) {
        let (batch, reason): (BatchId, _) = (named(name, facts)?.id, reason.to_owned());
        return Ok(Some(Command::SettleDifference { batch, card: card(number)?, says: says(word)?, reason }));
    }
    if let Some([name, reason]) = fit("discard batch {}: {}", line) {
        return Ok(Some(Command::DiscardBatch { batch: named(name, facts)?.id, reason: reason.to_owned() }));
    }
    Ok(None)
}

fn entry(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "finish the entry" {
        return Ok(Some(Command::FinishEntry { entry: in_hand(facts)?.entry, recounted: None }));
    }
    if let Some([found]) = fit("finish the entry against its header: {}", line) {
        let entry = in_hand(facts)?.entry;
        return Ok(Some(Command::FinishEntry { entry, recounted: Some(found.to_owned()) }));
    }
    if let Some([name, reason]) = fit("give up the entry of batch {}: {}", line) {
        let typing = named(name, facts)?.typing.ok_or_else(|| format!("nobody types {name}"))?;
        return Ok(Some(Command::GiveUpEntry { entry: typing.entry, reason: reason.to_owned() }));
    }
    if let Some([reason]) = fit("give up the entry: {}", line) {
        let entry = in_hand(facts)?.entry;
        return Ok(Some(Command::GiveUpEntry { entry, reason: reason.to_owned() }));
    }
    if let Some([number, reason]) = fit("set aside card {} as typed: {}", line) {
        let lines = in_hand(facts)?.lines;
        let slip = lines.into_iter().find(|line| line.number.to_string() == number && !line.set_aside);
        let slip = slip.ok_or_else(|| format!("card {number} is not typed"))?.id;
        return Ok(Some(Command::SetSlipAside { slip, reason: reason.to_owned() }));
    }
    Ok(None)
}

fn whole_vote(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let vote = || facts.vote();
    match line {
        "enter it twice" => return Ok(Some(Command::CountTwice { vote: vote()?, twice: true })),
        "enter it once" => return Ok(Some(Command::CountTwice { vote: vote()?, twice: false })),
        _ => {}
    }
    if let Some([words]) = fit("the turnout was looked at: {}", line) {
        return Ok(Some(Command::AcknowledgeTurnout { vote: vote()?, words: words.to_owned() }));
    }
    if let Some([reason]) = fit("count it anew: {}", line) {
        return Ok(Some(Command::Recount { vote: vote()?, reason: reason.to_owned() }));
    }
    Ok(None)
}

/// What is expected of batches, of the turnout, and of a result; none where it is of something else.
pub fn expect(wanted: &str, facts: &Facts<'_>) -> Option<Outcome> {
    if let Some([name, cards]) = fit("batch {} differs on {}", wanted) {
        return Some(facts.tellers(None).and_then(|vote| {
            let found: Vec<u32> =
                vote.differences.iter().filter(|line| line.name == name).map(|line| line.number).collect();
            is(&format!("{:?}", numbers(cards).unwrap_or_default()), &format!("{found:?}"))
        }));
    }
    for (phrase, elsewhere) in [
        ("the second entry of {} may be made here", false),
        ("the second entry of {} is made elsewhere", true),
    ] {
        if let Some([name]) = fit(phrase, wanted) {
            return Some(facts.tellers(Some(facts.station)).and_then(|vote| {
                let batch = vote.batches.into_iter().find(|batch| batch.name == name && batch.first_here);
                let batch = batch.ok_or_else(|| format!("the first entry of {name} was not made here"))?;
                is(&elsewhere.to_string(), &batch.elsewhere.to_string())
            }));
        }
    }
    if let Some([typed, unseen]) = fit("the account {} typed, {} not seen", wanted) {
        return Some(facts.tellers(Some(facts.station)).and_then(|vote| {
            let sum = vote.reconciliation.ok_or("a card vote has no account of its cards")?;
            is(&format!("{typed} {unseen}"), &format!("{} {}", sum.typed.cards, sum.not_seen.cards))
        }));
    }
    if let Some([name, slips]) = fit("batch {} has {} slips", wanted) {
        return Some(named(name, facts).and_then(|batch| is(slips, &batch.typed.to_string())));
    }
    if let Some([name, state]) = fit("batch {} is {}", wanted) {
        return Some(named(name, facts).and_then(|batch| {
            let state_is = serde_json::to_value(batch.state).unwrap_or(Value::Null);
            is(state, state_is.as_str().unwrap_or_default())
        }));
    }
    if let Some([slips, votes]) = fit("in hand {} slips, {} votes", wanted) {
        return Some(in_hand(facts).and_then(|hand| {
            is(
                &format!("{slips} {votes}"),
                &format!("{} {}", hand.slips, rules::share::thousands(hand.votes)),
            )
        }));
    }
    if let Some([why]) = fit("a look at the last card: {}", wanted) {
        return Some(
            in_hand(facts).and_then(|hand| is(why, hand.lines.first().map_or("", |line| &line.why))),
        );
    }
    if let Some([cards]) = fit("to type again {}", wanted) {
        return Some(in_hand(facts).and_then(|hand| {
            let wanted = if cards == "none" { Vec::new() } else { numbers(cards).unwrap_or_default() };
            is(&format!("{wanted:?}"), &format!("{:?}", hand.to_do))
        }));
    }
    of_the_result(wanted, facts)
}

/// What is expected of the turnout, of a result and of its line items.
fn of_the_result(wanted: &str, facts: &Facts<'_>) -> Option<Outcome> {
    if let Some([sentence]) = fit("what would have changed it {}", wanted) {
        return Some(facts.shown_vote().and_then(|vote| {
            has(sentence, &vote.result.map_or_else(String::new, |result| result.turning.join(" ")))
        }));
    }
    if let Some([words]) = fit("the turnout fell {}", wanted) {
        return Some(facts.tellers(None).and_then(|vote| {
            is(words, &vote.turnout.map_or_else(|| "no fall".to_owned(), |fall| fall.sentence))
        }));
    }
    if let Some([section, words]) = fit("the earlier turnout of {} {}", wanted) {
        return Some(facts.tellers(None).and_then(|vote| {
            let found = vote.sections.into_iter().find(|each| each.name.as_deref() == Some(section));
            let found = found.ok_or_else(|| format!("there is no section {section}"))?;
            let earlier: Vec<_> =
                found.earlier.iter().map(|(label, percent)| format!("{label} {percent}")).collect();
            is(words, &earlier.join("; "))
        }));
    }
    if let Some([words]) = fit("line items {}", wanted) {
        return Some(facts.vote().and_then(|vote| {
            let shown: LineItemsView = facts.world.view(&View::LineItems { vote })?;
            let lines: Vec<String> = shown
                .lines
                .iter()
                .map(|line| format!("{} {}/{}/{}", line.number, line.votes.0, line.votes.1, line.votes.2))
                .collect();
            has(words, &format!("{} {}", shown.sentence, lines.join(", ")))
        }));
    }
    None
}
