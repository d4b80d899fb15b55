//! One of every act upon papers.

use record::command::{Adviser, Command, Fate, MotionKind, PaperCorrected, Place, Position};
use record::ids::{AttachmentId, ItemId, MotionId, QuestionId};
use rules::amendment::Operation;

use crate::sim::opening;

pub(super) fn examples() -> Vec<Command> {
    let (motion, reason) = (MotionId(1), || "because".to_owned());
    vec![
        Command::SubmitMotion { motion: opening::motion("78", Some(ItemId(1)), false) },
        Command::ImportMotions { rows: opening::papers(79) },
        Command::RuleIn { motions: vec![motion], reason: reason() },
        Command::RuleOut { motion, reason: reason() },
        Command::PrintMotions { motions: vec![motion, motion] },
        Command::PutOnAgenda { motions: vec![motion], item: Some(ItemId(1)) },
        Command::PutOnByVote { motion, reason: reason() },
        Command::WithdrawMotion { motion, reason: reason() },
        Command::DisposeOf { motion, fate: Fate::Adjourned, reason: reason() },
        Command::AcceptAmendment { question: QuestionId(1) },
        Command::PlaceAmendment { motion, place: Place::First },
        Command::Attach { motion, name: "a.pdf".to_owned(), sha256: "00".repeat(32) },
        Command::Detach { attachment: AttachmentId(1), reason: reason() },
        Command::SettleAmendment {
            amendment: motion,
            edits: opening::amendment("80", motion, 1, Operation::Replace).edits,
            reason: reason(),
        },
        Command::CorrectPaper {
            motion,
            to: PaperCorrected { title: "Another".to_owned(), ..PaperCorrected::default() },
            reason: reason(),
        },
        Command::SortMotions {
            motions: vec![motion],
            section: "Equality".to_owned(),
            category: "A".to_owned(),
        },
        Command::Advise {
            motion,
            adviser: Adviser::Executive,
            position: Some(Position::Oppose),
            sentence: reason(),
        },
        Command::SetDeadline { kind: MotionKind::Late, at: Some("2017-03-01 12:00".to_owned()) },
    ]
}
