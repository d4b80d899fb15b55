//! A composite and the papers it is made of, as the committee sees it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::composites;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::MotionId;
use crate::motions::{self, Motion};
use crate::view::shown;

/// What a paper has to do with composites.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
pub struct Compositing {
    /// A composite: the papers it is made of, in the order they were named.
    pub sources: Vec<SourceShown>,
    /// A composite: its paragraphs as handed in, each in passages with where they come from.
    pub passages: Vec<Vec<TracedPassage>>,
    /// `composite 4`: what has taken its place.
    pub within: Option<String>,
}

/// A paper that a composite is made of.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SourceShown {
    /// Which.
    pub motion: MotionId,
    /// `Motion 11`
    pub label: String,
    /// The body that moves it.
    pub mover: Option<String>,
    /// What it says, paragraph by paragraph; of an amendment, what it puts in.
    pub paragraphs: Vec<String>,
}

/// A passage of a composite.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct TracedPassage {
    /// The passage with its own spaces.
    pub text: String,
    /// Its source by its place among the sources, from 0; none for words from nowhere.
    pub source: Option<u32>,
    /// The paragraph of that source, from 1.
    pub paragraph: Option<u32>,
}

/// A paper's part in composites.
pub(crate) fn of(db: &Db, paper: &Motion) -> Result<Compositing, Fault> {
    let within = shown::plain(composites::in_place_of(db, paper))?.map(|composite| composite.in_words());
    let mut sources = Vec::new();
    for source in shown::plain(composites::sources(db, paper.id))? {
        let mover = motions::party(db, source.id, "mover")?;
        let paragraphs = composites::wording(db, &source)?;
        sources.push(SourceShown { motion: source.id, label: source.label(), mover, paragraphs });
    }
    if sources.is_empty() {
        return Ok(Compositing { within, ..Compositing::default() });
    }
    let passages = shown::plain(composites::traced(db, paper.id))?
        .into_iter()
        .map(|paragraph| {
            let shown = paragraph.into_iter().map(|passage| TracedPassage {
                text: passage.text,
                source: passage.from.and_then(|(source, _)| u32::try_from(source).ok()),
                paragraph: passage.from.map(|(_, paragraph)| paragraph),
            });
            shown.collect()
        })
        .collect();
    Ok(Compositing { sources, passages, within })
}
