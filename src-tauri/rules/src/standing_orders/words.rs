//! Every key in plain words: what it is called, which group it belongs to, what its values mean. The record, the differences
//! between two versions and the screen all say it in these words.
//!
//! Invariant: every key of [`super::key_paths`] is here, and every value that a key can have has words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::ProcKind;
use crate::share::counted;

mod choices;
mod table;

/// What a key's values are, and so how one is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// A length of time, in seconds.
    Seconds,
    /// A length of time, in minutes.
    Minutes,
    /// The same, or none.
    MinutesOrNone,
    /// A number.
    Number,
    /// A number, or none.
    NumberOrNone,
    /// A part of a hundred, or none.
    PercentOrNone,
    /// Yes or no.
    YesNo,
    /// One of a few: see [`options`].
    One,
    /// Any of a few: see [`options`].
    Any,
    /// Words.
    Text,
    /// A [`crate::quorum::Quorum`].
    Quorum,
    /// A [`super::Demand`], or nobody.
    Demand,
    /// A list of [`super::GroupShare`].
    Groups,
    /// An entitlement's formula, or none.
    Formula,
    /// Formulas by section.
    Sections,
    /// Kinds of paper.
    Papers,
}

/// A group of keys, as the screen shows them, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyGroup {
    /// Speaking times.
    Times,
    /// Who may speak.
    Speaking,
    /// In what order speakers are proposed.
    Fairness,
    /// The right of reply.
    Reply,
    /// Amendments, remission, withdrawal.
    Papers,
    /// Procedural motions: a table.
    Procedure,
    /// A challenge to the chair's ruling; suspending and changing standing orders.
    Rulings,
    /// The quorum.
    Quorum,
    /// Deciding.
    Deciding,
    /// Card votes.
    Cards,
    /// The committee.
    Committee,
    /// Numbers of papers.
    Numbers,
    /// What a body is entitled to.
    Entitlement,
    /// The timetable.
    Timetable,
}

/// One choice: its value as JSON has it, and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyOption {
    /// `first_amendment`
    pub value: &'static str,
    /// `at the close, or on the first amendment`
    pub words: &'static str,
}

/// A key in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyWords {
    /// Where it is shown.
    pub group: KeyGroup,
    /// What it is called: `Mover of a motion`.
    pub label: String,
    /// What its values are.
    pub kind: KeyKind,
}

/// A key in words; `None` where there is no such key.
#[must_use]
pub fn key_in_words(key: &str) -> Option<KeyWords> {
    if let Some((kind, field)) = procedural(key) {
        let (label, of) =
            table::PROCEDURE.iter().find(|(name, _, _)| *name == field).map(|(_, label, of)| (label, of))?;
        return Some(KeyWords {
            group: KeyGroup::Procedure,
            label: format!("{}: {label}", kind.title()),
            kind: *of,
        });
    }
    let (_, group, label, kind) = table::KEYS.iter().find(|(name, ..)| *name == key)?;
    Some(KeyWords { group: *group, label: (*label).to_owned(), kind: *kind })
}

/// The motion and the column of a procedural key: `proc.closure.interrupts`.
#[must_use]
pub fn procedural(key: &str) -> Option<(ProcKind, &str)> {
    let (kind, field) = key.strip_prefix("proc.")?.split_once('.')?;
    Some((ProcKind::ALL.into_iter().find(|one| one.key() == kind)?, field))
}

/// Every key, in the order in which they are shown.
#[must_use]
pub fn keys_in_order() -> Vec<String> {
    let procedural = ProcKind::ALL.into_iter().flat_map(|kind| {
        table::PROCEDURE.iter().map(move |(field, ..)| format!("proc.{}.{field}", kind.key()))
    });
    table::KEYS.iter().map(|(key, ..)| (*key).to_owned()).chain(procedural).collect()
}

/// What a key of the kinds `One` and `Any` may be.
#[must_use]
pub fn options(key: &str) -> &'static [KeyOption] {
    const NONE: &[KeyOption] = &[];
    let name = procedural(key).map_or(key, |(_, field)| field);
    let found = choices::CHOICES.iter().find(|(keys, _)| keys.contains(&name));
    found.map_or(NONE, |(_, options)| *options)
}

/// A value in words, without a full stop: `3 minutes`, `at least two-thirds`.
#[must_use]
pub fn value_in_words(key: &str, value: &Value) -> String {
    let Some(words) = key_in_words(key) else { return value.to_string() };
    let number = value.as_u64();
    match words.kind {
        KeyKind::Seconds => number.map(length),
        KeyKind::Minutes | KeyKind::MinutesOrNone => number.map(|n| counted(n, "minute", "minutes")),
        KeyKind::Number | KeyKind::NumberOrNone => number.map(|n| n.to_string()),
        KeyKind::PercentOrNone => number.map(|n| format!("{n} %")),
        KeyKind::YesNo => value.as_bool().map(|yes| if yes { "yes" } else { "no" }.to_owned()),
        KeyKind::One => value.as_str().map(|one| choice(key, one)),
        KeyKind::Any => value.as_array().map(|some| {
            listed(some.iter().filter_map(Value::as_str).map(|one| choice(key, one)).collect(), "nothing")
        }),
        KeyKind::Text => {
            value.as_str().map(|text| if text.is_empty() { "none".to_owned() } else { format!("“{text}”") })
        }
        KeyKind::Quorum => Some(quorum(value)),
        KeyKind::Demand => demand(value),
        KeyKind::Groups => value.as_array().map(|shares| listed(shares.iter().map(share).collect(), "none")),
        KeyKind::Formula => Some(formula(value)),
        KeyKind::Sections => value.as_object().map(|sections| {
            let one = |(name, of): (&String, &Value)| {
                format!("{name}: delegates {}, votes {}", formula(&of["delegates"]), formula(&of["votes"]))
            };
            listed(sections.iter().map(one).collect(), "as the others")
        }),
        KeyKind::Papers => value.as_array().map(|kinds| {
            let name = |kind: &Value| kind.as_str().unwrap_or_default().replace('_', " ") + "s";
            listed(kinds.iter().map(name).collect(), "nothing")
        }),
    }
    .unwrap_or_else(|| table::none(key).to_owned())
}

fn choice(key: &str, value: &str) -> String {
    options(key).iter().find(|one| one.value == value).map_or(value, |one| one.words).to_owned()
}

/// `90` seconds are `1 minute 30 seconds`.
fn length(seconds: u64) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    let parts = [(minutes, "minute", "minutes"), (rest, "second", "seconds")];
    let said: Vec<_> =
        parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many)).collect();
    if said.is_empty() { "none".to_owned() } else { said.join(" ") }
}

fn listed(all: Vec<String>, nothing: &str) -> String {
    if all.is_empty() { nothing.to_owned() } else { all.join("; ") }
}

fn quorum(value: &Value) -> String {
    if let Some(n) = value["number"].as_u64() {
        return format!("{} present", counted(n, "delegate", "delegates"));
    }
    if let Some(n) = value["organisations"].as_u64() {
        return format!("{} with somebody present", counted(n, "organisation", "organisations"));
    }
    let fraction = &value["fraction"];
    match (fraction["of_registered_num"].as_u64(), fraction["den"].as_u64()) {
        (Some(num), Some(den)) => format!("{num} in {den} of the delegates registered"),
        _ => "none".to_owned(),
    }
}

fn demand(value: &Value) -> Option<String> {
    if value.as_str() == Some("mover") {
        return Some("the mover".to_owned());
    }
    if let Some(n) = value["delegates"].as_u64() {
        return Some(counted(n, "delegate", "delegates"));
    }
    if let Some(n) = value["delegations"].as_u64() {
        return Some(counted(n, "delegation", "delegations"));
    }
    let fraction = &value["fraction"];
    Some(format!(
        "{} in {} of the delegates registered",
        fraction["num"].as_u64()?,
        fraction["den"].as_u64()?
    ))
}

fn share(value: &Value) -> String {
    let number = |key: &str| value[key].as_u64().unwrap_or_default();
    format!(
        "{}: at least {} in {} speeches",
        value["group"].as_str().unwrap_or_default(),
        number("at_least"),
        number("of")
    )
}

fn formula(value: &Value) -> String {
    if let Some(n) = value["fixed"].as_u64() {
        return format!("{n} for every body");
    }
    let known = value.as_str().and_then(|name| choices::FORMULAS.iter().find(|one| one.value == name));
    known.map_or("as the register says", |one| one.words).to_owned()
}

/// Every formula, for choosing one.
#[must_use]
pub fn formulas() -> &'static [KeyOption] {
    &choices::FORMULAS
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::standing_orders::{Profile, StandingOrders, key_paths};

    #[test]
    fn every_key_has_words_and_every_value_of_the_default_too() {
        for (key, value) in StandingOrders::default().values() {
            let words = key_in_words(&key).unwrap_or_else(|| panic!("{key} has no words"));
            assert!(!words.label.is_empty(), "{key}");
            let said = value_in_words(&key, &value);
            assert!(!said.is_empty() && !said.contains(['{', '[', '_']), "{key}: {said}");
            if words.kind == KeyKind::One {
                let value = value.as_str().unwrap();
                assert!(options(&key).iter().any(|one| one.value == value), "{key}: {value}");
            }
        }
    }

    #[test]
    fn no_words_are_of_keys_that_are_gone() {
        let paths = key_paths();
        for (key, ..) in table::KEYS {
            assert!(paths.iter().any(|path| path == key), "{key}");
        }
        for (field, ..) in table::PROCEDURE {
            assert!(paths.contains(&format!("proc.closure.{field}")), "{field}");
        }
    }

    /// A choice that serde does not know would be refused when it is made.
    #[test]
    fn every_choice_can_be_made() {
        for key in key_paths() {
            for one in options(&key) {
                let value = if key_in_words(&key).unwrap().kind == KeyKind::Any {
                    json!([one.value])
                } else {
                    json!(one.value)
                };
                let with = StandingOrders::default().with([(key.as_str(), &value)]);
                // A value that goes only with another is a fault of `check`, said with its key.
                if let Err(faults) = with {
                    let with_another = ["card.book", ".seconder", "challenge.tie"];
                    assert!(
                        faults.iter().all(|fault| with_another.iter().any(|key| fault.contains(key))),
                        "{key} {value}: {faults:?}"
                    );
                }
                assert!(!one.words.contains('_'), "{}", one.words);
            }
        }
        let formula = |name: &str| StandingOrders::default().with([("entitlement.votes", &json!(name))]);
        assert!(formulas().iter().all(|one| formula(one.value).is_ok()));
    }

    #[test]
    fn values_as_they_are_said() {
        for (key, value, expect) in [
            ("time.other", json!(90), "1 minute 30 seconds"),
            ("time.warning", json!(0), "none"),
            ("suspend.max_minutes", json!(null), "no limit"),
            ("suspend.max_minutes", json!(30), "30 minutes"),
            ("speak.once_per_motion", json!(true), "yes"),
            ("reply", json!("any_time"), "at any time in the debate"),
            ("card.demanded_by", json!({"delegates": 50}), "50 delegates"),
            (
                "card.demanded_by",
                json!({"fraction": {"num": 1, "den": 3}}),
                "1 in 3 of the delegates registered",
            ),
            ("card.demanded_by", json!(null), "nobody"),
            ("card.mandatory_for", json!(["rule_change"]), "rule changes"),
            ("quorum.of", json!({"number": 150}), "150 delegates present"),
            ("proc.closure.majority", json!("two_thirds"), "at least two-thirds"),
            (
                "proc.closure.may_move",
                json!(["not_spoken", "seconder_not_spoken"]),
                "mover has not spoken; seconder has not spoken",
            ),
            (
                "speak.groups",
                json!([{"group": "women", "at_least": 1, "of": 2}]),
                "women: at least 1 in 2 speeches",
            ),
            ("entitlement.votes", json!({"fixed": 2}), "2 for every body"),
            ("turnout_fall_percent", json!(20), "20 %"),
            ("announce.carried", json!("agreed"), "“agreed”"),
            ("announce.first", json!("outcome"), "the outcome, then the figures"),
        ] {
            assert_eq!(value_in_words(key, &value), expect, "{key}");
        }
        assert_eq!(key_in_words("proc.closure.interrupts").unwrap().label, "Closure: may interrupt a speech");
        let _ = Profile::read("{}").unwrap_err();
    }
}
