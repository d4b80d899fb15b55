//! Where every book of voting cards is, and who has not collected one.

use std::collections::BTreeMap;

use rules::books::Book;
use rules::share::counted;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parts::Heading;
use super::register::leading_figure;
use super::shown::{heading, plain};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{CardId, DelegationId};
use crate::{cards, votes};

/// The books of voting cards.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct CardsView {
    /// The conference.
    pub heading: Heading,
    /// Who has a book, by the standing orders.
    pub book: Book,
    /// Every book, by delegation and number.
    pub books: Vec<BookLine>,
    /// Counts by section; one line without a name where there are none.
    pub sections: Vec<CustodyLine>,
    /// Counts of all.
    pub totals: CustodyLine,
    /// Delegations that have no book at all.
    pub without: u64,
    /// What `make_books` would make is missing.
    pub missing: bool,
    /// The next card vote.
    pub next_vote: u32,
    /// No card vote has been called yet.
    pub before_first_vote: bool,
}

/// One book.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct BookLine {
    /// Its id.
    pub id: CardId,
    /// The number on its cards.
    pub number: u32,
    /// Whose delegation.
    pub delegation: DelegationId,
    /// Its number.
    pub delegation_number: String,
    /// Its name.
    pub delegation_name: String,
    /// Its section.
    pub section: Option<String>,
    /// The delegate whose it is, where each has one.
    pub holder: Option<String>,
    /// The delegate's badge.
    pub badge: Option<String>,
    /// Votes that it carries.
    pub value: u64,
    /// `not_issued`, `issued`, `returned`, `lost`, `cancelled`
    pub custody: String,
    /// Who has it, or had it last; may be empty.
    pub given_to: String,
    /// Since when it is where it is, ms.
    #[ts(type = "number")]
    pub since: i64,
    /// Why it was lost or cancelled.
    pub why: String,
    /// The number of the book that has taken its place.
    pub replaced_by: Option<u32>,
    /// The number of the book whose place it has taken.
    pub replaces: Option<u32>,
}

/// Counts of one section or of all.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
pub struct CustodyLine {
    /// The section; none where it is all, or of those in none.
    pub section: Option<String>,
    /// Books in use: to be collected, out, or handed back.
    pub books: u64,
    /// Of them not collected yet.
    pub not_collected: u64,
    /// Of them with somebody.
    pub out: u64,
    /// Of them handed back.
    pub returned: u64,
    /// Lost, and nothing has taken their place.
    pub lost: u64,
    /// Cancelled, replaced ones among them.
    pub cancelled: u64,
    /// Votes that those not collected carry.
    pub votes_not_collected: u64,
}

impl CustodyLine {
    fn add(&mut self, book: &BookLine) {
        match book.custody.as_str() {
            "not_issued" => {
                self.not_collected += 1;
                self.votes_not_collected += book.value;
            }
            "issued" => self.out += 1,
            "returned" => self.returned += 1,
            "lost" => self.lost += 1,
            _ => self.cancelled += 1,
        }
        if ["not_issued", "issued", "returned"].contains(&book.custody.as_str()) {
            self.books += 1;
        }
    }
}

/// Every book.
pub(crate) fn cards(db: &Db, now: i64) -> Result<CardsView, Fault> {
    let mut books = lines(db)?;
    books.sort_by_cached_key(|book| {
        (leading_figure(&book.delegation_number), book.delegation_number.clone(), book.number)
    });
    let mut sections: BTreeMap<Option<String>, CustodyLine> = BTreeMap::new();
    let mut totals = CustodyLine::default();
    for book in &books {
        let line = sections.entry(book.section.clone()).or_default();
        line.section.clone_from(&book.section);
        line.add(book);
        totals.add(book);
    }
    let without = db.one(
        "SELECT count(*) FROM delegation d WHERE NOT EXISTS (SELECT 1 FROM card WHERE delegation_id = d.id)",
        [],
        |r| r.get(0),
    )?;
    Ok(CardsView {
        heading: heading(db, now)?,
        book: cards::book(db)?,
        missing: cards::are_missing(db)?,
        books,
        sections: sections.into_values().collect(),
        totals,
        without,
        next_vote: plain(votes::card_number(db, None))?,
        before_first_vote: db.one(
            "SELECT NOT EXISTS (SELECT 1 FROM vote WHERE method = 'card')",
            [],
            |r| r.get(0),
        )?,
    })
}

fn lines(db: &Db) -> Result<Vec<BookLine>, Fault> {
    db.rows(
        "SELECT c.id, c.number, d.id, d.number, d.name, s.name, p.name, p.badge, c.value, c.custody, c.given_to, c.since,
                c.cancelled_why, n.number, o.number
         FROM card c JOIN delegation d ON d.id = c.delegation_id LEFT JOIN section s ON s.id = d.section_id
         LEFT JOIN delegate p ON p.id = c.holder_id LEFT JOIN card n ON n.replaces_id = c.id
         LEFT JOIN card o ON o.id = c.replaces_id",
        [],
        |r| {
            Ok(BookLine {
                id: r.get(0)?,
                number: r.get(1)?,
                delegation: r.get(2)?,
                delegation_number: r.get(3)?,
                delegation_name: r.get(4)?,
                section: r.get(5)?,
                holder: r.get(6)?,
                badge: r.get(7)?,
                value: r.get(8)?,
                custody: r.get(9)?,
                given_to: r.get(10)?,
                since: r.get(11)?,
                why: r.get(12)?,
                replaced_by: r.get(13)?,
                replaces: r.get(14)?,
            })
        },
    )
}

/// What the chair is told before a card vote is called: `12 books have not been collected: Leeds, Hull and 3 more.`; empty
/// where every book has been.
pub(crate) fn uncollected(db: &Db) -> Result<String, Fault> {
    let (books, votes): (u64, u64) =
        db.one("SELECT count(*), coalesce(sum(value), 0) FROM card WHERE custody = 'not_issued'", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    if books == 0 {
        return Ok(String::new());
    }
    let whose: Vec<String> = db.rows(
        "SELECT d.name FROM card c JOIN delegation d ON d.id = c.delegation_id WHERE c.custody = 'not_issued'
         GROUP BY d.id ORDER BY d.id",
        [],
        |r| r.get(0),
    )?;
    let named = whose.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    let more = match whose.len().saturating_sub(3) {
        0 => String::new(),
        n => format!(" and {}", counted(u64::try_from(n).unwrap_or_default(), "other", "others")),
    };
    Ok(format!(
        "{} not been collected, with {}: {named}{more}.",
        counted(books, "book has", "books have"),
        counted(votes, "vote", "votes")
    ))
}
