//! The priorities ballot: which subjects get time (§5). Labour 2023: six chosen by one section, six by the other.
//!
//! Invariant: a tie at the line chooses nobody. What was not voted for is never chosen, however many places are left.
//! Values are whole numbers, shares exact; nothing is decided from a rounded figure.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{NO_SHARE, Share, counted, listed, thousands};

/// How the papers are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PrioritiesCounting")]
#[schemars(rename = "PrioritiesCounting")]
pub enum Counting {
    /// One list: the values of all delegations are added.
    Together,
    /// One list: each section has its weight, whatever the sum of its values.
    Weighted,
    /// A list for each section, with its own places.
    Separately,
}

/// What a ballot asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How the papers are added up.
    pub counting: Counting,
    /// How many options a paper may choose.
    pub choices: u32,
    /// How many options are chosen: on each list, where there are several.
    pub places: u32,
    /// How many options there are.
    pub options: u32,
}

/// One delegation's paper. Options and sections are known by any id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its section; none where it belongs to none.
    pub section: Option<i64>,
    /// The weight of the section when the ballot was opened.
    pub weight: u32,
    /// Its value when the ballot was opened.
    pub value: u64,
    /// What it chooses; nothing where it is blank.
    pub options: BTreeSet<i64>,
}

/// What one option has on one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub option: i64,
    /// Papers that choose it.
    pub papers: u64,
    /// Their value together.
    pub value: u64,
    /// What decides: the value, or its weighted share.
    pub score: Share,
    /// The same for people: `1,200`, or `36.50 %`.
    pub figure: String,
    /// It is among those chosen.
    pub chosen: bool,
}

/// Options with equally much, of which only some can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Which.
    pub options: Vec<i64>,
    /// Places left for them.
    pub places: usize,
}

/// One list of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Whose; none where all count together.
    pub section: Option<i64>,
    /// Every option, the most first; what has equally much in the order of the ballot paper.
    pub lines: Vec<Line>,
    /// What stops it and asks.
    pub tie: Option<Tie>,
}

/// Whether such a ballot can be held.
///
/// # Errors
/// Fewer than two options; no places, or so many that nothing is chosen between; no choices, or more than options.
pub fn check(terms: Terms) -> Result<(), Refusal> {
    let Terms { choices, places, options, .. } = terms;
    let refuse = |code: &str, sentence: String| Err(Refusal::new(code, sentence));
    if options < 2 {
        return refuse("priorities.too_few", "A ballot needs at least two options.".to_owned());
    }
    if places == 0 || places >= options {
        return refuse(
            "priorities.places",
            format!("Of {options} options, from 1 to {} can be chosen, not {places}.", options - 1),
        );
    }
    if choices == 0 || choices > options {
        return refuse(
            "priorities.choices",
            format!("Of {options} options, a paper can choose from 1 to {options}, not {choices}."),
        );
    }
    Ok(())
}

/// Whether a paper can be counted as it is marked.
///
/// # Errors
/// Nothing marked: blank is entered as blank. More than may be chosen. The same twice.
pub fn check_paper(marked: &[i64], choices: u32) -> Result<(), Refusal> {
    if marked.is_empty() {
        return Err(Refusal::new("priorities.nothing_chosen", "The paper chooses nothing.")
            .allowed_by("Enter it as blank, if it is."));
    }
    if marked.iter().collect::<BTreeSet<_>>().len() < marked.len() {
        return Err(Refusal::new("priorities.twice", "The paper names the same option twice.")
            .allowed_by("Enter each option once, or the paper as spoiled."));
    }
    let most = usize::try_from(choices).unwrap_or(usize::MAX);
    if marked.len() > most {
        return Err(Refusal::new(
            "priorities.too_many",
            format!(
                "The paper chooses {} options; {} allowed.",
                marked.len(),
                if choices == 1 { "1 is".to_owned() } else { format!("{choices} are") }
            ),
        )
        .allowed_by("Look at the paper again; enter it as spoiled if it does choose so many."));
    }
    Ok(())
}

/// What the papers come to. `settled` says what a tie at the line of a list was settled to: it counts only where it names
/// as many of the tied options as there are places for them.
#[must_use]
pub fn count(
    terms: Terms,
    options: &[i64],
    papers: &[Paper],
    settled: &BTreeMap<Option<i64>, BTreeSet<i64>>,
) -> Vec<List> {
    let places = usize::try_from(terms.places).unwrap_or(usize::MAX);
    let whose: BTreeSet<Option<i64>> = match terms.counting {
        Counting::Separately => papers.iter().map(|paper| paper.section).collect(),
        Counting::Together | Counting::Weighted => BTreeSet::from([None]),
    };
    whose
        .into_iter()
        .map(|section| {
            let own: Vec<&Paper> = papers
                .iter()
                .filter(|paper| terms.counting != Counting::Separately || paper.section == section)
                .collect();
            let mut lines: Vec<Line> =
                options.iter().map(|option| line(*option, &own, terms.counting)).collect();
            lines.sort_by(|a, b| b.score.cmp(&a.score));
            let tie = choose(&mut lines, places, settled.get(&section));
            List { section, lines, tie }
        })
        .collect()
}

fn line(option: i64, papers: &[&Paper], counting: Counting) -> Line {
    let for_it = |paper: &&&Paper| paper.options.contains(&option);
    let value = papers.iter().filter(for_it).map(|paper| u128::from(paper.value)).sum::<u128>();
    let value_in_words = thousands(u64::try_from(value).unwrap_or(u64::MAX));
    let (score, figure) = match counting {
        Counting::Together | Counting::Separately => {
            (Share::of(value, 1).unwrap_or_else(Share::zero), value_in_words)
        }
        Counting::Weighted => weighted(option, papers),
    };
    let number = u64::try_from(papers.iter().filter(for_it).count()).unwrap_or(u64::MAX);
    let value = u64::try_from(value).unwrap_or(u64::MAX);
    Line { option, papers: number, value, score, figure, chosen: false }
}

/// Each section's share of its own papers that choose something, times its weight; with that as a percentage of all weights.
fn weighted(option: i64, papers: &[&Paper]) -> (Share, String) {
    let mut sections: BTreeMap<Option<i64>, (u32, u128, u128)> = BTreeMap::new();
    for paper in papers.iter().filter(|paper| !paper.options.is_empty()) {
        let (_, part, whole) = sections.entry(paper.section).or_insert((paper.weight, 0, 0));
        *whole += u128::from(paper.value);
        if paper.options.contains(&option) {
            *part += u128::from(paper.value);
        }
    }
    let score = sections.values().fold(Share::zero(), |sum, (weight, part, whole)| {
        let own = Share::of(*part, *whole).unwrap_or_else(Share::zero);
        sum.plus(&own.times(u64::from(*weight)))
    });
    let all = sections.values().map(|(weight, ..)| u64::from(*weight)).sum();
    let percent = score.over(all).map_or_else(|| NO_SHARE.to_owned(), |share| share.percent());
    (score, format!("{percent} %"))
}

/// Marks what is chosen; the tie at the line, where there is one that nobody has settled.
fn choose(lines: &mut [Line], places: usize, settled: Option<&BTreeSet<i64>>) -> Option<Tie> {
    let nothing = Share::zero();
    let at_the_line = lines.get(places.saturating_sub(1)).map(|line| line.score.clone())?;
    if at_the_line == nothing {
        for line in lines.iter_mut() {
            line.chosen = line.score > nothing;
        }
        return None;
    }
    let above = lines.iter().filter(|line| line.score > at_the_line).count();
    let tied: Vec<i64> =
        lines.iter().filter(|line| line.score == at_the_line).map(|line| line.option).collect();
    let left = places - above;
    let fits = tied.len() <= left;
    let won: BTreeSet<i64> = settled
        .map(|won| won.iter().copied().filter(|option| tied.contains(option)).collect())
        .filter(|won: &BTreeSet<i64>| won.len() == left)
        .unwrap_or_default();
    for line in lines.iter_mut() {
        line.chosen =
            line.score > at_the_line || line.score == at_the_line && (fits || won.contains(&line.option));
    }
    (!fits && won.is_empty()).then_some(Tie { options: tied, places: left })
}

/// Whether these settle the tie.
///
/// # Errors
/// There is no tie; others than the tied are named; too few or too many are.
pub fn check_settlement(tie: Option<&Tie>, won: &BTreeSet<i64>) -> Result<(), Refusal> {
    let tie = tie.ok_or_else(|| Refusal::new("priorities.no_tie", "There is no tie to settle there."))?;
    if !won.iter().all(|option| tie.options.contains(option)) {
        return Err(Refusal::new("priorities.not_tied", "One of them is not among those that tie."));
    }
    if won.len() != tie.places {
        let places = u64::try_from(tie.places).unwrap_or(u64::MAX);
        return Err(Refusal::new(
            "priorities.tie_places",
            format!("There is room for {}, not {}.", thousands(places), won.len()),
        ));
    }
    Ok(())
}

/// The chosen in the order of priority, each once: the first of every list, then the second of every list.
#[must_use]
pub fn in_order(lists: &[List]) -> Vec<i64> {
    let chosen: Vec<Vec<i64>> = lists
        .iter()
        .map(|list| list.lines.iter().filter(|line| line.chosen).map(|line| line.option).collect())
        .collect();
    let longest = chosen.iter().map(Vec::len).max().unwrap_or_default();
    let mut order = Vec::new();
    for rank in 0..longest {
        for option in chosen.iter().filter_map(|list| list.get(rank)) {
            if !order.contains(option) {
                order.push(*option);
            }
        }
    }
    order
}

/// The order of business with what is chosen brought together, in its order of priority, before one line of it, or before
/// all where none is named. What is chosen and not in the order is passed over; everything else keeps its order.
#[must_use]
pub fn brought_forward(order: &[i64], chosen: &[i64], before: Option<i64>) -> Vec<i64> {
    let ahead = before.and_then(|line| order.iter().position(|each| *each == line)).unwrap_or_default();
    let others =
        |lines: &[i64]| lines.iter().copied().filter(|line| !chosen.contains(line)).collect::<Vec<_>>();
    let mut arranged = others(order.get(..ahead).unwrap_or_default());
    for line in chosen {
        if order.contains(line) && !arranged.contains(line) {
            arranged.push(*line);
        }
    }
    arranged.extend(others(order.get(ahead..).unwrap_or_default()));
    arranged
}

/// Whether a subject on the ballot is what the committee calls a section, a category or an item, whatever the case and the
/// blanks: a subject gives time to what is sorted under it (Labour 2023: 49 subjects and no motion among them, §5).
#[must_use]
pub fn is_called(subject: &str, name: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let subject = plain(subject);
    !subject.is_empty() && subject == plain(name)
}

/// `Housing and Transport tie for 1 place`
#[must_use]
pub fn tie_in_words(tie: &Tie, label: impl Fn(i64) -> String) -> String {
    let names: Vec<String> = tie.options.iter().map(|option| label(*option)).collect();
    let places = u64::try_from(tie.places).unwrap_or(u64::MAX);
    format!("{} tie for {}", listed(&names), counted(places, "place", "places"))
}

#[cfg(test)]
#[path = "priorities_tests.rs"]
mod tests;
