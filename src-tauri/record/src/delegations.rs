//! The register: sections, delegations, delegates, cards.
//!
//! Invariant: every act that changes who may vote, or with what value, makes a new version of the register, and a vote
//! names the version it was taken on.

use std::collections::{BTreeMap, BTreeSet};

use rules::refusal::Refusal;
use rules::share::{counted, thousands};

use crate::allow::said;
use crate::command::{RegisterRow, Standing};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{CardId, DelegateId, DelegationId, SectionId, VoteId};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{set_up, votes};

/// Votes are added up in i64 and shown by programs that hold whole numbers to 2^53.
const MOST: u64 = 1 << 53;

/// The tellers' field takes seven digits.
const LAST_CARD: u32 = 9_999_999;

/// A section that nobody has weighed yet: equal shares.
const UNWEIGHED: u32 = 50;

/// A delegation on the register.
pub(crate) struct Delegation {
    pub(crate) id: DelegationId,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) section: Option<String>,
    pub(crate) members: i64,
    pub(crate) votes: i64,
}

/// Every delegation, in the order they were put on the register.
pub(crate) fn all(db: &Db) -> Result<Vec<Delegation>, Fault> {
    db.rows(
        "SELECT d.id, d.number, d.name, s.name, d.members, d.votes
         FROM delegation d LEFT JOIN section s ON s.id = d.section_id ORDER BY d.id",
        [],
        |r| {
            Ok(Delegation {
                id: r.get(0)?,
                number: r.get(1)?,
                name: r.get(2)?,
                section: r.get(3)?,
                members: r.get(4)?,
                votes: r.get(5)?,
            })
        },
    )
}

/// The delegation of that name, whatever its case.
pub(crate) fn by_name(db: &Db, name: &str) -> Result<Option<DelegationId>, Fault> {
    db.row("SELECT id FROM delegation WHERE name = ?1 COLLATE NOCASE", [name.trim()], |r| r.get(0))
}

/// The version of the register that is in force; 0 before the first.
pub(crate) fn version(db: &Db) -> Result<i64, Fault> {
    db.one("SELECT coalesce(max(id), 0) FROM register_version", [], |r| r.get(0))
}

/// Voting delegates who are checked in.
pub(crate) fn present(db: &Db) -> Result<u64, Fault> {
    db.one("SELECT count(*) FROM delegate WHERE standing = 'delegate' AND present = 1", [], |r| r.get(0))
}

fn new_version(act: &Act<'_>, why: &str) -> Result<(), Fault> {
    act.db.insert("INSERT INTO register_version(at, why) VALUES (?1, ?2)", (act.at, why)).map(|_| ())
}

fn column(figure: u64) -> Result<i64, Halt> {
    i64::try_from(figure).ok().filter(|_| figure < MOST).ok_or_else(|| {
        Refusal::new("register.too_many", format!("{} is more than can be counted.", thousands(figure)))
            .into()
    })
}

/// Refuses a register whose votes or members could not all be counted together.
fn countable(db: &Db) -> Result<(), Halt> {
    let delegations = all(db)?;
    let sum = |of: fn(&Delegation) -> i64| {
        delegations.iter().fold(0_u64, |sum, d| sum.saturating_add(of(d).unsigned_abs()))
    };
    let totals = [(sum(|d| d.votes), "votes"), (sum(|d| d.members), "members")];
    let Some((total, what)) = totals.into_iter().find(|(total, _)| *total > MOST) else { return Ok(()) };
    Err(Refusal::new(
        "register.too_many",
        format!("The delegations would have {} {what} together, more than can be counted.", thousands(total)),
    )
    .allowed_by(format!("Give them no more than {} together.", thousands(MOST)))
    .into())
}

pub(crate) fn import(act: &Act<'_>, rows: &[RegisterRow]) -> Done {
    set_up::set(act.db)?;
    let known: BTreeMap<String, Delegation> =
        all(act.db)?.into_iter().map(|d| (d.number.clone(), d)).collect();
    let mut seen = BTreeSet::new();
    let (mut added, mut changed) = (0_u64, 0_u64);
    for row in rows {
        let number = said("number of a delegation", &row.number)?;
        let name = said(&format!("name of delegation {number}"), &row.name)?;
        if !seen.insert(number.clone()) {
            return Err(Refusal::new(
                "register.twice",
                format!("Delegation {number} stands twice in the register."),
            )
            .into());
        }
        let members = column(row.members)?;
        let votes = column(row.votes.unwrap_or(row.members))?;
        let section = row.section.as_deref().map(str::trim).filter(|s| !s.is_empty());
        match known.get(&number) {
            Some(old) => {
                // A list without sections says nothing of them.
                let section = section.or(old.section.as_deref());
                let same = old.name == name
                    && old.section.as_deref() == section
                    && old.members == members
                    && old.votes == votes;
                if !same {
                    update(act, old.id, &name, section, members, votes)?;
                    changed += 1;
                }
            }
            None => {
                let section = section.map(|s| section_called(act, s)).transpose()?;
                act.db.insert(
                    "INSERT INTO delegation(number, name, section_id, members, votes) VALUES (?1, ?2, ?3, ?4, ?5)",
                    (&number, &name, section, members, votes),
                )?;
                added += 1;
            }
        }
    }
    if added + changed > 0 {
        countable(act.db)?;
        new_version(act, "import of the register")?;
    }
    Ok(format!(
        "Register taken in: {} new, {} changed, of {}.",
        thousands(added),
        thousands(changed),
        counted(u64::try_from(rows.len()).unwrap_or_default(), "row", "rows")
    ))
}

fn update(
    act: &Act<'_>,
    id: DelegationId,
    name: &str,
    section: Option<&str>,
    members: i64,
    votes: i64,
) -> Result<(), Halt> {
    let section = section.map(|s| section_called(act, s)).transpose()?;
    act.db.run(
        "UPDATE delegation SET name = ?2, section_id = ?3, members = ?4, votes = ?5 WHERE id = ?1",
        (id, name, section, members, votes),
    )?;
    act.db
        .run("UPDATE card SET value = ?2 WHERE delegation_id = ?1 AND custody <> 'cancelled'", (id, votes))?;
    Ok(())
}

fn section_called(act: &Act<'_>, name: &str) -> Result<SectionId, Halt> {
    let known = act.db.row("SELECT id FROM section WHERE name = ?1", [name], |r| r.get(0))?;
    if let Some(id) = known {
        return Ok(id);
    }
    Ok(SectionId(act.db.insert("INSERT INTO section(name, weight) VALUES (?1, ?2)", (name, UNWEIGHED))?))
}

pub(crate) fn weigh_section(act: &Act<'_>, section: SectionId, weight: u32) -> Done {
    let name: Option<String> =
        act.db.row("SELECT name FROM section WHERE id = ?1", [section], |r| r.get(0))?;
    let name = name.ok_or_else(|| Refusal::new("section.unknown", "There is no such section."))?;
    if weight == 0 || weight > 1_000_000 {
        return Err(Refusal::new("section.weight", "A weight is a whole number from 1 to 1,000,000.").into());
    }
    let now =
        act.db.run("UPDATE section SET weight = ?2 WHERE id = ?1 AND weight <> ?2", (section, weight))?;
    if now > 0 {
        new_version(act, &format!("{name} weighs {weight}"))?;
    }
    Ok(format!("Section {name} has a weight of {weight}."))
}

pub(crate) fn add_delegate(
    act: &Act<'_>,
    badge: &str,
    name: &str,
    delegation: Option<DelegationId>,
    standing: Standing,
    first_time: bool,
) -> Done {
    set_up::set(act.db)?;
    let (badge, name) = (said("badge", badge)?, said("name", name)?);
    let holder: Option<String> =
        act.db.row("SELECT name FROM delegate WHERE badge = ?1", [&badge], |r| r.get(0))?;
    if let Some(holder) = holder {
        return Err(Refusal::new("delegate.badge_taken", format!("Badge {badge} is {holder}’s.")).into());
    }
    let body = match delegation {
        Some(id) => Some(known(act.db, id)?.1),
        None if standing == Standing::Delegate => {
            return Err(Refusal::new("delegate.no_delegation", "A delegate belongs to a delegation.").into());
        }
        None => None,
    };
    act.db.insert(
        "INSERT INTO delegate(badge, name, delegation_id, standing, present, first_time) VALUES (?1, ?2, ?3, ?4, 0, ?5)",
        (&badge, &name, delegation, name_of(&standing)?, first_time),
    )?;
    new_version(act, &format!("badge {badge} added"))?;
    Ok(match body {
        Some(body) => format!("{name}, {body}, was put on the register with badge {badge}."),
        None => format!("{name} was put on the register with badge {badge}."),
    })
}

/// Number and name of a delegation.
pub(crate) fn known(db: &Db, id: DelegationId) -> Result<(String, String), Halt> {
    db.row("SELECT number, name FROM delegation WHERE id = ?1", [id], |r| Ok((r.get(0)?, r.get(1)?)))?
        .ok_or_else(|| Refusal::new("delegation.unknown", "There is no such delegation.").into())
}

pub(crate) fn mark_present(act: &Act<'_>, delegate: DelegateId, present: bool) -> Done {
    let name: Option<String> =
        act.db.row("SELECT name FROM delegate WHERE id = ?1", [delegate], |r| r.get(0))?;
    let name =
        name.ok_or_else(|| Refusal::new("delegate.unknown", "Nobody on the register has that badge."))?;
    act.db.run("UPDATE delegate SET present = ?2 WHERE id = ?1", (delegate, present))?;
    Ok(if present { format!("{name} checked in.") } else { format!("{name} left.") })
}

pub(crate) fn issue_cards(act: &Act<'_>) -> Done {
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
            "INSERT INTO card(number, delegation_id, value, custody) VALUES (?1, ?2, ?3, 'issued')",
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

pub(crate) fn replace_card(act: &Act<'_>, card: CardId, reason: &str) -> Done {
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
    act.db.run("UPDATE card SET custody = 'cancelled' WHERE id = ?1", [card])?;
    act.db.insert(
        "INSERT INTO card(number, delegation_id, value, custody, replaces_id) VALUES (?1, ?2, ?3, 'issued', ?4)",
        (new, delegation, value, card),
    )?;
    new_version(act, &format!("card {number} replaced by {new}"))?;
    Ok(format!("Card {number} of {name} was cancelled ({reason}); card {new} replaces it."))
}
