//! Participants: a structure level is a delegation, the participant number a badge, and the group says the standing.

use std::collections::BTreeMap;

use record::command::{DelegateRow, MeetingRows, Standing};

use super::super::Fate;
use super::super::delegates::{Places, fate, key};
use super::super::headings::{self, ReadRow, Wanted};
use super::super::known::Known;
use super::{Found, NewDelegations, is_true, weight};

pub(super) const COLUMNS: &[Wanted] = &[
    Wanted::exactly("number", false),
    Wanted::exactly("title", false),
    Wanted::exactly("first_name", false),
    Wanted::exactly("last_name", true),
    Wanted::exactly("username", false),
    Wanted::exactly("structure_level", false),
    Wanted::exactly("groups", false),
    Wanted::exactly("vote_weight", false),
    Wanted::exactly("is_physical_person", false),
];

/// Somebody as the file has them.
pub(super) struct Participant {
    pub(super) number: String,
    pub(super) name: String,
    /// Structure levels: the first is the delegation.
    pub(super) levels: Vec<String>,
    /// Groups, as many as there are, in one text.
    pub(super) groups: String,
    pub(super) weight: String,
    /// A body, not a person.
    pub(super) is_a_body: bool,
    /// Something is wrong with the row as such.
    pub(super) fault: Option<String>,
}

pub(super) fn judge(rows: &[ReadRow<'_>], known: &Known) -> Found {
    let one = |row: &ReadRow<'_>| {
        let full = [row.text(1), row.text(2), row.text(3)].join(" ");
        let full = super::super::squeeze(&full);
        let levels = row.text(5);
        let physical = row.text(8);
        Participant {
            number: row.text(0),
            name: if full.is_empty() { row.text(4) } else { full },
            levels: levels
                .split(',')
                .map(str::trim)
                .filter(|level| !level.is_empty())
                .map(str::to_owned)
                .collect(),
            groups: row.text(6),
            weight: row.text(7),
            is_a_body: !physical.is_empty() && !is_true(&physical),
            fault: row.fault.clone(),
        }
    };
    let all: Vec<(u32, Participant)> = rows.iter().map(|row| (row.line, one(row))).collect();
    people(&all, known)
}

/// What each of them would do. Lines are those of the file, or of the preview.
pub(super) fn people(all: &[(u32, Participant)], known: &Known) -> Found {
    let mut lines: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (line, one) in all.iter().filter(|(_, one)| !one.number.is_empty() && !one.is_a_body) {
        lines.entry(key(&one.number)).or_default().push(*line);
    }
    let mut badges = Badges::new(lines.keys().chain(known.delegates.keys()));
    let (mut bodies, mut places) = (NewDelegations::new(known), Places::of(known));
    let (mut fates, mut delegates) = (Vec::new(), Vec::new());
    for (_, one) in all {
        if one.is_a_body && one.fault.is_none() {
            fates.push((Fate::Skipped, "Not a person: a body is a delegation here.".to_owned()));
            continue;
        }
        match row(one, &lines, &mut badges, &mut bodies, &mut places, known) {
            Ok((row, mut notes)) => {
                let (fate, changes) = fate(&row, known.delegates.get(&key(&row.badge)));
                notes.extend(Some(changes).filter(|changes| !changes.is_empty()));
                fates.push((fate, notes.join("; ")));
                if fate != Fate::Unchanged {
                    delegates.push(row);
                }
            }
            Err(why) => fates.push((Fate::Bad, why)),
        }
    }
    let meeting = MeetingRows { delegations: bodies.into_rows(), delegates, ..MeetingRows::default() };
    Found { fates, meeting }
}

fn row(
    one: &Participant,
    lines: &BTreeMap<String, Vec<u32>>,
    badges: &mut Badges,
    bodies: &mut NewDelegations<'_>,
    places: &mut Places,
    known: &Known,
) -> Result<(DelegateRow, Vec<String>), String> {
    if let Some(fault) = &one.fault {
        return Err(fault.clone());
    }
    if one.name.is_empty() {
        return Err("Name is missing: there is neither first_name, last_name nor username.".to_owned());
    }
    if let Some(same) = lines.get(&key(&one.number)).filter(|same| same.len() > 1) {
        let lines = headings::lines(same);
        return Err(format!("Number {} is given to more than one participant: {lines}.", one.number));
    }
    let votes = weight(&one.weight)?;
    let standing = standing(&one.groups, !one.levels.is_empty());
    if standing == Standing::Delegate && one.levels.is_empty() {
        return Err("Structure_level is missing: a delegate is sent by a delegation.".to_owned());
    }
    let mut notes = Vec::new();
    let delegation = match one.levels.first() {
        None => None,
        Some(level) => {
            let (number, new) = bodies.number(level)?;
            if new {
                notes.push(format!("new delegation {number}, {level}, members not known"));
            }
            Some(number)
        }
    };
    if one.levels.len() > 1 {
        let others = headings::list(one.levels.iter().skip(1).cloned());
        notes.push(format!("not taken in: {others}, for nobody is of two delegations"));
    }
    let badge = badge(one, delegation.as_deref(), badges, &mut notes, known);
    let old = known.delegates.get(&key(&badge));
    let first_time = old.is_some_and(|old| old.first_time);
    let row = DelegateRow { badge, name: one.name.clone(), delegation, standing, first_time };
    let row = places.take(row, known)?;
    if let Some(number) = row.delegation.as_deref().filter(|_| standing == Standing::Delegate) {
        bodies.fill(number, votes);
    }
    Ok((row, notes))
}

/// Badges that are given: the next free one comes after the highest.
struct Badges(u64);

impl Badges {
    fn new<'a>(taken: impl Iterator<Item = &'a String>) -> Self {
        Self(taken.filter_map(|badge| badge.parse().ok()).max().unwrap_or(0))
    }

    fn free(&mut self) -> String {
        self.0 = self.0.saturating_add(1);
        self.0.to_string()
    }
}

/// The participant number; where there is none, that of whoever is known by that name, or one that is free.
fn badge(
    one: &Participant,
    delegation: Option<&str>,
    badges: &mut Badges,
    notes: &mut Vec<String>,
    known: &Known,
) -> String {
    if !one.number.is_empty() {
        return known
            .delegates
            .get(&key(&one.number))
            .map_or_else(|| one.number.clone(), |old| old.badge.clone());
    }
    let same =
        |old: &&super::super::KnownDelegate| old.name == one.name && old.delegation.as_deref() == delegation;
    if let Some(old) = known.delegates.values().find(same) {
        return old.badge.clone();
    }
    let free = badges.free();
    notes.push(format!("no number: badge {free} is given"));
    free
}

/// By the name of the group; otherwise whoever has a structure level is a delegate.
fn standing(groups: &str, has_level: bool) -> Standing {
    let groups = groups.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| groups.contains(word));
    if any(&["delegate", "delegiert", "member", "mitglied"]) {
        Standing::Delegate
    } else if any(&["observer", "beobacht"]) {
        Standing::Observer
    } else if any(&["staff", "admin", "mitarbeit"]) {
        Standing::Staff
    } else if any(&["guest", "gast", "gäste", "visitor"]) || !has_level {
        Standing::Visitor
    } else {
        Standing::Delegate
    }
}
