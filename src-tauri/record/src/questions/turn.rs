//! Amendments are taken in their turn, and all of them before what they would amend.
//!
//! Invariant: facts only; what follows from them is for `rules::amending`. What is to fall once the chair confirms it holds
//! nothing up. What no longer fits the text holds up no other amendment, but what it would amend: a person says what is left
//! of it, or the chair passes over it with a reason.

use std::collections::BTreeMap;

use rules::amending::{AmendmentOrder, Turn, all_settled, all_taken, in_turn};
use rules::joint_debate::InDebate;
use rules::motion::State;
use rules::procedure::{Kind, amendment_comes};
use rules::refusal::Refusal;
use rules::share::listed;
use rules::touch::Touch;

use super::{Question, joint};
use crate::allow::unless_allowed;
use crate::db::Db;
use crate::halt::{Fault, Halt, refusal};
use crate::ids::{MotionId, QuestionId};
use crate::motions::{self, Motion};
use crate::transact::Act;
use crate::{challenges, consequences, parts, procedures, rulings, speakers, standing_orders, votes};

/// The amendments to a paper that conference has not decided, in their order.
#[derive(Default)]
struct Untaken {
    /// They can be taken as they are.
    fit: Vec<Motion>,
    /// An amendment carried before them has changed what they would change.
    unfit: Vec<Motion>,
    /// Both.
    all: Vec<Motion>,
}

fn untaken(db: &Db, paper: MotionId) -> Result<Untaken, Fault> {
    untaken_of(db, motions::amendments(db, paper)?)
}

fn untaken_of(db: &Db, amendments: Vec<Motion>) -> Result<Untaken, Fault> {
    let mut untaken = Untaken::default();
    for amendment in amendments {
        if amendment.state != State::OnAgenda
            || refusal(consequences::none_proposed(db, &amendment))?.is_some()
        {
            continue;
        }
        untaken.all.push(amendment.clone());
        match refusal(motions::fits(db, &amendment))? {
            None => untaken.fit.push(amendment),
            Some(_) => untaken.unfit.push(amendment),
        }
    }
    Ok(untaken)
}

/// The turns of the amendments to what is before conference, read once for all of them.
pub(crate) struct Turns {
    order: AmendmentOrder,
    /// Every amendment, in their order.
    all: Vec<Motion>,
    /// Those that are still to be taken; where the debate is over only what was moved in it.
    waits: Vec<Motion>,
    /// Those that can still be taken, closure or not.
    open: Vec<MotionId>,
    touches: BTreeMap<MotionId, Touch>,
}

impl Turns {
    /// Of the paper that a question is on; of none where it is on none.
    pub(crate) fn read(db: &Db, above: &Question) -> Result<Option<Self>, Fault> {
        let Some(paper) = above.paper() else { return Ok(None) };
        let all = motions::amendments(db, paper.id)?;
        let mut waits = untaken_of(db, all.clone())?.fit;
        let open = waits.iter().map(|one| one.id).collect();
        if still_open(db, above)?.is_err() {
            waits = moved_in_the_debate(db, waits, true)?;
        }
        // Where nothing was moved nothing bars anything, and no text need be looked into.
        let touches =
            if all.iter().any(was_moved) { motions::touches(db, paper.id)? } else { BTreeMap::new() };
        let order = standing_orders::in_force(db)?.amend.order;
        Ok(Some(Self { order, all, waits, open, touches }))
    }

    /// Whether an amendment is called in its turn.
    pub(crate) fn in_its_turn(&self, amendment: &Motion, stands: InDebate) -> Result<(), Refusal> {
        // Whoever waits to move it in the debate is called first. One that can no longer be taken is refused for that, and
        // has no turn.
        if stands == InDebate::Waits || !self.open.contains(&amendment.id) {
            return Ok(());
        }
        let earlier = self.waits.first().filter(|first| first.id != amendment.id).map(Motion::label);
        let later = self.moved_further_on(amendment).map(Motion::label);
        let label = amendment.label();
        let turn = Turn { label: &label, earlier: earlier.as_deref(), later_moved: later.as_deref() };
        in_turn(&turn, self.order)
    }

    /// An amendment to a later part of the text that has been moved.
    fn moved_further_on(&self, amendment: &Motion) -> Option<&Motion> {
        let place = |of: MotionId| self.touches.get(&of).map(|touch| (touch.place, touch.after));
        let here = place(amendment.id)?;
        // The committee may have placed them otherwise: only what comes after it bars it.
        self.all
            .iter()
            .skip_while(|one| one.id != amendment.id)
            .find(|one| was_moved(one) && place(one.id).is_some_and(|there| there > here))
    }
}

/// Refuses an amendment that is called after the debate was closed, or out of its turn.
pub(super) fn comes(act: &Act<'_>, above: &Question, amendment: &Motion) -> Result<(), Halt> {
    let (stands, _) = joint::stands(act.db, amendment.id)?;
    // What was moved in the debate before it was closed is voted on all the same.
    if !stands.debated() {
        unless_allowed(act, still_open(act.db, above)?)?;
    }
    if amendment.upon.is_some_and(|upon| above.is_on(upon)) {
        unless_allowed(act, is_in_order(act.db, above)?)?;
    }
    if let Some(turns) = Turns::read(act.db, above)? {
        unless_allowed(act, turns.in_its_turn(amendment, stands))?;
    }
    Ok(())
}

/// What is beneath is not voted on, and nobody has risen.
pub(super) fn may_make_way(act: &Act<'_>, beneath: QuestionId) -> Result<(), Halt> {
    votes::none_under_way(act.db, beneath)?;
    unless_allowed(act, rulings::none_comes(act.db, beneath)?)
}

/// Refuses where the debate on what an amendment would change is over: conference has closed it, or its mover has replied.
pub(crate) fn still_open(db: &Db, above: &Question) -> Result<Result<(), Refusal>, Fault> {
    match procedures::none_closed(db, above)? {
        Ok(()) => speakers::nobody_replied(db, above),
        refused => Ok(refused),
    }
}

/// Refuses where somebody speaks, and where what an amendment would change has not been seconded.
pub(crate) fn is_in_order(db: &Db, above: &Question) -> Result<Result<(), Refusal>, Fault> {
    let terms = procedures::terms(db, Kind::Amendment)?;
    let speech = speakers::at_rostrum(db, above.id)?.is_some();
    let seconded = above.state != "moved" || !super::needs_seconder(db, above)?;
    Ok(amendment_comes(&above.label(), &terms, speech, seconded))
}

fn was_moved(amendment: &Motion) -> bool {
    matches!(amendment.state, State::Moved | State::Carried | State::Lost | State::NotCarried)
}

/// Those that were moved in the one debate with their motion, or those that were not.
fn moved_in_the_debate(db: &Db, all: Vec<Motion>, moved: bool) -> Result<Vec<Motion>, Fault> {
    let mut kept = Vec::new();
    for amendment in all {
        if joint::stands(db, amendment.id)?.0.debated() == moved {
            kept.push(amendment);
        }
    }
    Ok(kept)
}

/// Whether a question waits for amendments that have not been taken.
pub(super) fn all_are_taken(db: &Db, question: &Question) -> Result<Result<(), Refusal>, Fault> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(Ok(())) };
    // Once a part has been voted on nothing is amended any more.
    if refusal(parts::none_voted(db, question))?.is_some() {
        return Ok(Ok(()));
    }
    let untaken = untaken(db, paper.id)?;
    let closed = procedures::closed(db, question.id)?.is_some();
    let taken = all_taken(untaken.fit.first().map(Motion::label).as_deref(), closed);
    if taken.is_err() {
        return Ok(taken);
    }
    // What was moved in the debate before it was closed is voted on all the same.
    let unfit = if closed { moved_in_the_debate(db, untaken.unfit, true)? } else { untaken.unfit };
    let settled = all_settled(unfit.first().map(Motion::label).as_deref());
    if settled.is_err() {
        return Ok(settled);
    }
    Ok(refusal(challenges::none_waits_upon(db, question, closed))?.map_or(Ok(()), Err))
}

/// What would not be taken any more if the debate on a question were closed now: `amendments 1.1 and 1.2`; what was moved in
/// a debate with its motion is voted on all the same.
pub(crate) fn untaken_if_closed(db: &Db, question: &Question) -> Result<String, Fault> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(String::new()) };
    let untaken = moved_in_the_debate(db, untaken(db, paper.id)?.all, false)?;
    Ok(numbered(&untaken))
}

/// What is passed over where a question is put now, as the effect of its vote has it: ` Amendment 1.1, which was not taken,
/// falls.` Empty where every amendment, and every motion that a part go back, was taken.
pub(super) fn left_out(db: &Db, question: &Question) -> Result<String, Halt> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(String::new()) };
    let untaken = untaken(db, paper.id)?.all;
    let amendments = numbered(&untaken).replacen('a', "A", 1);
    let unheard: Vec<String> = challenges::over_with(db, paper.id)?.iter().map(Motion::label).collect();
    Ok(passed_over(&amendments, untaken.len()) + &passed_over(&listed(&unheard), unheard.len()))
}

fn passed_over(named: &str, many: usize) -> String {
    match many {
        0 => String::new(),
        1 => format!(" {named}, which was not taken, falls."),
        _ => format!(" {named}, which were not taken, fall."),
    }
}

pub(super) fn numbered(amendments: &[Motion]) -> String {
    let numbers: Vec<&str> = amendments.iter().map(|one| one.number.as_str()).collect();
    match numbers.len() {
        0 => String::new(),
        1 => format!("amendment {}", listed(&numbers)),
        _ => format!("amendments {}", listed(&numbers)),
    }
}
