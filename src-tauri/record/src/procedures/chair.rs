//! Who presides while the chair has left the chair.

use rules::refusal::Refusal;

use crate::allow::said;
use crate::db::Db;
use crate::halt::{Done, Fault};
use crate::transact::Act;
use crate::{set_up, votes};

/// Who presides in the chair's place.
pub(crate) struct Presiding {
    pub(crate) name: String,
    pub(crate) reason: String,
}

/// Who presides now; none where the chair does.
pub(crate) fn presiding(db: &Db) -> Result<Option<Presiding>, Fault> {
    db.row("SELECT name, reason FROM chairing WHERE until IS NULL ORDER BY id DESC LIMIT 1", [], |r| {
        Ok(Presiding { name: r.get(0)?, reason: r.get(1)? })
    })
}

pub(super) fn leave(act: &Act<'_>, name: &str, reason: &str) -> Result<(), Fault> {
    act.db.run("UPDATE chairing SET until = ?1 WHERE until IS NULL", [act.at])?;
    act.db.insert("INSERT INTO chairing(name, reason, at) VALUES (?1, ?2, ?3)", (name, reason, act.at))?;
    Ok(())
}

/// The chair takes the chair again; who presided until then.
pub(super) fn back(act: &Act<'_>) -> Result<Option<String>, Fault> {
    let who = presiding(act.db)?.map(|presiding| presiding.name);
    act.db.run("UPDATE chairing SET until = ?1 WHERE until IS NULL", [act.at])?;
    Ok(who)
}

pub(crate) fn leave_chair(act: &Act<'_>, to: &str, reason: &str) -> Done {
    set_up::sitting(act.db)?;
    let (to, reason) = (said("name of who takes the chair", to)?, said("reason", reason)?);
    leave(act, &to, &reason)?;
    Ok(format!("{to} took the chair: {reason}"))
}

pub(crate) fn return_to_chair(act: &Act<'_>) -> Done {
    votes::by_the_chair(act)?;
    if presiding(act.db)?.is_none() {
        return Err(Refusal::new("chair.presides", "The chair presides already.").into());
    }
    let who = back(act)?.unwrap_or_default();
    Ok(format!("The chair took the chair again from {who}."))
}
