//! Papers as tellers enter them: the number of the delegation, then the numbers of the options.
//!
//! Invariant: a delegation's paper is entered once; blank is something that was handed in, and not the same as not handed in.

use rules::priorities::check_paper;
use rules::refusal::Refusal;

use super::{Ballot, Entered, State, ballot_of, entered, in_state, known, options};
use crate::allow::said;
use crate::command::PaperMark;
use crate::halt::{Done, Halt};
use crate::ids::{PrioritiesOptionId, PrioritiesPaperId};
use crate::sql::name_of;
use crate::transact::Act;

fn paper_of(act: &Act<'_>, id: PrioritiesPaperId) -> Result<(Ballot, Entered), Halt> {
    let ballot = known(act.db, ballot_of(act.db, id)?)?;
    let paper = entered(act.db, ballot.id)?.into_iter().find(|paper| paper.id == id);
    let paper = paper.ok_or_else(|| Refusal::new("priorities.paper_unknown", "There is no such paper."))?;
    in_state(&ballot, &[State::Open, State::Closed])?;
    Ok((ballot, paper))
}

/// A teller enters one delegation's paper.
pub(crate) fn enter(
    act: &Act<'_>,
    id: PrioritiesPaperId,
    mark: PaperMark,
    chosen: &[PrioritiesOptionId],
) -> Done {
    let (ballot, paper) = paper_of(act, id)?;
    if paper.state != "out" {
        return Err(Refusal::new(
            "priorities.entered_already",
            format!("The paper of {}, {}, is in already.", paper.number, paper.name),
        )
        .allowed_by("Put the first entry aside with a reason, if it was wrong.")
        .into());
    }
    let options = options(act.db, ballot.id)?;
    if let Some(stranger) = chosen.iter().find(|id| !options.iter().any(|option| option.id == **id)) {
        let sentence = format!("The ballot has no option with the id {}.", stranger.0);
        return Err(Refusal::new("priorities.option_unknown", sentence).into());
    }
    match mark {
        PaperMark::Marked => {
            let marked: Vec<i64> = chosen.iter().map(|id| id.0).collect();
            check_paper(&marked, ballot.choices)?;
        }
        PaperMark::Blank | PaperMark::Spoiled if chosen.is_empty() => {}
        PaperMark::Blank | PaperMark::Spoiled => {
            let sentence = "A paper that is blank or spoiled chooses nothing.";
            return Err(Refusal::new("priorities.chooses", sentence).into());
        }
    }
    act.db.run(
        "UPDATE priorities_paper SET state = ?2, station = ?3, at = ?4 WHERE id = ?1",
        (id, name_of(&mark)?, &act.actor.station, act.at),
    )?;
    for option in chosen {
        act.db.insert("INSERT INTO priorities_choice(paper_id, option_id) VALUES (?1, ?2)", (id, option))?;
    }
    // What it says does not leave the record before the count.
    Ok(format!("The priorities paper of {}, {}, was entered.", paper.number, paper.name))
}

/// An entry was wrong: the paper is out again until it is entered right.
pub(crate) fn set_aside(act: &Act<'_>, id: PrioritiesPaperId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let (_, paper) = paper_of(act, id)?;
    if paper.state == "out" {
        let sentence = format!("The paper of {}, {}, has not been entered.", paper.number, paper.name);
        return Err(Refusal::new("priorities.not_entered", sentence).into());
    }
    act.db.run("DELETE FROM priorities_choice WHERE paper_id = ?1", [id])?;
    act.db.run("UPDATE priorities_paper SET state = 'out', station = '', at = NULL WHERE id = ?1", [id])?;
    Ok(format!(
        "The entry of the priorities paper of {}, {}, was put aside: {reason}",
        paper.number, paper.name
    ))
}
