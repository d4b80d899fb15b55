//! The law of a delegate conference: what a vote comes to, whose turn it is, what an amendment does, what
//! the clock says, when business will be reached.
//!
//! Every function here is pure. There is no clock, no input or output, no SQL, no chance and no floating
//! point: time, actor and figures come in as arguments, and the same arguments always give the same answer.
//! A rule that says no gives a [`refusal::Refusal`] with a reason; nothing here ever concludes for the chair.
//!
//! Sections named "§" are those of the project's `procedure.md`, which gives the published source of each.

pub mod amended;
pub mod amending;
pub mod amendment;
pub mod announcement;
pub mod attachment;
pub mod batch;
pub mod books;
pub mod card_vote;
pub mod casting;
pub mod challenge;
pub mod clock;
pub mod composite;
pub mod consequence;
pub mod count;
pub mod credentials;
pub mod day_part;
pub mod debate_time;
pub mod demand;
pub mod difference;
pub mod emergency;
pub mod entitlement;
pub mod estimate;
pub mod fate;
pub mod franchise;
pub mod guillotine;
pub mod interruption;
pub mod joint_debate;
pub mod leftover;
pub mod majority;
pub mod motion;
pub mod numbering;
pub mod options;
pub mod parts;
pub mod plan;
pub mod plan_changes;
pub mod printed;
pub mod priorities;
pub mod procedure;
pub mod programme;
pub mod published;
pub mod quorum;
pub mod reconciliation;
pub mod recount;
pub mod refusal;
pub mod report;
pub mod roll_call;
pub mod secret_ballot;
pub mod share;
pub mod slip_code;
pub mod speakers;
pub mod standing_orders;
pub mod timetable;
pub mod touch;
pub mod tracing;
pub mod turning;
pub mod turnout;
