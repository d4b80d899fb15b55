//! What conference is deciding at this moment. Questions nest: an amendment stands upon its motion.
//!
//! Invariant: the top question of an item is its newest undecided one; only the top question can be debated and put.

use rules::joint_debate::InDebate;
use rules::motion::State;
use rules::refusal::Refusal;
use rules::share::capital;
use rules::speakers::Role;

use crate::allow::{said, unless_allowed};
use crate::challenges;
use crate::command::MotionKind;
use crate::composites;
use crate::consequences;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{DelegationId, ItemId, MotionId, PartId, ProcedureId, QuestionId};
use crate::motions::{self, Motion};
use crate::parts::{self, Part, Remainder};
use crate::procedures::{self, Procedure};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{programme, set_up, speakers, speeches, texts, votes};

pub(crate) use decided::{
    BY_HAND, decide, decide_again_beneath, fallen, fate, let_fall, text_decided, to_settle_by_hand,
    write_decision_again,
};

mod decided;
mod effects;
pub(crate) mod joint;
mod moved;
mod together;

pub(crate) use effects::{effects, put_as, subject};
use moved::not_moved;
pub(crate) use moved::{advance, put_back, second_formally, step, step_back};

/// A question and its paper.
pub(crate) struct Question {
    pub(crate) id: QuestionId,
    pub(crate) item: ItemId,
    pub(crate) upon: Option<QuestionId>,
    pub(crate) state: String,
    pub(crate) formally_seconded: bool,
    pub(crate) called_at: i64,
    /// An amendment to it has been carried.
    pub(crate) as_amended: bool,
    /// A part of the paper, where it is put by itself.
    pub(crate) part: Option<Part>,
    /// What parts that were voted on leave of it.
    pub(crate) remainder: Remainder,
    pub(crate) about: About,
}

/// What a question is on.
pub(crate) enum About {
    /// A paper, or a part of it.
    Paper(Motion),
    /// What was moved from the floor, upon the question beneath or upon the item alone.
    Procedure(Box<Procedure>),
}

impl Question {
    /// Nothing has been decided about it.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "called" | "moved" | "seconded")
    }

    /// The paper that it is on.
    pub(crate) fn paper(&self) -> Option<&Motion> {
        match &self.about {
            About::Paper(motion) => Some(motion),
            About::Procedure(_) => None,
        }
    }

    /// The paper, or a refusal where it is on what was moved from the floor.
    pub(crate) fn motion(&self) -> Result<&Motion, Refusal> {
        self.paper().ok_or_else(|| {
            Refusal::new("question.procedural", format!("{} is before conference.", self.label()))
                .allowed_by("Decide or withdraw it first.")
        })
    }

    /// What was moved from the floor.
    pub(crate) fn procedure(&self) -> Option<&Procedure> {
        match &self.about {
            About::Paper(_) => None,
            About::Procedure(procedure) => Some(procedure),
        }
    }

    /// It is on this paper, or a part of it.
    pub(crate) fn is_on(&self, motion: MotionId) -> bool {
        self.paper().is_some_and(|paper| paper.id == motion)
    }

    /// `amendment 4.1`, `the last paragraph of motion 1`, `closure`
    pub(crate) fn in_words(&self) -> String {
        match (&self.about, &self.part) {
            (About::Paper(motion), Some(part)) => part.of(motion),
            (About::Paper(motion), None) => motion.in_words(),
            (About::Procedure(procedure), _) => procedure.kind.in_words().to_owned(),
        }
    }

    /// The same at the beginning of a sentence.
    pub(crate) fn label(&self) -> String {
        capital(&self.in_words())
    }

    /// It is about an amendment.
    pub(crate) fn on_amendment(&self) -> bool {
        self.paper().is_some_and(|paper| paper.kind == MotionKind::Amendment)
    }
}

macro_rules! select_question {
    ($rest:literal) => {
        concat!(
            "SELECT q.id, q.item_id, q.upon_id, q.state, q.formally_seconded, q.called_at, q.motion_id, q.part_id,
                    q.procedure_id FROM question q ",
            $rest
        )
    };
}

struct Row {
    id: QuestionId,
    item: ItemId,
    upon: Option<QuestionId>,
    state: String,
    formally_seconded: bool,
    called_at: i64,
    motion: Option<MotionId>,
    part: Option<PartId>,
    procedure: Option<ProcedureId>,
}

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: r.get(0)?,
        item: r.get(1)?,
        upon: r.get(2)?,
        state: r.get(3)?,
        formally_seconded: r.get(4)?,
        called_at: r.get(5)?,
        motion: r.get(6)?,
        part: r.get(7)?,
        procedure: r.get(8)?,
    })
}

fn with_paper(db: &Db, row: Row) -> Result<Question, Halt> {
    let Row { id, item, upon, state, formally_seconded, called_at, motion, part, procedure } = row;
    let (about, as_amended, remainder) = match (motion, procedure) {
        (Some(motion), _) => {
            let paper = About::Paper(motions::known(db, motion)?);
            (paper, texts::is_amended(db, motion)?, parts::remainder(db, motion)?)
        }
        (None, Some(procedure)) => {
            let procedure = About::Procedure(Box::new(procedures::known(db, procedure)?));
            (procedure, false, Remainder::Untouched)
        }
        (None, None) => return Err(Fault::new("a question about nothing").into()),
    };
    let part = part.map(|part| parts::known(db, part)).transpose()?;
    Ok(Question { id, item, upon, state, formally_seconded, called_at, as_amended, part, remainder, about })
}

/// One question.
pub(crate) fn known(db: &Db, id: QuestionId) -> Result<Question, Halt> {
    let found = db.row(select_question!("WHERE q.id = ?1"), [id], row)?;
    with_paper(db, found.ok_or_else(|| Refusal::new("question.unknown", "There is no such question."))?)
}

/// The question of an item that conference is deciding.
pub(crate) fn top(db: &Db, item: ItemId) -> Result<Option<Question>, Halt> {
    let found = db.row(
        select_question!(
            "WHERE q.item_id = ?1 AND q.state IN ('called', 'moved', 'seconded') ORDER BY q.id DESC LIMIT 1"
        ),
        [item],
        row,
    )?;
    found.map(|found| with_paper(db, found)).transpose()
}

/// The open question of a paper and those upon it, the lowest first; none where the paper is not before conference.
pub(crate) fn of_paper(db: &Db, motion: MotionId) -> Result<Vec<Question>, Halt> {
    // A part has a question of its own upon its paper's, and papers debated together stand side by side on one item.
    let open = select_question!(
        "WHERE q.id IN (
           WITH RECURSIVE stack(id) AS (
             SELECT id FROM question
             WHERE motion_id = ?1 AND part_id IS NULL AND state IN ('called', 'moved', 'seconded')
             UNION ALL
             SELECT above.id FROM question above JOIN stack ON above.upon_id = stack.id
             WHERE above.state IN ('called', 'moved', 'seconded'))
           SELECT id FROM stack)
         ORDER BY q.id"
    );
    db.rows(open, [motion], row)?.into_iter().map(|found| with_paper(db, found)).collect()
}

/// The adjourned questions of a paper and of what was before conference upon it, the lowest first.
pub(crate) fn adjourned(db: &Db, motion: MotionId) -> Result<Vec<Question>, Halt> {
    let adjourned = select_question!(
        "JOIN motion m ON m.id = q.motion_id
         WHERE q.state = 'adjourned' AND (m.id = ?1 OR m.upon_id = ?1
           OR m.upon_id IN (SELECT id FROM motion WHERE upon_id = ?1)) ORDER BY q.id"
    );
    db.rows(adjourned, [motion], row)?.into_iter().map(|found| with_paper(db, found)).collect()
}

/// The question, or a refusal where it is decided or another stands upon it.
pub(crate) fn debated(db: &Db, id: QuestionId) -> Result<Question, Halt> {
    let question = known(db, id)?;
    if !question.is_open() {
        return Err(Refusal::new(
            "question.decided",
            format!("{} is no longer before conference.", question.label()),
        )
        .into());
    }
    if let Some(above) = top(db, question.item)?.filter(|above| above.id != id) {
        return Err(Refusal::new(
            "question.not_top",
            format!("{} is before conference; {} waits for it.", above.label(), question.in_words()),
        )
        .allowed_by(format!("Decide or withdraw {} first.", above.in_words()))
        .into());
    }
    Ok(question)
}

pub(crate) fn call(act: &Act<'_>, motion: MotionId) -> Done {
    set_up::sitting(act.db)?;
    let paper = motions::known(act.db, motion)?;
    if !matches!(paper.state, State::OnAgenda | State::Adjourned) {
        return Err(Refusal::new(
            "motion.not_on_agenda",
            format!("{} has been before conference.", paper.label()),
        )
        .into());
    }
    consequences::none_proposed(act.db, &paper)?;
    let item = programme::current(act.db)?.ok_or_else(|| {
        Refusal::new("item.none", "No item is before conference.").allowed_by("Take the item first.")
    })?;
    let above = top(act.db, item.id)?;
    let upon = if paper.kind == MotionKind::Amendment {
        motions::fits(act.db, &paper)?;
        if let Some(above) = &above {
            parts::none_voted(act.db, above)?;
            // What was moved in the debate before it was closed is voted on all the same.
            if joint::stands(act.db, paper.id)?.0 != InDebate::Moved {
                unless_allowed(act, procedures::none_closed(act.db, above)?)?;
            }
        }
        Some(beneath(&paper, above.as_ref())?)
    } else {
        under_item(act.db, &paper, item.id)?;
        let report = upon_the_report(&paper, above.as_ref());
        if report.is_none() {
            nothing_before(&paper, above.as_ref())?;
        }
        report
    };
    let open = of_paper(act.db, motion)?;
    if !open.is_empty() {
        return go_on_under(act, &paper, &open, item.id);
    }
    if let Some(held) = programme::debated_on(act.db, item.id)?.filter(|_| upon.is_none()) {
        return together::put_in_sequence(act, item.id, &paper, &held, None);
    }
    if let Some((upon, beneath)) = upon.zip(above.as_ref().and_then(Question::paper))
        && let Some(put) = joint::called(act, item.id, &paper, upon, beneath)?
    {
        return Ok(put);
    }
    if let Some(upon) = upon {
        votes::none_under_way(act.db, upon)?;
        speeches::end_running(act, upon)?;
    }
    if paper.state == State::Adjourned {
        return motions::resume(act, &paper, item.id);
    }
    let id = QuestionId(act.db.insert(
        "INSERT INTO question(item_id, motion_id, upon_id, state, formally_seconded, called_at)
         VALUES (?1, ?2, ?3, 'called', 0, ?4)",
        (item.id, motion, upon, act.at),
    )?);
    let mover = ask_the_parties(act, id, motion, None)?;
    if paper.kind == MotionKind::Challenge {
        challenges::ask_the_committee(act, id)?;
    }
    let together = if upon.is_none() { together::debated(act, id, item.id, motion)? } else { "" };
    let joint = joint::opened(act, id, &paper)?;
    Ok(match mover {
        Some(mover) => {
            format!("{}, {}, was called; {mover} to move.{together}{joint}", paper.label(), paper.title)
        }
        None => format!("{}, {}, was called.{together}{joint}", paper.label(), paper.title),
    })
}

/// A debate that was put aside with another item goes on under this one, to which its paper was moved since.
fn go_on_under(act: &Act<'_>, paper: &Motion, open: &[Question], item: ItemId) -> Done {
    for question in open {
        act.db.run("UPDATE question SET item_id = ?2 WHERE id = ?1", (question.id, item))?;
    }
    Ok(format!("The debate on {}, {}, goes on.", paper.in_words(), paper.title))
}

/// A challenge is heard upon the report that it challenges, once that has been moved and before it is adopted (§5).
fn upon_the_report(paper: &Motion, above: Option<&Question>) -> Option<QuestionId> {
    let report = above.filter(|q| q.paper().is_some_and(|paper| paper.kind == MotionKind::Report))?;
    (paper.kind == MotionKind::Challenge && report.state != "called").then_some(report.id)
}

fn beneath(paper: &Motion, above: Option<&Question>) -> Result<QuestionId, Refusal> {
    match above {
        Some(q)
            if q.part.is_none() && paper.upon.is_some_and(|upon| q.is_on(upon)) && q.state != "called" =>
        {
            Ok(q.id)
        }
        Some(q) if q.part.is_none() && paper.upon.is_some_and(|upon| q.is_on(upon)) => Err(not_moved(q)),
        Some(q) => Err(Refusal::new("question.other", format!("{} is before conference.", q.label()))
            .allowed_by("Decide or withdraw it first.")),
        None => Err(Refusal::new(
            "question.none",
            format!("What {} would amend is not before conference.", paper.in_words()),
        )),
    }
}

fn nothing_before(paper: &Motion, above: Option<&Question>) -> Result<(), Refusal> {
    above.map_or(Ok(()), |q| {
        if q.is_on(paper.id) {
            return Err(Refusal::new("question.already", format!("{} is before conference.", q.label())));
        }
        Err(Refusal::new(
            "question.other",
            format!("{} is before conference; {} waits.", q.label(), paper.in_words()),
        )
        .allowed_by("Decide or withdraw it first."))
    })
}

fn under_item(db: &Db, paper: &Motion, item: ItemId) -> Result<(), Halt> {
    if motions::of_item(db, item)?.iter().any(|m| m.id == paper.id) {
        return Ok(());
    }
    Err(Refusal::new("motion.other_item", format!("{} is not taken under this item.", paper.label())).into())
}

/// The mover and the seconder as printed stand at the head of the queue; `moves` where they speak in a joint debate.
fn ask_the_parties(
    act: &Act<'_>,
    question: QuestionId,
    motion: MotionId,
    moves: Option<MotionId>,
) -> Result<Option<String>, Halt> {
    let parties = act.db.rows(
        "SELECT role, body, delegation_id FROM party WHERE motion_id = ?1 AND role <> 'supporter' ORDER BY role",
        [motion],
        |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?, r.get::<_, Option<DelegationId>>(2)?)),
    )?;
    let mut mover = None;
    let after: i64 = act.db.one(
        "SELECT coalesce(max(position), 0) FROM request WHERE question_id = ?1",
        [question],
        |r| r.get(0),
    )?;
    for (position, (role, body, delegation)) in (after + 1..).zip(parties) {
        let role = if role == "mover" { Role::Mover } else { Role::Seconder };
        act.db.insert(
            "INSERT INTO request(question_id, delegation_id, name, body, role, side, position, state, again, asked_at, moves_id)
             VALUES (?1, ?2, ?3, ?3, ?4, 'for', ?5, 'waiting', 0, ?6, ?7)",
            (question, delegation, &body, name_of(&role)?, position, act.at, moves),
        )?;
        if role == Role::Mover {
            mover = Some(body);
        }
    }
    Ok(mover)
}

pub(crate) fn withdraw(act: &Act<'_>, id: QuestionId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let question = debated(act.db, id)?;
    if let Some(label) = votes::live(act.db, id)?.map(|vote| vote.label()) {
        return Err(Refusal::new("vote.under_way", format!("{label} is under way."))
            .allowed_by("Abandon the vote first.")
            .into());
    }
    speeches::end_running(act, id)?;
    speakers::send_home(act, id)?;
    act.db.run("UPDATE question SET state = 'withdrawn', decided_at = ?2 WHERE id = ?1", (id, act.at))?;
    act.db.insert(
        "INSERT INTO decision(question_id, outcome, text, at) VALUES (?1, 'withdrawn', ?2, ?3)",
        (id, text_decided(act.db, &question)?, act.at),
    )?;
    let Some(paper) = question.paper() else {
        let chair = procedures::withdrawn(act, &question)?;
        return Ok(format!("{} was withdrawn: {reason}{chair}", question.label()));
    };
    if let Some(part) = &question.part {
        return parts::taken_with_the_rest(act, part, paper, &reason);
    }
    motions::set_state(act, paper.id, State::Withdrawn, &reason)?;
    let_fall(act, paper.id, &format!("{} was withdrawn.", paper.label()))?;
    let (label, fallen) = (paper.label(), fallen(act, question.item)?);
    let released = composites::released(act.db, paper.id)?;
    Ok(format!("{label} was withdrawn: {reason}{fallen}{released}"))
}

/// Refuses what would be done behind the back of a debate: a paper does not fall while it is before conference, nor some
/// of it while it is voted on.
pub(crate) fn may_fall(db: &Db, paper: &Motion, whole: bool) -> Result<(), Halt> {
    let open: Option<QuestionId> = db.row(
        "SELECT id FROM question WHERE motion_id = ?1 AND state IN ('called', 'moved', 'seconded')",
        [paper.id],
        |r| r.get(0),
    )?;
    match open {
        None => Ok(()),
        Some(question) if !whole => votes::none_under_way(db, question),
        Some(_) => {
            Err(Refusal::new("question.under_way", format!("{} is before conference.", paper.label()))
                .allowed_by("Decide or withdraw it first.")
                .into())
        }
    }
}

/// Going on without a step is the chair's to allow.
pub(crate) fn ready_to_put(question: &Question) -> Result<(), Refusal> {
    let label = question.label();
    match question.state.as_str() {
        "called" => {
            Err(Refusal::new("question.not_moved", format!("{label} has not been moved.")).by_reason())
        }
        "moved" => {
            Err(Refusal::new("question.not_seconded", format!("{label} has not been seconded.")).by_reason())
        }
        _ => Ok(()),
    }
}

/// A question can be put as it stands: it was moved and seconded, and what was moved in its debate has been voted on.
pub(crate) fn may_be_put(db: &Db, question: &Question) -> Result<Result<(), Refusal>, Fault> {
    match ready_to_put(question) {
        Ok(()) => joint::all_voted_on(db, question),
        refused => Ok(refused),
    }
}

/// What a question came to by its last result; none while it is open.
pub(crate) fn outcome(db: &Db, id: QuestionId) -> Result<Option<String>, Fault> {
    db.one("SELECT outcome FROM question WHERE id = ?1", [id], |r| r.get(0))
}
