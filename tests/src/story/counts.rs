//! Lines of a count by tellers, a roll call and a secret ballot.

use record::command::{Command, HallBlock};
use record::view::View;
use record::view::counts::{BallotVoterShown, CalledNameShown, CountView, HallBlockShown};
use record::view::parts::Counted;
use rules::roll_call::Answer;
use rules::secret_ballot::Batch;

use super::expect::{Said, has, is};
use super::facts::Facts;
use super::phrase::{fit, number};
use crate::Outcome;

fn count(text: &str) -> Outcome<u64> {
    number(text).ok_or_else(|| format!("{text} is not a number"))
}

fn view(facts: &Facts<'_>) -> Outcome<CountView> {
    facts.world.view(&View::Count { vote: facts.vote()?, station: None })
}

fn block(facts: &Facts<'_>, name: &str) -> Outcome<HallBlockShown> {
    let found = view(facts)?.blocks.into_iter().find(|block| block.name == name);
    found.ok_or_else(|| format!("there is no block {name}"))
}

fn name(facts: &Facts<'_>, who: &str) -> Outcome<CalledNameShown> {
    let found = view(facts)?.names.into_iter().find(|each| each.name == who);
    found.ok_or_else(|| format!("{who} is not on the list"))
}

fn voter(facts: &Facts<'_>, who: &str) -> Outcome<BallotVoterShown> {
    let ballot = view(facts)?.ballot.ok_or("that is no secret ballot")?;
    ballot.voters.into_iter().find(|each| each.name == who).ok_or_else(|| format!("{who} is not on the list"))
}

/// `20 for, 4 against, 1 abstained` or `20 for, 4 against`
fn figures(text: &str) -> Outcome<Option<(u64, u64, Option<u64>)>> {
    if let Some([f, a, n]) = fit("{} for, {} against, {} abstained", text) {
        return Ok(Some((count(f)?, count(a)?, Some(count(n)?))));
    }
    let Some([f, a]) = fit("{} for, {} against", text) else { return Ok(None) };
    Ok(Some((count(f)?, count(a)?, None)))
}

/// The command of a line, with the lines indented under it; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for about in [doors, blocks, roll_call, ballot] {
        let found = about(line, under, facts)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn doors(line: &str, under: &[String], _: &Facts<'_>) -> Outcome<Option<Command>> {
    match line {
        "close the doors" => Ok(Some(Command::CloseDoors)),
        "open the doors" => Ok(Some(Command::OpenDoors)),
        "the hall is one" => Ok(Some(Command::DivideHall { blocks: Vec::new() })),
        "the hall is divided:" => {
            let blocks = under.iter().map(|row| {
                let (name, tellers) = row.split_once('|').unwrap_or((row, ""));
                HallBlock { name: name.trim().to_owned(), tellers: tellers.trim().to_owned() }
            });
            Ok(Some(Command::DivideHall { blocks: blocks.collect() }))
        }
        _ => Ok(None),
    }
}

fn blocks(line: &str, _: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([reason]) = fit("recount the hall: {}", line) {
        return Ok(Some(Command::RecountBlocks {
            vote: facts.vote()?,
            block: None,
            reason: reason.to_owned(),
        }));
    }
    if let Some([which, reason]) = fit("recount block {}: {}", line) {
        let block = Some(block(facts, which)?.id);
        return Ok(Some(Command::RecountBlocks { vote: facts.vote()?, block, reason: reason.to_owned() }));
    }
    if let Some([which]) = fit("block {} is empty", line) {
        return Ok(Some(Command::MarkBlockEmpty { block: block(facts, which)?.id }));
    }
    let (which, told, reason) = match fit("block {}, put right: {}: {}", line) {
        Some([which, told, reason]) => (which, told, Some(reason.to_owned())),
        None => match fit("block {}: {}", line) {
            Some([which, told]) => (which, told, None),
            None => return Ok(None),
        },
    };
    let Some((r#for, against, abstain)) = figures(told)? else {
        return Err(format!("figures are `20 for, 4 against`, not {told}"));
    };
    Ok(Some(Command::EnterBlock { block: block(facts, which)?.id, r#for, against, abstain, reason }))
}

fn roll_call(line: &str, _: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    for words in ["{} names did not answer", "{} answers stand"] {
        if let Some([names]) = fit(words, line) {
            return Ok(Some(Command::AccountForRest { vote: facts.vote()?, names: count(names)? }));
        }
    }
    let Some([who, said]) = fit("{} answers {}", line) else { return Ok(None) };
    let (said, reason) = match said.split_once(": ") {
        Some((said, reason)) => (said, Some(reason.to_owned())),
        None => (said, None),
    };
    let answer = match said {
        "for" => Answer::For,
        "against" => Answer::Against,
        "abstain" => Answer::Abstain,
        "absent" => Answer::Absent,
        _ => return Ok(None),
    };
    Ok(Some(Command::AnswerRollCall { name: name(facts, who)?.id, answer, reason }))
}

fn ballot(line: &str, _: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([f, a, n, s]) = fit("a batch: {} for, {} against, {} abstained, {} spoiled", line) {
        let batch = Batch { for_: count(f)?, against: count(a)?, abstain: count(n)?, spoiled: count(s)? };
        return Ok(Some(Command::EnterBallots { vote: facts.vote()?, batch }));
    }
    if let Some([papers, reason]) = fit("the batch of {} is put aside: {}", line) {
        let papers = count(papers)?;
        let ballot = view(facts)?.ballot.ok_or("that is no secret ballot")?;
        let batch = ballot.batches.into_iter().find(|each| each.papers == papers && each.set_aside.is_none());
        let batch = batch.ok_or("there is no such batch")?.id;
        return Ok(Some(Command::SetBallotsAside { batch, reason: reason.to_owned() }));
    }
    if let Some([papers, reason]) = fit("{} papers are issued: {}", line) {
        let reason = Some(reason.to_owned());
        return Ok(Some(Command::IssuePapers { vote: facts.vote()?, papers: count(papers)?, reason }));
    }
    if let Some([papers]) = fit("{} papers are issued", line) {
        return Ok(Some(Command::IssuePapers { vote: facts.vote()?, papers: count(papers)?, reason: None }));
    }
    if let Some([papers]) = fit("{} papers were not returned", line) {
        return Ok(Some(Command::MarkPapersNotReturned { vote: facts.vote()?, papers: count(papers)? }));
    }
    for (words, voted) in [("collected a paper: {}", true), ("collected no paper: {}", false)] {
        if let Some([who]) = fit(words, line) {
            let voters = who.split(", ").map(|who| Ok(voter(facts, who)?.id)).collect::<Outcome<_>>()?;
            return Ok(Some(Command::MarkVoted { vote: facts.vote()?, voters, voted }));
        }
    }
    Ok(None)
}

fn told(counted: Option<&Counted>) -> String {
    counted.map_or_else(
        || "nothing".to_owned(),
        |c| {
            let abstained = c.abstain.map_or_else(String::new, |n| format!(", {n} abstained"));
            format!("{} for, {} against{abstained}", c.r#for, c.against)
        },
    )
}

/// What is expected of a count; none where it is about something else.
pub fn expect(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    if let Some([which, figures]) = fit("block {} stands at {}", wanted) {
        return Some(block(facts, which).and_then(|block| is(figures, &told(block.counted.as_ref()))));
    }
    if let Some([which, state]) = fit("block {} is {}", wanted) {
        return Some(block(facts, which).and_then(|block| is(state, &block.state)));
    }
    if let Some([which, figures, why]) = fit("block {} had {} before: {}", wanted) {
        return Some(block(facts, which).and_then(|block| {
            let first = block.before.first().ok_or("nothing stood there before")?;
            is(figures, &told(Some(&first.counted)))?;
            is(why, &first.why)
        }));
    }
    if let Some([figures]) = fit("so far {}", wanted) {
        return Some(view(facts).and_then(|view| is(figures, &told(view.so_far.as_ref()))));
    }
    if let Some([who]) = fit("calling {}", wanted) {
        return Some(view(facts).and_then(|view| is(who, view.vote.calling.as_deref().unwrap_or("nobody"))));
    }
    if let Some([note]) = fit("the vote notes {}", wanted) {
        return Some(view(facts).and_then(|view| has(note, &view.vote.notes.join(" "))));
    }
    if let Some([code]) = fit("the count waits because {}", wanted) {
        return Some(view(facts).and_then(|view| {
            is(code, view.vote.not_ready.as_ref().map_or("ready", |refusal| &refusal.code))
        }));
    }
    if let Some([how]) = fit("the doors {}", wanted) {
        return Some(
            facts.desk().and_then(|desk| {
                is(how, if desk.heading.doors_closed.is_some() { "closed" } else { "open" })
            }),
        );
    }
    None
}
