//! A card that is not in a vote: why, as the tellers are told when its slip turns up, and how the head teller lets it in.

use rules::refusal::Refusal;
use rules::share::thousands;

use super::{Card, row};
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::VoteId;
use crate::transact::Act;

/// A sentence without its capital and full stop: `there is no card 99 in this vote`, `card 12 was not given out when …`
pub(crate) fn why_not_in_a_vote(db: &Db, number: u32) -> Result<String, Fault> {
    let card = db.row(select_card!("WHERE c.number = ?1"), [number], row)?;
    let Some(card) = card else { return Ok(format!("there is no card {number} in this vote")) };
    Ok(why(&card))
}

fn why(card: &Card) -> String {
    let number = card.number;
    match card.custody.as_str() {
        "not_issued" => format!("card {number} has not been given out"),
        "returned" => format!("card {number} was handed back"),
        "lost" => format!("card {number} is reported lost"),
        "cancelled" => format!("card {number} was cancelled"),
        _ => format!("card {number} was given out after this vote was called"),
    }
}

/// Lets a book that was not recorded as given out, or only later, into a vote for which its slip was handed in: its row in
/// the electorate, and words for the record. None where no such book can vote: there is none, or it was handed back, lost
/// or cancelled.
///
/// # Errors
/// `vote.other_section` where it would be a section that this vote does not have, and so change what others weigh.
pub(crate) fn join_vote(act: &Act<'_>, vote: VoteId, number: u32) -> Result<Option<(i64, String)>, Halt> {
    let found = act.db.row(
        "SELECT d.name, s.name, coalesce(s.weight, 100), c.value, c.custody FROM card c
         JOIN delegation d ON d.id = c.delegation_id LEFT JOIN section s ON s.id = d.section_id WHERE c.number = ?1",
        [number],
        |r| {
            let section: Option<String> = r.get(1)?;
            Ok((r.get::<_, String>(0)?, section, r.get::<_, u32>(2)?, r.get::<_, u64>(3)?, r.get::<_, String>(4)?))
        },
    )?;
    let Some((delegation, section, weight, value, custody)) = found else { return Ok(None) };
    if custody != "not_issued" && custody != "issued" {
        return Ok(None);
    }
    let known = act.db.row(
        "SELECT 1 FROM roll WHERE vote_id = ?1 AND section IS ?2 AND weight = ?3 LIMIT 1",
        (vote, &section, weight),
        |_| Ok(()),
    )?;
    if known.is_none() {
        let sentence = format!(
            "No card of the section of {delegation} is in this vote, so card {number} cannot join it."
        );
        return Err(Refusal::new("vote.other_section", sentence)
            .allowed_by("Set the slip aside; and put the register right before the next vote.")
            .into());
    }
    let roll = act.db.insert(
        "INSERT INTO roll(vote_id, number, delegation, section, weight, value, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'issued')",
        (vote, number, &delegation, &section, weight, value),
    )?;
    let votes = thousands(value);
    Ok(Some((roll, format!("; card {number} of {delegation}, with {votes} votes, joins the vote by it"))))
}
