//! Books of voting cards: how the votes of a delegation are divided over them, and what becomes of the share of somebody
//! who is not there (§3.1, §3.3).
//!
//! Invariant: the books of a delegation carry its votes exactly, to the last vote; what is lost is lost by a rule that was
//! fixed before, and is still the delegation's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who has a book of voting cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Book {
    /// One for a delegation, with all its votes.
    #[default]
    PerDelegation,
    /// One for each delegate, with an equal share.
    PerDelegate,
}

/// What becomes of the share of a delegate who is reported absent (§2.2 `absent_share`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum AbsentShare {
    /// It is not cast.
    #[default]
    Lost,
    /// The others of the delegation carry it. Labour: four delegates 25 % each; one absent and reported, three with a third.
    RedistributeIfRecorded,
}

/// Why a book is no longer in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Another book has taken its place.
    Replaced,
    /// Its holder is reported absent.
    Absent,
    /// Anything else: the share stays with it, uncast.
    Otherwise,
}

/// Whether a book that is no longer in use still takes its share of the delegation's votes, so that the others do not.
#[must_use]
pub fn keeps_its_share(ended: Ended, absent: AbsentShare) -> bool {
    match (ended, absent) {
        (Ended::Replaced, _) | (Ended::Absent, AbsentShare::RedistributeIfRecorded) => false,
        (Ended::Absent, AbsentShare::Lost) | (Ended::Otherwise, _) => true,
    }
}

/// `votes` over `books`, as evenly as whole votes can be: the first ones have one more (§3.3). Nothing over no books.
#[must_use]
pub fn divide(votes: u64, books: usize) -> Vec<u64> {
    let Ok(n) = u64::try_from(books) else { return Vec::new() };
    let Some(each) = votes.checked_div(n) else { return Vec::new() };
    let over = votes % n;
    (0..n).map(|place| each + u64::from(place < over)).collect()
}

/// How many books a delegation has: one for each delegate who is named; where none is, as many as it may send, and one where
/// nothing says how many.
#[must_use]
pub fn how_many(book: Book, delegates: u64, seats: Option<u64>) -> u64 {
    match book {
        Book::PerDelegation => 1,
        Book::PerDelegate if delegates > 0 => delegates,
        Book::PerDelegate => seats.unwrap_or(1).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::{AbsentShare, Book, Ended, divide, how_many, keeps_its_share};

    #[test]
    fn votes_are_divided_to_the_last_one() {
        let rows: [(u64, usize, &[u64]); 9] = [
            (100, 4, &[25, 25, 25, 25]),
            (100, 3, &[34, 33, 33]),
            (1_234, 4, &[309, 309, 308, 308]),
            (812, 1, &[812]),
            (2, 5, &[1, 1, 0, 0, 0]),
            (0, 3, &[0, 0, 0]),
            (7, 7, &[1, 1, 1, 1, 1, 1, 1]),
            (u64::MAX, 2, &[9_223_372_036_854_775_808, 9_223_372_036_854_775_807]),
            (10, 0, &[]),
        ];
        for (votes, books, expect) in rows {
            assert_eq!(divide(votes, books), expect, "{votes} over {books}");
        }
        for votes in 0..200 {
            for books in 1..20 {
                let shares = divide(votes, books);
                assert_eq!(shares.iter().sum::<u64>(), votes, "{votes} over {books}");
                assert!(shares.iter().max() <= shares.iter().min().map(|least| least + 1).as_ref());
            }
        }
    }

    #[test]
    fn labours_four_delegates_of_whom_one_is_absent() {
        use AbsentShare::{Lost, RedistributeIfRecorded};
        for (ended, absent, others) in [
            (Ended::Absent, RedistributeIfRecorded, [34, 33, 33]),
            (Ended::Absent, Lost, [25, 25, 25]),
            (Ended::Otherwise, RedistributeIfRecorded, [25, 25, 25]),
            (Ended::Otherwise, Lost, [25, 25, 25]),
        ] {
            let kept = usize::from(keeps_its_share(ended, absent));
            assert_eq!(divide(100, 3 + kept)[..3], others, "{ended:?} {absent:?}");
        }
        for absent in [Lost, RedistributeIfRecorded] {
            assert!(!keeps_its_share(Ended::Replaced, absent));
        }
    }

    #[test]
    fn how_many_books_a_delegation_has() {
        for (book, delegates, seats, expect) in [
            (Book::PerDelegation, 4, Some(4), 1),
            (Book::PerDelegation, 0, None, 1),
            (Book::PerDelegate, 3, Some(4), 3),
            (Book::PerDelegate, 0, Some(4), 4),
            (Book::PerDelegate, 0, Some(0), 1),
            (Book::PerDelegate, 0, None, 1),
        ] {
            assert_eq!(how_many(book, delegates, seats), expect, "{book:?} {delegates} {seats:?}");
        }
    }
}
