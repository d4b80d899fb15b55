//! Lines about what is moved from the floor: `Jo Cole of Camden, seconded by Dee Okafor of Barnet, moves closure`.
//!
//! What comes with it stands under the line, one thing a line: `standing orders 7`, `so that a guest may speak`,
//! `until 15:30`, `with 3 others`, `the ruling that it was clear`, `the ruling on the last point`, `Vera Lane in the chair`.

use record::command::{Command, ProcedureGiven, Who};
use record::view::View;
use record::view::floor::{FloorMotion, RulingsView};
use record::view::hall::HallView;
use rules::procedure::Kind;

use super::expect::{Said, has, is};
use super::facts::Facts;
use super::phrase::{fit, number};
use crate::Outcome;

fn kind(words: &str) -> Outcome<Kind> {
    Ok(match words {
        "a challenge" => Kind::Challenge,
        "no confidence in the chair" => Kind::NoConfidence,
        "a count of the quorum" => Kind::QuorumCall,
        "suspension of standing orders" => Kind::Suspension,
        "that conference adjourn" => Kind::AdjournConference,
        "that the debate be adjourned" => Kind::AdjournDebate,
        "next business" => Kind::NextBusiness,
        "the previous question" => Kind::PreviousQuestion,
        "closure" => Kind::Closure,
        "remission" => Kind::Remission,
        "reference back" => Kind::ReferenceBack,
        "leave to withdraw" => Kind::Withdrawal,
        "a vote in parts" => Kind::Parts,
        "an amendment" => Kind::Amendment,
        other => return Err(format!("{other} is not moved from the floor")),
    })
}

fn who(words: &str, facts: &Facts<'_>) -> Outcome<Who> {
    match words.split_once(" of ") {
        Some((name, body)) => facts.who(name, Some(body)),
        None => facts.who(words, None),
    }
}

/// The command of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let question = || facts.question_id();
    if let Some([mover, what, why]) = fit("{} moves {}, and the chair refuses it: {}", line) {
        let (kind, who) = (kind(what)?, who(mover, facts)?);
        return Ok(Some(Command::RefuseProcedure { kind, who, why: why.to_owned() }));
    }
    if let Some([people, what]) = fit("{} moves {}", line) {
        let (mover, seconder) = match people.split_once(", seconded by ") {
            Some((mover, seconder)) => (mover, Some(seconder.trim_end_matches(','))),
            None => (people.trim_end_matches(','), None),
        };
        let seconder = seconder.map(|seconder| who(seconder, facts)).transpose()?;
        let upon = facts.desk()?.question.map(|question| question.id);
        let (kind, who, given) = (kind(what)?, who(mover, facts)?, given(under, facts)?);
        return Ok(Some(Command::MoveProcedure { kind, upon, who, seconder, given }));
    }
    // A reason may say so too: `withdrawn by the mover: nobody seconds it`.
    if let Some([seconder]) = fit("{} seconds it", line).filter(|[seconder]| !seconder.contains(':')) {
        return Ok(Some(Command::SecondProcedure { question: question()?, who: who(seconder, facts)? }));
    }
    if let Some([present]) = fit("the tellers find {} present", line) {
        let present = number(present).ok_or_else(|| format!("{present} is not a number"))?;
        return Ok(Some(Command::CountQuorum { question: question()?, present }));
    }
    for (said, agreed) in [
        ("{} asks for remission; the mover agrees", true),
        ("{} asks for remission; the mover does not agree", false),
    ] {
        if let Some([by]) = fit(said, line) {
            return Ok(Some(Command::AskToRemit { question: question()?, asked_by: by.to_owned(), agreed }));
        }
    }
    if line == "the chair takes the chair again" {
        return Ok(Some(Command::ReturnToChair));
    }
    if let Some([to, reason]) = fit("{} takes the chair: {}", line) {
        return Ok(Some(Command::LeaveChair { to: to.to_owned(), reason: reason.to_owned() }));
    }
    if let Some([until, reason]) = fit("adjourn until {}, {}", line) {
        return Ok(Some(Command::Adjourn { until: Some(until.to_owned()), reason: reason.to_owned() }));
    }
    Ok((line == "resume the conference").then_some(Command::Resume))
}

fn given(under: &[String], facts: &Facts<'_>) -> Outcome<ProcedureGiven> {
    let mut given = ProcedureGiven::default();
    for line in under {
        if line == "the ruling on the last point" {
            let rulings: RulingsView = facts.world.view(&View::Rulings)?;
            given.ruling = Some(rulings.rulings.first().ok_or("the chair has ruled on nothing")?.id);
        } else if let Some([ruling]) = fit("the ruling {}", line) {
            given.stated = ruling.to_owned();
        } else if let Some([orders]) = fit("standing orders {}", line) {
            given.orders = orders.to_owned();
        } else if let Some([until]) = fit("until {}", line) {
            given.until = Some(until.to_owned());
        } else if let Some([others]) = fit("with {} others", line) {
            given.supporters = others.parse().map_err(|_| format!("{others} is not a number"))?;
        } else if let Some([acting]) = fit("{} in the chair", line) {
            given.acting = acting.to_owned();
        } else if line.starts_with("so that ") || line.starts_with("to ") {
            given.purpose.clone_from(line);
        } else {
            return Err(format!("{line} does not come with what is moved"));
        }
    }
    Ok(given)
}

/// `expect floor closure refused procedure.cooldown` · `expect floor closure: if carried "…"` · `expect presiding nobody` ·
/// `expect the ruling for Hull under "Standing orders, version 1: …"`
pub fn expect(wanted: &str, facts: &Facts<'_>) -> Said {
    let row = |words: &str| -> Outcome<FloorMotion> {
        let kind = kind(words)?;
        facts.desk()?.floor.into_iter().find(|row| row.kind == kind).ok_or_else(|| format!("no {words}"))
    };
    if let Some([what, words]) = fit("floor {}: if carried {}", wanted) {
        return Some(row(what).and_then(|row| has(words, &row.if_carried)));
    }
    if let Some([what, words]) = fit("floor {}: if lost {}", wanted) {
        return Some(row(what).and_then(|row| has(words, &row.if_lost)));
    }
    if let Some([what, code]) = fit("floor {} refused {}", wanted) {
        return Some(
            row(what).and_then(|row| is(code, row.refused.as_ref().map_or("in order", |r| &r.code))),
        );
    }
    if let Some([what]) = fit("floor {} in order", wanted) {
        return Some(
            row(what).and_then(|row| is("in order", row.refused.as_ref().map_or("in order", |r| &r.code))),
        );
    }
    if let Some([name]) = fit("presiding {}", wanted) {
        return Some(
            facts.desk().and_then(|desk| is(name, desk.presiding.as_ref().map_or("the chair", |p| &p.name))),
        );
    }
    if let Some([words]) = fit("resuming {}", wanted) {
        return Some(facts.desk().and_then(|desk| {
            let all: Vec<String> = desk
                .resuming
                .iter()
                .map(|each| format!("{} in {} min", each.paper, (each.at - desk.heading.now) / 60_000))
                .collect();
            is(words, &if all.is_empty() { "nothing".to_owned() } else { all.join("; ") })
        }));
    }
    if let Some([body, words]) = fit("the ruling for {} under {}", wanted) {
        let rulings: Outcome<RulingsView> = facts.world.view(&View::Rulings);
        return Some(rulings.and_then(|view| {
            let found = view.rulings.into_iter().find(|ruling| ruling.body == body);
            is(words, &found.ok_or_else(|| format!("no ruling for {body}"))?.under)
        }));
    }
    if let Some([words]) = fit("a precedent {}", wanted) {
        let rulings: Outcome<RulingsView> = facts.world.view(&View::Rulings);
        return Some(rulings.and_then(|view| {
            let all: Vec<String> = view
                .rulings
                .iter()
                .map(|r| {
                    let fate = match r.upheld {
                        None => "",
                        Some(true) => " (upheld)",
                        Some(false) => " (overturned)",
                    };
                    format!("{}: {} → {}{fate}", r.body, r.stated, r.words)
                })
                .collect();
            has(words, &all.join("\n"))
        }));
    }
    suspended(wanted, facts)
}

/// `expect suspended …` · `expect the hall suspends …` · `expect a ready reason …`
fn suspended(wanted: &str, facts: &Facts<'_>) -> Said {
    if let Some([words]) = fit("suspended {}", wanted) {
        return Some(facts.desk().and_then(|desk| {
            let all: Vec<String> = desk
                .suspensions
                .iter()
                .map(|s| format!("{}{}", s.orders, if s.over { " (ended)" } else { "" }))
                .collect();
            is(words, &if all.is_empty() { "nothing".to_owned() } else { all.join("; ") })
        }));
    }
    if let Some([words]) = fit("the hall suspends {}", wanted) {
        let hall: Outcome<HallView> = facts.world.view(&View::Hall);
        return Some(hall.and_then(|hall| {
            let all: Vec<String> = hall.suspended.into_iter().map(|one| one.words).collect();
            is(words, &if all.is_empty() { "nothing".to_owned() } else { all.join("; ") })
        }));
    }
    let ready = || -> Outcome<Vec<String>> {
        let running = facts.desk()?.suspensions.into_iter().filter(|one| !one.over);
        Ok(running.map(|one| one.reason).collect())
    };
    if wanted == "no ready reason" {
        return Some(ready().and_then(|all| is("", &all.join("; "))));
    }
    if let Some([words]) = fit("a ready reason {}", wanted) {
        return Some(ready().and_then(|all| is(words, &all.join("; "))));
    }
    None
}
