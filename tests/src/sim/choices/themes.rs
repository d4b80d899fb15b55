//! What a random conference looks for: not everything, or it would get nowhere with any of it.

/// How much more often an act is asked for that the conference has not seen, if it is among those that it looks for.
pub(super) const UNSEEN: usize = 20;
/// A conference looks for one act in so many: looking for all of them, it would get nowhere with any.
const SHARE: u64 = 4;

/// Whether an act is among those that conferences of a theme look for.
pub(super) fn looked_for(act: &str, theme: u64) -> bool {
    let sum = act.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    sum % SHARE == theme % SHARE
}
