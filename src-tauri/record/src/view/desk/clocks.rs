//! The clocks beside the speech's: the debate's, where it is limited, the section's, and a time for which the program
//! was away.
//!
//! Invariant: every clock here is a fact; screens read it at a moment by themselves.

use rules::clock::digits;
use rules::debate_time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::away;
use crate::command::{AwayClock, Command};
use crate::db::Db;
use crate::debate_limits;
use crate::halt::Fault;
use crate::ids::AwayId;
use crate::programme::{Item, guillotines};
use crate::questions::Question;
use crate::view::parts::SpeechShown;

/// A debate that is limited as a whole.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct LimitShown {
    /// Granted in all, ms.
    pub limit_ms: i64,
    /// Used by speeches that are over, ms.
    pub used_ms: i64,
    /// The speech at the rostrum is taken out of it too.
    pub runs: bool,
    /// Who waits to share what is left.
    pub waiting: u32,
}

/// The end of the section that business stands in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionClock {
    /// `Morning`, `5 Housing`
    pub of: String,
    /// When it ends, ms.
    pub ends_at: i64,
    /// By a guillotine; otherwise as planned.
    pub guillotine: bool,
}

/// A time for which the program was away while a clock ran.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct AwayShown {
    /// Its id.
    pub id: AwayId,
    /// What happened, in a sentence.
    pub sentence: String,
    /// What the chair can say of it, each with its key.
    pub ways: Vec<AwayOffer>,
}

/// One thing that the chair can say of a time away.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct AwayOffer {
    /// Its key.
    pub key: String,
    /// `It stands at 1:10 used, as at the last act`
    pub label: String,
    /// What it does.
    pub command: Command,
}

/// The debate's clock, where it is limited.
pub(super) fn limit(
    db: &Db,
    question: Option<&Question>,
    speech: Option<&SpeechShown>,
    now: i64,
) -> Result<Option<LimitShown>, Fault> {
    let Some(question) = question else { return Ok(None) };
    let Some(limit) = debate_limits::of(db, question.id, now)? else { return Ok(None) };
    let speech = speech.filter(|speech| debate_time::counts(speech.role));
    let running = speech.map_or(0, |speech| speech.clock.used(now));
    Ok(Some(LimitShown {
        limit_ms: limit.limit_ms,
        used_ms: limit.used_ms.saturating_sub(running),
        runs: speech.is_some(),
        waiting: debate_limits::sharing(db, question.id)?,
    }))
}

/// When the section that the item stands in ends: by the guillotine that would cut it, else as its session is planned.
pub(crate) fn section(db: &Db, item: Option<&Item>) -> Result<Option<SectionClock>, Fault> {
    let Some(item) = item else { return Ok(None) };
    let set = guillotines::all_set(db)?;
    let own = set.iter().find(|g| g.item == Some(item.id));
    if let Some(cut) = own.or_else(|| set.iter().find(|g| g.item.is_none() && g.session == item.session_id)) {
        return Ok(Some(SectionClock { of: cut.of.clone(), ends_at: cut.at, guillotine: true }));
    }
    db.row("SELECT name, planned_end FROM session WHERE id = ?1", [item.session_id], |r| {
        Ok(SectionClock { of: r.get(0)?, ends_at: r.get(1)?, guillotine: false })
    })
}

/// A time away that waits for the chair's word.
pub(super) fn away(db: &Db) -> Result<Option<AwayShown>, Fault> {
    Ok(away::unsettled(db)?.map(|away| {
        let gone = digits(away.opened_at.saturating_sub(away.last_act_at));
        let way = |key: &str, label: String, how| AwayOffer {
            key: key.to_owned(),
            label,
            command: Command::SettleAway { away: away.id, how },
        };
        AwayShown {
            id: away.id,
            sentence: format!("Rostrum was away for {gone} while the clock of {} ran.", away.name),
            ways: vec![
                way("Alt+R", "The speaker went on: it counts".to_owned(), AwayClock::AsIfItHadRun),
                way(
                    "Alt+L",
                    format!("Back to {} used, as at the last act", digits(away.used_ms)),
                    AwayClock::AsAtTheLastAct,
                ),
            ],
        }
    }))
}
