//! Acts of a count by tellers, a roll call and a secret ballot that mean nothing.

use record::command::{Command, HallBlock};
use record::ids::{BallotBatchId, BallotVoterId, CalledNameId, VoteBlockId, VoteId};
use rules::roll_call::Answer;
use rules::secret_ballot::Batch;

/// One of every act.
pub(super) fn examples() -> Vec<Command> {
    let vote = VoteId(1);
    let reason = || "because".to_owned();
    let block = |name: &str| HallBlock { name: name.to_owned(), tellers: "Ann Lee".to_owned() };
    vec![
        Command::CloseDoors,
        Command::OpenDoors,
        Command::DivideHall { blocks: vec![block("Left"), block("Right")] },
        Command::EnterBlock {
            block: VoteBlockId(1),
            r#for: 3,
            against: 2,
            abstain: Some(1),
            reason: Some(reason()),
        },
        Command::MarkBlockEmpty { block: VoteBlockId(1) },
        Command::RecountBlocks { vote, block: Some(VoteBlockId(1)), reason: reason() },
        Command::AnswerRollCall { name: CalledNameId(1), answer: Answer::For, reason: Some(reason()) },
        Command::MarkRestAbsent { vote, names: 2 },
        Command::IssuePapers { vote, papers: 40, reason: Some(reason()) },
        Command::MarkVoted { vote, voters: vec![BallotVoterId(1), BallotVoterId(2)], voted: true },
        Command::EnterBallots { vote, batch: Batch { for_: 9, against: 4, abstain: 1, spoiled: 1 } },
        Command::SetBallotsAside { batch: BallotBatchId(1), reason: reason() },
        Command::MarkPapersNotReturned { vote, papers: 2 },
        Command::VoteAgain { vote },
        Command::DeclareNemCon { vote },
    ]
}
