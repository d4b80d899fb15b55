//! The program was away, by a crash or a lid that was closed, while a speaker's clock ran (architecture §6).
//!
//! Invariant: the clock goes on as if nothing had happened until the chair says otherwise; what the chair says is an act.

use rules::clock::{self, Speech};
use rules::refusal::Refusal;

use crate::command::AwayClock;
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{AwayId, SpeechId};
use crate::sql::name_of;
use crate::transact::Act;

/// A time away that the chair has not settled.
pub(crate) struct Away {
    pub(crate) id: AwayId,
    speech: SpeechId,
    /// What the clock read at the last act, ms.
    pub(crate) used_ms: i64,
    /// `A. Patel`
    pub(crate) name: String,
    pub(crate) last_act_at: i64,
    pub(crate) opened_at: i64,
}

/// A clock that was started again since then has moved on.
const UNSETTLED: &str = "SELECT a.id, a.speech_id, a.used_ms, r.name, a.last_act_at, a.opened_at
     FROM away a JOIN speech s ON s.id = a.speech_id JOIN request r ON r.id = s.request_id
     WHERE a.settled IS NULL AND s.ended_at IS NULL AND coalesce(s.running_since, a.running_since) = a.running_since
     ORDER BY a.id DESC LIMIT 1";

/// The last time away that waits for the chair's word.
pub(crate) fn unsettled(db: &Db) -> Result<Option<Away>, Fault> {
    db.row(UNSETTLED, [], |r| {
        Ok(Away {
            id: r.get(0)?,
            speech: r.get(1)?,
            used_ms: r.get(2)?,
            name: r.get(3)?,
            last_act_at: r.get(4)?,
            opened_at: r.get(5)?,
        })
    })
}

/// What ran when the program went away.
struct Ran {
    speech: SpeechId,
    name: String,
    clock: Speech,
    since: i64,
}

fn ran(db: &Db) -> Result<Option<Ran>, Fault> {
    db.row(
        "SELECT s.id, r.name, s.granted_ms, s.warn_ms, s.extra_ms, s.used_ms, s.running_since
         FROM speech s JOIN request r ON r.id = s.request_id
         WHERE s.ended_at IS NULL AND s.running_since IS NOT NULL ORDER BY s.id DESC LIMIT 1",
        [],
        |r| {
            let since = r.get(6)?;
            let clock = Speech {
                granted_ms: r.get(2)?,
                warn_ms: r.get(3)?,
                extra_ms: r.get(4)?,
                used_ms: r.get(5)?,
                running_since: Some(since),
                ended: false,
            };
            Ok(Ran { speech: r.get(0)?, name: r.get(1)?, clock, since })
        },
    )
}

/// Notes that the program is open again, where a clock ran and the time away would have cost its speaker something.
pub(crate) fn note(act: &Act<'_>) -> Done {
    let nothing = || Refusal::new("away.nothing_ran", "No clock ran while the program was away.");
    let ran = ran(act.db)?.ok_or_else(nothing)?;
    let last: Option<i64> = act.db.row("SELECT at FROM entry ORDER BY seq DESC LIMIT 1", [], |r| r.get(0))?;
    let last = last.unwrap_or(act.at);
    let gone = act.at.saturating_sub(last);
    if gone < clock::AWAY_MS {
        return Err(Refusal::new("away.not_long", "The program was away for a moment only.").into());
    }
    act.db.insert(
        "INSERT INTO away(speech_id, running_since, used_ms, last_act_at, opened_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (ran.speech, ran.since, ran.clock.used(last), last, act.at),
    )?;
    Ok(format!("Rostrum was away for {} while the clock of {} ran.", clock::digits(gone), ran.name))
}

pub(crate) fn settle(act: &Act<'_>, id: AwayId, how: AwayClock) -> Done {
    let away = unsettled(act.db)?.filter(|away| away.id == id).ok_or_else(moved_on)?;
    act.db
        .run("UPDATE away SET settled = ?2, settled_at = ?3 WHERE id = ?1", (id, name_of(&how)?, act.at))?;
    match how {
        AwayClock::AsIfItHadRun => {
            Ok(format!("The clock of {} stands as if it had run while Rostrum was away.", away.name))
        }
        AwayClock::AsAtTheLastAct => {
            act.db.run(
                "UPDATE speech SET used_ms = ?2, running_since = NULL WHERE id = ?1",
                (away.speech, away.used_ms),
            )?;
            Ok(format!(
                "The clock of {} was put back to {} used, as at the last act before Rostrum was away.",
                away.name,
                clock::digits(away.used_ms)
            ))
        }
    }
}

fn moved_on() -> Halt {
    Refusal::new("away.moved_on", "That clock has moved on since, or was settled already.")
        .allowed_by("Give extra time instead.")
        .into()
}
