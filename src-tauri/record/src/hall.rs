//! What the hall's screen is told to show.

use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::Face;
use crate::halt::Done;
use crate::ids::VoteId;
use crate::sql::name_of;
use crate::transact::Act;
use crate::{set_up, votes};

pub(crate) fn show(act: &Act<'_>, face: Face, vote: Option<VoteId>, message: Option<&str>) -> Done {
    set_up::set(act.db)?;
    let text = match face {
        Face::Message => said("message", message.unwrap_or_default())?,
        Face::Follow | Face::Welcome | Face::Order | Face::Vote | Face::Priorities => String::new(),
    };
    if text.chars().count() > 280 {
        return Err(Refusal::new(
            "hall.message_too_long",
            "A message in the hall has at most 280 characters.",
        )
        .into());
    }
    let vote = if face == Face::Vote {
        let id = vote.ok_or_else(|| Refusal::new("hall.which_vote", "Which vote is to be shown?"))?;
        Some(votes::known(act.db, id)?.id)
    } else {
        None
    };
    act.db.run(
        "UPDATE hall SET face = ?1, vote_id = ?2, message = ?3, black = 0",
        (name_of(&face)?, vote, &text),
    )?;
    Ok(match face {
        Face::Follow => "The hall’s screen follows the business.".to_owned(),
        Face::Welcome => "The hall’s screen shows the welcome.".to_owned(),
        Face::Order => "The hall’s screen shows the order of business.".to_owned(),
        Face::Message => format!("The hall’s screen shows a message: {text}"),
        Face::Vote => "The hall’s screen shows a vote again.".to_owned(),
        Face::Priorities => "The hall’s screen shows the priorities ballot.".to_owned(),
    })
}

pub(crate) fn black(act: &Act<'_>, on: bool) -> Done {
    set_up::set(act.db)?;
    act.db.run("UPDATE hall SET black = ?1", [on])?;
    Ok(if on { "The hall’s screen went black." } else { "The hall's screen came back." }.to_owned())
}
