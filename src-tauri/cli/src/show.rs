//! A screen as JSON or as text.

use std::path::Path;

use record::desk::Desk;
use record::file::{self, MIGRATIONS};
use record::halt::{Fault, Halt};
use record::time::wall;
use record::view::View;
use record::view::counted::LineItemsView;
use record::view::desk::DeskView;
use record::view::parts::{Heading, VoteShown};
use record::view::programme::ProgrammeView;
use record::view::record::RecordView;
use record::view::register::RegisterView;
use record::view::votes::VotesView;
use record::when;
use rules::share::thousands;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::files::options;
use crate::stop::{Stop, say};
use crate::table::{Side, table};

/// Shows a screen of a file, whether or not the file is open elsewhere.
pub(crate) fn show(file: &Path, view: &str, json: bool) -> Result<(), Stop> {
    let view = named(view)?;
    let text = text(file, &view)?;
    if json || text == "null" {
        return say(format!("{text}\n"));
    }
    say(match view {
        View::Desk => desk(&read(&text)?),
        View::Record { .. } => record(&read(&text)?),
        View::Register => register(&read(&text)?),
        View::Votes => votes(&read(&text)?),
        View::Programme => programme(&read(&text)?),
        View::LineItems { .. } => line_items(&read(&text)?),
        View::Start
        | View::Hall
        | View::HallPreview { .. }
        | View::Visitors
        | View::OrderPaper
        | View::Closing
        | View::Draft { .. }
        | View::Composite { .. }
        | View::Plans { .. }
        | View::Papers
        | View::Paper { .. }
        | View::People
        | View::Cards
        | View::Delegation { .. }
        | View::Door { .. }
        | View::Credentials
        | View::Franchise
        | View::Vote { .. }
        | View::Roll { .. }
        | View::StandingOrders
        | View::Fairness
        | View::Rulings
        | View::Emergencies
        | View::Reports
        | View::Count { .. }
        | View::NotSeen { .. }
        | View::Published { .. }
        | View::Stations
        | View::Priorities { .. } => pretty(&text)?,
    })
}

/// `desk`, or `{"view":"vote","vote":1}`.
fn named(view: &str) -> Result<View, Stop> {
    let value: Value = if view.trim_start().starts_with('{') {
        serde_json::from_str(view).map_err(|error| Stop::Usage(format!("VIEW is not JSON: {error}.")))?
    } else {
        json!({ "view": view })
    };
    serde_json::from_value(value).map_err(|error| Stop::Usage(format!("There is no such VIEW: {error}.")))
}

fn text(path: &Path, view: &View) -> Result<String, Stop> {
    match Desk::open(path, options()) {
        Ok(desk) => {
            let text = desk.show(view);
            desk.close();
            Ok(text?)
        }
        Err(Halt::Refusal(refusal)) if ["file.locked", "file.read_only"].contains(&refusal.code.as_str()) => {
            file::look_at_header(path, MIGRATIONS)?;
            let db = file::reader(path)?;
            Ok(db.at_rest(|| view.json(&db, wall()))??)
        }
        Err(halt) => Err(halt.into()),
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Stop> {
    Ok(serde_json::from_str(text).map_err(Fault::from)?)
}

fn pretty(text: &str) -> Result<String, Stop> {
    let value: Value = read(text)?;
    Ok(format!("{}\n", serde_json::to_string_pretty(&value).map_err(Fault::from)?))
}

fn clock(heading: &Heading, at: i64) -> String {
    when::zone(&heading.time_zone).map_or_else(|_| String::new(), |zone| when::hours_minutes(zone, at))
}

fn top(heading: &Heading) -> String {
    let session = heading.session.as_deref().unwrap_or("no session");
    let rehearsal = if heading.rehearsal { " (rehearsal)" } else { "" };
    let venue = if heading.venue.is_empty() { String::new() } else { format!(", {}", heading.venue) };
    format!(
        "{}{venue}{rehearsal}: {}\n{}, {session}, {}\n\n",
        heading.name,
        heading.state,
        heading.day,
        clock(heading, heading.now)
    )
}

fn desk(view: &DeskView) -> String {
    let mut text = top(&view.heading);
    text.push_str(&format!("Business is {}.\n", view.schedule.words));
    if let Some(item) = &view.item {
        text.push_str(&format!("Item: {} {}\n", item.number, item.title));
    }
    if let Some(question) = &view.question {
        text.push_str(&format!("Question: {}, {} ({})\n", question.label, question.title, question.state));
    }
    if let Some(speech) = &view.speech {
        text.push_str(&format!("Speaking: {}, {}\n", speech.name, speech.body));
    }
    for (number, line) in view.waiting.iter().enumerate() {
        text.push_str(&format!("Waiting {}: {}, {}\n", number + 1, line.name, line.body));
    }
    if let Some(vote) = &view.vote {
        text.push_str(&format!("Vote: {} ({})\n", vote.label, vote.state));
    }
    if let Some(next) = &view.next {
        text.push_str(&format!("Next: {}\n", next.label));
    }
    text.push('\n');
    let rows: Vec<Vec<String>> = view
        .items
        .iter()
        .map(|item| {
            let forecast = item.forecast_start.map_or_else(|| "–".to_owned(), |at| clock(&view.heading, at));
            let planned = clock(&view.heading, item.planned_start);
            vec![planned, forecast, word(&item.state), item.number.clone(), item.title.clone()]
        })
        .collect();
    let left = Side::Left;
    text.push_str(&table(
        &[("planned", left), ("forecast", left), ("state", left), ("no", left), ("item", left)],
        &rows,
    ));
    text
}

fn programme(view: &ProgrammeView) -> String {
    let mut text = top(&view.heading);
    for day in &view.days {
        let rows: Vec<Vec<String>> = day
            .items
            .iter()
            .map(|item| {
                let (start, end) =
                    (clock(&view.heading, item.planned_start), clock(&view.heading, item.planned_end));
                vec![
                    start,
                    end,
                    item.session.clone(),
                    word(&item.state),
                    item.number.clone(),
                    item.title.clone(),
                ]
            })
            .collect();
        let left = Side::Left;
        let headings =
            [("from", left), ("to", left), ("session", left), ("state", left), ("no", left), ("item", left)];
        text.push_str(&format!("{}\n{}\n", day.words, table(&headings, &rows)));
    }
    text
}

fn record(view: &RecordView) -> String {
    let rows: Vec<Vec<String>> = view
        .entries
        .iter()
        .map(|entry| {
            let taken_back = entry.undone_by.map(|by| format!(" [taken back by {by}]")).unwrap_or_default();
            let words = format!("{}{taken_back}", entry.words);
            vec![entry.seq.to_string(), clock(&view.heading, entry.at), entry.by.clone(), words]
        })
        .collect();
    let headings = [("no", Side::Right), ("at", Side::Left), ("by", Side::Left), ("what", Side::Left)];
    let more = if view.more { "There are older ones.\n" } else { "" };
    format!(
        "{}{}{more}Entries: {}. Head: {}\n",
        top(&view.heading),
        table(&headings, &rows),
        view.total,
        view.head
    )
}

fn register(view: &RegisterView) -> String {
    let rows: Vec<Vec<String>> = view
        .delegations
        .iter()
        .map(|line| {
            let card = line.cards.last().map_or_else(String::new, |card| card.number.to_string());
            let section = line.section.clone().unwrap_or_default();
            let (members, votes) = (thousands(line.members), thousands(line.votes));
            vec![line.number.clone(), line.name.clone(), section, members, votes, card]
        })
        .collect();
    let (left, right) = (Side::Left, Side::Right);
    let headings = [
        ("no", left),
        ("delegation", left),
        ("section", left),
        ("members", right),
        ("votes", right),
        ("card", right),
    ];
    let totals = &view.totals;
    format!(
        "{}{} delegations, {} members, {} votes, {} cards, {} delegates, {} present. Version {}.\n",
        table(&headings, &rows),
        thousands(totals.delegations),
        thousands(totals.members),
        thousands(totals.votes),
        thousands(totals.cards),
        thousands(totals.delegates),
        thousands(totals.present),
        view.version,
    )
}

fn votes(view: &VotesView) -> String {
    let rows: Vec<Vec<String>> = view.votes.iter().map(vote).collect();
    let (left, right) = (Side::Left, Side::Right);
    let headings = [
        ("id", right),
        ("vote", left),
        ("state", left),
        ("for", right),
        ("against", right),
        ("abstain", right),
        ("result", left),
        ("subject", left),
    ];
    format!("{}{}", top(&view.heading), table(&headings, &rows))
}

/// As it may be handed on: a line a delegation, or the sentence that it is withheld.
fn line_items(view: &LineItemsView) -> String {
    let (left, right) = (Side::Left, Side::Right);
    let headings = [
        ("delegation", left),
        ("section", left),
        ("for", right),
        ("against", right),
        ("abstain", right),
        ("not cast", right),
        ("votes", right),
    ];
    let rows: Vec<Vec<String>> = view
        .delegations
        .iter()
        .map(|cast| {
            let (r#for, against, abstain) = cast.votes;
            let figures = [r#for, against, abstain, cast.not_cast, cast.value].map(thousands);
            let names = [cast.delegation.clone(), cast.section.clone().unwrap_or_default()];
            names.into_iter().chain(figures).collect()
        })
        .collect();
    let list = if view.published { table(&headings, &rows) } else { String::new() };
    format!("{}, {}\n{}\n{list}", view.label, view.subject, view.sentence)
}

fn vote(vote: &VoteShown) -> Vec<String> {
    let counted = vote.result.as_ref().and_then(|result| result.counted.as_ref()).or(vote.counted.as_ref());
    let figure = |figure: Option<u64>| figure.map_or_else(|| "–".to_owned(), thousands);
    vec![
        vote.id.0.to_string(),
        vote.label.clone(),
        vote.state.clone(),
        figure(counted.map(|counted| counted.r#for)),
        figure(counted.map(|counted| counted.against)),
        figure(counted.and_then(|counted| counted.abstain)),
        vote.result.as_ref().map_or_else(String::new, |result| result.word.clone()),
        vote.subject.clone(),
    ]
}

/// A state as its JSON names it.
fn word(state: &impl serde::Serialize) -> String {
    match serde_json::to_value(state) {
        Ok(Value::String(word)) => word.replace('_', " "),
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}
