//! The chair refuses to take what is moved from the floor, where the standing orders let the chair (§2.1 the Irish union,
//! NASUWT; §2.2 `proc[kind].chair_may_refuse`).
//!
//! Invariant: it is kept with who moved it and why it was refused, and changes nothing else.

use super::terms;
use crate::allow::{said, unless_allowed};
use crate::command::Who;
use crate::halt::Done;
use crate::sql::name_of;
use crate::transact::Act;
use crate::votes::by_the_chair;
use crate::{place, set_up, speakers, standing_orders};
use rules::procedure::{Kind, may_be_refused};

pub(crate) fn refuse_procedure(act: &Act<'_>, kind: Kind, who: &Who, why: &str) -> Done {
    set_up::sitting(act.db)?;
    by_the_chair(act)?;
    let why = said("reason", why)?;
    let place = place::of_conference(act.db)?;
    let mover = speakers::person(act.db, who)?;
    unless_allowed(act, may_be_refused(kind, &terms(act.db, kind)?))?;
    act.db.insert(
        "INSERT INTO refused_motion(item_id, kind, moved_by, delegate_id, why, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (place, name_of(&kind)?, mover.named(), mover.delegate, &why, act.at),
    )?;
    // Every version is kept: which one it was says the keys.
    let under = standing_orders::version_in_force(act.db)?;
    Ok(format!("{} moved {}; the chair refused to take it: {why} ({under})", mover.named(), kind.in_words()))
}
