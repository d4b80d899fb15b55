//! What a subject on a ballot gives time to: the motions of the section or the category that is called so, and the item of that
//! title.
//!
//! Invariant: nothing is kept: what the committee sorts under a subject after the ballot was printed belongs to it too.

use std::collections::BTreeMap;

use rules::priorities::is_called;

use super::Choosable;
use super::prepare::may_be_asked_for;
use crate::composites;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::programme::{self, Item};

/// The papers and the business that a ballot's options are about.
pub(crate) struct Subjects {
    /// That time can still be asked for; without amendments.
    papers: Vec<Motion>,
    items: Vec<Item>,
    under: BTreeMap<MotionId, ItemId>,
}

/// What one option gives time to.
pub(crate) struct Gives<'a> {
    /// Its motion; of a subject, those of the section or category.
    pub(crate) papers: Vec<&'a Motion>,
    /// Of a subject, the business of that title.
    pub(crate) items: Vec<&'a Item>,
}

impl Subjects {
    /// Reads it.
    pub(crate) fn read(db: &Db) -> Result<Self, Fault> {
        let papers = motions::all(db)?;
        let papers = papers.into_iter().filter(|paper| paper.upon.is_none() && may_be_asked_for(paper.state));
        let under =
            db.rows("SELECT motion_id, item_id FROM item_motion", [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(Self { papers: papers.collect(), items: programme::all(db)?, under: under.into_iter().collect() })
    }

    /// What a subject of that title gives time to.
    pub(crate) fn of_title(&self, title: &str) -> Gives<'_> {
        let sorted = |paper: &&Motion| is_called(title, &paper.section) || is_called(title, &paper.category);
        Gives {
            papers: self.papers.iter().filter(sorted).collect(),
            items: self.items.iter().filter(|item| is_called(title, &item.title)).collect(),
        }
    }

    /// The item under which a paper is taken.
    pub(super) fn under(&self, motion: MotionId) -> Option<ItemId> {
        self.under.get(&motion).copied()
    }
}

/// What an option gives time to, as labels where it is taken nowhere: its items in the order of business, and the rest.
pub(super) fn given(
    db: &Db,
    subjects: &Subjects,
    option: &Choosable,
    waits: impl Fn(ItemId) -> bool,
) -> Result<(Vec<ItemId>, Vec<String>), Halt> {
    let (mut items, mut nowhere) = (Vec::new(), Vec::new());
    let mut place = |item: Option<ItemId>, label: String| match item.filter(|item| waits(*item)) {
        Some(item) => items.push(item),
        None => nowhere.push(label),
    };
    if let Some(motion) = option.motion {
        let paper = motions::known(db, motion)?;
        // What was composited since is taken as the composite, where that is taken.
        let paper = composites::in_place_of(db, &paper)?.unwrap_or(paper);
        place(subjects.under(paper.id), paper.label());
        return Ok((items, nowhere));
    }
    let gives = subjects.of_title(&option.title);
    if gives.papers.is_empty() && gives.items.is_empty() {
        place(None, option.title.clone());
    }
    for item in gives.items {
        place(Some(item.id), item.named());
    }
    for paper in gives.papers {
        place(subjects.under(paper.id), paper.label());
    }
    Ok((items, nowhere))
}
