//! What falls with a decision: entered by the committee, proposed when the cause is decided, confirmed by the chair.
//!
//! Invariant: nothing falls by itself. A consequence that was confirmed is never undone, only corrected by an act that
//! puts the paper back and says why; what it struck out stays in the record.

use rules::consequence::{About, Consequence, On, Paragraphs, check, falling};
use rules::motion;
use rules::refusal::Refusal;
use rules::share::capital;

use crate::allow::said;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ConsequenceId, MotionId, PartId};
use crate::motions::{self, Motion};
use crate::parts::{self, Part, PartState};
use crate::questions::{self, Question};
use crate::set_up;
use crate::sql::{name_of, variant};
use crate::texts;
use crate::transact::Act;

/// A consequence as it stands.
#[derive(Clone)]
pub(crate) struct Entered {
    pub(crate) id: ConsequenceId,
    pub(crate) cause: Motion,
    /// The part of it that is the cause; none where it is the paper itself.
    pub(crate) part: Option<Part>,
    pub(crate) on: On,
    pub(crate) target: Motion,
    pub(crate) paragraphs: Option<Paragraphs>,
    pub(crate) reason: String,
    pub(crate) state: State,
}

/// Where a consequence stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ConsequenceState")]
#[schemars(rename = "ConsequenceState")]
pub enum State {
    /// The committee has entered it.
    Entered,
    /// The chair has confirmed it: what it names has fallen.
    Confirmed,
    /// The chair did not let it fall, or put it back.
    SetAside,
    /// The committee has taken it away.
    TakenAway,
}

impl Entered {
    fn rule(&self) -> Consequence {
        Consequence {
            cause: self.cause.id.0,
            part: self.part.as_ref().map(|part| part.id.0),
            on: self.on,
            target: self.target.id.0,
            paragraphs: self.paragraphs,
        }
    }

    /// `If motion 1 is carried, motion 2 falls.`
    pub(crate) fn in_words(&self) -> String {
        sentence(&self.rule().in_words(|about| self.names(about)))
    }

    fn names(&self, about: About) -> String {
        match about {
            About::Paper(id) if id == self.target.id.0 => self.target.in_words(),
            About::Paper(_) => self.cause.in_words(),
            About::Part(_) => self.cause_in_words(),
        }
    }

    /// `motion 1`, `the last paragraph of motion 1`
    pub(crate) fn cause_in_words(&self) -> String {
        self.part.as_ref().map_or_else(|| self.cause.in_words(), |part| part.of(&self.cause))
    }

    /// Its cause is this part; the paper itself, where there is none.
    pub(crate) fn follows_from(&self, part: Option<&Part>) -> bool {
        self.part_id() == part.map(|part| part.id)
    }

    fn part_id(&self) -> Option<PartId> {
        self.part.as_ref().map(|part| part.id)
    }

    /// The cause has been decided so that this follows, and the target could still fall.
    pub(crate) fn is_proposed(&self) -> bool {
        self.state == State::Entered && self.follows() && self.target.state.may_fall()
    }

    fn follows(&self) -> bool {
        if let Some(part) = &self.part {
            return part.came_to(self.on);
        }
        match self.on {
            On::Carried => self.cause.state == motion::State::Carried,
            On::Lost => matches!(self.cause.state, motion::State::Lost | motion::State::NotCarried),
        }
    }

    /// It was confirmed, and a correction of the result has taken its ground away.
    pub(crate) fn has_lost_its_ground(&self) -> bool {
        self.state == State::Confirmed && !self.follows()
    }
}

/// `motion 2 and paragraph 3 of motion 58 fall`
pub(crate) fn fall(consequences: &[Entered]) -> String {
    let targets: Vec<_> = consequences.iter().map(|c| (c.target.in_words(), c.paragraphs)).collect();
    falling(&targets)
}

macro_rules! select_consequence {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.cause_id, c.on_outcome, c.target_id, c.first_paragraph, c.last_paragraph, c.reason, c.state,
                    c.cause_part_id
             FROM consequence c ",
            $rest,
            " ORDER BY c.id"
        )
    };
}

/// Every consequence that was not taken away, in the order it was entered.
pub(crate) fn all(db: &Db) -> Result<Vec<Entered>, Halt> {
    read(db, select_consequence!("WHERE c.state <> 'taken_away'"), [])
}

/// Those that a paper causes or that would befall it.
pub(crate) fn of_paper(db: &Db, paper: MotionId) -> Result<Vec<Entered>, Halt> {
    read(
        db,
        select_consequence!("WHERE c.state <> 'taken_away' AND (c.cause_id = ?1 OR c.target_id = ?1)"),
        [paper],
    )
}

/// Those of one cause.
pub(crate) fn of_cause(db: &Db, cause: MotionId) -> Result<Vec<Entered>, Halt> {
    read(db, select_consequence!("WHERE c.state <> 'taken_away' AND c.cause_id = ?1"), [cause])
}

/// Those of a paper itself by which something has fallen.
pub(crate) fn confirmed_of(db: &Db, cause: MotionId) -> Result<Vec<Entered>, Halt> {
    read(
        db,
        select_consequence!("WHERE c.state = 'confirmed' AND c.cause_part_id IS NULL AND c.cause_id = ?1"),
        [cause],
    )
}

fn read(db: &Db, sql: &'static str, params: impl rusqlite::Params) -> Result<Vec<Entered>, Halt> {
    let rows = db.rows(sql, params, |r| {
        Ok((
            r.get::<_, ConsequenceId>(0)?,
            r.get::<_, MotionId>(1)?,
            variant::<On>(r, 2)?,
            r.get::<_, MotionId>(3)?,
            (r.get::<_, Option<u32>>(4)?, r.get::<_, Option<u32>>(5)?),
            r.get::<_, String>(6)?,
            variant::<State>(r, 7)?,
            r.get::<_, Option<PartId>>(8)?,
        ))
    })?;
    rows.into_iter()
        .map(|(id, cause, on, target, run, reason, state, part)| {
            Ok(Entered {
                id,
                cause: motions::known(db, cause)?,
                part: part.map(|part| parts::known(db, part)).transpose()?,
                on,
                target: motions::known(db, target)?,
                paragraphs: run.0.zip(run.1).map(|(first, last)| Paragraphs { first, last }),
                reason,
                state,
            })
        })
        .collect()
}

/// What the chair is asked to confirm.
pub(crate) fn proposed(db: &Db) -> Result<Vec<Entered>, Halt> {
    let ripe = select_consequence!(
        "JOIN motion m ON m.id = c.cause_id
         WHERE c.state = 'entered'
           AND (m.state IN ('carried', 'lost', 'not_carried') OR c.cause_part_id IS NOT NULL)"
    );
    Ok(read(db, ripe, [])?.into_iter().filter(Entered::is_proposed).collect())
}

/// What of it can fall at this moment.
pub(crate) fn ripe(db: &Db) -> Result<Vec<Entered>, Halt> {
    let mut ripe = Vec::new();
    for consequence in proposed(db)? {
        match questions::may_fall(db, &consequence.target, consequence.paragraphs.is_none()) {
            Ok(()) => ripe.push(consequence),
            Err(Halt::Refusal(_)) => {}
            Err(fault @ Halt::Fault(_)) => return Err(fault),
        }
    }
    Ok(ripe)
}

/// What would fall if a question were decided in this way; for the words of its vote.
pub(crate) fn would_fall(db: &Db, question: &Question, on: On) -> Result<String, Halt> {
    let Some(paper) = question.paper() else { return Ok(String::new()) };
    let would: Vec<_> = of_cause(db, paper.id)?
        .into_iter()
        .filter(|c| c.follows_from(question.part.as_ref()))
        .filter(|c| c.state == State::Entered && c.on == on && c.target.state.may_fall())
        .collect();
    Ok(fall(&would))
}

/// The papers that would fall as a whole if this one were decided so.
pub(crate) fn whole_that_would_fall(db: &Db, cause: MotionId, on: On) -> Result<Vec<MotionId>, Halt> {
    let whole = |c: &Entered| c.part.is_none() && c.paragraphs.is_none() && c.state == State::Entered;
    let of_cause = of_cause(db, cause)?.into_iter();
    Ok(of_cause.filter(|c| whole(c) && c.on == on).map(|c| c.target.id).collect())
}

/// Refuses to call what would fall, until the chair has said whether it does.
pub(crate) fn none_proposed(db: &Db, target: &Motion) -> Result<(), Halt> {
    let of_target =
        select_consequence!("WHERE c.state = 'entered' AND c.target_id = ?1 AND c.first_paragraph IS NULL");
    match read(db, of_target, [target.id])?.iter().find(|c| c.is_proposed()) {
        Some(waiting) => Err(Refusal::new("consequence.proposed", waiting.in_words())
            .allowed_by("Confirm that it falls, or set the consequence aside, first.")
            .into()),
        None => Ok(()),
    }
}

/// The paragraphs of a paper, from 1, that had fallen by the time of a decision; with the last decision before each fall.
pub(crate) fn fallen(
    db: &Db,
    paper: MotionId,
    until: i64,
) -> Result<Vec<(i64, std::ops::RangeInclusive<u32>)>, Fault> {
    db.rows(
        "SELECT decision_id, first_paragraph, last_paragraph FROM consequence
         WHERE target_id = ?1 AND state = 'confirmed' AND first_paragraph IS NOT NULL AND decision_id <= ?2
         ORDER BY decision_id, id",
        (paper, until),
        |r| Ok((r.get(0)?, r.get(1)?..=r.get(2)?)),
    )
}

fn known(db: &Db, id: ConsequenceId) -> Result<Entered, Halt> {
    read(db, select_consequence!("WHERE c.state <> 'taken_away' AND c.id = ?1"), [id])?.pop().ok_or_else(
        || Refusal::new("consequence.unknown", "There is no such consequence, or it was taken away.").into(),
    )
}

/// Whether something may be entered that follows from a paper or befalls it: as soon as it is handed in, and until it is decided.
pub(crate) fn may_follow(paper: &Motion) -> bool {
    paper.state.may_yet_be_decided()
}

pub(crate) fn enter(
    act: &Act<'_>,
    (cause, part): (MotionId, Option<PartId>),
    on: On,
    target: MotionId,
    paragraphs: Option<Paragraphs>,
    reason: &str,
) -> Done {
    set_up::set(act.db)?;
    let reason = said("reason", reason)?;
    let (cause, target) = (motions::known(act.db, cause)?, motions::known(act.db, target)?);
    for paper in [&cause, &target] {
        if !may_follow(paper) {
            let (label, stands) = (paper.label(), paper.state.in_words());
            let sentence = format!("{label} is {stands}: nothing can follow from it or befall it now.");
            return Err(Refusal::new("consequence.decided", sentence).into());
        }
    }
    let part = part.map(|part| cause_part(act.db, part, &cause)).transpose()?;
    if paragraphs.is_some() && texts::handed_in(act.db, target.id)?.is_empty() {
        let label = target.in_words();
        let sentence = format!("{} puts in no paragraph that could fall by its number.", target.label());
        return Err(Refusal::new("consequence.of_amendment", sentence)
            .allowed_by(format!(
                "Enter that all of {label} falls; or hand in an amendment to {label} that takes the words out; or settle what is left of it once the other is decided."
            ))
            .into());
    }
    if let Some(Paragraphs { last, .. }) = paragraphs {
        let there = texts::handed_in(act.db, target.id)?.len();
        if usize::try_from(last).unwrap_or(usize::MAX) > there {
            return Err(Refusal::new(
                "consequence.paragraphs",
                format!(
                    "{} has {}.",
                    target.label(),
                    rules::share::counted(
                        u64::try_from(there).unwrap_or_default(),
                        "paragraph",
                        "paragraphs"
                    )
                ),
            )
            .into());
        }
    }
    let new = Entered {
        id: ConsequenceId(0),
        cause,
        part,
        on,
        target,
        paragraphs,
        reason: reason.clone(),
        state: State::Entered,
    };
    let standing = all(act.db)?;
    let entered: Vec<_> = standing.iter().filter(|c| c.state == State::Entered).collect();
    let label = |about: About| {
        let mut all = entered.iter().copied().chain([&new]);
        let names = |c: &&Entered| match about {
            About::Paper(id) => c.cause.id.0 == id || c.target.id.0 == id,
            About::Part(id) => c.part_id().is_some_and(|part| part.0 == id),
        };
        all.find(names).map(|c| c.names(about)).unwrap_or_default()
    };
    check(&entered.iter().map(|c| c.rule()).collect::<Vec<_>>(), new.rule(), label)?;
    act.db.insert(
        "INSERT INTO consequence(cause_id, cause_part_id, on_outcome, target_id, first_paragraph, last_paragraph, reason, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'entered')",
        (
            new.cause.id,
            new.part_id(),
            name_of(&on)?,
            new.target.id,
            paragraphs.map(|p| p.first),
            paragraphs.map(|p| p.last),
            &reason,
        ),
    )?;
    Ok(format!("The committee entered: {} {reason}", new.in_words()))
}

/// The part of the cause that is meant, where it is still to be voted on.
fn cause_part(db: &Db, id: PartId, cause: &Motion) -> Result<Part, Halt> {
    let part = parts::known(db, id)?;
    if part.motion != cause.id {
        let sentence = format!("{} has no such part.", cause.label());
        return Err(Refusal::new("consequence.other_part", sentence).into());
    }
    if part.state != PartState::Asked {
        let sentence = format!("{}: nothing can follow from it any more.", sentence(&part.of(cause)));
        return Err(Refusal::new("consequence.decided", sentence).into());
    }
    Ok(part)
}

pub(crate) fn take_away(act: &Act<'_>, id: ConsequenceId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let consequence = known(act.db, id)?;
    if consequence.state != State::Entered {
        return Err(Refusal::new(
            "consequence.settled",
            format!("The chair has settled it: {}", consequence.in_words()),
        )
        .into());
    }
    set_state(act, id, State::TakenAway)?;
    Ok(format!("The committee took away: {} {reason}", consequence.in_words()))
}

fn set_state(act: &Act<'_>, id: ConsequenceId, state: State) -> Result<(), Fault> {
    act.db.run("UPDATE consequence SET state = ?2 WHERE id = ?1", (id, name_of(&state)?)).map(|_| ())
}

/// What the chair confirms falls now, together.
pub(crate) fn confirm(act: &Act<'_>, ids: &[ConsequenceId]) -> Done {
    set_up::sitting(act.db)?;
    let mut confirmed = Vec::new();
    for id in ids {
        let consequence = is_proposed(act.db, *id)?;
        questions::may_fall(act.db, &consequence.target, consequence.paragraphs.is_none())?;
        if consequence.paragraphs.is_none() {
            motions::set_state(act, consequence.target.id, motion::State::Falls, &consequence.in_words())?;
            questions::let_fall(act, consequence.target.id, &consequence.in_words())?;
        }
        act.db.run(
            "UPDATE consequence SET state = 'confirmed', decision_id = ?2 WHERE id = ?1",
            (id, texts::last_decision(act.db)?),
        )?;
        confirmed.push(consequence);
    }
    let Some(first) = confirmed.first() else {
        return Err(Refusal::new("consequence.none", "Nothing is named that would fall.").into());
    };
    Ok(because(first, &confirmed))
}

/// `As composite 4 was carried, motion 25 falls.` Without its cause where there are several.
pub(crate) fn because(first: &Entered, all: &[Entered]) -> String {
    let same =
        |c: &Entered| c.cause.id == first.cause.id && c.part_id() == first.part_id() && c.on == first.on;
    let why = if all.iter().all(same) {
        format!("As {} was {}, ", first.cause_in_words(), first.on.word())
    } else {
        String::new()
    };
    sentence(&format!("{why}{}", fall(all)))
}

fn is_proposed(db: &Db, id: ConsequenceId) -> Result<Entered, Halt> {
    let consequence = known(db, id)?;
    if consequence.is_proposed() {
        return Ok(consequence);
    }
    Err(Refusal::new(
        "consequence.not_proposed",
        format!("It is not for the chair to settle now: {}", consequence.in_words()),
    )
    .into())
}

/// The chair does not let it fall.
pub(crate) fn set_aside(act: &Act<'_>, id: ConsequenceId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let consequence = is_proposed(act.db, id)?;
    set_state(act, id, State::SetAside)?;
    Ok(format!("The chair set aside: {} {}", consequence.in_words(), capital(&reason)))
}

/// What fell is put back: the recorded correction of a consequence.
pub(crate) fn put_back(act: &Act<'_>, id: ConsequenceId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let consequence = known(act.db, id)?;
    if consequence.state != State::Confirmed {
        return Err(Refusal::new("consequence.not_confirmed", "Nothing has fallen by that.").into());
    }
    let target = &consequence.target;
    match consequence.paragraphs {
        Some(_) if !may_follow(target) => {
            return Err(Refusal::new(
                "consequence.decided",
                format!("{} has been decided without them.", target.label()),
            )
            .allowed_by("Correct the decision.")
            .into());
        }
        Some(_) => {}
        None => {
            // What fell by a consequence of its own lies where it fell.
            let fallen: Vec<MotionId> = act.db.rows(
                "SELECT id FROM motion WHERE (id = ?1 OR upon_id = ?1) AND state = 'falls'
                   AND NOT EXISTS (SELECT 1 FROM consequence c WHERE c.target_id = motion.id AND c.id <> ?2
                                   AND c.state = 'confirmed' AND c.first_paragraph IS NULL)",
                (target.id, id),
                |r| r.get(0),
            )?;
            for paper in fallen {
                stand_again(act, paper, &reason)?;
            }
        }
    }
    set_state(act, id, State::SetAside)?;
    let part = consequence.paragraphs.map(|p| format!("{} of ", p.in_words())).unwrap_or_default();
    Ok(format!("Corrected: {part}{} stands again. {}", target.in_words(), capital(&reason)))
}

/// What fell stands on the agenda; what the committee still had stands where it stood.
fn stand_again(act: &Act<'_>, paper: MotionId, reason: &str) -> Result<(), Halt> {
    let before =
        motions::history(act.db, paper)?.into_iter().rev().find(|kept| kept.state != motion::State::Falls);
    match before.map(|kept| kept.state).filter(|state| state.is_with_committee()) {
        Some(to) => motions::release(act, paper, to, reason),
        None => motions::set_state(act, paper, motion::State::OnAgenda, reason),
    }
}

/// A capital in front, a full stop behind.
pub(crate) fn sentence(text: &str) -> String {
    format!("{}.", capital(text))
}
