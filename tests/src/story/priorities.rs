//! Lines of a priorities ballot.

use record::command::{Command, NewPriorities, NewPriority, PaperMark, TieSettledBy};
use record::ids::PrioritiesOptionId;
use record::view::View;
use record::view::priorities::{BallotShown, PrioritiesView, PriorityList};
use rules::priorities::Counting;

use super::expect::{has, is};
use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

/// The command of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some(command) = preparing(line, under, facts)? {
        return Ok(Some(command));
    }
    if let Some(command) = paper(line, facts)? {
        return Ok(Some(command));
    }
    let id = || newest(facts).map(|ballot| ballot.id);
    Ok(Some(match line {
        "open the priorities ballot" => Command::OpenPriorities { ballot: id()? },
        "close the priorities ballot" => Command::ClosePriorities { ballot: id()? },
        "count the priorities ballot" => Command::CountPriorities { ballot: id()? },
        "declare the priorities" => Command::DeclarePriorities { ballot: id()? },
        "order business by the priorities" => Command::OrderByPriorities { ballot: id()?, before: None },
        "show the hall the priorities" => {
            Command::ShowInHall { face: record::command::Face::Priorities, vote: None, message: None }
        }
        _ => {
            if let Some([reason]) = fit("count the priorities ballot again: {}", line) {
                Command::RecountPriorities { ballot: id()?, reason: reason.to_owned() }
            } else if let Some([reason]) = fit("abandon the priorities ballot: {}", line) {
                Command::AbandonPriorities { ballot: id()?, reason: reason.to_owned() }
            } else if let Some([item]) = fit("order business by the priorities before {}", line) {
                Command::OrderByPriorities { ballot: id()?, before: Some(facts.item(item)?) }
            } else {
                return tie(line, facts);
            }
        }
    }))
}

/// `a priorities ballot "Sunday", 2 choices, 1 place, counted separately:` with an option a line: `Housing`, `motion 3`.
fn preparing(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let (ballot, rest) = match line.strip_prefix("instead ") {
        Some(rest) => (Some(newest(facts)?.id), rest),
        None => (None, line),
    };
    let Some([title, choices, places, how]) =
        fit("a priorities ballot {}, {} choices, {} places, counted {}:", rest)
    else {
        return Ok(None);
    };
    let number = |text: &str| text.parse().map_err(|_| format!("{text} is not a number"));
    let options = under
        .iter()
        .map(|option| match option.strip_prefix("motion ") {
            Some(paper) => Ok(NewPriority { title: String::new(), motion: Some(facts.motion(paper)?) }),
            None => Ok(NewPriority { title: option.clone(), motion: None }),
        })
        .collect::<Outcome<_>>()?;
    let counting = match how {
        "together" => Counting::Together,
        "weighted" => Counting::Weighted,
        "separately" => Counting::Separately,
        other => return Err(format!("{other} is no way of counting")),
    };
    let (title, choices, places) = (title.to_owned(), number(choices)?, number(places)?);
    let priorities = NewPriorities { title, counting, choices, places, options };
    Ok(Some(Command::PreparePriorities { ballot, priorities }))
}

/// `priorities paper of Leeds: 1, 3`, `… : blank`, `… : spoiled`, `put the priorities paper of Leeds aside: why`
fn paper(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let of = |ballot: &BallotShown, name: &str| {
        let found = ballot.papers.iter().find(|paper| paper.name == name || paper.number == name);
        found.map(|paper| paper.id).ok_or_else(|| format!("{name} has no paper in the ballot"))
    };
    if let Some([name, reason]) = fit("put the priorities paper of {} aside: {}", line) {
        let paper = of(&newest(facts)?, name)?;
        return Ok(Some(Command::SetPrioritiesPaperAside { paper, reason: reason.to_owned() }));
    }
    let Some([name, says]) = fit("priorities paper of {}: {}", line) else { return Ok(None) };
    let ballot = newest(facts)?;
    let paper = of(&ballot, name)?;
    let mark = match says {
        "blank" => PaperMark::Blank,
        "spoiled" => PaperMark::Spoiled,
        _ => PaperMark::Marked,
    };
    let options = match mark {
        PaperMark::Blank | PaperMark::Spoiled => Vec::new(),
        PaperMark::Marked if says == "nothing" => Vec::new(),
        PaperMark::Marked => says
            .split(',')
            .map(|number| {
                let option = ballot.options.iter().find(|option| option.number.to_string() == number.trim());
                Ok(option.map_or(PrioritiesOptionId(999), |option| option.id))
            })
            .collect::<Outcome<_>>()?,
    };
    Ok(Some(Command::EnterPrioritiesPaper { paper, mark, options }))
}

/// `the tie among Branches is settled by lot for Housing: who drew`, `the tie is settled by vote for …`
fn tie(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let (whose, rest) = match fit("the tie among {} is settled by {}", line) {
        Some([section, rest]) => (Some(facts.section(section)?), rest),
        None => match fit("the tie is settled by {}", line) {
            Some([rest]) => (None, rest),
            None => return Ok(None),
        },
    };
    let Some([how, titles, words]) = fit("{} for {}: {}", rest) else { return Ok(None) };
    let ballot = newest(facts)?;
    let options = titles.split(" and ").map(|title| option(&ballot, title)).collect::<Outcome<_>>()?;
    let how = if how == "lot" { TieSettledBy::Lot } else { TieSettledBy::Vote };
    let words = words.to_owned();
    Ok(Some(Command::SettlePrioritiesTie { ballot: ballot.id, section: whose, options, how, words }))
}

fn option(ballot: &BallotShown, title: &str) -> Outcome<PrioritiesOptionId> {
    let found = ballot.options.iter().find(|option| option.title == title);
    found.map(|option| option.id).ok_or_else(|| format!("there is no option “{title}”"))
}

fn newest(facts: &Facts<'_>) -> Outcome<BallotShown> {
    let shown: PrioritiesView = facts.world.view(&View::Priorities { before: None })?;
    shown.ballots.into_iter().next().ok_or_else(|| "there is no priorities ballot".to_owned())
}

/// `Housing 1,200*, Transport 900`: what was voted for, what is chosen starred.
fn read(list: &PriorityList) -> String {
    let voted = list.lines.iter().filter(|line| line.papers > 0);
    let lines = voted.map(|l| format!("{} {}{}", l.title, l.figure, if l.chosen { "*" } else { "" }));
    lines.collect::<Vec<_>>().join("; ")
}

/// What is expected of a ballot; none where the line is about something else.
#[must_use]
pub fn expect(wanted: &str, facts: &Facts<'_>) -> Option<Outcome> {
    let list = |section: Option<&str>| {
        let ballot = newest(facts)?;
        let found = ballot.lists.into_iter().find(|list| list.name.as_deref() == section);
        found.ok_or_else(|| "there is no such list".to_owned())
    };
    if let Some([section, lines]) = fit("the priorities of {}: {}", wanted) {
        return Some(list(Some(section)).and_then(|list| is(lines, &read(&list))));
    }
    if let Some([lines]) = fit("the priorities: {}", wanted) {
        return Some(list(None).and_then(|list| is(lines, &read(&list))));
    }
    if let Some([words]) = fit("a tie {}", wanted) {
        return Some(newest(facts).and_then(|ballot| {
            let ties: Vec<_> =
                ballot.lists.into_iter().filter_map(|list| list.tie).map(|tie| tie.words).collect();
            has(words, &ties.join(" "))
        }));
    }
    if let Some([lines]) = fit("the order by the priorities {}", wanted) {
        return Some(newest(facts).and_then(|ballot| {
            let agenda = ballot.agenda.ok_or("the result is not declared")?;
            let titles: Vec<_> = agenda
                .lines
                .iter()
                .map(|line| format!("{}{}", line.title, if line.chosen { "*" } else { "" }))
                .collect();
            is(lines, &titles.join("; "))
        }));
    }
    if let Some([title, given]) = fit("the subject {} to give time to {}", wanted) {
        return Some(newest(facts).and_then(|ballot| {
            let option = ballot.options.iter().find(|option| option.title == title);
            let option = option.ok_or("no such subject")?;
            let motions = Some(option.motions.clone()).filter(|motions| !motions.is_empty());
            let all: Vec<String> = motions.into_iter().chain(option.items.iter().cloned()).collect();
            is(given, if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }.as_str())
        }));
    }
    if let Some([labels]) = fit("no place for {}", wanted) {
        return Some(newest(facts).and_then(|ballot| {
            is(labels, &ballot.agenda.ok_or("the result is not declared")?.nowhere.join(", "))
        }));
    }
    None
}
