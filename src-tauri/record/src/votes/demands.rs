//! Demands for a count or a card vote: who and how many, whether the standing orders bind the chair, what the chair said.
//!
//! Invariant: a demand is kept whatever becomes of it; what binds the chair is refused only with a recorded reason.

use rules::demand::{Stage, Support, Wanted, binds};
use rules::refusal::Refusal;

use crate::allow::{said, unless_allowed};
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{DemandId, QuestionId, VoteId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::votes::{self, by_the_chair, live, put, set_vote_state};
use crate::{franchise, set_up, standing_orders};
use crate::{procedures, questions};

/// A demand as it stands.
pub(crate) struct Demanded {
    pub(crate) id: DemandId,
    pub(crate) question: QuestionId,
    pub(crate) wanted: Wanted,
    pub(crate) by: String,
    /// It binds the chair.
    pub(crate) binds: bool,
    /// Why it does or does not.
    pub(crate) why: String,
    /// `made`, `granted`, `refused`
    pub(crate) state: String,
}

fn demanded(r: &rusqlite::Row<'_>) -> rusqlite::Result<Demanded> {
    Ok(Demanded {
        id: r.get(0)?,
        question: r.get(1)?,
        wanted: variant(r, 2)?,
        by: r.get(3)?,
        binds: r.get(4)?,
        why: r.get(5)?,
        state: r.get(6)?,
    })
}

fn known(db: &Db, id: DemandId) -> Result<Demanded, Halt> {
    db.row(
        "SELECT id, question_id, wanted, by_whom, binds, why, state FROM demand WHERE id = ?1",
        [id],
        demanded,
    )?
    .ok_or_else(|| Refusal::new("demand.unknown", "There is no such demand.").into())
}

/// The demand on a question that the chair has not answered.
pub(crate) fn pending(db: &Db, question: QuestionId) -> Result<Option<Demanded>, Fault> {
    db.row(
        "SELECT id, question_id, wanted, by_whom, binds, why, state FROM demand
         WHERE question_id = ?1 AND state = 'made' ORDER BY id LIMIT 1",
        [question],
        demanded,
    )
}

/// What the standing orders ask of a demand on a question as it stands.
fn weighed(
    db: &Db,
    question: QuestionId,
    wanted: Wanted,
    support: &Support,
) -> Result<Result<String, Refusal>, Fault> {
    let orders = standing_orders::in_force(db)?;
    let stage = match live(db, question)? {
        None => Stage::BeforeQuestion,
        Some(vote) if matches!(vote.method, Method::Hands | Method::Agreed) && vote.state == "open" => {
            Stage::AfterHands
        }
        Some(_) => Stage::Counting,
    };
    let (key, when) = match wanted {
        Wanted::Count => (orders.count.demanded_by, orders.count.when),
        Wanted::Card => (orders.card.demanded_by, orders.card.when),
    };
    let registered = franchise::voters(db)?.registered;
    Ok(binds(wanted, key, when, stage, registered, support))
}

pub(crate) fn make(act: &Act<'_>, id: QuestionId, wanted: Wanted, by: &str, support: &Support) -> Done {
    set_up::sitting(act.db)?;
    let question = questions::debated(act.db, id)?;
    let by = said("name of who demands it", by)?;
    let method = method_of(wanted);
    procedures::may_be_put(&question, method)?;
    if let Some(vote) = live(act.db, id)?.filter(|vote| vote.method == method) {
        return Err(Refusal::new("demand.counting", format!("{} is under way already.", vote.label())).into());
    }
    if let Some(open) = pending(act.db, id)? {
        return Err(Refusal::new(
            "demand.pending",
            format!("{} demands {}.", open.by, open.wanted.in_words()),
        )
        .allowed_by("Grant or refuse that first.")
        .into());
    }
    let (met, why) = match weighed(act.db, id, wanted, support)? {
        Ok(why) => (true, why),
        Err(refusal) => (false, refusal.sentence),
    };
    let vote: Option<VoteId> = live(act.db, id)?.map(|vote| vote.id);
    let whole = |n: Option<u64>| n.map(|n| i64::try_from(n).unwrap_or(i64::MAX));
    act.db.insert(
        "INSERT INTO demand(question_id, vote_id, wanted, by_whom, delegates, delegations, mover, binds, why, state, words, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'made', '', ?10)",
        (id, vote, name_of(&wanted)?, &by, whole(support.delegates), whole(support.delegations), support.mover, met, &why, act.at),
    )?;
    Ok(format!("{by} demanded {} on {}. {why}", wanted.in_words(), question.in_words()))
}

/// The way of voting that is demanded.
fn method_of(wanted: Wanted) -> Method {
    match wanted {
        Wanted::Count => Method::Counted,
        Wanted::Card => Method::Card,
    }
}

fn unanswered(db: &Db, id: DemandId) -> Result<Demanded, Halt> {
    let demand = known(db, id)?;
    if demand.state == "made" {
        return Ok(demand);
    }
    Err(Refusal::new("demand.answered", "The chair has answered that demand.").into())
}

fn answer(act: &Act<'_>, id: DemandId, state: &str, words: &str) -> Result<String, Halt> {
    let words = words.trim();
    let told = if words.is_empty() { String::new() } else { format!(": {}", said("words", words)?) };
    act.db.run("UPDATE demand SET state = ?2, words = ?3 WHERE id = ?1", (id, state, words))?;
    Ok(told)
}

/// Granted: hands that were shown decide nothing, and the question is put the way that was demanded.
pub(crate) fn grant(act: &Act<'_>, id: DemandId, words: &str) -> Done {
    by_the_chair(act)?;
    let demand = unanswered(act.db, id)?;
    if demand.wanted == Wanted::Card && !demand.binds && !standing_orders::in_force(act.db)?.card.by_chair {
        let sentence = format!("{} The standing orders do not let the chair order a card vote.", demand.why);
        unless_allowed(act, Err(Refusal::new("demand.not_met", sentence).by_reason()))?;
    }
    let told = answer(act, id, "granted", words)?;
    if let Some(vote) = live(act.db, demand.question)? {
        if !matches!(vote.method, Method::Hands | Method::Agreed) || vote.state != "open" {
            let sentence = format!("{} is being counted already.", vote.label());
            return Err(Refusal::new("demand.counting", sentence).into());
        }
        set_vote_state(act, vote.id, "inconclusive")?;
    }
    let put = put(act, demand.question, method_of(demand.wanted), None)?;
    Ok(format!("The chair granted {}, demanded by {}{told}. {put}", demand.wanted.in_words(), demand.by))
}

pub(crate) fn refuse(act: &Act<'_>, id: DemandId, words: &str) -> Done {
    by_the_chair(act)?;
    let demand = unanswered(act.db, id)?;
    if demand.binds {
        let sentence = format!("Enough demand {}: {}", demand.wanted.in_words(), demand.why);
        unless_allowed(
            act,
            Err(Refusal::new("demand.met", sentence)
                .allowed_by("Grant it; or give the reason why not.")
                .by_reason()),
        )?;
    }
    let told = answer(act, id, "refused", words)?;
    Ok(format!(
        "The chair refused {}, demanded by {}{told}. {}",
        demand.wanted.in_words(),
        demand.by,
        demand.why
    ))
}

/// A question that is put the way it was demanded answers the demand: it does not stand over the debate for ever.
pub(crate) fn none_pending(db: &Db, question: QuestionId) -> Result<(), Halt> {
    match pending(db, question)? {
        None => Ok(()),
        Some(demand) => Err(Refusal::new(
            "demand.pending",
            format!("{} demands {}.", demand.by, demand.wanted.in_words()),
        )
        .allowed_by("Grant or refuse it first.")
        .into()),
    }
}

/// Nothing is declared by eye while somebody demands a count.
pub(crate) fn none_on(db: &Db, vote: &votes::Vote) -> Result<(), Halt> {
    none_pending(db, vote.question)
}
