//! Substitutes: one delegate in the place of another, from an act on and until another.
//!
//! Invariant: while it lasts the substitute has the standing of a delegate and the one substituted has not, so that
//! whoever counts delegates counts each place once.

use std::collections::BTreeSet;

use rules::credentials::{Candidate, substitute as rule};
use rules::refusal::Refusal;

use crate::allow::said;
use crate::cards;
use crate::command::{DelegateData, Standing};
use crate::db::Db;
use crate::delegates::{self, Delegate};
use crate::delegations::{self, new_version};
use crate::halt::{Done, Fault, Halt};
use crate::ids::{DelegateId, DelegationId, SubstitutionId};
use crate::sql::{name_of, variant};
use crate::transact::Act;

/// One delegate in the place of another.
pub(crate) struct Substitution {
    pub(crate) id: SubstitutionId,
    pub(crate) delegate: DelegateId,
    pub(crate) substitute: DelegateId,
    pub(crate) was: Standing,
    pub(crate) reason: String,
    pub(crate) at: i64,
    pub(crate) ended_at: Option<i64>,
    pub(crate) ended_why: String,
}

macro_rules! select_substitution {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.delegate_id, s.substitute_id, s.was, s.reason, s.at, s.ended_at, s.ended_why
             FROM substitution s ",
            $rest
        )
    };
}

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Substitution> {
    Ok(Substitution {
        id: r.get(0)?,
        delegate: r.get(1)?,
        substitute: r.get(2)?,
        was: variant(r, 3)?,
        reason: r.get(4)?,
        at: r.get(5)?,
        ended_at: r.get(6)?,
        ended_why: r.get(7)?,
    })
}

/// Those of a delegation, in the order they were made.
pub(crate) fn of_delegation(db: &Db, delegation: DelegationId) -> Result<Vec<Substitution>, Fault> {
    db.rows(
        select_substitution!(
            "JOIN delegate p ON p.id = s.delegate_id WHERE p.delegation_id = ?1 ORDER BY s.id"
        ),
        [delegation],
        row,
    )
}

/// Everybody who is in a substitution that lasts.
pub(crate) fn bound(db: &Db) -> Result<BTreeSet<DelegateId>, Fault> {
    let both =
        db.rows("SELECT delegate_id, substitute_id FROM substitution WHERE ended_at IS NULL", [], |r| {
            Ok([r.get(0)?, r.get(1)?])
        })?;
    Ok(both.into_iter().flatten().collect())
}

/// Refuses to change the standing of somebody in a substitution that lasts.
pub(crate) fn none_open(db: &Db, id: DelegateId) -> Result<(), Halt> {
    if !bound(db)?.contains(&id) {
        return Ok(());
    }
    let name = delegates::known(db, id)?.data.name;
    Err(Refusal::new(
        "delegate.in_substitution",
        format!("{name} is in a substitution, which settles the standing."),
    )
    .allowed_by("End the substitution first.")
    .into())
}

/// The name of whoever has somebody's place now.
fn substituted_by(db: &Db, id: DelegateId) -> Result<Option<String>, Fault> {
    db.row(
        "SELECT p.name FROM substitution s JOIN delegate p ON p.id = s.substitute_id
         WHERE s.delegate_id = ?1 AND s.ended_at IS NULL",
        [id],
        |r| r.get(0),
    )
}

fn set_standing(act: &Act<'_>, id: DelegateId, standing: Standing) -> Result<(), Fault> {
    act.db.run("UPDATE delegate SET standing = ?2 WHERE id = ?1", (id, name_of(&standing)?)).map(|_| ())
}

fn candidate<'a>(person: &'a Delegate, by: Option<&'a str>) -> Candidate<'a> {
    Candidate {
        name: &person.data.name,
        standing: person.data.standing,
        delegation: person.data.delegation.map(|id| id.0),
        substituted_by: by,
    }
}

pub(crate) fn substitute(act: &Act<'_>, id: DelegateId, badge: &str, name: &str, reason: &str) -> Done {
    let (badge, reason) = (said("substitute’s badge", badge)?, said("reason", reason)?);
    let going = delegates::known(act.db, id)?;
    let coming = delegates::with_badge(act.db, &badge)?;
    let by = substituted_by(act.db, id)?;
    let theirs = coming.as_ref().map(|person| substituted_by(act.db, person.id)).transpose()?.flatten();
    rule(
        candidate(&going, by.as_deref()),
        coming.as_ref().map(|person| candidate(person, theirs.as_deref())),
    )?;
    let (substitute, was) = match &coming {
        Some(person) => (person.id, person.data.standing),
        None => (newcomer(act, &going, badge, name)?, Standing::Observer),
    };
    act.db.run(
        "UPDATE delegate SET standing = 'delegate', delegation_id = ?2 WHERE id = ?1",
        (substitute, going.data.delegation),
    )?;
    set_standing(act, id, Standing::Observer)?;
    cards::pass_on(act, id, substitute)?;
    act.db.insert(
        "INSERT INTO substitution(delegate_id, substitute_id, was, reason, at, ended_why) VALUES (?1, ?2, ?3, ?4, ?5, '')",
        (id, substitute, name_of(&was)?, &reason, act.at),
    )?;
    let substitute = delegates::known(act.db, substitute)?.data;
    new_version(act, &format!("badge {} in the place of {}", substitute.badge, going.data.badge))?;
    let body = going.data.delegation.map(|id| delegations::known(act.db, id)).transpose()?;
    let of = body.map_or_else(String::new, |(_, name)| format!(", {name}"));
    Ok(format!(
        "{}, badge {}, takes the place of {}{of}: {reason}",
        substitute.name, substitute.badge, going.data.name
    ))
}

/// Somebody who was not on the register, of the same delegation.
fn newcomer(act: &Act<'_>, going: &Delegate, badge: String, name: &str) -> Result<DelegateId, Halt> {
    let delegation = going.data.delegation;
    let name = said("substitute’s name", name)?;
    // The place is filled in the same act: until then there is none to take.
    let standing = Standing::Observer;
    delegates::put(act, &DelegateData { badge, name, delegation, standing, first_time: false })
}

pub(crate) fn end(act: &Act<'_>, id: SubstitutionId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let found = act.db.row(select_substitution!("WHERE s.id = ?1"), [id], row)?;
    let lasts = found.filter(|substitution| substitution.ended_at.is_none());
    let lasts =
        lasts.ok_or_else(|| Refusal::new("substitution.over", "There is no such substitution now."))?;
    if let Some(other) = substituted_by(act.db, lasts.substitute)? {
        return Err(Refusal::new("substitution.passed_on", format!("The place has passed on to {other}."))
            .allowed_by("End that substitution first.")
            .into());
    }
    act.db
        .run("UPDATE substitution SET ended_at = ?2, ended_why = ?3 WHERE id = ?1", (id, act.at, &reason))?;
    set_standing(act, lasts.substitute, lasts.was)?;
    set_standing(act, lasts.delegate, Standing::Delegate)?;
    cards::pass_on(act, lasts.substitute, lasts.delegate)?;
    let (back, gone) =
        (delegates::known(act.db, lasts.delegate)?.data, delegates::known(act.db, lasts.substitute)?.data);
    new_version(act, &format!("badge {} in the place again", back.badge))?;
    Ok(format!("{} has the place again that {} had: {reason}", back.name, gone.name))
}
