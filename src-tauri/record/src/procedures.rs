//! What is moved from the floor: a question upon the question before conference, upon the item alone, or between two items
//! (§2.3).
//!
//! Invariant: it is moved in words that do not change, decided before anything beneath it, and what follows from it is
//! done when the chair declares it, never before. It is on no paper, so that no paper's fate is ever read from it.

use rules::majority::{Base, Majority};
use rules::procedure::{Before, Closing, Doubted, Kind, Terms, Upon};
use rules::quorum::Quorum;
use rules::refusal::Refusal;
use rules::share::capital;
use rules::speakers::Role;

use crate::command::{Method, MotionKind};
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, ProcedureId, QuestionId};
use crate::questions::{self, Question};
use crate::sql::{json, name_of, variant};
use crate::{rulings, speakers, standing_orders, votes};

pub(crate) use chair::{leave_chair, presiding, return_to_chair};
pub(crate) use conference::{
    adjourn, ask_to_remit, count_quorum, counted_heads, doubted, ends_without, found_too_few,
    remission_asked, resume,
};
pub(crate) use debated::{closed, may_be_called, may_be_debated, none_closed, parts_agreed};
pub(crate) use effects::{carry_out, corrected, withdrawn};
pub(crate) use moving::{may_be_moved, move_procedure};
pub(crate) use refusing::refuse_procedure;
pub(crate) use seconding::{second, seconder_unnamed};
pub(crate) use suspensions::{Suspension, adjourned_until, suspensions};
pub(crate) use waits::{may_be_withdrawn, may_leave, may_turn, none_has_risen};

mod chair;
mod conference;
mod debated;
mod effects;
mod moving;
mod refusing;
mod seconding;
mod suspensions;
mod waits;

/// What was moved from the floor.
pub(crate) struct Procedure {
    pub(crate) kind: Kind,
    /// `J. Cole (Camden)`
    pub(crate) moved_by: String,
    pub(crate) seconded_by: String,
    /// Standing orders to be suspended.
    pub(crate) orders: String,
    pub(crate) purpose: String,
    pub(crate) ends_at: Option<i64>,
    /// The ruling that is challenged, in words.
    pub(crate) ruling: String,
    /// Who presides over it.
    pub(crate) acting: String,
    pub(crate) wording: String,
    pub(crate) if_carried: String,
    pub(crate) if_lost: String,
    pub(crate) terms: Terms,
}

impl Procedure {
    /// What carries it, and of what.
    pub(crate) fn majority(&self) -> (Majority, Base) {
        (self.terms.majority, self.terms.base)
    }

    /// What carries it, as the standing orders had it when it was moved; none where heads are counted.
    pub(crate) fn needs(&self) -> String {
        if self.kind == Kind::QuorumCall {
            return String::new();
        }
        capital(&self.terms.majority_in_words(self.kind))
    }

    /// It stands unless the majority is against it.
    pub(crate) fn sustains(&self) -> bool {
        self.kind == Kind::Challenge
    }

    /// A tie overturns what it asks to uphold.
    pub(crate) fn tie_overturns(&self) -> bool {
        self.kind == Kind::Challenge && self.terms.tie_overturns
    }

    /// `Moved by J. Cole (Camden) · seconded by P. Webb`
    pub(crate) fn parties(&self) -> String {
        let mut words = vec![format!("Moved by {}", self.moved_by)];
        if !self.seconded_by.is_empty() {
            words.push(format!("seconded by {}", self.seconded_by));
        }
        if !self.ruling.is_empty() {
            words.push(format!("the ruling: {}", self.ruling));
        }
        if !self.acting.is_empty() {
            words.push(format!("{} in the chair", self.acting));
        }
        words.join(" · ")
    }
}

/// One of them.
pub(crate) fn known(db: &Db, id: ProcedureId) -> Result<Procedure, Halt> {
    let found = db.row(
        "SELECT kind, moved_by, seconded_by, orders, purpose, ends_at, ruling, acting, wording, if_carried, if_lost, terms
         FROM procedure WHERE id = ?1",
        [id],
        |r| {
            Ok(Procedure {
                    kind: variant(r, 0)?,
                    moved_by: r.get(1)?,
                    seconded_by: r.get(2)?,
                    orders: r.get(3)?,
                    purpose: r.get(4)?,
                    ends_at: r.get(5)?,
                    ruling: r.get(6)?,
                    acting: r.get(7)?,
                    wording: r.get(8)?,
                    if_carried: r.get(9)?,
                    if_lost: r.get(10)?,
                    terms: json(r, 11)?,
                })
        },
    )?;
    Ok(found.ok_or_else(|| Refusal::new("procedure.unknown", "Nobody has moved that."))?)
}

/// The terms on which the standing orders in force let this be moved.
pub(crate) fn terms(db: &Db, kind: Kind) -> Result<Terms, Fault> {
    Ok(Terms::of(kind, &standing_orders::in_force(db)?))
}

/// How the debate on a question ends if it is closed now. On what was moved from the floor nobody replies.
pub(crate) fn closing(db: &Db, kind: Kind, on: Option<&Question>, now: i64) -> Result<Closing, Halt> {
    let orders = standing_orders::in_force(db)?;
    let reply = match on {
        Some(on) if orders.reply_after_closure => speakers::reply_follows(db, on, now)?,
        Some(_) | None => false,
    };
    Ok(Closing { reply, cooldown: Terms::of(kind, &orders).cooldown_min })
}

/// The question that a motion of this kind is about, where `under` is the paper's question beneath everything that was moved
/// from the floor: what ends a debate ends that on the top one.
pub(crate) fn is_about<'a>(
    kind: Kind,
    top: Option<&'a Question>,
    under: Option<&'a Question>,
) -> Option<&'a Question> {
    if kind.ends_the_debate() { top } else { under }
}

/// What stands beneath: the paper's question under any procedural motion, if there is one.
pub(crate) fn beneath(db: &Db, question: &Question) -> Result<Option<Question>, Halt> {
    let mut at = question.upon;
    if question.procedure().is_none() {
        return questions::known(db, question.id).map(Some);
    }
    while let Some(id) = at {
        let found = questions::known(db, id)?;
        if found.procedure().is_none() {
            return Ok(Some(found));
        }
        at = found.upon;
    }
    Ok(None)
}

/// What something that was moved from the floor is about, as [`is_about`] has it.
pub(crate) fn is_on(db: &Db, question: &Question) -> Result<Option<Question>, Halt> {
    match question.upon.filter(|_| question.procedure().is_some_and(|one| one.kind.ends_the_debate())) {
        Some(upon) => questions::known(db, upon).map(Some),
        None => beneath(db, question),
    }
}

/// The paper's question on which the whole debate is: beneath every amendment and part.
pub(crate) fn debated_on(db: &Db, question: &Question) -> Result<Option<Question>, Halt> {
    let Some(mut at) = beneath(db, question)? else { return Ok(None) };
    while at.on_amendment() || at.part.is_some() {
        let Some(upon) = at.upon else { break };
        at = questions::known(db, upon)?;
    }
    Ok(Some(at))
}

/// What stands before conference, for the rule.
pub(crate) fn before(
    db: &Db,
    place: Option<ItemId>,
    top: Option<&Question>,
    kind: Kind,
    now: i64,
) -> Result<Before, Halt> {
    let under = match top {
        Some(top) => beneath(db, top)?,
        None => None,
    };
    let upon = under.as_ref().map_or(if place.is_some() { Upon::Item } else { Upon::Between }, |question| {
        let report = question.paper().is_some_and(|paper| paper.kind == MotionKind::Report);
        match () {
            () if question.part.is_some() => Upon::Part,
            () if question.on_amendment() => Upon::Amendment,
            () if report => Upon::Report,
            () => Upon::Motion,
        }
    });
    let about = is_about(kind, top, under.as_ref());
    let lost = match about {
        Some(about) => last_lost(db, about.id, kind)?,
        None => None,
    };
    let closed = match about {
        Some(about) => closed(db, about.id)?.is_some(),
        None => false,
    };
    let whole = match top {
        Some(top) => debated_on(db, top)?,
        None => None,
    };
    let (mut speech, mut reply, mut vote, mut casting) = (false, false, None, false);
    let mut risen = rulings::pending_at(db, place)?.as_ref().map(rulings::has_risen);
    for question in top.into_iter().chain(&under) {
        if let Some(speaking) = speakers::at_rostrum(db, question.id)? {
            speech = true;
            reply |= speaking.role == Role::Reply;
        }
        risen = risen.or(rulings::pending(db, question.id)?.as_ref().map(rulings::has_risen));
        if let Some(live) = votes::live(db, question.id)? {
            casting |= live.state == "open";
            vote = vote.or_else(|| Some(live.label()));
        }
    }
    Ok(Before {
        upon,
        paper: under.as_ref().map_or_else(String::new, Question::in_words),
        only_called: under.as_ref().is_some_and(|question| question.state == "called"),
        unseconded: match about.filter(|about| about.state == "moved") {
            Some(about) => questions::needs_seconder(db, about)?,
            None => false,
        },
        speech,
        reply,
        risen,
        vote,
        casting,
        pending: top.and_then(Question::procedure).map(|procedure| procedure.kind),
        closed,
        minutes_since_lost: lost.map(|at| (now - at).max(0) / 60_000),
        quorum: standing_orders::in_force(db)?.quorum.of != Quorum::None,
        no_quorum: doubted(db)? == Some(Doubted::TooFew),
        mover_agreed: match &whole {
            Some(whole) => remission_asked(db, whole.id)?,
            None => None,
        },
    })
}

/// When this was last lost on the same question. What is about a paper may have been moved while something else from the
/// floor stood upon it.
fn last_lost(db: &Db, about: QuestionId, kind: Kind) -> Result<Option<i64>, Fault> {
    db.one(
        "WITH RECURSIVE above(id, kind, outcome, decided_at) AS (
           SELECT q.id, p.kind, q.outcome, q.decided_at FROM question q JOIN procedure p ON p.id = q.procedure_id
           WHERE q.upon_id = ?1
           UNION ALL
           SELECT q.id, p.kind, q.outcome, q.decided_at
           FROM above JOIN question q ON q.upon_id = above.id JOIN procedure p ON p.id = q.procedure_id
           WHERE NOT ?3)
         SELECT max(decided_at) FROM above WHERE kind = ?2 AND outcome IN ('lost', 'not_carried')",
        (about, name_of(&kind)?, kind.ends_the_debate()),
        |r| r.get(0),
    )
}

/// Refuses to put to cards what is decided by those present: cards carry members, and nobody counts those by heads.
pub(crate) fn may_be_put(question: &Question, method: Method) -> Result<(), Refusal> {
    let Some(procedure) = question.procedure() else { return Ok(()) };
    if procedure.kind == Kind::QuorumCall {
        return Err(Refusal::new("procedure.counted", "A quorum is counted, not voted on.")
            .allowed_by("Count those present."));
    }
    if method == Method::Card && procedure.terms.base == Base::Present {
        return Err(Refusal::new(
            "procedure.present_by_hands",
            format!(
                "{} is decided by a majority of those present: cards do not count heads.",
                question.label()
            ),
        )
        .allowed_by("Put it to a show of hands."));
    }
    Ok(())
}

/// Heads are counted on it, and nothing is put.
pub(crate) fn is_counted(question: &Question) -> bool {
    question.procedure().is_some_and(|procedure| procedure.kind == Kind::QuorumCall)
}

/// `Closure on amendment 4.1`, for the label of its vote.
pub(crate) fn subject(db: &Db, question: &Question, procedure: &Procedure) -> Result<String, Fault> {
    Ok(match is_on(db, question) {
        Ok(Some(on)) if procedure.kind.needs_paper() => procedure.kind.title_on(&on.in_words()),
        Ok(_) | Err(Halt::Refusal(_)) => procedure.kind.title().to_owned(),
        Err(Halt::Fault(fault)) => return Err(fault),
    })
}
