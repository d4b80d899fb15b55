//! The papers that the chair can call at this moment: amendments to the question, or motions of the item.

use rules::amending::is_direct_negative;
use rules::joint_debate::{InDebate, put_at_once};
use rules::motion::State;
use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::refusal;
use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::MotionId;
use crate::motions::{self, Motion};
use crate::programme::{self, Item};
use crate::questions::{self, Question};
use crate::view::shown;
use crate::{challenges, consequences, parts, rulings, texts, votes};

/// A paper that can be called.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Callable {
    /// Which.
    pub motion: MotionId,
    /// What kind.
    pub kind: MotionKind,
    /// `Amendment 4.1`
    pub label: String,
    /// Title, or what it does.
    pub title: String,
    /// Body that moves it.
    pub mover: Option<String>,
    /// Its debate was adjourned.
    pub adjourned: bool,
    /// It was moved in the one debate with its motion: what is left is its vote.
    pub debated: bool,
    /// It was seconded there too.
    pub seconded: bool,
    /// Why it cannot be called now: an amendment carried before it has changed what it would change, or another comes first.
    pub refused: Option<Refusal>,
    /// It no longer fits the text: somebody says what is left of it, or it falls without a vote.
    pub to_settle: bool,
    /// It says only the opposite of what it would amend, and is out of order (§6.2).
    pub direct_negative: bool,
}

/// Papers that the chair can call at this moment, and that nothing forbids.
pub(crate) fn callable_now(db: &Db) -> Result<Vec<MotionId>, Fault> {
    let Some(item) = programme::current(db)? else { return Ok(Vec::new()) };
    let question = shown::plain(questions::top(db, item.id))?;
    let callable = callable(db, &item, question.as_ref())?;
    Ok(callable.into_iter().filter(|paper| paper.refused.is_none()).map(|paper| paper.motion).collect())
}

/// Papers that can be called now: amendments to the question, or motions of the item.
pub(super) fn callable(db: &Db, item: &Item, question: Option<&Question>) -> Result<Vec<Callable>, Fault> {
    let papers = match question {
        Some(q) if votes::live(db, q.id)?.is_some() => Vec::new(),
        Some(q) if q.part.is_none() && q.procedure().is_none() && q.state != "called" => {
            let Some(paper) = q.paper() else { return Ok(Vec::new()) };
            let mut upon = motions::amendments(db, paper.id)?;
            if paper.kind == MotionKind::Report {
                upon.extend(challenges::upon(db, paper.id, item.id)?);
            }
            upon
        }
        Some(_) => Vec::new(),
        None => motions::of_item(db, item.id)?,
    };
    let voted = question.map(|question| parts::none_voted(db, question));
    let voted = refusal(voted.unwrap_or(Ok(())))?;
    let closed = match question {
        Some(question) => questions::turn::still_open(db, question)?.err(),
        None => None,
    };
    let not_yet = match question {
        Some(question) => questions::turn::is_in_order(db, question)?.err(),
        None => None,
    };
    let risen = match question {
        Some(question) => rulings::none_comes(db, question.id)?.err(),
        None => rulings::none_waits_at(db, Some(item.id))?.err(),
    };
    let turns = match question.filter(|_| papers.iter().any(|paper| paper.kind == MotionKind::Amendment)) {
        Some(question) => questions::turn::Turns::read(db, question)?,
        None => None,
    };
    let stands = amended_by(db, &papers)?;
    let mut callable = Vec::new();
    for paper in papers.iter().filter(|m| matches!(m.state, State::OnAgenda | State::Adjourned)) {
        let (in_debate, mover) = questions::joint::stands(db, paper.id)?;
        let debated = in_debate.debated();
        let in_turn = turns
            .as_ref()
            .filter(|_| paper.kind == MotionKind::Amendment)
            .and_then(|turns| turns.in_its_turn(paper, in_debate).err());
        let falls = refusal(consequences::none_proposed(db, paper))?;
        let unfit = if falls.is_none() { refusal(motions::fits(db, paper))? } else { None };
        let closed = closed.clone().filter(|_| !debated);
        let settles = unfit.is_some() && voted.is_none() && closed.is_none();
        let direct_negative = match &stands {
            Some(before) if paper.upon.is_some() && unfit.is_none() => negates(db, paper, before)?,
            _ => false,
        };
        callable.push(Callable {
            to_settle: settles && shown::found(motions::to_settle(db, paper))?.is_some(),
            direct_negative,
            motion: paper.id,
            debated,
            seconded: in_debate == InDebate::Seconded,
            kind: paper.kind,
            label: paper.label(),
            title: paper.title.clone(),
            mover: motions::party(db, paper.id, "mover")?,
            adjourned: paper.state == State::Adjourned,
            refused: falls
                .or(unfit)
                .or_else(|| voted.clone())
                .or(closed)
                .or_else(|| risen.clone())
                .or_else(|| not_yet.clone().filter(|_| paper.kind == MotionKind::Amendment))
                .or(in_turn)
                .or_else(|| put_at_once(&paper.label(), &mover, in_debate).err()),
        });
    }
    Ok(callable)
}

/// The text that these amendments would change; none where they are no amendments, or what was carried collides in it.
fn amended_by(db: &Db, papers: &[Motion]) -> Result<Option<Vec<String>>, Fault> {
    let Some(upon) = papers.iter().find_map(|paper| paper.upon) else { return Ok(None) };
    Ok(shown::found(texts::stands(db, upon))?.map(|text| texts::words(&text)))
}

/// Whether an amendment says only the opposite of that text.
fn negates(db: &Db, amendment: &Motion, before: &[String]) -> Result<bool, Fault> {
    let after = shown::found(texts::as_put(db, amendment))?;
    Ok(after.is_some_and(|after| is_direct_negative(before, &after)))
}
