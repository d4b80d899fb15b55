//! What conference is deciding at this moment. Questions nest: an amendment stands upon its motion.
//!
//! Invariant: the top question of an item is its newest undecided one; only the top question can be debated and put.

use rules::motion::State;
use rules::refusal::Refusal;
use rules::share::{and_then, capital};
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
use crate::{programme, reports, rulings, set_up, speakers, speeches, texts, votes};

pub(crate) use decided::{
    BY_HAND, decide, decide_again_beneath, fallen, fate, let_fall, nothing_stands_upon, text_decided,
    to_settle_by_hand, write_decision_again,
};

mod decided;
mod effects;
pub(crate) mod joint;
mod moved;
mod placed;
mod ready;
mod together;
pub(crate) mod turn;

pub(crate) use effects::{effects, effects_put, put_as, subject};
use moved::not_moved;
pub(crate) use moved::{advance, may_be_taken_as_moved, put_back, second_formally, step, step_back};
pub(crate) use ready::{may_be_put, needs_seconder, ready_to_put};
pub(crate) use turn::untaken_if_closed;

/// A question and its paper.
pub(crate) struct Question {
    pub(crate) id: QuestionId,
    /// None: it was moved between two items.
    pub(crate) item: Option<ItemId>,
    pub(crate) upon: Option<QuestionId>,
    pub(crate) state: String,
    pub(crate) formally_seconded: bool,
    pub(crate) called_at: i64,
    /// An amendment to it has been carried.
    pub(crate) as_amended: bool,
    /// Parts of a report, from 1, that went back: it is put without them.
    pub(crate) back: Vec<u32>,
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
    item: Option<ItemId>,
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
    let back = match &about {
        About::Paper(paper) if paper.kind == MotionKind::Report => reports::gone_back(db, paper.id)?,
        About::Paper(_) | About::Procedure(_) => Vec::new(),
    };
    Ok(Question {
        id,
        item,
        upon,
        state,
        formally_seconded,
        called_at,
        as_amended,
        back,
        part,
        remainder,
        about,
    })
}

/// One question.
pub(crate) fn known(db: &Db, id: QuestionId) -> Result<Question, Halt> {
    let found = db.row(select_question!("WHERE q.id = ?1"), [id], row)?;
    with_paper(db, found.ok_or_else(|| Refusal::new("question.unknown", "There is no such question."))?)
}

/// The question of an item that conference is deciding; of none, what was moved between two.
pub(crate) fn top(db: &Db, place: impl Into<Option<ItemId>>) -> Result<Option<Question>, Halt> {
    let place: Option<ItemId> = place.into();
    let found = db.row(
        select_question!(
            "WHERE q.item_id IS ?1 AND q.state IN ('called', 'moved', 'seconded') ORDER BY q.id DESC LIMIT 1"
        ),
        [place],
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

/// A question that is not before conference any more.
pub(crate) fn gone(question: &Question) -> Refusal {
    let allow = match question.state.as_str() {
        "adjourned" => "Call it again first.",
        _ => "Go on with what is before conference now.",
    };
    Refusal::new("question.decided", format!("{} is no longer before conference.", question.label()))
        .allowed_by(allow)
}

/// The question, or a refusal where it is decided or another stands upon it.
pub(crate) fn debated(db: &Db, id: QuestionId) -> Result<Question, Halt> {
    let question = known(db, id)?;
    if !question.is_open() {
        return Err(gone(&question).into());
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
        let code = if paper.state == State::Moved { "question.already" } else { "motion.not_on_agenda" };
        let sentence = format!("{} is {}.", paper.label(), paper.state.in_words());
        return Err(Refusal::new(code, sentence).into());
    }
    consequences::none_proposed(act.db, &paper)?;
    let item = programme::current(act.db)?.ok_or_else(|| {
        Refusal::new("item.none", "No item is before conference.").allowed_by("Take the item first.")
    })?;
    unless_allowed(act, rulings::none_waits_at(act.db, Some(item.id))?)?;
    let above = top(act.db, item.id)?;
    let mut placed = String::new();
    let upon = if paper.kind == MotionKind::Amendment {
        motions::fits(act.db, &paper)?;
        if let Some(above) = &above {
            parts::none_voted(act.db, above)?;
        }
        let upon = beneath(&paper, above.as_ref())?;
        turn::may_make_way(act, upon)?;
        if let Some(above) = &above {
            turn::comes(act, above, &paper)?;
        }
        Some(upon)
    } else {
        placed = placed::under_item(act, &paper, &item)?;
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
    // An adjourned debate goes on where it stopped, also where it is one of a group's, put in sequence.
    if paper.state == State::Adjourned {
        make_way(act, upon)?;
        return motions::resume(act, &paper, item.id);
    }
    if let Some(with) = programme::debated_on(act.db, item.id)?.filter(|_| upon.is_none()) {
        let held = together::Held { with: &with, upon: None, seconded: true };
        return Ok(together::put_in_sequence(act, item.id, &paper, &held)?.1);
    }
    if let Some((upon, beneath)) = upon.zip(above.as_ref().and_then(Question::paper))
        && let Some(put) = joint::called(act, item.id, &paper, upon, beneath)?
    {
        return Ok(put);
    }
    make_way(act, upon)?;
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
            format!(
                "{}, {}, was called; {mover} to move.{together}{joint}{placed}",
                paper.label(),
                paper.title
            )
        }
        None => format!("{}, {}, was called.{together}{joint}{placed}", paper.label(), paper.title),
    })
}

/// What is beneath is not voted on, and whoever speaks to it has finished.
fn make_way(act: &Act<'_>, beneath: Option<QuestionId>) -> Result<(), Halt> {
    let Some(beneath) = beneath else { return Ok(()) };
    turn::may_make_way(act, beneath)?;
    speeches::end_running(act, beneath).map(|_| ())
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

/// Whoever moved it takes it back; what was moved belongs to the meeting, and the standing orders say who is asked.
pub(crate) fn withdraw(act: &Act<'_>, id: QuestionId, reason: &str) -> Done {
    said("reason", reason)?;
    let question = debated(act.db, id)?;
    votes::none_under_way(act.db, id)?;
    unless_allowed(act, procedures::may_be_withdrawn(act.db, &question)?)?;
    taken_back(act, id, reason)
}

/// The same, with leave.
pub(crate) fn taken_back(act: &Act<'_>, id: QuestionId, reason: &str) -> Done {
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
        return Ok(and_then(&format!("{} was withdrawn: {reason}", question.label()), &chair));
    };
    if let Some(part) = &question.part {
        return parts::taken_with_the_rest(act, part, paper, &reason);
    }
    motions::set_state(act, paper.id, State::Withdrawn, &reason)?;
    let_fall(act, paper.id, &format!("{} was withdrawn.", paper.label()))?;
    let (label, fallen) = (paper.label(), fallen(act, question.item)?);
    let released = composites::released(act.db, paper.id)?;
    Ok(and_then(&format!("{label} was withdrawn: {reason}"), &format!("{fallen}{released}")))
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

/// What a question came to by its last result; none while it is open.
pub(crate) fn outcome(db: &Db, id: QuestionId) -> Result<Option<String>, Fault> {
    db.one("SELECT outcome FROM question WHERE id = ?1", [id], |r| r.get(0))
}
