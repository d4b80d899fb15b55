//! What may be moved from the floor now, highest first, each with what happens either way; and what is not in order, with
//! its reason. And the rulings of this conference, which are its precedents.

use chrono_tz::Tz;
use rules::procedure::{About, Kind, effects, note, wording};
use rules::refusal::Refusal;
use rules::share::capital;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{InterruptionKind, Ruling};
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::InterruptionId;
use crate::procedures::{self, Suspension};
use crate::questions::{self, Question};
use crate::sql::variant;
use crate::view::shown;
use crate::{place, when};

/// Something that may be moved from the floor, or not now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct FloorMotion {
    /// What.
    pub kind: Kind,
    /// `Closure`
    pub title: String,
    /// Its rung, from 1: a smaller one goes before a larger one.
    pub rung: u8,
    /// `a delegate who has not spoken, seconded`
    pub who: String,
    /// `no debate`
    pub debate: String,
    /// `a simple majority of those voting`
    pub majority: String,
    /// `That the question be now put.`
    pub wording: String,
    /// A clause.
    pub if_carried: String,
    /// A clause.
    pub if_lost: String,
    /// What the name does not say; may be empty.
    pub note: String,
    /// It needs a seconder.
    pub seconder: bool,
    /// How many others must support it.
    pub supporters: u32,
    /// Another presides while it is decided, and is named when it is moved.
    pub chair_leaves: bool,
    /// The chair may refuse to take it.
    pub may_refuse: bool,
    /// Why it is not in order now.
    pub refused: Option<Refusal>,
}

/// Who presides in the chair's place.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PresidingShown {
    /// Who.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Standing orders that are suspended, or were until a moment ago.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SuspensionShown {
    /// Which: `7 and 9`.
    pub orders: String,
    /// What for.
    pub purpose: String,
    /// Until when, ms.
    pub ends_at: i64,
    /// It has ended by itself.
    pub over: bool,
    /// What the chair may say where one of them is overruled: `Standing order 7 is suspended until 10:20, so that a guest may
    /// speak.`
    pub reason: String,
}

/// Standing orders that are suspended, for as long as they are.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallSuspension {
    /// `Standing order 7 is suspended until 10:20`
    pub words: String,
    /// Until when, ms.
    pub ends_at: i64,
}

/// A debate that conference adjourned until a time, and has not gone on with.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ResumingShown {
    /// `motion 4`
    pub paper: String,
    /// When it was to go on, ms.
    pub at: i64,
}

/// A ruling of the chair.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RulingShown {
    /// The point that was ruled on.
    pub id: InterruptionId,
    /// What on.
    pub kind: InterruptionKind,
    /// Who rose.
    pub body: String,
    /// What was said.
    pub stated: String,
    /// How the chair ruled.
    pub ruling: Ruling,
    /// The chair's words.
    pub words: String,
    /// `Composite 4, Fighting the cuts`; where there was no question, the item, or `between two items`.
    pub on: String,
    /// When, ms.
    pub at: i64,
    /// Conference upheld it, or overturned it; none where nobody challenged it.
    pub upheld: Option<bool>,
    /// The standing orders that it was given under, whatever was changed since: `Standing orders, version 3: challenged by any
    /// delegate, with 3 others; two-thirds of those present overturn it; otherwise the ruling stands`
    pub under: String,
}

/// The rulings of this conference, newest first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RulingsView {
    /// Every one.
    pub rulings: Vec<RulingShown>,
}

/// How long a suspension that has ended is still said to have ended, in ms.
const NOTICE_MS: i64 = 10 * 60_000;

/// Everything that could be moved now, highest first: upon what is before conference, on its item, or between two.
pub(super) fn motions(db: &Db, top: Option<&Question>, now: i64) -> Result<Vec<FloorMotion>, Fault> {
    let place = place::of_conference(db)?;
    let (under, whole) = match top {
        Some(top) => {
            (shown::plain(procedures::beneath(db, top))?, shown::plain(procedures::debated_on(db, top))?)
        }
        None => (None, None),
    };
    let mut all = Vec::new();
    for kind in Kind::MOVED {
        let terms = procedures::terms(db, kind)?;
        let refused = match procedures::may_be_moved(db, place, top, kind, now) {
            Ok(rule) => rule.err(),
            Err(Halt::Refusal(refusal)) => Some(refusal),
            Err(Halt::Fault(fault)) => return Err(fault),
        };
        let words = |question: Option<&Question>, otherwise: &str| {
            question.map_or_else(|| otherwise.to_owned(), Question::in_words)
        };
        let on = procedures::is_about(kind, top, under.as_ref());
        let about = About {
            question: words(on, if kind.needs_paper() { "the question" } else { "" }),
            paper: words(whole.as_ref(), "the paper"),
            amendment: on.is_some_and(Question::on_amendment),
            orders: "the standing orders named".to_owned(),
            closing: shown::plain(procedures::closing(db, kind, on, now))?,
            untaken: match on.filter(|_| kind.ends_the_debate()) {
                Some(on) => questions::untaken_if_closed(db, on)?,
                None => String::new(),
            },
            grace_min: crate::standing_orders::in_force(db)?.quorum.grace_minutes,
            ..About::default()
        };
        let (if_carried, if_lost) = effects(kind, &about);
        all.push(FloorMotion {
            kind,
            title: terms.title(kind),
            rung: kind.rung(),
            who: terms.who(kind),
            debate: terms.debate.in_words().to_owned(),
            majority: terms.majority_in_words(kind),
            wording: wording(kind, &about),
            if_carried,
            if_lost,
            note: note(kind).to_owned(),
            seconder: terms.seconder,
            supporters: terms.supporters,
            chair_leaves: terms.chair_leaves,
            may_refuse: terms.chair_may_refuse,
            refused,
        });
    }
    Ok(all)
}

/// Who presides in the chair's place now.
pub(super) fn presiding(db: &Db) -> Result<Option<PresidingShown>, Fault> {
    let presiding = procedures::presiding(db)?;
    Ok(presiding.map(|found| PresidingShown { name: found.name, reason: found.reason }))
}

/// The suspensions in force, and those that have ended in the last minutes.
pub(super) fn suspensions(db: &Db, time_zone: &str, now: i64) -> Result<Vec<SuspensionShown>, Fault> {
    let zone = zone(time_zone);
    Ok(procedures::suspensions(db)?
        .into_iter()
        .filter(|suspension| now < suspension.ends_at + NOTICE_MS)
        .map(|suspension| SuspensionShown {
            over: now >= suspension.ends_at,
            reason: format!("{}, {}.", in_force(&suspension, zone, now), suspension.purpose),
            orders: suspension.orders,
            purpose: suspension.purpose,
            ends_at: suspension.ends_at,
        })
        .collect())
}

fn zone(name: &str) -> Tz {
    when::zone(name).unwrap_or(Tz::UTC)
}

/// `Standing order 7 is suspended until 10:20`
fn in_force(suspension: &Suspension, zone: Tz, now: i64) -> String {
    let orders = capital(&suspension.in_words());
    let are = if orders.starts_with("Standing orders") { "are" } else { "is" };
    format!("{orders} {are} suspended until {}", when::to_come(zone, now, suspension.ends_at))
}

/// What the hall reads of the suspensions that are in force.
pub(super) fn in_the_hall(db: &Db, time_zone: &str, now: i64) -> Result<Vec<HallSuspension>, Fault> {
    let zone = zone(time_zone);
    let all = procedures::suspensions(db)?.into_iter().filter(|suspension| now < suspension.ends_at);
    Ok(all.map(|one| HallSuspension { words: in_force(&one, zone, now), ends_at: one.ends_at }).collect())
}

/// The debates that conference adjourned until a time and that wait, the next first.
pub(super) fn resuming(db: &Db) -> Result<Vec<ResumingShown>, Fault> {
    let mut waiting = Vec::new();
    for (paper, at) in shown::plain(procedures::adjourned_until(db))? {
        waiting.push(ResumingShown { paper: paper.in_words(), at });
    }
    waiting.sort_by_key(|shown| shown.at);
    Ok(waiting)
}

/// Every ruling, newest first.
pub(crate) fn rulings(db: &Db) -> Result<RulingsView, Fault> {
    let mut rulings = db.rows(
        "SELECT i.id, i.kind, i.body, i.stated, i.ruling, i.ruled, i.ruled_at, m.kind, m.number, m.title,
                CASE WHEN i.question_id IS NOT NULL THEN '' WHEN i.item_id IS NULL THEN 'between two items'
                     ELSE (SELECT trim(number || ' ' || title) FROM item WHERE id = i.item_id) END,
                (SELECT q.outcome = 'carried' FROM procedure p JOIN question q ON q.procedure_id = p.id
                 WHERE p.interruption_id = i.id AND q.outcome IS NOT NULL ORDER BY q.id DESC LIMIT 1), i.rule
         FROM interruption i LEFT JOIN question o ON o.id = i.question_id LEFT JOIN motion m ON m.id = o.motion_id
         WHERE i.ruling IS NOT NULL ORDER BY i.id DESC",
        [],
        |r| {
            let on = match r.get::<_, Option<String>>(8)? {
                Some(number) => {
                    let kind: crate::command::MotionKind = variant(r, 7)?;
                    format!("{}, {}", kind.label(&number), r.get::<_, String>(9)?)
                }
                None => r.get(10)?,
            };
            Ok(RulingShown {
                id: r.get(0)?,
                kind: variant(r, 1)?,
                body: r.get(2)?,
                stated: r.get(3)?,
                ruling: variant(r, 4)?,
                words: r.get(5)?,
                on,
                at: r.get(6)?,
                upheld: r.get(11)?,
                under: r.get(12)?,
            })
        },
    )?;
    for ruling in &mut rulings {
        ruling.under = crate::standing_orders::ruled_under(db, &ruling.under)?;
    }
    Ok(RulingsView { rulings })
}
