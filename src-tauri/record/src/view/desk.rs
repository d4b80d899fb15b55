//! The chair's screen, whole.

use rules::procedure::Kind;
use rules::refusal::Refusal;
use rules::speakers::Side;
use rules::timetable::ItemState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{ItemKind, Method};
use crate::db::Db;
use crate::halt::{Fault, refusal};
use crate::ids::{ItemId, SessionId};
use crate::parts::{self, Part};
use crate::procedures;
use crate::programme::{self, Item};
use crate::questions::{self, Question};
use crate::rulings::Pending;
use crate::speakers::Request;
use crate::view::choosing::{Beside, beside};
use crate::view::consequences::{self as falls, ConsequenceShown};
use crate::view::floor::{self, FloorMotion, PresidingShown, ResumingShown, SuspensionShown};
use crate::view::guillotines::{self, GuillotineShown};
use crate::view::hall::{self, HallView};
use crate::view::paper::{self, PaperOffer};
use crate::view::parts::{
    Heading, InterruptionShown, Offer, QuestionShown, RequestLine, SpeechShown, Step, VoteShown,
};
use crate::view::programme::Plan;
use crate::view::shown::{self, QuorumShown};
use crate::votes::For;
use crate::{consequences, place, rulings, speakers, speeches, votes};

mod callable;
pub(crate) mod clocks;
mod item;
mod last_act;
mod nameless;
mod offers;
mod queue;
mod rising;
mod steps;
mod timetable;
mod voting;

pub use callable::Callable;
pub(crate) use callable::callable_now;
pub use clocks::{AwayOffer, AwayShown, LimitShown, SectionClock};
pub use last_act::LastAct;
pub use nameless::Nameless;
pub use rising::RisingShown;

/// The chair's screen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DeskView {
    /// The conference.
    pub heading: Heading,
    /// How business runs against the plan.
    pub schedule: Schedule,
    /// Present, or counted, and needed, where the standing orders have a quorum.
    pub quorum: Option<QuorumShown>,
    /// When the last act was put on disk, ms.
    pub saved_at: i64,
    /// Number of the last act.
    pub seq: i64,
    /// The order of business of the day.
    pub items: Vec<ItemLine>,
    /// The item before conference.
    pub item: Option<ItemShown>,
    /// Adjourned: until when, ms; none where nobody said.
    pub resumes_at: Option<i64>,
    /// The question before conference: the top one.
    pub question: Option<QuestionShown>,
    /// Where the debate stands.
    pub steps: Vec<Step>,
    /// The speech at the rostrum.
    pub speech: Option<SpeechShown>,
    /// A point that waits for a ruling.
    pub interruption: Option<InterruptionShown>,
    /// Points of information that come when the speech has ended.
    pub points: Vec<InterruptionShown>,
    /// Who waits, in order.
    pub waiting: Vec<RequestLine>,
    /// Who has been heard on this question.
    pub heard: Vec<RequestLine>,
    /// Who speaks, or spoke, in the name of a body, and nobody has said who.
    pub nameless: Vec<Nameless>,
    /// Heard for, against, to; who moved or seconded an amendment in the same debate is in none of them.
    pub balance: (u32, u32, u32),
    /// The side that is due; for, where sides do not matter.
    pub due: Side,
    /// A demand that waits, and a choice between options.
    pub beside: Beside,
    /// The vote that is being taken on the top question.
    pub vote: Option<VoteShown>,
    /// The last vote declared on the item: what was decided on it.
    pub last_vote: Option<VoteShown>,
    /// The vote with the newest result, of whatever item: to be shown again, or corrected.
    pub newest_result: Option<VoteShown>,
    /// Votes that are counted while other business runs.
    pub parked_votes: Vec<VoteShown>,
    /// The debate's own clock, where it is limited as a whole.
    pub limit: Option<LimitShown>,
    /// The end of the section that business stands in.
    pub section: Option<SectionClock>,
    /// A clock ran while the program was away, and the chair has not said what it is to read.
    pub away: Option<AwayShown>,
    /// The guillotine that is next today.
    pub guillotine: Option<GuillotineShown>,
    /// What would fall with what was decided: for the chair to confirm.
    pub falls: Vec<ConsequenceShown>,
    /// What may be moved from the floor, highest first, and what may not now.
    pub floor: Vec<FloorMotion>,
    /// Who presides in the chair's place; none where the chair does.
    pub presiding: Option<PresidingShown>,
    /// Standing orders that are suspended, or were until a moment ago.
    pub suspensions: Vec<SuspensionShown>,
    /// Debates that were adjourned until a time, the next first.
    pub resuming: Vec<ResumingShown>,
    /// Papers of the item that can be called now.
    pub callable: Vec<Callable>,
    /// How what is before conference may leave it without a vote.
    pub fates: Vec<PaperOffer>,
    /// Ways the question can be put, each with why not.
    pub methods: Vec<MethodOffer>,
    /// The one next act.
    pub next: Option<Offer>,
    /// What else can be done, each with its key.
    pub others: Vec<Offer>,
    /// What is asked before conference rises; none while something is before it, or it does not sit.
    pub rising: Option<RisingShown>,
    /// What Ctrl+Z takes back at the chair's station.
    pub last_act: Option<LastAct>,
    /// What the hall sees.
    pub hall: HallView,
}

/// How business runs against the plan.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Schedule {
    /// Positive when behind, ms.
    pub behind_ms: i64,
    /// `6 min behind`, `on time`, `4 min ahead`, `in another order`
    pub words: String,
    /// Numbers or titles of what will not be reached.
    pub not_reached: Vec<String>,
}

/// A line of the order of business.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ItemLine {
    /// Its id.
    pub id: ItemId,
    /// Number as printed.
    pub number: String,
    /// Title.
    pub title: String,
    /// A second line: who moves, `fixed`, `parked`, `counting`.
    pub note: String,
    /// What it is.
    pub kind: ItemKind,
    /// Where it stands.
    pub state: ItemState,
    /// Its start holds.
    pub fixed: bool,
    /// Closed to visitors.
    pub private: bool,
    /// The session.
    pub session: String,
    /// Its id.
    pub session_id: SessionId,
    /// Its motions are debated together and voted on in sequence.
    pub together: bool,
    /// ms.
    pub planned_start: i64,
    /// ms.
    pub planned_end: i64,
    /// ms; none where it will not be reached.
    pub forecast_start: Option<i64>,
    /// ms.
    pub forecast_end: Option<i64>,
    /// At this pace.
    pub reached: bool,
}

/// The item before conference.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ItemShown {
    /// Its id.
    pub id: ItemId,
    /// Number as printed.
    pub number: String,
    /// Title.
    pub title: String,
    /// What it is.
    pub kind: ItemKind,
    /// When it was taken, ms.
    pub started_at: Option<i64>,
    /// Minutes planned.
    pub minutes: i64,
    /// Conference sits in private for it.
    pub private: bool,
    /// What became of its papers that are no longer before conference: `Motion 22, Free movement: fallen`
    pub papers: Vec<String>,
}

/// A way to put the question.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct MethodOffer {
    /// Which.
    pub method: Method,
    /// The key within the panel.
    pub key: String,
    /// `Agreed`, `Show of hands`, `Card vote 7`
    pub label: String,
    /// Of a card vote, the number that it has unless the chair names another.
    pub card_no: Option<u32>,
    /// What the chair says.
    pub say: String,
    /// What the chair should know before; empty where there is nothing.
    pub warning: String,
    /// Why it cannot be done now.
    pub refused: Option<Refusal>,
}

/// The chair's screen.
pub(crate) fn desk(db: &Db, now: i64) -> Result<DeskView, Fault> {
    let plan = Plan::read(db, now)?;
    let item = programme::current(db)?;
    let question = shown::plain(place::question(db))?;
    let floor = Floor::read(db, item.as_ref(), question.as_ref(), now)?;
    let last_vote = match &item {
        Some(item) => votes::last_declared(db, item.id)?.map(|vote| shown::vote(db, &vote)).transpose()?,
        None => None,
    };
    let newest_result = votes::newest(db, For::Members)?
        .map(|newest| shown::vote(db, &shown::plain(votes::known(db, newest.vote))?))
        .transpose()?;
    let mut parked_votes = Vec::new();
    for vote in votes::all_live(db)?.iter().filter(|v| question.as_ref().is_none_or(|q| q.id != v.question)) {
        parked_votes.push(shown::vote(db, vote)?);
    }
    let heading = shown::heading(db, now)?;
    let proposed = shown::plain(consequences::ripe(db))?;
    let offers =
        offers::Offers::work_out(db, &heading, &plan, item.as_ref(), question.as_ref(), &floor, &proposed)?;
    let moved = match heading.state.as_str() {
        "open" => self::floor::motions(db, question.as_ref(), now)?,
        _ => Vec::new(),
    };
    let (seq, saved_at) = db
        .row("SELECT seq, at FROM entry ORDER BY seq DESC LIMIT 1", [], |r| Ok((r.get(0)?, r.get(1)?)))?
        .unwrap_or_default();
    Ok(DeskView {
        beside: beside(db, item.as_ref().map(|item| item.id), question.as_ref().map(|q| q.id))?,
        schedule: plan.schedule.clone(),
        quorum: shown::quorum(db)?,
        saved_at,
        seq,
        steps: steps::steps(db, question.as_ref())?,
        limit: clocks::limit(db, question.as_ref(), floor.speech.as_ref(), now)?,
        section: clocks::section(db, item.as_ref())?,
        away: clocks::away(db)?,
        resumes_at: crate::set_up::resumes_at(db)?,
        item: item.map(|item| item::shown(db, item)).transpose()?,
        items: plan
            .lines
            .iter()
            .filter(|(day, _)| *day == plan.today)
            .map(|(_, line)| line.clone())
            .collect(),
        question: question.as_ref().map(|q| shown::question(db, q)).transpose()?,
        speech: floor.speech,
        interruption: floor.interruption,
        points: floor.points.iter().map(point_shown).collect(),
        waiting: floor.waiting,
        heard: floor.heard,
        nameless: floor.nameless,
        balance: floor.balance,
        due: floor.due,
        vote: floor.vote,
        last_vote,
        newest_result,
        parked_votes,
        guillotine: guillotine(db, &plan)?,
        falls: proposed.iter().map(falls::shown).collect(),
        callable: floor.callable,
        presiding: self::floor::presiding(db)?,
        suspensions: self::floor::suspensions(db, &heading.time_zone, now)?,
        resuming: self::floor::resuming(db)?,
        floor: moved,
        fates: question
            .as_ref()
            .map(|q| paper::fates_before_conference(db, q))
            .transpose()?
            .unwrap_or_default(),
        methods: offers.methods,
        next: offers.next,
        others: offers.others,
        rising: offers.rising,
        last_act: last_act::last_act(db)?,
        hall: hall::hall(db, now)?,
        heading,
    })
}

/// The debate on the top question: who speaks, waits and was heard, and the vote on it.
pub(crate) struct Floor {
    speech: Option<SpeechShown>,
    interruption: Option<InterruptionShown>,
    waiting: Vec<RequestLine>,
    heard: Vec<RequestLine>,
    nameless: Vec<Nameless>,
    balance: (u32, u32, u32),
    due: Side,
    /// Why the one who is proposed cannot be called without more ado.
    held: Option<Refusal>,
    /// Points of information that come when the speech has ended.
    points: Vec<Pending>,
    /// An amendment without a seconder waits for one only where the standing orders say so.
    needs_seconder: bool,
    /// Why its mover cannot take the question back without more ado.
    kept: Option<Refusal>,
    /// Why the one at the rostrum cannot go back to the queue.
    stays: Option<Refusal>,
    vote: Option<VoteShown>,
    callable: Vec<Callable>,
    /// Parts of the paper that are to be put by themselves, before the rest.
    parts: Vec<Part>,
    /// Why the first of them cannot be put without more ado.
    part_held: Option<Refusal>,
    /// Why the rest cannot be put yet, or no rest is left.
    rest: Option<Refusal>,
    /// By what the debate was closed: after closure the mover replies, and nobody else speaks.
    closed: Option<Kind>,
    /// The mover has replied, and that closed the debate.
    replied: bool,
    /// Conference agreed to a vote in parts, and no part has been named.
    to_divide: bool,
    /// There has been no quorum for as long as the standing orders wait for one.
    quorum_over: bool,
    /// What the count of the quorum found, where it found too few.
    too_few: Option<String>,
    /// Amendments to this paper are being taken, one after another, and there is another.
    amending: bool,
    /// Who may reply and has not asked to.
    replier: Option<Request>,
}

impl Floor {
    /// Nobody has risen.
    fn may_go_on(&self) -> bool {
        self.interruption.is_none()
    }

    fn has_no_vote(&self) -> bool {
        self.vote.is_none()
    }

    /// Nobody is voting at this moment: something may be moved, while a vote is counted with the chair's reason.
    fn nothing_is_cast(&self) -> bool {
        self.vote.as_ref().is_none_or(|vote| vote.state != "open")
    }

    /// Before the question is put, or after hands were shown: not once it is counted.
    fn may_be_demanded(&self) -> bool {
        self.vote.as_ref().is_none_or(|vote| !vote.method.is_opened() && vote.state == "open")
    }

    /// Nobody speaks or has risen, and nothing is voted on.
    fn is_still(&self) -> bool {
        self.speech.is_none() && self.interruption.is_none() && self.vote.is_none()
    }

    fn read(db: &Db, item: Option<&Item>, question: Option<&Question>, now: i64) -> Result<Self, Fault> {
        let callable =
            item.map(|item| callable::callable(db, item, question)).transpose()?.unwrap_or_default();
        let risen = rulings::before_conference(db, question.map(|question| question.id))?;
        let interruption = risen.as_ref().map(point_shown);
        let Some(question) = question else {
            return Ok(Self {
                speech: None,
                interruption,
                waiting: Vec::new(),
                heard: Vec::new(),
                nameless: Vec::new(),
                balance: (0, 0, 0),
                due: Side::For,
                held: None,
                points: Vec::new(),
                needs_seconder: true,
                kept: None,
                stays: None,
                vote: None,
                callable,
                parts: Vec::new(),
                part_held: None,
                rest: None,
                closed: None,
                replied: false,
                to_divide: false,
                quorum_over: false,
                too_few: None,
                amending: false,
                replier: None,
            });
        };
        let heard = queue::heard(db, question.id)?;
        let waiting = queue::waiting(db, question.id, now)?;
        let held = match waiting.iter().find(|line| line.suggested) {
            Some(line) => refusal(speeches::may_be_called(db, question, line.id, now))?,
            None => None,
        };
        // Who moved an amendment in the one debate spoke for the amendment.
        let on_it = |r: &&RequestLine| r.moves.is_none();
        let count = |side: Side| {
            u32::try_from(heard.iter().filter(on_it).filter(|r| r.side == side).count()).unwrap_or_default()
        };
        let speech = shown::speech(db, question)?;
        let stays = stays(db, question, speech.as_ref())?;
        let waits = match question.paper().filter(|_| question.part.is_none()) {
            Some(paper) => shown::plain(parts::waiting(db, paper.id))?,
            None => Vec::new(),
        };
        Ok(Self {
            interruption,
            waiting,
            due: shown::plain(speakers::due(db, question.id))?,
            held,
            points: rulings::after_the_speech(db, question.id)?,
            needs_seconder: questions::needs_seconder(db, question)?,
            kept: procedures::may_be_withdrawn(db, question)?.err(),
            stays,
            speech,
            balance: (count(Side::For), count(Side::Against), count(Side::To)),
            heard,
            nameless: nameless::nameless(db, question)?,
            vote: votes::live(db, question.id)?.map(|vote| shown::vote(db, &vote)).transpose()?,
            callable,
            part_held: match waits.first() {
                Some(part) => refusal(parts::may_be_called(db, part))?,
                None => None,
            },
            parts: waits,
            rest: refusal(parts::rest_may_be_put(db, question))?,
            closed: procedures::closed(db, question.id)?,
            replied: speakers::nobody_replied(db, question)?.is_err(),
            to_divide: procedures::parts_agreed(db, question)?,
            quorum_over: procedures::ends_without(db, question.id)?.is_some_and(|end| now >= end)
                && votes::undeclared_by_hands(db)?.is_none(),
            too_few: shown::plain(procedures::found_too_few(db, question.id))?,
            amending: item::amending(db, question)?,
            replier: shown::plain(speakers::replier(db, question, now))?,
        })
    }
}

/// Why the one at the rostrum cannot go back to the queue.
fn stays(db: &Db, question: &Question, speech: Option<&SpeechShown>) -> Result<Option<Refusal>, Fault> {
    let Some(speech) = speech else { return Ok(None) };
    let request = shown::plain(speakers::known(db, speech.request))?;
    refusal(speeches::goes_back_to(db, question, &request).map(|_| ()))
}

fn point_shown(point: &Pending) -> InterruptionShown {
    InterruptionShown {
        id: point.id,
        kind: point.kind,
        body: point.body.clone(),
        stated: point.stated.clone(),
    }
}

/// The next guillotine of the day that business stands at.
fn guillotine(db: &Db, plan: &Plan) -> Result<Option<GuillotineShown>, Fault> {
    let of_day = |shown: &GuillotineShown| {
        plan.lines.iter().any(|(day, line)| *day == plan.today && line.session_id == shown.session)
    };
    Ok(guillotines::set(db)?.into_iter().find(|shown| of_day(shown) && !shown.cuts.is_empty()))
}
