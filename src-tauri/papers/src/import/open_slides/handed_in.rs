//! Who hands in, or supports, a motion: a person there, a body here.
//!
//! Invariant: a person stands for the delegation that the file or the register gives them; whom neither knows is printed as
//! given, and pointed out.

use std::collections::BTreeSet;

use record::command::{MotionRow, RegisterRow};

use super::super::known::Known;
use super::super::papers::unknown_bodies;

/// Somebody as the file has them.
pub(super) struct Person {
    pub(super) name: String,
    /// The structure level: the delegation; empty where the file names none.
    pub(super) level: String,
}

/// `Ann Lee, Bo Kay (Hull · No. 12)`
pub(super) fn listed(text: &str) -> Vec<Person> {
    let mut within = false;
    let parts = text.split(|c: char| {
        within = (within || c == '(') && c != ')';
        c == ',' && !within
    });
    parts.map(person).filter(|person| !person.name.is_empty()).collect()
}

fn person(said: &str) -> Person {
    let said = said.trim();
    let (name, beside) = match said.strip_suffix(')').and_then(|said| said.split_once('(')) {
        Some((name, beside)) if !name.trim().is_empty() => (name.trim(), beside),
        Some(_) | None => (said, ""),
    };
    let level = beside.split(['·', ',']).next().unwrap_or_default().trim();
    let level = if level.starts_with("No.") { "" } else { level };
    Person { name: name.to_owned(), level: level.to_owned() }
}

/// Bodies on the register, or that come onto it with the file.
pub(super) struct Bodies<'a> {
    known: &'a Known,
    /// In small letters.
    names: BTreeSet<String>,
}

impl<'a> Bodies<'a> {
    pub(super) fn new(known: &'a Known, coming: &[RegisterRow]) -> Self {
        let there = known.delegations.values().map(|body| body.name.to_lowercase());
        let names = there.chain(coming.iter().map(|body| body.name.to_lowercase())).collect();
        Self { known, names }
    }

    pub(super) fn known(&self) -> &'a Known {
        self.known
    }

    /// The body that somebody stands for; their own name where nobody knows of one.
    pub(super) fn of(&self, person: &Person) -> String {
        if !person.level.is_empty() {
            return person.level.clone();
        }
        if self.names.contains(&person.name.to_lowercase()) {
            return person.name.clone();
        }
        let mut sent: Vec<&str> = self
            .known
            .delegates
            .values()
            .filter(|delegate| delegate.name.to_lowercase() == person.name.to_lowercase())
            .filter_map(|delegate| self.known.delegations.get(delegate.delegation.as_deref()?))
            .map(|body| body.name.as_str())
            .collect();
        sent.dedup();
        match sent.as_slice() {
            [one] => (*one).to_owned(),
            // Two of one name are not told apart.
            [] | [_, _, ..] => person.name.clone(),
        }
    }

    /// Each body once.
    pub(super) fn of_all(&self, people: &[Person]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for body in people.iter().map(|person| self.of(person)) {
            if !all.contains(&body) {
                all.push(body);
            }
        }
        all
    }

    /// Whom the paper names and no register knows, each in a few words.
    pub(super) fn unknown(&self, row: &MotionRow) -> Vec<String> {
        unknown_bodies(row, &self.names)
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn people_with_what_stands_beside_their_names() {
        for (text, expect) in [
            ("", vec![]),
            ("Ann Lee", vec![("Ann Lee", "")]),
            ("Ann Lee, Bo Kay", vec![("Ann Lee", ""), ("Bo Kay", "")]),
            ("Ann Lee (Leeds, Region · No. 7),Bo Kay", vec![("Ann Lee", "Leeds"), ("Bo Kay", "")]),
            ("Ann Lee (No. 7)", vec![("Ann Lee", "")]),
            ("(Leeds)", vec![("(Leeds)", "")]),
        ] {
            let found = listed(text);
            let found: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.level.as_str())).collect();
            assert_eq!(found, expect, "{text}");
        }
    }
}
