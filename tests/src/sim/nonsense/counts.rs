//! Acts of a count by tellers, a roll call and a secret ballot that mean nothing.

use record::command::{Command, HallBlock, NewOption, OptionCount, TieBreak};
use record::ids::{
    BallotBatchId, BallotVoterId, CalledNameId, ChoosingId, ChoosingOptionId, DemandId, ItemId, QuestionId,
    VoteBlockId, VoteId,
};
use rules::demand::{Support, Wanted};
use rules::options::Way;
use rules::roll_call::Answer;
use rules::secret_ballot::Batch;

/// One of every act.
pub(super) fn examples() -> Vec<Command> {
    let vote = VoteId(1);
    let reason = || "because".to_owned();
    let option = |words: &str| NewOption { words: words.to_owned(), motion: None };
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
        Command::AccountForRest { vote, names: 2 },
        Command::IssuePapers { vote, papers: 40, reason: Some(reason()) },
        Command::MarkVoted { vote, voters: vec![BallotVoterId(1), BallotVoterId(2)], voted: true },
        Command::EnterBallots { vote, batch: Batch { for_: 9, against: 4, abstain: 1, spoiled: 1 } },
        Command::SetBallotsAside { batch: BallotBatchId(1), reason: reason() },
        Command::MarkPapersNotReturned { vote, papers: 2 },
        Command::VoteAgain { vote },
        Command::DeclareNemCon { vote },
        Command::Demand {
            question: QuestionId(1),
            wanted: Wanted::Card,
            by: "Hull".to_owned(),
            support: Support { delegates: Some(3), delegations: None, mover: true },
        },
        Command::GrantDemand { demand: DemandId(1), words: "so be it".to_owned() },
        Command::RefuseDemand { demand: DemandId(1), words: "no".to_owned() },
        Command::OfferOptions {
            item: ItemId(1),
            title: "Which?".to_owned(),
            way: Way::Exhaustive,
            options: vec![option("Leeds"), option("Hull"), option("York")],
        },
        Command::CountOptions {
            choosing: ChoosingId(1),
            counts: vec![OptionCount { option: ChoosingOptionId(1), votes: 3, against: Some(2) }],
            reason: Some(reason()),
        },
        Command::DeclareOptions {
            choosing: ChoosingId(1),
            tie: Some(TieBreak::Chair { option: ChoosingOptionId(1) }),
        },
        Command::AbandonOptions { choosing: ChoosingId(1), reason: reason() },
        Command::CorrectOptions {
            choosing: ChoosingId(1),
            right: vec![ChoosingOptionId(2)],
            reason: reason(),
        },
    ]
}
