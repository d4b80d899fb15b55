//! A composite and the papers it is made of, as the committee sees it: of each passage where it comes from, and of each
//! source what is in the composite and what would be lost.

use rules::composite::taken_over;
use rules::tracing::{Source, Traced};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::composites;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::MotionId;
use crate::motions::{self, Motion};
use crate::texts;
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
    /// `11`
    pub number: String,
    /// `Motion 11`
    pub label: String,
    /// Title.
    pub title: String,
    /// The body that moves it.
    pub mover: Option<String>,
    /// What it says, paragraph by paragraph, in passages; of an amendment, what it puts in.
    pub paragraphs: Vec<Vec<SourcePassage>>,
}

/// A passage of a source.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SourcePassage {
    /// The passage with its own spaces.
    pub text: String,
    /// The composite has these words from here.
    pub taken: bool,
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
    let text: Vec<_> = texts::handed_in(db, paper.id)?.into_iter().map(|handed_in| handed_in.text).collect();
    Ok(Compositing { within, ..written(db, paper.id, &text)? })
}

/// A composite as it would be with this text; none where there is no such paper.
pub(crate) fn draft(db: &Db, composite: MotionId, text: &[String]) -> Result<Option<Compositing>, Fault> {
    match shown::found(motions::known(db, composite))? {
        Some(paper) => Ok(Some(written(db, paper.id, text)?)),
        None => Ok(None),
    }
}

fn written(db: &Db, composite: MotionId, text: &[String]) -> Result<Compositing, Fault> {
    let papers = shown::plain(composites::sources(db, composite))?;
    if papers.is_empty() {
        return Ok(Compositing::default());
    }
    let said = composites::said_by(db, &papers)?;
    let traced = composites::traced(text, &said);
    let mut sources = Vec::new();
    for (at, source) in papers.iter().enumerate() {
        sources.push(SourceShown {
            motion: source.id,
            number: source.number.clone(),
            label: source.label(),
            title: source.title.clone(),
            mover: motions::party(db, source.id, "mover")?,
            paragraphs: said
                .iter()
                .filter(|each| each.paper == at)
                .map(|each| marked(each, &traced))
                .collect(),
        });
    }
    let passages = traced.into_iter().map(|paragraph| paragraph.into_iter().map(passage).collect()).collect();
    Ok(Compositing { sources, passages, within: None })
}

fn passage(traced: Traced) -> TracedPassage {
    TracedPassage {
        text: traced.text,
        source: traced.from.as_ref().and_then(|from| u32::try_from(from.paper).ok()),
        paragraph: traced.from.map(|from| from.paragraph),
    }
}

/// A paragraph of a source with what the composite has from it.
fn marked(said: &Source, traced: &[Vec<Traced>]) -> Vec<SourcePassage> {
    let from = traced.iter().flatten().filter_map(|passage| passage.from.as_ref());
    let here = from.filter(|from| from.paper == said.paper && from.paragraph == said.paragraph);
    let found: Vec<_> = here.map(|from| from.at.clone()).collect();
    let passages = taken_over(&said.text, &found).into_iter();
    passages.map(|(text, taken)| SourcePassage { text, taken }).collect()
}
