//! Who presides while the chair has left the chair.

use rules::refusal::Refusal;

use crate::allow::{said, unless_allowed};
use crate::db::Db;
use crate::halt::{Done, Fault};
use crate::ids::QuestionId;
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

/// Somebody presides from now on; only while a question is decided, where one is named.
pub(super) fn leave(
    act: &Act<'_>,
    name: &str,
    reason: &str,
    during: Option<QuestionId>,
) -> Result<(), Fault> {
    let open = "SELECT id FROM chairing WHERE until IS NULL ORDER BY id DESC LIMIT 1";
    let before: Option<i64> = act.db.row(open, [], |r| r.get(0))?;
    act.db.run("UPDATE chairing SET until = ?1 WHERE until IS NULL", [act.at])?;
    act.db.insert(
        "INSERT INTO chairing(name, reason, question_id, follows_id, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (name, reason, during, before, act.at),
    )?;
    Ok(())
}

/// Who presides when whoever took the chair for one question has made way.
pub(super) enum Next {
    /// Nobody had taken the chair for it, or nobody presides in the chair's place any more.
    Nobody,
    /// The chair.
    Chair,
    /// Whoever presided before, the chair having left the chair already.
    Acting(String),
}

/// Whoever took the chair for one question makes way for whoever presided when it was moved, whatever was decided since.
pub(super) fn make_way(act: &Act<'_>, question: QuestionId) -> Result<Next, Fault> {
    let before = act.db.row(
        "WITH RECURSIVE chain(id, question_id, follows_id) AS (
           SELECT id, question_id, follows_id FROM chairing WHERE until IS NULL
           UNION ALL
           SELECT c.id, c.question_id, c.follows_id FROM chairing c JOIN chain ON c.id = chain.follows_id)
         SELECT b.name, b.reason FROM chain n LEFT JOIN chairing b ON b.id = n.follows_id
         WHERE n.question_id = ?1 ORDER BY n.id LIMIT 1",
        [question],
        |r| Ok((r.get::<_, Option<String>>(0)?, r.get::<_, Option<String>>(1)?)),
    )?;
    match before {
        None => Ok(Next::Nobody),
        Some((Some(name), Some(reason))) => {
            leave(act, &name, &reason, None)?;
            Ok(Next::Acting(name))
        }
        Some(_) => {
            back(act)?;
            Ok(Next::Chair)
        }
    }
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
    leave(act, &to, &reason, None)?;
    Ok(format!("{to} took the chair: {reason}"))
}

pub(crate) fn return_to_chair(act: &Act<'_>) -> Done {
    votes::by_the_chair(act)?;
    if presiding(act.db)?.is_none() {
        return Err(Refusal::new("chair.presides", "The chair presides already.").into());
    }
    unless_allowed(act, super::waits::chair_may_return(act.db)?)?;
    let who = back(act)?.unwrap_or_default();
    Ok(format!("The chair took the chair again from {who}."))
}
