//! Books are made, one a delegation or one a delegate, and carry the delegation's votes between them.

use std::collections::BTreeSet;

use rules::books::{Book, divide, how_many};
use rules::refusal::Refusal;
use rules::share::counted;

use super::{LAST_CARD, free, taken};
use crate::db::Db;
use crate::delegations::{self, Delegation, new_version};
use crate::halt::{Done, Fault, Halt};
use crate::ids::{CardId, DelegateId, DelegationId};
use crate::transact::Act;
use crate::{set_up, standing_orders};

/// What was made.
pub(super) struct Made {
    book: Book,
    books: u64,
    /// Of those, made for a delegate by name.
    held: u64,
    /// Of books that were there before: another share than they carried.
    changed: u64,
}

impl Made {
    /// `one a delegation`
    pub(super) fn whose(&self) -> &'static str {
        match self.book {
            Book::PerDelegation => "one a delegation",
            Book::PerDelegate if self.held == 0 && self.books > 0 => {
                "one a delegation, for none of its delegates is on the register yet"
            }
            Book::PerDelegate => "one a delegate",
        }
    }
}

/// The books that are still missing; nobody has them yet.
pub(crate) fn make(act: &Act<'_>, book: Option<Book>) -> Done {
    set_up::set(act.db)?;
    let made = make_missing(act, book)?;
    if made.books == 0 && made.changed == 0 {
        let sentence = match made.book {
            Book::PerDelegation => "Every delegation has its book.",
            Book::PerDelegate => "Every delegate has a book.",
        };
        return Err(Refusal::new("card.all_made", sentence).into());
    }
    new_version(act, "books of cards made")?;
    let changed = match made.changed {
        0 => String::new(),
        n => format!(" {} another value now.", counted(n, "book carries", "books carry")),
    };
    Ok(format!("{} made, {}.{changed}", counted(made.books, "book was", "books were"), made.whose()))
}

/// Makes them; by the standing orders where nothing else is said.
pub(super) fn make_missing(act: &Act<'_>, book: Option<Book>) -> Result<Made, Halt> {
    let orders = standing_orders::in_force(act.db)?;
    let book = book.map_or_else(|| self::book(act.db), Ok)?;
    let mut made = Made { book, books: 0, held: 0, changed: 0 };
    let mut numbers = taken(act.db)?;
    let mut wanted: Vec<(Delegation, Vec<Wanted>)> = Vec::new();
    for delegation in delegations::all(act.db)? {
        let of_it = match book {
            Book::PerDelegation => of_delegation(act, &delegation)?,
            Book::PerDelegate => of_delegates(act, &delegation, delegation.entitled(&orders))?,
        };
        if !of_it.is_empty() {
            wanted.push((delegation, of_it));
        }
    }
    // A card carries its delegation's own number, or its holder's badge, wherever that is a number and still free: those are
    // given out first, so that no other takes one of them.
    let own: Vec<Vec<Option<u32>>> = wanted
        .iter()
        .map(|(_, of_it)| of_it.iter().map(|one| own(&one.own, &mut numbers)).collect())
        .collect();
    for ((delegation, of_it), own) in wanted.iter().zip(own) {
        let mut new = BTreeSet::new();
        for (one, own) in of_it.iter().zip(own) {
            let number = match own {
                Some(own) => own,
                None => free(&numbers)?,
            };
            numbers.insert(number);
            new.insert(CardId(act.db.insert(
                "INSERT INTO card(number, delegation_id, holder_id, value, custody, given_to, since, share, cancelled_why)
                 VALUES (?1, ?2, ?3, 0, 'not_issued', '', ?4, 1, '')",
                (number, delegation.id, one.holder, act.at),
            )?));
            made.books += 1;
            made.held += u64::from(one.holder.is_some());
        }
        let changed = divide_again(act, delegation.id)?;
        made.changed += u64::try_from(changed.difference(&new).count()).unwrap_or_default();
    }
    Ok(made)
}

/// Who has a book, by the standing orders.
pub(crate) fn book(db: &Db) -> Result<Book, Fault> {
    Ok(standing_orders::in_force(db)?.card.book)
}

/// Whether there are books that are still to be made, by the standing orders.
pub(crate) fn are_missing(db: &Db) -> Result<bool, Fault> {
    match book(db)? {
        Book::PerDelegation => db.one(
            "SELECT EXISTS (SELECT 1 FROM delegation d WHERE NOT EXISTS (SELECT 1 FROM card WHERE delegation_id = d.id))",
            [],
            |r| r.get(0),
        ),
        Book::PerDelegate => db.one(
            "SELECT EXISTS (SELECT 1 FROM delegation d WHERE NOT EXISTS (SELECT 1 FROM card WHERE delegation_id = d.id))
               OR EXISTS (SELECT 1 FROM delegate p WHERE p.standing = 'delegate'
                          AND NOT EXISTS (SELECT 1 FROM card c WHERE c.holder_id = p.id))",
            [],
            |r| r.get(0),
        ),
    }
}

/// A book that is missing.
struct Wanted {
    /// The number it would best have.
    own: String,
    holder: Option<DelegateId>,
}

fn own(text: &str, numbers: &mut BTreeSet<u32>) -> Option<u32> {
    text.parse().ok().filter(|n| (1..=LAST_CARD).contains(n) && numbers.insert(*n))
}

fn of_delegation(act: &Act<'_>, delegation: &Delegation) -> Result<Vec<Wanted>, Fault> {
    let had: bool =
        act.db.one("SELECT EXISTS (SELECT 1 FROM card WHERE delegation_id = ?1)", [delegation.id], |r| {
            r.get(0)
        })?;
    let wanted = Wanted { own: delegation.number.clone(), holder: None };
    Ok(if had { Vec::new() } else { vec![wanted] })
}

/// One for each delegate who never had one; books of nobody become those of delegates who have been named since.
fn of_delegates(act: &Act<'_>, delegation: &Delegation, seats: Option<u64>) -> Result<Vec<Wanted>, Fault> {
    let without = act.db.rows(
        "SELECT p.id, p.badge FROM delegate p WHERE p.delegation_id = ?1 AND p.standing = 'delegate'
           AND NOT EXISTS (SELECT 1 FROM card c WHERE c.holder_id = p.id) ORDER BY p.id",
        [delegation.id],
        |r| Ok((r.get::<_, DelegateId>(0)?, r.get::<_, String>(1)?)),
    )?;
    let unnamed: Vec<CardId> = act.db.rows(
        "SELECT id FROM card WHERE delegation_id = ?1 AND holder_id IS NULL
           AND custody IN ('not_issued', 'issued', 'returned') ORDER BY id",
        [delegation.id],
        |r| r.get(0),
    )?;
    for (card, (delegate, _)) in unnamed.iter().zip(&without) {
        act.db.run("UPDATE card SET holder_id = ?2 WHERE id = ?1", (card, delegate))?;
    }
    let left = without.into_iter().skip(unnamed.len());
    let wanted: Vec<Wanted> = left.map(|(id, badge)| Wanted { own: badge, holder: Some(id) }).collect();
    let none: bool = act.db.one(
        "SELECT NOT EXISTS (SELECT 1 FROM card WHERE delegation_id = ?1)
            AND NOT EXISTS (SELECT 1 FROM delegate WHERE delegation_id = ?1 AND standing = 'delegate')",
        [delegation.id],
        |r| r.get(0),
    )?;
    if !none {
        return Ok(wanted);
    }
    // Nobody is named yet: as many as may come.
    let many = how_many(Book::PerDelegate, 0, seats);
    let nobody = |place: u64| Wanted {
        own: if many == 1 && place == 0 { delegation.number.clone() } else { String::new() },
        holder: None,
    };
    Ok((0..many).map(nobody).collect())
}

/// The delegation's votes over its books, the first made first; the books that carry another value than before.
pub(crate) fn divide_again(act: &Act<'_>, delegation: DelegationId) -> Result<BTreeSet<CardId>, Fault> {
    let votes: u64 = act.db.one("SELECT votes FROM delegation WHERE id = ?1", [delegation], |r| r.get(0))?;
    // A book that has taken another's place has its place in the division too.
    let books: Vec<(CardId, u64)> = act.db.rows(
        "WITH RECURSIVE first(id, at) AS (
           SELECT id, id FROM card WHERE delegation_id = ?1 AND replaces_id IS NULL
           UNION ALL SELECT c.id, f.at FROM card c JOIN first f ON c.replaces_id = f.id)
         SELECT c.id, c.value FROM card c JOIN first f ON f.id = c.id WHERE c.share = 1 ORDER BY f.at",
        [delegation],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let mut changed = BTreeSet::new();
    for ((id, was), now) in books.iter().zip(divide(votes, books.len())) {
        if *was != now {
            act.db.run(
                "UPDATE card SET value = ?2 WHERE id = ?1",
                (id, i64::try_from(now).unwrap_or_default()),
            )?;
            changed.insert(*id);
        }
    }
    Ok(changed)
}

/// Whoever takes a delegate's place has the book.
pub(crate) fn pass_on(act: &Act<'_>, from: DelegateId, to: DelegateId) -> Result<(), Fault> {
    act.db.run(
        "UPDATE card SET holder_id = ?2 WHERE holder_id = ?1 AND custody IN ('not_issued', 'issued', 'returned')",
        (from, to),
    )?;
    Ok(())
}

/// A book stays with the delegation when its holder is no longer a delegate of it.
pub(crate) fn let_go(act: &Act<'_>, holder: DelegateId) -> Result<(), Fault> {
    act.db.run(
        "UPDATE card SET holder_id = NULL WHERE holder_id = ?1 AND custody IN ('not_issued', 'issued', 'returned')",
        [holder],
    )?;
    Ok(())
}
