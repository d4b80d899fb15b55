//! The tellers' desk: the electorate of a card vote, slips entered, queries settled, every card accounted for.
//!
//! Invariant: an entry is never written over. A slip that cannot be counted is kept in query, whatever was typed, until
//! somebody settles it against the paper; a card that nobody has seen is missing, not zero.

use std::collections::BTreeMap;

use rules::batch::Says;
use rules::card_vote::SectionTally;
use rules::majority::Figures;
use rules::reconciliation::{self, CardState, Known, Reconciliation};
use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::unless_allowed;
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::VoteId;
use crate::sql::variant;
use crate::transact::Act;
use crate::view::cards::uncollected;
use crate::votes::{self, Vote};
use crate::{account, batches};

pub(crate) use scanned::enter_scanned;
pub(crate) use slips::{Written, look, says_of, set_aside, settle, whose};

mod scanned;
mod slips;

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
    pub(crate) figures: Figures,
}

/// Every card of a vote, by number, from the slips themselves.
pub(crate) fn accounted(db: &Db, vote: VoteId) -> Result<Vec<Accounted>, Fault> {
    db.rows(
        "SELECT r.number, r.delegation, r.section, r.weight, r.value, s.state, s.for_votes, s.against_votes, s.abstain_votes
         FROM card_state s JOIN roll r ON r.id = s.id WHERE r.vote_id = ?1 ORDER BY r.number",
        [vote],
        |r| {
            Ok(Accounted {
                number: r.get(0)?,
                delegation: r.get(1)?,
                section: r.get(2)?,
                weight: r.get(3)?,
                value: r.get(4)?,
                state: variant(r, 5)?,
                figures: Figures { for_: r.get(6)?, against: r.get(7)?, abstain: r.get(8)? },
            })
        },
    )
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
    let roll: Vec<Known> = cards
        .iter()
        .map(|c| Known {
            state: c.state,
            cards: 1,
            votes: c.value,
            for_votes: c.figures.for_,
            against_votes: c.figures.against,
            abstain_votes: c.figures.abstain,
        })
        .collect();
    reconciliation::reconcile(&roll)
}

/// Whether the count is whole.
pub(crate) fn ready(db: &Db, vote: VoteId, cards: &Reconciliation) -> Result<Result<(), Refusal>, Fault> {
    if let Err(refusal) = batches::all_settled(db, vote)? {
        return Ok(Err(refusal));
    }
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
    Ok(reconciliation::ready(cards))
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
            CardState::For | CardState::Against | CardState::Abstain | CardState::Split => {
                figures.for_ = figures.for_.saturating_add(card.figures.for_);
                figures.against = figures.against.saturating_add(card.figures.against);
                figures.abstain = figures.abstain.saturating_add(card.figures.abstain);
            }
            CardState::NotSeen
            | CardState::NotReturned
            | CardState::Typed
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

pub(crate) fn counting(db: &Db, id: VoteId) -> Result<Vote, Halt> {
    let vote = votes::known(db, id)?;
    if vote.method != Method::Card {
        return Err(Refusal::new("vote.no_cards", format!("{} is not taken with cards.", vote.label()))
            .allowed_by("Cards are entered in a card vote.")
            .into());
    }
    match vote.state.as_str() {
        "open" | "closed" => Ok(vote),
        "called" => Err(Refusal::new("vote.not_open", format!("{} is not open yet.", vote.label()))
            .allowed_by("The chair opens the vote.")
            .into()),
        state => {
            let what = vote.label_in_words();
            let sentence = match state {
                "abandoned" => format!("Nothing more is entered in {what}: it was given up."),
                "inconclusive" => format!("Nothing more is entered in {what}: it decides nothing."),
                _ => format!("The count of {what} is finished."),
            };
            Err(Refusal::new("vote.counted", sentence).allowed_by(votes::once_counted(&vote)).into())
        }
    }
}

/// A card entered by itself: the open batch that every station types into, once.
pub(crate) fn enter(act: &Act<'_>, id: VoteId, card: u32, says: Says) -> Done {
    let vote = counting(act.db, id)?;
    unless_allowed(act, once_is_enough(&vote))?;
    may_be_unsigned(act, &vote, says)?;
    may_abstain(act, &vote, says)?;
    let slip = look(act.db, id, card)?;
    let why = slip.why_not(act.db, says)?;
    let state = if why.is_some() { "query" } else { "counted" };
    slip.write(act, &Written { entry: None, says, state, why: why.as_deref().unwrap_or_default() })?;
    slip.is_here(act, why.is_none())?;
    Ok(match why {
        Some(why) => format!("{}: card {card} is in query: {why}.", vote.label()),
        None => format!("{}: card {card} was entered.", vote.label()),
    })
}

/// Where the standing orders ask for two entries, cards are typed in batches.
fn once_is_enough(vote: &Vote) -> Result<(), Refusal> {
    if !vote.counting.twice {
        return Ok(());
    }
    Err(Refusal::new("vote.entered_twice", format!("{} is entered twice, in batches.", vote.label()))
        .allowed_by("Claim a batch, and type its cards there.")
        .by_reason())
}

/// A card whose votes are divided, entered by itself.
pub(crate) fn enter_split(act: &Act<'_>, id: VoteId, card: u32, says: Says) -> Done {
    may_split(act, &counting(act.db, id)?)?;
    enter(act, id, card, says)
}

/// Whether a card's votes may be divided; whatever the chair allows, its parts must come to what it carries.
pub(crate) fn may_split(act: &Act<'_>, vote: &Vote) -> Result<(), Halt> {
    if vote.counting.split {
        return Ok(());
    }
    let refusal = Refusal::new("slip.no_split", "Under these standing orders a card is cast one way, whole.")
        .allowed_by("Enter it as spoiled, or ask the delegation.");
    unless_allowed(act, Err(refusal.by_reason()))
}

/// Only where a signature is asked for is a slip without one a query.
pub(crate) fn may_be_unsigned(act: &Act<'_>, vote: &Vote, says: Says) -> Result<(), Halt> {
    if says != Says::Unsigned || vote.counting.signed {
        return Ok(());
    }
    let refusal = Refusal::new("slip.no_signature", "These standing orders ask for no signature on a slip.")
        .allowed_by("Enter what it says.");
    unless_allowed(act, Err(refusal.by_reason()))
}

/// Where a book has no slip for an abstention, nobody can have handed one in (§3.1): it was typed wrong, or the paper is none
/// of this vote's.
pub(crate) fn may_abstain(act: &Act<'_>, vote: &Vote, says: Says) -> Result<(), Halt> {
    if says != Says::Abstain || vote.counting.abstain_slip {
        return Ok(());
    }
    let refusal = Refusal::new("slip.no_abstention", "These standing orders have no slip for an abstention.")
        .allowed_by("Look at the paper again; what is neither for nor against is entered as spoiled.");
    unless_allowed(act, Err(refusal.by_reason()))
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
    let cards = reconciliation(&accounted(act.db, id)?);
    ready(act.db, id, &cards)??;
    let mut words =
        format!("{}: the count is finished and adds up; the result waits for the chair.", vote.label());
    if cards != account::reconciliation(&account::sections(act.db, id)?) {
        account::add_up(act.db.conn())?;
        words.push_str(" The running sums were not those of its slips, and were added up again from them.");
    }
    act.db.run("UPDATE vote SET state = 'provisional', counted_entry = ?2 WHERE id = ?1", (id, act.seq))?;
    Ok(words)
}
