//! What comes with an act: the types of its arguments, a file a noun.

mod conference;
mod debate;
mod meeting;
mod orders;
mod papers;
mod plan;
mod priorities;
mod programme;
mod register;
mod stations;
mod votes;

pub use conference::NewConference;
pub use debate::{AwayClock, Face, InterruptionKind, ProcedureGiven, Ruling, Who};
pub use meeting::{AgendaRow, MeetingRows};
pub use orders::KeyChange;
pub use papers::{Adviser, Fate, MotionKind, MotionRow, NewComposite, NewMotion, PaperCorrected, Position};
pub use plan::{DraftItem, DraftSession, PlanDraft};
pub use priorities::{NewPriorities, NewPriority, PaperMark, TieSettledBy};
pub use programme::{ItemKind, Place, ProgrammeRow};
pub use register::{DelegateData, DelegateRow, DelegationData, RegisterRow, Standing};
pub use stations::{NewStation, Way};
pub use votes::{
    Casting, Choice, CorrectedSection, HallBlock, Method, NewOption, OptionCount, Settlement, Split, TieBreak,
};
