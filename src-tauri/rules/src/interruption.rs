//! Whoever rises while somebody speaks (§1 "Point of order", "Point of information", "Personal explanation").
//!
//! Invariant: a point of order and an explanation stop the speech; a point of information waits for its end, and comes then
//! before anything else.

use crate::refusal::Refusal;

/// Why nothing else is taken while somebody has risen: `risen` says who, and on what. What the chair takes first for a reason
/// leaves the point where it is; it is ruled on afterwards.
#[must_use]
pub fn ruled_on_first(risen: &str) -> Refusal {
    Refusal::new("ruling.pending", risen).allowed_by("Rule on it first.").by_reason()
}

/// Why nothing else is taken when the speech has ended: `body` has a point that waited for it.
#[must_use]
pub fn comes_first(body: &str, point: &str) -> Refusal {
    Refusal::new("information.first", format!("{body} has {point}, which comes when the speech has ended."))
        .allowed_by("Let the speech end, and hear it.")
        .by_reason()
}

/// Why a point of information is not heard while somebody speaks (Citrine).
#[must_use]
pub fn not_yet(point: &str) -> Refusal {
    let point = point.trim_start_matches("a ");
    Refusal::new("information.waits", format!("The {point} waits for the end of the speech."))
        .allowed_by("Let the speaker finish; the chair may hear it at once with a reason.")
        .by_reason()
}

/// Whether the chair can rule so: a point of order is well taken or not; what is told or explained has nothing in it to rule
/// on, and is heard or out of order.
///
/// # Errors
/// `ruling.not_of_this`.
pub fn may_be_ruled(point: &str, of_order: bool, well_taken: bool) -> Result<(), Refusal> {
    if of_order || !well_taken {
        return Ok(());
    }
    let point = point.trim_start_matches("a ");
    Err(Refusal::new("ruling.not_of_this", format!("A {point} is heard, or is out of order."))
        .allowed_by("Say which; only a point of order is well taken."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_point_of_order_is_well_taken() {
        for (of_order, well_taken, expect) in [
            (true, true, None),
            (true, false, None),
            (false, false, None),
            (false, true, Some("A personal explanation is heard, or is out of order.")),
        ] {
            let found = may_be_ruled("a personal explanation", of_order, well_taken);
            assert_eq!(found.err().map(|refusal| refusal.sentence).as_deref(), expect);
        }
    }

    #[test]
    fn information_waits_and_then_comes_first() {
        for (refusal, code, sentence, overrulable) in [
            (
                comes_first("Hull", "a point of information"),
                "information.first",
                "Hull has a point of information, which comes when the speech has ended.",
                true,
            ),
            (
                ruled_on_first("Hull has risen on a point of order."),
                "ruling.pending",
                "Hull has risen on a point of order.",
                true,
            ),
            (
                not_yet("a point of information"),
                "information.waits",
                "The point of information waits for the end of the speech.",
                true,
            ),
        ] {
            assert_eq!((refusal.code.as_str(), refusal.sentence.as_str()), (code, sentence));
            assert_eq!(refusal.overrulable, overrulable);
        }
    }
}
