//! Challenges to the committee: that a paper it has ruled out be placed on the agenda, that one it has ruled in be ruled out, that
//! a composite be dissolved, that a paper be taken elsewhere, that a part of a report be referred back. Each is a paper of its own, debated and voted on like any other, upon the committee's report or by
//! itself; the committee has the right to reply (§5).
//!
//! Invariant: a challenge that is carried does nothing by itself. It is proposed, and the chair carries it out by an act.

use rules::challenge::{Facts, Ground, may_be_challenged, may_be_ruled_out, none_upon_it};
use rules::motion::{MotionKind, State};
use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::NewMotion;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt, refusal};
use crate::ids::{ItemId, MotionId, QuestionId, ReportPartId};
use crate::motions::{self, Motion};
use crate::questions::{self, Question};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{composites, programme, reports, set_up, standing_orders};

/// What is challenged, on what ground, and of a place the item that is asked for.
pub(crate) type Challenged = (MotionId, Ground, Option<ItemId>);

/// A delegate challenges what the committee has done with a paper.
pub(crate) fn make(
    act: &Act<'_>,
    (of, ground, to): Challenged,
    by: &str,
    reason: &str,
    item: ItemId,
) -> Done {
    set_up::set(act.db)?;
    if ground == Ground::Part {
        return Err(Refusal::new(
            "challenge.no_part",
            "It is not said which part of the report is to go back.",
        )
        .allowed_by("Choose the part in the report, and move that it be referred back.")
        .into());
    }
    let (by, reason) = (said("body that challenges", by)?, said("reason", reason)?);
    let paper = motions::known(act.db, of)?;
    let to = to.filter(|_| ground == Ground::Place).map(|to| programme::known(act.db, to)).transpose()?;
    let under: Option<ItemId> =
        act.db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [of], |r| r.get(0))?;
    let elsewhere = to.as_ref().map(|to| Some(to.id) != under);
    may_be_challenged(&paper.label(), ground, paper.state, facts(act.db, of, elsewhere)?)?;
    let asked_for = to.as_ref().map(|to| to.named()).unwrap_or_default();
    let wording = ground.wording(&paper.in_words(), &asked_for);
    let two_thirds = standing_orders::in_force(act.db)?.challenge_two_thirds;
    let about = Challenge { of, ground, to: to.map(|to| to.id), part: None, reason: reason.clone() };
    hand_in(act, &about, &by, item, (wording, two_thirds))?;
    Ok(format!("{by} challenged {}: {reason}", ground.in_words(&paper.in_words())))
}

/// What is known of a paper that is challenged.
fn facts(db: &Db, paper: MotionId, to: Option<bool>) -> Result<Facts, Fault> {
    let composited = composites::has_sources(db, paper)?;
    Ok(Facts { composited, ruled_in: motions::was_ruled_in(db, paper)?, to })
}

/// Conference has decided, upon a challenge to the committee that had let it in, that a paper be ruled out.
pub(crate) fn ruled_out(db: &Db, paper: MotionId) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS (SELECT 1 FROM challenge c JOIN motion m ON m.id = c.motion_id
                        WHERE c.of_id = ?1 AND c.ground = 'admitted' AND m.state = 'carried')",
        [paper],
        |r| r.get(0),
    )
}

/// A delegate moves that a part of a report be referred back, under the item of the report: a simple majority decides (§1).
pub(crate) fn refer_back(act: &Act<'_>, part: ReportPartId, by: &str, reason: &str) -> Done {
    set_up::set(act.db)?;
    let (by, reason) = (said("body that moves it", by)?, said("reason", reason)?);
    let (told, paper) = reports::may_go_back(act.db, part)?;
    may_be_challenged(&paper.label(), Ground::Part, paper.state, Facts::default())?;
    let under: Option<ItemId> =
        act.db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [paper.id], |r| r.get(0))?;
    let item = under.ok_or_else(|| {
        let sentence = format!("{} is taken under no item.", paper.label());
        Refusal::new("report.no_item", sentence).allowed_by("Put the report under an item first.")
    })?;
    let wording = Ground::Part.wording(&paper.in_words(), &told);
    let about =
        Challenge { of: paper.id, ground: Ground::Part, to: None, part: Some(part), reason: reason.clone() };
    hand_in(act, &about, &by, item, (wording, false))?;
    Ok(format!("{by} moved that {told}, of {} be referred back: {reason}", paper.in_words()))
}

/// The challenge as a paper on the agenda, unless one that asks the same is there.
fn hand_in(
    act: &Act<'_>,
    about: &Challenge,
    by: &str,
    item: ItemId,
    (wording, two_thirds): (String, bool),
) -> Result<(), Halt> {
    not_made(act.db, about.of, about.ground, about.to, about.part)?;
    let number = motions::next_number(act.db, MotionKind::Challenge)?;
    let new = NewMotion {
        number: number.clone(),
        kind: MotionKind::Challenge,
        title: wording.clone(),
        mover: Some(by.to_owned()),
        paragraphs: vec![format!("{wording}.")],
        two_thirds,
        item: Some(item),
        ..NewMotion::default()
    };
    motions::add(act, &new)?;
    let motion: MotionId =
        act.db
            .one("SELECT id FROM motion WHERE number = ?1 AND kind = 'challenge'", [&number], |r| r.get(0))?;
    act.db.insert(
        "INSERT INTO challenge(motion_id, of_id, ground, to_item_id, part_id, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (motion, about.of, name_of(&about.ground)?, about.to, about.part, &about.reason),
    )?;
    Ok(())
}

/// Refuses where a challenge that asks the same waits for conference, or is before it.
fn not_made(
    db: &Db,
    of: MotionId,
    ground: Ground,
    to: Option<ItemId>,
    part: Option<ReportPartId>,
) -> Result<(), Halt> {
    let open: Option<MotionId> = db.row(
        "SELECT c.motion_id FROM challenge c JOIN motion m ON m.id = c.motion_id
         WHERE c.of_id = ?1 AND c.ground = ?2 AND c.to_item_id IS ?3 AND c.part_id IS ?4
           AND m.state IN ('on_agenda', 'moved', 'adjourned')",
        (of, name_of(&ground)?, to, part),
        |r| r.get(0),
    )?;
    let Some(open) = open else { return Ok(()) };
    let label = motions::known(db, open)?.label();
    Err(Refusal::new("challenge.made", format!("{label} is on the agenda and asks the same.")).into())
}

/// On what grounds a paper can be challenged now; of its place, by naming an item that nobody has asked for yet.
pub(crate) fn grounds(db: &Db, paper: &Motion) -> Result<Vec<Ground>, Fault> {
    let facts = facts(db, paper.id, Some(true))?;
    // An amendment is taken where its paper is; a challenge is not challenged.
    let own = paper.upon.is_none() && !matches!(paper.kind, MotionKind::Challenge | MotionKind::Report);
    let mut grounds = Vec::new();
    for ground in Ground::ALL {
        let may = may_be_challenged(&paper.label(), ground, paper.state, facts).is_ok();
        let of_it = own || matches!(ground, Ground::Ruling | Ground::Admitted);
        if may && of_it && refusal(not_made(db, paper.id, ground, None, None))?.is_none() {
            grounds.push(ground);
        }
    }
    Ok(grounds)
}

/// What a challenge is about.
pub(crate) struct Challenge {
    pub(crate) of: MotionId,
    pub(crate) ground: Ground,
    pub(crate) to: Option<ItemId>,
    /// Of a report.
    pub(crate) part: Option<ReportPartId>,
    pub(crate) reason: String,
}

/// What a challenge is about.
pub(crate) fn of(db: &Db, challenge: MotionId) -> Result<Option<Challenge>, Fault> {
    db.row(
        "SELECT of_id, ground, to_item_id, part_id, reason FROM challenge WHERE motion_id = ?1",
        [challenge],
        |r| {
            Ok(Challenge {
                of: r.get(0)?,
                ground: variant(r, 1)?,
                to: r.get(2)?,
                part: r.get(3)?,
                reason: r.get(4)?,
            })
        },
    )
}

/// The newest motion that a part of a report be referred back.
pub(crate) fn upon_part(db: &Db, part: ReportPartId) -> Result<Option<MotionId>, Fault> {
    db.row("SELECT max(motion_id) FROM challenge WHERE part_id = ?1", [part], |r| r.get(0))
        .map(Option::flatten)
}

fn the_part(challenge: &Challenge) -> Result<ReportPartId, Fault> {
    challenge.part.ok_or_else(|| Fault::new("a motion to refer back names no part"))
}

/// What a carried challenge asked for can still be done.
pub(crate) fn waits(db: &Db, challenge: &Challenge) -> Result<bool, Halt> {
    let paper = motions::known(db, challenge.of)?;
    Ok(match challenge.ground {
        Ground::Ruling => paper.state == State::RuledOut,
        Ground::Admitted => may_be_ruled_out(paper.state),
        Ground::Composite => paper.state == State::OnAgenda,
        Ground::Place => {
            let under: Option<ItemId> =
                db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [paper.id], |r| r.get(0))?;
            paper.state == State::OnAgenda && under != challenge.to
        }
        Ground::Part => match reports::may_go_back(db, the_part(challenge)?) {
            Ok((_, paper)) => may_be_challenged("", Ground::Part, paper.state, Facts::default()).is_ok(),
            Err(Halt::Refusal(_)) => false,
            Err(fault @ Halt::Fault(_)) => return Err(fault),
        },
    })
}

/// Every challenge, newest first.
pub(crate) fn all(db: &Db) -> Result<Vec<MotionId>, Fault> {
    db.rows("SELECT motion_id FROM challenge ORDER BY id DESC", [], |r| r.get(0))
}

/// Challenges that are heard upon a report while it is before conference: that its parts go back, and what else is taken
/// under its item.
pub(crate) fn upon(db: &Db, report: MotionId, item: ItemId) -> Result<Vec<Motion>, Fault> {
    let mut upon = Vec::new();
    for paper in motions::of_item(db, item)?.into_iter().filter(|paper| paper.kind == MotionKind::Challenge) {
        let elsewhere =
            of(db, paper.id)?.is_some_and(|about| about.ground == Ground::Part && about.of != report);
        if !elsewhere {
            upon.push(paper);
        }
    }
    Ok(upon)
}

/// Motions that a part of a report go back, which have not been taken: they are over with the report.
pub(crate) fn over_with(db: &Db, report: MotionId) -> Result<Vec<Motion>, Halt> {
    let ids: Vec<MotionId> = db.rows(
        "SELECT c.motion_id FROM challenge c JOIN motion m ON m.id = c.motion_id
         WHERE c.of_id = ?1 AND c.part_id IS NOT NULL AND m.state = 'on_agenda' ORDER BY c.id",
        [report],
        |r| r.get(0),
    )?;
    ids.into_iter().map(|id| motions::known(db, id)).collect()
}

/// The first motion that a part of a report go back which conference has carried, and the chair has not carried out.
pub(crate) fn carried_upon(db: &Db, report: MotionId) -> Result<Option<Motion>, Halt> {
    let found: Option<MotionId> = db.row(
        "SELECT c.motion_id FROM challenge c JOIN motion m ON m.id = c.motion_id JOIN report_part p ON p.id = c.part_id
         WHERE c.of_id = ?1 AND m.state = 'carried' AND p.state <> 'referred_back' ORDER BY c.id LIMIT 1",
        [report],
        |r| r.get(0),
    )?;
    found.map(|id| motions::known(db, id)).transpose()
}

/// Whether a report waits for what is challenged in it; nothing else does.
pub(crate) fn none_waits_upon(db: &Db, question: &Question, closed: bool) -> Result<(), Halt> {
    let Some(report) = question.paper().filter(|paper| paper.kind == MotionKind::Report) else {
        return Ok(());
    };
    let all = match question.item {
        Some(item) => upon(db, report.id, item)?,
        None => Vec::new(),
    };
    let waiting = all.iter().find(|paper| paper.state == State::OnAgenda).map(Motion::label);
    let carried = carried_upon(db, report.id)?.as_ref().map(Motion::label);
    Ok(none_upon_it(waiting.as_deref(), carried.as_deref(), closed)?)
}

/// What a vote for, and against, a challenge would do; none where the paper is none.
pub(crate) fn effects(db: &Db, paper: &Motion) -> Result<Option<(String, String)>, Halt> {
    let Some(challenge) = of(db, paper.id)? else { return Ok(None) };
    let of = motions::known(db, challenge.of)?;
    let (name, stays) = (of.in_words(), of.state.in_words());
    Ok(Some(match challenge.ground {
        Ground::Ruling => (
            format!("the committee’s ruling is overturned, and {name} goes on the agenda."),
            format!("the ruling stands; {name} stays {stays}."),
        ),
        Ground::Admitted => (
            format!("the committee’s ruling is overturned, and {name} is not taken."),
            format!("the ruling stands; {name} stays {stays}."),
        ),
        Ground::Composite => (
            format!("{name} is dissolved, and what it was made of is taken as it stood."),
            format!("{name} stays on the agenda in the place of what it was made of."),
        ),
        Ground::Place => {
            let to = challenge.to.map(|to| programme::known(db, to)).transpose()?;
            let to = to.map(|to| to.named()).unwrap_or_default();
            (
                format!("{name} is taken under {to}."),
                format!("{name} stays where the committee has placed it."),
            )
        }
        Ground::Part => {
            let part = reports::part_known(db, the_part(&challenge)?)?.in_words();
            (
                format!("{part}, goes back to the committee; {name} is put without it."),
                format!("{part}, stands in {name}."),
            )
        }
    }))
}

/// The committee may reply to a challenge.
pub(crate) fn ask_the_committee(act: &Act<'_>, question: QuestionId) -> Result<(), Fault> {
    act.db.insert(
        "INSERT INTO request(question_id, name, body, role, side, position, state, again, asked_at)
         SELECT ?1, ?2, ?2, 'platform', 'against', 1 + ifnull(max(position), 0), 'waiting', 0, ?3
         FROM request WHERE question_id = ?1",
        (question, crate::reports::COMMITTEE, act.at),
    )?;
    Ok(())
}

/// What was carried is done.
pub(crate) fn carry_out(act: &Act<'_>, challenge: MotionId) -> Done {
    let paper = motions::known(act.db, challenge)?;
    let about = of(act.db, challenge)?
        .ok_or_else(|| Refusal::new("challenge.unknown", "There is no such challenge."))?;
    if paper.state != State::Carried {
        let sentence = format!("{} is {}.", paper.label(), paper.state.in_words());
        return Err(Refusal::new("challenge.not_carried", sentence)
            .allowed_by("Conference decides it first.")
            .into());
    }
    let why = format!("{} was carried.", paper.label());
    match about.ground {
        Ground::Ruling => motions::put_on_by_vote(act, about.of, &why),
        Ground::Admitted => motions::rule_out_by_vote(act, about.of, &why),
        Ground::Composite => composites::dissolve(act, about.of, &why),
        Ground::Place => {
            let of = motions::known(act.db, about.of)?;
            let to = about.to.ok_or_else(|| Fault::new("a challenge to a place names no item"))?;
            if !waits(act.db, &about)? {
                let sentence = format!("{} is not to be moved: it is {}.", of.label(), of.state.in_words());
                return Err(Refusal::new("challenge.done", sentence).into());
            }
            questions::may_fall(act.db, &of, true)?;
            motions::take_under(act, of.id, to)?;
            let to = programme::known(act.db, to)?.named();
            Ok(format!("By a vote of conference {} is taken under {to}: {why}", of.in_words()))
        }
        Ground::Part => {
            let how = format!("by the vote on {}", paper.in_words());
            reports::go_back(act, the_part(&about)?, &how, &about.reason)
        }
    }
}
