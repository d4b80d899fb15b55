//! How conference rises: adjourned to its next sitting, or closed.
//!
//! Invariant: a conference that sits can always rise. What closing it would leave undecided is named before it is heard, by
//! `view::closing`, which only the panel that asks looks at.

use rules::timetable::ItemState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::offers::coming::take;
use super::offers::offer;
use super::voting::counted;
use crate::command::Command;
use crate::db::Db;
use crate::halt::{Fault, refusal};
use crate::programme::Item;
use crate::questions::Question;
use crate::view::parts::{Heading, Offer};
use crate::view::programme::Plan;
use crate::{set_up, votes, when};

/// What is asked before conference rises, where nothing is before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct RisingShown {
    /// When the first item of a later day is planned, as a time is typed: `2017-03-12 10:00`; none where no day is to come.
    pub resumes: Option<String>,
    /// What the chair says to close conference.
    pub say: String,
}

/// How conference may rise from where it stands.
pub(super) struct Rising {
    adjourn: Offer,
    /// Where no item is before conference.
    ends: Option<Ends>,
}

struct Ends {
    close: Offer,
    /// No day is to come.
    last: bool,
    shown: RisingShown,
}

impl Rising {
    /// Of a conference that sits and has no question before it; none otherwise.
    pub(super) fn read(
        db: &Db,
        heading: &Heading,
        plan: &Plan,
        item: Option<&Item>,
        question: Option<&Question>,
    ) -> Result<Option<Self>, Fault> {
        if heading.state != "open" || question.is_some() {
            return Ok(None);
        }
        let adjourn = offer("Shift+A", "Adjourn conference…")
            .asks("adjourn")
            .unless(refusal(votes::none_by_hands(db))?.map_or(Ok(()), Err));
        if item.is_some() {
            return Ok(Some(Self { adjourn, ends: None }));
        }
        let zone = set_up::conference(db)?.and_then(|c| when::zone(&c.time_zone).ok());
        let zone = zone.unwrap_or(chrono_tz::UTC);
        let calendar = when::local_day(zone, heading.now).map(|day| day.to_string()).unwrap_or_default();
        let today = if plan.today.is_empty() { calendar } else { plan.today.clone() };
        let newest: Option<String> = db.one("SELECT max(date) FROM day", [], |r| r.get(0))?;
        let resumes = resumes(plan, &today, heading.now);
        let until = resumes.and_then(|at| {
            let day = when::local_day(zone, at).map(when::day_in_words)?;
            Some(format!(" until {} on {day}", when::hours_minutes(zone, at)))
        });
        let until = until.unwrap_or_default();
        let shown = RisingShown {
            resumes: resumes.map(|at| when::moment_in_words(zone, at)),
            say: format!("That concludes the business of conference. I declare {} closed.", heading.name),
        };
        let close = offer("Shift+C", "Close the conference…")
            .asks("close")
            .says(shown.say.clone())
            .unless(refusal(votes::all_declared(db))?.map_or(Ok(()), Err));
        let last = newest.is_none_or(|newest| today >= newest);
        let says = format!("That concludes the business of the day. Conference is adjourned{until}.");
        Ok(Some(Self { adjourn: adjourn.says(says), ends: Some(Ends { close, last, shown }) }))
    }

    /// Where no item of the day is to come: what was counted is declared, what was put aside is taken up again, and then
    /// conference rises.
    pub(super) fn next(&self, db: &Db, plan: &Plan) -> Result<Option<Offer>, Fault> {
        let Some(ends) = &self.ends else { return Ok(None) };
        if let Some(counted) = counted(db, |_| true)? {
            return Ok(Some(counted));
        }
        let parked = plan
            .lines
            .iter()
            .filter(|(day, line)| line.state == ItemState::Parked && (ends.last || *day == plan.today));
        for (_, line) in parked {
            if votes::undeclared_on(db, line.id)?.is_none() {
                return take(db, line).map(Some);
            }
        }
        // Where nothing was ever planned nobody can say that it is done.
        if plan.lines.is_empty() {
            return Ok(None);
        }
        let rise = if ends.last { &ends.close } else { &self.adjourn };
        Ok(Some(Offer { key: "N".to_owned(), ..rise.clone() }))
    }

    /// At keys of their own, whatever comes next.
    pub(super) fn others(&self) -> Vec<Offer> {
        [Some(&self.adjourn), self.ends.as_ref().map(|ends| &ends.close)]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    pub(super) fn shown(self) -> Option<RisingShown> {
        self.ends.map(|ends| ends.shown)
    }
}

/// A conference that was closed too soon goes on.
pub(super) fn open_again(heading: &Heading) -> Option<Offer> {
    (heading.state == "closed").then(|| offer("Shift+C", "Open the conference again").does(Command::Open))
}

/// The first item of a later day, where that is still to come.
fn resumes(plan: &Plan, today: &str, now: i64) -> Option<i64> {
    let later =
        plan.lines.iter().filter(|(day, line)| day.as_str() > today && line.state == ItemState::Planned);
    later.map(|(_, line)| line.planned_start).min().filter(|at| *at > now)
}
