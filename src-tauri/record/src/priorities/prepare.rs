//! A ballot is prepared, opened, closed, or given up.

use std::collections::BTreeSet;

use rules::motion;
use rules::priorities::{Counting, Terms, check};
use rules::refusal::Refusal;
use rules::share::counted;

use super::{State, in_state, known};
use crate::allow::said;
use crate::command::NewPriorities;
use crate::halt::{Done, Halt};
use crate::ids::{DelegationId, MotionId, PrioritiesId};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{motions, set_up};

/// A new ballot, or another form of one that is not open yet.
pub(crate) fn prepare(act: &Act<'_>, ballot: Option<PrioritiesId>, new: &NewPriorities) -> Done {
    set_up::set(act.db)?;
    let title = said("title of the ballot", &new.title)?;
    let options = options(act, new)?;
    let number = u32::try_from(options.len()).unwrap_or(u32::MAX);
    check(Terms { counting: new.counting, choices: new.choices, places: new.places, options: number })?;
    let counting = name_of(&new.counting)?;
    let id = match ballot {
        Some(id) => {
            in_state(&known(act.db, id)?, &[State::Preparing])?;
            act.db.run(
                "UPDATE priorities_ballot SET title = ?2, counting = ?3, choices = ?4, places = ?5 WHERE id = ?1",
                (id, &title, &counting, new.choices, new.places),
            )?;
            act.db.run("DELETE FROM priorities_option WHERE ballot_id = ?1", [id])?;
            id
        }
        None => PrioritiesId(act.db.insert(
            "INSERT INTO priorities_ballot(title, counting, choices, places, state)
             VALUES (?1, ?2, ?3, ?4, 'preparing')",
            (&title, &counting, new.choices, new.places),
        )?),
    };
    for (number, (option, motion)) in (1_i64..).zip(&options) {
        act.db.insert(
            "INSERT INTO priorities_option(ballot_id, number, title, motion_id) VALUES (?1, ?2, ?3, ?4)",
            (id, number, option, motion),
        )?;
    }
    let each = if new.counting == Counting::Separately { " by each section" } else { "" };
    Ok(format!(
        "The priorities ballot “{title}” was prepared: {}, of which a delegation may choose {} and {} will be chosen{each}.",
        counted(u64::from(number), "option", "options"),
        new.choices,
        new.places,
    ))
}

/// The titles as they will be printed, each with its motion.
fn options(act: &Act<'_>, new: &NewPriorities) -> Result<Vec<(String, Option<MotionId>)>, Halt> {
    let (mut titles, mut papers) = (BTreeSet::new(), BTreeSet::new());
    let mut options = Vec::new();
    for option in &new.options {
        let title = match option.motion {
            Some(id) => {
                let paper = motions::known(act.db, id)?;
                let upon = paper.upon.is_some();
                if upon || !may_be_asked_for(paper.state) {
                    let why = if upon { "an amendment" } else { paper.state.in_words() };
                    let sentence = format!("{} is {why}: no time can be asked for it.", paper.label());
                    return Err(Refusal::new("priorities.no_such_motion", sentence).into());
                }
                if !papers.insert(id) {
                    let sentence = format!("{} stands twice on the ballot.", paper.label());
                    return Err(Refusal::new("priorities.same_option", sentence).into());
                }
                if option.title.trim().is_empty() {
                    format!("{}, {}", paper.label(), paper.title)
                } else {
                    said("name of an option", &option.title)?
                }
            }
            None => said("name of an option", &option.title)?,
        };
        if !titles.insert(title.to_lowercase()) {
            let sentence = format!("“{title}” stands twice on the ballot.");
            return Err(Refusal::new("priorities.same_option", sentence).into());
        }
        options.push((title, option.motion));
    }
    Ok(options)
}

/// It is still to be decided, and the committee has not ruled it out.
pub(super) fn may_be_asked_for(state: motion::State) -> bool {
    state.is_undecided() || state.is_with_committee() && state != motion::State::RuledOut
}

/// From now on papers are collected; every delegation on the register has one, with its value as it is now.
pub(crate) fn open(act: &Act<'_>, id: PrioritiesId) -> Done {
    let ballot = known(act.db, id)?;
    in_state(&ballot, &[State::Preparing])?;
    let electorate = act.db.rows(
        "SELECT d.id, d.name, s.id, ifnull(s.weight, 1), d.votes
         FROM delegation d LEFT JOIN section s ON s.id = d.section_id ORDER BY d.id",
        [],
        |r| {
            Ok((
                r.get::<_, DelegationId>(0)?,
                r.get::<_, String>(1)?,
                r.get::<_, Option<i64>>(2)?,
                r.get::<_, u32>(3)?,
                r.get::<_, i64>(4)?,
            ))
        },
    )?;
    if electorate.is_empty() {
        return Err(Refusal::new("priorities.nobody", "No delegation is on the register.")
            .allowed_by("Take the delegations in under Register first.")
            .into());
    }
    let astray = electorate.iter().find(|(_, _, section, ..)| section.is_none());
    if let Some((_, name, ..)) = astray.filter(|_| ballot.counting != Counting::Together) {
        return Err(Refusal::new(
            "priorities.no_section",
            format!("{name} belongs to no section, and the ballot is counted by sections."),
        )
        .allowed_by("Give every delegation its section, or count all together.")
        .into());
    }
    for (delegation, _, section, weight, value) in &electorate {
        act.db.insert(
            "INSERT INTO priorities_paper(ballot_id, delegation_id, section_id, weight, value, state, station)
             VALUES (?1, ?2, ?3, ?4, ?5, 'out', '')",
            (id, delegation, section, weight, value),
        )?;
    }
    act.db.run("UPDATE priorities_ballot SET state = 'open', opened_at = ?2 WHERE id = ?1", (id, act.at))?;
    let papers = u64::try_from(electorate.len()).unwrap_or(u64::MAX);
    let papers = counted(papers, "delegation has a paper", "delegations have a paper each");
    Ok(format!("The priorities ballot “{}” is open: {papers}.", ballot.title))
}

/// Nothing more is collected.
pub(crate) fn close(act: &Act<'_>, id: PrioritiesId) -> Done {
    let ballot = known(act.db, id)?;
    in_state(&ballot, &[State::Open])?;
    act.db
        .run("UPDATE priorities_ballot SET state = 'closed', closed_at = ?2 WHERE id = ?1", (id, act.at))?;
    Ok(format!("The priorities ballot “{}” is closed.", ballot.title))
}

/// It is given up before anybody heard a result.
pub(crate) fn abandon(act: &Act<'_>, id: PrioritiesId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let ballot = known(act.db, id)?;
    in_state(&ballot, &[State::Preparing, State::Open, State::Closed, State::Counted])?;
    act.db.run("DELETE FROM priorities_settlement WHERE ballot_id = ?1", [id])?;
    act.db.run("UPDATE priorities_ballot SET state = 'abandoned' WHERE id = ?1", [id])?;
    Ok(format!("The priorities ballot “{}” was abandoned: {reason}", ballot.title))
}
