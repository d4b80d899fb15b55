//! Every paper: its text, its parties, its fate.

use rules::amendment::MarkedParagraph;
use rules::motion::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::MotionKind;
use crate::consequences::{self, Entered};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::texts;
use crate::view::consequences::{self as falls, ConsequenceShown};
use crate::view::shown;

/// Every paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PapersView {
    /// Motions in the order of their numbers, each followed by its amendments.
    pub papers: Vec<PaperShown>,
}

/// One paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PaperShown {
    /// Its id.
    pub id: MotionId,
    /// `Composite 4`
    pub label: String,
    /// Number as printed.
    pub number: String,
    /// What kind.
    pub kind: MotionKind,
    /// Title.
    pub title: String,
    /// An amendment: upon which paper.
    pub upon: Option<MotionId>,
    /// Moved by … · seconded by …
    pub parties: String,
    /// Body that moves it.
    pub mover: Option<String>,
    /// Body that seconds it.
    pub seconder: Option<String>,
    /// Where it stands.
    pub state: State,
    /// The item it is taken under.
    pub item: Option<ItemId>,
    /// As handed in: paragraphs, or for an amendment the text with its changes marked.
    pub paragraphs: Vec<MarkedParagraph>,
    /// As it now stands, where an amendment was carried.
    pub as_it_stands: Option<Vec<String>>,
    /// It needs two-thirds.
    pub two_thirds: bool,
    /// What falls with it, and with what it falls.
    pub consequences: Vec<ConsequenceShown>,
}

/// Every paper, each followed by its amendments.
pub(crate) fn papers(db: &Db) -> Result<PapersView, Fault> {
    let all = motions::all(db)?;
    let mut tops: Vec<&Motion> = all.iter().filter(|m| m.upon.is_none()).collect();
    tops.sort_by_key(|m| in_order(&m.number));
    let consequences = shown::plain(consequences::all(db))?;
    let paper = |motion: &Motion| paper(db, motion, &consequences);
    let mut papers = Vec::new();
    for top in tops {
        papers.push(paper(top)?);
        let mut amendments: Vec<&Motion> = all.iter().filter(|m| m.upon == Some(top.id)).collect();
        amendments.sort_by_key(|m| in_order(&m.number));
        for amendment in amendments {
            papers.push(paper(amendment)?);
        }
    }
    Ok(PapersView { papers })
}

/// Numbers as people order them: 2 before 12, 4.2 before 4.10, letters after figures.
fn in_order(number: &str) -> Vec<(String, u64)> {
    number
        .split('.')
        .map(|part| {
            let letters: String = part.chars().take_while(|c| !c.is_ascii_digit()).collect();
            let figures = part.get(letters.len()..).and_then(|f| f.parse().ok()).unwrap_or(0);
            (letters, figures)
        })
        .collect()
}

fn paper(db: &Db, motion: &Motion, consequences: &[Entered]) -> Result<PaperShown, Fault> {
    let as_it_stands =
        if texts::is_amended(db, motion.id)? { Some(shown::stands(db, motion.id)?) } else { None };
    let paragraphs = match motion.upon {
        Some(_) => shown::paragraphs(db, motion)?,
        None => shown::numbered(texts::handed_in(db, motion.id)?.into_iter().map(|handed_in| handed_in.text)),
    };
    Ok(PaperShown {
        id: motion.id,
        label: motion.label(),
        number: motion.number.clone(),
        kind: motion.kind,
        title: motion.title.clone(),
        upon: motion.upon,
        parties: shown::parties(db, motion, None)?,
        mover: motions::party(db, motion.id, "mover")?,
        seconder: motions::party(db, motion.id, "seconder")?,
        state: motion.state,
        item: db.row("SELECT item_id FROM item_motion WHERE motion_id = ?1", [motion.id], |r| r.get(0))?,
        paragraphs,
        as_it_stands,
        two_thirds: motion.two_thirds,
        consequences: consequences
            .iter()
            .filter(|c| c.cause.id == motion.id || c.target.id == motion.id)
            .map(falls::shown)
            .collect(),
    })
}
