//! A paper voted on in parts, as the screens show it.

use rules::amendment::{MarkedParagraph, Passage, PassageKind};
use rules::parts::Part as Named;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{MotionId, PartId};
use crate::parts;
pub use crate::parts::PartState;
use crate::questions::Question;
use crate::view::shown;

/// A part of a paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PartShown {
    /// Its id.
    pub id: PartId,
    /// `the last paragraph`
    pub words: String,
    /// Where it is in the text as it stands; none where it is in no text any more.
    pub place: Option<Named>,
    /// Where it stands.
    pub state: PartState,
}

/// The parts of a paper, in the order they were asked for.
pub(crate) fn of(db: &Db, motion: MotionId) -> Result<Vec<PartShown>, Fault> {
    let mut all = Vec::new();
    for part in parts::of_motion(db, motion)? {
        let place = match parts::placed(db, &part) {
            Ok(place) => place,
            Err(Halt::Refusal(_)) => None,
            Err(Halt::Fault(fault)) => return Err(fault),
        };
        all.push(PartShown { id: part.id, words: part.words, place, state: part.state });
    }
    Ok(all)
}

/// The text of a question; where it is on a part, the whole text with the part marked.
pub(crate) fn paragraphs(db: &Db, question: &Question) -> Result<Vec<MarkedParagraph>, Fault> {
    let Some(paper) = question.paper() else { return Ok(Vec::new()) };
    let mut paragraphs = shown::paragraphs(db, paper)?;
    let Some(part) = &question.part else { return Ok(paragraphs) };
    // A result that has been declared has taken the part out of the text: then there is nothing to mark.
    if let Ok(Some(place)) = parts::placed(db, part) {
        for paragraph in &mut paragraphs {
            if paragraph.number.is_some_and(|n| (place.first..=place.last).contains(&n)) {
                mark(paragraph, place);
            }
        }
    }
    Ok(paragraphs)
}

fn mark(paragraph: &mut MarkedParagraph, place: Named) {
    paragraph.touched = true;
    let text: String = paragraph.passages.iter().map(|passage| passage.text.as_str()).collect();
    let passage = |kind, text: String| (!text.is_empty()).then_some(Passage { kind, text });
    paragraph.passages = match place.words {
        None => passage(PassageKind::Part, text).into_iter().collect(),
        Some(words) => {
            let at = |character: u32| usize::try_from(character).unwrap_or(usize::MAX);
            let before = text.chars().take(at(words.from)).collect();
            let after = text.chars().skip(at(words.to)).collect();
            [
                passage(PassageKind::Same, before),
                passage(PassageKind::Part, rules::parts::cut(&text, words)),
                passage(PassageKind::Same, after),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
    };
}
