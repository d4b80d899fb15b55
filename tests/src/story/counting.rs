//! Lines of a vote: put, collected, counted, declared, corrected.

use record::command::{Casting, Choice, Command, CorrectedSection, Method, Settlement};

use super::facts::Facts;
use super::phrase::{fit, number, numbers};
use crate::Outcome;

/// The commands of a line, with the lines indented under it; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn commands(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Vec<Command>>> {
    if let Some(cards) = cards(line, facts)? {
        return Ok(Some(cards));
    }
    for about in [put, hands, slips, declaration] {
        let found = about(line, facts)?;
        if found.is_some() {
            return Ok(found.map(|command| vec![command]));
        }
    }
    correction(line, under, facts).map(|found| found.map(|command| vec![command]))
}

/// `correct the result: REASON:` with figures under it, or the chair's vote, or an outcome where nothing was counted.
fn correction(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for (words, carried, casting) in [
        ("correct the result: {}", None, None),
        ("correct the result; the chair votes for: {}", None, Some(Casting::For)),
        ("correct the result; the chair votes against: {}", None, Some(Casting::Against)),
        ("correct the result; the chair declines to vote: {}", None, Some(Casting::Declined)),
        ("correct the result to carried: {}", Some(true), None),
        ("correct the result to lost: {}", Some(false), None),
    ] {
        let Some([reason]) = fit(words, line) else { continue };
        let sections = under.iter().map(|row| section(row)).collect::<Outcome<_>>()?;
        let reason = reason.trim_end_matches(':').to_owned();
        return Ok(Some(Command::Correct { vote: facts.vote()?, sections, carried, casting, reason }));
    }
    Ok(None)
}

/// A number of votes.
///
/// # Errors
/// Where it is none.
pub fn count(text: &str) -> Outcome<u64> {
    number(text).ok_or_else(|| format!("{text} is not a number"))
}

fn put(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let Some([way]) = fit("put the question by {}", line) else { return Ok(None) };
    let (method, card_no) = match (way, fit("card vote {}", way)) {
        ("agreement", _) => (Method::Agreed, None),
        ("show of hands", _) => (Method::Hands, None),
        ("card vote", _) => (Method::Card, None),
        ("a count", _) => (Method::Counted, None),
        ("roll call", _) => (Method::RollCall, None),
        ("secret ballot", _) => (Method::Secret, None),
        (_, Some([card])) => {
            (Method::Card, Some(card.parse().map_err(|_| format!("{card} is not a number"))?))
        }
        (way, None) => return Err(format!("a question is not put by {way}")),
    };
    Ok(Some(Command::PutQuestion { question: facts.question_id()?, method, card_no }))
}

fn hands(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "the hands are not clear" {
        return Ok(Some(Command::NotClear { vote: facts.vote()? }));
    }
    if let Some([heads]) = fit("{} are present for the vote", line) {
        return Ok(Some(Command::CountPresent { vote: facts.vote()?, present: count(heads)? }));
    }
    let (line, present) = match fit("{}, of {} present", line) {
        Some([line, heads]) => (line, Some(count(heads)?)),
        None => (line, None),
    };
    let counted = fit("hands: {} for, {} against, {} abstained", line)
        .map(|[f, a, n]| (f, a, Some(n)))
        .or_else(|| fit("hands: {} for, {} against", line).map(|[f, a]| (f, a, None)));
    let Some((f, a, n)) = counted else { return Ok(None) };
    let vote = facts.vote()?;
    Ok(Some(Command::CountHands {
        vote,
        r#for: count(f)?,
        against: count(a)?,
        abstain: n.map(count).transpose()?,
        present,
    }))
}

/// What a card says, in words.
#[must_use]
pub fn choice(word: &str) -> Option<Choice> {
    match word {
        "for" => Some(Choice::For),
        "against" => Some(Choice::Against),
        "abstain" => Some(Choice::Abstain),
        "spoiled" => Some(Choice::Spoiled),
        "unsigned" => Some(Choice::Unsigned),
        _ => None,
    }
}

/// `card 14 for` · `cards 1-20, 31 against`
fn cards(line: &str, facts: &Facts<'_>) -> Outcome<Option<Vec<Command>>> {
    let said = line.strip_prefix("card ").or_else(|| line.strip_prefix("cards "));
    let Some((cards, choice)) = said
        .and_then(|rest| rest.rsplit_once(' '))
        .and_then(|(cards, word)| Some((numbers(cards)?, choice(word)?)))
    else {
        return Ok(None);
    };
    let vote = facts.vote()?;
    Ok(Some(cards.into_iter().map(|card| Command::EnterSlip { vote, card, choice }).collect()))
}

fn slips(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let card = |text: &str| text.parse().map_err(|_| format!("{text} is not the number of a card"));
    if let Some([number, reason]) = fit("set aside the slip of card {}: {}", line) {
        let slip = facts.slip(card(number)?, false)?;
        return Ok(Some(Command::SetSlipAside { slip, reason: reason.to_owned() }));
    }
    for (words, how) in [
        ("the query on card {} is counted: {}", Settlement::Count),
        ("card {} is signed and says for: {}", Settlement::SignedFor),
        ("card {} is signed and says against: {}", Settlement::SignedAgainst),
        ("card {} is signed and says abstain: {}", Settlement::SignedAbstain),
        ("the query on card {} is spoiled: {}", Settlement::Spoil),
        ("the query on card {} is set aside: {}", Settlement::SetAside),
    ] {
        if let Some([number, reason]) = fit(words, line) {
            let slip = facts.slip(card(number)?, true)?;
            return Ok(Some(Command::SettleQuery { slip, how, reason: reason.to_owned() }));
        }
    }
    if let Some([cards]) =
        fit("{} cards were not returned", line).or_else(|| fit("{} card was not returned", line))
    {
        return Ok(Some(Command::MarkNotReturned { vote: facts.vote()?, cards: count(cards)? }));
    }
    Ok(None)
}

fn declaration(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let vote = || facts.vote();
    let declared =
        |carried, casting| Outcome::Ok(Some(Command::Declare { vote: facts.vote()?, carried, casting }));
    match line {
        "open the vote" => Ok(Some(Command::OpenVote { vote: vote()? })),
        "close the vote" => Ok(Some(Command::CloseVote { vote: vote()? })),
        "finish the count" => Ok(Some(Command::FinishCount { vote: vote()? })),
        "declare" => declared(None, None),
        "declare it carried" => declared(Some(true), None),
        "declare it lost" => declared(Some(false), None),
        "declare it carried nem con" => Ok(Some(Command::DeclareNemCon { vote: vote()? })),
        "take the vote again" => Ok(Some(Command::VoteAgain { vote: vote()? })),
        "declare; the chair votes for" => declared(None, Some(Casting::For)),
        "declare; the chair votes against" => declared(None, Some(Casting::Against)),
        "declare; the chair declines to vote" => declared(None, Some(Casting::Declined)),
        _ => {
            let Some([reason]) = fit("abandon the vote: {}", line) else { return Ok(None) };
            Ok(Some(Command::AbandonVote { vote: vote()?, reason: reason.to_owned() }))
        }
    }
}

/// `CLPs, weight 50: 342,921 for, 8,723 against, 0 abstained` · `all: 1 for, 2 against`
fn section(row: &str) -> Outcome<CorrectedSection> {
    let wrong = || format!("figures are `CLPs, weight 50: 3 for, 2 against, 1 abstained`, not {row}");
    let (head, f, a, n) = fit("{}: {} for, {} against, {} abstained", row)
        .map(|[head, f, a, n]| (head, f, a, Some(n)))
        .or_else(|| fit("{}: {} for, {} against", row).map(|[head, f, a]| (head, f, a, None)))
        .ok_or_else(wrong)?;
    let (name, weight) = match fit("{}, weight {}", head) {
        Some([name, weight]) => (Some(name.to_owned()), weight.parse().map_err(|_| wrong())?),
        None => (None, 100),
    };
    let abstain = n.map(count).transpose()?;
    Ok(CorrectedSection { name, weight, r#for: count(f)?, against: count(a)?, abstain })
}
