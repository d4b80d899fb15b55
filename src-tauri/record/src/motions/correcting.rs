//! What was handed in is corrected (§5: the committee changes words only to make a paper competent).
//!
//! Invariant: what stood before is kept with the reason, who and when; once a paper is on the agenda its words stand, and once it has
//! been before conference so does everything else. An amendment's change is never written over.

use rules::motion::MotionKind;
use rules::refusal::Refusal;

use super::handing_in::{keep_paragraphs, keep_parties};
use super::{Motion, actor_in_words, known, party};
use crate::allow::said;
use crate::command::{NewMotion, PaperCorrected};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::MotionId;
use crate::transact::Act;
use crate::{emergencies, questions, set_up, texts, when};

/// One correction of a paper.
pub(crate) struct CorrectionKept {
    /// `title was Pay; mover was Leeds`
    pub(crate) changes: String,
    /// Its paragraphs as they were; none where they stayed.
    pub(crate) was: Vec<String>,
    pub(crate) reason: String,
    pub(crate) actor: String,
    pub(crate) at: i64,
}

/// What of a paper was corrected, oldest first.
pub(crate) fn corrections(db: &Db, motion: MotionId) -> Result<Vec<CorrectionKept>, Fault> {
    db.rows(
        "SELECT changes, was, reason, actor, at FROM paper_correction WHERE motion_id = ?1 ORDER BY id",
        [motion],
        |r| {
            let was: String = r.get(1)?;
            Ok(CorrectionKept {
                changes: r.get(0)?,
                was: was.split("\n\n").filter(|text| !text.is_empty()).map(str::to_owned).collect(),
                reason: r.get(2)?,
                actor: r.get(3)?,
                at: r.get(4)?,
            })
        },
    )
}

/// Title, text, when it was handed in, and what an emergency rests on: while the committee has it.
pub(crate) fn words_are_open(paper: &Motion) -> Result<(), Refusal> {
    is_corrected_here(paper)?;
    if paper.state.is_with_committee() {
        return Ok(());
    }
    let sentence = format!("{} is {}: its words stand.", paper.label(), paper.state.in_words());
    Err(Refusal::new("paper.words_stand", sentence)
        .allowed_by("Hand in an amendment to it, or let its mover withdraw it and hand in another."))
}

/// Who moves, seconds and supports it, and whether it needs two-thirds: until it is called.
pub(crate) fn parties_are_open(db: &Db, paper: &Motion) -> Result<(), Halt> {
    is_corrected_here(paper)?;
    if paper.state.is_with_committee() {
        return Ok(());
    }
    if super::on_agenda(paper) && questions::of_paper(db, paper.id)?.is_empty() {
        return Ok(());
    }
    let stands = if super::on_agenda(paper) { "before conference" } else { paper.state.in_words() };
    let sentence = format!("{} is {stands}: who hands it in stands, and its majority.", paper.label());
    Err(Refusal::new("paper.parties_stand", sentence).into())
}

fn is_corrected_here(paper: &Motion) -> Result<(), Refusal> {
    if !matches!(paper.kind, MotionKind::Report | MotionKind::Challenge) {
        return Ok(());
    }
    let sentence = format!("{} is no paper that was handed in to the committee.", paper.label());
    Err(Refusal::new("paper.not_handed_in", sentence)
        .allowed_by("Correct a report in the next one; a challenge is withdrawn, and made anew."))
}

pub(crate) fn correct(act: &Act<'_>, id: MotionId, to: &PaperCorrected, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let paper = known(act.db, id)?;
    let Some(changes) = write(act, &paper, to, &reason)? else {
        let sentence = format!("Nothing of {} is changed.", paper.in_words());
        return Err(Refusal::new("paper.nothing_changed", sentence).into());
    };
    Ok(format!("{} was corrected. Before: {changes}. {reason}", paper.label()))
}

/// Writes a paper as it is to read, and beside it what was otherwise, in words; none where it reads so already.
pub(super) fn write(
    act: &Act<'_>,
    paper: &Motion,
    to: &PaperCorrected,
    reason: &str,
) -> Result<Option<String>, Halt> {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let title = said("title of the paper", &to.title)?;
    let handed_in = to.handed_in.as_deref().map(|text| when::moment(zone, text)).transpose()?;
    // A moment is written to the minute: the same minute is no other moment.
    let minute = |at: i64| when::moment_in_words(zone, at);
    let handed_in = handed_in.filter(|at| minute(*at) != minute(paper.handed_in_at));
    let mut changes = Vec::new();
    if title != paper.title {
        changes.push(format!("title was {}", paper.title));
    }
    if handed_in.is_some() {
        changes.push(format!("handed in {}", minute(paper.handed_in_at)));
    }
    changes.extend(event(act, paper, to)?);
    let was = text(act, paper, &to.paragraphs)?;
    if !was.is_empty() {
        changes.push("its text".to_owned());
    }
    if !changes.is_empty() {
        words_are_open(paper)?;
    }
    let words = changes.len();
    changes.extend(parties(act, paper, to)?);
    if to.two_thirds != paper.two_thirds {
        let did = if paper.two_thirds { "needed two-thirds" } else { "did not need two-thirds" };
        changes.push(did.to_owned());
    }
    if changes.len() > words {
        parties_are_open(act.db, paper)?;
    }
    if changes.is_empty() {
        return Ok(None);
    }
    act.db.run(
        "UPDATE motion SET title = ?2, handed_in_at = ?3, two_thirds = ?4 WHERE id = ?1",
        (paper.id, title, handed_in.unwrap_or(paper.handed_in_at), to.two_thirds),
    )?;
    let changes = changes.join("; ");
    act.db.insert(
        "INSERT INTO paper_correction(motion_id, changes, was, reason, actor, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (paper.id, &changes, was.join("\n\n"), reason, actor_in_words(act), act.at),
    )?;
    Ok(Some(changes))
}

/// Writes another text; the paragraphs as they were, empty where nothing is changed.
fn text(act: &Act<'_>, paper: &Motion, to: &[String]) -> Result<Vec<String>, Halt> {
    if to.is_empty() {
        return Ok(Vec::new());
    }
    if paper.kind == MotionKind::Amendment {
        let sentence = format!("What {} changes is not written over.", paper.in_words());
        return Err(Refusal::new("paper.amendment", sentence)
            .allowed_by("Let its mover withdraw it, and hand in another.")
            .into());
    }
    let was: Vec<String> = texts::handed_in(act.db, paper.id)?.into_iter().map(|p| p.text).collect();
    if was.iter().map(|text| text.trim()).eq(to.iter().map(|text| text.trim())) {
        return Ok(Vec::new());
    }
    words_are_open(paper)?;
    if !super::amendments(act.db, paper.id)?.is_empty() {
        let sentence = format!("{} has amendments: its text stands.", paper.label());
        return Err(Refusal::new("motion.has_amendments", sentence)
            .allowed_by("Hand the change in as an amendment to it.")
            .into());
    }
    let named: Option<u32> = act.db.one(
        "SELECT max(last_paragraph) FROM consequence WHERE target_id = ?1 AND state = 'entered'",
        [paper.id],
        |r| r.get(0),
    )?;
    if named.is_some_and(|last| usize::try_from(last).is_ok_and(|last| last > to.len())) {
        let sentence = format!("A consequence names a paragraph that {} would not have.", paper.in_words());
        return Err(Refusal::new("consequence.paragraphs", sentence)
            .allowed_by("Take the consequence away first.")
            .into());
    }
    act.db.run("DELETE FROM paragraph WHERE motion_id = ?1", [paper.id])?;
    keep_paragraphs(act, paper.id, to)?;
    Ok(was)
}

/// Writes who hands it in; what was otherwise.
fn parties(act: &Act<'_>, paper: &Motion, to: &PaperCorrected) -> Result<Vec<String>, Halt> {
    let some = |body: &Option<String>| {
        body.as_deref().map(str::trim).filter(|body| !body.is_empty()).map(str::to_owned)
    };
    let (mover, seconder) = (some(&to.mover), some(&to.seconder));
    let supporters: Vec<String> =
        to.supporters.iter().map(|body| body.trim().to_owned()).filter(|body| !body.is_empty()).collect();
    let before: Vec<String> = super::supporters(act.db, paper.id)?;
    let (moved, seconded) = (party(act.db, paper.id, "mover")?, party(act.db, paper.id, "seconder")?);
    let none = |body: &Option<String>| body.clone().unwrap_or_else(|| "nobody".to_owned());
    let mut changes = Vec::new();
    if mover != moved {
        changes.push(format!("moved by {}", none(&moved)));
    }
    if seconder != seconded {
        changes.push(format!("seconded by {}", none(&seconded)));
    }
    if supporters != before {
        changes.push(format!("supported by {}", none(&Some(before.join(", ")).filter(|b| !b.is_empty()))));
    }
    if !changes.is_empty() {
        act.db.run("DELETE FROM party WHERE motion_id = ?1", [paper.id])?;
        keep_parties(act, paper.id, &NewMotion { mover, seconder, supporters, ..NewMotion::default() })?;
    }
    Ok(changes)
}

/// Writes what an emergency rests on; what was otherwise.
fn event(act: &Act<'_>, paper: &Motion, to: &PaperCorrected) -> Result<Option<String>, Halt> {
    let Some(event) = to.event.as_deref() else { return Ok(None) };
    if !matches!(paper.kind, MotionKind::Emergency | MotionKind::Late) {
        let sentence = format!("{} rests on no event.", paper.label());
        return Err(Refusal::new("emergency.other_kind", sentence).into());
    }
    let day = to.event_on.as_deref().map(|day| when::day(day.trim())).transpose()?;
    let day = day.map(|day| day.to_string());
    if paper.kind == MotionKind::Emergency && (event.trim().is_empty() || day.is_none()) {
        return Err(Refusal::new("emergency.no_event", "An emergency motion rests on an event.")
            .allowed_by("Say what happened, and on which day.")
            .into());
    }
    let before = emergencies::event(act.db, paper.id)?;
    if before.as_ref().is_some_and(|(was, on)| *was == event.trim() && *on == day) {
        return Ok(None);
    }
    words_are_open(paper)?;
    act.db.run("DELETE FROM emergency WHERE motion_id = ?1", [paper.id])?;
    act.db.insert(
        "INSERT INTO emergency(motion_id, event, event_on) VALUES (?1, ?2, ?3)",
        (paper.id, event.trim(), &day),
    )?;
    Ok(Some(match before {
        None => "no event was named".to_owned(),
        Some((was, None)) => format!("it rested on {was}"),
        Some((was, Some(on))) => format!("it rested on {was} ({on})"),
    }))
}
