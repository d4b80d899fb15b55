//! The chair declares: what a vote comes to becomes what conference decided.
//!
//! Invariant: a result, its question's fate and the text decided are written together, in one place, whether the vote is
//! declared or corrected.

use rules::card_vote::CardOutcome;
use rules::casting::may_cast;
use rules::refusal::Refusal;
use rules::standing_orders::Tie;

use crate::allow::unless_allowed;
use crate::command::{Casting, Method};
use crate::halt::{Done, Halt};
use crate::ids::{ResultId, VoteId};
use crate::questions::{self, Question};
use crate::sql::name_of;
use crate::transact::{Act, Role};
use crate::votes::{Vote, demands, expect_state, known, recount, set_vote_state, worked_out};
use crate::{parts, procedures, programme, set_up};

/// A result is declared, and corrected, by the chair alone; a script stands in for whoever runs it.
pub(crate) fn by_the_chair(act: &Act<'_>) -> Result<(), Refusal> {
    match act.actor.role {
        Role::Chair | Role::Desk | Role::Script => Ok(()),
        Role::Committee | Role::HeadTeller | Role::Teller | Role::Door | Role::Hall => Err(Refusal::new(
            "vote.chair_declares",
            "Only the chair declares a result, or has it counted anew.",
        )
        .allowed_by("Finish the count: it then waits on the chair’s screen, and the chair does the rest.")),
    }
}

pub(crate) fn declare(act: &Act<'_>, id: VoteId, carried: Option<bool>, casting: Option<Casting>) -> Done {
    by_the_chair(act)?;
    set_up::sitting(act.db)?;
    let vote = known(act.db, id)?;
    let question = questions::known(act.db, vote.question)?;
    let counted = vote.method.is_opened() || vote.state == "provisional";
    if !counted {
        return declare_clear(act, &vote, &question, carried);
    }
    expect_state(&vote, &["provisional"], "Finish the count first.")?;
    super::nothing_unseen(act.db, &vote)??;
    if carried.is_some() {
        return Err(Refusal::new(
            "vote.has_figures",
            "This vote was counted: its figures decide, not the eye.",
        )
        .allowed_by("Declare the result, and say nothing of whether it was carried.")
        .into());
    }
    let worked = worked_out(act.db, &vote)?.ok_or_else(|| {
        Refusal::new("vote.no_figures", "No figures have been entered.")
            .allowed_by("Enter the count, or have the tellers finish theirs; then declare it.")
    })?;
    super::present::told(&vote, &worked)??;
    // The rule it was put under: the standing orders may have been changed since.
    let (verdict, reason) = verdict(act, &worked, casting, vote.card_rule()?.tie)?;
    let asked = asked(&vote);
    let reason = with_nem_con(&worked, asked, verdict, reason);
    let corrects = recount::result_before(act.db, &vote)?;
    let found = Found { corrects, verdict, worked: Some((&worked, asked)), casting, reason: &reason };
    if corrects.is_some() {
        return declare_recount(act, &vote, &question, &found);
    }
    let text = record(act, &vote, &question, &found)?;
    let account = parts::account(act.db, &question, verdict)?;
    let follows = procedures::carry_out(act, &question, verdict)?;
    let closed = programme::conclude(act, question.item)?;
    Ok(format!(
        "The chair declared {}: {}. {reason}{account}{text}{follows}{closed}",
        vote.label_on(&question),
        word(verdict).to_lowercase()
    ))
}

/// The chair saw that nobody was against (§1 "Nem con").
pub(crate) fn declare_nem_con(act: &Act<'_>, id: VoteId) -> Done {
    by_the_chair(act)?;
    set_up::sitting(act.db)?;
    let vote = known(act.db, id)?;
    if vote.method != Method::Hands {
        return Err(
            Refusal::new("vote.not_hands", "Nem con is what the chair sees on a show of hands.").into()
        );
    }
    let question = questions::known(act.db, vote.question)?;
    expect_state(&vote, &["open"], "The figures say whether anybody was against.")?;
    demands::none_on(act.db, &vote)?;
    seen(act, &vote, &question, "carried", "Carried nem con on a show of hands: nobody was against.")
}

/// Whether abstentions are among the figures.
pub(crate) fn asked(vote: &Vote) -> bool {
    vote.method == Method::Card || vote.abstain.is_some()
}

/// The reason, and that nobody was against, where nobody was.
pub(crate) fn with_nem_con(worked: &CardOutcome, asked: bool, verdict: &str, reason: String) -> String {
    match rules::count::nobody_against(&worked.figures, asked).filter(|_| verdict == "carried") {
        Some(said) => format!("{reason} {said}"),
        None => reason,
    }
}

/// The result of a recount stands beside the one that was declared, and takes its place.
fn declare_recount(act: &Act<'_>, vote: &Vote, question: &Question, found: &Found<'_>) -> Done {
    let label = vote.label_on(question);
    let act = Act { reason: Some("counted anew"), ..*act };
    let text = record(&act, vote, question, found)?;
    set_vote_state(&act, vote.id, "declared")?;
    let (verdict, reason) = (word(found.verdict).to_lowercase(), found.reason);
    Ok(format!("The chair declared {label}, beside the result declared before: {verdict}. {reason}{text}"))
}

fn declare_clear(act: &Act<'_>, vote: &Vote, question: &Question, carried: Option<bool>) -> Done {
    expect_state(vote, &["open"], "Put the question first.")?;
    demands::none_on(act.db, vote)?;
    let carried = carried.ok_or_else(|| {
        Refusal::new("vote.say_which", "Say whether it was carried or lost.")
            .allowed_by("Where neither is clear, say so, and have it counted.")
    })?;
    if vote.method == Method::Agreed && !carried {
        return Err(Refusal::new("vote.objection", "Somebody objects, so it is not agreed.")
            .allowed_by("Say that it is not clear, and put the question to a vote.")
            .into());
    }
    let verdict = if carried { "carried" } else { "lost" };
    let reason = match vote.method {
        Method::Agreed => "Agreed; nobody objected.",
        _ if carried => "Clearly carried on a show of hands.",
        Method::Hands | Method::Counted | Method::Card | Method::RollCall | Method::Secret => {
            "Clearly lost on a show of hands."
        }
    };
    seen(act, vote, question, verdict, reason)
}

/// What the chair saw, without figures, is written down.
fn seen(act: &Act<'_>, vote: &Vote, question: &Question, verdict: &'static str, reason: &str) -> Done {
    let text =
        record(act, vote, question, &Found { corrects: None, verdict, worked: None, casting: None, reason })?;
    let account = parts::account(act.db, question, verdict)?;
    let follows = procedures::carry_out(act, question, verdict)?;
    let closed = programme::conclude(act, question.item)?;
    Ok(format!(
        "The chair declared {} {}. {reason}{account}{text}{follows}{closed}",
        question.in_words(),
        word(verdict).to_lowercase()
    ))
}

/// Carried, lost or not carried; on a tie by the standing orders and, where they say so or the chair gives a reason, the
/// chair's own vote.
pub(super) fn verdict(
    act: &Act<'_>,
    worked: &CardOutcome,
    casting: Option<Casting>,
    tie: Tie,
) -> Result<(&'static str, String), Halt> {
    let plain = if worked.carried { "carried" } else { "lost" };
    if !worked.tie {
        return match casting {
            Some(_) => Err(Refusal::new("vote.no_tie", "There is no tie for the chair to break.").into()),
            None => Ok((plain, worked.reason.clone())),
        };
    }
    if casting.is_some() {
        unless_allowed(act, may_cast(tie))?;
    }
    match (casting, tie) {
        (Some(Casting::For), _) => Ok(("carried", format!("{} The chair voted for.", worked.reason))),
        (Some(Casting::Against), _) => Ok(("lost", format!("{} The chair voted against.", worked.reason))),
        (Some(Casting::Declined), _) => {
            Ok(("not_carried", format!("{} The chair declined to vote.", worked.reason)))
        }
        (None, Tie::Lost) => Ok(("lost", format!("{} A tie is lost.", worked.reason))),
        (None, Tie::ChairCasting) => Err(Refusal::new("vote.tie", "It is a tie.")
            .allowed_by("The chair votes for or against, or declines: then it is not carried.")
            .into()),
        (None, Tie::Revote) => Err(to_be_taken_again().into()),
    }
}

/// Why a tie cannot be declared where it is neither lost nor the chair's to break.
fn to_be_taken_again() -> Refusal {
    Refusal::new("vote.tie", "It is a tie, and these standing orders ask for another vote.")
        .allowed_by("Take the vote again; or abandon it, with a reason.")
}

/// `Carried`, `Lost`, `Not carried`; `Tie` of what is not declared.
pub(crate) fn word(outcome: &str) -> &'static str {
    match outcome {
        "carried" => "Carried",
        "lost" => "Lost",
        "tie" => "Tie",
        _ => "Not carried",
    }
}

/// What was found, to be written down.
pub(super) struct Found<'a> {
    /// The result that it puts right.
    pub(super) corrects: Option<ResultId>,
    pub(super) verdict: &'static str,
    /// The figures, where there are any, and whether abstentions were asked for.
    pub(super) worked: Option<(&'a CardOutcome, bool)>,
    pub(super) casting: Option<Casting>,
    pub(super) reason: &'a str,
}

/// Writes it down; a sentence where the text that conference decided cannot be worked out, empty otherwise.
pub(super) fn record(
    act: &Act<'_>,
    vote: &Vote,
    question: &Question,
    found: &Found<'_>,
) -> Result<String, Halt> {
    if found.corrects.is_none() {
        questions::nothing_stands_upon(act.db, question)?;
    }
    let figures = found.worked.map(|(worked, _)| serde_json::to_string(worked)).transpose()?;
    let asked = found.worked.is_some_and(|(_, asked)| asked);
    let casting = found.casting.as_ref().map(name_of).transpose()?;
    let text = questions::text_decided(act.db, question)?;
    let why = if found.corrects.is_some() { act.reason.unwrap_or_default() } else { "" };
    let result = ResultId(act.db.insert(
        "INSERT INTO result(vote_id, corrects_id, why, outcome, clear, figures, abstained, casting, reason, entry, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        (
            vote.id,
            found.corrects,
            why,
            found.verdict,
            found.worked.is_none(),
            figures,
            asked,
            casting,
            found.reason,
            act.seq,
            act.at,
        ),
    )?);
    if found.corrects.is_none() {
        set_vote_state(act, vote.id, "declared")?;
    }
    let how = if found.corrects.is_some() {
        "The result of the vote was corrected."
    } else {
        "By decision of conference."
    };
    questions::decide(act, question, found.verdict, how)?;
    act.db.insert(
        "INSERT INTO decision(question_id, result_id, outcome, text, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (question.id, result, found.verdict, &text, act.at),
    )?;
    questions::decide_again_beneath(act, question)?;
    questions::to_settle_by_hand(act.db, question)
}
