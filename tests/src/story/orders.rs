//! Lines about the standing orders and who has been heard.
//!
//! `the standing orders change, decided by the vote: REASON`, with a line `KEY = JSON` for each rule; without `, decided by the
//! vote` none is named.

use record::command::{Command, KeyChange};
use record::ids::VoteId;
use record::view::View;
use record::view::fairness::FairnessView;
use record::view::standing_orders::{KeyFrom, KeyShown, StandingOrdersView};
use rules::speakers::fairness::HeardOf;

use super::expect::{Said, has, is};
use super::facts::Facts;
use super::phrase::fit;
use crate::{Outcome, told};

fn view(facts: &Facts<'_>) -> Outcome<StandingOrdersView> {
    let view: Option<StandingOrdersView> = facts.world.view(&View::StandingOrders)?;
    view.ok_or_else(|| "no conference is set up".to_owned())
}

fn changes(under: &[String]) -> Outcome<Vec<KeyChange>> {
    let one = |line: &String| {
        let (key, value) =
            line.split_once('=').ok_or_else(|| format!("a rule is `KEY = VALUE`, not {line}"))?;
        Ok(KeyChange { key: key.trim().to_owned(), value: told(serde_json::from_str(value.trim()))? })
    };
    under.iter().map(one).collect()
}

fn last_vote(facts: &Facts<'_>) -> Outcome<VoteId> {
    let votes: record::view::votes::VotesView = facts.world.view(&View::Votes)?;
    votes.votes.first().map(|vote| vote.id).ok_or_else(|| "there was no vote".to_owned())
}

/// The command of a line; none where it is not about the standing orders.
///
/// # Errors
/// Where it is, and cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let change = |vote, reason: &str, profile: Option<&str>| -> Outcome<Option<Command>> {
        Ok(Some(Command::ChangeStandingOrders {
            profile: profile.map(str::to_owned),
            keys: changes(under)?,
            vote,
            reason: reason.to_owned(),
        }))
    };
    if let Some([reason]) = fit("the standing orders change, decided by the vote: {}", line) {
        return change(Some(last_vote(facts)?), reason, None);
    }
    if let Some([reason]) = fit("the standing orders change: {}", line) {
        return change(None, reason, None);
    }
    if let Some([profile, reason]) = fit("the standing orders are those of {}: {}", line) {
        return change(None, reason, Some(profile));
    }
    if let Some([name, group]) = fit("{} is in the group {}", line) {
        let (delegate, group) = (facts.delegate(name)?, group.to_owned());
        return Ok(Some(Command::PutInGroup { delegate, group }));
    }
    Ok(None)
}

fn rule(label: &str, facts: &Facts<'_>) -> Outcome<KeyShown> {
    let keys = view(facts)?.keys;
    keys.into_iter().find(|one| one.label == label).ok_or_else(|| format!("there is no rule “{label}”"))
}

/// What is expected of the standing orders and of who has been heard.
pub(super) fn said(wanted: &str, under: &[String], facts: &Facts<'_>) -> Said {
    if let Some([label, words]) = fit("the rule \"{}\": {}", wanted) {
        return Some(rule(label, facts).and_then(|rule| {
            let from = match rule.from {
                KeyFrom::Profile => "its own".to_owned(),
                KeyFrom::Inherited => "inherited".to_owned(),
                KeyFrom::Changed => format!("changed, {}", rule.source),
            };
            is(words, &format!("{}, {from}", rule.words))
        }));
    }
    if let Some([number, reason]) = fit("version {} of the standing orders: {}", wanted) {
        return Some(view(facts).and_then(|view| {
            let found = view.versions.iter().find(|one| one.number.to_string() == number);
            let version = found.ok_or_else(|| format!("there are {} versions", view.versions.len()))?;
            is(reason, &version.reason)?;
            for line in under {
                let all: Vec<_> = version
                    .changes
                    .iter()
                    .map(|one| format!("{}: {} → {}", one.label, one.was, one.is))
                    .collect();
                has(line, &all.join("\n"))?;
            }
            Ok(())
        }));
    }
    if let Some([figures]) = fit("who has been heard {}", wanted) {
        return Some(heard(figures, facts));
    }
    None
}

/// `for 2 in 5:00` · `of Camden 1 in 2:10` · `at a first conference 1 in 1:00` · `in the group women 1 in 1:00`
fn heard(wanted: &str, facts: &Facts<'_>) -> Outcome {
    let view: Option<FairnessView> = facts.world.view(&View::Fairness)?;
    let figures = view.ok_or("no conference is set up")?.conference;
    let (table, rest): (&[HeardOf], &str) = if let Some(rest) = wanted.strip_prefix("of ") {
        (&figures.delegations, rest)
    } else if let Some(rest) = wanted.strip_prefix("in the group ") {
        (&figures.groups, rest)
    } else if let Some(rest) = wanted.strip_prefix("in the section ") {
        (&figures.sections, rest)
    } else if let Some(rest) = wanted.strip_prefix("by conferences ") {
        (&figures.first_time, rest)
    } else {
        (&figures.sides, wanted)
    };
    let said = |one: &HeardOf| {
        format!("{} {} in {}:{:02}", one.name, one.speeches, one.seconds / 60, one.seconds % 60)
    };
    let all: Vec<_> = table.iter().map(said).collect();
    if all.iter().any(|one| one == rest) {
        Ok(())
    } else {
        Err(format!("expected {rest}\n    were: {}", all.join("; ")))
    }
}
