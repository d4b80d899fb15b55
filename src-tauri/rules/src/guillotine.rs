//! The timetabled end of a section (§1 "Guillotine"), and what becomes of the business that was not reached.
//!
//! Invariant: nothing is cut by itself. When its time has come the chair applies it; what was begun is decided or put
//! aside, never cut in the middle.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;

/// What becomes of business that was not reached.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BusinessFate")]
#[schemars(rename = "BusinessFate")]
pub enum Fate {
    /// It is lost business: taken in the order lost, when there is time (TUC 2014).
    LostBusiness,
    /// It goes to the guillotine section at the end of the agenda (PCS).
    GuillotineSection,
    /// It stands referred to the executive (Left Unity: the National Council).
    Executive,
    /// It lapses.
    Lapses,
    /// It is remitted (Accord).
    Remitted,
}

impl Fate {
    /// It waits to be taken yet, in the order lost.
    #[must_use]
    pub fn may_still_be_taken(self) -> bool {
        match self {
            Self::LostBusiness | Self::GuillotineSection => true,
            Self::Executive | Self::Lapses | Self::Remitted => false,
        }
    }

    /// `goes to the executive`, `go to the executive`
    #[must_use]
    pub fn verb(self, one: bool) -> &'static str {
        match (self, one) {
            (Self::LostBusiness, true) => "is lost business, to be taken in the order lost",
            (Self::LostBusiness, false) => "are lost business, to be taken in the order lost",
            (Self::GuillotineSection, true) => "drops to the guillotine section",
            (Self::GuillotineSection, false) => "drop to the guillotine section",
            (Self::Executive, true) => "goes to the executive",
            (Self::Executive, false) => "go to the executive",
            (Self::Lapses, true) => "lapses",
            (Self::Lapses, false) => "lapse",
            (Self::Remitted, true) => "is remitted",
            (Self::Remitted, false) => "are remitted",
        }
    }

    /// What an item that was not reached is marked with: `lost business`, `to the executive`.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::LostBusiness => "lost business",
            Self::GuillotineSection => "guillotine section",
            Self::Executive => "to the executive",
            Self::Lapses => "lapsed",
            Self::Remitted => "remitted",
        }
    }
}

/// Whether the chair may apply it now.
///
/// # Errors
/// `guillotine.not_yet` before its time, which the chair may allow; `guillotine.nothing` where all of it was reached.
pub fn may_fall(at: i64, now: i64, clock: &str, cut: usize) -> Result<(), Refusal> {
    if cut == 0 {
        return Err(Refusal::new("guillotine.nothing", "Everything under this guillotine has been reached."));
    }
    if now < at {
        return Err(
            Refusal::new("guillotine.not_yet", format!("The guillotine falls at {clock}.")).by_reason()
        );
    }
    Ok(())
}

/// Whether lost business may be taken before what was lost earlier (§8: TUC 2014).
///
/// # Errors
/// `lost.order`, which the chair may allow: something was lost before it, and waits.
pub fn in_order_lost(named: &str, lost_before: Option<&str>) -> Result<(), Refusal> {
    lost_before.map_or(Ok(()), |earlier| {
        Err(Refusal::new("lost.order", format!("{earlier} was lost before {named}, and waits."))
            .allowed_by(
                "Lost business is taken in the order lost; the chair may take it out of order with a reason.",
            )
            .by_reason())
    })
}

#[cfg(test)]
mod tests {
    use super::{Fate, in_order_lost, may_fall};

    #[test]
    fn what_becomes_of_the_unreached() {
        for (fate, taken, one, many) in [
            (
                Fate::LostBusiness,
                true,
                "is lost business, to be taken in the order lost",
                "are lost business, to be taken in the order lost",
            ),
            (
                Fate::GuillotineSection,
                true,
                "drops to the guillotine section",
                "drop to the guillotine section",
            ),
            (Fate::Executive, false, "goes to the executive", "go to the executive"),
            (Fate::Lapses, false, "lapses", "lapse"),
            (Fate::Remitted, false, "is remitted", "are remitted"),
        ] {
            assert_eq!((fate.may_still_be_taken(), fate.verb(true), fate.verb(false)), (taken, one, many));
        }
    }

    #[test]
    fn it_falls_when_its_time_has_come_and_there_is_something_to_cut() {
        for (at, now, cut, expect) in [
            (100, 100, 2, None),
            (100, 200, 1, None),
            (100, 99, 1, Some(("guillotine.not_yet", true))),
            (100, 200, 0, Some(("guillotine.nothing", false))),
            (100, 99, 0, Some(("guillotine.nothing", false))),
        ] {
            let said = may_fall(at, now, "16:30", cut).err();
            assert_eq!(
                said.as_ref().map(|no| (no.code.as_str(), no.overrulable)),
                expect,
                "{at} {now} {cut}"
            );
        }
    }

    #[test]
    fn lost_business_is_taken_in_the_order_lost() {
        assert_eq!(in_order_lost("6 Pay", None), Ok(()));
        let refusal = in_order_lost("6 Pay", Some("5 Housing")).unwrap_err();
        assert_eq!((refusal.code.as_str(), refusal.overrulable), ("lost.order", true));
        assert_eq!(refusal.sentence, "5 Housing was lost before 6 Pay, and waits.");
    }
}
