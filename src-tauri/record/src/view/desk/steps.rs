//! Where the debate stands: moved, seconded, each amendment, the vote.
//!
//! Invariant: while a question is before conference one step is current, and no more than one.

use rules::motion::State;

use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::parts::{self, PartState};
use crate::programme;
use crate::questions::{self, Question};
use crate::view::parts::{Step, StepState};
use crate::view::shown;
use crate::{challenges, motions, procedures, votes};

/// Moved, seconded, each amendment, the vote.
pub(super) fn steps(db: &Db, question: Option<&Question>) -> Result<Vec<Step>, Fault> {
    let Some(before) = question else { return Ok(Vec::new()) };
    let moved = before.procedure().map(|procedure| procedure.terms.called(procedure.kind));
    let mut steps = Vec::new();
    let Some(top) = shown::plain(procedures::beneath(db, before))? else {
        return Ok(on_nothing(before));
    };
    let mut main = shown::plain(questions::known(db, top.id))?;
    // An amendment to an amendment stands two above its motion.
    let mut above = Vec::new();
    while let Some(upon) = main.upon {
        above.extend(main.paper().map(|paper| paper.id));
        main = shown::plain(questions::known(db, upon))?;
    }
    let main_paper = shown::plain(main.motion().map_err(Halt::from))?;
    let on_main = top.upon.is_none();
    let group = main.item.map(|item| programme::debated_with(db, item)).transpose()?.unwrap_or_default();
    let place = group.iter().position(|paper| paper.id == main_paper.id).unwrap_or_default();
    for paper in group.iter().take(place) {
        steps.push(of_paper(paper, StepState::Done));
    }
    // While something moved from the floor is decided, or the whole is voted on, everything else waits for it.
    let voting = votes::live(db, main.id)?.is_some();
    let here = if moved.is_some() || voting { StepState::Ahead } else { StepState::Current };
    let reached = |state: &str| if on_main && main.state == state { here } else { StepState::Done };
    steps.push(named("Moved".to_owned(), reached("called")));
    steps.push(named(
        "Seconded".to_owned(),
        if main.state == "called" { StepState::Ahead } else { reached("moved") },
    ));
    let amendments = motions::amendments(db, main_paper.id)?;
    // Debated together with its amendments: the one debate comes first, and then their votes.
    let joint = questions::joint::held_on(db, main.id)?;
    let votes_begun = joint
        && (!above.is_empty()
            || amendments.iter().any(|paper| !matches!(paper.state, State::OnAgenda | State::Adjourned)));
    if joint {
        let debate = match main.state.as_str() {
            "seconded" if votes_begun || voting => StepState::Done,
            "seconded" => here,
            _ => StepState::Ahead,
        };
        steps.push(named("Debate".to_owned(), debate));
    }
    steps.extend(of_amendments(db, &amendments, &above, here)?);
    let parts = parts::of_motion(db, main_paper.id)?;
    for (n, part) in (1..).zip(parts.iter().filter(|part| part.state != PartState::Joined)) {
        steps.push(named(format!("Part {n}"), of_part(part.state, here)));
    }
    steps.extend(of_challenges(db, &main, &top, here)?);
    if let Some(moved) = moved {
        // It stands under the question that it was moved on: under its amendment, where it is on one.
        let on = top.paper().filter(|_| !on_main && top.part.is_none()).map(motions::Motion::label);
        let under = on.and_then(|label| steps.iter().position(|step| step.label == label));
        let place = under.map_or(steps.len(), |under| under + 1);
        steps.insert(place, named(moved.to_owned(), StepState::Current));
    }
    // What was moved while the vote is counted goes first.
    let vote = if voting && moved.is_none() { StepState::Current } else { StepState::Ahead };
    let debating = on_main && main.state == "seconded";
    let debate = if main.as_amended { "As amended" } else { "Debate" };
    if !joint {
        steps.push(named(
            debate.to_owned(),
            match (debating, voting) {
                (_, true) => StepState::Done,
                (true, false) => here,
                (false, false) => StepState::Ahead,
            },
        ));
    }
    steps.push(named("Vote".to_owned(), vote));
    for paper in group.iter().skip(place + 1) {
        let over = !paper.state.is_undecided();
        steps.push(of_paper(paper, if over { StepState::Done } else { StepState::Ahead }));
    }
    one_current(&mut steps);
    Ok(steps)
}

/// Between two votes nothing is before conference by itself: what comes next is where conference is.
fn one_current(steps: &mut [Step]) {
    if steps.iter().any(|step| step.state == StepState::Current) {
        return;
    }
    if let Some(next) = steps.iter_mut().find(|step| step.state == StepState::Ahead) {
        next.state = StepState::Current;
    }
}

/// Each amendment, and before it those upon it; `above` are the papers that are before conference upon the motion.
fn of_amendments(
    db: &Db,
    amendments: &[motions::Motion],
    above: &[MotionId],
    here: StepState,
) -> Result<Vec<Step>, Fault> {
    let state = |paper: &motions::Motion| {
        if above.contains(&paper.id) {
            here
        } else if paper.state == State::OnAgenda {
            StepState::Ahead
        } else {
            StepState::Done
        }
    };
    let mut steps = Vec::new();
    for paper in amendments {
        let to_it = if above.contains(&paper.id) { motions::amendments(db, paper.id)? } else { Vec::new() };
        steps.extend(to_it.iter().map(|upon_it| of_paper(upon_it, state(upon_it))));
        let waits = to_it.iter().any(|upon_it| above.contains(&upon_it.id));
        steps.push(of_paper(paper, if waits { StepState::Ahead } else { state(paper) }));
    }
    Ok(steps)
}

/// What is challenged in a report, before the report is put.
fn of_challenges(db: &Db, main: &Question, top: &Question, here: StepState) -> Result<Vec<Step>, Fault> {
    let report = main.paper().filter(|paper| paper.kind == MotionKind::Report);
    let Some((report, item)) = report.zip(main.item) else { return Ok(Vec::new()) };
    let state = |paper: &motions::Motion| {
        if top.is_on(paper.id) {
            // While a part of it is put by itself the rest of it waits.
            if top.part.is_some() { StepState::Ahead } else { here }
        } else if paper.state == State::OnAgenda {
            StepState::Ahead
        } else {
            StepState::Done
        }
    };
    Ok(challenges::upon(db, report.id, item)?.iter().map(|paper| of_paper(paper, state(paper))).collect())
}

fn of_part(state: PartState, here: StepState) -> StepState {
    match state {
        PartState::Asked => StepState::Ahead,
        PartState::BeforeConference => here,
        PartState::Carried | PartState::Lost | PartState::NotCarried | PartState::Joined => StepState::Done,
    }
}

/// Moved from the floor while no paper is before conference.
fn on_nothing(moved: &Question) -> Vec<Step> {
    let seconded = moved.state == "seconded";
    vec![
        named("Moved".to_owned(), StepState::Done),
        named("Seconded".to_owned(), if seconded { StepState::Done } else { StepState::Current }),
        named("Vote".to_owned(), if seconded { StepState::Current } else { StepState::Ahead }),
    ]
}

fn named(label: String, state: StepState) -> Step {
    Step { short: label.clone(), label, state }
}

fn of_paper(paper: &motions::Motion, state: StepState) -> Step {
    Step { label: paper.label(), short: paper.number.clone(), state }
}
