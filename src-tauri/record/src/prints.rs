//! What is printed for card votes, as plain data: the press sets it, outside every transaction.
//!
//! Invariant: whatever is printed says of which conference it is, when it was printed and at which entry of the record; a
//! book has slips only for a card that is in use.

use rules::refusal::Refusal;
use rules::share::thousands;
use rules::slip_code::{Mark, Slip};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::VoteId;
use crate::slip_codes::Seals;
use crate::view::cards::{BookLine, cards};
use crate::view::counted::{LineItemsView, line_items};
use crate::view::parts::VoteShown;
use crate::view::record::head;
use crate::view::shown;
use crate::{standing_orders, tellers, votes, when};

/// A book for every vote that a conference could come to take would be a brick.
const MOST_VOTES: u32 = 99;

/// As many batches as a page of headers is printed for at once.
const MOST_BATCHES: u32 = 400;

/// What may be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "print", rename_all = "snake_case", deny_unknown_fields)]
pub enum Print {
    /// Books of voting cards: a cover, and slips for each numbered vote.
    Books {
        /// How many votes; the first is 1.
        votes: u32,
        /// Only the book with this number; none for all.
        #[serde(default)]
        number: Option<u32>,
    },
    /// The tellers' list of cards by delegation, with boxes for both tellers.
    Sheets {
        /// The cards of this vote; none for all that are in use.
        #[serde(default)]
        vote: Option<VoteId>,
    },
    /// What is laid upon each batch of cards.
    Headers {
        /// Of which card vote; none to be written in.
        #[serde(default)]
        vote: Option<VoteId>,
        /// How many.
        batches: u32,
    },
    /// The result, for the chair.
    Slip {
        /// Of which vote.
        vote: VoteId,
    },
    /// How each delegation voted, where the standing orders publish it.
    Delegations {
        /// In which vote.
        vote: VoteId,
    },
    /// What the colours mean.
    Poster,
}

/// What a sheet says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct Imprint {
    /// The conference.
    pub conference: String,
    /// The hall.
    pub venue: String,
    /// `Saturday 11 March 2017, 10:42`
    pub printed: String,
    /// The head of the record.
    pub head: String,
    /// It is a rehearsal.
    pub rehearsal: bool,
}

/// What is to be set, by kind.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Books.
    Books(Vec<BookPrinted>),
    /// Teller sheets.
    Sheets(SheetsPrinted),
    /// Batch headers.
    Headers(HeadersPrinted),
    /// A result.
    Slip(Box<VoteShown>),
    /// How each delegation voted.
    Delegations(Box<LineItemsView>),
    /// The colours.
    Poster {
        /// There is a slip for abstentions.
        abstain_slip: bool,
    },
}

/// A book.
#[derive(Debug, Clone, Serialize)]
pub struct BookPrinted {
    /// The number on its cards.
    pub number: u32,
    /// The delegation's number.
    pub delegation_number: String,
    /// The delegation.
    pub delegation: String,
    /// Its section.
    pub section: Option<String>,
    /// The delegate whose it is.
    pub holder: Option<String>,
    /// `1,234 votes`; none where the standing orders do not show it.
    pub value: Option<String>,
    /// Its slips are signed.
    pub signed: bool,
    /// One line a vote.
    pub votes: Vec<VoteSlips>,
}

/// The slips of one numbered vote.
#[derive(Debug, Clone, Serialize)]
pub struct VoteSlips {
    /// The number of the vote.
    pub vote: u32,
    /// For, against and, where it is printed, an abstention: the code of each.
    pub codes: Vec<String>,
}

/// Teller sheets.
#[derive(Debug, Clone, Serialize)]
pub struct SheetsPrinted {
    /// There is a slip for abstentions, and so a box for them.
    pub abstain_slip: bool,
    /// `Card vote 7`; none where it is to be written in.
    pub label: Option<String>,
    /// The question.
    pub wording: Option<String>,
    /// Section by section.
    pub sections: Vec<SheetSection>,
}

/// One section of a teller sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetSection {
    /// Its name; none where there are no sections.
    pub name: Option<String>,
    /// Cards, by number.
    pub cards: Vec<SheetCard>,
    /// Their votes together.
    pub votes: String,
}

/// One line of a teller sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetCard {
    /// The card.
    pub number: u32,
    /// The delegation, with its holder where each delegate has a book.
    pub delegation: String,
    /// Votes.
    pub value: String,
    /// Its number is cancelled.
    pub cancelled: bool,
}

/// Batch headers.
#[derive(Debug, Clone, Serialize)]
pub struct HeadersPrinted {
    /// There is a slip for abstentions.
    pub abstain_slip: bool,
    /// `Card vote 7`; none where it is to be written in.
    pub label: Option<String>,
    /// From 1.
    pub batches: u32,
}

/// A sheet with what it says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct Printed {
    /// What it says of itself.
    pub imprint: Imprint,
    /// The rest.
    pub matter: Matter,
}

/// What is to be set, from the file as it is now; `now` is conference time in ms.
///
/// # Errors
/// A refusal where there is nothing of the kind to print, or more is asked for than anybody can hold.
pub fn printed(db: &Db, print: &Print, now: i64) -> Result<Printed, Halt> {
    let matter = match print {
        Print::Books { votes, number } => Matter::Books(books(db, *votes, *number, now)?),
        Print::Sheets { vote } => Matter::Sheets(sheets(db, *vote, now)?),
        Print::Headers { vote, batches } => {
            within("batches", *batches, MOST_BATCHES)?;
            let abstain_slip = has_abstain_slip(db, *vote)?;
            Matter::Headers(HeadersPrinted { abstain_slip, label: label(db, *vote)?, batches: *batches })
        }
        Print::Slip { vote } => Matter::Slip(Box::new(result(db, *vote)?)),
        Print::Delegations { vote } => Matter::Delegations(Box::new(delegations(db, *vote)?)),
        Print::Poster => Matter::Poster { abstain_slip: standing_orders::in_force(db)?.card.abstain_slip },
    };
    Ok(Printed { imprint: imprint(db, now)?, matter })
}

fn imprint(db: &Db, now: i64) -> Result<Imprint, Fault> {
    let heading = shown::heading(db, now)?;
    let zone = shown::zone(db)?;
    let time = when::hours_minutes(zone, now);
    Ok(Imprint {
        printed: format!("{}, {time}", heading.day),
        conference: heading.name,
        venue: heading.venue,
        head: head(db)?,
        rehearsal: heading.rehearsal,
    })
}

fn within(what: &str, asked: u32, most: u32) -> Result<(), Refusal> {
    if (1..=most).contains(&asked) {
        return Ok(());
    }
    Err(Refusal::new("print.how_many", format!("{asked} {what} cannot be printed: from 1 to {most} can.")))
}

/// Whether abstentions have a slip: as it stood when the vote was called, or as the standing orders say now.
fn has_abstain_slip(db: &Db, vote: Option<VoteId>) -> Result<bool, Halt> {
    match vote {
        Some(id) => Ok(votes::known(db, id)?.counting.abstain_slip),
        None => Ok(standing_orders::in_force(db)?.card.abstain_slip),
    }
}

fn label(db: &Db, vote: Option<VoteId>) -> Result<Option<String>, Halt> {
    vote.map(|id| votes::known(db, id).map(|vote| vote.label())).transpose()
}

fn in_use(book: &BookLine) -> bool {
    ["not_issued", "issued", "returned"].contains(&book.custody.as_str())
}

fn books(db: &Db, votes: u32, number: Option<u32>, now: i64) -> Result<Vec<BookPrinted>, Halt> {
    within("votes", votes, MOST_VOTES)?;
    let seals = Seals::of(db)?;
    // Labour's slip is an identity only (§3.1): whoever votes by it cannot check its value.
    let card = standing_orders::in_force(db)?.card;
    let (value_shown, signed) = (card.value_shown, card.signed);
    let marks: &[Mark] = if card.abstain_slip {
        &[Mark::For, Mark::Against, Mark::Abstain]
    } else {
        &[Mark::For, Mark::Against]
    };
    let all = cards(db, now)?.books;
    let wanted = all.into_iter().filter(|book| in_use(book) && number.is_none_or(|n| n == book.number));
    let slips = |card: u32| {
        let codes = |vote| marks.iter().map(|mark| seals.code(Slip { vote, card, mark: *mark })).collect();
        (1..=votes).map(|vote| VoteSlips { vote, codes: codes(vote) }).collect()
    };
    let books: Vec<BookPrinted> = wanted
        .map(|book| BookPrinted {
            votes: slips(book.number),
            number: book.number,
            signed,
            delegation_number: book.delegation_number,
            delegation: book.delegation_name,
            section: book.section,
            holder: book.holder,
            value: value_shown.then(|| rules::share::counted(book.value, "vote", "votes")),
        })
        .collect();
    if books.is_empty() {
        return Err(Refusal::new("print.no_books", "There is no such book of cards in use.")
            .allowed_by("Make the books on the register first.")
            .into());
    }
    Ok(books)
}

fn sheets(db: &Db, vote: Option<VoteId>, now: i64) -> Result<SheetsPrinted, Halt> {
    let shown = vote.map(|id| votes::known(db, id)).transpose()?;
    let lines: Vec<(Option<String>, u32, String, u64, bool)> = match vote {
        Some(id) => tellers::accounted(db, id)?
            .into_iter()
            .map(|card| {
                let cancelled = card.state == rules::reconciliation::CardState::Cancelled;
                (card.section, card.number, card.delegation, card.value, cancelled)
            })
            .collect(),
        None => cards(db, now)?
            .books
            .into_iter()
            .filter(in_use)
            .map(|book| {
                let holder = book.holder.map_or_else(String::new, |name| format!(" · {name}"));
                (book.section, book.number, format!("{}{holder}", book.delegation_name), book.value, false)
            })
            .collect(),
    };
    if lines.is_empty() {
        return Err(Refusal::new("print.no_cards", "There are no cards to be counted.")
            .allowed_by("Make the books of cards under Register first.")
            .into());
    }
    let mut sections: Vec<(SheetSection, u64)> = Vec::new();
    for (name, number, delegation, value, cancelled) in lines {
        let place = match sections.iter().position(|(section, _)| section.name == name) {
            Some(place) => place,
            None => {
                let section = SheetSection { name, cards: Vec::new(), votes: String::new() };
                sections.push((section, 0));
                sections.len() - 1
            }
        };
        if let Some((section, votes)) = sections.get_mut(place) {
            *votes += if cancelled { 0 } else { value };
            section.cards.push(SheetCard { number, delegation, value: thousands(value), cancelled });
        }
    }
    sections.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    let sections =
        sections.into_iter().map(|(section, votes)| SheetSection { votes: thousands(votes), ..section });
    Ok(SheetsPrinted {
        abstain_slip: has_abstain_slip(db, vote)?,
        label: shown.as_ref().map(votes::Vote::label),
        wording: shown.map(|vote| vote.wording),
        sections: sections.collect(),
    })
}

fn result(db: &Db, vote: VoteId) -> Result<VoteShown, Halt> {
    let vote = votes::known(db, vote)?;
    let shown = shown::vote(db, &vote)?;
    if shown.result.is_none() {
        return Err(Refusal::new("print.no_result", format!("{} has no result yet.", vote.label()))
            .allowed_by("Finish the count first.")
            .into());
    }
    Ok(shown)
}

fn delegations(db: &Db, vote: VoteId) -> Result<LineItemsView, Halt> {
    votes::known(db, vote)?;
    let shown = line_items(db, vote)?;
    if !shown.published {
        return Err(Refusal::new("print.withheld", shown.sentence)
            .allowed_by("The standing orders say so of every card vote that is called under them.")
            .into());
    }
    // The cards themselves are in the record; a notice board names delegations.
    Ok(LineItemsView { lines: Vec::new(), ..shown })
}
