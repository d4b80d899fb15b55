//! One delegation: what it is entitled to, its cards, its people, and who has taken whose place.

use rules::entitlement::Entitled;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parts::Heading;
use super::register::{CardLine, card};
use super::shown::{heading, plain};
use crate::command::{DelegationData, Standing};
use crate::db::Db;
use crate::franchise;
use crate::halt::Fault;
use crate::ids::{DelegateId, DelegationId, SubstitutionId};
use crate::sql::variant;
use crate::{delegations, standing_orders, substitutions};

/// One delegation; or, without one, everybody who belongs to none.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DelegationView {
    /// The heading.
    pub heading: Heading,
    /// Which; none for those who belong to none.
    pub id: Option<DelegationId>,
    /// Its number.
    pub number: String,
    /// What the register says of it; none for those who belong to none.
    pub data: Option<DelegationData>,
    /// What the standing orders work out for it.
    pub worked_out: Entitled,
    /// The register says something else.
    pub differs: bool,
    /// Its cards; the last is in use.
    pub cards: Vec<CardLine>,
    /// Its people: delegates first, then by badge.
    pub people: Vec<PersonShown>,
    /// Its substitutions, in the order they were made.
    pub substitutions: Vec<SubstitutionShown>,
}

/// One person of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PersonShown {
    /// Its id.
    pub id: DelegateId,
    /// What the badge says.
    pub badge: String,
    /// Name.
    pub name: String,
    /// As what.
    pub standing: Standing,
    /// May vote.
    pub votes: bool,
    /// Here since.
    #[ts(type = "number | null")]
    pub present_since: Option<i64>,
    /// A first conference.
    pub first_time: bool,
    /// The group that is to have a share of the speeches; may be empty.
    pub speaking_group: String,
    /// The substitution, lasting, in which this person gave a place up or took one.
    pub substitution: Option<SubstitutionId>,
    /// Whoever has this person's place now.
    pub substituted_by: Option<String>,
    /// Whose place this person has now.
    pub in_place_of: Option<String>,
}

/// One substitution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SubstitutionShown {
    /// Its id.
    pub id: SubstitutionId,
    /// Who gave the place up.
    pub delegate: String,
    /// Who took it, with the badge.
    pub substitute: String,
    /// Why.
    pub reason: String,
    /// From when.
    #[ts(type = "number")]
    pub at: i64,
    /// Until when; none while it lasts.
    #[ts(type = "number | null")]
    pub ended_at: Option<i64>,
    /// Why it ended.
    pub ended_why: String,
}

/// One delegation as it stands; none where there is none.
pub(crate) fn delegation(
    db: &Db,
    id: Option<DelegationId>,
    now: i64,
) -> Result<Option<DelegationView>, Fault> {
    let people = people(db, id)?;
    let heading = heading(db, now)?;
    let Some(id) = id else {
        return Ok(Some(DelegationView {
            heading,
            id,
            number: String::new(),
            data: None,
            worked_out: Entitled::default(),
            differs: false,
            cards: Vec::new(),
            people,
            substitutions: Vec::new(),
        }));
    };
    let orders = standing_orders::in_force(db)?;
    // Taken back while somebody looked at it.
    let Some(one) = delegations::found(db, id)? else { return Ok(None) };
    Ok(Some(DelegationView {
        heading,
        id: Some(id),
        worked_out: one.worked_out(&orders),
        differs: one.differs(&orders),
        cards: db.rows(
            "SELECT id, number, value, custody, cancelled_why, cancelled_at FROM card
             WHERE delegation_id = ?1 ORDER BY id",
            [id],
            |r| card(r, 0),
        )?,
        people,
        substitutions: substitutions(db, id)?,
        data: Some(DelegationData {
            name: one.name,
            section: one.section,
            members: one.members.unsigned_abs(),
            women: one.women,
            young: one.young,
            votes: one.votes.unsigned_abs(),
            seats: one.seats,
        }),
        number: one.number,
    }))
}

fn people(db: &Db, id: Option<DelegationId>) -> Result<Vec<PersonShown>, Fault> {
    let voting = franchise::in_force(db)?.standings;
    db.rows(
        "SELECT p.id, p.badge, p.name, p.standing, p.present_since, p.first_time, coalesce(gone.id, come.id),
                (SELECT name || ', badge ' || badge FROM delegate WHERE id = gone.substitute_id),
                (SELECT name FROM delegate WHERE id = come.delegate_id), p.speaking_group
         FROM delegate p
         LEFT JOIN substitution gone ON gone.delegate_id = p.id AND gone.ended_at IS NULL
         LEFT JOIN substitution come ON come.substitute_id = p.id AND come.ended_at IS NULL
         WHERE p.delegation_id IS ?1
         ORDER BY p.standing <> 'delegate', CAST(p.badge AS INTEGER), p.badge",
        [id],
        |r| {
            let standing = variant(r, 3)?;
            Ok(PersonShown {
                id: r.get(0)?,
                badge: r.get(1)?,
                name: r.get(2)?,
                standing,
                // Whoever is substituted has given the vote away.
                votes: voting.contains(&standing) && r.get::<_, Option<String>>(7)?.is_none(),
                present_since: r.get(4)?,
                first_time: r.get(5)?,
                substitution: r.get(6)?,
                substituted_by: r.get(7)?,
                in_place_of: r.get(8)?,
                speaking_group: r.get(9)?,
            })
        },
    )
}

fn substitutions(db: &Db, id: DelegationId) -> Result<Vec<SubstitutionShown>, Fault> {
    let named = |id: DelegateId| {
        plain(crate::delegates::known(db, id)).map(|person| (person.data.name, person.data.badge))
    };
    let shown = |each: substitutions::Substitution| {
        let (substitute, badge) = named(each.substitute)?;
        Ok(SubstitutionShown {
            id: each.id,
            delegate: named(each.delegate)?.0,
            substitute: format!("{substitute}, badge {badge}"),
            reason: each.reason,
            at: each.at,
            ended_at: each.ended_at,
            ended_why: each.ended_why,
        })
    };
    substitutions::of_delegation(db, id)?.into_iter().map(shown).collect()
}
