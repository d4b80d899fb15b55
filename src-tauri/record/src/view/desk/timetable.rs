//! What the timetable asks of the chair: a guillotine whose time has come, and business that was lost.
//!
//! Invariant: a guillotine is only offered as the next act between two debates; what is before conference is finished
//! first.

use rules::guillotine::may_fall;

use super::offers::offer;
use crate::command::Command;
use crate::consequences::sentence;
use crate::db::Db;
use crate::halt::{Fault, refusal};
use crate::programme::{self, guillotines};
use crate::view::desk::ItemLine;
use crate::view::parts::{Heading, Offer};
use crate::view::programme::Plan;
use crate::{set_up, when};

/// What the timetable offers.
pub(super) struct Timetable<'a> {
    /// The guillotine that falls next, or whose time has come.
    pub(super) guillotine: Option<Offer>,
    /// What was lost first of that which may be taken.
    pub(super) lost: Option<&'a ItemLine>,
}

impl Timetable<'_> {
    /// The guillotine, where it can fall now.
    pub(super) fn due(&self) -> Option<&Offer> {
        self.guillotine.as_ref().filter(|offer| offer.refused.is_none())
    }
}

/// What the timetable offers now.
pub(super) fn timetable<'a>(db: &Db, heading: &Heading, plan: &'a Plan) -> Result<Timetable<'a>, Fault> {
    let first = programme::next_lost(db)?;
    let lost =
        first.and_then(|first| plan.lines.iter().map(|(_, line)| line).find(|line| line.id == first.id));
    Ok(Timetable { guillotine: guillotine(db, heading, plan)?, lost })
}

fn guillotine(db: &Db, heading: &Heading, plan: &Plan) -> Result<Option<Offer>, Fault> {
    let zone = set_up::conference(db)?.and_then(|c| when::zone(&c.time_zone).ok()).unwrap_or(chrono_tz::UTC);
    for guillotine in guillotines::all_set(db)? {
        let day = when::local_day(zone, guillotine.at).map(|day| day.to_string());
        let cut = guillotines::cut(db, &guillotine)?;
        if day.as_ref() != Some(&plan.today) || cut.count() == 0 {
            continue;
        }
        let clock = when::hours_minutes(zone, guillotine.at);
        let refused = match may_fall(guillotine.at, heading.now, &clock, cut.count()) {
            Err(refusal) => Some(refusal),
            Ok(()) => refusal(guillotines::nothing_open(db, &cut))?,
        };
        let words = cut.in_words();
        let verb = guillotine.fate.verb(cut.count() == 1);
        return Ok(Some(Offer {
            hint: sentence(&format!("{words} {verb}")),
            say: format!("The time for {} is up. {}", guillotine.of, sentence(&format!("{words} {verb}"))),
            command: Some(Command::ApplyGuillotine { guillotine: guillotine.id }),
            refused,
            ..offer("G", format!("Guillotine {clock}: {}", guillotine.of))
        }));
    }
    Ok(None)
}
