//! What concerns conference itself: its quorum, its adjournment, and a paper that its mover is asked to let go.

use rules::procedure::{Doubted, Kind};
use rules::quorum::{self, Wait, waits};
use rules::refusal::Refusal;
use rules::share::capital;
use rules::standing_orders::RemitBy;

use super::{may_leave, suspensions};
use crate::allow::{said, unless_allowed};
use crate::command::{Fate, MotionKind};
use crate::db::Db;
use crate::franchise;
use crate::halt::{Done, Fault, Halt};
use crate::ids::QuestionId;
use crate::questions;
use crate::transact::Act;
use crate::{motions, programme, set_up, speeches, standing_orders, votes, when};

/// Heads were counted. With a quorum business goes on; without one conference waits, and is counted again.
pub(crate) fn count_quorum(act: &Act<'_>, id: QuestionId, present: u64) -> Done {
    set_up::sitting(act.db)?;
    let question = questions::debated(act.db, id)?;
    if question.procedure().is_none_or(|procedure| procedure.kind != Kind::QuorumCall) {
        return Err(Refusal::new("quorum.not_called", "Nobody has called for a count of the quorum.")
            .allowed_by("Take the call from the floor first.")
            .into());
    }
    votes::a_hall_holds(&[present])?;
    let found = franchise::voters(act.db)?;
    let standing =
        quorum::check(&standing_orders::in_force(act.db)?.quorum.of, present, found.registered, present);
    let figure = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    act.db.insert(
        "INSERT INTO quorum_count(question_id, present, needed, at) VALUES (?1, ?2, ?3, ?4)",
        (id, figure(present), figure(standing.needed), act.at),
    )?;
    if !standing.met {
        let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
        let end = ends_without(act.db, id)?.unwrap_or(act.at);
        let wait = if act.at < end { Wait::Until(when::hours_minutes(zone, end)) } else { Wait::Over };
        return Ok(format!("{} {}", standing.sentence, capital(&waits(&wait))));
    }
    questions::decide(act, &question, "carried", &standing.sentence)?;
    act.db.insert(
        "INSERT INTO decision(question_id, outcome, text, at) VALUES (?1, 'carried', ?2, ?3)",
        (id, &standing.sentence, act.at),
    )?;
    Ok(format!("{} Business goes on.", standing.sentence))
}

/// When a sitting without a quorum ends: so long after it was first found to have none (§2.2 `quorum.grace_minutes`; Citrine,
/// half an hour). None where none was counted too few in this sitting.
pub(crate) fn ends_without(db: &Db, call: QuestionId) -> Result<Option<i64>, Fault> {
    let first: Option<i64> = db.one(
        "SELECT min(at) FROM quorum_count WHERE question_id = ?1 AND at >= coalesce((SELECT sits_since FROM conference), 0)",
        [call],
        |r| r.get(0),
    )?;
    let minutes = standing_orders::in_force(db)?.quorum.grace_minutes;
    Ok(first.map(|at| at + i64::from(minutes) * 60_000))
}

/// What the last count of a call found in this sitting, and until when conference waits; none before there is one.
pub(crate) fn found_too_few(db: &Db, call: QuestionId) -> Result<Option<String>, Halt> {
    let present: Option<i64> = db.one(
        "SELECT max(id), present FROM quorum_count
         WHERE question_id = ?1 AND at >= coalesce((SELECT sits_since FROM conference), 0)",
        [call],
        |r| r.get(1),
    )?;
    let Some(present) = present.and_then(|n| u64::try_from(n).ok()) else { return Ok(None) };
    let registered = franchise::voters(db)?.registered;
    let of = standing_orders::in_force(db)?.quorum.of;
    let found = quorum::check(&of, present, registered, present).sentence;
    let zone = when::zone(&set_up::set(db)?.time_zone)?;
    let wait = match ends_without(db, call)? {
        Some(end) => Wait::Until(when::hours_minutes(zone, end)),
        None => Wait::Over,
    };
    Ok(Some(format!("{found} {}", capital(&waits(&wait)))))
}

/// The heads that were counted on a call in the item before conference, or since it stands between two, and when: newer than
/// what the register says.
pub(crate) fn counted_heads(db: &Db) -> Result<Option<(u64, i64)>, Fault> {
    db.row(
        "SELECT c.present, c.at FROM quorum_count c JOIN question q ON q.id = c.question_id
         WHERE q.item_id IS (SELECT id FROM item WHERE state = 'current')
           AND (q.item_id IS NOT NULL OR c.at >= (SELECT max(coalesce(max(ended_at), 0), coalesce(max(parked_at), 0)) FROM item))
         ORDER BY c.id DESC LIMIT 1",
        [],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
}

/// Somebody doubts the quorum, and it has not been found.
pub(crate) fn doubted(db: &Db) -> Result<Option<Doubted>, Fault> {
    let call: Option<QuestionId> = db.row(
        "SELECT q.id FROM question q JOIN procedure p ON p.id = q.procedure_id
         WHERE p.kind = 'quorum_call' AND q.state IN ('moved', 'seconded')
           AND q.item_id IS (SELECT id FROM item WHERE state = 'current')
           AND EXISTS (SELECT 1 FROM conference WHERE state = 'open') LIMIT 1",
        [],
        |r| r.get(0),
    )?;
    let Some(call) = call else { return Ok(None) };
    Ok(Some(match ends_without(db, call)? {
        Some(_) => Doubted::TooFew,
        None => Doubted::NotCounted,
    }))
}

/// Conference rises; what is before it waits as it stands.
pub(crate) fn adjourn(act: &Act<'_>, until: Option<&str>, reason: &str) -> Done {
    set_up::sitting(act.db)?;
    let reason = said("reason", reason)?;
    let at = suspensions::until(act, until)?;
    let words = rise(act, at)?;
    Ok(format!("{words} {}", capital(&reason)))
}

/// The same, once it is decided.
pub(super) fn rise(act: &Act<'_>, until: Option<i64>) -> Result<String, Halt> {
    let conference = set_up::set(act.db)?;
    votes::none_by_hands(act.db)?;
    match programme::current(act.db)? {
        Some(item) => programme::put_by(act, &item)?,
        None => speeches::stop_all(act, None)?,
    }
    act.db.run("UPDATE conference SET state = 'adjourned', resumes_at = ?1", [until])?;
    let zone = when::zone(&conference.time_zone)?;
    Ok(match until {
        Some(at) => format!("Conference adjourned until {}.", when::to_come(zone, act.at, at)),
        None => "Conference adjourned.".to_owned(),
    })
}

/// Conference goes on after an adjournment.
pub(crate) fn resume(act: &Act<'_>) -> Done {
    let conference = set_up::set(act.db)?;
    if conference.state != "adjourned" {
        return Err(Refusal::new("conference.not_adjourned", "Conference is not adjourned.").into());
    }
    act.db.run("UPDATE conference SET state = 'open', resumes_at = NULL, sits_since = ?1", [act.at])?;
    Ok(format!("{} resumed.", conference.name))
}

/// Whether the mover of a paper agreed to let it go, when last asked.
pub(crate) fn remission_asked(db: &Db, question: QuestionId) -> Result<Option<bool>, Fault> {
    db.row(
        "SELECT agreed FROM remission_request WHERE question_id = ?1 ORDER BY id DESC LIMIT 1",
        [question],
        |r| r.get(0),
    )
}

/// The mover of a paper is asked to let it go to the executive, and says yes or no. Either is kept.
pub(crate) fn ask_to_remit(act: &Act<'_>, id: QuestionId, asked_by: &str, agreed: bool) -> Done {
    set_up::sitting(act.db)?;
    let asked_by = said("name of who asks", asked_by)?;
    let top = questions::debated(act.db, id)?;
    votes::none_under_way(act.db, id)?;
    unless_allowed(act, may_leave(act.db, Some(&top))?)?;
    let question = super::debated_on(act.db, &top)?.ok_or_else(|| {
        Refusal::new("remit.no_paper", format!("{} is on no paper: there is nothing to remit.", top.label()))
            .allowed_by("Decide it first; then a paper that is before conference can be remitted.")
    })?;
    let paper = question.motion()?;
    if matches!(paper.kind, MotionKind::Report | MotionKind::Challenge) {
        return Err(Refusal::new(
            "remit.no_paper",
            format!("{} is decided here, and not remitted.", paper.label()),
        )
        .allowed_by("Go on with the debate, or put the question.")
        .into());
    }
    act.db.insert(
        "INSERT INTO remission_request(question_id, asked_by, agreed, at) VALUES (?1, ?2, ?3, ?4)",
        (question.id, &asked_by, agreed, act.at),
    )?;
    let mover = motions::party(act.db, paper.id, "mover")?.unwrap_or_else(|| "the mover".to_owned());
    let asking = capital(&asked_by);
    let conference = match standing_orders::in_force(act.db)?.remit {
        RemitBy::Mover => false,
        RemitBy::MoverAndConference | RemitBy::AnyDelegate => true,
    };
    if agreed && conference {
        return Ok(format!(
            "{asking} asked that {} be remitted, and {mover} agreed. Conference is asked to approve it.",
            paper.in_words()
        ));
    }
    if agreed {
        let reason = format!("{asked_by} asked for it, and {mover} agreed.");
        return motions::leaves(act, paper.id, Fate::Remitted, &reason);
    }
    Ok(format!(
        "{asking} asked that {} be remitted; {mover} did not agree. The debate goes on.",
        paper.in_words()
    ))
}
