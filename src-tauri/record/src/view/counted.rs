//! After the count: how each card was cast, where the standing orders publish it; and whether figures printed elsewhere
//! can be right.

use std::collections::BTreeMap;

use rules::card_vote::PrintedSection;
use rules::published::check_published;
use rules::reconciliation::CardState;
use rules::share::percent;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::Fault;
use crate::ids::VoteId;
use crate::tellers;
use crate::view::shown;
use crate::votes;

/// How each card of a vote was cast.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct LineItemsView {
    /// `Card vote 7`
    pub label: String,
    /// What was voted on.
    pub subject: String,
    /// Whether it is published, and why not otherwise.
    pub sentence: String,
    /// It is published: only then is there anything below.
    pub published: bool,
    /// The result was corrected since: its figures are no longer the sums of what is below.
    pub corrected: bool,
    /// Every delegation, its cards together, by section and name.
    pub delegations: Vec<DelegationCast>,
    /// Every card; empty where it is withheld.
    pub lines: Vec<LineItem>,
}

/// How a delegation voted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct DelegationCast {
    /// Name.
    pub delegation: String,
    /// Section.
    pub section: Option<String>,
    /// Cards that it could cast.
    pub cards: u64,
    /// Votes that they carry.
    pub value: u64,
    /// Votes for, against and abstaining.
    pub votes: (u64, u64, u64),
    /// Votes that were not cast, or on spoiled cards.
    pub not_cast: u64,
}

/// How one card was cast.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct LineItem {
    /// Its number.
    pub number: u32,
    /// Delegation.
    pub delegation: String,
    /// Section.
    pub section: Option<String>,
    /// Votes that it carries.
    pub value: u64,
    /// What became of it.
    pub state: CardState,
    /// Votes for, against and abstaining.
    pub votes: (u64, u64, u64),
}

/// How each card of a vote was cast, once it is declared, where the standing orders publish it.
pub(crate) fn line_items(db: &Db, id: VoteId) -> Result<LineItemsView, Fault> {
    let vote = shown::plain(votes::known(db, id))?;
    let sentence = match (vote.counting.line_items, vote.state.as_str()) {
        (false, _) => "How each delegation voted is not published under these standing orders.",
        (true, "declared") => "How each delegation voted is published under these standing orders.",
        (true, _) => "How each delegation voted is published when the result is declared.",
    };
    let published = vote.counting.line_items && vote.state == "declared";
    let mut lines = Vec::new();
    if published {
        for card in tellers::accounted(db, id)? {
            lines.push(LineItem {
                number: card.number,
                delegation: card.delegation,
                section: card.section,
                value: card.value,
                state: card.state,
                votes: (card.figures.for_, card.figures.against, card.figures.abstain),
            });
        }
    }
    let vote_shown = shown::vote(db, &vote)?;
    let delegations = by_delegation(&lines);
    Ok(LineItemsView {
        label: vote.label(),
        subject: vote_shown.subject,
        sentence: sentence.to_owned(),
        published,
        corrected: !vote_shown.corrected.is_empty(),
        delegations,
        lines,
    })
}

/// The cards of each delegation together; a cancelled card is none of its cards.
fn by_delegation(lines: &[LineItem]) -> Vec<DelegationCast> {
    let mut found: BTreeMap<(Option<&str>, &str), DelegationCast> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.state != CardState::Cancelled) {
        let none = || DelegationCast {
            delegation: line.delegation.clone(),
            section: line.section.clone(),
            cards: 0,
            value: 0,
            votes: (0, 0, 0),
            not_cast: 0,
        };
        let cast = found.entry((line.section.as_deref(), &line.delegation)).or_insert_with(none);
        let (r#for, against, abstain) = line.votes;
        cast.cards += 1;
        cast.value += line.value;
        cast.votes = (cast.votes.0 + r#for, cast.votes.1 + against, cast.votes.2 + abstain);
        cast.not_cast += line.value.saturating_sub(r#for + against + abstain);
    }
    found.into_values().collect()
}

/// A section of a result as somebody else prints it; a field that is empty was not printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// Name of the section; may be empty.
    pub name: String,
    /// Its weight as a percentage of the whole.
    pub weight: u32,
    /// For and against in votes.
    pub raw: (String, String),
    /// For and against as percentages of the section.
    pub percent: (String, String),
    /// For and against as percentages of the whole.
    pub weighted: (String, String),
}

/// Whether figures printed elsewhere can be right.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PublishedView {
    /// What cannot be, one sentence each; empty where nothing stands against it, or where nothing was given.
    pub faults: Vec<String>,
    /// Something was given that could be checked.
    pub checked: bool,
}

/// Checks figures printed elsewhere against each other.
pub(crate) fn published(sections: &[Printed], total: &(String, String)) -> PublishedView {
    let pair = |pair: &(String, String)| {
        (!(pair.0.trim().is_empty() && pair.1.trim().is_empty())).then(|| pair.clone())
    };
    let mut faults = Vec::new();
    let printed: Vec<PrintedSection> = sections
        .iter()
        .map(|section| {
            let name = section.name.trim();
            if let Some(raw) = pair(&section.raw) {
                faults.extend(raw_faults(name, &raw, pair(&section.percent)));
            }
            PrintedSection {
                name: Some(name.to_owned()).filter(|name| !name.is_empty()),
                weight: section.weight,
                percent: pair(&section.percent),
                weighted: pair(&section.weighted),
            }
        })
        .collect();
    let total = pair(total);
    let given = printed.iter().any(|s| s.percent.is_some() || s.weighted.is_some());
    let raw = sections.iter().any(|s| pair(&s.raw).is_some());
    faults.extend(check_published(&printed, total.as_ref().map(|(f, a)| (f.as_str(), a.as_str()))));
    PublishedView { faults, checked: given || raw || total.is_some() }
}

/// Votes printed beside percentages: the percentages must be theirs, to the places printed.
fn raw_faults(name: &str, raw: &(String, String), percents: Option<(String, String)>) -> Vec<String> {
    let name = if name.is_empty() { "The section" } else { name };
    let whole = |text: &str| text.replace([',', ' ', '\u{2009}'], "").parse::<u64>().ok();
    let (Some(for_), Some(against)) = (whole(&raw.0), whole(&raw.1)) else {
        return vec![format!(
            "{name}: \u{201c}{}\u{201d} and \u{201c}{}\u{201d} are not both numbers of votes.",
            raw.0, raw.1
        )];
    };
    let Some((printed_for, printed_against)) = percents else { return Vec::new() };
    let base = u128::from(for_) + u128::from(against);
    [("for", for_, printed_for), ("against", against, printed_against)]
        .into_iter()
        .filter_map(|(side, votes, printed)| {
            let worked = percent(u128::from(votes), base);
            let right = rules::published::is_share(u128::from(votes), base, &printed)?;
            (!right).then(|| {
                format!(
                    "{name}: {} {side} of {} is {worked}%, not {}%.",
                    rules::share::thousands(votes),
                    rules::share::thousands(for_.saturating_add(against)),
                    printed.trim().trim_end_matches('%')
                )
            })
        })
        .collect()
}
