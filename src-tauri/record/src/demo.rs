//! The demonstration: a conference made by commands, one after another, as a committee would make it.
//!
//! Invariant: it is built through the desk like any other file; what is invented in it says so on its first screen.

use std::collections::BTreeMap;

use rules::refusal::Refusal;
use serde::Deserialize;

use crate::command::{
    Command, ItemKind, MotionKind, NewConference, NewMotion, ProgrammeRow, RegisterRow, Standing,
};
use crate::desk::Desk;
use crate::halt::{Fault, Halt};
use crate::ids::{DelegateId, DelegationId, ItemId, MotionId};
use crate::transact::{Actor, Answer, Envelope, Receipt, Role};
use crate::when;

const GRASSROOTS: &str = include_str!("../../../assets/demo/grassroots.json");

#[derive(Deserialize)]
struct Demo {
    conference: NewConference,
    starts: String,
    register: Vec<RegisterRow>,
    people: Vec<Person>,
    programme: Vec<ProgrammeRow>,
    numbers: BTreeMap<String, String>,
    election: String,
    papers: Vec<Paper>,
}

#[derive(Deserialize)]
struct Person {
    badge: String,
    name: String,
    branch: String,
    first_time: bool,
}

#[derive(Deserialize)]
struct Paper {
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    upon: Option<String>,
    number: String,
    kind: MotionKind,
    title: String,
    mover: String,
    seconder: String,
    #[serde(default)]
    paragraphs: Vec<String>,
    #[serde(default)]
    edits: Vec<rules::amendment::Edit>,
}

/// Everything up to the moment before the chair opens conference.
///
/// # Errors
/// What the desk refuses or fails at: then the file is not to be kept.
pub fn build(desk: &Desk) -> Result<(), Halt> {
    let demo: Demo = serde_json::from_str(GRASSROOTS)?;
    let zone = when::zone(&demo.conference.time_zone)?;
    let day = demo.conference.days.first().map(String::as_str).unwrap_or_default();
    let at = when::instant(zone, when::day(day)?, when::time_of_day(&demo.starts)?)?;
    let mut hand = Hand { desk, at };
    hand.dispatch(Command::SetUp { conference: demo.conference })?;
    let made = hand.dispatch(Command::ImportRegister { rows: demo.register.clone() })?;
    let delegations: BTreeMap<String, DelegationId> = demo
        .register
        .into_iter()
        .map(|row| row.name)
        .zip(ids(&made, "delegation").into_iter().map(DelegationId))
        .collect();
    for person in demo.people {
        let made = hand.dispatch(Command::AddDelegate {
            badge: person.badge,
            name: person.name,
            delegation: delegations.get(&person.branch).copied(),
            standing: Standing::Delegate,
            first_time: person.first_time,
        })?;
        for id in ids(&made, "delegate") {
            hand.dispatch(Command::MarkPresent { delegate: DelegateId(id), present: true })?;
        }
    }
    hand.dispatch(Command::IssueCards)?;
    let made = hand.dispatch(Command::ImportProgramme { rows: demo.programme.clone() })?;
    let items: BTreeMap<String, ItemId> = demo
        .programme
        .into_iter()
        .map(|row| row.title)
        .zip(ids(&made, "item").into_iter().map(ItemId))
        .collect();
    for (title, number) in demo.numbers {
        let Some(item) = items.get(&title).copied() else { continue };
        let election = title == demo.election;
        if !number.is_empty() || election {
            let kind = if election { ItemKind::Election } else { ItemKind::Business };
            hand.dispatch(Command::SettleItem { item, number, kind, fixed: election, title: None })?;
        }
    }
    papers(&mut hand, demo.papers, &items)
}

fn papers(hand: &mut Hand<'_>, papers: Vec<Paper>, items: &BTreeMap<String, ItemId>) -> Result<(), Halt> {
    let mut motions: BTreeMap<String, MotionId> = BTreeMap::new();
    for paper in papers {
        let made = hand.dispatch(Command::AddMotion {
            motion: NewMotion {
                number: paper.number.clone(),
                kind: paper.kind,
                title: paper.title,
                upon: paper.upon.and_then(|number| motions.get(&number).copied()),
                mover: Some(paper.mover),
                seconder: Some(paper.seconder),
                paragraphs: paper.paragraphs,
                edits: paper.edits,
                item: paper.item.and_then(|title| items.get(&title).copied()),
                ..NewMotion::default()
            },
        })?;
        if let Some(id) = ids(&made, "motion").first() {
            motions.insert(paper.number, MotionId(*id));
        }
    }
    Ok(())
}

fn ids(made: &Receipt, table: &str) -> Vec<i64> {
    made.made.iter().filter(|m| m.table == table).map(|m| m.id).collect()
}

/// The committee's hand: one act every few seconds of that morning.
struct Hand<'a> {
    desk: &'a Desk,
    at: i64,
}

impl Hand<'_> {
    fn dispatch(&mut self, command: Command) -> Result<Receipt, Halt> {
        self.at += 5_000;
        let answer = self.desk.dispatch(Envelope {
            idem: None,
            actor: Actor { role: Role::Script, station: "committee".to_owned(), name: None },
            at: Some(self.at),
            command,
            reason: None,
        });
        match answer {
            Answer::Receipt(receipt) => Ok(receipt),
            Answer::Refusal(refusal) => Err(Refusal::new(
                &refusal.code,
                format!("The demonstration cannot be made: {}", refusal.sentence),
            )
            .into()),
            Answer::Fault(fault) => Err(Fault::new(fault.detail).into()),
        }
    }
}
