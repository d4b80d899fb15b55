//! What a conference already has, for telling new rows from known ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use record::command::{ItemKind, MotionKind, Standing};
use record::db::Db;
use record::file;
use record::halt::Fault;
use record::ids::MotionId;
use record::standing_orders;
use record::view::View;
use record::view::papers::{PapersView, as_put};
use rules::entitlement::Body;
use rules::motion::State;

use super::text::brief;

/// What is in the conference file already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Delegations by number.
    pub delegations: BTreeMap<String, KnownDelegation>,
    /// People by badge, in small letters.
    pub delegates: BTreeMap<String, KnownDelegate>,
    /// The order of business, by start.
    pub items: Vec<KnownItem>,
    /// Papers by number, in small letters.
    pub motions: BTreeMap<String, KnownPaper>,
    /// Days of the conference.
    pub days: Vec<NaiveDate>,
    /// Its time zone; none before it is set up.
    pub zone: Option<Tz>,
}

/// A delegation on the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownDelegation {
    /// Name of the body.
    pub name: String,
    /// Its section.
    pub section: Option<String>,
    /// Members represented.
    pub members: u64,
    /// Women among them; none: nobody has said.
    pub women: Option<u64>,
    /// Members under 27; none: nobody has said.
    pub young: Option<u64>,
    /// Value of its card.
    pub votes: u64,
    /// Delegates it may send, as the register says; none: as the standing orders work it out.
    pub seats: Option<u64>,
    /// The delegates it may send in the end, where anything says how many.
    pub entitled: Option<u64>,
}

/// Somebody on the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDelegate {
    /// What the badge says.
    pub badge: String,
    /// Name.
    pub name: String,
    /// The number of the delegation.
    pub delegation: Option<String>,
    /// As what.
    pub standing: Standing,
    /// A first conference.
    pub first_time: bool,
}

/// A paper that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPaper {
    /// What kind.
    pub kind: MotionKind,
    /// Title.
    pub title: String,
    /// Body that moves it.
    pub mover: Option<String>,
    /// Body that seconds it.
    pub seconder: Option<String>,
    /// Section of the agenda.
    pub section: String,
    /// Category.
    pub category: String,
    /// It says that it needs two-thirds.
    pub two_thirds: bool,
    /// When it was handed in, by the clocks of the conference: `2016-07-29 11:20`.
    pub handed_in: String,
    /// Bodies that support it.
    pub supporters: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// Its paragraphs; of an amendment the text of its paper as it would read.
    pub text: Vec<String>,
    /// Something would amend it.
    pub amended: bool,
    /// The last paragraph that a consequence names, from 1; 0 for none.
    pub named: usize,
}

/// A line of the order of business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownItem {
    /// `2018-05-30`
    pub day: String,
    /// Local time, `09:30`.
    pub start: String,
    /// Local time, `10:00`.
    pub end: String,
    /// The sitting.
    pub session: String,
    /// Its number as printed; may be empty.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Minutes planned.
    pub minutes: u32,
    /// Motions as printed.
    pub motions: String,
    /// Closed to visitors.
    pub private: bool,
    /// It has not been before conference.
    pub planned: bool,
    /// What it is.
    pub kind: ItemKind,
    /// Its time holds even when business runs early.
    pub fixed: bool,
}

impl Known {
    /// Reads it from an open file: `desk.read(Known::read)`.
    ///
    /// # Errors
    /// A fault where the file cannot be read.
    pub fn read(db: &Db) -> Result<Self, Fault> {
        let zone = db.row("SELECT time_zone FROM conference", [], |r| r.get::<_, String>(0))?;
        let zone: Option<Tz> = zone.and_then(|name| name.parse().ok());
        let (delegations, delegates) = (delegations(db)?, delegates(db)?);
        let (motions, items, days) = (motions(db, zone)?, items(db, zone)?, days(db)?);
        Ok(Self { delegations, delegates, motions, items, days, zone })
    }

    /// The number of the delegation that is meant by a number or a name.
    ///
    /// # Errors
    /// In words, where it is none, or more than one has that name.
    pub fn delegation_meant(&self, text: &str) -> Result<String, String> {
        if self.delegations.contains_key(text) {
            return Ok(text.to_owned());
        }
        let called = |name: &str| name.to_lowercase() == text.to_lowercase();
        let mut found = self.delegations.iter().filter(|(_, delegation)| called(&delegation.name));
        match (found.next(), found.next()) {
            (Some((number, _)), None) => Ok(number.clone()),
            (Some(_), Some(_)) => {
                Err(format!("Delegation {} is the name of more than one: give its number.", brief(text)))
            }
            (None, _) => Err(format!("Delegation {} is not on the register.", brief(text))),
        }
    }

    /// Reads it from the file at `path`, beside whatever else has it open.
    ///
    /// # Errors
    /// A fault where the file cannot be read.
    pub fn at(path: &Path) -> Result<Self, Fault> {
        let db = file::reader(path)?;
        db.at_rest(|| Self::read(&db))?
    }
}

fn delegations(db: &Db) -> Result<BTreeMap<String, KnownDelegation>, Fault> {
    let orders = standing_orders::in_force(db)?;
    let rows = db.rows(
        "SELECT d.number, d.name, s.name, d.members, d.votes, d.seats, d.women, d.young
         FROM delegation d LEFT JOIN section s ON s.id = d.section_id",
        [],
        |r| {
            // The schema holds both to nought and above.
            let (members, votes): (i64, i64) = (r.get(3)?, r.get(4)?);
            let (members, votes) = (members.unsigned_abs(), votes.unsigned_abs());
            let (name, section, seats): (String, Option<String>, Option<u64>) =
                (r.get(1)?, r.get(2)?, r.get(5)?);
            let (women, young): (Option<u64>, Option<u64>) = (r.get(6)?, r.get(7)?);
            let body = Body { members, women, young };
            let entitled = seats.or(orders.entitlement.of(section.as_deref(), body).seats);
            Ok((r.get(0)?, KnownDelegation { name, section, members, women, young, votes, seats, entitled }))
        },
    )?;
    Ok(rows.into_iter().collect())
}

fn delegates(db: &Db) -> Result<BTreeMap<String, KnownDelegate>, Fault> {
    let rows = db.rows(
        "SELECT p.badge, p.name, d.number, p.standing, p.first_time
         FROM delegate p LEFT JOIN delegation d ON d.id = p.delegation_id",
        [],
        |r| {
            let word: String = r.get(3)?;
            // The schema holds it to the standings there are.
            let standing = serde_json::from_value(word.into()).unwrap_or(Standing::Visitor);
            let (badge, name, delegation, first_time) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(4)?);
            Ok(KnownDelegate { badge, name, delegation, standing, first_time })
        },
    )?;
    Ok(rows.into_iter().map(|person| (super::delegates::key(&person.badge), person)).collect())
}

fn items(db: &Db, zone: Option<Tz>) -> Result<Vec<KnownItem>, Fault> {
    let zone = zone.unwrap_or(Tz::UTC);
    let local = |at: i64| DateTime::from_timestamp_millis(at).map(|at| at.with_timezone(&zone));
    let clock = move |at: i64| local(at).map_or_else(String::new, |at| at.format("%H:%M").to_string());
    db.rows(
        "SELECT i.planned_start, i.planned_end, s.name, i.title, i.motions, i.private,
                i.state = 'planned' AND i.started_at IS NULL, i.number, i.kind, i.fixed
         FROM item i JOIN session s ON s.id = i.session_id ORDER BY i.planned_start, i.id",
        [],
        |r| {
            let (start, end): (i64, i64) = (r.get(0)?, r.get(1)?);
            let kind: String = r.get(8)?;
            Ok(KnownItem {
                day: local(start).map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string()),
                start: clock(start),
                end: clock(end),
                session: r.get(2)?,
                number: r.get(7)?,
                title: r.get(3)?,
                minutes: u32::try_from((end - start) / 60_000).unwrap_or_default(),
                motions: r.get(4)?,
                private: r.get(5)?,
                planned: r.get(6)?,
                // The schema holds it to the kinds there are.
                kind: serde_json::from_value(kind.into()).unwrap_or(ItemKind::Business),
                fixed: r.get(9)?,
            })
        },
    )
}

fn days(db: &Db) -> Result<Vec<NaiveDate>, Fault> {
    let dates = db.rows("SELECT date FROM day ORDER BY date", [], |r| r.get::<_, String>(0))?;
    Ok(dates.iter().filter_map(|date| date.parse().ok()).collect())
}

/// The texts of all of them are read at once; only an amendment is worked out by itself.
fn motions(db: &Db, zone: Option<Tz>) -> Result<BTreeMap<String, KnownPaper>, Fault> {
    let list: PapersView = serde_json::from_str(&View::Papers.json(db, 0)?)?;
    let rows: Vec<(MotionId, String)> =
        db.rows("SELECT motion_id, text FROM paragraph ORDER BY motion_id, position", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    let mut texts: BTreeMap<MotionId, Vec<String>> = BTreeMap::new();
    for (motion, text) in rows {
        texts.entry(motion).or_default().push(text);
    }
    let amended: BTreeSet<MotionId> = list.papers.iter().filter_map(|line| line.upon).collect();
    let mut supporters: BTreeMap<MotionId, Vec<String>> = BTreeMap::new();
    let bodies = db.rows(
        "SELECT motion_id, body FROM party WHERE role = 'supporter' ORDER BY motion_id, id",
        [],
        |r| Ok((r.get(0)?, r.get::<_, String>(1)?)),
    )?;
    for (motion, body) in bodies {
        supporters.entry(motion).or_default().push(body);
    }
    let said = db.rows("SELECT id, two_thirds, handed_in_at FROM motion", [], |r| {
        Ok((r.get::<_, MotionId>(0)?, (r.get::<_, bool>(1)?, r.get::<_, i64>(2)?)))
    })?;
    let said: BTreeMap<MotionId, (bool, i64)> = said.into_iter().collect();
    let named = db.rows(
        "SELECT target_id, max(last_paragraph) FROM consequence
         WHERE state = 'entered' AND last_paragraph IS NOT NULL GROUP BY target_id",
        [],
        |r| Ok((r.get::<_, MotionId>(0)?, r.get::<_, u32>(1)?)),
    )?;
    let named: BTreeMap<MotionId, u32> = named.into_iter().collect();
    let zone = zone.unwrap_or(Tz::UTC);
    let mut papers = BTreeMap::new();
    for line in list.papers {
        let Some(&(two_thirds, handed_in_at)) = said.get(&line.id) else { continue };
        let text = match line.upon {
            Some(_) => as_put(db, line.id)?,
            None => texts.remove(&line.id).unwrap_or_default(),
        };
        let known = KnownPaper {
            kind: line.kind,
            title: line.title,
            mover: line.mover,
            seconder: line.seconder,
            section: line.section,
            category: line.category,
            two_thirds,
            handed_in: record::when::moment_in_words(zone, handed_in_at),
            supporters: supporters.remove(&line.id).unwrap_or_default(),
            state: line.state,
            text,
            amended: amended.contains(&line.id),
            named: named.get(&line.id).and_then(|last| usize::try_from(*last).ok()).unwrap_or_default(),
        };
        papers.insert(line.number.to_lowercase(), known);
    }
    Ok(papers)
}
