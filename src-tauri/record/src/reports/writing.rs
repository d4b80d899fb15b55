//! A report is written, part by part, while it is a draft.

use rules::refusal::Refusal;
use rules::report::PartKind;

use super::{COMMITTEE, Part, Report, drafting, known, part_known, parts};
use crate::allow::said;
use crate::command::Place;
use crate::halt::{Done, Halt};
use crate::ids::{DayId, ReportId, ReportPartId};
use crate::set_up;
use crate::sql::name_of;
use crate::transact::Act;

/// The next report, empty.
pub(crate) fn start(act: &Act<'_>, title: &str, day: Option<DayId>) -> Done {
    set_up::set(act.db)?;
    if let Some(day) = day {
        let known: Option<i64> = act.db.row("SELECT id FROM day WHERE id = ?1", [day], |r| r.get(0))?;
        known.ok_or_else(|| Refusal::new("day.unknown", "The conference has no such day."))?;
    }
    let number: u32 = act.db.one("SELECT 1 + ifnull(max(number), 0) FROM report", [], |r| r.get(0))?;
    // Its number stands before it wherever it is named.
    let title =
        if title.trim().is_empty() { COMMITTEE.to_owned() } else { said("title of the report", title)? };
    act.db.insert("INSERT INTO report(number, title, day_id) VALUES (?1, ?2, ?3)", (number, &title, day))?;
    Ok(format!("The committee began report {number}: {title}."))
}

/// The report, or a refusal where it is no draft any more.
fn draft(act: &Act<'_>, id: ReportId) -> Result<Report, Halt> {
    let report = known(act.db, id)?;
    if report.motion.is_none() {
        return Ok(report);
    }
    Err(Refusal::new("report.published", format!("{} is published: its parts are frozen.", report.label()))
        .allowed_by("Put what is new, or wrong, into the next report.")
        .into())
}

fn part_of_draft(act: &Act<'_>, id: ReportPartId) -> Result<(Report, Part), Halt> {
    let part = part_known(act.db, id)?;
    Ok((draft(act, part.report)?, part))
}

/// What the part says: as written, or drafted from the record as it is.
fn text(act: &Act<'_>, report: &Report, kind: PartKind, heading: &str, text: &str) -> Result<String, Halt> {
    if !text.trim().is_empty() {
        return Ok(said("text of the part", text)?);
    }
    drafting::from_the_record(act.db, report, kind)?.ok_or_else(|| {
        Refusal::new("report.nothing_on_record", format!("The record has nothing for “{heading}”."))
            .allowed_by("Write what the part should say.")
            .into()
    })
}

/// One more part, at the end.
pub(crate) fn add_part(act: &Act<'_>, id: ReportId, kind: PartKind, heading: &str, words: &str) -> Done {
    let report = draft(act, id)?;
    let heading = match (heading.trim(), kind.heading()) {
        ("", Some(usual)) => usual.to_owned(),
        (given, _) => said("heading of the part", given)?,
    };
    let words = text(act, &report, kind, &heading, words)?;
    act.db.insert(
        "INSERT INTO report_part(report_id, position, kind, heading, text, state, referred, after_decision)
         SELECT ?1, 1 + ifnull(max(position), 0), ?2, ?3, ?4, 'stands', '', 0 FROM report_part WHERE report_id = ?1",
        (id, name_of(&kind)?, &heading, &words),
    )?;
    Ok(format!("{} has a part more: {heading}.", report.label()))
}

/// Its words anew.
pub(crate) fn write_part(act: &Act<'_>, id: ReportPartId, heading: &str, words: &str) -> Done {
    let (report, part) = part_of_draft(act, id)?;
    let heading = said("heading of the part", heading)?;
    let words = text(act, &report, part.kind, &heading, words)?;
    act.db.run("UPDATE report_part SET heading = ?2, text = ?3 WHERE id = ?1", (id, &heading, &words))?;
    Ok(format!("{}, {}, was written anew.", report.label(), part.in_words()))
}

/// Among the parts of its report.
pub(crate) fn move_part(act: &Act<'_>, id: ReportPartId, place: Place) -> Done {
    let (report, part) = part_of_draft(act, id)?;
    let mut order: Vec<ReportPartId> = parts(act.db, report.id)?.iter().map(|part| part.id).collect();
    let at = order.iter().position(|each| *each == id).unwrap_or_default();
    let last = order.len().saturating_sub(1);
    let to = match place {
        Place::Up => at.saturating_sub(1),
        Place::Down => (at + 1).min(last),
        Place::First => 0,
        Place::Last => last,
    };
    if to == at {
        let sentence = format!("Part {} cannot go further.", part.position);
        return Err(Refusal::new("report.part_at_the_end", sentence).into());
    }
    let moved = order.remove(at);
    order.insert(to, moved);
    number(act, &order)?;
    Ok(format!("{}: {} was moved.", report.label(), part.heading))
}

/// Out of the draft.
pub(crate) fn remove_part(act: &Act<'_>, id: ReportPartId) -> Done {
    let (report, part) = part_of_draft(act, id)?;
    act.db.run("DELETE FROM report_part WHERE id = ?1", [id])?;
    let order: Vec<ReportPartId> = parts(act.db, report.id)?.iter().map(|part| part.id).collect();
    number(act, &order)?;
    Ok(format!("{}: {} was taken out.", report.label(), part.heading))
}

fn number(act: &Act<'_>, order: &[ReportPartId]) -> Result<(), Halt> {
    for (position, id) in (1_i64..).zip(order) {
        act.db.run("UPDATE report_part SET position = ?2 WHERE id = ?1", (id, position))?;
    }
    Ok(())
}
