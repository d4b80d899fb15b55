//! Who has been heard, for the whole conference or one day: figures by side, delegation, section, first conference and group.

use rules::speakers::fairness::{Made, SpeechFigures, figures};
use rules::standing_orders::value_in_words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parts::Heading;
use super::shown::{heading, plain};
use crate::db::Db;
use crate::halt::Fault;
use crate::set_up;
use crate::sql::variant;
use crate::standing_orders;

/// Who has been heard.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct FairnessView {
    /// The heading.
    pub heading: Heading,
    /// The whole conference.
    pub conference: SpeechFigures,
    /// Today.
    pub today: SpeechFigures,
    /// By what the standing orders propose the next speaker, in words.
    pub rules: Vec<String>,
}

/// Who has been heard, at conference time `now`.
pub(crate) fn fairness(db: &Db, now: i64) -> Result<Option<FairnessView>, Fault> {
    if set_up::conference(db)?.is_none() {
        return Ok(None);
    }
    let today = plain(set_up::today(db, now))?;
    let delegations = db.rows("SELECT name FROM delegation ORDER BY name", [], |r| r.get::<_, String>(0))?;
    let speeches = db.rows(
        "SELECT r.side, r.role, coalesce(d.name, nullif(r.body, '')), s.name, p.first_time, coalesce(p.speaking_group, ''),
                (SELECT coalesce(sum(used_ms), 0) FROM speech WHERE request_id = r.id),
                (SELECT max(called_at) FROM speech WHERE request_id = r.id), r.moves_id IS NOT NULL
         FROM request r LEFT JOIN delegation d ON d.id = r.delegation_id LEFT JOIN section s ON s.id = d.section_id
         LEFT JOIN delegate p ON p.id = r.delegate_id
         WHERE r.state = 'heard' ORDER BY r.id",
        [],
        |r| {
            let made = Made {
                side: variant(r, 0)?,
                role: variant(r, 1)?,
                body: r.get(2)?,
                section: r.get(3)?,
                first_time: r.get(4)?,
                group: r.get(5)?,
                ms: r.get(6)?,
                joint: r.get(8)?,
            };
            Ok((made, r.get::<_, i64>(7)?))
        },
    )?;
    let of_today: Vec<Made> =
        speeches.iter().filter(|(_, at)| today.contains(at)).map(|(made, _)| made.clone()).collect();
    let all: Vec<Made> = speeches.into_iter().map(|(made, _)| made).collect();
    Ok(Some(FairnessView {
        heading: heading(db, now)?,
        conference: figures(&all, &delegations),
        today: figures(&of_today, &delegations),
        rules: rules_in_words(db)?,
    }))
}

fn rules_in_words(db: &Db) -> Result<Vec<String>, Fault> {
    let speak = standing_orders::in_force(db)?.speak;
    let mut said = vec![format!(
        "The sides {}.",
        value_in_words("speak.alternate", &serde_json::to_value(speak.alternate)?)
    )];
    for share in &speak.groups {
        said.push(format!(
            "{}: at least {} in {} speeches on a question.",
            share.group, share.at_least, share.of
        ));
    }
    if speak.first_timers {
        said.push("Those at their first conference come before others.".to_owned());
    }
    match speak.first_speech {
        rules::standing_orders::FirstSpeech::None => {}
        rules::standing_orders::FirstSpeech::Today => {
            said.push("A first speech today comes before others.".to_owned())
        }
        rules::standing_orders::FirstSpeech::Conference => {
            said.push("A first speech at this conference comes before others.".to_owned());
        }
    }
    if speak.least_heard {
        said.push("The delegation heard least today comes before others.".to_owned());
    }
    Ok(said)
}
