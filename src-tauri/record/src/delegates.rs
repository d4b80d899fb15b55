//! The people on the register: put there, corrected, checked in.
//!
//! Invariant: one badge is one person, and a delegate belongs to a delegation. Presence is not the register: it makes no
//! new version.

use std::collections::{BTreeMap, BTreeSet};

use rules::credentials::{Badge, admit, release, seat};
use rules::refusal::Refusal;
use rules::share::{counted, thousands};

use crate::allow::{said, unless_allowed};
use crate::command::{DelegateData, DelegateRow, Standing};
use crate::db::Db;
use crate::delegations::{self, new_version};
use crate::halt::{Done, Fault, Halt};
use crate::ids::{DelegateId, DelegationId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{cards, set_up, standing_orders, substitutions, when};

/// Somebody on the register.
pub(crate) struct Delegate {
    pub(crate) id: DelegateId,
    pub(crate) data: DelegateData,
    pub(crate) present_since: Option<i64>,
}

macro_rules! select_delegate {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.badge, p.name, p.delegation_id, p.standing, p.first_time, p.present_since FROM delegate p ",
            $rest
        )
    };
}

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Delegate> {
    Ok(Delegate {
        id: r.get(0)?,
        data: DelegateData {
            badge: r.get(1)?,
            name: r.get(2)?,
            delegation: r.get(3)?,
            standing: variant(r, 4)?,
            first_time: r.get(5)?,
        },
        present_since: r.get(6)?,
    })
}

/// One of them.
pub(crate) fn known(db: &Db, id: DelegateId) -> Result<Delegate, Halt> {
    db.row(select_delegate!("WHERE p.id = ?1"), [id], row)?
        .ok_or_else(|| Refusal::new("delegate.unknown", "Nobody on the register has that badge.").into())
}

/// Whoever has a badge: as it is written, or whatever its case.
pub(crate) fn with_badge(db: &Db, badge: &str) -> Result<Option<Delegate>, Fault> {
    let badge = badge.trim();
    match db.row(select_delegate!("WHERE p.badge = ?1"), [badge], row)? {
        Some(found) => Ok(Some(found)),
        None => db.row(select_delegate!("WHERE p.badge = ?1 COLLATE NOCASE ORDER BY p.id"), [badge], row),
    }
}

fn all(db: &Db) -> Result<Vec<Delegate>, Fault> {
    db.rows(select_delegate!("ORDER BY p.id"), [], row)
}

/// The data trimmed and in itself possible.
fn possible(db: &Db, data: &DelegateData) -> Result<DelegateData, Halt> {
    let data =
        DelegateData { badge: said("badge", &data.badge)?, name: said("name", &data.name)?, ..data.clone() };
    match data.delegation {
        Some(id) => drop(delegations::known(db, id)?),
        None if data.standing == Standing::Delegate => {
            let sentence = format!("{} is to be a delegate and belongs to no delegation.", data.name);
            return Err(Refusal::new("delegate.no_delegation", sentence)
                .allowed_by("Name the delegation, or make them an observer or a visitor.")
                .into());
        }
        None => {}
    }
    Ok(data)
}

fn badge_is_free(db: &Db, badge: &str, of: Option<DelegateId>) -> Result<(), Halt> {
    match with_badge(db, badge)? {
        Some(holder) if Some(holder.id) != of => Err(Refusal::new(
            "delegate.badge_taken",
            format!("Badge {} is {}’s.", holder.data.badge, holder.data.name),
        )
        .allowed_by(format!("Give a badge that nobody has, or correct {}’s first.", holder.data.name))
        .into()),
        Some(_) | None => Ok(()),
    }
}

/// Refuses a delegation with more delegates than it is entitled to; `more` are about to be added.
fn within_seats(act: &Act<'_>, id: DelegationId, more: u64) -> Result<(), Halt> {
    let delegation = delegations::one(act.db, id)?;
    let taken: u64 = act.db.one(
        "SELECT count(*) FROM delegate WHERE delegation_id = ?1 AND standing = 'delegate'",
        [id],
        |r| r.get(0),
    )?;
    let seats = delegation.entitled(&standing_orders::in_force(act.db)?);
    let over = seats.is_some_and(|seats| taken + more > seats);
    unless_allowed(act, if over { seat(&delegation.name, seats, taken) } else { Ok(()) })
}

fn insert(act: &Act<'_>, data: &DelegateData) -> Result<DelegateId, Halt> {
    Ok(DelegateId(act.db.insert(
        "INSERT INTO delegate(badge, name, delegation_id, standing, present, first_time) VALUES (?1, ?2, ?3, ?4, 0, ?5)",
        (&data.badge, &data.name, data.delegation, name_of(&data.standing)?, data.first_time),
    )?))
}

fn update(act: &Act<'_>, id: DelegateId, data: &DelegateData) -> Result<(), Halt> {
    act.db.run(
        "UPDATE delegate SET badge = ?2, name = ?3, delegation_id = ?4, standing = ?5, first_time = ?6 WHERE id = ?1",
        (id, &data.badge, &data.name, data.delegation, name_of(&data.standing)?, data.first_time),
    )?;
    Ok(())
}

/// `Ann Lee, Leeds`; the name alone for those without a delegation.
fn named(db: &Db, data: &DelegateData) -> Result<String, Halt> {
    Ok(match data.delegation {
        Some(id) => format!("{}, {}", data.name, delegations::known(db, id)?.1),
        None => data.name.clone(),
    })
}

/// After the name and its delegation.
fn comma(data: &DelegateData) -> &'static str {
    if data.delegation.is_some() { "," } else { "" }
}

/// Somebody new, within what the delegation is entitled to.
pub(crate) fn put(act: &Act<'_>, data: &DelegateData) -> Result<DelegateId, Halt> {
    let data = possible(act.db, data)?;
    badge_is_free(act.db, &data.badge, None)?;
    if let (Some(delegation), Standing::Delegate) = (data.delegation, data.standing) {
        within_seats(act, delegation, 1)?;
    }
    insert(act, &data)
}

pub(crate) fn add(act: &Act<'_>, data: &DelegateData) -> Done {
    set_up::set(act.db)?;
    let id = put(act, data)?;
    let data = known(act.db, id)?.data;
    new_version(act, &format!("badge {} added", data.badge))?;
    let who = named(act.db, &data)?;
    Ok(format!("{who}{} was put on the register with badge {}.", comma(&data), data.badge))
}

pub(crate) fn correct(act: &Act<'_>, id: DelegateId, data: &DelegateData, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let old = known(act.db, id)?.data;
    let data = possible(act.db, data)?;
    badge_is_free(act.db, &data.badge, Some(id))?;
    if data == old {
        let sentence = format!("The register says that of {} already.", old.name);
        return Err(Refusal::new("delegate.same", sentence).into());
    }
    let moved = data.standing != old.standing || data.delegation != old.delegation;
    if moved {
        substitutions::none_open(act.db, id)?;
        if let (Some(delegation), Standing::Delegate) = (data.delegation, data.standing) {
            within_seats(act, delegation, 1)?;
        }
    }
    update(act, id, &data)?;
    if moved {
        cards::let_go(act, id)?;
    }
    new_version(act, &format!("badge {} corrected: {reason}", data.badge))?;
    Ok(format!("The register was corrected for badge {}, {}: {reason}", data.badge, named(act.db, &data)?))
}

/// The group that is to have a share of the speeches (§2.2 `speak`); it changes neither who votes nor with what value.
pub(crate) fn put_in_group(act: &Act<'_>, id: DelegateId, group: &str) -> Done {
    let name = known(act.db, id)?.data.name;
    let group = group.trim();
    let was: String = act.db.one("SELECT speaking_group FROM delegate WHERE id = ?1", [id], |r| r.get(0))?;
    if was == group {
        return Err(Refusal::new(
            "delegate.group_same",
            format!("The register says that of {name} already."),
        )
        .into());
    }
    act.db.run("UPDATE delegate SET speaking_group = ?2 WHERE id = ?1", (id, group))?;
    Ok(match group {
        "" => format!("{name} is in no group any more."),
        group => format!("{name} is in the group {group}."),
    })
}

pub(crate) fn import(act: &Act<'_>, rows: &[DelegateRow]) -> Done {
    set_up::set(act.db)?;
    let numbers: BTreeMap<String, DelegationId> =
        delegations::all(act.db)?.into_iter().map(|d| (d.number, d.id)).collect();
    let mut known: BTreeMap<String, Delegate> =
        all(act.db)?.into_iter().map(|person| (person.data.badge.to_lowercase(), person)).collect();
    let bound = substitutions::bound(act.db)?;
    let (mut seen, mut filled) = (BTreeSet::new(), BTreeSet::new());
    let (mut added, mut changed) = (0_u64, 0_u64);
    for row in rows {
        let data = possible(act.db, &of_row(row, &numbers)?)?;
        let key = data.badge.to_lowercase();
        if !seen.insert(key.clone()) {
            let sentence = format!("Badge {} stands twice in the list.", data.badge);
            return Err(Refusal::new("delegate.badge_twice", sentence).into());
        }
        match known.remove(&key) {
            None => {
                insert(act, &data)?;
                added += 1;
            }
            Some(old) => {
                // A list knows nothing of who has taken whose place since it was made.
                let (delegation, standing) = match bound.contains(&old.id) {
                    true => (old.data.delegation, old.data.standing),
                    false => (data.delegation, data.standing),
                };
                let data = DelegateData { delegation, standing, ..data.clone() };
                if data == old.data {
                    continue;
                }
                update(act, old.id, &data)?;
                if (delegation, standing) != (old.data.delegation, old.data.standing) {
                    cards::let_go(act, old.id)?;
                }
                changed += 1;
            }
        }
        filled.extend(data.delegation.filter(|_| data.standing == Standing::Delegate));
    }
    for delegation in filled {
        within_seats(act, delegation, 0)?;
    }
    if added + changed > 0 {
        new_version(act, "import of delegates")?;
    }
    Ok(format!(
        "Delegates taken in: {} new, {} changed, of {}.",
        thousands(added),
        thousands(changed),
        counted(u64::try_from(rows.len()).unwrap_or_default(), "row", "rows")
    ))
}

fn of_row(row: &DelegateRow, numbers: &BTreeMap<String, DelegationId>) -> Result<DelegateData, Refusal> {
    let number = row.delegation.as_deref().map(str::trim).filter(|number| !number.is_empty());
    let delegation = number.map(|number| {
        numbers.get(number).copied().ok_or_else(|| {
            let sentence = format!("Badge {}: there is no delegation {number}.", row.badge.trim());
            Refusal::new("delegate.unknown_delegation", sentence).allowed_by("Take in the register first.")
        })
    });
    Ok(DelegateData {
        badge: row.badge.clone(),
        name: row.name.clone(),
        delegation: delegation.transpose()?,
        standing: row.standing,
        first_time: row.first_time,
    })
}

fn set_present(act: &Act<'_>, id: DelegateId, present: bool) -> Result<(), Fault> {
    let since = present.then_some(act.at);
    act.db.run(
        "UPDATE delegate SET present = ?2, present_since = ?3 WHERE id = ?1 AND present <> ?2",
        (id, present, since),
    )?;
    Ok(())
}

pub(crate) fn mark_present(act: &Act<'_>, id: DelegateId, present: bool) -> Done {
    let name = known(act.db, id)?.data.name;
    set_present(act, id, present)?;
    Ok(if present { format!("{name} checked in.") } else { format!("{name} left.") })
}

/// Whoever has the badge that is held out.
fn at_the_door(act: &Act<'_>, badge: &str) -> Result<Delegate, Halt> {
    let badge = said("badge", badge)?;
    with_badge(act.db, &badge)?.ok_or_else(|| {
        Refusal::new("badge.unknown", format!("Nobody on the register has badge {badge}."))
            .allowed_by("Look at the badge again, or put them on the register.")
            .into()
    })
}

pub(crate) fn check_out(act: &Act<'_>, badge: &str) -> Done {
    let person = at_the_door(act, badge)?;
    release(&person.data.name, person.present_since.is_some())?;
    set_present(act, person.id, false)?;
    Ok(format!("{}{} left.", named(act.db, &person.data)?, comma(&person.data)))
}

pub(crate) fn check_in(act: &Act<'_>, badge: &str, desk: Option<DelegationId>) -> Done {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let person = at_the_door(act, badge)?;
    let name_of_body = |id: DelegationId| delegations::known(act.db, id).map(|(_, name)| name);
    let delegation = person.data.delegation.map(name_of_body).transpose()?;
    let desk = desk.map(name_of_body).transpose()?;
    let here_since = person.present_since.map(|at| when::hours_minutes(zone, at));
    let shown = Badge {
        name: &person.data.name,
        delegation: delegation.as_deref(),
        here_since: here_since.as_deref(),
    };
    admit(shown, desk.as_deref())?;
    set_present(act, person.id, true)?;
    let who = named(act.db, &person.data)?;
    Ok(match person.data.standing {
        Standing::Delegate => format!("{who}{} checked in.", comma(&person.data)),
        other @ (Standing::ExOfficio | Standing::Observer | Standing::Visitor | Standing::Staff) => {
            format!("{who}, {}, checked in.", other.one())
        }
    })
}
