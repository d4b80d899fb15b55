//! Topics of an agenda: items of business, in the order of the file, with their minutes and no time of day.

use std::collections::BTreeSet;

use record::command::{AgendaRow, MeetingRows};

use super::super::headings::{ReadRow, Wanted};
use super::super::known::Known;
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
        minutes: row.text(1),
        kind: row.text(2),
        closed: is_true(&row.text(4)),
        fault: row.fault.clone(),
    };
    topics(&rows.iter().map(topic).collect::<Vec<_>>(), known)
}

/// What each of them would do.
pub(super) fn topics(all: &[Topic], known: &Known) -> Found {
    let mut titles: BTreeSet<String> = known.items.iter().map(|item| item.title.to_lowercase()).collect();
    let (mut fates, mut items) = (Vec::new(), Vec::new());
    for topic in all {
        match row(topic) {
            Err(why) => fates.push((Fate::Bad, why)),
            Ok(_) if topic.closed => fates.push((Fate::Skipped, "Closed: its business is done.".to_owned())),
            Ok(row) if !titles.insert(row.title.to_lowercase()) => {
                fates.push((Fate::Unchanged, "on the order of business already".to_owned()));
            }
            Ok(row) => {
                let why = if row.minutes == 0 { "no duration: planned with 0 minutes" } else { "" };
                fates.push((Fate::New, why.to_owned()));
                items.push(row);
            }
        }
    }
    Found { fates, meeting: MeetingRows { items, ..MeetingRows::default() } }
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
    Ok(AgendaRow { title: topic.title.clone(), number: topic.number.clone(), minutes, private })
}
