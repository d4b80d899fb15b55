//! How the committee sorts papers: by section and category, and amendments to one paper in its own order.

use rules::refusal::Refusal;

use super::committee::{named, were};
use super::{amendments, known};
use crate::command::Place;
use crate::halt::Done;
use crate::ids::MotionId;
use crate::transact::Act;

/// Their section of the agenda and their category.
pub(crate) fn sort(act: &Act<'_>, ids: &[MotionId], section: &str, category: &str) -> Done {
    let papers = named(act, ids)?;
    let (section, category) = (section.trim(), category.trim());
    for id in ids {
        act.db.run("UPDATE motion SET section = ?2, category = ?3 WHERE id = ?1", (id, section, category))?;
    }
    let within = match (section, category) {
        ("", "") => "no section".to_owned(),
        (section, "") => section.to_owned(),
        ("", category) => format!("category {category}"),
        (section, category) => format!("{section}, category {category}"),
    };
    Ok(format!("{} sorted under {within}.", were(&papers)))
}

/// The committee's own order: from now on it holds, whatever the standing orders say of the text or the print.
pub(crate) fn place(act: &Act<'_>, motion: MotionId, place: Place) -> Done {
    let paper = known(act.db, motion)?;
    let Some(upon) = paper.upon else {
        return Err(Refusal::new("amendment.none", format!("{} is not an amendment.", paper.label())).into());
    };
    let mut all = amendments(act.db, upon)?;
    let from = all.iter().position(|each| each.id == motion).unwrap_or_default();
    let last = all.len().saturating_sub(1);
    let to = match place {
        Place::Up => from.saturating_sub(1),
        Place::Down => (from + 1).min(last),
        Place::First => 0,
        Place::Last => last,
    };
    if to == from {
        return Err(Refusal::new("amendment.stays", format!("{} is there already.", paper.label())).into());
    }
    let moved = all.remove(from);
    all.insert(to, moved);
    for (place, each) in (1_i64..).zip(&all) {
        act.db.run("UPDATE motion SET place = ?2 WHERE id = ?1 AND place IS NOT ?2", (each.id, place))?;
    }
    let order: Vec<_> = all.iter().map(|each| each.number.as_str()).collect();
    Ok(format!("The committee placed {}: amendments are taken {}.", paper.in_words(), order.join(", ")))
}
