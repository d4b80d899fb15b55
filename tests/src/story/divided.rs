//! Lines about votes in parts.

use record::command::Command;
use record::view::divided::{PartShown, PartState};
use record::view::paper::PaperShown;
use rules::parts::{Part, Span};

use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

/// The command of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([paper, parts]) = fit("divide {}: {}", line) {
        let (paper, asked_by) = paper.split_once(", asked for by ").unwrap_or((paper, ""));
        let paper = facts.paper(paper)?;
        let parts = parts.split(';').map(|part| named(part.trim(), &paper)).collect::<Outcome<_>>()?;
        return Ok(Some(Command::Divide { motion: paper.id, parts, asked_by: asked_by.to_owned() }));
    }
    if let Some([words]) = fit("put {} by itself", line) {
        return Ok(Some(Command::CallPart { part: part(words, facts)?.id }));
    }
    if let Some([words, reason]) = fit("take {} with the rest: {}", line) {
        return Ok(Some(Command::JoinPart { part: part(words, facts)?.id, reason: reason.to_owned() }));
    }
    if line == "nothing remains" {
        return Ok(Some(Command::NothingRemains { question: facts.question_id()? }));
    }
    Ok(None)
}

/// `paragraph 3` · `paragraphs 1-2` · `“and later” in paragraph 2`
fn named(text: &str, paper: &PaperShown) -> Outcome<Part> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| format!("{text} is not a paragraph"));
    if let Some([words, at]) = fit("“{}” in paragraph {}", text) {
        let first = number(at)?;
        let span = passage(words, first, paper)?;
        return Ok(Part { first, last: first, words: Some(span) });
    }
    let run = fit("paragraphs {}", text).or_else(|| fit("paragraph {}", text));
    let [run] = run.ok_or_else(|| format!("no such part: {text}"))?;
    let (first, last) = run.split_once('-').unwrap_or((run, run));
    Ok(Part { first: number(first)?, last: number(last)?, words: None })
}

/// Where these words are in a paragraph as it stands.
fn passage(words: &str, paragraph: u32, paper: &PaperShown) -> Outcome<Span> {
    let at = usize::try_from(paragraph).unwrap_or_default().wrapping_sub(1);
    let handed_in = || {
        let marked = paper.paragraphs.get(at)?;
        Some(marked.passages.iter().map(|passage| passage.text.as_str()).collect())
    };
    let stands = paper.as_it_stands.as_ref().and_then(|text| text.get(at).cloned());
    let text: String = stands.or_else(handed_in).ok_or("no such paragraph")?;
    let before = text.find(words).ok_or_else(|| format!("“{words}” is not in: {text}"))?;
    let characters = |text: &str| u32::try_from(text.chars().count()).unwrap_or_default();
    let from = text.get(..before).map(characters).unwrap_or_default();
    Ok(Span { from, to: from + characters(words) })
}

/// A part of the paper before conference.
fn part(words: &str, facts: &Facts<'_>) -> Outcome<PartShown> {
    let parts = facts.question()?.parts;
    let found = parts.into_iter().find(|part| part.words == words && part.state != PartState::Joined);
    found.ok_or_else(|| format!("there is no part “{words}”"))
}
