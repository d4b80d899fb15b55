//! A paper voted on in parts: what is divided off, put by itself, and what that leaves of the text.
//!
//! Invariant: a part is a question of its own upon its paper's, put with the paper's method and majority; what remains of
//! the paper is put after them and never passed over. What fell is struck out of the text from the part's decision on.

use std::collections::BTreeMap;

use rules::amendment::{Origin, Text};
use rules::consequence::On;
use rules::parts::{self as rule, Part as Named, Span, check};
use rules::refusal::Refusal;
use rules::share::capital;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::allow::{said, unless_allowed};
use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{MotionId, PartId};
use crate::motions::{self, Motion};
use crate::questions::{self, Question};
use crate::transact::Act;
use crate::{programme, rulings, set_up, speakers, speeches, texts, votes};

pub(crate) use remainder::{
    Remainder, account, decide_again, declare_nothing_remains, on_paper_last, remainder, rest_may_be_put,
};

mod remainder;

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// It is to be voted on by itself.
    Asked,
    /// It is before conference.
    BeforeConference,
    /// It stays in the text.
    Carried,
    /// It fell.
    Lost,
    /// It fell on a tie that nobody broke.
    NotCarried,
    /// It is taken with the rest after all.
    Joined,
}

impl PartState {
    /// `carried`, `lost`, `not carried` of what is decided.
    pub(crate) fn fate(self) -> Option<&'static str> {
        match self {
            Self::Carried => Some("carried"),
            Self::Lost => Some("lost"),
            Self::NotCarried => Some("not carried"),
            Self::Asked | Self::BeforeConference | Self::Joined => None,
        }
    }

    fn fell(self) -> bool {
        matches!(self, Self::Lost | Self::NotCarried)
    }
}

/// A part of a paper.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) id: PartId,
    pub(crate) motion: MotionId,
    /// `the last paragraph`, as it was called when it was divided off.
    pub(crate) words: String,
    pub(crate) state: PartState,
}

impl Part {
    /// `the last paragraph of motion 1`
    pub(crate) fn of(&self, paper: &Motion) -> String {
        format!("{} of {}", self.words, paper.in_words())
    }

    /// It was decided so.
    pub(crate) fn came_to(&self, on: On) -> bool {
        match on {
            On::Carried => self.state == PartState::Carried,
            On::Lost => self.state.fell(),
        }
    }
}

/// A paragraph of a part, or a passage within it.
struct Held {
    origin: Origin,
    words: Option<Span>,
}

macro_rules! select_part {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.motion_id, p.words, p.state, q.state, q.outcome FROM part p
             LEFT JOIN question q ON q.id = (SELECT max(id) FROM question WHERE part_id = p.id) ",
            $rest,
            " ORDER BY p.id"
        )
    };
}

fn row(r: &rusqlite::Row<'_>) -> rusqlite::Result<Part> {
    let (state, question, outcome): (String, Option<String>, Option<String>) =
        (r.get(3)?, r.get(4)?, r.get(5)?);
    let state = match (question.as_deref(), outcome.as_deref()) {
        _ if state == "joined" => PartState::Joined,
        (Some("decided"), Some("carried")) => PartState::Carried,
        (Some("decided"), Some("not_carried")) => PartState::NotCarried,
        (Some("decided"), _) => PartState::Lost,
        (Some("called" | "moved" | "seconded"), _) => PartState::BeforeConference,
        (Some(_) | None, _) => PartState::Asked,
    };
    Ok(Part { id: r.get(0)?, motion: r.get(1)?, words: r.get(2)?, state })
}

/// Every part of a paper, in the order they were asked for.
pub(crate) fn of_motion(db: &Db, motion: MotionId) -> Result<Vec<Part>, Fault> {
    db.rows(select_part!("WHERE p.motion_id = ?1"), [motion], row)
}

/// One part.
pub(crate) fn known(db: &Db, id: PartId) -> Result<Part, Halt> {
    db.row(select_part!("WHERE p.id = ?1"), [id], row)?
        .ok_or_else(|| Refusal::new("parts.unknown", "There is no such part.").into())
}

fn held(db: &Db, part: PartId) -> Result<Vec<Held>, Fault> {
    db.rows(
        "SELECT paragraph_id, edit_id, first_character, next_character FROM part_text WHERE part_id = ?1 ORDER BY id",
        [part],
        |r| {
            let (paragraph, edit): (Option<i64>, Option<i64>) = (r.get(0)?, r.get(1)?);
            Ok(Held { origin: origin(paragraph, edit), words: span(r.get(2)?, r.get(3)?) })
        },
    )
}

fn origin(paragraph: Option<i64>, edit: Option<i64>) -> Origin {
    paragraph.map(Origin::Handed).or(edit.map(Origin::Edit)).unwrap_or(Origin::Handed(0))
}

fn span(from: Option<u32>, to: Option<u32>) -> Option<Span> {
    from.zip(to).map(|(from, to)| Span { from, to })
}

/// Which paragraphs of the text as it stands it is in, from 1; none where it is in no text any more.
fn named(text: &Text, held: &[Held]) -> Option<Named> {
    let origins = text.origins();
    let place = |held: &Held| {
        origins.iter().position(|(first, now)| match held.words {
            Some(_) => *now == held.origin,
            None => *first == held.origin,
        })
    };
    let places: Vec<u32> =
        held.iter().filter_map(place).filter_map(|at| u32::try_from(at + 1).ok()).collect();
    let words = held.first().and_then(|held| held.words);
    Some(Named { first: *places.iter().min()?, last: *places.iter().max()?, words })
}

/// The paragraphs of a part in the text as it stands, from 1, and its passage where it is one; none where it is in no text
/// any more.
pub(crate) fn placed(db: &Db, part: &Part) -> Result<Option<Named>, Halt> {
    Ok(named(&texts::stands(db, part.motion)?, &held(db, part.id)?))
}

/// What the part says, as the text stands.
pub(crate) fn words(db: &Db, part: &Part) -> Result<Vec<String>, Halt> {
    let Some(named) = placed(db, part)? else { return Ok(Vec::new()) };
    let text = texts::words(&texts::stands(db, part.motion)?);
    let run =
        (1_u32..).zip(text).filter(|(n, _)| (named.first..=named.last).contains(n)).map(|(_, text)| text);
    Ok(run.map(|text| named.words.map_or_else(|| text.clone(), |words| rule::cut(&text, words))).collect())
}

/// Parts that are still to be voted on by themselves. Paragraphs that have gone out of the text since are none.
pub(crate) fn waiting(db: &Db, motion: MotionId) -> Result<Vec<Part>, Halt> {
    let asked = of_motion(db, motion)?.into_iter().filter(|part| part.state == PartState::Asked);
    let mut waiting = Vec::new();
    for part in asked {
        let passage = held(db, part.id)?.iter().any(|held| held.words.is_some());
        match placed(db, &part) {
            Ok(None) if !passage => {}
            Ok(_) | Err(Halt::Refusal(_)) => waiting.push(part),
            Err(fault @ Halt::Fault(_)) => return Err(fault),
        }
    }
    Ok(waiting)
}

/// ` in parts`, where some wait; empty otherwise.
pub(crate) fn in_parts(waiting: &[Part]) -> &'static str {
    if waiting.is_empty() { "" } else { " in parts" }
}

/// What became of every part that was voted on, in words: `the last paragraph`, `lost`.
pub(crate) fn voted(db: &Db, motion: MotionId) -> Result<Vec<(String, &'static str)>, Fault> {
    let all = of_motion(db, motion)?.into_iter();
    Ok(all.filter_map(|part| Some((part.words, part.state.fate()?))).collect())
}

/// Parts that fell by the time of a decision: the decision, the paragraph, and its passages where it is not all of it. The
/// passages are all of that paragraph's that had fallen by then.
pub(crate) fn fallen(db: &Db, motion: MotionId, until: i64) -> Result<Vec<(i64, Origin, Vec<Span>)>, Fault> {
    // One corrected to be lost falls where the correction put it; one corrected and lost still stays where it was.
    let rows: Vec<(i64, Origin, Option<Span>)> = db.rows(
        "WITH fate AS (SELECT q.part_id AS part, d.id, d.outcome IN ('lost', 'not_carried') AS fell
                       FROM question q JOIN decision d ON d.question_id = q.id
                       WHERE q.motion_id = ?1 AND q.part_id IS NOT NULL AND d.id <= ?2)
         SELECT min(f.id), t.paragraph_id, t.edit_id, t.first_character, t.next_character
         FROM fate f JOIN part_text t ON t.part_id = f.part
         WHERE f.id > ifnull((SELECT max(o.id) FROM fate o WHERE o.part = f.part AND NOT o.fell), 0)
         GROUP BY t.id ORDER BY min(f.id), t.id",
        (motion, until),
        |r| Ok((r.get(0)?, origin(r.get(1)?, r.get(2)?), span(r.get(3)?, r.get(4)?))),
    )?;
    let mut passages: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    Ok(rows
        .into_iter()
        .map(|(decided, origin, words)| {
            let Some(words) = words else { return (decided, origin, Vec::new()) };
            let gone = passages.entry(format!("{origin:?}")).or_default();
            gone.push(words);
            (decided, origin, gone.clone())
        })
        .collect())
}

pub(crate) fn divide(act: &Act<'_>, motion: MotionId, parts: &[Named], asked_by: &str) -> Done {
    let paper = motions::known(act.db, motion)?;
    may_be_divided(act.db, &paper)?;
    let stands = texts::stands(act.db, motion)?;
    let text = texts::words(&stands);
    let settled: Vec<Named> = parts.iter().map(|part| part.settled(&text)).collect();
    let mut asked = Vec::new();
    for old in of_motion(act.db, motion)?.iter().filter(|old| old.state != PartState::Joined) {
        asked.extend(named(&stands, &held(act.db, old.id)?));
    }
    check(&text, &asked, &settled)?;
    let origins = stands.origins();
    let mut told = Vec::new();
    for part in &settled {
        let words = part.in_words(&text);
        let id = act.db.insert(
            "INSERT INTO part(motion_id, words, asked_by, state) VALUES (?1, ?2, ?3, 'asked')",
            (motion, &words, asked_by.trim()),
        )?;
        for (_, (first, now)) in (1_u32..).zip(&origins).filter(|(n, _)| (part.first..=part.last).contains(n))
        {
            // A passage holds to the very words; a paragraph to its place, whatever is made of it.
            let (paragraph, edit) = match if part.words.is_some() { now } else { first } {
                Origin::Handed(id) => (Some(*id), None),
                Origin::Edit(id) => (None, Some(*id)),
            };
            act.db.insert(
                "INSERT INTO part_text(part_id, paragraph_id, edit_id, first_character, next_character)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                (id, paragraph, edit, part.words.map(|w| w.from), part.words.map(|w| w.to)),
            )?;
        }
        told.push(words);
    }
    let by = if asked_by.trim().is_empty() {
        String::new()
    } else {
        format!(" Asked for by {}.", asked_by.trim())
    };
    Ok(format!("{} is voted on in parts: {}.{by}", paper.label(), told.join("; ")))
}

fn may_be_divided(db: &Db, paper: &Motion) -> Result<(), Halt> {
    let label = paper.label();
    if paper.kind == MotionKind::Amendment {
        return Err(Refusal::new("parts.of_amendment", format!("{label} is put as it is."))
            .allowed_by("Hand in its parts as amendments of their own.")
            .into());
    }
    if paper.kind == MotionKind::Report {
        return Err(Refusal::new("parts.of_report", format!("{label} is adopted as it is."))
            .allowed_by("Refer the part back.")
            .into());
    }
    motions::undecided(paper)?;
    questions::may_fall(db, paper, false)
}

pub(crate) fn call(act: &Act<'_>, id: PartId) -> Done {
    set_up::sitting(act.db)?;
    let part = known(act.db, id)?;
    let paper = motions::known(act.db, part.motion)?;
    let beneath = on_paper(act.db, &part, &paper)?;
    unless_allowed(act, rulings::none_pending(act.db, beneath.id)?)?;
    unless_allowed(act, questions::ready_to_put(&beneath))?;
    unless_allowed(act, amendments_first(act.db, paper.id)?)?;
    speeches::end_running(act, beneath.id)?;
    act.db.insert(
        "INSERT INTO question(item_id, motion_id, upon_id, part_id, state, formally_seconded, called_at)
         VALUES (?1, ?2, ?3, ?4, 'seconded', 0, ?5)",
        (beneath.item, paper.id, beneath.id, id, act.at),
    )?;
    Ok(format!("Conference was asked to vote on {} by itself.", part.of(&paper)))
}

/// Whether a part could be put now without more ado.
pub(crate) fn may_be_called(db: &Db, part: &Part) -> Result<(), Halt> {
    let beneath = on_paper(db, part, &motions::known(db, part.motion)?)?;
    rulings::none_pending(db, beneath.id)??;
    questions::ready_to_put(&beneath)?;
    Ok(amendments_first(db, part.motion)??)
}

/// Amendments come before the first of the parts; otherwise is the chair's to allow.
fn amendments_first(db: &Db, motion: MotionId) -> Result<Result<(), Refusal>, Fault> {
    if !voted(db, motion)?.is_empty() {
        return Ok(Ok(()));
    }
    let amendments = motions::amendments(db, motion)?;
    Ok(amendments.iter().find(|paper| motions::on_agenda(paper)).map_or(Ok(()), |waits| {
        Err(Refusal::new("parts.amendment_waits", format!("{} has not been taken yet.", waits.label()))
            .allowed_by("Take the amendments before the parts.")
            .by_reason())
    }))
}

/// The paper's question, where this part can be put upon it now.
fn on_paper(db: &Db, part: &Part, paper: &Motion) -> Result<Question, Halt> {
    if part.state != PartState::Asked {
        return Err(settled(part, paper).into());
    }
    let item = programme::current(db)?.ok_or_else(|| {
        Refusal::new("item.none", "No item is before conference.").allowed_by("Take the item first.")
    })?;
    let above = questions::top(db, item.id)?.filter(|top| top.is_on(paper.id) && top.part.is_none());
    let beneath = above.ok_or_else(|| {
        Refusal::new("question.other", format!("{} is not the question before conference.", paper.label()))
            .allowed_by("A part is put while its paper is before conference, and nothing upon it.")
    })?;
    votes::none_under_way(db, beneath.id)?;
    if placed(db, part)?.is_none() {
        return Err(Refusal::new("parts.changed", format!("The text no longer has {}.", part.words))
            .allowed_by("Divide the text again as it now stands, or take the part with the rest.")
            .into());
    }
    Ok(beneath)
}

/// The paper leaves conference undecided: a part that was before conference waits again.
pub(crate) fn put_off(act: &Act<'_>, question: &Question) -> Result<(), Halt> {
    speeches::end_running(act, question.id)?;
    speakers::send_home(act, question.id)?;
    act.db.run(
        "UPDATE question SET state = 'withdrawn', decided_at = ?2 WHERE id = ?1",
        (question.id, act.at),
    )?;
    act.db.insert(
        "INSERT INTO decision(question_id, outcome, text, at) VALUES (?1, 'withdrawn', ?2, ?3)",
        (question.id, questions::text_decided(act.db, question)?, act.at),
    )?;
    Ok(())
}

fn settled(part: &Part, paper: &Motion) -> Refusal {
    Refusal::new("parts.settled", format!("There is no vote to come on {}.", part.of(paper)))
}

/// A part that is not voted on by itself after all.
pub(crate) fn join(act: &Act<'_>, id: PartId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let part = known(act.db, id)?;
    let paper = motions::known(act.db, part.motion)?;
    if part.state != PartState::Asked {
        return Err(settled(&part, &paper).into());
    }
    motions::undecided(&paper)?;
    taken_with_the_rest(act, &part, &paper, &reason)
}

/// The part goes back into the paper, in the words of the record.
pub(crate) fn taken_with_the_rest(act: &Act<'_>, part: &Part, paper: &Motion, reason: &str) -> Done {
    act.db.run("UPDATE part SET state = 'joined' WHERE id = ?1", [part.id])?;
    Ok(format!("Taken with the rest after all: {}. {}", part.of(paper), capital(reason)))
}

/// Parts have been voted on: no amendment comes after them.
pub(crate) fn none_voted(db: &Db, question: &Question) -> Result<(), Halt> {
    let Some(paper) = question.paper() else { return Ok(()) };
    if voted(db, paper.id)?.is_empty() {
        return Ok(());
    }
    let sentence = format!("Parts of {} have been voted on.", paper.in_words());
    Err(Refusal::new("parts.voted", sentence).allowed_by("Amendments are taken before the parts.").into())
}

/// What a vote for a part, and a vote against it, would do: what remains is put in either case.
pub(crate) fn effects(paper: &Motion) -> (String, String) {
    let paper = paper.in_words();
    (format!("it stays in {paper}."), format!("{paper} goes on without it."))
}
