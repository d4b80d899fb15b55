//! Where the debate stands: moved, seconded, each amendment, the vote.

use rules::motion::State;

use crate::db::Db;
use crate::halt::Fault;
use crate::parts::{self, PartState};
use crate::programme;
use crate::questions::{self, Question};
use crate::view::parts::{Step, StepState};
use crate::view::shown;
use crate::{motions, votes};

/// Moved, seconded, each amendment, the vote.
pub(super) fn steps(db: &Db, question: Option<&Question>) -> Result<Vec<Step>, Fault> {
    let Some(top) = question else { return Ok(Vec::new()) };
    let main = match top.upon {
        Some(upon) => shown::plain(questions::known(db, upon))?,
        None => shown::plain(questions::known(db, top.id))?,
    };
    let on_main = top.upon.is_none();
    let mut steps = Vec::new();
    let mut step = |label: String, state| steps.push(Step { label, state });
    let group = programme::debated_with(db, main.item)?;
    let place = group.iter().position(|paper| paper.id == main.motion.id).unwrap_or_default();
    for paper in group.iter().take(place) {
        step(paper.label(), StepState::Done);
    }
    let reached =
        |state: &str| if on_main && main.state == state { StepState::Current } else { StepState::Done };
    step("Moved".to_owned(), reached("called"));
    step("Seconded".to_owned(), if main.state == "called" { StepState::Ahead } else { reached("moved") });
    let amendments = motions::amendments(db, main.motion.id)?;
    for paper in &amendments {
        let state = if paper.id == top.motion.id {
            StepState::Current
        } else if paper.state == State::OnAgenda {
            StepState::Ahead
        } else {
            StepState::Done
        };
        step(paper.label(), state);
    }
    let parts = parts::of_motion(db, main.motion.id)?;
    for (n, part) in (1..).zip(parts.iter().filter(|part| part.state != PartState::Joined)) {
        let state = match part.state {
            PartState::Asked => StepState::Ahead,
            PartState::BeforeConference => StepState::Current,
            PartState::Carried | PartState::Lost | PartState::NotCarried | PartState::Joined => {
                StepState::Done
            }
        };
        step(format!("Part {n}"), state);
    }
    let voting = votes::live(db, main.id)?.is_some();
    let debating = on_main && main.state == "seconded";
    let debate = if main.as_amended { "As amended" } else { "Debate" };
    step(
        debate.to_owned(),
        match (debating, voting) {
            (_, true) => StepState::Done,
            (true, false) => StepState::Current,
            (false, false) => StepState::Ahead,
        },
    );
    step("Vote".to_owned(), if voting { StepState::Current } else { StepState::Ahead });
    for paper in group.iter().skip(place + 1) {
        let over = !paper.state.is_undecided();
        step(paper.label(), if over { StepState::Done } else { StepState::Ahead });
    }
    Ok(steps)
}
