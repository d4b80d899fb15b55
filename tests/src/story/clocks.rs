//! Lines about the debate's clock, and about a program that was away.

use record::command::{AwayClock, Command};
use record::view::desk::DeskView;
use rules::clock::digits;

use super::expect::{Said, has, is};
use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

/// The command of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([minutes]) = fit("limit the debate to {} minutes", line) {
        let minutes = minutes.parse().map_err(|_| format!("{minutes} is not a number of minutes"))?;
        return Ok(Some(Command::LimitDebate { question: facts.question_id()?, minutes: Some(minutes) }));
    }
    let how = match line {
        "lift the limit" => {
            return Ok(Some(Command::LimitDebate { question: facts.question_id()?, minutes: None }));
        }
        "Rostrum is open again" => return Ok(Some(Command::NoteAway)),
        "as if it had run" => AwayClock::AsIfItHadRun,
        "as at the last act" => AwayClock::AsAtTheLastAct,
        _ => return Ok(None),
    };
    let away = facts.desk()?.away.ok_or("Rostrum was not away")?;
    Ok(Some(Command::SettleAway { away: away.id, how }))
}

/// `expect speech granted 2:30` · `expect debate left 4:10` · `expect no limit` · `expect away "4:12"`
pub fn expect(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    if let Some([time]) = fit("speech granted {}", wanted) {
        return Some(facts.desk().and_then(|desk| {
            let speech = desk.speech.ok_or("nobody is at the rostrum")?;
            is(time, &digits(speech.clock.granted_ms))
        }));
    }
    if let Some([time]) = fit("debate left {}", wanted) {
        return Some(facts.desk().and_then(|desk| {
            let limit = desk.limit.ok_or("the debate is not limited")?;
            let now = facts.world.now()?;
            let runs = desk.speech.filter(|_| limit.runs).map_or(0, |speech| speech.clock.used(now));
            is(time, &digits(limit.limit_ms - limit.used_ms - runs))
        }));
    }
    if wanted == "no limit" {
        let there = |desk: DeskView| desk.limit.map_or(Ok(()), |_| Err("the debate is limited".to_owned()));
        return Some(facts.desk().and_then(there));
    }
    if wanted == "nothing of a time away" {
        let there = |desk: DeskView| desk.away.map_or(Ok(()), |away| Err(away.sentence));
        return Some(facts.desk().and_then(there));
    }
    if let Some([text]) = fit("away {}", wanted) {
        return Some(
            facts.desk().and_then(|desk| has(text, &desk.away.ok_or("Rostrum was not away")?.sentence)),
        );
    }
    None
}
