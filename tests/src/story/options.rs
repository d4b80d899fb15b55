//! Lines of a demand for a count or a card vote, and of a choice between several options.

use record::command::{Command, NewOption, OptionCount, TieBreak};
use record::ids::{ChoosingOptionId, DemandId};
use record::view::choosing::ChoosingShown;
use rules::demand::{Support, Wanted};
use rules::options::Way;

use super::facts::Facts;
use super::phrase::{fit, number};
use crate::Outcome;

fn count(text: &str) -> Outcome<u64> {
    number(text).ok_or_else(|| format!("{text} is not a number"))
}

fn choosing(facts: &Facts<'_>) -> Outcome<ChoosingShown> {
    facts.desk()?.beside.choosing.ok_or_else(|| "no options have been put".to_owned())
}

fn option(choosing: &ChoosingShown, letter: &str) -> Outcome<ChoosingOptionId> {
    let found = choosing.options.iter().find(|option| option.letter == letter);
    found.map(|option| option.id).ok_or_else(|| format!("there is no option {letter}"))
}

/// The command of a line, with the lines indented under it; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some(demand) = demand(line, facts)? {
        return Ok(Some(demand));
    }
    for (words, way) in [
        ("options {}, most votes:", Way::Plurality),
        ("options {}, the lowest drops out:", Way::Exhaustive),
        ("options {}, each by itself:", Way::Each),
    ] {
        let Some([title]) = fit(words, line) else { continue };
        let item = facts.desk()?.item.ok_or("no item is before conference")?.id;
        let options = under.iter().map(|words| NewOption { words: words.clone(), motion: None }).collect();
        return Ok(Some(Command::OfferOptions { item, title: title.to_owned(), way, options }));
    }
    let Some(rest) = line.strip_prefix("the options are ") else { return Ok(None) };
    let choosing = choosing(facts)?;
    let id = choosing.id;
    if let Some([reason]) = fit("given up: {}", rest) {
        return Ok(Some(Command::AbandonOptions { choosing: id, reason: reason.to_owned() }));
    }
    if let Some([which, reason]) = fit("corrected to {}: {}", rest) {
        let right = match which {
            "none" => Vec::new(),
            letter => vec![option(&choosing, letter)?],
        };
        return Ok(Some(Command::CorrectOptions { choosing: id, right, reason: reason.to_owned() }));
    }
    let (told, reason) = match fit("counted, put right: {}: {}", rest) {
        Some([told, reason]) => (Some(told), Some(reason.to_owned())),
        None => (fit("counted: {}", rest).map(|[told]| told), None),
    };
    if let Some(told) = told {
        let counts = told.split(", ").map(|one| figures(&choosing, one)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::CountOptions { choosing: id, counts, reason }));
    }
    let tie = match (rest, fit("declared; the chair votes for {}", rest)) {
        ("declared", _) => None,
        ("declared; conference votes between them", _) => Some(TieBreak::Between),
        ("declared; conference votes again", _) => Some(TieBreak::Again),
        (_, Some([letter])) => Some(TieBreak::Chair { option: option(&choosing, letter)? }),
        (_, None) => return Ok(None),
    };
    Ok(Some(Command::DeclareOptions { choosing: id, tie }))
}

/// `A 30` or, for and against, `A 20/43`
fn figures(choosing: &ChoosingShown, text: &str) -> Outcome<OptionCount> {
    let (letter, figures) = text.split_once(' ').ok_or_else(|| format!("figures are `A 30`, not {text}"))?;
    let (votes, against) = match figures.split_once('/') {
        Some((votes, against)) => (votes, Some(count(against)?)),
        None => (figures, None),
    };
    Ok(OptionCount { option: option(choosing, letter)?, votes: count(votes)?, against })
}

fn demand(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let waits =
        || -> Outcome<DemandId> { Ok(facts.desk()?.beside.demand.ok_or("nobody demands anything")?.id) };
    if let Some([words]) = fit("the demand is granted: {}", line) {
        return Ok(Some(Command::GrantDemand { demand: waits()?, words: words.to_owned() }));
    }
    if line == "the demand is granted" {
        return Ok(Some(Command::GrantDemand { demand: waits()?, words: String::new() }));
    }
    if let Some([words]) = fit("the demand is refused: {}", line) {
        return Ok(Some(Command::RefuseDemand { demand: waits()?, words: words.to_owned() }));
    }
    for (words, wanted) in [("{} demands a card vote", Wanted::Card), ("{} demands a count", Wanted::Count)] {
        let (line, support) = match fit("{} with {} delegates", line) {
            Some([line, n]) => (line, Support { delegates: Some(count(n)?), ..Support::default() }),
            None => (line, Support::default()),
        };
        if let Some([by]) = fit(words, line) {
            let question = facts.question_id()?;
            return Ok(Some(Command::Demand { question, wanted, by: by.to_owned(), support }));
        }
    }
    Ok(None)
}
