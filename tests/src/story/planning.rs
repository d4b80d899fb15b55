//! Lines of the standing orders committee about the order of business: plans, guillotines, groups, lost business.

use record::command::{Command, DraftItem, DraftSession, ItemKind, PlanDraft};
use record::ids::ItemId;
use record::view::View;
use record::view::draft::DraftView;
use record::view::plans::{PlanVersion, PlansView};
use record::view::programme::ProgrammeView;
use rules::guillotine::Fate;

use super::expect::is;
use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

/// The command of a line, with what is indented under it; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let item = |name: &str| facts.item(if name == "the item" { "it" } else { name });
    if let Some([name]) = fit("{} is taken in private", line) {
        return Ok(Some(Command::SetPrivate { item: item(name)?, private: true }));
    }
    if let Some([name]) = fit("{} is taken in open session", line) {
        return Ok(Some(Command::SetPrivate { item: item(name)?, private: false }));
    }
    if let Some([papers, name]) = fit("debate {} together under {}", line) {
        let motions = papers.split(", ").map(|number| facts.motion(number)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::GroupMotions { item: item(name)?, motions }));
    }
    if let Some([name]) = fit("debate the motions under {} one by one", line) {
        return Ok(Some(Command::UngroupMotions { item: item(name)? }));
    }
    if let Some([reason]) = fit("adopt the plan: {}", line) {
        return Ok(Some(Command::AdoptPlan { plan: plan(under, facts)?, reason: reason.to_owned() }));
    }
    if let Some([names, fate, reason]) = fit("{} not reached, {}: {}", line) {
        let items = names.split(", ").map(item).collect::<Outcome<_>>()?;
        return Ok(Some(Command::LoseItems { items, fate: fate_of(fate)?, reason: reason.to_owned() }));
    }
    if let Some([name, after]) = fit("put {} back after {}", line) {
        return Ok(Some(Command::PutLostBack { item: item(name)?, after: Some(item(after)?) }));
    }
    if let Some([name]) = fit("put {} back", line) {
        return Ok(Some(Command::PutLostBack { item: item(name)?, after: None }));
    }
    guillotine(line, facts)
}

/// `guillotine on Afternoon at 16:30, to the executive: the hall closes` · `guillotine on item Pay at …`
fn guillotine(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let programme = || facts.world.view::<ProgrammeView>(&View::Programme);
    let set = |of: &str| {
        let found = programme()?.guillotines.into_iter().find(|each| each.of == of);
        found.map(|each| each.id).ok_or_else(|| format!("there is no guillotine on {of}"))
    };
    if let Some([of]) = fit("the guillotine falls on {}", line) {
        return Ok(Some(Command::ApplyGuillotine { guillotine: set(of)? }));
    }
    if let Some([of, reason]) = fit("no guillotine on {}: {}", line) {
        return Ok(Some(Command::TakeGuillotineAway { guillotine: set(of)?, reason: reason.to_owned() }));
    }
    if let Some([of, at, fate, reason]) = fit("guillotine on {} now at {}, {}: {}", line) {
        return Ok(Some(Command::ChangeGuillotine {
            guillotine: set(of)?,
            at: at.to_owned(),
            fate: fate_of(fate)?,
            reason: reason.to_owned(),
        }));
    }
    let Some([of, at, fate, reason]) = fit("guillotine on {} at {}, {}: {}", line) else { return Ok(None) };
    let (session, item) = match of.strip_prefix("item ") {
        Some(name) => {
            let line = facts.line(name)?;
            (line.session_id, Some(line.id))
        }
        None => {
            let found = programme()?.sessions.into_iter().find(|session| session.name == of);
            (found.ok_or_else(|| format!("there is no session {of}"))?.id, None)
        }
    };
    let (at, reason) = (at.to_owned(), reason.to_owned());
    Ok(Some(Command::SetGuillotine { session, item, at, fate: fate_of(fate)?, reason }))
}

fn fate_of(words: &str) -> Outcome<Fate> {
    match words {
        "lost business" => Ok(Fate::LostBusiness),
        "to the guillotine section" => Ok(Fate::GuillotineSection),
        "to the executive" => Ok(Fate::Executive),
        "lapses" => Ok(Fate::Lapses),
        "remitted" => Ok(Fate::Remitted),
        _ => Err(format!("nothing that is not reached comes to “{words}”")),
    }
}

/// `09:30-12:30: 09:30 Welcome (20), 09:50 Pay (40) with 12`: a session as it was printed, with its lines.
fn printed(view: &ProgrammeView, name: &str) -> Outcome<String> {
    let zone = record::when::zone(&view.heading.time_zone).map_err(|refusal| refusal.to_string())?;
    let clock = |at| record::when::hours_minutes(zone, at);
    let session = view.sessions.iter().find(|session| session.name == name);
    let session = session.ok_or_else(|| format!("there is no session {name}"))?;
    let lines = view.days.iter().flat_map(|day| &day.items).filter(|line| line.session_id == session.id).map(
        |line| {
            let with =
                line.note.find("with ").map_or_else(String::new, |at| format!(" {}", &line.note[at..]));
            let minutes = (line.planned_end - line.planned_start) / 60_000;
            format!("{} {} ({minutes}){with}", clock(line.planned_start), line.title)
        },
    );
    Ok(format!("{}-{}: {}", clock(session.start), clock(session.end), lines.collect::<Vec<_>>().join(", ")))
}

/// The order of business as it stands, changed line by line: what the committee does with the keys.
///
/// # Errors
/// Where a line cannot be understood.
pub fn plan(under: &[String], facts: &Facts<'_>) -> Outcome<PlanDraft> {
    let view: DraftView = facts.world.view(&View::Draft { draft: None })?;
    let mut plan = view.draft;
    for line in under {
        change(&mut plan, line, facts)?;
    }
    Ok(plan)
}

fn change(plan: &mut PlanDraft, line: &str, facts: &Facts<'_>) -> Outcome {
    if let Some([name, session, times]) = fit("{} is a session of {} at {}", line) {
        let (start, end) = times.split_once('-').ok_or("a session is at 14:00-15:30")?;
        let (day, name) = (session.to_owned(), name.to_owned());
        let (start, end) = (start.to_owned(), end.to_owned());
        plan.sessions.push(DraftSession { session: None, day, name, start, end, items: Vec::new() });
    } else if let Some([name, times]) = fit("session {} is at {}", line) {
        let (start, end) = times.split_once('-').ok_or("a session is at 14:00-15:30")?;
        let session = session(plan, name)?;
        (session.start, session.end) = (start.to_owned(), end.to_owned());
    } else if let Some([name, minutes]) = fit("{} gets {} minutes", line) {
        taken(plan, name, facts)?.minutes = minutes.parse().map_err(|_| format!("{minutes} minutes?"))?;
    } else if let Some([name, at]) = fit("{} is fixed for {}", line) {
        let item = taken(plan, name, facts)?;
        (item.at, item.fixed) = (Some(at.to_owned()), true);
    } else if let Some([name]) = fit("{} is not fixed", line) {
        let item = taken(plan, name, facts)?;
        (item.at, item.fixed) = (None, false);
    } else if let Some([name]) = fit("{} is debated together", line) {
        taken(plan, name, facts)?.together = true;
    } else if let Some([name, least]) = fit("{} is cut to no less than {} minutes", line) {
        taken(plan, name, facts)?.least = Some(least.parse().map_err(|_| format!("{least} minutes?"))?);
    } else if let Some([name, after]) = fit("{} comes after {}", line) {
        let item = take_out(plan, name, facts)?;
        put_after(plan, item, facts.item(after)?)?;
    } else if let Some([name, to]) = fit("{} comes first in {}", line) {
        let item = take_out(plan, name, facts)?;
        session(plan, to)?.items.insert(0, item);
    } else if let Some([name, to]) = fit("{} comes last in {}", line) {
        let item = take_out(plan, name, facts)?;
        session(plan, to)?.items.push(item);
    } else if let Some([name, minutes, after]) = fit("new item {} of {} minutes after {}", line) {
        let item = DraftItem {
            title: name.to_owned(),
            minutes: minutes.parse().map_err(|_| format!("{minutes} minutes?"))?,
            ..unnamed()
        };
        put_after(plan, item, facts.item(after)?)?;
    } else if let Some([name]) = fit("{} is taken off", line) {
        let id = facts.item(name)?;
        take_out(plan, name, facts)?;
        plan.removed.push(id);
    } else if let Some([name, with]) = fit("the motions of {} are debated with those of {}", line) {
        let item = take_out(plan, name, facts)?;
        plan.removed.extend(item.item);
        let first = taken(plan, with, facts)?;
        first.motions.extend(item.motions);
        first.together = true;
    } else {
        return Err(format!("a plan has no such line: {line}"));
    }
    Ok(())
}

fn unnamed() -> DraftItem {
    DraftItem {
        item: None,
        title: String::new(),
        number: String::new(),
        kind: ItemKind::Business,
        minutes: 0,
        at: None,
        fixed: false,
        private: false,
        least: None,
        motions: Vec::new(),
        together: false,
    }
}

fn session<'a>(plan: &'a mut PlanDraft, name: &str) -> Outcome<&'a mut DraftSession> {
    plan.sessions.iter_mut().find(|session| session.name == name).ok_or_else(|| format!("no session {name}"))
}

/// An item of the draft by its name; what was lost is not in it.
fn taken<'a>(plan: &'a mut PlanDraft, name: &str, facts: &Facts<'_>) -> Outcome<&'a mut DraftItem> {
    let id = facts.item(name)?;
    let mut items = plan.sessions.iter_mut().flat_map(|session| &mut session.items);
    items.find(|item| item.item == Some(id)).ok_or_else(|| format!("{name} is not in the draft"))
}

/// Out of its place in the draft, or, where it was lost, from the list of lost business.
fn take_out(plan: &mut PlanDraft, name: &str, facts: &Facts<'_>) -> Outcome<DraftItem> {
    let id = facts.item(name)?;
    for session in &mut plan.sessions {
        if let Some(place) = session.items.iter().position(|item| item.item == Some(id)) {
            return Ok(session.items.remove(place));
        }
    }
    let lost: DraftView = facts.world.view(&View::Draft { draft: None })?;
    let found = lost.lost_business.into_iter().find(|each| each.item == id).map(|each| each.draft);
    found.ok_or_else(|| format!("{name} is not in the draft"))
}

fn put_after(plan: &mut PlanDraft, item: DraftItem, after: ItemId) -> Outcome {
    for session in &mut plan.sessions {
        if let Some(place) = session.items.iter().position(|other| other.item == Some(after)) {
            session.items.insert(place + 1, item);
            return Ok(());
        }
    }
    Err("what it comes after is not in the draft".to_owned())
}

/// What is expected of the order of business, of its versions, or of a draft: `the draft to …`, with the changes indented
/// under it.
///
/// # Errors
/// Where it says otherwise.
pub fn expect(wanted: &str, under: &[String], facts: &Facts<'_>) -> Option<Outcome> {
    of_the_programme(wanted, facts)
        .or_else(|| of_versions(wanted, facts))
        .or_else(|| of_a_draft(wanted, under, facts))
}

fn of_the_programme(wanted: &str, facts: &Facts<'_>) -> Option<Outcome> {
    let programme = || facts.world.view::<ProgrammeView>(&View::Programme);
    if let Some([names]) = fit("lost business {}", wanted) {
        return Some(programme().and_then(|view| {
            let lost: Vec<_> = view.lost.into_iter().map(|each| each.named).collect();
            is(names, &if lost.is_empty() { "nothing".to_owned() } else { lost.join(", ") })
        }));
    }
    if let Some([names]) = fit("guillotine section {}", wanted) {
        return Some(programme().and_then(|view| {
            let section = view.lost.into_iter().filter(|each| each.fate == Fate::GuillotineSection);
            let section: Vec<_> = section.map(|each| each.named).collect();
            is(names, &if section.is_empty() { "nothing".to_owned() } else { section.join(", ") })
        }));
    }
    if let Some([name, words]) = fit("the times of {} to be wrong: {}", wanted) {
        return Some(programme().and_then(|view| {
            if let Some(session) = view.sessions.iter().find(|session| session.name == name) {
                return is(words, &none(&session.faults));
            }
            let id = facts.line(name)?.id;
            let found = view.faults.into_iter().find(|each| each.item == id);
            is(words, &none(&found.map_or(Vec::new(), |each| each.faults)))
        }));
    }
    if let Some([name, lines]) = fit("printed on {}: {}", wanted) {
        return Some(programme().and_then(|view| is(lines, &printed(&view, name)?)));
    }
    if let Some([labels]) = fit("under no item {}", wanted) {
        return Some(programme().and_then(|view| {
            is(labels, &none(&view.under_nothing.into_iter().map(|each| each.label).collect::<Vec<_>>()))
        }));
    }
    None
}

fn of_versions(wanted: &str, facts: &Facts<'_>) -> Option<Outcome> {
    let plans = || facts.world.view::<PlansView>(&View::Plans { from: None, to: None });
    if let Some([reasons]) = fit("plan versions {}", wanted) {
        return Some(plans().and_then(|view| {
            is(reasons, &none(&view.versions.into_iter().rev().map(|each| each.reason).collect::<Vec<_>>()))
        }));
    }
    if let Some([to, from, changes]) = fit("version {} to differ from {} by {}", wanted) {
        let id = |versions: &[PlanVersion], number: &str| {
            versions.iter().find(|each| each.number.to_string() == number).map(|each| each.id)
        };
        return Some(plans().and_then(|view| {
            let (from, to) = (id(&view.versions, from), id(&view.versions, to));
            let view = facts.world.view::<PlansView>(&View::Plans { from, to })?;
            is(changes, &none(&view.changes))
        }));
    }
    if let Some([changes]) = fit("changed since the last plan: {}", wanted) {
        return Some(plans().and_then(|view| is(changes, &none(&view.changes))));
    }
    None
}

fn of_a_draft(wanted: &str, under: &[String], facts: &Facts<'_>) -> Option<Outcome> {
    let ask = || -> Outcome<DraftView> {
        let draft = plan(under, facts)?;
        facts.world.view(&View::Draft { draft: Some(draft) })
    };
    if let Some([names]) = fit("the draft to lose what is not lost now: {}", wanted) {
        return Some(ask().and_then(|view| is(names, &none(&view.newly_lost))));
    }
    if let Some([names]) = fit("the draft to lose {}", wanted) {
        return Some(ask().and_then(|view| is(names, &none(&view.lost))));
    }
    if let Some([names]) = fit("the draft to save {}", wanted) {
        return Some(ask().and_then(|view| is(names, &none(&view.saved))));
    }
    if let Some([words]) = fit("the draft to be wrong: {}", wanted) {
        return Some(ask().and_then(|view| {
            let of_items = view.sessions.iter().flat_map(|s| s.items.iter().flat_map(|item| &item.faults));
            let of_sessions = view.sessions.iter().flat_map(|s| &s.faults);
            let all: Vec<String> = of_sessions
                .chain(of_items)
                .chain(&view.warnings)
                .cloned()
                .chain(view.refused.map(|no| no.sentence))
                .collect();
            is(words, &none(&all))
        }));
    }
    if let Some([name, time]) = fit("in the draft {} finishes at {}", wanted) {
        return Some(ask().and_then(|view| {
            let found = view.sessions.iter().find(|session| session.name == name).ok_or("no such session")?;
            let zone = crate::told(record::when::zone("Europe/London"))?;
            is(time, &found.finish.map_or("never".to_owned(), |at| record::when::hours_minutes(zone, at)))
        }));
    }
    if let Some([name, minutes]) = fit("in the draft {} is estimated at {}", wanted) {
        return Some(ask().and_then(|view| {
            let id = facts.item(name)?;
            let mut items = view.sessions.iter().flat_map(|session| &session.items);
            let found = items.find(|item| item.item == Some(id)).ok_or("no such item")?;
            let said = found
                .estimate
                .as_ref()
                .map_or("nothing".to_owned(), |e| format!("{} min, {}", e.minutes, e.rests_on));
            is(minutes, &said)
        }));
    }
    None
}

fn none(all: &[String]) -> String {
    if all.is_empty() { "nothing".to_owned() } else { all.join(" | ") }
}
