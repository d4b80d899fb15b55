//! Lines of emergency motions, and of challenges to the committee.

use record::command::{Command, MotionKind, NewMotion};
use record::ids::MotionId;
use record::view::View;
use record::view::emergencies::{EmergenciesView, EmergencyShown};
use rules::challenge::Ground;

use super::expect::is;
use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

/// The command of a line, with the text indented under it; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([number, title, event, on]) = fit("emergency {} {}, for {} on {}:", line) {
        let motion = new(MotionKind::Emergency, number, title, under);
        let (event, on) = (event.to_owned(), Some(on.to_owned()).filter(|on| on != "no day"));
        return Ok(Some(Command::HandInEmergency { motion, event, on }));
    }
    if let Some([number, title]) = fit("handed in late {} {}:", line) {
        let motion = new(MotionKind::Late, number, title, under);
        return Ok(Some(Command::HandInEmergency { motion, event: String::new(), on: None }));
    }
    if let Some([number, item]) = fit("place {} on the agenda after {}", line) {
        let (motion, after) = (facts.motion(number)?, Some(facts.item(item)?));
        return Ok(Some(Command::PlaceEmergency { motion, after, minutes: 10 }));
    }
    if let Some([body, number, item, reason]) = fit("{} challenges the ruling on {}, under {}: {}", line) {
        let (of, item) = (facts.motion(number)?, facts.item(item)?);
        let (by, reason) = (body.to_owned(), reason.to_owned());
        let (ground, to) = (Ground::Ruling, None);
        return Ok(Some(Command::MakeChallenge { of, ground, to, by, reason, item }));
    }
    if let Some([body, number, item, reason]) = fit("{} challenges that {} was ruled in, under {}: {}", line)
    {
        let (of, item) = (facts.motion(number)?, facts.item(item)?);
        let (by, reason) = (body.to_owned(), reason.to_owned());
        let (ground, to) = (Ground::Admitted, None);
        return Ok(Some(Command::MakeChallenge { of, ground, to, by, reason, item }));
    }
    if let Some([body, number, item, reason]) = fit("{} challenges the compositing of {}, under {}: {}", line)
    {
        let (of, item) = (facts.motion(number)?, facts.item(item)?);
        let (by, reason) = (body.to_owned(), reason.to_owned());
        let (ground, to) = (Ground::Composite, None);
        return Ok(Some(Command::MakeChallenge { of, ground, to, by, reason, item }));
    }
    if let Some([body, number, to, item, reason]) =
        fit("{} challenges the place of {}, for {}, under {}: {}", line)
    {
        let (of, item, to) = (facts.motion(number)?, facts.item(item)?, Some(facts.item(to)?));
        let (by, reason) = (body.to_owned(), reason.to_owned());
        return Ok(Some(Command::MakeChallenge { of, ground: Ground::Place, to, by, reason, item }));
    }
    if let Some([number]) = fit("call challenge {}", line) {
        return Ok(Some(Command::CallMotion { motion: facts.motion(number)? }));
    }
    if let Some([number]) = fit("carry out challenge {}", line) {
        return Ok(Some(Command::CarryOutChallenge { challenge: facts.motion(number)? }));
    }
    Ok(None)
}

fn new(kind: MotionKind, number: &str, title: &str, under: &[String]) -> NewMotion {
    NewMotion {
        number: number.to_owned(),
        kind,
        title: title.to_owned(),
        mover: Some("Leeds".to_owned()),
        paragraphs: under.to_vec(),
        ..NewMotion::default()
    }
}

fn shown(number: &str, facts: &Facts<'_>) -> Outcome<EmergencyShown> {
    let id: MotionId = facts.motion(number)?;
    let view: EmergenciesView = facts.world.view(&View::Emergencies)?;
    view.papers.into_iter().find(|paper| paper.id == id).ok_or_else(|| format!("{number} is not among them"))
}

/// What is expected of them; none where the line is about something else.
#[must_use]
pub fn expect(wanted: &str, facts: &Facts<'_>) -> Option<Outcome> {
    if let Some([number, criteria]) = fit("criteria of {}: {}", wanted) {
        return Some(shown(number, facts).and_then(|paper| {
            let all = paper.criteria.iter().map(|each| {
                let mark = match each.met {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "to judge",
                };
                format!("{}: {mark}", each.words)
            });
            is(criteria, &all.collect::<Vec<_>>().join("; "))
        }));
    }
    for (words, may) in
        [("the ruling on {} may be challenged", true), ("no challenge to {} is offered", false)]
    {
        if let Some([number]) = fit(words, wanted) {
            let found = shown(number, facts).map(|paper| paper.challengeable.contains(&Ground::Ruling));
            return Some(found.and_then(|found| is(&may.to_string(), &found.to_string())));
        }
    }
    if let Some([labels]) = fit("challenges to carry out {}", wanted) {
        return Some(facts.world.view::<EmergenciesView>(&View::Emergencies).and_then(|view| {
            let all: Vec<_> = view
                .challenges
                .iter()
                .filter(|each| each.to_carry_out)
                .map(|each| each.label.as_str())
                .collect();
            is(labels, &if all.is_empty() { "none".to_owned() } else { all.join(", ") })
        }));
    }
    None
}
