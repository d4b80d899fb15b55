//! A badge is put to the line of somebody who speaks, or has spoken, in the name of a body.
//!
//! Invariant: what was said stays said for the body; who said it is known from then on, and the right to speak counts it.

use rules::refusal::Refusal;
use rules::speakers::{Naming, may_be_named};

use super::{Request, at_rostrum, heard, known, person};
use crate::allow::unless_allowed;
use crate::command::Who;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{DelegateId, RequestId};
use crate::questions::{self, Question};
use crate::transact::Act;

pub(crate) fn name_speaker(act: &Act<'_>, id: RequestId, delegate: DelegateId) -> Done {
    let line = known(act.db, id)?;
    if line.state == "withdrawn" {
        let sentence = format!("{} did not speak.", line.named());
        return Err(Refusal::new("request.not_waiting", sentence).into());
    }
    let who = person(act.db, &Who { delegate: Some(delegate), ..Who::default() })?;
    if line.delegate == Some(delegate) {
        let sentence = format!("The record has it already that this is {}.", who.named());
        return Err(Refusal::new("speaker.same", sentence).into());
    }
    let of_the_body = match line.delegation {
        Some(body) => who.delegation == Some(body),
        None => who.body == line.body,
    };
    let (named, stands) = (who.named(), line.delegate.map(|_| line.named()));
    let naming = Naming { body: &line.body, person: &named, stands: stands.as_deref(), of_the_body };
    unless_allowed(act, may_be_named(&naming))?;
    act.db.run(
        "UPDATE request SET delegate_id = ?2, name = ?3, delegation_id = coalesce(delegation_id, ?4) WHERE id = ?1",
        (id, delegate, &who.name, who.delegation),
    )?;
    let badge: String = act.db.one("SELECT badge FROM delegate WHERE id = ?1", [delegate], |r| r.get(0))?;
    let question = questions::known(act.db, line.question)?;
    let speaks = match line.state.as_str() {
        "waiting" => "is to speak",
        "speaking" => "speaks",
        _ => "spoke",
    };
    let (name, on) = (&who.name, question.in_words());
    Ok(format!("It is {name}, badge {badge}, who {speaks} for {} on {on}.", line.body))
}

/// Those who speak, or have spoken, in the name of a body on the register, and nobody has said who: on what is before
/// conference and beneath it, whoever is at the rostrum first, and then the latest.
pub(crate) fn nameless(db: &Db, question: &Question) -> Result<Vec<Request>, Halt> {
    let mut found = of_bodies(db, question)?;
    let mut at = question.upon;
    while let Some(id) = at {
        let beneath = questions::known(db, id)?;
        found.extend(of_bodies(db, &beneath)?);
        at = beneath.upon;
    }
    Ok(found)
}

fn of_bodies(db: &Db, question: &Question) -> Result<Vec<Request>, Fault> {
    let speaks = at_rostrum(db, question.id)?;
    let all = speaks.into_iter().chain(heard(db, question.id)?.into_iter().rev());
    Ok(all.filter(|one| one.delegate.is_none() && one.delegation.is_some() && one.name == one.body).collect())
}
