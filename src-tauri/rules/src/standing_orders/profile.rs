//! A profile: the keys that one body states itself, with where each comes from. Every other key is inherited from the default.
//!
//! Invariant: what a profile does not state is never presented as that body's rule.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::StandingOrders;

/// A profile as it stands in its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Short name, for programs: `citrine`.
    pub name: String,
    /// Title, for people.
    pub title: String,
    /// What is particular about it, in one line.
    pub line: String,
    /// Where the values come from, as a whole.
    pub source: String,
    /// Where one key, or a group of keys, comes from, where that is another place than `source`: by the key, as
    /// `proc.suspension.majority`, or by what the keys begin with, as `proc.suspension`.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// What is known of the body and has no key, or is not known: for whoever reads the profile.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The keys that it states itself, as in the standing orders.
    #[ts(type = "Record<string, unknown>")]
    #[schemars(with = "StandingOrders")]
    pub keys: Map<String, Value>,
}

impl Profile {
    /// Reads one.
    ///
    /// # Errors
    /// What is wrong with it, a sentence each.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let profile: Self = serde_json::from_str(text).map_err(|e| vec![e.to_string()])?;
        profile.orders()?;
        let paths = key_paths();
        let unknown = profile.sources.keys().filter(|of| !paths.iter().any(|path| covers(of, path)));
        let unknown: Vec<_> = unknown.map(|of| format!("sources names {of}, which is no key.")).collect();
        if unknown.is_empty() { Ok(profile) } else { Err(unknown) }
    }

    /// The standing orders that it makes: the default, with what it states.
    ///
    /// # Errors
    /// What is wrong with it, a sentence each: an unknown key, a value that cannot be read, one that cannot be.
    pub fn orders(&self) -> Result<StandingOrders, Vec<String>> {
        let said = |e: serde_json::Error| vec![e.to_string()];
        let mut whole = serde_json::to_value(StandingOrders::default()).map_err(said)?;
        lay(&mut whole, &Value::Object(self.keys.clone()));
        let mut orders: StandingOrders = serde_json::from_value(whole).map_err(said)?;
        orders.name.clone_from(&self.name);
        orders.title.clone_from(&self.title);
        orders.source.clone_from(&self.source);
        orders.check()?;
        Ok(orders)
    }

    /// The keys that it states itself, each with its source.
    #[must_use]
    pub fn stated(&self) -> BTreeMap<String, String> {
        let stated = leaves(&Value::Object(self.keys.clone()), &default_keys());
        stated.into_keys().map(|key| (key.clone(), self.source_of(&key).to_owned())).collect()
    }

    fn source_of(&self, key: &str) -> &str {
        let nearest = self.sources.iter().filter(|(of, _)| covers(of, key)).max_by_key(|(of, _)| of.len());
        nearest.map_or(self.source.as_str(), |(_, source)| source)
    }
}

impl StandingOrders {
    /// The same with other values for some keys.
    ///
    /// # Errors
    /// What is wrong with them, a sentence each: an unknown key, a value that cannot be read, one that cannot be.
    pub fn with<'a>(
        &self,
        changes: impl IntoIterator<Item = (&'a str, &'a Value)>,
    ) -> Result<Self, Vec<String>> {
        let said = |e: serde_json::Error| vec![e.to_string()];
        let mut whole = serde_json::to_value(self).map_err(said)?;
        let paths = key_paths();
        for (key, value) in changes {
            let unknown = || vec![format!("There is no rule called {key}.")];
            if !paths.iter().any(|path| path == key) {
                return Err(unknown());
            }
            let place = whole.pointer_mut(&format!("/{}", key.replace('.', "/"))).ok_or_else(unknown)?;
            *place = value.clone();
        }
        let orders: Self = serde_json::from_value(whole).map_err(said)?;
        orders.check()?;
        Ok(orders)
    }

    /// Every key with its value: `time.other`, 180.
    #[must_use]
    pub fn values(&self) -> BTreeMap<String, Value> {
        let whole = serde_json::to_value(self).unwrap_or_default();
        let mut keys = leaves(&whole, &default_keys());
        for head in HEAD {
            keys.remove(head);
        }
        keys
    }

    /// The keys whose values differ, with the earlier and the later value.
    #[must_use]
    pub fn differences(&self, later: &Self) -> BTreeMap<String, (Value, Value)> {
        let (before, mut after) = (self.values(), later.values());
        before
            .into_iter()
            .filter_map(|(key, was)| {
                let is = after.remove(&key)?;
                (was != is).then_some((key, (was, is)))
            })
            .collect()
    }
}

/// What names the standing orders and is no key.
const HEAD: [&str; 3] = ["name", "title", "source"];

/// Every key there is: `time.mover_motion`, `proc.closure.interrupts`.
#[must_use]
pub fn key_paths() -> Vec<String> {
    StandingOrders::default().values().into_keys().collect()
}

fn default_keys() -> Value {
    serde_json::to_value(StandingOrders::default()).unwrap_or_default()
}

fn covers(of: &str, key: &str) -> bool {
    key.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Lays what is stated over the whole, key by key. A value whose default is no group of keys is replaced as one.
fn lay(whole: &mut Value, stated: &Value) {
    match (whole, stated) {
        (Value::Object(whole), Value::Object(stated)) if !whole.is_empty() => {
            for (key, value) in stated {
                lay(whole.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (whole, stated) => *whole = stated.clone(),
    }
}

/// What stands at the end of every path, as far as the default has groups of keys.
fn leaves(of: &Value, shape: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    gather(of, shape, "", &mut found);
    found
}

fn gather(of: &Value, shape: &Value, path: &str, found: &mut BTreeMap<String, Value>) {
    match (of, shape) {
        (Value::Object(keys), Value::Object(shapes)) if !shapes.is_empty() => {
            for (key, value) in keys {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                gather(value, shapes.get(key).unwrap_or(&Value::Null), &path, found);
            }
        }
        (value, _) => {
            found.insert(path.to_owned(), value.clone());
        }
    }
}
