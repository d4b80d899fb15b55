//! Motions: the export of today, the import of before, and the one before that.

use std::collections::BTreeMap;

use record::command::{MeetingRows, MotionKind, PaperRow};

use super::super::Fate;
use super::super::headings::{self, ReadRow, Wanted, list};
use super::super::known::Known;
use super::{Found, html, is_true};

pub(super) const COLUMNS: &[Wanted] = &[
    Wanted::called("number", &["identifier"], false),
    Wanted::exactly("title", true),
    Wanted::exactly("text", true),
    Wanted::called("submitters", &["submitter", "submittersverbose", "submittersusername"], false),
    Wanted::exactly("motion_amendment", false),
    Wanted::exactly("sequential number", false),
    Wanted::exactly("state", false),
    Wanted::exactly("reason", false),
];

/// A paper as the file has it.
pub(super) struct Paper {
    pub(super) number: String,
    /// What it is called where it has no number.
    pub(super) sequence: String,
    pub(super) title: String,
    pub(super) text: String,
    /// Who handed it in; the first moves it.
    pub(super) submitters: Vec<String>,
    pub(super) state: String,
    pub(super) upon: Upon,
    pub(super) fault: Option<String>,
}

/// What a paper stands upon.
pub(super) enum Upon {
    /// Nothing: it is a motion.
    Nothing,
    /// A motion that the file does not name.
    Unnamed,
    /// A motion by its number, with the paragraphs that are written anew.
    Paper(String, Vec<(u32, String)>),
}

pub(super) fn judge(rows: &[ReadRow<'_>], known: &Known) -> Found {
    let paper = |row: &ReadRow<'_>| Paper {
        number: row.text(0),
        sequence: row.text(5),
        title: row.text(1),
        text: row.whole(2).to_owned(),
        submitters: row
            .text(3)
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect(),
        state: row.text(6),
        upon: if is_true(&row.text(4)) { Upon::Unnamed } else { Upon::Nothing },
        fault: row.fault.clone(),
    };
    let all: Vec<(u32, Paper)> = rows.iter().map(|row| (row.line, paper(row))).collect();
    papers(&all, known)
}

/// What each of them would do.
pub(super) fn papers(all: &[(u32, Paper)], known: &Known) -> Found {
    let mut lines: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (line, paper) in all {
        lines.entry(named(paper)).or_default().push(*line);
    }
    let mut fates = Vec::new();
    let (mut motions, mut amendments) = (Vec::new(), Vec::new());
    let mut leads = BTreeMap::new();
    for (_, paper) in all {
        let read = row(paper, &lines, known);
        if let Ok((motion, _)) = &read {
            leads.insert(motion.number.clone(), motion.paragraphs.len());
        }
        match read {
            Err(why) => fates.push((Fate::Bad, why)),
            Ok((row, _)) if known.papers.get(&row.number) == Some(&row.title) => {
                fates.push((Fate::Unchanged, String::new()));
            }
            Ok((row, why)) => {
                fates.push((Fate::New, why));
                if row.upon.is_some() { amendments.push(row) } else { motions.push(row) }
            }
        }
    }
    drop_orphans(&mut fates, all, &leads, &mut amendments);
    motions.extend(amendments);
    Found { fates, meeting: MeetingRows { papers: motions, ..MeetingRows::default() } }
}

/// An amendment comes with its motion or not at all; `leads` has the paragraphs of each that can be read.
fn drop_orphans(
    fates: &mut [(Fate, String)],
    all: &[(u32, Paper)],
    leads: &BTreeMap<String, usize>,
    amendments: &mut Vec<PaperRow>,
) {
    let fault = |row: &PaperRow| {
        let upon = row.upon.as_deref().unwrap_or_default();
        match leads.get(upon) {
            None => Some(format!("Motion {upon}, which it would amend, is not taken in.")),
            Some(count) => {
                row.edits.iter().find(|edit| usize::try_from(edit.paragraph).is_ok_and(|n| n > *count)).map(
                    |edit| {
                        format!(
                            "Motion {upon} has {count} paragraphs, and this would amend number {}.",
                            edit.paragraph
                        )
                    },
                )
            }
        }
    };
    for (at, (_, paper)) in all.iter().enumerate() {
        let row = amendments.iter().find(|row| row.number == named(paper));
        if let (Some(why), Some(slot)) = (row.and_then(fault), fates.get_mut(at)) {
            *slot = (Fate::Bad, why);
            amendments.retain(|row| row.number != named(paper));
        }
    }
}

fn named(paper: &Paper) -> &str {
    if paper.number.is_empty() { &paper.sequence } else { &paper.number }
}

fn row(paper: &Paper, lines: &BTreeMap<&str, Vec<u32>>, known: &Known) -> Result<(PaperRow, String), String> {
    if let Some(fault) = &paper.fault {
        return Err(fault.clone());
    }
    let number = named(paper).to_owned();
    if number.is_empty() {
        return Err("Number is missing.".to_owned());
    }
    if let Some(same) = lines.get(number.as_str()).filter(|same| same.len() > 1) {
        let lines = headings::lines(same);
        return Err(format!("Number {number} is given to more than one motion: {lines}."));
    }
    if paper.title.is_empty() {
        return Err("Title is missing.".to_owned());
    }
    if let Some(title) = known.papers.get(&number).filter(|title| **title != paper.title) {
        return Err(format!("Number {number} is already “{title}” here."));
    }
    let (upon, paragraphs, edits) = texts(paper)?;
    let mut notes = Vec::new();
    if paper.number.is_empty() {
        notes.push(format!("no number: {number} is its sequential number"));
    }
    if paper.submitters.len() > 1 {
        notes.push(format!("also submitted by {}", list(paper.submitters.iter().skip(1).cloned())));
    }
    if !matches!(paper.state.as_str(), "" | "submitted") {
        notes.push(format!("there it is {}, here it begins anew", paper.state));
    }
    let kind = if upon.is_some() { MotionKind::Amendment } else { MotionKind::Motion };
    let mover = paper.submitters.first().cloned();
    Ok((
        PaperRow { number, kind, title: paper.title.clone(), upon, mover, paragraphs, edits },
        notes.join("; "),
    ))
}

type Texts = (Option<String>, Vec<String>, Vec<rules::amendment::Edit>);

fn texts(paper: &Paper) -> Result<Texts, String> {
    match &paper.upon {
        Upon::Nothing => {
            let paragraphs = html::paragraphs(&paper.text);
            if paragraphs.is_empty() {
                return Err("Text is missing.".to_owned());
            }
            Ok((None, paragraphs, Vec::new()))
        }
        Upon::Unnamed => {
            Err("An amendment, and the file does not say of which motion: enter it upon its motion."
                .to_owned())
        }
        Upon::Paper(upon, anew) if anew.is_empty() => Err(format!(
            "An amendment that does not say which paragraphs of motion {upon} it changes: enter it by editing the text."
        )),
        Upon::Paper(upon, anew) => {
            let edit = |(paragraph, text): &(u32, String)| rules::amendment::Edit {
                paragraph: *paragraph,
                operation: if text.is_empty() {
                    rules::amendment::Operation::Delete
                } else {
                    rules::amendment::Operation::Replace
                },
                text: text.clone(),
            };
            Ok((Some(upon.clone()), Vec::new(), anew.iter().map(edit).collect()))
        }
    }
}
