//! What a story expects of papers: where they stand, what they say, what is said of them.

use record::view::View;
use record::view::paper::PaperShown;
use record::view::papers::PapersView;
use rules::motion::MotionKind;

use super::super::facts::Facts;
use super::super::phrase::{fit, unquoted};
use super::{Said, is, word};
use crate::{Outcome, told};

pub(super) fn on_paper(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    if let Some(outcome) = as_handed_in(wanted, facts) {
        return Some(outcome);
    }
    if let Some([number]) = fit("paper {} in time", wanted) {
        return Some(
            facts.paper(number).and_then(|paper| is("in time", if paper.late { "late" } else { "in time" })),
        );
    }
    if let Some([number]) = fit("paper {} late", wanted) {
        return Some(
            facts.paper(number).and_then(|paper| is("late", if paper.late { "late" } else { "in time" })),
        );
    }
    if let Some((number, section)) = wanted.strip_prefix("section of ").and_then(|rest| rest.split_once(' '))
    {
        return Some(facts.paper(number).and_then(|paper| is(unquoted(section), &paper.section)));
    }
    if let Some([number, yes]) = fit("paper {} is a direct negative: {}", wanted) {
        return Some(
            facts.paper(number).and_then(|paper| is(yes, if paper.direct_negative { "yes" } else { "no" })),
        );
    }
    if let Some([number]) = fit("the next motion to be {}", wanted) {
        return Some(facts.world.view::<PapersView>(&View::Papers).and_then(|papers| {
            let next = papers.next.iter().find(|next| next.kind == MotionKind::Motion);
            is(number, next.map_or("none", |next| &next.number))
        }));
    }
    if let Some([n, number, state]) = fit("fate {} of {} is {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let n: usize = told(n.parse())?;
            is(
                state,
                &paper.history.get(n.wrapping_sub(1)).map_or("none".to_owned(), |fate| word(&fate.state)),
            )
        }));
    }
    if let Some([number, reasons]) = fit("why {} stands where it does: {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let told = paper.history.iter().map(|fate| format!("{} {}", word(&fate.state), fate.reason));
            is(reasons, &told.collect::<Vec<_>>().join(" | "))
        }));
    }
    if let Some([number, beside, collides]) = fit("{} beside {} and colliding with {}", wanted) {
        return Some(meeting(number, facts).and_then(|found| is(&format!("{beside}; {collides}"), &found)));
    }
    if let Some([number, order]) = fit("amendments to {} in order {}", wanted) {
        return Some(in_order(number, facts).and_then(|found| is(order, &found)));
    }
    if let Some([number, names]) = fit("attached to {} {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let all = paper.attachments.iter().map(|each| format!("{} ({})", each.name, each.size));
            let all = all.collect::<Vec<_>>().join(", ");
            is(names, if all.is_empty() { "nothing" } else { &all })
        }));
    }
    if let Some([number, words]) = fit("words of {} {}", wanted) {
        return Some(super::super::compositing::traced(number, facts).and_then(|traced| is(words, &traced)));
    }
    if let Some([words, number, state]) = fit("part {} of {} {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let part = paper.parts.iter().find(|part| part.words == words);
            is(state, &part.map_or("no such part".to_owned(), |part| word(&part.state)))
        }));
    }
    if let Some([number, state]) = fit("paper {} {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| is(state, &word(&paper.state))));
    }
    if let Some([paragraph, number, text]) = fit("paragraph {} of {} to read {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let n: usize = told(paragraph.parse())?;
            let stands = paper.as_it_stands.ok_or("it stands as it was handed in")?;
            is(text, stands.get(n.wrapping_sub(1)).map_or("no such paragraph", String::as_str))
        }));
    }
    if let Some([number, texts]) = fit("decisions on {} to read {}", wanted) {
        return Some(decisions(number, facts).and_then(|all| is(texts, &all.join(" → "))));
    }
    None
}

/// `7 is from moved by Leeds · supported by Kent` · `7 needs two-thirds: no` · `7 as it was Branches have tables.`
fn as_handed_in(wanted: &str, facts: &Facts<'_>) -> Said {
    if let Some([number, bodies]) = fit("{} is from {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let moved = paper.mover.map(|body| format!("moved by {body}"));
            let seconded = paper.seconder.map(|body| format!("seconded by {body}"));
            let supported = format!("supported by {}", paper.supporters.join(", "));
            let supported = Some(supported).filter(|_| !paper.supporters.is_empty());
            is(bodies, &[moved, seconded, supported].into_iter().flatten().collect::<Vec<_>>().join(" · "))
        }));
    }
    if let Some([number, yes]) = fit("{} needs two-thirds: {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let found = match (paper.two_thirds, paper.two_thirds_said) {
                (true, true) => "it says so",
                (true, false) => "as the standing orders have it",
                (false, _) => "no",
            };
            is(yes, found)
        }));
    }
    if let Some([number, said]) = fit("{} was corrected: {}", wanted) {
        return Some(facts.paper(number).and_then(|paper| {
            let last = paper.corrections.last().ok_or("it was not corrected")?;
            is(said, &format!("{}. {}", last.changes, last.reason))
        }));
    }
    let [number, text] = fit("{} as it was {}", wanted)?;
    Some(facts.paper(number).and_then(|paper| {
        let last = paper.corrections.last().ok_or("it was not corrected")?;
        is(text, &last.was.join(" "))
    }))
}

/// Every text that was decided on a paper, oldest first, each on one line: no screen shows them, the record keeps them.
fn decisions(number: &str, facts: &Facts<'_>) -> Outcome<Vec<String>> {
    let conn = facts.world.reader()?;
    let mut list = told(conn.prepare(
        "SELECT replace(d.text, char(10, 10), ' ') FROM decision d JOIN question q ON q.id = d.question_id
         WHERE q.motion_id = ?1 ORDER BY d.id",
    ))?;
    let found = told(list.query_map([facts.motion(number)?.0], |row| row.get(0)))?;
    told(found.collect::<Result<_, _>>())
}

/// The numbers of the amendments to a paper in the order they are taken: on its own screen and in the list the same.
fn in_order(number: &str, facts: &Facts<'_>) -> Outcome<String> {
    let paper = facts.paper(number)?;
    let beside: Vec<&str> = paper.amendments.iter().map(|each| each.number.as_str()).collect();
    let list: PapersView = facts.world.view(&View::Papers)?;
    let listed = list.papers.iter().filter(|line| line.upon == Some(paper.id));
    let listed: Vec<&str> = listed.map(|line| line.number.as_str()).collect();
    is(&listed.join(", "), &beside.join(", "))?;
    Ok(beside.join(", "))
}

/// The numbers of the amendments beside an amendment, and of those that it collides with: `7.1, 7.4; 7.3`.
fn meeting(number: &str, facts: &Facts<'_>) -> Outcome<String> {
    let upon = facts.paper(number)?.upon.ok_or("it is no amendment")?;
    let paper: PaperShown = facts.world.view(&View::Paper { motion: upon })?;
    let own = paper.amendments.iter().find(|each| each.number == number).ok_or("no such amendment")?;
    let numbers = |labels: &[String]| match labels {
        [] => "none".to_owned(),
        labels => labels.iter().map(|label| label.replace("Amendment ", "")).collect::<Vec<_>>().join(", "),
    };
    Ok(format!("{}; {}", numbers(&own.beside), numbers(&own.collides)))
}
