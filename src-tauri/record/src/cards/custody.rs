//! Where each book is: not collected, given to somebody, handed back, lost, cancelled.
//!
//! Invariant: custody is not entitlement. Who has a book in hand changes no value; a book that is lost or cancelled is
//! unlike one that was never collected, because its slips may be in the hall.

use rules::books::{Ended, keeps_its_share};
use rules::refusal::Refusal;
use rules::share::{counted, thousands};

use super::{Card, divide_again, not_being_counted, numbered};
use crate::allow::said;
use crate::delegations::new_version;
use crate::halt::{Done, Fault, Halt};
use crate::ids::VoteId;
use crate::transact::Act;
use crate::{delegates, set_up, standing_orders, votes, when};

/// Somebody collects a book.
pub(crate) fn give_out(act: &Act<'_>, number: u32, to: &str) -> Done {
    let card = numbered(act.db, number)?;
    if !card.is_live() {
        return Err(card.ended().into());
    }
    if card.custody == "issued" {
        return Err(given_already(act, &card)?.into());
    }
    let to = named(act, &card, to)?;
    act.db.run(
        "UPDATE card SET custody = 'issued', given_to = ?2, since = ?3 WHERE id = ?1",
        (card.id, &to, act.at),
    )?;
    let whom = if to.is_empty() { String::new() } else { format!(" to {to}") };
    Ok(format!("{} was given out{whom}.{}", card.label(), too_late(act, &card)?))
}

/// A sentence where a vote is being taken that was called without this card: it is not in it, unless its slip has turned up
/// there already and let it in.
fn too_late(act: &Act<'_>, card: &Card) -> Result<String, Halt> {
    let vote: Option<(VoteId, bool)> = act.db.row(
        "SELECT v.id, EXISTS (SELECT 1 FROM roll r WHERE r.vote_id = v.id AND r.number = ?1) AS joined FROM vote v
         WHERE v.method = 'card' AND v.state IN ('called', 'open', 'closed', 'provisional')
           AND (NOT joined AND v.state <> 'provisional' OR joined AND ?2) ORDER BY v.id DESC LIMIT 1",
        (card.number, card.custody == "not_issued"),
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let Some((vote, joined)) = vote else { return Ok(String::new()) };
    let label = votes::known(act.db, vote)?.label();
    Ok(match joined {
        true => format!(
            " Its slip was there before it: the card has joined {} by it.",
            label.replacen("Card", "card", 1)
        ),
        false => format!(" {label} was called before that: the card is not in it."),
    })
}

fn given_already(act: &Act<'_>, card: &Card) -> Result<Refusal, Halt> {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let at = when::hours_minutes(zone, card.since);
    let whom = if card.given_to.is_empty() { String::new() } else { format!(" to {}", card.given_to) };
    let sentence = format!("{} was given out{whom} already, at {at}.", card.label());
    Ok(Refusal::new("card.given_out", sentence)
        .allowed_by("Take it back first; or report it lost, and another takes its place."))
}

/// Who collects: by badge or by name; the holder where nobody is named.
fn named(act: &Act<'_>, card: &Card, to: &str) -> Result<String, Fault> {
    let to = to.trim();
    if to.is_empty() {
        return Ok(card.holder_name.clone().unwrap_or_default());
    }
    let badged = delegates::with_badge(act.db, to)?;
    let short: String = to.chars().take(200).collect();
    Ok(badged.map_or(short, |person| format!("{}, badge {}", person.data.name, person.data.badge)))
}

/// A book is handed back.
pub(crate) fn take_back(act: &Act<'_>, number: u32) -> Done {
    let card = numbered(act.db, number)?;
    if !card.is_live() {
        return Err(card.ended().into());
    }
    if card.custody != "issued" {
        let sentence = format!("{} is at the desk.", card.label());
        return Err(Refusal::new("card.not_given_out", sentence).allowed_by("Give it out first.").into());
    }
    act.db.run("UPDATE card SET custody = 'returned', since = ?2 WHERE id = ?1", (card.id, act.at))?;
    Ok(format!("{} was handed back.", card.label()))
}

/// Nobody knows where it is: its number is cancelled at once, whether or not another takes its place.
pub(crate) fn lose(act: &Act<'_>, number: u32, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let card = ending(act, number)?;
    act.db.run(
        "UPDATE card SET custody = 'lost', since = ?2, cancelled_at = ?2, cancelled_why = ?3 WHERE id = ?1",
        (card.id, act.at, &reason),
    )?;
    new_version(act, &format!("card {number} lost"))?;
    Ok(format!("{} is lost, and its number is cancelled: {reason}", card.label()))
}

/// Its holder will not vote, or it should never have been: what becomes of the share, the standing orders say.
pub(crate) fn cancel(act: &Act<'_>, number: u32, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let card = ending(act, number)?;
    let share = keeps_its_share(Ended::Absent, standing_orders::in_force(act.db)?.absent_share);
    act.db.run(
        "UPDATE card SET custody = 'cancelled', since = ?2, cancelled_at = ?2, cancelled_why = ?3, share = ?4 WHERE id = ?1",
        (card.id, act.at, &reason, share),
    )?;
    divide_again(act, card.delegation)?;
    let others: u64 = act.db.one(
        "SELECT count(*) FROM card WHERE delegation_id = ?1 AND share = 1 AND id <> ?2",
        [card.delegation.0, card.id.0],
        |r| r.get(0),
    )?;
    new_version(act, &format!("card {number} cancelled"))?;
    let votes = counted(card.value.unsigned_abs(), "vote", "votes");
    let verb = if card.value == 1 { "is" } else { "are" };
    let becomes = if share || others == 0 {
        format!("Its {votes} {verb} not cast.")
    } else {
        format!(
            "Its {votes} {verb} carried by the {} other{}.",
            thousands(others),
            if others == 1 { "" } else { "s" }
        )
    };
    Ok(format!("{} was cancelled ({reason}). {becomes}", card.label()))
}

/// A book that may come to its end now.
fn ending(act: &Act<'_>, number: u32) -> Result<Card, Halt> {
    let card = numbered(act.db, number)?;
    if !card.is_live() {
        return Err(card.ended().into());
    }
    not_being_counted(act.db, number)?;
    Ok(card)
}
