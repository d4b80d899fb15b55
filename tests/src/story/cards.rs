//! Lines about books of voting cards: made, collected, handed back, lost, cancelled.

use record::command::Command;
use record::view::View;
use record::view::cards::{BookLine, CardsView};
use rules::books::Book;

use super::expect::{Said, has, is};
use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

/// The command of a line; none where it is not about books.
///
/// # Errors
/// Where it is, and cannot be understood.
pub fn command(line: &str) -> Outcome<Option<Command>> {
    let number = |text: &str| text.parse().map_err(|_| format!("{text} is not the number of a card"));
    let book = match line {
        "make the books" => Some(None),
        "make the books, one a delegation" => Some(Some(Book::PerDelegation)),
        "make the books, one a delegate" => Some(Some(Book::PerDelegate)),
        _ => None,
    };
    if let Some(book) = book {
        return Ok(Some(Command::MakeBooks { book }));
    }
    if let Some([card, to]) = fit("book {} goes to {}", line) {
        return Ok(Some(Command::GiveOutBook { number: number(card)?, to: to.to_owned() }));
    }
    if let Some([card]) = fit("book {} is collected", line) {
        return Ok(Some(Command::GiveOutBook { number: number(card)?, to: String::new() }));
    }
    if let Some([card]) = fit("book {} is handed back", line) {
        return Ok(Some(Command::TakeBookBack { number: number(card)? }));
    }
    if let Some([card, reason]) = fit("book {} is lost: {}", line) {
        return Ok(Some(Command::LoseBook { number: number(card)?, reason: reason.to_owned() }));
    }
    if let Some([card, reason]) = fit("book {} is cancelled: {}", line) {
        return Ok(Some(Command::CancelBook { number: number(card)?, reason: reason.to_owned() }));
    }
    Ok(None)
}

/// Looks for what is expected of the books.
pub fn expect(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    let view = || facts.world.view::<CardsView>(&View::Cards);
    if let Some([body, books]) = fit("books of {}: {}", wanted) {
        return Some(view().and_then(|view| {
            let of_it: Vec<_> =
                view.books.iter().filter(|book| book.delegation_name == body).map(line).collect();
            is(books, &of_it.join("; "))
        }));
    }
    if let Some([figures]) = fit("custody {}", wanted) {
        return Some(view().and_then(|view| {
            let all = &view.totals;
            let (to_collect, out, back) = (all.not_collected, all.out, all.returned);
            let (lost, cancelled) = (all.lost, all.cancelled);
            is(
                figures,
                &format!(
                    "{to_collect} to collect, {out} out, {back} back, {lost} lost, {cancelled} cancelled"
                ),
            )
        }));
    }
    if let Some([warning]) = fit("the chair to be warned {}", wanted) {
        return Some(facts.desk().and_then(|desk| {
            let warned = desk.methods.iter().map(|method| method.warning.as_str()).collect::<String>();
            if warning == "of nothing" { is("", &warned) } else { has(warning, &warned) }
        }));
    }
    None
}

/// `101 Ann Lee 25 issued`, with whom it is with and what has taken its place
fn line(book: &BookLine) -> String {
    let holder = book.holder.as_ref().map_or_else(String::new, |name| format!(" {name}"));
    let with = if book.given_to.is_empty() { String::new() } else { format!(" to {}", book.given_to) };
    let by = book.replaced_by.map_or_else(String::new, |by| format!(", now {by}"));
    format!("{}{holder} {} {}{with}{by}", book.number, book.value, book.custody)
}
