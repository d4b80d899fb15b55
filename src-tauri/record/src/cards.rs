//! Voting cards: issued, and replaced where one is lost.
//!
//! Invariant: a delegation has one card in use, and a number that was once given out is never given again.

use std::collections::BTreeSet;

use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::said;
use crate::db::Db;
use crate::delegations::new_version;
use crate::halt::{Done, Halt};
use crate::ids::{CardId, DelegationId, VoteId};
use crate::transact::Act;
use crate::{set_up, votes};

/// The tellers' field takes seven digits.
const LAST_CARD: u32 = 9_999_999;

pub(crate) fn issue(act: &Act<'_>) -> Done {
    set_up::set(act.db)?;
    let mut taken: BTreeSet<u32> =
        act.db.rows("SELECT number FROM card", [], |r| r.get(0))?.into_iter().collect();
    let without = act.db.rows(
        "SELECT id, number, votes FROM delegation d WHERE NOT EXISTS
           (SELECT 1 FROM card WHERE delegation_id = d.id AND custody <> 'cancelled') ORDER BY id",
        [],
        |r| Ok((r.get::<_, DelegationId>(0)?, r.get::<_, String>(1)?, r.get::<_, i64>(2)?)),
    )?;
    if without.is_empty() {
        return Err(Refusal::new("card.all_issued", "Every delegation has its card.").into());
    }
    // A card carries its delegation's own number wherever that is a number and still free: those are given out first,
    // so that no other delegation takes one of them.
    let own: Vec<Option<u32>> = without
        .iter()
        .map(|(_, number, _)| number.parse().ok().filter(|n| (1..=LAST_CARD).contains(n) && taken.insert(*n)))
        .collect();
    for ((delegation, _, votes), own) in without.iter().zip(own) {
        let card = match own {
            Some(own) => own,
            None => free(&taken)?,
        };
        taken.insert(card);
        act.db.insert(
            "INSERT INTO card(number, delegation_id, value, custody, cancelled_why) VALUES (?1, ?2, ?3, 'issued', '')",
            (card, delegation, votes),
        )?;
    }
    new_version(act, "cards issued")?;
    let issued = u64::try_from(without.len()).unwrap_or_default();
    Ok(format!("{} issued, one a delegation.", counted(issued, "card was", "cards were")))
}

/// A number that no card ever had: above all others while there is room.
fn free(taken: &BTreeSet<u32>) -> Result<u32, Refusal> {
    let next = taken.last().map_or(1, |last| last.saturating_add(1));
    if next <= LAST_CARD {
        return Ok(next);
    }
    (1..=LAST_CARD).find(|n| !taken.contains(n)).ok_or_else(|| {
        Refusal::new("card.none_free", "Every number of up to seven digits is given to a card.")
    })
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
        .allowed_by("Replace it when the count is finished, or when the vote is abandoned.")
        .into())
}

pub(crate) fn replace(act: &Act<'_>, card: CardId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let old = act.db.row(
        "SELECT c.number, c.delegation_id, c.value, c.custody, d.name
         FROM card c JOIN delegation d ON d.id = c.delegation_id WHERE c.id = ?1",
        [card],
        |r| {
            Ok((
                r.get::<_, u32>(0)?,
                r.get::<_, DelegationId>(1)?,
                r.get::<_, i64>(2)?,
                r.get::<_, String>(3)?,
                r.get::<_, String>(4)?,
            ))
        },
    )?;
    let (number, delegation, value, custody, name) =
        old.ok_or_else(|| Refusal::new("card.unknown", "There is no such card."))?;
    if custody == "cancelled" {
        return Err(Refusal::new("card.cancelled", format!("Card {number} is already cancelled.")).into());
    }
    not_being_counted(act.db, number)?;
    let taken: BTreeSet<u32> =
        act.db.rows("SELECT number FROM card", [], |r| r.get(0))?.into_iter().collect();
    let new = free(&taken)?;
    act.db.run(
        "UPDATE card SET custody = 'cancelled', cancelled_at = ?2, cancelled_why = ?3 WHERE id = ?1",
        (card, act.at, &reason),
    )?;
    act.db.insert(
        "INSERT INTO card(number, delegation_id, value, custody, replaces_id, cancelled_why)
         VALUES (?1, ?2, ?3, 'issued', ?4, '')",
        (new, delegation, value, card),
    )?;
    new_version(act, &format!("card {number} replaced by {new}"))?;
    Ok(format!("Card {number} of {name} was cancelled ({reason}); card {new} replaces it."))
}
