//! How often anybody may ask: so many at once, and then so many a second.
//!
//! Invariant: what is remembered of strangers is bounded; time comes in with every call.

use std::collections::BTreeMap;

/// A rate and how much of it may be used at once.
#[derive(Clone, Copy)]
pub(crate) struct Rate {
    /// Asked for in a row.
    pub(crate) at_once: u32,
    /// After that, one in so many ms.
    pub(crate) every_ms: i64,
}

/// Who has asked how often.
pub(crate) struct Pace<K> {
    rate: Rate,
    /// When each of them will have all of the rate again, ms.
    full_at: BTreeMap<K, i64>,
    /// When the silent were last forgotten.
    forgot: i64,
}

/// More than a hall has computers; beyond it those who have long been silent are forgotten.
const MOST: usize = 4096;
/// Forgetting looks at each of them: not more often than so, ms.
const FORGET: i64 = 500;

impl<K: Ord + Clone> Pace<K> {
    pub(crate) fn new(rate: Rate) -> Self {
        Self { rate, full_at: BTreeMap::new(), forgot: i64::MIN }
    }

    /// Whether this one may ask now.
    pub(crate) fn may(&mut self, who: &K, now: i64) -> bool {
        let Rate { at_once, every_ms } = self.rate;
        if self.full_at.len() >= MOST && self.forgot.saturating_add(FORGET) <= now {
            self.forgot = now;
            self.full_at.retain(|_, full| *full > now);
        }
        if self.full_at.len() >= MOST && !self.full_at.contains_key(who) {
            return false;
        }
        let full = self.full_at.entry(who.clone()).or_insert(now);
        let next = (*full).max(now) + every_ms;
        if next - now > i64::from(at_once) * every_ms {
            return false;
        }
        *full = next;
        true
    }

    /// It was well asked, and is not counted.
    pub(crate) fn give_back(&mut self, who: &K) {
        if let Some(full) = self.full_at.get_mut(who) {
            *full -= self.rate.every_ms;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Pace, Rate};

    #[test]
    fn a_burst_and_then_one_at_a_time() {
        let mut pace = Pace::new(Rate { at_once: 3, every_ms: 100 });
        assert_eq!((0..5).map(|_| pace.may(&"a", 0)).collect::<Vec<_>>(), [true, true, true, false, false]);
        assert!(pace.may(&"b", 0));
        assert!(!pace.may(&"a", 99));
        assert!(pace.may(&"a", 100));
        assert!(!pace.may(&"a", 100));
        assert_eq!((0..4).filter(|_| pace.may(&"a", 10_000)).count(), 3);
    }

    #[test]
    fn strangers_do_not_fill_the_memory() {
        let mut pace = Pace::new(Rate { at_once: 1, every_ms: 1000 });
        let let_in = (0..10 * MOST).filter(|who| pace.may(who, 0)).count();
        assert_eq!(let_in, MOST);
        assert!(pace.may(&usize::MAX, 1001));
        assert!(pace.full_at.len() <= MOST);
    }
}
