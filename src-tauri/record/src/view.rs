//! Everything a screen can ask to see, one variant a screen.
//!
//! Invariant: a view is complete for its screen, is computed from the file and the conference time alone, and holds facts
//! for clocks rather than readings, so that nothing need be pushed every second.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{Face, PlanDraft};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{DelegationId, ItemId, MotionId, PlanId, VoteId};

pub mod batches;
pub mod cards;
pub mod choosing;
pub mod closing;
pub mod compositing;
pub mod consequences;
pub mod counted;
pub mod counts;
pub mod credentials;
pub mod delegation;
pub mod desk;
pub mod divided;
pub mod door;
pub mod draft;
pub mod emergencies;
pub mod fairness;
pub mod floor;
pub mod franchise;
pub mod guillotines;
pub mod hall;
pub mod order_paper;
pub mod paper;
pub mod papers;
pub mod parts;
pub mod plans;
pub mod priorities;
pub mod programme;
pub mod record;
pub mod register;
pub mod reports;
pub(crate) mod shown;
pub(crate) mod spoken;
pub mod standing_orders;
pub mod stations;
pub mod votes;

/// A screen's question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(tag = "view", rename_all = "snake_case", deny_unknown_fields)]
pub enum View {
    /// What is open, what was opened lately: answered without a file.
    Start,
    /// The chair's screen, whole.
    Desk,
    /// The hall's screen.
    Hall,
    /// The hall's screen as it would be with another face.
    HallPreview {
        /// The face.
        face: Face,
        /// For the face `vote`.
        #[serde(default)]
        vote: Option<VoteId>,
    },
    /// What visitors see: the hall's screen, but nothing of a private session.
    Visitors,
    /// What closing the conference would leave undecided.
    Closing,
    /// The order of business, every day.
    Programme,
    /// The order of business as it is handed out, with every motion and amendment.
    OrderPaper,
    /// What a draft of the order of business would do; without one, the order of business as it stands, as a draft.
    Draft {
        /// The draft.
        #[serde(default)]
        draft: Option<PlanDraft>,
    },
    /// The versions of the order of business, and two of them compared.
    Plans {
        /// The earlier; none for the newest version.
        #[serde(default)]
        from: Option<PlanId>,
        /// The later; none for what stands now.
        #[serde(default)]
        to: Option<PlanId>,
    },
    /// Every paper in a line, with its fate.
    Papers,
    /// One paper, whole.
    Paper {
        /// Which.
        motion: MotionId,
    },
    /// A composite as it would be with another text: where its words come from, and what would be lost.
    Composite {
        /// Which.
        composite: MotionId,
        /// Its paragraphs.
        paragraphs: Vec<String>,
    },
    /// Delegations, with their cards and how many delegates they have.
    Register,
    /// Books of voting cards: where each is, and who has not collected one.
    Cards,
    /// One delegation with its cards, its people and its substitutes.
    Delegation {
        /// Which; none for those who belong to none.
        delegation: Option<DelegationId>,
    },
    /// The desk at the door: who came last, and who is meant by what is typed there.
    Door {
        /// A badge, or the beginnings of a name and a delegation.
        typed: String,
    },
    /// The credentials report as it stands, and those that were given.
    Credentials,
    /// Who may vote, by which decisions, and every version of the register.
    Franchise,
    /// People and delegations, for finding a speaker by typing.
    People,
    /// Votes, newest first: the tellers' list.
    Votes,
    /// One vote: reconciliation, entries, result.
    Vote {
        /// Which.
        vote: VoteId,
        /// Whose own entries are to be read back while the vote is counted.
        #[serde(default)]
        station: Option<String>,
    },
    /// A count by tellers, a roll call or a secret ballot, as it is taken.
    Count {
        /// Which vote.
        vote: VoteId,
        /// The station that looks: what it is offered is what it may do.
        #[serde(default)]
        station: Option<String>,
    },
    /// The electorate of one card vote, for looking up a card number as it is typed.
    Roll {
        /// Which.
        vote: VoteId,
    },
    /// Every card of a vote that was not seen, to be read out.
    NotSeen {
        /// Which.
        vote: VoteId,
    },
    /// How each card of a vote was cast, where the standing orders publish it.
    LineItems {
        /// Which.
        vote: VoteId,
    },
    /// Whether figures printed elsewhere can be right.
    Published {
        /// Section by section.
        sections: Vec<counted::Printed>,
        /// For and against in all, as percentages; empty where not printed.
        total: (String, String),
    },
    /// What happened, in the words of the meeting, newest first.
    Record {
        /// Only entries before this number; none for the newest.
        before: Option<i64>,
    },
    /// The rulings of this conference, newest first.
    Rulings,
    /// The standing orders in force.
    StandingOrders,
    /// Who has been heard, how often and how long.
    Fairness,
    /// The stations that were let in.
    Stations,
    /// Emergency motions, and challenges to the committee.
    Emergencies,
    /// The committee's reports.
    Reports,
    /// Priorities ballots.
    Priorities {
        /// Before which item the order of business by a result is shown; none for before all business that waits.
        #[serde(default)]
        before: Option<ItemId>,
    },
}

impl View {
    /// The view as JSON text, at conference time `now` (ms). `null` where there is nothing yet to see.
    ///
    /// # Errors
    /// A fault where the file cannot be read.
    pub fn json(&self, db: &Db, now: i64) -> Result<String, Fault> {
        match self {
            Self::Start => Ok("null".to_owned()),
            Self::Desk => text(&desk::desk(db, now)?),
            Self::Hall => text(&hall::hall(db, now)?),
            Self::HallPreview { face, vote } => text(&hall::preview(db, now, *face, *vote)?),
            Self::Visitors => text(&hall::visitors(db, now)?),
            Self::Closing => text(&closing::closing(db, now)?),
            Self::Programme => text(&programme::programme(db, now)?),
            Self::OrderPaper => text(&order_paper::order_paper(db, now)?),
            Self::Draft { draft } => text(&draft::draft(db, draft.as_ref(), now)?),
            Self::Plans { from, to } => text(&plans::plans(db, *from, *to, now)?),
            Self::Papers => text(&papers::papers(db)?),
            Self::Paper { motion } => text(&paper::paper(db, *motion)?),
            Self::Composite { composite, paragraphs } => {
                text(&compositing::draft(db, *composite, paragraphs)?)
            }
            Self::Register => text(&register::register(db)?),
            Self::Cards => text(&cards::cards(db, now)?),
            Self::Delegation { delegation } => text(&delegation::delegation(db, *delegation, now)?),
            Self::Door { typed } => text(&door::door(db, typed, now)?),
            Self::Credentials => text(&credentials::credentials(db, now)?),
            Self::Franchise => text(&franchise::franchise(db, now)?),
            Self::People => text(&register::people(db)?),
            Self::Votes => text(&votes::list(db, now)?),
            Self::Vote { vote, station } => text(&votes::vote(db, *vote, station.as_deref(), now)?),
            Self::Count { vote, station } => text(&counts::count(db, *vote, station.as_deref(), now)?),
            Self::Roll { vote } => text(&votes::roll(db, *vote)?),
            Self::NotSeen { vote } => text(&votes::all_not_seen(db, *vote)?),
            Self::LineItems { vote } => text(&counted::line_items(db, *vote)?),
            Self::Published { sections, total } => text(&counted::published(sections, total)),
            Self::Record { before } => text(&record::record(db, *before, now)?),
            Self::Rulings => text(&floor::rulings(db)?),
            Self::StandingOrders => text(&standing_orders::standing_orders(db, now)?),
            Self::Fairness => text(&fairness::fairness(db, now)?),
            Self::Stations => text(&stations::stations(db, now)?),
            Self::Emergencies => text(&emergencies::emergencies(db, now)?),
            Self::Reports => text(&reports::reports(db, now)?),
            Self::Priorities { before } => text(&priorities::priorities(db, *before, now)?),
        }
    }
}

fn text<T: Serialize>(view: &T) -> Result<String, Fault> {
    Ok(serde_json::to_string(view)?)
}
