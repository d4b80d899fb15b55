//! Reports of the standing orders committee (§5): numbered, moved, adopted in whole or with parts referred back. Until the
//! first is adopted there is no agenda (§1 "SOC").
//!
//! Invariant: nothing is adopted or referred back here; conference does that, and the chair records it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{counted, thousands};

/// What a part of a report is about (Labour's report 1 of 2018, §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ReportPartKind")]
#[schemars(rename = "ReportPartKind")]
pub enum PartKind {
    /// The order of business of its day.
    Agenda,
    /// When the sessions begin and end.
    Timetable,
    /// Papers in order.
    RuledIn,
    /// Papers out of order, each with the reason.
    RuledOut,
    /// Composites, and what they are made from.
    Composites,
    /// Emergency and late motions, and what was ruled.
    Emergency,
    /// How long speeches are.
    SpeechTimes,
    /// Tellers and scrutineers.
    Tellers,
    /// What was printed or declared wrong.
    Corrections,
    /// Anything else.
    Free,
}

impl PartKind {
    /// Every kind, in the order that a report has them.
    pub const ALL: [Self; 10] = [
        Self::Agenda,
        Self::Timetable,
        Self::RuledIn,
        Self::RuledOut,
        Self::Composites,
        Self::Emergency,
        Self::SpeechTimes,
        Self::Tellers,
        Self::Corrections,
        Self::Free,
    ];

    /// The heading that such a part has unless it is given another; none where it must be given.
    #[must_use]
    pub fn heading(self) -> Option<&'static str> {
        match self {
            Self::Agenda => Some("Order of business"),
            Self::Timetable => Some("Timetable"),
            Self::RuledIn => Some("Motions and amendments in order"),
            Self::RuledOut => Some("Motions and amendments not in order"),
            Self::Composites => Some("Composites"),
            Self::Emergency => Some("Emergency and late motions"),
            Self::SpeechTimes => Some("Times of speeches"),
            Self::Tellers => Some("Tellers and scrutineers"),
            Self::Corrections => Some("Corrections"),
            Self::Free => None,
        }
    }
}

/// What is known when business is about to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agenda {
    /// The standing orders say that there is no agenda before a report is adopted.
    pub by_report: bool,
    /// The committee has published a report.
    pub published: bool,
    /// Conference has adopted one.
    pub adopted: bool,
    /// What is taken is a report, a challenge to one or a break, has nothing on it to decide, or has been before conference.
    pub exempt: bool,
}

/// Whether business may be taken.
///
/// # Errors
/// The committee reports, and conference has adopted none of its reports yet. The chair may allow it.
pub fn agenda_in_force(agenda: Agenda) -> Result<(), Refusal> {
    let Agenda { by_report, published, adopted, exempt } = agenda;
    if adopted || exempt || !(by_report || published) {
        return Ok(());
    }
    let sentence = "There is no agenda: conference has adopted no report of the committee yet.";
    let way = if published {
        "Take the committee’s report first. The chair may allow this with a reason."
    } else {
        "The committee publishes its first report, and conference adopts it; or its standing orders ask for none. The chair may allow this with a reason."
    };
    Err(Refusal::new("agenda.not_adopted", sentence).allowed_by(way).by_reason())
}

/// How conference decided that a part goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum ReferredBy {
    /// Nobody objected, or the committee accepted it.
    Agreed,
    /// A show of hands that was clear.
    Hands,
    /// Counted.
    Count {
        /// For the reference back.
        r#for: u64,
        /// Against.
        against: u64,
    },
}

impl ReferredBy {
    /// `agreed`, `on a clear show of hands`, `by 120 votes to 80`
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Agreed => "agreed".to_owned(),
            Self::Hands => "on a clear show of hands".to_owned(),
            Self::Count { r#for, against } => {
                format!("by {} to {}", counted(r#for, "vote", "votes"), thousands(against))
            }
        }
    }
}

/// Whether a part has been referred back by that: a simple majority of those voting (Labour since 2017, §1).
///
/// # Errors
/// The figures say that it was not. That is not the chair's to allow: it would falsify a count.
pub fn is_referred(by: ReferredBy) -> Result<(), Refusal> {
    match by {
        ReferredBy::Count { r#for, against } if r#for <= against => Err(Refusal::new(
            "report.not_referred",
            format!(
                "{} to {} is no majority: the part stands.",
                counted(r#for, "vote", "votes"),
                thousands(against)
            ),
        )),
        ReferredBy::Count { .. } | ReferredBy::Agreed | ReferredBy::Hands => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, PartKind, ReferredBy, agenda_in_force, is_referred};

    #[test]
    fn when_there_is_an_agenda() {
        for (by_report, published, adopted, exempt, refused) in [
            // A conference without such reports has its agenda by itself.
            (false, false, false, false, false),
            (true, false, false, false, true),
            (false, true, false, false, true),
            (true, true, false, false, true),
            (true, true, true, false, false),
            (false, true, true, false, false),
            // Its own report, a break, and what conference goes back to.
            (true, true, false, true, false),
            (true, false, false, true, false),
        ] {
            let found = agenda_in_force(Agenda { by_report, published, adopted, exempt });
            assert_eq!(found.is_err(), refused, "{by_report} {published} {adopted} {exempt}");
            if let Err(refusal) = found {
                assert!(refusal.overrulable);
                assert_eq!(refusal.code, "agenda.not_adopted");
            }
        }
    }

    #[test]
    fn a_part_goes_back_by_a_majority() {
        let count = |r#for, against| ReferredBy::Count { r#for, against };
        for (by, referred, words) in [
            (ReferredBy::Agreed, true, "agreed"),
            (ReferredBy::Hands, true, "on a clear show of hands"),
            (count(2, 1), true, "by 2 votes to 1"),
            (count(1_200, 1_199), true, "by 1,200 votes to 1,199"),
            // UCU 2024: the agenda committee's report was amended by 159 to 76 (§3.4 R13).
            (count(159, 76), true, "by 159 votes to 76"),
            (count(76, 159), false, "by 76 votes to 159"),
            (count(7, 7), false, "by 7 votes to 7"),
            (count(0, 0), false, "by 0 votes to 0"),
        ] {
            assert_eq!(is_referred(by).is_ok(), referred, "{by:?}");
            assert_eq!(by.in_words(), words);
            assert!(is_referred(by).err().is_none_or(|refusal| !refusal.overrulable));
        }
    }

    #[test]
    fn every_part_but_a_free_one_has_its_heading() {
        for kind in PartKind::ALL {
            assert_eq!(kind.heading().is_none(), kind == PartKind::Free);
        }
    }
}
