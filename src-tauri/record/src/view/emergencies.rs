//! Emergency and late motions by the committee's criteria, what it has ruled out, and challenges to that.

use rules::challenge::Ground;
use rules::emergency::{Criterion, criteria};
use rules::motion::{MotionKind, State};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::ItemKind;
use crate::db::Db;
use crate::halt::{Fault, refusal};
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::questions::{self, Question};
use crate::view::desk;
use crate::view::parts::Heading;
use crate::view::reports::ReportItem;
use crate::view::shown;
use crate::{challenges, emergencies, programme, texts, when};

/// Emergency motions and challenges.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct EmergenciesView {
    /// The conference.
    pub heading: Heading,
    /// Emergency and late motions, and whatever else was ruled out; newest first.
    pub papers: Vec<EmergencyShown>,
    /// Challenges, newest first.
    pub challenges: Vec<ChallengeShown>,
    /// Items after which a paper can be placed, or under which a challenge can be taken.
    pub items: Vec<ReportItem>,
}

/// One paper as the committee weighs it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct EmergencyShown {
    /// Its id.
    pub id: MotionId,
    /// `Emergency motion E1`
    pub label: String,
    /// Its title.
    pub title: String,
    /// Body that moves it.
    pub mover: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Why it stands there, as it was said; may be empty.
    pub reason: String,
    /// The event that it rests on; none where it rests on none.
    pub event: Option<String>,
    /// Its day: Saturday 11 March 2017.
    pub event_on: Option<String>,
    /// What the committee asks of it; none where it is no emergency or late motion.
    pub criteria: Vec<Criterion>,
    /// Its text.
    pub text: Vec<String>,
    /// The item it is taken under.
    pub item: Option<String>,
    /// It can be ruled in.
    pub may_rule_in: bool,
    /// It can be ruled out.
    pub may_rule_out: bool,
    /// It has no place on the agenda, and can be given one.
    pub may_place: bool,
    /// How its ruling can be challenged; not at all where there is none, or a challenge to it waits.
    pub challengeable: Vec<Ground>,
}

/// One challenge.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ChallengeShown {
    /// Its id.
    pub id: MotionId,
    /// `Challenge CH1`
    pub label: String,
    /// `That motion 7 be placed on the agenda`
    pub title: String,
    /// Who challenges.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: State,
    /// A question on it is before conference.
    pub before_conference: bool,
    /// The chair can call it now: its item is taken, and nothing else is before conference.
    pub callable: bool,
    /// It was carried, and what it asked for is not done yet: the chair carries it out.
    pub to_carry_out: bool,
}

/// Everything of them.
pub(crate) fn emergencies(db: &Db, now: i64) -> Result<EmergenciesView, Fault> {
    let mut papers = Vec::new();
    // What was challenged stays in sight when it is on the agenda.
    let challenged: Vec<MotionId> = db.rows("SELECT of_id FROM challenge", [], |r| r.get(0))?;
    for paper in motions::all(db)?.iter().rev() {
        let late = matches!(paper.kind, MotionKind::Emergency | MotionKind::Late);
        // A report of which a part is to go back is no paper that the committee weighs.
        let challenged = paper.kind != MotionKind::Report && challenged.contains(&paper.id);
        if late || paper.state == State::RuledOut || challenged {
            papers.push(emergency(db, paper)?);
        }
    }
    let callable = desk::callable_now(db)?;
    let challenges =
        challenges::all(db)?.into_iter().map(|id| challenge(db, id, &callable)).collect::<Result<_, _>>()?;
    let items = programme::all(db)?;
    let items = items.iter().filter(|item| item.kind != ItemKind::Break && item.ended_at.is_none());
    Ok(EmergenciesView {
        heading: shown::heading(db, now)?,
        papers,
        challenges,
        items: items.map(|item| ReportItem { id: item.id, title: item.named() }).collect(),
    })
}

fn emergency(db: &Db, paper: &Motion) -> Result<EmergencyShown, Fault> {
    let event = shown::plain(emergencies::event(db, paper.id))?;
    let facts = shown::plain(emergencies::facts(db, paper))?;
    let item: Option<ItemId> =
        db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [paper.id], |r| r.get(0))?;
    let may = |to| refusal(motions::may_go_on(db, paper, to)).map(|refused| refused.is_none());
    let day = event.as_ref().and_then(|(_, on)| on.as_deref()).and_then(|on| when::day(on).ok());
    Ok(EmergencyShown {
        id: paper.id,
        label: paper.label(),
        title: paper.title.clone(),
        mover: motions::party(db, paper.id, "mover")?,
        state: paper.state,
        reason: motions::history(db, paper.id)?.pop().map(|fate| fate.reason).unwrap_or_default(),
        event: event.map(|(event, _)| event).filter(|event| !event.is_empty()),
        event_on: day.map(when::day_in_words),
        criteria: facts.map(criteria).unwrap_or_default(),
        text: texts::handed_in(db, paper.id)?.into_iter().map(|paragraph| paragraph.text).collect(),
        may_rule_in: may(State::RuledIn)?,
        may_rule_out: may(State::RuledOut)?,
        may_place: item.is_none()
            && (paper.state == State::OnAgenda
                || matches!(paper.state, State::RuledIn | State::Printed) && may(State::OnAgenda)?),
        challengeable: challenges::grounds(db, paper)?
            .into_iter()
            .filter(|ground| matches!(ground, Ground::Ruling | Ground::Admitted))
            .collect(),
        item: item.map(|item| shown::plain(programme::known(db, item))).transpose()?.map(|item| item.named()),
    })
}

fn challenge(db: &Db, id: MotionId, callable: &[MotionId]) -> Result<ChallengeShown, Fault> {
    let paper = shown::plain(motions::known(db, id))?;
    let of = challenges::of(db, id)?;
    let waits = match &of {
        Some(of) => shown::plain(challenges::waits(db, of))?,
        None => false,
    };
    Ok(ChallengeShown {
        id,
        label: paper.label(),
        title: paper.title.clone(),
        by: motions::party(db, id, "mover")?,
        reason: of.map(|of| of.reason).unwrap_or_default(),
        state: paper.state,
        before_conference: shown::plain(questions::of_paper(db, id))?.iter().any(Question::is_open),
        callable: callable.contains(&id),
        to_carry_out: paper.state == State::Carried && waits,
    })
}
