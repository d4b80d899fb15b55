//! Lines of slips that are scanned: the code of a slip as it is printed, and of one that was made up.

use record::command::Command;
use record::journal::result;
use record::slip_codes::Seals;
use record::view::View;
use record::view::record::RecordView;
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

/// `scan the slip of card 3 for` enters what a scanner reads, in the batch in hand or by itself; so do `scan card 3 for, of card
/// vote 8`, `scan card 3 against changed to for` and `scan the code …`.
///
/// # Errors
/// Where no such slip is printed.
pub fn command(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let printed = || -> Outcome<String> {
        Ok(facts.shown_vote()?.card_no.ok_or("no card vote is being counted")?.to_string())
    };
    let code = if let Some([card, word]) = fit("scan the slip of card {} {}", line) {
        code(&printed()?, card, word, facts)?
    } else if let Some([card, word, vote]) = fit("scan card {} {}, of card vote {}", line) {
        code(vote, card, word, facts)?
    } else if let Some([card, word, other]) = fit("scan card {} {} changed to {}", line) {
        let letter = |word: &str| word.chars().next().unwrap_or_default().to_ascii_uppercase();
        let (from, to) = (format!(".{}.", letter(word)), format!(".{}.", letter(other)));
        code(&printed()?, card, word, facts)?.replace(&from, &to)
    } else if let Some([typed]) = fit("scan the code {}", line) {
        typed.to_owned()
    } else {
        return Ok(None);
    };
    let entry = facts.tellers(Some(facts.station))?.in_hand.map(|hand| hand.entry);
    Ok(Some(Command::EnterScanned { vote: facts.vote()?, code, entry }))
}

/// `the oldest query on the pile is card 900` · `the code on the slip is that of "The chair declared card vote 7: lost."` · `the result is announced as "…"` ·
/// `the slip says "Lost"` · `the result is not announced`
pub fn expect(wanted: &str, facts: &Facts<'_>) -> Said {
    if let Some([begins]) = fit("the code on the slip is that of {}", wanted) {
        let found = || -> Outcome<String> {
            let code = facts.shown_vote()?.result.ok_or("there is no result")?.code;
            let record: RecordView = facts.world.view(&View::Record { before: None })?;
            // A count and its declaration bear one code, which is that of the count: the older of the two.
            let entry = record.entries.into_iter().rfind(|entry| entry.code.as_ref() == Some(&code));
            let entry = entry.ok_or_else(|| format!("no entry has the code {code}"))?;
            let path = facts.world.path();
            let looked =
                result::entry_of(path, &code.to_lowercase()).map_err(|fault| format!("{fault:?}"))?;
            is(&entry.seq.to_string(), &looked.map_or_else(String::new, |found| found.seq.to_string()))?;
            Ok(entry.words)
        };
        return Some(found().and_then(|words| {
            if words.starts_with(begins) { Ok(()) } else { Err(format!("it is that of: {words}")) }
        }));
    }
    if let Some([words]) = fit("the result is announced as {}", wanted) {
        return Some(facts.shown_vote().and_then(|vote| is(words, &vote.say)));
    }
    if let Some([word]) = fit("the slip says {}", wanted) {
        return Some(facts.shown_vote().and_then(|vote| is(word, &vote.announced)));
    }
    if let Some([card]) = fit("the oldest query on the pile is card {}", wanted) {
        let oldest = || facts.tellers(None).map(|view| view.queries.last().map_or(0, |slip| slip.number));
        return Some(oldest().and_then(|number| is(card, &number.to_string())));
    }
    if wanted == "the result is not announced" {
        let say = facts.shown_vote().map_or_else(|_| String::new(), |vote| vote.say);
        return Some(is("", &say));
    }
    None
}
