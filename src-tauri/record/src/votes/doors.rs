//! The doors of the hall: closed while hands are counted, so that nobody is counted twice or not at all (§3.1).
//!
//! Invariant: how the doors are is what the last act about them said; a count that the standing orders want behind closed
//! doors does not start while they are open, unless the chair says why.

use rules::refusal::Refusal;

use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Fault};
use crate::set_up;
use crate::transact::Act;
use crate::votes::{Vote, all_live};

/// Since when the doors are closed, ms; none while they are open.
pub(crate) fn closed_since(db: &Db) -> Result<Option<i64>, Fault> {
    let last = db.row("SELECT closed, at FROM doors ORDER BY id DESC LIMIT 1", [], |r| {
        Ok((r.get::<_, bool>(0)?, r.get(1)?))
    })?;
    Ok(last.and_then(|(closed, at)| closed.then_some(at)))
}

pub(crate) fn close(act: &Act<'_>) -> Done {
    set_up::sitting(act.db)?;
    if closed_since(act.db)?.is_some() {
        return Err(Refusal::new("doors.closed", "The doors are closed already.").into());
    }
    act.db.insert("INSERT INTO doors(closed, at) VALUES (1, ?1)", [act.at])?;
    Ok("The doors were closed.".to_owned())
}

pub(crate) fn open(act: &Act<'_>) -> Done {
    set_up::set(act.db)?;
    if closed_since(act.db)?.is_none() {
        return Err(Refusal::new("doors.opened", "The doors are open already.").into());
    }
    act.db.insert("INSERT INTO doors(closed, at) VALUES (0, ?1)", [act.at])?;
    let counting = all_live(act.db)?.into_iter().find(is_counted_behind);
    Ok(match counting {
        Some(vote) => format!("The doors were opened while {} went on.", vote.label_in_words()),
        None => "The doors were opened.".to_owned(),
    })
}

fn is_counted_behind(vote: &Vote) -> bool {
    let counted = match vote.method {
        Method::Counted | Method::RollCall | Method::Card | Method::Secret => true,
        Method::Agreed | Method::Hands => false,
    };
    counted && vote.state == "open"
}

/// Whether the standing orders that it was put under close the doors before this is counted.
pub(crate) fn must_close(vote: &Vote) -> Result<bool, Fault> {
    match vote.method {
        Method::Counted | Method::Card | Method::RollCall => Ok(vote.card_rule()?.doors_closed),
        Method::Agreed | Method::Hands | Method::Secret => Ok(false),
    }
}

/// Whether it may start now.
pub(crate) fn may_start(db: &Db, vote: &Vote) -> Result<Result<(), Refusal>, Fault> {
    Ok(rules::count::may_start(closed_since(db)?.is_some(), must_close(vote)?))
}
