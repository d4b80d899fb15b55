//! A report is published, and conference refers parts of it back.

use rules::refusal::Refusal;
use rules::report::{ReferredBy, is_referred};
use rules::share::capital;

use super::{COMMITTEE, Part, Report, decided, known, part_known, parts};
use crate::allow::said;
use crate::command::{ItemKind, MotionKind, NewMotion};
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{ItemId, MotionId, ReportId, ReportPartId};
use crate::motions::{self, Motion};
use crate::transact::Act;
use crate::{programme, questions, set_up, standing_orders, texts};

/// Minutes for a report that has no item yet.
const MINUTES: u32 = 10;

/// Its parts are frozen, and it is a paper on the agenda.
pub(crate) fn publish(act: &Act<'_>, id: ReportId, item: Option<ItemId>, mover: &str) -> Done {
    let report = known(act.db, id)?;
    if report.motion.is_some() {
        let sentence = format!("{} is published already.", report.label());
        return Err(Refusal::new("report.published", sentence).into());
    }
    let parts = parts(act.db, id)?;
    if parts.is_empty() {
        return Err(Refusal::new("report.empty", format!("{} has no part yet.", report.label()))
            .allowed_by("Add what it reports first.")
            .into());
    }
    let (item, told) = match item {
        Some(item) => {
            let under = programme::known(act.db, item)?;
            (under.id, format!("{} was published, to be adopted under {}.", report.label(), under.named()))
        }
        None => {
            let told =
                format!("{} was published, and is taken before all business that waits.", report.label());
            (programme::add_first(act, &report.own_line(), ItemKind::Report, MINUTES)?, told)
        }
    };
    let mover = if mover.trim().is_empty() { COMMITTEE.to_owned() } else { said("mover", mover)? };
    let number = standing_orders::in_force(act.db)?.numbers.of(MotionKind::Report, report.number);
    let paper = NewMotion {
        number: number.clone(),
        kind: MotionKind::Report,
        title: report.title.clone(),
        mover: Some(mover),
        paragraphs: parts.iter().map(|part| format!("{}\n{}", part.heading, part.text)).collect(),
        item: Some(item),
        ..NewMotion::default()
    };
    motions::add(act, &paper)?;
    let motion: MotionId =
        act.db.one("SELECT id FROM motion WHERE number = ?1 AND kind = 'report'", [&number], |r| r.get(0))?;
    act.db.run("UPDATE report SET motion_id = ?2, published_at = ?3 WHERE id = ?1", (id, motion, act.at))?;
    Ok(told)
}

/// The part with its report and its paper, or a refusal where the report is a draft.
fn published(db: &Db, id: ReportPartId) -> Result<(Part, Report, Motion), Halt> {
    let part = part_known(db, id)?;
    let report = known(db, part.report)?;
    let motion = report.motion.ok_or_else(|| {
        Refusal::new("report.draft", format!("{} is not published yet.", report.label()))
            .allowed_by("Publish it first.")
    })?;
    let paper = motions::known(db, motion)?;
    Ok((part, report, paper))
}

/// The part in words and the paper of its report, where it stands and can still go back.
pub(crate) fn may_go_back(db: &Db, id: ReportPartId) -> Result<(String, Motion), Halt> {
    let (part, report, paper) = published(db, id)?;
    if part.referred_back {
        let sentence = format!("{}, {}, is referred back already.", report.label(), part.in_words());
        return Err(Refusal::new("report.referred_already", sentence).into());
    }
    Ok((part.in_words(), paper))
}

/// Conference refers a part back while the report is before it, without a question of its own.
pub(crate) fn refer_back(act: &Act<'_>, id: ReportPartId, by: ReferredBy, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    goes_back(act, id, &by.in_words(), &reason, || is_referred(by))
}

/// What conference has voted is done: the part goes back.
pub(crate) fn go_back(act: &Act<'_>, id: ReportPartId, how: &str, reason: &str) -> Done {
    goes_back(act, id, how, reason, || Ok(()))
}

fn goes_back(
    act: &Act<'_>,
    id: ReportPartId,
    how: &str,
    reason: &str,
    decided_so: impl FnOnce() -> Result<(), Refusal>,
) -> Done {
    set_up::sitting(act.db)?;
    let (part, report, paper) = published(act.db, id)?;
    if questions::of_paper(act.db, paper.id)?.is_empty() {
        return Err(Refusal::new(
            "report.not_before_conference",
            format!("{} is not before conference.", report.label()),
        )
        .allowed_by("Take the item of the report, so that it is moved.")
        .into());
    }
    questions::may_fall(act.db, &paper, false)?;
    if part.referred_back {
        let sentence = format!("{}, {}, is referred back already.", report.label(), part.in_words());
        return Err(Refusal::new("report.referred_already", sentence).into());
    }
    decided_so()?;
    let words = format!("{how}: {reason}");
    act.db.run(
        "UPDATE report_part SET state = 'referred_back', referred = ?2, after_decision = ?3 WHERE id = ?1",
        (id, &words, texts::last_decision(act.db)?.unwrap_or(0)),
    )?;
    Ok(format!("{}, {}, was referred back, {words}", report.label(), part.in_words()))
}

/// A correction: it had not been referred back.
pub(crate) fn restore(act: &Act<'_>, id: ReportPartId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let (part, report, paper) = published(act.db, id)?;
    if !part.referred_back {
        let sentence = format!("{}, {}, was not referred back.", report.label(), part.in_words());
        return Err(Refusal::new("report.not_referred_back", sentence).into());
    }
    if decided(paper.state) {
        return Err(Refusal::new(
            "report.decided",
            format!("{} is {} without it.", report.label(), paper.state.in_words()),
        )
        .allowed_by("Put it into the next report.")
        .into());
    }
    questions::may_fall(act.db, &paper, false)?;
    act.db.run(
        "UPDATE report_part SET state = 'stands', referred = '', after_decision = 0 WHERE id = ?1",
        [id],
    )?;
    Ok(format!("Corrected: {}, {}, stands. {}", report.label(), part.in_words(), capital(&reason)))
}
