//! What comes with an act: the types of its arguments, a file a noun.

mod conference;
mod debate;
mod meeting;
mod papers;
mod plan;
mod priorities;
mod programme;
mod register;
mod votes;

pub use conference::NewConference;
pub use debate::{Face, InterruptionKind, Ruling, Who};
pub use meeting::{AgendaRow, MeetingRows, PaperRow};
pub use papers::{Adviser, Fate, MotionKind, MotionRow, NewComposite, NewMotion, Position};
pub use plan::{DraftItem, DraftSession, PlanDraft};
pub use priorities::{NewPriorities, NewPriority, PaperMark, TieSettledBy};
pub use programme::{ItemKind, Place, ProgrammeRow};
pub use register::{DelegateData, DelegateRow, DelegationData, RegisterRow, Standing};
pub use votes::{
    Casting, Choice, CorrectedSection, HallBlock, Method, NewOption, OptionCount, Settlement, Split, TieBreak,
};
