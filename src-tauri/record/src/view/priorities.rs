//! Priorities ballots: what each asks, whose papers are in, what they come to, and the order of business by it.

use std::collections::BTreeMap;

use rules::numbering::in_order;
use rules::printed::in_runs;
use rules::priorities::Counting;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::PaperMark;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, MotionId, PrioritiesId, PrioritiesOptionId, PrioritiesPaperId, SectionId};
pub use crate::priorities::State;
use crate::priorities::{self, Arranged, Ballot, Subjects};
use crate::view::parts::Heading;
use crate::view::shown;

/// Every priorities ballot.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PrioritiesView {
    /// The conference.
    pub heading: Heading,
    /// Newest first.
    pub ballots: Vec<BallotShown>,
}

/// One priorities ballot.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct BallotShown {
    /// Its id.
    pub id: PrioritiesId,
    /// What it is called.
    pub title: String,
    /// How the papers are added up.
    pub counting: Counting,
    /// How many options a paper may choose.
    pub choices: u32,
    /// How many are chosen; on each list.
    pub places: u32,
    /// Where it stands.
    pub state: State,
    /// As printed.
    pub options: Vec<OptionShown>,
    /// Every delegation's paper, in the order of the register; none before it is opened.
    pub papers: Vec<PriorityPaper>,
    /// What the papers come to; none before they are counted.
    pub lists: Vec<PriorityList>,
    /// The order of business as the result would have it; none until it is declared.
    pub agenda: Option<PriorityAgenda>,
}

/// One option.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct OptionShown {
    /// Its id.
    pub id: PrioritiesOptionId,
    /// As printed.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// Its motion; none for a subject.
    pub motion: Option<MotionId>,
    /// A subject: the numbers of the motions sorted under it, as printed: `2, 7-9`.
    pub motions: String,
    /// A subject: the business of that title.
    pub items: Vec<String>,
}

/// One delegation's paper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PriorityPaper {
    /// Its id.
    pub id: PrioritiesPaperId,
    /// The delegation's number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its section.
    pub section: Option<String>,
    /// Its value as the ballot was opened.
    pub value: u64,
    /// What it says; none while it is out.
    pub mark: Option<PaperMark>,
    /// Numbers of the options that it chooses; none before the ballot is counted.
    pub options: Vec<u32>,
    /// Who entered it.
    pub station: String,
    /// When, ms.
    pub at: Option<i64>,
}

/// One list of the result.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PriorityList {
    /// Whose; none where all count together.
    pub section: Option<SectionId>,
    /// Its name.
    pub name: Option<String>,
    /// The most first.
    pub lines: Vec<PriorityLine>,
    /// `Housing and Transport tie for 1 place`; none where nothing stops it.
    pub tie: Option<PriorityTie>,
    /// How a tie was settled.
    pub settled: Option<String>,
}

/// One option's figures.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PriorityLine {
    /// Which.
    pub option: PrioritiesOptionId,
    /// What it is called.
    pub title: String,
    /// Papers that choose it.
    pub papers: u64,
    /// Their value together.
    pub value: u64,
    /// What decides: `1,200`, `36.50 %`.
    pub figure: String,
    /// It is chosen.
    pub chosen: bool,
}

/// What has equally much, and cannot all be chosen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PriorityTie {
    /// In a sentence.
    pub words: String,
    /// Which.
    pub options: Vec<PrioritiesOptionId>,
    /// Places for them.
    pub places: u32,
}

/// The order of business as the result would have it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PriorityAgenda {
    /// Business that waits and can change places, in its new order.
    pub lines: Vec<PriorityPlace>,
    /// Labels of what was chosen and no waiting item takes: motions, or a subject with neither motion nor item.
    pub nowhere: Vec<String>,
    /// The order is so already.
    pub so_already: bool,
}

/// One line of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PriorityPlace {
    /// Which.
    pub item: ItemId,
    /// Number and title.
    pub title: String,
    /// It takes a motion that was chosen.
    pub chosen: bool,
}

/// Every ballot; the order of business as the result would have it before an item, or before all that waits.
pub(crate) fn priorities(db: &Db, before: Option<ItemId>, now: i64) -> Result<PrioritiesView, Fault> {
    let ballots =
        priorities::all(db)?.iter().map(|each| ballot(db, each, before)).collect::<Result<_, _>>()?;
    Ok(PrioritiesView { heading: shown::heading(db, now)?, ballots })
}

fn ballot(db: &Db, ballot: &Ballot, before: Option<ItemId>) -> Result<BallotShown, Fault> {
    let options = options(db, ballot.id)?;
    let heard = matches!(ballot.state, State::Counted | State::Declared);
    Ok(BallotShown {
        id: ballot.id,
        title: ballot.title.clone(),
        counting: ballot.counting,
        choices: ballot.choices,
        places: ballot.places,
        state: ballot.state,
        papers: papers(db, ballot.id, &options, heard)?,
        lists: if heard { lists(db, ballot, &options)? } else { Vec::new() },
        agenda: if ballot.state == State::Declared { Some(agenda(db, ballot, before)?) } else { None },
        options,
    })
}

/// The options as printed, each subject with what it would give time to.
fn options(db: &Db, ballot: PrioritiesId) -> Result<Vec<OptionShown>, Fault> {
    let all = priorities::options(db, ballot)?;
    let subjects = Subjects::read(db)?;
    let shown = all.into_iter().map(|option| {
        let gives = option.motion.is_none().then(|| subjects.of_title(&option.title));
        let (papers, items) = gives.map_or_else(Default::default, |gives| (gives.papers, gives.items));
        let mut numbers: Vec<String> = papers.iter().map(|paper| paper.number.clone()).collect();
        numbers.sort_by_cached_key(|number| in_order(number));
        OptionShown {
            id: option.id,
            number: option.number,
            motion: option.motion,
            motions: in_runs(&numbers),
            items: items.iter().map(|item| item.named()).collect(),
            title: option.title,
        }
    });
    Ok(shown.collect())
}

/// What a paper says is sealed until the papers are counted.
fn papers(
    db: &Db,
    ballot: PrioritiesId,
    options: &[OptionShown],
    counted: bool,
) -> Result<Vec<PriorityPaper>, Fault> {
    let chosen = if counted { priorities::chosen_on_papers(db, ballot)? } else { BTreeMap::new() };
    let papers = priorities::entered(db, ballot)?.into_iter().map(|paper| PriorityPaper {
        options: options
            .iter()
            .filter(|option| chosen.get(&paper.id).is_some_and(|own| own.contains(&option.id)))
            .map(|option| option.number)
            .collect(),
        id: paper.id,
        number: paper.number,
        name: paper.name,
        section: paper.section.map(|(_, name)| name),
        value: paper.value,
        mark: match paper.state.as_str() {
            "marked" => Some(PaperMark::Marked),
            "blank" => Some(PaperMark::Blank),
            "spoiled" => Some(PaperMark::Spoiled),
            _ => None,
        },
        station: paper.station,
        at: paper.at,
    });
    Ok(papers.collect())
}

/// What the papers come to.
pub(crate) fn lists(db: &Db, ballot: &Ballot, options: &[OptionShown]) -> Result<Vec<PriorityList>, Fault> {
    let title = |id: i64| options.iter().find(|o| o.id.0 == id).map(|o| o.title.clone()).unwrap_or_default();
    let sections: BTreeMap<i64, String> =
        db.rows("SELECT id, name FROM section", [], |r| Ok((r.get(0)?, r.get(1)?)))?.into_iter().collect();
    let mut settled: BTreeMap<Option<i64>, String> = db
        .rows("SELECT section_id, words FROM priorities_settlement WHERE ballot_id = ?1", [ballot.id], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?
        .into_iter()
        .collect();
    let lists = priorities::lists(db, ballot)?.into_iter().map(|list| PriorityList {
        section: list.section.map(SectionId),
        name: list.section.and_then(|id| sections.get(&id).cloned()),
        tie: list.tie.map(|tie| PriorityTie {
            words: format!("{}.", rules::priorities::tie_in_words(&tie, title)),
            options: tie.options.into_iter().map(PrioritiesOptionId).collect(),
            places: u32::try_from(tie.places).unwrap_or(u32::MAX),
        }),
        settled: settled.remove(&list.section),
        lines: list
            .lines
            .into_iter()
            .map(|line| PriorityLine {
                option: PrioritiesOptionId(line.option),
                title: title(line.option),
                papers: line.papers,
                value: line.value,
                figure: line.figure,
                chosen: line.chosen,
            })
            .collect(),
    });
    Ok(lists.collect())
}

fn agenda(db: &Db, ballot: &Ballot, before: Option<ItemId>) -> Result<PriorityAgenda, Fault> {
    let Arranged { now, order, first, nowhere } = shown::plain(priorities::arranged(db, ballot, before))?;
    let so_already = now.iter().map(|line| line.id).eq(order.iter().copied());
    let lines = order.into_iter().filter_map(|item| {
        let line = now.iter().find(|line| line.id == item)?;
        Some(PriorityPlace { item, title: line.named(), chosen: first.contains(&item) })
    });
    Ok(PriorityAgenda { lines: lines.collect(), nowhere, so_already })
}

/// The newest ballot that the hall may see.
pub(crate) fn in_the_hall(db: &Db) -> Result<Option<HallPriorities>, Fault> {
    let newest = priorities::all(db)?
        .into_iter()
        .find(|ballot| !matches!(ballot.state, State::Preparing | State::Abandoned));
    let Some(ballot) = newest else { return Ok(None) };
    let options = options(db, ballot.id)?;
    let declared = ballot.state == State::Declared;
    let lists = if declared {
        lists(db, &ballot, &options)?
            .into_iter()
            .map(|list| HallPriorityList {
                name: list.name,
                lines: (1..)
                    .zip(list.lines.into_iter().filter(|line| line.chosen))
                    .map(|(rank, line)| HallPriority { rank, title: line.title, figure: Some(line.figure) })
                    .collect(),
            })
            .collect()
    } else {
        let lines =
            options.into_iter().map(|o| HallPriority { rank: o.number, title: o.title, figure: None });
        vec![HallPriorityList { name: None, lines: lines.collect() }]
    };
    Ok(Some(HallPriorities { title: ballot.title, choices: ballot.choices, state: ballot.state, lists }))
}

/// A priorities ballot in the hall: what it asks, or once it is declared what was chosen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallPriorities {
    /// What it is called.
    pub title: String,
    /// How many options a paper may choose.
    pub choices: u32,
    /// Where it stands.
    pub state: State,
    /// All options; once declared, what each list has chosen.
    pub lists: Vec<HallPriorityList>,
}

/// One list in the hall.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallPriorityList {
    /// Whose; none where all count together.
    pub name: Option<String>,
    /// Its lines.
    pub lines: Vec<HallPriority>,
}

/// One line of it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallPriority {
    /// Its number as printed; once declared, its place.
    pub rank: u32,
    /// What it is called.
    pub title: String,
    /// Its votes; none before they are declared.
    pub figure: Option<String>,
}
