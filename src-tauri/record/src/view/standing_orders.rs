//! The standing orders in force: every key in words and where it comes from, every version and what it changed.

use std::collections::BTreeMap;

use rules::standing_orders::{
    KeyGroup, KeyKind, KeyOption, StandingOrders, formulas, key_in_words, options, procedural, value_in_words,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::franchise::{DecidingVote, deciding, words_of};
use super::parts::Heading;
use super::shown::heading;
use crate::db::Db;
use crate::franchise;
use crate::halt::Fault;
use crate::ids::VoteId;
use crate::set_up;
use crate::standing_orders;

/// The standing orders in force.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct StandingOrdersView {
    /// The heading.
    pub heading: Heading,
    /// Short name of the profile.
    pub profile: String,
    /// Title of the profile.
    pub title: String,
    /// Where its own keys come from.
    pub source: String,
    /// What is known of the body and has no key.
    pub notes: Vec<String>,
    /// Keys, in the order in which they are shown.
    pub keys: Vec<KeyShown>,
    /// Formulas to choose from.
    pub formulas: Vec<KeyChoice>,
    /// Versions, the newest first.
    pub versions: Vec<OrdersVersion>,
    /// The committee may change them: conference has not opened.
    pub by_committee: bool,
    /// Conference is closed, and nothing changes any more.
    pub closed: bool,
    /// What conference needs for a change: `at least two-thirds of those who vote`
    pub needs: String,
    /// Votes that could decide a change, the newest first.
    pub votes: Vec<DecidingVote>,
}

/// One of what a key may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct KeyChoice {
    /// `first_amendment`
    pub value: String,
    /// `at the close, or on the first amendment`
    pub words: String,
}

fn choices(options: &[KeyOption]) -> Vec<KeyChoice> {
    let one = |one: &KeyOption| KeyChoice { value: one.value.to_owned(), words: one.words.to_owned() };
    options.iter().map(one).collect()
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyFrom {
    /// The profile states it itself.
    Profile,
    /// The profile does not say; it is the default's.
    Inherited,
    /// It was changed for this conference.
    Changed,
}

/// One key.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct KeyShown {
    /// `time.other`
    pub key: String,
    /// Where it is shown.
    pub group: KeyGroup,
    /// What it is called.
    pub label: String,
    /// Of a procedural motion: its title and its column.
    pub row: Option<String>,
    /// What its values are.
    pub kind: KeyKind,
    /// What it may be, where it is one or some of a few.
    pub options: Vec<KeyChoice>,
    /// Its value.
    #[ts(type = "unknown")]
    pub value: Value,
    /// Its value in words.
    pub words: String,
    /// Where it comes from.
    pub from: KeyFrom,
    /// The source in a few words; what the profile says, where it was changed; empty where it is inherited.
    pub source: String,
}

/// One version.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct OrdersVersion {
    /// Its number in this conference, from 1.
    pub number: u32,
    /// Title of its profile.
    pub title: String,
    /// Why.
    pub reason: String,
    /// The vote that decided it, in words; none where none did.
    pub decided_by: Option<String>,
    /// Its result has been corrected since, and it was not carried.
    pub without_ground: bool,
    /// In force from.
    #[ts(type = "number")]
    pub at: i64,
    /// What it changed; nothing in the first.
    pub changes: Vec<KeyDifference>,
}

/// One key that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct KeyDifference {
    /// What it is called.
    pub label: String,
    /// Before, in words.
    pub was: String,
    /// After, in words.
    pub is: String,
}

/// The standing orders as they stand; none before a conference is set up.
pub(crate) fn standing_orders(db: &Db, now: i64) -> Result<Option<StandingOrdersView>, Fault> {
    let Some(conference) = set_up::conference(db)? else { return Ok(None) };
    let orders = standing_orders::in_force(db)?;
    let stated = standing_orders::stated(db)?;
    let profile = standing_orders::profiles()?.into_iter().find(|one| one.name == orders.name);
    let origin = profile.as_ref().and_then(|one| one.orders().ok()).unwrap_or_else(|| orders.clone());
    let needs = format!(
        "{} of {}",
        value_in_words("change.majority", &serde_json::to_value(orders.change.majority)?),
        value_in_words("change.base", &serde_json::to_value(orders.change.base)?)
    );
    Ok(Some(StandingOrdersView {
        heading: heading(db, now)?,
        keys: keys(&orders, &origin.values(), &stated),
        profile: orders.name,
        title: orders.title,
        source: orders.source,
        notes: profile.map(|one| one.notes).unwrap_or_default(),
        formulas: choices(formulas()),
        versions: versions(db)?,
        by_committee: conference.state == "preparing",
        closed: conference.state == "closed",
        needs,
        votes: deciding(db)?,
    }))
}

fn keys(
    orders: &StandingOrders,
    origin: &BTreeMap<String, Value>,
    stated: &BTreeMap<String, String>,
) -> Vec<KeyShown> {
    let values = orders.values();
    rules::standing_orders::keys_in_order()
        .into_iter()
        .filter_map(|key| {
            let (value, words) = (values.get(&key)?.clone(), key_in_words(&key)?);
            let (from, source) = match (origin.get(&key), stated.get(&key)) {
                (Some(was), _) if *was != value => {
                    (KeyFrom::Changed, format!("was {}", value_in_words(&key, was)))
                }
                (_, Some(source)) => (KeyFrom::Profile, source.clone()),
                (_, None) => (KeyFrom::Inherited, String::new()),
            };
            Some(KeyShown {
                row: procedural(&key).map(|(kind, _)| kind.title().to_owned()),
                label: words.label,
                group: words.group,
                kind: words.kind,
                options: choices(options(&key)),
                words: value_in_words(&key, &value),
                value,
                from,
                source,
                key,
            })
        })
        .collect()
}

fn versions(db: &Db) -> Result<Vec<OrdersVersion>, Fault> {
    let rows =
        db.rows("SELECT keys, reason, vote_id, in_force_from FROM standing_orders ORDER BY id", [], |r| {
            Ok((r.get::<_, String>(0)?, r.get(1)?, r.get::<_, Option<VoteId>>(2)?, r.get(3)?))
        })?;
    let mut made = Vec::new();
    let mut before: Option<StandingOrders> = None;
    for (number, (keys, reason, vote, at)) in (1..).zip(rows) {
        let orders: StandingOrders = serde_json::from_str(&keys)?;
        made.push(OrdersVersion {
            number,
            title: orders.title.clone(),
            reason,
            decided_by: vote.map(|vote| words_of(db, vote)).transpose()?,
            without_ground: match vote {
                Some(vote) => franchise::carried(db, vote)? != Some(true),
                None => false,
            },
            at,
            changes: before.map(|before| differences(&before, &orders)).unwrap_or_default(),
        });
        before = Some(orders);
    }
    made.reverse();
    Ok(made)
}

fn differences(before: &StandingOrders, after: &StandingOrders) -> Vec<KeyDifference> {
    let changed = before.differences(after);
    rules::standing_orders::keys_in_order()
        .into_iter()
        .filter_map(|key| {
            let (was, is) = changed.get(&key)?;
            Some(KeyDifference {
                label: key_in_words(&key)?.label,
                was: value_in_words(&key, was),
                is: value_in_words(&key, is),
            })
        })
        .collect()
}
