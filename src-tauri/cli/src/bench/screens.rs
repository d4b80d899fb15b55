//! How long each of the committee's and the register's screens takes to answer a key, in the largest conference: from the
//! act to the last of the views that the screen looks at, the chair's strip and the hall's window being open beside it.

use std::path::Path;
use std::time::Instant;

use record::command::{Command, Place};
use record::desk::Desk;
use record::ids::{DelegateId, DelegationId, ItemId, MotionId, ReportPartId};
use record::view::View;

use super::conference::dispatch;
use super::figure::Times;
use super::papers::long;
use super::whole::{COMPOSITE, DELEGATES, EMERGENCY, next_paper};
use crate::files::options;
use crate::stop::{Stop, note};

/// Keys on each screen.
const KEYS: i64 = 100;

/// A screen: what it looks at, and an act that changes it.
struct Screen {
    name: &'static str,
    views: Vec<View>,
    key: fn(i64) -> Command,
}

fn screens() -> Vec<Screen> {
    let screen = |name, views, key| Screen { name, views, key };
    vec![
        screen("programme", vec![View::Programme], moved),
        screen("motions", vec![View::Papers, View::Programme, View::Paper { motion: MotionId(1) }], sorted),
        screen(
            "register",
            vec![View::Register, View::Delegation { delegation: Some(DelegationId(1)) }],
            present,
        ),
        screen("the door", vec![View::Register, View::Door { typed: "Dele".to_owned() }], at_the_door),
        screen("credentials", vec![View::Register, View::Credentials], present),
        screen("who votes", vec![View::Register, View::Franchise], present),
        screen("finding a speaker", vec![View::People], present),
        screen("finding anything", vec![View::Papers, View::Votes], sorted),
        screen("reports", vec![View::Reports], written),
        screen("emergencies", vec![View::Emergencies], ruled),
        screen("priorities", vec![View::Priorities { before: None }, View::Papers], entered),
        screen(
            "compositing",
            vec![composite(0), View::Papers, View::Paper { motion: COMPOSITE }],
            recomposed,
        ),
        screen("versions", vec![View::Plans { from: None, to: None }, View::Programme], moved),
        screen("cards", vec![View::Cards, View::Register], back_and_out),
    ]
}

/// Every key of every screen; the worst screen is named beside the figures.
pub(super) fn keys(path: &Path) -> Result<Times, Stop> {
    let mut all = Times::default();
    for screen in screens() {
        let times = keys_of(path, &screen)?;
        note(format!("  {}: p99 {} ms, median {} ms", screen.name, times.ms(99), times.ms(50)));
        all.worse(times);
    }
    Ok(all)
}

fn keys_of(path: &Path, screen: &Screen) -> Result<Times, Stop> {
    let desk = Desk::open(path, options())?;
    let mut beside = Vec::new();
    for view in [View::Desk, View::Hall] {
        beside.push(desk.watch(view)?);
    }
    let mut own = Vec::new();
    for view in screen.views.iter().cloned() {
        own.push(desk.watch(view)?);
    }
    let mut times = Times::default();
    let mut changed = 0;
    for key in 0..KEYS {
        own.iter_mut().for_each(|view| drop(view.borrow_and_update()));
        let begun = Instant::now();
        dispatch(&desk, (screen.key)(key))?;
        // Whoever looks now is answered after everything that the act has changed.
        desk.watch(View::StandingOrders)?;
        times.add(begun.elapsed());
        changed += i64::from(own.iter().any(|view| view.has_changed().unwrap_or(false)));
    }
    desk.close();
    if changed < KEYS {
        return Err(Stop::Fault(format!(
            "Of {KEYS} keys only {changed} changed the screen “{}”.",
            screen.name
        )));
    }
    Ok(times)
}

fn moved(key: i64) -> Command {
    let place = if key % 2 == 0 { Place::Down } else { Place::Up };
    Command::MoveItem { item: ItemId(key / 2 * 3 + 1), place }
}

fn sorted(key: i64) -> Command {
    let section = format!("Part {key}");
    Command::SortMotions { motions: vec![MotionId(1)], section, category: "policy".to_owned() }
}

fn present(key: i64) -> Command {
    // Delegate 1,000 and every thousandth after are of the first delegation.
    let delegate = DelegateId(if key % 2 == 0 { 1_000 } else { 2_000 });
    Command::MarkPresent { delegate, present: key % 4 < 2 }
}

fn at_the_door(key: i64) -> Command {
    let badge = (i64::from(DELEGATES) - key / 2).to_string();
    if key % 2 == 0 { Command::CheckIn { badge, delegation: None } } else { Command::CheckOut { badge } }
}

fn written(key: i64) -> Command {
    let (part, heading) = (ReportPartId(1), "Order of business".to_owned());
    Command::WriteReportPart { part, heading, text: format!("As printed, page {key}.") }
}

fn ruled(key: i64) -> Command {
    let (reason, motion) = ("So the committee finds.".to_owned(), EMERGENCY);
    if key % 2 == 0 {
        Command::RuleOut { motion, reason }
    } else {
        Command::RuleIn { motions: vec![motion], reason }
    }
}

fn entered(key: i64) -> Command {
    next_paper(u32::try_from(key).unwrap_or_default())
}

/// Five thousand words, each of them from its sources but the last paragraph.
fn paragraphs(key: i64) -> Vec<String> {
    let halves = [399, 400].map(|number| long(number).paragraphs);
    halves.into_iter().flatten().chain([format!("And so on, {key}.")]).collect()
}

fn composite(key: i64) -> View {
    View::Composite { composite: COMPOSITE, paragraphs: paragraphs(key) }
}

fn recomposed(key: i64) -> Command {
    Command::Recompose {
        composite: COMPOSITE,
        title: "Of everything".to_owned(),
        paragraphs: paragraphs(key + 1),
        mover: None,
        seconder: None,
        more: Vec::new(),
    }
}

fn back_and_out(key: i64) -> Command {
    let number = u32::try_from(key / 2 + 1).unwrap_or_default();
    if key % 2 == 0 {
        Command::TakeBookBack { number }
    } else {
        Command::GiveOutBook { number, to: "Ann Roe".to_owned() }
    }
}
