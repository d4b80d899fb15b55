//! What a story expects to see: on the chair's screen, in the hall, at the tellers' desk, in the record.

use record::view::View;
use record::view::closing::ClosingView;
use record::view::desk::DeskView;
use record::view::hall::HallView;
use record::view::parts::{Offer, ResultShown, StepState};
use record::view::record::RecordView;
use record::when;
use rules::clock::{Light, digits};
use rules::share::counted;
use serde_json::Value;

use super::facts::Facts;
use super::phrase::{fit, numbers};
use super::register;
use crate::{Outcome, told};

mod papers;

/// Looks for what is expected.
///
/// # Errors
/// What was there instead.
pub fn expect(wanted: &str, under: &[String], facts: &Facts<'_>) -> Outcome {
    for about in [
        super::planning::expect,
        super::clocks::expect,
        super::counts::expect,
        papers::on_paper,
        on_the_desk,
        in_the_debate,
        in_the_business,
        in_the_vote,
        in_the_count,
        register::expect,
        super::cards::expect,
        in_the_record,
    ] {
        if let Some(outcome) = about(wanted, under, facts) {
            return outcome;
        }
    }
    super::reports::expect(wanted, under, facts)
        .or_else(|| super::emergencies::expect(wanted, facts))
        .or_else(|| super::priorities::expect(wanted, facts))
        .or_else(|| super::floor::expect(wanted, facts))
        .or_else(|| super::orders::said(wanted, under, facts))
        .or_else(|| super::batches::expect(wanted, facts))
        .or_else(|| super::scanning::expect(wanted, facts))
        .unwrap_or_else(|| Err("no such expectation is known".to_owned()))
}

/// The text is just so.
///
/// # Errors
/// Both, where it is not.
pub fn is(expected: &str, was: &str) -> Outcome {
    if expected == was { Ok(()) } else { Err(format!("expected: {expected}\n    was:      {was}")) }
}

/// The text has this in it.
///
/// # Errors
/// Both, where it has not.
pub fn has(expected: &str, was: &str) -> Outcome {
    if was.contains(expected) {
        Ok(())
    } else {
        Err(format!("expected within it: {expected}\n    was: {was}"))
    }
}

fn lacks(unwanted: &str, was: &str) -> Outcome {
    if was.contains(unwanted) { Err(format!("expected without: {unwanted}\n    was: {was}")) } else { Ok(()) }
}

fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn offers(desk: &DeskView) -> impl Iterator<Item = &Offer> {
    desk.next.iter().chain(&desk.others)
}

/// What became of an expectation; none where it is about something else.
pub type Said = Option<Outcome>;

fn on_the_desk(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    let desk = || facts.desk();
    if let Some([label, reason]) = fit("next {} because {}", wanted) {
        return Some(desk().and_then(|desk| {
            let next = desk.next.ok_or("expected an offer\n    was none")?;
            is(label, &next.label)?;
            has(reason, &next.hint)
        }));
    }
    if let Some([label]) = fit("next {}", wanted) {
        return Some(
            desk().and_then(|desk| is(label, desk.next.as_ref().map_or("nothing", |next| &next.label))),
        );
    }
    if let Some([words]) = fit("the chair may say {}", wanted) {
        return Some(desk().and_then(|desk| has(words, desk.next.as_ref().map_or("", |next| &next.say))));
    }
    if let Some([label, code]) = fit("offer {} refused {}", wanted) {
        return Some(desk().and_then(|desk| {
            let offer = offers(&desk).find(|offer| offer.label == label).ok_or("there is no such offer")?;
            is(code, offer.refused.as_ref().map_or("not refused", |refusal| &refusal.code))
        }));
    }
    if let Some([label]) = fit("no offer {}", wanted) {
        return Some(desk().and_then(|desk| {
            if offers(&desk).any(|offer| offer.label == label) {
                Err("it is offered".to_owned())
            } else {
                Ok(())
            }
        }));
    }
    if let Some([label]) = fit("offer {}", wanted) {
        return Some(desk().and_then(|desk| {
            let all: Vec<_> = offers(&desk).map(|offer| offer.label.clone()).collect();
            let open = offers(&desk).any(|offer| offer.label == label && offer.refused.is_none());
            if open { Ok(()) } else { Err(format!("expected an offer\n    were: {}", all.join("; "))) }
        }));
    }
    if let Some([left]) = fit("closing would leave {}", wanted) {
        return Some(facts.world.view(&View::Closing).and_then(|closing: ClosingView| {
            let all = [closing.items, closing.papers].concat();
            is(left, if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }.as_str())
        }));
    }
    if let Some([words]) = fit("undo would take back {}", wanted) {
        return Some(
            desk().and_then(|desk| has(words, desk.last_act.as_ref().map_or("nothing", |last| &last.words))),
        );
    }
    if let Some([words]) = fit("the quorum {}", wanted) {
        return Some(
            desk()
                .and_then(|desk| has(words, desk.quorum.as_ref().map_or("none", |quorum| &quorum.sentence))),
        );
    }
    None
}

fn in_the_debate(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    let desk = || facts.desk();
    if let Some([label]) = fit("question {}", wanted) {
        return Some(desk().and_then(|desk| is(label, desk.question.as_ref().map_or("none", |q| &q.label))));
    }
    if let Some([words]) = fit("wording {}", wanted) {
        return Some(facts.question().and_then(|question| is(words, &question.wording)));
    }
    if let Some([words]) = fit("if carried {}", wanted) {
        return Some(facts.question().and_then(|question| has(words, &question.if_carried)));
    }
    if let Some([words]) = fit("if lost {}", wanted) {
        return Some(facts.question().and_then(|question| has(words, &question.if_lost)));
    }
    if let Some([words]) = fit("parties {}", wanted) {
        return Some(facts.question().and_then(|question| is(words, &question.parties)));
    }
    if let Some([name]) = fit("at the rostrum {}", wanted) {
        return Some(desk().and_then(|desk| is(name, desk.speech.as_ref().map_or("nobody", |s| &s.name))));
    }
    if let Some([reading]) = fit("clock {}", wanted) {
        return Some(clock(reading, facts));
    }
    if let Some([names]) = fit("queue {}", wanted) {
        return Some(desk().and_then(|desk| {
            let waiting: Vec<_> = desk.waiting.iter().map(|line| line.name.as_str()).collect();
            is(names, if waiting.is_empty() { "nobody".to_owned() } else { waiting.join(", ") }.as_str())
        }));
    }
    if let Some([f, a, t]) = fit("heard {} for, {} against, {} to it", wanted) {
        return Some(desk().and_then(|desk| {
            let (x, y, z) = desk.balance;
            is(&format!("{f} for, {a} against, {t} to it"), &format!("{x} for, {y} against, {z} to it"))
        }));
    }
    if let Some([name, note]) = fit("note on {}: {}", wanted) {
        return Some(desk().and_then(|desk| {
            let mut lines = desk.waiting.iter().chain(&desk.heard);
            is(note, lines.find(|line| line.name == name).map_or("nobody of that name", |line| &line.note))
        }));
    }
    if let Some([steps]) = fit("steps {}", wanted) {
        return Some(desk().and_then(|desk| {
            let mark = |state| match state {
                StepState::Done => "✓",
                StepState::Current => "▸",
                StepState::Ahead => "·",
            };
            let all: Vec<_> =
                desk.steps.iter().map(|step| format!("{} {}", mark(step.state), step.label)).collect();
            is(steps, &all.join("  "))
        }));
    }
    None
}

fn clock(expected: &str, facts: &Facts<'_>) -> Outcome {
    let desk = facts.desk()?;
    let speech = desk.speech.ok_or("expected a clock\n    was nobody at the rostrum")?;
    let reading = speech.clock.read(facts.world.now()?);
    let light = match (reading.light, reading.running) {
        (Light::Ready, _) => "ready",
        (_, false) => "stopped",
        (Light::Time, true) => "running",
        (Light::WindUp, true) => "wind up",
        (Light::Stop, true) => "stop",
    };
    is(expected, &format!("{} {light}", digits(reading.left_ms)))
}

fn in_the_business(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    if let Some([name, note]) = fit("under item {}: {}", wanted) {
        return Some(facts.line(name).and_then(|line| is(note, &line.note)));
    }
    if let Some([state, name]) = fit("{} item {}", wanted) {
        return Some(facts.line(name).and_then(|line| is(state, &word(&line.state))));
    }
    if let Some([name, time]) = fit("{} to begin at {}", wanted) {
        return Some(facts.line(name).and_then(|line| {
            let zone = told(when::zone("Europe/London"))?;
            let start =
                line.forecast_start.map_or("not at all".to_owned(), |at| when::hours_minutes(zone, at));
            is(time, &start)
        }));
    }
    if let Some([names]) = fit("order of business {}", wanted) {
        return Some(facts.desk().and_then(|desk| {
            let titles: Vec<_> = desk.items.iter().map(|line| line.title.as_str()).collect();
            is(names, &titles.join(", "))
        }));
    }
    if let Some([words]) = fit("business {}", wanted) {
        return Some(facts.desk().and_then(|desk| is(words, &desk.schedule.words)));
    }
    if let Some([names]) = fit("not reached {}", wanted) {
        return Some(facts.desk().and_then(|desk| is(names, &desk.schedule.not_reached.join(", "))));
    }
    if let Some([version]) = fit("register version {}", wanted) {
        return Some(facts.register().and_then(|register| is(version, &register.version.to_string())));
    }
    None
}

fn result(facts: &Facts<'_>) -> Outcome<ResultShown> {
    facts.shown_vote()?.result.ok_or_else(|| "it has no result".to_owned())
}

fn in_the_vote(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    if wanted == "no vote" {
        return Some(
            facts.desk().and_then(|desk| is("none", desk.vote.as_ref().map_or("none", |vote| &vote.label))),
        );
    }
    if let Some([label, state]) = fit("vote {} is {}", wanted) {
        return Some(
            facts
                .shown_vote()
                .and_then(|vote| is(&format!("{label} {state}"), &format!("{} {}", vote.label, vote.state))),
        );
    }
    if let Some([subject]) = fit("the newest result {}", wanted) {
        return Some(facts.desk().and_then(|desk| {
            is(subject, desk.newest_result.as_ref().map_or("none", |vote| vote.subject.as_str()))
        }));
    }
    if let Some([label]) = fit("parked vote {}", wanted) {
        return Some(
            facts
                .desk()
                .and_then(|desk| is(label, desk.parked_votes.first().map_or("none", |vote| &vote.label))),
        );
    }
    if let Some([outcome]) = fit("result {}", wanted) {
        return Some(result(facts).and_then(|result| is(outcome, &result.word)));
    }
    if let Some([reason]) = fit("reason {}", wanted) {
        return Some(result(facts).and_then(|result| has(reason, &result.reason)));
    }
    if let Some([figures]) = fit("figures {}", wanted) {
        return Some(result(facts).and_then(|result| {
            let counted = result.counted.ok_or("there are no figures")?;
            let thousands = rules::share::thousands;
            let abstain = counted.abstain.map_or("not counted".to_owned(), thousands);
            is(figures, &format!("{} / {} / {abstain}", thousands(counted.r#for), thousands(counted.against)))
        }));
    }
    if let Some([percent]) = fit("percent {}", wanted) {
        return Some(result(facts).and_then(|result| {
            let (f, a) = result.percent.ok_or("there are no percentages")?;
            is(percent, &format!("{f} / {a}"))
        }));
    }
    if let Some([name, percent]) = fit("section {}: {}", wanted) {
        return Some(result(facts).and_then(|result| {
            let section = result.sections.iter().find(|section| section.name.as_deref() == Some(name));
            let section = section.ok_or("there is no such section")?;
            is(percent, &format!("{} / {}", section.for_percent, section.against_percent))
        }));
    }
    if let Some([words]) = fit("corrected {}", wanted) {
        return Some(facts.shown_vote().and_then(|vote| {
            let earlier: Vec<_> = vote.corrected.iter().map(|result| result.word.as_str()).collect();
            is(words, &format!("{} → {}", earlier.join(" → "), result(facts)?.word))
        }));
    }
    None
}

/// Every slip of a card as it stands in the file: what it says, what became of it and why. Before the count is finished no
/// screen shows it.
fn slips(card: &str, facts: &Facts<'_>) -> Outcome<String> {
    let conn = facts.world.reader()?;
    let mut list = told(conn.prepare(
        "SELECT choice || ' ' || state || ' (' || why || ')' FROM slip WHERE vote_id = ?1 AND number = ?2 ORDER BY id",
    ))?;
    let found = told(list.query_map((facts.vote()?.0, card), |row| row.get::<_, String>(0)))?;
    Ok(told(found.collect::<Result<Vec<_>, _>>())?.join("; "))
}

fn in_the_count(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    if let Some([card, all]) = fit("slips of card {}: {}", wanted) {
        return Some(slips(card, facts).and_then(|slips| is(all, &slips)));
    }
    if let Some([entered, issued]) = fit("{} of {} cards entered", wanted) {
        return Some(facts.shown_vote().and_then(|vote| {
            is(&format!("{entered} of {issued}"), &format!("{} of {}", vote.entered, vote.issued))
        }));
    }
    if let Some([cast]) = fit("cast {} and nothing of for or against", wanted) {
        return Some(facts.tellers(None).and_then(|vote| {
            let sum = vote.reconciliation.ok_or("a card vote has no account of its cards")?;
            is(
                cast,
                &format!(
                    "{}, {}",
                    counted(sum.cast.cards, "card", "cards"),
                    counted(sum.cast.votes, "vote", "votes")
                ),
            )?;
            is("[None, None, None]", &format!("{:?}", [sum.for_, sum.against, sum.abstain]))
        }));
    }
    if let Some([station, card, choice]) = fit("{} to read card {} back as {}", wanted) {
        return Some(facts.tellers(Some(station)).and_then(|vote| {
            let slip = vote.slips.iter().find(|slip| slip.number.to_string() == card);
            let slip = slip.ok_or("it is not entered")?;
            is(choice, &slip.choice.as_ref().map_or("entered".to_owned(), word))
        }));
    }
    if let Some([count]) = fit("{} in query", wanted) {
        return Some(facts.shown_vote().and_then(|vote| is(count, &vote.queries.to_string())));
    }
    if let Some([why]) = fit("query {}", wanted) {
        return Some(
            facts
                .tellers(None)
                .and_then(|vote| has(why, vote.queries.first().map_or("none", |slip| &slip.why))),
        );
    }
    if let Some([cards]) = fit("not seen {}", wanted) {
        return Some(facts.tellers(None).and_then(|vote| {
            let mut missing: Vec<u32> =
                vote.not_seen.iter().filter(|card| !card.not_returned).map(|card| card.number).collect();
            missing.sort_unstable();
            let wanted =
                if cards == "none" { Vec::new() } else { numbers(cards).ok_or("not a list of cards")? };
            is(&format!("{wanted:?}"), &format!("{missing:?}"))
        }));
    }
    if let Some([why]) = fit("not ready {}", wanted) {
        return Some(
            facts
                .tellers(None)
                .and_then(|vote| has(why, vote.not_ready.as_ref().map_or("ready", |no| &no.sentence))),
        );
    }
    if let Some([version, now]) = fit("the register of the vote at version {}, now {}", wanted) {
        return Some(facts.tellers(None).and_then(|vote| {
            let register = vote.register.ok_or("it is no card vote")?;
            is(&format!("{version}, {now}"), &format!("{}, {}", register.version, register.now))
        }));
    }
    if wanted == "ready to finish" {
        return Some(facts.tellers(None).and_then(|vote| match vote.not_ready {
            Some(refusal) => Err(format!("not ready: {}", refusal.sentence)),
            None => Ok(()),
        }));
    }
    None
}

fn in_the_record(wanted: &str, under: &[String], facts: &Facts<'_>) -> Said {
    let newest = || facts.world.view::<RecordView>(&View::Record { before: None });
    if let Some([words]) = fit("the record says {}", wanted) {
        return Some(
            newest().and_then(|record| is(words, record.entries.first().map_or("nothing", |e| &e.words))),
        );
    }
    if let Some([reason]) = fit("the record gives the reason {}", wanted) {
        return Some(newest().and_then(|record| {
            is(reason, record.entries.first().and_then(|e| e.reason.as_deref()).unwrap_or("none"))
        }));
    }
    if let Some([count]) = fit("{} entries", wanted) {
        return Some(newest().and_then(|record| is(count, &record.total.to_string())));
    }
    if wanted == "the record to verify" {
        return Some(crate::whole::verifies(facts.world));
    }
    let hall = || {
        let hall: HallView = facts.world.view(&View::Hall)?;
        told(serde_json::to_value(&hall.face)).map(|face| (hall.black, face))
    };
    if let Some([face]) = fit("the hall's face {}", wanted) {
        return Some(hall().and_then(|(black, shown)| {
            is(
                face,
                if black { "black" } else { shown.get("face").and_then(Value::as_str).unwrap_or("none") },
            )
        }));
    }
    if let Some([face]) = fit("the visitors' face {}", wanted) {
        return Some(facts.world.view::<HallView>(&View::Visitors).and_then(|visitors| {
            let shown = told(serde_json::to_value(&visitors.face))?;
            is(face, shown.get("face").and_then(Value::as_str).unwrap_or("none"))
        }));
    }
    if let Some([who]) = fit("the hall to say that {} presides", wanted) {
        return Some(
            facts
                .world
                .view::<HallView>(&View::Hall)
                .and_then(|hall| is(who, hall.presiding.as_deref().unwrap_or("the chair"))),
        );
    }
    if let Some([point]) = fit("risen in the hall {}", wanted) {
        return Some(
            facts
                .world
                .view::<HallView>(&View::Hall)
                .and_then(|hall| is(point, hall.risen.as_deref().unwrap_or("nobody"))),
        );
    }
    if let Some([words]) = fit("the hall to show {}", wanted) {
        return Some(hall().and_then(|(_, face)| {
            std::iter::once(words)
                .chain(under.iter().map(String::as_str))
                .try_for_each(|words| has(words, &texts(&face)))
        }));
    }
    if let Some([words]) = fit("the hall not to show {}", wanted) {
        return Some(hall().and_then(|(_, face)| lacks(words, &texts(&face))));
    }
    None
}

/// Everything that is written on a screen, one text after another; of a marked passage what would be read.
fn texts(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.iter().map(texts).collect::<Vec<_>>().join(" | "),
        Value::Object(fields) if fields.contains_key("passages") => {
            let passages = fields.get("passages").and_then(Value::as_array).into_iter().flatten();
            let read =
                passages.filter(|passage| passage.get("kind").and_then(Value::as_str) != Some("deleted"));
            read.filter_map(|passage| passage.get("text").and_then(Value::as_str)).collect()
        }
        Value::Object(fields) => fields.values().map(texts).collect::<Vec<_>>().join(" | "),
        Value::Null | Value::Bool(_) => String::new(),
    }
}
