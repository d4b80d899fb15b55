//! What two tellers could not agree on is settled by the head teller, card by card, against the paper.

use rules::batch::{Says, Step, Teller};
use rules::refusal::Refusal;

use crate::allow::{said, unless_allowed};
use crate::batches::entering::{compared, count, is_open};
use crate::batches::{begin, end_of_entry, go, known};
use crate::halt::Done;
use crate::ids::BatchId;
use crate::tellers::{self, Written};
use crate::transact::Act;

pub(crate) fn settle_difference(act: &Act<'_>, id: BatchId, card: u32, says: Says, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let batch = known(act.db, id)?;
    let vote = tellers::counting(act.db, batch.vote)?;
    rules::batch::step(&batch.name, batch.state, Step::SettleOne)?;
    if !is_open(act.db, id, card)? {
        let sentence = format!("Card {card} is not among those of {} that differ.", batch.name);
        return Err(Refusal::new("batch.not_differing", sentence)
            .allowed_by(
                "Settle the cards in its list. Where both tellers erred alike, discard the batch and have it typed afresh.",
            )
            .into());
    }
    let again: u64 = act.db.one(
        "SELECT count(*) FROM batch_entry WHERE batch_id = ?1 AND kind = 'again' AND state = 'done'",
        [id],
        |r| r.get(0),
    )?;
    if again == 0 {
        unless_allowed(
            act,
            Err(Refusal::new(
                "batch.not_entered_again",
                format!("The cards of {} that differ have not been typed again.", batch.name),
            )
            .allowed_by("A teller types them again first; a reason lets the paper decide at once.")
            .by_reason()),
        )?;
    }
    let slip = tellers::look(act.db, vote.id, card)?;
    if matches!(says, Says::Split(..)) {
        tellers::may_split(act, &vote)?;
    }
    tellers::may_be_unsigned(act, &vote, says)?;
    tellers::may_abstain(act, &vote, says)?;
    let name = act.actor.name.clone().unwrap_or_else(|| act.actor.station.clone());
    let entry = begin(act, &batch, "settled", &Teller { name, station: act.actor.station.clone() })?;
    end_of_entry(act, entry, "done", &reason)?;
    slip.write(act, &Written { entry: Some(entry), says, state: "typed", why: &reason })?;
    act.db.run(
        "UPDATE batch_difference SET state = 'settled' WHERE batch_id = ?1 AND number = ?2",
        (id, card),
    )?;
    let found = compared(act.db, id)?;
    let queries = if found.differ.is_empty() {
        go(act, &batch, Step::SettleLast)?;
        count(act, &vote, &batch, &found.agreed)?
    } else {
        go(act, &batch, Step::SettleOne)?;
        String::new()
    };
    Ok(format!(
        "{}: card {card} of batch {} was settled against the paper: {reason}{queries}",
        vote.label(),
        batch.name
    ))
}
