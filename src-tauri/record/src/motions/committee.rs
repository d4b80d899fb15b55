//! The committee's way with a paper: ruled in or out, printed, put on the agenda; deadlines; withdrawn before it is moved.
//!
//! Invariant: a paper that was ruled out comes onto the agenda by a vote of conference, or by the committee ruling it in.

use rules::challenge::may_be_ruled_out;
use rules::motion::{State, may_become};
use rules::printed;
use rules::refusal::Refusal;
use rules::share::{and_then, capital};

use super::handing_in::place_under;
use super::{Motion, decided, known, placing, set_state};
use crate::allow::{said, unless_allowed};
use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{challenges, composites, emergencies, motions, programme, questions, set_up, when};

const PRINTED: &str = "It was printed in the preliminary agenda.";
const PUT_ON: &str = "It was put on the agenda.";

/// In order, all of them or none. A ruling that is turned says why.
pub(crate) fn rule_in(act: &Act<'_>, ids: &[MotionId], reason: &str) -> Done {
    let papers = named(act, ids)?;
    for paper in &papers {
        may_go_on(act.db, paper, State::RuledIn)?;
        if paper.state == State::RuledOut {
            unless_allowed(act, not_by_conference(act.db, paper)?)?;
            said("reason", reason)?;
        }
        emergencies::in_order(act, paper)?;
        let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
        set_state(act, paper.id, State::RuledIn, reason.unwrap_or("The committee ruled it in."))?;
    }
    let which = match papers.as_slice() {
        [one] => one.in_words(),
        several => together_in_words(several),
    };
    Ok(format!("The committee ruled {which} in.{}", after(reason)))
}

/// What conference ruled out by a vote is not let in again by the committee.
fn not_by_conference(db: &Db, paper: &Motion) -> Result<Result<(), Refusal>, Fault> {
    if !challenges::ruled_out(db, paper.id)? {
        return Ok(Ok(()));
    }
    let sentence = format!("Conference ruled {} out by a vote.", paper.label());
    Ok(Err(Refusal::new("motion.conference_ruled", sentence)
        .allowed_by("Conference may put it on the agenda by a vote.")
        .by_reason()))
}

pub(crate) fn rule_out(act: &Act<'_>, id: MotionId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let paper = known(act.db, id)?;
    set_state(act, id, State::RuledOut, &reason)?;
    Ok(format!("The committee ruled {} out: {reason}", paper.in_words()))
}

/// The preliminary agenda.
pub(crate) fn print(act: &Act<'_>, ids: &[MotionId]) -> Done {
    let papers = together(act, ids, State::Printed)?;
    Ok(format!("{} printed in the preliminary agenda.", were(&papers)))
}

/// On the agenda of conference: under the item, or else where the programme prints their numbers.
pub(crate) fn put_on_agenda(act: &Act<'_>, ids: &[MotionId], item: Option<ItemId>) -> Done {
    for id in ids {
        let paper = known(act.db, *id)?;
        if paper.state == State::RuledOut {
            return Err(Refusal::new("motion.ruled_out", format!("{} was ruled out.", paper.label()))
                .allowed_by("Conference may put it on the agenda by a vote, or the committee rule it in.")
                .into());
        }
        if matches!(paper.state, State::Falls | State::Composited) {
            may_become(&paper.label(), paper.state, State::Printed)?;
        }
    }
    let items = if item.is_none() { programme::printed(act.db)? } else { Vec::new() };
    let waited = placing::all_wait(act.db, ids)?;
    let papers = on_the_agenda(act, ids, item, &items)?;
    let mut placed = 0_u64;
    for paper in papers.iter().filter(|paper| paper.kind != MotionKind::Amendment) {
        if let Some(item) = item {
            take_under(act, paper.id, item)?;
        } else if !is_placed(act.db, paper)?
            && let Some(item) = first_printing(&items, paper)
        {
            place_under(act, paper.id, item)?;
            placed += 1;
        }
    }
    if let Some(item) = item.filter(|_| waited) {
        return Ok(format!("{} taken under {} now.", are(&papers), programme::known(act.db, item)?.named()));
    }
    if waited {
        return Ok(format!("{} taken now where the programme prints {}.", are(&papers), its_number(&papers)));
    }
    let under = match placed {
        0 => String::new(),
        1 => ", 1 of them under the item that prints its number".to_owned(),
        many => format!(", {many} of them under the items that print their numbers"),
    };
    Ok(format!("{} put on the agenda{under}.", were(&papers)))
}

/// The papers, each on the agenda now. Of one that stands there already, or whose debate is adjourned and goes on where it
/// stopped, all that can change is the item under which it is taken.
fn on_the_agenda(
    act: &Act<'_>,
    ids: &[MotionId],
    item: Option<ItemId>,
    printed: &[(ItemId, String)],
) -> Result<Vec<Motion>, Halt> {
    let papers = named(act, ids)?;
    for paper in &papers {
        if paper.state == State::OnAgenda {
            placing::may_be_taken(act.db, paper, item, printed)?;
        } else if paper.state != State::Adjourned {
            go_on(act, paper, State::OnAgenda)?;
        } else if item.is_none() {
            let sentence =
                format!("The debate on {} is adjourned: it is on the agenda already.", paper.in_words());
            return Err(Refusal::new("motion.adjourned", sentence)
                .allowed_by(
                    "Call it and its debate goes on where it stopped; or name the item under which it shall.",
                )
                .into());
        }
    }
    Ok(papers)
}

fn is_placed(db: &Db, paper: &Motion) -> Result<bool, Fault> {
    Ok(placing::item_of(db, paper.id)?.is_some())
}

/// The first item whose printed line has the paper's number.
pub(super) fn first_printing(items: &[(ItemId, String)], paper: &Motion) -> Option<ItemId> {
    items.iter().find(|(_, motions)| printed::includes(motions, &paper.number)).map(|(item, _)| *item)
}

/// The item that prints the number of the first of these papers that is printed.
pub(crate) fn where_printed(db: &Db, papers: &[Motion]) -> Result<Option<ItemId>, Fault> {
    let items = programme::printed(db)?;
    Ok(papers.iter().find_map(|paper| first_printing(&items, paper)))
}

/// Under this item from now on, and under no other.
pub(crate) fn take_under(act: &Act<'_>, motion: MotionId, item: ItemId) -> Result<(), Halt> {
    act.db.run("DELETE FROM item_motion WHERE motion_id = ?1", [motion])?;
    place_under(act, motion, item)
}

/// Conference takes what the committee had ruled out.
pub(crate) fn put_on_by_vote(act: &Act<'_>, id: MotionId, reason: &str) -> Done {
    set_up::sitting(act.db)?;
    let reason = said("reason", reason)?;
    let paper = known(act.db, id)?;
    if paper.state != State::RuledOut {
        return Err(
            Refusal::new("motion.not_ruled_out", format!("{} was not ruled out.", paper.label())).into()
        );
    }
    composites::is_agreed(act.db, &paper)?;
    set_state(act, id, State::OnAgenda, &reason)?;
    let under = placing::where_it_is_printed(act, &paper)?;
    Ok(format!("Conference put {} on the agenda by a vote{under}: {reason}", paper.in_words()))
}

/// Conference does not take what the committee had ruled in; what would have amended it falls.
pub(crate) fn rule_out_by_vote(act: &Act<'_>, id: MotionId, reason: &str) -> Done {
    set_up::sitting(act.db)?;
    let paper = known(act.db, id)?;
    if !may_be_ruled_out(paper.state) {
        let sentence = format!("{} is {}: it is not to be ruled out.", paper.label(), paper.state.in_words());
        return Err(Refusal::new("challenge.done", sentence).into());
    }
    questions::may_fall(act.db, &paper, true)?;
    act.db.run("DELETE FROM item_motion WHERE motion_id = ?1", [id])?;
    motions::release(act, id, State::RuledOut, reason)?;
    questions::let_fall(act, id, &format!("{} was ruled out by a vote.", paper.label()))?;
    Ok(format!("Conference ruled {} out by a vote: {reason}", paper.in_words()))
}

/// Its mover takes it back before it is moved; where it was called already, from before conference.
pub(crate) fn withdraw(act: &Act<'_>, id: MotionId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let paper = known(act.db, id)?;
    if let Some(question) = questions::of_paper(act.db, id)?.first() {
        return questions::withdraw(act, question.id, &reason);
    }
    set_state(act, id, State::Withdrawn, &reason)?;
    questions::let_fall(act, id, &format!("{} was withdrawn.", paper.label()))?;
    Ok(and_then(&format!("{} was withdrawn: {reason}", paper.label()), &composites::released(act.db, id)?))
}

/// Whether a paper may go on to a state of the committee's: its own way, and for an amendment that of its paper.
pub(crate) fn may_go_on(db: &Db, paper: &Motion, to: State) -> Result<(), Halt> {
    // Only a correction of the result takes back what conference has decided.
    if matches!(paper.state, State::Carried | State::Lost | State::NotCarried) {
        return Err(decided(paper).into());
    }
    may_become(&paper.label(), paper.state, to)?;
    if to == State::OnAgenda {
        composites::is_agreed(db, paper)?;
    }
    let Some(upon) = paper.upon else { return Ok(()) };
    let upon = known(db, upon)?;
    if to == State::OnAgenda && !upon.state.is_undecided() && !may_return(upon.state) {
        return Err(Refusal::new(
            "amendment.its_paper",
            format!("{} is {}.", upon.label(), upon.state.in_words()),
        )
        .allowed_by("Put the paper on the agenda before what would amend it.")
        .into());
    }
    Ok(())
}

fn may_return(state: State) -> bool {
    matches!(state, State::Guillotined | State::NotReached)
}

/// Papers that go on to one state together: all of them or none.
fn together(act: &Act<'_>, ids: &[MotionId], to: State) -> Result<Vec<Motion>, Halt> {
    let papers = named(act, ids)?;
    for paper in &papers {
        go_on(act, paper, to)?;
    }
    Ok(papers)
}

fn go_on(act: &Act<'_>, paper: &Motion, to: State) -> Result<(), Halt> {
    may_go_on(act.db, paper, to)?;
    // Nobody is asked why: what was done is the reason.
    let why = if to == State::Printed { PRINTED } else { PUT_ON };
    set_state(act, paper.id, to, why)
}

/// The papers that an act names: at least one.
pub(super) fn named(act: &Act<'_>, ids: &[MotionId]) -> Result<Vec<Motion>, Halt> {
    if ids.is_empty() {
        return Err(Refusal::new("motion.none_named", "No paper is named.").into());
    }
    ids.iter().map(|id| known(act.db, *id)).collect()
}

/// `papers 12, 13 and C4`, `27 papers`
fn together_in_words(papers: &[Motion]) -> String {
    match papers {
        [rest @ .., last] if !rest.is_empty() && papers.len() <= 6 => {
            let rest: Vec<_> = rest.iter().map(|paper| paper.number.as_str()).collect();
            format!("papers {} and {}", rest.join(", "), last.number)
        }
        many => rules::share::counted(u64::try_from(many.len()).unwrap_or_default(), "paper", "papers"),
    }
}

/// `Motion 12 was`, `Papers 12, 13 and C4 were`, `27 papers were`
pub(super) fn were(papers: &[Motion]) -> String {
    match papers {
        [one] => format!("{} was", one.label()),
        several => format!("{} were", capital(&together_in_words(several))),
    }
}

/// `Motion 12 is`, `Papers 12, 13 and C4 are`
fn are(papers: &[Motion]) -> String {
    match papers {
        [one] => format!("{} is", one.label()),
        several => format!("{} are", capital(&together_in_words(several))),
    }
}

fn its_number(papers: &[Motion]) -> &'static str {
    if papers.len() == 1 { "its number" } else { "their numbers" }
}

fn after(reason: &str) -> String {
    if reason.trim().is_empty() { String::new() } else { format!(" {}", reason.trim()) }
}

/// Until when papers of a kind are handed in: `2016-07-29 12:00`; none: whenever.
pub(crate) fn set_deadline(act: &Act<'_>, kind: MotionKind, at: Option<&str>) -> Done {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let moment = at.map(|text| when::moment(zone, text)).transpose()?;
    let name = name_of(&kind)?;
    let what = kind.label("").trim().to_lowercase();
    let Some(moment) = moment else {
        if act.db.run("DELETE FROM deadline WHERE kind = ?1", [&name])? == 0 {
            return Err(Refusal::new("deadline.none", format!("There is no deadline for a {what}.")).into());
        }
        return Ok(format!("There is no deadline for a {what} any more."));
    };
    let changed = act.db.run("UPDATE deadline SET at = ?2 WHERE kind = ?1", (&name, moment))?;
    if changed == 0 {
        act.db.insert("INSERT INTO deadline(kind, at) VALUES (?1, ?2)", (&name, moment))?;
    }
    Ok(format!("The deadline for a {what} is {}.", when::moment_in_words(zone, moment)))
}

/// Every deadline that is set, as ms since 1970.
pub(crate) fn deadlines(db: &Db) -> Result<Vec<(MotionKind, i64)>, Fault> {
    db.rows("SELECT kind, at FROM deadline ORDER BY at, id", [], |r| Ok((variant(r, 0)?, r.get(1)?)))
}
