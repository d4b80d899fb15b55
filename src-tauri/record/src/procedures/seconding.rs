//! What was moved from the floor finds its seconder a moment later.
//!
//! Invariant: whoever seconds it is named and kept, and is asked what a seconder is asked who is named at once (§2.3).

use rules::procedure::{Moving, may_move};
use rules::refusal::Refusal;

use super::{Procedure, is_on, moving::moving};
use crate::allow::unless_allowed;
use crate::command::Who;
use crate::halt::Done;
use crate::ids::{DelegateId, ProcedureId, QuestionId};
use crate::questions;
use crate::transact::Act;
use crate::{set_up, speakers};

pub(crate) fn second(act: &Act<'_>, id: QuestionId, who: &Who) -> Done {
    set_up::sitting(act.db)?;
    let question = questions::debated(act.db, id)?;
    let Some(procedure) = question.procedure() else {
        return Err(Refusal::new(
            "procedure.none",
            format!("{} was not moved from the floor.", question.label()),
        )
        .allowed_by("Let its seconder speak, or second it formally.")
        .into());
    };
    if question.state != "moved" {
        return Err(Refusal::new("question.seconded", "It is seconded already.").into());
    }
    let seconder = speakers::person(act.db, who)?;
    let about = is_on(act.db, &question)?;
    let (kept, mover) = act.db.one(
        "SELECT p.id, p.delegate_id FROM procedure p JOIN question q ON q.procedure_id = p.id WHERE q.id = ?1",
        [id],
        |r| Ok((r.get::<_, ProcedureId>(0)?, r.get::<_, Option<DelegateId>>(1)?)),
    )?;
    let moved_it = seconder.is(mover, &procedure.moved_by);
    let second = Moving { moved_it, ..moving(act.db, about.as_ref(), &seconder)? };
    unless_allowed(act, may_move(procedure.kind, &procedure.terms, None, Some(second), u32::MAX))?;
    act.db.run("UPDATE procedure SET seconded_by = ?2 WHERE id = ?1", (kept, seconder.named()))?;
    act.db.run("UPDATE question SET state = 'seconded' WHERE id = ?1", [id])?;
    Ok(format!("{} was seconded by {}.", question.label(), seconder.named()))
}

/// Why what was moved from the floor is not seconded without a name.
pub(crate) fn seconder_unnamed(procedure: &Procedure) -> Refusal {
    Refusal::new(
        "procedure.seconder_unnamed",
        format!("Nobody said who seconds {}.", procedure.kind.in_words()),
    )
    .allowed_by("Name the seconder.")
}
