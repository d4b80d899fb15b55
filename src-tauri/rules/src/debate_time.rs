//! A limit on the whole of a debate, shared out among those who wait to speak.
//!
//! Invariant: sharing out never gives anybody more than the standing orders do, and never takes from a mover's right of
//! reply, which survives the cut (Accord's standing orders, §1 "Guillotine").

use crate::refusal::Refusal;
use crate::speakers::Role;

/// The longest limit that is not a slip of the finger, in minutes.
pub const LONGEST_MINUTES: u32 = 600;

/// A limit in minutes as a time in milliseconds.
///
/// # Errors
/// `debate.limit` where it is nought or longer than ten hours.
pub fn limit_ms(minutes: u32) -> Result<i64, Refusal> {
    if minutes == 0 || minutes > LONGEST_MINUTES {
        return Err(Refusal::new("debate.limit", "A debate is limited to between one minute and ten hours."));
    }
    Ok(i64::from(minutes) * 60_000)
}

/// Whether speeches in this right are taken out of the limit.
#[must_use]
pub fn counts(role: Role) -> bool {
    match role {
        Role::Mover | Role::Seconder | Role::Speaker | Role::Platform => true,
        Role::Reply | Role::PointOfOrder => false,
    }
}

/// What one speech is granted out of `left_ms` when `waiting` people, the one called among them, are to share it:
/// whole seconds, at most what the standing orders give.
///
/// # Errors
/// `debate.time_up`, which the chair may overrule, where nothing worth a word is left.
pub fn share(left_ms: i64, waiting: u32, by_orders_ms: i64) -> Result<i64, Refusal> {
    let each = left_ms / i64::from(waiting.max(1)) / 1_000 * 1_000;
    if each <= 0 {
        return Err(Refusal::new("debate.time_up", "The time that was set for this debate is used up.")
            .allowed_by("Put the question, set a longer limit, or allow it with a reason.")
            .by_reason());
    }
    Ok(each.min(by_orders_ms))
}

#[cfg(test)]
mod tests {
    use super::{limit_ms, share};

    #[test]
    fn what_is_left_is_shared_in_whole_seconds() {
        for (left, waiting, by_orders, expect) in [
            (600_000, 1, 180_000, Some(180_000)),
            (600_000, 4, 180_000, Some(150_000)),
            (600_000, 7, 180_000, Some(85_000)),
            (100_000, 3, 180_000, Some(33_000)),
            (1_999, 1, 180_000, Some(1_000)),
            (999, 1, 180_000, None),
            (5_000, 6, 180_000, None),
            (0, 1, 180_000, None),
            (-40_000, 2, 180_000, None),
            (60_000, 0, 180_000, Some(60_000)),
        ] {
            let shared = share(left, waiting, by_orders);
            assert_eq!(shared.as_ref().ok(), expect.as_ref(), "{left} among {waiting}");
            assert!(
                shared.err().is_none_or(|refusal| refusal.overrulable && refusal.code == "debate.time_up")
            );
        }
    }

    #[test]
    fn sharing_never_gives_more_than_there_is() {
        for left in (0..400_000).step_by(777) {
            for waiting in 1..12 {
                let each = share(left, waiting, 300_000).unwrap_or_default();
                assert!(each * i64::from(waiting) <= left, "{each} for each of {waiting} out of {left}");
            }
        }
    }

    #[test]
    fn limits_that_can_be() {
        for (minutes, expect) in
            [(0, None), (1, Some(60_000)), (30, Some(1_800_000)), (600, Some(36_000_000)), (601, None)]
        {
            assert_eq!(limit_ms(minutes).ok(), expect);
        }
    }
}
