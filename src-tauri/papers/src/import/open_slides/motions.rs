//! Motions: the export of today, the import of before, and the one before that.
//!
//! Invariant: what of a paper has no place here is named beside it.

use std::collections::BTreeMap;

use record::command::{MeetingRows, MotionKind, MotionRow};
use rules::motion::State;

use super::super::headings::{self, ReadRow, Wanted, list};
use super::super::known::Known;
use super::super::{Fate, papers as table};
use super::handed_in::{Bodies, Person, listed};
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
    Wanted::called("category", &["categoryname"], false),
    Wanted::called("motion block", &["block"], false),
    Wanted::exactly("tags", false),
    Wanted::called("supporters", &["supportersverbose", "supportersusername"], false),
    Wanted::exactly("recommendation", false),
];

/// A paper as the file has it.
pub(super) struct Paper {
    pub(super) number: String,
    /// What it is called where it has no number.
    pub(super) sequence: String,
    pub(super) title: String,
    pub(super) text: String,
    /// Who handed it in; the first moves it.
    pub(super) submitters: Vec<Person>,
    pub(super) supporters: Vec<Person>,
    pub(super) state: String,
    pub(super) category: String,
    /// The block of motions it is in: the section of the agenda here.
    pub(super) block: String,
    pub(super) upon: Upon,
    pub(super) beside: Beside,
    pub(super) fault: Option<String>,
}

/// What a paper brings that has no place here.
pub(super) struct Beside {
    pub(super) has_reason: bool,
    pub(super) tags: Vec<String>,
    pub(super) recommendation: String,
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
        submitters: listed(&row.text(3)),
        supporters: listed(&row.text(11)),
        state: row.text(6),
        category: row.text(8),
        block: row.text(9),
        beside: Beside {
            has_reason: !html::paragraphs(row.whole(7)).is_empty(),
            tags: names(&row.text(10)),
            recommendation: row.text(12),
        },
        upon: if is_true(&row.text(4)) { Upon::Unnamed } else { Upon::Nothing },
        fault: row.fault.clone(),
    };
    let all: Vec<(u32, Paper)> = rows.iter().map(|row| (row.line, paper(row))).collect();
    papers(&all, &Bodies::new(known, &[]))
}

fn names(listed: &str) -> Vec<String> {
    listed.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// What each of them would do.
pub(super) fn papers(all: &[(u32, Paper)], bodies: &Bodies<'_>) -> Found {
    let known = bodies.known();
    let mut lines: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (line, paper) in all {
        lines.entry(named(paper)).or_default().push(*line);
    }
    let (motions, amendments): (Vec<_>, Vec<_>) =
        all.iter().enumerate().partition(|(_, (_, paper))| matches!(paper.upon, Upon::Nothing));
    let (mut fates, mut rows, mut leads) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
    for (at, (_, paper)) in motions.into_iter().chain(amendments) {
        let read = row(paper, &lines, &leads, bodies).and_then(|(row, notes)| {
            let (fate, changed) = table::fate(&row, known)?;
            Ok((row, fate, changed, notes))
        });
        let fate = match read {
            Err(why) => (Fate::Bad, why),
            Ok((row, fate, changed, notes)) => {
                if row.kind == MotionKind::Motion {
                    leads.insert(row.number.clone(), row.paragraphs.clone());
                }
                if fate == Fate::Unchanged {
                    (fate, String::new())
                } else {
                    rows.push(row);
                    let said = [changed, notes].into_iter().filter(|said| !said.is_empty());
                    (fate, said.collect::<Vec<_>>().join("; "))
                }
            }
        };
        fates.insert(at, fate);
    }
    let fates = fates.into_values().collect();
    Found { fates, meeting: MeetingRows { papers: rows, ..MeetingRows::default() } }
}

fn named(paper: &Paper) -> &str {
    if paper.number.is_empty() { &paper.sequence } else { &paper.number }
}

/// The paragraphs of each motion that can be taken in, by its number.
type Leads = BTreeMap<String, Vec<String>>;

fn row(
    paper: &Paper,
    lines: &BTreeMap<&str, Vec<u32>>,
    leads: &Leads,
    bodies: &Bodies<'_>,
) -> Result<(MotionRow, String), String> {
    let known = bodies.known();
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
    let old = known.motions.get(&number.to_lowercase());
    // A number that only the order of the file gives is no sign that the two are one.
    if let Some(other) = old.filter(|old| paper.number.is_empty() && old.title != paper.title) {
        return Err(format!("Number {number} is already “{}” here.", other.title));
    }
    let (upon, paragraphs) = texts(paper, leads)?;
    if let Some(upon) = upon.as_deref().filter(|_| old.is_none()) {
        let lead = known.motions.get(&upon.to_lowercase());
        let begun = |state: State| !state.is_with_committee() && state != State::OnAgenda;
        if let Some(lead) = lead.filter(|lead| begun(lead.state)) {
            return Err(format!("Motion {upon} is {}: enter it upon its motion.", lead.state.in_words()));
        }
    }
    let kind = if upon.is_some() { MotionKind::Amendment } else { MotionKind::Motion };
    // What the file does not say stands as the committee has it.
    let or_as_it_is = |said: &String, here: fn(&super::super::KnownPaper) -> String| {
        if said.is_empty() { old.map(here).unwrap_or_default() } else { said.clone() }
    };
    let row = MotionRow {
        number,
        kind,
        title: paper.title.clone(),
        paragraphs,
        upon,
        mover: paper
            .submitters
            .first()
            .map(|person| bodies.of(person))
            .or_else(|| old.and_then(|old| old.mover.clone())),
        seconder: old.and_then(|old| old.seconder.clone()),
        section: or_as_it_is(&paper.block, |old| old.section.clone()),
        category: or_as_it_is(&paper.category, |old| old.category.clone()),
        two_thirds: None,
        handed_in: None,
        supporters: bodies.of_all(&paper.supporters),
    };
    let notes = notes(paper, &row, bodies);
    Ok((row, notes))
}

/// What is to be looked at in it, and what of it is not taken in.
fn notes(paper: &Paper, row: &MotionRow, bodies: &Bodies<'_>) -> String {
    let mut notes = Vec::new();
    if paper.number.is_empty() {
        notes.push(format!("no number: {} is its sequential number", paper.sequence));
    }
    if let (Some(person), Some(mover)) = (paper.submitters.first(), &row.mover)
        && person.name != *mover
    {
        notes.push(format!("handed in by {} for {mover}", person.name));
    }
    if paper.submitters.len() > 1 {
        let others = paper.submitters.iter().skip(1).map(|person| person.name.clone());
        notes.push(format!("also submitted by {}", list(others)));
    }
    notes.extend(bodies.unknown(row));
    if !matches!(paper.state.as_str(), "" | "submitted") {
        notes.push(format!("there it is {}, here it begins anew", paper.state));
    }
    let beside = &paper.beside;
    let mut left = Vec::new();
    if beside.has_reason {
        left.push("its reason".to_owned());
    }
    if !beside.tags.is_empty() {
        left.push(format!("its tags ({})", beside.tags.join(", ")));
    }
    if !beside.recommendation.is_empty() {
        left.push(format!("the recommendation ({})", beside.recommendation));
    }
    if !left.is_empty() {
        notes.push(format!("not taken in: {}", list(left.into_iter())));
    }
    notes.join("; ")
}

/// What it is upon, and its paragraphs: of an amendment, those of its motion as they would then read.
fn texts(paper: &Paper, leads: &Leads) -> Result<(Option<String>, Vec<String>), String> {
    match &paper.upon {
        Upon::Nothing => {
            let paragraphs = html::paragraphs(&paper.text);
            if paragraphs.is_empty() {
                return Err("Text is missing.".to_owned());
            }
            Ok((None, paragraphs))
        }
        Upon::Unnamed => {
            Err("An amendment, and the file does not say of which motion: enter it upon its motion."
                .to_owned())
        }
        Upon::Paper(upon, anew) if anew.is_empty() => Err(format!(
            "An amendment that does not say which paragraphs of motion {upon} it changes: enter it by editing the text."
        )),
        Upon::Paper(upon, anew) => {
            let lead = leads.get(upon);
            let lead =
                lead.ok_or_else(|| format!("Motion {upon}, which it would amend, is not taken in."))?;
            Ok((Some(upon.clone()), amended(upon, lead, anew)?))
        }
    }
}

/// The paragraphs of a motion with some of them written anew; an empty one goes.
fn amended(upon: &str, lead: &[String], anew: &[(u32, String)]) -> Result<Vec<String>, String> {
    let mut text = lead.to_vec();
    for (number, written) in anew {
        let at = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
        let Some(paragraph) = at.and_then(|at| text.get_mut(at)) else {
            let count = lead.len();
            return Err(format!(
                "Motion {upon} has {count} paragraphs, and this would amend number {number}."
            ));
        };
        paragraph.clone_from(written);
    }
    if text == lead {
        return Err(format!("It leaves motion {upon} as it is."));
    }
    text.retain(|paragraph| !paragraph.is_empty());
    Ok(text)
}
