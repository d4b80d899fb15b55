//! A paper is handed in: to the committee, or from the floor straight onto the agenda.
//!
//! Invariant: its number and its label are nobody else's; an amendment changes something, and what it changes stands.

use rules::amending;
use rules::amendment::{self, Amendment, Placed, UNDECIDED};
use rules::motion::State;
use rules::numbering;
use rules::procedure::Kind;
use rules::refusal::Refusal;

use super::{Motion, keep_fate, known};
use crate::allow::{said, unless_allowed};
use crate::command::{MotionKind, NewMotion};
use crate::db::Db;
use crate::delegations;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{emergencies, procedures, programme, questions, set_up, standing_orders, texts, when};

/// From the floor: it stands on the agenda at once.
pub(crate) fn add(act: &Act<'_>, new: &NewMotion) -> Done {
    let paper = hand_in(act, new, State::OnAgenda)?;
    emergencies::in_order(act, &paper)?;
    Ok(format!("{}, {}, was handed in.", paper.label(), paper.title))
}

/// To the committee, which rules on it.
pub(crate) fn submit(act: &Act<'_>, new: &NewMotion) -> Done {
    let paper = hand_in(act, new, State::Submitted)?;
    Ok(format!("{}, {}, was handed in to the committee.", paper.label(), paper.title))
}

/// The paper with its text and its parties, in the state where it begins.
pub(super) fn hand_in(act: &Act<'_>, new: &NewMotion, state: State) -> Result<Motion, Halt> {
    let zone = when::zone(&set_up::set(act.db)?.time_zone)?;
    let number = said("number of the paper", &new.number)?;
    let title = said("title of the paper", &new.title)?;
    is_free(act.db, new.kind, &number)?;
    let edits = check_text(act, new)?;
    let decided = if new.upon.is_some() { texts::last_decision(act.db)? } else { None };
    let at = new.handed_in.as_deref().map(|text| when::moment(zone, text)).transpose()?.unwrap_or(act.at);
    let id = MotionId(act.db.insert(
        "INSERT INTO motion(number, kind, title, upon_id, upon_decision_id, two_thirds, section, category, handed_in_at, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        (
            &number,
            name_of(&new.kind)?,
            &title,
            new.upon,
            decided,
            new.two_thirds,
            new.section.trim(),
            new.category.trim(),
            at,
            name_of(&state)?,
        ),
    )?);
    let why = if state == State::OnAgenda {
        "It was handed in, and stands on the agenda at once."
    } else {
        "It was handed in to the committee."
    };
    keep_fate(act, id, state, why)?;
    keep_paragraphs(act, id, &new.paragraphs)?;
    for edit in &edits {
        texts::keep(act, id, edit, None)?;
    }
    keep_parties(act, id, new)?;
    if let Some(item) = new.item {
        place_under(act, id, item)?;
    }
    known(act.db, id)
}

/// Refuses a number, or a label, that another paper has.
pub(super) fn is_free(db: &Db, kind: MotionKind, number: &str) -> Result<(), Halt> {
    let others: Vec<(MotionKind, String, String)> =
        db.rows("SELECT kind, number, title FROM motion", [], |r| {
            Ok((variant(r, 0)?, r.get(1)?, r.get(2)?))
        })?;
    let others = others.iter().map(|(kind, number, title)| (*kind, number.as_str(), title));
    match numbering::taken(kind, number, others) {
        None => Ok(()),
        Some(title) => {
            Err(Refusal::new("motion.number_taken", format!("Number {number} is already “{title}”."))
                .allowed_by("Give it a number that no paper has.")
                .into())
        }
    }
}

pub(super) fn keep_paragraphs(act: &Act<'_>, id: MotionId, paragraphs: &[String]) -> Result<(), Halt> {
    for (position, text) in (1_i64..).zip(paragraphs) {
        let text = said("paragraph", text)?;
        act.db.insert(
            "INSERT INTO paragraph(motion_id, position, text) VALUES (?1, ?2, ?3)",
            (id, position, text),
        )?;
    }
    Ok(())
}

pub(super) fn keep_parties(act: &Act<'_>, id: MotionId, new: &NewMotion) -> Result<(), Halt> {
    let parties = new.mover.iter().map(|body| ("mover", body));
    let parties = parties.chain(new.seconder.iter().map(|body| ("seconder", body)));
    for (role, body) in parties.chain(new.supporters.iter().map(|body| ("supporter", body))) {
        put_party(act, id, role, body)?;
    }
    Ok(())
}

/// A body moves, seconds or supports a paper; nobody where it is blank.
pub(crate) fn put_party(act: &Act<'_>, id: MotionId, role: &str, body: &str) -> Result<(), Fault> {
    let body = body.trim();
    if body.is_empty() {
        return Ok(());
    }
    let delegation = delegations::by_name(act.db, body)?;
    act.db.insert(
        "INSERT INTO party(motion_id, role, body, delegation_id) VALUES (?1, ?2, ?3, ?4)",
        (id, role, body, delegation),
    )?;
    Ok(())
}

/// Bodies that came onto the register after the paper named them.
pub(super) fn find_delegations(act: &Act<'_>, id: MotionId) -> Result<(), Halt> {
    let unknown: Vec<(i64, String)> = act.db.rows(
        "SELECT id, body FROM party WHERE motion_id = ?1 AND delegation_id IS NULL ORDER BY id",
        [id],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    for (party, body) in unknown {
        if let Some(delegation) = delegations::by_name(act.db, &body)? {
            act.db.run("UPDATE party SET delegation_id = ?2 WHERE id = ?1", (party, delegation))?;
        }
    }
    Ok(())
}

/// The text is whole; the edits of an amendment, each with the paragraph that it names.
fn check_text(act: &Act<'_>, new: &NewMotion) -> Result<Vec<Placed>, Halt> {
    let Some(upon) = new.upon.filter(|_| new.kind == MotionKind::Amendment) else {
        if new.kind == MotionKind::Amendment {
            return Err(Refusal::new(
                "amendment.upon_nothing",
                "An amendment names the paper it would amend.",
            )
            .into());
        }
        if new.upon.is_some() || !new.edits.is_empty() {
            return Err(
                Refusal::new("motion.not_an_amendment", "Only an amendment changes another paper.").into()
            );
        }
        if new.paragraphs.is_empty() {
            return Err(Refusal::new("motion.no_text", "A paper has at least one paragraph.").into());
        }
        return Ok(Vec::new());
    };
    let paper = known(act.db, upon)?;
    unless_allowed(act, amendable(act.db, &paper)?)?;
    unless_allowed(act, from_the_floor(act.db, &paper)?)?;
    if new.edits.is_empty() || !new.paragraphs.is_empty() {
        return Err(Refusal::new(
            "amendment.changes_nothing",
            "An amendment says what it changes, and nothing else.",
        )
        .into());
    }
    let stands = texts::stands(act.db, upon)?;
    let edits = amendment::placed(&stands.paragraphs(), &new.edits)?;
    let (name, upon) = (new.number.clone(), texts::last_decision(act.db)?.unwrap_or(0));
    let own = Amendment { name, upon, decided: UNDECIDED, edits: edits.clone(), settled: Vec::new() };
    let mut after = stands.clone();
    after.amend(&own)?;
    if texts::words(&after) == texts::words(&stands) {
        return Err(
            Refusal::new("amendment.changes_nothing", "The amendment leaves the text as it is.").into()
        );
    }
    Ok(edits)
}

/// Refuses amendments to what is decided, and to amendments where the standing orders allow none.
pub(crate) fn may_be_amended(db: &Db, paper: &Motion) -> Result<(), Halt> {
    Ok(amendable(db, paper)??)
}

fn amendable(db: &Db, paper: &Motion) -> Result<Result<(), Refusal>, Halt> {
    if !paper.state.is_undecided() && !paper.state.is_with_committee() {
        let sentence =
            format!("{} is {}: nothing is amended in it now.", paper.label(), paper.state.in_words());
        return Ok(Err(Refusal::new("amendment.too_late", sentence)));
    }
    let upon = paper.upon.map(|upon| known(db, upon)).transpose()?;
    let upon = upon.map(|upon| upon.kind);
    let key = standing_orders::in_force(db)?.amend.of_amendment;
    Ok(amending::may_be_amended(&paper.label(), paper.kind, upon, key))
}

/// Whether an amendment is taken from the floor, once its paper is before conference (§2.2 `proc.amendment.in_use`).
fn from_the_floor(db: &Db, paper: &Motion) -> Result<Result<(), Refusal>, Halt> {
    if questions::of_paper(db, paper.id)?.is_empty() || procedures::terms(db, Kind::Amendment)?.in_use {
        return Ok(Ok(()));
    }
    let sentence = "These standing orders take no amendment from the floor.";
    Ok(Err(Refusal::new("procedure.not_in_use", sentence).by_reason()))
}

pub(crate) fn place_under(act: &Act<'_>, motion: MotionId, item: ItemId) -> Result<(), Halt> {
    let under = programme::known(act.db, item)?;
    if under.lost.is_some() {
        let sentence = format!("{} was not reached, and is not to be taken.", under.named());
        return Err(Refusal::new("item.lost", sentence)
            .allowed_by("Put the item back on the order of business first.")
            .into());
    }
    act.db.insert(
        "INSERT INTO item_motion(item_id, motion_id, position)
         SELECT ?1, ?2, 1 + coalesce(max(position), 0) FROM item_motion WHERE item_id = ?1",
        (item, motion),
    )?;
    Ok(())
}
