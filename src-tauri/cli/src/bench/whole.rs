//! The largest conference that is promised: five days of 170 items, 1,000 delegations with 2,500 delegates, 400 motions and
//! 600 amendments, a composite of 5,000 words and two priorities ballots, all invented.

use std::path::Path;

use record::command::{
    Command, DelegateRow, NewComposite, NewConference, NewMotion, NewPriorities, NewPriority, PaperMark,
    ProgrammeRow, Standing,
};
use record::desk::Desk;
use record::ids::{ItemId, MotionId, PrioritiesId, PrioritiesOptionId, PrioritiesPaperId};
use rules::challenge::Ground;
use rules::motion::MotionKind;
use rules::priorities::Counting;
use rules::report::PartKind;

use super::conference::{delegation, dispatch, of};
use super::papers::{amendment, handed_in, long, motion};
use crate::files::options;
use crate::stop::Stop;

pub(super) const DAYS: u32 = 5;
/// Lines of a day: 170 of the conference.
pub(super) const LINES: u32 = 34;
const DELEGATIONS: u32 = 1_000;
pub(super) const DELEGATES: u32 = 2_500;
const MOTIONS: u32 = 400;
const AMENDMENTS: u32 = 600;
/// Amendments to one motion: those at the front of the agenda have them all.
const TO_ONE: u32 = 3;
/// Emergency motions, every other one ruled out and challenged.
const EMERGENCIES: u32 = 20;
/// Minutes of a line.
const MINUTES: u32 = 15;
/// Options of each priorities ballot, and how many of them a delegation chooses.
const OPTIONS: u32 = 20;
const CHOICES: u32 = 5;
/// Papers of each ballot that are in.
const PAPERS: u32 = 400;

/// Composited from the last two motions, of 2,500 words each.
pub(super) const COMPOSITE: MotionId = MotionId(1_001);
/// The first emergency motion: it is not ruled on.
pub(super) const EMERGENCY: MotionId = MotionId(1_002);

/// Makes it, up to the moment when conference is open.
pub(super) fn make(path: &Path) -> Result<(), Stop> {
    let desk = Desk::create(path, options())?;
    let hand = |command| dispatch(&desk, command);
    hand(Command::SetUp { conference: conference() })?;
    hand(Command::ImportRegister { rows: (1..=DELEGATIONS).map(delegation).collect() })?;
    hand(Command::ImportProgramme {
        rows: (1..=DAYS).flat_map(|day| (0..LINES).map(move |number| line(day, number))).collect(),
    })?;
    hand(Command::ImportDelegates { rows: (1..=DELEGATES).map(delegate).collect() })?;
    hand(Command::IssueCards)?;
    let mut number = 0;
    for paper in 1..=MOTIONS {
        let item = Some(ItemId(i64::from(paper % (DAYS * LINES)) + 1));
        let new = if paper + 1 < MOTIONS { motion(paper) } else { long(paper) };
        let new = NewMotion { item, section: format!("Section {}", paper % 12), ..new };
        let upon = handed_in(&hand(Command::AddMotion { motion: new })?)?;
        for paragraph in 1..=TO_ONE.min(AMENDMENTS - number) {
            number += 1;
            hand(Command::AddMotion { motion: amendment(number, upon, paragraph) })?;
        }
    }
    composite(&desk)?;
    committee(&desk)?;
    hand(Command::Open)?;
    priorities(&desk)?;
    desk.close();
    Ok(())
}

/// A composite that is not agreed yet: all that its two sources say.
fn composite(desk: &Desk) -> Result<(), Stop> {
    let sources = vec![MotionId(COMPOSITE.0 - 2), MotionId(COMPOSITE.0 - 1)];
    let new = NewComposite { title: "Of everything".to_owned(), sources, paragraphs: Vec::new() };
    let made: MotionId = handed_in(&dispatch(desk, Command::Compose { composite: new })?)?;
    if made != COMPOSITE {
        return Err(Stop::Fault(format!("The composite is not where it is looked for, but {}.", made.0)));
    }
    Ok(())
}

/// Two priorities ballots: one that was declared, and orders business; and one that is being entered.
fn priorities(desk: &Desk) -> Result<(), Stop> {
    let hand = |command| dispatch(desk, command);
    for number in 1..=2 {
        // Motions without amendments stand after all those that have three.
        let motion = |option: u32| Some(MotionId(i64::from(800 + option)));
        let options =
            (1..=OPTIONS).map(|option| NewPriority { title: String::new(), motion: motion(option) });
        let priorities = NewPriorities {
            title: format!("Priorities {number}"),
            counting: Counting::Together,
            choices: CHOICES,
            places: OPTIONS / 2,
            options: options.collect(),
        };
        let prepared = hand(Command::PreparePriorities { ballot: None, priorities })?;
        let Some(ballot) = of(&prepared, "priorities_ballot").next().map(PrioritiesId) else {
            return Err(Stop::Fault("The ballot was not prepared.".to_owned()));
        };
        hand(Command::OpenPriorities { ballot })?;
        for paper in 1..=PAPERS {
            hand(chosen(number, paper))?;
        }
        if number == 1 {
            hand(Command::ClosePriorities { ballot })?;
            hand(Command::CountPriorities { ballot })?;
            hand(Command::DeclarePriorities { ballot })?;
        }
    }
    Ok(())
}

/// The paper of one delegation is entered in one of the two ballots.
fn chosen(ballot: u32, delegation: u32) -> Command {
    let place = |each: u32, of: u32| i64::from((ballot - 1) * each + of);
    let option = |choice| PrioritiesOptionId(place(OPTIONS, (delegation + choice * choice) % OPTIONS + 1));
    Command::EnterPrioritiesPaper {
        paper: PrioritiesPaperId(place(DELEGATIONS, delegation)),
        mark: PaperMark::Marked,
        options: (0..CHOICES).map(option).collect(),
    }
}

/// A paper more of the ballot that is open.
pub(super) fn next_paper(key: u32) -> Command {
    chosen(2, PAPERS + key + 1)
}

/// What the committee has before it: a report of every part, emergency motions, challenges.
fn committee(desk: &Desk) -> Result<(), Stop> {
    let hand = |command| dispatch(desk, command);
    for number in 1..=EMERGENCIES {
        let new =
            NewMotion { kind: MotionKind::Emergency, number: format!("E{number}"), ..motion(500 + number) };
        let event = "The strike at the depot".to_owned();
        let on = Some("2026-04-30".to_owned());
        let motion: MotionId = handed_in(&hand(Command::HandInEmergency { motion: new, event, on })?)?;
        if number.is_multiple_of(2) {
            let reason = "Another motion covers it.".to_owned();
            hand(Command::RuleOut { motion, reason: reason.clone() })?;
            let by = format!("Branch {number}");
            hand(Command::MakeChallenge {
                of: motion,
                ground: Ground::Ruling,
                to: None,
                by,
                reason,
                item: ItemId(1),
            })?;
        }
    }
    let started = hand(Command::StartReport { title: String::new(), day: None })?;
    let Some(report) = of(&started, "report").next().map(record::ids::ReportId) else {
        return Err(Stop::Fault("The report was not begun.".to_owned()));
    };
    for kind in [
        PartKind::Agenda,
        PartKind::Timetable,
        PartKind::RuledIn,
        PartKind::RuledOut,
        PartKind::Emergency,
        PartKind::SpeechTimes,
    ] {
        hand(Command::AddReportPart { report, kind, heading: String::new(), text: String::new() })?;
    }
    Ok(())
}

fn conference() -> NewConference {
    NewConference {
        name: "Bench".to_owned(),
        venue: "Nowhere".to_owned(),
        time_zone: "Europe/London".to_owned(),
        days: (1..=DAYS).map(day).collect(),
        profile: "citrine".to_owned(),
        rehearsal: true,
        about: "Invented to be measured.".to_owned(),
    }
}

fn day(number: u32) -> String {
    format!("2026-05-{number:02}")
}

fn line(of: u32, number: u32) -> ProgrammeRow {
    let clock = |minutes: u32| format!("{:02}:{:02}", 9 + minutes / 60, minutes % 60);
    ProgrammeRow {
        day: day(of),
        start: clock(number * MINUTES),
        end: clock((number + 1) * MINUTES),
        session: if number < LINES / 2 { "Morning" } else { "Afternoon" }.to_owned(),
        title: format!("Item {}", (of - 1) * LINES + number + 1),
        motions: String::new(),
        private: false,
        number: None,
        kind: None,
        fixed: None,
    }
}

fn delegate(number: u32) -> DelegateRow {
    DelegateRow {
        badge: number.to_string(),
        name: format!("Delegate {number}"),
        delegation: Some((number % DELEGATIONS + 1).to_string()),
        standing: Standing::Delegate,
        first_time: number.is_multiple_of(5),
    }
}
