//! A whole meeting as JSON: collection, id, fields. What has no place here is counted and skipped, collection by collection.

use std::collections::BTreeMap;

use record::command::MeetingRows;
use serde_json::{Map, Value};

use super::super::known::Known;
use super::super::{Column, Fate, MOST_ROWS, PreviewRow};
use super::handed_in::{Bodies, Person};
use super::motions::{self, Beside, Paper, Upon};
use super::participants::{self, Participant};
use super::topics::{self, Topic};
use super::{Found, LONGEST_TEXT, html, plain_columns, shown};

/// Collections that are read for what others refer to.
const READ: [&str; 13] = [
    "meeting",
    "user",
    "meeting_user",
    "group",
    "structure_level",
    "agenda_item",
    "topic",
    "motion",
    "motion_submitter",
    "motion_supporter",
    "motion_category",
    "motion_block",
    "motion_state",
];

pub(super) fn columns() -> Vec<Column> {
    plain_columns(&["collection", "id", "number", "name"])
}

/// The collections of a file, by id.
struct Collections(BTreeMap<String, BTreeMap<i64, Map<String, Value>>>);

impl Collections {
    fn read(text: &str) -> Result<Self, String> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("This is no JSON: {error}."))?;
        let Value::Object(all) = value else { return Err(NO_MEETING.to_owned()) };
        let mut collections = BTreeMap::new();
        for (name, rows) in all {
            let Value::Object(rows) = rows else { continue };
            let mut by_id = BTreeMap::new();
            for (id, row) in rows {
                let number = id.parse::<i64>().map_err(|_| format!("Collection {name}: {id} is no id."))?;
                let Value::Object(fields) = row else {
                    return Err(format!("Collection {name}, id {id}: no fields."));
                };
                if READ.contains(&name.as_str())
                    && let Some(field) = fields.iter().find(|(_, value)| too_long(value))
                {
                    return Err(format!(
                        "Collection {name}, id {id}: {} is longer than {LONGEST_TEXT} characters.",
                        field.0
                    ));
                }
                by_id.insert(number, fields);
            }
            if READ.contains(&name.as_str()) && by_id.len() > MOST_ROWS {
                return Err(format!("Collection {name} has more than {MOST_ROWS} rows."));
            }
            collections.insert(name, by_id);
        }
        let found = Self(collections);
        match found.of("meeting").count() {
            0 => Err(NO_MEETING.to_owned()),
            1 => Ok(found),
            many => Err(format!("The file has {many} meetings: export one.")),
        }
    }

    fn of(&self, collection: &str) -> impl Iterator<Item = (i64, &Map<String, Value>)> {
        self.0.get(collection).into_iter().flatten().map(|(id, fields)| (*id, fields))
    }

    fn one(&self, collection: &str, id: Option<i64>) -> Option<&Map<String, Value>> {
        self.0.get(collection)?.get(&id?)
    }
}

const NO_MEETING: &str = "This JSON is no meeting of OpenSlides: it has no collection “meeting”.";

fn too_long(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT)
}

fn text(row: &Map<String, Value>, field: &str) -> String {
    match row.get(field) {
        Some(Value::String(text)) => super::super::squeeze(text),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(is)) => is.to_string(),
        Some(Value::Null | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}

fn id(row: &Map<String, Value>, field: &str) -> Option<i64> {
    row.get(field).and_then(Value::as_i64)
}

fn ids(row: &Map<String, Value>, field: &str) -> Vec<i64> {
    row.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_i64).collect()
}

/// Rows of the preview, with what each comes to.
struct Rows(Vec<PreviewRow>);

impl Rows {
    fn next_line(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn add(&mut self, cells: [String; 4]) -> u32 {
        let line = self.next_line();
        self.0.push(PreviewRow {
            line,
            cells: cells.iter().map(|cell| shown(cell)).collect(),
            fate: Fate::Bad,
            why: String::new(),
        });
        line
    }
}

pub(super) fn judge(json: &str, known: &Known) -> Result<(Vec<PreviewRow>, Found), String> {
    let all = Collections::read(json)?;
    let mut rows = Rows(Vec::new());
    let mut fates = Vec::new();
    let mut meeting = MeetingRows::default();
    for (collection, fields) in all.of("meeting") {
        rows.add(["meeting".to_owned(), collection.to_string(), String::new(), text(fields, "name")]);
        fates
            .push((Fate::Skipped, "A new conference has its own name, days and standing orders.".to_owned()));
    }
    let people = people(&all, &mut rows);
    let found = participants::people(&people, known);
    fates.extend(found.fates);
    (meeting.delegations, meeting.delegates) = (found.meeting.delegations, found.meeting.delegates);
    let (topics, others) = agenda(&all, &mut rows);
    let found = topics::topics(&topics, known);
    fates.extend(found.fates);
    meeting.items = found.meeting.items;
    for (row, why) in others {
        rows.add(row);
        fates.push((Fate::Skipped, why));
    }
    let papers = papers(&all, &mut rows);
    let found = motions::papers(&papers, &Bodies::new(known, &meeting.delegations));
    fates.extend(found.fates);
    meeting.papers = found.meeting.papers;
    for (name, of_it) in
        all.0.iter().filter(|(name, of_it)| !READ.contains(&name.as_str()) && !of_it.is_empty())
    {
        rows.add([name.clone(), String::new(), String::new(), String::new()]);
        fates.push((Fate::Skipped, format!("{} of them: there is no place for them here.", of_it.len())));
    }
    Ok((rows.0, Found { fates, meeting }))
}

fn people(all: &Collections, rows: &mut Rows) -> Vec<(u32, Participant)> {
    let named = |collection: &str, ids: Vec<i64>| -> Vec<String> {
        ids.into_iter().filter_map(|id| all.one(collection, Some(id))).map(|row| text(row, "name")).collect()
    };
    let one = |(number, member): (i64, &Map<String, Value>)| {
        let nobody = Map::new();
        let user = all.one("user", id(member, "user_id")).unwrap_or(&nobody);
        let name = name_of(user);
        let badge = text(member, "number");
        let own = text(member, "vote_weight");
        let line = rows.add(["meeting_user".to_owned(), number.to_string(), badge.clone(), name.clone()]);
        (
            line,
            Participant {
                number: badge,
                name,
                levels: levels_of(all, member),
                groups: named("group", ids(member, "group_ids")).join(", "),
                weight: if own.is_empty() { text(user, "default_vote_weight") } else { own },
                is_a_body: user.get("is_physical_person") == Some(&Value::Bool(false)),
                fault: None,
            },
        )
    };
    all.of("meeting_user").map(one).collect()
}

fn name_of(user: &Map<String, Value>) -> String {
    let full = ["title", "first_name", "last_name"].map(|field| text(user, field)).join(" ");
    let full = super::super::squeeze(&full);
    if full.is_empty() { text(user, "username") } else { full }
}

/// Rows that are skipped, with why.
type Skipped = Vec<([String; 4], String)>;

/// The agenda in its order: topics, motions and blocks of motions; and what else stands on it.
fn agenda(all: &Collections, rows: &mut Rows) -> (Vec<Topic>, Skipped) {
    let mut items: Vec<(i64, &Map<String, Value>)> = all.of("agenda_item").collect();
    items.sort_by_key(|(number, item)| (id(item, "weight"), *number));
    let (mut topics, mut others) = (Vec::new(), Vec::new());
    for (number, item) in items {
        let content = text(item, "content_object_id");
        let printed = text(item, "item_number");
        match taken_under(all, &content) {
            Err(why) => {
                let row = ["agenda_item".to_owned(), number.to_string(), printed, content];
                others.push((row, why.to_owned()));
            }
            Ok((title, motions)) => {
                rows.add(["agenda_item".to_owned(), number.to_string(), printed.clone(), title.clone()]);
                topics.push(Topic {
                    title,
                    number: printed,
                    motions,
                    minutes: text(item, "duration"),
                    kind: text(item, "type"),
                    closed: item.get("closed") == Some(&Value::Bool(true)),
                    fault: None,
                });
            }
        }
    }
    (topics, others)
}

/// The title of an item, and the numbers of the motions that are taken under it.
fn taken_under(all: &Collections, content: &str) -> Result<(String, String), &'static str> {
    let (kind, own) = content.split_once('/').unwrap_or_default();
    let own = own.parse::<i64>().ok();
    match kind {
        "assignment" => return Err("An election: put it on the order of business by its post."),
        "topic" | "motion" | "motion_block" => {}
        _ => return Err("Neither a topic nor a motion: there is no place for it here."),
    }
    let missing = "What it is about is not in the file.";
    let row = all.one(kind, own).ok_or(missing)?;
    let numbers = match kind {
        "motion" if id(row, "lead_motion_id").is_some() => {
            return Err("An amendment: it is taken with its motion.");
        }
        "motion" => vec![number_of(own.ok_or(missing)?, row)],
        "motion_block" => {
            let within = all.of("motion").filter(|(_, motion)| {
                id(motion, "block_id") == own && id(motion, "lead_motion_id").is_none()
            });
            within.map(|(id, motion)| number_of(id, motion)).collect()
        }
        _ => Vec::new(),
    };
    Ok((text(row, "title"), rules::printed::in_runs(&numbers)))
}

/// The number of a motion; the sequential one where it has no other.
fn number_of(id: i64, motion: &Map<String, Value>) -> String {
    let number = text(motion, "number");
    if number.is_empty() { sequence_of(id, motion) } else { number }
}

fn sequence_of(id: i64, motion: &Map<String, Value>) -> String {
    let sequence = text(motion, "sequential_number");
    if sequence.is_empty() { id.to_string() } else { sequence }
}

fn papers(all: &Collections, rows: &mut Rows) -> Vec<(u32, Paper)> {
    let one = |(number, motion): (i64, &Map<String, Value>)| {
        let (printed, title) = (text(motion, "number"), text(motion, "title"));
        let line = rows.add(["motion".to_owned(), number.to_string(), printed.clone(), title.clone()]);
        let named = |collection: &str, of: &str, field: &str| {
            all.one(collection, id(motion, of)).map(|row| text(row, field)).unwrap_or_default()
        };
        let body = motion.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
        let paper = Paper {
            number: printed,
            sequence: sequence_of(number, motion),
            title,
            text: body,
            submitters: people_of(all, motion, "submitter_ids", "motion_submitter"),
            supporters: people_of(all, motion, "supporter_ids", "motion_supporter"),
            state: named("motion_state", "state_id", "name"),
            category: named("motion_category", "category_id", "name"),
            block: named("motion_block", "block_id", "title"),
            upon: upon(all, motion),
            beside: Beside {
                has_reason: !html::paragraphs(&text(motion, "reason")).is_empty(),
                tags: tags(all, motion),
                recommendation: named("motion_state", "recommendation_id", "recommendation_label"),
            },
            fault: None,
        };
        (line, paper)
    };
    all.of("motion").map(one).collect()
}

fn tags(all: &Collections, motion: &Map<String, Value>) -> Vec<String> {
    let tags = ids(motion, "tag_ids").into_iter().filter_map(|id| all.one("tag", Some(id)));
    tags.map(|tag| text(tag, "name")).collect()
}

/// Those who hand in, or support, a motion, each with the first of their structure levels.
fn people_of(all: &Collections, motion: &Map<String, Value>, listed: &str, through: &str) -> Vec<Person> {
    let rows = ids(motion, listed).into_iter().filter_map(|id| all.one(through, Some(id)));
    let members = rows.filter_map(|row| all.one("meeting_user", id(row, "meeting_user_id")));
    let person = |member: &Map<String, Value>| {
        let name = name_of(all.one("user", id(member, "user_id"))?);
        Some(Person { name, level: levels_of(all, member).into_iter().next().unwrap_or_default() })
    };
    members.filter_map(person).collect()
}

fn levels_of(all: &Collections, member: &Map<String, Value>) -> Vec<String> {
    let levels = ids(member, "structure_level_ids").into_iter();
    levels.filter_map(|level| all.one("structure_level", Some(level))).map(|row| text(row, "name")).collect()
}

/// What an amendment stands upon, and which paragraphs it writes anew: they are counted from nought.
fn upon(all: &Collections, motion: &Map<String, Value>) -> Upon {
    let Some(own) = id(motion, "lead_motion_id") else { return Upon::Nothing };
    let Some(lead) = all.one("motion", Some(own)) else { return Upon::Unnamed };
    let number = number_of(own, lead);
    let written = motion.get("amendment_paragraphs").and_then(Value::as_object);
    let anew = written.into_iter().flatten().filter_map(|(paragraph, text)| {
        let paragraph = paragraph.parse::<u32>().ok()?.checked_add(1)?;
        Some((paragraph, html::paragraphs(text.as_str()?).join(" ")))
    });
    let mut anew: Vec<(u32, String)> = anew.collect();
    anew.sort_by_key(|(paragraph, _)| *paragraph);
    Upon::Paper(number, anew)
}
