//! Everything a person can do to a conference, one variant an act.
//!
//! Invariant: an act names ids, never places on a screen; what it needs from the world (time, actor, chance) comes with
//! its envelope. A variant without an arm in [`Command::carry_out`] does not compile.

use rules::amendment::Edit;
use rules::batch::Says;
use rules::books::Book;
use rules::challenge::Ground;
use rules::consequence::{On, Paragraphs};
use rules::count::BlockFigures;
use rules::demand::{Support, Wanted};
use rules::guillotine;
use rules::options;
use rules::parts::Part;
use rules::procedure::Kind as ProcedureKind;
use rules::report::{PartKind as ReportPartKind, ReferredBy};
use rules::roll_call::Answer;
use rules::secret_ballot::Batch;
use rules::speakers::{Role, Side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{
    AttachmentId, AwayId, BallotBatchId, BallotVoterId, BatchEntryId, BatchId, CalledNameId, CardId,
    ChoosingId, ChoosingOptionId, ConsequenceId, CredentialsId, DayId, DelegateId, DelegationId, DemandId,
    GuillotineId, InterruptionId, ItemId, MotionId, PartId, PrioritiesId, PrioritiesOptionId,
    PrioritiesPaperId, QuestionId, ReportId, ReportPartId, RequestId, SectionId, SessionId, SlipId,
    StationId, SubstitutionId, VoteBlockId, VoteId,
};
use crate::programme::guillotines;
use crate::transact::Act;
use crate::{
    attachments, away, batches, cards, challenges, choosing, composites, consequences, credentials,
    debate_limits, delegates, delegations, emergencies, franchise, hall, meeting, motions, notes, parts,
    plans, priorities, procedures, programme, questions, reports, rulings, set_up, speakers, speeches,
    standing_orders, stations, substitutions, tellers, votes,
};

mod given;

/// What a challenge is to where nothing is said of it.
fn ruling() -> Ground {
    Ground::Ruling
}

pub use given::*;

/// An act.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    TS,
    strum::IntoStaticStr,
    strum::VariantNames,
)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
#[strum(serialize_all = "snake_case")]
pub enum Command {
    /// Set the conference up; the first act of every file.
    SetUp {
        /// What it is made from.
        conference: NewConference,
    },
    /// Take in a register: new delegations are added, those known by number are brought up to date.
    ImportRegister {
        /// Every row; one bad row refuses the whole.
        rows: Vec<RegisterRow>,
    },
    /// Give a section its weight.
    WeighSection {
        /// Which.
        section: SectionId,
        /// Its share in a weighted vote.
        weight: u32,
    },
    /// Put one person on the register.
    AddDelegate {
        /// What the badge says.
        badge: String,
        /// Full name.
        name: String,
        /// The delegation; none for visitors and staff.
        delegation: Option<DelegationId>,
        /// Whether they vote.
        standing: Standing,
        /// A first conference.
        #[serde(default)]
        first_time: bool,
    },
    /// Take in a list of delegates: new ones are added, those known by their badge are brought up to date.
    ImportDelegates {
        /// Every row; one bad row refuses the whole.
        rows: Vec<DelegateRow>,
    },
    /// Take in a conference from another program: what of it is named here is all new.
    TakeInMeeting {
        /// What is taken in; one bad row refuses the whole.
        meeting: MeetingRows,
    },
    /// Correct what the register says of somebody.
    CorrectDelegate {
        /// Who.
        delegate: DelegateId,
        /// What it is to say.
        data: DelegateData,
        /// Why.
        reason: String,
    },
    /// One delegate takes the place of another, who has no vote from then on.
    Substitute {
        /// Whose place.
        delegate: DelegateId,
        /// The substitute's badge: of somebody on the register without a vote, or a new one.
        badge: String,
        /// The substitute's name.
        name: String,
        /// Why.
        reason: String,
    },
    /// Whoever was substituted has the place again.
    EndSubstitution {
        /// Which.
        substitution: SubstitutionId,
        /// Why.
        reason: String,
    },
    /// Put somebody into a group that is to have a share of the speeches, or take them out of it.
    PutInGroup {
        /// Who.
        delegate: DelegateId,
        /// The group's name, as in the standing orders; empty for none.
        group: String,
    },
    /// Check in whoever has this badge.
    CheckIn {
        /// As typed or scanned.
        badge: String,
        /// The only delegation that this desk takes; none where it takes all.
        #[serde(default)]
        delegation: Option<DelegationId>,
    },
    /// Check out whoever has this badge.
    CheckOut {
        /// As typed or scanned.
        badge: String,
    },
    /// Correct what the register says of a delegation.
    CorrectDelegation {
        /// Which.
        delegation: DelegationId,
        /// What it is to say.
        data: DelegationData,
        /// Why.
        reason: String,
    },
    /// Give delegations the delegates and votes that the standing orders work out.
    GiveEntitlement {
        /// Which; together.
        delegations: Vec<DelegationId>,
    },
    /// Change who may vote.
    ChangeFranchise {
        /// By standing: all who may.
        standings: Vec<Standing>,
        /// The vote that decided it.
        vote: Option<VoteId>,
        /// Why, or in what words it was decided.
        reason: String,
    },
    /// Change the standing orders: by the committee before conference opens, afterwards by a vote of conference.
    ChangeStandingOrders {
        /// Another profile to begin with; none to begin with those in force.
        #[serde(default)]
        profile: Option<String>,
        /// Keys, and what they are to be.
        #[serde(default)]
        keys: Vec<KeyChange>,
        /// The vote that decided it.
        #[serde(default)]
        vote: Option<VoteId>,
        /// Why, or in what words it was decided.
        reason: String,
    },
    /// Give conference the credentials report as it stands.
    ReportCredentials,
    /// Conference adopts a credentials report.
    AdoptCredentials {
        /// Which.
        report: CredentialsId,
    },
    /// Mark somebody as here, or as gone.
    MarkPresent {
        /// Who.
        delegate: DelegateId,
        /// Here, or gone.
        present: bool,
    },
    /// Make the books of voting cards that are missing; nobody has collected them yet.
    MakeBooks {
        /// One a delegation, or one a delegate; none: as the standing orders say.
        #[serde(default)]
        book: Option<Book>,
    },
    /// Make the books that are missing and give out all that have not been collected, at once.
    IssueCards,
    /// Somebody collects a book.
    GiveOutBook {
        /// The number on its cards.
        number: u32,
        /// Who: a name or a badge; empty for its holder.
        #[serde(default)]
        to: String,
    },
    /// A book is handed back.
    TakeBookBack {
        /// The number on its cards.
        number: u32,
    },
    /// A book is lost: its number is cancelled.
    LoseBook {
        /// The number on its cards.
        number: u32,
        /// How.
        reason: String,
    },
    /// A book is cancelled: its holder is reported absent, or it should never have been.
    CancelBook {
        /// The number on its cards.
        number: u32,
        /// Why.
        reason: String,
    },
    /// Cancel a lost card and issue another in its place.
    ReplaceCard {
        /// The lost one.
        card: CardId,
        /// Why.
        reason: String,
    },
    /// Take in a programme: new items are added, those it moves, retitles or names again are brought up to date.
    ImportProgramme {
        /// Every row; one bad row refuses the whole.
        rows: Vec<ProgrammeRow>,
    },
    /// Add a line to the order of business, after another or at the end.
    AddItem {
        /// Its title.
        title: String,
        /// Its number as printed; may be empty.
        #[serde(default)]
        number: String,
        /// What it is.
        kind: ItemKind,
        /// Minutes planned.
        minutes: u32,
        /// The line it comes after; none for the end.
        after: Option<ItemId>,
    },
    /// Give an item its printed number, its kind, and whether its time is fixed; or correct its title.
    SettleItem {
        /// Which.
        item: ItemId,
        /// Its number as printed.
        number: String,
        /// What it is.
        kind: ItemKind,
        /// Its start holds even when business runs early.
        fixed: bool,
        /// Its title; none: as it is.
        #[serde(default)]
        title: Option<String>,
    },
    /// Move an item in the order of business.
    MoveItem {
        /// Which.
        item: ItemId,
        /// Where to.
        place: Place,
    },
    /// Take an item that was never begun off the order of business.
    RemoveItem {
        /// Which.
        item: ItemId,
    },
    /// Close an item to visitors, or open it to them: conference sits in private.
    SetPrivate {
        /// Which.
        item: ItemId,
        /// Closed.
        private: bool,
    },
    /// Put motions under one item, to be debated together and voted on in sequence.
    GroupMotions {
        /// Which.
        item: ItemId,
        /// After those that it has, in this order.
        motions: Vec<MotionId>,
    },
    /// Give each motion of a group a debate of its own again.
    UngroupMotions {
        /// Which.
        item: ItemId,
    },
    /// Adopt a new order of business, whole.
    AdoptPlan {
        /// What it is to be.
        plan: PlanDraft,
        /// Why.
        reason: String,
    },
    /// Set a guillotine: the timetabled end of a session's business, or of one item's.
    SetGuillotine {
        /// In which session.
        session: SessionId,
        /// Of one item of it only.
        #[serde(default)]
        item: Option<ItemId>,
        /// Local time within the session, `16:30`.
        at: String,
        /// What becomes of what is not reached.
        fate: guillotine::Fate,
        /// Why.
        reason: String,
    },
    /// Change the time of a guillotine, or what becomes of what is not reached.
    ChangeGuillotine {
        /// Which.
        guillotine: GuillotineId,
        /// Local time within its session, `16:45`.
        at: String,
        /// What becomes of what is not reached.
        fate: guillotine::Fate,
        /// Why.
        reason: String,
    },
    /// Take a guillotine away before it falls.
    TakeGuillotineAway {
        /// Which.
        guillotine: GuillotineId,
        /// Why.
        reason: String,
    },
    /// The chair applies a guillotine: what was not reached is lost.
    ApplyGuillotine {
        /// Which.
        guillotine: GuillotineId,
    },
    /// Business is not reached, without a guillotine.
    LoseItems {
        /// Which.
        items: Vec<ItemId>,
        /// What becomes of them.
        fate: guillotine::Fate,
        /// Why.
        reason: String,
    },
    /// Put lost business back on the order of business: the first that was lost, or another with the chair's reason.
    PutLostBack {
        /// Which.
        item: ItemId,
        /// The line it comes after; none for the end.
        #[serde(default)]
        after: Option<ItemId>,
    },
    /// Hand in a paper.
    AddMotion {
        /// The paper.
        motion: NewMotion,
    },
    /// Hand in a paper to the committee, which rules on it.
    SubmitMotion {
        /// The paper.
        motion: NewMotion,
    },
    /// Take in papers from a table: new ones are handed in to the committee, those known by number brought up to date.
    ImportMotions {
        /// Every row; one bad row refuses the whole.
        rows: Vec<MotionRow>,
    },
    /// The committee rules papers in.
    RuleIn {
        /// Which; together.
        motions: Vec<MotionId>,
        /// Why; needed where one of them had been ruled out.
        #[serde(default)]
        reason: String,
    },
    /// The committee rules a paper out.
    RuleOut {
        /// Which.
        motion: MotionId,
        /// Why.
        reason: String,
    },
    /// Papers stand in the preliminary agenda.
    PrintMotions {
        /// Which; together.
        motions: Vec<MotionId>,
    },
    /// The committee puts papers on the agenda of conference.
    PutOnAgenda {
        /// Which; together.
        motions: Vec<MotionId>,
        /// The item they are taken under; none leaves each where it is, or where the programme prints its number.
        #[serde(default)]
        item: Option<ItemId>,
    },
    /// Conference puts on the agenda, by a vote, what the committee had ruled out.
    PutOnByVote {
        /// Which.
        motion: MotionId,
        /// By what vote, and why.
        reason: String,
    },
    /// The mover takes a paper back before it is moved.
    WithdrawMotion {
        /// Which.
        motion: MotionId,
        /// Why.
        reason: String,
    },
    /// What becomes of a paper that is not voted on.
    DisposeOf {
        /// Which.
        motion: MotionId,
        /// What.
        fate: Fate,
        /// Why, at whose word, or until when.
        reason: String,
    },
    /// An amendment becomes part of its motion without a vote: its mover accepts it, or nobody objects.
    AcceptAmendment {
        /// The amendment's question.
        question: QuestionId,
    },
    /// The committee places an amendment among the others to its paper.
    PlaceAmendment {
        /// Which.
        motion: MotionId,
        /// Where to.
        place: Place,
    },
    /// The committee sorts papers: their section of the agenda and their category.
    SortMotions {
        /// Which; together.
        motions: Vec<MotionId>,
        /// Section of the agenda; may be empty.
        section: String,
        /// Category; may be empty.
        category: String,
    },
    /// The committee or the executive takes a position on a paper.
    Advise {
        /// Which.
        motion: MotionId,
        /// Who advises.
        adviser: Adviser,
        /// What; none takes it back.
        position: Option<Position>,
        /// In a sentence; may be empty.
        #[serde(default)]
        sentence: String,
    },
    /// Set until when papers of a kind are handed in.
    SetDeadline {
        /// Of which kind.
        kind: MotionKind,
        /// `2016-07-29 12:00` by the clocks of the conference; none for no deadline.
        at: Option<String>,
    },
    /// Open the conference.
    Open,
    /// Close the conference.
    Close,
    /// Take an item: it is before conference now.
    TakeItem {
        /// Which.
        item: ItemId,
    },
    /// Put the item before conference aside, as it stands.
    ParkItem {
        /// Which.
        item: ItemId,
    },
    /// Close an item: its business is done.
    CloseItem {
        /// Which.
        item: ItemId,
    },
    /// Open a closed item again.
    ReopenItem {
        /// Which.
        item: ItemId,
    },
    /// Call a paper of the item before conference: its motion, or an amendment to the motion that is.
    CallMotion {
        /// Which.
        motion: MotionId,
    },
    /// Something is moved from the floor, upon the question before conference or upon the item alone.
    MoveProcedure {
        /// What.
        kind: ProcedureKind,
        /// The question before conference; none where there is none.
        upon: Option<QuestionId>,
        /// Who moves it.
        who: Who,
        /// Who seconds it; none where nobody has yet.
        #[serde(default)]
        seconder: Option<Who>,
        /// What is said with it.
        #[serde(default)]
        given: ProcedureGiven,
    },
    /// What was moved from the floor without a seconder has found one.
    SecondProcedure {
        /// Its question.
        question: QuestionId,
        /// Who seconds it.
        who: Who,
    },
    /// The chair will not take what is moved from the floor.
    RefuseProcedure {
        /// What.
        kind: ProcedureKind,
        /// Who moves it.
        who: Who,
        /// Why the chair does not take it.
        why: String,
    },
    /// Heads are counted on a quorum call.
    CountQuorum {
        /// The quorum call.
        question: QuestionId,
        /// How many are present.
        present: u64,
    },
    /// The mover is asked to let a paper go to the executive, and says yes or no.
    AskToRemit {
        /// The question before conference.
        question: QuestionId,
        /// Who asks: the executive.
        asked_by: String,
        /// The mover agrees.
        agreed: bool,
    },
    /// Another takes the chair.
    LeaveChair {
        /// Who.
        to: String,
        /// Why.
        reason: String,
    },
    /// The chair takes the chair again.
    ReturnToChair,
    /// The chair adjourns conference; what is before it waits as it stands.
    Adjourn {
        /// Until when, `14:00` or `2017-03-12 10:00`; none where that is not known.
        #[serde(default)]
        until: Option<String>,
        /// Why.
        reason: String,
    },
    /// Conference goes on after an adjournment.
    Resume,
    /// A paper before conference is seconded without a speech; its mover, where the clock has run, has finished by that.
    SecondFormally {
        /// Which.
        question: QuestionId,
    },
    /// The mover takes it back.
    WithdrawQuestion {
        /// Which.
        question: QuestionId,
        /// Why, or with whose consent.
        reason: String,
    },
    /// Somebody asks to speak.
    AskToSpeak {
        /// On what.
        question: QuestionId,
        /// Who.
        who: Who,
        /// For, against, or to it.
        side: Side,
        /// As what; most people speak.
        role: Role,
    },
    /// Change the side of a request that waits.
    ChangeSide {
        /// Which.
        request: RequestId,
        /// The new side.
        side: Side,
    },
    /// Move a request in the queue.
    MoveRequest {
        /// Which.
        request: RequestId,
        /// Where to.
        place: Place,
    },
    /// A speaker no longer wants to speak.
    WithdrawRequest {
        /// Which.
        request: RequestId,
    },
    /// Call a speaker to the rostrum; whoever is there has finished.
    CallSpeaker {
        /// Who.
        request: RequestId,
    },
    /// The speaker goes back to the queue, unheard.
    TakeBackSpeaker {
        /// Who.
        request: RequestId,
    },
    /// Start the clock, or let it go on.
    StartClock {
        /// Whose.
        request: RequestId,
    },
    /// Stop the clock.
    StopClock {
        /// Whose.
        request: RequestId,
    },
    /// Give extra time.
    ExtendSpeech {
        /// Whose.
        request: RequestId,
        /// Seconds.
        seconds: u32,
    },
    /// The speaker has finished.
    EndSpeech {
        /// Who.
        request: RequestId,
    },
    /// Somebody rises; the speech clock stops, the schedule does not.
    Interrupt {
        /// On what question; none where none is before conference, between two items too.
        question: Option<QuestionId>,
        /// What on.
        kind: InterruptionKind,
        /// Who rose.
        body: String,
        /// What was said.
        stated: String,
    },
    /// Put a badge to a speech that was made in the name of a body.
    NameSpeaker {
        /// Whose line.
        request: RequestId,
        /// Who it is.
        delegate: DelegateId,
    },
    /// Limit the whole of a debate, amendments and all; what is left of it is shared out among those who wait.
    LimitDebate {
        /// The question, or one upon it.
        question: QuestionId,
        /// Minutes from its beginning; none lifts the limit.
        minutes: Option<u32>,
    },
    /// The program is open again, having been away while a speaker's clock ran.
    NoteAway,
    /// What the clock is to read that ran while the program was away.
    SettleAway {
        /// Which time.
        away: AwayId,
        /// How.
        how: AwayClock,
    },
    /// The chair rules.
    Rule {
        /// On which.
        interruption: InterruptionId,
        /// How.
        ruling: Ruling,
        /// In what words.
        words: String,
    },
    /// Attach to a paper what was kept under this hash.
    Attach {
        /// To which paper.
        motion: MotionId,
        /// The name of the file.
        name: String,
        /// The SHA-256 of its content, in small hexadecimal figures.
        sha256: String,
    },
    /// It no longer belongs to its paper; its content stays in the file.
    Detach {
        /// Which.
        attachment: AttachmentId,
        /// Why.
        reason: String,
    },
    /// Settle what is left of an amendment that no longer fits the text: the text is written anew, as the amendment has it.
    SettleAmendment {
        /// Which.
        amendment: MotionId,
        /// What of it is left, in the text as it stands before it.
        edits: Vec<Edit>,
        /// Why so.
        reason: String,
    },
    /// The committee corrects a paper as it was handed in; what stood before is kept.
    CorrectPaper {
        /// Which.
        motion: MotionId,
        /// As it is to read.
        to: PaperCorrected,
        /// Why.
        reason: String,
    },
    /// Draw up a composite; it takes the next number, and nobody's place yet.
    Compose {
        /// The composite.
        composite: NewComposite,
    },
    /// Give a composite that is not agreed another text.
    Recompose {
        /// Which.
        composite: MotionId,
        /// A short name.
        title: String,
        /// The text, paragraph by paragraph.
        paragraphs: Vec<String>,
        /// The body that is to move it, blank for nobody yet; none leaves it as it was.
        #[serde(default)]
        mover: Option<String>,
        /// The body that is to second it, likewise.
        #[serde(default)]
        seconder: Option<String>,
        /// Papers that it is made of besides those named before.
        #[serde(default)]
        more: Vec<MotionId>,
    },
    /// The movers of its sources agree: a composite takes their place on the agenda.
    AgreeComposite {
        /// Which.
        composite: MotionId,
        /// The body that moves it.
        mover: String,
        /// The body that seconds it.
        seconder: String,
        /// The item it is taken under; none for that of its first source.
        #[serde(default)]
        item: Option<ItemId>,
    },
    /// A composite falls apart: its sources stand where they stood.
    DissolveComposite {
        /// Which.
        composite: MotionId,
        /// Why.
        reason: String,
    },
    /// Divide a paper: parts of it are voted on by themselves.
    Divide {
        /// Which paper.
        motion: MotionId,
        /// Its parts, in the text as it stands.
        parts: Vec<Part>,
        /// Who asked for it; may be empty.
        #[serde(default)]
        asked_by: String,
    },
    /// Put a part by itself: it is before conference, upon its paper.
    CallPart {
        /// Which.
        part: PartId,
    },
    /// Take a part with the rest after all.
    JoinPart {
        /// Which.
        part: PartId,
        /// Why.
        reason: String,
    },
    /// Every part was lost: nothing remains to be put, and the paper is lost.
    NothingRemains {
        /// The question on the paper.
        question: QuestionId,
    },
    /// Put the question.
    PutQuestion {
        /// Which.
        question: QuestionId,
        /// How it is decided.
        method: Method,
        /// A card vote: the number of the slip; none for the next.
        #[serde(default)]
        card_no: Option<u32>,
    },
    /// Hands could not be separated: nothing is decided, and the question is put again.
    NotClear {
        /// Which vote.
        vote: VoteId,
    },
    /// Enter what the tellers counted in hands.
    CountHands {
        /// Which vote.
        vote: VoteId,
        /// Hands for.
        r#for: u64,
        /// Hands against.
        against: u64,
        /// Abstentions, where they were asked for.
        abstain: Option<u64>,
        /// How many are present, where the majority is of those present and their heads were counted.
        #[serde(default)]
        present: Option<u64>,
    },
    /// Enter how many are present, where the majority is of those present.
    CountPresent {
        /// Which vote.
        vote: VoteId,
        /// Heads.
        present: u64,
    },
    /// Open a card vote: tellers collect.
    OpenVote {
        /// Which.
        vote: VoteId,
    },
    /// Close a card vote: nothing more is collected, counting goes on.
    CloseVote {
        /// Which.
        vote: VoteId,
    },
    /// Give a vote up before it is declared; the question stands as it was.
    AbandonVote {
        /// Which.
        vote: VoteId,
        /// Why.
        reason: String,
    },
    /// A teller enters one card.
    EnterSlip {
        /// Of which vote.
        vote: VoteId,
        /// The number on the card.
        card: u32,
        /// What it says.
        choice: Choice,
    },
    /// A teller scans a printed slip: what its code says is entered once it is proved that this conference printed it, for this
    /// very vote.
    EnterScanned {
        /// Of which vote.
        vote: VoteId,
        /// As the scanner typed it.
        code: String,
        /// The entry of the batch in hand; none for a card entered by itself.
        #[serde(default)]
        entry: Option<BatchEntryId>,
    },
    /// A teller enters one card whose votes are divided.
    EnterSplit {
        /// Of which vote.
        vote: VoteId,
        /// The number on the card.
        card: u32,
        /// Its parts.
        split: Split,
        /// The entry of a batch in which it is typed; none where it is entered by itself.
        #[serde(default)]
        entry: Option<BatchEntryId>,
    },
    /// Before anything is typed: every batch of this vote is entered twice, or once.
    CountTwice {
        /// Which vote.
        vote: VoteId,
        /// Twice.
        twice: bool,
    },
    /// A batch of cards: what is in one box, or from one block of seats.
    OpenBatch {
        /// Of which vote.
        vote: VoteId,
        /// The name on the box.
        name: String,
        /// Slips counted by hand, as its header says.
        slips: Option<u64>,
    },
    /// A teller takes a batch, for whichever entry is next: the first, the second, or the cards that differ again.
    ClaimBatch {
        /// Which.
        batch: BatchId,
        /// Who types.
        teller: String,
    },
    /// A teller types one card of the batch in hand.
    EnterInBatch {
        /// Which entry of the batch.
        entry: BatchEntryId,
        /// The number on the card.
        card: u32,
        /// What it says.
        choice: Choice,
    },
    /// A teller says of a card that differs that there is no such card in the batch.
    SayNotHere {
        /// Which entry of the batch.
        entry: BatchEntryId,
        /// The number.
        card: u32,
    },
    /// The entry of a batch is finished: compared with the other where there is one.
    FinishEntry {
        /// Which.
        entry: BatchEntryId,
        /// What was found when the slips were counted again by hand, where other than the header says were typed.
        #[serde(default)]
        recounted: Option<String>,
    },
    /// An entry is given up before it is finished; what was typed in it stays in the record and is not counted.
    GiveUpEntry {
        /// Which.
        entry: BatchEntryId,
        /// Why.
        reason: String,
    },
    /// The head teller settles a card that differs, against the paper.
    SettleDifference {
        /// In which batch.
        batch: BatchId,
        /// The number of the card.
        card: u32,
        /// What the paper says.
        says: Says,
        /// Why the tellers could not agree.
        reason: String,
    },
    /// A batch is taken out of the count; its entries stay in the record.
    DiscardBatch {
        /// Which.
        batch: BatchId,
        /// Why.
        reason: String,
    },
    /// Somebody has looked at a fall of the turnout that is larger than the standing orders let pass.
    AcknowledgeTurnout {
        /// Of which vote.
        vote: VoteId,
        /// What was found.
        words: String,
    },
    /// Count anew what was cast in a vote (cards, the papers of a secret ballot, the answers of a roll call): a new count beside
    /// the old, which stays.
    Recount {
        /// Of which vote.
        vote: VoteId,
        /// Why.
        reason: String,
    },
    /// A teller puts an entry aside: it was typed wrong.
    SetSlipAside {
        /// Which.
        slip: SlipId,
        /// Why.
        reason: String,
    },
    /// Settle a slip in query against the paper.
    SettleQuery {
        /// Which.
        slip: SlipId,
        /// How.
        how: Settlement,
        /// Why.
        reason: String,
    },
    /// The cards not seen were not handed in.
    MarkNotReturned {
        /// Of which vote.
        vote: VoteId,
        /// How many the teller says there are: refused when the count says otherwise.
        cards: u64,
    },
    /// Somebody demands a count or a card vote.
    Demand {
        /// On which question.
        question: QuestionId,
        /// What.
        wanted: Wanted,
        /// Who, in a word: a name, a body, "the floor".
        by: String,
        /// How many.
        support: Support,
    },
    /// The chair grants a demand: hands that were shown decide nothing, and the question is put that way.
    GrantDemand {
        /// Which.
        demand: DemandId,
        /// In the chair's words; may be empty.
        #[serde(default)]
        words: String,
    },
    /// The chair refuses a demand.
    RefuseDemand {
        /// Which.
        demand: DemandId,
        /// In the chair's words; may be empty.
        #[serde(default)]
        words: String,
    },
    /// Put several options before conference.
    OfferOptions {
        /// Under which item.
        item: ItemId,
        /// What is chosen.
        title: String,
        /// How.
        way: options::Way,
        /// The options, in the order of their letters.
        options: Vec<NewOption>,
    },
    /// Enter what tellers counted for each option in this round.
    CountOptions {
        /// Of which choice.
        choosing: ChoosingId,
        /// One for each option that is voted on.
        counts: Vec<OptionCount>,
        /// Why it is put right, where figures stand already.
        #[serde(default)]
        reason: Option<String>,
    },
    /// The chair declares what the round comes to: one is chosen, or drops out, or each is carried or lost.
    DeclareOptions {
        /// Of which choice.
        choosing: ChoosingId,
        /// What is done where options are level.
        #[serde(default)]
        tie: Option<TieBreak>,
    },
    /// Give a choice up before it is decided.
    AbandonOptions {
        /// Which.
        choosing: ChoosingId,
        /// Why.
        reason: String,
    },
    /// Correct what was declared of a choice.
    CorrectOptions {
        /// Which.
        choosing: ChoosingId,
        /// The one that was chosen; those that were carried, where each was voted on by itself.
        right: Vec<ChoosingOptionId>,
        /// Why.
        reason: String,
    },
    /// The doors are closed: nobody comes or goes while hands are counted.
    CloseDoors,
    /// The doors are opened again.
    OpenDoors,
    /// Divide the hall into blocks, each with its tellers: for the counts that are called from now on.
    DivideHall {
        /// All of them, in the order they are counted; none to count the hall as one.
        blocks: Vec<HallBlock>,
    },
    /// Enter what tellers counted in one block. What was entered before is kept beside it.
    EnterBlock {
        /// Which, of which count.
        block: VoteBlockId,
        /// Hands for.
        r#for: u64,
        /// Hands against.
        against: u64,
        /// Abstentions, where they were asked for.
        abstain: Option<u64>,
        /// Why it is put right, where figures stand already.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Nobody sits in a block: it counts as in, with nothing.
    MarkBlockEmpty {
        /// Which, of which count.
        block: VoteBlockId,
    },
    /// A block, or every block, is counted again: what was entered is kept, and counts no longer.
    RecountBlocks {
        /// Of which vote.
        vote: VoteId,
        /// Which block; none for all.
        block: Option<VoteBlockId>,
        /// Why.
        reason: String,
    },
    /// Write down what somebody answered who was called by name.
    AnswerRollCall {
        /// Who.
        name: CalledNameId,
        /// What.
        #[ts(type = "\"for\" | \"against\" | \"abstain\" | \"absent\"")]
        answer: Answer,
        /// Why it is put right, where there is an answer already.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Account for whoever on the list of a roll call has no answer yet: they were called, and did not answer. Where the roll
    /// is read again, what was written down for them the first time stands.
    AccountForRest {
        /// Of which vote.
        vote: VoteId,
        /// How many the clerk says there are: refused when the list says otherwise.
        names: u64,
    },
    /// Say how many papers of a secret ballot were issued in all.
    IssuePapers {
        /// Of which vote.
        vote: VoteId,
        /// How many.
        papers: u64,
        /// Why it is put right, where a number stands already.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Mark on the list of a secret ballot who has collected a paper, or take the mark away.
    MarkVoted {
        /// Of which vote.
        vote: VoteId,
        /// Who: as many at once as came together.
        voters: Vec<BallotVoterId>,
        /// They have collected a paper; false where they were marked by mistake.
        voted: bool,
    },
    /// Enter a batch of papers of a secret ballot: sums, never a paper.
    EnterBallots {
        /// Of which vote.
        vote: VoteId,
        /// What the papers of the batch say.
        batch: Batch,
    },
    /// Put a batch aside: it was counted wrong, or is mixed with another.
    SetBallotsAside {
        /// Which.
        batch: BallotBatchId,
        /// Why.
        reason: String,
    },
    /// The papers of a secret ballot that are missing were not returned.
    MarkPapersNotReturned {
        /// Of which vote.
        vote: VoteId,
        /// How many the teller says there are: refused when the account says otherwise.
        papers: u64,
    },
    /// A tie, where the standing orders ask for another vote: it decides nothing, and the question is put again.
    VoteAgain {
        /// Which vote was tied.
        vote: VoteId,
    },
    /// The count is finished and adds up: the result is provisional until the chair declares it.
    FinishCount {
        /// Of which vote.
        vote: VoteId,
    },
    /// The chair declares the result.
    Declare {
        /// Of which vote.
        vote: VoteId,
        /// Agreed, or hands that were clear: what the chair saw. None where there are figures.
        carried: Option<bool>,
        /// On a tie, where the standing orders give the chair a vote.
        #[serde(default)]
        casting: Option<Casting>,
    },
    /// The chair declares it carried on a show of hands, and that nobody was against.
    DeclareNemCon {
        /// Which vote.
        vote: VoteId,
    },
    /// Correct a declared result by a new record beside the old.
    Correct {
        /// Which vote.
        vote: VoteId,
        /// The right figures, section by section; empty where nothing was counted.
        sections: Vec<CorrectedSection>,
        /// Where nothing was counted: what conference decided. None where there are figures.
        #[serde(default)]
        carried: Option<bool>,
        /// Where the right figures tie and the standing orders give the chair a vote.
        #[serde(default)]
        casting: Option<Casting>,
        /// What was wrong.
        reason: String,
    },
    /// Choose what the hall sees.
    ShowInHall {
        /// Which face.
        face: Face,
        /// For the face `vote`.
        #[serde(default)]
        vote: Option<VoteId>,
        /// For the face `message`.
        #[serde(default)]
        message: Option<String>,
    },
    /// Make the hall's screen black, or light again.
    Black {
        /// Black.
        on: bool,
    },
    /// The committee enters what falls when a paper is carried or lost.
    EnterConsequence {
        /// What is decided.
        cause: MotionId,
        /// A part of it that is voted on by itself; none where it is the paper itself.
        #[serde(default)]
        part: Option<PartId>,
        /// How.
        on: On,
        /// What falls.
        target: MotionId,
        /// What of it; all of it where there is none.
        #[serde(default)]
        paragraphs: Option<Paragraphs>,
        /// Why.
        reason: String,
    },
    /// The committee takes a consequence away.
    TakeConsequenceAway {
        /// Which.
        consequence: ConsequenceId,
        /// Why.
        reason: String,
    },
    /// The chair confirms what falls with a decision.
    ConfirmConsequences {
        /// Which; together.
        consequences: Vec<ConsequenceId>,
    },
    /// The chair does not let it fall.
    SetConsequenceAside {
        /// Which.
        consequence: ConsequenceId,
        /// Why.
        reason: String,
    },
    /// What fell stands again: a correction.
    PutBack {
        /// By which consequence it fell.
        consequence: ConsequenceId,
        /// Why.
        reason: String,
    },
    /// A note for the minutes.
    Note {
        /// The note.
        text: String,
    },
    /// Hand in an emergency or late motion to the committee.
    HandInEmergency {
        /// The paper.
        motion: NewMotion,
        /// The event that it rests on; blank for a late motion.
        #[serde(default)]
        event: String,
        /// The day of the event, `2018-09-21`; none for a late motion.
        #[serde(default)]
        on: Option<String>,
    },
    /// Give a paper that was ruled in a place on the agenda: a line of its own.
    PlaceEmergency {
        /// Which.
        motion: MotionId,
        /// After which item; none for the end.
        #[serde(default)]
        after: Option<ItemId>,
        /// Minutes planned.
        minutes: u32,
    },
    /// A delegate challenges what the committee has done with a paper.
    MakeChallenge {
        /// Which.
        of: MotionId,
        /// What of it is challenged.
        #[serde(default = "ruling")]
        ground: Ground,
        /// Of a place on the agenda: the item that it is to be taken under instead.
        #[serde(default)]
        to: Option<ItemId>,
        /// The body that challenges.
        by: String,
        /// Why.
        reason: String,
        /// The item under which it is taken.
        item: ItemId,
    },
    /// What conference carried against the committee is done: the paper goes on the agenda, the composite is dissolved, the
    /// paper is taken under another item, the part of the report goes back.
    CarryOutChallenge {
        /// Which challenge.
        challenge: MotionId,
    },
    /// The committee begins its next report.
    StartReport {
        /// What it is called; blank for its number alone.
        #[serde(default)]
        title: String,
        /// The day whose business it sets; none where it sets none.
        #[serde(default)]
        day: Option<DayId>,
    },
    /// Put a part at the end of a report that is a draft.
    AddReportPart {
        /// Which report.
        report: ReportId,
        /// What it is about.
        kind: ReportPartKind,
        /// Its heading; blank for the usual one.
        #[serde(default)]
        heading: String,
        /// What it says; blank for what the record has.
        #[serde(default)]
        text: String,
    },
    /// Write a part of a draft anew.
    WriteReportPart {
        /// Which.
        part: ReportPartId,
        /// Its heading.
        heading: String,
        /// What it says; blank for what the record has now.
        #[serde(default)]
        text: String,
    },
    /// Move a part of a draft.
    MoveReportPart {
        /// Which.
        part: ReportPartId,
        /// Where to.
        place: Place,
    },
    /// Take a part out of a draft.
    RemoveReportPart {
        /// Which.
        part: ReportPartId,
    },
    /// Publish a report: its parts are frozen, and it is a paper that conference adopts.
    PublishReport {
        /// Which.
        report: ReportId,
        /// The item it is taken under; none for an item of its own, before all business that waits.
        #[serde(default)]
        item: Option<ItemId>,
        /// Who moves it; blank for the committee.
        #[serde(default)]
        mover: String,
    },
    /// A delegate moves that a part of a report be referred back: it is called, debated and voted on like a challenge.
    MoveReferenceBack {
        /// Which part.
        part: ReportPartId,
        /// The body that moves it.
        by: String,
        /// Why.
        reason: String,
    },
    /// Conference refers a part of the report before it back.
    ReferPartBack {
        /// Which.
        part: ReportPartId,
        /// How conference decided it.
        by: ReferredBy,
        /// Why.
        reason: String,
    },
    /// A part that was referred back stands again: a correction.
    RestorePart {
        /// Which.
        part: ReportPartId,
        /// What was wrong.
        reason: String,
    },
    /// Prepare a priorities ballot, or change one that is not open yet.
    PreparePriorities {
        /// Which is changed; none for a new one.
        #[serde(default)]
        ballot: Option<PrioritiesId>,
        /// What it asks.
        priorities: NewPriorities,
    },
    /// Open a priorities ballot: papers are collected.
    OpenPriorities {
        /// Which.
        ballot: PrioritiesId,
    },
    /// A teller enters a delegation's paper.
    EnterPrioritiesPaper {
        /// Whose.
        paper: PrioritiesPaperId,
        /// Whether it chooses.
        mark: PaperMark,
        /// What it chooses; nothing where it is blank or spoiled.
        #[serde(default)]
        options: Vec<PrioritiesOptionId>,
    },
    /// A teller puts the entry of a paper aside: it was typed wrong.
    SetPrioritiesPaperAside {
        /// Whose.
        paper: PrioritiesPaperId,
        /// Why.
        reason: String,
    },
    /// Close a priorities ballot: nothing more is collected.
    ClosePriorities {
        /// Which.
        ballot: PrioritiesId,
    },
    /// Add the papers up.
    CountPriorities {
        /// Of which ballot.
        ballot: PrioritiesId,
    },
    /// Say who came through a tie at the line, and by what.
    SettlePrioritiesTie {
        /// Of which ballot.
        ballot: PrioritiesId,
        /// On whose list; none where there is one list.
        #[serde(default)]
        section: Option<SectionId>,
        /// Who came through.
        options: Vec<PrioritiesOptionId>,
        /// By lot, or by a vote.
        how: TieSettledBy,
        /// Who drew, and before whom; or how the vote went.
        words: String,
    },
    /// The chair declares the result of a priorities ballot.
    DeclarePriorities {
        /// Of which.
        ballot: PrioritiesId,
    },
    /// Something was wrong: the ballot is entered and counted again, and what was declared does not stand.
    RecountPriorities {
        /// Which.
        ballot: PrioritiesId,
        /// What was wrong.
        reason: String,
    },
    /// Give a priorities ballot up before it is declared.
    AbandonPriorities {
        /// Which.
        ballot: PrioritiesId,
        /// Why.
        reason: String,
    },
    /// The order of business follows the priorities: what was chosen comes first.
    OrderByPriorities {
        /// Of which ballot.
        ballot: PrioritiesId,
        /// Before which item; none for before all business that waits.
        #[serde(default)]
        before: Option<ItemId>,
    },
    /// Let another computer act here, in one office. Its key is its own; of it only the digest is kept.
    AdmitStation {
        /// Who it is.
        station: NewStation,
    },
    /// Let a station act no longer; what it did stands.
    RevokeStation {
        /// Which.
        station: StationId,
    },
}

impl Command {
    /// Facts, decision, effect; the sentence is for the record.
    ///
    /// # Errors
    /// A refusal where a rule says no; a fault where the file or the program fails. Either leaves nothing behind.
    #[expect(clippy::too_many_lines, reason = "one arm an act")]
    pub fn carry_out(&self, act: &Act<'_>) -> Done {
        match self {
            Self::SetUp { conference } => set_up::set_up(act, conference),
            Self::ImportRegister { rows } => delegations::import(act, rows),
            Self::WeighSection { section, weight } => delegations::weigh_section(act, *section, *weight),
            Self::AddDelegate { badge, name, delegation, standing, first_time } => {
                let (badge, name, delegation) = (badge.clone(), name.clone(), *delegation);
                let (standing, first_time) = (*standing, *first_time);
                delegates::add(act, &DelegateData { badge, name, delegation, standing, first_time })
            }
            Self::ImportDelegates { rows } => delegates::import(act, rows),
            Self::TakeInMeeting { meeting } => plans::kept(act, || meeting::take_in(act, meeting)),
            Self::CorrectDelegate { delegate, data, reason } => {
                delegates::correct(act, *delegate, data, reason)
            }
            Self::Substitute { delegate, badge, name, reason } => {
                substitutions::substitute(act, *delegate, badge, name, reason)
            }
            Self::EndSubstitution { substitution, reason } => substitutions::end(act, *substitution, reason),
            Self::PutInGroup { delegate, group } => delegates::put_in_group(act, *delegate, group),
            Self::CheckIn { badge, delegation } => delegates::check_in(act, badge, *delegation),
            Self::CheckOut { badge } => delegates::check_out(act, badge),
            Self::CorrectDelegation { delegation, data, reason } => {
                delegations::correct(act, *delegation, data, reason)
            }
            Self::GiveEntitlement { delegations } => delegations::give_entitlement(act, delegations),
            Self::ChangeFranchise { standings, vote, reason } => {
                franchise::change(act, standings, *vote, reason)
            }
            Self::ChangeStandingOrders { profile, keys, vote, reason } => {
                standing_orders::change(act, profile.as_deref(), keys, *vote, reason)
            }
            Self::ReportCredentials => credentials::report(act),
            Self::AdoptCredentials { report } => credentials::adopt(act, *report),
            Self::MarkPresent { delegate, present } => delegates::mark_present(act, *delegate, *present),
            Self::MakeBooks { book } => cards::make(act, *book),
            Self::IssueCards => cards::issue(act),
            Self::GiveOutBook { number, to } => cards::give_out(act, *number, to),
            Self::TakeBookBack { number } => cards::take_back(act, *number),
            Self::LoseBook { number, reason } => cards::lose(act, *number, reason),
            Self::CancelBook { number, reason } => cards::cancel(act, *number, reason),
            Self::ReplaceCard { card, reason } => cards::replace(act, *card, reason),
            Self::ImportProgramme { rows } => plans::kept(act, || programme::import(act, rows)),
            Self::AddItem { title, number, kind, minutes, after } => {
                plans::kept(act, || programme::add_item(act, title, number, *kind, *minutes, *after))
            }
            Self::SettleItem { item, number, kind, fixed, title } => plans::kept(act, || {
                programme::settle_item(act, *item, number, *kind, *fixed, title.as_deref())
            }),
            Self::MoveItem { item, place } => plans::kept(act, || programme::move_item(act, *item, *place)),
            Self::RemoveItem { item } => plans::kept(act, || programme::remove_item(act, *item)),
            Self::SetPrivate { item, private } => {
                plans::kept(act, || programme::set_private(act, *item, *private))
            }
            Self::GroupMotions { item, motions } => {
                plans::kept(act, || programme::group(act, *item, motions))
            }
            Self::UngroupMotions { item } => plans::kept(act, || programme::ungroup(act, *item)),
            Self::AdoptPlan { plan, reason } => plans::adopt(act, plan, reason),
            Self::SetGuillotine { session, item, at, fate, reason } => {
                guillotines::set(act, *session, *item, at, *fate, reason)
            }
            Self::ChangeGuillotine { guillotine, at, fate, reason } => {
                guillotines::change(act, *guillotine, at, *fate, reason)
            }
            Self::TakeGuillotineAway { guillotine, reason } => {
                guillotines::take_away(act, *guillotine, reason)
            }
            Self::ApplyGuillotine { guillotine } => plans::kept(act, || guillotines::apply(act, *guillotine)),
            Self::LoseItems { items, fate, reason } => {
                plans::kept(act, || programme::lose_items(act, items, *fate, reason))
            }
            Self::PutLostBack { item, after } => {
                plans::kept(act, || programme::put_lost_back(act, *item, *after))
            }
            Self::AddMotion { motion } => plans::kept(act, || motions::add(act, motion)),
            Self::SubmitMotion { motion } => motions::submit(act, motion),
            Self::ImportMotions { rows } => motions::import(act, rows),
            Self::RuleIn { motions, reason } => motions::rule_in(act, motions, reason),
            Self::RuleOut { motion, reason } => motions::rule_out(act, *motion, reason),
            Self::PrintMotions { motions } => motions::print(act, motions),
            Self::PutOnAgenda { motions, item } => {
                plans::kept(act, || motions::put_on_agenda(act, motions, *item))
            }
            Self::PutOnByVote { motion, reason } => {
                plans::kept(act, || motions::put_on_by_vote(act, *motion, reason))
            }
            Self::WithdrawMotion { motion, reason } => motions::withdraw(act, *motion, reason),
            Self::DisposeOf { motion, fate, reason } => motions::dispose(act, *motion, *fate, reason),
            Self::AcceptAmendment { question } => motions::accept(act, *question),
            Self::PlaceAmendment { motion, place } => motions::place(act, *motion, *place),
            Self::SortMotions { motions, section, category } => {
                motions::sort(act, motions, section, category)
            }
            Self::Advise { motion, adviser, position, sentence } => {
                motions::advise(act, *motion, *adviser, *position, sentence)
            }
            Self::SetDeadline { kind, at } => motions::set_deadline(act, *kind, at.as_deref()),
            Self::EnterConsequence { cause, part, on, target, paragraphs, reason } => {
                consequences::enter(act, (*cause, *part), *on, *target, *paragraphs, reason)
            }
            Self::TakeConsequenceAway { consequence, reason } => {
                consequences::take_away(act, *consequence, reason)
            }
            Self::ConfirmConsequences { consequences } => consequences::confirm(act, consequences),
            Self::SetConsequenceAside { consequence, reason } => {
                consequences::set_aside(act, *consequence, reason)
            }
            Self::PutBack { consequence, reason } => consequences::put_back(act, *consequence, reason),
            Self::Open => set_up::open(act),
            Self::Close => set_up::close(act),
            Self::TakeItem { item } => plans::kept(act, || programme::take_item(act, *item)),
            Self::ParkItem { item } => programme::park_item(act, *item),
            Self::CloseItem { item } => programme::close_item(act, *item),
            Self::ReopenItem { item } => plans::kept(act, || programme::reopen_item(act, *item)),
            Self::CallMotion { motion } => questions::call(act, *motion),
            Self::MoveProcedure { kind, upon, who, seconder, given } => {
                procedures::move_procedure(act, *kind, *upon, who, seconder.as_ref(), given)
            }
            Self::SecondProcedure { question, who } => procedures::second(act, *question, who),
            Self::RefuseProcedure { kind, who, why } => procedures::refuse_procedure(act, *kind, who, why),
            Self::CountQuorum { question, present } => procedures::count_quorum(act, *question, *present),
            Self::AskToRemit { question, asked_by, agreed } => {
                procedures::ask_to_remit(act, *question, asked_by, *agreed)
            }
            Self::LeaveChair { to, reason } => procedures::leave_chair(act, to, reason),
            Self::ReturnToChair => procedures::return_to_chair(act),
            Self::Adjourn { until, reason } => procedures::adjourn(act, until.as_deref(), reason),
            Self::Resume => procedures::resume(act),
            Self::SecondFormally { question } => questions::second_formally(act, *question),
            Self::WithdrawQuestion { question, reason } => questions::withdraw(act, *question, reason),
            Self::AskToSpeak { question, who, side, role } => {
                speakers::ask(act, *question, who, *side, *role)
            }
            Self::ChangeSide { request, side } => speakers::change_side(act, *request, *side),
            Self::MoveRequest { request, place } => speakers::move_request(act, *request, *place),
            Self::WithdrawRequest { request } => speakers::withdraw(act, *request),
            Self::CallSpeaker { request } => speeches::call(act, *request),
            Self::TakeBackSpeaker { request } => speeches::take_back(act, *request),
            Self::StartClock { request } => speeches::start(act, *request),
            Self::StopClock { request } => speeches::stop(act, *request),
            Self::ExtendSpeech { request, seconds } => speeches::extend(act, *request, *seconds),
            Self::EndSpeech { request } => speeches::end(act, *request),
            Self::Interrupt { question, kind, body, stated } => {
                rulings::interrupt(act, *question, *kind, body, stated)
            }
            Self::NameSpeaker { request, delegate } => speakers::name_speaker(act, *request, *delegate),
            Self::LimitDebate { question, minutes } => debate_limits::limit(act, *question, *minutes),
            Self::NoteAway => away::note(act),
            Self::SettleAway { away, how } => away::settle(act, *away, *how),
            Self::Rule { interruption, ruling, words } => rulings::rule(act, *interruption, *ruling, words),
            Self::Attach { motion, name, sha256 } => attachments::attach(act, *motion, name, sha256),
            Self::Detach { attachment, reason } => attachments::detach(act, *attachment, reason),
            Self::SettleAmendment { amendment, edits, reason } => {
                motions::settle(act, *amendment, edits, reason)
            }
            Self::CorrectPaper { motion, to, reason } => motions::correct(act, *motion, to, reason),
            Self::Compose { composite } => composites::compose(act, composite),
            Self::Recompose { composite, title, paragraphs, mover, seconder, more } => {
                composites::recompose(act, *composite, (title, paragraphs), (mover, seconder), more)
            }
            Self::AgreeComposite { composite, mover, seconder, item } => {
                plans::kept(act, || composites::agree(act, *composite, mover, seconder, *item))
            }
            Self::DissolveComposite { composite, reason } => {
                plans::kept(act, || composites::dissolve(act, *composite, reason))
            }
            Self::Divide { motion, parts, asked_by } => parts::divide(act, *motion, parts, asked_by),
            Self::CallPart { part } => parts::call(act, *part),
            Self::JoinPart { part, reason } => parts::join(act, *part, reason),
            Self::NothingRemains { question } => parts::declare_nothing_remains(act, *question),
            Self::PutQuestion { question, method, card_no } => votes::put(act, *question, *method, *card_no),
            Self::NotClear { vote } => votes::not_clear(act, *vote),
            Self::CountHands { vote, r#for, against, abstain, present } => {
                votes::count_hands(act, *vote, *r#for, *against, *abstain, *present)
            }
            Self::CountPresent { vote, present } => votes::present::count(act, *vote, *present),
            Self::OpenVote { vote } => votes::open(act, *vote),
            Self::CloseVote { vote } => votes::close(act, *vote),
            Self::AbandonVote { vote, reason } => votes::abandon(act, *vote, reason),
            Self::EnterSlip { vote, card, choice } => tellers::enter(act, *vote, *card, (*choice).into()),
            Self::EnterScanned { vote, code, entry } => tellers::enter_scanned(act, *vote, code, *entry),
            Self::EnterSplit { vote, card, split, entry: None } => {
                tellers::enter_split(act, *vote, *card, (*split).into())
            }
            Self::EnterSplit { card, split, entry: Some(entry), .. } => {
                batches::enter(act, *entry, *card, (*split).into())
            }
            Self::CountTwice { vote, twice } => votes::count_twice(act, *vote, *twice),
            Self::OpenBatch { vote, name, slips } => batches::open(act, *vote, name, *slips),
            Self::ClaimBatch { batch, teller } => batches::claim(act, *batch, teller),
            Self::EnterInBatch { entry, card, choice } => {
                batches::enter(act, *entry, *card, (*choice).into())
            }
            Self::SayNotHere { entry, card } => batches::enter(act, *entry, *card, Says::NotHere),
            Self::FinishEntry { entry, recounted } => batches::finish(act, *entry, recounted.as_deref()),
            Self::GiveUpEntry { entry, reason } => batches::give_up(act, *entry, reason),
            Self::SettleDifference { batch, card, says, reason } => {
                batches::settle_difference(act, *batch, *card, *says, reason)
            }
            Self::DiscardBatch { batch, reason } => batches::discard(act, *batch, reason),
            Self::AcknowledgeTurnout { vote, words } => votes::acknowledge(act, *vote, words),
            Self::Recount { vote, reason } => votes::recount(act, *vote, reason),
            Self::SetSlipAside { slip, reason } => tellers::set_aside(act, *slip, reason),
            Self::SettleQuery { slip, how, reason } => tellers::settle(act, *slip, *how, reason),
            Self::MarkNotReturned { vote, cards } => tellers::mark_not_returned(act, *vote, *cards),
            Self::Demand { question, wanted, by, support } => {
                votes::demands::make(act, *question, *wanted, by, support)
            }
            Self::GrantDemand { demand, words } => votes::demands::grant(act, *demand, words),
            Self::RefuseDemand { demand, words } => votes::demands::refuse(act, *demand, words),
            Self::OfferOptions { item, title, way, options } => {
                choosing::offer(act, *item, title, *way, options)
            }
            Self::CountOptions { choosing, counts, reason } => {
                choosing::count(act, *choosing, counts, reason.as_deref())
            }
            Self::DeclareOptions { choosing, tie } => choosing::declare(act, *choosing, tie.as_ref()),
            Self::AbandonOptions { choosing, reason } => choosing::abandon(act, *choosing, reason),
            Self::CorrectOptions { choosing, right, reason } => {
                choosing::correct(act, *choosing, right, reason)
            }
            Self::CloseDoors => votes::doors::close(act),
            Self::OpenDoors => votes::doors::open(act),
            Self::DivideHall { blocks } => votes::blocks::divide(act, blocks),
            Self::EnterBlock { block, r#for, against, abstain, reason } => {
                let figures = BlockFigures { for_: *r#for, against: *against, abstain: *abstain };
                votes::blocks::enter(act, *block, &figures, reason.as_deref())
            }
            Self::MarkBlockEmpty { block } => votes::blocks::mark_empty(act, *block),
            Self::RecountBlocks { vote, block, reason } => votes::blocks::recount(act, *vote, *block, reason),
            Self::AnswerRollCall { name, answer, reason } => {
                votes::roll_call::answer(act, *name, *answer, reason.as_deref())
            }
            Self::AccountForRest { vote, names } => votes::roll_call::account_for_rest(act, *vote, *names),
            Self::IssuePapers { vote, papers, reason } => {
                votes::secret::issue(act, *vote, *papers, reason.as_deref())
            }
            Self::MarkVoted { vote, voters, voted } => votes::secret::mark_voted(act, *vote, voters, *voted),
            Self::EnterBallots { vote, batch } => votes::secret::enter(act, *vote, batch),
            Self::SetBallotsAside { batch, reason } => votes::secret::set_aside(act, *batch, reason),
            Self::MarkPapersNotReturned { vote, papers } => {
                votes::secret::mark_not_returned(act, *vote, *papers)
            }
            Self::VoteAgain { vote } => votes::again(act, *vote),
            Self::FinishCount { vote } => votes::finish(act, *vote),
            Self::Declare { vote, carried, casting } => votes::declare(act, *vote, *carried, *casting),
            Self::DeclareNemCon { vote } => votes::declare_nem_con(act, *vote),
            Self::Correct { vote, sections, carried, casting, reason } => {
                votes::correct(act, *vote, sections, *carried, *casting, reason)
            }
            Self::ShowInHall { face, vote, message } => hall::show(act, *face, *vote, message.as_deref()),
            Self::Black { on } => hall::black(act, *on),
            Self::Note { text } => notes::add(act, text),
            Self::HandInEmergency { motion, event, on } => {
                emergencies::hand_in(act, motion, event, on.as_deref())
            }
            Self::PlaceEmergency { motion, after, minutes } => {
                plans::kept(act, || emergencies::place(act, *motion, *after, *minutes))
            }
            Self::MakeChallenge { of, ground, to, by, reason, item } => {
                plans::kept(act, || challenges::make(act, (*of, *ground, *to), by, reason, *item))
            }
            Self::CarryOutChallenge { challenge } => {
                plans::kept(act, || challenges::carry_out(act, *challenge))
            }
            Self::StartReport { title, day } => reports::start(act, title, *day),
            Self::AddReportPart { report, kind, heading, text } => {
                reports::add_part(act, *report, *kind, heading, text)
            }
            Self::WriteReportPart { part, heading, text } => reports::write_part(act, *part, heading, text),
            Self::MoveReportPart { part, place } => reports::move_part(act, *part, *place),
            Self::RemoveReportPart { part } => reports::remove_part(act, *part),
            Self::PublishReport { report, item, mover } => {
                plans::kept(act, || reports::publish(act, *report, *item, mover))
            }
            Self::MoveReferenceBack { part, by, reason } => {
                plans::kept(act, || challenges::refer_back(act, *part, by, reason))
            }
            Self::ReferPartBack { part, by, reason } => reports::refer_back(act, *part, *by, reason),
            Self::RestorePart { part, reason } => reports::restore(act, *part, reason),
            Self::PreparePriorities { ballot, priorities } => priorities::prepare(act, *ballot, priorities),
            Self::OpenPriorities { ballot } => priorities::open(act, *ballot),
            Self::EnterPrioritiesPaper { paper, mark, options } => {
                priorities::enter(act, *paper, *mark, options)
            }
            Self::SetPrioritiesPaperAside { paper, reason } => priorities::set_aside(act, *paper, reason),
            Self::ClosePriorities { ballot } => priorities::close(act, *ballot),
            Self::CountPriorities { ballot } => priorities::count(act, *ballot),
            Self::SettlePrioritiesTie { ballot, section, options, how, words } => {
                priorities::settle(act, *ballot, *section, options, *how, words)
            }
            Self::DeclarePriorities { ballot } => priorities::declare(act, *ballot),
            Self::RecountPriorities { ballot, reason } => priorities::recount(act, *ballot, reason),
            Self::AbandonPriorities { ballot, reason } => priorities::abandon(act, *ballot, reason),
            Self::OrderByPriorities { ballot, before } => {
                plans::kept(act, || priorities::order(act, *ballot, *before))
            }
            Self::AdmitStation { station } => stations::admit(act, station),
            Self::RevokeStation { station } => stations::revoke(act, *station),
        }
    }

    /// The same, by the act's name.
    #[must_use]
    pub fn is_heard_act(act: &str) -> bool {
        matches!(
            act,
            "set_up"
                | "rule"
                | "declare"
                | "declare_nem_con"
                | "declare_options"
                | "correct_options"
                | "correct"
                | "recount"
                | "close"
                | "confirm_consequences"
                | "put_back"
                | "nothing_remains"
                | "refer_part_back"
                | "restore_part"
                | "declare_priorities"
                | "recount_priorities"
        )
    }

    /// Conference has heard it: it is never undone, only corrected by a new act (architecture, invariant 2).
    #[must_use]
    pub fn is_heard(&self) -> bool {
        Self::is_heard_act(self.name())
    }

    /// The name of every act there is.
    #[must_use]
    pub fn names() -> &'static [&'static str] {
        <Self as strum::VariantNames>::VARIANTS
    }

    /// The act's name, as in its JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// Whether the act may still be taken back, or taken back and done again.
    ///
    /// # Errors
    /// A refusal where taking it back would falsify a count that is already provisional or declared.
    pub fn may_take_back(&self, db: &Db) -> Result<(), Halt> {
        // Every other act is guarded by the rows that it touched.
        votes::may_take_back(db, self)?;
        if let Self::EnterSlip { vote, .. }
        | Self::EnterScanned { vote, .. }
        | Self::EnterSplit { vote, .. }
        | Self::OpenBatch { vote, .. }
        | Self::MarkNotReturned { vote, .. }
        | Self::CountHands { vote, .. } = self
        {
            votes::still_counting(db, *vote)?;
        }
        if let Self::SetSlipAside { slip, .. } | Self::SettleQuery { slip, .. } = self {
            let (vote, entry) = tellers::whose(db, *slip)?;
            votes::still_counting(db, vote)?;
            // What was typed wrong and corrected in an entry stands as it was compared.
            if let (Some(entry), Self::SetSlipAside { .. }) = (entry, self) {
                batches::still_correctable(db, entry)?;
            }
        }
        if let Self::EnterInBatch { entry, .. }
        | Self::SayNotHere { entry, .. }
        | Self::EnterScanned { entry: Some(entry), .. }
        | Self::EnterSplit { entry: Some(entry), .. } = self
        {
            batches::still_in_progress(db, *entry)?;
        }
        if let Self::FinishEntry { entry, .. } | Self::GiveUpEntry { entry, .. } = self {
            votes::still_counting(db, batches::vote_of_entry(db, *entry)?)?;
        }
        if let Self::ClaimBatch { batch, .. }
        | Self::DiscardBatch { batch, .. }
        | Self::SettleDifference { batch, .. } = self
        {
            votes::still_counting(db, batches::vote_of(db, *batch)?)?;
        }
        if let Self::CountTwice { vote, .. } = self {
            votes::nothing_typed(db, *vote)?;
        }
        if let Self::CountPresent { vote, present } = self {
            votes::present::nothing_rests_on(db, *vote, *present)?;
        }
        if let Self::AcknowledgeTurnout { vote, .. } = self {
            votes::still_provisional(db, *vote)?;
        }
        if let Self::AdmitStation { .. } | Self::RevokeStation { .. } = self {
            return Err(stations::never_by_undo().into());
        }
        if let Self::EnterPrioritiesPaper { paper, .. } | Self::SetPrioritiesPaperAside { paper, .. } = self {
            priorities::still_entering(db, priorities::ballot_of(db, *paper)?)?;
        }
        Ok(())
    }
}
