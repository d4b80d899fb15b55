//! The register as a list: delegations, sections, totals. The people of one delegation are in [`super::delegation`].

use std::collections::BTreeMap;

use rules::franchise::in_words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::Standing;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{CardId, DelegateId, DelegationId, SectionId};
use crate::sql::variant;
use crate::{delegations, franchise, standing_orders};

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
    /// How many people are on the register, delegates and others.
    pub people: u64,
    /// Of them without a delegation.
    pub people_outside: u64,
    /// The badge after the highest: a proposal for the desk at the door.
    pub next_badge: String,
    /// Who may vote: `delegates`, `everyone present`.
    pub who_votes: String,
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
    /// Delegates it may send; none where nothing says how many.
    pub seats: Option<u64>,
    /// The register says something else than the standing orders work out.
    pub differs: bool,
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
    /// `not_issued`, `issued`, `returned`, `lost`, `cancelled`
    pub custody: String,
    /// Why it was cancelled; empty where it is not.
    pub why: String,
    /// When it was cancelled.
    #[ts(type = "number | null")]
    pub cancelled_at: Option<i64>,
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
    /// Delegates that they may send together; none where nothing says how many.
    pub seats: Option<u64>,
    /// Delegates.
    pub delegates: u64,
    /// Of them present.
    pub present: u64,
    /// All who may vote, delegates or others.
    pub voters: u64,
    /// Of them present.
    pub voters_present: u64,
    /// Delegations where the register says something else than the standing orders work out.
    pub differing: u64,
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
    /// The delegation.
    pub delegation: Option<DelegationId>,
    /// Its name; empty for those without.
    pub body: String,
    /// As what.
    pub standing: Standing,
    /// Here.
    pub present: bool,
    /// A first conference.
    pub first_time: bool,
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
    let delegations = lines(db)?;
    let (people, people_outside, highest) = db.one(
        "SELECT count(*), coalesce(sum(delegation_id IS NULL), 0),
                coalesce(max(CASE WHEN badge NOT GLOB '*[^0-9]*' AND length(badge) < 10 THEN CAST(badge AS INTEGER) END), 0)
         FROM delegate",
        [],
        |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)?)),
    )?;
    let who_votes = in_words(&franchise::in_force(db)?.standings);
    let totals = totals(&delegations, &franchise::voters(db)?);
    let next_badge = (highest + 1).to_string();
    Ok(RegisterView {
        version,
        why,
        sections,
        delegations,
        people,
        people_outside,
        next_badge,
        who_votes,
        totals,
    })
}

/// A card, from its first column on.
pub(super) fn card(r: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<CardLine> {
    Ok(CardLine {
        id: r.get(first)?,
        number: r.get(first + 1)?,
        value: r.get(first + 2)?,
        custody: r.get(first + 3)?,
        why: r.get(first + 4)?,
        cancelled_at: r.get(first + 5)?,
    })
}

fn lines(db: &Db) -> Result<Vec<DelegationLine>, Fault> {
    let orders = standing_orders::in_force(db)?;
    let mut cards: BTreeMap<DelegationId, Vec<CardLine>> = BTreeMap::new();
    for (delegation, card) in db.rows(
        "SELECT delegation_id, id, number, value, custody, cancelled_why, cancelled_at FROM card ORDER BY id",
        [],
        |r| Ok((r.get(0)?, card(r, 1)?)),
    )? {
        cards.entry(delegation).or_default().push(card);
    }
    let mut people: BTreeMap<DelegationId, (u64, u64)> = BTreeMap::new();
    people.extend(db.rows(
        "SELECT delegation_id, count(*), sum(present) FROM delegate
         WHERE standing = 'delegate' AND delegation_id IS NOT NULL GROUP BY delegation_id",
        [],
        |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))),
    )?);
    let mut all = delegations::all(db)?;
    all.sort_by_cached_key(|each| (leading_figure(&each.number), each.number.clone()));
    let line = |each: delegations::Delegation| {
        let (delegates, present) = people.get(&each.id).copied().unwrap_or_default();
        DelegationLine {
            seats: each.entitled(&orders),
            differs: each.differs(&orders),
            cards: cards.remove(&each.id).unwrap_or_default(),
            delegates,
            present,
            id: each.id,
            number: each.number,
            name: each.name,
            section: each.section,
            members: each.members.unsigned_abs(),
            votes: each.votes.unsigned_abs(),
        }
    };
    Ok(all.into_iter().map(line).collect())
}

/// `12b` comes after `9` and before `101`.
pub(super) fn leading_figure(number: &str) -> u64 {
    let figures: String = number.chars().take_while(char::is_ascii_digit).collect();
    figures.parse().unwrap_or_default()
}

fn totals(delegations: &[DelegationLine], voters: &franchise::Voters) -> RegisterTotals {
    let in_use = |d: &DelegationLine| d.cards.iter().filter(|c| c.custody == "issued").count();
    RegisterTotals {
        delegations: u64::try_from(delegations.len()).unwrap_or_default(),
        members: delegations.iter().map(|d| d.members).sum(),
        votes: delegations.iter().map(|d| d.votes).sum(),
        cards: u64::try_from(delegations.iter().map(in_use).sum::<usize>()).unwrap_or_default(),
        delegates: delegations.iter().map(|d| d.delegates).sum(),
        present: delegations.iter().map(|d| d.present).sum(),
        seats: delegations
            .iter()
            .map(|d| d.seats)
            .try_fold(0_u64, |sum, seats| Some(sum.saturating_add(seats?))),
        voters: voters.registered,
        voters_present: voters.present,
        differing: u64::try_from(delegations.iter().filter(|d| d.differs).count()).unwrap_or_default(),
    }
}

/// Everyone who may be called to speak.
pub(crate) fn people(db: &Db) -> Result<PeopleView, Fault> {
    Ok(PeopleView {
        people: db.rows(
            "SELECT p.id, p.badge, p.name, coalesce(d.name, ''), p.standing, p.present, p.first_time, p.delegation_id
             FROM delegate p LEFT JOIN delegation d ON d.id = p.delegation_id ORDER BY p.id",
            [],
            |r| {
                Ok(Person {
                    id: r.get(0)?,
                    badge: r.get(1)?,
                    name: r.get(2)?,
                    body: r.get(3)?,
                    standing: variant(r, 4)?,
                    present: r.get(5)?,
                    first_time: r.get(6)?,
                    delegation: r.get(7)?,
                })
            },
        )?,
        bodies: db.rows("SELECT id, number, name FROM delegation ORDER BY id", [], |r| {
            Ok(Body { id: r.get(0)?, number: r.get(1)?, name: r.get(2)? })
        })?,
    })
}
