//! Lines about composites.

use record::command::{Command, NewComposite};

use super::facts::Facts;
use super::phrase::{fit, unquoted};
use crate::Outcome;

/// The command of a line with its paragraphs indented under it; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, under: &[String], facts: &Facts<'_>) -> Outcome<Option<Command>> {
    let paragraphs = || {
        let text = |row: &String| row.split_once(". ").map_or(row.as_str(), |(_, text)| text).to_owned();
        under.iter().map(text).collect::<Vec<_>>()
    };
    if let Some([papers, title]) = fit("composite {} as {}:", line) {
        let sources = papers.split(',').map(|name| facts.motion(name.trim())).collect::<Outcome<_>>()?;
        let composite = NewComposite { title: unquoted(title).to_owned(), sources, paragraphs: paragraphs() };
        return Ok(Some(Command::Compose { composite }));
    }
    if let Some([composite, title]) = fit("compose {} anew as {}:", line) {
        let (composite, title) = (facts.motion(composite)?, unquoted(title).to_owned());
        let (mover, seconder) = (None, None);
        let anew = Command::Recompose {
            composite,
            title,
            paragraphs: paragraphs(),
            mover,
            seconder,
            more: Vec::new(),
        };
        return Ok(Some(anew));
    }
    // As its desk keeps it: who is to move and to second it, and another paper that it is made of.
    if let Some([composite, mover, seconder, more]) =
        fit("keep {} to be moved by {}, seconded by {}, made of {} too", line)
    {
        let paper = facts.paper(composite)?;
        let paragraphs =
            paper.paragraphs.iter().map(|each| each.passages.iter().map(|one| one.text.clone()).collect());
        return Ok(Some(Command::Recompose {
            composite: paper.id,
            title: paper.title.clone(),
            paragraphs: paragraphs.collect(),
            mover: Some(mover.to_owned()),
            seconder: Some(seconder.to_owned()),
            more: if more == "nothing" { Vec::new() } else { vec![facts.motion(more)?] },
        }));
    }
    if let Some([composite, mover, seconder]) = fit("agree {}, moved by {}, seconded by {}", line) {
        let (mover, seconder) = (mover.to_owned(), seconder.to_owned());
        let composite = facts.motion(composite)?;
        return Ok(Some(Command::AgreeComposite { composite, mover, seconder, item: None }));
    }
    if let Some([composite, reason]) = fit("dissolve {}: {}", line) {
        let reason = reason.to_owned();
        return Ok(Some(Command::DissolveComposite { composite: facts.motion(composite)?, reason }));
    }
    Ok(None)
}

/// Where the words of a composite come from: `Motion 11 ¶1: We oppose … | nowhere: and | …`
///
/// # Errors
/// Where there is no such paper.
pub fn traced(name: &str, facts: &Facts<'_>) -> Outcome<String> {
    let compositing = facts.paper(name)?.compositing;
    let passages = compositing.passages.iter().flatten().map(|passage| {
        let source = passage.source.and_then(|at| compositing.sources.get(usize::try_from(at).ok()?));
        let from = match (source, passage.paragraph) {
            (Some(source), Some(paragraph)) => format!("{} ¶{paragraph}", source.label),
            _ => "nowhere".to_owned(),
        };
        format!("{from}: {}", passage.text.trim())
    });
    Ok(passages.collect::<Vec<_>>().join(" | "))
}
