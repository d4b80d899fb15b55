//! Lines about the register: who is on it and as what, who takes whose place, who may vote, credentials.

use record::command::{
    AgendaRow, Command, DelegateData, DelegateRow, DelegationData, MeetingRows, MotionKind, MotionRow,
    RegisterRow,
};
use record::view::View;
use record::view::credentials::CredentialsView;
use record::view::delegation::DelegationView;
use record::view::door::DoorView;
use record::view::franchise::FranchiseView;
use record::view::register::DelegationLine;
use rules::franchise::{Standing, in_words};

use super::expect::{Said, has, is};
use super::facts::Facts;
use super::phrase::{fit, number};
use crate::Outcome;

/// The command of a line, with the lines indented under it; none where it is not about the register.
///
/// # Errors
/// Where it is, and cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "from another program:" {
        return Ok(Some(Command::TakeInMeeting { meeting: meeting(under)? }));
    }
    if line == "the delegates:" {
        let rows = under.iter().map(|row| delegate_row(row)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::ImportDelegates { rows }));
    }
    for about in [person, delegation, conference] {
        let found = about(line, facts)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// `item 10 | Pay`, `item 10 | Pay | 7` with the numbers of its motions, `motion 7 | Pay rises | We want a tenth.`, `delegation 9 | Leeds`, `badge 101 | Ann Lee | 9`
fn meeting(under: &[String]) -> Outcome<MeetingRows> {
    let mut rows = MeetingRows::default();
    for row in under {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let wrong = || format!("a conference has no such row: {row}");
        let (kind, first) = cells.first().and_then(|cell| cell.split_once(' ')).ok_or_else(wrong)?;
        match (kind, &cells[1..]) {
            ("item", [title, motions @ ..]) if motions.len() < 2 => {
                let minutes = first.parse().map_err(|_| wrong())?;
                let (title, number) = ((*title).to_owned(), String::new());
                rows.items.push(AgendaRow {
                    title,
                    number,
                    motions: motions.concat(),
                    minutes,
                    private: false,
                });
            }
            ("motion", [title, text]) => rows.papers.push(MotionRow {
                number: first.to_owned(),
                kind: MotionKind::Motion,
                title: (*title).to_owned(),
                paragraphs: vec![(*text).to_owned()],
                ..MotionRow::default()
            }),
            ("delegation", [name]) => rows.delegations.push(RegisterRow {
                number: first.to_owned(),
                name: (*name).to_owned(),
                section: None,
                members: 0,
                votes: Some(1),
                seats: Some(1),
                ..RegisterRow::default()
            }),
            ("badge", [name, delegation]) => {
                rows.delegates.push(delegate_row(&format!("{first} | {name} | {delegation} | a delegate"))?);
            }
            _ => return Err(wrong()),
        }
    }
    Ok(rows)
}

fn standing(word: &str) -> Outcome<Standing> {
    Ok(match word {
        "a delegate" => Standing::Delegate,
        "by office" => Standing::ExOfficio,
        "an observer" => Standing::Observer,
        "a visitor" => Standing::Visitor,
        "staff" => Standing::Staff,
        _ => return Err(format!("nobody can be {word}")),
    })
}

/// `101 | Ann Lee | 1 | a delegate` or `900 | Kim | | a visitor`
fn delegate_row(row: &str) -> Outcome<DelegateRow> {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let [badge, name, delegation, as_what] = cells[..] else {
        return Err(format!("a row of the delegates is `badge | name | delegation | standing`, not {row}"));
    };
    Ok(DelegateRow {
        badge: badge.to_owned(),
        name: name.to_owned(),
        delegation: Some(delegation.to_owned()).filter(|number| !number.is_empty()),
        standing: standing(as_what)?,
        first_time: false,
    })
}

fn person(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([badge, body]) = fit("scan badge {} at the desk of {}", line) {
        let delegation = Some(facts.delegation(body)?);
        return Ok(Some(Command::CheckIn { badge: badge.to_owned(), delegation }));
    }
    if let Some([badge]) = fit("scan badge {} out", line) {
        return Ok(Some(Command::CheckOut { badge: badge.to_owned() }));
    }
    if let Some([badge]) = fit("scan badge {}", line) {
        return Ok(Some(Command::CheckIn { badge: badge.to_owned(), delegation: None }));
    }
    if let Some([name, badge, going, reason]) = fit("{}, badge {}, takes the place of {}: {}", line) {
        return Ok(Some(Command::Substitute {
            delegate: facts.delegate(going)?,
            badge: badge.to_owned(),
            name: name.to_owned(),
            reason: reason.to_owned(),
        }));
    }
    if let Some([name, reason]) = fit("{} has the place again: {}", line) {
        let (substitution, reason) = (facts.substitution(name)?, reason.to_owned());
        return Ok(Some(Command::EndSubstitution { substitution, reason }));
    }
    if let Some([who, badge, name, body, as_what, reason]) =
        fit("correct {} to badge {}, {} of {}, {}: {}", line)
    {
        let people = facts.people()?.people;
        let first_time = people.iter().any(|person| person.name == who && person.first_time);
        let data = DelegateData {
            badge: badge.to_owned(),
            name: name.to_owned(),
            delegation: if body == "nobody" { None } else { Some(facts.delegation(body)?) },
            standing: standing(as_what)?,
            first_time,
        };
        let (delegate, reason) = (facts.delegate(who)?, reason.to_owned());
        return Ok(Some(Command::CorrectDelegate { delegate, data, reason }));
    }
    Ok(None)
}

fn delegation(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let figure = |text: &str| number(text).ok_or_else(|| format!("{text} is not a number"));
    if let Some([names]) = fit("give the entitlement to {}", line) {
        let delegations = names.split(", ").map(|name| facts.delegation(name)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::GiveEntitlement { delegations }));
    }
    if let Some([name, women, young, reason]) = fit("{} has {} women and {} young members: {}", line) {
        let old = delegation_line(name, facts)?;
        let said = |figure_: &str| if figure_ == "unsaid" { Ok(None) } else { figure(figure_).map(Some) };
        let (women, young) = (said(women)?, said(young)?);
        let (name, section) = (old.name, old.section);
        let (members, votes) = (old.members, old.votes);
        let data = DelegationData { name, section, members, women, young, votes, seats: None };
        return Ok(Some(Command::CorrectDelegation { delegation: old.id, data, reason: reason.to_owned() }));
    }
    let Some([name, members, votes, seats, reason]) =
        fit("correct {} to {} members, {} votes, {} delegates: {}", line)
    else {
        return Ok(None);
    };
    let old = delegation_line(name, facts)?;
    let data = DelegationData {
        name: old.name,
        section: old.section,
        members: figure(members)?,
        votes: figure(votes)?,
        seats: if seats == "no set" { None } else { Some(figure(seats)?) },
        ..DelegationData::default()
    };
    Ok(Some(Command::CorrectDelegation { delegation: old.id, data, reason: reason.to_owned() }))
}

fn conference(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if line == "report the credentials" {
        return Ok(Some(Command::ReportCredentials));
    }
    if let Some([number]) = fit("adopt credentials report {}", line) {
        let view: CredentialsView = facts.world.view(&View::Credentials)?;
        let found = view.given.iter().find(|report| report.number.to_string() == number);
        let report = found.ok_or_else(|| format!("there is no credentials report {number}"))?.id;
        return Ok(Some(Command::AdoptCredentials { report }));
    }
    let Some([who, reason]) = fit("from now on {} may vote: {}", line) else { return Ok(None) };
    let (who, vote) = match who.strip_suffix(", as was voted,") {
        Some(who) => {
            let view: FranchiseView = facts.world.view(&View::Franchise)?;
            (who, Some(view.votes.first().ok_or("no vote was carried")?.id))
        }
        None => (who, facts.vote.as_ref().map(|_| facts.vote()).transpose()?),
    };
    let standings = match who {
        "everyone present" => Standing::ALL.to_vec(),
        "nobody" => Vec::new(),
        _ => {
            let named = |standing: &Standing| who.split([',', ' ']).any(|word| word == standing.many());
            Standing::ALL.into_iter().filter(named).collect()
        }
    };
    if in_words(&standings) != who {
        return Err(format!("“{who}” is not said so, but “{}”", in_words(&standings)));
    }
    Ok(Some(Command::ChangeFranchise { standings, vote, reason: reason.to_owned() }))
}

fn delegation_line(name: &str, facts: &Facts<'_>) -> Outcome<DelegationLine> {
    let id = facts.delegation(name)?;
    let found = facts.register()?.delegations.into_iter().find(|line| line.id == id);
    found.ok_or_else(|| format!("there is no delegation “{name}”"))
}

/// Looks for what is expected of the register.
pub fn expect(wanted: &str, _: &[String], facts: &Facts<'_>) -> Said {
    if let Some([name, people]) = fit("delegation {} to have {}", wanted) {
        return Some(facts.one_delegation(name).and_then(|one| is(people, &people_of(&one))));
    }
    if let Some([name, card]) = fit("cards of {}: {}", wanted) {
        return Some(facts.one_delegation(name).and_then(|one| is(card, &cards_of(&one))));
    }
    if let Some([name, figures]) = fit("entitlement of {}: {}", wanted) {
        return Some(entitlement(name, facts).and_then(|found| is(figures, &found)));
    }
    if let Some([figures]) = fit("credentials {}", wanted) {
        return Some(credentials(facts).and_then(|found| is(figures, &found)));
    }
    if let Some([present, all, who]) = fit("{} of {} voters here: {}", wanted) {
        return Some(facts.world.view::<FranchiseView>(&View::Franchise).and_then(|view| {
            is(
                &format!("{present} of {all}: {who}"),
                &format!("{} of {}: {}", view.voters_present, view.voters, view.who_votes),
            )
        }));
    }
    if let Some([typed, names]) = fit("typing {} at the door to find {}", wanted) {
        let view = View::Door { typed: typed.to_owned() };
        return Some(facts.world.view::<DoorView>(&view).and_then(|door| {
            let found: Vec<_> = door.found.iter().map(|person| person.name.as_str()).collect();
            is(names, if found.is_empty() { "nobody".to_owned() } else { found.join(", ") }.as_str())
        }));
    }
    if let Some([why]) = fit("the register’s version is for {}", wanted) {
        return Some(facts.register().and_then(|register| has(why, &register.why)));
    }
    None
}

fn people_of(one: &DelegationView) -> String {
    let person = |person: &record::view::delegation::PersonShown| {
        let as_what = if person.standing == Standing::Delegate { "" } else { person.standing.one() };
        let here = if person.present_since.is_some() { "here" } else { "" };
        let more: Vec<&str> = [as_what, here].into_iter().filter(|more| !more.is_empty()).collect();
        if more.is_empty() { person.name.clone() } else { format!("{} ({})", person.name, more.join(", ")) }
    };
    one.people.iter().map(person).collect::<Vec<_>>().join("; ")
}

fn cards_of(one: &DelegationView) -> String {
    let card = |card: &record::view::register::CardLine| match card.why.as_str() {
        "" => format!("{} {}", card.number, card.custody),
        why => format!("{} {} ({why})", card.number, card.custody),
    };
    one.cards.iter().map(card).collect::<Vec<_>>().join("; ")
}

/// `2 of 4 delegates, 200 votes`; with ` differs` where the standing orders work out something else.
fn entitlement(name: &str, facts: &Facts<'_>) -> Outcome<String> {
    let line = delegation_line(name, facts)?;
    let seats = line.seats.map_or_else(|| "any".to_owned(), |seats| seats.to_string());
    let differs = if line.differs { ", differs" } else { "" };
    Ok(format!("{} of {seats} delegates, {} votes{differs}", line.delegates, line.votes))
}

fn credentials(facts: &Facts<'_>) -> Outcome<String> {
    let total = facts.world.view::<CredentialsView>(&View::Credentials)?.figures.total;
    let entitled = total.entitled.map_or_else(|| "nobody says how many".to_owned(), |n| n.to_string());
    Ok(format!("{entitled} entitled, {} registered, {} present", total.registered, total.present))
}
