//! What each office may do and see at a station: the whole of it, in two tables.
//!
//! Invariant: every act and every view is decided here by name, and what is not named for an office is refused; a new act
//! or view does not compile until somebody has decided. The chair's own screens do not come this way.

use rules::refusal::Refusal;

use crate::command::Command;
use crate::stations::Seat;
use crate::transact::Role;
use crate::view::View;

/// Offices that an act or a view is for.
type For = &'static [Role];

/// The chair's alone: no station.
const CHAIR: For = &[];
const COMMITTEE: For = &[Role::Committee];
const DOOR: For = &[Role::Door];
const TELLERS: For = &[Role::Teller, Role::HeadTeller];
const HEAD_TELLER: For = &[Role::HeadTeller];
/// A priorities ballot is counted by whoever has hands free.
const BALLOT: For = &[Role::HeadTeller, Role::Committee];
const WRITERS_AND_DOOR: For = &[Role::Committee, Role::Door];
const COUNTERS: For = &[Role::Teller, Role::HeadTeller];
const EVERYBODY: For = &[Role::Committee, Role::HeadTeller, Role::Teller, Role::Door, Role::Hall];

/// Whether a station of this office may do this act.
///
/// # Errors
/// A refusal that says whose it is.
pub fn may_send(role: Role, command: &Command) -> Result<(), Refusal> {
    let whose = may_do(command);
    if whose.contains(&role) {
        return Ok(());
    }
    if role == Role::Hall {
        return Err(Refusal::new("hall.silent", "The hall’s screen shows; it does nothing."));
    }
    Err(Refusal::new(
        "station.not_its_office",
        format!("That is not done at this station: it is for {}.", named(whose)),
    )
    .allowed_by(asked_there(whose)))
}

/// Whether a station may look at this view.
///
/// # Errors
/// A refusal that says whose it is.
pub fn may_see(seat: &Seat, view: &View) -> Result<(), Refusal> {
    let whose = may_look(view);
    if !whose.contains(&seat.role) {
        return Err(Refusal::new(
            "station.not_its_view",
            format!("That is not shown at this station: it is for {}.", named(whose)),
        )
        .allowed_by(asked_there(whose)));
    }
    // What another station typed is never sent: a second entry that has seen the first is not a second entry.
    let own = match view {
        View::Vote { station, .. } | View::Count { station, .. } => {
            station.as_deref() == Some(seat.name.as_str())
        }
        View::Start
        | View::Desk
        | View::Hall
        | View::HallPreview { .. }
        | View::Visitors
        | View::Programme
        | View::OrderPaper
        | View::Draft { .. }
        | View::Plans { .. }
        | View::Papers
        | View::Paper { .. }
        | View::Register
        | View::Delegation { .. }
        | View::Door { .. }
        | View::Credentials
        | View::Closing
        | View::Franchise
        | View::People
        | View::Votes
        | View::Roll { .. }
        | View::Record { .. }
        | View::StandingOrders
        | View::Stations
        | View::Composite { .. }
        | View::Cards
        | View::NotSeen { .. }
        | View::LineItems { .. }
        | View::Published { .. }
        | View::Rulings
        | View::Fairness
        | View::Emergencies
        | View::Reports
        | View::Priorities { .. } => true,
    };
    if own {
        return Ok(());
    }
    Err(Refusal::new("station.others_entries", "What another station typed is not shown at this one."))
}

fn asked_there(whose: For) -> &'static str {
    if whose.is_empty() { "Ask the chair." } else { "Ask there; or ask the chair for a code of that office." }
}

fn named(whose: For) -> String {
    let names: Vec<&str> = whose
        .iter()
        .map(|role| match role {
            Role::Committee => "the committee",
            Role::HeadTeller => "the head teller",
            Role::Teller => "the tellers",
            Role::Door => "the door",
            Role::Hall => "the hall’s screen",
            Role::Chair | Role::Desk | Role::Script => "the chair",
        })
        .collect();
    if names.is_empty() { "the chair alone".to_owned() } else { format!("the chair, {}", names.join(", ")) }
}

#[expect(clippy::too_many_lines, reason = "every act by name")]
fn may_do(command: &Command) -> For {
    match command {
        // Counting.
        Command::EnterSlip { .. }
        | Command::EnterScanned { .. }
        | Command::EnterSplit { .. }
        | Command::OpenBatch { .. }
        | Command::ClaimBatch { .. }
        | Command::EnterInBatch { .. }
        | Command::SayNotHere { .. }
        | Command::FinishEntry { .. }
        | Command::GiveUpEntry { .. }
        | Command::EnterBlock { .. }
        | Command::MarkBlockEmpty { .. }
        // Of a teller's own typing alone: `tellers::set_aside`.
        | Command::SetSlipAside { .. } => TELLERS,
        Command::CountTwice { .. }
        | Command::SettleDifference { .. }
        | Command::DiscardBatch { .. }
        | Command::AcknowledgeTurnout { .. }
        | Command::RecountBlocks { .. }
        | Command::AnswerRollCall { .. }
        | Command::AccountForRest { .. }
        | Command::IssuePapers { .. }
        | Command::MarkVoted { .. }
        | Command::EnterBallots { .. }
        | Command::SetBallotsAside { .. }
        | Command::MarkPapersNotReturned { .. }
        | Command::CountOptions { .. }
        | Command::SettleQuery { .. }
        | Command::MarkNotReturned { .. }
        | Command::FinishCount { .. }
        | Command::CountHands { .. }
        | Command::CountPresent { .. } => HEAD_TELLER,
        Command::EnterPrioritiesPaper { .. } | Command::SetPrioritiesPaperAside { .. } => BALLOT,
        // Who is here, and in whose place.
        Command::CheckIn { .. }
        | Command::CheckOut { .. }
        | Command::MarkPresent { .. }
        | Command::Substitute { .. }
        | Command::EndSubstitution { .. }
        | Command::GiveOutBook { .. }
        | Command::TakeBookBack { .. }
        | Command::LoseBook { .. } => DOOR,
        // Papers and reports.
        Command::AddMotion { .. }
        | Command::SubmitMotion { .. }
        | Command::ImportMotions { .. }
        | Command::RuleIn { .. }
        | Command::RuleOut { .. }
        | Command::PrintMotions { .. }
        | Command::PutOnAgenda { .. }
        | Command::WithdrawMotion { .. }
        | Command::PlaceAmendment { .. }
        | Command::SortMotions { .. }
        | Command::SettleAmendment { .. }
        | Command::CorrectPaper { .. }
        | Command::Attach { .. }
        | Command::Detach { .. }
        | Command::Advise { .. }
        | Command::SetDeadline { .. }
        | Command::EnterConsequence { .. }
        | Command::TakeConsequenceAway { .. }
        | Command::Compose { .. }
        | Command::Recompose { .. }
        | Command::AgreeComposite { .. }
        | Command::DissolveComposite { .. }
        | Command::HandInEmergency { .. }
        | Command::PlaceEmergency { .. }
        | Command::MakeChallenge { .. }
        | Command::MoveReferenceBack { .. }
        | Command::StartReport { .. }
        | Command::AddReportPart { .. }
        | Command::WriteReportPart { .. }
        | Command::MoveReportPart { .. }
        | Command::RemoveReportPart { .. }
        | Command::PublishReport { .. }
        | Command::PreparePriorities { .. } => COMMITTEE,
        Command::Note { .. } => WRITERS_AND_DOOR,
        // The meeting itself, what conference decides, and what everything else rests on.
        Command::SetUp { .. }
        | Command::ImportRegister { .. }
        | Command::WeighSection { .. }
        | Command::AddDelegate { .. }
        | Command::ImportDelegates { .. }
        | Command::TakeInMeeting { .. }
        | Command::CorrectDelegate { .. }
        | Command::CorrectDelegation { .. }
        | Command::GiveEntitlement { .. }
        | Command::ChangeFranchise { .. }
        | Command::ReportCredentials
        | Command::AdoptCredentials { .. }
        | Command::IssueCards
        | Command::ReplaceCard { .. }
        | Command::ImportProgramme { .. }
        | Command::AddItem { .. }
        | Command::SettleItem { .. }
        | Command::MoveItem { .. }
        | Command::RemoveItem { .. }
        | Command::SetPrivate { .. }
        | Command::GroupMotions { .. }
        | Command::UngroupMotions { .. }
        | Command::AdoptPlan { .. }
        | Command::SetGuillotine { .. }
        | Command::ChangeGuillotine { .. }
        | Command::TakeGuillotineAway { .. }
        | Command::ApplyGuillotine { .. }
        | Command::LoseItems { .. }
        | Command::PutLostBack { .. }
        | Command::PutOnByVote { .. }
        | Command::DisposeOf { .. }
        | Command::AcceptAmendment { .. }
        | Command::Open
        | Command::Close
        | Command::TakeItem { .. }
        | Command::ParkItem { .. }
        | Command::CloseItem { .. }
        | Command::ReopenItem { .. }
        | Command::CallMotion { .. }
        | Command::SecondFormally { .. }
        | Command::SecondProcedure { .. }
        | Command::WithdrawQuestion { .. }
        | Command::AskToSpeak { .. }
        | Command::ChangeSide { .. }
        | Command::MoveRequest { .. }
        | Command::WithdrawRequest { .. }
        | Command::CallSpeaker { .. }
        | Command::TakeBackSpeaker { .. }
        | Command::NameSpeaker { .. }
        | Command::StartClock { .. }
        | Command::StopClock { .. }
        | Command::ExtendSpeech { .. }
        | Command::EndSpeech { .. }
        | Command::Interrupt { .. }
        | Command::Rule { .. }
        | Command::Divide { .. }
        | Command::CallPart { .. }
        | Command::JoinPart { .. }
        | Command::NothingRemains { .. }
        | Command::PutQuestion { .. }
        | Command::NotClear { .. }
        | Command::OpenVote { .. }
        | Command::CloseVote { .. }
        | Command::AbandonVote { .. }
        | Command::Declare { .. }
        | Command::Correct { .. }
        | Command::ShowInHall { .. }
        | Command::Black { .. }
        | Command::ConfirmConsequences { .. }
        | Command::SetConsequenceAside { .. }
        | Command::PutBack { .. }
        | Command::CarryOutChallenge { .. }
        | Command::ReferPartBack { .. }
        | Command::RestorePart { .. }
        | Command::OpenPriorities { .. }
        | Command::ClosePriorities { .. }
        | Command::CountPriorities { .. }
        | Command::SettlePrioritiesTie { .. }
        | Command::DeclarePriorities { .. }
        | Command::RecountPriorities { .. }
        | Command::AbandonPriorities { .. }
        | Command::OrderByPriorities { .. }
        | Command::PutInGroup { .. }
        | Command::ChangeStandingOrders { .. }
        | Command::CancelBook { .. }
        | Command::MoveProcedure { .. }
        | Command::RefuseProcedure { .. }
        | Command::CountQuorum { .. }
        | Command::AskToRemit { .. }
        | Command::LeaveChair { .. }
        | Command::ReturnToChair
        | Command::LimitDebate { .. }
        | Command::SettleAway { .. }
        | Command::Recount { .. }
        | Command::Demand { .. }
        | Command::GrantDemand { .. }
        | Command::RefuseDemand { .. }
        | Command::OfferOptions { .. }
        | Command::DeclareOptions { .. }
        | Command::AbandonOptions { .. }
        | Command::CorrectOptions { .. }
        | Command::DivideHall { .. }
        | Command::VoteAgain { .. }
        | Command::DeclareNemCon { .. }
        | Command::MakeBooks { .. }
        | Command::Adjourn { .. }
        | Command::Resume
        | Command::NoteAway
        | Command::CloseDoors
        | Command::OpenDoors
        | Command::AdmitStation { .. }
        | Command::RevokeStation { .. } => CHAIR,
    }
}

fn may_look(view: &View) -> For {
    match view {
        // What is shown to the whole hall.
        View::Hall | View::Visitors => EVERYBODY,
        View::Votes | View::Vote { .. } | View::Roll { .. } | View::Count { .. } | View::Published { .. } => {
            COUNTERS
        }
        // How each card was cast, and which cards others have not typed, is nobody's at a teller's place.
        View::LineItems { .. } | View::NotSeen { .. } => HEAD_TELLER,
        View::Door { .. } | View::Cards | View::Credentials | View::Register | View::Delegation { .. } => {
            DOOR
        }
        View::Papers
        | View::Paper { .. }
        | View::Composite { .. }
        | View::Programme
        | View::OrderPaper
        | View::Draft { .. }
        | View::Plans { .. }
        | View::StandingOrders
        | View::Rulings
        | View::Fairness
        | View::Emergencies
        | View::Reports => COMMITTEE,
        View::Priorities { .. } => BALLOT,
        View::People => WRITERS_AND_DOOR,
        // Paths of files, the chair's own desk, and everything that was ever done.
        View::Start
        | View::Desk
        | View::Closing
        | View::HallPreview { .. }
        | View::Franchise
        | View::Record { .. }
        | View::Stations => CHAIR,
    }
}
