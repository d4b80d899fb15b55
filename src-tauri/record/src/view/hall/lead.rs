//! The line that stands in the hall above a paper's text: what it was made of, what is debated with it, what an amendment asks.

use rules::amendment::{MarkedParagraph, PassageKind};
use rules::share::{capital, listed};

use crate::composites;
use crate::db::Db;
use crate::halt::Fault;
use crate::motions::Motion;
use crate::questions::{self, Question};
use crate::view::shown;

/// What a composite was made of; and, in one debate with amendments, which of them, since only the motion's text is shown.
pub(super) fn of_motion(db: &Db, question: &Question, paper: &Motion) -> Result<String, Fault> {
    let made_of = shown::plain(composites::made_of(db, paper.id))?;
    let made_of = (!made_of.is_empty()).then(|| format!("{}.", capital(&made_of)));
    let with = questions::joint::to_be_voted_on(db, question, paper.id)?;
    let are = if with.contains(" and ") { "are" } else { "is" };
    let with =
        (!with.is_empty()).then(|| format!("Debated together with {with}, which {are} voted on first."));
    Ok(made_of.into_iter().chain(with).collect::<Vec<_>>().join(" "))
}

/// What an amendment asks, before the words that it changes: every paragraph is named by its number.
pub(super) fn of_amendment(paragraphs: &[MarkedParagraph]) -> String {
    let touched = || paragraphs.iter().filter(|p| p.touched);
    let stays = |p: &MarkedParagraph| p.passages.iter().any(|passage| passage.kind != PassageKind::Deleted);
    let numbers: Vec<String> = touched().filter_map(|p| p.number).map(|n| n.to_string()).collect();
    let of = match numbers.len() {
        0 => return added(paragraphs),
        1 => format!("paragraph {}", listed(&numbers)),
        _ => format!("paragraphs {}", listed(&numbers)),
    };
    if touched().any(stays) { format!("That {of} should read:") } else { format!("That {of} be deleted:") }
}

fn added(paragraphs: &[MarkedParagraph]) -> String {
    let after = paragraphs.iter().take_while(|p| !p.touched).filter_map(|p| p.number).last();
    let place = after.map_or_else(|| "at the top".to_owned(), |n| format!("after paragraph {n}"));
    match paragraphs.iter().filter(|p| p.touched).count() {
        1 => format!("That a paragraph be added {place}:"),
        _ => "That paragraphs be added:".to_owned(),
    }
}
