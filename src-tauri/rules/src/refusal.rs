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
}

impl Refusal {
    /// A refusal that nothing is yet known to lift.
    pub fn new(code: &str, sentence: impl Into<String>) -> Self {
        Self { code: code.to_owned(), sentence: sentence.into(), allow: None }
    }

    /// The same refusal, with the sentence that says what would make the act allowed.
    #[must_use]
    pub fn allowed_by(mut self, allow: impl Into<String>) -> Self {
        self.allow = Some(allow.into());
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
        assert_eq!(bare.allowed_by("Close it first.").to_string(), "The vote is open. Close it first.");
    }
}
