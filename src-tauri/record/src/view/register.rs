//! Delegations, delegates and cards.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::Standing;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{CardId, DelegateId, DelegationId, SectionId};
use crate::sql::variant;

/// The register.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RegisterView {
    /// Version: every act that changes who may vote makes a new one.
    pub version: i64,
    /// What made this version.
    pub why: String,
    /// Sections with their weights.
    pub sections: Vec<SectionLine>,
    /// Every delegation, by number.
    pub delegations: Vec<DelegationLine>,
    /// Every person.
    pub delegates: Vec<DelegateLine>,
    /// Totals: delegations, members, votes, cards issued, delegates, present.
    pub totals: RegisterTotals,
}

/// One section.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionLine {
    /// Its id.
    pub id: SectionId,
    /// Name.
    pub name: String,
    /// Weight.
    pub weight: u32,
    /// Delegations in it.
    pub delegations: u64,
    /// Votes in it.
    pub votes: u64,
}

/// One delegation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DelegationLine {
    /// Its id.
    pub id: DelegationId,
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Section.
    pub section: Option<String>,
    /// Members.
    pub members: u64,
    /// Value of its card.
    pub votes: u64,
    /// Its cards; the last is in use.
    pub cards: Vec<CardLine>,
    /// Delegates on the register.
    pub delegates: u64,
    /// Of them present.
    pub present: u64,
}

/// One card.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct CardLine {
    /// Its id.
    pub id: CardId,
    /// What it says.
    pub number: u32,
    /// Value.
    pub value: u64,
    /// `not_issued`, `issued`, `cancelled`
    pub custody: String,
}

/// One person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DelegateLine {
    /// Its id.
    pub id: DelegateId,
    /// What the badge says.
    pub badge: String,
    /// Name.
    pub name: String,
    /// Delegation's name.
    pub delegation: Option<String>,
    /// Whether they vote.
    pub standing: Standing,
    /// Here.
    pub present: bool,
    /// A first conference.
    pub first_time: bool,
}

/// Totals of the register.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RegisterTotals {
    /// Delegations.
    pub delegations: u64,
    /// Members.
    pub members: u64,
    /// Votes.
    pub votes: u64,
    /// Cards in use.
    pub cards: u64,
    /// Voting delegates.
    pub delegates: u64,
    /// Of them present.
    pub present: u64,
}

/// People and bodies, for finding a speaker by typing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PeopleView {
    /// Everyone on the register.
    pub people: Vec<Person>,
    /// Every delegation.
    pub bodies: Vec<Body>,
}

/// Somebody who may be called.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Person {
    /// Its id.
    pub id: DelegateId,
    /// Badge.
    pub badge: String,
    /// Name.
    pub name: String,
    /// Body.
    pub body: String,
    /// Here.
    pub present: bool,
}

/// A delegation that may name its speaker.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Body {
    /// Its id.
    pub id: DelegationId,
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
}

/// The register as it stands.
pub(crate) fn register(db: &Db) -> Result<RegisterView, Fault> {
    let (version, why) = db
        .row("SELECT id, why FROM register_version ORDER BY id DESC LIMIT 1", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?
        .unwrap_or_default();
    let sections = db.rows(
        "SELECT s.id, s.name, s.weight, count(d.id), coalesce(sum(d.votes), 0)
         FROM section s LEFT JOIN delegation d ON d.section_id = s.id GROUP BY s.id ORDER BY s.name",
        [],
        |r| {
            Ok(SectionLine {
                id: r.get(0)?,
                name: r.get(1)?,
                weight: r.get(2)?,
                delegations: r.get(3)?,
                votes: r.get(4)?,
            })
        },
    )?;
    let mut cards: BTreeMap<DelegationId, Vec<CardLine>> = BTreeMap::new();
    for (delegation, card) in
        db.rows("SELECT delegation_id, id, number, value, custody FROM card ORDER BY id", [], |r| {
            Ok((
                r.get(0)?,
                CardLine { id: r.get(1)?, number: r.get(2)?, value: r.get(3)?, custody: r.get(4)? },
            ))
        })?
    {
        cards.entry(delegation).or_default().push(card);
    }
    let mut delegations = db.rows(
        "SELECT d.id, d.number, d.name, s.name, d.members, d.votes, count(p.id), coalesce(sum(p.present), 0)
         FROM delegation d LEFT JOIN section s ON s.id = d.section_id
         LEFT JOIN delegate p ON p.delegation_id = d.id AND p.standing = 'delegate'
         GROUP BY d.id ORDER BY CAST(d.number AS INTEGER), d.number",
        [],
        |r| {
            Ok(DelegationLine {
                id: r.get(0)?,
                number: r.get(1)?,
                name: r.get(2)?,
                section: r.get(3)?,
                members: r.get(4)?,
                votes: r.get(5)?,
                cards: Vec::new(),
                delegates: r.get(6)?,
                present: r.get(7)?,
            })
        },
    )?;
    for line in &mut delegations {
        line.cards = cards.remove(&line.id).unwrap_or_default();
    }
    let delegates = db.rows(
        "SELECT p.id, p.badge, p.name, d.name, p.standing, p.present, p.first_time
         FROM delegate p LEFT JOIN delegation d ON d.id = p.delegation_id ORDER BY p.id",
        [],
        |r| {
            Ok(DelegateLine {
                id: r.get(0)?,
                badge: r.get(1)?,
                name: r.get(2)?,
                delegation: r.get(3)?,
                standing: variant(r, 4)?,
                present: r.get(5)?,
                first_time: r.get(6)?,
            })
        },
    )?;
    let totals = totals(&delegations);
    Ok(RegisterView { version, why, sections, delegations, delegates, totals })
}

fn totals(delegations: &[DelegationLine]) -> RegisterTotals {
    let in_use = |d: &DelegationLine| d.cards.iter().filter(|c| c.custody == "issued").count();
    RegisterTotals {
        delegations: u64::try_from(delegations.len()).unwrap_or_default(),
        members: delegations.iter().map(|d| d.members).sum(),
        votes: delegations.iter().map(|d| d.votes).sum(),
        cards: u64::try_from(delegations.iter().map(in_use).sum::<usize>()).unwrap_or_default(),
        delegates: delegations.iter().map(|d| d.delegates).sum(),
        present: delegations.iter().map(|d| d.present).sum(),
    }
}

/// Everyone who may be called to speak.
pub(crate) fn people(db: &Db) -> Result<PeopleView, Fault> {
    Ok(PeopleView {
        people: db.rows(
            "SELECT p.id, p.badge, p.name, coalesce(d.name, ''), p.present
             FROM delegate p LEFT JOIN delegation d ON d.id = p.delegation_id ORDER BY p.id",
            [],
            |r| {
                Ok(Person {
                    id: r.get(0)?,
                    badge: r.get(1)?,
                    name: r.get(2)?,
                    body: r.get(3)?,
                    present: r.get(4)?,
                })
            },
        )?,
        bodies: db.rows("SELECT id, number, name FROM delegation ORDER BY id", [], |r| {
            Ok(Body { id: r.get(0)?, number: r.get(1)?, name: r.get(2)? })
        })?,
    })
}
