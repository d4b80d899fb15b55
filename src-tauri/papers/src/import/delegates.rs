//! A list of delegates: what each row would do.
//!
//! Invariant: one badge is one person, whatever its capitals; a delegation is named by its number or, where only one is
//! called that, by its name. No row is taken that would give a delegation more delegates than it may send.

use std::collections::BTreeMap;

use record::command::{Command, DelegateRow, Standing};

use super::headings::{self, ReadRow};
use super::known::{Known, KnownDelegate};
use super::text::brief;
use super::{Fate, Judged};

const BADGE: usize = 0;
const NAME: usize = 1;
const DELEGATION: usize = 2;
const STANDING: usize = 3;
const FIRST_TIME: usize = 4;

pub(super) fn judge(rows: &[ReadRow<'_>], known: &Known) -> Judged {
    let mut lines: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.fault.is_none()) {
        lines.entry(key(&row.text(BADGE))).or_default().push(row.line);
    }
    let mut places = Places::of(known);
    let mut good = Vec::new();
    let mut fates = Vec::new();
    for row in rows {
        match person(row, &lines, known).and_then(|row| places.take(row, known)) {
            Ok(row) => {
                fates.push(fate(&row, known.delegates.get(&key(&row.badge))));
                good.push(row);
            }
            Err(why) => fates.push((Fate::Bad, why)),
        }
    }
    let command = (!good.is_empty()).then_some(Command::ImportDelegates { rows: good });
    Judged { fates, problem: None, command }
}

/// A badge as it is compared.
pub(super) fn key(badge: &str) -> String {
    badge.to_lowercase()
}

fn person(
    row: &ReadRow<'_>,
    lines: &BTreeMap<String, Vec<u32>>,
    known: &Known,
) -> Result<DelegateRow, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.clone());
    }
    let (badge, name) = (row.text(BADGE), row.text(NAME));
    if badge.is_empty() {
        return Err("Badge is missing.".to_owned());
    }
    if let Some(same) = lines.get(&key(&badge)).filter(|same| same.len() > 1) {
        let lines = headings::lines(same);
        return Err(format!("Badge {badge} is given to more than one person: {lines}."));
    }
    if name.is_empty() {
        return Err("Name is missing.".to_owned());
    }
    let old = known.delegates.get(&key(&badge));
    let delegation = match row.text(DELEGATION) {
        text if !text.is_empty() => Some(known.delegation_meant(&text)?),
        // A list without delegations says nothing of them.
        _ => old.and_then(|old| old.delegation.clone()),
    };
    let standing = match row.text(STANDING) {
        text if text.is_empty() => old.map_or_else(|| unsaid(delegation.is_some()), |old| old.standing),
        text => standing(&text)?,
    };
    if standing == Standing::Delegate && delegation.is_none() {
        return Err("Delegation is missing: a delegate is sent by one.".to_owned());
    }
    let first_time = match row.text(FIRST_TIME) {
        text if text.is_empty() => old.is_some_and(|old| old.first_time),
        text => first_time(&text)?,
    };
    Ok(DelegateRow {
        badge: old.map_or(badge, |old| old.badge.clone()),
        name,
        delegation,
        standing,
        first_time,
    })
}

/// Where nothing is said: whoever is sent by a delegation is a delegate.
fn unsaid(sent: bool) -> Standing {
    if sent { Standing::Delegate } else { Standing::Visitor }
}

/// `Delegate`, `ex officio`, `by office`, `Observers` …
fn standing(text: &str) -> Result<Standing, String> {
    let word: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    Ok(match word.strip_suffix('s').unwrap_or(&word) {
        "delegate" | "voting" | "votingdelegate" => Standing::Delegate,
        "exofficio" | "byoffice" | "officer" | "executive" => Standing::ExOfficio,
        "observer" => Standing::Observer,
        "visitor" | "guest" | "pres" => Standing::Visitor,
        "staff" | "steward" | "official" => Standing::Staff,
        _ => {
            return Err(format!(
                "Standing is none that is known: {}. It is delegate, ex officio, observer, visitor or staff.",
                brief(text)
            ));
        }
    })
}

fn first_time(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "first" | "first time" => Ok(true),
        "no" | "n" | "false" | "f" | "0" | "-" => Ok(false),
        _ => Err(format!("First time is neither yes nor no: {}.", brief(text))),
    }
}

/// Delegates of each delegation, those of the conference that the file does not name among them.
pub(super) struct Places(BTreeMap<String, u64>);

impl Places {
    pub(super) fn of(known: &Known) -> Self {
        let mut places = BTreeMap::new();
        for old in known.delegates.values().filter(|old| old.standing == Standing::Delegate) {
            *places.entry(old.delegation.clone().unwrap_or_default()).or_insert(0) += 1;
        }
        Self(places)
    }

    /// The row, if there is a place for it where it needs one.
    pub(super) fn take(&mut self, row: DelegateRow, known: &Known) -> Result<DelegateRow, String> {
        let held = known.delegates.get(&key(&row.badge)).filter(|old| old.standing == Standing::Delegate);
        let from = held.and_then(|old| old.delegation.clone());
        let to = row.delegation.clone().filter(|_| row.standing == Standing::Delegate);
        if from == to {
            return Ok(row);
        }
        if let Some(to) = to {
            let delegation = known.delegations.get(&to);
            let taken = self.0.entry(to).or_insert(0);
            if let Some((delegation, seats)) = delegation.and_then(|d| Some((d, d.entitled?)))
                && *taken >= seats
            {
                return Err(format!(
                    "{} may send {seats} and has {taken}: give it more delegates first, or make this one an observer.",
                    delegation.name
                ));
            }
            *taken += 1;
        }
        if let Some(from) = from.and_then(|from| self.0.get_mut(&from)) {
            *from = from.saturating_sub(1);
        }
        Ok(row)
    }
}

/// What a row would do to whoever has the badge.
pub(super) fn fate(row: &DelegateRow, known: Option<&KnownDelegate>) -> (Fate, String) {
    let Some(known) = known else { return (Fate::New, String::new()) };
    let mut changes = Vec::new();
    if row.name != known.name {
        changes.push(format!("name was {}", known.name));
    }
    if row.delegation != known.delegation {
        changes.push(format!("delegation was {}", known.delegation.as_deref().unwrap_or("none")));
    }
    if row.standing != known.standing {
        changes.push(format!("was {}", known.standing.one()));
    }
    if row.first_time != known.first_time {
        changes.push(
            if known.first_time { "was at a first conference" } else { "was not at a first conference" }
                .to_owned(),
        );
    }
    if changes.is_empty() { (Fate::Unchanged, String::new()) } else { (Fate::Updated, changes.join("; ")) }
}
