//! A declared result put right: by a second record beside the first.

use rules::card_vote::{SectionTally, outcome};
use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Halt};
use crate::ids::{ResultId, VoteId};
use crate::transact::Act;
use crate::votes::{Vote, by_the_chair, expect_state, known, label_in_words, record, word};
use crate::{questions, tellers};

pub(crate) fn correct(act: &Act<'_>, id: VoteId, sections: &[SectionTally], reason: &str) -> Done {
    by_the_chair(act)?;
    let why = said("reason", reason)?;
    let vote = known(act.db, id)?;
    expect_state(&vote, &["declared"], "Before the declaration, correct the entries themselves.")?;
    let faults = rules::card_vote::impossible(sections);
    if !faults.is_empty() {
        return Err(Refusal::new("vote.impossible", faults.join(" ")).into());
    }
    same_sections(act.db, &vote, sections)?;
    let question = questions::known(act.db, vote.question)?;
    let last: ResultId =
        act.db
            .one("SELECT id FROM result WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1", [id], |r| r.get(0))?;
    let worked = outcome(sections, &vote.card_rule()?);
    let verdict = match (worked.carried, worked.tie) {
        (true, _) => "carried",
        (false, true) => "not_carried",
        (false, false) => "lost",
    };
    let act = Act { reason: Some(&why), ..*act };
    record(&act, &vote, &question, Some(last), verdict, Some(&worked), None, &worked.reason)?;
    Ok(format!(
        "The result of {} was corrected ({why}): {}. {}",
        label_in_words(&vote),
        word(verdict).to_lowercase(),
        worked.reason
    ))
}

fn same_sections(db: &Db, vote: &Vote, given: &[SectionTally]) -> Result<(), Halt> {
    let expected: Vec<(Option<String>, u32)> = match vote.method {
        Method::Card => tellers::tallies(db, vote.id)?.into_iter().map(|s| (s.name, s.weight)).collect(),
        Method::Hands | Method::Agreed => vec![(None, 100)],
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
