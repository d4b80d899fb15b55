//! The item before conference, and how far its papers have come.

use rules::motion::{MotionKind, State};

use crate::db::Db;
use crate::halt::Fault;
use crate::programme::Item;
use crate::questions::Question;
use crate::view::desk::ItemShown;
use crate::{challenges, motions};

/// The item, with what became of its papers.
pub(super) fn shown(db: &Db, item: Item) -> Result<ItemShown, Fault> {
    let papers = motions::of_item(db, item.id)?;
    let done = papers.iter().filter(|one| !matches!(one.state, State::OnAgenda | State::Moved));
    Ok(ItemShown {
        id: item.id,
        private: item.private,
        papers: done.map(|one| format!("{}, {}: {}", one.label(), one.title, one.state.in_words())).collect(),
        minutes: (item.planned_end - item.planned_start) / 60_000,
        number: item.number,
        title: item.title,
        kind: item.kind,
        started_at: item.started_at,
    })
}

/// One of the amendments to what is before conference, or of the challenges upon a report, has been decided.
pub(super) fn amending(db: &Db, question: &Question) -> Result<bool, Fault> {
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(false) };
    let mut upon = motions::amendments(db, paper.id)?;
    if let Some(item) = question.item.filter(|_| paper.kind == MotionKind::Report) {
        upon.extend(challenges::upon(db, paper.id, item)?);
    }
    Ok(upon.iter().any(|one| matches!(one.state, State::Carried | State::Lost)))
}
