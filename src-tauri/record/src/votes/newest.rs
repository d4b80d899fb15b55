//! The newest result of conference, of whatever item: the one that the hall reads, and that the chair can show or correct.
//!
//! Invariant: whoever asks for the newest result is given the same one.

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, VoteId};

/// The newest result.
pub(crate) struct Newest {
    pub(crate) vote: VoteId,
    /// The item that was voted on; none where the vote was between two.
    pub(crate) item: Option<ItemId>,
    /// When it was declared or corrected, ms.
    pub(crate) at: i64,
}

/// Whose eyes a result is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// The members of conference: every result.
    Members,
    /// Visitors: none of what conference takes in private.
    Visitors,
}

/// The newest result that these may see; none before there is one.
pub(crate) fn newest(db: &Db, whose: For) -> Result<Option<Newest>, Fault> {
    db.row(
        "SELECT r.vote_id, q.item_id, r.at FROM result r
         JOIN vote v ON v.id = r.vote_id JOIN question q ON q.id = v.question_id LEFT JOIN item i ON i.id = q.item_id
         WHERE v.state = 'declared' AND (?1 OR coalesce(i.private, 0) = 0) ORDER BY r.id DESC LIMIT 1",
        [whose == For::Members],
        |r| Ok(Newest { vote: r.get(0)?, item: r.get(1)?, at: r.get(2)? }),
    )
}
