//! Whether conference is quorate (§1 "Quorum", §2.2 `quorum`).
//!
//! Invariant: what is needed is never less than one, unless the standing orders ask for no quorum at all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::share::{counted, thousands};

/// The quorum that the standing orders ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    /// None is asked for.
    None,
    /// A number of delegates: UCU Congress, 150.
    Number(u64),
    /// A part of the delegates registered: one half is 1 over 2. A part of a delegate counts as one.
    Fraction {
        /// The upper number.
        of_registered_num: u64,
        /// The lower number. Nought cannot be (`StandingOrders::check` says so), and is read as "all".
        den: u64,
    },
    /// A number of organisations with someone present: NUS-USI, 4 unions.
    Organisations(u64),
}

/// How conference stands against its quorum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct QuorumStanding {
    /// What is needed, in delegates or in organisations.
    pub needed: u64,
    /// What is there, in the same unit.
    pub present: u64,
    /// Whether that is enough.
    pub met: bool,
    /// The numbers and the rule, for the chair to read out.
    pub sentence: String,
}

/// Counts `present` delegates, or `organisations_present`, against the rule. `registered` is the number of
/// delegates registered.
#[must_use]
pub fn check(rule: &Quorum, present: u64, registered: u64, organisations_present: u64) -> QuorumStanding {
    match *rule {
        Quorum::None => QuorumStanding {
            needed: 0,
            present,
            met: true,
            sentence: format!("{} present; no quorum is asked for.", thousands(present)),
        },
        Quorum::Number(needed) => stand(needed.max(1), present, "delegate", "delegates", String::new()),
        Quorum::Fraction { of_registered_num, den } => {
            let part = (u128::from(registered) * u128::from(of_registered_num)).checked_div(u128::from(den));
            let whole = part.map_or(u128::from(registered), |floor| {
                let exact = floor * u128::from(den) == u128::from(registered) * u128::from(of_registered_num);
                floor + u128::from(!exact)
            });
            let needed = u64::try_from(whole).unwrap_or(u64::MAX).max(1);
            let rule = format!(", {of_registered_num}/{den} of the {} registered", thousands(registered));
            stand(needed, present, "delegate", "delegates", rule)
        }
        Quorum::Organisations(needed) => {
            stand(needed.max(1), organisations_present, "organisation", "organisations", String::new())
        }
    }
}

/// How long conference waits for a quorum that it was found not to have (§2.2 `quorum.grace_minutes`; Citrine, half an hour).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// So many minutes from the count that found none.
    Minutes(u32),
    /// Until that time: `10:55`.
    Until(String),
    /// It has waited that long.
    Over,
}

/// What follows from there being none: one clause, wherever it is said.
#[must_use]
pub fn waits(wait: &Wait) -> String {
    let by = match wait {
        Wait::Minutes(0) => return "the chair adjourns conference.".to_owned(),
        Wait::Over => return "the time to wait for one is over: the chair adjourns conference.".to_owned(),
        Wait::Minutes(1) => "after a minute".to_owned(),
        Wait::Minutes(n) => format!("after {n} minutes"),
        Wait::Until(time) => format!("by {time}"),
    };
    format!("conference waits for a quorum; if there is none {by}, the chair adjourns conference.")
}

fn stand(needed: u64, present: u64, one: &str, many: &str, rule: String) -> QuorumStanding {
    let met = present >= needed;
    let verb = if present == 1 { "is" } else { "are" };
    let verdict = if met {
        "there is a quorum".to_owned()
    } else {
        format!("there is no quorum, {} short", thousands(needed - present))
    };
    let wanted = counted(needed, one, many);
    let sentence = format!("The quorum is {wanted}{rule}. {} {verb} present; {verdict}.", thousands(present));
    QuorumStanding { needed, present, met, sentence }
}

#[cfg(test)]
mod tests {
    use super::{Quorum, Wait, check, waits};

    #[test]
    fn what_follows_from_none_is_said_one_way() {
        for (wait, expect) in [
            (Wait::Minutes(0), "the chair adjourns conference."),
            (
                Wait::Minutes(30),
                "conference waits for a quorum; if there is none after 30 minutes, the chair adjourns conference.",
            ),
            (
                Wait::Until("10:55".to_owned()),
                "conference waits for a quorum; if there is none by 10:55, the chair adjourns conference.",
            ),
            (Wait::Over, "the time to wait for one is over: the chair adjourns conference."),
        ] {
            assert_eq!(waits(&wait), expect);
        }
    }

    #[test]
    fn quorums() {
        let half = Quorum::Fraction { of_registered_num: 1, den: 2 };
        let rows = [
            (Quorum::None, 0, 0, 0, 0, true, "0 present; no quorum is asked for."),
            (
                Quorum::Number(150),
                143,
                400,
                9,
                150,
                false,
                "The quorum is 150 delegates. 143 are present; there is no quorum, 7 short.",
            ),
            (
                Quorum::Number(150),
                150,
                400,
                9,
                150,
                true,
                "The quorum is 150 delegates. 150 are present; there is a quorum.",
            ),
            (
                half,
                101,
                201,
                9,
                101,
                true,
                "The quorum is 101 delegates, 1/2 of the 201 registered. 101 are present; there is a quorum.",
            ),
            (
                half,
                100,
                201,
                9,
                101,
                false,
                "The quorum is 101 delegates, 1/2 of the 201 registered. 100 are present; there is no quorum, 1 short.",
            ),
            (
                half,
                0,
                0,
                0,
                1,
                false,
                "The quorum is 1 delegate, 1/2 of the 0 registered. 0 are present; there is no quorum, 1 short.",
            ),
            (
                Quorum::Organisations(4),
                90,
                100,
                3,
                4,
                false,
                "The quorum is 4 organisations. 3 are present; there is no quorum, 1 short.",
            ),
        ];
        for (rule, present, registered, organisations, needed, met, sentence) in rows {
            let standing = check(&rule, present, registered, organisations);
            assert_eq!((standing.needed, standing.met, standing.sentence.as_str()), (needed, met, sentence));
        }
    }

    #[test]
    fn absurd_fractions_do_not_divide_by_nought() {
        assert_eq!(check(&Quorum::Fraction { of_registered_num: 1, den: 0 }, 5, 7, 0).needed, 7);
        let huge = Quorum::Fraction { of_registered_num: u64::MAX, den: 1 };
        assert_eq!(check(&huge, 5, u64::MAX, 0).needed, u64::MAX);
    }
}
