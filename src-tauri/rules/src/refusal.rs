//! A rule said no: which rule, why, and what would make it allowed.
//!
//! Invariant: a refusal is always a decision of the law, never a fault of the machine, so it can be read out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a rule answers when it forbids an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Refusal {
    /// Stable and for programs: `noun.reason`, for example `vote.not_closed`.
    pub code: String,
    /// For people: one full sentence that says what stands in the way.
    pub sentence: String,
    /// A full sentence that says what would make the act allowed, where something would.
    pub allow: Option<String>,
    /// The chair may allow the act all the same, with a recorded reason.
    #[serde(default)]
    pub overrulable: bool,
}

/// What is said of a refusal that only the chair's reason lifts.
const BY_REASON: &str = "The chair may allow it with a reason.";

impl Refusal {
    /// A refusal that nothing is yet known to lift.
    pub fn new(code: &str, sentence: impl Into<String>) -> Self {
        Self { code: code.to_owned(), sentence: sentence.into(), allow: None, overrulable: false }
    }

    /// The same refusal, with the sentence that says what would make the act allowed.
    #[must_use]
    pub fn allowed_by(mut self, allow: impl Into<String>) -> Self {
        self.allow = Some(allow.into());
        self
    }

    /// The same refusal, which the chair may overrule with a recorded reason (§2.3); never one that guards a count.
    #[must_use]
    pub fn by_reason(mut self) -> Self {
        self.allow.get_or_insert_with(|| BY_REASON.to_owned());
        self.overrulable = true;
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence)?;
        match &self.allow {
            Some(allow) => write!(f, " {allow}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn shows_the_sentence_and_the_way_out() {
        let bare = Refusal::new("vote.open", "The vote is open.");
        assert_eq!(bare.to_string(), "The vote is open.");
        assert_eq!(
            bare.clone().allowed_by("Close it first.").to_string(),
            "The vote is open. Close it first."
        );
    }

    #[test]
    fn what_helps_does_not_overrule() {
        let bare = Refusal::new("vote.open", "The vote is open.");
        let rows = [
            (bare.clone(), None, false),
            (bare.clone().allowed_by("Close it."), Some("Close it."), false),
            (bare.clone().by_reason(), Some("The chair may allow it with a reason."), true),
            (bare.allowed_by("Close it.").by_reason(), Some("Close it."), true),
        ];
        for (refusal, allow, overrulable) in rows {
            assert_eq!((refusal.allow.as_deref(), refusal.overrulable), (allow, overrulable));
        }
    }
}
