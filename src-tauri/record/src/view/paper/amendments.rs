//! Amendments as their paper's page shows them: what each changes, what they do to each other, and what a person must settle.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rules::amending::{self, Meeting};
use rules::amendment::{MarkedParagraph, PassageKind};
use rules::motion::State;
use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::motions::{self, Motion};
use crate::texts;
use crate::view::shown;

/// An amendment under its paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct AmendmentShown {
    /// Its id.
    pub id: MotionId,
    /// `4.1`
    pub number: String,
    /// `Amendment 4.1`
    pub label: String,
    /// Title.
    pub title: String,
    /// Moved by … · seconded by …
    pub parties: String,
    /// Where it stands.
    pub state: State,
    /// The paragraphs that it touches, with the change marked.
    pub changes: Vec<MarkedParagraph>,
    /// Others that wait and change the same words, by their labels: of them a person must say what is left.
    pub collides: Vec<String>,
    /// Others that wait and change the same paragraph in other words: what is left of them is worked out.
    pub beside: Vec<String>,
    /// Why it no longer fits the text as it stands: somebody must look at it.
    pub no_longer_fits: Option<Refusal>,
    /// It says only the opposite of its paper.
    pub direct_negative: bool,
}

/// What a person settles of an amendment that no longer fits.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ToSettle {
    /// Why it does not fit.
    pub why: Refusal,
    /// The text before it, which is written anew as the amendment has it.
    pub text: Vec<String>,
    /// What it asked for, as it was handed in, with the change marked.
    pub asked: Vec<MarkedParagraph>,
}

pub(super) fn to_settle(db: &Db, paper: &Motion) -> Result<Option<ToSettle>, Fault> {
    let Some((why, before)) = shown::found(motions::to_settle(db, paper))? else { return Ok(None) };
    Ok(Some(ToSettle { why, text: texts::words(&before.text), asked: texts::alone(db, paper)? }))
}

/// It may still be put.
pub(super) fn waits(amendment: &Motion) -> bool {
    amendment.state.is_undecided() || amendment.state.is_with_committee()
}

/// Amendments to one paper, and what they do to each other.
pub(super) fn amendments(db: &Db, upon: MotionId, all: &[Motion]) -> Result<Vec<AmendmentShown>, Fault> {
    let mut edits = Vec::with_capacity(all.len());
    let mut said = BTreeMap::new();
    if all.len() > 1
        && let Some(text) = shown::found(texts::stands(db, upon))?
    {
        said.extend(text.paragraphs().into_iter().map(|paragraph| (paragraph.origin, paragraph.text)));
    }
    for paper in all {
        let own = match texts::edits_now(db, paper) {
            Err(Halt::Refusal(_)) => texts::edits(db, paper.id)?,
            own => shown::plain(own)?,
        };
        for origin in own.iter().filter_map(|placed| placed.onto) {
            if let Entry::Vacant(place) = said.entry(origin) {
                place.insert(texts::says(db, origin)?);
            }
        }
        edits.push(own);
    }
    let mut shown = Vec::with_capacity(all.len());
    for (paper, own) in all.iter().zip(&edits) {
        let others = all.iter().zip(&edits).filter(|(other, _)| other.id != paper.id);
        let others = others.filter(|(other, _)| waits(other) && waits(paper));
        let says = |origin| said.get(&origin).cloned();
        let met: Vec<_> =
            others.map(|(other, theirs)| (other.label(), amending::meet(own, theirs, says))).collect();
        let meeting = |how: Meeting| {
            let those = met.iter().filter(move |(_, met)| *met == how);
            those.map(|(label, _)| label.clone()).collect::<Vec<_>>()
        };
        let marked = shown::paragraphs(db, paper)?;
        shown.push(AmendmentShown {
            id: paper.id,
            number: paper.number.clone(),
            label: paper.label(),
            title: paper.title.clone(),
            parties: shown::parties(db, paper, None)?,
            state: paper.state,
            collides: meeting(Meeting::Collide),
            beside: meeting(Meeting::Apart),
            no_longer_fits: shown::found(motions::to_settle(db, paper))?.map(|(why, _)| why),
            direct_negative: is_negative(&marked),
            changes: marked.into_iter().filter(|paragraph| paragraph.touched).collect(),
        });
    }
    Ok(shown)
}

pub(super) fn negates(db: &Db, paper: &Motion) -> Result<bool, Fault> {
    if paper.upon.is_none() {
        return Ok(false);
    }
    Ok(is_negative(&shown::paragraphs(db, paper)?))
}

/// The rule upon a text with its change marked: before is what was not put in, after what was not taken out.
pub(crate) fn is_negative(marked: &[MarkedParagraph]) -> bool {
    let side = |without: PassageKind| {
        let read = |paragraph: &MarkedParagraph| -> Option<String> {
            let kept = paragraph.passages.iter().filter(|passage| passage.kind != without);
            let text: String = kept.map(|passage| passage.text.as_str()).collect();
            (!text.is_empty()).then_some(text)
        };
        marked.iter().filter_map(read).collect::<Vec<_>>()
    };
    amending::is_direct_negative(&side(PassageKind::Inserted), &side(PassageKind::Deleted))
}
