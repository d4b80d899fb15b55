//! What the floor brings, in the hall: a motion in its words, and that somebody has risen.

use rules::procedure::Kind;

use super::HallQuestion;
use crate::command::InterruptionKind;
use crate::db::Db;
use crate::halt::Fault;
use crate::procedures::{self, Procedure};
use crate::questions::Question;
use crate::view::shown;

/// What was moved from the floor: its words, and what either way does, since its name says little.
pub(super) fn from_the_floor(db: &Db, question: &Question, moved: &Procedure) -> Result<HallQuestion, Fault> {
    let under = shown::plain(procedures::beneath(db, question))?;
    let on = match under.filter(|_| moved.kind.needs_paper()) {
        Some(under) => format!(" · {}", under.in_words()),
        None => String::new(),
    };
    let seconded = if moved.seconded_by.is_empty() {
        String::new()
    } else {
        format!(", seconded by {}", moved.seconded_by)
    };
    let by = &moved.moved_by;
    // Heads are counted: nothing is carried or lost.
    let counted = moved.kind == Kind::QuorumCall;
    let too_few = shown::plain(procedures::found_too_few(db, question.id))?.filter(|_| counted);
    let title = if too_few.is_some() { "There is no quorum.".to_owned() } else { moved.wording.clone() };
    let lead = if let Some(found) = too_few {
        found
    } else if counted {
        format!("Called for by {by}. Those present are counted; please stay in your places.")
    } else if moved.ruling.is_empty() {
        format!("Moved by {by}{seconded}.")
    } else {
        format!("The ruling: {}. Challenged by {by}.", moved.ruling.trim_end_matches('.'))
    };
    Ok(HallQuestion {
        kicker: format!("{}{on}", moved.terms.title(moved.kind)),
        title,
        lead,
        paragraphs: Vec::new(),
        effects: (!counted).then(|| (moved.if_carried.clone(), moved.if_lost.clone())),
        needs: moved.needs(),
    })
}

/// `Point of order`
pub(super) fn rises_on(kind: InterruptionKind) -> &'static str {
    match kind {
        InterruptionKind::PointOfOrder => "Point of order",
        InterruptionKind::PointOfInformation => "Point of information",
        InterruptionKind::Explanation => "Personal explanation",
    }
}
