//! Books of voting cards: made, handed out, replaced where one is lost.
//!
//! Invariant: the books of a delegation carry its votes exactly, nobody has two, and a number that was once given to a book
//! is never given again.

use std::collections::BTreeSet;

use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::said;
use crate::db::Db;
use crate::delegations::new_version;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{CardId, DelegateId, DelegationId, VoteId};
use crate::transact::Act;
use crate::{set_up, votes};

pub(crate) use books::{are_missing, book, divide_again, let_go, make, pass_on};
pub(crate) use custody::{cancel, give_out, lose, take_back};
pub(crate) use strangers::{join_vote, why_not_in_a_vote};

macro_rules! select_card {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.number, c.delegation_id, d.name, c.holder_id, p.name, c.value, c.custody, c.given_to, c.since,
                    c.cancelled_why, (SELECT number FROM card WHERE replaces_id = c.id)
             FROM card c JOIN delegation d ON d.id = c.delegation_id LEFT JOIN delegate p ON p.id = c.holder_id ",
            $rest
        )
    };
}

mod books;
mod custody;
mod strangers;

/// The tellers' field takes seven digits.
const LAST_CARD: u32 = 9_999_999;

/// A book of voting cards; every slip in it carries its number.
pub(crate) struct Card {
    id: CardId,
    number: u32,
    delegation: DelegationId,
    body: String,
    holder: Option<DelegateId>,
    holder_name: Option<String>,
    value: i64,
    custody: String,
    given_to: String,
    since: i64,
    cancelled_why: String,
    /// The number of the book that has taken its place.
    replaced_by: Option<u32>,
}

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        id: r.get(0)?,
        number: r.get(1)?,
        delegation: r.get(2)?,
        body: r.get(3)?,
        holder: r.get(4)?,
        holder_name: r.get(5)?,
        value: r.get(6)?,
        custody: r.get(7)?,
        given_to: r.get(8)?,
        since: r.get(9)?,
        cancelled_why: r.get(10)?,
        replaced_by: r.get(11)?,
    })
}

impl Card {
    /// `Card 12 of Leeds`, `Card 101 of Leeds (Ann Lee)`
    fn label(&self) -> String {
        let holder = self.holder_name.as_ref().map_or_else(String::new, |name| format!(" ({name})"));
        format!("Card {} of {}{holder}", self.number, self.body)
    }

    /// It may be in somebody's hand, or is to be.
    fn is_live(&self) -> bool {
        ["not_issued", "issued", "returned"].contains(&self.custody.as_str())
    }

    /// Why it is no longer in use.
    fn ended(&self) -> Refusal {
        let number = self.number;
        let what = if self.custody == "lost" { "reported lost" } else { "cancelled" };
        let why = &self.cancelled_why;
        let refusal = Refusal::new("card.cancelled", format!("Card {number} is already {what} ({why})."));
        match self.replaced_by {
            Some(by) => refusal.allowed_by(format!("Card {by} has taken its place.")),
            None => refusal.allowed_by("Replace it: another book takes its place."),
        }
    }
}

/// The book of that number.
fn numbered(db: &Db, number: u32) -> Result<Card, Halt> {
    db.row(select_card!("WHERE c.number = ?1"), [number], row)?
        .ok_or_else(|| Refusal::new("card.unknown", format!("There is no card {number}.")).into())
}

/// Every number that was ever given to a book.
fn taken(db: &Db) -> Result<BTreeSet<u32>, Fault> {
    Ok(db.rows("SELECT number FROM card", [], |r| r.get(0))?.into_iter().collect())
}

/// A number that no book ever had: above all others while there is room.
fn free(taken: &BTreeSet<u32>) -> Result<u32, Refusal> {
    let next = taken.last().map_or(1, |last| last.saturating_add(1));
    if next <= LAST_CARD {
        return Ok(next);
    }
    (1..=LAST_CARD).find(|n| !taken.contains(n)).ok_or_else(|| {
        Refusal::new("card.none_free", "Every number of up to seven digits is given to a card.")
    })
}

/// Makes what is not yet made and gives everything out at once: where nobody keeps a list of who collected what.
pub(crate) fn issue(act: &Act<'_>) -> Done {
    set_up::set(act.db)?;
    let made = books::make_missing(act, None)?;
    let given = act
        .db
        .run("UPDATE card SET custody = 'issued', since = ?1 WHERE custody = 'not_issued'", [act.at])?;
    if given == 0 {
        return Err(Refusal::new("card.all_issued", "Every delegation has its card.").into());
    }
    new_version(act, "cards issued")?;
    let given = u64::try_from(given).unwrap_or_default();
    Ok(format!("{} issued, {}.", counted(given, "card was", "cards were"), made.whose()))
}

/// A vote that is being taken has its electorate: the old card would count in it still, and the new one not.
fn not_being_counted(db: &Db, card: u32) -> Result<(), Halt> {
    let vote: Option<VoteId> = db.row(
        "SELECT v.id FROM vote v JOIN roll r ON r.vote_id = v.id
         WHERE r.number = ?1 AND v.state IN ('called', 'open', 'closed') LIMIT 1",
        [card],
        |r| r.get(0),
    )?;
    let Some(vote) = vote else { return Ok(()) };
    let label = votes::known(db, vote)?.label();
    Err(Refusal::new("card.in_a_vote", format!("{label} is being taken, and card {card} belongs to it."))
        .allowed_by("Do it when the count is finished, or when the vote is abandoned.")
        .into())
}

/// A book that is lost, or was cancelled, gives way to a new one; whoever had it has the new one in hand.
pub(crate) fn replace(act: &Act<'_>, card: CardId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let old = act.db.row(select_card!("WHERE c.id = ?1"), [card], row)?;
    let old = old.ok_or_else(|| Refusal::new("card.unknown", "There is no such card."))?;
    let number = old.number;
    if old.replaced_by.is_some() {
        return Err(old.ended().into());
    }
    not_being_counted(act.db, number)?;
    let new = free(&taken(act.db)?)?;
    act.db.run(
        "UPDATE card SET custody = 'cancelled', since = ?2, cancelled_at = coalesce(cancelled_at, ?2),
                cancelled_why = ltrim(cancelled_why || '; ' || ?3, '; '), share = 0 WHERE id = ?1",
        (card, act.at, &reason),
    )?;
    act.db.insert(
        "INSERT INTO card(number, delegation_id, holder_id, value, custody, given_to, since, share, replaces_id, cancelled_why)
         VALUES (?1, ?2, ?3, ?4, 'issued', ?5, ?6, 1, ?7, '')",
        (new, old.delegation, old.holder, old.value, &old.given_to, act.at, card),
    )?;
    divide_again(act, old.delegation)?;
    new_version(act, &format!("card {number} replaced by {new}"))?;
    Ok(format!("Card {number} of {} was cancelled ({reason}); card {new} replaces it.", old.body))
}
