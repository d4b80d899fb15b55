//! What the papers come to: counted, ties settled, declared, counted again.

use std::collections::{BTreeMap, BTreeSet};

use rules::priorities::{List, check_settlement, tie_in_words};
use rules::refusal::Refusal;
use rules::share::{capital, counted};

use super::{Ballot, Choosable, State, entered, in_state, known, lists, named, options};
use crate::allow::said;
use crate::command::TieSettledBy;
use crate::db::Db;
use crate::halt::{Done, Fault};
use crate::ids::{PrioritiesId, PrioritiesOptionId, SectionId};
use crate::sql::name_of;
use crate::transact::Act;

/// The papers are added up.
pub(crate) fn count(act: &Act<'_>, id: PrioritiesId) -> Done {
    let ballot = known(act.db, id)?;
    if ballot.state == State::Counted {
        let sentence = format!("The ballot “{}” is counted already.", ballot.title);
        return Err(Refusal::new("priorities.counted", sentence).into());
    }
    in_state(&ballot, &[State::Closed])?;
    let papers = entered(act.db, id)?;
    let number = |state: &str| {
        u64::try_from(papers.iter().filter(|paper| paper.state == state).count()).unwrap_or(u64::MAX)
    };
    if number("marked") == 0 {
        return Err(Refusal::new("priorities.no_papers", "No paper that chooses anything has been entered.")
            .allowed_by("Enter the papers, or abandon the ballot.")
            .into());
    }
    act.db.run("UPDATE priorities_ballot SET state = 'counted' WHERE id = ?1", [id])?;
    let ties = ties(act.db, &ballot, &sections_of(&papers))?;
    Ok(format!(
        "The priorities ballot was counted: {} of {}, {} blank, {} spoiled, {} not handed in.{ties}",
        number("marked"),
        counted(u64::try_from(papers.len()).unwrap_or(u64::MAX), "paper chooses", "papers choose"),
        number("blank"),
        number("spoiled"),
        number("out"),
    ))
}

/// Names of the sections that have papers.
fn sections_of(papers: &[super::Entered]) -> BTreeMap<i64, String> {
    papers.iter().filter_map(|paper| paper.section.clone()).collect()
}

/// ` Affiliates: a and b tie for 1 place.`, for every list that has a tie; empty where none has.
fn ties(db: &Db, ballot: &Ballot, sections: &BTreeMap<i64, String>) -> Result<String, Fault> {
    let options = options(db, ballot.id)?;
    let told = lists(db, ballot)?.into_iter().filter_map(|list| {
        let tie = list.tie.as_ref()?;
        let whose = list.section.and_then(|id| sections.get(&id));
        let whose = whose.map(|name| format!("{name}: ")).unwrap_or_default();
        Some(format!(" {whose}{}.", tie_in_words(tie, |id| named(&options, id))))
    });
    Ok(told.collect())
}

/// The chair says who came through a tie, and by what.
pub(crate) fn settle(
    act: &Act<'_>,
    id: PrioritiesId,
    section: Option<SectionId>,
    won: &[PrioritiesOptionId],
    how: TieSettledBy,
    words: &str,
) -> Done {
    let ballot = known(act.db, id)?;
    in_state(&ballot, &[State::Counted])?;
    let words = said("account of how the tie was settled", words)?;
    let lists = lists(act.db, &ballot)?;
    let list = lists.iter().find(|list| list.section == section.map(|section| section.0));
    let names: BTreeSet<i64> = won.iter().map(|option| option.0).collect();
    check_settlement(list.and_then(|list| list.tie.as_ref()), &names)?;
    for option in &names {
        act.db.insert(
            "INSERT INTO priorities_settlement(ballot_id, section_id, option_id, how, words)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            (id, section, option, name_of(&how)?, &words),
        )?;
    }
    let options = options(act.db, id)?;
    let through: Vec<String> = names.iter().map(|id| named(&options, *id)).collect();
    let by = match how {
        TieSettledBy::Lot => "by lot",
        TieSettledBy::Vote => "by a vote between them",
    };
    Ok(format!("The tie was settled {by}: {}. {}", through.join(", "), capital(&words)))
}

/// Conference hears the result.
pub(crate) fn declare(act: &Act<'_>, id: PrioritiesId) -> Done {
    let ballot = known(act.db, id)?;
    in_state(&ballot, &[State::Counted])?;
    let sections = sections_of(&entered(act.db, id)?);
    let ties = ties(act.db, &ballot, &sections)?;
    if !ties.is_empty() {
        return Err(Refusal::new("priorities.tie", ties.trim_start())
            .allowed_by(
                "Draw a lot before witnesses, or have a vote between them, and say which came through.",
            )
            .into());
    }
    act.db.run(
        "UPDATE priorities_ballot SET state = 'declared', declared_at = ?2 WHERE id = ?1",
        (id, act.at),
    )?;
    let options = options(act.db, id)?;
    let lists = lists(act.db, &ballot)?;
    let chosen: Vec<String> = lists
        .iter()
        .map(|list| {
            let whose = list.section.and_then(|id| sections.get(&id));
            let whose = whose.map(|name| format!("{name}: ")).unwrap_or_default();
            format!("{whose}{}", chosen(list, &options))
        })
        .collect();
    Ok(format!("The priorities ballot “{}” was declared. {}.", ballot.title, chosen.join("; ")))
}

/// `Housing (1,200), Transport (900)`
fn chosen(list: &List, options: &[Choosable]) -> String {
    let lines = list.lines.iter().filter(|line| line.chosen);
    let named = lines.map(|line| format!("{} ({})", named(options, line.option), line.figure));
    named.collect::<Vec<_>>().join(", ")
}

/// Something was wrong: papers can be entered and put aside again, and what was declared does not stand.
pub(crate) fn recount(act: &Act<'_>, id: PrioritiesId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let ballot = known(act.db, id)?;
    in_state(&ballot, &[State::Counted, State::Declared])?;
    act.db.run("DELETE FROM priorities_settlement WHERE ballot_id = ?1", [id])?;
    act.db.run("UPDATE priorities_ballot SET state = 'closed', declared_at = NULL WHERE id = ?1", [id])?;
    let title = ballot.title;
    Ok(if ballot.state == State::Declared {
        format!(
            "Corrected: the result of the priorities ballot “{title}” does not stand; it is counted again. {}",
            capital(&reason)
        )
    } else {
        format!("The priorities ballot “{title}” is counted again. {}", capital(&reason))
    })
}
