//! What the standing orders committee would ask for next: priorities ballots.

use record::command::{Command, NewPriorities, NewPriority, PaperMark, TieSettledBy};
use record::ids::{ItemId, MotionId, PrioritiesId, PrioritiesOptionId, PrioritiesPaperId, SectionId};
use record::view::View;
use record::view::papers::PapersView;
use record::view::priorities::{BallotShown, PrioritiesView, PriorityPaper, State};
use record::view::programme::ProgrammeView;
use rules::priorities::Counting;

use crate::Outcome;
use crate::chance::Chance;
use crate::world::World;

/// What makes sense now, by how likely it is.
///
/// # Errors
/// Where a screen cannot be seen.
pub fn choices(world: &World, chance: &mut Chance) -> Outcome<Vec<(usize, Command)>> {
    let mut all = Vec::new();
    let shown: PrioritiesView = world.view(&View::Priorities { before: None })?;
    if shown.ballots.len() < 4 {
        let papers: PapersView = world.view(&View::Papers)?;
        let motions: Vec<MotionId> =
            papers.papers.iter().filter(|paper| paper.upon.is_none()).map(|paper| paper.id).collect();
        let waits = shown.ballots.first().filter(|ballot| ballot.state == State::Preparing);
        let ballot = waits.map(|ballot| ballot.id).filter(|_| chance.once_in(2));
        all.push((2, Command::PreparePriorities { ballot, priorities: new(&motions, chance) }));
    }
    let items: Vec<ItemId> = world
        .view::<ProgrammeView>(&View::Programme)?
        .days
        .iter()
        .flat_map(|day| &day.items)
        .map(|line| line.id)
        .collect();
    if let Some(ballot) = shown.ballots.first() {
        of_a_ballot(ballot, &items, chance, &mut all);
    }
    Ok(all)
}

fn new(motions: &[MotionId], chance: &mut Chance) -> NewPriorities {
    let counting = [Counting::Together, Counting::Weighted, Counting::Separately];
    let subject = |title: &str| NewPriority { title: title.to_owned(), motion: None };
    let mut options = vec![subject("Housing"), subject("Transport")];
    options.extend(
        motions.iter().take(3).map(|motion| NewPriority { title: String::new(), motion: Some(*motion) }),
    );
    NewPriorities {
        title: "Priorities".to_owned(),
        counting: *chance.pick(&counting).unwrap_or(&Counting::Together),
        choices: 1 + chance.number(2),
        places: 1 + chance.number(2),
        options,
    }
}

fn of_a_ballot(ballot: &BallotShown, items: &[ItemId], chance: &mut Chance, all: &mut Vec<(usize, Command)>) {
    let id = ballot.id;
    let reason = || "it was wrong".to_owned();
    match ballot.state {
        State::Preparing => all.push((10, Command::OpenPriorities { ballot: id })),
        State::Open | State::Closed => {
            let (out, seen): (Vec<&PriorityPaper>, Vec<_>) =
                ballot.papers.iter().partition(|paper| paper.mark.is_none());
            if let Some(paper) = chance.pick(&out) {
                all.push((10, enter(paper.id, ballot, chance)));
            }
            if let Some(paper) = chance.pick(&seen) {
                all.push((1, enter(paper.id, ballot, chance)));
                all.push((1, Command::SetPrioritiesPaperAside { paper: paper.id, reason: reason() }));
            }
            // Few papers tie often.
            let done = if seen.is_empty() { 1 } else { 20 };
            all.push((done, Command::ClosePriorities { ballot: id }));
            all.push((done, Command::CountPriorities { ballot: id }));
            all.push((1, Command::AbandonPriorities { ballot: id, reason: reason() }));
        }
        State::Counted => {
            for list in &ballot.lists {
                let Some(tie) = &list.tie else { continue };
                let places = usize::try_from(tie.places).unwrap_or(usize::MAX);
                let options: Vec<PrioritiesOptionId> = tie.options.iter().take(places).copied().collect();
                let how = if chance.once_in(2) { TieSettledBy::Lot } else { TieSettledBy::Vote };
                let (section, words) = (list.section, "drawn by Ann Lee".to_owned());
                all.push((20, Command::SettlePrioritiesTie { ballot: id, section, options, how, words }));
            }
            all.push((10, Command::DeclarePriorities { ballot: id }));
            all.push((1, Command::RecountPriorities { ballot: id, reason: reason() }));
        }
        State::Declared => {
            let before = chance.pick(items).copied().filter(|_| chance.once_in(2));
            all.push((8, Command::OrderByPriorities { ballot: id, before }));
            all.push((1, Command::RecountPriorities { ballot: id, reason: reason() }));
        }
        State::Abandoned => {}
    }
}

fn enter(paper: PrioritiesPaperId, ballot: &BallotShown, chance: &mut Chance) -> Command {
    let most = usize::try_from(ballot.choices).unwrap_or(1) + usize::from(chance.once_in(20));
    let from = chance.below(ballot.options.len());
    let options: Vec<PrioritiesOptionId> =
        ballot.options.iter().cycle().skip(from).take(most).map(|option| option.id).collect();
    match chance.below(10) {
        0 => Command::EnterPrioritiesPaper { paper, mark: PaperMark::Blank, options: Vec::new() },
        1 => Command::EnterPrioritiesPaper { paper, mark: PaperMark::Spoiled, options: Vec::new() },
        _ => Command::EnterPrioritiesPaper { paper, mark: PaperMark::Marked, options },
    }
}

/// One of every act of the committee; ids are ones that may well exist.
#[must_use]
pub fn examples() -> Vec<Command> {
    let (ballot, paper) = (PrioritiesId(1), PrioritiesPaperId(1));
    let reason = || "because".to_owned();
    vec![
        Command::PreparePriorities {
            ballot: Some(ballot),
            priorities: NewPriorities {
                title: "Priorities".to_owned(),
                counting: Counting::Separately,
                choices: 2,
                places: 1,
                options: vec![
                    NewPriority { title: "Housing".to_owned(), motion: None },
                    NewPriority { title: String::new(), motion: Some(MotionId(1)) },
                ],
            },
        },
        Command::OpenPriorities { ballot },
        Command::EnterPrioritiesPaper {
            paper,
            mark: PaperMark::Marked,
            options: vec![PrioritiesOptionId(1), PrioritiesOptionId(2)],
        },
        Command::SetPrioritiesPaperAside { paper, reason: reason() },
        Command::ClosePriorities { ballot },
        Command::CountPriorities { ballot },
        Command::SettlePrioritiesTie {
            ballot,
            section: Some(SectionId(1)),
            options: vec![PrioritiesOptionId(1)],
            how: TieSettledBy::Lot,
            words: "drawn".to_owned(),
        },
        Command::DeclarePriorities { ballot },
        Command::RecountPriorities { ballot, reason: reason() },
        Command::AbandonPriorities { ballot, reason: reason() },
        Command::OrderByPriorities { ballot, before: Some(ItemId(1)) },
    ]
}
