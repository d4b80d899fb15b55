//! The tellers' desk: the electorate of a card vote, slips entered, queries settled, every card accounted for.
//!
//! Invariant: an entry is never written over. A slip that cannot be counted is kept in query, whatever was typed, until
//! somebody settles it against the paper; a card that nobody has seen is missing, not zero.

use std::collections::BTreeMap;

use rules::card_vote::SectionTally;
use rules::majority::Figures;
use rules::reconciliation::{self, CardState, Reconciliation, RollCard};
use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::said;
use crate::cards;
use crate::command::{Choice, Settlement};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{SlipId, VoteId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::view::cards::uncollected;
use crate::votes::{self, Vote};

/// The electorate as it stands now is written down with the vote; a sentence where a delegation has no card.
pub(crate) fn draw_roll(act: &Act<'_>, vote: VoteId) -> Result<String, Halt> {
    electorate(act.db)??;
    act.db.run(
        "INSERT INTO roll(vote_id, number, delegation, section, weight, value, state)
         SELECT ?1, c.number, d.name, s.name, coalesce(s.weight, 100), c.value,
                CASE c.custody WHEN 'issued' THEN 'issued' ELSE 'cancelled' END
         FROM card c JOIN delegation d ON d.id = c.delegation_id LEFT JOIN section s ON s.id = d.section_id
         WHERE c.custody NOT IN ('not_issued', 'returned') ORDER BY c.number",
        [vote],
    )?;
    let without: u64 = act.db.one(
        "SELECT count(*) FROM delegation d
         WHERE NOT EXISTS (SELECT 1 FROM card c WHERE c.delegation_id = d.id AND c.custody = 'issued')",
        [],
        |r| r.get(0),
    )?;
    let without = match without {
        0 => String::new(),
        _ => format!(" {} no card and cannot vote.", counted(without, "delegation has", "delegations have")),
    };
    let uncollected = uncollected(act.db)?;
    let space = if uncollected.is_empty() { "" } else { " " };
    Ok(format!("{without}{space}{uncollected}"))
}

/// Whether a card vote can be called on the register as it stands. A card of no section would be a section of its own,
/// and the share of a section without cards would go to the others: neither is what anybody meant.
pub(crate) fn electorate(db: &Db) -> Result<Result<(), Refusal>, Fault> {
    let issue = "Issue cards on the register first.";
    let cards = db.rows(
        "SELECT d.number, d.name, d.section_id IS NOT NULL FROM card c JOIN delegation d ON d.id = c.delegation_id
         WHERE c.custody = 'issued' ORDER BY d.id",
        [],
        |r| {
            let named = format!("{} {}", r.get::<_, String>(0)?, r.get::<_, String>(1)?);
            Ok((named, r.get::<_, bool>(2)?))
        },
    )?;
    if cards.is_empty() {
        let sentence = "No cards have been issued, so nobody could vote.";
        return Ok(Err(Refusal::new("vote.no_cards", sentence).allowed_by(issue)));
    }
    let outside: Vec<&str> = cards.iter().filter(|(_, inside)| !inside).map(|(n, _)| n.as_str()).collect();
    if !outside.is_empty() && outside.len() < cards.len() {
        return Ok(Err(Refusal::new(
            "vote.no_section",
            format!(
                "These delegations have a card and no section, while others have one: {}.",
                outside.join(", ")
            ),
        )
        .allowed_by("Give each of them its section on the register, or none to anybody.")));
    }
    let silent = db.rows(
        "SELECT s.name FROM section s WHERE EXISTS (SELECT 1 FROM delegation d WHERE d.section_id = s.id)
           AND NOT EXISTS (SELECT 1 FROM card c JOIN delegation d ON d.id = c.delegation_id
                           WHERE d.section_id = s.id AND c.custody = 'issued') ORDER BY s.id",
        [],
        |r| r.get::<_, String>(0),
    )?;
    if !silent.is_empty() {
        return Ok(Err(Refusal::new(
            "vote.section_without_cards",
            format!("No card has been issued in {}, so its share would go to others.", silent.join(", ")),
        )
        .allowed_by(issue)));
    }
    Ok(Ok(()))
}

/// One card of the electorate and what has been entered for it.
pub(crate) struct Accounted {
    pub(crate) number: u32,
    pub(crate) delegation: String,
    pub(crate) section: Option<String>,
    pub(crate) weight: u32,
    pub(crate) value: u64,
    pub(crate) state: CardState,
}

/// Every card of a vote, by number.
pub(crate) fn accounted(db: &Db, vote: VoteId) -> Result<Vec<Accounted>, Fault> {
    db.rows(
        "SELECT r.number, r.delegation, r.section, r.weight, r.value, r.state, s.choice,
                EXISTS (SELECT 1 FROM slip q WHERE q.roll_id = r.id AND q.state = 'query')
         FROM roll r LEFT JOIN slip s ON s.roll_id = r.id AND s.state = 'counted'
         WHERE r.vote_id = ?1 ORDER BY r.number",
        [vote],
        |r| {
            let (state, choice, queried): (String, Option<Choice>, bool) =
                (r.get(5)?, crate::sql::variant_or_none(r, 6)?, r.get(7)?);
            Ok(Accounted {
                number: r.get(0)?,
                delegation: r.get(1)?,
                section: r.get(2)?,
                weight: r.get(3)?,
                value: r.get(4)?,
                state: card_state(&state, choice, queried),
            })
        },
    )
}

fn card_state(roll: &str, choice: Option<Choice>, queried: bool) -> CardState {
    match (roll, choice) {
        _ if queried => CardState::Query,
        ("cancelled", _) => CardState::Cancelled,
        (_, Some(Choice::For)) => CardState::For,
        (_, Some(Choice::Against)) => CardState::Against,
        (_, Some(Choice::Abstain)) => CardState::Abstain,
        (_, Some(Choice::Spoiled)) => CardState::Spoiled,
        ("not_returned", None) => CardState::NotReturned,
        (_, None) => CardState::NotSeen,
    }
}

/// Slips in query whose card is not in the vote at all: they stand outside the reconciliation and still block it.
pub(crate) fn strangers(db: &Db, vote: VoteId) -> Result<u64, Fault> {
    db.one(
        "SELECT count(*) FROM slip WHERE vote_id = ?1 AND state = 'query' AND roll_id IS NULL",
        [vote],
        |r| r.get(0),
    )
}

/// Every card accounted for, in slips and in votes.
pub(crate) fn reconciliation(cards: &[Accounted]) -> Reconciliation {
    let roll: Vec<RollCard> = cards.iter().map(|c| RollCard { value: c.value, state: c.state }).collect();
    reconciliation::reconcile(&roll)
}

/// Whether the count is whole.
pub(crate) fn ready(db: &Db, vote: VoteId, cards: &[Accounted]) -> Result<Result<(), Refusal>, Fault> {
    let strangers = strangers(db, vote)?;
    if strangers > 0 {
        return Ok(Err(Refusal::new(
            "vote.not_reconciled",
            format!(
                "{} that no card in this vote has.",
                counted(strangers, "slip in query has a number", "slips in query have numbers")
            ),
        )
        .allowed_by("Settle the queries first.")));
    }
    Ok(reconciliation::ready(&reconciliation(cards)))
}

/// For, against and abstentions by section, from what was counted.
pub(crate) fn tallies(db: &Db, vote: VoteId) -> Result<Vec<SectionTally>, Fault> {
    let cards = accounted(db, vote)?;
    let mut sections: BTreeMap<Option<String>, (u32, Figures)> = BTreeMap::new();
    for card in cards {
        let (_, figures) = sections
            .entry(card.section)
            .or_insert((card.weight, Figures { for_: 0, against: 0, abstain: 0 }));
        match card.state {
            CardState::For => figures.for_ += card.value,
            CardState::Against => figures.against += card.value,
            CardState::Abstain => figures.abstain += card.value,
            CardState::NotSeen
            | CardState::NotReturned
            | CardState::Spoiled
            | CardState::Cancelled
            | CardState::Query => {}
        }
    }
    if sections.len() == 1 {
        return Ok(sections
            .into_values()
            .map(|(_, figures)| SectionTally { name: None, weight: 100, figures })
            .collect());
    }
    Ok(sections.into_iter().map(|(name, (weight, figures))| SectionTally { name, weight, figures }).collect())
}

fn counting(db: &Db, id: VoteId) -> Result<Vote, Halt> {
    let vote = votes::known(db, id)?;
    match vote.state.as_str() {
        "open" | "closed" => Ok(vote),
        "called" => Err(Refusal::new("vote.not_open", format!("{} is not open yet.", vote.label()))
            .allowed_by("The chair opens the vote.")
            .into()),
        _ => Err(Refusal::new("vote.counted", format!("The count of {} is finished.", vote.label())).into()),
    }
}

pub(crate) fn enter(act: &Act<'_>, id: VoteId, card: u32, choice: Choice) -> Done {
    let vote = counting(act.db, id)?;
    let roll =
        act.db.row("SELECT id, state FROM roll WHERE vote_id = ?1 AND number = ?2", (id, card), |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?))
        })?;
    let why = match &roll {
        None => Some(cards::why_not_in_a_vote(act.db, card)?),
        Some((_, state)) if state == "cancelled" => Some(format!("card {card} was cancelled")),
        Some((roll, _)) => already(act.db, *roll, card, choice)?,
    };
    let state = if why.is_some() { "query" } else { "counted" };
    act.db.insert(
        "INSERT INTO slip(vote_id, number, roll_id, choice, state, why, station, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (id, card, roll.as_ref().map(|(roll, _)| roll), name_of(&choice)?, state, why.as_deref().unwrap_or(""), &act.actor.station, act.at),
    )?;
    if let (Some((roll, _)), None) = (&roll, &why) {
        act.db.run("UPDATE roll SET state = 'issued' WHERE id = ?1 AND state = 'not_returned'", [roll])?;
    }
    Ok(match why {
        Some(why) => format!("{}: card {card} is in query: {why}.", vote.label()),
        None => format!("{}: card {card} was entered.", vote.label()),
    })
}

/// Why a second slip for one card is a query.
fn already(db: &Db, roll: i64, card: u32, choice: Choice) -> Result<Option<String>, Fault> {
    let before = db.row(
        "SELECT choice, station FROM slip WHERE roll_id = ?1 AND state <> 'set_aside' ORDER BY id LIMIT 1",
        [roll],
        |r| Ok((variant::<Choice>(r, 0)?, r.get::<_, String>(1)?)),
    )?;
    Ok(before.map(|(before, station)| {
        if before == choice {
            format!("card {card} was already entered by {station}")
        } else {
            format!("card {card} was already entered the other way by {station}")
        }
    }))
}

/// A slip as it stands.
struct Slip {
    vote: VoteId,
    number: u32,
    roll: Option<i64>,
    state: String,
}

fn slip(db: &Db, id: SlipId) -> Result<Slip, Halt> {
    db.row("SELECT vote_id, number, roll_id, state FROM slip WHERE id = ?1", [id], |r| {
        Ok(Slip { vote: r.get(0)?, number: r.get(1)?, roll: r.get(2)?, state: r.get(3)? })
    })?
    .ok_or_else(|| Refusal::new("slip.unknown", "There is no such slip.").into())
}

/// The vote that a slip belongs to.
pub(crate) fn vote_of(db: &Db, id: SlipId) -> Result<VoteId, Halt> {
    Ok(slip(db, id)?.vote)
}

pub(crate) fn set_aside(act: &Act<'_>, id: SlipId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let slip = slip(act.db, id)?;
    let vote = counting(act.db, slip.vote)?;
    if slip.state == "set_aside" {
        return Err(Refusal::new(
            "slip.set_aside",
            format!("The slip of card {} is set aside already.", slip.number),
        )
        .into());
    }
    put_by(act, id, &reason)?;
    Ok(format!("{}: a slip of card {} was set aside: {reason}", vote.label(), slip.number))
}

/// The slip is counted no longer; why it was in query stays beside why it was set aside.
fn put_by(act: &Act<'_>, id: SlipId, reason: &str) -> Result<(), Fault> {
    let sql = "UPDATE slip SET state = 'set_aside', why = ltrim(why || '; ' || ?2, '; ') WHERE id = ?1";
    act.db.run(sql, (id, reason)).map(|_| ())
}

pub(crate) fn settle(act: &Act<'_>, id: SlipId, how: Settlement, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let slip = slip(act.db, id)?;
    let vote = counting(act.db, slip.vote)?;
    if slip.state != "query" {
        return Err(Refusal::new(
            "slip.not_in_query",
            format!("The slip of card {} is not in query.", slip.number),
        )
        .into());
    }
    if how == Settlement::SetAside {
        return set_aside(act, id, &reason);
    }
    let cancelled =
        Refusal::new("slip.no_such_card", format!("Card {} cannot be counted in this vote.", slip.number))
            .allowed_by("Set the slip aside, and enter the card that was meant.");
    let roll = slip.roll.ok_or_else(|| cancelled.clone())?;
    let state: String = act.db.one("SELECT state FROM roll WHERE id = ?1", [roll], |r| r.get(0))?;
    if state == "cancelled" {
        return Err(cancelled.into());
    }
    let before: Option<(SlipId, String)> =
        act.db.row("SELECT id, why FROM slip WHERE roll_id = ?1 AND state = 'counted'", [roll], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    if let Some((before, why)) = before {
        // What was settled against the paper is not settled away by the next slip of the pile.
        if !why.is_empty() {
            return Err(Refusal::new(
                "slip.settled_already",
                format!("Card {} was settled already: {why}", slip.number),
            )
            .allowed_by("Set this slip aside; or set the counted one aside first, with a reason.")
            .into());
        }
        put_by(act, before, &reason)?;
    }
    let words = match how {
        Settlement::SetAside | Settlement::Count => {
            act.db.run(
                "UPDATE slip SET state = 'counted', why = ltrim(why || '; ' || ?2, '; ') WHERE id = ?1",
                (id, &reason),
            )?;
            "counted"
        }
        Settlement::Spoil => {
            put_by(act, id, &reason)?;
            act.db.insert(
                "INSERT INTO slip(vote_id, number, roll_id, choice, state, why, station, at)
                 VALUES (?1, ?2, ?3, 'spoiled', 'counted', ?4, ?5, ?6)",
                (slip.vote, slip.number, roll, &reason, &act.actor.station, act.at),
            )?;
            "spoiled"
        }
    };
    act.db.run("UPDATE roll SET state = 'issued' WHERE id = ?1 AND state = 'not_returned'", [roll])?;
    Ok(format!("{}: the query on card {} was settled, {words}: {reason}", vote.label(), slip.number))
}

pub(crate) fn mark_not_returned(act: &Act<'_>, id: VoteId, said: u64) -> Done {
    let vote = counting(act.db, id)?;
    if vote.state != "closed" {
        return Err(Refusal::new("vote.not_closed", format!("{} is still open.", vote.label()))
            .allowed_by("The chair closes the vote first.")
            .into());
    }
    let missing: Vec<Accounted> =
        accounted(act.db, id)?.into_iter().filter(|c| c.state == CardState::NotSeen).collect();
    let count = u64::try_from(missing.len()).unwrap_or(u64::MAX);
    if count != said {
        return Err(Refusal::new(
            "vote.other_number",
            format!("{} not been seen, not {said}.", counted(count, "card has", "cards have")),
        )
        .allowed_by(format!("Look through the list, and say {count} if none of them was handed in."))
        .into());
    }
    for card in &missing {
        act.db.run(
            "UPDATE roll SET state = 'not_returned' WHERE vote_id = ?1 AND number = ?2",
            (id, card.number),
        )?;
    }
    Ok(format!("{}: {} not returned.", vote.label(), counted(count, "card was", "cards were")))
}

pub(crate) fn finish(act: &Act<'_>, id: VoteId) -> Done {
    let vote = counting(act.db, id)?;
    if vote.state != "closed" {
        return Err(Refusal::new("vote.not_closed", format!("{} is still open.", vote.label()))
            .allowed_by("The chair closes the vote first.")
            .into());
    }
    let cards = accounted(act.db, id)?;
    ready(act.db, id, &cards)??;
    act.db.run("UPDATE vote SET state = 'provisional' WHERE id = ?1", [id])?;
    Ok(format!("{}: the count is finished and adds up; the result waits for the chair.", vote.label()))
}
