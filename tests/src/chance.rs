//! Chance that is the same on every machine and in every version: a seed printed by a failing run means the same
//! tomorrow.

/// SplitMix64.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `0..n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.any() % n).unwrap_or_default()
    }

    /// A number of `0..n`.
    pub fn number(&mut self, n: u32) -> u32 {
        u32::try_from(self.any() % u64::from(n.max(1))).unwrap_or_default()
    }

    /// Once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of them; none where there is none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// One of them by weight.
    pub fn weighed<'a, T>(&mut self, of: &'a [(usize, T)]) -> Option<&'a T> {
        let mut at = self.below(of.iter().map(|(weight, _)| weight).sum());
        of.iter()
            .find(|(weight, _)| {
                let here = at < *weight;
                at = at.saturating_sub(*weight);
                here
            })
            .map(|(_, what)| what)
    }
}
