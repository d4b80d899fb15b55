//! The papers that the chair can call at this moment: amendments to the question, or motions of the item.

use rules::joint_debate::{InDebate, put_at_once};
use rules::motion::State;
use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::refusal;
use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::programme::{self, Item};
use crate::questions::{self, Question};
use crate::view::shown;
use crate::{challenges, consequences, motions, parts, procedures, votes};

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
    /// Why it cannot be called now: an amendment carried before it has changed what it would change.
    pub refused: Option<Refusal>,
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
                upon.extend(challenges::callable(db, item.id)?);
            }
            upon
        }
        Some(_) => Vec::new(),
        None => motions::of_item(db, item.id)?,
    };
    let voted = question.map(|question| parts::none_voted(db, question));
    let voted = refusal(voted.unwrap_or(Ok(())))?;
    let closed = match question {
        Some(question) => shown::plain(procedures::none_closed(db, question).map_err(Halt::from))?.err(),
        None => None,
    };
    let mut callable = Vec::new();
    for paper in papers.iter().filter(|m| matches!(m.state, State::OnAgenda | State::Adjourned)) {
        let (stands, mover) = questions::joint::stands(db, paper.id)?;
        let debated = stands == InDebate::Moved;
        callable.push(Callable {
            motion: paper.id,
            debated,
            kind: paper.kind,
            label: paper.label(),
            title: paper.title.clone(),
            mover: motions::party(db, paper.id, "mover")?,
            adjourned: paper.state == State::Adjourned,
            refused: refusal(consequences::none_proposed(db, paper).and_then(|()| motions::fits(db, paper)))?
                .or_else(|| voted.clone())
                .or_else(|| closed.clone().filter(|_| !debated))
                .or_else(|| put_at_once(&paper.label(), &mover, stands).err()),
        });
    }
    Ok(callable)
}
