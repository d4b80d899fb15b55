//! Ids as types of their own, so that an item can never be taken for a question.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
        #[serde(transparent)]
        #[ts(type = "number")]
        pub struct $name(pub i64);

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                i64::column_result(value).map(Self)
            }
        }
    )*};
}

ids! {
    /// A day of the conference.
    DayId,
    /// A sitting within a day.
    SessionId,
    /// A set of delegations with a fixed share of a weighted card vote.
    SectionId,
    /// A delegation: the delegates of one body.
    DelegationId,
    /// One person on the register.
    DelegateId,
    /// One voting card.
    CardId,
    /// One delegate in the place of another.
    SubstitutionId,
    /// Who may vote, from one decision to the next.
    FranchiseId,
    /// A credentials report as it was given.
    CredentialsId,
    /// A paper: motion, amendment, composite, statement.
    MotionId,
    /// A part of a paper that is voted on by itself.
    PartId,
    /// What falls with a decision.
    ConsequenceId,
    /// A report of the committee.
    ReportId,
    /// One part of a report.
    ReportPartId,
    /// A priorities ballot.
    PrioritiesId,
    /// One option of a priorities ballot.
    PrioritiesOptionId,
    /// One delegation's paper in a priorities ballot.
    PrioritiesPaperId,
    /// A line of the order of business.
    ItemId,
    /// A timetabled end of business.
    GuillotineId,
    /// A version of the order of business.
    PlanId,
    /// A paper's time before conference.
    QuestionId,
    /// A request to speak.
    RequestId,
    /// A speech that was called.
    SpeechId,
    /// A point of order or of information.
    InterruptionId,
    /// One taking of a vote.
    VoteId,
    /// One slip of paper in a card vote.
    SlipId,
    /// A demand for a count or a card vote.
    DemandId,
    /// A choice between several options.
    ChoosingId,
    /// One of several options.
    ChoosingOptionId,
    /// A block of the hall in one count.
    VoteBlockId,
    /// Somebody who is called by name in a roll call.
    CalledNameId,
    /// Somebody on the list of a secret ballot.
    BallotVoterId,
    /// A batch of papers of a secret ballot.
    BallotBatchId,
    /// A box or block of cards, typed together.
    BatchId,
    /// One teller's reading of a batch.
    BatchEntryId,
    /// A declaration, or a correction of one.
    ResultId,
}
