//! The agenda: topics, motions and blocks of motions become items of business, in the order of the file, with their minutes
//! and no time of day. What stands on the order of business already is planned here, and stays as it is.

use record::command::{AgendaRow, MeetingRows};

use super::super::headings::{ReadRow, Wanted};
use super::super::known::{Known, KnownItem};
use super::super::{Fate, figures};
use super::{Found, is_true};

pub(super) const COLUMNS: &[Wanted] = &[
    Wanted::exactly("title", true),
    Wanted::exactly("agenda_duration", false),
    Wanted::exactly("agenda_type", false),
    Wanted::exactly("item_number", false),
    Wanted::exactly("agenda_closed", false),
    Wanted::exactly("agenda_comment", false),
    // Read by nothing: with it a file of topics is told from one of motions.
    Wanted::exactly("text", false),
];

/// The longest an item is planned, in minutes: beyond it somebody has mistyped.
const LONGEST: u64 = 24 * 60;

/// An item as the file has it.
pub(super) struct Topic {
    pub(super) title: String,
    pub(super) number: String,
    /// Numbers of the motions that are taken under it.
    pub(super) motions: String,
    pub(super) minutes: String,
    /// `common`, `internal`, `hidden`
    pub(super) kind: String,
    pub(super) closed: bool,
    pub(super) fault: Option<String>,
}

pub(super) fn judge(rows: &[ReadRow<'_>], known: &Known) -> Found {
    let topic = |row: &ReadRow<'_>| Topic {
        title: row.text(0),
        number: row.text(3),
        motions: String::new(),
        minutes: row.text(1),
        kind: row.text(2),
        closed: is_true(&row.text(4)),
        fault: row.fault.clone(),
    };
    topics(&rows.iter().map(topic).collect::<Vec<_>>(), known)
}

/// What each of them would do.
pub(super) fn topics(all: &[Topic], known: &Known) -> Found {
    let mut there: Vec<&KnownItem> = known.items.iter().collect();
    let (mut fates, mut items) = (Vec::new(), Vec::new());
    for topic in all {
        let row = match row(topic) {
            Err(why) => {
                fates.push((Fate::Bad, why));
                continue;
            }
            Ok(_) if topic.closed => {
                fates.push((Fate::Skipped, "Closed: its business is done.".to_owned()));
                continue;
            }
            Ok(row) => row,
        };
        // Two items may have one title: each in the file is one on the order of business.
        if let Some(at) = there.iter().position(|item| is_the_same(&row, item)) {
            fates.push(beside(topic, &row, there.remove(at)));
            continue;
        }
        let why = if row.minutes == 0 { "no duration: planned with 0 minutes" } else { "" };
        fates.push((Fate::New, why.to_owned()));
        items.push(row);
    }
    Found { fates, meeting: MeetingRows { items, ..MeetingRows::default() } }
}

fn is_the_same(row: &AgendaRow, item: &KnownItem) -> bool {
    let either_empty = row.number.is_empty() || item.number.is_empty();
    row.title.to_lowercase() == item.title.to_lowercase() && (either_empty || row.number == item.number)
}

/// A row whose item stands on the order of business.
fn beside(topic: &Topic, row: &AgendaRow, item: &KnownItem) -> (Fate, String) {
    let mut other = Vec::new();
    if !topic.minutes.is_empty() && row.minutes != item.minutes {
        other.push(format!("{} minutes, here {}", row.minutes, item.minutes));
    }
    if !topic.kind.is_empty() && row.private != item.private {
        other.push(if row.private { "private, here open" } else { "open, here private" }.to_owned());
    }
    if !row.motions.is_empty() && row.motions != item.motions {
        let here = if item.motions.is_empty() { "none" } else { &item.motions };
        other.push(format!("motions {}, here {here}", row.motions));
    }
    if other.is_empty() {
        return (Fate::Unchanged, "on the order of business already".to_owned());
    }
    let other = other.join("; ");
    (Fate::Skipped, format!("In the file {other}: what is planned here stands. Change it on the programme."))
}

fn row(topic: &Topic) -> Result<AgendaRow, String> {
    if let Some(fault) = &topic.fault {
        return Err(fault.clone());
    }
    if topic.title.is_empty() {
        return Err("Title is missing.".to_owned());
    }
    let minutes = match topic.minutes.as_str() {
        "" => 0,
        text => figures::whole(text, "Agenda_duration")?,
    };
    let minutes = u32::try_from(minutes).ok().filter(|_| minutes <= LONGEST);
    let minutes =
        minutes.ok_or_else(|| format!("Agenda_duration is longer than a day: {} minutes.", topic.minutes))?;
    let private = match topic.kind.to_lowercase().as_str() {
        "" | "common" | "1" => false,
        "internal" | "hidden" | "2" | "3" => true,
        other => {
            return Err(format!(
                "Agenda_type is none that is known: {other}. It is common, internal or hidden."
            ));
        }
    };
    let (title, number, motions) = (topic.title.clone(), topic.number.clone(), topic.motions.clone());
    Ok(AgendaRow { title, number, motions, minutes, private })
}
