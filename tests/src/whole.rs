//! Whether a file is whole: the chain holds, a second file made from the journal alone is the same, and so is the file
//! when it is opened again.

use record::file::MIGRATIONS;
use record::journal::replay;
use record::journal::verify;
use record::view::View;

use crate::world::World;
use crate::{Outcome, told};

/// Whether the chain holds and every row is what the journal says.
///
/// # Errors
/// What was found instead.
pub fn verifies(world: &World) -> Outcome {
    let found = told(verify::verify(world.path(), |_, _| true))?;
    if found.problems.is_empty() && found.more == 0 {
        return Ok(());
    }
    Err(format!("the record does not verify: {}", found.problems.join("; ")))
}

/// Whether a second file rebuilt from the journal alone is the same, row for row, and verifies too.
///
/// # Errors
/// Where the two differ.
pub fn rebuilds(world: &World) -> Outcome {
    let copy = world.beside("rebuilt.conference");
    told(replay::replay(world.path(), &copy, MIGRATIONS))?;
    let unlike = told(replay::compare(world.path(), &copy))?;
    let found = told(verify::verify(&copy, |_, _| true))?;
    for end in ["", "-wal", "-shm"] {
        // Left over only until the folder goes.
        let _ = std::fs::remove_file(world.beside(&format!("rebuilt.conference{end}")));
    }
    match (unlike.first(), found.problems.first()) {
        (None, None) => Ok(()),
        (Some(unlike), _) => Err(format!("the file rebuilt from the journal differs: {unlike}")),
        (None, Some(problem)) => Err(format!("the rebuilt file does not verify: {problem}")),
    }
}

/// Whether every screen shows the same after closing the file and opening it again.
///
/// # Errors
/// The first screen that does not.
pub fn reopens(world: &mut World) -> Outcome {
    let before = screens(world)?;
    let (now, rows) = (world.now()?, crate::world::rows(&world.reader()?)?);
    world.reopen()?;
    if let Some(unlike) = crate::world::difference(&rows, &crate::world::rows(&world.reader()?)?) {
        return Err(format!("after reopening {unlike}"));
    }
    // In a rehearsal time stood still: the screens can be compared only at the same moment.
    world.pass(now - world.now()?);
    for ((view, was), is) in SCREENS.iter().zip(before).zip(screens(world)?) {
        if was != is {
            return Err(format!("after reopening {view:?} differs:\n{was}\n{is}"));
        }
    }
    Ok(())
}

/// The screens that need no further question.
pub const SCREENS: [View; 14] = [
    View::Desk,
    View::Hall,
    View::Programme,
    View::OrderPaper,
    View::Papers,
    View::Register,
    View::People,
    View::Delegation { delegation: None },
    View::Credentials,
    View::Franchise,
    View::Votes,
    View::Record { before: None },
    View::StandingOrders,
    View::Start,
];

fn screens(world: &World) -> Outcome<Vec<String>> {
    let desk = world.desk()?;
    SCREENS.iter().map(|view| desk.show(view).map_err(|halt| format!("{view:?}: {halt}"))).collect()
}
