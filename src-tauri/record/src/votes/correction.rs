//! A declared result put right: by a second record beside the first.

use rules::card_vote::{CardOutcome, SectionTally, outcome};
use rules::majority::Figures;
use rules::reconciliation::CardState;
use rules::refusal::Refusal;
use rules::share::thousands;
use rules::standing_orders::Tie;

use crate::allow::said;
use crate::command::{Casting, CorrectedSection, Method};
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{ResultId, VoteId};
use crate::transact::Act;
use crate::votes::declaration::{Found, by_the_chair, record, verdict, with_nem_con, word};
use crate::votes::{Vote, a_hall_holds, expect_state, known};
use crate::{procedures, questions, tellers};

pub(crate) fn correct(
    act: &Act<'_>,
    id: VoteId,
    sections: &[CorrectedSection],
    carried: Option<bool>,
    casting: Option<Casting>,
    reason: &str,
) -> Done {
    by_the_chair(act)?;
    let why = said("reason", reason)?;
    let vote = known(act.db, id)?;
    expect_state(&vote, &["declared"], "Before the declaration, correct the entries themselves.")?;
    let question = questions::known(act.db, vote.question)?;
    let (last, clear): (ResultId, bool) = act.db.one(
        "SELECT id, clear FROM result WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1",
        [id],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )?;
    let worked = counted(act.db, &vote, sections)?;
    let (verdict, reason) = match (&worked, carried) {
        (Some(_), Some(_)) => {
            return Err(Refusal::new("vote.has_figures", "Figures are given: they decide, not the eye.")
                .allowed_by("Give the figures, and say nothing of whether it was carried.")
                .into());
        }
        (Some(worked), None) => {
            let asked = vote.method == Method::Card || sections.iter().any(|s| s.abstain.is_some());
            let (verdict, reason) = after_counting(act, &vote, worked, casting)?;
            (verdict, with_nem_con(worked, asked, verdict, reason))
        }
        (None, _) if !clear => {
            return Err(Refusal::new("vote.no_figures", "The result stands with figures.")
                .allowed_by("Give the right figures of every section.")
                .into());
        }
        (None, carried) => without_figures(carried, casting)?,
    };
    let asked = vote.method == Method::Card || sections.iter().any(|s| s.abstain.is_some());
    let act = Act { reason: Some(&why), ..*act };
    let worked = worked.as_ref().map(|worked| (worked, asked));
    let found = Found { corrects: Some(last), verdict, worked, casting, reason: &reason };
    let turned = questions::outcome(act.db, question.id)?.as_deref() != Some(verdict);
    let text = record(&act, &vote, &question, &found)?;
    let follows = procedures::corrected(&question, turned);
    Ok(format!(
        "The result of {} was corrected ({why}): {}. {reason}{text}{follows}",
        vote.label_on(&question),
        word(verdict).to_lowercase(),
    ))
}

/// What the figures given come to; none where none are given.
fn counted(db: &Db, vote: &Vote, given: &[CorrectedSection]) -> Result<Option<CardOutcome>, Halt> {
    if given.is_empty() {
        return Ok(None);
    }
    if vote.method == Method::Agreed {
        return Err(Refusal::new(
            "vote.not_counted",
            "It was agreed without a vote: there was nothing to count.",
        )
        .allowed_by("Say whether it was carried or lost, without figures.")
        .into());
    }
    let tallies: Vec<SectionTally> = given.iter().map(tally).collect();
    let faults = rules::card_vote::impossible(&tallies);
    if !faults.is_empty() {
        return Err(Refusal::new("vote.impossible", faults.join(" ")).into());
    }
    same_sections(db, vote, &tallies)?;
    for section in given {
        rules::count::abstentions_told(vote.card_rule()?.base, section.abstain)?;
    }
    match vote.method {
        Method::Card => electorate_holds(db, vote, given)?,
        Method::Hands | Method::Counted | Method::RollCall | Method::Secret | Method::Agreed => {
            for each in &tallies {
                a_hall_holds(&[each.figures.for_, each.figures.against, each.figures.abstain])?;
            }
        }
    }
    let worked = outcome(&tallies, &vote.card_rule()?);
    super::present::told(vote, &worked)??;
    Ok(Some(worked))
}

fn tally(given: &CorrectedSection) -> SectionTally {
    SectionTally {
        name: given.name.clone(),
        weight: given.weight,
        figures: Figures {
            for_: given.r#for,
            against: given.against,
            abstain: given.abstain.unwrap_or_default(),
        },
    }
}

/// As declared, but that a vote which was declared cannot be given up: where a tie is voted on again, it is not carried.
fn after_counting(
    act: &Act<'_>,
    vote: &Vote,
    worked: &CardOutcome,
    casting: Option<Casting>,
) -> Result<(&'static str, String), Halt> {
    let tie = vote.card_rule()?.tie;
    if worked.tie && tie == Tie::Revote && casting.is_none() {
        let reason = format!("{} These standing orders ask for another vote.", worked.reason);
        return Ok(("not_carried", reason));
    }
    verdict(act, worked, casting, tie)
}

fn without_figures(
    carried: Option<bool>,
    casting: Option<Casting>,
) -> Result<(&'static str, String), Refusal> {
    if casting.is_some() {
        return Err(Refusal::new("vote.no_tie", "There is no tie for the chair to break."));
    }
    match carried {
        Some(true) => Ok(("carried", "Carried; nothing was counted.".to_owned())),
        Some(false) => Ok(("lost", "Lost; nothing was counted.".to_owned())),
        None => Err(Refusal::new("vote.say_which", "Say whether it was carried or lost.")
            .allowed_by("Choose Carried or Lost in the correction.")),
    }
}

fn same_sections(db: &Db, vote: &Vote, given: &[SectionTally]) -> Result<(), Halt> {
    let expected: Vec<(Option<String>, u32)> = match vote.method {
        Method::Card => tellers::tallies(db, vote.id)?.into_iter().map(|s| (s.name, s.weight)).collect(),
        Method::Hands | Method::Counted | Method::RollCall | Method::Secret | Method::Agreed => {
            vec![(None, 100)]
        }
    };
    let mut given: Vec<(Option<String>, u32)> = given.iter().map(|s| (s.name.clone(), s.weight)).collect();
    let mut wanted = expected.clone();
    given.sort();
    wanted.sort();
    if given == wanted {
        return Ok(());
    }
    let names: Vec<String> =
        expected.iter().map(|(n, w)| format!("{} (weight {w})", n.as_deref().unwrap_or("all"))).collect();
    Err(Refusal::new("vote.other_sections", format!("The sections of this vote are: {}.", names.join(", ")))
        .into())
}

/// Refuses more votes than the roll issued, and abstentions that nobody said: on a card they are always counted.
fn electorate_holds(db: &Db, vote: &Vote, given: &[CorrectedSection]) -> Result<(), Halt> {
    let cards = tellers::accounted(db, vote.id)?;
    for section in given {
        let name = section.name.as_deref().unwrap_or("Conference");
        let Some(abstain) = section.abstain else {
            return Err(Refusal::new("vote.abstentions", format!("{name}: the abstentions are missing."))
                .allowed_by("Enter how many abstained; nought where nobody did.")
                .into());
        };
        let whole = given.len() == 1;
        let issued: u64 = cards
            .iter()
            .filter(|c| c.state != CardState::Cancelled && (whole || c.section == section.name))
            .map(|c| c.value)
            .sum();
        let cast = section.r#for.saturating_add(section.against).saturating_add(abstain);
        if cast > issued {
            return Err(Refusal::new(
                "vote.more_than_issued",
                format!("{name}: {} votes are more than the {} issued.", thousands(cast), thousands(issued)),
            )
            .allowed_by("Enter no more votes than the cards of the vote carry.")
            .into());
        }
    }
    Ok(())
}
