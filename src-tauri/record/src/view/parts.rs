//! The pieces that more than one screen shows.

use rules::amendment::MarkedParagraph;
use rules::clock::Speech;
use rules::procedure::Kind as ProcedureKind;
use rules::refusal::Refusal;
use rules::speakers::{Role, Side};
use rules::standing_orders::{Tie, TimeStop};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{Command, InterruptionKind, Method, MotionKind};
use crate::ids::{DelegateId, InterruptionId, MotionId, PartId, QuestionId, RequestId, VoteId};
use crate::view::divided::PartShown;

/// The conference, as every screen heads it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Heading {
    /// Name of the conference.
    pub name: String,
    /// The hall.
    pub venue: String,
    /// IANA name of the time zone that every time on screen is shown in.
    pub time_zone: String,
    /// A line under the name.
    pub about: String,
    /// A rehearsal.
    pub rehearsal: bool,
    /// `preparing`, `open`, `adjourned` or `closed`.
    pub state: String,
    /// The day in words: Saturday 11 March 2017.
    pub day: String,
    /// Conference does not sit on that day: the laptop's clock, or the conference's days, may be wrong.
    pub not_sitting: bool,
    /// The session that is sitting, or the next.
    pub session: Option<String>,
    /// Since when the doors of the hall are closed, ms; none while they are open.
    pub doors_closed: Option<i64>,
    /// Conference time when this was computed, ms.
    pub now: i64,
}

/// Where a step of the debate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Done.
    Done,
    /// Where the debate is.
    Current,
    /// Still to come.
    Ahead,
}

/// One step of the debate.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Step {
    /// Moved, Seconded, Amendment 4.1, As amended, Vote.
    pub label: String,
    /// The same where there is little room: `4.1`.
    pub short: String,
    /// Where it stands.
    pub state: StepState,
}

/// The question before conference, as it should be read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct QuestionShown {
    /// Its id.
    pub id: QuestionId,
    /// The paper; none where it was moved from the floor.
    pub motion: Option<MotionId>,
    /// An amendment: upon which paper.
    pub upon: Option<MotionId>,
    /// What kind of paper; none likewise.
    pub kind: Option<MotionKind>,
    /// What was moved from the floor, where it is not on a paper.
    pub procedure: Option<ProcedureKind>,
    /// `Composite 4`, `Amendment 4.1`.
    pub label: String,
    /// The paper's title; an amendment's is that of what it would amend.
    pub title: String,
    /// `That amendment 4.1 be agreed`
    pub wording: String,
    /// Body that moves it.
    pub mover: Option<String>,
    /// Body that seconds it.
    pub seconder: Option<String>,
    /// Moved by … · seconded by …
    pub parties: String,
    /// `called`, `moved`, `seconded`, `decided`, `withdrawn`
    pub state: String,
    /// The text with its changes marked; where a part is put by itself, with the part marked.
    pub paragraphs: Vec<MarkedParagraph>,
    /// The part that is put by itself; none where the paper is.
    pub part: Option<PartId>,
    /// The parts of the paper that are or were voted on by themselves.
    pub parts: Vec<PartShown>,
    /// What a vote for does.
    pub if_carried: String,
    /// What a vote against does.
    pub if_lost: String,
    /// What was moved from the floor: what carries it, `Two-thirds of those present overturn it; otherwise the ruling stands`;
    /// empty for a paper, and while a quorum is counted.
    pub needs: String,
    /// Speeches are made on it: not on closure, nor while a quorum is counted.
    pub debated: bool,
    /// It has been amended.
    pub as_amended: bool,
    /// An amendment that says only the opposite of its paper: out of order (§6.2).
    pub direct_negative: bool,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// In the queue.
    Waiting,
    /// At the rostrum.
    Speaking,
    /// Has spoken.
    Heard,
    /// Withdrew.
    Withdrawn,
}

/// One line of the speakers' queue.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RequestLine {
    /// Its id.
    pub id: RequestId,
    /// Who, when on the register.
    pub delegate: Option<DelegateId>,
    /// The name; for a body that has not named its speaker, the body.
    pub name: String,
    /// The body.
    pub body: String,
    /// For, against, to.
    pub side: Side,
    /// As what.
    pub role: Role,
    /// Where it stands.
    pub state: RequestState,
    /// `first speech today`, `spoke once today, 2:10`
    pub note: String,
    /// They seconded formally and kept their speech for later.
    pub reserved: bool,
    /// What they move or second in the one debate with its motion: `amendment 4.1`.
    pub moves: Option<String>,
    /// The one the standing orders propose.
    pub suggested: bool,
    /// Why it is proposed; empty otherwise.
    pub reason: String,
    /// Seconds spoken, once heard.
    pub seconds: Option<u64>,
}

/// The speech at the rostrum.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SpeechShown {
    /// Whose.
    pub request: RequestId,
    /// Name.
    pub name: String,
    /// Body.
    pub body: String,
    /// Side.
    pub side: Side,
    /// Role.
    pub role: Role,
    /// What is moved or seconded in a debate of several papers together: `amendment 4.1`.
    pub moves: Option<String>,
    /// The clock as a fact: screens read it against the time.
    pub clock: Speech,
    /// How a speaker whose time is up is stopped, by the standing orders.
    pub stop: TimeStop,
}

/// Somebody rose and the chair has not ruled yet.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct InterruptionShown {
    /// Its id.
    pub id: InterruptionId,
    /// What on.
    pub kind: InterruptionKind,
    /// Who.
    pub body: String,
    /// What was said.
    pub stated: String,
}

/// For, against and abstentions; absent is not zero.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Counted {
    /// For.
    pub r#for: u64,
    /// Against.
    pub against: u64,
    /// Abstentions, where they were counted.
    pub abstain: Option<u64>,
}

/// One section of a result, percentages as text with two places.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionShown {
    /// Name; none where there is one section only.
    pub name: Option<String>,
    /// Weight.
    pub weight: u32,
    /// Figures.
    pub counted: Counted,
    /// `61.40`
    pub for_percent: String,
    /// `38.60`
    pub against_percent: String,
    /// What it gives to the whole, for and against, as percentages of the whole.
    pub weighted: (String, String),
}

/// A result, declared or corrected.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ResultShown {
    /// `carried`, `lost`, `not_carried`; `tie` before it is declared
    pub outcome: String,
    /// Carried, Lost, Not carried, Tie.
    pub word: String,
    /// The numbers, the threshold, the rule.
    pub reason: String,
    /// Figures; none where it was clear without counting.
    pub counted: Option<Counted>,
    /// Percentages of the whole: for, against.
    pub percent: Option<(String, String)>,
    /// Section by section; empty where there are no sections.
    pub sections: Vec<SectionShown>,
    /// The share of For that carries, in hundredths of a percent: 5000, 6667.
    pub threshold: u32,
    /// What would have changed it, one sentence each: exact.
    pub turning: Vec<String>,
    /// A correction says what was wrong.
    pub correction: Option<String>,
    /// When.
    pub at: i64,
    /// A short code that ties it to the record.
    pub code: String,
}

/// A vote, where it stands.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct VoteShown {
    /// Its id.
    pub id: VoteId,
    /// Of which question.
    pub question: QuestionId,
    /// How.
    pub method: Method,
    /// `Card vote 7`, `Show of hands`
    pub label: String,
    /// Number of the card.
    pub card_no: Option<u32>,
    /// `Composite 4, Fighting the cuts`
    pub subject: String,
    /// What the chair reads out of the result, once it is counted: the figures that decided it, and its outcome in the words
    /// of the standing orders; empty until then.
    pub say: String,
    /// There is a slip for abstentions.
    pub abstain_slip: bool,
    /// The outcome of its result in the words of the standing orders: `Passes`; empty until it is counted.
    pub announced: String,
    /// What is said of it where it is carried, and where it is lost.
    pub announced_as: (String, String),
    /// The question, frozen.
    pub wording: String,
    /// What a vote for does.
    pub if_carried: String,
    /// What a vote against does.
    pub if_lost: String,
    /// `called`, `open`, `closed`, `provisional`, `declared`, `inconclusive`, `abandoned`
    pub state: String,
    /// Simple majority, two-thirds: in words.
    pub majority: String,
    /// Counted and not declared, and a tie: what that comes to under these standing orders.
    pub tie: Option<Tie>,
    /// Abstentions are among the votes that the majority is taken of: a count without them does not stand.
    pub abstentions_needed: bool,
    /// Where the majority is of those present: how many are, by the heads that were counted last, else by the register.
    pub present: Option<u64>,
    /// What was counted in hands, names or papers, once the count is finished.
    pub counted: Option<Counted>,
    /// Cards entered; blocks that are in; names that were called; papers counted.
    pub entered: u64,
    /// Cards issued; blocks; names on the list; papers issued.
    pub issued: u64,
    /// Why the count cannot be finished yet; none where it can, and of a vote that is not counted.
    pub not_ready: Option<Refusal>,
    /// The standing orders close the doors before it starts.
    pub doors_must_close: bool,
    /// A roll call: who is called next.
    pub calling: Option<String>,
    /// What the chair should know before declaring it, and what stands beside the figures: papers spoiled.
    pub notes: Vec<String>,
    /// Slips in query.
    pub queries: u64,
    /// What it would come to, once provisional; the result, once declared.
    pub result: Option<ResultShown>,
    /// Earlier records of the same vote, oldest first, once corrected.
    pub corrected: Vec<ResultShown>,
    /// How each delegation voted is published once it is declared, or withheld; none where it is not counted in cards.
    pub line_items: Option<bool>,
}

/// Something the chair can do now.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct Offer {
    /// The key: `N`, `Space`, `V`.
    pub key: String,
    /// `Call J. Cole, Camden`
    pub label: String,
    /// `against · first speech today`
    pub hint: String,
    /// What the chair says, without quotation marks; may be empty.
    pub say: String,
    /// What the key does; none where a panel asks first.
    pub command: Option<Command>,
    /// The panel that asks first: `put`, `interrupt`, `rule`, `declare`, `amendment`, `extend`, `count_hands`.
    pub panel: Option<String>,
    /// Why it cannot be done now.
    pub refused: Option<Refusal>,
}
