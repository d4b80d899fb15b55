//! Papers from a table: motions with their texts, and amendments as the text of their paper edited.
//!
//! Invariant: one number is one paper; where a file gives a number twice, neither row is taken. What conference has already
//! is changed only while it is with the committee.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;
use record::command::{Command, MotionKind, MotionRow};

use super::headings::{self, ReadRow};
use super::known::{Known, KnownPaper};
use super::text::brief;
use super::{Fate, Judged};

const NUMBER: usize = 0;
const TITLE: usize = 1;
pub(super) const TEXT: usize = 2;
const MOVER: usize = 3;
const SECONDER: usize = 4;
const SECTION: usize = 5;
const CATEGORY: usize = 6;
const KIND: usize = 7;
const UPON: usize = 8;
const TWO_THIRDS: usize = 9;
const HANDED_IN: usize = 10;
const SUPPORTERS: usize = 11;

pub(super) fn judge(rows: &[ReadRow<'_>], known: &Known) -> Judged {
    let mut lines: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.fault.is_none()) {
        lines.entry(row.text(NUMBER).to_lowercase()).or_default().push(row.line);
    }
    let names: BTreeSet<String> = known.delegations.values().map(|body| body.name.to_lowercase()).collect();
    let mut good = Vec::new();
    let mut fates = Vec::new();
    // An amendment may stand above its paper in the file, or below it.
    let mut there: BTreeSet<String> = known.motions.keys().cloned().collect();
    there.extend(lines.iter().filter(|(_, lines)| lines.len() == 1).map(|(number, _)| number.clone()));
    for row in rows {
        let read = paper(row, &lines, &there, known).and_then(|paper| {
            let (fate, mut why) = fate(&paper, known)?;
            for unknown in unknown_bodies(&paper, &names) {
                let comma = if why.is_empty() { "" } else { "; " };
                why.push_str(&format!("{comma}{unknown}"));
            }
            Ok((paper, fate, why))
        });
        match read {
            Ok((paper, fate, why)) => {
                fates.push((fate, why));
                if fate != Fate::Unchanged {
                    good.push(paper);
                }
            }
            Err(why) => fates.push((Fate::Bad, why)),
        }
    }
    // What is amended is handed in before what amends it.
    good.sort_by_key(|paper| paper.upon.is_some());
    Judged {
        fates,
        problem: None,
        command: (!good.is_empty()).then_some(Command::ImportMotions { rows: good }),
    }
}

/// Bodies of a paper that are not on the register, each in a few words; none where there is no register yet. `names` are in
/// small letters.
pub(super) fn unknown_bodies(paper: &MotionRow, names: &BTreeSet<String>) -> Vec<String> {
    let bodies = [&paper.mover, &paper.seconder].into_iter().flatten().chain(&paper.supporters);
    bodies
        .filter(|body| !names.is_empty() && !names.contains(&body.to_lowercase()))
        .map(|body| format!("{body} is no delegation on the register: printed as given"))
        .collect()
}

fn paper(
    row: &ReadRow<'_>,
    lines: &BTreeMap<String, Vec<u32>>,
    there: &BTreeSet<String>,
    known: &Known,
) -> Result<MotionRow, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    let (number, title) = (row.text(NUMBER), row.text(TITLE));
    if number.is_empty() {
        return Err("Number is missing.".to_owned());
    }
    if let Some(same) = lines.get(&number.to_lowercase()).filter(|same| same.len() > 1) {
        let lines = headings::lines(same);
        return Err(format!("Number {number} is given to more than one paper: {lines}."));
    }
    if title.is_empty() {
        return Err("Title is missing.".to_owned());
    }
    let paragraphs = paragraphs(row.whole(TEXT));
    if paragraphs.is_empty() {
        return Err("Text is missing.".to_owned());
    }
    let some = |column| Some(row.text(column)).filter(|text| !text.is_empty());
    let upon = some(UPON);
    let kind = kind(&row.text(KIND), upon.is_some())?;
    if kind == MotionKind::Amendment {
        let Some(upon) = &upon else {
            return Err("An amendment names the paper it is upon: “upon” is missing.".to_owned());
        };
        if upon.eq_ignore_ascii_case(&number) || !there.contains(&upon.to_lowercase()) {
            return Err(format!("There is no paper {upon} for it to amend."));
        }
    }
    Ok(MotionRow {
        number,
        kind,
        title,
        paragraphs,
        upon,
        mover: some(MOVER),
        seconder: some(SECONDER),
        section: row.text(SECTION),
        category: row.text(CATEGORY),
        two_thirds: two_thirds(&row.text(TWO_THIRDS))?,
        handed_in: handed_in(&row.text(HANDED_IN), known)?,
        supporters: row
            .text(SUPPORTERS)
            .split([',', ';'])
            .map(|body| body.trim().to_owned())
            .filter(|body| !body.is_empty())
            .collect(),
    })
}

/// Blank: nothing is said of it.
fn two_thirds(text: &str) -> Result<Option<bool>, String> {
    let word: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    match word.as_str() {
        "" => Ok(None),
        "yes" | "y" | "true" | "t" | "1" | "x" | "23" | "twothirds" => Ok(Some(true)),
        "no" | "n" | "false" | "f" | "0" | "simple" | "12" => Ok(Some(false)),
        _ => Err(format!("Two-thirds is neither yes nor no: {}.", brief(text))),
    }
}

/// `29/07/2016 11:20`, as it is kept: `2016-07-29 11:20`. Of a day without a time the last minute, for who was in time on a day
/// is in time.
fn handed_in(text: &str, known: &Known) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let (day, time) = match text.rsplit_once(['T', ' ']) {
        Some((day, time))
            if time.contains([':', '.']) && !time.contains('/') && time.matches('.').count() < 2 =>
        {
            (day.trim_end_matches(','), super::when::time(time, "Handed in")?)
        }
        Some(_) | None => (text, NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default()),
    };
    let day = super::when::day(day.trim(), &known.days)?;
    let written = format!("{day} {}", super::when::printed(time));
    if let Some(zone) = known.zone {
        record::when::moment(zone, &written).map_err(|refusal| refusal.sentence)?;
    }
    Ok(Some(written))
}

fn kind(text: &str, upon: bool) -> Result<MotionKind, String> {
    let word: String = text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let kind = match word.as_str() {
        "" if upon => MotionKind::Amendment,
        "" | "motion" | "resolution" => MotionKind::Motion,
        "amendment" => MotionKind::Amendment,
        "composite" | "compositemotion" => MotionKind::Composite,
        "emergency" | "emergencymotion" => MotionKind::Emergency,
        "late" | "latemotion" => MotionKind::Late,
        "statement" => MotionKind::Statement,
        "rulechange" | "ruleamendment" => MotionKind::RuleChange,
        _ => {
            return Err(format!(
                "Kind “{text}” is none of motion, amendment, composite, emergency, late, statement, rule change."
            ));
        }
    };
    if upon && kind != MotionKind::Amendment {
        return Err(format!("“upon” names a paper, but only an amendment has one; it is a {text}."));
    }
    Ok(kind)
}

/// A blank line stands between paragraphs; within one, lines run on.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for line in text.lines() {
        let line = super::squeeze(line);
        match all.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(&line);
            }
            Some(last) if !last.is_empty() => all.push(String::new()),
            Some(_) | None => {}
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

/// What a row would do to the paper of its number, and what it changes.
pub(super) fn fate(row: &MotionRow, known: &Known) -> Result<(Fate, String), String> {
    let Some(old) = known.motions.get(&row.number.to_lowercase()) else {
        return Ok((Fate::New, String::new()));
    };
    if old.kind != row.kind {
        return Err(format!("Number {} is another kind of paper in this conference.", row.number));
    }
    let changes = changes(row, old);
    if changes.is_empty() {
        return Ok((Fate::Unchanged, String::new()));
    }
    if !old.state.is_with_committee() {
        return Err(format!(
            "Number {} is {}: it is not changed from a table.",
            row.number,
            old.state.in_words()
        ));
    }
    if old.text != row.paragraphs {
        if row.kind == MotionKind::Amendment {
            return Err("It makes another change already: give the new one a number of its own.".to_owned());
        }
        if old.amended {
            return Err("It has amendments: its text stands.".to_owned());
        }
        if row.paragraphs.len() < old.named {
            return Err(
                "A consequence names a paragraph that it would not have: take the consequence away first."
                    .to_owned(),
            );
        }
    }
    Ok((Fate::Updated, changes.join("; ")))
}

fn changes(row: &MotionRow, old: &KnownPaper) -> Vec<String> {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    let mut changes = Vec::new();
    if row.title != old.title {
        changes.push(format!("title was {}", old.title));
    }
    if row.mover != old.mover {
        changes.push(format!("mover was {}", or_none(&old.mover)));
    }
    if row.seconder != old.seconder {
        changes.push(format!("seconder was {}", or_none(&old.seconder)));
    }
    if row.section != old.section {
        changes.push(format!("section was {}", old.section));
    }
    if row.category != old.category {
        changes.push(format!("category was {}", old.category));
    }
    if row.two_thirds.is_some_and(|two_thirds| two_thirds != old.two_thirds) {
        let did = if old.two_thirds { "needed two-thirds" } else { "did not need two-thirds" };
        changes.push(did.to_owned());
    }
    if row.handed_in.as_ref().is_some_and(|at| *at != old.handed_in) {
        changes.push(format!("was handed in {}", old.handed_in));
    }
    if !row.supporters.is_empty() && row.supporters != old.supporters {
        let before = Some(old.supporters.join(", ")).filter(|bodies| !bodies.is_empty());
        changes.push(format!("supporters were {}", or_none(&before)));
    }
    if row.paragraphs != old.text {
        changes.push("its text".to_owned());
    }
    changes
}
