//! What the record has for a part of a report, in the words of the meeting: the committee's draft, to be gone over.
//!
//! Invariant: nothing is made up. Where the record says nothing of it there is no draft.

use rules::motion::{MotionKind, State};
use rules::report::PartKind;

use super::Report;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{DayId, ItemId};
use crate::motions::{self, Motion};
use crate::{set_up, standing_orders, texts, when};

/// The draft; none where the committee has to write it.
pub(crate) fn from_the_record(db: &Db, report: &Report, kind: PartKind) -> Result<Option<String>, Halt> {
    let lines = match kind {
        PartKind::Agenda => agenda(db, report.day)?,
        PartKind::Timetable => timetable(db, report.day)?,
        PartKind::RuledIn => ruled_in(db)?,
        PartKind::RuledOut => or_none(ruled_out(db)?, "No paper has been ruled out."),
        PartKind::Composites => or_none(composites(db)?, "No motions have been composited."),
        PartKind::Emergency => or_none(emergencies(db)?, "No emergency or late motion has been handed in."),
        PartKind::SpeechTimes => speech_times(db)?,
        PartKind::Corrections => corrections(db)?,
        PartKind::Tellers | PartKind::Free => Vec::new(),
    };
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}

fn or_none(lines: Vec<String>, none: &str) -> Vec<String> {
    if lines.is_empty() { vec![none.to_owned()] } else { lines }
}

/// The lines of the order of business, of one day or of all, each day under its name where there are several.
fn agenda(db: &Db, of: Option<DayId>) -> Result<Vec<String>, Halt> {
    let zone = when::zone(&set_up::set(db)?.time_zone)?;
    let items: Vec<(String, i64, String, String, bool, ItemId, String)> = db.rows(
        "SELECT d.date, i.planned_start, i.number, i.title, i.private, i.id, i.motions FROM item i
         JOIN session s ON s.id = i.session_id JOIN day d ON d.id = s.day_id
         WHERE ?1 IS NULL OR d.id = ?1 ORDER BY d.date, i.position",
        [of],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?)),
    )?;
    let mut lines = Vec::new();
    let mut last = String::new();
    for (day, start, number, title, private, item, printed) in items {
        if of.is_none() && day != last {
            lines.push(when::day_in_words(when::day(&day)?));
            last = day;
        }
        let number = if number.is_empty() { String::new() } else { format!("{number} ") };
        let private = if private { " (private session)" } else { "" };
        let taken = taken_under(db, item, &printed)?;
        lines.push(format!("{} {number}{title}{private}{taken}", when::hours_minutes(zone, start)));
    }
    Ok(lines)
}

/// `: motions 1-4, C1`; as the programme prints them where none is placed yet; empty where nothing is taken.
fn taken_under(db: &Db, item: ItemId, printed: &str) -> Result<String, Fault> {
    let papers = motions::of_item(db, item)?;
    let waits = |paper: &&Motion| {
        paper.upon.is_none() && paper.kind != MotionKind::Report && paper.state.is_undecided()
    };
    let waiting: Vec<&Motion> = papers.iter().filter(waits).collect();
    let numbers: Vec<String> = waiting.iter().map(|paper| paper.number.clone()).collect();
    Ok(match (waiting.as_slice(), printed.trim()) {
        ([], "") => String::new(),
        ([], printed) => format!(": motions {printed}"),
        ([one], _) => format!(": {}", one.in_words()),
        (_, _) => format!(": motions {}", rules::printed::in_runs(&numbers)),
    })
}

/// When each session begins and ends.
fn timetable(db: &Db, of: Option<DayId>) -> Result<Vec<String>, Halt> {
    let zone = when::zone(&set_up::set(db)?.time_zone)?;
    let sessions: Vec<(String, String, i64, i64)> = db.rows(
        "SELECT d.date, s.name, min(i.planned_start), max(i.planned_end) FROM session s
         JOIN day d ON d.id = s.day_id JOIN item i ON i.session_id = s.id
         WHERE ?1 IS NULL OR d.id = ?1 GROUP BY s.id ORDER BY min(i.planned_start)",
        [of],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
    )?;
    let mut lines = Vec::new();
    for (day, name, start, end) in sessions {
        let day = when::day_in_words(when::day(&day)?);
        let (start, end) = (when::hours_minutes(zone, start), when::hours_minutes(zone, end));
        lines.push(format!("{day}, {name}: {start} to {end}"));
    }
    Ok(lines)
}

fn papers(db: &Db, wanted: impl Fn(&Motion) -> bool) -> Result<Vec<Motion>, Fault> {
    Ok(motions::all(db)?.into_iter().filter(wanted).collect())
}

/// What is in order, by kind: `Motions: 1, 2 and 12`.
fn ruled_in(db: &Db) -> Result<Vec<String>, Fault> {
    let in_order = papers(db, |paper| {
        matches!(paper.state, State::RuledIn | State::Printed | State::OnAgenda)
            && !matches!(paper.kind, MotionKind::Report | MotionKind::Challenge)
    })?;
    let mut lines = Vec::new();
    for (kind, name) in [
        (MotionKind::Motion, "Motions"),
        (MotionKind::Composite, "Composites"),
        (MotionKind::Amendment, "Amendments"),
        (MotionKind::RuleChange, "Rule changes"),
        (MotionKind::Statement, "Statements"),
        (MotionKind::Emergency, "Emergency motions"),
        (MotionKind::Late, "Late motions"),
    ] {
        let numbers: Vec<String> =
            in_order.iter().filter(|paper| paper.kind == kind).map(|paper| paper.number.clone()).collect();
        if !numbers.is_empty() {
            lines.push(format!("{name}: {}", rules::printed::in_runs(&numbers)));
        }
    }
    for paper in &in_order {
        let history = motions::history(db, paper.id)?;
        let why =
            history.iter().rev().find(|kept| kept.state == State::RuledIn).map(|kept| kept.reason.as_str());
        if let Some(why) = why.filter(|why| !why.is_empty() && paper.kind != MotionKind::Composite) {
            lines.push(format!("{}, {}: ruled in. {why}", paper.label(), paper.title));
        }
    }
    Ok(lines)
}

/// Why a paper stands where it does, as it was said when it came there.
fn reason(db: &Db, paper: &Motion) -> Result<String, Fault> {
    Ok(motions::history(db, paper.id)?.pop().map(|fate| fate.reason).unwrap_or_default())
}

/// `Motion 12, Pay: ruled out. It names no policy.`
fn with_reason(db: &Db, paper: &Motion) -> Result<String, Fault> {
    let reason = reason(db, paper)?;
    let more = if reason.is_empty() { String::new() } else { format!(" {reason}") };
    Ok(format!("{}, {}: {}.{more}", paper.label(), paper.title, paper.state.in_words()))
}

fn ruled_out(db: &Db) -> Result<Vec<String>, Fault> {
    let out = papers(db, |paper| paper.state == State::RuledOut)?;
    out.iter().map(|paper| with_reason(db, paper)).collect()
}

/// Each composite with what it is made of, and its text.
fn composites(db: &Db) -> Result<Vec<String>, Halt> {
    let mut lines = Vec::new();
    for paper in papers(db, |paper| paper.kind == MotionKind::Composite && paper.state != State::Withdrawn)? {
        let mut told = crate::composites::made_of(db, paper.id)?;
        for (role, words) in [("mover", "moved by"), ("seconder", "seconded by")] {
            if let Some(body) = motions::party(db, paper.id, role)? {
                let comma = if told.is_empty() { "" } else { ", " };
                told.push_str(&format!("{comma}{words} {body}"));
            }
        }
        let told = if told.is_empty() { told } else { format!(", {told}") };
        lines.push(format!("{}, {}{told}", paper.label(), paper.title));
        let text = texts::words(&texts::stands(db, paper.id)?);
        lines.extend((1..).zip(text).map(|(number, paragraph)| format!("{number}. {paragraph}")));
    }
    Ok(lines)
}

fn emergencies(db: &Db) -> Result<Vec<String>, Fault> {
    let late = papers(db, |paper| matches!(paper.kind, MotionKind::Emergency | MotionKind::Late))?;
    late.iter().map(|paper| with_reason(db, paper)).collect()
}

fn speech_times(db: &Db) -> Result<Vec<String>, Fault> {
    let time = standing_orders::in_force(db)?.time;
    let lines = [
        ("Mover of a motion", time.mover_motion),
        ("Seconder", time.seconder),
        ("Mover of an amendment", time.mover_amendment),
        ("Other speakers", time.other),
        ("Right of reply", time.reply),
        ("Platform", time.platform),
    ];
    Ok(lines.into_iter().map(|(who, seconds)| format!("{who}: {}", span(seconds))).collect())
}

/// `5 minutes`, `3 minutes 30 seconds`, `45 seconds`
fn span(seconds: u32) -> String {
    let (minutes, rest) = (u64::from(seconds / 60), u64::from(seconds % 60));
    let minutes_in_words = rules::share::counted(minutes, "minute", "minutes");
    let rest_in_words = rules::share::counted(rest, "second", "seconds");
    match (minutes, rest) {
        (0, _) => rest_in_words,
        (_, 0) => minutes_in_words,
        (_, _) => format!("{minutes_in_words} {rest_in_words}"),
    }
}

/// Papers that were corrected, with what they said before; and results that were declared wrong, and how they are right.
fn corrections(db: &Db) -> Result<Vec<String>, Fault> {
    let mut lines = Vec::new();
    for paper in papers(db, |_| true)? {
        for corrected in motions::corrections(db, paper.id)? {
            let (before, reason) = (corrected.changes, corrected.reason);
            lines.push(format!("{} was corrected. Before: {before}. {reason}", paper.label()));
        }
    }
    lines.extend(corrected_results(db)?);
    Ok(lines)
}

fn corrected_results(db: &Db) -> Result<Vec<String>, Fault> {
    db.rows(
        "SELECT v.wording, r.outcome, r.why FROM result r JOIN vote v ON v.id = r.vote_id
         WHERE r.corrects_id IS NOT NULL ORDER BY r.id",
        [],
        |r| {
            let (wording, outcome, why): (String, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
            Ok(format!("{wording} {}: {why}", crate::votes::word(&outcome)))
        },
    )
}
