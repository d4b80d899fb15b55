//! Something is moved from the floor.

use rules::procedure::{About, Kind, Moving, Terms, effects, in_order, may_move, wording};
use rules::refusal::Refusal;

use super::{Procedure, before, beneath, chair, closing, debated_on, is_about, suspensions, terms};
use crate::allow::{said, unless_allowed};
use crate::command::{ProcedureGiven, Who};
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{InterruptionId, ItemId, ProcedureId, QuestionId};
use crate::questions::{self, Question};
use crate::speakers::{self, Person};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{franchise, motions, place, rulings, set_up, speeches, standing_orders, when};

/// Whether it is in order now, whoever moves it.
pub(crate) fn may_be_moved(
    db: &Db,
    place: Option<ItemId>,
    top: Option<&Question>,
    kind: Kind,
    now: i64,
) -> Result<Result<(), Refusal>, Halt> {
    Ok(in_order(kind, &terms(db, kind)?, &before(db, place, top, kind, now)?))
}

pub(crate) fn move_procedure(
    act: &Act<'_>,
    kind: Kind,
    upon: Option<QuestionId>,
    who: &Who,
    seconder: Option<&Who>,
    given: &ProcedureGiven,
) -> Done {
    set_up::sitting(act.db)?;
    if !Kind::MOVED.contains(&kind) {
        return Err(Refusal::new("procedure.own_act", format!("{} is taken by itself.", kind.title())).into());
    }
    let place = place::of_conference(act.db)?;
    let top = questions::top(act.db, place)?;
    if top.as_ref().map(|top| top.id) != upon {
        return Err(Refusal::new("question.not_top", "Something else is before conference by now.")
            .allowed_by("Look at what is before conference, and move it again.")
            .into());
    }
    let terms = terms(act.db, kind)?;
    unless_allowed(act, in_order(kind, &terms, &before(act.db, place, top.as_ref(), kind, act.at)?))?;
    let mover = speakers::person(act.db, who)?;
    let seconder = seconder.map(|who| speakers::person(act.db, who)).transpose()?;
    unless_allowed(act, by_its_mover(act.db, kind, top.as_ref(), &mover)?)?;
    let under = match &top {
        Some(top) => beneath(act.db, top)?,
        None => None,
    };
    let about = is_about(kind, top.as_ref(), under.as_ref());
    let first = moving(act.db, about, &mover)?;
    let second = match &seconder {
        Some(seconder) => {
            let moved_it = seconder.is(mover.delegate, &mover.named());
            Some(Moving { moved_it, ..moving(act.db, about, seconder)? })
        }
        None => None,
    };
    unless_allowed(act, may_move(kind, &terms, Some(first), second, given.supporters))?;
    let seconded = seconder.as_ref().map_or_else(String::new, Person::named);
    let moved = written(act, kind, &terms, top.as_ref(), under.as_ref(), given)?;
    stand_still(act, top.as_ref(), under.as_ref())?;
    let moved = Procedure { moved_by: mover.named(), seconded_by: seconded, ..moved };
    let id = keep(act, &moved, &mover, given)?;
    let state = if terms.seconder && moved.seconded_by.is_empty() { "moved" } else { "seconded" };
    let question = QuestionId(act.db.insert(
        "INSERT INTO question(item_id, upon_id, procedure_id, state, formally_seconded, called_at)
         VALUES (?1, ?2, ?3, ?4, 0, ?5)",
        (place, upon, id, state, act.at),
    )?);
    if terms.chair_leaves {
        let why = format!("While {} is decided.", kind.in_words());
        chair::leave(act, &moved.acting, &why, Some(question))?;
    }
    Ok(told(&moved))
}

/// Whether somebody has spoken on the question that a motion is about, which nobody has where there is none; and whether they
/// have a vote, as the franchise is now.
pub(super) fn moving(db: &Db, about: Option<&Question>, person: &Person) -> Result<Moving, Halt> {
    let voters = franchise::in_force(db)?.standings;
    let without_vote = person.standing.filter(|standing| !voters.contains(standing));
    let who = Moving { without_vote, ..Moving::default() };
    let Some(about) = about else { return Ok(who) };
    Ok(Moving {
        spoken: speakers::has_spoken(db, about.id, person)?,
        perhaps: speakers::perhaps_has_spoken(db, about.id, person.delegate, person.delegation)?,
        ..who
    })
}

/// Leave to withdraw a paper is asked for by whoever moved it.
fn by_its_mover(
    db: &Db,
    kind: Kind,
    top: Option<&Question>,
    mover: &Person,
) -> Result<Result<(), Refusal>, Halt> {
    let Some(top) = top.filter(|_| kind == Kind::Withdrawal) else { return Ok(Ok(())) };
    let Some(paper) = beneath(db, top)?.and_then(|under| under.paper().map(|paper| paper.id)) else {
        return Ok(Ok(()));
    };
    let body = motions::party(db, paper, "mover")?;
    Ok(match body.filter(|body| !mover.is_of(body)) {
        Some(body) => Err(Refusal::new(
            "procedure.not_the_mover",
            format!("Leave to withdraw it is asked for by its mover, {body}."),
        )
        .allowed_by("Ask the mover.")
        .by_reason()),
        None => Ok(()),
    })
}

fn told(moved: &Procedure) -> String {
    let seconded = if moved.seconded_by.is_empty() {
        String::new()
    } else {
        format!(" Seconded by {}.", moved.seconded_by)
    };
    let ruling = if moved.ruling.is_empty() {
        String::new()
    } else {
        format!(" The ruling: {}.", moved.ruling.trim_end_matches('.'))
    };
    let acting = if moved.acting.is_empty() {
        String::new()
    } else {
        format!(" The chair left the chair; {} presided.", moved.acting)
    };
    format!("{} moved: {}{ruling}{seconded}{acting}", moved.moved_by, moved.wording)
}

/// Whoever is at the rostrum stands still while it is decided.
fn stand_still(act: &Act<'_>, top: Option<&Question>, under: Option<&Question>) -> Result<(), Halt> {
    for question in top.into_iter().chain(under) {
        if let Some(open) =
            speeches::on(act.db, question.id)?.filter(|open| open.clock.running_since.is_some())
        {
            speeches::stop(act, open.request)?;
        }
    }
    Ok(())
}

/// What is moved, in words; refuses where something must be named and is not.
fn written(
    act: &Act<'_>,
    kind: Kind,
    terms: &Terms,
    top: Option<&Question>,
    under: Option<&Question>,
    given: &ProcedureGiven,
) -> Result<Procedure, Halt> {
    let suspends = kind == Kind::Suspension;
    let must_name = suspends && standing_orders::in_force(act.db)?.suspend.must_name_sos;
    let given_words = |wanted: bool, must: bool, what: &str, text: &str| match (wanted, must) {
        (true, true) => said(what, text),
        (true, false) => Ok(text.trim().to_owned()),
        (false, _) => Ok(String::new()),
    };
    let orders = given_words(suspends, must_name, "number of the standing orders", &given.orders)?;
    let purpose = given_words(suspends, true, "purpose", &given.purpose)?;
    let leaves = terms.chair_leaves;
    let acting = given_words(leaves, true, "name of who takes the chair", &given.acting)?;
    let ruling = if kind == Kind::Challenge { ruling(act.db, given)? } else { String::new() };
    let ends_at = if suspends {
        Some(suspensions::ends_at(act, given.until.as_deref())?)
    } else if matches!(kind, Kind::AdjournConference | Kind::AdjournDebate) {
        suspensions::until(act, given.until.as_deref())?
    } else {
        None
    };
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let whole = match top {
        Some(top) => debated_on(act.db, top)?,
        None => None,
    };
    let on = is_about(kind, top, under);
    let about = About {
        question: on.map_or_else(String::new, Question::in_words),
        paper: whole.as_ref().map_or_else(String::new, Question::in_words),
        amendment: on.is_some_and(Question::on_amendment),
        orders: in_words(&orders),
        purpose: purpose.clone(),
        until: ends_at.map_or_else(String::new, |at| when::to_come(zone, act.at, at)),
        ruling: ruling.clone(),
        acting: acting.clone(),
        closing: closing(act.db, kind, on, act.at)?,
        untaken: match on {
            Some(on) => questions::untaken_if_closed(act.db, on)?,
            None => String::new(),
        },
        grace_min: standing_orders::in_force(act.db)?.quorum.grace_minutes,
    };
    let (if_carried, if_lost) = effects(kind, &about);
    Ok(Procedure {
        kind,
        moved_by: String::new(),
        seconded_by: String::new(),
        orders,
        purpose,
        ends_at,
        ruling,
        acting,
        wording: wording(kind, &about),
        if_carried,
        if_lost,
        terms: terms.clone(),
    })
}

/// `standing order 7`, `standing orders 7 and 9`; as given where it is not numbers.
pub(super) fn in_words(orders: &str) -> String {
    let numbers =
        orders.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ') || "and".contains(c));
    match (orders.is_empty(), numbers, orders.contains([',', ' '])) {
        (true, _, _) => String::new(),
        (_, false, _) => orders.to_owned(),
        (_, true, true) => format!("standing orders {orders}"),
        (_, true, false) => format!("standing order {orders}"),
    }
}

/// The ruling that is challenged: one that was logged, or one given in words.
fn ruling(db: &Db, given: &ProcedureGiven) -> Result<String, Halt> {
    match given.ruling {
        Some(id) => rulings::in_full(db, id),
        None => Ok(said("ruling", &given.stated)?),
    }
}

fn keep(
    act: &Act<'_>,
    moved: &Procedure,
    mover: &Person,
    given: &ProcedureGiven,
) -> Result<ProcedureId, Halt> {
    let ruling: Option<InterruptionId> = given.ruling.filter(|_| moved.kind == Kind::Challenge);
    Ok(ProcedureId(act.db.insert(
        "INSERT INTO procedure(kind, moved_by, delegate_id, seconded_by, supporters, orders, purpose, ends_at,
           interruption_id, ruling, acting, wording, if_carried, if_lost, terms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        rusqlite::params![
            name_of(&moved.kind)?,
            moved.moved_by,
            mover.delegate,
            moved.seconded_by,
            given.supporters,
            moved.orders,
            moved.purpose,
            moved.ends_at,
            ruling,
            moved.ruling,
            moved.acting,
            moved.wording,
            moved.if_carried,
            moved.if_lost,
            serde_json::to_string(&moved.terms).map_err(crate::halt::Fault::from)?,
        ],
    )?))
}
