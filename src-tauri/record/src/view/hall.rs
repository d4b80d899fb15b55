//! What the hall sees: one thing at a time.

use rules::amendment::MarkedParagraph;
use rules::timetable::ItemState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{Face, ItemKind};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::VoteId;
use crate::procedures;
use crate::programme::{self, Item};
use crate::questions::{self, About, Question};
use crate::sql::variant;
use crate::view::choosing::{self, ChoosingShown};
use crate::view::desk::clocks::section;
use crate::view::parts::{Heading, SpeechShown, VoteShown};
use crate::view::priorities::HallPriorities;
use crate::view::programme::Plan;
use crate::view::{divided, floor, priorities, record, reports, shown};
use crate::votes::For;
use crate::{motions, place, rulings, set_up, speakers, votes};

mod lead;
mod moved;
mod result;

/// The hall's screen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallView {
    /// The conference.
    pub heading: Heading,
    /// The screen is black.
    pub black: bool,
    /// What is shown.
    pub face: FaceShown,
    /// Conference sits in private.
    pub private: bool,
    /// Who presides in the chair's place; none where the chair does.
    pub presiding: Option<String>,
    /// Standing orders that are suspended.
    pub suspended: Vec<floor::HallSuspension>,
    /// From when the guillotine's light is on, ms; none where no guillotine is set for what is before conference.
    pub guillotine_at: Option<i64>,
    /// Somebody has risen where nothing is before conference: `Point of order`. In a debate its own face says so.
    pub risen: Option<String>,
    /// The head of the record as a short code: shown at the foot, so that it leaves the laptop.
    pub head: String,
}

/// A question in the hall.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallQuestion {
    /// `Composite 4 · amendment 4.1 from Leeds`
    pub kicker: String,
    /// Title of the paper.
    pub title: String,
    /// `That paragraph 2 should read:`, `Conference is asked to agree:`
    pub lead: String,
    /// The text, changes marked; for an amendment only what changes.
    pub paragraphs: Vec<MarkedParagraph>,
    /// What a vote for, and a vote against, does to what was moved from the floor; none for a paper.
    pub effects: Option<(String, String)>,
    /// What carries what was moved from the floor; empty for a paper.
    pub needs: String,
}

/// What was moved from the floor and is decided. Its name alone does not say what was carried (§1 "Previous question").
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallMoved {
    /// `That the question be now put.`
    pub wording: String,
    /// What the result does: `The debate on motion 1 ends: the mover replies, then the vote.`
    pub effect: String,
}

/// Somebody who speaks soon.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct NextSpeaker {
    /// Name.
    pub name: String,
    /// Body.
    pub body: String,
}

/// A line of the order of business in the hall.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallItem {
    /// Number as printed.
    pub number: String,
    /// Title.
    pub title: String,
    /// Forecast start, ms; none where it will not be reached.
    pub start: Option<i64>,
    /// It is before conference.
    pub current: bool,
    /// It is done.
    pub done: bool,
    /// A break.
    pub is_break: bool,
}

/// One face of the hall's screen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "face", rename_all = "snake_case")]
pub enum FaceShown {
    /// Name, place, day.
    Welcome {
        /// What is next, where it is known.
        next: Option<HallItem>,
    },
    /// An item without a question yet: a report, a break.
    Item {
        /// Number as printed.
        number: String,
        /// Title.
        title: String,
        /// A break, or conference adjourned: until when, ms.
        until: Option<i64>,
    },
    /// A question that is debated.
    Debate {
        /// The question.
        question: HallQuestion,
        /// The speech at the rostrum.
        speech: Option<SpeechShown>,
        /// The next two.
        next: Vec<NextSpeaker>,
        /// Somebody has risen: `Point of order`.
        interruption: Option<String>,
    },
    /// A vote that is being taken or counted.
    Vote {
        /// The question.
        question: HallQuestion,
        /// The vote.
        vote: VoteShown,
    },
    /// A result.
    Result {
        /// The vote.
        vote: VoteShown,
        /// What was moved from the floor; none for a paper.
        moved: Option<HallMoved>,
        /// What happens next.
        next: String,
    },
    /// A choice between several options.
    Options {
        /// The choice.
        choosing: ChoosingShown,
    },
    /// The order of business.
    Order {
        /// Its lines, from just before now.
        items: Vec<HallItem>,
    },
    /// Visitors only: conference sits in private.
    Private {
        /// When open business is expected again, ms; none where that is not known.
        until: Option<i64>,
    },
    /// A message.
    Message {
        /// The text.
        text: String,
    },
    /// A priorities ballot.
    Priorities {
        /// What it asks, or what was chosen.
        ballot: HallPriorities,
    },
}

/// What visitors see: the hall's screen, but nothing of what conference takes in private.
pub(crate) fn visitors(db: &Db, now: i64) -> Result<HallView, Fault> {
    let view = hall(db, now)?;
    let Some(item) = programme::current(db)?.filter(|item| item.private) else { return open(db, view, now) };
    let view = HallView { risen: None, ..view };
    let face = match view.face {
        FaceShown::Message { .. }
        | FaceShown::Order { .. }
        | FaceShown::Priorities { .. }
        | FaceShown::Welcome { .. } => view.face,
        FaceShown::Item { .. }
        | FaceShown::Debate { .. }
        | FaceShown::Vote { .. }
        | FaceShown::Result { .. }
        | FaceShown::Options { .. }
        | FaceShown::Private { .. } => FaceShown::Private { until: open_again(&Plan::read(db, now)?, &item) },
    };
    Ok(HallView { face, ..view })
}

/// In open business a vote of what was taken in private is shown to the members alone: visitors see the business as it is.
fn open(db: &Db, view: HallView, now: i64) -> Result<HallView, Fault> {
    match &view.face {
        FaceShown::Result { vote, .. } | FaceShown::Vote { vote, .. }
            if result::of_private_business(db, vote.id)? =>
        {
            let face = business(db, &view.heading.state, &Plan::read(db, now)?, now, For::Visitors)?;
            Ok(HallView { face, ..view })
        }
        FaceShown::Result { .. }
        | FaceShown::Vote { .. }
        | FaceShown::Message { .. }
        | FaceShown::Order { .. }
        | FaceShown::Priorities { .. }
        | FaceShown::Welcome { .. }
        | FaceShown::Item { .. }
        | FaceShown::Debate { .. }
        | FaceShown::Options { .. }
        | FaceShown::Private { .. } => Ok(view),
    }
}

/// When the first item after one that is not taken in private is expected to begin.
fn open_again(plan: &Plan, item: &Item) -> Option<i64> {
    let mut later = plan.lines.iter().map(|(_, line)| line).skip_while(|line| line.id != item.id);
    later.find(|line| !line.private && line.state == ItemState::Planned)?.forecast_start
}

/// What the screen is told to show.
struct Chosen {
    face: Face,
    vote: Option<VoteId>,
    message: String,
    black: bool,
}

/// What the hall sees.
pub(crate) fn hall(db: &Db, now: i64) -> Result<HallView, Fault> {
    let told = db.row("SELECT face, vote_id, message, black FROM hall", [], |r| {
        Ok(Chosen { face: variant(r, 0)?, vote: r.get(1)?, message: r.get(2)?, black: r.get(3)? })
    })?;
    let nothing = Chosen { face: Face::Welcome, vote: None, message: String::new(), black: false };
    seen(db, now, told.unwrap_or(nothing))
}

/// What the hall would see if it were told to show this face: for the chair alone, who looks at it first.
pub(crate) fn preview(db: &Db, now: i64, face: Face, vote: Option<VoteId>) -> Result<HallView, Fault> {
    seen(db, now, Chosen { face, vote, message: String::new(), black: false })
}

fn seen(db: &Db, now: i64, chosen: Chosen) -> Result<HallView, Fault> {
    let Chosen { face, vote, message, black } = chosen;
    let heading = shown::heading(db, now)?;
    let plan = Plan::read(db, now)?;
    let face = match face {
        Face::Message => FaceShown::Message { text: message },
        Face::Order => FaceShown::Order { items: order(&plan) },
        Face::Vote => match vote {
            Some(vote) => result::vote_face(db, &shown::plain(votes::known(db, vote))?, &plan)?,
            None => welcome(&plan),
        },
        Face::Priorities => match priorities::in_the_hall(db)? {
            Some(ballot) => FaceShown::Priorities { ballot },
            None => welcome(&plan),
        },
        Face::Follow => business(db, &heading.state, &plan, now, For::Members)?,
        Face::Welcome => welcome(&plan),
    };
    let guillotine_at = section(db, programme::current(db)?.as_ref())?
        .filter(|section| section.guillotine)
        .map(|section| section.ends_at);
    let private = programme::current(db)?.is_some_and(|item| item.private);
    let presiding = procedures::presiding(db)?.map(|found| found.name);
    let (suspended, head) = (floor::in_the_hall(db, &heading.time_zone, now)?, record::head(db)?);
    let risen = match shown::plain(place::question(db))? {
        Some(_) => None,
        None => rulings::before_conference(db, None)?.map(|point| moved::rises_on(point.kind).to_owned()),
    };
    Ok(HallView { heading, black, face, private, presiding, suspended, guillotine_at, risen, head })
}

fn risen(title: &str, until: Option<i64>) -> FaceShown {
    FaceShown::Item { number: String::new(), title: title.to_owned(), until }
}

fn welcome(plan: &Plan) -> FaceShown {
    FaceShown::Welcome { next: order(plan).into_iter().find(|item| !item.done) }
}

/// The whole of today; the screen shows as much around now as there is room for.
fn order(plan: &Plan) -> Vec<HallItem> {
    plan.lines
        .iter()
        .filter(|(day, _)| *day == plan.today)
        .map(|(_, line)| HallItem {
            number: line.number.clone(),
            title: line.title.clone(),
            // A fixed time that nobody has moved is the time that the hall was told.
            start: if line.fixed && line.state == ItemState::Planned && line.reached {
                Some(line.planned_start)
            } else {
                line.forecast_start
            },
            current: line.state == ItemState::Current,
            done: line.state == ItemState::Closed,
            is_break: line.kind == ItemKind::Break,
        })
        .collect()
}

/// What is going on, where the chair has not said what else is shown.
fn business(db: &Db, state: &str, plan: &Plan, now: i64, whose: For) -> Result<FaceShown, Fault> {
    match state {
        "open" => follow(db, plan, now, whose),
        "adjourned" => Ok(risen("Conference is adjourned", set_up::resumes_at(db)?)),
        "closed" => Ok(risen("Conference is closed", None)),
        _ => Ok(welcome(plan)),
    }
}

/// The business as it is: a vote before a debate, a result until something else begins.
fn follow(db: &Db, plan: &Plan, now: i64, whose: For) -> Result<FaceShown, Fault> {
    let item = programme::current(db)?;
    let question = shown::plain(place::question(db))?;
    let result = result::newest(db, item.as_ref(), question.as_ref(), whose)?;
    if let Some(item) = &item
        && let Some(options) = options(db, item, question.as_ref(), result.as_ref().map(|(_, at)| *at))?
    {
        return Ok(options);
    }
    if let Some((vote, _)) = result {
        return result::vote_face(db, &vote, plan);
    }
    let Some(question) = question else {
        let Some(item) = item else { return Ok(welcome(plan)) };
        let until = (item.kind == ItemKind::Break).then_some(item.planned_end);
        return Ok(FaceShown::Item { number: item.number, title: item.title, until });
    };
    if let Some(vote) = votes::live(db, question.id)? {
        return Ok(FaceShown::Vote {
            question: asked(db, &question)?,
            vote: result::withheld(shown::vote(db, &vote)?),
        });
    }
    Ok(FaceShown::Debate {
        speech: shown::speech(db, &question)?,
        next: next_speakers(db, &question, now)?,
        interruption: rulings::before_conference(db, Some(question.id))?
            .map(|point| moved::rises_on(point.kind).to_owned()),
        question: asked(db, &question)?,
    })
}

/// A choice between options while it is taken, unless a vote is; and what was chosen until something else begins, or the
/// result of a vote is newer.
fn options(
    db: &Db,
    item: &Item,
    question: Option<&Question>,
    result_at: Option<i64>,
) -> Result<Option<FaceShown>, Fault> {
    let Some(choosing) = choosing::of_item(db, item.id)? else { return Ok(None) };
    let shown = match choosing.decided_at {
        None => question.map(|q| votes::live(db, q.id)).transpose()?.flatten().is_none(),
        Some(at) => {
            question.is_none_or(|q| q.called_at <= at)
                && result::begun(db)? <= at
                && result_at.is_none_or(|declared| declared <= at)
                && !result::anything_since(db, Some(item.id), at)?
        }
    };
    Ok(shown.then(|| FaceShown::Options { choosing: choosing::in_the_hall(choosing) }))
}

fn next_speakers(db: &Db, question: &Question, now: i64) -> Result<Vec<NextSpeaker>, Fault> {
    let suggestion = shown::plain(speakers::suggestion(db, question.id, now))?;
    let waiting = speakers::waiting(db, question.id)?;
    let first = suggestion.and_then(|s| waiting.iter().find(|r| r.id.0 == s.request));
    let rest = waiting.iter().filter(|r| first.is_none_or(|f| f.id != r.id));
    Ok(first
        .into_iter()
        .chain(rest)
        .take(2)
        .map(|r| NextSpeaker {
            name: r.name.clone(),
            body: if r.body == r.name { String::new() } else { r.body.clone() },
        })
        .collect())
}

/// A question as the hall reads it: of an amendment only the paragraphs that change.
fn asked(db: &Db, question: &Question) -> Result<HallQuestion, Fault> {
    let paper = match &question.about {
        About::Paper(paper) => paper,
        About::Procedure(moved) => return moved::from_the_floor(db, question, moved),
    };
    let mut paragraphs = match reports::headings(db, paper.id)? {
        Some(headings) => headings,
        None => divided::paragraphs(db, question)?,
    };
    let mover = motions::party(db, paper.id, "mover")?;
    let from = mover.map_or_else(String::new, |m| format!(" from {m}"));
    if let Some(part) = &question.part {
        let kicker = format!("{} · {}", paper.label(), part.words);
        let lead = "Conference votes on this part by itself:".to_owned();
        return Ok(HallQuestion {
            kicker,
            title: paper.title.clone(),
            lead,
            paragraphs,
            effects: None,
            needs: String::new(),
        });
    }
    if let Some(upon) = paper.upon {
        let upon = shown::plain(motions::known(db, upon))?;
        let lead = lead::of_amendment(&paragraphs);
        paragraphs.retain(|p| p.touched);
        let kicker = format!("{} · {}{from}", upon.label(), paper.in_words());
        return Ok(HallQuestion {
            kicker,
            title: upon.title,
            lead,
            paragraphs,
            effects: None,
            needs: String::new(),
        });
    }
    let put = questions::put_as(question);
    let lead = lead::of_motion(db, question, paper)?;
    Ok(HallQuestion {
        kicker: format!("{}{put}{from}", paper.label()),
        title: paper.title.clone(),
        lead,
        paragraphs,
        effects: None,
        needs: String::new(),
    })
}
