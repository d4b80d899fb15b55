//! The desk at the door: who came last, and who is meant by what is typed there.
//!
//! A scanner types a badge and Enter; a person types the beginnings of names. Either is looked for here, among all, so
//! that the screen need not hold them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parts::Heading;
use super::shown::heading;
use crate::command::Standing;
use crate::db::Db;
use crate::franchise;
use crate::halt::Fault;
use crate::ids::{DelegateId, DelegationId};
use crate::sql::variant;

/// Those shown who could be meant.
const FOUND: usize = 6;

/// The desk at the door.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DoorView {
    /// The heading.
    pub heading: Heading,
    /// All who may vote.
    pub voters: u64,
    /// Of them present.
    pub voters_present: u64,
    /// What was typed.
    pub typed: String,
    /// Who came last, the latest first.
    pub arrivals: Vec<AtTheDoor>,
    /// Who could be meant; the one with that very badge first.
    pub found: Vec<AtTheDoor>,
    /// How many could be meant, those not shown among them.
    pub found_all: u64,
}

/// Somebody at the door.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct AtTheDoor {
    /// Its id.
    pub id: DelegateId,
    /// What the badge says.
    pub badge: String,
    /// Name.
    pub name: String,
    /// The delegation.
    pub delegation: Option<DelegationId>,
    /// Its name; empty for those without.
    pub body: String,
    /// As what.
    pub standing: Standing,
    /// May vote.
    pub votes: bool,
    /// Here since.
    #[ts(type = "number | null")]
    pub present_since: Option<i64>,
    /// A first conference.
    pub first_time: bool,
    /// Whoever has this person's place now, with the badge.
    pub substituted_by: Option<String>,
}

macro_rules! select_person {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.badge, p.name, p.delegation_id, coalesce(d.name, ''), p.standing, p.present_since, p.first_time,
                    (SELECT q.name || ', badge ' || q.badge FROM substitution s JOIN delegate q ON q.id = s.substitute_id
                     WHERE s.delegate_id = p.id AND s.ended_at IS NULL)
             FROM delegate p LEFT JOIN delegation d ON d.id = p.delegation_id ",
            $rest
        )
    };
}

/// The desk as it stands.
pub(crate) fn door(db: &Db, typed: &str, now: i64) -> Result<DoorView, Fault> {
    let standings = franchise::in_force(db)?.standings;
    let person = |r: &rusqlite::Row<'_>| {
        let standing = variant(r, 5)?;
        Ok(AtTheDoor {
            id: r.get(0)?,
            badge: r.get(1)?,
            name: r.get(2)?,
            delegation: r.get(3)?,
            body: r.get(4)?,
            standing,
            votes: standings.contains(&standing),
            present_since: r.get(6)?,
            first_time: r.get(7)?,
            substituted_by: r.get(8)?,
        })
    };
    let arrivals = db.rows(
        select_person!("WHERE p.present_since IS NOT NULL ORDER BY p.present_since DESC, p.id DESC LIMIT 8"),
        [],
        person,
    )?;

    let mut found = Vec::new();
    let wanted = words(typed);
    if !wanted.is_empty() {
        found = db.rows(select_person!("ORDER BY p.id"), [], person)?;
        let badge = folded(typed.trim());
        found.retain(|each| folded(&each.badge) == badge || means(each, &wanted));
        found.sort_by_key(|each| folded(&each.badge) != badge);
    }
    let found_all = u64::try_from(found.len()).unwrap_or_default();
    found.truncate(FOUND);
    let voters = franchise::voters(db)?;
    Ok(DoorView {
        heading: heading(db, now)?,
        voters: voters.registered,
        voters_present: voters.present,
        typed: typed.to_owned(),
        arrivals,
        found,
        found_all,
    })
}

/// Every word typed begins a word of the person's line.
fn means(person: &AtTheDoor, wanted: &[String]) -> bool {
    let own = words(&format!("{} {} {}", person.badge, person.name, person.body));
    wanted.iter().all(|word| own.iter().any(|own| own.starts_with(word)))
}

fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Without capitals and the commonest accents, so that `sian` finds Siân.
fn folded(text: &str) -> String {
    text.to_lowercase().chars().map(plain_letter).collect()
}

fn plain_letter(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn accents_and_capitals_do_not_matter() {
        for (typed, expect) in
            [("Siân PRICE", &["sian", "price"][..]), ("O’Neill-Łódź", &["o", "neill", "lodz"]), (" - ", &[])]
        {
            assert_eq!(words(typed), expect);
        }
    }
}
