//! A roll call: everyone who votes is called by name, answers, and is recorded by name.
//!
//! Invariant: the list is that of the franchise when the vote was called; an answer is never written over, the last one
//! stands, and nobody counts as absent whom nobody called. Where the roll is read again, what the first count wrote down
//! stands beside, and an answer that differs says why.

use rules::majority::Figures;
use rules::recount::{may_answer_again, of_the_rest};
use rules::refusal::Refusal;
use rules::roll_call::{self, Answer};
use rules::share::{capital, counted};

use crate::allow::said;
use crate::command::Method;
use crate::db::Db;
use crate::franchise;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{CalledNameId, VoteId};
use crate::sql::{name_of, variant, variant_or_none};
use crate::transact::Act;
use crate::votes::{Vote, expect_state, known, totals};

/// Somebody on the list.
pub(crate) struct Called {
    pub(crate) id: CalledNameId,
    pub(crate) badge: String,
    pub(crate) name: String,
    pub(crate) body: String,
    pub(crate) checked_in: bool,
    /// What stands.
    pub(crate) answer: Option<Answer>,
    /// Why it was put right; empty where it was not.
    pub(crate) why: String,
    /// What the count that this one is a recount of has.
    pub(crate) first: Option<Answer>,
}

/// Writes down who is called: everyone who may vote, in the order of the register.
pub(crate) fn draw(act: &Act<'_>, vote: VoteId) -> Result<String, Halt> {
    let who = franchise::in_force(act.db)?.into_json();
    let names = act.db.run(
        "INSERT INTO called_name(vote_id, badge, name, body, checked_in)
         SELECT ?1, p.badge, p.name, coalesce(d.name, ''), p.present
         FROM delegate p LEFT JOIN delegation d ON d.id = p.delegation_id
         WHERE instr(?2, '\"' || p.standing || '\"') > 0 ORDER BY d.id IS NULL, d.id, p.name, p.id",
        (vote, who),
    )?;
    if names == 0 {
        return Err(nobody().into());
    }
    let names = u64::try_from(names).unwrap_or_default();
    Ok(format!(" {} on the list.", counted(names, "name is", "names are")))
}

/// The same names, to be read again: nobody has said yet that an answer is right.
pub(super) fn same_names(act: &Act<'_>, first: VoteId, anew: VoteId) -> Result<(), Fault> {
    act.db
        .run(
            "INSERT INTO called_name(vote_id, badge, name, body, checked_in)
             SELECT ?2, badge, name, body, checked_in FROM called_name WHERE vote_id = ?1 ORDER BY id",
            (first, anew),
        )
        .map(|_| ())
}

/// What the first count has of a name; a badge is on a list once.
macro_rules! first_answer {
    () => {
        "(SELECT a.answer FROM vote v JOIN called_name f ON f.vote_id = v.recount_of AND f.badge = n.badge
          JOIN answer a ON a.name_id = f.id WHERE v.id = n.vote_id ORDER BY a.id DESC LIMIT 1)"
    };
}

/// Why nobody can be called.
pub(crate) fn nobody() -> Refusal {
    Refusal::new("roll_call.nobody", "Nobody on the register may vote, so there is nobody to call.")
        .allowed_by("Take in the delegates on the register first.")
}

/// The list of a roll call, with what stands.
pub(crate) fn of(db: &Db, vote: VoteId) -> Result<Vec<Called>, Fault> {
    db.rows(
        concat!(
            "SELECT n.id, n.badge, n.name, n.body, n.checked_in, a.answer, coalesce(a.why, ''), ",
            first_answer!(),
            " FROM called_name n LEFT JOIN answer a ON a.id = (SELECT max(id) FROM answer WHERE name_id = n.id)
              WHERE n.vote_id = ?1 ORDER BY n.id"
        ),
        [vote],
        |r| {
            Ok(Called {
                id: r.get(0)?,
                badge: r.get(1)?,
                name: r.get(2)?,
                body: r.get(3)?,
                checked_in: r.get(4)?,
                answer: variant_or_none(r, 5)?,
                why: r.get(6)?,
                first: variant_or_none(r, 7)?,
            })
        },
    )
}

/// The state in which a name is answered for: while it is called, or, where the roll is read again, while it is counted.
fn answered_while(vote: &Vote) -> &'static str {
    if vote.recount_of.is_some() { "closed" } else { "open" }
}

/// Names are answered for now.
pub(crate) fn is_answered(vote: &Vote) -> bool {
    vote.method == Method::RollCall && vote.state == answered_while(vote)
}

/// Who is called next: `Asha Patel, Barnet`; none when everyone was.
pub(crate) fn next(db: &Db, vote: VoteId) -> Result<Option<String>, Fault> {
    db.row(
        "SELECT n.name, n.body FROM called_name n
         WHERE n.vote_id = ?1 AND NOT EXISTS (SELECT 1 FROM answer WHERE name_id = n.id) ORDER BY n.id LIMIT 1",
        [vote],
        |r| Ok(in_full(&r.get::<_, String>(0)?, &r.get::<_, String>(1)?)),
    )
}

fn in_full(name: &str, body: &str) -> String {
    if body.is_empty() || name == body { name.to_owned() } else { format!("{name}, {body}") }
}

/// What was answered so far.
pub(crate) fn so_far(list: &[Called]) -> Figures {
    roll_call::so_far(&list.iter().map(|each| each.answer).collect::<Vec<_>>())
}

/// What it comes to, or why that cannot be said yet.
pub(crate) fn total(vote: &Vote, list: &[Called]) -> Result<Figures, Refusal> {
    roll_call::total(&list.iter().map(|each| each.answer).collect::<Vec<_>>(), vote.recount_of.is_some())
}

/// The vote that somebody is called in.
pub(crate) fn vote_of(db: &Db, name: CalledNameId) -> Result<VoteId, Halt> {
    db.row("SELECT vote_id FROM called_name WHERE id = ?1", [name], |r| r.get(0))?
        .ok_or_else(|| Refusal::new("roll_call.unknown", "That name is not on the list.").into())
}

pub(crate) fn answer(act: &Act<'_>, id: CalledNameId, answer: Answer, reason: Option<&str>) -> Done {
    let vote = known(act.db, vote_of(act.db, id)?)?;
    expect_state(&vote, &[answered_while(&vote)], "Take the finished count back first.")?;
    let (name, body, first): (String, String, Option<Answer>) = act.db.one(
        concat!("SELECT n.name, n.body, ", first_answer!(), " FROM called_name n WHERE n.id = ?1"),
        [id],
        |r| Ok((r.get(0)?, r.get(1)?, variant_or_none(r, 2)?)),
    )?;
    let before =
        act.db.row("SELECT answer FROM answer WHERE name_id = ?1 ORDER BY id DESC LIMIT 1", [id], |r| {
            variant::<Answer>(r, 0)
        })?;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    may_answer_again(first, before, answer, reason.is_some())?;
    // What stood before, here or in the first count; where that is what is said now, there is nothing to explain.
    let stood = before.or(first).filter(|stood| *stood != answer);
    let why = match (stood, reason) {
        (Some(_), Some(reason)) => said("reason", reason)?,
        (Some(_), None) | (None, _) => String::new(),
    };
    write(act, id, answer, &why)?;
    let who = in_full(&name, &body);
    Ok(match stood {
        None => format!("{who}: {}.", answer.in_words()),
        Some(before) => {
            format!("{who}: {}, put right from {}: {why}", answer.in_words(), before.in_words())
        }
    })
}

fn write(act: &Act<'_>, name: CalledNameId, answer: Answer, why: &str) -> Result<(), Fault> {
    act.db
        .insert(
            "INSERT INTO answer(name_id, answer, why, station, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            (name, name_of(&answer)?, why, &act.actor.station, act.at),
        )
        .map(|_| ())
}

pub(crate) fn account_for_rest(act: &Act<'_>, id: VoteId, names: u64) -> Done {
    let vote = known(act.db, id)?;
    if vote.method != Method::RollCall {
        return Err(
            Refusal::new("vote.no_roll_call", "Only in a roll call is anybody called by name.").into()
        );
    }
    expect_state(&vote, &[answered_while(&vote)], "The chair starts the roll call.")?;
    let left: Vec<Called> = of(act.db, id)?.into_iter().filter(|each| each.answer.is_none()).collect();
    let count = u64::try_from(left.len()).unwrap_or(u64::MAX);
    if count != names || left.is_empty() {
        return Err(Refusal::new(
            "roll_call.other_number",
            format!("{} not answered, not {names}.", counted(count, "name has", "names have")),
        )
        .allowed_by("Look through the list again.")
        .into());
    }
    for name in left {
        write(act, name.id, of_the_rest(name.first), "")?;
    }
    if vote.recount_of.is_some() {
        let others = counted(count, "other", "others");
        return Ok(format!("{}: {others} let stand what was written down the first time.", vote.label()));
    }
    Ok(format!("{}: {} called and did not answer.", vote.label(), counted(count, "other was", "others were")))
}

pub(crate) fn finish(act: &Act<'_>, vote: &Vote) -> Done {
    expect_state(vote, &[answered_while(vote)], "The chair starts the roll call.")?;
    let list = of(act.db, vote.id)?;
    let figures = total(vote, &list)?;
    totals(act, vote.id, &figures, true)?;
    let told: Vec<String> = Answer::ALL
        .into_iter()
        .filter_map(|answer| {
            let names: Vec<String> = list
                .iter()
                .filter(|each| each.answer == Some(answer))
                .map(|each| in_full(&each.name, &each.body).replacen(", ", " (", 1))
                .map(|who| if who.contains(" (") { who + ")" } else { who })
                .collect();
            (!names.is_empty())
                .then(|| format!("{}, {}: {}.", capital(answer.in_words()), names.len(), names.join(", ")))
        })
        .collect();
    let how = if vote.recount_of.is_some() { "read again" } else { "called" };
    Ok(format!("The roll was {how}; the result waits for the chair. {}", told.join(" ")))
}
