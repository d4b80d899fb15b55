//! The register: sections and delegations, and what each is entitled to.
//!
//! Invariant: every act that changes who may vote, or with what value, makes a new version of the register, and a vote
//! names the version it was taken on.

use std::collections::{BTreeMap, BTreeSet};

use rules::entitlement::Entitled;
use rules::refusal::Refusal;
use rules::share::{counted, thousands};
use rules::standing_orders::StandingOrders;

use crate::allow::said;
use crate::command::{DelegationData, RegisterRow};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{DelegationId, SectionId};
use crate::transact::Act;
use crate::{cards, set_up, standing_orders};

/// Votes are added up in i64 and shown by programs that hold whole numbers to 2^53.
const MOST: u64 = 1 << 53;

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
    /// Delegates it may send; none: as the standing orders work it out.
    pub(crate) seats: Option<u64>,
}

impl Delegation {
    /// What the standing orders work out for it.
    pub(crate) fn worked_out(&self, orders: &StandingOrders) -> Entitled {
        orders.entitlement.of(self.section.as_deref(), self.members.unsigned_abs())
    }

    /// The delegates it may send, where anything says how many.
    pub(crate) fn entitled(&self, orders: &StandingOrders) -> Option<u64> {
        self.seats.or(self.worked_out(orders).seats)
    }

    /// The register says something else than the standing orders work out.
    pub(crate) fn differs(&self, orders: &StandingOrders) -> bool {
        let worked_out = self.worked_out(orders);
        let seats = self.seats.is_some_and(|seats| worked_out.seats.is_some_and(|other| other != seats));
        seats || worked_out.votes.is_some_and(|votes| votes != self.votes.unsigned_abs())
    }
}

/// Every delegation, in the order they were put on the register.
pub(crate) fn all(db: &Db) -> Result<Vec<Delegation>, Fault> {
    db.rows(
        "SELECT d.id, d.number, d.name, s.name, d.members, d.votes, d.seats
         FROM delegation d LEFT JOIN section s ON s.id = d.section_id ORDER BY d.id",
        [],
        row,
    )
}

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Delegation> {
    Ok(Delegation {
        id: r.get(0)?,
        number: r.get(1)?,
        name: r.get(2)?,
        section: r.get(3)?,
        members: r.get(4)?,
        votes: r.get(5)?,
        seats: r.get(6)?,
    })
}

/// The delegation of that name, whatever its case.
pub(crate) fn by_name(db: &Db, name: &str) -> Result<Option<DelegationId>, Fault> {
    db.row("SELECT id FROM delegation WHERE name = ?1 COLLATE NOCASE", [name.trim()], |r| r.get(0))
}

/// The version of the register that is in force; 0 before the first.
pub(crate) fn version(db: &Db) -> Result<i64, Fault> {
    db.one("SELECT coalesce(max(id), 0) FROM register_version", [], |r| r.get(0))
}

/// A new version of the register.
pub(crate) fn new_version(act: &Act<'_>, why: &str) -> Result<(), Fault> {
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
        let old = known.get(&number);
        let now = figures(old, &name, row)?;
        match old {
            Some(old) => changed += u64::from(update(act, old, &now)?),
            None => {
                let section = now.section.as_deref().map(|s| section_called(act, s)).transpose()?;
                act.db.insert(
                    "INSERT INTO delegation(number, name, section_id, members, votes, seats)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    (&number, &name, section, now.members, now.votes, now.seats),
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

/// What a delegation is to have.
#[derive(PartialEq, Eq)]
struct Figures {
    name: String,
    section: Option<String>,
    members: i64,
    votes: i64,
    seats: Option<i64>,
}

/// What a row says; a list without sections or seats says nothing of them.
fn figures(old: Option<&Delegation>, name: &str, row: &RegisterRow) -> Result<Figures, Halt> {
    let section = row.section.as_deref().map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let seats = row.seats.or(old.and_then(|old| old.seats));
    Ok(Figures {
        name: name.to_owned(),
        section: section.or_else(|| old.and_then(|old| old.section.clone())),
        members: column(row.members)?,
        votes: column(row.votes.unwrap_or(row.members))?,
        seats: seats.map(column).transpose()?,
    })
}

/// Brings a delegation and its card up to date; whether anything was different.
fn update(act: &Act<'_>, old: &Delegation, now: &Figures) -> Result<bool, Halt> {
    let was = Figures {
        name: old.name.clone(),
        section: old.section.clone(),
        members: old.members,
        votes: old.votes,
        seats: old.seats.map(column).transpose()?,
    };
    if was == *now {
        return Ok(false);
    }
    let section = now.section.as_deref().map(|s| section_called(act, s)).transpose()?;
    act.db.run(
        "UPDATE delegation SET name = ?2, section_id = ?3, members = ?4, votes = ?5, seats = ?6 WHERE id = ?1",
        (old.id, &now.name, section, now.members, now.votes, now.seats),
    )?;
    cards::divide_again(act, old.id)?;
    Ok(true)
}

pub(crate) fn correct(act: &Act<'_>, id: DelegationId, data: &DelegationData, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let old = one(act.db, id)?;
    let now = Figures {
        name: said(&format!("name of delegation {}", old.number), &data.name)?,
        section: data.section.as_deref().map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned),
        members: column(data.members)?,
        votes: column(data.votes)?,
        seats: data.seats.map(column).transpose()?,
    };
    if !update(act, &old, &now)? {
        let sentence = format!("The register says that of {} already.", old.name);
        return Err(Refusal::new("delegation.same", sentence).into());
    }
    countable(act.db)?;
    new_version(act, &format!("delegation {} corrected: {reason}", old.number))?;
    Ok(format!("The register was corrected for delegation {}, {}: {reason}", old.number, now.name))
}

pub(crate) fn give_entitlement(act: &Act<'_>, delegations: &[DelegationId]) -> Done {
    let orders = standing_orders::in_force(act.db)?;
    let mut given = BTreeSet::new();
    for id in delegations {
        let old = one(act.db, *id)?;
        let worked_out = old.worked_out(&orders);
        if worked_out == Entitled::default() {
            let sentence = format!("The standing orders have no formula for {}.", old.name);
            return Err(Refusal::new("entitlement.no_formula", sentence)
                .allowed_by("Give it its delegates and votes on the register.")
                .into());
        }
        let now = Figures {
            name: old.name.clone(),
            section: old.section.clone(),
            members: old.members,
            votes: worked_out.votes.map(column).transpose()?.unwrap_or(old.votes),
            // None is as the standing orders work it out.
            seats: if worked_out.seats.is_some() { None } else { old.seats.map(column).transpose()? },
        };
        if update(act, &old, &now)? {
            given.insert(old.name);
        }
    }
    let Some(first) = given.first() else {
        let sentence = "The register gives them what the standing orders work out.";
        return Err(Refusal::new("entitlement.same", sentence).into());
    };
    countable(act.db)?;
    let whom = match given.len() {
        1 => first.clone(),
        many => counted(u64::try_from(many).unwrap_or_default(), "delegation", "delegations"),
    };
    new_version(act, &format!("entitlement of {whom}"))?;
    Ok(format!("What the standing orders work out was given to {whom}."))
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

/// One delegation, if it is on the register.
pub(crate) fn found(db: &Db, id: DelegationId) -> Result<Option<Delegation>, Fault> {
    db.row(
        "SELECT d.id, d.number, d.name, s.name, d.members, d.votes, d.seats
         FROM delegation d LEFT JOIN section s ON s.id = d.section_id WHERE d.id = ?1",
        [id],
        row,
    )
}

/// One delegation.
pub(crate) fn one(db: &Db, id: DelegationId) -> Result<Delegation, Halt> {
    found(db, id)?.ok_or_else(|| Refusal::new("delegation.unknown", "There is no such delegation.").into())
}

/// Number and name of a delegation.
pub(crate) fn known(db: &Db, id: DelegationId) -> Result<(String, String), Halt> {
    db.row("SELECT number, name FROM delegation WHERE id = ?1", [id], |r| Ok((r.get(0)?, r.get(1)?)))?
        .ok_or_else(|| Refusal::new("delegation.unknown", "There is no such delegation.").into())
}
