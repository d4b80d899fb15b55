//! Which act comes next: mostly one that somebody would ask for, seeing the screens; sometimes nonsense, sometimes
//! something taken back.

use std::collections::BTreeMap;

use record::command::Command;
use record::transact::{Envelope, Role, UndoRequest};
use record::view::View;
use record::view::desk::DeskView;

use super::choices::sensible;
use super::choices::themes::Theme;
use super::nonsense;
use super::step::{Manner, Step};
use crate::Outcome;
use crate::chance::Chance;
use crate::world::{World, actor};

/// How often each act was done in this conference.
pub type Done = BTreeMap<String, usize>;

/// The next step; of what its theme looks for, what this conference has not seen done yet is asked for more often.
///
/// # Errors
/// Where a screen cannot be seen.
pub fn step(world: &World, draw: u64, manner: Manner, done: &Done, theme: Theme<'_>) -> Outcome<Step> {
    let mut chance = Chance::new(draw);
    let pass = pass(&mut chance);
    match chance.below(100) {
        0 => return Ok(Step::Reopen),
        1..=2 => return Ok(Step::Again),
        3..=10 => return Ok(Step::Undo { pass, request: take_back(world, &mut chance, manner)? }),
        _ => {}
    }
    let command = if chance.once_in(8) {
        senseless(world, &mut chance, done, theme)?
    } else {
        sensible(world, &mut chance, done, theme)?
    };
    let reason = if chance.once_in(8) { Some("the chair allows it".to_owned()) } else { None };
    let (role, station) = by(&command, &mut chance);
    let at = if role == Role::Script && chance.once_in(3) {
        Some(world.now()? + i64::from(chance.number(9_000)) - 2_000)
    } else {
        None
    };
    let envelope =
        Envelope { idem: Some(format!("{draw:016x}")), actor: actor(role, station), at, command, reason };
    let (take_back, offers) = (chance.once_in(4), chance.once_in(10));
    Ok(Step::Act { pass, envelope: Box::new(envelope), take_back, offers })
}

fn pass(chance: &mut Chance) -> i64 {
    match chance.below(40) {
        0 => 1_200_000,
        1 => -i64::from(chance.number(120_000)),
        2..=9 => 0,
        _ => i64::from(chance.number(60_000)),
    }
}

fn by(command: &Command, chance: &mut Chance) -> (Role, &'static str) {
    match chance.below(60) {
        0 => return (Role::Hall, "hall"),
        1..=3 => return (Role::Script, "script"),
        4..=6 => return (Role::Committee, "committee"),
        _ => {}
    }
    let counts = matches!(
        command,
        Command::EnterSlip { .. }
            | Command::EnterScanned { .. }
            | Command::EnterSplit { .. }
            | Command::OpenBatch { .. }
            | Command::ClaimBatch { .. }
            | Command::EnterInBatch { .. }
            | Command::SayNotHere { .. }
            | Command::FinishEntry { .. }
            | Command::GiveUpEntry { .. }
            | Command::SettleDifference { .. }
            | Command::SetSlipAside { .. }
            | Command::SettleQuery { .. }
            | Command::MarkNotReturned { .. }
            | Command::FinishCount { .. }
            | Command::EnterBlock { .. }
            | Command::MarkBlockEmpty { .. }
            | Command::RecountBlocks { .. }
            | Command::AnswerRollCall { .. }
            | Command::AccountForRest { .. }
            | Command::IssuePapers { .. }
            | Command::MarkVoted { .. }
            | Command::EnterBallots { .. }
            | Command::SetBallotsAside { .. }
            | Command::MarkPapersNotReturned { .. }
    );
    match (counts, chance.once_in(2)) {
        (true, true) => (Role::Teller, "teller 1"),
        (true, false) => (Role::Teller, "teller 2"),
        (false, _) => (Role::Chair, "chair"),
    }
}

fn take_back(world: &World, chance: &mut Chance, manner: Manner) -> Outcome<UndoRequest> {
    let desk: DeskView = world.view(&View::Desk)?;
    let seq = match chance.below(4) {
        _ if manner == Manner::Orderly => Some(desk.seq),
        0 => None,
        1 => Some(i64::from(chance.number(u32::try_from(desk.seq).unwrap_or_default().saturating_add(3)))),
        _ => Some((desk.seq - i64::from(chance.number(6))).max(1)),
    };
    let station = *chance.pick(&["chair", "chair", "teller 1", "committee", "nobody"]).unwrap_or(&"chair");
    Ok(UndoRequest { actor: actor(Role::Chair, station), seq, redo: chance.once_in(3), idem: None })
}

fn senseless(world: &World, chance: &mut Chance, done: &Done, theme: Theme<'_>) -> Outcome<Command> {
    let sensible = if chance.once_in(2) { Some(sensible(world, chance, done, theme)?) } else { None };
    let examples = nonsense::examples();
    let base = sensible.or_else(|| chance.pick(&examples).cloned()).unwrap_or(Command::IssueCards);
    if chance.once_in(4) {
        return Ok(base);
    }
    Ok(nonsense::garble(&base, chance).unwrap_or(base))
}
