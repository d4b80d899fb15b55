//! Composites: one text made of several papers, with an agreed mover and seconder.
//!
//! Invariant: a composite takes the place of its sources only when it is agreed, and gives it back when it is dissolved;
//! where its words come from is worked out from the texts, never kept.

use rules::composite::{falls_apart, stands_again};
use rules::motion::{MotionKind, State};
use rules::refusal::Refusal;
use rules::share::{capital, listed};
use rules::tracing::{Source, Sources, Traced};

use crate::allow::{said, unless_allowed};
use crate::command::NewComposite;
use crate::consequences::{self, Entered};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::motions::{self, Motion};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{questions, set_up, standing_orders, texts};

/// The papers that a composite is made of, in the order they were named.
pub(crate) fn sources(db: &Db, composite: MotionId) -> Result<Vec<Motion>, Halt> {
    let ids: Vec<MotionId> =
        db.rows("SELECT motion_id FROM source WHERE composite_id = ?1 ORDER BY id", [composite], |r| {
            r.get(0)
        })?;
    ids.into_iter().map(|id| motions::known(db, id)).collect()
}

/// The composite that has taken a paper's place.
pub(crate) fn in_place_of(db: &Db, paper: &Motion) -> Result<Option<Motion>, Halt> {
    if paper.state != State::Composited {
        return Ok(None);
    }
    let found: Option<MotionId> = db.row(
        "SELECT composite_id FROM source WHERE motion_id = ?1 AND was IS NOT NULL ORDER BY id DESC LIMIT 1",
        [paper.id],
        |r| r.get(0),
    )?;
    found.map(|id| motions::known(db, id)).transpose()
}

/// `composited from motion 11, motion 14 and amendment 14.1`; empty where it names no sources.
pub(crate) fn made_of(db: &Db, composite: MotionId) -> Result<String, Halt> {
    let named: Vec<String> = sources(db, composite)?.iter().map(Motion::in_words).collect();
    Ok(if named.is_empty() { String::new() } else { format!("composited from {}", listed(&named)) })
}

/// What its sources say, each paper by its place among [`sources`].
pub(crate) fn said_by(db: &Db, sources: &[Motion]) -> Result<Vec<Source>, Fault> {
    let mut from = Vec::new();
    for (paper, source) in sources.iter().enumerate() {
        for (paragraph, text) in (1_u32..).zip(wording(db, source)?) {
            from.push(Source { paper, paragraph, text });
        }
    }
    Ok(from)
}

/// A text, each passage with the source that it comes from.
pub(crate) fn traced(text: &[String], from: &[Source]) -> Vec<Vec<Traced>> {
    let sources = Sources::read(from);
    text.iter().map(|paragraph| sources.trace(paragraph)).collect()
}

/// What a source says: of an amendment what it puts in.
pub(crate) fn wording(db: &Db, source: &Motion) -> Result<Vec<String>, Fault> {
    match source.kind {
        MotionKind::Amendment => db.rows(
            "SELECT text FROM edit WHERE motion_id = ?1 AND settlement_id IS NULL ORDER BY id",
            [source.id],
            |r| r.get(0),
        ),
        MotionKind::Motion
        | MotionKind::Composite
        | MotionKind::Emergency
        | MotionKind::Late
        | MotionKind::Statement
        | MotionKind::RuleChange
        | MotionKind::Report
        | MotionKind::Challenge => Ok(texts::handed_in(db, source.id)?.into_iter().map(|p| p.text).collect()),
    }
}

pub(crate) fn compose(act: &Act<'_>, new: &NewComposite) -> Done {
    set_up::set(act.db)?;
    let title = said("title of the composite", &new.title)?;
    let named = named(act.db, &new.sources)?;
    let number = motions::next_number(act.db, MotionKind::Composite)?;
    let orders = standing_orders::in_force(act.db)?;
    let two_thirds = named.iter().any(|source| source.needs_two_thirds(&orders));
    let id = MotionId(act.db.insert(
        "INSERT INTO motion(number, kind, title, two_thirds, section, category, handed_in_at, state)
         VALUES (?1, 'composite', ?2, ?3, ?4, ?5, ?6, 'ruled_in')",
        (
            &number,
            &title,
            two_thirds,
            shared(&named, |source| &source.section),
            shared(&named, |source| &source.category),
            act.at,
        ),
    )?);
    let mut everything = Vec::new();
    for source in &named {
        everything.extend(wording(act.db, source)?.into_iter().filter(|text| !text.trim().is_empty()));
        act.db.insert("INSERT INTO source(composite_id, motion_id) VALUES (?1, ?2)", (id, source.id))?;
    }
    write(act, id, if new.paragraphs.is_empty() { &everything } else { &new.paragraphs })?;
    motions::keep_fate(act, id, State::RuledIn, "Drawn up.")?;
    let paper = motions::known(act.db, id)?;
    Ok(format!("{}, {title}, was drawn up, {}.", paper.label(), made_of(act.db, id)?))
}

/// What its sources agree on; empty where they do not. An amendment goes with its motion, and says nothing of it.
fn shared<'a>(sources: &'a [Motion], of: impl Fn(&'a Motion) -> &'a String) -> &'a str {
    let mut motions = sources.iter().filter(|source| source.kind != MotionKind::Amendment).map(of);
    let first = motions.next().map_or("", String::as_str);
    if motions.all(|other| other == first) { first } else { "" }
}

/// Two papers or more, each of which a composite could take the place of.
fn named(db: &Db, ids: &[MotionId]) -> Result<Vec<Motion>, Halt> {
    let mut named: Vec<Motion> = Vec::new();
    for id in ids {
        let source = motions::known(db, *id)?;
        if named.iter().any(|other| other.id == source.id) {
            let sentence = format!("{} is named twice.", source.label());
            return Err(Refusal::new("composite.twice", sentence).into());
        }
        free(db, &source)?;
        named.push(source);
    }
    if named.len() < 2 {
        return Err(Refusal::new("composite.too_few", "A composite is made of two papers or more.").into());
    }
    Ok(named)
}

/// Refuses a source that is decided, ruled out, or composited already.
fn free(db: &Db, source: &Motion) -> Result<(), Halt> {
    if let Some(other) = in_place_of(db, source)? {
        let sentence = format!("{} is composited in {}.", source.label(), other.in_words());
        return Err(Refusal::new("composite.composited", sentence)
            .allowed_by("Dissolve that composite first, or name it instead.")
            .into());
    }
    if matches!(source.kind, MotionKind::Report | MotionKind::Challenge) {
        let sentence = format!("{} is no motion, and no amendment to one.", source.label());
        return Err(Refusal::new("composite.source", sentence).into());
    }
    if source.state.next().contains(&State::Composited) {
        return Ok(());
    }
    let sentence =
        format!("{} is {}: no composite can take its place.", source.label(), source.state.in_words());
    let refusal = Refusal::new("composite.source", sentence);
    let refusal = if source.state == State::Submitted {
        refusal.allowed_by("The committee rules it in first.")
    } else {
        refusal
    };
    Err(refusal.into())
}

fn write(act: &Act<'_>, composite: MotionId, paragraphs: &[String]) -> Result<(), Halt> {
    if paragraphs.is_empty() {
        return Err(Refusal::new("motion.no_text", "A paper has at least one paragraph.").into());
    }
    for (position, text) in (1_i64..).zip(paragraphs) {
        let text = said("paragraph", text)?;
        act.db.insert(
            "INSERT INTO paragraph(motion_id, position, text) VALUES (?1, ?2, ?3)",
            (composite, position, text),
        )?;
    }
    Ok(())
}

/// Refuses a composite that nobody has agreed to: it goes on the agenda in the place of its sources, or not at all.
pub(crate) fn is_agreed(db: &Db, paper: &Motion) -> Result<(), Halt> {
    let waits = "SELECT EXISTS (SELECT 1 FROM source WHERE composite_id = ?1 AND was IS NULL)";
    if db.row(waits, [paper.id], |r| r.get(0))?.unwrap_or(false) {
        let sentence = format!("Nobody has agreed to {} yet.", paper.in_words());
        return Err(Refusal::new("composite.not_agreed", sentence)
            .allowed_by("Let those who hand in its sources agree who moves and who seconds it.")
            .into());
    }
    Ok(())
}

/// A composite that is not agreed yet.
fn draft(db: &Db, id: MotionId) -> Result<Motion, Halt> {
    let paper = motions::known(db, id)?;
    let label = paper.label();
    if paper.kind != MotionKind::Composite || sources(db, id)?.is_empty() {
        return Err(
            Refusal::new("composite.no_sources", format!("{label} names no papers it is made of.")).into()
        );
    }
    if !matches!(paper.state, State::RuledIn | State::Printed) {
        return Err(Refusal::new("composite.agreed", format!("{label} is {}.", paper.state.in_words()))
            .allowed_by("Dissolve it, and draw up another; or amend it.")
            .into());
    }
    Ok(paper)
}

/// Another text, and who is to move and to second it, while it is not agreed; and papers that it is made of besides.
pub(crate) fn recompose(
    act: &Act<'_>,
    id: MotionId,
    (title, paragraphs): (&str, &[String]),
    (mover, seconder): (&Option<String>, &Option<String>),
    more: &[MotionId],
) -> Done {
    let title = said("title of the composite", title)?;
    let paper = draft(act.db, id)?;
    let added = add_sources(act, id, more)?;
    let stands: Vec<String> = texts::handed_in(act.db, id)?.into_iter().map(|one| one.text).collect();
    if stands != paragraphs {
        if let Some(amendment) = motions::amendments(act.db, id)?.first() {
            let sentence = format!("{} was written upon the text as it is.", amendment.label());
            return Err(Refusal::new("composite.amended", sentence)
                .allowed_by("Dissolve the composite and draw up another.")
                .into());
        }
        act.db.run("DELETE FROM paragraph WHERE motion_id = ?1", [id])?;
        write(act, id, paragraphs)?;
    }
    act.db.run("UPDATE motion SET title = ?2 WHERE id = ?1", (id, &title))?;
    for (role, body) in [("mover", mover), ("seconder", seconder)] {
        if let Some(body) = body {
            keep_party(act, id, role, body)?;
        }
    }
    Ok(format!("{}, {title}, was drawn up anew.{added}", paper.label()))
}

/// Papers that a draft is made of besides; ` It is made of amendment 7.2 too.`
fn add_sources(act: &Act<'_>, id: MotionId, more: &[MotionId]) -> Result<String, Halt> {
    let mut named: Vec<String> = Vec::new();
    for source in more {
        let source = motions::known(act.db, *source)?;
        if source.id == id || sources(act.db, id)?.iter().any(|other| other.id == source.id) {
            let sentence = format!("{} is named twice.", source.label());
            return Err(Refusal::new("composite.twice", sentence).into());
        }
        free(act.db, &source)?;
        act.db.insert("INSERT INTO source(composite_id, motion_id) VALUES (?1, ?2)", (id, source.id))?;
        named.push(source.in_words());
    }
    Ok(if named.is_empty() { String::new() } else { format!(" It is made of {} too.", listed(&named)) })
}

/// Who is to move or to second it; nobody where it is blank.
fn keep_party(act: &Act<'_>, id: MotionId, role: &str, body: &str) -> Result<(), Fault> {
    act.db.run("DELETE FROM party WHERE motion_id = ?1 AND role = ?2", (id, role))?;
    motions::put_party(act, id, role, body)
}

/// Those who hand in the sources agree: it takes their place.
pub(crate) fn agree(act: &Act<'_>, id: MotionId, mover: &str, seconder: &str, item: Option<ItemId>) -> Done {
    let (mover, seconder) = (said("mover", mover)?, said("seconder", seconder)?);
    let paper = draft(act.db, id)?;
    let all = sources(act.db, id)?;
    for source in &all {
        free(act.db, source)?;
        questions::may_fall(act.db, source, true)?;
        let mut amendments = motions::amendments(act.db, source.id)?.into_iter();
        // What was ruled out is not asked about; everything else to a source could never go on without it.
        let goes_on = |state: State| state.may_yet_be_decided() && state != State::RuledOut;
        let left =
            amendments.find(|amendment| goes_on(amendment.state) && all.iter().all(|s| s.id != amendment.id));
        if let Some(amendment) = left {
            let (label, upon) = (amendment.label(), source.in_words());
            let sentence = format!("{label} to {upon} is not among the sources.");
            return Err(Refusal::new("composite.amendment_left", sentence)
                .allowed_by(
                    "Add the amendment to what it is made of, rule it out, or let its mover withdraw it, first.",
                )
                .into());
        }
    }
    unless_allowed(act, none_left(act.db, &paper, &all)?)?;
    let items = "SELECT i.item_id FROM source s JOIN item_motion i ON i.motion_id = s.motion_id
                 WHERE s.composite_id = ?1 ORDER BY s.id LIMIT 1";
    let item = match item.or(act.db.row(items, [id], |r| r.get(0))?) {
        Some(item) => Some(item),
        None => motions::where_printed(act.db, &all)?,
    };
    for source in &all {
        act.db.run(
            "UPDATE source SET was = ?3 WHERE composite_id = ?1 AND motion_id = ?2",
            (id, source.id, name_of(&source.state)?),
        )?;
        motions::set_state(act, source.id, State::Composited, &format!("In {}.", paper.in_words()))?;
    }
    for (role, body) in [("mover", &mover), ("seconder", &seconder)] {
        keep_party(act, id, role, body)?;
    }
    if let Some(item) = item {
        motions::place_under(act, id, item)?;
    }
    motions::set_state(act, id, State::OnAgenda, "Agreed.")?;
    Ok(format!(
        "{} was agreed, {}: moved by {mover}, seconded by {seconder}.",
        paper.label(),
        made_of(act.db, id)?
    ))
}

/// Refuses where something follows from a source, or befalls it, and the same was not entered of the composite: with the
/// source in the composite it would never come.
fn none_left(db: &Db, composite: &Motion, sources: &[Motion]) -> Result<Result<(), Refusal>, Halt> {
    let is_source = |paper: &Motion| sources.iter().any(|source| source.id == paper.id);
    let entered: Vec<Entered> = consequences::all(db)?
        .into_iter()
        .filter(|consequence| consequence.state == consequences::State::Entered)
        .collect();
    for left in entered.iter().filter(|one| is_source(&one.cause) != is_source(&one.target)) {
        let (cause, target) = match is_source(&left.cause) {
            true => (composite.id, left.target.id),
            false => (left.cause.id, composite.id),
        };
        let same = |one: &Entered| one.cause.id == cause && one.target.id == target && one.on == left.on;
        if !entered.iter().any(same) {
            let said = left.in_words();
            let source = if is_source(&left.cause) { left.cause.in_words() } else { left.target.in_words() };
            let sentence = format!("{said} That would be lost with {source}.");
            return Ok(Err(Refusal::new("composite.consequence_left", sentence)
                .allowed_by(format!("Enter it for {}, or take it away, first.", composite.in_words()))
                .by_reason()));
        }
    }
    Ok(Ok(()))
}

/// It falls apart: its sources stand where they stood.
pub(crate) fn dissolve(act: &Act<'_>, id: MotionId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let paper = motions::known(act.db, id)?;
    let label = paper.label();
    if sources(act.db, id)?.is_empty() {
        return Err(
            Refusal::new("composite.no_sources", format!("{label} names no papers it is made of.")).into()
        );
    }
    if !matches!(paper.state, State::RuledIn | State::Printed | State::OnAgenda) {
        return Err(Refusal::new("composite.too_late", format!("{label} is {}.", paper.state.in_words()))
            .allowed_by("Only a composite that has not been before conference is dissolved.")
            .into());
    }
    questions::may_fall(act.db, &paper, true)?;
    let told = made_of(act.db, id)?;
    act.db.run("DELETE FROM item_motion WHERE motion_id = ?1", [id])?;
    motions::set_state(act, id, State::Withdrawn, &reason)?;
    questions::let_fall(act, id, &format!("{label} was dissolved."))?;
    Ok(format!("{label}, {told}, was dissolved, and they stand as they stood: {reason}"))
}

/// It stands where its sources can no longer be composited in it: they stand again where they stood.
pub(crate) fn release(act: &Act<'_>, composite: &Motion) -> Result<(), Halt> {
    for (source, was) in taken(act.db, composite.id)? {
        let source = motions::known(act.db, source)?;
        // Another composite may have taken its place since.
        if in_place_of(act.db, &source)?.is_none_or(|other| other.id != composite.id) {
            continue;
        }
        let upon = source.upon.map(|upon| motions::known(act.db, upon)).transpose()?;
        let to = stands_again(was, upon.map(|paper| paper.state));
        motions::release(act, source.id, to, &format!("{} fell apart.", composite.label()))?;
    }
    Ok(())
}

/// The sources whose place it has taken, and where each of them stood.
fn taken(db: &Db, composite: MotionId) -> Result<Vec<(MotionId, State)>, Fault> {
    let taken = "SELECT motion_id, was FROM source WHERE composite_id = ?1 AND was IS NOT NULL ORDER BY id";
    db.rows(taken, [composite], |r| Ok((r.get(0)?, variant(r, 1)?)))
}

/// It has taken the place of sources.
pub(crate) fn has_sources(db: &Db, composite: MotionId) -> Result<bool, Fault> {
    Ok(!taken(db, composite)?.is_empty())
}

/// ` Motion 11 and motion 14 stand as they stood.`, where a composite has fallen apart; empty otherwise.
pub(crate) fn released(db: &Db, composite: MotionId) -> Result<String, Halt> {
    let paper = motions::known(db, composite)?;
    if !falls_apart(paper.state) {
        return Ok(String::new());
    }
    let (mut stand, mut fall) = (Vec::new(), Vec::new());
    for (source, _) in taken(db, composite)? {
        let source = motions::known(db, source)?;
        if source.state == State::Falls {
            fall.push(source.in_words());
        } else if source.state != State::Composited {
            stand.push(source.in_words());
        }
    }
    let mut told = String::new();
    for (papers, one, many) in [(stand, "stands as it stood", "stand as they stood"), (fall, "falls", "fall")]
    {
        if !papers.is_empty() {
            let does = if papers.len() == 1 { one } else { many };
            told.push_str(&format!(" {} {does}.", capital(&listed(&papers))));
        }
    }
    Ok(told)
}
