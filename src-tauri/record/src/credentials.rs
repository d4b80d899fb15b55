//! The credentials report: how many delegates are entitled, registered and present, as it was given to conference.
//!
//! Invariant: a report that was given keeps its figures; the register may change under it, and then another is given.

use rules::refusal::Refusal;
use rules::share::{counted, thousands};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::Standing;
use crate::db::Db;
use crate::halt::{Done, Fault};
use crate::ids::CredentialsId;
use crate::sql::variant;
use crate::transact::Act;
use crate::{delegations, set_up, standing_orders};

/// The figures of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CredentialsFigures {
    /// By section, in the order of their names; those of no section last.
    pub sections: Vec<SectionCredentials>,
    /// All sections together.
    pub total: SectionCredentials,
    /// By standing.
    pub standings: Vec<StandingCredentials>,
    /// Substitutions that last.
    pub substitutes: u64,
    /// Delegations with more delegates on the register than they are entitled to, by name.
    pub over: Vec<String>,
    /// Delegations without a delegate present, by name.
    pub unrepresented: Vec<String>,
}

/// One section of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionCredentials {
    /// Its name; none for those of no section, and in the total.
    pub name: Option<String>,
    /// Delegations.
    pub delegations: u64,
    /// Delegates that they are entitled to; none where nothing says how many.
    pub entitled: Option<u64>,
    /// Delegates on the register.
    pub registered: u64,
    /// Of them present.
    pub present: u64,
    /// Of those registered, at their first conference.
    pub first_time: u64,
    /// Delegations with a delegate present.
    pub represented: u64,
}

/// One standing of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct StandingCredentials {
    /// As what.
    pub standing: Standing,
    /// On the register.
    pub registered: u64,
    /// Of them present.
    pub present: u64,
}

/// A report that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CredentialsReport {
    /// Its id.
    pub id: CredentialsId,
    /// Counted from 1.
    pub number: u64,
    /// The version of the register.
    pub register_version: i64,
    /// When it was given.
    #[ts(type = "number")]
    pub at: i64,
    /// When conference adopted it.
    #[ts(type = "number | null")]
    pub adopted_at: Option<i64>,
    /// Its figures.
    pub figures: CredentialsFigures,
}

impl SectionCredentials {
    fn add(&mut self, other: &Self) {
        self.delegations += other.delegations;
        self.entitled = self.entitled.zip(other.entitled).map(|(a, b)| a.saturating_add(b));
        self.registered += other.registered;
        self.present += other.present;
        self.first_time += other.first_time;
        self.represented += other.represented;
    }
}

/// One delegation, as a section of its own.
struct Counted {
    name: String,
    line: SectionCredentials,
}

fn counted_delegations(db: &Db) -> Result<Vec<Counted>, Fault> {
    let orders = standing_orders::in_force(db)?;
    let entitled = delegations::all(db)?;
    let people = db.rows(
        "SELECT d.id, count(p.id), coalesce(sum(p.present), 0), coalesce(sum(p.first_time), 0)
         FROM delegation d LEFT JOIN delegate p ON p.delegation_id = d.id AND p.standing = 'delegate'
         GROUP BY d.id ORDER BY d.id",
        [],
        |r| Ok([r.get::<_, u64>(1)?, r.get(2)?, r.get(3)?]),
    )?;
    let count = |(delegation, [registered, present, first_time]): (delegations::Delegation, [u64; 3])| {
        let entitled = delegation.entitled(&orders);
        let (delegations, represented) = (1, u64::from(present > 0));
        let name = delegation.section;
        let line =
            SectionCredentials { name, delegations, entitled, registered, present, first_time, represented };
        Counted { name: delegation.name, line }
    };
    Ok(entitled.into_iter().zip(people).map(count).collect())
}

/// As it stands now.
pub(crate) fn figures(db: &Db) -> Result<CredentialsFigures, Fault> {
    let all = counted_delegations(db)?;
    let mut sections: Vec<SectionCredentials> = Vec::new();
    let mut total = SectionCredentials { entitled: Some(0), ..SectionCredentials::default() };
    for Counted { line, .. } in &all {
        total.add(line);
        match sections.iter_mut().find(|section| section.name == line.name) {
            Some(section) => section.add(line),
            None => sections.push(line.clone()),
        }
    }
    sections.sort_by(|a, b| (a.name.is_none(), &a.name).cmp(&(b.name.is_none(), &b.name)));
    let names = |which: fn(&SectionCredentials) -> bool| {
        all.iter().filter(|each| which(&each.line)).map(|each| each.name.clone()).collect()
    };
    Ok(CredentialsFigures {
        over: names(|line| line.entitled.is_some_and(|entitled| line.registered > entitled)),
        unrepresented: names(|line| line.present == 0),
        standings: db.rows(
            "SELECT standing, count(*), coalesce(sum(present), 0) FROM delegate GROUP BY standing ORDER BY min(id)",
            [],
            |r| Ok(StandingCredentials { standing: variant(r, 0)?, registered: r.get(1)?, present: r.get(2)? }),
        )?,
        substitutes: db.one("SELECT count(*) FROM substitution WHERE ended_at IS NULL", [], |r| r.get(0))?,
        sections,
        total,
    })
}

/// Every report that was given, oldest first.
pub(crate) fn given(db: &Db) -> Result<Vec<CredentialsReport>, Fault> {
    let rows = db.rows(
        "SELECT id, register_version, at, adopted_at, figures FROM credentials ORDER BY id",
        [],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get::<_, String>(4)?)),
    )?;
    let report = |(number, (id, register_version, at, adopted_at, figures)): (u64, (_, _, _, _, String))| {
        let figures = serde_json::from_str(&figures)?;
        Ok(CredentialsReport { id, number, register_version, at, adopted_at, figures })
    };
    (1..).zip(rows).map(report).collect()
}

pub(crate) fn report(act: &Act<'_>) -> Done {
    set_up::set(act.db)?;
    let figures = figures(act.db)?;
    let version = delegations::version(act.db)?;
    let last = given(act.db)?.pop();
    if let Some(last) = &last
        && last.figures == figures
        && last.register_version == version
    {
        let sentence = format!("Credentials report {} says all of that already.", last.number);
        return Err(Refusal::new("credentials.same", sentence).into());
    }
    act.db.insert(
        "INSERT INTO credentials(register_version, figures, at) VALUES (?1, ?2, ?3)",
        (version, serde_json::to_string(&figures)?, act.at),
    )?;
    let number = last.map_or(1, |last| last.number + 1);
    let total = &figures.total;
    let entitled =
        total.entitled.map_or_else(String::new, |n| format!("{} delegates entitled, ", thousands(n)));
    Ok(format!(
        "Credentials report {number}: {entitled}{} registered, {} present, from {}.",
        thousands(total.registered),
        thousands(total.present),
        counted(total.represented, "delegation", "delegations")
    ))
}

pub(crate) fn adopt(act: &Act<'_>, id: CredentialsId) -> Done {
    set_up::sitting(act.db)?;
    let report = given(act.db)?.into_iter().find(|report| report.id == id);
    let report =
        report.ok_or_else(|| Refusal::new("credentials.unknown", "There is no such credentials report."))?;
    if report.adopted_at.is_some() {
        let sentence = format!("Credentials report {} is adopted already.", report.number);
        return Err(Refusal::new("credentials.adopted", sentence).into());
    }
    act.db.run("UPDATE credentials SET adopted_at = ?2 WHERE id = ?1", (id, act.at))?;
    Ok(format!("Conference adopted credentials report {}.", report.number))
}
