//! A register of delegations: what each row would do.
//!
//! Invariant: one number is one delegation; where a file gives a number twice, neither row is taken, for nobody here can
//! know which is right.

use std::collections::{BTreeMap, BTreeSet};

use record::command::{Command, RegisterRow};

use super::headings::{self, ReadRow};
use super::known::{Known, KnownDelegation};
use super::{Fate, Judged, figures};

const NUMBER: usize = 0;
const NAME: usize = 1;
const SECTION: usize = 2;
const MEMBERS: usize = 3;
const VOTES: usize = 4;
const SEATS: usize = 5;
const WOMEN: usize = 6;
const YOUNG: usize = 7;

/// Where others have one: once it has a card, no card vote can be called.
const NO_SECTION: &str = "no section, though others have one: card votes will be refused";

pub(super) fn judge(rows: &[ReadRow<'_>], known: &Known) -> Judged {
    let mut lines: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.fault.is_none()) {
        lines.entry(row.text(NUMBER)).or_default().push(row.line);
    }
    let mut good = Vec::new();
    let mut fates = Vec::new();
    for row in rows {
        match delegation(row, &lines) {
            Ok(mut row) => {
                let old = known.delegations.get(&row.number);
                // A list without sections says nothing of them.
                row.section = row.section.or_else(|| old.and_then(|old| old.section.clone()));
                row.seats = row.seats.or_else(|| old.and_then(|old| old.seats));
                row.women = row.women.or_else(|| old.and_then(|old| old.women));
                row.young = row.young.or_else(|| old.and_then(|old| old.young));
                fates.push(fate(&row, old));
                good.push(row);
            }
            Err(why) => fates.push((Fate::Bad, why)),
        }
    }
    let taken = good.iter().map(|row| row.number.as_str()).collect::<BTreeSet<_>>();
    let others = known.delegations.iter().filter(|(number, _)| !taken.contains(number.as_str()));
    let sections = good.iter().any(|row| row.section.is_some())
        || others.into_iter().any(|(_, delegation)| delegation.section.is_some());
    if sections {
        let not_bad = fates.iter_mut().filter(|(fate, _)| *fate != Fate::Bad);
        for ((_, why), _) in not_bad.zip(&good).filter(|(_, row)| row.section.is_none()) {
            if !why.is_empty() {
                why.push_str("; ");
            }
            why.push_str(NO_SECTION);
        }
    }
    let members = figures::sum(good.iter().map(|row| row.members));
    let votes = figures::sum(good.iter().map(|row| row.votes.unwrap_or(row.members)));
    let problem = (members.is_none() || votes.is_none())
        .then(|| "The rows add up to more members or votes than can be counted exactly.".to_owned());
    Judged { fates, problem, command: (!good.is_empty()).then_some(Command::ImportRegister { rows: good }) }
}

fn delegation(row: &ReadRow<'_>, lines: &BTreeMap<String, Vec<u32>>) -> Result<RegisterRow, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    let number = row.text(NUMBER);
    let name = row.text(NAME);
    if number.is_empty() {
        return Err("Number is missing.".to_owned());
    }
    if let Some(same) = lines.get(&number).filter(|same| same.len() > 1) {
        let lines = headings::lines(same);
        return Err(format!("Number {number} is given to more than one delegation: {lines}."));
    }
    if name.is_empty() {
        return Err("Name is missing.".to_owned());
    }
    let members = figures::whole(&row.text(MEMBERS), "Members")?;
    let votes = row.text(VOTES);
    let votes = if votes.is_empty() { None } else { Some(figures::whole(&votes, "Votes")?) };
    let section = Some(row.text(SECTION)).filter(|section| !section.is_empty());
    let seats = row.text(SEATS);
    let seats = if seats.is_empty() { None } else { Some(figures::whole(&seats, "Delegates")?) };
    let some = |column, what| match row.text(column) {
        text if text.is_empty() => Ok(None),
        text => figures::whole(&text, what).map(Some),
    };
    let (women, young) = (some(WOMEN, "Women")?, some(YOUNG, "Young members")?);
    for (part, what) in [(women, "women"), (young, "young members")] {
        if part.is_some_and(|part| part > members) {
            return Err(format!("There are more {what} than members."));
        }
    }
    Ok(RegisterRow { number, name, section, members, women, young, votes, seats })
}

fn fate(row: &RegisterRow, known: Option<&KnownDelegation>) -> (Fate, String) {
    let Some(known) = known else { return (Fate::New, String::new()) };
    let votes = row.votes.unwrap_or(row.members);
    let section = |section: &Option<String>| section.clone().unwrap_or_else(|| "none".to_owned());
    let mut changes = Vec::new();
    if row.name != known.name {
        changes.push(format!("name was {}", known.name));
    }
    if row.section != known.section {
        changes.push(format!("section was {}", section(&known.section)));
    }
    if row.members != known.members {
        changes.push(format!("members were {}", known.members));
    }
    if votes != known.votes {
        changes.push(format!("votes were {}", known.votes));
    }
    let said = |figure: Option<u64>| figure.map_or_else(|| "not said".to_owned(), |n| n.to_string());
    for (now, was, what) in [(row.women, known.women, "women"), (row.young, known.young, "young members")] {
        if now != was {
            changes.push(format!("{what} were {}", said(was)));
        }
    }
    if row.seats != known.seats {
        changes.push(match known.seats {
            Some(seats) => format!("delegates were {seats}"),
            None => "delegates were as the standing orders work them out".to_owned(),
        });
    }
    if changes.is_empty() { (Fate::Unchanged, String::new()) } else { (Fate::Updated, changes.join("; ")) }
}
