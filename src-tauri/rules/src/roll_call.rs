//! A roll call: everyone who votes is called by name, and the answers are recorded by name (§1 "roll call").
//!
//! Invariant: who was not called is missing, not absent; nothing is totalled until everyone has an answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::majority::Figures;
use crate::refusal::Refusal;
use crate::share::counted;

/// What somebody who was called said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// For.
    For,
    /// Against.
    Against,
    /// Present, and abstains.
    Abstain,
    /// Called, and not there.
    Absent,
}

impl Answer {
    /// Every answer, in the order they are read out.
    pub const ALL: [Self; 4] = [Self::For, Self::Against, Self::Abstain, Self::Absent];

    /// `for`, `against`, `abstained`, `absent`
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Abstain => "abstained",
            Self::Absent => "absent",
        }
    }
}

/// The sums of what was answered so far.
#[must_use]
pub fn so_far(answers: &[Option<Answer>]) -> Figures {
    let count = |wanted: Answer| {
        u64::try_from(answers.iter().filter(|answer| **answer == Some(wanted)).count()).unwrap_or(u64::MAX)
    };
    Figures { for_: count(Answer::For), against: count(Answer::Against), abstain: count(Answer::Abstain) }
}

/// The sums, once everyone was called. `again`: the roll is read again.
///
/// # Errors
/// `roll_call.not_all`.
pub fn total(answers: &[Option<Answer>], again: bool) -> Result<Figures, Refusal> {
    let left = answers.iter().filter(|answer| answer.is_none()).count();
    if left > 0 {
        let left = u64::try_from(left).unwrap_or(u64::MAX);
        let (done, allowed) = if again {
            ("read again", "Read them, or say that the rest stands as it was written down.")
        } else {
            ("called", "Call them, or say that the rest did not answer.")
        };
        return Err(Refusal::new(
            "roll_call.not_all",
            format!("{} not been {done}.", counted(left, "name has", "names have")),
        )
        .allowed_by(allowed));
    }
    Ok(so_far(answers))
}

/// Whether an answer may be written down beside the one there is.
///
/// # Errors
/// `roll_call.answered`, where no reason is given; `roll_call.same`, where it says what stands.
pub fn may_answer(before: Option<Answer>, now: Answer, reason: bool) -> Result<(), Refusal> {
    match before {
        None => Ok(()),
        Some(before) if before == now => {
            Err(Refusal::new("roll_call.same", format!("That answer stands: {}.", now.in_words())))
        }
        Some(_) if reason => Ok(()),
        Some(before) => Err(Refusal::new(
            "roll_call.answered",
            format!("There is an answer already: {}.", before.in_words()),
        )
        .allowed_by("Say why it is put right; the first answer stays in the record.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_is_called() {
        use Answer::{Absent, Abstain, Against, For};
        let figures = |for_, against, abstain| Figures { for_, against, abstain };
        for (answers, again, expect) in [
            (&[][..], false, Ok(figures(0, 0, 0))),
            (&[Some(For), Some(For), Some(Against), Some(Absent)], false, Ok(figures(2, 1, 0))),
            (&[Some(Abstain), Some(Absent)], true, Ok(figures(0, 0, 1))),
            (&[Some(For), None], false, Err("1 name has not been called.")),
            (&[None, None], false, Err("2 names have not been called.")),
            (&[Some(For), None], true, Err("1 name has not been read again.")),
        ] {
            assert_eq!(total(answers, again).map_err(|r| r.sentence), expect.map_err(str::to_owned));
        }
    }

    #[test]
    fn an_answer_is_put_right_with_a_reason() {
        use Answer::{Absent, For};
        for (before, now, reason, expect) in [
            (None, For, false, None),
            (Some(Absent), For, false, Some("roll_call.answered")),
            (Some(Absent), For, true, None),
            (Some(For), For, true, Some("roll_call.same")),
        ] {
            assert_eq!(may_answer(before, now, reason).err().map(|r| r.code).as_deref(), expect);
        }
    }
}
