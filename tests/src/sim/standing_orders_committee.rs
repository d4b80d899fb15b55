//! What the standing orders committee would ask for next: reports, priorities ballots.

use record::command::{Command, NewMotion, NewPriorities, NewPriority, PaperMark, Place, TieSettledBy};
use record::ids::{
    DayId, ItemId, MotionId, PrioritiesId, PrioritiesOptionId, PrioritiesPaperId, ReportId, ReportPartId,
    SectionId,
};
use record::view::View;
use record::view::emergencies::EmergenciesView;
use record::view::papers::PapersView;
use record::view::priorities::{BallotShown, PrioritiesView, PriorityPaper, State as BallotState};
use record::view::programme::ProgrammeView;
use record::view::reports::{ReportsView, Standing};
use rules::challenge::Ground;
use rules::motion::{MotionKind, State};
use rules::priorities::Counting;
use rules::report::{PartKind, ReferredBy};

use super::opening;
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
        let waits = shown.ballots.first().filter(|ballot| ballot.state == BallotState::Preparing);
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
    reports(&world.view(&View::Reports)?, chance, &mut all);
    emergencies(&world.view(&View::Emergencies)?, chance, &mut all);
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
        BallotState::Preparing => all.push((10, Command::OpenPriorities { ballot: id })),
        BallotState::Open | BallotState::Closed => {
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
        BallotState::Counted => {
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
        BallotState::Declared => {
            let before = chance.pick(items).copied().filter(|_| chance.once_in(2));
            all.push((8, Command::OrderByPriorities { ballot: id, before }));
            all.push((1, Command::RecountPriorities { ballot: id, reason: reason() }));
        }
        BallotState::Abandoned => {}
    }
}

fn emergencies(view: &EmergenciesView, chance: &mut Chance, all: &mut Vec<(usize, Command)>) {
    let number = view.papers.len();
    if number < 4 {
        let day = *chance.pick(&["2017-03-10", "2017-03-11", "2017-03-12"]).unwrap_or(&"2017-03-11");
        let (kind, on) = if chance.once_in(3) {
            (MotionKind::Late, None)
        } else {
            (MotionKind::Emergency, Some(day.to_owned()))
        };
        let motion = NewMotion { kind, ..opening::motion(&format!("E{number}"), None, false) };
        all.push((3, Command::HandInEmergency { motion, event: "The event".to_owned(), on }));
    }
    let after = chance.pick(&view.items).map(|item| item.id);
    for paper in &view.papers {
        let (motion, reason) = (paper.id, "so the committee finds".to_owned());
        if paper.state == State::Submitted && chance.once_in(2) {
            all.push((5, Command::RuleOut { motion, reason }));
        } else if paper.state == State::Submitted {
            all.push((5, Command::RuleIn { motions: vec![motion], reason }));
        } else if paper.state == State::RuledIn {
            all.push((8, Command::PlaceEmergency { motion, after, minutes: 10 }));
            let under = view.items.first().map(|item| item.id);
            let (of, ground, to, by) = (motion, Ground::Admitted, None, "Hull".to_owned());
            all.extend(under.map(|item| (3, Command::MakeChallenge { of, ground, to, by, reason, item })));
        } else if paper.state == State::RuledOut {
            let by = "Hull".to_owned();
            let under = view.items.first().map(|item| item.id);
            let (of, ground, to) = (motion, Ground::Ruling, None);
            all.extend(under.map(|item| (8, Command::MakeChallenge { of, ground, to, by, reason, item })));
        }
    }
    for challenge in &view.challenges {
        if challenge.to_carry_out {
            all.push((40, Command::CarryOutChallenge { challenge: challenge.id }));
        } else if challenge.state == State::OnAgenda {
            all.push((10, Command::CallMotion { motion: challenge.id }));
        }
    }
}

fn reports(view: &ReportsView, chance: &mut Chance, all: &mut Vec<(usize, Command)>) {
    let Some(newest) = view.reports.first() else {
        all.push((1, Command::StartReport { title: String::new(), day: None }));
        return;
    };
    let part = chance.pick(&newest.parts).map(|part| part.id);
    match newest.standing {
        Standing::Draft => {
            let kind = *chance.pick(&PartKind::ALL).unwrap_or(&PartKind::Free);
            let text = if chance.once_in(2) { "As it is.".to_owned() } else { String::new() };
            let (report, heading) = (newest.id, "Heading".to_owned());
            all.push((4, Command::AddReportPart { report, kind, heading, text }));
            if let Some(part) = part {
                let place = *chance.pick(&[Place::Up, Place::Down, Place::First]).unwrap_or(&Place::Last);
                all.push((12, Command::MoveReportPart { part, place }));
                let heading = "Another heading".to_owned();
                all.push((1, Command::WriteReportPart { part, heading, text: "Anew.".to_owned() }));
                all.push((1, Command::RemoveReportPart { part }));
            }
            let item = chance.pick(&view.items).map(|item| item.id).filter(|_| chance.once_in(2));
            let ready = usize::from(newest.parts.len() > 1);
            all.push((ready * 3, Command::PublishReport { report, item, mover: String::new() }));
        }
        Standing::BeforeConference => {
            let by = if chance.once_in(2) {
                ReferredBy::Agreed
            } else {
                ReferredBy::Count { r#for: u64::from(chance.number(4)), against: 1 }
            };
            if let Some(part) = part {
                all.push((20, Command::ReferPartBack { part, by, reason: "not so".to_owned() }));
                let (by, reason) = ("Hull".to_owned(), "not so".to_owned());
                all.push((10, Command::MoveReferenceBack { part, by, reason }));
            }
            let back = newest.parts.iter().find(|part| part.referred_back.is_some());
            if let Some(part) = back.map(|part| part.id) {
                all.push((10, Command::RestorePart { part, reason: "a slip".to_owned() }));
            }
        }
        Standing::Published => {}
        Standing::Adopted | Standing::ReferredBack | Standing::Gone => {
            if newest.number < 4 {
                all.push((1, Command::StartReport { title: "Next".to_owned(), day: None }));
            }
        }
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
        Command::HandInEmergency {
            motion: NewMotion {
                kind: MotionKind::Emergency,
                ..opening::motion("E77", Some(ItemId(1)), false)
            },
            event: "The event".to_owned(),
            on: Some("2017-03-10".to_owned()),
        },
        Command::PlaceEmergency { motion: MotionId(1), after: Some(ItemId(1)), minutes: 10 },
        Command::MakeChallenge {
            of: MotionId(1),
            ground: Ground::Place,
            to: Some(ItemId(2)),
            by: "Hull".to_owned(),
            reason: reason(),
            item: ItemId(1),
        },
        Command::CarryOutChallenge { challenge: MotionId(1) },
        Command::StartReport { title: "Report".to_owned(), day: Some(DayId(1)) },
        Command::AddReportPart {
            report: ReportId(1),
            kind: PartKind::Free,
            heading: "Heading".to_owned(),
            text: "Text".to_owned(),
        },
        Command::WriteReportPart {
            part: ReportPartId(1),
            heading: "Heading".to_owned(),
            text: "Text".to_owned(),
        },
        Command::MoveReportPart { part: ReportPartId(1), place: Place::Down },
        Command::RemoveReportPart { part: ReportPartId(1) },
        Command::PublishReport { report: ReportId(1), item: Some(ItemId(1)), mover: "Committee".to_owned() },
        Command::ReferPartBack {
            part: ReportPartId(1),
            by: ReferredBy::Count { r#for: 3, against: 2 },
            reason: reason(),
        },
        Command::MoveReferenceBack { part: ReportPartId(1), by: "Hull".to_owned(), reason: reason() },
        Command::RestorePart { part: ReportPartId(1), reason: reason() },
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
